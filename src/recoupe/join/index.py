"""What the cross-check asks of whoever keeps its index (recoupe.store.index keeps it on disk)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Protocol

from recoupe.join.blocking import Filing, Lookup
from recoupe.join.crowds import Telling
from recoupe.model import Account, Article, Coded


class Index(Protocol):
    """What is kept of the articles added so far: on disk, in the store."""

    def load(self, article: int) -> tuple[Coded, Article]:
        """An article and what it says."""

    def lead(self, digest: bytes) -> int | None:
        """The first article of this content, if there is one."""

    def enlist(self, article: int, lead: int, digest: bytes) -> None:
        """Keep that an article has this content, and which was the first that had."""

    def twins(self, lead: int) -> list[int]:
        """The articles of one content, the lead among them."""

    def file(self, entries: Iterable[tuple[Filing, int]]) -> None:
        """Let statements be found where they stand."""

    def meet(self, wanted: Sequence[Collection[Lookup]]) -> Collection[tuple[int, int]]:
        """Who looks (its place among these) and a statement that stands there, each pair once."""

    def link(self, scores: Mapping[tuple[int, int], float]) -> None:
        """Keep the scores of pairs."""

    def links(self, statement: int) -> dict[int, float]:
        """The scores kept of one statement with others."""

    def forget(self, entries: Iterable[tuple[Filing, int]]) -> None:
        """Let statements no longer be found where they stand."""

    def unlink(self, statements: Collection[int]) -> None:
        """Forget all scores of these statements."""

    def tell(self, tellings: Iterable[tuple[Telling, int]]) -> None:
        """Count ties."""

    def strike(self, articles: Iterable[int]) -> None:
        """Forget which content these articles have."""

    def untell(self, tellings: Iterable[tuple[Telling, int]]) -> None:
        """Count ties no longer."""

    def often(self, tie: int, most: int) -> bool:
        """Whether a tie is told more often than so."""

    def told(self, tie: int) -> dict[Telling, list[int]]:
        """The statements that tell a tie."""

    def crowd(self, telling: Telling) -> list[int]:
        """The statements that tell a tie in one year."""

    def homes(self, statements: Iterable[int]) -> dict[str, set[int]]:
        """The accounts that these statements of leads are in, each with those of them it holds."""

    def replace(self, gone: Collection[str], made: Sequence[Account]) -> None:
        """Take accounts away and put others in their place."""
