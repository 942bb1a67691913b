"""What of a library a reader may have: nothing they may not see plays a part in what they get.

Judgements and articles that a reader may not see are left out before anything is joined, so that an account
shows neither them nor what follows from them. :func:`~recoupe.share.handling.may_see` decides.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import TypeAlias

from msgspec.structs import replace

from recoupe.model import Account, Article, Coded, StatementRef
from recoupe.share.exchange.marks import Handling, reader_of, today
from recoupe.share.exchange.nodes import find, shown
from recoupe.share.export.filters import Filter
from recoupe.share.handling import PUBLIC, Marking, Reader, may_see
from recoupe.store import Library
from recoupe.store.dossiers import Dossier
from recoupe.store.shown import published

# How one's own house is named as a reader.
OWN = "own"
Own: TypeAlias = Callable[[Marking], Reader]


class Door:
    """The way out of a library for one reader: a partner by name, ``own``, or anyone (None).

    ``reader`` gives, for a marking, who of one's own house it is, where people log in. Raises
    :class:`~recoupe.errors.NodeError` for a partner that is not trusted here.
    """

    def __init__(
        self, library: Library, to: str | None, at: date | None = None, reader: Own | None = None
    ) -> None:
        self.at = at or today()
        self._house = reader
        self._own = to == OWN
        self._partner = None if to is None or self._own else find(library, to)
        with library.reading() as connection:
            self.handling = Handling(connection)

    @property
    def name(self) -> str:
        """The reader, as the log names it."""
        return shown(self._partner) if self._partner else OWN if self._own else "anyone"

    def sees(self, marking: Marking) -> bool:
        """Whether the reader may see what is so marked."""
        return may_see(marking, self._reader(marking), self.at).allowed

    def addressed(self, marking: Marking) -> Marking:
        """The marking as the reader gets it: of those it is released to, it names no other."""
        if self._own or marking.audience is None:
            return marking
        return replace(marking, releasable_to=(self._reader(marking).name,))

    def _reader(self, marking: Marking) -> Reader:
        if self._own:
            return self._house(marking) if self._house else Reader(name=self.handling.node)
        if self._partner is None:
            return PUBLIC
        return reader_of(self._partner, marking.originators, self.handling.node)


def dossiers(library: Library, chosen: Filter, door: Door) -> tuple[Iterator[Dossier], int, int]:
    """The accounts that are made of what may pass the door, by time, with all behind them.

    And how many judgements and articles were left out.
    """
    handling, judgements = door.handling, library.judgements()
    seen = [one for one in judgements if door.sees(handling.judgement(one.number))]
    # Of what is in this library: it may be the part of another that somebody may see.
    hidden = {doc for doc in handling.docs() if not door.sees(handling.article(doc))}
    hidden &= {article.doc for article in published(library)} if hidden else set()
    if not judgements and not hidden:
        return library.dossiers(chosen.account), 0, 0
    from recoupe.join import join, ruled

    articles = [one for one in library.articles() if one.doc not in hidden]
    coded = [one for one in library.coded() if one.doc not in hidden]
    rulings = ruled(seen, coded, articles)
    whole = not hidden and len(seen) == len(judgements)
    accounts = library.accounts() if whole else join(coded, articles, rulings)
    return _behind(accounts, rulings.read(coded), articles, chosen), len(judgements) - len(seen), len(hidden)


def _behind(
    accounts: list[Account], coded: list[Coded], articles: list[Article], chosen: Filter
) -> Iterator[Dossier]:
    said = {(one.doc, n): statement for one in coded for n, statement in enumerate(one.statements)}
    by_doc = {article.doc: article for article in articles}
    for account in accounts:
        if chosen.account(account):
            own: dict[StatementRef, None] = dict.fromkeys(account.statements)
            docs = dict.fromkeys(doc for doc, _ in account.statements)
            yield account, {ref: said[ref] for ref in own}, {doc: by_doc[doc] for doc in docs}
