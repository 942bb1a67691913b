"""Judgements: what a person decides, added to a library and honoured from then on."""

from __future__ import annotations

import getpass
import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from recoupe.cli.talk import Talk, counted

if TYPE_CHECKING:
    from recoupe.join.judging import Judging
    from recoupe.model import Judgement
    from recoupe.store import Library

_TOLD = 8  # accounts named after a judgement; one of an outlet may bear on hundreds
F = TypeVar("F", bound=Callable[..., Any])

LIBRARY = click.option(
    "--library", metavar="FILE", required=True, help="The library whose accounts are judged."
)
BY = click.option(
    "--by", metavar="NAME", help="Who judges.  [default: RECOUPE_BY, or the name you are logged in by]"
)
WHY = click.option("--why", metavar="TEXT", default="", help="The reason, shown wherever it has an effect.")
NEEDED = click.option(
    "--why", metavar="TEXT", required=True, help="The reason, shown wherever it has an effect."
)


def _options(why: Callable[[F], F]) -> Callable[[F], F]:
    return lambda command: LIBRARY(BY(why(command)))


def judge_of(by: str | None) -> str:
    """Who judges: ``--by``, the environment, or the user of the machine."""
    name = by or os.environ.get("RECOUPE_BY")
    if name:
        return " ".join(name.split())
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        raise click.UsageError("Who judges? Give --by NAME, or set RECOUPE_BY.") from None


def judging_of(library: Library) -> Judging:
    """What can be judged in a library, its accounts made anew where they are stale."""
    from recoupe.join.judging import Judging

    library.refresh()
    articles, coded, accounts = list(library.articles()), list(library.coded()), library.accounts()

    def listing() -> list[str]:
        from recoupe.share.brief import brief
        from recoupe.share.brief import listing as of_brief

        return of_brief(brief(articles, coded, (), accounts, library.ledgers()))

    return Judging(articles, coded, accounts, listing)


def keep(talk: Talk, library: Library, judgement: Judgement) -> None:
    """Add a judgement, make the accounts anew, and tell what became of it."""
    kept = library.judge(judgement)
    library.refresh()
    state = library.judgement_states().get(kept.number, "in force")
    talk.tell(f"judgement {kept.number}: {kept.verdict}: {kept.about}" + _unless_in_force(state))
    for number, other in library.judgement_states().items():
        if number < kept.number and str(kept.number) in other.rpartition("gives way to ")[2].split(", "):
            talk.tell(f"judgement {number} {other}")
    touched = [a for a in library.accounts() if any(one.number == kept.number for one in a.judged)]
    for account in touched[:_TOLD]:
        size = counted(len(account.statements), "statement")
        talk.tell(f"account {account.id}: {size}, grade {account.grade}")
    if len(touched) > _TOLD:
        talk.tell(f"and {counted(len(touched) - _TOLD, 'account')} more")


def _unless_in_force(state: str) -> str:
    return "" if state == "in force" else f" ({state})"


@click.group(short_help="Judge: same, different, relays, wrong, a grade; undo and list.")
def judge() -> None:
    """Decide what the cross-check cannot: judgements are kept with who, when and why, and never edited.

    Every later recomputation honours them, also after the articles were read or coded anew.
    docs/judging.md tells how.
    """


@judge.command()
@click.argument("a")
@click.argument("b")
@_options(NEEDED)
@click.pass_obj
def same(talk: Talk, a: str, b: str, library: str, by: str | None, why: str) -> None:
    """A and B are the same: accounts by id or number, or statements as ARTICLE:START-END."""
    _pair(talk, "same", a, b, library, by, why)


@judge.command()
@click.argument("a")
@click.argument("b")
@_options(NEEDED)
@click.pass_obj
def different(talk: Talk, a: str, b: str, library: str, by: str | None, why: str) -> None:
    """A and B are not the same: accounts by id or number, or statements as ARTICLE:START-END.

    Of an account and one of its statements, the statement is taken out.
    """
    _pair(talk, "different", a, b, library, by, why)


def _pair(talk: Talk, verdict: Any, a: str, b: str, library: str, by: str | None, why: str) -> None:
    from recoupe.store import Library

    who = judge_of(by)
    with Library(library, create=False) as kept:
        keep(talk, kept, judging_of(kept).pair(verdict, a, b, who, why))


@judge.command()
@click.argument("a")
@click.argument("b")
@_options(NEEDED)
@click.pass_obj
def relays(talk: Talk, a: str, b: str, library: str, by: str | None, why: str) -> None:
    """A relays B: an article or outlet relays an article, an outlet or an agency; they are one origin."""
    from recoupe.store import Library

    who = judge_of(by)
    with Library(library, create=False) as kept:
        keep(talk, kept, judging_of(kept).relays(a, b, who, why))


@judge.command()
@click.argument("account")
@click.argument("field")
@click.option("--value", metavar="TEXT", help="Which value, as recoupe why shows it, where it has several.")
@_options(NEEDED)
@click.pass_obj
def wrong(
    talk: Talk, account: str, field: str, value: str | None, library: str, by: str | None, why: str
) -> None:
    """A value of FIELD in ACCOUNT is wrong: it is set aside, shown, and held against no other.

    ACCOUNT may also be one statement, ARTICLE:START-END. FIELD is what, value, when, where, actors,
    recipients or status.
    """
    from recoupe.store import Library

    who = judge_of(by)
    with Library(library, create=False) as kept:
        keep(talk, kept, judging_of(kept).wrong(account, field, value, who, why))


@judge.command()
@click.argument("account")
@click.argument("grade", type=click.IntRange(1, 6), metavar="N")
@_options(NEEDED)
@click.pass_obj
def grade(talk: Talk, account: str, grade: int, library: str, by: str | None, why: str) -> None:
    """ACCOUNT is of grade N (1 confirmed to 6 cannot be judged), whatever the rule gives."""
    from recoupe.store import Library

    who = judge_of(by)
    with Library(library, create=False) as kept:
        keep(talk, kept, judging_of(kept).grade(account, grade, who, why))


@judge.command("same-name")
@click.argument("a")
@click.argument("b")
@_options(NEEDED)
@click.pass_obj
def same_name(talk: Talk, a: str, b: str, library: str, by: str | None, why: str) -> None:
    """A and B, as written or by id, name one person or body (recoupe names lists candidates)."""
    _names(talk, "same-name", a, b, library, by, why)


@judge.command("different-name")
@click.argument("a")
@click.argument("b")
@_options(NEEDED)
@click.pass_obj
def different_name(talk: Talk, a: str, b: str, library: str, by: str | None, why: str) -> None:
    """A and B, as written or by id, name two persons or bodies: they are not offered again."""
    _names(talk, "different-name", a, b, library, by, why)


def _names(talk: Talk, verdict: Any, a: str, b: str, library: str, by: str | None, why: str) -> None:
    from recoupe.store import Library

    who = judge_of(by)
    with Library(library, create=False) as kept:
        keep(talk, kept, judging_of(kept).names(verdict, a, b, who, why))


@judge.command()
@click.argument("number", type=click.IntRange(min=1), metavar="N")
@_options(WHY)
@click.pass_obj
def undo(talk: Talk, number: int, library: str, by: str | None, why: str) -> None:
    """Take judgement N back; the undoing is kept too, and can itself be undone."""
    from recoupe.join.judging import undoing
    from recoupe.store import Library

    who = judge_of(by)
    with Library(library, create=False) as kept:
        keep(talk, kept, undoing(number, who, why))


@judge.command("list")
@LIBRARY
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line, for recoupe judge import.")
@click.pass_obj
def list_(talk: Talk, library: str, as_json: bool) -> None:
    """Every judgement with who, when and why, and whether it is in force, undone, or applies no longer."""
    import json

    from recoupe.model import to_json
    from recoupe.store import Library

    with Library(library, create=False) as kept:
        kept.refresh()
        judgements, states = kept.judgements(), kept.judgement_states()
    for one in judgements:
        state = states.get(one.number, "in force")
        if as_json:
            click.echo(json.dumps(json.loads(to_json(one)) | {"state": state}, ensure_ascii=False))
            continue
        click.echo(f"{one.number:>4}  {one.at[:16].replace('T', ' ')}  {one.by}: {one.verdict}: {one.about}")
        if one.why:
            click.echo(f"      {one.why}")
        if state != "in force":
            click.echo(f"      {state}")
    if not judgements and not as_json:
        click.echo(f"{library}: nothing was judged yet")


@judge.command("import")
@click.argument("file")
@LIBRARY
@click.pass_obj
def import_(talk: Talk, file: str, library: str) -> None:
    """Add the judgements of FILE, as recoupe judge list --json wrote them; those it has are passed over."""
    from recoupe.store import Library

    try:
        lines = Path(file).read_bytes().splitlines()
    except OSError as error:
        talk.fail(f"{file}: cannot be read ({error.strerror}); check the name and the permissions")
        return
    with Library(library, create=False) as kept:
        added = _taken_in(kept, file, lines, talk)
        kept.refresh()
        states = kept.judgement_states()
    talk.tell(f"{counted(len(added), 'judgement')} added")
    for number in added:
        if (state := states.get(number, "in force")) != "in force":
            talk.tell(f"judgement {number} {state}")


def _taken_in(library: Library, file: str, lines: list[bytes], talk: Talk) -> list[int]:
    """The numbers of the judgements added; an undoing follows what it undoes to its number here."""
    import msgspec
    from msgspec.structs import replace

    from recoupe.model import Judgement

    here = {replace(one, number=0): one.number for one in library.judgements()}
    number_of: dict[int, int] = {}
    added = []
    for n, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            one = msgspec.json.decode(line, type=Judgement)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            told = str(error).split("\n", 1)[0]
            talk.fail(f"{file}, line {n}: is no judgement ({told}); write it with recoupe judge list --json")
            continue
        bare = replace(one, number=0)
        if one.undoes is not None:
            if one.undoes not in number_of:
                talk.fail(f"{file}, line {n}: undoes judgement {one.undoes}, which is not before it")
                continue
            undoes = number_of[one.undoes]
            bare = replace(bare, undoes=undoes, about=f"judgement {undoes}")
        if bare not in here:
            here[bare] = library.judge(bare).number
            added.append(here[bare])
        number_of[one.number] = here[bare]
    return added
