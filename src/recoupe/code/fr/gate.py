"""Whether a sentence that may tell something is likely enough to: a small logistic model over its words.

``cascade`` lets through what could hold a record by the lexicon; half of that gives none. How much each word,
class, frame and the article around speak for one was fitted on what the coder itself makes of the project's
corpora with every sentence parsed (``tools/train_gate.py``, cross-validated by corpus). The weights are a
readable table, ``lexicon/fr/gate.json``; the same input gives the same answer.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

from recoupe.code.fr import fitted
from recoupe.code.fr.about import About

if TYPE_CHECKING:
    from recoupe.code.fr.cascade import Look

# Log-odds from which a sentence is parsed. Of what is found in corpora not fitted on, it and the lexicon lose
# .5 % (benchmarks/coding.py).
LEAST = -2.5
# A text of fewer sentences is no article (a phrase typed, a flash): every sentence that may tell is parsed.
SHORT = 3
_HARD = ("ACCUSE", "ASSAULT", "COERCE", "FIGHT")


@cache
def weights() -> dict[str, float]:
    """The fitted weight of each feature, in log-odds."""
    found: dict[str, float] = fitted.table("gate")
    return found


def likely(features: Iterator[str]) -> bool:
    """Whether a sentence with these features is to be parsed."""
    return fitted.odds(weights(), set(features)) >= LEAST


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
    for word in look.words:
        if len(word) > 2:
            yield f"word={word}"
    yield f"words={min(5, len(look.words) // 8)}"
    if look.dated:
        yield "date"
    if n:
        yield from _kinds(looks[n - 1], "before-")
        if looks[n - 1].telling:
            yield "behind"
    if n + 1 < len(looks) and looks[n + 1].telling:
        yield "ahead"


def _kinds(look: Look, mark: str) -> Iterator[str]:
    for name in look.kinds:
        yield f"{mark}class={name}"
    for kind in {t.frame.type for t in look.fitting}:
        yield f"{mark}type={kind}"
