"""``recoupe mark``: how a thing is to be handled, shown and set."""

from __future__ import annotations

import click

from recoupe.cli.judge import BY, judge_of

LEVELS = ("CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED")  # as recoupe.share.handling has them


@click.command(short_help="Show and set who may see an article, account, judgement or note.")
@click.argument("thing")
@click.option("--library", metavar="FILE", required=True, help="The library that it is in.")
@click.option(
    "--tlp",
    "level",
    type=click.Choice(LEVELS, case_sensitive=False),
    metavar="LEVEL",
    help="The level of the Traffic Light Protocol 2.0.",
)
@click.option(
    "--to",
    multiple=True,
    metavar="NAME",
    help="Release it to this node, @group, user:NAME or us; again for more.",
)
@click.option("--nobody", is_flag=True, help="Release it to nobody at all.")
@click.option("--until", metavar="DAY", help="The last day on which it may go out.")
@click.option("--why", metavar="TEXT", default="", help="The reason, kept in the log.")
@BY
@click.option("--json", "as_json", is_flag=True, help="Print the marking as JSON.")
def mark(
    thing: str,
    library: str,
    level: str | None,
    to: tuple[str, ...],
    nobody: bool,
    until: str | None,
    why: str,
    by: str | None,
    as_json: bool,
) -> None:
    """Show the marking of THING, or set it: an article, an account (A-…), a judgement's number, a note (r-…).

    Press is CLEAR, a judgement or note AMBER+STRICT, an account as strict as the strictest of its parts.
    Anyone may tighten a marking; only its originator may loosen it.
    """
    from recoupe.model import to_json
    from recoupe.share.exchange.marks import current, set_marking, show
    from recoupe.share.exchange.nodes import addressees, names
    from recoupe.store import Library

    if to and nobody:
        raise click.UsageError("Give --to NAME or --nobody, not both.")
    with Library(library, create=False) as kept:
        if not (level or to or nobody or until):
            marking = current(kept, thing)[1]
        else:
            with kept.reading() as connection:
                readers = addressees(connection, to) if to or nobody else None
            marking = set_marking(
                kept,
                thing,
                level=level,  # type: ignore[arg-type]
                to=readers,
                expires=until,
                why=why,
                by=judge_of(by),
            )
        with kept.reading() as connection:
            told = show(marking, names(connection))
    click.echo(to_json(marking) if as_json else f"{thing}: {told}")
