"""``recoupe share``: packs made, previewed and opened; recall, and who holds what."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from recoupe.cli.judge import BY, judge_of
from recoupe.cli.node import LIBRARY, keys_of
from recoupe.cli.talk import Talk, counted

if TYPE_CHECKING:
    from recoupe.share.exchange.collect import Going

TO = click.option("--to", "partner", metavar="PARTNER", required=True, help="The node that it is for.")
JSON = click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
AGAIN = click.option(
    "--again", is_flag=True, help="Also what was sent before and never confirmed by a receipt."
)
_REMARKS = 20  # printed of a pack; --json has them all
# What STIX tools, which confirm nothing, have of a record (recalled or not).
_FETCHED = {
    (False, "present"): "it as it is",
    (False, "earlier"): "an earlier version, and have not asked since",
    (True, "present"): "the recall",
    (True, "earlier"): "it, and have not asked since it was recalled",
}


@click.group(short_help="Exchange with partners: pack, preview, open, recall, status.")
def share() -> None:
    """Exchange records with the nodes that this library trusts.

    docs/sharing.md tells how, from the first card to a recall.
    """


@share.command()
@LIBRARY
@TO
@click.option("--out", metavar="FILE", required=True, help="The file to write the pack to.")
@click.option("--encrypt", is_flag=True, help="Seal it, so that the partner alone can open it.")
@AGAIN
@JSON
def pack(library: str, partner: str, out: str, encrypt: bool, again: bool, as_json: bool) -> None:
    """Write what is new for a partner to one signed file: only what they may see and do not have."""
    from recoupe.cli.output import check_writable
    from recoupe.model import to_json
    from recoupe.share.exchange.desk import pack as make
    from recoupe.share.exchange.nodes import find
    from recoupe.store import Library

    check_writable(Path(out))
    with Library(library, create=False) as kept:
        other = find(kept, partner)
        done = make(kept, keys_of(kept), other, Path(out), encrypt=encrypt, again=again)
    if as_json:
        going = [] if done is None else done[1].going
        told = {"pack": None if done is None else done[0].id, "to": other.name, "out": out if done else None}
        click.echo(to_json(told | {"records": _kinds(going)}, indent=1))
    elif done is None:
        click.echo(f"nothing new for {other.name}; no file was written")
    else:
        click.echo(f"{done[0].id} for {other.name}, its number {done[0].sequence}, in {out}")
        click.echo(_listed(_kinds(done[1].going)))


@share.command()
@LIBRARY
@TO
@AGAIN
@click.option("--records", "show_records", is_flag=True, help="Name every record, not only how many.")
@JSON
def preview(library: str, partner: str, again: bool, show_records: bool, as_json: bool) -> None:
    """Show what a pack would hold: what the partner will see, what is held back and why.

    Then what of it a tool that knows only STIX 2.1 will drop.
    """
    from recoupe.model import to_json
    from recoupe.share.exchange.desk import STIX_DROPS
    from recoupe.share.exchange.desk import preview as look
    from recoupe.share.exchange.nodes import find
    from recoupe.store import Library

    with Library(library, create=False) as kept:
        other = find(kept, partner)
        found = look(kept, keys_of(kept), other, again)
    kinds = _kinds(found.going)
    back = [{"kind": k, "why": why, "count": n} for (k, why), n in sorted(found.back.items())]
    if as_json:
        told = {"to": other.name, "sees": kinds, "held_back": back}
        told |= {"stix_only_drops": {kind: STIX_DROPS[kind] for kind in kinds}}
        if show_records:
            told |= {"records": [_told(one) for one in found.going]}
        click.echo(to_json(told, indent=1))
        return
    click.echo(f"{other.name} will get: {_listed(kinds) if kinds else 'nothing new'}")
    if show_records:
        for one in found.going:
            click.echo("  " + " · ".join(str(part) for part in _told(one).values() if part))
    for row in back:
        click.echo(f"held back: {row['count']} {row['kind']}: {row['why']}")
    for kind in kinds:
        click.echo(f"a tool that knows STIX only drops of each {kind}: {STIX_DROPS[kind]}")


@share.command("open")
@click.argument("file")
@LIBRARY
@JSON
@click.pass_obj
def open_(talk: Talk, file: str, library: str, as_json: bool) -> None:
    """Check the pack in FILE and take it in, whole or not at all; opened again, it changes nothing.

    Articles join ours and are cross-checked; accounts, grades and judgements stay the partner's.
    """
    from recoupe.errors import PackError
    from recoupe.model import to_json
    from recoupe.share.exchange.desk import open_pack
    from recoupe.store import Library

    raw = Path(file).read_bytes()
    with Library(library, create=False) as kept:
        try:
            sender, made, outcome = open_pack(kept, keys_of(kept), raw)
        except PackError as error:
            raise PackError(f"{file}: refused: {error}; nothing was taken in") from None
    if as_json:
        told = {"pack": made.id, "from": sender.name, "number": made.sequence}
        click.echo(to_json(told | {"records": outcome.counts, "remarks": outcome.remarks}, indent=1))
        return
    click.echo(f"{made.id} from {sender.name}, their number {made.sequence}: {outcome.told()}")
    say_remarks(talk, outcome.remarks)


@share.command()
@click.argument("thing")
@LIBRARY
@click.option("--why", metavar="TEXT", required=True, help="The reason, told to every holder.")
@JSON
def recall(thing: str, library: str, why: str, as_json: bool) -> None:
    """Take THING back for good: an article, an account (A-…), a judgement's number, or a record (r-…).

    Every holder gets a signed tombstone with the next pack, and confirms it; share status shows who has.
    """
    from recoupe.model import to_json
    from recoupe.share.exchange.desk import recall as take_back
    from recoupe.store import Library

    with Library(library, create=False) as kept:
        id, holders = take_back(kept, keys_of(kept), thing, why)
    if as_json:
        click.echo(to_json({"record": id, "holders": holders}, indent=1))
    else:
        by = f"held by {', '.join(holders)}: pack for each of them" if holders else "held by nobody"
        click.echo(f"{thing} ({id}) is recalled; {by}")


@share.command()
@click.argument("thing")
@LIBRARY
@JSON
def status(thing: str, library: str, as_json: bool) -> None:
    """Show who holds THING, which version they were sent, and which they confirmed."""
    from recoupe.model import to_json
    from recoupe.share.exchange.holders import status as look
    from recoupe.store import Library

    with Library(library, create=False) as kept:
        found = look(kept, thing)
    if as_json:
        click.echo(to_json(found, indent=1))
        return
    by = f"by {found.originator}" + (f" via {found.via}" if found.via not in ("", found.originator) else "")
    click.echo(f"{found.id}: {found.kind}, version {found.version}, {found.state}, {by} on {found.at[:10]}")
    if found.note:
        click.echo(found.note)
    if found.receipt:
        done = "was sent to" if found.receipt == "sent" else "goes with the next pack to"
        click.echo(f"our receipt for it {done} {found.via}")
    for one in found.holders:
        told = []
        if one.sent or one.confirmed:
            done = "confirmed" if one.confirmed >= found.version else "not confirmed yet"
            told.append(f"sent version {one.sent or '–'}, {done}")
        if one.stix:
            told.append("its STIX tools fetched " + _FETCHED[found.state == "recalled", one.stix])
        click.echo(f"{one.partner}: {'; '.join(told)}")
    if not found.holders:
        click.echo("nobody else holds it")


@share.command("list")
@LIBRARY
@click.option("--from", "partner", metavar="PARTNER", help="Only what came from this node, or is by it.")
@click.option("--kind", metavar="KIND", help="Only this kind: article, account, judgement or note.")
@JSON
def list_(library: str, partner: str | None, kind: str | None, as_json: bool) -> None:
    """List what partners sent: theirs, shown as theirs, and never applied here."""
    from recoupe.model import to_json
    from recoupe.share.exchange.holders import theirs
    from recoupe.share.exchange.nodes import find, names
    from recoupe.share.exchange.telling import told
    from recoupe.store import Library

    with Library(library, create=False) as kept:
        found = theirs(kept, find(kept, partner) if partner else None, kind)
        with kept.reading() as connection:
            known = names(connection)
    for row, record in found:
        by = known.get(row.originator, row.originator)
        via = "" if row.via == row.originator else f" via {known.get(row.via, row.via)}"
        if as_json:
            line = {"by": by, "via": known.get(row.via, row.via), "note": row.note, "record": record}
            click.echo(to_json(line))
            continue
        click.echo(f"{row.id} {row.kind} v{row.version} {row.state} · {by}{via} · {told(record)}")


@share.command()
@click.argument("text")
@LIBRARY
@click.option("--about", multiple=True, metavar="THING", help="What it is about; may be repeated.")
@BY
def note(text: str, library: str, about: tuple[str, ...], by: str | None) -> None:
    """Keep the note TEXT; it stays in the house until recoupe mark releases it."""
    from recoupe.share.exchange.remarks import note as keep
    from recoupe.store import Library

    who = judge_of(by)
    with Library(library, create=False) as kept:
        id = keep(kept, keys_of(kept), text, about, who)
    click.echo(f"{id}: kept in the house; recoupe mark {id} --library {library} --to PARTNER releases it")


def say_remarks(talk: Talk, remarks: list[str]) -> None:
    """What there is to say about what came in, as far as a person reads it at once."""
    for remark in remarks[:_REMARKS]:
        talk.say(remark)
    if (more := len(remarks) - _REMARKS) > 0:
        talk.say(f"and {more} more remarks; recoupe share list shows what there is of theirs now")


def _kinds(going: list[Going]) -> dict[str, int]:
    return dict(sorted(Counter(one.kind for one in going).items()))


def _listed(kinds: dict[str, int]) -> str:
    return ", ".join(counted(n, kind) for kind, n in kinds.items())


def _told(one: Going) -> dict[str, object]:
    import msgspec

    from recoupe.share.exchange.telling import told
    from recoupe.share.exchange.wire import Record

    record = msgspec.json.decode(one.line, type=Record)
    state = "" if record.state == "live" else record.state
    return {
        "id": one.id,
        "kind": one.kind,
        "version": one.version,
        "state": state,
        "what": told(record),
        "changed": ", ".join(record.changed),
    }
