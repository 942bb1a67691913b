"""Counts on one time axis, and the rules that no set of true counts can break."""

from __future__ import annotations

import msgspec
from crosscheck import MINISTRY, ORD, coded, raid, total, when

from recoupe.join import join, ledgers
from recoupe.model import Attribution, Coded, Entity, Ledger, Place, Tie


def book(*documents: Coded) -> Ledger:
    (found,) = ledgers(join(documents), documents)
    return found


def rules(*documents: Coded) -> set[str]:
    return {v.rule for v in book(*documents).violations}


def one(doc: str, *figures: tuple[float, str, str]) -> Coded:
    return coded(doc, "2021-01-10", *(total(doc, *f) for f in figures))


def test_claims_stand_on_one_axis_and_a_growing_total_breaks_nothing() -> None:
    found = book(
        one("a.txt", (57, "2015-01-01", "2018-10-12")), one("b.txt", (84, "2015-01-01", "2020-10-01"))
    )
    assert [c.value for c in found.claims] == [57, 84]
    assert found.actor == "MAR.BORM"
    assert found.violations == ()


def test_a_running_total_never_falls() -> None:
    broken = rules(
        one("a.txt", (57, "2015-01-01", "2018-10-12")), one("b.txt", (51, "2015-01-01", "2020-10-01"))
    )
    assert broken == {"running-total"}


def test_a_year_holds_no_more_than_the_years_around_it() -> None:
    broken = rules(
        one("a.txt", (60, "2016-01-01", "2016-12-31")), one("b.txt", (57, "2015-01-01", "2018-10-12"))
    )
    assert broken == {"containment"}


def test_a_period_counted_back_holds_only_what_lies_in_it_wherever_it_begins() -> None:
    in_three_years = one("b.txt", (57, "2015-10-12", "2018-10-12"))
    assert rules(one("a.txt", (60, "2016-01-01", "2018-10-11")), in_three_years) == set()
    assert rules(one("a.txt", (60, "2017-01-01", "2018-10-11")), in_three_years) == {"containment"}


def test_one_period_has_one_count_unless_bounds_let_both_stand() -> None:
    year = ("2016-01-01", "2016-12-31")
    assert rules(one("a.txt", (21, *year)), one("b.txt", (24, *year))) == {"same-scope"}
    at_least = coded("b.txt", "2021-01-10", total("b.txt", 20, *year, bound="min"))
    assert rules(one("a.txt", (21, *year)), at_least) == set()


def test_a_part_exceeds_no_whole() -> None:
    period = ("2015-01-01", "2018-10-12")
    whole = total("a.txt", 57, *period)
    fits = coded("a.txt", "2018-10-12", whole, total("a.txt", 51, *period, of="IS"))
    assert rules(fits) == set()
    too_many = coded("a.txt", "2018-10-12", whole, total("a.txt", 63, *period, of="IS"))
    assert rules(too_many) == {"part-of-whole"}


def test_the_accounts_held_are_counted_against_the_claim() -> None:
    claims = one("a.txt", (57, "2015-01-01", "2018-10-12"), (9, "2017-01-01", "2017-12-31"))
    inside = coded("b.txt", "2017-05-03", raid("b.txt", when("mardi", "2017-05-02")))
    after = coded("c.txt", "2019-02-06", raid("c.txt", when("mardi", "2019-02-05")))
    documented = book(claims, inside, after).documented
    assert documented is not None
    assert documented[:2] == (1, 57)


def test_a_claim_of_no_named_doer_is_held_against_what_is_done_in_the_state_that_makes_it() -> None:
    claim = msgspec.structs.replace(total("a.txt", 57, "2015-01-01", "2018-10-12"), actors=())
    inside = coded("b.txt", "2017-05-03", raid("b.txt", when("mardi", "2017-05-02")))
    year = msgspec.structs.replace(claim, value=9, when=when("en 2017", "2017-01-01", "2017-12-31"))
    ministry = [msgspec.structs.replace(one, attribution=MINISTRY) for one in (claim, year)]
    documented = book(coded("a.txt", "2018-10-12", *ministry), inside).documented
    assert documented is not None and documented[:2] == (1, 57)
    assert book(coded("a.txt", "2018-10-12", claim, year), inside).documented is None


def test_the_parts_an_article_tells_with_their_whole_are_no_rivals() -> None:
    period = ("2015-01-01", "2018-10-12")
    told_together = one("a.txt", (97, *period), (91, *period), (9, *period))
    assert rules(told_together) == set()


def test_what_is_told_as_a_part_is_no_rival_of_another_articles_whole() -> None:
    period = ("2015-01-01", "2017-12-31")
    apart = msgspec.structs.replace(total("a.txt", 92, *period), span=(900, 960))
    year = one("b.txt", (276, "2016-01-01", "2016-12-31"))
    assert rules(one("a.txt", (92, *period)), year) == {"containment"}
    assert rules(coded("a.txt", "2021-01-10", total("a.txt", 739, *period), apart), year) == set()


def test_two_voices_in_one_breath_are_rivals() -> None:
    day = ("2022-06-24", "2022-06-24")
    other = Attribution(speaker="une association", channel="statement")
    least, most = total("a.txt", 23, *day), total("a.txt", 37, *day)
    assert rules(coded("a.txt", "2022-07-08", least, most)) == set()
    voiced = [msgspec.structs.replace(f, attribution=by) for f, by in ((least, MINISTRY), (most, other))]
    assert rules(coded("a.txt", "2022-07-08", *voiced)) == {"same-scope"}


def test_a_count_that_names_no_doer_stands_with_those_of_its_account() -> None:
    year = ("2016-01-01", "2016-12-31")
    unsaid = msgspec.structs.replace(total("b.txt", 21, *year), actors=())
    found = book(one("a.txt", (21, *year)), coded("b.txt", "2021-01-10", unsaid))
    assert found.actor == "MAR.BORM"


def test_a_count_of_who_heads_a_body_stands_in_the_book_of_the_body() -> None:
    head = Entity(text="M. Bennis", id="karim-bennis", country="MAR", sector="COP")
    heads = Tie(doc="a.txt", span=(0, 40), trigger="dirige", type="heads", subject=(head,), object=(ORD,))
    his = msgspec.structs.replace(total("b.txt", 84, "2015-01-01", "2020-10-01"), actors=(head,))
    first = total("a.txt", 57, "2015-01-01", "2018-10-12")
    told = (coded("a.txt", "2018-10-12", heads, first), coded("b.txt", "2020-10-02", his))
    assert [(b.actor, [c.value for c in b.claims]) for b in ledgers(join(told), told)] == [
        ("MAR.BORM", [57, 84])
    ]


def test_counts_of_nobody_knows_what_are_not_held_against_each_other() -> None:
    day = ("2022-06-24", "2022-06-24")
    many = msgspec.structs.replace(total("a.txt", 2000, *day, of="migrants"), measure="other")
    some = msgspec.structs.replace(total("b.txt", 23, *day), measure="other")
    more = msgspec.structs.replace(total("c.txt", 5000, *day), measure="other")
    documents = [coded(f.doc, "2022-07-08", f) for f in (many, some, more)]
    assert [v for b in ledgers(join(documents), documents) for v in b.violations] == []


def test_one_doers_weights_stand_on_one_scale_whatever_units_they_are_told_in() -> None:
    def hauls(doc: str, value: float, unit: str) -> Coded:
        own = total(doc, value, "2019-01-01", "2019-12-31", of="miel")
        return coded(doc, "2020-01-10", msgspec.structs.replace(own, measure="other", unit=unit))

    found = book(hauls("a.txt", 720, "kg"), hauls("b.txt", 7.2, "t"))
    assert (found.unit, [c.value for c in found.claims]) == ("kg", [720, 7200])
    assert [v.rule for v in found.violations] == ["same-scope"]
    alike = book(hauls("a.txt", 7.2, "t"), hauls("b.txt", 9.1, "t"))
    assert (alike.unit, [c.value for c in alike.claims]) == ("t", [7.2, 9.1])


def test_counts_of_other_scopes_are_named_as_not_comparable_and_break_no_rule() -> None:
    def unlike(*documents: Coded) -> list[tuple[str, str]]:
        found = book(*documents)
        assert found.violations == ()
        return [(u.scope, u.why.split(": ")[-1]) for u in found.not_comparable]

    # Since 2004 until 2012 and since 2008 until 2016: neither period holds the other.
    since_2004 = one("a.txt", (60, "2004-01-01", "2012-12-31"))
    since_2008 = one("b.txt", (70, "2008-01-01", "2016-06-30"))
    assert unlike(since_2004, since_2008) == [("period", "periods that overlap, neither inside the other")]
    # The longer period counts more: nobody will think that they clash.
    assert unlike(since_2004, one("b.txt", (91, "2008-01-01", "2017-06-30"))) == []

    def in_town(doc: str, value: float, town: str) -> Coded:
        own = total(doc, value, "2018-01-01", "2018-12-31")
        return coded(doc, "2019-01-10", msgspec.structs.replace(own, where=(Place(town, "MAR"),)))

    assert unlike(in_town("a.txt", 9, "Agadir"), in_town("b.txt", 4, "Tanger")) == [
        ("place", "counted in other places")
    ]
