"""A partner's server: what is there for us is pulled, what is new for it pushed, from where it stopped."""

from __future__ import annotations

import json
import ssl
import urllib.error
import urllib.request
from base64 import b64encode
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urljoin, urlsplit

from recoupe.errors import FetchError, InputError, PackError
from recoupe.share.exchange.keys import Key
from recoupe.share.exchange.merge import Outcome
from recoupe.share.exchange.online import arrived, batches, disclosed, outgoing
from recoupe.share.exchange.stix import line_of, to_stix
from recoupe.share.terminal import clean
from recoupe.store import exchange as kept
from recoupe.store.exchange import Partner

if TYPE_CHECKING:
    from recoupe.store import Library

_MEDIA = "application/taxii+json;version=2.1"
_LONGEST = 64_000_000  # bytes of an answer
_SECONDS = 60.0
_PAGE = 500
_LOCAL = ("localhost", "127.0.0.1", "::1")


class Remote:
    """A partner's TAXII server. ``ca``: a file of certificates to believe, in place of the system's."""

    def __init__(self, partner: Partner, key: Key, ca: str | None = None) -> None:
        if not partner.url:
            raise InputError(f"{partner.name}: has no server; name it with recoupe node connect")
        parts = urlsplit(partner.url)
        if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in _LOCAL):
            raise InputError(f"{partner.url}: is not https; a token is shown to nobody in the open")
        self._partner, self._node = partner, key.node
        try:
            self._context = ssl.create_default_context(cafile=ca) if parts.scheme == "https" else None
        except OSError:
            raise InputError(
                f"{ca}: holds no certificate that can be read; give the one that the server shows, as PEM"
            ) from None
        self._collection = ""

    def pages(self, after: str) -> Iterator[tuple[list[bytes], str]]:
        """The lines of each page, and up to when it goes."""
        query = {"limit": str(_PAGE)} | ({"added_after": after} if after else {})
        while True:
            told, headers = self._ask(f"{self.collection}objects/?{urlencode(query)}")
            objects = told.get("objects") or []
            if not isinstance(objects, list):
                raise PackError("the server's answer has no list of objects")
            if objects:
                yield [line_of(one) for one in objects], headers.get("X-TAXII-Date-Added-Last") or ""
            going_on = told.get("next")
            if not told.get("more") or not isinstance(going_on, str):
                return
            # A server that goes round in circles, or on with nothing, would be asked for ever.
            if not objects or going_on <= query.get("next", ""):
                raise FetchError(
                    f"{self._partner.url}: names a next page, and brings nothing; ask its keeper"
                )
            query = {"limit": str(_PAGE), "next": going_on}

    def put(self, lines: list[bytes]) -> str:
        """Put records there; what speaks against them, or nothing where they were taken in."""
        body = json.dumps({"objects": [to_stix(line) for line in lines]}).encode()
        told, _ = self._ask(f"{self.collection}objects/", body)
        if told.get("status") == "complete" and told.get("success_count") == len(lines):
            return ""
        failures = told.get("failures")
        first = failures[0] if isinstance(failures, list) and failures else {}
        message = first.get("message", "it was not taken in") if isinstance(first, dict) else "refused"
        return _said(str(message))

    @property
    def collection(self) -> str:
        """The address of our collection there."""
        if not self._collection:
            root = urljoin(self._partner.url, "/api/")
            told, _ = self._ask(f"{root}collections/")
            every = told.get("collections")
            ours = [
                one
                for one in (every if isinstance(every, list) else [])
                if isinstance(one, dict) and one.get("can_write") and one.get("can_read")
            ]
            if len(ours) != 1:
                raise FetchError(f"{self._partner.url}: shows no collection for us; ask {self._partner.name}")
            self._collection = f"{root}collections/{ours[0].get('id')}/"
        return self._collection

    def _ask(self, url: str, body: bytes | None = None) -> tuple[dict[str, Any], Any]:
        shown = b64encode(f"{self._node}:{self._partner.secret}".encode()).decode()
        headers = {"Accept": _MEDIA, "Authorization": f"Basic {shown}"}
        if body is not None:
            headers["Content-Type"] = _MEDIA
        request = urllib.request.Request(url, body, headers)
        # No redirects: the token is for this server alone.
        opener = urllib.request.build_opener(
            _NoRedirect, *([urllib.request.HTTPSHandler(context=self._context)] if self._context else [])
        )
        try:
            with opener.open(request, timeout=_SECONDS) as answer:
                raw = answer.read(_LONGEST + 1)
                head = answer.headers
        except urllib.error.HTTPError as error:
            next_ = "give the token again with recoupe node connect" if error.code == 401 else "try later"
            raise FetchError(
                f"{self._partner.url}: answers {error.code} {_title(error)}; {next_}",
                again=error.code in (429, 503),
                status=error.code,
            ) from None
        except (OSError, ValueError) as error:
            reason = getattr(error, "reason", error)
            if isinstance(reason, ssl.SSLCertVerificationError):
                raise FetchError(
                    f"{self._partner.url}: its certificate is not believed ({reason.verify_message}); if "
                    f"{self._partner.name} made it, get it by a safe way and name its file with --ca"
                ) from None
            raise FetchError(
                f"{self._partner.url}: cannot be reached ({reason}); try later", again=True
            ) from None
        if len(raw) > _LONGEST:
            raise FetchError(f"{self._partner.url}: answers with more than {_LONGEST} bytes")
        try:
            told = json.loads(raw)
        except (ValueError, RecursionError):
            told = None
        if not isinstance(told, dict):
            raise FetchError(f"{self._partner.url}: is no TAXII server; check the address")
        return told, head


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        """Follow nothing."""


def _title(error: urllib.error.HTTPError) -> str:
    try:
        told = json.loads(error.read(10_000))
    except (ValueError, OSError, RecursionError):
        return ""
    title = told.get("title") if isinstance(told, dict) else ""
    return _said(str(title))


def _said(text: str) -> str:
    """What a server says of itself, as a terminal may show it."""
    return " ".join(clean(text).split())[:300]


def pull(library: Library, key: Key, partner: Partner, ca: str | None = None) -> Outcome:
    """Take in what is new on a partner's server, page by page; interrupted, it goes on at the next page."""
    whole = Outcome()
    for lines, last in Remote(partner, key, ca).pages(partner.pulled):
        done = arrived(library, key, partner, lines, pulled=last)
        whole.counts.update(done.counts)
        whole.remarks.extend(done.remarks)
    return whole


def push(library: Library, key: Key, partner: Partner, ca: str | None = None) -> dict[str, int]:
    """Put what is new for a partner on its server; how many records of each kind were taken in there."""
    remote = Remote(partner, key, ca)
    done: dict[str, int] = {}
    for batch in batches(outgoing(library, key, partner)):
        with library.writing() as connection:
            disclosed(connection, partner, batch)
        if refused := remote.put([one.line for one in batch]):
            raise PackError(f"{partner.name}: {refused}")
        with library.writing() as connection:
            for what in ("sent", "confirmed"):
                kept.hold(connection, partner.node, [(one.id, one.version) for one in batch], what)
        for one in batch:
            done[one.kind] = done.get(one.kind, 0) + 1
    return done
