"""The main job: from press texts, or from a library, to a cross-checked and sourced brief."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from recoupe.cli.output import check_writable, write
from recoupe.cli.stages import ALLOW_PRIVATE, META, meta_of
from recoupe.cli.talk import Talk, counted

if TYPE_CHECKING:
    from recoupe.join.judgements import Rulings
    from recoupe.model import Account, Article, Coded, Dropped, Ledger

PAGE = "recoupe-brief.html"
# Width of the brief where it does not go to a terminal; the sketch of the design is that wide.
WIDTH = 110


class Material(NamedTuple):
    """What a brief is made of."""

    articles: list[Article]
    coded: list[Coded]
    dropped: list[Dropped]
    accounts: list[Account]
    ledgers: list[Ledger]
    rulings: Rulings


@click.command(short_help="The main job: press in, cross-checked brief out.")
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@META
@click.option(
    "--library", metavar="FILE", help="Brief a library; the articles of PATH are added to it first."
)
@click.option(
    "--lang", type=click.Choice(["en", "fr"]), default="en", show_default=True, help="The brief's language."
)
@click.option("--json", "as_json", is_flag=True, help="Print the whole as JSON; a page only with --page.")
@click.option("--page", metavar="FILE", help=f"Where to write the HTML page.  [default: {PAGE}]")
@click.option("--no-page", is_flag=True, help="Write no page.")
@ALLOW_PRIVATE
@click.pass_obj
def brief(
    talk: Talk,
    paths: tuple[str, ...],
    meta: str | None,
    library: str | None,
    lang: str,
    as_json: bool,
    page: str | None,
    no_page: bool,
    allow_private: bool,
) -> None:
    """What the press says, cross-checked: a chronology, where sources disagree, and the figures.

    PATH is a text, a page, a folder of them, a web address, or the .jsonl of recoupe read. The brief
    is printed, and written as one HTML page that needs nothing from outside.
    """
    if not paths and not library:
        raise click.UsageError("Name a PATH, or a library with --library FILE.")
    if page and no_page:
        raise click.UsageError("Give --page or --no-page, not both.")
    target = None if no_page else page or (None if as_json else PAGE)
    if target and target != "-":
        check_writable(Path(target))
    talk.stopped = lambda: "no brief was written; run the same command again"
    known = meta_of(meta)
    material = (
        from_library(library, paths, known, talk, allow_private)
        if library
        else from_paths(paths, known, talk, allow_private)
    )
    if not material.articles:
        return
    from recoupe.share.brief import brief as made_of
    from recoupe.share.brief import print_brief

    made = made_of(*material)
    if target:
        from recoupe.share.page import page as as_page

        write(target, as_page(made, lang))
    if as_json:
        from recoupe.model import to_json

        click.echo(to_json(made, indent=1))
        return
    from rich.console import Console

    console = Console(file=sys.stdout, width=None if sys.stdout.isatty() else WIDTH, highlight=False)
    print_brief(made, console, lang)
    if target:
        console.print(f"Page        {target}", markup=False)


def from_paths(
    paths: tuple[str, ...], meta: dict[str, Any] | None, talk: Talk, allow_private: bool = False
) -> Material:
    """Read, code and join these articles; what is set aside is said."""
    from recoupe.join import join, ledgers
    from recoupe.join.judgements import NONE
    from recoupe.model import Dropped
    from recoupe.pipeline import code_all, load_articles

    dropped: list[Dropped] = []

    def told(item: Dropped) -> None:
        dropped.append(item)
        talk.dropped(item)

    articles: list[Article] = []
    for item in load_articles(paths, meta, allow_private=allow_private):
        if isinstance(item, Dropped):
            told(item)
        else:
            articles.append(item)
    coded: list[Coded] = []
    for _, said in talk.progress(code_all(articles), "coding: articles"):
        if isinstance(said, Dropped):
            told(said)
        else:
            coded.append(said)
    if not articles:
        talk.fail(f"{' '.join(paths)}: no article found; name a .txt or .html file, or a folder of them")
    accounts = join(coded, articles)
    return Material(articles, coded, dropped, accounts, ledgers(accounts, coded), NONE)


def from_library(
    library: str,
    paths: tuple[str, ...],
    meta: dict[str, Any] | None,
    talk: Talk,
    allow_private: bool = False,
) -> Material:
    """What a library holds, after adding the articles of ``paths``; lost judgements are said."""
    from recoupe.cli.library import add_to
    from recoupe.join import ruled
    from recoupe.store import Library

    with Library(library, create=bool(paths)) as kept:
        if paths:
            add_to(kept, paths, meta, talk, echo=False, allow_private=allow_private)
        else:
            kept.refresh()
        articles, coded, judgements = list(kept.articles()), list(kept.coded()), kept.judgements()
        rulings = ruled(judgements, coded, articles)
        coded = rulings.read(coded)
        material = Material(articles, coded, kept.dropped(), kept.accounts(), kept.ledgers(), rulings)
    say_lost(talk, rulings)
    if not material.articles:
        talk.fail(f"{library}: holds no article; recoupe add PATH --library {library} fills it")
    return material


def say_lost(talk: Talk, rulings: Rulings) -> None:
    """Say which judgements no longer apply."""
    lost = [str(number) for number, state in rulings.states.items() if state.startswith("no longer")]
    if lost:
        which = ", ".join(sorted(lost, key=int))
        what = counted(len(lost), "judgement")
        talk.say(f"{what} without effect now ({which}); recoupe judge list tells why")
