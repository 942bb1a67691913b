"""Sentences read as a person would write them, in both languages."""

from __future__ import annotations

import re
from typing import get_args

import pytest
from msgspec.structs import replace

from recoupe.model import (
    Article,
    Attribution,
    Coded,
    Entity,
    Event,
    EventType,
    Figure,
    Place,
    Statement,
    Status,
    Tie,
    When,
)
from recoupe.share.names import Names
from recoupe.share.sentence import Speaker
from recoupe.share.words import frames, quoted

BCIJ = Entity("Bureau central d'investigations judiciaires (BCIJ)", "MAR.BCIJ", "MAR", "COP")
MAR, NLD, FRA = Entity("le Maroc", "MAR"), Entity("les Pays-Bas", "NLD"), Entity("Paris", "FRA")
CELL = Entity("une cellule", None, None, "REB")
MEN = Entity("six hommes", None, None, "CRM")


def tie(kind: str, **fields: object) -> Tie:
    return Tie(doc="t.txt", span=(0, 5), trigger="mot", type=kind, **fields)  # type: ignore[arg-type]


def say(statement: Statement, lang: str, text: str = "x" * 80, language: str = "fr") -> str:
    article = Article("t.txt", text, published="2021-03-10", language=language)
    return (
        Speaker([article], [Coded("t.txt", None, language, (statement,))], lang)
        .statement(statement)
        .replace("\u00a0", " ")
    )  # type: ignore[arg-type]


def event(kind: str, mode: str | None = None, **fields: object) -> Event:
    return Event(doc="t.txt", span=(0, 5), trigger="mot", type=kind, mode=mode, **fields)  # type: ignore[arg-type]


def figure(measure: str, value: float, **fields: object) -> Figure:
    return Figure(doc="t.txt", span=(0, 80), trigger="cellules", measure=measure, value=value, **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("statement", "english", "french"),
    [
        (event("COERCE", "dismantle", actors=(BCIJ,), recipients=(CELL,)),
         "BCIJ dismantled a cell", "BCIJ a démantelé une cellule"),
        (event("COERCE", "foil", actors=(MAR,), about="12 tentatives d'immigration irrégulière"),
         "Morocco foiled 12 irregular migration attempts",
         "Le Maroc a déjoué 12 tentatives d’immigration irrégulière"),
        (event("COERCE", "foil", about="un projet d'enlèvement"),
         "Foiled: “un projet d’enlèvement”", "Mise en échec d’un projet d’enlèvement"),
        (event("COERCE", "foil", actors=(MAR,)), "Morocco foiled a plot", "Le Maroc a déjoué un projet"),
        (event("RETREAT", "disarm", actors=(MEN,)),
         "6 men laid down arms", "Six hommes ont déposé les armes"),
        (event("COERCE", "dismantle", actors=(MAR,), recipients=(CELL,), status="planned"),
         "Morocco will dismantle a cell", "Le Maroc va démanteler une cellule"),
        (event("COERCE", "arrest", actors=(MAR,), recipients=(MEN,), status="negated"),
         "Morocco did not arrest 6 men", "Le Maroc n’a pas arrêté six hommes"),
        (event("COERCE", "arrest", actors=(MAR, NLD), recipients=(MEN,), status="hypothetical"),
         "Morocco and the Netherlands are said to have arrested 6 men",
         "Le Maroc et les Pays-Bas auraient arrêté six hommes"),
        (event("COERCE", "arrest", recipients=(MEN,)), "6 men were arrested", "Arrestation de six hommes"),
        (event("COERCE", "arrest", recipients=(MEN,), status="planned"),
         "6 men will be arrested", "Prévu : arrestation de six hommes"),
        (event("COERCE", "arrest", recipients=(Entity("Quatorze personnes"),)),
         "14 people were arrested", "Arrestation de quatorze personnes"),
        (event("COERCE", "arrest", actors=(BCIJ,), recipients=(Entity("ils"),)),
         "BCIJ arrested suspects", "BCIJ a arrêté des suspects"),
        (event("COERCE", "arrest", recipients=(Entity("Aucun passager"),), status="negated"),
         "“passager” was not arrested", "Nié : arrestation de passager"),
        (event("SUPPORT", "sign", actors=(MAR, NLD)),
         "Morocco and the Netherlands signed an accord", "Le Maroc et les Pays-Bas ont signé un accord"),
        (event("SUPPORT", "sign", actors=(MAR, NLD), about="un traité"),
         "Morocco and the Netherlands signed “un traité”", "Le Maroc et les Pays-Bas ont signé un traité"),
        (event("CONSULT", "visit", actors=(FRA,), recipients=(MAR,)),
         "France visited Morocco", "La France a rendu visite au Maroc"),
        (event("AID", "equip", actors=(FRA,), recipients=(MAR, NLD)),
         "France gave resources to Morocco and the Netherlands",
         "La France a donné des moyens au Maroc et aux Pays-Bas"),
        (event("SUPPORT", None, actors=(FRA,), recipients=(MAR,)),
         "France backed Morocco (“mot”)", "La France a appuyé le Maroc (« mot »)"),
        (tie("chairs", subject=(MAR, NLD), object=(Entity("le Club"),)),
         "Morocco and the Netherlands co-chair “le Club”", "Le Maroc et les Pays-Bas coprésident le Club"),
        (tie("member-of", subject=(MAR,), object=(NLD,), status="negated"),
         "Morocco is not a member of the Netherlands", "Le Maroc n’est pas membre des Pays-Bas"),
        (tie("hosts", subject=(MAR,), object=(Entity("Bureau de liaison du Golfe"),)),
         "Morocco hosts “Bureau de liaison du Golfe”", "Le Maroc accueille le Bureau de liaison du Golfe"),
        (event("COERCE", "dismantle", recipients=(Entity("de nombreuses cellules"),)),
         "“de nombreuses cellules” were dismantled", "Démantèlement de nombreuses cellules"),
        (event("COOPERATE", "share-intelligence", actors=(Entity("Nos partenaires togolais"),)),
         "“Nos partenaires togolais” shared intelligence",
         "Nos partenaires togolais ont partagé des renseignements"),
        (tie("hosts", subject=(MAR,), object=(FRA,), status="planned"),
         "Morocco will host France", "Le Maroc va accueillir la France"),
    ],
)  # fmt: skip
def test_who_did_what_to_whom(statement: Statement, english: str, french: str) -> None:
    assert say(statement, "en") == english
    assert say(statement, "fr") == french


def test_a_count_is_said_with_its_bound_and_its_period() -> None:
    when = When("depuis 2002", "2002-01-01", "2021-03-10")
    total = figure("cells-dismantled", 200, bound="min", actors=(MAR,), when=when)
    over = "plus de 200 cellules démantelées depuis 2002".ljust(80)
    assert say(total, "en", over) == "Morocco: more than 200 cells dismantled since 2002"
    assert say(total, "fr", over) == "Maroc : plus de 200 cellules démantelées depuis 2002"
    # Another count of the sentence has a bound of its own.
    other = "plus de 40 fusils saisis, et 200 cellules démantelées depuis 2002".ljust(80)
    assert say(total, "en", other) == "Morocco: at least 200 cells dismantled since 2002"
    # « au moins » is not « plus de ».
    least = "au moins 200 cellules démantelées depuis 2002".ljust(80)
    assert say(total, "fr", least) == "Maroc : au moins 200 cellules démantelées depuis 2002"


@pytest.mark.parametrize(
    ("trigger", "value", "told"),
    [
        ("deux pirogues", 2, "2 “pirogues”"),
        ("vingt et une chaloupes", 21, "21 “chaloupes”"),
        ("quatre", 4, "4"),
    ],
)
def test_a_count_says_what_it_counts(trigger: str, value: float, told: str) -> None:
    count = replace(figure("other", value), trigger=trigger)
    assert say(count, "en") == told


def test_an_article_before_an_acronym_is_the_one_the_press_uses() -> None:
    act = event("COERCE", "dismantle", actors=(BCIJ,), recipients=(CELL,))
    assert say(act, "fr", "Hier, le BCIJ a agi.") == "Le BCIJ a démantelé une cellule"


def test_an_acronym_that_begins_with_a_vowel_has_its_article_though_no_article_has_it() -> None:
    army = Entity("l'armée algérienne", "DZA.ANP", "DZA", "MIL")
    assert say(event("COERCE", "dismantle", actors=(army,)), "fr").startswith("L’ANP a ")
    joined = tie("affiliated-with", subject=(CELL,), object=(Entity("Daech", "IS"),))
    assert say(joined, "fr").endswith(" à l’EI")


@pytest.mark.parametrize(
    "lang,said", [("fr", "« aux “pratiques” d’hier »"), ("en", "“aux ‘pratiques’ d’hier”")]
)
def test_a_quotation_within_a_quotation_has_its_own_marks(lang: str, said: str) -> None:
    assert quoted(lang, "« aux « pratiques » d’hier").replace("\xa0", " ") == said


def test_who_says_it_stands_after_selon_with_its_article() -> None:
    text = "Le ministère de l'Intérieur parle, les juges et deux voisins aussi."
    names = Names([Article("a", text, language="fr")], [], "fr")

    def source(speaker: str) -> str:
        said = Event(doc="a", span=(0, 5), trigger="x", type="YIELD", attribution=Attribution(speaker))
        return names.source(said)

    assert source("ministère de l'Intérieur") == "le ministère de l'Intérieur"
    assert source("juges") == "les juges"
    for whole in ("Bourita", "un proche", "deux voisins"):
        assert source(whole) == whole


def test_what_cannot_be_translated_is_quoted_as_written() -> None:
    act = event("COERCE", "arrest", actors=(MAR,), recipients=(Entity("trois guetteurs aguerris"),))
    assert say(act, "en") == "Morocco arrested “trois guetteurs aguerris”"
    act = event("COERCE", "arrest", actors=(MAR,), recipients=(Entity("six men"),))
    assert say(act, "fr", language="en") == "Le Maroc a arrêté 6 hommes"


def test_what_an_act_befell_is_told_once() -> None:
    ship = Entity("un cargo")
    held = event("ASSAULT", "abduct", actors=(Entity("des pirates"),), recipients=(ship,), about=ship.text)
    assert say(held, "en").count("cargo") == 1


def test_control_characters_of_the_press_reach_no_sentence() -> None:
    act = event(
        "COERCE", "arrest", actors=(Entity("Jean\x1b[31m \u202eDupont", "jean-dupont"),), recipients=(MEN,)
    )
    assert not re.search("[\x00-\x1f\u202a-\u202e]", say(act, "en"))


MODES = list(frames("en")["event"])


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_both_catalogues_say_every_type_and_mode_in_every_certainty(lang: str) -> None:
    assert set(frames("en")["event"]) == set(frames("fr")["event"])
    assert set(get_args(EventType)) <= set(MODES)
    for key in MODES:
        kind, _, mode = key.partition("/")
        for status in get_args(Status):
            for actors in ((), (MAR,), (MAR, NLD)):
                for recipients in ((), (FRA,)):
                    said = say(
                        event(kind, mode or None, actors=actors, recipients=recipients, status=status), lang
                    )
                    assert said[0].isupper() or not said[0].isalpha()
                    assert "  " not in said and not re.search(
                        r"None|True|\{|\bde le\b|\bà le\b|\bde les\b|\bà les\b", said
                    )
                    if actors:
                        assert ("Morocco" if lang == "en" else "Maroc") in said


def test_every_mode_of_plover_has_its_words() -> None:
    import json
    from pathlib import Path

    import recoupe

    plover = json.loads((Path(recoupe.__file__).parent / "lexicon" / "plover.json").read_text("utf-8"))
    types = next(value for value in plover.values() if isinstance(value, dict) and "ASSAULT" in value)
    wanted = {f"{kind}/{mode}" for kind, entry in types.items() for mode in entry["modes"]}
    assert wanted <= set(MODES)


def test_place_names_are_not_lost() -> None:
    act = event("ASSAULT", None, where=(Place("Kidal", "MLI"),))
    assert say(act, "en") == "Attack"
