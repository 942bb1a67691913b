"""``recoupe outlets``: who publishes, tells first and relays; how reliable a user holds each to be."""

from __future__ import annotations

from typing import Any

import click

from recoupe.cli.judge import BY, judge_of, judging_of, keep
from recoupe.cli.talk import Talk

# AJP-2.1: the first character of the Admiralty code.
LETTERS = {
    "A": "completely reliable",
    "B": "usually reliable",
    "C": "fairly reliable",
    "D": "not usually reliable",
    "E": "unreliable",
    "F": "reliability cannot be judged",
}


@click.group(invoke_without_command=True, short_help="Outlets: first reports, days behind, share relayed.")
@click.option("--library", metavar="FILE", help="The library whose outlets to list.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON list of outlets.")
@click.pass_context
def outlets(context: click.Context, library: str | None, as_json: bool) -> None:
    """List outlets: articles, accounts, how many it told first, how late the rest, what share it relays.

    First, lag and relayed speak of accounts that other outlets tell too; lag is the median of days behind
    the first report, over those it told later within a month. Reliability is set by you,
    with recoupe outlets set, and never guessed.
    """
    if context.invoked_subcommand:
        return
    if library is None:
        raise click.UsageError("Name a library with --library FILE.")
    from recoupe.join import ruled
    from recoupe.model import to_json
    from recoupe.share.outlets import outlets as of
    from recoupe.share.terminal import clean
    from recoupe.store import Library

    with Library(library, create=False) as kept:
        kept.refresh()
        articles, accounts, judgements = list(kept.articles()), kept.accounts(), kept.judgements()
    found = of(articles, accounts, ruled(judgements, (), ()).reliability)
    if as_json:
        click.echo(to_json(found, indent=1))
        return
    wide = max((len(clean(one.name)) for one in found), default=6)
    click.echo(f"{'outlet':{wide}}  articles  accounts  shared  first  lag (days)  relayed  reliability")
    for one in found:
        lag = "" if one.lag is None else f"{one.lag:g}"
        share = "" if one.relayed is None else f"{one.relayed:.0%}"
        letter = f"{one.reliability} {LETTERS[one.reliability]}" if one.reliability else "not set"
        click.echo(
            f"{clean(one.name):{wide}}  {one.articles:8}  {one.accounts:8}  {one.shared:6}  {one.first:5}  "
            f"{lag:>10}  {share:>7}  {letter}" + (f" ({one.by}: {one.why})" if one.reliability else "")
        )


@outlets.command("set")
@click.argument("outlet")
@click.argument("letter", type=click.Choice(list(LETTERS), case_sensitive=False), metavar="LETTER")
@click.option("--library", metavar="FILE", required=True, help="The library that keeps the letter.")
@click.option("--why", metavar="TEXT", required=True, help="The reason, shown beside the letter.")
@BY
@click.pass_obj
def set_(talk: Talk, outlet: str, letter: Any, library: str, why: str, by: str | None) -> None:
    """Say how reliable OUTLET is: A completely, B usually, C fairly, D not usually, E not, F unknown.

    LETTER is shown beside the grades of what the outlet tells; it changes no grade. recoupe judge undo
    takes it back.
    """
    from recoupe.store import Library

    who = judge_of(by)
    with Library(library, create=False) as kept:
        keep(talk, kept, judging_of(kept).reliability(outlet, letter, who, why))
