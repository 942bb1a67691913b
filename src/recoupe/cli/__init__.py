"""The command line: parse, call a verb, print.

Commands import what they need when they run, so that ``recoupe --help`` answers at once.
"""

from __future__ import annotations

from recoupe.cli.app import recoupe
from recoupe.cli.ask import answer, ask, close, inbox, reopen
from recoupe.cli.audit import audit
from recoupe.cli.brief import brief
from recoupe.cli.copies import copies
from recoupe.cli.export import export
from recoupe.cli.frames import frames
from recoupe.cli.insight import insight
from recoupe.cli.judge import judge
from recoupe.cli.library import add
from recoupe.cli.mark import mark
from recoupe.cli.names import names
from recoupe.cli.node import node
from recoupe.cli.online import taxii
from recoupe.cli.outlets import outlets
from recoupe.cli.remove import remove
from recoupe.cli.serve import serve
from recoupe.cli.share import share
from recoupe.cli.show import show
from recoupe.cli.stages import code, join, read, schema
from recoupe.cli.user import user
from recoupe.cli.watch import watch
from recoupe.cli.why import why

for _command in (
    read, code, join, add, remove, watch, brief, serve, user, show, insight, copies, why, judge, outlets,
    names, export, mark, node, share, taxii, ask, inbox, answer, close, reopen, audit, frames, schema,
):  # fmt: skip
    recoupe.add_command(_command)


def main() -> None:
    """Run the command line; the exit status is 0, 1 (something failed), 2 (usage) or 130 (Ctrl-C)."""
    recoupe(prog_name="recoupe")


__all__ = ["main", "recoupe"]
