"""A partner that is trusted and floods: what it brings beyond a limit is refused, and nothing changes."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from click.testing import CliRunner
from exchange_press import article, key
from test_sync import docs, dump, send, take

from recoupe.cli import recoupe
from recoupe.errors import PackError
from recoupe.share.exchange import merge
from recoupe.share.exchange.canonical import canonical
from recoupe.share.exchange.desk import recall
from recoupe.share.exchange.nodes import find, own_card, trust, untrust
from recoupe.share.exchange.online import arrived
from recoupe.store import Library
from recoupe.store import exchange as kept

Limits = Callable[..., None]


@pytest.fixture
def limits(two) -> Limits:
    """Has south say how much north may bring."""
    north, south = two

    def say(**given: int) -> None:
        trust(south, canonical(own_card(north)), "card", **given)

    return say


def brought(south: Library) -> int:
    with south.reading() as connection:
        return kept.brought(connection, find(south, "north").node).records


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"at_once": 2}, "more than 2 records at once; recoupe node trust CARD --most-at-once"),
        ({"most": 2}, "more than 2 records here; recoupe node trust CARD --most"),
    ],
)
def test_too_many_records_are_refused_as_a_whole(two, limits, given: dict[str, int], told: str) -> None:
    north, south = two
    limits(**given)
    raw, before = send(north, south), dump(south)  # two articles and an account
    with pytest.raises(PackError, match=told):
        take(south, raw)
    assert dump(south) == before
    limits(**dict.fromkeys(given, 3))
    take(south, raw)
    assert docs(south) == {"fanal.txt", "vigie.txt", "cap.txt"}


def test_too_many_bytes_are_refused(two, limits) -> None:
    north, south = two
    limits(most_mb=1)
    north.add(*article("long.txt", "Le BCIJ a démantelé une cellule. " + " ".join(map(str, range(200_000)))))
    raw, before = send(north, south), dump(south)
    with pytest.raises(PackError, match="more than 1 MB here; recoupe node trust CARD --most-mb"):
        take(south, raw)
    assert dump(south) == before


def test_what_comes_in_small_lots_counts_together(two, limits) -> None:
    north, south = two
    take(south, send(north, south))
    assert brought(south) == 3
    limits(most=3)
    north.add(*article("un.txt", "Le BCIJ a arrêté un homme à Fès.", "2021-05-01"))
    raw = send(north, south)
    with pytest.raises(PackError, match="3 records"):
        take(south, raw)
    assert brought(south) == 3 and "un.txt" not in docs(south)


def test_the_usual_limits_hold_where_nothing_was_said_and_online_too(two, monkeypatch) -> None:
    north, south = two
    monkeypatch.setattr(merge, "MOST", 2)
    from recoupe.share.exchange.online import outgoing

    lines = [one.line for one in outgoing(north, key(north), find(north, "south"))]
    with pytest.raises(PackError, match="more than 2 records here"):
        arrived(south, key(south), find(south, "north"), lines)
    assert docs(south) == {"vigie.txt"}


def test_what_is_here_stays_under_a_limit_drawn_below_it(two, limits) -> None:
    north, south = two
    raw = send(north, south)
    take(south, raw)
    take(north, send(south, north))
    limits(most=2)
    take(south, raw)  # once more
    recall(north, key(north), "cap.txt", "a hoax")
    with pytest.raises(PackError, match="--most"):  # an account changes by it, and comes anew
        take(south, raw := send(north, south))
    limits(most=5)
    take(south, raw)
    assert "cap.txt" not in docs(south)


def test_trusting_anew_forgives_nothing(two, limits) -> None:
    north, south = two
    take(south, send(north, south))
    untrust(south, find(south, "north"))
    limits(most=4)
    assert brought(south) == 3


def test_what_an_older_library_holds_is_counted(two) -> None:
    north, south = two
    take(south, send(north, south))
    with south.writing() as connection:
        connection.exec_driver_sql("DELETE FROM brought")
    assert brought(south) == 3


def test_the_limits_are_given_as_a_card_is_trusted_and_listed(two, tmp_path) -> None:
    north, south = two
    (tmp_path / "north.card").write_bytes(canonical(own_card(north)))
    run, own = CliRunner(), ["--library", str(south.path)]
    words = ["node", "trust", str(tmp_path / "north.card"), "--most", "20000", "--most-at-once", "500", *own]
    done = run.invoke(recoupe, words)
    assert done.exit_code == 0, done.output
    take(south, send(north, south))
    listed = run.invoke(recoupe, ["node", "list", *own]).output
    assert "at most 20,000 records, at most 500 records at once" in listed and "3 records" in listed
