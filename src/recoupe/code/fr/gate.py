"""Whether a sentence that may tell something is likely enough to, by its words and the article around it.

``cascade`` lets through what could hold a record by the lexicon; half of that gives none. How much each word,
class and frame speak for one is added up; boosted trees then see how likely each sentence is by that alone,
how likely its neighbours and the likeliest of the article are, and what it names and counts. Both were fitted
on what the coder itself makes of the project's corpora with every sentence parsed (``tools/train_gate.py``,
cross-validated by corpus), into ``lexicon/fr/gate.json``; the same input gives the same answer.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from recoupe.code.fr import fitted
from recoupe.code.fr.about import About
from recoupe.code.fr.accept import logistic
from recoupe.code.fr.forest import Forest, Tree

if TYPE_CHECKING:
    from recoupe.code.fr.cascade import Look

# Log-odds from which a sentence is parsed. Of what is found in corpora not fitted on, it and the lexicon lose
# .4 % (tools/train_gate.py).
LEAST = -2.6
# A text of fewer sentences is no article (a phrase typed, a flash): every sentence that may tell is parsed.
SHORT = 3
_HARD = ("ACCUSE", "ASSAULT", "COERCE", "FIGHT")


@cache
def weights() -> dict[str, Any]:
    """``words``: the fitted weight of each feature, in log-odds; ``trees``: what an article makes of them."""
    found: dict[str, Any] = fitted.table("gate")
    return found


def likely(looks: Sequence[Look], known: About) -> list[float]:
    """How likely each sentence of an article is to give a record, in log-odds."""
    article = around(looks, known)
    alone = [fitted.odds(weights()["words"], set(features(looks, n, article))) for n in range(len(looks))]
    told: list[float] = _forest().odds(np.array(standing(looks, alone, known)))[0].tolist()
    return told


_forests: list[tuple[Sequence[Tree], Forest]] = []


def _forest() -> Forest:
    trees = weights()["trees"]
    if not _forests or _forests[0][0] is not trees:
        _forests[:] = [(trees, Forest([trees]))]
    return _forests[0][1]


NONE = -9.0  # log-odds of a sentence that is not there


def standing(looks: Sequence[Look], alone: Sequence[float], known: About) -> list[list[float]]:
    """What the trees ask of each sentence: how likely it is ``alone``, and how it stands in its article."""
    odds = [one if look.telling else NONE for one, look in zip(alone, looks, strict=True)]
    mass = [logistic(one) for one in odds]
    total, count = sum(mass), len(looks)
    order = sorted(odds, reverse=True)
    found = []
    for n, look in enumerate(looks):
        best = order[0] if odds[n] < order[0] else order[1] if count > 1 else NONE
        found.append(
            [
                *(odds[n], odds[n - 1] if n else NONE, odds[n + 1] if n + 1 < count else NONE, best),
                *(total - mass[n], (total - mass[n]) / count, sum(one > odds[n] for one in odds)),
                *(count, n, count - n, known.official, known.dated),
                *(len(look.found), len(look.fitting), look.fits, len(look.named), len(look.words)),
                *(look.counts, look.numbers, look.tied, look.dated),
            ]
        )
    return found


def around(looks: Sequence[Look], known: About) -> tuple[str, ...]:
    """What is known of the article: how many officials and dates it names, how much of it is force."""
    count = len(looks)
    hard = len([1 for look in looks for kind in {t.frame.type for t in look.fitting} if kind in _HARD])
    return (
        "any",
        f"officials={min(6, int(known.official * 2))}",
        f"dated={min(4, int(known.dated * 5))}",
        f"hard={min(5, int(hard / count * 4))}",
        f"length={min(4, count // 3)}",
    )


def features(looks: Sequence[Look], n: int, article: tuple[str, ...]) -> Iterator[str]:
    """What is known of the ``n``-th sentence of an article, as names of features."""
    look = looks[n]
    yield from article
    named = len(look.named)
    yield from _kinds(look, "")
    for name in {m.kind for m in look.named}:
        yield f"kind={name}"
    yield f"named={min(3, named)}"
    yield f"bodies={min(3, sum(m.kind != 'adjective' for m in look.named))}"
    frames = {t.frame.id for t in look.fitting}
    for frame in frames:
        yield f"frame={frame}"
    if named:
        for kind in {t.frame.type for t in look.fitting}:
            yield f"type={kind}&named"
    for kind in {t.frame.type for t in look.found if t not in look.fitting}:
        yield f"unfit={kind}"
    yield f"frames={min(4, len(frames))}"
    yield f"counts={min(2, look.counts)}"
    yield f"numbers={min(2, look.numbers)}"
    if look.tied:
        yield "tied"
    yield "fits" if look.fits else "fits-not"
    for word in look.words:
        if len(word) > 2:
            yield f"word={word}"
    yield f"words={min(5, len(look.words) // 8)}"
    if look.dated:
        yield "date"
    if n:
        yield from _kinds(looks[n - 1], "before-")
        if looks[n - 1].fits:
            yield "behind"
    if n + 1 < len(looks) and looks[n + 1].fits:
        yield "ahead"


def _kinds(look: Look, mark: str) -> Iterator[str]:
    for name in look.kinds:
        yield f"{mark}class={name}"
    for kind in {t.frame.type for t in look.fitting}:
        yield f"{mark}type={kind}"
