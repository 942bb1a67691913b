"""Copies: which articles print one text, which is the fullest, and what the others changed."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, BinaryIO

import click

from recoupe.cli.stages import META, articles_only, meta_of
from recoupe.cli.talk import Talk, counted

if TYPE_CHECKING:
    from recoupe.model import Article, Change, CopyGroup


@click.command(short_help="Which articles print one text, and what each changed.")
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("--library", metavar="FILE", help="The library whose articles to compare.")
@META
@click.option("--json", "as_json", is_flag=True, help="Print one JSON list of groups, with offsets.")
@click.pass_obj
def copies(talk: Talk, paths: tuple[str, ...], library: str | None, meta: str | None, as_json: bool) -> None:
    """Find the articles that print one text: the fullest, and what the others took out, put in or altered.

    PATH is what recoupe read takes or wrote. Bodies are compared, not titles. Two articles are copies
    where at least 80 % of the shorter body's runs of five words stand in the other, or 60 % in the
    same order. Numbers and dates that an altered sentence gives differently are named.
    """
    if bool(library) == bool(paths):
        raise click.UsageError("Name what to compare: --library FILE, or articles.")
    if library:
        from recoupe.store import Library

        with Library(library, create=False) as kept:
            _print(kept.articles(), kept.article, talk, as_json)
        return
    from recoupe.pipeline import load_articles

    with tempfile.TemporaryFile(prefix="recoupe-copies-") as file:
        shelf = _Shelf(file)
        coming = articles_only(load_articles(paths, meta_of(meta)), talk)
        _print(shelf.put(coming), shelf.get, talk, as_json)
        if not len(shelf):
            talk.fail(f"{' '.join(paths)}: no article found; name a .txt or .html file, or a folder of them")


def _print(
    articles: Iterable[Article], article: Callable[[str], Article | None], talk: Talk, as_json: bool
) -> None:
    from recoupe.join.changes import compared
    from recoupe.join.copies import Copies, sketch
    from recoupe.model import to_json

    found = Copies()
    for one in talk.progress(articles, "comparing: articles"):
        found.add(one.doc, sketch(one))
    groups: list[CopyGroup] = []
    number = 0
    for docs in found.groups():
        texts = {doc: text for doc in docs if (text := article(doc))}
        group = compared(docs, texts)
        number += len(docs)
        if as_json:
            groups.append(group)
        else:
            click.echo("\n".join([*_lines(group, texts), ""]))
    if as_json:
        click.echo(to_json(groups, indent=1))
        return
    told = f"{counted(number, 'article')} in {counted(len(found.groups()), 'group')} of copies"
    click.echo(f"{counted(len(found), 'article')}; {told if number else 'no copies among them'}")


def _lines(group: CopyGroup, texts: dict[str, Article]) -> Iterator[str]:
    def named(doc: str) -> str:
        about = ", ".join(filter(None, (texts[doc].outlet, texts[doc].published)))
        return f"{doc} ({about})" if about else doc

    yield f"{named(group.fullest)}: the fullest, {group.words} words"
    for copy in group.copies:
        told = "the same to the word" if copy.share == 1 and not copy.changes else f"{copy.share:.0%} shared"
        counts = [
            f"{n} {kind}" for kind in ("removed", "added", "altered")
            if (n := sum(c.kind == kind for c in copy.changes))
        ]  # fmt: skip
        tail = f"; sentences: {', '.join(counts)}" if counts else ""
        yield f"  {named(copy.doc)}: {told}{tail}"
        for change in copy.changes:
            yield from _change(change)


def _change(change: Change) -> Iterator[str]:
    def flat(text: str) -> str:
        return f"« {' '.join(text.split())} »"

    if change.kind == "removed":
        yield f"    - {flat(change.said)}"
    elif change.kind == "added":
        yield f"    + {flat(change.instead)}"
    else:
        yield f"    ~ {flat(_marked(change.said, change.instead))}"
        for one in change.differs:
            yield f"        {one.what}: {one.said or 'not given'} → {one.instead or 'not given'}"


def _marked(said: str, instead: str) -> str:
    """One sentence for two: « quatre [-membres-] {+personnes+} », as wdiff marks words."""
    from difflib import SequenceMatcher

    a, b = said.replace("’", "'").split(), instead.replace("’", "'").split()
    parts = []
    for kind, i, j, k, m in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if kind == "equal":
            parts += a[i:j]
            continue
        parts += [f"[-{' '.join(a[i:j])}-]"] if i < j else []
        parts += [f"{{+{' '.join(b[k:m])}+}}"] if k < m else []
    return " ".join(parts)


class _Shelf:
    """Articles put into a file and found again by name, so that memory does not grow with them."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._where: dict[str, tuple[int, int]] = {}

    def __len__(self) -> int:
        return len(self._where)

    def put(self, articles: Iterable[Article]) -> Iterator[Article]:
        """The articles, each put away as it passes."""
        from recoupe.model import to_json

        for article in articles:
            raw = to_json(article).encode()
            self._where[article.doc] = self._file.tell(), len(raw)
            self._file.write(raw)
            yield article

    def get(self, doc: str) -> Article | None:
        """The article of that name."""
        from recoupe.model import article_from_json

        start, length = self._where[doc]
        self._file.seek(start)
        return article_from_json(self._file.read(length))
