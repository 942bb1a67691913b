"""Visits, talks, agreements, help and force as agencies word them: who, to whom, and told once."""

from __future__ import annotations

from typing import Any

import pytest

from recoupe.model import Event, Tie


def _events(made: Any) -> list[Event]:
    return [s for s in made if isinstance(s, Event)]


def test_a_hyphenated_word_of_the_lexicon_is_read_in_a_headline(coded: Any) -> None:
    (met,) = _events(coded("Tête-à-tête lundi à Oslo entre Jonas Store et Petteri Orpo."))
    assert met.type == "CONSULT"
    assert len(met.actors) == 2


@pytest.mark.parametrize(
    "sentence",
    [
        "Le ministre turc de la Défense est attendu vendredi à Tripoli.",
        "Attendu vendredi à Tripoli, le ministre turc de la Défense parlera de coopération.",
    ],
)
def test_who_is_awaited_is_to_visit(coded: Any, sentence: str) -> None:
    visit = next(e for e in _events(coded(sentence)) if e.mode == "visit")
    assert visit.status == "planned"
    assert [e.country for e in visit.actors] == ["TUR"]
    assert [e.text for e in visit.recipients] == ["Tripoli"]


def test_words_in_quotation_marks_part_no_phrase(coded: Any) -> None:
    text = "Le Tchad a mis fin « sans aucun préavis ni délai » à l'accord militaire avec la France."
    (ended,) = _events(coded(text))
    assert (ended.type, ended.mode) == ("SANCTION", "discontinue")
    assert [e.id for e in ended.recipients] == ["FRA"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Le président kényan effectuera une tournée en Asie du 2 au 6 avril.",
        "Un atelier de renforcement des capacités des douaniers togolais s'est tenu lundi à Lomé avec l'OMD.",
    ],
)
def test_a_phrase_within_a_phrase_is_told_once(coded: Any, sentence: str) -> None:
    kinds = [(e.type, e.mode) for e in _events(coded(sentence))]
    assert len(kinds) == len(set(kinds))


def test_who_trains_with_others_teaches_them_nothing(coded: Any) -> None:
    made = _events(coded("Les commandos togolais s'entraînent avec des instructeurs français."))
    assert not [e for e in made if e.mode == "train" and "instructeurs" in str(e.recipients)]


def test_soldiers_leave_a_land_and_travellers_nothing(coded: Any) -> None:
    (left,) = _events(coded("Les soldats allemands ont quitté le Niger le 30 août 2023."))
    assert (left.type, left.mode) == ("RETREAT", "withdraw")
    assert [p.country for p in left.where] == ["NER"]
    assert not _events(coded("Une délégation de l'ONU a quitté Le Caire samedi."))


def test_sides_named_in_a_row_are_all_sides(coded: Any) -> None:
    text = "C'est à Genève que se sont retrouvés lundi les émissaires de l'armée soudanaise et du M23."
    (met,) = [e for e in _events(coded(text)) if e.type == "CONSULT"]
    assert len(met.actors) == 2


def test_who_tells_of_a_call_is_no_side_of_it(coded: Any) -> None:
    text = "Les deux ministres se sont entretenus au téléphone dimanche, a indiqué le Kremlin."
    (call,) = [e for e in _events(coded(text)) if e.mode == "phone"]
    assert "Kremlin" not in str(call.actors)


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("Kigali nie tout soutien aux rebelles du M23.", "REJECT"),
        ("La Cédéao exige la libération du président Bazoum.", "REQUEST"),
    ],
)
def test_whom_a_denial_or_demand_is_about_is_not_addressed(coded: Any, sentence: str, kind: str) -> None:
    (told,) = _events(coded(sentence))
    assert told.type == kind
    assert told.recipients == ()


def test_what_is_asked_for_is_no_deed(coded: Any) -> None:
    made = _events(coded("L'ONU a exhorté les autorités maliennes à relâcher les otages."))
    assert [e.type for e in made] == ["REQUEST"]


def test_intelligence_passed_on_was_given_to_those_who_act_on_it(coded: Any) -> None:
    text = "Grâce à des renseignements transmis par la DGST marocaine, la police belge a arrêté deux hommes."
    given = next(e for e in _events(coded(text)) if e.mode == "share-intelligence")
    assert [e.id for e in given.actors] == ["MAR.DGST"]
    assert [e.text for e in given.recipients] == ["police belge"]


@pytest.mark.parametrize(
    ("sentence", "tie", "subject"),
    [
        ("Basée à N'Djamena, la Force multinationale mixte a lancé une offensive.", "hosts", "TCD"),
        ("Le siège d'Interpol se trouve à Lyon.", "hosts", "FRA"),
        ("Le Togo et le Bénin sont liés depuis 2019 par un protocole sur la pêche.", "party-to", "TGO"),
    ],
)
def test_a_seat_or_bond_told_the_other_way_round(coded: Any, sentence: str, tie: str, subject: str) -> None:
    found = [s for s in coded(sentence) if isinstance(s, Tie) and s.type == tie]
    assert [t.subject[0].id for t in found] == [subject]


@pytest.mark.parametrize(
    "sentence",
    [
        "Le Burkina Faso a dénoncé la convention fiscale signée avec la France en 1965.",
        "Human Rights Watch a exhorté le Tchad à relâcher les opposants détenus depuis un an.",
    ],
)
def test_what_is_told_of_a_noun_does_not_date_the_verb_above(coded: Any, sentence: str) -> None:
    told = next(e for e in _events(coded(sentence)) if e.type in ("SANCTION", "REQUEST"))
    assert told.when is None


def test_a_verb_is_no_preposition(coded: Any) -> None:
    text = "Trente officiers y seront formés, a assuré mardi le ministre français de la Défense."
    assert [e.trigger for e in _events(coded(text)) if e.mode == "train"] == ["formés"]


@pytest.mark.parametrize(
    ("sentence", "actor"),
    [
        ("Arrivé lundi à Accra pour une visite de travail, le ministre togolais parlera de sécurité.", "TGO"),
        ("Le ministre kényan est arrivé à Kampala. Il doit y rencontrer son homologue ougandais.", "KEN"),
    ],
)
def test_who_came_is_who_visits_and_meets(coded: Any, sentence: str, actor: str) -> None:
    met = [e for e in _events(coded(sentence)) if e.type == "CONSULT"]
    assert met
    assert all(actor in [a.country for a in e.actors] for e in met)


def test_a_beginning_behind_a_semicolon_is_of_its_own_clause(coded: Any) -> None:
    text = (
        "Le roi Abdallah II et Emmanuel Macron se sont vus à Paris ; ils ne s'étaient pas parlé depuis 2021."
    )
    met = next(e for e in _events(coded(text)) if e.type == "CONSULT" and e.status == "asserted")
    assert met.when is None


def test_a_place_won_back_and_a_gift_by_words(coded: Any) -> None:
    (won,) = _events(coded("Les FARDC ont repris lundi aux rebelles du M23 la localité de Nyanzale."))
    assert won.type == "ASSAULT"
    assert "Nyanzale" in won.where[0].text
    (gift,) = _events(coded("Pékin a offert à Lusaka du matériel militaire d'une grande valeur."))
    assert (gift.type, gift.mode) == ("AID", "equip")


def test_closing_one_s_borders_is_a_restriction(coded: Any) -> None:
    (closed,) = [s for s in coded("Le Niger a fermé ses frontières avec le Bénin.") if isinstance(s, Event)]
    assert (closed.type, closed.mode) == ("COERCE", "restrict")
