"""A library follows each judgement by itself, and comes to what all of them make of all articles at once."""

from __future__ import annotations

import random
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_growing import Told, corpora, dev  # noqa: F401

from recoupe.errors import InputError
from recoupe.join import blocks, crowds, join, ruled
from recoupe.join.judging import Judging, undoing
from recoupe.model import Account, Judgement, to_json
from recoupe.store import Library


def all_at_once(library: Library) -> tuple[list[Account], dict[int, str]]:
    """The accounts and what becomes of each judgement, made of everything that is in the library."""
    coded, articles = list(library.coded()), list(library.articles())
    rulings = ruled(library.judgements(), coded, articles)
    return join(rulings.aliases.coded(coded), articles, rulings), dict(rulings.states)


def some_judgement(library: Library, chance: random.Random, told: list[Told]) -> Judgement | None:
    """A judgement of any kind about accounts or articles that are there; None where it cannot be made."""
    accounts = library.accounts()
    judging = Judging(library.articles(), library.coded(), accounts)
    numbers = [one.number for one in library.judgements()]
    kind = chance.choice(["same", "same", "different", "wrong", "grade", "relays", "agency", "undo", "names"])
    who, why = "Inès", "lu dans le texte"
    try:
        match kind:
            case "undo":
                return undoing(chance.choice(numbers), who, why) if numbers else None
            case "same":
                a, b = chance.sample(accounts, 2)
                return judging.pair("same", a.id, b.id, who, why)
            case "different":
                account = chance.choice(accounts)
                ref, other = chance.sample(account.statements, 2)
                made = judging.pair("same", account.id, account.id, who, why) if ref == other else None
                said = {one.doc: one.statements for one in library.coded()}
                sides = [f"{doc}:{said[doc][n].span[0]}-{said[doc][n].span[1]}" for doc, n in (ref, other)]
                return made or judging.pair("different", *sides, who, why)
            case "wrong":
                account = chance.choice(accounts)
                field = chance.choice(sorted(account.fields))
                return judging.wrong(account.id, field, account.fields[field][0].value, who, why)
            case "grade":
                return judging.grade(chance.choice(accounts).id, chance.randint(1, 6), who, why)
            case "relays":
                (a, _), (b, _) = chance.sample(told, 2)
                return judging.relays(a.doc, b.doc, who, why)
            case "agency":
                return judging.relays(chance.choice(told)[0].doc, "MAP", who, why)
            case _:
                return judging.names("same-name", "Salim Hanouf", "MAR.BORM", who, why)
    except (InputError, ValueError, IndexError):
        return None


def follow(told: list[Told], chance: random.Random, steps: int) -> int:
    """Add articles and judge by turns, and see each time that it comes to the same; judgements made."""
    waiting = told[:]
    made = 0
    with tempfile.TemporaryDirectory() as place, Library(Path(place) / "press.db") as library:
        for _ in range(steps):
            for _ in range(chance.randint(0, 3)):
                if waiting:
                    library.add(*waiting.pop())
            library.refresh()
            judgement = some_judgement(library, chance, told)
            if judgement is not None:
                library.judge(judgement)
                made += 1
                library.refresh()
            accounts, states = all_at_once(library)
            assert to_json(library.accounts()) == to_json(accounts)
            assert library.judgement_states() == states
    return made


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    corpora(), st.randoms(use_true_random=False), st.sampled_from([2, 3, 300]), st.sampled_from([1, 2, 40])
)
def test_each_judgement_gives_the_accounts_of_all_at_once(
    told: list[Told], chance: random.Random, largest: int, crowd: int
) -> None:
    held = blocks.LARGEST, crowds.CROWD
    blocks.LARGEST, crowds.CROWD = largest, crowd
    try:
        follow(told, chance, 6)
    finally:
        blocks.LARGEST, crowds.CROWD = held


@pytest.mark.parametrize("seed", range(2))
def test_judgements_on_a_hand_coded_corpus(dev: list[Told], seed: int) -> None:  # noqa: F811
    chance = random.Random(seed)
    told = dev[:]
    chance.shuffle(told)
    assert follow(told, chance, 14) > 3
