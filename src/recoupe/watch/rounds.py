"""A round: every source that is due is polled, and the pages that are due are fetched, host by host."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

from recoupe.errors import FetchError
from recoupe.read.carriers import feeds
from recoupe.read.fetch.address import clean, key, origin
from recoupe.read.fetch.body import gunzipped
from recoupe.read.fetch.client import Response
from recoupe.read.fetch.guard import Private
from recoupe.read.fetch.visit import LONGEST_BACKOFF, Disallowed, Elsewhere, NotNow, Visit, Visitor
from recoupe.store.visits import Listing, Offer, Visits, Wanted
from recoupe.watch.archive import Archive, payload_digest
from recoupe.watch.sources import Source, Sources, seconds

PAGES = frozenset({"text/html", "application/xhtml+xml", "text/plain"})
# Sitemaps below a sitemap: how deep, and how many of one index.
_DEEPEST, _CHILDREN = 3, 1_000
_DAY = 86_400.0

What = Literal["listed", "unchanged", "trouble", "kept", "known", "later", "aside", "left"]


class Told(NamedTuple):
    """What happened: a source ``listed`` ``number`` new pages, was ``unchanged`` or in ``trouble``; a page
    was ``kept``, is ``known`` already, comes ``later``, is set ``aside``; ``number`` pages are ``left``."""

    what: What
    source: str
    url: str
    why: str = ""
    number: int = 0


@dataclass
class Rounds:
    """What a round works with."""

    sources: Sources
    visits: Visits
    archive: Archive
    visitor: Visitor

    def recover(self) -> int:
        """Account for what a killed run wrote and did not remember; gives how many pages that are."""
        count = 0
        for path in self.archive.files():
            start = self.visits.end_of(path.name)
            if path.stat().st_size == start:
                continue
            found, end = self.archive.recover(path, start)
            for each in found:
                if not each.listing:
                    self.visits.kept(key(each.url), each.url, each.source, each.place)
                    count += 1
            self.visits.reached(path.name, end)
        return count

    def poll(self, *, all_of_them: bool) -> Iterator[Told]:
        """Ask the sources that are due, or all of them, what there is."""
        for source in self.sources.active:
            due = all_of_them or self.visits.listing(source.url).next <= time.time()
            if due and not self._pages_first(source):
                if source.kind == "page":
                    yield self._page(source)
                else:
                    yield from self._listing(source, source.url, "", 0)

    def fetch(self) -> Iterator[Told]:
        """Fetch the pages that are due, as many of a source as it allows, by the hosts that are ready."""
        now = time.time()
        hosts: dict[str, deque[tuple[Source, Wanted]]] = {}
        for source in self.sources.active:
            for wanted in self.visits.wanted(source.name, now, source.limit):
                hosts.setdefault(origin(wanted.url), deque()).append((source, wanted))
        while hosts:
            host = min(hosts, key=self.visitor.ready)
            if self.visitor.ready(host) - time.time() > self.visitor.patience:
                break
            source, wanted = hosts[host].popleft()
            if not hosts[host]:
                del hosts[host]
            yield self._article(source, wanted)
        for host, queue in hosts.items():
            yield Told("left", queue[0][0].name, host, "its host asks for a longer pause", len(queue))

    def next_due(self) -> float:
        """When something is due, in seconds since 1970."""
        polls = [self.visits.listing(source.url).next for source in self.sources.active]
        page = self.visits.next_due(time.time())
        # With everything paused, the file is looked at again by the next run.
        return min(polls + ([page] if page is not None else []), default=time.time() + LONGEST_BACKOFF)

    def _pages_first(self, source: Source) -> bool:
        """Whether its host allows so few requests that polls would leave none for the pages found."""
        robots = self.visits.host(origin(source.url)).robots
        slow = robots is not None and robots.delay > self.visitor.patience
        return slow and bool(self.visits.wanted(source.name, time.time(), 1))

    # -- sources -----------------------------------------------------------------------------

    def _listing(self, source: Source, url: str, day: str, depth: int) -> Iterator[Told]:
        """Poll a feed or sitemap; a sitemap's sitemaps after it."""
        known = self.visits.listing(url)
        # Validators hold for what was taken then: another ``since`` or ``match`` asks anew.
        said = f"{day} {source.since or ''} {' '.join(source.match)}"
        due = time.time() + source.seconds
        try:
            visit = self.visitor.visit(url, _conditional(known) if known.said == said else None)
            if visit.response.status == 304:
                self.visits.listed(source.name, known._replace(next=due))
                yield Told("unchanged", source.name, url)
                return
            found = feeds.listing(gunzipped(visit.response.body, self.visitor.client.limits.size))
            if found is None:
                raise FetchError("is neither a feed nor a sitemap; correct its address")
        except FetchError as error:
            again = time.time() + max(error.after or 0.0, min(source.seconds, LONGEST_BACKOFF))
            self.visits.listed(source.name, known._replace(next=again))
            yield Told("trouble", source.name, url, str(error))
            return
        base = visit.response.url
        digest = self._keep_listing(source, visit, found.kind, known.digest)
        if found.kind == "index":
            yield from self._index(source, base, found, depth)
            # No validators: an index may stay as it is while its sitemaps change.
            self.visits.listed(source.name, Listing(url, said=said, next=due, digest=digest))
            return
        offers = {offer.key: offer for offer in _offers(source, found, base)}
        now = Listing(
            url, visit.response.header("ETag"), visit.response.header("Last-Modified"), said, due, digest
        )
        new = self.visits.listed(source.name, now, offers.values())
        yield Told("listed", source.name, url, "by way of http" if visit.downgraded else "", new)

    def _index(self, source: Source, base: str, found: feeds.Listing, depth: int) -> Iterator[Told]:
        if depth >= _DEEPEST:
            yield Told("trouble", source.name, base, f"sitemaps stand more than {_DEEPEST} deep; left alone")
            return
        for child in found.named[:_CHILDREN]:
            if source.since and child.day and child.day < source.since.isoformat():
                continue
            try:
                url = clean(child.url, base)
            except FetchError as error:
                yield Told("trouble", source.name, base, str(error))
                continue
            yield from self._listing(source, url, child.day or "", depth + 1)
        if len(found.named) > _CHILDREN:
            yield Told(
                "trouble", source.name, base, f"names more than {_CHILDREN} sitemaps; the rest is left"
            )

    def _page(self, source: Source) -> Told:
        """Poll a page; keep it where it is new or has changed."""
        known = self.visits.listing(source.url)
        due = time.time() + source.seconds
        try:
            visit = self.visitor.visit(source.url, _conditional(known), PAGES)
        except FetchError as error:
            again = time.time() + max(error.after or 0.0, min(source.seconds, LONGEST_BACKOFF))
            self.visits.listed(source.name, known._replace(next=again))
            return Told("trouble", source.name, source.url, str(error))
        answer = visit.response
        if answer.status == 304:
            self.visits.listed(source.name, known._replace(next=due))
            return Told("unchanged", source.name, source.url)
        now = Listing(source.url, answer.header("ETag"), answer.header("Last-Modified"), "", due)
        same = payload_digest(answer.raw) == self.visits.digest(key(answer.url))
        if not same:
            self._keep(source, visit)
        self.visits.listed(source.name, now)
        return Told("unchanged" if same else "kept", source.name, source.url, _note(visit))

    # -- pages -------------------------------------------------------------------------------

    def _article(self, source: Source, wanted: Wanted) -> Told:
        """Fetch a page that a feed or sitemap named, once."""

        def told(what: What, why: str) -> Told:
            return Told(what, source.name, wanted.url, why)

        if self.visits.state(wanted.key) != "wanted":
            return told("known", "another address led to it")
        try:
            visit = self.visitor.visit(wanted.url, None, PAGES, self._is_known)
            if not visit.response.body.strip():
                raise FetchError("the server sent an empty page", again=True)
        except Elsewhere as error:
            self.visits.set_aside(wanted.key, str(error), "same")
            return told("known", str(error))
        except NotNow as error:
            self.visits.later(wanted.key, str(error), time.time() + (error.after or 0.0), tried=False)
            return told("later", str(error))
        except FetchError as error:
            tries = wanted.tries + 1
            closed = isinstance(error, Disallowed | Private)
            if not (error.again or closed):
                self.visits.set_aside(wanted.key, str(error))
                return told("aside", str(error))
            if tries >= self.sources.attempts:
                why = f"{error}; given up after {tries} tries"
                self.visits.set_aside(wanted.key, why)
                return told("aside", why)
            # A site may change its mind about robots.txt, a name its address, but not by the minute.
            pause = _DAY if closed else self._backoff(tries)
            self.visits.later(
                wanted.key, str(error), time.time() + max(error.after or 0.0, pause), tried=True
            )
            return told("later", str(error))
        self._keep(source, visit, wanted)
        return told("kept", _note(visit))

    def _keep(self, source: Source, visit: Visit, wanted: Wanted | None = None) -> None:
        answer: Response = visit.response
        known = {"source": source.name, "outlet": source.outlet, "language": source.language}
        if wanted and wanted.dated_by:
            known |= {"published": wanted.published, "dated-by": wanted.dated_by}
        place = self.archive.keep(answer, known)
        others = [*(key(url) for url in visit.through), *([wanted.key] if wanted else [])]
        self.visits.kept(key(answer.url), answer.url, source.name, place, others)

    def _keep_listing(self, source: Source, visit: Visit, kind: str, before: str) -> str:
        """Keep what a feed or sitemap answered, unless it did so last time; gives its digest."""
        digest = payload_digest(visit.response.raw)
        if digest != before:
            place = self.archive.keep(visit.response, {"source": source.name, "listing": kind})
            self.visits.reached(place.file, place.offset + place.length)
        return digest

    def _is_known(self, url: str) -> bool:
        return self.visits.state(key(url)) in ("kept", "same")

    def _backoff(self, tries: int) -> float:
        return min(seconds(self.sources.backoff) * float(2 ** min(tries - 1, 20)), LONGEST_BACKOFF)


def _conditional(known: Listing) -> dict[str, str]:
    told = {"If-None-Match": known.etag, "If-Modified-Since": known.modified}
    return {name: value for name, value in told.items() if value}


def _offers(source: Source, found: feeds.Listing, base: str) -> Iterator[Offer]:
    """The addresses that the source wants; what is no address is passed over."""
    for named in found.named:
        try:
            url = clean(named.url, base)
        except FetchError:
            continue
        if source.takes(url, named.day):
            yield Offer(key(url), url, named.day, named.dated_by)


def _note(visit: Visit) -> str:
    return f"led from https to http, to {visit.response.url}" if visit.downgraded else ""
