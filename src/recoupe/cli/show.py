"""One account or one article, with the words of the texts that say it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from recoupe.cli.stages import articles_only
from recoupe.cli.talk import Talk, counted

if TYPE_CHECKING:
    from recoupe.model import Account, Article, Coded, Statement, When

_ALIKE = 5  # names offered where the one asked for is not there


class Holdings(NamedTuple):
    """What there is to show: articles and what they say by name, accounts by id."""

    articles: dict[str, Article]
    coded: dict[str, Coded]
    accounts: dict[str, Account]


@click.command(short_help="Show one account or article with its quotes.")
@click.argument("id")
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("--library", metavar="FILE", help="The library to look in.")
@click.pass_obj
def show(talk: Talk, id: str, paths: tuple[str, ...], library: str | None) -> None:
    """Show one account or article: its fields, sources and disagreements, each with its quote.

    ID is an account's id or an article's name, as brief and join give them. Look in a library, or
    in what the stages wrote: PATH is the accounts of join (.json), a folder of coded documents, or
    the articles (.jsonl, texts, pages, or a folder of them); name all three to see the quotes.
    """
    if bool(library) == bool(paths):
        raise click.UsageError("Name where to look: --library FILE, or the files of the stages.")
    held = _of_library(library) if library else _of_files(paths, talk)
    lines = _lines(id, held)
    if lines is None:
        talk.fail(f"{id}: no account or article of that name{_alike(id, held)}")
        return
    click.echo("\n".join(lines))


def _of_library(library: str) -> Holdings:
    from recoupe.store import Library

    with Library(library, create=False) as kept:
        kept.refresh()
        return Holdings(
            {a.doc: a for a in kept.articles()},
            {c.doc: c for c in kept.coded()},
            {a.id: a for a in kept.accounts()},
        )


def _of_files(paths: tuple[str, ...], talk: Talk) -> Holdings:
    import msgspec

    from recoupe.model import Coded
    from recoupe.pipeline import load_accounts, load_articles, load_coded

    held = Holdings({}, {}, {})
    texts = []
    for path in map(Path, paths):
        if path.suffix != ".json" and not _holds_records(path):
            texts.append(path)
            continue
        for file in sorted(path.glob("*.json")) if path.is_dir() else [path]:
            try:
                held.accounts.update((a.id, a) for a in load_accounts(file))
            except (msgspec.DecodeError, OSError):
                for item in load_coded([file]):
                    if isinstance(item, Coded):
                        held.coded[item.doc] = item
                    else:
                        talk.dropped(item)
    for article in articles_only(load_articles(texts), talk):
        held.articles[article.doc] = article
    return held


def _holds_records(path: Path) -> bool:
    """Whether a folder is one of coded documents: JSON and nothing but JSON."""
    return path.is_dir() and all(p.suffix == ".json" or p.name.startswith(".") for p in path.iterdir())


def _alike(id: str, held: Holdings) -> str:
    from difflib import get_close_matches

    names = [*held.accounts, *held.articles, *held.coded]
    close = get_close_matches(id, dict.fromkeys(names), n=_ALIKE, cutoff=0.5)
    return f"; there is {', '.join(close)}" if close else "; recoupe brief lists them"


def _lines(id: str, held: Holdings) -> list[str] | None:
    begun = [one for one in held.accounts if one.startswith(id)] if id.startswith("A-") else []
    if account := held.accounts.get(begun[0] if len(begun) == 1 else id):  # the brief prints ids in short
        return list(_account(account, held))
    from recoupe.model import stem

    docs = dict.fromkeys([*held.articles, *held.coded])
    named = [id] if id in docs else [doc for doc in docs if stem(doc) == id]
    return list(_article(named[0], held)) if len(named) == 1 else None


def _account(account: Account, held: Holdings) -> Iterator[str]:
    mode = f": {account.mode}" if account.mode else ""
    yield f"{account.id}  {account.type}{mode}{_date(account.when)}"
    yield f"grade {account.grade}: {account.why}"
    if account.rule_grade is not None:
        yield f"  by the rule {account.rule_grade}"
    from recoupe.join.corrections import judged_by

    for name, values in account.fields.items():
        for n, value in enumerate(values):
            said = f"{counted(len(value.docs), 'article')}, {counted(len(value.origins), 'origin')}"
            yield f"  {name if n == 0 else '':12} {value.value}  ({said}: {', '.join(value.docs)})"
            if value.aside:
                yield f"  {'':12}   set aside by {value.aside}"
            if by := judged_by(values, value):
                yield f"  {'':12}   put in its place by {by}"
    for origin in account.origins:
        yield f"from {origin.origin}: {', '.join(origin.docs)}" + (f"  ({origin.why})" if origin.why else "")
    for copies in account.copies:
        yield f"copies of one text: {', '.join(copies)}"
    for one in account.disagreements:
        yield f"≠ {one.field}, {one.kind}" + (f": {one.why}" if one.why else "")
        for value in one.values:
            yield f"  {value.value}  ({', '.join(value.docs)})"
    for judged in account.judged:
        why = f": {judged.why}" if judged.why else ""
        yield f"judgement {judged.number}, {judged.by}, {judged.at[:10]}: {judged.effect}{why}"
    for doc, position in account.statements:
        yield ""
        coded = held.coded.get(doc)
        if coded is None or position >= len(coded.statements):
            yield f"{doc}, statement {position}  (its coded document was not given)"
        else:
            yield from _statement(coded.statements[position], position, held)


def _article(doc: str, held: Holdings) -> Iterator[str]:
    article, coded = held.articles.get(doc), held.coded.get(doc)
    if article:
        known = (article.outlet, article.published, article.language, article.url)
        yield "  ".join([doc, *filter(None, known)])
        if article.title:
            yield article.title
    else:
        yield doc
    if coded is None:
        yield "not coded"
        return
    if not coded.statements:
        yield "says nothing that is coded"
    accounts = {ref: account.id for account in held.accounts.values() for ref in account.statements}
    for position, statement in enumerate(coded.statements):
        yield ""
        yield from _statement(statement, position, held, accounts.get((doc, position)))


def _statement(
    statement: Statement, position: int, held: Holdings, account: str | None = None
) -> Iterator[str]:
    yield f"{statement.doc}, statement {position}" + (f", of account {account}" if account else "")
    yield f"  {_in_brief(statement)}"
    if statement.attribution:
        yield f"  said by {statement.attribution.speaker}"
    article = held.articles.get(statement.doc)
    start, end = statement.span
    if article is None:
        yield f"  characters {start} to {end}  (the article was not given)"
    else:
        yield f"  characters {start} to {end}: « {' '.join(article.quote(statement.span).split())} »"


def _in_brief(statement: Statement) -> str:
    """A statement as an analyst would note it: what, who, to whom, when, where."""
    from recoupe.model import Entity, Event, Figure, Tie, label

    def names(entities: tuple[Entity, ...]) -> str:
        return ", ".join(entity.id or entity.text for entity in entities)

    parts = [label(statement)]
    if isinstance(statement, Event):
        parts[0] += f": {statement.mode}" if statement.mode else ""
        parts += [names(statement.actors)]
        parts += [f"→ {names(statement.recipients)}"] if statement.recipients else []
    elif isinstance(statement, Figure):
        parts += [
            f"{statement.bound} {statement.value:g} {statement.unit or ''}".strip(),
            names(statement.actors),
        ]
        parts += [f"of {names(statement.of)}"] if statement.of else []
    else:
        parts += [f"{names(statement.subject)} → {names(statement.object)}"]
    parts += [_date(statement.when).strip()]
    if not isinstance(statement, Tie):
        parts += [", ".join(place.text for place in statement.where)]
    parts += [statement.status] if statement.status != "asserted" else []
    return " · ".join(filter(None, parts))


def _date(when: When | None) -> str:
    if when is None:
        return ""
    if when.start == when.end:
        return f"  {when.start or when.text}"
    return f"  {when.start or '…'} to {when.end or '…'}"
