"""``recoupe why``: what stands behind one account, down to the words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from textwrap import fill
from typing import TYPE_CHECKING

import click

from recoupe.cli.brief import WIDTH
from recoupe.cli.stages import META, meta_of
from recoupe.cli.talk import Talk, counted

if TYPE_CHECKING:
    from recoupe.cli.brief import Material
    from recoupe.join.graph import Graph
    from recoupe.model import Account, Judgement, Value
    from recoupe.share.exchange.beside import Beside
    from recoupe.share.why import Said, Why

_QUOTE = 240  # characters of a quote; --json has the whole


@click.command(short_help="All that stands behind one account: values, origins, grade, joins.")
@click.argument("account")
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@META
@click.option("--library", metavar="FILE", help="The library to look in, with what was judged there.")
@click.option("--json", "as_json", is_flag=True, help="Print the whole as one JSON object.")
@click.pass_obj
def why(
    talk: Talk, account: str, paths: tuple[str, ...], meta: str | None, library: str | None, as_json: bool
) -> None:
    """Why ACCOUNT says what it says: each value with its origins, who relays whom, the grade, the joins.

    ACCOUNT is the id that the brief shows, its beginning, or the number on the page. Look in a
    library, or in the articles of PATH (texts, pages, folders), as recoupe brief takes them. Printed are
    both quotes of every disagreement, the origin graph, why each report was joined, and which near
    ones were kept apart.
    """
    from msgspec.structs import asdict

    from recoupe.cli.brief import from_library, from_paths
    from recoupe.join.judging import Judging
    from recoupe.model import to_json
    from recoupe.share.brief import brief, listing
    from recoupe.share.why import why as put_together

    if bool(library) == bool(paths):
        raise click.UsageError("Name where to look: --library FILE, or the articles.")
    judgements: list[Judgement] = []
    if library:
        from recoupe.store import Library

        material = from_library(library, (), None, talk)
        with Library(library, create=False) as kept:
            judgements = kept.judgements()
    else:
        material = from_paths(paths, meta_of(meta), talk)
    if not material.articles:
        return
    desk = Judging(material.articles, material.coded, material.accounts, lambda: listing(brief(*material)))
    found = put_together(
        desk.account(account),
        {ref: one.id for one in material.accounts for ref in one.statements},
        material.articles,
        material.coded,
        material.rulings,
        judgements,
    )
    theirs = _theirs(library, found.account, material) if library else ()
    if as_json:
        click.echo(to_json(asdict(found) | {"theirs": theirs}, indent=1))
    else:
        for line in _lines(found, theirs):
            click.echo(_wrapped(line))


def _theirs(library: str, account: Account, material: Material) -> tuple[Beside, ...]:
    """What partners say of the account."""
    from recoupe.join.anchors import Finder
    from recoupe.share.exchange.beside import beside
    from recoupe.store import Library

    docs = {doc for doc, _ in account.statements}
    own = [one for one in material.articles if one.doc in docs]
    with Library(library, create=False) as kept:
        return beside(kept, account, Finder(own, [one for one in material.coded if one.doc in docs]))


def _wrapped(line: str) -> str:
    """A line as wide as the brief, what follows set a little further in."""
    inset = " " * (len(line) - len(line.lstrip()) + 2)
    return fill(
        line, WIDTH, subsequent_indent=inset, drop_whitespace=True, break_long_words=False,
        break_on_hyphens=False,
    )  # fmt: skip


def _lines(found: Why, theirs: tuple[Beside, ...]) -> Iterator[str]:
    account = found.account
    mode = f": {account.mode}" if account.mode else ""
    yield f"{account.id}  {account.kind} {account.type}{mode}"
    yield found.sentence
    from recoupe.join.grade import WORDS

    yield f"grade {account.grade} {WORDS[account.grade]}: {account.why}"
    if account.rule_grade is not None:
        yield f"  by the rule {account.rule_grade} {WORDS[account.rule_grade]}"
    yield from _block("Values", _values(account))
    yield from _block("Disagreements", _disagreements(found))
    articles, origins = counted(len(found.graph.articles), "article"), counted(len(account.origins), "origin")
    yield from _block(f"Origins: {articles} of {origins}", _origins(account, found.graph, found.reliability))
    said = {one.ref: one for one in found.statements}
    yield from _block("Reports", _reports(found, said))
    yield from _block("Kept apart", _apart(found, said))
    yield from _block("Judgements", _judgements(found))
    if theirs:
        from recoupe.share.exchange.beside import lines

        yield from _block("What partners say (nothing of it counts above)", lines(theirs))


def _block(title: str, lines: Iterator[str]) -> Iterator[str]:
    """A title and its lines, or nothing where there are none."""
    first = next(lines, None)
    if first is not None:
        yield ""
        yield title
        yield f"  {first}"
        yield from (f"  {line}" for line in lines)


def _values(account: Account) -> Iterator[str]:
    from recoupe.join.corrections import judged_by

    for field, values in account.fields.items():
        for n, value in enumerate(values):
            yield f"{field if n == 0 else '':11} {value.value}"
            yield f"{'':11}   {counted(len(value.docs), 'article')} from {_listed(value.origins)}"
            if value.aside:
                yield f"{'':11}   set aside by {value.aside}"
            if by := judged_by(values, value):
                yield f"{'':11}   put in its place by {by}"


def _disagreements(found: Why) -> Iterator[str]:
    said = {one.ref: one for one in found.statements}
    for one in found.account.disagreements:
        yield f"{one.field}, {one.kind}" + (f": {one.why}" if one.why else "")
        for value in one.values:
            yield f"  {value.value}  ({_listed(value.origins)})"
            yield from (f"    {line}" for line in _quote(value, said))


def _quote(value: Value, said: dict[tuple[str, int], Said]) -> Iterator[str]:
    one = next((said[ref] for ref in value.statements if ref in said), None)
    if one is not None:
        yield f"{_cut(one.quote)}"
        yield f"{one.outlet}{', ' + one.published if one.published else ''}  {one.at}"


def _origins(account: Account, graph: Graph, reliability: dict[str, str]) -> Iterator[str]:
    for circle in graph.circles:
        outlets = {spot.doc: spot.outlet for spot in graph.articles}
        yield f"circular citation: {' cites '.join(outlets[doc] for doc in (*circle, circle[0]))}"
    for origin in account.origins:
        yield origin.origin + (f"  ({origin.why})" if origin.why else "")
        for spot in graph.articles:
            if spot.doc not in origin.docs:
                continue
            letter = f", reliability {reliability[spot.outlet]}" if spot.outlet in reliability else ""
            yield f"  {spot.published or 'undated':10}  {spot.outlet}{letter}  {spot.doc}"
            for link in graph.links:
                if link.doc == spot.doc:
                    yield (
                        f"  {'':10}    → {link.to}: {link.why}" if link.relays else f"  {'':10}    {link.why}"
                    )


def _reports(found: Why, said: dict[tuple[str, int], Said]) -> Iterator[str]:
    joined = {one.statement: one for one in found.joined}
    for ref in found.account.statements:
        if ref not in said:
            continue
        one = said[ref]
        yield f"{one.outlet}{', ' + one.published if one.published else ''}  {one.at}"
        yield f"  {_cut(one.quote)}"
        if one.speaker:
            yield f"  said by {one.speaker}"
        if ref in joined:
            match = joined[ref]
            yield f"  joined to {match.to[0]} at {match.score:.2f}: {match.why or 'no evidence stands out'}"


def _apart(found: Why, said: dict[tuple[str, int], Said]) -> Iterator[str]:
    for one in found.apart:
        yield f"{one.account}  {said[one.statement].says}" if one.statement in said else one.account
        yield f"  {one.score:.2f} with {one.to[0]}: {one.reason}"
        if one.why:
            yield f"  {one.why}"
        if one.statement in said:
            yield f"  {_cut(said[one.statement].quote)}  {said[one.statement].at}"


def _judgements(found: Why) -> Iterator[str]:
    for one in found.history:
        judgement = one.judgement
        day = judgement.at[:10]
        yield f"{judgement.number}  {day}  {judgement.by}: {judgement.verdict}: {judgement.about}"
        if judgement.why:
            yield f"  {judgement.why}"
        if one.state != "in force":
            yield f"  {one.state}"


def _listed(origins: Sequence[str]) -> str:
    return "; ".join(origins)


def _cut(text: str) -> str:
    from recoupe.share.terminal import clean

    text = clean(text)
    return f"« {text if len(text) <= _QUOTE else text[: _QUOTE - 1] + '…'} »"
