"""Outlets: who told first, and how far behind the others came."""

from __future__ import annotations

from recoupe.model import Account, Article
from recoupe.share.outlets import outlets


def _article(outlet: str, n: int, day: str | None) -> Article:
    return Article(f"{outlet}-{n}.txt", "", (), outlet=outlet, published=day)


def _account(n: int, *names: str) -> Account:
    return Account(
        id=f"A-{n}", kind="event", type="AGREE", statements=tuple((f"{o}-{n}.txt", 0) for o in names)
    )


def test_lag_is_the_median_of_days_behind_the_first_report() -> None:
    days = [("2024-05-01", "2024-05-02"), ("2024-05-01", "2024-05-08"), ("2024-05-03", "2024-05-03")]
    press = [
        article
        for n, (vigie, dune) in enumerate(days)
        for article in (_article("vigie", n, vigie), _article("dune", n, dune))
    ]
    accounts = [_account(n, "vigie", "dune") for n in range(3)]
    found = {one.name: one for one in outlets(press, accounts, {})}
    assert (found["vigie"].first, found["vigie"].lag) == (3, None)
    assert (found["dune"].first, found["dune"].lag) == (
        1,
        4.0,
    )  # one and seven days; the third was on the day


def test_an_article_without_a_date_is_neither_first_nor_late() -> None:
    press = [_article("vigie", 0, "2024-05-01"), _article("dune", 0, None)]
    found = {one.name: one for one in outlets(press, [_account(0, "vigie", "dune")], {})}
    assert (found["dune"].shared, found["dune"].first, found["dune"].lag) == (1, 0, None)


def test_what_is_recalled_years_later_is_no_late_news() -> None:
    press = [_article("vigie", 0, "2018-10-12"), _article("dune", 0, "2024-11-23")]
    found = {one.name: one for one in outlets(press, [_account(0, "vigie", "dune")], {})}
    assert (found["dune"].shared, found["dune"].first, found["dune"].lag) == (1, 0, None)
