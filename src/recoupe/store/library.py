"""A library: one file that keeps articles, what they say, and the accounts made of them."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import TYPE_CHECKING, Any, Self

import msgspec
from sqlalchemy import Connection, Row, Select, delete, func, insert, select, update

from recoupe.model import Account, Article, Coded, Dropped, Judgement, Ledger, Statement
from recoupe.store.articles import article_of, article_with, doc_of, driver, fingerprint, insert_article
from recoupe.store.audit import record
from recoupe.store.connect import connect, faults, writable
from recoupe.store.judgements import ALL, STATES, append, decoded, set_states
from recoupe.store.ledgers import set_ledgers
from recoupe.store.tables import (
    ACCOUNT,
    ARTICLE,
    CODING,
    DROPPED,
    JOINED,
    JUDGEMENT,
    LEARNED,
    STATEMENT,
)

if TYPE_CHECKING:
    from recoupe.join.growing import Growth
    from recoupe.store.chain import Act
    from recoupe.store.dossiers import Dossier
    from recoupe.store.index import StoredIndex

# Articles joined in one transaction, at most, and seconds that it is to last: what an interruption loses, and
# what another program waits for. Whoever waits looks every tenth of a second whether it is their turn.
_JOINED_AT_ONCE, _JOINED_IN = 500, 1.0
_TURN = 0.12
# Told to whoever waits, on standard error where a program has set up nothing else.
_LOG = logging.getLogger("recoupe")
_OUTDATED = (
    "recoupe: %s: its accounts were made by the rules of another version; its %d articles are joined anew, "
    "and what was judged stays"
)
# Rows fetched at a time, so that a large library is never whole in memory.
_BATCH = 500


class Library:
    """One SQLite file of articles, statements, accounts and ledgers; a context manager.

    ``create`` says whether to make the file where there is none. Raises
    :class:`~recoupe.errors.LibraryError` here and in every method where the file cannot be used:
    no library, another schema version, locked, read-only, damaged, or a full disk.
    """

    narrowed = False  # whether it holds only what one kind of reader may see (recoupe.store.sight)

    def __init__(self, path: str | Path, create: bool = True) -> None:
        self.path = Path(path)
        self._reader = connect(self.path, create=create)
        self._writer = self._reader.execution_options(writes=True)
        self._growth: Growth | None = None
        self._at_once = _JOINED_AT_ONCE
        self._stored: StoredIndex | None = None
        self._aliases: Any = None  # recoupe.join.aliases.Aliases, by which articles are read
        self._connection: Connection | None = None
        self._view = threading.local()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file; what was added is in it already."""
        self._reader.dispose()

    # -- adding ------------------------------------------------------------------------------

    def add(self, article: Article, coded: Coded | None = None, note: str = "") -> bool:
        """Add an article with what it says; true once it is safe on the disk.

        ``coded`` is None for an article that was not coded, and ``note`` says why. The same article
        (the same text under the same url, or under the same name where it has no url) changes
        nothing, and gives False. Another article of a name already taken is kept as ``name~2.txt``;
        :meth:`find` tells the name.
        """
        with faults(self.path), self._writer.begin() as connection:
            return insert_article(connection, article, coded, note) is not None

    def add_all(self, articles: Iterable[tuple[Article, Coded | None]]) -> list[bool]:
        """As :meth:`add`, of many in one transaction: all of them are safe, or none."""
        with faults(self.path), self._writer.begin() as connection:
            return [insert_article(connection, *one) is not None for one in articles]

    def drop(self, dropped: Dropped) -> None:
        """Keep that something could not be taken in, and why, until it is added after all."""
        with faults(self.path), self._writer.begin() as connection:
            connection.execute(delete(DROPPED).where(DROPPED.c.doc == dropped.doc))
            connection.execute(insert(DROPPED), msgspec.structs.asdict(dropped))

    def recall(self, outlet: str) -> str | None:
        """What :meth:`keep` was given last for an outlet: see :class:`recoupe.read.boilerplate.Memory`."""
        query = select(LEARNED.c.record).where(LEARNED.c.outlet == outlet)
        return next((row.record for row in self._rows(query)), None)

    def keep(self, outlet: str, learned: str) -> None:
        """Keep what recurs on the pages of an outlet, in place of what was known before."""
        with faults(self.path), self._writer.begin() as connection:
            connection.execute(delete(LEARNED).where(LEARNED.c.outlet == outlet))
            connection.execute(insert(LEARNED), {"outlet": outlet, "record": learned})

    def judge(self, judgement: Judgement) -> Judgement:
        """Add a judgement; gives it back with its number once it is safe on the disk.

        Raises :class:`~recoupe.errors.InputError` where it undoes one that is not there.
        """
        with self.writing() as connection:
            kept = append(connection, judgement)
            told = f"{kept.verdict} by {kept.by}: {kept.about}"
            record(connection, "judgement", subject=f"judgement {kept.number}", detail=told)
            return kept

    def log(self, act: Act, *, partner: str = "", subject: str = "", detail: str = "") -> None:
        """Add a row to the log of what left the library and what was decided (:mod:`recoupe.store.chain`)."""
        with self.writing() as connection:
            record(connection, act, partner=partner, subject=subject, detail=detail)

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction that writes, for the other modules of this room."""
        with faults(self.path), self._writer.begin() as connection:
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One transaction that reads, for the other modules of this room; within :meth:`at_once`, its own."""
        with faults(self.path):
            if (stack := getattr(self._view, "stack", None)) is None:
                with self._reader.connect() as connection:
                    yield connection
                return
            if self._view.connection is None:
                self._view.connection = stack.enter_context(self._reader.connect())
            yield self._view.connection

    @contextmanager
    def at_once(self) -> Iterator[None]:
        """Have this thread read the library as it is at one moment, in one transaction, begun when it first
        reads: a page asks a dozen times, and to begin takes longer than most answers.
        """
        if getattr(self._view, "stack", None) is not None:
            yield
            return
        with ExitStack() as stack:
            self._view.stack, self._view.connection = stack, None
            try:
                yield
            finally:
                self._view.stack = self._view.connection = None

    def set_accounts(
        self,
        accounts: Iterable[Account],
        ledgers: Iterable[Ledger],
        revision: int | None = None,
        states: Mapping[int, str] = MappingProxyType({}),
    ) -> None:
        """Put these accounts and ledgers in place of those stored, in one transaction.

        ``revision`` is the :attr:`revision` that the statements were read at; default: the present
        one. ``states`` says what became of each judgement that was honoured in making them. An account
        of a statement that is not in the library is a ``LibraryError``.
        """
        from recoupe.join.rules import rules

        revision = self.revision if revision is None else revision
        with faults(self.path), self._writer.begin() as connection:
            index = self._index(connection)
            index.clear()
            index.replace((), list(accounts))
            set_ledgers(connection, ledgers)
            set_states(connection, states)
            row = {"revision": revision, "judgement": max(states, default=0), "ledgers": revision}
            connection.execute(insert(JOINED), row | {"rules": rules()})

    def refresh(self) -> None:
        """Bring the accounts up to date with articles and judgements, unless they are.

        Articles added since the last time are joined to what is there (:mod:`recoupe.join.growing`), some
        at a time, each time in one transaction: an interrupted run goes on where it was. A judgement touches
        the accounts near what was judged. Where the accounts were made by other rules (:attr:`outdated`) all
        articles are joined anew in this manner. Only where a person judged of an outlet as a whole, or of an
        article that another has to the letter, everything is joined anew.
        """
        from recoupe.join.growing import NotAlone
        from recoupe.store.bearing import near

        if self.fresh:
            return
        if self.outdated and len(self):
            _LOG.warning(_OUTDATED, self.path, len(self))
        try:
            while not self.fresh:
                if not near(self.judgements()):
                    raise NotAlone
                with faults(self.path), self._writer.begin() as connection:
                    begun = time.monotonic()
                    self._grow(connection)
                self._give_way(time.monotonic() - begun)
        except NotAlone:
            self._rejoin()

    def _give_way(self, took: float) -> None:
        """Have the next transaction last about as long as it should, and let others have their turn."""
        wanted = int(self._at_once * _JOINED_IN / max(took, 0.001))
        self._at_once = max(20, min(_JOINED_AT_ONCE, wanted, 2 * self._at_once))
        if took > _TURN and not self.fresh:
            time.sleep(_TURN)

    def _grow(self, connection: Connection) -> None:
        """Join some of what is new, within this transaction."""
        from recoupe.join.growing import Growth
        from recoupe.join.rules import rules
        from recoupe.store.bearing import aliases, bearing

        judgements = decoded(connection.execute(ALL))
        last = judgements[-1].number if judgements else 0
        names = aliases(judgements)
        index = self._index(connection)
        joined = connection.execute(select(JOINED)).first()
        old = [one for one in judgements if joined is not None and one.number <= joined.judgement]
        kept = joined is not None and joined.grown and joined.rules == rules()
        if not kept or aliases(old) != names:
            # Where two names have become one, every article that has either is another.
            index.clear()
            connection.execute(insert(JOINED), {"revision": 0, "grown": True, "rules": rules()})
            self._growth = None
        if self._growth is None or self._aliases != names:
            self._growth, self._aliases = Growth(index), names
        done = connection.execute(select(JOINED.c.revision)).scalar_one()
        new = select(ARTICLE.c.id, CODING.c.article).select_from(ARTICLE.outerjoin(CODING))
        new = new.where(ARTICLE.c.id > done).order_by(ARTICLE.c.id).limit(self._at_once)
        rows = connection.execute(new).all()
        to = rows[-1].id if rows else done
        before, after = bearing(connection, old if done else [], done), bearing(connection, judgements, to)
        self._growth.add((row.article for row in rows if row.article is not None), before, after)
        connection.execute(update(JOINED), {"revision": to, "judgement": last})
        set_states(connection, after.rulings.states)

    def _index(self, connection: Connection) -> StoredIndex:
        """The index, within this transaction."""
        from recoupe.store.index import StoredIndex

        if self._stored is None:
            self._stored = StoredIndex(self._load)
        self._stored.use(connection)
        self._connection = connection
        return self._stored

    def _load(self, article: int) -> tuple[Coded, Article]:
        """An article and what it says, by its number; within the transaction of the index."""
        assert self._connection is not None
        found, coded = article_with(self._connection, article)
        assert coded is not None
        return self._aliases.coded([coded])[0], found

    def _rejoin(self) -> None:
        """Make accounts and ledgers anew from all statements and judgements."""
        from recoupe.join import join, ledgers, ruled

        revision, judgements = self.revision, self.judgements()
        coded, articles = list(self.coded()), list(self.articles())
        rulings = ruled(judgements, coded, articles)
        accounts = join(coded, articles, rulings)
        self.set_accounts(accounts, ledgers(accounts, rulings.read(coded)), revision, rulings.states)

    # -- looking -----------------------------------------------------------------------------

    @property
    def revision(self) -> int:
        """A number that grows with every article added; 0 for an empty library."""
        return self._number(select(func.coalesce(func.max(ARTICLE.c.id), 0)))

    @property
    def fresh(self) -> bool:
        """Whether the stored accounts cover every article and judgement, made by the rules of now.

        One that cannot be written is as fresh as can be, by whatever rules.
        """
        revision = self._number(select(func.coalesce(func.max(JOINED.c.revision), 0)))
        judged = self._number(select(func.coalesce(func.max(JOINED.c.judgement), 0)))
        last = self._number(select(func.coalesce(func.max(JUDGEMENT.c.number), 0)))
        current = revision >= self.revision and judged >= last
        return current and not (self.outdated and writable(self.path))

    @property
    def outdated(self) -> bool:
        """Whether the stored accounts were made by the rules of another version: a refresh joins all anew."""
        from recoupe.join.rules import rules

        return any(row.rules != rules() for row in self._rows(select(JOINED.c.rules)))

    def __len__(self) -> int:
        """How many articles there are, coded or not."""
        return self._number(select(func.count()).select_from(ARTICLE))

    def find(self, article: Article) -> str | None:
        """The name under which this very article is kept, or None where it is not in the library."""
        with faults(self.path), self._reader.connect() as connection:
            return doc_of(connection, fingerprint(article))

    def own(self, doc: str) -> None:
        """Keep that an article that a partner sent was also read here, so that no recall takes it out."""
        from recoupe.store.exchange import kept_by_us, partners_only

        with self.reading() as connection:
            article = partners_only(connection, doc)
        if article is not None:
            with self.writing() as connection:
                kept_by_us(connection, article)

    def articles(self, language: str | None = None) -> Iterator[Article]:
        """Every article, coded or not, in the order added; of one language alone where it is given."""
        query = select(ARTICLE).order_by(ARTICLE.c.id)
        if language is not None:
            query = query.where(ARTICLE.c.language == language)
        return map(article_of, self._rows(query))

    def article(self, doc: str) -> Article | None:
        """The article of that name, or None."""
        return next(map(article_of, self._rows(select(ARTICLE).where(ARTICLE.c.doc == doc))), None)

    def coded(self) -> Iterator[Coded]:
        """What each coded article says, in the order added."""
        query = (
            select(ARTICLE.c.doc, CODING.c.date, CODING.c.language, STATEMENT.c.record)
            .select_from(ARTICLE.join(CODING).outerjoin(STATEMENT, STATEMENT.c.article == CODING.c.article))
            .order_by(ARTICLE.c.id, STATEMENT.c.position)
        )
        said: list[Statement] = []
        last: Row[Any] | None = None
        for row in self._rows(query):
            if last is not None and row.doc != last.doc:
                yield Coded(last.doc, last.date, last.language, tuple(said))
                said = []
            if row.record is not None:
                said.append(msgspec.json.decode(row.record, type=Statement))
            last = row
        if last is not None:
            yield Coded(last.doc, last.date, last.language, tuple(said))

    def accounts(self) -> list[Account]:
        """The accounts of the last :meth:`refresh`, by time, the undated last."""
        rows = self._rows(select(ACCOUNT.c.record).order_by(ACCOUNT.c.order))
        return [msgspec.json.decode(row.record, type=Account) for row in rows]

    def count_accounts(self) -> int:
        """How many accounts there are, without reading them."""
        return self._number(select(func.count()).select_from(ACCOUNT))

    def dossiers(self, wanted: Callable[[Account], bool] = lambda _: True) -> Iterator[Dossier]:
        """The accounts that are ``wanted``, by time, each with its statements and articles."""
        from recoupe.store.dossiers import dossiers

        with faults(self.path), self._reader.connect() as connection:
            yield from dossiers(connection, wanted)

    def statements(self) -> Iterator[str]:
        """Every statement as it is stored, in JSON: for looking through many of them quickly."""
        with self.reading() as connection:
            yield from (record for (record,) in driver(connection).execute("SELECT record FROM statement"))

    def ledgers(self) -> list[Ledger]:
        """The ledgers of the accounts of the last :meth:`refresh`, made when they are first asked for."""
        return list(self.each_ledger())

    def each_ledger(self) -> Iterator[Ledger]:
        """The :meth:`ledgers`, one at a time."""
        from recoupe.store.ledgers import each

        return each(self)

    def judgements(self) -> list[Judgement]:
        """Every judgement in the order given, those undone among them."""
        return decoded(self._rows(ALL))

    def judgement_states(self) -> dict[int, str]:
        """What became of each judgement at the last :meth:`refresh`: ``in force``, or why not."""
        return {row.number: row.state for row in self._rows(STATES)}

    def dropped(self) -> list[Dropped]:
        """Articles kept but not coded, then what could not be taken in, each with its reason."""
        uncoded = (
            select(ARTICLE.c.doc, ARTICLE.c.note)
            .select_from(ARTICLE.outerjoin(CODING))
            .where(CODING.c.article.is_(None))
            .order_by(ARTICLE.c.id)
        )
        kept = [Dropped(row.doc, row.note, failed=False) for row in self._rows(uncoded)]
        lost = self._rows(select(DROPPED).order_by(DROPPED.c.doc))
        return kept + [Dropped(row.doc, row.reason, row.failed) for row in lost]

    def _rows(self, query: Select[Any]) -> Iterator[Row[Any]]:
        with self.reading() as connection:
            yield from connection.execute(query.execution_options(yield_per=_BATCH))

    def _number(self, query: Select[Any]) -> int:
        with self.reading() as connection:
            return int(connection.execute(query).scalar_one())
