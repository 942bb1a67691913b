"""What every page is made with: the library, the reader's language and settings, templates, and forms."""

from __future__ import annotations

import hashlib
import re
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple, TypeVar
from urllib.parse import quote, urlencode

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from recoupe.errors import LibraryBusy, RecoupeError
from recoupe.serve import guard, roles, words
from recoupe.serve.counting import Counting
from recoupe.serve.shelf import Shelf
from recoupe.share import dates
from recoupe.share.told import Told, told
from recoupe.share.words import Lang, number, several
from recoupe.store import Library, shown
from recoupe.store.exchange import shares
from recoupe.store.people import User

R = TypeVar("R", bound=Response)

HERE = Path(__file__).parent
# Controls that HTML does not allow in text, and marks that would turn the page's own text around.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
YEAR = 366 * 24 * 3600
_PATIENCE = 1.5  # seconds in which a page waits for the first count of a large library
MOST_FORM = 1 << 20  # bytes of a field of a form


@dataclass(eq=False)
class Bench:
    """One workbench: its library, the accounts in memory, who works at it.

    ``main`` is the library itself where ``library`` is only the part of it that somebody may see: what
    people decide is kept there.
    """

    library: Library
    shelf: Shelf
    by: str  # who judges where nobody logs in
    following: bool = True  # whether a thread keeps the accounts up to date
    team: Any = None  # recoupe.serve.team.Team where people log in
    jobs: Any = None
    outlets: Counting[Any] = None  # type: ignore[assignment]
    ledgers: Counting[Any] = None  # type: ignore[assignment]
    names: Counting[Any] = None  # type: ignore[assignment]
    removed: Any = field(default_factory=OrderedDict)  # articles, by number (serve.removing)
    nav: Sequence[tuple[str, str, str]] = ()  # key, address, the route that it is
    main: Library = None  # type: ignore[assignment]
    number: int = field(init=False, default_factory=count().__next__)

    def __post_init__(self) -> None:
        self.main = self.main or self.library

    @property
    def settled(self) -> bool:
        """Whether the accounts cover every article and judgement, and all are entered."""
        return self.library.fresh and not shown.waiting(self.library) and self.shelf.synced


class Room(NamedTuple):
    """A part of the workbench: its pages, and what of it stands in the head of every page (key, address)."""

    name: str
    routes: Sequence[Route]
    nav: Sequence[tuple[str, str]] = ()


def bench(request: Request) -> Bench:
    """The workbench that a request is to; of a team, that of the user who asks."""
    found: Bench = request.app.state.bench
    if found.team is None:
        return found
    own: Bench | None = getattr(request.state, "bench", None)
    if own is None:
        raise HTTPException(401, "faults.log_in")
    return own


def lang_of(request: Request) -> Lang:
    """The language of the page: as chosen, or as the browser asks."""
    chosen = request.query_params.get("lang") or request.cookies.get("recoupe_lang")
    if chosen in ("en", "fr"):
        return "fr" if chosen == "fr" else "en"
    return words.spoken(request.headers.get("accept-language", ""))


def by(request: Request) -> str:
    """Who judges: the user who logged in, or the one whose machine it is."""
    user = getattr(request.state, "user", None)
    return user.name if user else bench(request).by


def eyes_of(request: Request) -> Any:
    """Who looks, as markings tell people apart (``recoupe.serve.sight.Eyes``); None where nobody logs in."""
    team = request.app.state.bench.team
    return team.eyes(request.state.user) if team else None


class Teller:
    """Words, numbers and dates in one language, as templates use them."""

    def __init__(self, lang: Lang) -> None:
        self.lang: Lang = lang

    def __call__(self, key: str, **values: object) -> str:
        return words.text(self.lang, key, **values)

    def n(self, value: float) -> str:
        """A number as it is read."""
        return number(self.lang, value)

    def many(self, key: str, n: int) -> str:
        """A message that counts something."""
        return words.many(self.lang, key, n)

    def several(self, what: str, n: int) -> str:
        """A counted noun of the brief's catalogue."""
        return several(self.lang, what, n)

    def day(self, iso: str | None) -> str:
        """A day as it is read; « undated » where there is none."""
        try:
            return dates.day(self.lang, date.fromisoformat((iso or "")[:10]))
        except ValueError:
            return words.text(self.lang, "common.undated")


def page(request: Request, template: str, status: int = 200, **values: object) -> HTMLResponse:
    """The page of a template."""
    user: User | None = getattr(request.state, "user", None)
    # Whoever is not logged in learns nothing of the library, not even its name.
    here = request.app.state.bench if user is None else bench(request)
    outside = here.team is not None and user is None
    lang = lang_of(request)

    def can(route: str) -> bool:
        return here.team is None or roles.may(user, route)

    token = guard.token_of(request.cookies)
    theme = request.cookies.get("recoupe_theme", "auto")
    html = _environment().get_template(template).render(
        t=Teller(lang),
        lang=lang,
        theme=theme if theme in ("light", "dark") else "auto",
        csrf=token,
        csrf_name=guard.CSRF,
        nav=[(key, href) for key, href, route in here.nav if can(route)],
        can=can,
        here=request.url.path,
        address=_address(request),
        static=static,
        library="" if outside else here.library.path.name,
        waiting=0 if outside else here.shelf.stand.waiting,
        fault=told(lang, here.shelf.fault) if here.shelf.fault and not outside else None,
        user=user,
        team=here.team is not None,
        goes_out="" if outside or here.team is not None else _goes_out(here),
        said="" if outside else _said(request, lang),
        fragment=request.headers.get("hx-request") == "true",
        **values,
    )  # fmt: skip
    request.state.token = token
    answer = with_token(request, HTMLResponse(_CONTROL.sub("\ufffd", html), status), token)
    if not outside and request.query_params.get("said") == "judged_soon" and not here.settled:
        # Without JavaScript the browser asks again by itself; the account may have another id by then.
        again = local(request.query_params.get("again"), request.url.path)
        answer.headers["Refresh"] = f"2; url={again}?{urlencode({'said': 'judged_soon', 'again': again})}"
    return answer


def with_token(request: Request, answer: R, token: str) -> R:
    """An answer in whose forms this token stands: a browser that has another is given it."""
    if request.cookies.get(guard.CSRF) != token:
        secure = request.url.scheme == "https"
        answer.set_cookie(guard.CSRF, token, httponly=True, samesite="strict", path="/", secure=secure)
    answer.headers["Vary"] = "Cookie, Accept-Language, HX-Request"
    return answer


def _goes_out(here: Bench) -> str:
    """What goes out from this machine: what is shared with partners, questions to sites that are watched."""
    if shares(here.main):
        return "shared"
    return "watched" if sources_of(here.main.path).exists() else "local"


def _address(request: Request) -> str:
    """Path and query, for the forms that lead back here."""
    query = request.url.query
    return f"{request.url.path}?{query}" if query else request.url.path


def _said(request: Request, lang: Lang) -> str:
    """What the page before has to tell, by the name of its message."""
    name = request.query_params.get("said", "")
    if name == "judged_soon" and bench(request).settled:
        name = "judged"
    key = f"common.said.{name}"
    return words.text(lang, key) if re.fullmatch(r"[a-z_]{1,30}", name) and words.has(lang, key) else ""


def to(address: str, **query: object) -> RedirectResponse:
    """On to another page, after a form."""
    more = urlencode({name: str(value) for name, value in query.items() if value not in (None, "")})
    if more:
        address, _, anchor = address.partition("#")
        address += ("&" if "?" in address else "?") + more + (f"#{anchor}" if anchor else "")
    return RedirectResponse(address, 303)


def local(address: object, otherwise: str = "/") -> str:
    """An address of this workbench as a form gave it, or another: no form leads out of it."""
    if (
        isinstance(address, str)
        and re.fullmatch(r"/[^/\\].*|/", address)
        and not re.search(r"[\x00-\x20\x7f]", address)
    ):
        return quote(address, safe="/?&=#%+:,;@!*'()~$-._")
    return otherwise


def post(
    path: str,
    take: Callable[[Request, FormData], Response],
    name: str,
    *,
    most: int = MOST_FORM,
    field: int | None = None,
) -> Route:
    """The route of a form: it must carry its browser's token. ``take`` runs in a thread.

    ``most`` bytes in all, and in a ``field`` that is no file: those are held in memory.
    """

    async def endpoint(request: Request) -> Response:
        length = request.headers.get("content-length", "")
        if not length.isdecimal():
            raise HTTPException(411, "faults.no_length")
        if int(length) > most:
            raise HTTPException(413, f"at most {most >> 20} MB can be sent at once")
        async with request.form(max_files=1000, max_fields=5000, max_part_size=field or most) as form:
            if not guard.is_ours(request.cookies, form):
                raise HTTPException(403, "faults.too_old")
            try:
                return await run_in_threadpool(take, request, form)
            except LibraryBusy:
                return await run_in_threadpool(_again, request, form)

    return Route(path, endpoint, methods=["POST"], name=name)


def _again(request: Request, form: FormData) -> HTMLResponse:
    """What a form said, to be sent again: somebody else went on writing to the library."""
    said = [(name, value) for name, value in form.multi_items() if isinstance(value, str)]
    whole = len(said) == len(form.multi_items())  # files are to be chosen again
    here = request.url.path
    answer = page(request, "busy.html.j2", 503, to=here, fields=said, whole=whole)
    answer.headers["Retry-After"] = "10"
    return answer


def field_of(form: FormData, name: str, most: int = 2000) -> str:
    """A field of a form as one line of text, no longer than ``most`` code points."""
    given = form.get(name)
    return " ".join(given.split())[:most] if isinstance(given, str) else ""


def counted(request: Request, count: Counting[Any]) -> HTMLResponse | None:
    """None where a count over the whole library is there; else a page that asks for it again by itself."""
    if not bench(request).following or count.ready(_PATIENCE):
        return None
    answer = page(request, "counting.html.j2")
    answer.headers["Refresh"] = "2"
    return answer


def showed(request: Request, docs: Iterable[str]) -> None:
    """Keep that an answer tells of these articles, where it does not name them by their pages' addresses."""
    request.state.showed = frozenset(docs)


def not_found(request: Request, what: str) -> HTMLResponse:
    """A page that says what is not there."""
    said = words.text(lang_of(request), "faults.gone", what=what)
    return page(request, "fault.html.j2", 404, what=said, tongue=lang_of(request))


async def on_fault(request: Request, error: Exception) -> Response:
    """The page of what went wrong, without a traceback."""
    if isinstance(error, HTTPException):
        status, what = error.status_code, error.detail
    elif isinstance(error, RecoupeError):
        status, what = 422, str(error)
    else:
        status, what = 500, f"{type(error).__name__}: {error}"
        if request.app.state.bench.team is not None:
            # It may name what whoever asks must not see; whoever keeps the server reads it there.
            what = "faults.defect"
    lang = lang_of(request)
    own = what.startswith("faults.") and words.has(lang, what)
    if status == 404:
        there = request.url.path if what == "Not Found" else what
        answer = await run_in_threadpool(not_found, request, there)
    else:
        said = Told(words.text(lang, what), lang) if own else told(lang, what)
        answer = await run_in_threadpool(
            page, request, "fault.html.j2", status, what=said.text, tongue=said.lang
        )
    for name, value in (getattr(error, "headers", None) or {}).items():
        answer.headers[name] = value
    # The answer to a defect is given outside of the guard.
    for name, value in guard.HEADERS.items():
        answer.headers[name] = value
    return answer


@cache
def static(name: str) -> str:
    """The address of a file of ours; it changes with the file, so that browsers may keep it."""
    digest = hashlib.sha256(static_file(name).read_bytes()).hexdigest()[:10]
    return f"/static/{name}?{digest}"


def sources_of(library: Path) -> Path:
    """The file of the feeds that are watched for a library, be it there or not."""
    return library.with_suffix(".sources.toml")


def static_file(name: str) -> Path:
    """A file of ours; the look of the brief's page is shared with it."""
    return HERE.parent / "share" / "templates" / name if name == "page.css" else HERE / "static" / name


@cache
def _environment() -> Any:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from jinja2.runtime import Context, Macro

    class Plain(Context):
        """Calls what a template calls; only macros are told of the template they are in.

        Jinja asks of everything that is called whether it wants to be told: a fifth of a large page's time.
        """

        def call(
            self, obj: Any, *args: Any, _block_vars: Any = None, _loop_vars: Any = None, **kwargs: Any
        ) -> Any:
            return super().call(obj, *args, **kwargs) if type(obj) is Macro else obj(*args, **kwargs)

    environment = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,  # they do not change, and to look costs as much as a small page
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.context_class = Plain
    environment.filters["first_up"] = lambda text: text[:1].upper() + text[1:]
    return environment


@cache
def warm() -> bool:
    """Have every template at hand: to compile one takes longer than to fill it in; never « more to do »."""
    environment = _environment()
    for name in environment.list_templates():
        environment.get_template(name)
        time.sleep(0.01)  # whoever asks for a page comes first
    return False


def with_query(path: str, query: Mapping[str, Sequence[str]]) -> str:
    """An address with a query, values in the order given."""
    return f"{path}?{urlencode(query, doseq=True)}" if query else path
