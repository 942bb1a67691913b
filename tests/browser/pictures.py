"""Pictures of a page for the documentation: ``python tests/browser/pictures.py brief.html docs/images``.

Takes the top of the page at desktop width in light and dark, the same at phone width, and the first
disputed account opened. Needs chromium and Playwright, as the tests here do.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

OPEN = """() => {
  const account = document.querySelector('.acc.many .neq').closest('.acc');
  account.querySelector('details').open = true;
  account.scrollIntoView();
}"""
SHOTS = (
    ("brief", 1280, 1000, "light", None),
    ("brief-dark", 1280, 1000, "dark", None),
    ("brief-phone", 390, 844, "light", None),
    ("brief-disagreement", 1280, 1000, "light", OPEN),
    ("brief-figures", 1280, 1000, "light", "document.querySelector('#figures')?.scrollIntoView()"),
    ("brief-articles", 1280, 1000, "light", "document.querySelector('#articles').scrollIntoView()"),
)


def main() -> None:
    from playwright.sync_api import sync_playwright

    if len(sys.argv) != 3:
        sys.exit(__doc__)
    address, folder = Path(sys.argv[1]).resolve().as_uri(), Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        for name, width, height, scheme, before in SHOTS:
            view = browser.new_page(viewport={"width": width, "height": height}, color_scheme=scheme)
            view.goto(address)
            if before:
                view.evaluate(before)
            view.screenshot(path=folder / f"{name}.png")
            view.close()
        browser.close()


if __name__ == "__main__":
    main()
