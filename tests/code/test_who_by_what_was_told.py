"""Who is meant where the sentence before, an office or a request says it: latter, rows, answers, killers."""

from __future__ import annotations

from typing import Any

import pytest

from recoupe.model import Entity, Event, Figure


def acts(coded: Any, text: str, type_: str) -> list[Event]:
    return [s for s in coded(text) if isinstance(s, Event) and s.type == type_]


def hurt(coded: Any, text: str) -> dict[float, set[str | None]]:
    return {
        s.value: ids(s.actors)
        for s in coded(text)
        if isinstance(s, Figure) and s.measure in ("people-killed", "people-wounded")
    }


def ids(entities: tuple[Entity, ...]) -> set[str | None]:
    return {e.id for e in entities}


@pytest.mark.parametrize(
    ("text", "who"),
    [
        (
            "Le président du Ghana, John Mahama, a rencontré jeudi à Bamako le général Assimi Goïta. "
            "Ce dernier a dénoncé l'ingérence française.",
            {"assimi-goita"},
        ),
        ("La Turquie a reçu lundi l'Égypte. Cette dernière a dénoncé la colonisation israélienne.", {"EGY"}),
    ],
)
def test_the_latter_is_whoever_was_told_last(coded: Any, text: str, who: set[str]) -> None:
    (blamed,) = acts(coded, text, "ACCUSE")
    assert ids(blamed.actors) == who


def test_the_last_days_are_nobody(coded: Any) -> None:
    text = "Le Mali a accusé l'Algérie. Ces derniers jours, le Mali a fermé sa frontière."
    (closed,) = acts(coded, text, "COERCE")
    assert ids(closed.actors) == {"MLI"}


def test_with_whom_one_signs_is_another_than_oneself(coded: Any) -> None:
    text = (
        "Le président sénégalais Macky Sall a reçu lundi à Dakar le Premier ministre malien. "
        "Il a signé avec lui un accord de défense."
    )
    (signed,) = [e for e in acts(coded, text, "SUPPORT") if e.mode == "sign"]
    assert [e.country for e in signed.actors] == ["SEN", "MLI"]


def test_who_is_named_beside_his_office_goes_on_as_he(coded: Any) -> None:
    text = (
        "Le ministre français, Jean-Noël Barrot, a été reçu lundi à Doha par l'émir, cheikh Tamim "
        "ben Hamad Al-Thani. Il a accusé l'Iran."
    )
    (blamed,) = acts(coded, text, "ACCUSE")
    assert ids(blamed.actors) == {"jean-noel-barrot"}


def test_what_ministers_are_ministers_of_meets_nobody(coded: Any) -> None:
    text = (
        "Les ministres allemands de la Défense et de l'Intérieur, Boris Pistorius et Nancy Faeser, ont "
        "rencontré lundi à Niamey le président Mohamed Bazoum."
    )
    (met,) = acts(coded, text, "CONSULT")
    assert ids(met.actors) == {"boris-pistorius", "nancy-faeser", "mohamed-bazoum"}


def test_each_of_a_row_of_ministers_is_of_his_own_state(coded: Any) -> None:
    text = (
        "Les ministres ghanéen, togolais et béninois de la Défense, Kofi Mensah, Yao Agbeko et Luc Dossou, "
        "ont signé lundi à Accra un accord."
    )
    (signed,) = [e for e in acts(coded, text, "SUPPORT") if e.mode == "sign"]
    assert [e.country for e in signed.actors] == ["GHA", "TGO", "BEN"]


def test_an_officer_is_told_once_beside_his_counterpart(coded: Any) -> None:
    text = (
        "Le chef d'état-major ivoirien, le général Lassina Doumbia, et son homologue ghanéen se sont "
        "rencontrés lundi à Abidjan."
    )
    (met,) = acts(coded, text, "CONSULT")
    assert [e.country for e in met.actors] == ["CIV", "GHA"]


def test_who_asks_for_a_summit_does_not_hold_it(coded: Any) -> None:
    text = "À la demande du Togo, la Cédéao a convoqué jeudi un sommet extraordinaire."
    (asked,) = acts(coded, text, "REQUEST")
    assert (ids(asked.actors), ids(asked.recipients)) == ({"TGO"}, {"ECOWAS"})
    (held,) = acts(coded, text, "CONSULT")
    assert ids(held.actors) == {"ECOWAS"}


def test_help_goes_to_who_has_asked_for_it(coded: Any) -> None:
    (given,) = acts(coded, "La France a fourni des drones, à la demande du Bénin.", "AID")
    assert (ids(given.actors), ids(given.recipients)) == ({"FRA"}, {"BEN"})


def test_a_clause_about_whoever_asks_is_of_its_own(coded: Any) -> None:
    made = coded(
        "L'armée tchadienne a bombardé lundi un camp de rebelles, à la demande du Cameroun, "
        "qui avait livré des armes à N'Djamena en janvier."
    )
    (given,) = [s for s in made if isinstance(s, Event) and s.type == "AID"]
    (asked,) = [s for s in made if isinstance(s, Event) and s.type == "REQUEST"]
    assert ids(given.actors) == ids(asked.actors) == {"CMR"}
    assert given.when is not None and given.when.start == "2024-01-01"
    assert asked.when is None


@pytest.mark.parametrize(
    ("text", "type_", "to_whom"),
    [
        (
            "La Belgique a sanctionné le Rwanda. Kigali a aussitôt rappelé son ambassadeur.",
            "SANCTION",
            "BEL",
        ),
        (
            "L'Algérie a accusé lundi le Maroc d'ingérence. Rabat a démenti mercredi ces accusations.",
            "REJECT",
            "DZA",
        ),
        (
            "La junte nigérienne a arrêté mercredi le président Bazoum. La Cédéao a demandé sa libération.",
            "REQUEST",
            "NER.CNSP",
        ),
    ],
)
def test_an_answer_goes_to_who_did_what_was_told_before(
    coded: Any, text: str, type_: str, to_whom: str
) -> None:
    assert ids(acts(coded, text, type_)[-1].recipients) == {to_whom}


def test_the_court_told_before_has_convicted(coded: Any) -> None:
    text = (
        "Le tribunal militaire de Yaoundé a jugé lundi trente opposants. "
        "Le colonel Ali Diallo a écopé de dix ans de prison."
    )
    (convicted,) = [e for e in acts(coded, text, "SANCTION") if e.mode == "convict"]
    assert [e.sector for e in convicted.actors] == ["JUD"]


def test_the_court_told_before_has_not_convicted_in_an_older_story(coded: Any) -> None:
    text = (
        "Le tribunal militaire de Yaoundé a jugé lundi trente opposants. "
        "Le colonel Ali Diallo avait été condamné à dix ans de prison en 2016."
    )
    convicted = [e for e in acts(coded, text, "SANCTION") if e.mode == "convict"]
    assert all(not e.actors for e in convicted)


def test_each_side_has_killed_the_other(coded: Any) -> None:
    text = (
        "L'armée nigérienne a attaqué jeudi une base de Boko Haram. "
        "Deux soldats et sept assaillants ont été tués."
    )
    assert hurt(coded, text) == {2: {"BH"}, 7: {"NER.FAN"}}


def test_the_wounded_are_of_the_attack_that_killed(coded: Any) -> None:
    text = (
        "Boko Haram a attaqué lundi un village près de Diffa, au Niger. "
        "Dix civils ont été tués et six autres blessés."
    )
    assert hurt(coded, text) == {10: {"BH"}, 6: {"BH"}}


def test_who_led_the_attack_killed_those_it_killed(coded: Any) -> None:
    text = (
        "Quatre personnes, trois Indiens et un Népalais, ont été tuées mardi à Doha par une attaque de "
        "drones et de missiles menée par les rebelles yéménites houthis."
    )
    (killed,) = acts(coded, text, "ASSAULT")
    assert [e.sector for e in killed.actors] == ["REB"]
    assert [e.text for e in killed.recipients] == ["Quatre personnes"]


def test_over_whom_planes_fly_has_not_sent_them(coded: Any) -> None:
    (flown,) = acts(coded, "Des avions de chasse turcs ont survolé Damas mercredi.", "MOBILIZE")
    assert [e.country for e in flown.actors] == ["TUR"]


def test_who_owns_what_is_attacked_has_not_attacked_it(coded: Any) -> None:
    text = "Un convoi de l'armée malienne est tombé lundi dans une embuscade près de Ménaka."
    attacks = [s for s in coded(text) if isinstance(s, Event) and s.type == "ASSAULT"]
    assert attacks and all(not attack.actors for attack in attacks)


def test_states_that_condemn_an_attack_sentence_nobody(coded: Any) -> None:
    text = (
        "L'attaque de Gao a été revendiquée mardi par le GSIM. "
        "Le Maroc, la France et l'Algérie l'avaient condamnée."
    )
    assert [(s.type, s.mode) for s in coded(text) if isinstance(s, Event)][-1] == ("ACCUSE", "disapprove")


def test_who_dies_in_an_attack_has_not_led_it(coded: Any) -> None:
    text = (
        "Vingt-deux soldats nigériens ont trouvé la mort lundi dans l'attaque d'un convoi militaire "
        "près de Banibangou."
    )
    (attack,) = [s for s in coded(text) if isinstance(s, Event) and s.type == "ASSAULT"]
    assert not attack.actors


@pytest.mark.parametrize(
    ("text", "type_", "countries"),
    [
        (
            "Rabat et Madrid ont signé lundi un accord. "
            "Les services des deux pays échangent des informations sur les passeurs.",
            "COOPERATE",
            ["ESP", "MAR"],
        ),
        (
            "L'Algérie et l'Italie ont signé lundi un accord. "
            "Les polices des deux pays ont mené mardi une opération conjointe à Oran.",
            "COOPERATE",
            ["DZA", "ITA"],
        ),
        (
            "Berlin et Tunis ont signé lundi un accord. "
            "Les ministres de l'Intérieur des deux pays se sont entretenus mardi par téléphone.",
            "CONSULT",
            ["DEU", "TUN"],
        ),
    ],
)
def test_what_the_two_countries_have_is_of_each(
    coded: Any, text: str, type_: str, countries: list[str]
) -> None:
    (event,) = acts(coded, text, type_)
    assert sorted(str(e.country) for e in event.actors) == countries


def test_the_latter_may_be_told_as_whose_something_is(coded: Any) -> None:
    text = (
        "Le parti espagnol Vox a demandé mardi la démission du ministre de l'Intérieur. "
        "Ce dernier s'entretiendra vendredi à Tanger avec son homologue marocain."
    )
    (met,) = acts(coded, text, "CONSULT")
    assert next((e.text, e.country) for e in met.actors) == ("ministre de l'Intérieur", "ESP")


def test_what_is_to_come_is_planned(coded: Any) -> None:
    text = (
        "Le ministre espagnol de l'Intérieur et son homologue marocain se "
        "retrouvent mercredi 20 mars à Rabat."
    )
    assert [s.status for s in acts(coded, text, "CONSULT")] == ["planned"]


def test_services_of_who_speaks_of_them(coded: Any) -> None:
    text = "Rabat a assuré mardi que ses services avaient transmis à la police espagnole des informations."
    (told,) = acts(coded, text, "COOPERATE")
    assert ids(told.actors) == {"MAR"}


def test_where_a_dispatch_is_from_has_no_part(coded: Any) -> None:
    text = (
        "Tripoli - Un ancien chef des garde-côtes de Zaouïa, Abdelrahman M., a été "
        "extradé mercredi vers l'Italie, "
        "où il est accusé d'avoir dirigé un trafic d'êtres humains."
    )
    assert not any(ids(s.recipients) & {"LBY"} for s in acts(coded, text, "ACCUSE"))


def test_the_kingdom_is_another_than_whom_it_deals_with(coded: Any) -> None:
    text = (
        "Le Premier ministre espagnol s'est rendu mardi à Ceuta, où des migrants sont arrivés du Maroc. "
        "L'Espagne a renvoyé 4.000 personnes. Le royaume reproche à Madrid d'avoir soigné un opposant."
    )
    (blamed,) = acts(coded, text, "ACCUSE")
    assert (ids(blamed.actors), ids(blamed.recipients)) == ({"MAR"}, {"ESP"})


def test_some_of_those_told_last_are_what_they_are(coded: Any) -> None:
    text = (
        "Rabat a démantelé 419 réseaux en 2023. Un navire espagnol a secouru mercredi 63 migrants. "
        "Deux d'entre eux ont été placés en garde à vue."
    )
    (held,) = [s for s in acts(coded, text, "COERCE") if s.mode == "arrest"]
    assert [e.sector for e in held.recipients] == ["REF"]


def test_an_officer_named_by_rank_behind_his_office_is_one(coded: Any) -> None:
    text = (
        "Le patron de l'opération européenne Irini, l'amiral Stefano Turchetto, a visité lundi Tripoli, "
        "où il a rencontré le chef d'état-major, Mohamed al-Haddad."
    )
    (met,) = [s for s in acts(coded, text, "CONSULT") if s.mode is None]
    assert [e.id for e in met.actors] == ["stefano-turchetto", "mohamed-al-haddad"]


@pytest.mark.parametrize(
    ("text", "who", "whom"),
    [
        (
            "La Suède a expulsé lundi deux diplomates iraniens. Téhéran a dénoncé cette décision.",
            {"IRN"},
            {"SWE"},
        ),
        (
            "La junte birmane a ordonné lundi l'expulsion de deux diplomates allemands. "
            "Berlin a qualifié cette décision d'injustifiée.",
            {"DEU"},
            {"MMR.TATMADAW"},
        ),
        (
            "L'aviation turque a bombardé lundi la région de Dohuk. Bagdad a condamné ces frappes.",
            {"IRQ"},
            {"TUR.AIR"},
        ),
    ],
)
def test_a_deed_that_is_pointed_at_is_blamed_on_who_did_it(
    coded: Any, text: str, who: set[str], whom: set[str]
) -> None:
    (blamed,) = [e for e in acts(coded, text, "ACCUSE") if e.mode == "disapprove"]
    assert (ids(blamed.actors), ids(blamed.recipients)) == (who, whom)


@pytest.mark.parametrize(
    "text",
    [
        "L'Iran accuse la Suède d'ingérence. Téhéran a expulsé mardi deux de ses diplomates.",
        "La Suède a livré des armes à Bagdad. Téhéran lui reproche d'armer un rival et a expulsé mardi "
        "deux de ses diplomates.",
    ],
)
def test_nobody_expels_envoys_of_their_own(coded: Any, text: str) -> None:
    (expelled,) = acts(coded, text, "SANCTION")
    assert [e.country for e in expelled.recipients] == ["SWE"]


def test_they_are_the_two_who_spoke_with_each_other(coded: Any) -> None:
    text = (
        "La police indienne a arrêté deux pirates chinois. Le ministre japonais de la Défense, Jun Kihara, "
        "et son homologue coréen, Shin Won-sik, se sont entretenus mardi par téléphone. Ils sont convenus "
        "de partager les renseignements de leurs radars."
    )
    (shared,) = [e for e in acts(coded, text, "COOPERATE") if e.mode == "share-intelligence"]
    assert ids(shared.actors) == {"jun-kihara", "shin-won-sik"}


def test_a_plenary_is_of_the_body_spoken_of(coded: Any) -> None:
    text = "Le Gafi s'est réuni lundi à Paris. L'assemblée plénière y a ajouté le Kenya à sa liste grise."
    (listed,) = acts(coded, text, "SANCTION")
    assert ids(listed.actors) == {"FATF"}
