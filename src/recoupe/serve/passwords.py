"""Passwords of a team's users: argon2id as argon2-cffi sets it (RFC 9106, low memory), and bounded tries."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from functools import cache
from typing import Any

from recoupe.errors import InputError
from recoupe.store.people import People, User

# Characters; NIST SP 800-63B asks for 8 at least, 15 where there is nothing else.
SHORTEST, LONGEST = 12, 1000
# A password is 64 MiB of work for two at a time: whoever guesses must not fill our memory.
_AT_ONCE = threading.Semaphore(2)


@cache
def _hasher() -> Any:
    from argon2 import PasswordHasher

    return PasswordHasher()


@cache
def _nobody() -> str:
    """What a password is compared with where there is no such user, so that both take as long."""
    return str(_hasher().hash("no user has this password"))


def digest_of(password: str) -> str:
    """What is kept of a password; raises :class:`~recoupe.errors.InputError` where it will not do."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise InputError(f"a password has {SHORTEST} characters or more; choose a longer one")
    if len(set(password)) < 5:
        raise InputError("a password of so few different characters is guessed at once; choose another one")
    with _AT_ONCE:
        return str(_hasher().hash(password))


def logged_in(people: People, name: str, password: str) -> User | None:
    """The user of that name, where the password is theirs."""
    from argon2.exceptions import Argon2Error, InvalidHash

    user, kept, nobody = people.user(name), people.digest(name), _nobody()
    with _AT_ONCE:
        try:
            _hasher().verify(kept or nobody, password[:LONGEST])
        except (Argon2Error, InvalidHash):
            return None
    return user


class Tries:
    """Logins that failed: so many in so many seconds, by whatever they are counted by."""

    def __init__(self, most: int, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._most, self._seconds, self._clock = most, seconds, clock
        self._failed: OrderedDict[str, list[float]] = OrderedDict()
        self._lock = threading.Lock()

    def wait(self, who: str) -> float:
        """Seconds until another one may be tried; 0 for now."""
        now = self._clock()
        with self._lock:
            failed = [at for at in self._failed.get(who, ()) if at > now - self._seconds]
        return failed[-self._most] + self._seconds - now if len(failed) >= self._most else 0.0

    def fail(self, who: str) -> None:
        """One more failed."""
        now = self._clock()
        with self._lock:
            failed = [at for at in self._failed.pop(who, ()) if at > now - self._seconds]
            self._failed[who] = [*failed, now][-self._most :]
            while len(self._failed) > 10_000:
                self._failed.popitem(last=False)
