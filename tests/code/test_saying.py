"""Who is said to say it, by construction."""

from __future__ import annotations

import pytest

from recoupe.code.fr.memory import Memory
from recoupe.code.fr.parse import Doc, pipeline
from recoupe.code.fr.saying import Saying, sayings
from recoupe.code.fr.view import View, find_refs


def said(*texts: str) -> list[Saying]:
    """The sayings of the last of some sentences of one article."""
    memory, found = Memory(home="MAR"), []
    for number, text in enumerate(texts):
        view = View(Doc(pipeline()(text), text), 0, number, "body", memory)
        find_refs(view)
        found = sayings(view)
    return found


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Trois ports ont été fermés, précise un communiqué officiel.", "un communiqué"),
        ("Le voisin a décliné, croit savoir un hebdomadaire lyonnais.", "un hebdomadaire"),
        ("Le marché a brûlé, assure de son côté un élu de la région.", "un élu de la région"),
        ("Le chantier a coûté cher, a chiffré Dodo Amina Tessougué, intendante.", "Dodo Amina Tessougué"),
        ("Le siège du club a été fouillé, selon son entourage.", "son entourage"),
        ("Le port est sûr, confie un cadre du ministère.", "un cadre du ministère"),
        ("Le port est sûr, affirme pour sa part un ancien chef de la police.", "un ancien chef de la police"),
        (
            "Selon une ancienne responsable de la gendarmerie, rien n'a brûlé.",
            "une ancienne responsable de la gendarmerie",
        ),
        ("Le général a félicité ses hommes, rapporte la XTV.", "XTV"),
    ],
)
def test_the_speaker_stands_behind_the_verb(text: str, speaker: str) -> None:
    (saying,) = said(text)
    assert saying.attribution.speaker == speaker
    assert saying.start == 0 and saying.end >= len(text) - 1


def test_who_has_left_a_body_does_not_speak_for_it() -> None:
    (former,) = said("Selon un ancien agent de la Sûreté nationale, rien n'a brûlé.")
    assert former.attribution.id is None
    (serving,) = said("Selon un agent de la Sûreté nationale, rien n'a brûlé.")
    assert serving.attribution.id == "MAR.DGSN"


def test_what_stands_under_a_preposition_does_not_speak() -> None:
    (saying,) = said(
        "Le camp est vide, a fait savoir jeudi au Parlement le ministre de la Défense, Omar Zaki."
    )
    assert saying.attribution.id == "omar-zaki"


def test_a_pronoun_takes_the_last_speaker() -> None:
    first = "La route est coupée, a indiqué le ministre de la Défense, Omar Zaki."
    (saying,) = said(first, "Le pont, a-t-il poursuivi, est tombé dans la nuit.")
    assert saying.attribution.id == "omar-zaki"


def test_a_report_is_its_owners() -> None:
    (saying,) = said("Mille colis ont été ouverts, ressort-il du bilan annuel que la DGSN a rendu public.")
    assert (saying.attribution.id, saying.attribution.channel) == ("MAR.DGSN", "report")


def test_a_closing_speaker_covers_both_halves_of_the_sentence() -> None:
    (saying,) = said("Dix maisons ont brûlé ; le marché a été pillé, précise un communiqué officiel.")
    assert saying.start == 0


def test_each_half_keeps_its_own_speaker() -> None:
    found = said("Sept hommes ont péri, affirme un élu, quand les autorités s'en tiennent à trois.")
    assert [s.attribution.speaker for s in found] == ["un élu", "autorités"]


def test_what_the_subject_claims_to_have_done_is_its_word() -> None:
    text = "L'armée nigérienne avait assuré avoir pris la ville."
    (saying,) = said(text)
    assert saying.attribution.id == "NER.FAN"
    assert text[saying.start : saying.end].startswith("avoir pris")


def test_a_plain_object_is_no_speaker() -> None:
    assert said("Le ministre, en visite à Rabat, a annoncé la création d'un fonds.")[
        0
    ].attribution.speaker != ("la création")


def test_who_did_not_say_it_is_no_speaker() -> None:
    assert said("Aucun groupe n'a revendiqué l'assaut.") == []


def test_a_body_that_no_list_has_is_a_speaker_by_its_capital(coded):
    told = coded("Quarante marins ont été enlevés, selon le Centre maritime régional.")
    assert {s.attribution.speaker for s in told} == {"Centre maritime régional"}
