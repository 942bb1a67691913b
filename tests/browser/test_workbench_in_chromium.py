"""The workbench in headless Chromium: every page accessible, silent, alone, and fit for a phone."""

from __future__ import annotations

import re
import shutil
import socket
import sqlite3
import sys
import threading
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytest.importorskip("playwright.sync_api", reason="Playwright is not installed: pip install -e '.[dev]'")
pytest.importorskip("axe_playwright_python", reason="axe is not installed: pip install -e '.[dev]'")
pytestmark = pytest.mark.skipif(
    CHROMIUM is None, reason="no chromium on this machine: apt-get install chromium"
)
sys.path[:0] = [str(Path(__file__).parents[1] / part) for part in ("serve", "share/exchange")]

PAGES = (
    "/",
    "/?disputed=any&from=2021-03&to=2021-03",
    "/?kind=figure",
    "/article/1",
    "/article/3",
    "/article/5",
    "/article/1/remove",
    "/search?q=cellule",
    "/review",
    "/review/1-0",
    "/review/1-1",
    "/briefs",
    "/briefs/compose",
    "/bring-in",
    "/feeds",
    "/partners",
    "/requests",
    "/audit?check=yes",
    "/ledger",
    "/ledger?sort=documented",
    "/coverage",
    "/coverage/fields",
    "/entity/MAR.BCIJ",
    "/network",
    "/map",
    "/sources",
    "/sources?sort=lag",
    "/search?q=nothing-at-all&language=fr",
    "/network?of=body",
    "/network?sort=who",
    "/network?from=1900&to=1901",
    "/map?country=MAR",
    "/review?disputed=any",
    "/names",
    "/nowhere",
)
TEAM = ("/people", "/password")
SOURCES = """\
contact = "desk@example.org"
[[source]]
name = "le-fanal"
outlet = "Le Fanal"
feed = "https://fanal.example/rss.xml"
[[source]]
name = "la-vigie"
paused = true
page = "https://vigie.example/a/very/long/address/that/goes/on/and/on/index.html"
"""

MINE = "mine: {name: {en: Mine}, fields: {raids: {name: {en: Raids}, of: [{mode: [COERCE/dismantle]}]}}}"

# Milliseconds a browser on a busy machine is waited for.
PATIENCE = 300_000


class Running:
    """A workbench on a port of its own, and a browser that may reach nothing else."""

    def __init__(self, path: Path, team: bool = False) -> None:
        import uvicorn

        from recoupe.serve import make_app

        listening = socket.socket()
        listening.bind(("127.0.0.1", 0))
        host = f"127.0.0.1:{listening.getsockname()[1]}"
        self.base = f"http://{host}"
        self.app = app = make_app(path, by="nadia", hosts=[host], team=team)
        self.server = uvicorn.Server(uvicorn.Config(app, log_level="error"))
        self.thread = threading.Thread(target=self.server.run, kwargs={"sockets": [listening]}, daemon=True)
        self.thread.start()
        shelf = app.state.bench.shelf
        end = time.monotonic() + 600
        while not (self.server.started and app.state.bench.settled and not shelf.stand.waiting):
            assert time.monotonic() < end
            time.sleep(0.05)

    def close(self) -> None:
        self.server.should_exit = True
        self.thread.join(10)


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    from browse import fill

    running = Running(shared(fill(tmp_path_factory.mktemp("bench") / "press.db")))
    yield running
    running.close()


def shared(path: Path) -> Path:
    """The library with two counts of one thing, a partner, a question, a log and sources that are watched."""
    from browse import add
    from exchange_press import befriend

    from recoupe.model import Entity, Figure, When
    from recoupe.share.exchange.ask import ask
    from recoupe.share.exchange.nodes import find, init, load_key
    from recoupe.store import Library

    dgsn = Entity("la DGSN", "MAR.DGSN", "MAR", "COP")
    for doc, day, value in (("y.txt", "2019-12-31", 95), ("z.txt", "2021-03-10", 90)):
        text = f"La DGSN a saisi {value} véhicules depuis 2015."
        told = When("depuis 2015", "2015-01-01", day)
        counts = {"measure": "weapons-seized", "value": value, "actors": (dgsn,), "when": told}
        add(path, text, Figure(doc=doc, span=(0, len(text)), trigger="véhicules", **counts), day=day)
    with Library(path) as ours, Library(path.with_name("south.db")) as theirs:
        init(ours, "north")
        init(theirs, "south")
        befriend(ours, theirs, groups=("@sahel",))
        ask(ours, load_key(ours), find(ours, "south"), "Who trained the officers?", by="inès")
    path.with_suffix(".sources.toml").write_text(SOURCES, "utf-8")
    return path


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM,
            timeout=PATIENCE,
            # Whatever has a name is not found: only addresses of this machine are reached.
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking",
                  "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1"],
        )  # fmt: skip
        yield browser
        browser.close()


class View:
    """A page of the browser, with all it said and all it asked for."""

    def __init__(self, browser: Any, bench: Running, locale: str = "en", **context: Any) -> None:
        self.context = browser.new_context(base_url=bench.base, locale=locale, **context)
        self.context.set_default_timeout(PATIENCE)
        self.page = self.context.new_page()
        self.base = bench.base
        self.told: list[str] = []
        self.asked: list[str] = []
        self.page.on("console", lambda message: self.told.append(message.text))
        self.page.on("pageerror", lambda error: self.told.append(str(error)))
        self.page.on("request", lambda request: self.asked.append(request.url))
        # Nothing here opens a dialogue of the browser: whatever does is a hostile article's.
        self.page.on("dialog", lambda dialog: (self.told.append(dialog.message), dialog.dismiss()))

    def silent(self, but: str | tuple[str, ...] = ()) -> None:
        """Nothing was said, and nobody else was asked."""
        passed = (but,) if isinstance(but, str) else but
        assert [one for one in self.told if not any(part in one for part in passed)] == []
        assert [url for url in self.asked if not url.startswith(self.base + "/")] == []

    def fits(self, address: str, width: int) -> None:
        """The page is accessible with all that unfolds, and no wider than the screen."""
        self.page.goto(address)
        self.fits_as_it_is(width)

    def fits_as_it_is(self, width: int) -> None:
        """The same of the page that is shown."""
        self.page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        assert faults(self.page) == [], self.page.url
        assert self.page.evaluate("document.documentElement.scrollWidth") <= width, self.page.url

    def send(self, form: str, button: str = "button", **fields: str) -> None:
        """Send a form, whatever the browser itself would hold back of it."""
        found = self.page.locator(form).first
        found.evaluate(
            "form => { form.noValidate = true; form.closest('details')?.setAttribute('open', ''); }"
        )
        for name, value in fields.items():
            found.locator(f"[name={name}]:not([type=hidden])").first.fill(value)
        with self.page.expect_navigation():
            found.locator(button).first.click()


def faults(page: Any) -> list[str]:
    """What axe finds wrong with the page."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page).response["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html'][:160]}" for one in found]


def made(view: View) -> list[str]:
    """What a page shows only once there is something: an account, a ledger, a brief, a job, a request."""
    page = view.page

    def rows(table: str) -> Any:
        return page.request.get(table).json()

    one, other = (row["account"] for row in rows("/accounts.json?kind=event&kind=figure")[:2])
    raid = rows("/accounts.json?disputed=any")[0]["account"]
    found = [f"/account/{raid}", f"/account/{raid}/why", f"/compare?a={one}&b={other}", "/at/1/0"]
    found += ["/article/1/differences/2", f"/requests/{rows('/requests.json')[0]['id']}"]
    page.goto(f"/briefs/compose?account={one}&account={raid}")
    found.append(page.url.removeprefix(view.base))
    page.locator("main form button.main").click()
    page.locator(".brief-list").wait_for()
    found.append(page.url.removeprefix(view.base))
    page.goto("/bring-in")
    page.locator("#b-text").fill("Rien de nouveau.")
    page.locator("form[action='/bring-in/text'] button").click()
    page.wait_for_url(re.compile(r"/bring-in/\d+"))
    found.append(page.url.removeprefix(view.base))
    for counted in ("/sources", "/ledger"):  # when they are first opened
        page.goto(counted)
        page.locator("main table").first.wait_for(timeout=60_000)
    return [*found, page.locator("main tbody a").first.get_attribute("href")]


def left_out(bench: Running, walked: Iterable[str]) -> set[str]:
    """The pages that none of these addresses is of."""
    from starlette.routing import Match

    paths = [address.partition("?")[0] for address in walked]
    left = set()
    for route in bench.app.routes:
        if "GET" not in route.methods or re.search(r"\.\w+$|\{form|^/static", route.path):
            continue  # a form, or a file: tests/serve/test_rows.py
        asked = [{"type": "http", "method": "GET", "path": path} for path in paths]
        if not any(route.matches(one)[0] is Match.FULL for one in asked):
            left.add(route.name)
    return left


# Each width and each language in light and in dark.
LOOKS = ((390, "light", "en"), (390, "dark", "fr"), (1280, "light", "fr"), (1280, "dark", "en"))


@pytest.mark.parametrize(("width", "scheme", "locale"), LOOKS)
def test_every_page(browser: Any, bench: Running, width: int, scheme: str, locale: str) -> None:
    size = {"width": width, "height": 900}
    view = View(browser, bench, locale, viewport=size, color_scheme=scheme, bypass_csp=True)
    pages = [*PAGES, *made(view)]
    for address in pages:
        view.fits(address, width)
    # Of an article taken out: test_an_article_is_taken_out_and_put_back.
    assert left_out(bench, pages) == {"removed"}
    view.silent(but="404")
    view.context.close()


def _stays(route: Any) -> None:
    """Give an answer without what has the browser ask again."""
    answer = route.fetch()
    kept = {name: value for name, value in answer.headers.items() if name != "refresh"}
    route.fulfill(response=answer, headers=kept)


@pytest.mark.parametrize(("width", "scheme", "locale"), LOOKS[1:3])
def test_what_forms_answer(browser: Any, tmp_path: Path, width: int, scheme: str, locale: str) -> None:
    """What is refused, what is done and can be undone, what is kept back, and what is being counted."""
    from browse import fill

    running = Running(shared(fill(tmp_path / "press.db")))
    size = {"width": width, "height": 900}
    view = View(browser, running, locale, viewport=size, color_scheme=scheme, bypass_csp=True)
    page = view.page

    def answers(address: str, form: str, button: str = "button", **fields: str) -> None:
        if address:
            page.goto(address)
        view.send(form, button, **fields)
        view.fits_as_it_is(width)

    judge = "form:has(#j-grade)"
    account = (
        f"/account/{page.request.get(running.base + '/accounts.json?disputed=any').json()[0]['account']}"
    )
    answers(account, judge, why="")  # 422
    answers(account, judge, why="I was there")
    answers(account, "form:has(#j-value)", why="no", instead="the day before yesterday's eve")  # 422
    answers("/coverage/fields", "main form", "button.main", text="mine: [")  # 422
    answers("/coverage/fields", "main form", "button.main", text=MINE)
    answers("/coverage/fields", "main form", "button[value=undo]")
    answers(
        "/names", "main form", "button[value=same-name]", a="le bureau", b="MAR.BCIJ", why="so they call it"
    )
    answers("/names", ".history form")
    answers("/", "form[action='/searches']", name="all")
    answers("/", "form[action='/searches/forget']")
    answers("", "form.told")
    answers("/review", "main form", "button[value=accept]")  # 422: nothing is chosen
    answers("/review", "main form", "button[value^='accept ']")
    answers("/review", ".history form")
    answers("/review/1-1", "main form", "button.main", **{"actors-is": "Nobody Anywhere"})  # 422
    answers("/feeds", "form:has(input[value=la-vigie]):has(input[value=remove])")
    answers("", "form.told")
    answers("/feeds", "form:has(#f-name)", name="../x", url="https://a.example/")  # 422
    answers("/sources", "details form", why="")  # 422
    answers("/requests", "form[action='/requests']", "button.main, button", text="")  # 422
    answers("/bring-in", "form[action='/bring-in/text']", text="")  # 422
    page.goto("/briefs/compose?account=" + account.rsplit("/", 1)[1])
    view.send("main form", "button.main", title="For Monday")
    view.fits_as_it_is(width)
    other = sqlite3.connect(tmp_path / "press.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("recoupe.store.connect.BUSY_SECONDS", 0.1)
        answers(account, judge, why="I was there, too")  # another program is writing
    other.execute("ROLLBACK")
    other.close()
    with pytest.MonkeyPatch.context() as patch:
        for one in ("outlets", "ledgers", "names"):
            patch.setattr(getattr(running.app.state.bench, one), "ready", lambda _wait: False)
        # It asks again by itself after two seconds, in which a busy machine has not looked it through.
        page.route(lambda url: True, _stays)
        for address in ("/sources", "/ledger", "/names"):
            view.fits(address, width)
    view.silent(but=("422", "503"))
    view.context.close()
    running.close()


@pytest.mark.parametrize(("width", "locale"), [(390, "fr"), (1280, "en")])
def test_the_pages_of_a_team(browser: Any, tmp_path: Path, width: int, locale: str) -> None:
    from browse import fill
    from team_press import users

    from recoupe.serve.passwords import digest_of

    path = shared(fill(tmp_path / "press.db"))
    people = users(path)
    people.change("administrator", digest=digest_of("correct horse battery"))
    people.close()
    running = Running(path, team=True)
    view = View(browser, running, locale, viewport={"width": width, "height": 900}, bypass_csp=True)
    view.fits("/login", width)
    view.page.locator("input[name=name]").fill("administrator")
    view.page.locator("input[name=password]").fill("correct horse battery")
    view.page.locator("main button").click()
    view.page.locator(".acc").first.wait_for()
    pages = [*TEAM, *PAGES, *made(view)]
    for address in pages:
        view.fits(address, width)
    assert left_out(running, [*pages, "/login"]) == {"removed"}
    view.silent(but=("404", "[DOM]"))  # hints of Chromium on what its own password manager likes
    view.context.close()
    running.close()


@pytest.mark.parametrize(("width", "scheme", "locale"), LOOKS[1:3])
def test_an_empty_library(browser: Any, tmp_path: Path, width: int, scheme: str, locale: str) -> None:
    running = Running(tmp_path / "new.db")
    size = {"width": width, "height": 900}
    view = View(browser, running, locale, viewport=size, color_scheme=scheme, bypass_csp=True)
    for address in PAGES:
        if not address.startswith(("/article", "/review/")):
            view.fits(address, width)
    view.silent(but="404")
    view.context.close()
    running.close()


@pytest.mark.parametrize(("script", "width", "scheme"), [(True, 390, "dark"), (False, 1280, "light")])
def test_an_article_is_taken_out_and_put_back(
    browser: Any, tmp_path: Path, script: bool, width: int, scheme: str
) -> None:
    from browse import fill

    running = Running(fill(tmp_path / "press.db"))
    size = {"width": width, "height": 900}
    view = View(browser, running, viewport=size, color_scheme=scheme, java_script_enabled=script)
    page = view.page
    page.goto("/article/1")
    page.get_by_role("link", name="take out of the library").click()
    page.get_by_label("Why").fill("a hoax of our own")
    page.get_by_role("button", name="Take it out").click()
    page.get_by_role("heading", name="taken out").wait_for()
    # Whoever checks the page needs scripts of their own.
    looking = View(browser, running, viewport=size, color_scheme=scheme, bypass_csp=True)
    looking.context.add_cookies(view.context.cookies())
    looking.fits(page.url.removeprefix(running.base), width)
    looking.silent()
    looking.context.close()
    page.get_by_role("button", name="Put it back").click()
    page.get_by_text("there again").wait_for()
    assert "/article/" in page.url
    view.silent()
    view.context.close()
    running.close()


@pytest.mark.parametrize("script", [True, False])
def test_a_judgement_and_back(browser: Any, bench: Running, script: bool) -> None:
    view = View(browser, bench, java_script_enabled=script)
    page = view.page
    page.goto("/?disputed=any")
    page.get_by_role("link", name="dismantled a cell").first.click()
    page.get_by_role("heading", level=1, name="dismantled a cell").wait_for()
    assert page.locator("button.copy").first.is_visible() is script  # nothing that only a script could do
    page.get_by_text("The grade is wrong").click()
    form = page.locator("form", has=page.locator("#j-grade"))
    form.locator("select").select_option("5")
    form.get_by_label("Reason").fill("I was there")
    form.get_by_role("button").click()
    page.get_by_text("improbable").first.wait_for()
    page.get_by_role("button", name="Undo").last.click()
    page.get_by_text("possibly true").first.wait_for()
    assert "I was there" in page.locator(".history").inner_text()
    view.silent()
    view.context.close()


# What is judged on an account's page: the words that unfold it, what is filled in, what the page then says.
JUDGEMENTS = (
    ("A value is wrong", {"#j-value": "when=2021-03-08", "#j-instead": "10 March 2021"}, "put right by"),
    ("A report does not belong here", {"#j-out": "c.txt"}, "not the same"),
    ("One source relays another", {"#j-ra": "cap-radio", "#j-rb": "oued-express"}, "relays"),
)


@pytest.mark.parametrize("script", [True, False])
@pytest.mark.parametrize(("unfolds", "fields", "says"), JUDGEMENTS)
def test_each_judgement_and_back(
    browser: Any, bench: Running, script: bool, unfolds: str, fields: dict[str, str], says: str
) -> None:
    view = View(browser, bench, java_script_enabled=script)
    page = view.page
    page.goto("/?disputed=any")
    page.get_by_role("link", name="dismantled a cell").first.click()
    page.get_by_text(unfolds, exact=True).click()
    form = page.locator("details[open] form").last
    for field, value in fields.items():
        one = form.locator(field)
        if one.evaluate("e => e.matches('select')"):
            options = one.locator("option").evaluate_all("all => all.map(o => [o.value, o.textContent])")
            one.select_option(next(v for v, words in options if value in v or value in words))
        else:
            one.fill(value)
    why = f"I asked them, {says}, {script}"
    form.get_by_label("Reason").fill(why)
    form.get_by_role("button").click()
    kept = page.locator(".history li", has_text=why)
    kept.wait_for()
    assert says in page.locator("main").inner_text()
    kept.get_by_role("button", name="Undo").click()
    page.locator(".history li:not(.gone)", has_text=why).wait_for(state="detached")
    view.silent()
    view.context.close()


def test_two_accounts_are_judged_one_and_back(browser: Any, bench: Running) -> None:
    view = View(browser, bench)
    page = view.page
    first, second = (one["account"] for one in page.request.get("/accounts.json?kind=figure").json()[:2])
    page.goto(f"/compare?a={first}&b={second}")
    page.get_by_label("Reason").fill("no, two raids")
    page.get_by_role("button", name="They are two things").click()
    kept = page.locator(".history li", has_text="no, two raids")
    kept.get_by_role("button", name="Undo").click()
    page.locator(".history li.gone", has_text="no, two raids").wait_for()
    view.silent()
    view.context.close()


def test_reliability_and_names_are_judged_and_back(browser: Any, bench: Running) -> None:
    view = View(browser, bench)
    page = view.page
    page.goto("/sources")
    page.get_by_role("heading", level=1, name="Sources").wait_for()
    row = page.get_by_role("row", name="fil-du-sud").first
    row.locator("summary").click()
    row.get_by_label("Reliability").select_option("B")
    row.get_by_label("Reason").fill("ten years of it")
    row.get_by_role("button", name="Keep").click()
    page.get_by_text("ten years of it").wait_for()
    page.get_by_role("button", name="Undo").first.click()
    page.get_by_text("ten years of it").wait_for(state="detached")
    page.goto("/entity/MAR.BCIJ")
    page.get_by_label("A name").fill("le bureau")
    page.get_by_label("Reason").fill("so they call it")
    page.get_by_role("button", name="Keep").click()
    page.get_by_text("so they call it").wait_for()
    page.get_by_role("button", name="Undo").first.click()
    page.get_by_text("so they call it").wait_for(state="detached")
    view.silent()
    view.context.close()


def test_a_search_is_kept_and_a_brief_composed(browser: Any, bench: Running) -> None:
    view = View(browser, bench)
    page = view.page
    page.goto("/?body=MAR.BCIJ")
    page.get_by_label("Keep this list as").fill("Bureau")
    page.get_by_role("button", name="Keep", exact=True).click()
    page.get_by_role("link", name="Bureau", exact=True).wait_for()
    page.get_by_role("button", name="Forget: Bureau").click()
    page.get_by_text("no longer kept").wait_for()
    page.locator("input[name=account]").first.check()
    page.get_by_role("button", name="Brief of the chosen").click()
    page.get_by_label("Title").fill("For Monday")
    page.get_by_role("button", name="Make the brief").click()
    page.get_by_role("heading", level=1, name="For Monday").wait_for()
    with page.expect_download() as taken:
        page.get_by_role("button", name="Export").click()
    assert taken.value.suggested_filename.endswith(".pdf")
    page.get_by_role("button", name="Leave out").click()
    page.get_by_role("button", name="Undo").click()
    page.locator(".brief-list li").wait_for()
    page.get_by_role("button", name="Throw this brief away").click()
    page.get_by_text("thrown away").first.wait_for()
    view.silent()
    view.context.close()


def test_a_facet_narrows_in_place_and_back_again(browser: Any, bench: Running) -> None:
    view = View(browser, bench)
    page = view.page
    page.goto("/")
    page.get_by_role("complementary").get_by_role("link", name="BCIJ").click()
    page.locator(".chips").wait_for()
    page.wait_for_url(lambda url: "body=MAR.BCIJ" in url)
    page.go_back()
    page.locator(".chips").wait_for(state="detached")
    view.silent()
    view.context.close()


def test_review_by_keyboard(browser: Any, bench: Running) -> None:
    view = View(browser, bench)
    page = view.page
    page.goto("/review")
    before = page.locator(".queue li").count()
    page.keyboard.press("a")
    page.get_by_text("Kept; the next ones are below").wait_for()
    assert page.locator(".queue li").count() == before - 1
    page.keyboard.press("u")
    page.get_by_text("Taken back").first.wait_for()
    assert page.locator(".queue li").count() == before
    view.silent()
    view.context.close()


def test_several_are_reviewed_by_keyboard(browser: Any, bench: Running) -> None:
    view = View(browser, bench)
    page = view.page
    page.goto("/review?kind=event&kind=figure")
    before = page.locator(".queue li").count()
    assert before >= 3
    page.keyboard.press("j")
    page.locator(".queue > li#i2.now").wait_for()
    page.keyboard.press("x")
    page.keyboard.press("j")
    page.keyboard.press("x")
    page.keyboard.press("k")
    page.keyboard.press("R")
    page.get_by_text("Kept; the next ones are below").wait_for()
    assert page.locator(".queue li").count() == before - 2
    assert "kind=figure" in page.url  # the same queue
    page.locator(".queue > li.now").wait_for()
    for _ in range(2):
        page.keyboard.press("u")
        page.get_by_text("Taken back").first.wait_for()
        page.goto("/review?kind=event&kind=figure")
    assert page.locator(".queue li").count() == before
    view.silent()
    view.context.close()


def test_a_correction_by_words_picked_in_the_text(browser: Any, bench: Running) -> None:
    view = View(browser, bench)
    page = view.page
    page.goto("/review/1-0")
    text = page.locator("[data-words-into]")
    text.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowRight")
    page.locator(".picked", has_text=re.compile(r"\S \S")).wait_for()
    picked = page.locator(".picked").inner_text()
    assert picked in " ".join(text.inner_text().split())
    page.keyboard.press("3")
    places = page.locator("input[name=where-text]")
    assert picked in [places.nth(n).input_value() for n in range(places.count())]
    assert places.last.input_value() == ""  # one row is left for more
    page.get_by_label("What").select_option(label="Arrests")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Keep the correction").click()
    page.get_by_text("Kept; the next ones are below").wait_for()
    page.goto("/at/1/0")
    page.get_by_text("put right by").first.wait_for()
    page.goto("/review")
    page.keyboard.press("u")
    page.get_by_text("Taken back").first.wait_for()
    view.silent()
    view.context.close()


def test_the_keys_are_shown(browser: Any, bench: Running) -> None:
    view = View(browser, bench)
    view.page.goto("/")
    view.page.keyboard.press("?")
    view.page.get_by_text("to the search field").wait_for()
    view.silent()
    view.context.close()


def test_a_quotation_is_copied_with_its_source(browser: Any, bench: Running) -> None:
    view = View(browser, bench, permissions=["clipboard-read", "clipboard-write"])
    page = view.page
    page.goto("/at/1/0")
    page.locator("button.copy").first.click()
    page.locator("button.copy[data-done]").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "démantelé" in copied and f"{bench.base}/article/" in copied
    page.goto(copied.rsplit(" ", 1)[1])
    page.locator("mark .at:target").wait_for(state="attached")
    view.silent()
    view.context.close()


def test_from_the_keyboard(browser: Any, bench: Running) -> None:
    view = View(browser, bench)
    page = view.page
    page.goto("/")
    page.keyboard.press("Tab")
    page.wait_for_function("document.activeElement.className === 'skip'")
    page.keyboard.press("Enter")
    page.wait_for_function("document.activeElement.id === 'main'")
    page.keyboard.press("/")
    page.wait_for_function("document.activeElement.id === 'top-q'")
    page.keyboard.type("cellule")
    page.keyboard.press("Enter")
    page.locator(".hits mark").first.wait_for()
    view.silent()
    view.context.close()


def test_evidence_leads_to_its_words_and_back(browser: Any, bench: Running) -> None:
    view = View(browser, bench)
    page = view.page
    page.goto("/article/1")
    page.locator(".records a.num").first.click()
    page.wait_for_url(lambda url: "#" in url)
    anchor = page.url.rsplit("#", 1)[1]
    assert "démantelé" in page.locator(f"mark:has([id='{anchor}'])").inner_text()
    page.locator("sup.refs a").first.click()
    page.wait_for_url(lambda url: "#r" in url)
    view.silent()
    view.context.close()


def test_arabic_runs_from_the_right(browser: Any, bench: Running) -> None:
    view = View(browser, bench)
    view.page.goto("/article/5")
    assert view.page.locator(".passage p").first.evaluate("e => getComputedStyle(e).direction") == "rtl"
    view.context.close()


def test_in_print_only_what_is_read(browser: Any, bench: Running) -> None:
    view = View(browser, bench)
    view.page.goto("/")
    view.page.emulate_media(media="print")
    view.page.locator(".side").wait_for(state="hidden")
    view.page.get_by_role("link", name="dismantled a cell").first.wait_for()
    view.context.close()
