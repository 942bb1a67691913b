"""Lines that newsrooms print around articles are set aside wherever they stand; the text's own are kept.

The lines are in ``tests/read/lines``, one file a language; each is put into a page of that language at
each place its section allows, and nothing else of the page may change for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from recoupe.model import CODED_ZONES
from recoupe.read.zoning import zones

from .conftest import FIRST, SECOND, THIRD

PAGES = {
    "fr": ("le-rivage", "Tunis et Lisbonne relancent leur coopération policière", FIRST, SECOND, THIRD),
    "en": (
        "the-shoreline",
        "Tunis and Lisbon revive police cooperation",
        "The interior minister on Thursday received his Portuguese counterpart in Tunis to prepare a March "
        "meeting of the joint commission on police cooperation between the two countries.",
        "The two officials spoke of the training of officers and the exchange of files, a statement released "
        "in the evening said. No date was given for the signing of the protocol.",
        "The last meeting at this level was in 2017. Lisbon had then promised to send three instructors to "
        "the police school of Salammbo, where they taught for two years.",
    ),
    "ar": (
        "الشاطئ",
        "تونس ولشبونة تعززان التعاون الأمني",
        "استقبل وزير الداخلية اليوم الخميس بتونس نظيره البرتغالي الذي حل بالبلاد للإعداد لاجتماع اللجنة "
        "المشتركة حول التعاون الأمني بين البلدين المقرر عقده في شهر مارس المقبل.",
        "وتطرق المسؤولان إلى تكوين الضباط وتبادل الملفات، بحسب بلاغ صدر في المساء. ولم يعلن عن أي تاريخ "
        "لتوقيع البروتوكول الذي ينتظره الجانبان منذ مدة طويلة.",
        "ويعود آخر لقاء من هذا المستوى إلى سنة 2017، حين وعدت لشبونة بإرسال ثلاثة مدربين إلى مدرسة الشرطة "
        "بصلامبو حيث درسوا سنتين كاملتين.",
    ),
}
PLACES = {"top": 0, "under the title": 1, "between": 2, "below": 4}
SECTIONS = {
    "anywhere": tuple(PLACES),
    "below": ("below",),
    "body": ("between", "below"),
    "heading": ("between",),
}


def _cases() -> Iterator[tuple[str, str, str, bool]]:
    for where in sorted((Path(__file__).parent / "lines").glob("*.txt")):
        section = ""
        for line in where.read_text(encoding="utf-8").splitlines():
            if line.startswith("["):
                section = line.strip("[]")
            elif line[:2] in ("- ", "+ "):
                for place in SECTIONS[section]:
                    yield where.stem, line[2:], place, line[0] == "+"


def _coded(language: str, line: str, place: str) -> str:
    """What is coded of the page with the line at that place."""
    outlet, *page = PAGES[language]
    page.insert(PLACES[place], line)
    text = "\n".join(page)
    return "\n".join(text[z.start : z.end] for z in zones(text, outlet) if z.zone in CODED_ZONES)


@pytest.mark.parametrize("language", sorted(PAGES))
def test_what_stands_around_an_article_is_set_aside_and_nothing_else(language: str) -> None:
    wrong = []
    for spoken, line, place, own in _cases():
        if spoken != language:
            continue
        page = list(PAGES[language][1:])
        if own:
            page.insert(PLACES[place], line)
        if _coded(language, line, place) != "\n".join(page):
            wrong.append(f"{place}: {line}")
    assert not wrong, "\n".join(wrong)
