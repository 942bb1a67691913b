"""Weighing each one beside the others."""

from __future__ import annotations

import random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from recoupe.code.fr.cast import PARTS
from recoupe.code.fr.evidence import Candidate
from recoupe.code.fr.forest import Forest, Tree
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


def grown(chosen: random.Random, depth: int) -> Tree:
    """A tree that asks for two numbers of any size and two that are 0 or 1."""
    if not depth or chosen.random() < 0.2:
        return chosen.uniform(-1, 1)
    place = chosen.randrange(4)
    most = chosen.choice([-1.0, 0.0, 0.25, 2.0]) if place < 2 else 0.5
    return [place, most, grown(chosen, depth - 1), grown(chosen, depth - 1)]


def walked(tree: Tree, row: list[float]) -> float:
    while isinstance(tree, list):
        place, most, yes, no = tree
        tree = yes if row[place] <= most else no
    return tree


numbers = st.lists(st.sampled_from([-2.0, -1.0, 0.0, 0.25, 1.5, 3.0]), min_size=2, max_size=2)


@given(st.randoms(), st.lists(st.tuples(numbers, st.sets(st.sampled_from([2, 3]))), min_size=1, max_size=5))
@settings(max_examples=50)
def test_a_forest_says_what_walking_its_trees_says(
    chosen: random.Random, told: list[tuple[list[float], set[int]]]
) -> None:
    parts = [[grown(chosen, 4) for _ in range(3)] for _ in range(2)]
    read = Forest(parts, 2).odds([line for line, _ in told], [sorted(ones) for _, ones in told])
    for trees, odds in zip(parts, read, strict=True):
        for (line, ones), said in zip(told, odds, strict=True):
            row = [*line, float(2 in ones), float(3 in ones)]
            assert abs(said - sum(walked(tree, row) for tree in trees)) < 1e-9
