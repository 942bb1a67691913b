"""From an account to what the workbench lists and filters it by: its line and its terms."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from recoupe.model import Account, Article, Coded, Event, Statement, Tie, unique
from recoupe.share import dates
from recoupe.share.brief import disputes, docs_of, statements_of
from recoupe.share.names import is_state, mentions
from recoupe.share.sentence import Speaker
from recoupe.share.words import LANGS
from recoupe.store import shown
from recoupe.store.library import Library
from recoupe.store.shown import Line

# Accounts entered in one transaction: a writer elsewhere waits for no longer than this takes.
AT_ONCE = 100

# The facets of the chronology, in the order in which they are offered.
FACETS = (
    "state", "body", "person", "type", "mode", "context", "country", "place", "outlet",
    "grade", "origins", "disputed", "status", "kind", "language", "judged",
)  # fmt: skip


def enter_some(library: Library, most: int = AT_ONCE) -> int:
    """Enter some of the accounts that the workbench does not list yet; how many were looked at."""
    accounts = shown.next_waiting(library, most)
    if not accounts:
        return 0
    docs = unique(doc for account in accounts for doc in docs_of(account))
    articles, coded = shown.part(library, docs)
    if judgements := library.judgements():
        from recoupe.join import ruled

        coded = list(ruled(judgements, coded, articles).read(coded))
    shown.enter(library, list(entries(accounts, articles, coded)))
    return len(accounts)


def entries(
    accounts: Sequence[Account], articles: Sequence[Article], coded: Sequence[Coded]
) -> Iterator[tuple[Account, Line, tuple[int | None, int | None], set[tuple[str, str]]]]:
    """Each account with its line, its first and last day (ordinals) and its terms as (facet, value)."""
    texts = {article.doc: article for article in articles}
    statements = statements_of(coded)
    speakers = [Speaker(articles, coded, lang) for lang in LANGS]
    for account in accounts:
        said = [statements[ref] for ref in account.statements if ref in statements]
        docs = docs_of(account)
        told = sorted(on for doc in docs if doc in texts and (on := texts[doc].published))
        start, end = dates.span(account.when)
        line = Line(
            account=account.id,
            kind=account.kind,
            type=account.type,
            mode=account.mode,
            start=start.isoformat() if start else None,
            end=end.isoformat() if end else None,
            written=account.when.text if account.when else "",
            reported=told[0] if told else None,
            sentence={speaker.lang: speaker.account(account) for speaker in speakers},
            places=tuple(speakers[0].places(account)),
            docs=docs,
            outlets=unique((texts[doc].outlet if doc in texts else None) or doc for doc in docs),
            origins=max(1, len(account.origins)),
            grade=account.grade,
            status=_status(account, said),
            disputes=tuple((one.field, one.kind) for one in disputes(account)),
            judged=bool(account.judged),
        )
        first = start or end
        day = first.toordinal() if first else None
        last = (end or start).toordinal() if first else None  # type: ignore[union-attr]
        yield account, line, (day, last), set(_terms(account, line, said, texts))


def _status(account: Account, said: Sequence[Statement]) -> str:
    """The certainty that most sources give it."""
    values = account.fields.get("status", ())
    if values:
        return values[0].value
    return said[0].status if said else "asserted"


def _terms(
    account: Account, line: Line, said: Sequence[Statement], texts: Mapping[str, Article]
) -> Iterator[tuple[str, str]]:
    yield "kind", account.kind
    yield "type", account.type
    if account.mode:
        yield "mode", f"{account.type}/{account.mode}"
    yield "grade", str(account.grade)
    yield "origins", str(line.origins) if line.origins < 3 else "3+"
    yield "status", line.status
    for field, _ in line.disputes:
        yield "disputed", field
    yield "disputed", "any" if line.disputes else "none"
    if account.judged:
        yield "judged", "yes"
    for name in line.places:
        yield "place", name
    for outlet in line.outlets:
        yield "outlet", outlet
    for doc in line.docs:
        yield "language", (texts[doc].language if doc in texts else None) or "unknown"
    for statement in said:
        if isinstance(statement, Event):
            for context in statement.contexts:
                yield "context", context
        if not isinstance(statement, Tie):
            for place in statement.where:
                if place.country:
                    yield "country", place.country
        for entity in mentions(statement):
            if entity.id:
                yield facet_of(entity.id), entity.id
                # A body acts for its state: « Morocco » finds the BCIJ's deeds as well.
                if entity.country and is_state(entity.country) and facet_of(entity.id) == "body":
                    yield "state", entity.country


def facet_of(identity: str) -> str:
    """Whether an id is a state's, a body's or a person's, as ids are written (docs/guideline.md)."""
    if is_state(identity):
        return "state"
    return "person" if identity == identity.lower() else "body"
