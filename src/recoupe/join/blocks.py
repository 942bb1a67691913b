"""Blocks: the groups of linked statements that are clustered together, and recomputed together.

A block is a set of statements that hang together by links (statements of one account are always linked
to each other, directly or through others). It is all that hangs together, as long as that is no
more than LARGEST; where it is more (every meeting of a state in a busy year may be like the next), it is
the largest group of at most LARGEST that hangs together by links stronger than any that lead out of it:
the cut of the single-linkage tree. So the block of a statement depends on nothing but the links around
it, never on the order in which they came, and a statement that is added changes no blocks but those of
the statements it is linked to. Proof of the last: whoever is added and makes a difference to a block must
be reached from it by links as strong as those within it; the last such link leads straight into it, since
all other links out of it are weaker.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import TypeVar

K = TypeVar("K", bound=Hashable)
# A link's strength, made different from all others by what its two ends say.
Strength = tuple[float, tuple[str, ...]]

# Statements in one block. An event told in so many articles in their own words is rare; the work within a
# block grows with its square.
LARGEST = 300


def blocks(
    members: Iterable[K],
    links: Callable[[K], Mapping[K, float]],
    ends: Callable[[K, K], tuple[str, ...]],
    largest: int | None = None,
) -> list[list[K]]:
    """The blocks of these members, each block once, in the order of its first member.

    ``links`` gives the score of every link of a member, or of whoever is linked to one; ``ends`` tells links
    of one score apart (``largest``: default LARGEST).
    """
    most = LARGEST if largest is None else largest
    found: list[list[K]] = []
    placed: set[K] = set()
    for member in members:
        if member in placed:
            continue
        block = _all(member, links, most) or _block(member, links, ends, most)
        placed.update(block)
        found.append(block)
    return found


def _all(start: K, links: Callable[[K], Mapping[K, float]], largest: int) -> list[K]:
    """All that hangs together with one member; nothing where that is more than may be."""
    reached = [start]
    inside = {start}
    for member in reached:
        new = links(member).keys() - inside
        if len(reached) + len(new) > largest:
            return []
        reached += new
        inside |= new
    return reached


def _block(
    start: K,
    links: Callable[[K], Mapping[K, float]],
    ends: Callable[[K, K], tuple[str, ...]],
    largest: int,
) -> list[K]:
    """Grow from one member by the strongest link that leads on (Prim), to one more than may be.

    The first so many reached are a group that hangs together by links stronger than all that lead out of
    it wherever the next link is weaker than all those that were followed.
    """
    reached = [start]
    inside = {start}
    heap: list[tuple[Strength, int, K]] = []
    count = 0

    def open_links(member: K) -> None:
        nonlocal count
        for other, score in links(member).items():
            if other not in inside:
                count += 1
                heapq.heappush(heap, ((-score, ends(member, other)), count, other))

    open_links(start)
    weakest: Strength | None = None
    best = 1
    while heap:
        strength, _, member = heapq.heappop(heap)
        if member in inside:
            continue
        if weakest is None or strength > weakest:
            best, weakest = len(reached), strength
        if len(reached) == largest:
            return reached[:best]
        reached.append(member)
        inside.add(member)
        open_links(member)
    return reached
