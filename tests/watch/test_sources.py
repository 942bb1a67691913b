"""A sources file that does not hold together is refused in one line that says where."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

GOOD = 'contact = "desk@fanal.example"\n[[source]]\nname = "fanal"\nfeed = "https://fanal.example/rss"\n'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("contact = ", "press.toml"),
        (GOOD.replace("contact", "kontakt"), "kontakt"),
        (GOOD.replace('contact = "desk@fanal.example"\n', ""), "contact"),
        (GOOD + 'sitemap = "https://fanal.example/map.xml"\n', "exactly one of"),
        (GOOD.replace("feed =", "page_ ="), "page_"),
        (GOOD.replace("https://fanal.example/rss", "ftp://fanal.example/rss"), "source 1 (fanal)"),
        (GOOD + 'interval = "often"\n', "such as 30s"),
        (GOOD + GOOD.split("\n", 1)[1], "another source has this name"),
        (GOOD.replace("desk@fanal.example", "Zoé Dupré"), "contact"),
        ('contact = "desk@fanal.example"\nsource = []\n', "length"),
    ],
)
def test_what_is_wrong_and_where(run: Any, tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "press.toml"
    path.write_text(text, encoding="utf-8")
    result = run("watch", path, "--once")
    assert result.exit_code == 1
    assert result.stderr.count("\n") == 1
    assert "press.toml" in result.stderr and said in result.stderr
    assert not (tmp_path / "archive").exists()


def test_no_such_file(run: Any, tmp_path: Path) -> None:
    result = run("watch", tmp_path / "none.toml", "--once")
    assert result.exit_code == 1
    assert "none.toml" in result.stderr
