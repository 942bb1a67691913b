"""Counts on one time axis, and the rules that no set of true counts can break."""

from __future__ import annotations

from crosscheck import coded, raid, total, when

from recoupe.join import join, ledgers
from recoupe.model import Coded, Ledger


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


def test_the_parts_an_article_tells_with_their_whole_are_no_rivals() -> None:
    period = ("2015-01-01", "2018-10-12")
    told_together = one("a.txt", (97, *period), (91, *period), (9, *period))
    assert rules(told_together) == set()
