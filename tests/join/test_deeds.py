"""A count that leaves doer, day and place to the deed that it hangs on is known by them."""

from __future__ import annotations

from recoupe.join import join
from recoupe.model import Account, Article, Coded, Entity, Event, Figure, Place, When

GUARD = Entity(text="Garde des dunes", id="NER.GDUN", country="NER", sector="COP")
AGADEZ = Place(text="Agadez", country="NER")
ZINDER = Place(text="Zinder", country="NER")
MAY_9 = When(text="le 9 mai", start="2023-05-09", end="2023-05-09")
MAY = When(text="en mai", start="2023-05-01", end="2023-05-31")


def fall(doc: str, band: str, when: When, where: Place = AGADEZ, span: tuple[int, int] = (0, 90)) -> Event:
    return Event(
        doc=doc,
        span=span,
        trigger="démantelé",
        type="COERCE",
        mode="dismantle",
        actors=(GUARD,),
        recipients=(Entity(text=band, sector="REB"),),
        when=when,
        where=(where,),
    )


def size(doc: str, value: int, band: str, span: tuple[int, int] = (0, 90)) -> Figure:
    return Figure(
        doc=doc, span=span, trigger="membres", measure="members", value=value, of=(Entity(text=band),)
    )


def told(first: tuple[Event | Figure, ...], later: tuple[Event | Figure, ...]) -> list[Account]:
    """The accounts of counts, of an article of the next day and one of half a year after."""
    documents = (
        Coded("a.txt", "2023-05-10", "fr", first),
        Coded("b.txt", "2023-11-20", "fr", later),
    )
    articles = [Article(doc=d.doc, outlet=d.doc, published=d.date, text=" " * 400) for d in documents]
    return [a for a in join(documents, articles) if a.kind == "figure"]


def test_two_sizes_of_one_band_are_one_account_in_conflict_however_late_the_second_is_told() -> None:
    found = told(
        (fall("a.txt", "un réseau", MAY_9), size("a.txt", 11, "un réseau")),
        (fall("b.txt", "une bande", MAY), size("b.txt", 13, "une bande")),
    )
    assert [[(d.field, d.kind) for d in a.disagreements if d.kind == "conflict"] for a in found] == [
        [("value", "conflict")]
    ]
    # The count itself says nothing of day, doer or place, and the account claims nothing else of it.
    assert found[0].when is None
    assert "actors" not in found[0].fields


def test_the_band_may_be_named_again_in_a_later_sentence() -> None:
    found = told(
        (fall("a.txt", "un réseau", MAY_9), size("a.txt", 11, "un réseau", (120, 180))),
        (fall("b.txt", "une bande", MAY), size("b.txt", 13, "une bande", (140, 200))),
    )
    assert len(found) == 1


def test_bands_that_fell_in_other_places_and_months_keep_their_sizes_apart() -> None:
    october = When(text="en octobre", start="2023-10-01", end="2023-10-31")
    found = told(
        (fall("a.txt", "une bande", MAY_9), size("a.txt", 11, "une bande")),
        (fall("b.txt", "une bande", october, ZINDER), size("b.txt", 11, "une bande")),
    )
    assert len(found) == 2


def test_the_convicted_are_known_by_their_verdict() -> None:
    def verdict(doc: str, value: int, whom: str, when: When) -> tuple[Event, Figure]:
        found = Event(
            doc=doc, span=(0, 90), trigger="condamnés", type="SANCTION", mode="convict", actors=(GUARD,),
            recipients=(Entity(text=whom),), when=when, where=(AGADEZ,),
        )  # fmt: skip
        return found, Figure(
            doc=doc,
            span=(0, 90),
            trigger=whom,
            measure="people-convicted",
            value=value,
            of=(Entity(text=whom),),
        )

    found = told(verdict("a.txt", 11, "passeurs", MAY_9), verdict("b.txt", 13, "trafiquants", MAY))
    assert [[d.field for d in a.disagreements if d.kind == "conflict"] for a in found] == [["value"]]
