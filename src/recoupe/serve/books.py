"""The ledgers of a library as the workbench keeps them: a line of each, and the rest folded up small.

A large library has ledgers of hundreds of claims, of which tens of thousands of pairs break a rule: as
records they would take more memory than all pages together.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from recoupe.join.counted import NOBODY
from recoupe.join.text import fold
from recoupe.model import Claim, Ledger, Measure, unique
from recoupe.share.names import spellings
from recoupe.store import Library, shown

CLAIMS = 60  # claims of one ledger on its page; all are in the CSV
RULES = 30  # broken rules on its page


class Opened(Struct, frozen=True):
    """A ledger: every claim, the accounts of those that break a rule, and what of it a page shows."""

    claims: tuple[Claim, ...]
    broken: frozenset[str]
    page: Ledger


class Book(Struct, frozen=True):
    """A ledger in a line: what is counted, how many claims and broken rules there are."""

    measure: Measure
    actor: str
    unit: str | None
    claims: int
    broken: int
    documented: tuple[int, int | float, str] | None
    first: str  # years; empty where nothing is dated
    last: str
    spelled: dict[str, str]  # who of ``actor`` has no id, as articles write it
    packed: bytes

    def opened(self) -> Opened:
        """The whole of it."""
        return msgspec.json.decode(zlib.decompress(self.packed), type=Opened)


def count(library: Library) -> list[Book]:
    """The ledgers of a library that tell something, as :meth:`Library.ledgers` orders them."""
    return [book(one, library) for one in library.each_ledger() if _tells(one)]


def book(one: Ledger, library: Library) -> Book:
    """A ledger as it is kept."""
    broken = {account for violation in one.violations for account in violation.accounts}
    # Claims of broken rules are shown before others where there are too many for a page.
    order = sorted(range(len(one.claims)), key=lambda i: (one.claims[i].account not in broken, i))
    claims = tuple(one.claims[i] for i in sorted(order[:CLAIMS]))
    there = {claim.account for claim in claims}
    rules = [violation for violation in one.violations if there.issuperset(violation.accounts)]
    unlike = tuple(pair for pair in one.not_comparable if there.issuperset(pair.accounts))
    page = replace(one, claims=claims, violations=tuple(rules[:RULES]), not_comparable=unlike)
    days = sorted(d for c in one.claims if c.when for d in (c.when.start, c.when.end) if d)
    return Book(
        measure=one.measure,
        actor=one.actor,
        unit=one.unit,
        claims=len(one.claims),
        broken=len(one.violations),
        documented=one.documented,
        first=_year(days[:1]),
        last=_year(days[-1:]),
        spelled=_spelled(one, library),
        packed=zlib.compress(msgspec.json.encode(Opened(one.claims, frozenset(broken), page))),
    )


def _spelled(one: Ledger, library: Library) -> dict[str, str]:
    """Its doers that have no id as the articles of some claims write them: it knows them without accents."""
    without = [part for part in one.actor.split(", ") if part != NOBODY and part == fold(part)]
    if not without:
        return {}
    docs = unique(doc for claim in one.claims for doc in claim.docs)[:CLAIMS]
    written = spellings(shown.part(library, docs)[1])
    return {part: written[part] for part in without if part in written}


def _tells(ledger: Ledger) -> bool:
    return len(ledger.claims) > 1 or bool(ledger.violations) or ledger.documented is not None


def _year(days: Sequence[str]) -> str:
    return days[0][:4] if days else ""
