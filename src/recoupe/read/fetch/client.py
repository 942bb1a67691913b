"""One request and its answer, within limits of time and size, over a connection to a judged address.

The standard library's HTTP client reads the answer: it bounds header lines and chunk sizes. What it lacks is
here: where the connection goes, an end to the whole (a server that sends a byte a second never trips a
read timeout), and a bound to what is read. Nothing is kept between requests, no cookies, no proxies.
"""

from __future__ import annotations

import contextlib
import http.client
import socket
import ssl
import threading
import time
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

from recoupe.errors import FetchError
from recoupe.read.fetch.body import ACCEPTED, decoded
from recoupe.read.fetch.guard import Guard

REDIRECTS = frozenset({301, 302, 303, 307, 308})
# Answers that say: not now. The rest of 4xx says: not at all.
LATER = frozenset({408, 425, 429, 500, 502, 503, 504})
_CHUNK = 65_536


@dataclass(frozen=True)
class Limits:
    """``total`` and ``read``: seconds for the whole answer and for a silence in it. ``size``: bytes of a
    body, as it is sent and as it is unpacked. ``redirects``: how many are followed."""

    total: float = 60.0
    read: float = 20.0
    size: int = 20_000_000
    redirects: int = 8


@dataclass(frozen=True)
class Response:
    """An answer as it came. ``raw``: the body as sent, without the framing of chunks; empty where the
    status is not 200. ``body``: unpacked. ``request``: the request's bytes."""

    url: str
    status: int
    reason: str
    headers: tuple[tuple[str, str], ...]
    raw: bytes
    body: bytes
    request: bytes
    ip: str
    at: datetime = field(default_factory=lambda: datetime.now(UTC))

    def header(self, name: str) -> str:
        """The values of a header, joined; an empty string where there is none."""
        return ", ".join(value for key, value in self.headers if key.lower() == name.lower())

    @property
    def kind(self) -> str:
        """The media type in lower case, without parameters."""
        return self.header("Content-Type").partition(";")[0].strip().lower()


def agent(contact: str | None = None) -> str:
    """The User-Agent: recoupe, its version, and whom to write to."""
    return f"recoupe/{version('recoupe')}" + (f" (+{contact})" if contact else "")


class Client:
    """Fetches one address at a time; redirects are handed back, not followed."""

    def __init__(self, guard: Guard, limits: Limits | None = None, user_agent: str | None = None) -> None:
        self.guard, self.limits = guard, limits or Limits()
        self.user_agent = user_agent or agent()
        self._context = ssl.create_default_context()

    def get(
        self, url: str, headers: Mapping[str, str] | None = None, kinds: Collection[str] = ()
    ) -> Response:
        """GET a clean address. ``kinds``: the media types wanted (all, where empty), judged before the body.

        Raises ``FetchError``, its text without the address.
        """
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
        target = parts.path + (f"?{parts.query}" if parts.query else "")
        sent = {
            "Host": parts.netloc,
            "User-Agent": self.user_agent,
            "Accept": "text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.5",
            "Accept-Encoding": ACCEPTED,
            "Connection": "close",
            **(headers or {}),
        }
        found = self.guard.addresses(host, port)
        with _Deadline(self.limits.total) as deadline:
            secured = self._context if parts.scheme == "https" else None
            line = _Line(host, port, found, self.limits, secured, deadline)
            try:
                line.putrequest("GET", target, skip_host=True, skip_accept_encoding=True)
                for name, value in sent.items():
                    line.putheader(name, value)
                line.endheaders()
                answer = line.getresponse()
                got = tuple((name, " ".join(value.split())) for name, value in answer.getheaders())
                length = answer.length
                raw = b""
                if answer.status == 200:
                    _check({n.lower(): v for n, v in got}, length, kinds, self.limits.size)
                    raw = self._body(answer, deadline)
            except FetchError:
                raise
            except (http.client.HTTPException, OSError, ValueError) as error:
                raise _told(error, deadline, self.limits) from None
            finally:
                line.close()
        packing = ", ".join(value for name, value in got if name.lower() == "content-encoding")
        asked = "".join(f"{name}: {value}\r\n" for name, value in sent.items())
        return Response(
            url, answer.status, answer.reason, got, raw, decoded(raw, packing, self.limits.size),
            f"GET {target} HTTP/1.1\r\n{asked}\r\n".encode(), line.ip,
        )  # fmt: skip

    def _body(self, answer: http.client.HTTPResponse, deadline: _Deadline) -> bytes:
        out = bytearray()
        while chunk := answer.read1(_CHUNK):
            out += chunk
            if len(out) > self.limits.size:
                raise FetchError(f"its body has more than {self.limits.size / 1e6:,.1f} MB; set aside")
        if deadline.passed:
            raise TimeoutError
        if answer.length:
            raise http.client.IncompleteRead(b"", answer.length)
        return bytes(out)


def _check(headers: Mapping[str, str], length: int | None, kinds: Collection[str], size: int) -> None:
    kind = headers.get("content-type", "").partition(";")[0].strip().lower()
    if kinds and kind and kind not in kinds:
        raise FetchError(f"is {kind[:60]}, no page; set aside")
    if length is not None and length > size:
        raise FetchError(f"its body has {length / 1e6:,.1f} MB, more than {size / 1e6:,.1f} MB; set aside")


def _told(error: Exception, deadline: _Deadline, limits: Limits) -> FetchError:
    """What went wrong on the line, in a few words."""
    if deadline.passed:
        return FetchError(f"the answer was not complete after {limits.total:g} s", again=True)
    match error:
        case TimeoutError():
            return FetchError(f"the server was silent for {limits.read:g} s", again=True)
        case ssl.SSLCertVerificationError():
            return FetchError(f"its certificate is not valid ({error.verify_message})", again=True)
        case ssl.SSLError():
            return FetchError(f"no secure connection ({error.reason or error})", again=True)
        case http.client.IncompleteRead():
            return FetchError("the answer broke off before its end", again=True)
        case http.client.LineTooLong():
            return FetchError("its headers are longer than any server's")
        case http.client.RemoteDisconnected() | ConnectionError():
            return FetchError("the server closed or refused the connection", again=True)
        case http.client.HTTPException() if "headers" in str(error):
            return FetchError("it sends more headers than any server does")
        case http.client.HTTPException() | ValueError():
            return FetchError("the answer is no HTTP", again=True)
        case _:
            return FetchError(f"cannot be reached ({getattr(error, 'strerror', None) or error})", again=True)


class _Deadline:
    """Ends a connection when its time is over, whatever it is doing: handshake, headers or body.

    It holds a second handle on the socket, since TLS takes the first one over.
    """

    def __init__(self, seconds: float) -> None:
        self.passed = False
        self._ends = time.monotonic() + seconds
        self._handle: socket.socket | None = None
        self._lock = threading.Lock()
        self._timer = threading.Timer(seconds, self._end)
        self._timer.daemon = True

    @property
    def left(self) -> float:
        """Seconds that are left, never 0."""
        return max(self._ends - time.monotonic(), 0.01)

    def hold(self, line: socket.socket) -> None:
        """The connection to end."""
        with self._lock:
            self._handle = line.dup()
        if self.passed:
            raise TimeoutError

    def _end(self) -> None:
        with self._lock:
            self.passed = True
            if self._handle is not None:
                with contextlib.suppress(OSError):
                    self._handle.shutdown(socket.SHUT_RDWR)

    def __enter__(self) -> Self:
        self._timer.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._timer.cancel()
        with self._lock:
            if self._handle is not None:
                self._handle.close()
                self._handle = None


class _Line(http.client.HTTPConnection):
    """A connection made to one of the addresses it is given, and to no other."""

    def __init__(
        self, host: str, port: int, addresses: list[str], limits: Limits,
        context: ssl.SSLContext | None, deadline: _Deadline,
    ) -> None:  # fmt: skip
        super().__init__(host, port, timeout=limits.read)
        self.ip = ""
        self._addresses, self._limits, self._context, self._deadline = addresses, limits, context, deadline

    def connect(self) -> None:
        """Connect to the first address that answers; raises ``OSError``."""
        failed: OSError = ConnectionRefusedError()
        for address in self._addresses:
            try:
                line = socket.create_connection(
                    (address, self.port), timeout=min(self._limits.read, self._deadline.left)
                )
            except OSError as error:
                failed = error
                if self._deadline.passed:
                    break
                continue
            try:
                line.settimeout(self._limits.read)
                self._deadline.hold(line)
                self.sock = (
                    self._context.wrap_socket(line, server_hostname=self.host) if self._context else line
                )
            except BaseException:
                line.close()
                raise
            self.ip = address
            return
        raise failed
