"""Web pages in the manner of content systems: the article and its date, nothing of what stands around it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from recoupe.model import CODED_ZONES

from .conftest import FIRST, SECOND, THIRD, one

Put = Callable[..., Path]
TITLE = "Tunis et Lisbonne relancent leur coopération policière"
OTHER = (
    "Le prix du pain augmentera de dix pour cent lundi dans tout le pays, a annoncé le ministère du Commerce."
)
BODY = f"<p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p>"

PAGES = {
    "a table of columns": (
        f"<table><tr><td width=140><a href=1>Accueil</a><br><b>En bref</b><br>{OTHER}</td>"
        f"<td width=460><font size=5><b>{TITLE}</b></font><br><font size=1>Mis en ligne le 03/06/2022</font>"
        f"<br><br>{FIRST}<br><br>{SECOND}<br><br>{THIRD}</td><td>Publicité<br>{OTHER}</td></tr></table>"
    ),
    "a plugin's related posts inside the text": (
        f"<article><h1>{TITLE}</h1><p>Publié le 3 juin 2022</p><div class='entry-content'>{BODY}"
        f"<div class='jp-relatedposts'><h3>Similaire</h3><p>{OTHER}</p></div></div></article>"
    ),
    "a form amid the text": (
        f"<article><h1>{TITLE}</h1><p>Publié le 3 juin 2022</p><p>{FIRST}</p><div><p>La Lettre du matin</p>"
        "<p>Les sujets les plus importants du jour, chaque matin de la semaine.</p>"
        f"<form><input type=email><button>OK</button></form></div><p>{SECOND}</p><p>{THIRD}</p></article>"
    ),
    "a part with the role of a supplement": (
        f"<main><h1>{TITLE}</h1><p>Publié le 3 juin 2022</p><p>{FIRST}</p><div role='complementary'>"
        f"<h3>Sur ce thème</h3><p>{OTHER}</p></div><p>{SECOND}</p><p>{THIRD}</p></main>"
    ),
    "the day of the last change before that of publication": (
        f"<main><h1>{TITLE}</h1><p>Updated June 5, 2022, 7:00 a.m. | Published June 3, 2022, 9:42 a.m.</p>"
        f"{BODY}</main>"
    ),
}


@pytest.mark.parametrize("name", PAGES)
def test_the_article_of_an_odd_page(put: Put, name: str) -> None:
    head = f"<meta charset=utf-8><title>Le Rivage - {TITLE}</title>"
    article = one(put("a.html", f"<html><head>{head}</head><body>{PAGES[name]}</body></html>"))
    coded = [article.text[z.start : z.end] for z in article.zones if z.zone in CODED_ZONES]
    assert coded == [TITLE, FIRST, SECOND, THIRD]
    assert article.published == "2022-06-03"
