"""Who visits whom, where a deed was, whom it was aimed at: prepositions that say who has no part."""

from __future__ import annotations

from typing import Any

import pytest

from recoupe.model import Event, Figure, Tie
from recoupe.resolve.time import find_times


def events(statements: list[Any], type_: str) -> list[Event]:
    return [s for s in statements if isinstance(s, Event) and s.type == type_]


@pytest.mark.parametrize(
    ("sentence", "visited"),
    [
        ("Le ministre égyptien des Transports s'est rendu mardi à Tombouctou.", ["MLI"]),
        ("Le chef de la diplomatie turque est arrivé samedi à Zinder pour une visite de travail.", ["NER"]),
        ("En visite à Mopti, le Premier ministre malien a promis un hôpital.", []),
        ("Le président gabonais a quitté Libreville vendredi pour Ankara.", ["TUR"]),
    ],
)
def test_a_town_visited_stands_for_its_state_unless_it_is_the_visitors_own(
    coded: Any, sentence: str, visited: list[str]
) -> None:
    told = events(coded(sentence), "CONSULT")
    assert told and all(e.mode == "visit" and len(e.actors) == 1 for e in told)
    assert [r.id for r in told[0].recipients] == visited


def test_whom_a_strike_is_aimed_at_has_not_struck(coded: Any) -> None:
    [strike] = events(
        coded("Une frappe française contre une base du GSIM a fait neuf morts mardi."), "ASSAULT"
    )
    assert [(e.id, e.country) for e in strike.actors] == [("FRA", "FRA")]
    assert [e.id for e in strike.recipients] == ["JNIM"]


def test_a_state_of_which_a_part_is_the_place_has_done_nothing(coded: Any) -> None:
    told = coded("Une attaque a tué neuf soldats à Ménaka, dans le nord-est du Mali.")
    [attack] = events(told, "ASSAULT")
    assert attack.actors == ()
    assert [f.actors for f in told if isinstance(f, Figure)] == [()]


def test_who_drives_over_a_mine_has_not_laid_it(coded: Any) -> None:
    [blast] = events(coded("Un camion de l'armée tchadienne a sauté sur une mine jeudi à Bosso."), "ASSAULT")
    assert (blast.actors, [e.id for e in blast.recipients]) == ((), ["TCD.ANT"])


def test_who_condemns_an_attack_has_killed_nobody_and_blames_no_state_for_it(coded: Any) -> None:
    told = coded(
        "Le secrétaire général de l'ONU a condamné l'attaque qui a coûté la vie à deux agents dans le sud "
        "du Liban."
    )
    [blame] = events(told, "ACCUSE")
    assert ([e.id for e in blame.actors], blame.recipients) == (["UN"], ())
    assert all(a.id != "UN" for e in events(told, "ASSAULT") for a in e.actors)


def test_what_is_given_and_where_receive_nothing(coded: Any) -> None:
    [sent] = events(coded("L'Algérie a dépêché mardi une équipe de secouristes au Liban."), "AID")
    assert [e.id for e in sent.recipients] == ["LBN"]
    [given] = events(coded("La France a remis dix véhicules à la gendarmerie nigérienne à Niamey."), "AID")
    assert [e.country for e in given.recipients] == ["NER"] and len(given.recipients) == 1


def test_both_sides_agree_though_the_verb_takes_etre(coded: Any) -> None:
    told = events(coded("Le Maroc et le Sénégal sont convenus mardi de renforcer leur coopération."), "AGREE")
    assert {e.id for e in told[0].actors} == {"MAR", "SEN"}


def test_the_passive_above_does_not_seize_the_attacker(coded: Any) -> None:
    told = events(
        coded("Un gendarme a été poignardé lundi à Nice par un homme qui a été aussitôt maîtrisé."), "COERCE"
    )
    assert [e.actors for e in told] == [()]


def test_a_share_of_the_staff_is_no_party(coded: Any) -> None:
    assert not [s for s in coded("Londres a évacué une partie de son personnel.") if isinstance(s, Tie)]


def test_whom_one_met_stands_behind_the_town(coded: Any) -> None:
    [met] = events(coded("Le médiateur qatari a rencontré à Nairobi des représentants du M23."), "CONSULT")
    assert [e.id for e in met.actors][1:] == ["M23"]


def test_who_died_in_an_ambush_met_with_it(coded: Any) -> None:
    [ambush] = events(
        coded("Neuf gendarmes ont péri lundi dans une embuscade tendue par des jihadistes près de Fada."),
        "ASSAULT",
    )
    assert [e.text for e in ambush.recipients] == ["Neuf gendarmes"]


def test_the_day_of_the_deed_is_not_that_of_the_blame(coded: Any) -> None:
    [blame] = events(
        coded("Amnesty accuse l'armée malienne d'avoir tué vingt civils le 3 février."), "ACCUSE"
    )
    assert blame.when is None


def test_a_state_recalls_its_envoy_from_another(coded: Any) -> None:
    [recall] = events(
        coded("L'ambassadeur du Tchad à Paris a été rappelé lundi pour consultations."), "SANCTION"
    )
    assert [e.id for e in recall.actors] == ["TCD"]
    assert [e.id for e in recall.recipients] == ["FRA"]


def test_whoever_asks_is_refused_not_whom_they_want(coded: Any) -> None:
    [refusal] = events(coded("Lisbonne a refusé d'extrader vers Rabat un ancien officier."), "REJECT")
    assert [e.id for e in refusal.recipients] == ["MAR"]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("Ils ont été entendus lundi et mardi à Dakar.", "2024-03-11", "2024-03-12"),
        ("Lundi, il a été enlevé dans la nuit.", "2024-03-11", "2024-03-11"),
    ],
)
def test_two_days_told_by_name_are_one_interval(text: str, first: str, last: str) -> None:
    found = find_times(text, "2024-03-12")[0]
    assert (found.first, found.last) == (first, last)


@pytest.mark.parametrize(
    ("sentence", "met"),
    [
        ("Une explosion a touché un convoi de la Minusma vendredi près de Kidal.", "un convoi de la Minusma"),
        ("Cinq gendarmes ont été tués mardi par l'explosion d'une mine à Dori.", "Cinq gendarmes"),
        ("Une attaque a visé un poste de police à Kaya lundi.", "un poste de police"),
        ("L'attaque qui a coûté la vie à six gendarmes maliens a été menée lundi.", "six gendarmes maliens"),
    ],
)
def test_whom_a_deed_met_has_not_done_it(coded: Any, sentence: str, met: str) -> None:
    [deed] = events(coded(sentence), "ASSAULT")
    assert (deed.actors, [e.text for e in deed.recipients]) == ((), [met])


def test_a_state_that_hands_over_a_member_is_no_member(coded: Any) -> None:
    told = coded("Le Maroc a remis à l'Espagne un membre présumé de Daech.")
    assert not [t for t in told if isinstance(t, Tie)]
