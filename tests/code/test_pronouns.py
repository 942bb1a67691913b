"""Whom a pronoun or a bare title stands for, over sentences."""

from __future__ import annotations

from typing import Any

import pytest

from recoupe.model import Event


def doers(coded: Any, text: str, type_: str) -> list[tuple[str | None, ...]]:
    return [tuple(e.id for e in s.actors) for s in coded(text) if isinstance(s, Event) and s.type == type_]


def test_a_relative_pronoun_stands_for_what_is_right_before_it(coded: Any) -> None:
    text = "La Côte d'Ivoire a remis mardi deux suspects au Ghana, lequel a condamné l'attaque de Kafolo."
    assert doers(coded, text, "ACCUSE") == [("GHA",)]


def test_an_impersonal_pronoun_stands_for_nobody(coded: Any) -> None:
    text = (
        "Moussa Faki a quitté mardi Addis-Abeba. "
        "Il a été convenu d'expulser mercredi de Lomé trois diplomates russes."
    )
    expelled = [s for s in coded(text) if isinstance(s, Event) and s.mode == "expel"]
    assert [s.actors for s in expelled] == [()]


def test_an_ambassador_is_not_the_president_told_last(coded: Any) -> None:
    text = (
        "Le président Mohamed Bazoum a signé un décret mardi. "
        "Il est mis fin aux fonctions de l'ambassadeur du Niger à Berlin."
    )
    ended = [s for s in coded(text) if isinstance(s, Event) and s.span[0] > 40]
    assert ended
    assert "mohamed-bazoum" not in {e.id for s in ended for e in (*s.actors, *s.recipients)}


def test_the_latter_is_the_one_told_last(coded: Any) -> None:
    text = (
        "Le Quai d'Orsay a rappelé son ambassadeur. Paris et Bamako ont rompu. "
        "Celui-ci a demandé le départ des soldats français."
    )
    assert doers(coded, text, "REQUEST") == [("MLI",)]


def test_a_mission_is_meant_by_its_gender_and_acts_under_its_name(coded: Any) -> None:
    text = (
        "La mission européenne EUCAP Sahel Niger a fermé ses portes. "
        "Elle a formé 2 000 policiers nigériens depuis 2012."
    )
    assert doers(coded, text, "AID") == [("EU.EUCAP.NER",)]
    assert doers(coded, text, "SANCTION") == [("EU.EUCAP.NER",)]


def test_a_demonym_stands_for_the_one_of_that_country(coded: Any) -> None:
    text = (
        "Abdellatif Hammouchi s'est rendu à Madrid mercredi. "
        "Le Marocain a rencontré le directeur de la Police nationale espagnole."
    )
    (met,) = [s for s in coded(text) if isinstance(s, Event) and s.trigger == "rencontré"]
    assert [e.id for e in met.actors] == ["abdellatif-hammouchi", None]


def test_who_condemns_a_coup_did_not_make_it(coded: Any) -> None:
    text = "Réunie à Abuja, la Cédéao a condamné mardi le coup d'État du 26 juillet au Niger."
    assert doers(coded, text, "ACCUSE") == [("ECOWAS",)]
    assert ("ECOWAS",) not in doers(coded, text, "COERCE")


def test_a_pronoun_that_only_stresses_the_subject_is_nobody_else(coded: Any) -> None:
    text = "L'Afrique du Sud a rappelé ses soldats. La Tanzanie, elle, a déployé 300 soldats au Mozambique."
    assert doers(coded, text, "MOBILIZE")[-1:] == [("TZA",)]


@pytest.mark.parametrize(
    "belongs",
    [
        "la Gendarmerie royale, qui dépend de la DGST",
        "la Gendarmerie royale, bras armé de la DGST",
        "la Gendarmerie royale (rattachée à la DGST)",
    ],
)
def test_this_service_is_not_the_one_named_to_say_what_it_belongs_to(coded: Any, belongs: str) -> None:
    text = f"Cinq passeurs ont été pris à Tanger par {belongs}. Ce même service avait arrêté deux voleurs."
    assert doers(coded, text, "COERCE")[-1] == ("MAR.GR",)


def test_a_state_told_as_its_capital_is_no_he(coded: Any) -> None:
    text = (
        "Le ministre tchadien Issa Mardo s'est rendu mardi à Moscou. Londres a salué sa visite. "
        "Il a condamné l'attaque de Diffa."
    )
    assert doers(coded, text, "ACCUSE") == [("issa-mardo",)]


def test_one_of_two_named_in_a_row_is_no_he(coded: Any) -> None:
    text = "Le Sénégal et le Mali ont signé lundi un accord. Il a été salué par l'ONU."
    found = [s for s in coded(text) if isinstance(s, Event)]
    assert {s.mode for s in found} >= {"sign"}
    assert not {"SEN", "MLI"} & {e.id for s in found if s.mode == "praise" for e in s.recipients}


def test_the_kingdom_is_a_kingdom(coded: Any) -> None:
    told = coded(
        "La Mauritanie a signé jeudi un accord avec le Maroc. La Mauritanie recevra vingt véhicules. Le "
        "Royaume a livré en juin trois vedettes à la gendarmerie mauritanienne."
    )
    (given,) = [s for s in told if isinstance(s, Event) and s.type == "AID" and s.actors]
    assert [e.id for e in given.actors] == ["MAR"]


def test_the_two_countries_of_those_who_are_named_by_their_services(coded: Any) -> None:
    told = coded(
        "La Police nationale espagnole et la DGST marocaine ont arrêté mardi un suspect. Depuis 2014, les "
        "deux pays ont démantelé vingt cellules."
    )
    (broken_up,) = [s for s in told if isinstance(s, Event) and s.mode == "dismantle"]
    assert [e.id for e in broken_up.actors] == ["ESP", "MAR"]
    assert {e.text for e in broken_up.actors} == {"les deux pays"}


@pytest.mark.parametrize(
    ("text", "mode", "whom"),
    [
        (
            "Un ressortissant néerlandais a été arrêté lundi à Tanger par la police marocaine. Il a été interrogé "
            "mardi par un juge, qui a ordonné son placement en détention.",
            "arrest",
            ("Un ressortissant néerlandais", "NLD"),
        ),
        (
            "La Garde civile a arrêté lundi à Malaga un trafiquant présumé. "
            "La Belgique avait émis en 2021 un mandat d'arrêt. La police belge l'avait interrogé en 2020.",
            "investigate",
            ("un trafiquant présumé", None),
        ),
        (
            "Six passeurs présumés ont été arrêtés lundi à Sfax par la garde nationale tunisienne. "
            "Le juge a ordonné mercredi leur placement en détention.",
            "arrest",
            ("Six passeurs", None),
        ),
        (
            "Un trafiquant présumé a été arrêté lundi à Oran par la police algérienne. L'avocat de l'accusé a "
            "pris la parole mardi. Le tribunal d'Oran a ordonné jeudi sa remise en liberté.",
            "release",
            ("Un trafiquant présumé", None),
        ),
    ],
)  # fmt: skip
def test_whom_it_befell_is_told_by_a_possessive_or_a_pronoun(
    coded: Any, text: str, mode: str, whom: tuple[str, str | None]
) -> None:
    last = [s for s in coded(text) if isinstance(s, Event) and s.mode == mode][-1]
    assert [(e.text, e.country) for e in last.recipients] == [whom]


def test_an_unnamed_suspect_goes_on_as_he(coded: Any) -> None:
    text = (
        "Un ressortissant français a été arrêté mardi à Tanger par la police. Il a été présenté jeudi à un juge. "
        "Rabat avait émis en 2022 un mandat d'arrêt contre lui."
    )
    (warrant,) = [s for s in coded(text) if isinstance(s, Event) and s.type == "THREATEN"]
    assert [e.text for e in warrant.recipients] == ["Un ressortissant français"]


def test_the_two_ministers_are_those_who_met_last(coded: Any) -> None:
    text = (
        "Emmanuel Macron et Olaf Scholz se sont vus lundi à Berlin. Le ministre français de la Justice, "
        "Éric Dupond-Moretti, a été accueilli mardi à Rabat par son homologue marocain Abdellatif Ouahbi. "
        "Les deux ministres ont signé mercredi une convention."
    )
    assert [set(d) for d in doers(coded, text, "SUPPORT")] == [{"eric-dupond-moretti", "abdellatif-ouahbi"}]


def test_the_two_ministers_are_ministers(coded: Any) -> None:
    text = (
        "Un avenant a été paraphé samedi à Paris par la garde des Sceaux, Nicole Belloubet, et par son homologue, "
        "Mohamed Aujjar. Rabat s'était plaint de la convocation du directeur de la DGST, Abdellatif Hammouchi. "
        "Les deux ministres ont aussi signé dimanche une déclaration."
    )
    assert set(doers(coded, text, "SUPPORT")[-1]) == {"nicole-belloubet", "mohamed-aujjar"}


def test_the_latter_may_be_somebody_without_a_name(coded: Any) -> None:
    text = (
        "Le parquet belge a requis douze ans contre Khalid Amrani. Deux magistrats ont interrogé mardi son frère "
        "à Tanger. Ce dernier a été incarcéré mercredi à Tétouan."
    )
    jailed = [s for s in coded(text) if isinstance(s, Event) and s.mode == "arrest"]
    assert [e.text for s in jailed for e in s.recipients] == ["son frère"]


def test_they_who_are_tried_are_people(coded: Any) -> None:
    text = (
        "Rabat et Madrid ont signé mardi un accord. La Garde civile a arrêté six passeurs au large de Ceuta. "
        "Ils seront jugés en mai à Cadix."
    )
    tried = [s for s in coded(text) if isinstance(s, Event) and s.type == "ACCUSE"]
    assert [e.text for s in tried for e in s.recipients] == ["six passeurs"]


def test_it_is_agreed_with_somebody(coded: Any) -> None:
    text = (
        "Le ministre espagnol de l'Intérieur, Fernando Grande-Marlaska, s'est rendu mardi à Rabat. "
        "Il a convenu avec son homologue, Abdelouafi Laftit, de renforcer les contrôles en mer."
    )
    assert doers(coded, text, "AGREE") == [("fernando-grande-marlaska", "abdelouafi-laftit")]
