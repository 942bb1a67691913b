"""What a command says besides its output: one line for each thing set aside, and how far it is."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, TypeVar

import click

if TYPE_CHECKING:
    from recoupe.model import Dropped

T = TypeVar("T")


class Talk:
    """Everything of one run that goes to standard error, and whether something failed."""

    def __init__(self) -> None:
        self.failed = False
        # What an interrupted command leaves behind and how to go on, told as far as it came.
        self.stopped: Callable[[], str] = lambda: "nothing was written"

    def say(self, text: str) -> None:
        """One line for the person at the terminal."""
        click.echo(f"recoupe: {' '.join(text.split())}", err=True)

    def fail(self, text: str) -> None:
        """One line about something that could not be done; the run ends with status 1."""
        self.failed = True
        self.say(text)

    def dropped(self, item: Dropped) -> None:
        """Say what was set aside and why; a fault (not a choice) ends the run with status 1."""
        self.failed = self.failed or item.failed
        self.say(f"{item.doc}: {item.reason}")

    def progress(self, items: Iterable[T], what: str) -> Iterator[T]:
        """The items, counted on standard error while they pass where that is a terminal."""
        if not sys.stderr.isatty():
            yield from items
            return
        from rich.console import Console
        from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

        columns = (SpinnerColumn(), TextColumn(what + " {task.completed}"), TimeElapsedColumn())
        with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
            yield from bar.track(items, total=None)


def counted(number: int, name: str) -> str:
    """``1 article``, ``2 articles``."""
    return f"{number} {name}{'' if number == 1 else 's'}"
