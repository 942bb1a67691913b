"""Requests for information: ask, inbox, answer, close."""

from __future__ import annotations

import click

from recoupe.cli.judge import BY, judge_of
from recoupe.cli.node import LIBRARY, keys_of

RECORDS = click.option(
    "--records", multiple=True, metavar="ID", help="A record, account or article it is about; repeatable."
)


@click.command(short_help="Ask a partner a question.")
@click.argument("partner")
@click.argument("question")
@LIBRARY
@RECORDS
@click.option("--by", "deadline", metavar="DATE", help="The day until which an answer is of use.")
@click.option("--from", "who", metavar="NAME", help="Who asks.  [default: as recoupe judge --by]")
def ask(
    partner: str, question: str, library: str, records: tuple[str, ...], deadline: str | None, who: str | None
) -> None:
    """Ask PARTNER the QUESTION; it goes with the next pack, and the answer comes with one of theirs."""
    from recoupe.share.exchange.ask import ask as keep
    from recoupe.share.exchange.nodes import find
    from recoupe.store import Library

    by = judge_of(who)
    with Library(library, create=False) as kept:
        other = find(kept, partner)
        id = keep(kept, keys_of(kept), other, question, about=records, deadline=deadline, by=by)
    click.echo(f"{id}: goes to {other.name} with the next pack")


@click.command(short_help="List questions, ours and partners', and their answers.")
@LIBRARY
@click.option("--all", "every", is_flag=True, help="Also those that are closed.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def inbox(library: str, every: bool, as_json: bool) -> None:
    """List the questions that partners asked and those we asked, with what was answered."""
    from recoupe.model import to_json
    from recoupe.share.exchange.ask import inbox as listed
    from recoupe.share.terminal import clean
    from recoupe.store import Library

    with Library(library, create=False) as kept:
        found = [asked for asked in listed(kept) if every or not asked.closed]
    for asked in found:
        if as_json:
            click.echo(to_json({"state": asked.state, "question": asked}))
            continue
        side = f"to {asked.partner}" if asked.ours else f"from {asked.partner}"
        until = f", by {asked.deadline}" if asked.deadline else ""
        hidden = f" [{asked.names} names, not shown]" if asked.names else ""
        about = f" ({', '.join(asked.about)})" if asked.about else ""
        click.echo(f"{asked.id} {asked.state} {side}{until}: {clean(asked.text)}{about}{hidden}")
        for reply in asked.replies:
            about = f" ({', '.join(reply.about)})" if reply.about else ""
            click.echo(f"  {reply.at[:10]} {clean(reply.by)}: {clean(reply.text)}{about}")
    if not found and not as_json:
        click.echo("no open question")


@click.command(short_help="Answer a partner's question.")
@click.argument("question")
@click.argument("text")
@LIBRARY
@RECORDS
@BY
def answer(question: str, text: str, library: str, records: tuple[str, ...], by: str | None) -> None:
    """Answer the QUESTION (its id) with TEXT; it goes with the next pack.

    Records named are not sent by it: mark them for the partner if they may have them.
    """
    from recoupe.share.exchange.ask import answer as keep
    from recoupe.store import Library

    who = judge_of(by)
    with Library(library, create=False) as kept:
        id = keep(kept, keys_of(kept), question, text, about=records, by=who)
    click.echo(f"{id}: goes with the next pack")


@click.command(short_help="Close a question of ours.")
@click.argument("question")
@LIBRARY
@click.option("--why", "text", metavar="TEXT", default="thank you", help="What the partner is told with it.")
@BY
def close(question: str, library: str, text: str, by: str | None) -> None:
    """Close the QUESTION (its id); the partner is told with the next pack."""
    from recoupe.share.exchange.ask import close as end
    from recoupe.store import Library

    who = judge_of(by)
    with Library(library, create=False) as kept:
        end(kept, keys_of(kept), question, text, who)
    click.echo(f"{question} is closed")
