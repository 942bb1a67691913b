"""Work that takes longer than a page: articles brought in, by the command line in a process of its own.

So the pages stay quick while a text is parsed, and what the command says is what the page shows. Each
article is safe in the library when its line appears; a job that is stopped leaves what was added.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import threading
from collections import deque
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, TypeAlias

from recoupe.join.judging import now

State: TypeAlias = Literal["waiting", "running", "done", "failed", "stopped"]
_LINES = 500  # of one job that are kept
_JOBS = 50


@dataclass(eq=False)
class Job:
    """One batch of files. ``added`` counts articles, ``lines`` are what the command said, the last ones."""

    number: int
    name: str
    by: str
    folder: Path
    command: tuple[str, ...] = ()  # in the place of adding what is in the folder
    at: str = ""  # when it was asked for, ISO 8601, UTC
    state: State = "waiting"
    added: int = 0
    lines: deque[str] = field(default_factory=lambda: deque(maxlen=_LINES))
    process: subprocess.Popen[str] | None = None

    @property
    def over(self) -> bool:
        """Whether nothing more will come of it."""
        return self.state in ("done", "failed", "stopped")


class Jobs:
    """The jobs of one workbench, one running at a time: two would only wait for each other's library."""

    def __init__(self, library: Path) -> None:
        self.library = library
        self.all: list[Job] = []
        self._lock = threading.Lock()
        self._number = 0

    def folder(self) -> Path:
        """A new folder for the files of a job, readable by this user alone."""
        return Path(tempfile.mkdtemp(prefix="recoupe-in-"))

    def start(self, name: str, by: str, folder: Path, command: tuple[str, ...] = ()) -> Job:
        """Add what is in the folder to the library, or run a command; the folder is removed afterwards."""
        with self._lock:
            self._number += 1
            job = Job(self._number, name, by, folder, command, at=now())
            self.all = [*self.all, job][-_JOBS:]
        threading.Thread(
            target=self._work, args=(job,), name=f"recoupe-job-{job.number}", daemon=True
        ).start()
        return job

    def get(self, number: int) -> Job | None:
        """The job of this number."""
        return next((job for job in self.all if job.number == number), None)

    def stop(self, job: Job) -> None:
        """End a job; what it added stays."""
        with self._lock:
            if not job.over:
                job.state = "stopped"
                if job.process and job.process.poll() is None:
                    job.process.terminate()

    def close(self) -> None:
        """End every job."""
        for job in self.all:
            self.stop(job)

    _turn = threading.Lock()

    def _work(self, job: Job) -> None:
        try:
            with self._turn:
                with self._lock:
                    if job.state == "stopped":
                        return
                    job.state = "running"
                    job.process = self._process(job)
                assert job.process.stdout is not None
                for line in job.process.stdout:
                    told = line.rstrip().replace(f"{job.folder}{os.sep}", "")
                    job.added += told.startswith(("added ", "kept "))
                    job.lines.append(told)
                status = job.process.wait()
            if job.state == "running":
                # 1 says that something was set aside by a fault, and the rest was taken.
                job.state = "done" if status == 0 or (status == 1 and job.added) else "failed"
        except OSError as error:
            job.state = "failed"
            job.lines.append(str(error))
        finally:
            shutil.rmtree(job.folder, ignore_errors=True)

    def _process(self, job: Job) -> subprocess.Popen[str]:
        meta = job.folder / "meta.json"
        more = ["--meta", str(meta)] if meta.exists() else []
        adding = ("add", str(job.folder / "in"), "--library", str(self.library), *more)
        return subprocess.Popen(
            [sys.executable, "-m", "recoupe", *(job.command or adding)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            errors="replace",
            env={**os.environ, "PYTHONUNBUFFERED": "1", "PYTHONIOENCODING": "utf-8"},
        )
