"""Nodes: this library's own, and those it trusts."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from recoupe.cli.talk import Talk, counted

if TYPE_CHECKING:
    from recoupe.share.exchange.keys import Key
    from recoupe.store import Library

_NUMBER = click.IntRange(min=1)
LIBRARY = click.option("--library", metavar="FILE", required=True, help="The library that is the node.")


def keys_of(library: Library) -> Key:
    """The node's keys, the passphrase asked for where there is one."""
    from recoupe.share.exchange.nodes import asks_passphrase, load_key

    given = click.prompt("Passphrase", hide_input=True, err=True) if asks_passphrase(library) else None
    return load_key(library, given)


@click.group(short_help="Make a library a node, and say which nodes it trusts.")
def node() -> None:
    """A node is a library with keys of its own: it signs what it sends, and opens what is sealed to it.

    docs/sharing.md tells how two nodes exchange.
    """


@node.command()
@LIBRARY
@click.option("--name", required=True, metavar="NAME", help="What partners will read as its name.")
@click.option("--passphrase", is_flag=True, help="Ask for a passphrase (or take RECOUPE_PASSPHRASE).")
def init(library: str, name: str, passphrase: bool) -> None:
    """Make keys for a library, in a file beside it that only you may read."""
    from recoupe.share.exchange.nodes import init as make
    from recoupe.share.exchange.nodes import key_path
    from recoupe.store import Library

    secret = os.environ.get("RECOUPE_PASSPHRASE", "") if passphrase else ""
    if passphrase and not secret:
        secret = click.prompt("Passphrase", hide_input=True, confirmation_prompt=True, err=True)
    with Library(library) as kept:
        card = make(kept, name, secret)
        click.echo(f"{library} is the node {card.name}, {card.fingerprint}")
        click.echo(f"its keys are in {key_path(kept.path)}: keep a copy, and show it to nobody")


@node.command()
@LIBRARY
@click.option("--out", metavar="FILE", help="The file to write the card to; - prints it.")
def show(library: str, out: str | None) -> None:
    """Show the node's public card; partners need it in a file, and the fingerprint by another way."""
    from recoupe.model import to_json
    from recoupe.share.exchange.canonical import canonical
    from recoupe.share.exchange.nodes import own_card
    from recoupe.store import Library

    with Library(library, create=False) as kept:
        card = own_card(kept)
    if out == "-":
        click.echo(to_json(card))
        return
    click.echo(f"{card.name}, {card.node}\nfingerprint {card.fingerprint}")
    if out:
        Path(out).write_bytes(canonical(card) + b"\n")
        click.echo(f"card written to {out}")


@node.command()
@click.argument("file")
@LIBRARY
@click.option("--as", "name", metavar="NAME", default="", help="What to call it here, if not its own name.")
@click.option("--group", "groups", multiple=True, metavar="@GROUP", help="A group it is in; again for more.")
@click.option(
    "--client-of",
    multiple=True,
    metavar="NODE",
    help="Whose client it is: us, a trusted node or a @group; again for more.",
)
@click.option(
    "--patron/--no-patron", default=None, help="We are a client of it: take in what it passes to clients."
)
@click.option("--most", type=_NUMBER, metavar="N", help="Most records of it kept here.  [default: 1,000,000]")
@click.option(
    "--most-mb", type=_NUMBER, metavar="N", help="Most megabytes of records kept here.  [default: 10,000]"
)
@click.option(
    "--most-at-once",
    type=click.IntRange(1, 250_000),
    metavar="N",
    help="Most records in one pack or page.  [default: 250,000]",
)
@click.option("--fingerprint", metavar="LETTERS", help="Refuse the card unless it has this fingerprint.")
def trust(
    file: str,
    library: str,
    name: str,
    groups: tuple[str, ...],
    client_of: tuple[str, ...],
    patron: bool | None,
    most: int | None,
    most_mb: int | None,
    most_at_once: int | None,
    fingerprint: str | None,
) -> None:
    """Trust the node whose card is in FILE: exchange with it from now on.

    Compare the fingerprint with the partner by another way than the card came. What is AMBER goes to the
    clients of whom it is released to (TLP 2.0); what is AMBER+STRICT does not. --client-of "" says that it is
    nobody's client any more. What it brings beyond --most, --most-mb or --most-at-once is refused as a whole.
    """
    from recoupe.errors import NodeError
    from recoupe.share.exchange.keys import read_card
    from recoupe.share.exchange.nodes import names, standing
    from recoupe.share.exchange.nodes import trust as keep
    from recoupe.store import Library

    raw = Path(file).read_bytes()
    card = read_card(raw, file)
    if fingerprint is not None and "".join(fingerprint.split()).lower() != card.node.removeprefix("n-"):
        raise NodeError(f"{file}: has the fingerprint {card.fingerprint}, not that one; do not trust it")
    with Library(library, create=False) as kept:
        of = tuple(filter(None, client_of)) if client_of else None
        partner = keep(
            kept, raw, file, name=name, groups=groups, client_of=of, patron=patron, at_once=most_at_once,
            most=most, most_mb=most_mb,
        )  # fmt: skip
        with kept.reading() as connection:
            what = standing(partner, names(connection))
    click.echo(f"{partner.name} is trusted{what}; fingerprint {card.fingerprint}")


@node.command()
@click.argument("name")
@LIBRARY
@click.option("--why", metavar="TEXT", default="", help="The reason, kept in the log.")
def untrust(name: str, library: str, why: str) -> None:
    """Exchange nothing more with the node NAME: its packs are refused and its token is void.

    What it sent before stays, shown as its own. What was sent to it cannot be fetched back by this:
    recall it first where it should be.
    """
    from recoupe.share.exchange.nodes import find
    from recoupe.share.exchange.nodes import untrust as drop
    from recoupe.store import Library

    with Library(library, create=False) as kept:
        partner = find(kept, name)
        drop(kept, partner, why)
    click.echo(f"{partner.name} is no longer trusted; recoupe node trust FILE with its card undoes that")


@node.command("list")
@LIBRARY
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def list_(library: str, as_json: bool) -> None:
    """List the nodes that the library trusts, with their groups."""
    import msgspec

    from recoupe.model import to_json
    from recoupe.share.exchange.keys import Card
    from recoupe.share.exchange.nodes import names, standing
    from recoupe.store import Library
    from recoupe.store import exchange as rows

    with Library(library, create=False) as kept, kept.reading() as connection:
        found, known = rows.partners(connection), names(connection)
        former = rows.former(connection)
        brought = {one.node: rows.brought(connection, one.node).records for one in found}
    for one in found:
        card = msgspec.json.decode(one.card, type=Card)
        if as_json:
            told: dict[str, object] = {
                "name": one.name,
                "node": one.node,
                "groups": one.groups,
                "since": one.at,
                "url": one.url,
            }
            told |= {"client_of": one.client_of, "patron": one.patron, "records": brought[one.node]}
            click.echo(to_json(told | {"most": one.most, "most_mb": one.most_mb, "at_once": one.at_once}))
            continue
        within = standing(one, known).removeprefix(", ")
        since, sent = f"since {one.at[:10]}", counted(brought[one.node], "record")
        click.echo(" · ".join(filter(None, (one.name, card.fingerprint, within, since, sent))))
    if as_json:
        return
    for id, called in former.items():
        click.echo(f"{called} · {id} · no longer trusted")
    if not found:
        click.echo(
            f"{library}: no node is trusted{'' if former else ' yet'}; recoupe node trust FILE adds one"
        )


@node.command()
@click.argument("name")
@LIBRARY
@click.option("--revoke", is_flag=True, help="Make the token void, and no new one.")
@click.pass_obj
def token(talk: Talk, name: str, library: str, revoke: bool) -> None:
    """Make a token for the partner NAME to show at this node's server, and print it once.

    An earlier one is void from then on, at a server that is running too.
    """
    from recoupe.share.exchange.nodes import find
    from recoupe.share.exchange.nodes import revoke as make_void
    from recoupe.share.exchange.nodes import token as make
    from recoupe.store import Library

    with Library(library, create=False) as kept:
        if revoke:
            make_void(kept, find(kept, name))
            click.echo(f"{name}: its token is void")
            return
        click.echo(make(kept, find(kept, name)))
    talk.say("it is not kept here and not shown again; hand it to the partner by a safe way")


@node.command()
@click.argument("name")
@click.argument("url")
@LIBRARY
def connect(name: str, url: str, library: str) -> None:
    """Keep that the server of the partner NAME is at URL, with the token they gave (asked for)."""
    from recoupe.share.exchange.nodes import connect as keep
    from recoupe.share.exchange.nodes import find
    from recoupe.store import Library

    secret = os.environ.get("RECOUPE_TOKEN") or click.prompt("Token", hide_input=True, err=True)
    with Library(library, create=False) as kept:
        keep(kept, find(kept, name), url.rstrip("/"), secret.strip())
    click.echo(f"{name}: its server is {url}; recoupe share pull --from {name} asks it")
