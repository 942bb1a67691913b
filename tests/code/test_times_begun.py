"""What began, ended or is still so: the times of the beginning, of the end, and of the telling."""

from __future__ import annotations

from typing import Any

from intervals import dates


def test_launched_in_a_year_means_since_then(coded: Any) -> None:
    text = "Créé en 2019, le centre de Tunis a formé 600 policiers africains."
    assert dates(coded(text), "Figure", "people-trained") == {("2019-01-01", "2024-03-14")}


def test_a_meeting_of_three_days_ends_on_the_day_told(coded: Any) -> None:
    text = (
        "Le Tchad et le Niger ont signé mercredi un accord de défense au terme de trois jours de pourparlers "
        "entre leurs ministres, à N'Djamena."
    )
    assert ("2024-03-13", "2024-03-13") in dates(coded(text), "Event", "SUPPORT")
    assert ("2024-03-11", "2024-03-13") in dates(coded(text), "Event", "CONSULT")


def test_who_makes_an_arrest_known_does_not_date_it(coded: Any) -> None:
    text = "Six passeurs ont été arrêtés à Oran, a fait savoir mardi le ministère algérien de l'Intérieur."
    assert dates(coded(text), "Event", "COERCE") == {None}
    text = "Le ministère algérien de l'Intérieur a annoncé mardi l'arrestation de six passeurs à Oran."
    assert dates(coded(text), "Event", "COERCE") == {None}


def test_what_is_so_is_not_dated_by_what_was_done(coded: Any) -> None:
    text = "Le Tchad a rappelé mardi son ambassadeur au Soudan, qu'il accuse d'armer les rebelles."
    told = coded(text)
    assert dates(told, "Event", "SANCTION") == {("2024-03-12", "2024-03-12")}
    assert dates(told, "Event", "ACCUSE") <= {None}


def test_a_strength_has_no_day(coded: Any) -> None:
    text = "Une cellule de huit membres a été démantelée lundi à Fès par la police marocaine."
    assert dates(coded(text), "Figure", "members") <= {None}


def test_what_was_begun_and_is_over_lasts_from_the_one_to_the_other(coded: Any) -> None:
    text = "Le retrait des 200 soldats français du Niger, entamé en janvier, s'est achevé mercredi."
    assert ("2024-01-01", "2024-03-13") in dates(coded(text), "Figure", "other")


def test_a_committee_left_is_not_left_since_its_founding(coded: Any) -> None:
    text = "Le Mali a expulsé l'ambassadeur du Bénin et quitté le comité, créé en 2010 à Lomé, avec le Niger."
    assert ("2010-01-01", None) not in dates(coded(text), "Event", "SANCTION")
