"""Rows and gifts whose parts the parser hangs on different words."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from recoupe.model import Event


@pytest.mark.parametrize(
    ("sentence", "whom"),
    [
        (
            "Il a exprimé sa gratitude au Togo, au sultanat d'Oman, à la Suisse et à la Corée du Sud.",
            ["TGO", "OMN", "CHE", "KOR"],
        ),
        (
            "La cour a infligé dix ans de prison à Marouane El Bali, Souhaib El Abdi et Omar Rami.",
            ["marouane-el-bali", "souhaib-el-abdi", "omar-rami"],
        ),
    ],
)
def test_the_members_of_a_row_have_one_part(
    dispatched: Callable[[str], list[Event]], sentence: str, whom: list[str]
) -> None:
    (act,) = dispatched(sentence)
    assert [e.id for e in act.recipients] == whom


@pytest.mark.parametrize(
    "sentence",
    [
        "La DGSI avait transmis fin mars à la Sûreté de l'État belge des informations décisives.",
        "La DGSI avait transmis à la Sûreté de l'État belge des informations décisives.",
    ],
)
def test_what_is_given_is_nothing_of_whom_it_is_given_to(
    dispatched: Callable[[str], list[Event]], sentence: str
) -> None:
    (act,) = dispatched(sentence)
    assert act.mode == "share-intelligence"
    assert [e.id for e in act.recipients] == ["BEL.VSSE"]


@pytest.mark.parametrize(
    ("sentence", "whom"),
    [
        (
            "L'UE a débloqué en mai 20 millions d'euros pour équiper les gardes-frontières mauritaniens.",
            "MRT.PAF",
        ),
        ("Le Japon a donné 3 millions de dollars pour soutenir la force conjointe du G5 Sahel.", "G5S.FC"),
    ],
)
def test_aid_is_for_whom_its_purpose_tells(
    dispatched: Callable[[str], list[Event]], sentence: str, whom: str
) -> None:
    (aid,) = dispatched(sentence)
    assert [e.id for e in aid.recipients] == [whom]
