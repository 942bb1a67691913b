"""The group of commands, and how every one of them ends: a status, and at most one line why."""

from __future__ import annotations

import os
import sys
from typing import Any

import click

from recoupe.cli.talk import Talk
from recoupe.errors import RecoupeError

FAILED, INTERRUPTED, PIPE_CLOSED = 1, 130, 141  # the last two as a shell reports signals 2 and 13


class _Commands(click.Group):
    """Commands in the order they are given, each ended without a traceback."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)

    def invoke(self, ctx: click.Context) -> Any:
        talk = ctx.ensure_object(Talk)
        try:
            super().invoke(ctx)
            sys.stdout.flush()
        except KeyboardInterrupt:
            talk.say(f"stopped; {talk.stopped()}")
            ctx.exit(INTERRUPTED)
        except RecoupeError as error:
            talk.fail(str(error))
        except BrokenPipeError:
            # The reader (head, less) has seen enough. Nothing may be flushed to it on the way out.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(PIPE_CLOSED)
        except OSError as error:
            where = f"{error.filename}: " if error.filename else ""
            talk.fail(
                f"{where}{error.strerror or error}; look at the disk and the permissions, and try again"
            )
            _forget_output()
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Exception as error:
            if os.environ.get("RECOUPE_DEBUG"):
                raise
            talk.fail(
                f"a defect of recoupe, {type(error).__name__}: {error}; "
                "run it again with RECOUPE_DEBUG=1 set and report what it prints"
            )
        if talk.failed:
            ctx.exit(FAILED)


def _forget_output() -> None:
    """Let Python end quietly where standard output cannot take what is still in its buffer."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@click.group(
    cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(package_name="recoupe")
def recoupe() -> None:
    """Code the press on security cooperation into sourced records, and cross-check the sources.

    In one go: recoupe brief PATH. Or stage by stage, each reading what the one before wrote:
    read, code, join, show. A library keeps articles from one day to the next: add, watch,
    brief, show.

    Exit status: 0 all done, 1 something failed (each said on one line), 2 wrong usage, 130 stopped
    by Ctrl-C.
    """
