"""The page in headless Chromium: no requests, no errors, no sideways scrolling, readable."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytest.importorskip("playwright.sync_api", reason="Playwright is not installed: pip install -e '.[dev]'")
pytestmark = pytest.mark.skipif(
    CHROMIUM is None, reason="no chromium on this machine: apt-get install chromium"
)

sys.path.insert(0, str(Path(__file__).parents[1] / "share"))

# Milliseconds a browser on a busy machine is waited for.
PATIENCE = 300_000
# Contrast of every text with what is behind it (WCAG 2.2, 1.4.3), as the browser has painted it.
CONTRAST = """() => {
  const parse = c => { const m = c.match(/[\\d.]+/g).map(Number); return m.length < 4 ? [...m, 1] : m; };
  const linear = v => { v /= 255; return v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4; };
  const light = c => { const f = c.slice(0, 3).map(linear);
    return .2126 * f[0] + .7152 * f[1] + .0722 * f[2]; };
  const bad = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const el = walk.currentNode.parentElement;
    if (!walk.currentNode.data.trim() || el.closest('svg') || !el.getClientRects().length) continue;
    let at = el, ground = [0, 0, 0, 0];
    while (at && ground[3] === 0) {
      ground = parse(getComputedStyle(at).backgroundColor); at = at.parentElement;
    }
    if (ground[3] === 0) ground = parse(getComputedStyle(document.body).backgroundColor);
    const [a, b] = [light(parse(getComputedStyle(el).color)), light(ground)].sort((x, y) => y - x);
    if ((a + .05) / (b + .05) < 4.5)
      bad.push(el.className + ': ' + walk.currentNode.data.trim().slice(0, 40));
  }
  return bad;
}"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    import share_press as press

    from recoupe.share.page import page

    path = tmp_path_factory.mktemp("page") / "brief.html"
    path.write_text(page(press.made(), "en"), "utf-8")
    return path.as_uri()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM,
            timeout=PATIENCE,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield browser
        browser.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_the_page_loads_alone_and_fits(browser: Any, address: str, width: int, scheme: str) -> None:
    view = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    view.set_default_timeout(PATIENCE)
    told: list[str] = []
    asked: list[str] = []
    view.on("console", lambda message: told.append(message.text))
    view.on("pageerror", lambda error: told.append(str(error)))
    view.on("request", lambda request: asked.append(request.url))
    view.goto(address)
    view.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    assert told == []
    assert asked == [address]
    assert view.evaluate("document.documentElement.scrollWidth") == width
    assert view.evaluate(CONTRAST) == []
    view.close()


def test_all_of_it_works_without_javascript(browser: Any, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    context.set_default_timeout(PATIENCE)
    view = context.new_page()
    view.goto(address)
    # A link to an account opens the details that hold it.
    raid = view.locator("article.acc.many")
    assert not raid.locator("table").is_visible()
    raid.locator("summary").click()
    raid.locator("table").wait_for()
    view.locator("sup.refs a").first.click()
    view.wait_for_url(lambda url: "#a" in url)
    context.close()


def test_evidence_leads_to_its_closed_account_and_back(browser: Any, address: str) -> None:
    view = browser.new_page()
    view.set_default_timeout(PATIENCE)
    view.goto(address)
    view.locator("sup.refs a").first.click()
    body = view.locator("article.acc.many .body")
    body.wait_for()
    before = view.url
    body.locator("p.cite a").first.click()
    view.wait_for_url(lambda url: url != before)
    anchor = view.url.rsplit("#", 1)[1]
    assert "démantelé" in view.locator(f"mark:has([id='{anchor}'])").inner_text()
    view.close()


def test_from_the_keyboard(browser: Any, address: str) -> None:
    view = browser.new_page()
    view.set_default_timeout(PATIENCE)
    view.goto(address)
    view.keyboard.press("Tab")
    view.wait_for_function("document.activeElement.className === 'skip'")
    view.keyboard.press("Enter")
    view.wait_for_url(lambda url: url.endswith("#accounts"))
    unreachable = view.evaluate(
        "[...document.querySelectorAll('main svg a')].filter(a => a.tabIndex >= 0).length"
    )
    assert unreachable == 0  # the timeline repeats the list below it
    view.close()


def test_the_printed_page_shows_what_details_hold(browser: Any, address: str) -> None:
    view = browser.new_page()
    view.set_default_timeout(PATIENCE)
    view.goto(address)
    view.emulate_media(media="print")
    view.locator("article.acc.many table").first.wait_for()
    view.locator("nav.years").wait_for(state="hidden")
    view.close()
