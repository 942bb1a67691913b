"""``recoupe names``: spellings that may be one name, for a person to decide."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

import click

from recoupe.cli.talk import Talk, counted

if TYPE_CHECKING:
    from recoupe.join.names import Written


@click.command(short_help="Names that may be one: candidates to decide on.")
@click.option("--library", metavar="FILE", required=True, help="The library whose names to look through.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line: left, right, score, why.")
@click.pass_obj
def names(talk: Talk, library: str, as_json: bool) -> None:
    """List names of persons that may be one, over spellings and scripts, with what speaks for it.

    Nothing is merged by likeness. Decide with recoupe judge same-name or different-name; what is
    decided is not listed again.
    """
    from recoupe.join.judgements import standing
    from recoupe.join.names import candidates
    from recoupe.model import to_json
    from recoupe.share.terminal import clean
    from recoupe.store import Library

    with Library(library, create=False) as kept:
        kept.refresh()
        judged, _ = standing(kept.judgements())
        found = candidates(kept.coded(), kept.accounts(), judged, kept.articles(language="ar"))
    for one in found:
        if as_json:
            click.echo(to_json(one))
            continue
        click.echo(f"{one.score:.2f}  {clean(_told(one.left))}  ·  {clean(_told(one.right))}")
        click.echo(f"      {one.why}")
        typed = f"{shlex.quote(one.left.name)} {shlex.quote(one.right.name)}"
        click.echo(f"      recoupe judge same-name {typed} --library {shlex.quote(library)} --why …")
    if not found and not as_json:
        click.echo(f"{library}: no two names that may be one and were not decided on")


def _told(written: Written) -> str:
    """A name as written, and how many articles have it; one of the lexicon alone is said to be so."""
    spelled = " / ".join(dict.fromkeys(written.spellings))
    where = counted(len(written.docs), "article") if written.docs else "lexicon"
    return f"{spelled} ({where})"
