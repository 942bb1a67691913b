"""Evidence: what speaks for or against two statements being of one thing."""

from __future__ import annotations

from typing import NamedTuple


class Evidence(NamedTuple):
    """One reason for or against, how much of it there is (0 to 1), and its words for a reader."""

    name: str
    amount: float
    phrase: str
