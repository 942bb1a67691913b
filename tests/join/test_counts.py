"""Which counts of two articles are one, and which are not."""

from __future__ import annotations

from recoupe.join import join
from recoupe.model import Article, Coded, Entity, Figure, Place, When

KIGALI, GOMA = Place(text="Kigali", country="RWA"), Place(text="Goma", country="COD")


def count(
    doc: str,
    value: float,
    of: str = "gardes forestiers",
    *,
    day: str | None = None,
    where: Place | None = None,
    measure: str = "people-trained",
    trigger: str = "formés",
) -> Figure:
    return Figure(
        doc=doc,
        span=(0, 60),
        trigger=trigger,
        measure=measure,
        value=value,
        of=(Entity(text=of),),
        when=When(text=day, start=day, end=day) if day else None,
        where=(where,) if where else (),
    )


def one_account(a: Figure, b: Figure) -> bool:
    """Whether two articles of two days in June 2023 that say this tell one thing."""
    documents = (Coded(a.doc, "2023-06-09", "fr", (a,)), Coded(b.doc, "2023-06-10", "fr", (b,)))
    return len(join(documents)) == 1


def test_another_number_on_another_day_is_another_count_be_it_close() -> None:
    there = count("a.txt", 38, day="2023-06-01", where=KIGALI)
    assert one_account(there, count("b.txt", 38, day="2023-06-01", where=KIGALI))
    assert not one_account(there, count("b.txt", 36, day="2023-06-08", where=KIGALI))


def test_counts_a_day_apart_may_be_one_told_with_a_slip() -> None:
    there = count("a.txt", 98, day="2023-06-01", where=KIGALI)
    assert one_account(there, count("b.txt", 92, day="2023-06-02", where=KIGALI))


def test_a_part_of_a_larger_number_is_not_the_whole_of_another() -> None:
    whole = count("a.txt", 49, "49 gardes", measure="other")
    assert one_account(whole, count("b.txt", 49, "gardes", measure="other"))
    assert not one_account(whole, count("b.txt", 51, "57 gardes", measure="other"))


def test_a_number_of_more_digits_is_the_same_count_as_one_rounded() -> None:
    exact = count("a.txt", 31_486, day="2023-06-01", where=KIGALI)
    assert one_account(exact, count("b.txt", 31_500, day="2023-06-01", where=KIGALI))


def test_the_same_small_number_elsewhere_on_no_told_day_is_another_count() -> None:
    there = count("a.txt", 46, day="2023-06-01", where=KIGALI)
    assert one_account(there, count("b.txt", 46, where=KIGALI))
    assert not one_account(there, count("b.txt", 46, "blessés", where=GOMA, trigger="soignés"))


def test_a_part_is_no_rounding_of_another_part_that_it_cannot_be_called() -> None:
    def part(doc: str, trigger: str, value: float, bound: str, end: str) -> tuple[Article, Coded]:
        text = f"Le service a formé 140 gardes forestiers, dont {trigger} à Kigali."
        when = When(text="depuis 2015", start="2015-01-01", end=end)
        start = text.index(trigger)
        said = Figure(
            doc=doc,
            span=(0, len(text)),
            trigger=text[start : start + len(trigger)],
            measure="people-trained",
            value=value,
            bound=bound,  # type: ignore[arg-type]
            when=when,
        )
        return Article(doc=doc, text=text), Coded(doc, end, "fr", (said,))

    def accounts(value: float) -> int:
        told = [
            part("a.txt", f"{value:g}", value, "exact", "2020-12-31"),
            part("b.txt", "une cinquantaine", 50, "about", "2022-10-22"),
        ]
        return len(join([coded for _, coded in told], [article for article, _ in told]))

    assert accounts(62) == 2
    assert accounts(53) == 1


def haul(doc: str, value: float, unit: str, *, day: str = "2023-06-01", where: Place = GOMA) -> Figure:
    return Figure(
        doc=doc,
        span=(0, 60),
        trigger="ivoire",
        measure="other",
        value=value,
        unit=unit,
        of=(Entity(text="ivoire"),),
        when=When(text=day, start=day, end=day),
        where=(where,),
    )


def test_one_weight_told_in_two_units_is_one_amount() -> None:
    (found,) = join(
        (
            Coded("a.txt", "2023-06-09", "fr", (haul("a.txt", 1.75, "t"),)),
            Coded("b.txt", "2023-06-10", "fr", (haul("b.txt", 1750, "kg"),)),
        )
    )
    assert [d.field for d in found.disagreements] == []


def test_a_decimal_or_a_unit_too_many_is_a_conflict_of_one_account() -> None:
    for value, unit in ((8.2, "t"), (820, "t"), (82, "kg")):
        (found,) = join(
            (
                Coded("a.txt", "2023-06-02", "fr", (haul("a.txt", 820, "kg"),)),
                Coded("b.txt", "2023-06-02", "fr", (haul("b.txt", value, unit),)),
            )
        )
        assert [(d.field, d.kind) for d in found.disagreements] == [("value", "conflict")]


def test_other_digits_or_another_place_are_another_haul() -> None:
    there = haul("a.txt", 820, "kg")
    assert not one_account(there, haul("b.txt", 6.7, "t"))
    assert not one_account(there, haul("b.txt", 8.2, "t", where=KIGALI))
    assert not one_account(there, haul("b.txt", 8.2, "t", day="2023-07-14"))
