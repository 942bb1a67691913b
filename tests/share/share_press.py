"""A small press of our own invention: four articles on one raid, one of them hostile."""

from __future__ import annotations

from recoupe.model import (
    Account,
    Article,
    Attribution,
    Claim,
    Coded,
    Disagreement,
    Dropped,
    Entity,
    Event,
    Figure,
    Ledger,
    Origin,
    Place,
    Tie,
    Value,
    Violation,
    When,
    Zone,
)
from recoupe.share.brief import Brief, brief

BCIJ = Entity("Bureau central d'investigations judiciaires (BCIJ)", "MAR.BCIJ", "MAR", "COP")
MOROCCO = Entity("le Maroc", "MAR", "MAR")
NETHERLANDS = Entity("les Pays-Bas", "NLD", "NLD")
CELL = Entity("une cellule", None, None, "REB")
HOSTILE = '<script>alert(1)</script> "><img src=https://evil.example/x onerror=alert(2)> \u202eabc'

RAID = "Le BCIJ a démantelé mardi une cellule de six membres à Settat, a indiqué le ministère."
LATER = "Le BCIJ a démantelé lundi une cellule de sept membres à Settat."
TOTAL = "Plus de 90 cellules ont été démantelées depuis 2015 par le BCIJ."


def _article(doc: str, outlet: str, text: str, published: str | None, title: str, aside: str = "") -> Article:
    body = len(title) + 1
    whole = f"{title}\n{text}\n{aside}"
    zones = [Zone(0, len(title), "title", "first line"), Zone(body, body + len(text), "body", "running text")]
    if aside:
        zones.append(Zone(body + len(text) + 1, len(whole), "ticker", "short lines without verbs"))
    return Article(doc, whole, tuple(zones), outlet, f"https://{outlet}.example/1", published, "fr")


ARTICLES = (
    _article(
        "a.txt", "oued-express", f"{RAID} {TOTAL}", "2021-03-10", "Une cellule démantelée", "Météo : 12°"
    ),
    _article("b.txt", "fil-du-sud", RAID, "2021-03-10", "Settat : coup de filet"),
    _article("c.txt", "cap-radio", LATER, "2021-03-11", HOSTILE),
    _article("d.txt", "stade-hebdo", "Le derby a été remporté aux tirs au but.", None, "Derby"),
    Article("e.txt", "نص عربي", (Zone(0, 8, "body"),), "al-wadi", None, "2021-03-12", "ar"),
)
MININT = Attribution("le ministère", "MAR.MININT", "statement")


def _span(doc: str, sentence: str) -> tuple[int, int]:
    text = next(article.text for article in ARTICLES if article.doc == doc)
    start = text.index(sentence)
    return start, start + len(sentence)


def _raid(doc: str, sentence: str, day: str, said: str, members: int, by: Attribution | None) -> Coded:
    span = _span(doc, sentence)
    event = Event(
        doc=doc, span=span, trigger="démantelé", type="COERCE", mode="dismantle", actors=(BCIJ,),
        recipients=(CELL,), when=When(said, day, day), where=(Place("Settat", "MAR"),), attribution=by,
    )  # fmt: skip
    count = Figure(
        doc=doc, span=span, trigger="membres", measure="members", value=members, of=(CELL,), attribution=by
    )
    return Coded(doc, None, "fr", (event, count))


def coded() -> tuple[Coded, ...]:
    first = _raid("a.txt", RAID, "2021-03-09", "mardi", 6, MININT)
    total = Figure(
        doc="a.txt", span=_span("a.txt", TOTAL), trigger="cellules", measure="cells-dismantled", value=90,
        bound="min",
        actors=(BCIJ,), when=When("depuis 2015", "2015-01-01", "2021-03-10"),
    )  # fmt: skip
    tie = Tie(
        doc="a.txt",
        span=_span("a.txt", TOTAL),
        trigger="par",
        type="part-of",
        subject=(BCIJ,),
        object=(MOROCCO,),
    )  # fmt: skip
    return (
        Coded("a.txt", "2021-03-10", "fr", (*first.statements, total, tie)),
        _raid("b.txt", RAID, "2021-03-09", "mardi", 6, MININT),
        _raid("c.txt", LATER, "2021-03-08", "lundi", 7, None),
        Coded("d.txt", None, "fr", ()),
    )


COMMUNIQUE = "statement by le ministère, 2021-03-10"


def accounts() -> tuple[Account, ...]:
    both, own = ("a.txt", "b.txt"), ("c.txt",)
    origins = (
        Origin(COMMUNIQUE, both, "attributed"),
        Origin("cap-radio, 2021-03-11", own, "the outlet itself"),
    )

    def sides(one: str, other: str, place: int) -> tuple[Value, Value]:
        return (
            Value(one, both, (COMMUNIQUE,), tuple((doc, place) for doc in both)),
            Value(other, own, ("cap-radio, 2021-03-11",), (("c.txt", place),)),
        )

    days, members = sides("2021-03-09", "2021-03-08", 0), sides("6", "7", 1)
    refs = (("a.txt", 0), ("b.txt", 0), ("c.txt", 0))
    return (
        Account(
            id="A-raid", kind="event", type="COERCE", mode="dismantle", statements=refs,
            when=When("mardi", "2021-03-09", "2021-03-09"), fields={"when": days}, origins=origins,
            copies=(("a.txt", "b.txt"),), grade=3, why="3 articles, 2 origins; they disagree on when → 3",
            disagreements=(Disagreement("when", "conflict", days, "exclude each other"),),
        ),
        Account(
            id="A-members", kind="figure", type="members", statements=tuple((doc, 1) for doc, _ in refs),
            fields={"value": members}, origins=origins, grade=3,
            disagreements=(Disagreement("value", "conflict", members, "other numbers"),),
        ),
        Account(
            id="A-total", kind="figure", type="cells-dismantled", statements=(("a.txt", 2),), grade=3,
            when=When("depuis 2015", "2015-01-01", "2021-03-10"), origins=origins[:1],
        ),
        Account(
            id="A-tie", kind="tie", type="part-of", statements=(("a.txt", 3),), origins=origins[:1], grade=3
        ),
    )  # fmt: skip


def ledgers() -> tuple[Ledger, ...]:
    def claim(value: int, end: str) -> Claim:
        when = When("depuis 2015", "2015-01-01", end)
        return Claim(
            account="A-total", value=value, bound="min", when=when, docs=("a.txt",), origins=(COMMUNIQUE,),
            statements=(("a.txt", 2),),
        )  # fmt: skip

    why = "min 95 (2015-01-01/2020-12-31) and min 90 (2015-01-01/2021-03-10): a total cannot fall"
    return (
        Ledger(
            measure="cells-dismantled", actor="MAR.BCIJ",
            claims=(claim(95, "2020-12-31"), claim(90, "2021-03-10")),
            violations=(Violation("running-total", ("A-total", "A-total"), why),),
            documented=(1, 90, "A-total"),
        ),
    )  # fmt: skip


def made() -> Brief:
    dropped = (
        Dropped("e.txt", "Arabic is not coded yet", failed=False),
        Dropped("f.bin", "is binary; give a text or a page"),
    )
    return brief(ARTICLES, coded(), dropped, accounts(), ledgers())
