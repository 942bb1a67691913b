"""Every marking at every door: export, pack, server. What the one function refuses, none lets out."""

from __future__ import annotations

import os
from itertools import combinations, product

import msgspec
import pytest
from exchange_press import article, key
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import delete

from recoupe.share.exchange.canonical import canonical
from recoupe.share.exchange.collect import Maker
from recoupe.share.exchange.desk import preview
from recoupe.share.exchange.marks import reader_of, today
from recoupe.share.exchange.nodes import find, own_card, trust
from recoupe.share.exchange.online import offer, page
from recoupe.share.export.audience import Door
from recoupe.share.export.filters import Filter
from recoupe.share.export.losses import Losses
from recoupe.share.export.records import records
from recoupe.share.handling import LEVELS, Marking, may_see
from recoupe.store import exchange as kept
from recoupe.store.tables import MARKED

# All 11,880 cases take two minutes: a fifth of the markings, unless all are asked for.
_EVERY = 1 if os.environ.get("RECOUPE_ALL_DOORS") else 5
_DAYS = (None, "2020-01-01", "2999-01-01")


@pytest.fixture
def house(node):
    """A house with three partners in overlapping groups, and one article."""
    own = node("own")
    others = {name: node(name) for name in ("north", "south", "west")}
    groups = {"north": ("@sahel",), "south": ("@sahel", "@coast"), "west": ()}
    for name, other in others.items():
        trust(own, canonical(own_card(other)), "card", groups=groups[name])
    own.add(*article("cap.txt"))
    own.refresh()
    return own, others


def markings(own, others):
    """Levels × every set of readers of three nodes and two groups (and none given) × days."""
    names = [*(own_card(other).node for other in others.values()), "@sahel", "@coast"]
    readers = [None, *(some for n in range(len(names) + 1) for some in combinations(names, n))]
    for level, to, day in product(LEVELS, readers, _DAYS):
        yield Marking(level=level, originators=(own_card(own).node,), releasable_to=to, expires=day)


def live(lines):
    """The markings of those lines that tell something, each as its reader gets it."""
    told = [msgspec.json.decode(line) for line in lines]
    return [one["marking"] for one in told if one["state"] == "live"]


def by_pack(own, secret, partner):
    return live(one.line for one in preview(own, secret, partner, again=True).going)


def by_offer(own, secret, partner):
    with own.writing() as connection:
        maker = Maker(connection, secret, partner, online=True)
        maker.held.clear()  # as to a partner that was never offered anything
        return live(one.line for one in maker.all().going)


def by_server(own, secret, partner):
    """As offered while it was press for anyone: the page alone must hold it back."""
    return live(one.line for one in page(own, secret, partner, limit=10, disclose=False)[0])


def by_export(own, _secret, partner):
    door = Door(own, partner.name)
    found = list(records(own, Filter(), door, Losses(), masked=False))
    # A record of an export holds the account and the article.
    return [msgspec.to_builtins(one.marking) for one in found] * 2


DOORS = (by_pack, by_offer, by_server, by_export)


def test_every_marking_at_every_door(house) -> None:
    own, others = house
    secret, node, cases, seen = key(own), own_card(own).node, 0, 0
    with own.reading() as connection:
        mark = connection.exec_driver_sql("SELECT fingerprint FROM article").scalar_one().hex()
    partners = [find(own, name) for name in others]
    for partner in partners:
        offer(own, secret, partner)
    for marking in list(markings(own, others))[::_EVERY]:
        with own.writing() as connection:
            connection.execute(delete(MARKED))
            kept.mark(connection, f"article:{mark}", msgspec.json.encode(marking).decode())
        for partner, door in product(partners, DOORS):
            allowed = may_see(marking, reader_of(partner, marking.originators, node), today()).allowed
            out = door(own, secret, partner)
            assert len(out) == (2 if allowed else 0), (marking, partner.name, door.__name__)
            for told in out:
                assert set(told["releasable_to"] or ()) <= {partner.node}, "it names other readers"
            cases, seen = cases + 2, seen + len(out)
    assert cases == 2 * (5 * 33 * 3 // _EVERY) * 3 * 4 and 0 < seen < cases


@settings(max_examples=10_000, deadline=None)
@given(
    level=st.sampled_from(LEVELS),
    to=st.none() | st.lists(st.sampled_from(["n-a", "n-b", "n-c", "@x", "@y"]), unique=True),
    day=st.sampled_from(_DAYS),
    makers=st.lists(st.sampled_from(["n-us", "n-a", "n-b"]), unique=True, min_size=1),
    groups=st.lists(st.sampled_from(["@x", "@y"]), unique=True),
    clients=st.lists(st.sampled_from(["n-us", "n-a", "n-b", "@x", "@y"]), unique=True),
    name=st.sampled_from(["n-a", "n-b", "n-c"]),
)
def test_our_groups_open_nothing_that_is_not_ours_alone(
    level, to, day, makers, groups, clients, name
) -> None:
    """Ten thousand cases at the door that all doors share, with what others made."""
    partner = kept.Partner(node=name, name="x", card="", groups=tuple(groups), client_of=tuple(clients))
    marking = Marking(
        level=level, originators=tuple(makers), releasable_to=None if to is None else tuple(to), expires=day
    )
    seen = may_see(marking, reader_of(partner, marking.originators, "n-us"), today()).allowed
    if not seen:
        return
    assert day != "2020-01-01" and marking.audience != frozenset()
    if set(makers) != {"n-us"} and marking.audience is not None:
        # What was released to us goes to our own clients, unless it is STRICT or RED; no word of ours about
        # anybody else opens it.
        ours = "n-us" in clients and "n-us" in marking.audience and level not in ("AMBER+STRICT", "RED")
        assert name in marking.audience or ours
