"""The log of a library: shown, and checked."""

from __future__ import annotations

import click

from recoupe.cli.talk import Talk, counted

LIBRARY = click.option("--library", metavar="FILE", required=True, help="The library whose log it is.")
JSON = click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")


@click.group(short_help="Show and check the log of disclosures and judgements.")
def audit() -> None:
    """Each disclosure, unmasking, question and judgement is logged in the library, each row sealing the last.

    docs/sharing.md tells how.
    """


@audit.command()
@LIBRARY
@click.option(
    "--seal", default="", metavar="SEAL", help="A seal written down earlier: it must still be there."
)
@click.pass_obj
def verify(talk: Talk, library: str, seal: str) -> None:
    """Check that no row of the log was changed, taken out, added or moved.

    Prints the last seal: written down elsewhere, it shows later that no rows were cut off.
    """
    from recoupe.store import Library
    from recoupe.store.audit import verify as checked

    with Library(library, create=False) as kept:
        length, last, faults = checked(kept, seal)
    for fault in faults:
        talk.fail(f"{library}: {fault}; what stands after it proves nothing, compare with a copy")
    if not faults:
        click.echo(f"{library}: {counted(length, 'row')}, whole; last seal {last}")


@audit.command("show")
@LIBRARY
@click.option("--partner", metavar="NAME", help="Only what concerns this partner, by name or by node.")
@JSON
@click.pass_obj
def show(talk: Talk, library: str, partner: str | None, as_json: bool) -> None:
    """Print the log, oldest first."""
    from recoupe.model import to_json
    from recoupe.store import Library
    from recoupe.store.audit import entries

    none = True
    with Library(library, create=False) as kept:
        for one in entries(kept, partner):
            none = False
            if as_json:
                click.echo(to_json(one))
                continue
            told = " · ".join(part for part in (one.partner, one.subject, one.detail) if part)
            click.echo(f"{one.number} {one.at} {one.act}: {' '.join(told.split())}")
    if none and not as_json:
        click.echo(f"{library}: nothing is logged")
