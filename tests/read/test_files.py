"""Which files are read, what they are called, and what is known of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from recoupe.model import Article
from recoupe.read import load_meta, read

from .conftest import FIRST, SECOND, one

Put = Callable[..., Path]
TEXT = f"Une visite à Tunis\n\n{FIRST}\n{SECOND}\n"


def _docs(*paths: Path) -> list[str]:
    return [item.doc for item in read(paths)]


def test_folders_are_walked_by_name(put: Put) -> None:
    for name in ("b.txt", "a.htm", "sous/c.txt", ".cache/d.txt", ".e.txt", "meta.json", "image.png"):
        put(
            name,
            TEXT if name.endswith("txt") else f"<html><body><article><p>{FIRST}</p></article></body></html>",
        )
    assert _docs(put("b.txt", TEXT).parent) == ["a.htm", "b.txt", "c.txt"]


def test_a_file_given_twice_is_read_once(put: Put) -> None:
    path = put("a.txt", TEXT)
    assert _docs(path, path.parent) == ["a.txt"]


def test_same_name_in_two_folders(put: Put) -> None:
    put("2020/x.txt", TEXT)
    put("2021/x.txt", TEXT)
    root = put("seul.txt", TEXT).parent
    assert _docs(root) == ["seul.txt", "2020--x.txt", "2021--x.txt"]


def test_metadata_by_name_or_relative_path(put: Put) -> None:
    put("2020/x.txt", TEXT)
    root = put("2021/x.txt", TEXT).parent.parent
    meta = {"x.txt": {"outlet": "un"}, "2021/x.txt": {"outlet": "deux", "published": "2021-05-06T08:00:00Z"}}
    got = [item for item in read([root], meta) if isinstance(item, Article)]
    assert [(item.outlet, item.published) for item in got] == [("un", None), ("deux", "2021-05-06")]


def test_what_the_metadata_say_goes_first(put: Put) -> None:
    path = put("a.txt", f"Une visite\nPublié le 3 mars 2021\n{FIRST}\n{SECOND}\n")
    assert one(path).published == "2021-03-03"
    told = one(
        path, outlet="Le Rivage", published="2021-03-04", language="fr-TN", url="https://www.rivage.example/x"
    )
    assert (told.outlet, told.published, told.language) == ("Le Rivage", "2021-03-04", "fr")


def test_the_outlet_is_the_address_s_host(put: Put) -> None:
    assert one(put("a.txt", TEXT), url="https://www.rivage.example/monde/12").outlet == "rivage.example"
    assert one(put("b.txt", TEXT)).outlet is None


def test_load_meta(put: Put) -> None:
    path = put("meta.json", '\ufeff{"a.txt": {"outlet": "Le Rivage", "published": null}}')
    assert load_meta(path) == {"a.txt": {"outlet": "Le Rivage", "published": None}}


def test_reading_streams(put: Put) -> None:
    root = put("a.txt", TEXT).parent
    put("b.txt", TEXT)
    items = read([root])
    assert next(items).doc == "a.txt"
    (root / "b.txt").unlink()
    assert "cannot be read" in getattr(next(items), "reason", "")
