"""Where a statement stands in the index of candidates, and where it looks for those it may be joined with.

Two statements meet only if they are of one kind and family, share a name (a body, a person, a state, a
place, or a telling count) and a stretch of time, or name nobody and are one sentence printed twice. Whether
two meet is told by the two alone, and if one finds the other, the other finds it: so it does not matter which
of them came first, nor what else there is.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from itertools import product
from typing import NamedTuple

from recoupe.join.calendar import meant
from recoupe.join.candidates import Node, even, far, rare, roles
from recoupe.join.entities import key
from recoupe.join.quantities import amount
from recoupe.join.times import MONTH_DAYS, Interval, slipped
from recoupe.model import Figure, Tie

# Days apart, at most, of what two statements say, or of what one says and the other's publication where
# that one tells no time. (Swept 8–45 on dev, dev2, dev5: nothing is found beyond 16.)
NEAR_DAYS = 16
# A count of so much is told of one thing only, whenever it is told. (Swept 10–1000 on dev, dev2, dev5.)
TELLING = 100
_EVER = (-(10**7), 10**7)


class Filing(NamedTuple):
    """Where a statement stands: a digest of kind, family and name (64 bits), and a day or year."""

    block: int
    day: int


class Lookup(NamedTuple):
    """Where it looks: a block, and the first and last day of those it meets there."""

    block: int
    first: int
    last: int


@lru_cache(maxsize=200_000)
def _block(kind: str, family: str, name: str) -> int:
    digest = hashlib.blake2b(f"{kind}\n{family}\n{name}".encode(), digest_size=8).digest()
    return int.from_bytes(digest, signed=True)


def filings(node: Node) -> set[Filing]:
    """Where a statement stands.

    Kinds of block: ``d`` by the days it speaks of; ``w`` by the year, for one that names a month or longer,
    and ``x`` by the years of both its ends; ``u`` by the day of publication, for a tie and for one that tells
    no time; ``t`` for one that has no date at all; ``v`` for a large count and ``b`` for the two sides of a
    tie and ``o`` for what is opened once, at any time; ``p`` by the day of publication, ``q`` without one,
    for the words of a sentence that names nobody.
    """
    found = {Filing(block, 0) for block in _timeless_blocks(node)}
    if node.when.known and not isinstance(node.said, Tie):
        days = _days(node)
        found |= {Filing(_block("d", node.family, n), day) for n in _names(node) for day in days}
        if not node.when.fine:
            found |= {Filing(_block("w", node.family, n), _year(days[0])) for n in _names(node)}
            found |= {Filing(_block("x", node.family, n), _year(day)) for n in _names(node) for day in days}
    elif node.document.published is not None:
        found |= {Filing(_block("u", node.family, n), node.document.published) for n in _names(node)}
    else:
        found |= {Filing(_block("t", node.family, n), 0) for n in _telling(node)}
    kind, day = ("p", node.document.published) if node.document.published is not None else ("q", 0)
    found |= {Filing(_block(kind, node.family, str(mark)), day) for mark in node.printed}
    return found


def lookups(node: Node) -> set[Lookup]:
    """Where a statement looks for others."""
    found = {Lookup(block, 0, 0) for block in _timeless_blocks(node)}
    # A statement without any date, in an article without one, could be of any time: it meets those that share
    # more than a state with it.
    found |= {Lookup(_block("t", node.family, n), 0, 0) for n in _telling(node)}
    found.update(_copies(node))
    dated = node.when.known and not isinstance(node.said, Tie)
    if dated:
        days = _days(node)
    elif node.document.published is not None:
        days = (node.document.published,)
    else:
        return found | {Lookup(_block(k, node.family, n), *_EVER) for n in _telling(node) for k in "du"}
    for name in _names(node):
        for kind, day in product("du", days):
            found.add(Lookup(_block(kind, node.family, name), day - NEAR_DAYS, day + NEAR_DAYS))
        if dated:
            # « 4 janvier », written for « 4 février ».
            slips = slipped(days[0]) if node.when.fine else ()
            found.update(Lookup(_block("d", node.family, name), day, day) for day in slips)
            years = {_year(day) for day in days}
            found.update(Lookup(_block("w", node.family, name), year, year) for year in years)
            if not node.when.fine:
                # « En 2020 » meets whatever is told of that year, « en mars » what is told about that month:
                # what the year tells besides would be too far off.
                found.add(Lookup(_block("x", node.family, name), _year(days[0]), _year(days[0])))
                found.add(Lookup(_block("d", node.family, name), *_around(node.when, _year(days[0]))))
    return found


def _copies(node: Node) -> Iterator[Lookup]:
    """Where copies of its sentence stand, if it names nobody by whom they could meet."""
    published = node.document.published
    days = _EVER if published is None else (published - NEAR_DAYS, published + NEAR_DAYS)
    for mark in node.printed:
        yield Lookup(_block("p", node.family, str(mark)), *days)
        yield Lookup(_block("q", node.family, str(mark)), 0, 0)


def _names(node: Node) -> frozenset[str]:
    """What a statement can share with another: whom it names, their states, where, and a telling count."""
    names = _named(node)
    if not isinstance(node.said, Tie):
        names |= node.actors.states | node.recipients.states | node.places | node.countries
    return frozenset(names or {""}) | _count(node)


def _telling(node: Node) -> frozenset[str]:
    """Those of the names that are more than a state's."""
    states = node.actors.states | node.recipients.states | node.countries
    return ((_named(node) | node.places) - states) | _count(node)


def _named(node: Node) -> frozenset[str]:
    return frozenset(key(entity) for side in roles(node.said) for entity in side)


def _count(node: Node) -> frozenset[str]:
    said = node.said
    if not isinstance(said, Figure):
        return frozenset()
    value, unit = amount(said)
    # A weight is as telling as its digits: « une tonne » is a thousand kilograms, and often seized.
    telling = not even(value) if unit == "kg" else rare(value)
    return frozenset({f"{value:.12g} {unit}"}) if telling else frozenset()


def _timeless_blocks(node: Node) -> Iterator[int]:
    said = node.said
    if isinstance(said, Figure) and amount(said)[0] >= TELLING:
        yield from (_block("v", node.family, count) for count in _count(node))
    if isinstance(said, Tie):
        for a, b in product(node.actors.ids, node.recipients.ids):
            yield _block("b", node.family, f"{a}\n{b}")
    yield from (_block("o", node.family, one) for one in node.once)


def _days(node: Node) -> tuple[int, ...]:
    """The first and last day a statement speaks of, as far as they are told; once where they are near.

    After a day that its own weekday belies, those that it may be a slip for.
    """
    start, end = node.when.start, node.when.end
    if start is None or end is None:
        return (start if start is not None else end or 0,)
    return (start, *meant(node.said.when)) if end - start <= NEAR_DAYS else (start, end)


# 365.25 days: year 0 of the proleptic calendar is far enough off that a day more or less only
# moves where a year is cut, on both sides alike.
_YEAR = 365.25


def _year(day: int) -> int:
    return int(day // _YEAR)


def _year_days(year: int) -> tuple[int, int]:
    return -int(-year * _YEAR // 1), -int(-(year + 1) * _YEAR // 1) - 1


def _around(when: Interval, year: int) -> tuple[int, int]:
    """The days of a year on which a statement may stand that is not far from this time.

    One that speaks of no more than NEAR_DAYS stands at the first of them.
    """
    first, last = _year_days(year)
    if when.start is not None:
        first = max(first, when.start - MONTH_DAYS - NEAR_DAYS)
    if when.end is not None:
        last = min(last, when.end + MONTH_DAYS)
    return first, last


def pairs(items: Sequence[Node], seekers: Collection[int] | None = None) -> set[tuple[int, int]]:
    """Positions of statements of different documents that meet; of those alone that one of the ``seekers``
    is in, where these are given.
    """
    index: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for i, node in enumerate(items):
        for block, day in filings(node):
            index[block].append((day, i))
    for entries in index.values():
        entries.sort()
    found: set[tuple[int, int]] = set()
    for i in range(len(items)) if seekers is None else seekers:
        node = items[i]
        for block, first, last in lookups(node):
            entries = index.get(block, [])
            begin, end = bisect_left(entries, (first, -1)), bisect_right(entries, (last, len(items)))
            for _, j in entries[begin:end]:
                if node.document is not items[j].document and not far(node, items[j]):
                    found.add((min(i, j), max(i, j)))
    return found
