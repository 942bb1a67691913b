"""Weighing each one beside the others."""

from __future__ import annotations

import random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from recoupe.code.fr.cast import PARTS
from recoupe.code.fr.evidence import Candidate
from recoupe.code.fr.reweighed import Row, reweigh, standing
from recoupe.model import Entity

chance = st.floats(0.001, 0.999)
people = st.lists(st.tuples(st.sampled_from("ABCDEF"), chance, chance), max_size=6)


def rows(told: list[tuple[str, float, float]]) -> list[Row]:
    token: Any = None
    return [
        Row(
            Candidate(token, Entity(name, name.lower(), None), "state"),
            {"kind=state"},
            {"actor": a, "recipient": r},
        )
        for name, a, r in told
    ]


@given(people, st.randoms())
@settings(max_examples=50)
def test_the_order_in_which_they_are_told_does_not_matter(
    told: list[tuple[str, float, float]], chosen: random.Random
) -> None:
    mixed = told[:]
    chosen.shuffle(mixed)
    key = lambda pair: (pair[0], sorted(pair[1].items()))  # noqa: E731
    plain = sorted(zip(told, reweigh(PARTS, rows(told)), strict=True), key=key)
    other = sorted(zip(mixed, reweigh(PARTS, rows(mixed)), strict=True), key=key)
    for (one, before), (again, after) in zip(plain, other, strict=True):
        assert one == again
        assert all(abs(before[p] - after[p]) < 1e-9 and 0 <= after[p] <= 1 for p in PARTS)


def test_another_mention_of_the_same_one_is_no_rival() -> None:
    alone = standing(PARTS, rows([("A", 0.6, 0.2)]))[0]
    twice = standing(PARTS, rows([("A", 0.6, 0.2), ("A", 0.9, 0.2)]))[0]
    rival = standing(PARTS, rows([("A", 0.6, 0.2), ("B", 0.9, 0.2)]))[0]
    assert alone == twice != rival


def test_a_likelier_doer_beside_one_takes_the_part_from_it() -> None:
    (alone,) = reweigh(PARTS, rows([("A", 0.4, 0.1)]))
    beside, _ = reweigh(PARTS, rows([("A", 0.4, 0.1), ("B", 0.95, 0.02)]))
    assert beside["actor"] < alone["actor"]
