"""Two articles of one text: what one of them changed is shown to the word."""

from __future__ import annotations

from pathlib import Path

from browse import client_of, look

from recoupe.model import Article, Zone
from recoupe.store import Library

FIRST = "Le BCIJ a saisi deux drones et des armes. Quatre hommes ont été arrêtés. Rien de plus."
COPY = "Le BCIJ a saisi des armes. Quatre hommes ont été arrêtés. Rien de plus. Selon la MAP."


def test_only_the_words_that_differ_are_marked(tmp_path: Path) -> None:
    path = tmp_path / "press.db"
    with Library(path) as library:
        for doc, text in (("a.txt", FIRST), ("b.txt", COPY)):
            library.add(Article(doc, text, (Zone(0, len(text), "body"),), doc[0], None, "2021-01-02", "fr"))
        library.refresh()
    seen = look(client_of(path), "/article/1/differences/2")
    left, right = seen.tree.xpath("//div[@class='sides']/section")
    assert [one.text_content() for one in left.iter("del")] == ["deux drones et"]
    assert [one.text_content() for one in right.iter("ins")] == ["Selon la MAP."]
    assert [one.text_content() for one in left.iter("mark")] == ["Le BCIJ a saisi deux drones et des armes."]
    assert " ".join(right.text_content().split()).endswith(COPY)
    assert [one.text_content() for one in seen.tree.xpath("//ul[@class='reasons']//del")] == [
        "deux drones et"
    ]
