"""Who may log in to a workbench that several use."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from recoupe.cli.talk import Talk

if TYPE_CHECKING:
    from recoupe.store.people import People

ROLES = ("reader", "analyst", "editor", "administrator")  # as recoupe.store.people has them
LIBRARY = click.option("--library", metavar="FILE", required=True, help="The library that they log in to.")
ROLE = click.Choice(ROLES)
GROUP = click.option("--group", "groups", multiple=True, metavar="@NAME", help="A group; again for more.")


@click.group(short_help="Who may log in to the workbench of a team.")
def user() -> None:
    """Users of `recoupe serve --team`: kept beside the library, in FILE.users, never in it.

    A password is asked for, or read as one line from standard input. docs/workbench.md tells what each
    role may do.
    """


def _people(library: str) -> People:
    from recoupe.store import Library
    from recoupe.store.people import People

    with Library(library, create=False) as kept:  # says so where it is no library
        return People(kept.path)


def _password() -> str:
    from recoupe.serve.passwords import digest_of

    if sys.stdin.isatty():
        return digest_of(click.prompt("Password", hide_input=True, confirmation_prompt=True))
    return digest_of(sys.stdin.readline().rstrip("\r\n"))


def _log(library: str, name: str, what: str) -> None:
    from recoupe.cli.judge import judge_of
    from recoupe.store import Library
    from recoupe.store.people import NAMED, plain

    with Library(library, create=False) as kept:
        kept.log("login", partner=judge_of(None), subject=NAMED + plain(name), detail=what)


@user.command()
@click.argument("name")
@LIBRARY
@click.option("--role", type=ROLE, default="reader", show_default=True, help="What they may do.")
@GROUP
def add(name: str, library: str, role: Any, groups: tuple[str, ...]) -> None:
    """Make NAME a user of the library's workbench; the password is asked for, or read from standard input."""
    people = _people(library)
    made = people.add(name, role, _password(), groups)
    _log(library, name, f"made, {role}")
    click.echo(f"{made.name}: {role}; logs in where recoupe serve --team --library {Path(library)} runs")


@user.command()
@click.argument("name")
@LIBRARY
@click.option("--role", type=ROLE, default=None, help="Another role than before.")
@GROUP
@click.option("--no-group", is_flag=True, help="In no group any more.")
@click.option("--password", "another", is_flag=True, help="Another password; it is asked for.")
def change(
    name: str, library: str, role: Any, groups: tuple[str, ...], no_group: bool, another: bool
) -> None:
    """Give the user NAME another role, other groups or another password; they must log in anew."""
    if not (role or groups or no_group or another):
        raise click.UsageError("What is to change? Give --role, --group, --no-group or --password.")
    if groups and no_group:
        raise click.UsageError("Give --group @NAME or --no-group, not both.")
    people = _people(library)
    made = people.change(
        name,
        role=role,
        digest=_password() if another else "",
        groups=groups if groups or no_group else None,
    )
    _log(library, name, f"now {made.standing}{', with another password' if another else ''}")
    click.echo(f"{made.name}: {made.standing}")


@user.command()
@click.argument("name")
@LIBRARY
def remove(name: str, library: str) -> None:
    """Take the user NAME away; what they judged keeps their name."""
    _people(library).remove(name)
    _log(library, name, "removed")
    click.echo(f"{name}: is no user any more")


@user.command("list")
@LIBRARY
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.pass_obj
def list_(talk: Talk, library: str, as_json: bool) -> None:
    """List the users of the library's workbench, with role and groups."""
    from recoupe.model import to_json

    found = _people(library).users()
    for one in found:
        click.echo(to_json(one._asdict()) if as_json else f"{one.name}: {one.standing}")
    if not found:
        talk.say(f"{library}: nobody can log in; recoupe user add NAME --role administrator makes a user")
