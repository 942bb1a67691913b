"""What a command says besides its output: one line for each thing set aside, and how far it is."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, TypeVar

import click

if TYPE_CHECKING:
    from rich.console import Console

    from recoupe.model import Dropped

T = TypeVar("T")


class Talk:
    """Everything of one run that goes to standard error, and whether something failed."""

    def __init__(self) -> None:
        self.failed = False
        # What an interrupted command leaves behind and how to go on, told as far as it came.
        self.stopped: Callable[[], str] = lambda: "nothing was written"
        self._live: Console | None = None  # where a progress line is being drawn

    def say(self, text: str) -> None:
        """One line for the person at the terminal."""
        self._print(f"recoupe: {' '.join(text.split())}", err=True)

    def tell(self, text: str) -> None:
        """One line of the command's own output, while it works."""
        self._print(text, err=False)

    def _print(self, text: str, *, err: bool) -> None:
        if self._live and (err or sys.stdout.isatty()):
            self._live.print(text, markup=False, highlight=False, soft_wrap=True)  # above the progress line
        else:
            click.echo(text, err=err)

    def fail(self, text: str) -> None:
        """One line about something that could not be done; the run ends with status 1."""
        self.failed = True
        self.say(text)

    def dropped(self, item: Dropped) -> None:
        """Say what was set aside and why; a fault (not a choice) ends the run with status 1."""
        self.failed = self.failed or item.failed
        self.say(f"{item.doc}: {item.reason}")

    def progress(
        self, items: Iterable[T], what: str, how_many: Callable[[], int] | None = None
    ) -> Iterator[T]:
        """The items, counted on standard error while they pass where that is a terminal.

        ``how_many`` tells how many passed, where an item is not one.
        """
        if not sys.stderr.isatty():
            yield from items
            return
        from rich.console import Console
        from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

        columns = (SpinnerColumn(), TextColumn(what + " {task.completed}"), TimeElapsedColumn())
        self._live = Console(stderr=True)
        try:
            with Progress(*columns, console=self._live, transient=True, redirect_stdout=False) as bar:
                task = bar.add_task("", total=None)
                for number, item in enumerate(items, 1):
                    yield item
                    bar.update(task, completed=how_many() if how_many else number)
        finally:
            self._live = None


def counted(number: int, name: str) -> str:
    """``1 article``, ``2 articles``."""
    return f"{number} {name}{'' if number == 1 else 's'}"
