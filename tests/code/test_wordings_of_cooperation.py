"""Wordings of agreeing, giving in, visiting, mediating, working together, training, releasing."""

from __future__ import annotations

from typing import Any

import pytest

WORDINGS = [
    ("La Zambie s'est dite partante pour une force commune avec l'Angola.", "AGREE", None),
    ("Douze sous-officiers tchadiens se perfectionnent auprès de la gendarmerie italienne.", "AID", "train"),
    ("Ankara a plié devant les exigences de Stockholm.", "CONCEDE", None),
    ("La junte a mis de l'eau dans son vin.", "CONCEDE", None),
    ("Le ministre kényan a fait étape à Kigali mardi.", "CONSULT", "visit"),
    ("Les deux ministres ont fait le tour des dossiers avec leur homologue gambien.", "CONSULT", None),
    ("Le Qatar a joué les entremetteurs entre Kinshasa et Kigali.", "CONSULT", "third-party"),
    (
        "Les polices croate et slovène ont donné un coup de filet commun à Rijeka.",
        "COOPERATE",
        "joint-operation",
    ),
    (
        "Les douanes suisses et françaises ont interconnecté leurs fichiers.",
        "COOPERATE",
        "share-intelligence",
    ),
    ("Le Ghana et la Côte d'Ivoire font bloc contre les trafiquants d'or.", "COOPERATE", None),
    ("Le Niger et le Tchad ont mis sur pied une force mixte à leur frontière.", "COOPERATE", None),
    # Courses begun and ended, people and means lent, troops at one's side, drills and teams of two.
    ("L'armée britannique a achevé la formation d'un bataillon kényan.", "AID", "train"),
    ("Des sapeurs libanais ont achevé leur entraînement.", "AID", "train"),
    ("L'aviation italienne est venue en appui à l'armée nigérienne.", "AID", "equip"),
    ("Oslo a fourni un soutien logistique à la police moldave.", "AID", "equip"),
    ("Le Kenya et la Tanzanie ont entamé leurs manœuvres.", "COOPERATE", "joint-operation"),
    ("L'Inde et le Sri Lanka ont débuté des exercices conjoints.", "COOPERATE", "joint-operation"),
    ("Le Bénin et le Togo ont réactivé leur force mixte.", "COOPERATE", "joint-operation"),
    ("La Lituanie et la Lettonie ont ouvert une enquête conjointe.", "COOPERATE", "joint-operation"),
    ("La police danoise a agi sur la base d'un renseignement du Mossad.", "COOPERATE", "share-intelligence"),
    ("L'Iran a remis en liberté l'équipage du chalutier.", "RETREAT", "release"),
    ("Dakar a levé le couvre-feu mardi.", "RETREAT", None),
    ("La Namibie a présenté ses condoléances à la Zambie.", "SUPPORT", None),
]


@pytest.mark.parametrize(("text", "type_", "mode"), WORDINGS)
def test_a_wording_tells_its_act(dispatched: Any, text: str, type_: str, mode: str | None) -> None:
    assert (type_, mode) in [(s.type, s.mode) for s in dispatched(text)]


def test_the_red_cross_is_no_decoration(dispatched: Any) -> None:
    told = dispatched("Le Hamas a remis trois otages à la Croix-Rouge.")
    assert not [s for s in told if s.mode == "praise"]


def test_what_is_put_at_someones_disposal_has_its_receiver(dispatched: Any) -> None:
    told = dispatched("Vingt camions ont été mis à la disposition de l'armée gabonaise par Ankara.")
    (lent,) = [s for s in told if getattr(s, "mode", None) == "equip"]
    assert [e.id for e in lent.actors] == ["TUR"]
    assert [e.text for e in lent.recipients] == ["armée gabonaise"]


def test_an_adjective_of_two_states_names_both_sides(dispatched: Any) -> None:
    told = dispatched("Un exercice naval conjoint sino-russe a débuté lundi.")
    (drill,) = [s for s in told if getattr(s, "mode", None) == "joint-operation"]
    assert {e.id for e in drill.actors} == {"CHN", "RUS"}
