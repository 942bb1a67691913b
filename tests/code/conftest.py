"""One French pipeline for all tests of the coder."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from recoupe.code import code
from recoupe.model import Article, Coded, Statement, Zone

Coder = Callable[..., tuple[Statement, ...]]


@pytest.fixture(scope="session")
def coded() -> Coder:
    """Code a text as the body of one article."""

    def run(text: str, published: str | None = "2024-03-14", language: str = "fr") -> tuple[Statement, ...]:
        article = Article(
            "a.txt", text, (Zone(0, len(text), "body"),), published=published, language=language
        )
        (result,) = code([article])
        assert isinstance(result, Coded)
        return result.statements

    return run
