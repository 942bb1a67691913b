"""Who may see what: every marking, every audience, every day, and what is derived."""

from datetime import date, timedelta
from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recoupe.errors import HandlingError
from recoupe.share.handling import (
    LEVELS,
    PUBLIC,
    Marking,
    Reader,
    judgement,
    looser,
    may_see,
    press,
    remark,
    strictest,
)

TODAY = date(2026, 3, 1)
NAMES = ("north", "south", "@sahel", "@coast")
DAYS = (None, "2026-02-28", "2026-03-01", "2026-03-02")
SUBSETS = [subset for n in range(len(NAMES) + 1) for subset in combinations(NAMES, n)]
READERS = [
    PUBLIC,
    *(
        Reader(name=name, groups=frozenset(groups), client_of=frozenset(clients))
        for name in ("north", "south", "west")
        for groups in ((), ("@sahel",), ("@coast",), ("@sahel", "@coast"))
        for clients in ((), ("south",), ("@coast",))
    ),
]
MARKINGS = [
    Marking(level=level, originators=originators, releasable_to=to, expires=expires)
    for level, originators, to, expires in product(
        LEVELS, ((), ("north",), ("north", "south")), (None, *SUBSETS), DAYS
    )
]


def allowed(marking, reader):
    return may_see(marking, reader, TODAY).allowed


def test_no_marking_leaks_to_any_audience():
    """Each rule stated on its own, over all markings and readers: more than 30,000 cases."""
    cases = 0
    for marking, reader in product(MARKINGS, READERS):
        cases += 1
        seen = allowed(marking, reader)
        if marking.expires == "2026-02-28":
            assert not seen, "expired"
        elif marking.releasable_to == ():
            assert not seen, "released to nobody"
        elif reader is PUBLIC:
            assert seen == (marking.level == "CLEAR" and marking.releasable_to is None)
        elif marking.releasable_to is None:
            if marking.level in ("CLEAR", "GREEN"):
                assert seen
            else:
                counts = {reader.name}
                if marking.level != "RED":
                    counts |= reader.groups
                if marking.level == "AMBER":
                    counts |= reader.client_of
                assert seen == (len(marking.originators) == 1 and marking.originators[0] in counts)
        elif marking.level == "RED":
            assert seen == (reader.name in marking.releasable_to)
        elif marking.level == "AMBER+STRICT":
            assert seen == bool({reader.name, *reader.groups} & {*marking.releasable_to})
        else:
            assert seen == bool({reader.name, *reader.groups, *reader.client_of} & {*marking.releasable_to})
    assert cases >= 10_000


def test_every_answer_says_why():
    assert all(may_see(m, r, TODAY).why for m, r in product(MARKINGS[::7], READERS))


markings = st.sampled_from(MARKINGS)
readers = st.sampled_from(READERS)


@settings(max_examples=3000, deadline=None)
@given(st.lists(markings, min_size=1, max_size=4), readers)
def test_whoever_sees_what_is_derived_may_see_all_it_is_made_from(parts, reader):
    if allowed(strictest(parts), reader):
        assert all(allowed(one, reader) for one in parts)


@settings(max_examples=1000, deadline=None)
@given(st.lists(markings, max_size=4), st.randoms())
def test_what_is_derived_is_marked_the_same_in_any_order(parts, random):
    shuffled = list(parts)
    random.shuffle(shuffled)
    assert strictest(shuffled) == strictest(parts)
    assert strictest([*parts, strictest(parts)]) == strictest(parts)


@settings(max_examples=3000, deadline=None)
@given(markings, markings, readers)
def test_a_marking_that_is_not_looser_shows_nobody_more(old, new, reader):
    if not looser(new, old) and allowed(new, reader):
        assert allowed(old, reader)


@settings(max_examples=1000, deadline=None)
@given(markings, markings, st.sampled_from(["north", "south", "west"]))
def test_only_the_originator_loosens(old, new, by):
    if old.originators == (by,) or not looser(new, old):
        assert remark(old, new, by) == new
    else:
        with pytest.raises(HandlingError, match="originator"):
            remark(old, new, by)


def test_press_is_for_anyone_and_a_judgement_for_the_house():
    assert allowed(press(), PUBLIC)
    assert allowed(judgement("north"), Reader(name="north"))
    assert not allowed(judgement("north"), Reader(name="south", groups=frozenset({"@sahel"})))


def test_what_rests_on_press_and_a_judgement_is_as_strict_as_the_judgement():
    derived = strictest([press("south"), judgement("north")])
    assert derived.level == "AMBER+STRICT"
    assert derived.originators == ("north", "south")
    assert allowed(derived, Reader(name="north"))
    assert not allowed(derived, Reader(name="south"))


def test_the_last_day_still_counts():
    marking = Marking(level="CLEAR", expires="2026-03-01")
    assert may_see(marking, PUBLIC, TODAY).allowed
    assert not may_see(marking, PUBLIC, TODAY + timedelta(days=1)).allowed


def test_a_day_that_is_none_is_refused():
    with pytest.raises(ValueError, match="no day"):
        Marking(level="CLEAR", expires="2026-02-30")
