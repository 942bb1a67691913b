"""Who plays a part in a deed by the clause that tells more of it, and one event for one act."""

from __future__ import annotations

from typing import Any

import pytest

from recoupe.code.fr.parse import parse
from recoupe.code.fr.relatives import told_by_clause
from recoupe.model import Event, Figure


@pytest.mark.parametrize(
    ("sentence", "noun", "wanted"),
    [
        ("Le raid imputé aux rebelles a fait dix morts.", "raid", {("rebelles", "clause-à/ascribes")}),
        ("Le blocus visant la Serbie est levé.", "blocus", {("Serbie", "clause-obj/meets")}),
        (
            "Elle condamne l'assaut que la milice avait donné à la caserne.",
            "assaut",
            {("milice", "clause-by/does"), ("caserne", "clause-à/does")},
        ),
        (
            "Elle évoque l'attaque où la milice a tué neuf soldats.",
            "attaque",
            {("milice", "where-subj/meets"), ("soldats", "where-obj/meets")},
        ),
    ],
)  # fmt: skip
def test_a_clause_tells_who_did_it_to_whom(sentence: str, noun: str, wanted: set[tuple[str, str]]) -> None:
    [(doc, _)] = parse([(sentence, None, True)])
    deed = next(t for t in doc if t.text == noun)
    assert wanted <= {(t.text, how) for t, how in told_by_clause(deed)}


def events(statements: list[Any]) -> list[Event]:
    return [s for s in statements if isinstance(s, Event)]


def test_an_attack_and_those_it_killed_are_one_event(coded: Any) -> None:
    told = events(
        coded("Le 12 mars, une attaque attribuée au GSIM a coûté la vie à quinze soldats près de Djibo.")
    )
    assert [(e.type, e.trigger) for e in told] == [("ASSAULT", "attaque")]
    assert [e.id for e in told[0].actors] == ["JNIM"]
    assert [e.text for e in told[0].recipients] == ["quinze soldats"]


def test_a_noun_and_the_verb_of_its_clause_are_one_sanction(coded: Any) -> None:
    told = events(coded("L'embargo décrété par la Cédéao contre le Mali pèse sur Dakar."))
    assert [e.type for e in told].count("SANCTION") == 1


def test_the_subject_of_a_passive_is_that_of_the_verbs_beside_it(coded: Any) -> None:
    told = coded("À Vilnius, trois voisins du Bélarus ont été arrêtés par la police, puis relâchés mardi.")
    [release] = [e for e in events(told) if e.type == "RETREAT"]
    assert [e.text for e in release.actors + release.recipients] != ["police"]


def test_whoever_condemns_a_coup_did_not_make_it(coded: Any) -> None:
    told = events(coded("L'Union africaine a condamné le coup d'État survenu dimanche à Libreville."))
    assert not any(e.id == "AU" for s in told if s.type == "COERCE" for e in s.actors)


def test_going_to_meet_those_responsible_blames_nobody(coded: Any) -> None:
    told = events(
        coded("Une délégation du FBI s'est rendue à Rabat pour rencontrer les responsables de la DGST.")
    )
    assert [(e.type, e.mode) for e in told] == [("CONSULT", "visit")]


def test_a_requisition_is_no_conviction(coded: Any) -> None:
    told = events(coded("Le parquet de Paris a requis trente ans de réclusion contre le principal accusé."))
    assert not any(e.mode == "convict" for e in told)


def test_the_arrest_of_presumed_members_is_plain(coded: Any) -> None:
    told = events(coded("Quatre membres présumés de Daech ont été arrêtés lundi à Bruxelles par la police."))
    [arrest] = [e for e in told if e.mode == "arrest"]
    assert arrest.status == "asserted"


def test_a_chief_who_is_charged_is_not_his_police(coded: Any) -> None:
    told = events(coded("L'ancien chef de la police judiciaire a été inculpé par un juge de Genève."))
    [charge] = [e for e in told if e.type == "ACCUSE"]
    assert [e.text for e in charge.recipients] == ["L'ancien chef de la police judiciaire"]


def test_those_sentenced_to_death_are_not_dead(coded: Any) -> None:
    figures = [s for s in coded("L'Iran a condamné à mort trois hommes accusés d'espionnage.")
               if isinstance(s, Figure)]  # fmt: skip
    assert [f.measure for f in figures] == ["people-convicted"]


def test_a_demonym_before_a_name_is_the_person(coded: Any) -> None:
    told = events(coded("Le tribunal de Tunis a condamné mardi le Français Luc Martin à dix ans de prison."))
    [convicted] = [e for e in told if e.mode == "convict"]
    assert [e.text for e in convicted.recipients] == ["Luc Martin"]


def test_words_cut_at_their_hyphens_are_told_whole(coded: Any) -> None:
    told = events(coded("La police belge a arrêté un Belgo-Marocain et deux Franco-Algériens à Anvers."))
    [arrest] = [e for e in told if e.mode == "arrest"]
    assert [e.text for e in arrest.recipients] == ["un Belgo-Marocain", "deux Franco-Algériens"]


def test_an_arrested_man_behind_a_time_is_the_object(coded: Any) -> None:
    told = events(coded("La gendarmerie malienne a interpellé, mardi, un homme soupçonné de trafic."))
    [arrest] = [e for e in told if e.mode == "arrest"]
    assert [e.text for e in arrest.recipients] == ["un homme"]


def test_we_in_the_mouth_of_an_official_is_the_state(coded: Any) -> None:
    told = events(
        coded("« Nous avons tué soixante rebelles », a déclaré le président somalien Hassan Cheikh Mohamoud.")
    )
    assert {e.id for s in told for e in s.actors} == {"SOM"}


def test_a_weight_told_in_two_units_is_one(coded: Any) -> None:
    [drugs] = [
        s
        for s in coded("La gendarmerie algérienne a saisi 6 quintaux et 40 kilogrammes de kif à Béchar.")
        if isinstance(s, Figure)
    ]
    assert (drugs.value, drugs.unit, drugs.measure) == (640, "kg", "drugs-seized")


def test_nautical_miles_count_nobody(coded: Any) -> None:
    told = coded("La marine togolaise a intercepté mardi, à quarante milles au large de Lomé, un chalutier.")
    assert not [s for s in told if isinstance(s, Figure)]


def test_a_crew_is_no_band(coded: Any) -> None:
    told = coded(
        "Six membres de l'équipage du pétrolier ont été enlevés par des hommes armés à quelque 110 milles de "
        "Lagos, a annoncé la Marine nigériane."
    )
    assert [(s.measure, s.value) for s in told if isinstance(s, Figure)] == [("other", 6)]


def test_a_general_of_another_country_is_told_once(coded: Any) -> None:
    told = events(
        coded(
            "La marine togolaise a saisi un chalutier au large de Lomé. Le Togo et la gendarmerie togolaise "
            "enquêtent. Le chef d'état-major béninois, le général Fructueux Gbaguidi, a salué l'opération."
        )
    )
    assert {(e.id, e.country) for s in told if s.mode == "praise" for e in s.actors} == {
        ("fructueux-gbaguidi", "BEN")
    }


def test_the_whole_is_handed_over_not_the_part_told_of_it(coded: Any) -> None:
    (handed,) = [
        s
        for s in events(
            coded(
                "Six marins, dont deux Ghanéens, ont été remis mardi par la marine togolaise à la justice "
                "béninoise."
            )
        )
        if s.mode == "extradite"
    ]
    # Those handed over stand in `about`; the court receives them.
    assert [e.text for e in handed.recipients] == ["justice béninoise"]
