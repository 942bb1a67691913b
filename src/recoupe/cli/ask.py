"""Requests for information: ask, inbox, answer, close, reopen."""

from __future__ import annotations

from pathlib import Path

import click

from recoupe.cli.judge import BY, judge_of
from recoupe.cli.mark import LEVELS
from recoupe.cli.node import LIBRARY, keys_of
from recoupe.cli.talk import Talk, counted

RECORDS = click.option(
    "--records", multiple=True, metavar="ID", help="A record, account or article it is about; repeatable."
)


@click.command(short_help="Ask a partner a question.")
@click.argument("partner", required=False)
@click.argument("question", required=False)
@LIBRARY
@click.option(
    "--to",
    multiple=True,
    metavar="NAME",
    help="The partner, where it is not the first word; else this node or @group may see it too; repeatable.",
)
@click.option(
    "--tlp",
    "level",
    type=click.Choice(LEVELS, case_sensitive=False),
    metavar="LEVEL",
    default="AMBER+STRICT",
    show_default=True,
    help="How they are to handle it: a level of the Traffic Light Protocol 2.0.",
)
@RECORDS
@click.option("--by", "deadline", metavar="DATE", help="The day until which an answer is of use.")
@click.option("--from", "who", metavar="NAME", help="Who asks.  [default: as recoupe judge --by]")
@click.option("--private", metavar="FILE", help="Ask how many names of this file, one a line, they have too.")
@click.pass_obj
def ask(
    talk: Talk,
    partner: str | None,
    question: str | None,
    library: str,
    to: tuple[str, ...],
    level: str,
    records: tuple[str, ...],
    deadline: str | None,
    who: str | None,
    private: str | None,
) -> None:
    """Ask PARTNER the QUESTION; it goes with the next pack, and the answer comes with one of theirs.

    It is for PARTNER alone (AMBER+STRICT), unless --tlp and --to let others see it, as with recoupe mark.
    With --private, neither side shows its names: the answer is a number of possible hits.
    """
    from recoupe.share.exchange.ask import ask as keep
    from recoupe.share.exchange.nodes import find
    from recoupe.store import Library

    if to and question is None:
        # The first word is the question then, if there is one.
        (partner, *others), question = to, partner
        to = tuple(others)
    if partner is None or (question is None and private is None):
        raise click.UsageError("Ask a PARTNER a QUESTION, or --private FILE.")
    by, hidden, count = judge_of(who), "", 0
    with Library(library, create=False) as kept:
        other, key = find(kept, partner), keys_of(kept)
        if private is not None:
            from recoupe.share.exchange.private import check_rate, request, too_short

            check_rate(kept, other.node, ours=True)
            names = Path(private).read_text("utf-8").splitlines()
            hidden, count = request(key, names)
            if short := too_short(names):
                talk.say(f"{counted(short, 'name')} left out: fewer than four consonants tell nobody apart")
            question = question or "How many of these names do you have too?"
        id = keep(
            kept,
            key,
            other,
            question or "",
            about=records,
            deadline=deadline,
            by=by,
            private=hidden,
            count=count,
            level=level,  # type: ignore[arg-type]
            to=to,
        )
    about = f", about {count} names that it does not show" if count else ""
    click.echo(f"{id}: goes to {other.name} with the next pack{about}")


@click.command(short_help="List questions, ours and partners', and their answers.")
@LIBRARY
@click.option("--all", "every", is_flag=True, help="Also those that are closed.")
@click.option("--hits", is_flag=True, help="Work out the answers to private questions; needs the keys.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def inbox(library: str, every: bool, hits: bool, as_json: bool) -> None:
    """List the questions that partners asked and those we asked, with what was answered."""
    from recoupe.model import to_json
    from recoupe.share.exchange.ask import inbox as listed
    from recoupe.share.terminal import clean
    from recoupe.store import Library

    with Library(library, create=False) as kept:
        found = [asked for asked in listed(kept) if every or not asked.closed]
        numbers: dict[str, int | None] = {}
        if hits:
            from recoupe.share.exchange.private import hits as worked_out

            key = keys_of(kept)
            numbers = {asked.id: worked_out(key, asked) for asked in found if asked.ours and asked.names}
    for asked in found:
        if as_json:
            click.echo(to_json({"state": asked.state, "question": asked, "hits": numbers.get(asked.id)}))
            continue
        side = f"to {asked.partner}" if asked.ours else f"from {asked.partner}"
        until = (f", by {asked.deadline}" if asked.deadline else "") + f", TLP:{asked.level}"
        until += f", also for {', '.join(asked.readers)}" if asked.readers else ""
        hidden = f" [{asked.names} names, not shown]" if asked.names else ""
        about = f" ({', '.join(asked.about)})" if asked.about else ""
        click.echo(f"{asked.id} {asked.state} {side}{until}: {clean(asked.text)}{about}{hidden}")
        for reply in asked.replies:
            about = f" ({', '.join(reply.about)})" if reply.about else ""
            click.echo(f"  {reply.at[:10]} {clean(reply.by)}: {clean(reply.text)}{about}")
        if (number := numbers.get(asked.id)) is not None:
            click.echo(
                f"  {counted(number, 'possible hit')} of {asked.names}"
                + ("; make a request" if number else "")
            )
    if not found and not as_json:
        click.echo("no open question")


@click.command(short_help="Answer a partner's question.")
@click.argument("question")
@click.argument("text", required=False)
@LIBRARY
@RECORDS
@click.option("--private", is_flag=True, help="Answer a private question: how many hits, and no name.")
@BY
def answer(
    question: str, text: str | None, library: str, records: tuple[str, ...], private: bool, by: str | None
) -> None:
    """Answer the QUESTION (its id) with TEXT; it goes with the next pack.

    Records named are not sent by it: mark them for the partner if they may have them.
    """
    from recoupe.share.exchange.ask import answer as keep
    from recoupe.share.exchange.ask import one
    from recoupe.store import Library

    if not text and not private:
        raise click.UsageError("Give the answer as TEXT, or --private for a private question.")
    who = judge_of(by)
    hidden: tuple[str, ...] = ()
    with Library(library, create=False) as kept:
        key = keys_of(kept)
        if private:
            from recoupe.share.exchange.private import check_rate, response

            asked = one(kept, question)
            check_rate(kept, asked.node, ours=False)
            hidden = response(kept, asked)
            text = text or "The number can be worked out now; make a request for more."
        id = keep(kept, key, question, text or "", about=records, by=who, private=hidden)
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


@click.command(short_help="Open a question of ours again.")
@click.argument("question")
@LIBRARY
@click.option("--why", metavar="TEXT", default="not over yet", help="What the partner is told with it.")
@BY
def reopen(question: str, library: str, why: str, by: str | None) -> None:
    """Open the QUESTION (its id) again that was closed; the partner is told with the next pack."""
    from recoupe.share.exchange.ask import reopen as again
    from recoupe.store import Library

    who = judge_of(by)
    with Library(library, create=False) as kept:
        again(kept, keys_of(kept), question, why, who)
    click.echo(f"{question} is open again")
