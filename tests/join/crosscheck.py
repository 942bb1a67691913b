"""Small articles and statements to cross-check, written for these tests."""

from __future__ import annotations

from recoupe.model import (
    Account,
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
)

ORD = Entity(text="brigade des Ormes", id="MAR.BORM", country="MAR", sector="COP")
MAR = Entity(text="Maroc", id="MAR", country="MAR", sector="GOV")
ESP = Entity(text="Espagne", id="ESP", country="ESP", sector="GOV")
CELL = Entity(text="une cellule", sector="REB")
MINISTRY = Attribution(speaker="ministère de l'Intérieur", id="MAR.MININT", channel="statement")
AGADIR = Place(text="Agadir", country="MAR")


def when(text: str, start: str | None, end: str | None = None) -> When:
    return When(text=text, start=start, end=end if end is not None else start)


def raid(
    doc: str, date: When | None, *, said_by: Attribution | None = None, status: str = "asserted"
) -> Event:
    return Event(
        doc=doc,
        span=(0, 40),
        trigger="démantelé",
        type="COERCE",
        mode="dismantle",
        actors=(ORD,),
        recipients=(CELL,),
        when=date,
        where=(AGADIR,),
        attribution=said_by,
        status=status,  # type: ignore[arg-type]
    )


def members(doc: str, value: float, *, bound: str = "exact", said_by: Attribution | None = None) -> Figure:
    return Figure(
        doc=doc,
        span=(0, 40),
        trigger="membres",
        measure="members",
        value=value,
        bound=bound,  # type: ignore[arg-type]
        of=(CELL,),
        attribution=said_by,
    )


def total(
    doc: str, value: float, start: str, end: str, *, bound: str = "exact", of: str | None = None
) -> Figure:
    return Figure(
        doc=doc,
        span=(50, 90),
        trigger="cellules",
        measure="cells-dismantled",
        value=value,
        bound=bound,  # type: ignore[arg-type]
        actors=(ORD,),
        of=(Entity(text=of, id=of),) if of else (),
        when=When(text="depuis", start=start, end=end),
    )


def hosts(doc: str) -> Tie:
    office = Entity(text="Bureau du Delta", id="UN.BDELTA", country="UNO")
    return Tie(doc=doc, span=(90, 120), trigger="abrite", type="hosts", subject=(MAR,), object=(office,))


def coded(doc: str, date: str | None, *statements: Statement) -> Coded:
    return Coded(doc=doc, date=date, language="fr", statements=statements)


def article(doc: str, text: str, outlet: str, published: str | None = None) -> Article:
    return Article(
        doc=doc, text=text, zones=(Zone(0, len(text), "body"),), outlet=outlet, published=published
    )


def of_kind(accounts: list[Account], kind: str) -> list[Account]:
    return [a for a in accounts if a.kind == kind]


def kinds(account: Account, field: str) -> set[str]:
    return {d.kind for d in account.disagreements if d.field == field}
