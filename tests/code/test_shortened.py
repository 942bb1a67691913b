"""Long names, rows of names and a holder's name do not hide subject and object from each other."""

from __future__ import annotations

import pytest

from recoupe.code.fr.asides import without
from recoupe.code.fr.parse import parse
from recoupe.code.fr.shortened import unseen


def read_as(sentence: str) -> str:
    return without(sentence, unseen(sentence))


@pytest.mark.parametrize(
    ("sentence", "short"),
    [
        (
            "La Direction générale de la surveillance du territoire (DGST) a saisi deux tonnes de résine.",
            "La Direction a saisi deux tonnes de résine.",
        ),
        (
            "L'Algérie, la Libye et le Niger ont signé un accord.",
            "L'Algérie et le Niger ont signé un accord.",
        ),
        (
            "Le ministre malien de la Défense, le général Sory Keïta, a reçu un émissaire.",
            "Le ministre a reçu un émissaire.",
        ),
        ("À Tunis, la Libye et le Niger ont signé un accord.", "la Libye et le Niger ont signé un accord."),
    ],
)
def test_the_parser_reads_it_in_short(sentence: str, short: str) -> None:
    assert read_as(sentence) == short


@pytest.mark.parametrize(
    "sentence",
    [
        "Soutenus par la France, le Mali et le Niger ont signé un accord.",  # the row begins behind the comma
        "Le Maroc a reçu l'Espagne.",
        "Le ministre a reçu un émissaire.",
    ],
)
def test_no_row_is_made_of_what_is_none(sentence: str) -> None:
    assert read_as(sentence) == sentence


def test_all_of_a_row_have_the_part_of_one() -> None:
    sentence = "L'Algérie, la Libye, le Niger et la Mauritanie ont signé un accord à Tunis."
    ((doc, _),) = parse([(sentence, None, True)])
    joined = {token.text for token in doc if token.dep_ == "conj" and token.head.text == "Algérie"}
    assert joined >= {"Libye", "Niger", "Mauritanie"}
    assert next(token for token in doc if token.text == "Algérie").head.text == "signé"
