"""What every request passes and every answer carries: who may ask, what a browser may do with it."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

CSRF = "recoupe_csrf"  # the cookie, and the field of every form
_SAFE = frozenset({"GET", "HEAD"})
_METHODS = _SAFE | {"POST"}

# Nothing from elsewhere, nothing inline, nothing that frames us: also where hostile text got past escaping.
POLICY = "; ".join(
    [
        "default-src 'self'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    ]
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}


class Guard:
    """Lets through requests to a host of ``hosts`` (with port), and posts that come from our own pages."""

    def __init__(self, app: ASGIApp, hosts: Iterable[str]) -> None:
        self.app = app
        self.hosts = frozenset(host.lower() for host in hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        fault = self.fault(scope["method"], headers)

        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                given = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    given.setdefault(name, value)
                if message["status"] >= 400 or not scope["path"].startswith("/static/"):
                    given.setdefault("Cache-Control", "no-store")
            await send(message)

        if fault:
            await PlainTextResponse(fault[1] + "\n", fault[0])(scope, receive, answer)
            return
        await self.app(scope, receive, answer)

    def fault(self, method: str, headers: Mapping[str, str]) -> tuple[int, str] | None:
        """Why a request is refused: its status and a line; None where it is not.

        A page elsewhere that had its name point at this machine (DNS rebinding) shows in the host; one that
        posts here shows in Sec-Fetch-Site, in older browsers in the origin. The token is checked by the form.
        """
        host = headers.get("host", "").lower()
        if host not in self.hosts:
            return 421, f"This workbench does not answer to {host!r}; it is at {sorted(self.hosts)[0]}."
        if method not in _METHODS:
            return 405, "This workbench knows GET, HEAD and POST."
        if method in _SAFE:
            return None
        site = headers.get("sec-fetch-site")
        if site is not None and site not in ("same-origin", "none"):
            return 403, "This form was sent from another site and is refused."
        origin = headers.get("origin")
        # A page that sends no referrer posts with the origin « null », to itself as well (Fetch, 3.2).
        ours = origin == "null" and site == "same-origin"
        if origin is not None and not ours and urlsplit(origin).netloc.lower() != host:
            return 403, "This form was sent from another site and is refused."
        return None


def token_of(cookies: Mapping[str, str]) -> str:
    """The browser's token, or a new one."""
    known = cookies.get(CSRF, "")
    return known if len(known) == 43 else secrets.token_urlsafe(32)


def is_ours(cookies: Mapping[str, str], form: Mapping[str, Any]) -> bool:
    """Whether a form carries the token that its browser was given."""
    known, sent = cookies.get(CSRF, ""), form.get(CSRF)
    return (
        bool(known) and isinstance(sent, str) and secrets.compare_digest(known.encode(), sent.encode("utf-8"))
    )
