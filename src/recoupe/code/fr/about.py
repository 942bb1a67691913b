"""What an article is about, as far as names and dates tell without a parse."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from recoupe.resolve.entries import SHARED_CODES
from recoupe.resolve.names import names
from recoupe.resolve.places import find_places

_DATE_WORDS = re.compile(
    r"\b(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|janvier|février|mars|avril|mai|juin|juillet|"
    r"août|septembre|octobre|novembre|décembre|hier|aujourd'hui|demain|veille|lendemain|(?:19|20)\d\d)\b"
)


class About(NamedTuple):
    """An article as a whole.

    ``home`` is the country (alpha-3) that it is most about, ``official`` how many states and official bodies
    it names a sentence, ``dated`` the share of its sentences that tell a day, month or year, ``belgian``
    whether it names Belgium.
    """

    home: str | None
    official: float
    dated: float
    belgian: bool


def about(texts: Sequence[str]) -> About:
    """What the sentences of an article (at least one) are about.

    Generic bodies and « le Royaume » are looked for in its country.
    """
    mentions = names().find(" ".join(texts))
    seen = Counter(
        m.country for m in mentions if m.country and len(m.country) == 3 and m.country not in SHARED_CODES
    )
    if not seen:  # a town tells as well
        seen = Counter(p.country for text in texts for p in find_places(text) if p.country)
    home = seen.most_common(1)[0][0] if seen else None
    belgian = home == "BEL" or any(re.search(r"\b[Bb]elg", text) for text in texts)
    return About(home, len(mentions) / len(texts), sum(map(is_dated, texts)) / len(texts), belgian)


def is_dated(text: str) -> bool:
    """Whether a sentence tells a day, month or year."""
    return _DATE_WORDS.search(text.lower()) is not None
