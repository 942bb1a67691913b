"""Who does what an infinitive tells under « permettre », « aider », and who stands at whose side."""

from __future__ import annotations

from typing import Any

import pytest

from recoupe.model import Event, Tie


@pytest.mark.parametrize(
    ("sentence", "mode", "doer"),
    [
        ("Le Maroc a aidé l'Espagne à arrêter neuf suspects à Madrid.", "arrest", "ESP"),
        (
            "Les renseignements marocains ont permis à la police espagnole d'arrêter trois hommes à Séville.",
            "arrest",
            "ESP.DGP",
        ),
    ],
)
def test_the_one_who_is_let_do_it_does_it(coded: Any, sentence: str, mode: str, doer: str) -> None:
    (act,) = [s for s in coded(sentence) if isinstance(s, Event) and s.mode == mode]
    assert [e.id for e in act.actors] == [doer]


@pytest.mark.parametrize("beside", ["aux côtés du", "en compagnie du", "conjointement avec le"])
def test_one_at_anothers_side_presides_too(coded: Any, beside: str) -> None:
    (tie,) = [
        s for s in coded(f"Le Ghana préside le Forum mondial de lutte contre le terrorisme {beside} Canada.")
        if isinstance(s, Tie)
    ]  # fmt: skip
    assert ({e.id for e in tie.subject}, [e.id for e in tie.object]) == ({"GHA", "CAN"}, ["GCTF"])


def test_one_who_heads_two_bodies_heads_both_and_acts_alone(coded: Any) -> None:
    made = coded(
        "Le directeur général de la Direction générale de la sûreté nationale et de la Direction générale de "
        "la surveillance du territoire, Karim Belaïd, a reçu mardi l'ambassadeur de France."
    )
    (tie,) = [s for s in made if isinstance(s, Tie)]
    assert [e.id for e in tie.object] == ["MAR.DGSN", "MAR.DGST"]
    (visit,) = [s for s in made if isinstance(s, Event)]
    assert "MAR.DGSN" not in {e.id for e in visit.actors}


def test_a_fight_is_no_partner(coded: Any) -> None:
    sentence = "Le Sénégal est un partenaire essentiel dans la lutte contre le trafic d'armes."
    assert not [s for s in coded(sentence) if isinstance(s, Tie)]


@pytest.mark.parametrize(
    "sentence",
    [
        "La cellule, active à Larache et Kénitra, préparait un attentat.",
        "Je retiens pour le royaume le chiffre de 185 cellules.",
        "La contribution du Togo ne se limite pas à la formation de ses voisins.",
    ],
)
def test_what_only_looks_like_a_deed(coded: Any, sentence: str) -> None:
    deeds = {s.mode for s in coded(sentence) if isinstance(s, Event)}
    assert not deeds & {"troops", "arrest", "restrict"}


def test_twenty_one_is_one_number(coded: Any) -> None:
    (act,) = [s for s in coded("La police malienne a arrêté vingt et un passeurs.") if isinstance(s, Event)]
    assert [r.text for r in act.recipients] == ["vingt et un passeurs"]
