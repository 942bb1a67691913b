"""What follows from the accounts: one origin, one pillar, a silent side, an announcement come due."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

import click

from recoupe.cli.stages import META, meta_of
from recoupe.cli.talk import Talk

if TYPE_CHECKING:
    from recoupe.join.insights import Kind

# As recoupe.share.insight has them, which is not loaded for --help.
KINDS = ("single-origin", "fragile", "silent-side", "ladder")


@click.command(short_help="What rests on one origin, whose press is silent, what is overdue.")
@click.argument("what", type=click.Choice([*KINDS, "all"]), metavar="WHAT")
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@META
@click.option("--library", metavar="FILE", help="A library; the articles of PATH are added to it first.")
@click.option(
    "--as-of",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="YYYY-MM-DD",
    help="The day on which what is due is overdue.  [default: that of the latest article]",
)
@click.option(
    "--lang",
    type=click.Choice(["en", "fr"]),
    default="en",
    show_default=True,
    help="Language of what is printed.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_obj
def insight(
    talk: Talk,
    what: str,
    paths: tuple[str, ...],
    meta: str | None,
    library: str | None,
    as_of: datetime | None,
    lang: str,
    as_json: bool,
) -> None:
    """What follows from the accounts of PATH or of a library. WHAT is one of:

    \b
    single-origin  accounts of several articles behind which stands one origin
    fragile        origins without which accounts lose their corroboration
    silent-side    acts between states that one side's press tells and the other's does not
    ladder         announced → done → in force, or denied; and what is overdue
    all            these four
    """
    if not paths and not library:
        raise click.UsageError("Name a PATH, or a library with --library FILE.")
    from recoupe.cli.brief import from_library, from_paths
    from recoupe.join.insights import insights

    known = meta_of(meta)
    material = from_library(library, paths, known, talk) if library else from_paths(paths, known, talk)
    if not material.articles:
        return

    found = insights(material.accounts, material.coded, material.articles, _day(as_of))
    kinds: tuple[Kind, ...] = KINDS if what == "all" else (what,)  # type: ignore[assignment]
    from recoupe.share.insight import as_record, lines

    if as_json:
        from recoupe.model import to_json

        click.echo(to_json(as_record(found, kinds), indent=1))
        return
    for line in lines(found, kinds, material.accounts, material.articles, material.coded, lang):
        click.echo(line)


def _day(as_of: datetime | None) -> date | None:
    return as_of.date() if as_of else None
