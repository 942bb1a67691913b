"""Pictures of the workbench: ``python tests/browser/workbench_pictures.py LIBRARY docs/images``.

Takes them from a running workbench over the demo's library (``recoupe add examples/press …``).
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import Any

SHOTS = (
    ("workbench", "/", 1280, "light"),
    ("workbench-dark", "/", 1280, "dark"),
    ("workbench-phone", "/", 390, "light"),
    ("workbench-account", "raid", 1280, "light"),
    ("workbench-article", "/article/1", 1280, "light"),
    ("workbench-copies", "/article/1/differences/2", 1280, "light"),
    ("workbench-review", "/review", 1280, "light"),
    ("workbench-network", "/network", 1280, "light"),
    ("workbench-search", "/search?q=cellule+d%C3%A9manteler", 1280, "light"),
)


def main() -> None:
    from playwright.sync_api import sync_playwright

    if len(sys.argv) != 3:
        sys.exit(__doc__)
    sys.path.insert(0, str(Path(__file__).parent))
    from test_workbench_in_chromium import Running

    running = Running(Path(sys.argv[1]))
    folder = Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        for name, address, width, scheme in SHOTS:
            context = browser.new_context(
                viewport={"width": width, "height": 900}, color_scheme=scheme, locale="en"
            )
            view: Any = context.new_page()
            if address == "raid":
                view.goto(f"{running.base}/?disputed=when")
                view.locator(".acc.many a").first.click()
            else:
                view.goto(running.base + address)
            view.screenshot(path=folder / f"{name}.png")
            context.close()
        browser.close()
    running.close()


if __name__ == "__main__":
    main()
