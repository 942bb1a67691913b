"""A small library of our own invention, and the workbench over it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from browse import client_of, fill
from starlette.testclient import TestClient


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return fill(tmp_path / "press.db")


@pytest.fixture
def client(library: Path) -> Iterator[TestClient]:
    with client_of(library) as found:
        yield found
