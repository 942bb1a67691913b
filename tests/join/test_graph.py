"""The origin graph: who has it from whom, by what sign; and why reports were joined or kept apart."""

from __future__ import annotations

from collections.abc import Sequence

from crosscheck import AGADIR, MINISTRY, article, coded, raid, when
from msgspec.structs import replace

from recoupe.join import join
from recoupe.join.graph import Graph, Graphs
from recoupe.join.reasons import reasons
from recoupe.model import Account, Article, Attribution, Coded, Place

TUESDAY = when("mardi", "2021-03-09")
LONG = (
    "La brigade des Ormes a démantelé mardi à Agadir une cellule de quatre membres qui préparait un "
    "attentat contre la gare, selon le ministère de l'Intérieur, lequel salue le travail des enquêteurs "
    "et rappelle que la filière recrutait dans trois villes du sud depuis plusieurs mois."
)


def drawn(documents: Sequence[Coded], texts: Sequence[Article]) -> tuple[Account, Graph]:
    (account,) = join(documents, texts)
    by_doc, articles = {c.doc: c for c in documents}, {a.doc: a for a in texts}
    return account, Graphs(by_doc, articles).of(account)


def test_each_article_says_by_what_sign_it_goes_back_to_what() -> None:
    named = Attribution(speaker="La Vigie", channel="press")
    documents = [
        coded("vigie.txt", "2021-03-09", raid("vigie.txt", TUESDAY, said_by=MINISTRY)),
        coded("copie.txt", "2021-03-10", raid("copie.txt", TUESDAY, said_by=MINISTRY)),
        coded("fanal.txt", "2021-03-10", raid("fanal.txt", TUESDAY, said_by=named)),
        coded("cap.txt", "2021-03-11", raid("cap.txt", TUESDAY)),
        coded("rade.txt", "2021-03-11", raid("rade.txt", TUESDAY)),
    ]
    texts = [
        article("vigie.txt", LONG, "la-vigie", "2021-03-09"),
        article("copie.txt", LONG, "la-copie", "2021-03-10"),
        article("fanal.txt", "Une cellule est tombée, lit-on dans La Vigie.", "le-fanal", "2021-03-10"),
        article("cap.txt", "Agadir (MAP) - Une cellule est tombée.", "le-cap", "2021-03-11"),
        article("rade.txt", "Une cellule est tombée hier.", "la-rade", "2021-03-11"),
    ]
    account, found = drawn(documents, texts)
    assert [spot.doc for spot in found.articles] == [
        "vigie.txt", "copie.txt", "fanal.txt", "cap.txt", "rade.txt"
    ]  # fmt: skip
    how = {(link.doc, link.how): link for link in found.links}
    assert how["copie.txt", "copied"].to == "vigie.txt"
    assert "same body" in how["copie.txt", "copied"].why
    assert how["fanal.txt", "cites"].to == "vigie.txt"
    assert how["vigie.txt", "attributed"].to == MINISTRY.speaker
    assert how["cap.txt", "agency"].to == "MAP"
    assert how["rade.txt", "own"].to == "la-rade"
    assert {spot.origin for spot in found.articles} == {origin.origin for origin in account.origins}
    assert len(account.origins) == 3
    assert not found.circles


def test_a_circle_is_drawn_as_one() -> None:
    documents = [
        coded(f"{a}.txt", day, raid(f"{a}.txt", TUESDAY, said_by=Attribution(speaker=b, channel="press")))
        for a, b, day in (("vigie", "Le Fanal", "2021-03-09"), ("fanal", "La Vigie", "2021-03-10"))
    ]
    texts = [
        article("vigie.txt", "Lu dans Le Fanal.", "la-vigie", "2021-03-09"),
        article("fanal.txt", "D'après La Vigie.", "le-fanal", "2021-03-10"),
    ]
    _, found = drawn(documents, texts)
    assert found.circles == (("fanal.txt", "vigie.txt"),)


def test_near_candidates_are_named_with_what_kept_them_apart() -> None:
    elsewhere = (Place(text="Oujda", country="MAR"),)
    documents = [
        coded("a.txt", "2021-03-09", raid("a.txt", TUESDAY)),
        coded(
            "b.txt", "2021-03-10", raid("b.txt", TUESDAY),
            replace(raid("b.txt", when("jeudi", "2021-03-11")), where=(AGADIR,), span=(60, 90)),
        ),
        coded("c.txt", "2021-03-20", replace(raid("c.txt", when("ce jour", "2021-03-07")), where=elsewhere)),
        coded("d.txt", "2022-03-20", raid("d.txt", when("ce jour", "2022-03-19"))),
    ]  # fmt: skip
    accounts = join(documents)
    account = next(a for a in accounts if ("a.txt", 0) in a.statements)
    assert ("b.txt", 0) in account.statements
    home = {ref: one.id for one in accounts for ref in one.statements}
    joined, apart = reasons(account, home, {c.doc: c for c in documents}, {})
    assert {one.statement for one in joined} == set(account.statements)
    assert all(one.score >= 0.4 and "same time" in one.why for one in joined)
    near = {one.statement: one for one in apart}
    assert near["b.txt", 1].reason == "b.txt tells both, as two"
    assert near["c.txt", 0].reason.startswith("not alike enough") and "other place" in near["c.txt", 0].why
    # A year later is no near candidate at all.
    assert ("d.txt", 0) not in near
