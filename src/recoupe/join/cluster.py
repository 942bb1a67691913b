"""From scored pairs to accounts: clusters that resist chains and respect what an article separates.

Average linkage, best link first: two clusters merge only if their members are alike *on the whole*
(A like B and B like C does not make one of A and C), and never if that would join statements that
one article keeps apart. The order of links is fixed by score and then by content, never by the
order of input.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby
from math import fsum
from types import MappingProxyType

from recoupe.join.candidates import Node
from recoupe.join.entities import Side, kinship
from recoupe.join.quantities import amount
from recoupe.join.times import stance
from recoupe.model import Attribution, Event, Figure, Tie, label

# Swept over .44–.52 (eval/join.py --sweep, each corpus by weights fitted without it): lower ones join a bit
# more on gold statements, and make one of a chain of meetings, each a fortnight after the last.
LINK = 0.50
# Scores of a link between rival counts told in one article (« 160, affirme un élu ; 132, selon les
# autorités »): enough to join them where nothing speaks against it.
RIVALS = 0.6

Pair = tuple[int, int]


def least() -> float:
    """``LINK`` in log-odds."""
    return math.log(LINK / (1 - LINK))


def clusters(
    items: Sequence[Node],
    scores: Mapping[Pair, float],
    score: Callable[[int, int], float],
    together: Sequence[Sequence[int]] = (),
    apart: Mapping[int, frozenset[int]] = MappingProxyType({}),
) -> list[list[int]]:
    """Positions of the statements of each account, every statement in exactly one.

    ``scores`` are the compared pairs; ``score`` gives the score of any other pair of one family.
    People may have judged groups to be one account (``together``) and statements never to be in one
    with certain others (``apart``), which holds whatever the scores say.
    """
    links = linked(items, scores)
    home = list(range(len(items)))
    members: dict[int, list[int]] = {i: [i] for i in home}
    for group in together:
        _move(home, members, group[0], group[1:])
    held = [i for group in together for i in group]
    for i, j in sorted(p for p in links if set_against(items[p[0]], items[p[1]])):
        if home[i] != home[j] and not _barred(members[home[i]], members[home[j]], apart):
            _move(home, members, i, [j])
            held += [i, j]
    unit = {i: home[i] for i in held}
    known = {**scores, **links}
    # Two clusters that may not be one may not until one of them has grown.
    parted: set[tuple[int, int, int, int]] = set()

    def similarity(i: int, j: int) -> float:
        pair = (i, j) if i < j else (j, i)
        value = known.get(pair)
        if value is None:
            value = known[pair] = score(*pair)
        return value

    for i, j in _ordered(links, items):
        left, right = home[i], home[j]
        if left == right:
            continue
        tried = (left, right, len(members[left]), len(members[right]))
        if tried in parted or _barred(members[left], members[right], apart):
            continue
        if _may_merge(items, members[left], members[right], similarity, unit):
            _move(home, members, i, [j])
        else:
            parted.add(tried)
            parted.add((right, left, tried[3], tried[2]))
    return [sorted(group) for group in members.values()]


def _barred(left: Sequence[int], right: Sequence[int], apart: Mapping[int, frozenset[int]]) -> bool:
    return bool(apart) and any(not apart.get(k, frozenset()).isdisjoint(right) for k in left)


def _ordered(links: Mapping[Pair, float], items: Sequence[Node]) -> Iterator[Pair]:
    """The links, best first; those of one score by what their ends say."""
    best_first = sorted(links, key=links.__getitem__, reverse=True)
    for _, some in groupby(best_first, key=links.__getitem__):
        equal = list(some)
        yield from sorted(equal, key=lambda p: ends(items[p[0]], items[p[1]])) if equal[1:] else equal


def linked(items: Sequence[Node], scores: Mapping[Pair, float]) -> dict[Pair, float]:
    """The pairs alike enough to be in one account, and counts that one article sets against each other."""
    links = {pair: value for pair, value in scores.items() if value >= LINK}
    links.update(_rival_counts(items))
    return links


def ends(a: Node, b: Node) -> tuple[str, ...]:
    """What fixes the order of links of one score: what the two statements say, whatever their names."""
    first, second = sorted((a.anchor, b.anchor))
    # Only of two documents alike to the letter, one of which was judged, are the anchors the same.
    return (first, second, *sorted((str(a.ref), str(b.ref))))


def _move(home: list[int], members: dict[int, list[int]], target: int, others: Sequence[int]) -> None:
    """Bring the clusters of others into that of one statement."""
    left = home[target]
    for right in {home[other] for other in others} - {left}:
        for k in members[right]:
            home[k] = left
        members[left] += members.pop(right)


def _may_merge(
    items: Sequence[Node],
    left: Sequence[int],
    right: Sequence[int],
    similarity: Callable[[int, int], float],
    unit: Mapping[int, int],
) -> bool:
    if items[left[0]].family != items[right[0]].family:
        return False
    here = {id(items[i].document) for i in left}
    if not here.isdisjoint([id(items[j].document) for j in right]):
        beside: dict[int, list[int]] = defaultdict(list)
        for j in right:
            beside[id(items[j].document)].append(j)
        for i in left:
            for j in beside.get(id(items[i].document), ()):
                if not rivals(items[i], items[j]):
                    return False
    ours, others = _units(_some(items, left), unit), _units(_some(items, right), unit)
    likeness = []
    for mine in ours:
        for theirs in others:
            alike = [
                similarity(i, j) for i in mine for j in theirs if items[i].document is not items[j].document
            ]
            if alike:
                likeness.append(max(alike))
    # fsum: the same sum in any order.
    return not likeness or fsum(likeness) / len(likeness) >= LINK


def _units(group: Sequence[int], unit: Mapping[int, int]) -> list[list[int]]:
    """What counts as one in the mean: a statement, or those that a person judged to be one.

    They may be told so differently that the rule would not have joined them; whoever is like one is like all.
    """
    found: dict[int, list[int]] = {}
    for i in group:
        found.setdefault(unit.get(i, -1 - i), []).append(i)
    return list(found.values())


# Of a group larger than this so many stand for all in the mean: a thousand reports of one event need not all
# be held against a thousand others.
STAND_FOR = 16


def _some(items: Sequence[Node], group: Sequence[int]) -> Sequence[int]:
    if len(group) <= STAND_FOR:
        return group
    ordered = sorted(group, key=lambda i: (items[i].anchor, items[i].ref))
    return [ordered[n * len(ordered) // STAND_FOR] for n in range(STAND_FOR)]


def rivals(a: Node, b: Node) -> bool:
    """Whether one article may say both of one thing: told twice, or by two sources against each other.

    Anything else that one article tells apart stays apart.
    """
    if a.said.kind != b.said.kind or label(a.said) != label(b.said) or isinstance(a.said, Tie):
        return False
    if stance(a.when, b.when) in ("apart", "weeks", "slip", "near"):
        return False
    if a.places and b.places and a.places != b.places:
        return False
    if isinstance(a.said, Event) and isinstance(b.said, Event):
        if a.said.mode != b.said.mode:
            return False
        if a.said.mode == "praise":
            return a.actors == b.actors and kinship(a.recipients, b.recipients) in ("same", "state", "kin")
        if not (a.said.attribution and b.said.attribution):
            return False  # an act of the story's own voice is told once: the second is another
    other_voice = _voice(a.said.attribution) != _voice(b.said.attribution)
    return other_voice and _one_object(a.recipients, b.recipients) and kinship(a.actors, b.actors) != "apart"


def _voice(attribution: Attribution | None) -> str | None:
    return (attribution.id or attribution.speaker) if attribution else None


def _rival_counts(items: Sequence[Node]) -> dict[Pair, float]:
    """Links between counts that one article sets against each other, of a known time or place."""
    by_document: dict[int, list[int]] = {}
    for i, node in enumerate(items):
        if isinstance(node.said, Figure):
            by_document.setdefault(id(node.document), []).append(i)
    found: dict[Pair, float] = {}
    for members in by_document.values():
        for x, i in enumerate(members):
            for j in members[x + 1 :]:
                if set_against(items[i], items[j]):
                    found[i, j] = RIVALS
    return found


# Of two counts of one thing neither is more than so many times the other: « quarante, prétend le groupe ;
# vingt et un, selon l'armée ». Beyond that one is of a part (« dont une vingtaine d'enfants »).
AGAINST = 3


def set_against(a: Node, b: Node) -> bool:
    """Whether one article holds two counts of one thing against each other: in one sentence, each by its own
    source, or of one time or place."""
    one, other = a.said, b.said
    if not isinstance(one, Figure) or not isinstance(other, Figure) or a.document is not b.document:
        return False
    (value, unit), (value_there, unit_there) = amount(one), amount(other)
    low, high = sorted((abs(value), abs(value_there)))
    if unit != unit_there or high > AGAINST * low or not rivals(a, b):
        return False
    # Customs and police each count what they seized themselves.
    if a.actors.bodies and b.actors.bodies and a.actors.bodies.isdisjoint(b.actors.bodies):
        return False
    fixed = (a.when.known and a.when == b.when) or (a.places and a.places == b.places)
    if fixed and a.actors == b.actors:
        return True
    return one.span == other.span and one.attribution is not None and other.attribution is not None


def _one_object(a: Side, b: Side) -> bool:
    """Whether both count the same, as far as they say what: « quatre assaillants » and « assaillants »."""
    if not a or not b or a == b:
        return True
    return a.ids == b.ids and a.states == b.states and (a.words <= b.words or b.words <= a.words)
