"""What of a library a reader may have: nothing they may not see plays a part in what they get.

Judgements and articles that a reader may not see are left out before anything is joined, so that an account
shows neither them nor what follows from them. :func:`~recoupe.share.handling.may_see` decides.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import TypeAlias

from msgspec import Struct

from recoupe.model import Account, Article, Coded, Judgement, StatementRef
from recoupe.share.exchange.marks import Handling, addressed, reader_of, today
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
        self._seen: dict[Marking, bool] = {}
        with library.reading() as connection:
            self.handling = Handling(connection)
            if not self._own:
                self.handling.withhold_recalled(connection)

    @property
    def name(self) -> str:
        """The reader, as the log names it."""
        return shown(self._partner) if self._partner else OWN if self._own else "anyone"

    def sees(self, marking: Marking) -> bool:
        """Whether the reader may see what is so marked."""
        if marking not in self._seen:
            self._seen[marking] = may_see(marking, self._reader(marking), self.at).allowed
        return self._seen[marking]

    def addressed(self, marking: Marking) -> Marking:
        """The marking as the reader gets it: of those it is released to, it names no other."""
        if self._own or marking.audience is None:
            return marking
        return addressed(marking, self._reader(marking))

    def _reader(self, marking: Marking) -> Reader:
        if self._own:
            if self._house:
                return self._house(marking)
            return Reader(name=self.handling.node, client_of=self.handling.patrons)
        if self._partner is None:
            return PUBLIC
        return reader_of(self._partner, marking.originators, self.handling.node)


class Asked(Struct, frozen=True):
    """What of a library a reader may have.

    ``seen`` are the judgements that count, ``judgements`` how many do not, ``hidden`` the articles left out.
    """

    seen: tuple[Judgement, ...]
    judgements: int
    hidden: frozenset[str]

    @property
    def as_stored(self) -> bool:
        """Whether the accounts and statements of the library are what this reader gets."""
        return not self.judgements and not self.hidden and not self.seen


def asked(library: Library, door: Door) -> Asked:
    """The judgements and articles that may pass the door."""
    handling, judgements = door.handling, library.judgements()
    seen = tuple(one for one in judgements if door.sees(handling.judgement(one.number)))
    hidden = frozenset(doc for doc in handling.docs() if not door.sees(handling.article(doc)))
    if hidden:  # of what is in this library: it may be the part of another that somebody may see
        hidden &= {article.doc for article in published(library)}
    return Asked(seen, len(judgements) - len(seen), hidden)


def behind(library: Library, chosen: Filter, which: Asked) -> Iterator[Dossier]:
    """The accounts that are made of what a reader may have, by time, with all behind them."""
    if which.as_stored:
        return library.dossiers(chosen.account)
    from recoupe.join import join, ruled

    articles = [one for one in library.articles() if one.doc not in which.hidden]
    coded = [one for one in library.coded() if one.doc not in which.hidden]
    rulings = ruled(list(which.seen), coded, articles)
    read = rulings.read(coded)
    whole = not which.hidden and not which.judgements
    accounts = library.accounts() if whole else join(coded, articles, rulings)
    return _behind(accounts, read, articles, chosen)


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
