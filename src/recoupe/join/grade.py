"""How credible an account is: the Admiralty code's second character, from origins and conflicts.

The scale is that of AJP-2.1 (Allied Joint Doctrine for Intelligence): 1 confirmed by other sources ·
2 probably true · 3 possibly true · 4 doubtful · 5 improbable · 6 truth cannot be judged. It speaks of
the statement, never of a person, and says nothing of a source's own reliability (A–F), which only
the user may set.

The rule is ``RULE``: its lines in order, the first that fits gives the grade. A conflict on what makes
the account (when, where, actors, value) lowers 1, 2 and 3 by one, unless two origins or more support
the best value and at most half as many another. A weekday that does not fit its date lowers nothing:
it is a slip that tells of the article, not of the event.
"""

from __future__ import annotations

from collections.abc import Sequence

from recoupe.model import Disagreement, Origin, Statement, Value

CORE = frozenset({"when", "where", "actors", "value"})
WORDS = {
    1: "confirmed by independent origins",
    2: "probably true",
    3: "possibly true",
    4: "doubtful",
    5: "improbable",
    6: "cannot be judged",
}
# Grade and sentence of each line; docs/cross-checking.md has the same table, and a test holds them together.
RULE: tuple[tuple[int, str], ...] = (
    (6, "all of them speak of a plan or a possibility"),
    (5, "more origins deny it than assert it"),
    (4, "some origin denies it"),
    (1, "three origins or more, at least two of them attributed or by an agency"),
    (2, "two origins or more"),
    (3, "one origin with a name: a body, a person, an agency, the outlet"),
    (4, "one origin, an unnamed source or a circular citation"),
)
_PLANNED, _DENIED, _DISPUTED, _CONFIRMED, _SEVERAL, _NAMED, _UNNAMED = range(len(RULE))


def grade(
    statements: Sequence[tuple[Statement, str]],
    origins: Sequence[Origin],
    disagreements: Sequence[Disagreement],
) -> tuple[int, str]:
    """The grade of an account, 1–6, and its sentence; ``statements`` with the name of their origin."""
    articles = len({doc for origin in origins for doc in origin.docs})
    counted = f"{_some(articles, 'article')}, {_some(len(origins), 'origin')}"
    if len(origins) == 1:
        counted += f": {origins[0].origin}"
    level, line = RULE[_line(statements, origins)]
    against = [
        d for d in disagreements if d.kind == "conflict" and d.field in CORE and not _outweighed(d.values)
    ]
    if against and level <= 3:
        level += 1
        line = f"{line}, but they disagree on {_listed({d.field for d in against})}"
    return level, f"{counted}; {line} → {level}"


def _line(statements: Sequence[tuple[Statement, str]], origins: Sequence[Origin]) -> int:
    """The first line of the rule that fits."""
    asserting = {o for s, o in statements if s.status in ("asserted", "historical")}
    denying = {o for s, o in statements if s.status == "negated"} - asserting
    if not asserting and not denying:
        return _PLANNED
    if denying and asserting:
        return _DENIED if len(denying) > len(asserting) else _DISPUTED
    firm = asserting or denying
    counted = [o for o in origins if o.origin in firm]
    if len(counted) >= 3 and sum(o.why.startswith(("attributed", "agency")) for o in counted) >= 2:
        return _CONFIRMED
    if len(counted) >= 2:
        return _SEVERAL
    return _UNNAMED if counted and counted[0].why.startswith(("unnamed", "circular")) else _NAMED


def _outweighed(values: Sequence[Value]) -> bool:
    """Whether the best value has two origins or more, and twice as many as any other."""
    support = sorted((len(v.origins) for v in values), reverse=True)
    return len(support) > 1 and support[0] >= 2 and support[1] * 2 <= support[0]


def _some(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"


def _listed(names: set[str]) -> str:
    return " and ".join(sorted(names))
