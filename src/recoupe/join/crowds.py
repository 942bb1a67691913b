"""Ties that many articles tell: joined by what they say and the year they are told, without being compared.

« Le BCIJ, qui relève de la DGST » stands in every other article on the BCIJ. To hold each such telling
against all others would cost more with every article that is added, and tell nothing new: so a tie with the
same two sides that more than ``CROWD`` articles tell is one account for each year of publication. A tie that
an article tells twice stays two, as everywhere. Whether a tie is told so often depends on the articles that
are there and not on their order.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from recoupe.join.candidates import Node, roles
from recoupe.join.entities import key
from recoupe.model import StatementRef, Tie

# So many tellings are compared. The work of an added one grows with their number; the press corpora have no
# tie that more than ten articles tell, so nothing in them tells where to stop.
CROWD = 40


class Telling(NamedTuple):
    """A tie as it is counted: a digest of what it says (64 bits), the year it is told (0 for none), how many
    alike stand before it in its article."""

    tie: int
    year: int
    nth: int


def tellings(nodes: Sequence[Node]) -> dict[int, Telling]:
    """The ties among the statements of one document, by position."""
    seen: Counter[int] = Counter()
    found = {}
    for position, node in enumerate(nodes):
        if isinstance(node.said, Tie):
            tie = _digest(node)
            published = node.document.published
            year = date.fromordinal(published).year if published else 0
            found[position] = Telling(tie, year, seen[tie])
            seen[tie] += 1
    return found


def _digest(node: Node) -> int:
    first, second = (" ".join(sorted(map(key, side))) for side in roles(node.said))
    denied = "not" if node.said.status == "negated" else ""
    said = f"{node.family}\n{first}\n{second}\n{denied}".encode()
    return int.from_bytes(hashlib.blake2b(said, digest_size=8).digest(), signed=True)


def crowded(
    items: Sequence[Node], judged: Collection[StatementRef] = ()
) -> tuple[list[list[int]], list[int]]:
    """The accounts of ties that are told so often, and the positions of all other statements.

    What a person ``judged`` is compared even so.
    """
    by_document: dict[int, list[int]] = defaultdict(list)
    for i, node in enumerate(items):
        by_document[id(node.document)].append(i)
    told: dict[int, dict[Telling, list[int]]] = defaultdict(lambda: defaultdict(list))
    for members in by_document.values():
        for position, telling in tellings([items[i] for i in members]).items():
            if items[members[position]].ref not in judged:
                told[telling.tie][telling].append(members[position])
    groups = [group for by_year in told.values() if is_crowd(by_year) for group in by_year.values()]
    inside = {i for group in groups for i in group}
    return groups, [i for i in range(len(items)) if i not in inside]


def is_crowd(by_year: Mapping[Telling, Sequence[int]]) -> bool:
    """Whether a tie is told so often that its tellings are not compared."""
    return sum(map(len, by_year.values())) > CROWD
