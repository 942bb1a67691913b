"""What one article says of several sources: counts it sets against each other, and whose words run on."""

from __future__ import annotations

from recoupe.join import join
from recoupe.join.voices import voices
from recoupe.model import Attribution, Coded, Entity, Event, Figure, Span

POLICE = Attribution("la police", "XYZ.POL", "statement")
MINISTER = Attribution("le ministre", "le-ministre", "statement")
DGP = Entity("police du royaume", "ESP.DGP", "ESP", "COP")
DGST = Entity("service voisin", "MAR.DGST", "MAR", "SPY")


def count(value: float, by: Attribution | None, span: Span = (0, 90), of: str = "assaillants") -> Figure:
    return Figure(
        doc="a.txt", span=span, trigger="tués", measure="people-killed", value=value,
        of=(Entity(of),), attribution=by,
    )  # fmt: skip


def accounts_of(*figures: Figure) -> list[int]:
    """How many statements each account has."""
    return sorted(len(a.statements) for a in join([Coded("a.txt", "2024-05-02", "fr", figures)]))


def test_counts_of_one_sentence_by_two_sources_are_one_thing_in_conflict() -> None:
    told = Coded("a.txt", "2024-05-02", "fr", (count(4, MINISTER, of="quatre assaillants"), count(3, POLICE)))
    (account,) = join([told])
    assert [(d.field, d.kind) for d in account.disagreements if d.field == "value"] == [("value", "conflict")]


def test_a_part_another_source_or_another_sentence_is_another_thing() -> None:
    assert accounts_of(count(130, MINISTER), count(20, POLICE)) == [1, 1]
    assert accounts_of(count(4, MINISTER), count(3, MINISTER)) == [1, 1]
    assert accounts_of(count(4, MINISTER), count(3, POLICE, span=(200, 260))) == [1, 1]
    assert accounts_of(count(4, MINISTER), count(3, POLICE, of="villageois")) == [1, 1]


def test_who_thanks_a_partner_tells_the_deed_after_it_but_not_what_stood_before() -> None:
    def deed(span: Span) -> Event:
        return Event(doc="a.txt", span=span, trigger="arrêtés", type="COERCE", mode="arrest")

    thanks = Event(
        doc="a.txt", span=(100, 180), trigger="a remercié", type="SUPPORT", mode="praise",
        actors=(DGP,), recipients=(DGST,),
    )  # fmt: skip
    told = Coded("a.txt", "2024-05-02", "fr", (deed((0, 90)), thanks, deed((100, 180)), deed((181, 240))))
    found = [source.name if source else None for source in voices(told, None, {}).by_statement]
    assert found == [None, "ESP.DGP", "ESP.DGP", "ESP.DGP"]
