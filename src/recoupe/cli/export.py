"""Accounts and their evidence, in the form another tool reads."""

from __future__ import annotations

import os
import shutil
from glob import escape
from pathlib import Path
from typing import TYPE_CHECKING

import click

from recoupe.cli.output import check_writable
from recoupe.cli.talk import Talk, counted
from recoupe.errors import OutputError

if TYPE_CHECKING:
    from recoupe.share.words import Lang

# As recoupe.share.export has them, which is not loaded for --help; a test compares the two.
FORMATS = ("jsonl", "csv", "parquet", "polecat", "acled", "ftm", "stix", "misp", "claim", "geojson", "md",
"docx", "pdf")  # fmt: skip


@click.command(short_help="Hand on a library in the form another tool reads.")
@click.option("--library", metavar="FILE", required=True, help="The library to export from.")
@click.option("--format", "name", type=click.Choice(FORMATS), required=True, help="What the receiver reads.")
@click.option(
    "--filter",
    "filters",
    multiple=True,
    metavar="KEY=VALUE",
    help="Only accounts for which this holds; again for more. KEY: from, to, country, body, kind, type, "
    "measure, outlet, grade, origins, status, language.",
)
@click.option("--out", metavar="PATH", required=True, help="The file to write; for csv and parquet a folder.")
@click.option(
    "--to",
    "reader",
    metavar="NAME",
    help="Who will read it: a trusted node, or own for your own house.  [default: anyone]",
)
@click.option(
    "--lang",
    type=click.Choice(["en", "fr"]),
    default="en",
    show_default=True,
    help="The language of md, docx and pdf.",
)
@click.option("--losses", "show_losses", is_flag=True, help="Print what the format could not hold.")
@click.option("--unmask", is_flag=True, help="Show private persons by name; needs --why, and is logged.")
@click.option("--why", metavar="TEXT", help="Why private persons are shown; kept in the log.")
@click.option("--json", "as_json", is_flag=True, help="Print what was done as one JSON object.")
@click.pass_obj
def export(
    talk: Talk,
    library: str,
    name: str,
    filters: tuple[str, ...],
    out: str,
    reader: str | None,
    lang: Lang,
    show_losses: bool,
    unmask: bool,
    why: str | None,
    as_json: bool,
) -> None:
    """Export accounts with their quotes, offsets and hashes, so that the receiver can verify them.

    Only what the reader may see goes out (docs/sharing.md). Private persons stand under a pseudonym
    made anew for each export, in quotes and titles too. What a format cannot hold is counted;
    --losses lists it. Each export is logged in the library. docs/export.md tells what is in each.
    """
    if unmask != bool(why and why.strip()):
        raise click.UsageError("Give --unmask and --why TEXT together, or neither.")
    from recoupe.model import to_json
    from recoupe.share.export import FOLDERS, writer
    from recoupe.share.export.audience import Door
    from recoupe.share.export.filters import Filter
    from recoupe.share.export.losses import Losses
    from recoupe.share.export.spread import parts
    from recoupe.store import Library

    chosen, write = Filter.parse(filters), writer(name, lang)
    target = Path(out)
    if name in FOLDERS:
        if target.exists() and not target.is_dir():
            raise OutputError(f"{out}: {name} is several files and goes into a folder; name a folder")
    else:
        check_writable(target)
    losses = Losses()
    with Library(library, create=False) as kept:
        kept.refresh()
        door = Door(kept, reader)
        part = target.with_name(f".{target.name}.{os.getpid()}.part")
        try:
            processes = os.cpu_count() or 1
            found = parts(kept, chosen, door, losses, write.shape, masked=not unmask, processes=processes)
            write.put(talk.progress(found, "exporting: records", lambda: losses.records), part, losses)
            # Logged before it can be read under its name: what cannot be logged does not go out.
            subject = f"{counted(losses.written, 'record')} as {name} {' '.join(filters)}".strip()
            kept.log("disclosure", partner=door.name, subject=subject, detail=target.name)
            if unmask:
                kept.log("unmasking", partner=door.name, subject=subject, detail=why or "")
            _put(part, target)
        finally:
            for left in (part, *part.parent.glob(f"{escape(part.name)}.*")):
                if left.is_dir():
                    shutil.rmtree(left)
                left.unlink(missing_ok=True)
    if as_json:
        done = {"format": name, "out": out, "records": losses.written, "masked": losses.masked}
        done |= {"left_out": losses.left_out} if losses.left_out else {}
        click.echo(to_json(done | {"held_back": losses.held_back, "losses": losses.listed()}, indent=1))
        return
    shown = (
        "private persons shown, as logged" if unmask else f"{counted(losses.masked, 'private person')} masked"
    )
    held = "".join(f"; {counted(n, what[:-1])} held back" for what, n in losses.held_back.items())
    of = f" of {losses.records}" if losses.written < losses.records else ""
    click.echo(
        f"{losses.written}{of} {'record' if losses.records == 1 else 'records'} to {out}; {shown}{held}"
    )
    if losses.left_out:
        click.echo(f"{name} {losses.left_out}")
    if show_losses:
        for row in losses.listed():
            click.echo(f"{row['count']:>8}  {row['field']}: {row['why']}")
    elif losses.counts:
        click.echo(f"{counted(len(losses.counts), 'kind')} of loss; --losses lists them")


def _put(part: Path, target: Path) -> None:
    """Put what was written under its name, with what stands beside it; of a folder only its files."""
    for beside in sorted(part.parent.glob(f"{escape(part.name)}.*")):
        beside.replace(target.with_suffix(beside.name.removeprefix(part.name)))
    if not part.is_dir():
        part.replace(target)
        return
    target.mkdir(exist_ok=True)
    for file in part.iterdir():
        file.replace(target / file.name)
