"""A mapping made on demand, which forgets."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Recent(Generic[K, V]):
    """A mapping made on demand that forgets what was not asked for lately.

    It holds the last ``size`` or more that were asked for, at most twice as many: when the young ones are
    so many, the old ones that nobody asked for meanwhile are forgotten together.
    """

    def __init__(self, make: Callable[[K], V], size: int) -> None:
        self._make, self._size = make, size
        self._young: dict[K, V] = {}
        self._old: dict[K, V] = {}

    def __getitem__(self, key: K) -> V:
        try:
            return self._young[key]
        except KeyError:
            value = self._old[key] if key in self._old else self._make(key)
        self.put(key, value)
        return value

    def put(self, key: K, value: V) -> None:
        """Keep a value that somebody else made."""
        if len(self._young) >= self._size:
            self._old, self._young = self._young, {}
        self._young[key] = value

    def __contains__(self, key: K) -> bool:
        return key in self._young or key in self._old

    def forget(self, key: K) -> None:
        """Make it anew when it is asked for next."""
        self._young.pop(key, None)
        self._old.pop(key, None)

    def clear(self) -> None:
        """Forget all."""
        self._young.clear()
        self._old.clear()
