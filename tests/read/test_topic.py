"""``--topic``: pages off the topic are passed over and counted; what is on it, or in doubt, is read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from recoupe.errors import InputError, LexiconError
from recoupe.model import Article, Dropped
from recoupe.read import read
from recoupe.read.topic import load_topic

from .conftest import FIRST, SECOND, THIRD

Put = Callable[..., Path]
FILM = (
    "Le film sortira en salles à la rentrée ; l’auteur raconte l’enfance d’un boulanger, filmé au plus "
    "près de son four, avec une tendresse que le public a longuement applaudie lors de la projection."
)
ARABIC = "أوقفت الشرطة بمدينة وجدة ثلاثة أشخاص يشتبه في تورطهم في تهريب المخدرات، وفق بلاغ صدر يوم الأربعاء."


def _page(*paragraphs: str, title: str = "À l’affiche") -> str:
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return (
        f"<!doctype html><html><head><meta charset='utf-8'><title>{title}</title></head><body><nav>"
        "<a href='/p'>Police</a> <a href='/d'>Défense</a></nav><h1>{title}</h1>"
        f"{text}<ul><li><a href='/x'>La police arrête un trafiquant de cocaïne</a></li></ul></body></html>"
    )


def _read(*paths: Path, topic: str = "security") -> tuple[list[str], list[Dropped]]:
    got = list(read(paths, topic=topic))
    return (
        [item.doc for item in got if isinstance(item, Article)],
        [item for item in got if isinstance(item, Dropped)],
    )


def test_pages_off_the_topic_are_passed_over_and_counted(put: Put) -> None:
    put("dir/a-visite.html", _page(FIRST, SECOND, THIRD))
    put("dir/b-film.html", _page(FILM, FILM))
    put("dir/c-film.html", _page(FILM))
    folder = put("dir/d-front.html", _page()).parent
    docs, dropped = _read(folder)
    assert docs == ["a-visite.html"]
    (told,) = dropped
    assert not told.failed and "security" in told.reason
    assert "2 off the topic" in told.reason and "1 without an article" in told.reason


def test_without_the_option_everything_is_read(put: Put) -> None:
    assert isinstance(next(iter(read([put("film.html", _page(FILM, FILM))]))), Article)


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_whatever_the_encoding(put: Put, encoding: str) -> None:
    told = "Deux passeurs présumés ont été arrêtés, et l’enquête a été confiée à la gendarmerie de Nador."
    raw = _page(told, told).replace("charset='utf-8'", f"charset='{encoding}'").encode(encoding)
    assert _read(put("a.html", raw))[0] == ["a.html"]


def test_arabic_texts_and_tables(put: Put) -> None:
    table = put("rows.csv", f'text,url\n"{ARABIC}",https://a.example/1\n"{FILM}",https://a.example/2\n')
    text = put("note.txt", ARABIC)
    docs, dropped = _read(table, text)
    assert len(docs) == 2
    assert [told.doc for told in dropped] == ["rows.csv"] and "1 off the topic" in dropped[0].reason


def test_a_list_of_one_s_own(put: Put) -> None:
    words = put("cinema.yaml", "fr:\n  - film*\n  - rentrée\n")
    assert _read(put("film.html", _page(FILM, FILM)), topic=str(words))[0] == ["film.html"]
    assert _read(put("visite.html", _page(FIRST, SECOND, THIRD)), topic=str(words))[0] == []


def test_words_are_words() -> None:
    topic = load_topic("security")
    assert topic.found("L’accordéoniste a charmé le public.") == set()
    assert topic.found("Des POLICIERS et des GENDARMES") == {"polic", "genda"}
    assert len(topic.found("وبالشرطة")) == 1
    assert topic.found("police, policier, policière") == {"polic"}


def test_what_is_no_topic_is_said(put: Put) -> None:
    with pytest.raises(InputError, match="security"):
        load_topic("cuisine")
    for content in ("- a", "fr: oui", "es:\n  - policía", "fr: [", "fr: []"):
        with pytest.raises(LexiconError, match="liste"):
            load_topic(str(put("liste.yaml", content)))


def test_a_page_that_cannot_be_looked_at_is_read_and_judged_there(put: Put) -> None:
    docs, dropped = _read(put("profond.html", "<div>" * 100_000 + FIRST + "</div>" * 100_000))
    assert len(docs) + len(dropped) == 1
