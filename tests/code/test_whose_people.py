"""Of which states those are who are told in one noun, and which two « les deux pays » are."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from recoupe.code.fr.amounts import currency
from recoupe.model import Event, Figure, Statement

Coder = Callable[..., tuple[Statement, ...]]
Dispatched = Callable[[str], list[Event]]


def countries(event: Event) -> set[str | None]:
    return {e.country for e in event.actors}


@pytest.mark.parametrize(
    ("text", "whose"),
    [
        ("Les autorités chiliennes et péruviennes ont arrêté jeudi quatre passeurs à Arica.", {"CHL", "PER"}),
        ("Les forces kényanes et somaliennes ont tué vendredi neuf shebab.", {"KEN", "SOM"}),
        (
            "Les enquêteurs danois, suédois et norvégiens ont démantelé mardi un réseau.",
            {"DNK", "SWE", "NOR"},
        ),
        ("Les marines indienne et omanaise ont intercepté lundi un navire suspect.", {"IND", "OMN"}),
        ("Les policiers serbes et croates ont arrêté mercredi huit trafiquants.", {"SRB", "HRV"}),
    ],
)
def test_those_of_several_states_are_several(dispatched: Dispatched, text: str, whose: set[str]) -> None:
    assert any(countries(event) == whose for event in dispatched(text))


def test_people_acted_on_are_one_lot(dispatched: Dispatched) -> None:
    (event,) = dispatched("La police chilienne a arrêté jeudi des suspects péruviens et boliviens à Arica.")
    assert len(event.recipients) == 1


def test_the_two_countries_are_those_of_a_minister_and_her_peer(coded: Coder) -> None:
    text = (
        "La France et l'Allemagne ont signé lundi un accord à Paris.\n\n"
        "La ministre espagnole de l'Intérieur, Ana Ruiz, a reçu mardi son homologue portugais à Madrid. "
        "Les deux pays ont signé un accord de coopération policière."
    )
    told = [s for s in coded(text) if isinstance(s, Event) and s.type == "SUPPORT"]
    assert {e.id for e in told[-1].actors} == {"ESP", "PRT"}


def test_those_whom_they_stand_for_are_told_in_a_number(coded: Coder) -> None:
    text = "Trois des suspects étaient connus de la police de Gand. Ils ont été écroués mardi."
    (event,) = [s for s in coded(text) if isinstance(s, Event)]
    assert [e.text for e in event.recipients] == ["Trois des suspects"]


def test_a_name_told_later_is_not_the_diplomats(dispatched: Dispatched) -> None:
    text = "Berlin a expulsé jeudi douze diplomates russes après l'assassinat de l'opposant Ilia Voronov."
    (event,) = [e for e in dispatched(text) if e.type == "SANCTION"]
    assert [e.text for e in event.recipients] == ["douze diplomates russes"]


def test_a_year_that_says_which_accord_dates_nothing(dispatched: Dispatched) -> None:
    (event,) = dispatched("Le Tchad a dénoncé vendredi l'accord de défense de 1976 avec la France.")
    assert event.when is not None and event.when.start == "2024-03-08"


@pytest.mark.parametrize(
    ("words", "home", "code"),
    [("", "TUN", "TND"), ("", "DZA", "DZD"), ("libyens", "TUN", "LYD"), ("", None, "DZD")],
)
def test_dinars_are_those_of_the_state_the_article_is_from(words: str, home: str | None, code: str) -> None:
    assert currency({"dinar"}, words, home) == code


def test_cfa_francs_are_of_either_union() -> None:
    assert [currency({"franc"}, "cfa", home) for home in ("CIV", "TCD", "CHE")] == ["XOF", "XAF", "XOF"]


@pytest.mark.parametrize(
    "text",
    [
        "L'armée a mené lundi une offensive contre les rebelles dans le but de libérer onze otages.",
        "Les Gardiens de la révolution ont lancé lundi une attaque contre un navire grec.",
    ],
)
def test_words_that_sport_shares_with_war(dispatched: Dispatched, text: str) -> None:
    assert "ASSAULT" in [event.type for event in dispatched(text)]


@pytest.mark.parametrize(
    "text",
    [
        "L'ambassadeur du Pérou a été convoqué lundi au ministère chilien des Affaires étrangères.",
        "Le ministère chilien des Affaires étrangères a convoqué lundi l'ambassadeur du Pérou.",
    ],
)
def test_the_ministry_has_sent_for_the_envoy(dispatched: Dispatched, text: str) -> None:
    (event,) = dispatched(text)
    assert (event.type, event.mode) == ("ACCUSE", "disapprove")
    assert {e.country for e in event.actors} == {"CHL"} and {e.country for e in event.recipients} == {"PER"}


def test_who_wants_to_do_asks_for_nothing(dispatched: Dispatched) -> None:
    told = dispatched("Le Mali veut renforcer sa coopération militaire avec la Russie.")
    assert [event.type for event in told] == ["COOPERATE"]


def test_each_counted_thing_is_one_figure(coded: Coder) -> None:
    text = "Les autorités chiliennes et péruviennes ont arrêté jeudi quatre passeurs à Arica."
    (figure,) = [s for s in coded(text) if isinstance(s, Figure)]
    assert {e.country for e in figure.actors} == {"CHL", "PER"}


def test_who_made_the_arrests_is_one_of_those_working_together(coded: Coder) -> None:
    text = (
        "La gendarmerie sénégalaise a arrêté lundi six trafiquants à Tambacounda. "
        "L'opération a été menée en coordination avec la police malienne."
    )
    (joint,) = [s for s in coded(text) if isinstance(s, Event) and s.type == "COOPERATE"]
    assert {e.country for e in joint.actors} == {"SEN", "MLI"}


def test_those_who_wrote_the_text_do_not_prolong_it(dispatched: Dispatched) -> None:
    text = (
        "Le Canada et le Brésil ont salué lundi la résolution. "
        "La résolution, rédigée par les États-Unis et l'Équateur, prolonge les sanctions contre les gangs."
    )
    assert not any(e.id in ("USA", "ECU") for event in dispatched(text) for e in event.actors)


def test_up_to_so_many_are_whom_it_befalls(dispatched: Dispatched) -> None:
    (event,) = dispatched(
        "La République dominicaine a annoncé vouloir expulser jusqu'à 900 migrants par semaine."
    )
    assert (event.type, event.mode, [e.text for e in event.recipients]) == (
        "COERCE",
        "deport",
        ["900 migrants"],
    )


def test_dollars_are_nobody(coded: Coder) -> None:
    text = "Le Canada a débloqué lundi 86 millions de dollars canadiens pour la mission de l'ONU au Mali."
    (money,) = [s for s in coded(text) if isinstance(s, Figure)]
    assert not any("dollar" in e.text for e in money.of)


def test_what_is_told_of_the_speaker_he_does_not_say(coded: Coder) -> None:
    text = (
        "« Nous allons reprendre le contrôle de la ville », a assuré le chef de la police haïtienne, "
        "Jean Remy, qui a été limogé mardi."
    )
    told = [s for s in coded(text) if isinstance(s, Event) and s.type == "SANCTION"]
    assert told and all(s.attribution is None for s in told)


def test_where_one_is_charged_is_not_who(dispatched: Dispatched) -> None:
    (event,) = dispatched("Un pirate présumé a été inculpé mardi à Copenhague.")
    assert (event.type, [e.text for e in event.recipients]) == ("ACCUSE", ["Un pirate présumé"])


def test_days_after_the_one_told_last_are_not_ahead(coded: Coder) -> None:
    text = (
        "La cour a condamné mercredi trois hommes pour les attentats du 22 mars 2016 à Bruxelles. "
        "Le quatrième, arrêté à Anderlecht quinze jours plus tard, avait renoncé."
    )
    told = [s for s in coded(text) if isinstance(s, Event) and s.mode == "arrest"]
    assert all(s.when is None and s.status == "asserted" for s in told)


@pytest.mark.parametrize(
    "said", ["« Je remercie le Pérou pour son aide », a déclaré", "« J'ai remercié le Pérou », a dit"]
)
def test_i_is_the_one_who_speaks(dispatched: Dispatched, said: str) -> None:
    (event,) = dispatched(f"{said} lundi le ministre chilien de l'Intérieur, Luis Rojas.")
    assert [e.id for e in event.actors] == ["luis-rojas"] and event.attribution is None


def test_whom_an_attack_struck_is_not_blamed(dispatched: Dispatched) -> None:
    told = dispatched("Lima a condamné mardi l'attaque de la Colombie contre l'Équateur.")
    assert [[e.id for e in event.recipients] for event in told if event.type == "ACCUSE"] == [["COL"]]


def test_accords_signed_on_a_visit_are_of_both_sides(coded: Coder) -> None:
    text = (
        "La ministre chilienne de l'Intérieur, Ana Ruiz, a reçu mardi son homologue péruvien à Santiago. "
        "Trois accords ont été signés à cette occasion."
    )
    (signed,) = [s for s in coded(text) if isinstance(s, Event) and s.mode == "sign"]
    assert {e.id for e in signed.actors} == {"CHL", "PER"}


def test_of_two_verbs_each_has_its_own(dispatched: Dispatched) -> None:
    told = dispatched("L'Union africaine a dénoncé lundi l'attaque et renouvelé son soutien au Tchad.")
    assert [[e.id for e in event.recipients] for event in told if event.type == "ACCUSE"] == [[]]


def test_assailants_are_not_killed_by_their_own(coded: Coder) -> None:
    text = (
        "Boko Haram a attaqué lundi un poste de l'armée tchadienne à Bol. Huit militaires ont été tués "
        "et quarante assaillants ont été abattus."
    )
    figures = {s.value: [e.id for e in s.actors] for s in coded(text) if isinstance(s, Figure)}
    assert figures[8] == ["BH"] and "BH" not in figures[40]


def test_private_persons_make_no_affair_of_state(coded: Coder) -> None:
    text = (
        "Le luthier Paul Dessaint a signé mardi un accord avec son rival Jean Morel. Paul Dessaint a formé "
        "six apprentis à la gravure. Jean Morel a condamné lundi la hausse des loyers. "
        "Les vitrines ont changé de couleur. Le magasin ouvrira avant les fêtes. Les clients sont curieux."
    )
    assert coded(text) == ()
