"""What the articles of dev contradict each other in is named as what it is, as recoupe itself reads them.

As shipped: coder and cross-check are fitted on dev among others. With weights fitted without dev, the Monday
is missed; that one article gives the band six members and another seven is not seen.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from recoupe.code import code
from recoupe.join import join
from recoupe.model import Account, Article, Coded
from recoupe.read import read

DEV = Path(__file__).parents[2] / "eval" / "press" / "dev"

pytestmark = pytest.mark.accuracy


@pytest.fixture(scope="module")
def accounts() -> list[Account]:
    meta = json.loads((DEV / "meta.json").read_text("utf-8"))
    articles = [a for a in read([DEV / "articles"], meta) if isinstance(a, Article)]
    return join([c for c in code(articles) if isinstance(c, Coded)], articles)


@pytest.mark.parametrize(
    ("type_", "field", "kind", "values"),
    [
        # The raid was on Monday or on Tuesday, or on « Tuesday » the fourth of another month.
        ("COERCE", "when", "conflict", {"2020-02-03", "2020-02-04"}),
        ("COERCE", "when", "calendar", {"2020-01-04"}),
        # Since 2002: 183 by 2018 and 185 by 2020 are one series; more than 200 by February 2020 is not of it.
        ("cells-dismantled", "value", "conflict", {"185", "min 200"}),
        ("cells-dismantled", "value", "series", {"183", "185"}),
        ("cells-dismantled", "value", "series", {"49", "57"}),
        ("people-arrested", "value", "conflict", {"273", "276"}),
        # A service of 2015 cannot have done what was done since 2002.
        ("cells-dismantled", "actors", "conflict", {"MAR.BCIJ", "services marocains"}),
    ],
)
def test_each_contradiction_is_named(
    accounts: list[Account], type_: str, field: str, kind: str, values: set[str]
) -> None:
    named = [
        {value.value.split(" (")[0] for value in one.values}
        for account in accounts
        if account.type == type_
        for one in account.disagreements
        if (one.field, one.kind) == (field, kind)
    ]
    assert any(values <= told for told in named), named
