"""The brief as data: complete, ordered, and the same after a round trip."""

from __future__ import annotations

import msgspec

from recoupe.model import to_json
from recoupe.share.brief import Brief, brief


def test_json_holds_the_whole_and_reads_back(made: Brief) -> None:
    raw = to_json(made, indent=1)
    assert msgspec.json.decode(raw, type=Brief) == made
    data = msgspec.json.decode(raw)
    assert data["articles"][0]["text"].startswith("Une cellule")
    assert data["entries"][0]["sentence"]["en"] == "BCIJ dismantled a cell"


def test_counts_of_the_same_sentence_stand_with_their_act(made: Brief) -> None:
    raid = next(entry for entry in made.entries if entry.account == "A-raid")
    assert raid.counts == ("A-members",)
    assert raid.disputed


def test_every_account_is_shown_somewhere(made: Brief) -> None:
    shown = {entry.account for entry in (*made.entries, *made.figures)}
    shown |= {count for entry in made.entries for count in entry.counts}
    shown |= {claim.account for ledger in made.ledgers for claim in ledger.claims}
    assert shown == {account.id for account in made.accounts}


def test_what_has_no_date_stands_last_by_its_first_report(made: Brief) -> None:
    last = made.entries[-1]
    assert (last.account, last.year, last.reported) == ("A-tie", None, "2021-03-10")


def test_articles_without_statements_are_told_apart_from_those_not_coded(made: Brief) -> None:
    assert made.summary.silent == ("d.txt",)
    assert made.summary.not_coded == {"ar": ("e.txt",)}


def test_an_empty_brief_is_a_brief() -> None:
    empty = brief([], [], [], [], [])
    assert empty.entries == () and empty.summary.first is None
