"""On a terminal, progress is one line that goes away; what is said stands on lines of its own."""

from __future__ import annotations

import os
import pty
import re
import sys
from pathlib import Path


def on_a_terminal(*args: str) -> str:
    """What a terminal receives from ``recoupe ARGS``, colours and cursor moves left out."""
    pid, terminal = pty.fork()
    if pid == 0:
        told = {**os.environ, "TERM": "xterm", "COLUMNS": "100"}
        os.execve(sys.executable, [sys.executable, "-m", "recoupe", *args], told)
    received = b""
    while True:
        try:
            chunk = os.read(terminal, 4096)
        except OSError:  # how Linux says that the other side has closed it
            break
        if not chunk:
            break
        received += chunk
    os.waitpid(pid, 0)
    return re.sub(r"\x1b\[[?0-9;]*[A-Za-z]", "", received.decode())


def test_messages_do_not_run_into_the_progress_line(press: Path) -> None:
    (press / "empty.txt").touch()
    lines = re.split(r"[\r\n]+", on_a_terminal("read", "press", "--out", "articles.jsonl"))
    assert any("reading: articles" in line for line in lines)
    said = [line for line in lines if "empty.txt" in line]
    assert len(said) == 1
    assert said[0].startswith("recoupe: ")
