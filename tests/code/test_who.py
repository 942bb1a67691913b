"""Who is one, who is two, and who only stands by."""

from __future__ import annotations

from typing import Any

import pytest

from recoupe.model import Event, Figure, Tie


@pytest.mark.parametrize(
    "sentence",
    [
        "Une opération coordonnée par Europol a conduit mardi à l'arrestation de quarante trafiquants.",
        "Trente passeurs ont été arrêtés jeudi en Grèce lors d'une opération coordonnée par Interpol.",
    ],
)
def test_who_coordinates_an_operation_arrests_nobody(coded: Any, sentence: str) -> None:
    made = coded(sentence)
    told = [s for s in made if isinstance(s, Event) and s.mode == "arrest"]
    told += [s for s in made if isinstance(s, Figure) and s.measure == "people-arrested"]
    assert len(told) == 2
    assert [s.actors for s in told] == [(), ()]


@pytest.mark.parametrize(
    ("sentence", "whole"),
    [
        ("Des experts irakiens et nigérians ont visité mardi Rabat.", "Des experts irakiens et nigérians"),
        (
            "Des magistrats espagnols, serbes et bosniens ont visité lundi Lomé.",
            "Des magistrats espagnols, serbes et bosniens",
        ),
    ],
)
def test_a_row_of_demonyms_is_of_one_group(coded: Any, sentence: str, whole: str) -> None:
    (act,) = [s for s in coded(sentence) if isinstance(s, Event)]
    assert [e.text for e in act.actors] == [whole]


def test_a_demonym_before_a_name_is_the_one_named(coded: Any) -> None:
    text = "Le Nigérian Bola Tinubu a reçu dimanche à Abuja les dirigeants de la Cédéao."
    (met,) = [s for s in coded(text) if isinstance(s, Event) and s.type == "CONSULT"]
    assert [e.id for e in met.actors] == ["bola-tinubu", "ECOWAS"]


def test_a_town_tells_whose_service_it_is_where_no_state_is_named(coded: Any) -> None:
    text = "La DGSN a arrêté lundi à Oran deux trafiquants."
    (arrest,) = [s for s in coded(text) if isinstance(s, Event)]
    assert [e.id for e in arrest.actors] == ["DZA.DGSN"]


def test_an_association_is_told_by_its_name(coded: Any) -> None:
    told = coded(
        "Le ministre ghanéen de la Défense a reçu lundi une délégation de l'ONU. L'association Lomé Debout a "
        "dénoncé mardi les expulsions menées par la Grèce."
    )
    (blamed,) = [s for s in told if isinstance(s, Event) and s.type == "ACCUSE"]
    assert [(e.text, e.id) for e in blamed.actors] == [("L'association Lomé Debout", None)]


def test_the_french_antiterrorist_prosecutors_are_french_anywhere(coded: Any) -> None:
    told = coded(
        "Le ministre ghanéen de la Défense a reçu lundi une délégation de l'ONU. Le parquet national "
        "antiterroriste a mis en examen mardi quatre hommes."
    )
    (alleged,) = [s for s in told if isinstance(s, Event) and s.type == "ACCUSE"]
    assert [e.id for e in alleged.actors] == ["FRA.PNAT"]


@pytest.mark.parametrize(
    ("sentence", "who", "country"),
    [
        ("Deux magistrats bruxellois se sont rendus mardi à Tanger.", "Deux magistrats bruxellois", "BEL"),
        (
            "Quatre policiers madrilènes se sont rendus mardi à Casablanca.",
            "Quatre policiers madrilènes",
            "ESP",
        ),
    ],
)
def test_who_goes_to_a_town_is_of_the_state_of_his_own_and_gives_himself_up_to_nobody(
    dispatched: Any, sentence: str, who: str, country: str
) -> None:
    told = [(s.mode, [(e.text, e.country) for e in s.actors]) for s in dispatched(sentence)]
    assert told == [("visit", [(who, country)])]


def test_who_gets_years_has_not_given_them(dispatched: Any) -> None:
    (convicted,) = dispatched("Le principal accusé, Khalid Amrani, a écopé mardi de douze ans de prison.")
    assert (convicted.actors, [e.id for e in convicted.recipients]) == ((), ["khalid-amrani"])


def test_a_phrase_ends_at_the_verb_of_who_says_it(coded: Any) -> None:
    text = "« Rien n'aurait été possible sans eux », a souligné la directrice d'Europol, Catherine De Bolle."
    assert [(s.trigger, s.status) for s in coded(text) if s.kind == "tie"] == [("directrice", "asserted")]


def test_who_is_received_on_a_visit_makes_it(coded: Any) -> None:
    text = (
        "Le directeur de la Sûreté nationale algérienne, Ali Badaoui, a reçu jeudi à "
        "Alger le chef de la police "
        "italienne, Vittorio Pisani, en visite de travail en Algérie."
    )
    visits = [s for s in coded(text) if s.kind == "event" and s.mode == "visit"]
    assert [[e.id for e in s.actors] for s in visits] == [["vittorio-pisani"]]


@pytest.mark.parametrize(
    ("sentence", "mode", "actors", "recipients"),
    [
        (
            "Le Mali a mené mardi une opération à Gao avec l'appui de la DGST marocaine.",
            None,
            ["MAR.DGST"],
            ["MLI"],
        ),
        (
            "La France a réduit de moitié en 2021 le nombre de visas accordés aux Algériens.",
            "discontinue",
            ["FRA"],
            ["Algériens"],
        ),
        (
            "Un baron présumé de la drogue, Nordin Amrani, a comparu mardi devant le tribunal d'Anvers.",
            "allege",
            ["tribunal d'Anvers"],
            ["nordin-amrani"],
        ),
        (
            "Arrêté mardi par la police espagnole, Yassine Kanza a été inculpé d'assassinat.",
            "arrest",
            ["ESP.DGP"],
            ["yassine-kanza"],
        ),
    ],
)  # fmt: skip
def test_to_whom_it_is_done(
    dispatched: Any, sentence: str, mode: str | None, actors: list[str], recipients: list[str]
) -> None:
    told = [
        ([e.id or e.text for e in s.actors], [e.id or e.text for e in s.recipients])
        for s in dispatched(sentence)
        if s.mode == mode
    ]
    assert told == [(actors, recipients)]


def test_a_statesman_is_known_by_his_last_name(dispatched: Any) -> None:
    (visit,) = dispatched("Le président Tebboune se rendra en juin à Rome.")
    assert ([e.id for e in visit.actors], [e.id for e in visit.recipients]) == (
        ["abdelmadjid-tebboune"],
        ["ITA"],
    )


def test_who_lays_down_flowers_is_not_disarmed(dispatched: Any) -> None:
    assert not dispatched("Le ministre français a déposé mardi une gerbe de fleurs au siège de la police.")


def test_nobody_is_praised_by_praise_of_a_thing(dispatched: Any) -> None:
    told = dispatched(
        "Le ministre marocain Nasser Bourita a salué mardi une décision qui va dans le bon sens."
    )
    assert [s.recipients for s in told if s.mode == "praise"] in ([], [()])


def test_who_is_told_by_name_and_as_the_man_is_one(dispatched: Any) -> None:
    (shot,) = [
        s
        for s in dispatched(
            "Yacine Belkacem, l'homme qui a abattu lundi deux touristes à Sousse, est en fuite."
        )
        if s.type == "ASSAULT"
    ]
    assert [e.id for e in shot.actors] == ["yacine-belkacem"]


def test_bodies_are_of_where_the_sentence_is_laid(dispatched: Any) -> None:
    (asked,) = dispatched("A Tunis, la brigade antiterroriste a interrogé mardi deux suspects.")
    assert [(e.text, e.country) for e in asked.actors] == [("la brigade antiterroriste", "TUN")]


def test_who_is_called_home_is_called_by_his_own_state(dispatched: Any) -> None:
    (recalled,) = dispatched("L'ambassadrice a été rappelée mardi à Rabat pour consultations.")
    assert ([e.id for e in recalled.actors], recalled.recipients) == (["MAR"], ())


def test_who_lets_one_go_is_not_who_sanctions_him(dispatched: Any) -> None:
    told = dispatched("Sous sanctions de l'ONU depuis 2018, l'opposant a été libéré mardi par le Mali.")
    assert [[e.id for e in s.actors] for s in told if s.mode == "release"] == [["MLI"]]
    assert [[e.id for e in s.actors] for s in told if s.type == "SANCTION"] == [["UN"]]


def test_a_delegation_is_of_the_body_that_is_named_behind_its_kind(dispatched: Any) -> None:
    (met,) = dispatched("La DGSN marocaine a reçu mardi une délégation de l'agence européenne Frontex.")
    assert [e.id for e in met.actors] == ["MAR.DGSN", "FRONTEX"]


def test_all_that_one_undertakes_to_do_is_planned(dispatched: Any) -> None:
    told = dispatched(
        "Berlin s'est engagé mardi à former cent agents tunisiens et à fournir des scanners à la police."
    )
    assert [(s.mode, s.status) for s in told] == [("train", "planned"), ("equip", "planned")]


@pytest.mark.parametrize(
    ("sentence", "type_", "actors", "recipients"),
    [
        ("Moscou a mis en garde Erevan contre tout rapprochement avec l'Otan.", "ACCUSE", ["RUS"], ["ARM"]),
        ("L'ambassadeur du Pérou à Séoul a été convoqué.", "ACCUSE", ["KOR"], ["L'ambassadeur du Pérou"]),
        (
            "L'Inde et Oman ont mené en janvier des manoeuvres conjointes dans le golfe d'Oman.",
            "COOPERATE",
            ["IND", "OMN"],
            [],
        ),
        (
            "Le Kenya a extradé vers l'Afrique du Sud, le Danemark et la Belgique dix trafiquants.",
            "COOPERATE",
            ["KEN"],
            ["ZAF", "DNK", "BEL"],
        ),
        (
            "Paris doit remettre à l'armée ukrainienne, d'ici à la fin de l'année, une douzaine de canons.",
            "AID",
            ["FRA"],
            ["UKR.MIL"],
        ),
        ("Depuis 2022, Berlin a fourni à Kiev pour 28 milliards d'euros d'aide.", "AID", ["DEU"], ["UKR"]),
        (
            "Le département du Trésor a gelé jeudi les avoirs de deux banques iraniennes.",
            "SANCTION",
            ["USA.TREASURY"],
            ["deux banques iraniennes"],
        ),
        (
            "Le roi Abdallah II a invité mardi Emmanuel Macron à se rendre à Amman.",
            "REQUEST",
            ["abdallah-ii"],
            ["emmanuel-macron"],
        ),
        ("La Chine a dénoncé mardi des « sanctions unilatérales ».", "ACCUSE", ["CHN"], []),
        ("La Ligue arabe les a condamnées à l'unanimité.", "ACCUSE", ["LAS"], []),
    ],
)  # fmt: skip
def test_who_does_it_to_whom(
    dispatched: Any, sentence: str, type_: str, actors: list[str], recipients: list[str]
) -> None:
    told = [
        ([e.id or e.text for e in s.actors], [e.id or e.text for e in s.recipients])
        for s in dispatched(sentence)
        if s.type == type_
    ]
    assert told == [(actors, recipients)]


def test_who_hails_an_exchange_has_made_none(coded: Any) -> None:
    text = (
        "Bakou et Erevan ont procédé à un échange de prisonniers, première étape d'une normalisation saluée "
        "par Washington."
    )
    (freed,) = [s for s in coded(text) if isinstance(s, Event) and s.type == "RETREAT"]
    assert "USA" not in [e.id for e in freed.actors]


def test_who_is_killed_since_a_coup_was_not_overthrown(coded: Any) -> None:
    text = "Plus de 4.500 civils ont été tués par l'armée birmane depuis le coup d'État."
    coups = [s for s in coded(text) if isinstance(s, Event) and s.type == "COERCE"]
    assert [s.recipients for s in coups] in ([], [()])


def test_with_whom_one_comes_and_whose_brother_one_is_heads_the_body(coded: Any) -> None:
    for text in (
        "Le ministre Boris Pistorius, accompagné du chef d'état-major de la Bundeswehr, a été reçu à Kiev.",
        "Hafez Karim, frère du chef de l'armée syrienne, a été arrêté mardi à Damas.",
    ):
        assert not [s for s in coded(text) if isinstance(s, Tie)]
