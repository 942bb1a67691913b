"""A date or a town between a verb and its object does not hide the object."""

from __future__ import annotations

import pytest

from recoupe.code.fr.asides import cuts, without
from recoupe.code.fr.parse import parse


@pytest.mark.parametrize(
    ("sentence", "verb", "thing"),
    [
        ("La gendarmerie a saisi mardi à Larache deux tonnes de cannabis.", "saisi", "tonnes"),
        ("La police a interpellé vendredi 3 mai trois suspects à Fès.", "interpellé", "suspects"),
        ("Le Maroc et le Portugal ont signé jeudi 11 mars 2021 à Lisbonne un accord.", "signé", "accord"),
        (
            "Les deux ministres ont inauguré à Nouakchott lundi dernier un bureau commun.",
            "inauguré",
            "bureau",
        ),
    ],
)
def test_the_object_is_that_of_the_verb(sentence: str, verb: str, thing: str) -> None:
    ((doc, _),) = parse([(sentence, None, True)])
    assert doc.text == sentence
    (noun,) = [token for token in doc if token.text == thing]
    assert (noun.dep_, noun.head.text) == ("obj", verb)


@pytest.mark.parametrize("inset", ["lundi à Oujda", "le 3 mai", "à Conakry"])
def test_a_day_or_town_between_commas_behind_an_auxiliary(inset: str) -> None:
    text = f"Les douaniers ont, {inset}, saisi huit kilos de cocaïne."
    ((doc, _),) = parse([(text, None, True)])
    assert doc.text == text
    (kilos,) = [token for token in doc if token.text == "kilos"]
    assert (kilos.dep_, kilos.head.text, kilos.head.dep_) == ("obj", "saisi", "ROOT")


@pytest.mark.parametrize(
    ("sentence", "verb", "noun"),
    [
        ("L'ONU a levé l'embargo sur les armes qui frappait le pays.", "frappait", "embargo"),
        ("Le port et la raffinerie, qui a été attaquée lundi, ont fermé.", "attaquée", "raffinerie"),
    ],
)
def test_a_relative_is_of_the_noun_in_its_number(sentence: str, verb: str, noun: str) -> None:
    ((doc, _),) = parse([(sentence, None, True)])
    (found,) = [token for token in doc if token.text == verb]
    assert found.head.text == noun


def test_the_day_stays_with_the_verb() -> None:
    ((doc, _),) = parse([("La douane a saisi hier une cargaison d'armes.", None, True)])
    (day,) = [token for token in doc if token.text == "hier"]
    assert (day.dep_, day.head.text) == ("obl:mod", "saisi")


@pytest.mark.parametrize(
    "sentence",
    [
        "La réunion de mardi a porté sur la frontière.",  # the noun's, not the verb's
        "Mardi, la police a saisi des armes.",
        "La police a saisi des armes mardi.",
        "Il a été arrêté mardi et présenté au parquet.",
        "Le bilan du 3 mai fait état de deux morts.",
    ],
)
def test_what_does_no_harm_stays(sentence: str) -> None:
    assert without(sentence, cuts(sentence)) == sentence


@pytest.mark.parametrize("count", ["1.105", "23.450", "1.250.000"])
def test_a_number_with_a_point_counts_what_stands_behind_it(count: str) -> None:
    text = f"Le tribunal a condamné {count} prévenus pour trafic."
    doc, _ = next(parse([(text, None, True)]))
    number = next(t for t in doc if t.text == count)
    assert (number.dep_, number.head.text, number.head.dep_) == ("nummod", "prévenus", "obj")
    assert doc.text == text


def test_an_auxiliary_told_once_serves_two_passives() -> None:
    text = "Au moins neuf suspects ont été arrêtés et plus de 30 pistolets saisis à Gao."
    ((doc, _),) = parse([(text, None, True)])
    (guns,) = [token for token in doc if token.text == "pistolets"]
    assert (guns.dep_, guns.head.text, guns.head.dep_) == ("nsubj:pass", "saisis", "conj")
