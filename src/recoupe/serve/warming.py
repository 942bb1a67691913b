"""Pages made once before anybody asks: whatever is first done takes several times as long as ever after.

Statements are put together, names are looked up in either language, and what of the library's file is read
most is read: fifty readers who come at the same moment, just after the start, wait half as long for it.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from inspect import iscoroutinefunction
from urllib.parse import quote

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.routing import Match, Route
from starlette.types import Scope

from recoupe.serve.desk import Bench
from recoupe.share.words import LANGS

_ASIDE = 0.02  # seconds between two pages: whoever asks for one comes first


def warming(app: Starlette, bench: Bench, routes: Sequence[Route]) -> Callable[[], bool]:
    """A task that makes one page at a time, of the whole library; it returns whether there are more."""
    left: Iterator[tuple[str, str]] | None = None

    def task() -> bool:
        nonlocal left
        if left is None:
            if not bench.shelf.stand.accounts:
                return False
            left = iter([(lang, address) for lang in LANGS for address in _addresses(bench)])
        one = next(left, None)
        if one is None:
            return False
        _make(app, bench, routes, *one)
        time.sleep(_ASIDE)
        return True

    return task


def _addresses(bench: Bench) -> list[str]:
    """A page of each kind, but those over the whole library, which are counted when they are asked for."""
    stand = bench.shelf.stand
    account = stand.accounts[len(stand.accounts) // 2]
    states = [value for facet, value in stand.names.values() if facet == "state"]
    return [
        "/", "/?disputed=any", f"/account/{account}", f"/account/{account}/why", "/article/1",
        f"/search?q={quote('accord signed اتفاق')}", "/search?q=said:signed", "/review",
        *(f"/entity/{state}" for state in states[:1]), "/network", "/map", "/coverage", "/briefs",
        "/bring-in", "/feeds", "/partners", "/requests", "/audit", "/audit?q=accord",
    ]  # fmt: skip


def _make(app: Starlette, bench: Bench, routes: Sequence[Route], lang: str, address: str) -> None:
    """Make a page for nobody; what is wrong with it, whoever asks for it is told."""
    path, _, query = address.partition("?")
    scope: Scope = {
        "type": "http", "method": "GET", "path": path, "raw_path": path.encode(), "root_path": "",
        "query_string": query.encode(), "headers": [(b"accept-language", lang.encode())], "scheme": "http",
        "server": ("127.0.0.1", 0), "client": None, "app": app, "state": {"user": None, "bench": bench},
    }  # fmt: skip
    for route in routes:
        match, more = route.matches(scope)
        if match is Match.FULL and not iscoroutinefunction(route.endpoint):
            with suppress(Exception):
                route.endpoint(Request({**scope, **more}))
            return
