"""Visits: an address and its redirects, each hop guarded, allowed by robots.txt and at its host's pace."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC
from email.utils import parsedate_to_datetime
from typing import Protocol

from recoupe.errors import FetchError
from recoupe.read.fetch.address import clean, origin
from recoupe.read.fetch.client import LATER, REDIRECTS, Client, Response
from recoupe.read.fetch.guard import Private
from recoupe.read.fetch.robots import RETRY, Robots, judged

# Seconds: no back-off is longer, and no Retry-After is taken for longer.
LONGEST_BACKOFF, LONGEST_RETRY = 21_600.0, 604_800.0
_ROBOTS_REDIRECTS = 5  # RFC 9309, 2.3.1.2


class NotNow(FetchError):
    """The host is to be left alone for longer than was to be waited, or its robots.txt is out of reach."""

    def __init__(self, text: str, *, after: float) -> None:
        super().__init__(text, again=True, after=after)


class Disallowed(FetchError):
    """robots.txt forbids it."""


class Elsewhere(FetchError):
    """A redirect led to an address that is known already: ``url``."""

    def __init__(self, url: str) -> None:
        super().__init__(f"leads to {url}, which is known already")
        self.url = url


@dataclass(frozen=True)
class Host:
    """What is remembered of an origin: its rules, when it may be asked next, failures in a row."""

    robots: Robots | None = None
    ready: float = 0.0
    failures: int = 0


class Hosts(Protocol):
    """Where hosts are remembered."""

    def host(self, origin: str) -> Host:
        """What is known of an origin."""

    def set_host(self, origin: str, host: Host) -> None:
        """Remember this from now on."""


@dataclass
class Memory:
    """Hosts remembered for one run."""

    known: dict[str, Host] = field(default_factory=dict)

    def host(self, origin: str) -> Host:
        """What is known of an origin."""
        return self.known.get(origin, Host())

    def set_host(self, origin: str, host: Host) -> None:
        """Remember this from now on."""
        self.known[origin] = host


@dataclass(frozen=True)
class Visit:
    """The last answer, and the addresses gone through before it. ``downgraded``: https led to http."""

    response: Response
    through: tuple[str, ...] = ()
    downgraded: bool = False


@dataclass
class Visitor:
    """A polite client. ``delay``: seconds between requests to a host, unless it asks for more; ``backoff``:
    the first pause after a failure, doubled each time; ``patience``: seconds it will wait for a host."""

    client: Client
    hosts: Hosts = field(default_factory=Memory)
    delay: float = 2.0
    backoff: float = 30.0
    patience: float = 120.0
    obey: bool = True

    def ready(self, url: str) -> float:
        """When the host of an address may be asked next, in seconds since 1970."""
        return self.hosts.host(origin(url)).ready

    def visit(
        self,
        url: str,
        headers: Mapping[str, str] | None = None,
        kinds: Collection[str] = (),
        known: Callable[[str], bool] = lambda url: False,
    ) -> Visit:
        """Fetch an address and follow its redirects; the answer's status is 200 or 304.

        ``known``: whether an address that a redirect leads to need not be fetched. Raises ``FetchError``,
        its text without the address.
        """
        through: list[str] = []
        downgraded = False
        while True:
            self._robots(url)
            answer = self._ask(url, headers, kinds)
            target = _target(answer)
            if target is None:
                return Visit(answer, tuple(through), downgraded)
            through.append(url)
            if target in through:
                raise FetchError(f"its redirects go in a circle, by way of {target}")
            if len(through) > self.client.limits.redirects:
                raise FetchError(f"it is redirected more than {self.client.limits.redirects} times")
            if known(target):
                raise Elsewhere(target)
            downgraded |= url.startswith("https:") and target.startswith("http:")
            url = target

    def _robots(self, url: str) -> None:
        """Return where robots.txt allows an address; the rules are fetched where they are not at hand."""
        if not self.obey:
            return
        at = origin(url)
        rules = self.hosts.host(at).robots
        if rules is None or not rules.fresh(time.time()):
            rules = self._rules(at, rules)
            host = self.hosts.host(at)
            closed = 0.0 if rules.text is not None else time.time() + max(RETRY, rules.after or 0.0)
            self.hosts.set_host(at, replace(host, robots=rules, ready=max(host.ready, closed)))
        if rules.text is None:
            why = f" ({rules.why})" if rules.why else ""
            raise NotNow(f"its robots.txt is out of reach{why}; nothing is fetched for now", after=RETRY)
        if not rules.allow(url):
            raise Disallowed("robots.txt does not allow it")

    def _rules(self, at: str, before: Robots | None) -> Robots:
        url: str | None = f"{at}/robots.txt"
        answer: Response | FetchError | None = None
        for hop in range(_ROBOTS_REDIRECTS + 1):
            if url is None:
                break
            try:
                answer = self._ask(url, None, (), rules=True)
                url = _target(answer)
            except NotNow:
                raise
            except FetchError as error:
                if isinstance(error, Private) and not hop:
                    raise
                answer, url = error, None
        rules = judged(answer if url is None else None, time.time())
        if rules.text is None and before is not None and before.text is not None:
            # An old copy is better than none (RFC 9309, 2.4); it is asked for again in a while.
            return replace(before, at=before.at + RETRY)
        return rules

    def _ask(
        self, url: str, headers: Mapping[str, str] | None, kinds: Collection[str], rules: bool = False
    ) -> Response:
        """One request at the host's pace; raises ``FetchError`` for answers that are none."""
        at = origin(url)
        self._wait(at)
        try:
            answer = self.client.get(url, headers, kinds)
        except FetchError as error:
            self._note(at, failed=error.again, after=error.after)
            raise
        later = answer.status in LATER
        after = _retry_after(answer.header("Retry-After")) if later else None
        self._note(at, failed=later, after=after)
        if rules and not later:
            return answer
        if answer.status in (200, 304) or _target(answer):
            return answer
        told = f"the server answered {answer.status} {answer.reason[:60]}".rstrip()
        raise FetchError(told, again=later, after=after, status=answer.status)

    def _wait(self, at: str) -> None:
        seconds = self.hosts.host(at).ready - time.time()
        if seconds > self.patience:
            raise NotNow(f"its host is to be left alone for {seconds:,.0f} s more", after=seconds)
        if seconds > 0:
            time.sleep(seconds)

    def _note(self, at: str, *, failed: bool, after: float | None) -> None:
        """Remember when the host may be asked next."""
        host = self.hosts.host(at)
        failures = host.failures + 1 if failed else 0
        pause = max(self.delay, host.robots.delay if host.robots else 0.0)
        if failed:
            pause = max(pause, after or 0.0, min(self.backoff * 2 ** min(failures - 1, 20), LONGEST_BACKOFF))
        self.hosts.set_host(at, replace(host, ready=time.time() + pause, failures=failures))


def _target(answer: Response) -> str | None:
    """Where an answer redirects to; None where it does not. Raises ``FetchError`` for what is no address."""
    where = answer.header("Location")
    if answer.status not in REDIRECTS or not where:
        return None
    return clean(where, answer.url)


def _retry_after(written: str) -> float | None:
    """The seconds of a Retry-After: a number, or a date (RFC 9110, 10.2.3)."""
    if written.strip().isdigit():
        return min(float(written.strip()[:9]), LONGEST_RETRY)
    try:
        when = parsedate_to_datetime(written)
    except (TypeError, ValueError, IndexError):
        return None
    stamp = (when if when.tzinfo else when.replace(tzinfo=UTC)).timestamp()
    return min(max(stamp - time.time(), 0.0), LONGEST_RETRY)
