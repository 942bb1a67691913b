"""One French pipeline for all tests of the coder."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from recoupe.code import code
from recoupe.model import Article, Coded, Event, Statement, Zone

Coder = Callable[..., tuple[Statement, ...]]


LEAD = "Accra, 4 mars 2024 (AFP) - Le ministre ghanéen de la Défense a reçu lundi une délégation de l'ONU."


@pytest.fixture(scope="session")
def dispatched(coded: Coder) -> Callable[[str], list[Event]]:
    """The events that a sentence tells behind the first one of a dispatch: alone, some are not believed."""

    def run(text: str) -> list[Event]:
        told = coded(f"{LEAD}\n\n{text}")
        return [s for s in told if isinstance(s, Event) and s.span[0] >= len(LEAD)]

    return run


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
