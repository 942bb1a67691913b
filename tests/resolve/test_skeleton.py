"""Spellings and scripts of one name have one key; other names do not."""

from __future__ import annotations

import pytest

from recoupe.join.names import OFFERED
from recoupe.resolve.skeleton import alike, key

ONE = [
    ("Tariq Al-Khalifi", "Tarek El Khulaifi"),
    ("Tariq Al-Khalifi", "طارق الخليفي"),
    ("Abderrahmane Zouhair", "Abdel Rahman Zuhair"),
    ("Abderrahmane Zouhair", "عبد الرحمن زهير"),
    ("Omar Benhaddou", "Omar Ben Hadou"),
    ("Mouncef Chaoui", "Moncef Shawi"),
    ("Mouncef Chaoui", "منصف الشاوي"),
    ("le général Idris Kettani", "Driss Idris El Kettani"),
    ("Youssef Qasmi", "Yousef Kasmi"),
    ("Hadja Fatou Cissé", "Fatou Cisse"),
]  # fmt: skip
TWO = [
    ("Hassan Dakir", "Hassan Daki"),
    ("Omar Benhaddou", "Ali Benhaddou"),
    ("Youssef Qasmi", "سعيد الشاوي"),
    ("Fatou Cissé", "Fatou Diallo"),
    ("Karim Tazi", "Karim Tahiri"),
]


@pytest.mark.parametrize(("a", "b"), ONE)
def test_spellings_of_one_name_are_offered(a: str, b: str) -> None:
    score, why = alike(a, b)
    assert score >= OFFERED
    assert alike(b, a)[0] == score
    assert why


@pytest.mark.parametrize(("a", "b"), TWO)
def test_other_names_are_not(a: str, b: str) -> None:
    assert alike(a, b)[0] < OFFERED


def test_a_surname_alone_weighs_less_than_the_whole_name() -> None:
    assert alike("Qasmi", "Youssef Qasmi")[0] < OFFERED <= alike("Yousef Qasmi", "Youssef Qasmi")[0]


@pytest.mark.parametrize("name", ["", "…", "1 234", "ا", "A", "و"])
def test_what_is_no_name_is_no_trouble(name: str) -> None:
    assert isinstance(key(name), str)
    assert 0 <= alike(name, "Youssef Qasmi")[0] < OFFERED
