"""robots.txt as RFC 9309 has it: what may be fetched, and how far apart."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from recoupe.errors import FetchError

if TYPE_CHECKING:
    from protego import Protego

    from recoupe.read.fetch.client import Response

# The name that rules are looked up under.
TOKEN = "recoupe"
# Seconds a copy may be used (RFC 9309, 2.4), and until one that was out of reach is asked for again.
FRESH, RETRY = 86_400.0, 900.0
# Bytes that are looked at; the RFC asks for 500 KiB at least (2.5).
LONGEST = 512 * 1024


@dataclass(frozen=True)
class Robots:
    """The rules of one origin: ``text``, or None where they could not be reached and all is forbidden.

    ``at``: when they were fetched, seconds since 1970. ``after``: the server's own Retry-After. ``why``: what
    was in the way.
    """

    text: str | None
    at: float
    after: float | None = None
    why: str = ""

    def fresh(self, now: float) -> bool:
        """Whether they need not be fetched again."""
        return now - self.at < (FRESH if self.text is not None else max(RETRY, self.after or 0))

    def allow(self, url: str) -> bool:
        """Whether recoupe may fetch this address."""
        return self.text is not None and bool(_parsed(self.text).can_fetch(url, TOKEN))

    @property
    def delay(self) -> float:
        """Seconds between requests that the site asks for; 0 where it asks for none."""
        if self.text is None:
            return 0.0
        rules = _parsed(self.text)
        rate = rules.request_rate(TOKEN)
        paced = rate.seconds / rate.requests if rate and rate.requests else 0.0
        return max(float(rules.crawl_delay(TOKEN) or 0), paced, 0.0)


def judged(answer: Response | FetchError | None, now: float) -> Robots:
    """What an answer to the request for robots.txt means (RFC 9309, 2.3.1).

    There: its rules. Gone (4xx), or redirected on and on (None): no rules. The server in trouble or out of
    reach (5xx, network): all is forbidden for now; so it is after 429, which asks for fewer requests.
    """
    if answer is None:
        return Robots("", now)
    if isinstance(answer, FetchError):
        # 5xx and 429 come as errors too.
        return Robots(None, now, answer.after, str(answer))
    if answer.status == 200:
        return Robots(answer.body[:LONGEST].decode("utf-8-sig", "replace"), now)
    return Robots("", now)


@lru_cache(maxsize=64)
def _parsed(text: str) -> Protego:
    from protego import Protego

    return Protego.parse(text)
