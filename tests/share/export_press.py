"""A library made by hand: a raid told by three outlets, a tie, a count, persons with and without office."""

from __future__ import annotations

from pathlib import Path

from recoupe.model import (
    Article,
    Attribution,
    Coded,
    Entity,
    Event,
    Figure,
    Place,
    Statement,
    Tie,
    When,
    Zone,
)  # fmt: skip
from recoupe.store import Library

BCIJ = Entity("Bureau central d'investigations judiciaires (BCIJ)", "MAR.BCIJ", "MAR", "COP")
CELL = Entity("une cellule", None, None, "REB")
PRIVATE = Entity("Karim Benhaddou", "karim-benhaddou", "MAR", "CRM")
MINISTER = Entity("Salima Rahmouni", "salima-rahmouni", "MAR", "GOV")
SAID = Attribution("le ministère de l'Intérieur", "MAR.MININT", "statement")

RAID = "Le BCIJ a démantelé mardi 9 mars 2021 une cellule de six membres à Settat, a indiqué le ministère."
LATER = "Le BCIJ a démantelé lundi une cellule de sept membres à Settat."
ARREST = "Le présumé chef de la cellule, Karim Benhaddou, 34 ans, a été arrêté mardi à Settat par le BCIJ."
MEETING = "La ministre de la Justice, Salima Rahmouni, a reçu Nadia Oukacha, sœur de Benhaddou."
TIE = "Rabat abrite depuis juin 2021 le bureau régional du programme."
COUNT = "Plus de 90 cellules ont été démantelées depuis 2015 par le BCIJ."
FORMULA = '=HYPERLINK("https://evil.example";"cliquez")'
HTML = '<script>alert(1)</script> "><img src=x onerror=alert(2)>'
ARABIC = "تفكيك خلية بسطات"


def article(
    doc: str, outlet: str, title: str, sentences: list[str], day: str | None, url: str = ""
) -> Article:
    text = f"{title}\n" + "\n".join(sentences)
    zones = (Zone(0, len(title), "title"), Zone(len(title) + 1, len(text), "body"))
    return Article(
        doc,
        text,
        zones,
        outlet,
        url or f"https://{outlet}.example/{doc}" if outlet != FORMULA else "javascript:alert(1)",
        day,
        "fr",
    )


def span(one: Article, sentence: str) -> tuple[int, int]:
    start = one.text.index(sentence)
    return start, start + len(sentence)


def raid(one: Article, sentence: str, day: str, members: int, by: Attribution | None) -> list[Statement]:
    at = span(one, sentence)
    when = When("mardi 9 mars 2021" if day.endswith("09") else "lundi", day, day)
    return [
        Event(
            doc=one.doc, span=at, trigger="démantelé", type="COERCE", mode="dismantle", actors=(BCIJ,),
            recipients=(CELL,), when=when, where=(Place("Settat", "MAR"),), attribution=by,
            about="une cellule",
            contexts=("terrorism",),
        ),
        Figure(
            doc=one.doc, span=at, trigger="membres", measure="members", value=members, of=(CELL,), when=when,
            attribution=by, where=(Place("Settat", "MAR"),),
        ),
    ]  # fmt: skip


def build(path: Path) -> Library:
    """The library, its accounts made."""
    first = article(
        "01-karim-benhaddou.txt", "oued-express", "Settat : Benhaddou sous les verrous", [RAID, ARREST,
        COUNT],
        "2021-03-10", "https://oued-express.example/2021/karim-benhaddou-arrete.html",
    )  # fmt: skip
    copy = article(
        "02.txt", "fil-du-sud", "Settat : Benhaddou sous les verrous", [RAID, ARREST, COUNT], "2021-03-10"
    )
    third = article("03.txt", "cap-radio", HTML, [LATER, MEETING], "2021-03-11")
    fourth = article("04.txt", FORMULA, ARABIC, [TIE], None)
    said: dict[str, list[Statement]] = {}
    for one in (first, copy):
        at = span(one, ARREST)
        said[one.doc] = [
            *raid(one, RAID, "2021-03-09", 6, SAID),
            Event(
                doc=one.doc, span=at, trigger="arrêté", type="COERCE", mode="arrest", actors=(BCIJ,),
                recipients=(PRIVATE,), when=When("mardi", "2021-03-09", "2021-03-09"), where=(Place("Settat",
                "MAR"),),
            ),
            Figure(
                doc=one.doc, span=span(one, COUNT), trigger="cellules", measure="cells-dismantled", value=90,
                bound="min", actors=(BCIJ,), when=When("depuis 2015", "2015-01-01", "2021-03-10"),
            ),
        ]  # fmt: skip
    said[third.doc] = [
        *raid(third, LATER, "2021-03-08", 7, None),
        Event(
            doc=third.doc, span=span(third, MEETING), trigger="reçu", type="CONSULT", actors=(MINISTER,),
            recipients=(Entity("Nadia Oukacha", "nadia-oukacha"),),
        ),
    ]  # fmt: skip
    said[fourth.doc] = [
        Tie(
            doc=fourth.doc, span=span(fourth, TIE), trigger="abrite", type="hosts",
            subject=(Entity("Rabat", "MAR", "MAR", "GOV"),),
            object=(Entity("+le bureau régional du programme", None, "UNO"),),
            when=When("depuis juin 2021", "2021-06-01", None),
        )
    ]  # fmt: skip
    library = Library(path)
    for one in (first, copy, third, fourth):
        library.add(one, Coded(one.doc, one.published, "fr", tuple(said[one.doc])))
    library.refresh()
    return library


def judge(library: Library, why: str) -> None:
    """The lead grades the raid, whatever the rule gives."""
    from recoupe.join.judging import Judging

    raid_ = next(a for a in library.accounts() if a.mode == "dismantle")
    judging = Judging(list(library.articles()), list(library.coded()), library.accounts(), list)
    library.judge(judging.grade(raid_.id, 5, "lead-analyst", why))
    library.refresh()
