"""What an article without a date of its own goes by."""

from __future__ import annotations

import pytest

from recoupe.code import code
from recoupe.model import Article, Event, Zone


def days(text: str) -> list[tuple[str | None, str | None]]:
    """Of each event of an undated article, the days."""
    article = Article("a.txt", text, (Zone(0, len(text), "body"),), published=None, language="fr")
    (coded,) = code([article])
    return [
        (s.when.start, s.when.end) if s.when is not None else (None, None)
        for s in coded.statements
        if isinstance(s, Event)
    ]


@pytest.mark.parametrize(
    "told",
    [
        "Le ministre togolais de la Défense a reçu le mardi 5 mars 2024 à Lomé une délégation du Ghana.",
        "Le ministre togolais de la Défense a reçu du 4 au 5 mars 2024 à Lomé une délégation du Ghana.",
    ],
)
def test_a_weekday_is_of_the_week_of_the_only_full_date(told: str) -> None:
    assert ("2024-03-04", "2024-03-04") in days(f"{told} La police a arrêté lundi à Lomé trois trafiquants.")


def test_with_two_full_dates_a_weekday_stays_open() -> None:
    found = days(
        "Le ministre togolais de la Défense a reçu le 5 mars 2024 à Lomé une délégation du Ghana. "
        "Celle du Bénin était venue le 7 novembre 2023. La police a arrêté mercredi à Lomé trois trafiquants."
    )
    assert (None, None) in found
