"""A local site, a sources file that names it, and a way to watch it."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

sys.path.insert(0, str(Path(__file__).parent))

from local_site import Site

# Long limits: on a busy machine an honest answer may take seconds. Tests of servers that hang set short ones.
QUICK = {
    "contact": "desk@fanal.example", "delay": "0s", "timeout": "60s", "silence": "30s", "backoff": "0s",
    "page_mb": 1, "allow_private": ["127.0.0.1"],
}  # fmt: skip


@pytest.fixture
def site() -> Iterator[Site]:
    made = Site()
    yield made
    made.close()


@pytest.fixture
def write_sources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Path]:
    """Write ``press.toml`` with these sources; keywords are keys of the file."""
    monkeypatch.chdir(tmp_path)

    def _write(*sources: dict[str, Any], **keys: Any) -> Path:
        lines = [f"{key} = {json.dumps(value)}" for key, value in {**QUICK, **keys}.items()]
        for number, source in enumerate(sources, 1):
            named = {"name": f"s{number}", **source}
            lines += ["[[source]]", *(f"{key} = {json.dumps(value)}" for key, value in named.items())]
        path = tmp_path / "press.toml"
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return path

    return _write


@pytest.fixture
def run() -> Callable[..., Result]:
    from recoupe.cli import recoupe

    def go(*args: str | os.PathLike[str]) -> Result:
        result = CliRunner().invoke(recoupe, [os.fspath(arg) for arg in args], prog_name="recoupe")
        assert "Traceback" not in result.output
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result

    return go


@pytest.fixture
def watch(run: Callable[..., Result], write_sources: Callable[..., Path]) -> Callable[..., dict[str, Any]]:
    """Write the sources and watch them once; gives the summary."""

    def go(*sources: dict[str, Any], args: tuple[str, ...] = (), **keys: Any) -> dict[str, Any]:
        result = run("watch", write_sources(*sources, **keys), "--once", "--json", *args)
        assert result.stdout, result.output
        done: dict[str, Any] = json.loads(result.stdout)
        return done

    return go
