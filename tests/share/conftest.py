"""The press of these tests, and the brief made of it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

import share_press as press

from recoupe.share.brief import Brief


@pytest.fixture(scope="session")
def made() -> Brief:
    return press.made()
