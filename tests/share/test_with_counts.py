"""A count is said once: in the sentence that tells its number already, with its bound, else behind it."""

from __future__ import annotations

import pytest

from recoupe.model import Account, Article, Coded, Entity, Event, Figure, Statement, StatementRef
from recoupe.share.brief import Entry
from recoupe.share.sentence import Speaker, with_counts

DOC = "t.txt"


def shown(
    figure: Figure, whom: str, trigger: str = "arrêté", lang: str = "en", beside: tuple[Figure, ...] = ()
) -> str:
    police = Entity("la police", None, "MAR", "COP")
    mode = "seize" if figure.measure == "weapons-seized" else "arrest"
    act = Event(
        doc=DOC, span=(0, 5), trigger=trigger, type="COERCE", mode=mode, actors=(police,),
        recipients=(Entity(whom, None, None, "CRM"),),
    )  # fmt: skip
    counts = (figure, *beside)
    made: tuple[Statement, ...] = (act, *counts)
    speaker = Speaker([Article(DOC, "x" * 80, language="fr")], [Coded(DOC, None, "fr", made)], lang)  # type: ignore[arg-type]
    statements: dict[StatementRef, Statement] = {(DOC, i): one for i, one in enumerate(made)}
    accounts = {
        "act": Account(id="act", kind="event", type="COERCE", mode=mode, statements=((DOC, 0),)),
        **{
            f"n{i}": Account(id=f"n{i}", kind="figure", type=one.measure, statements=((DOC, i),))
            for i, one in enumerate(counts, start=1)
        },
    }
    entry = Entry(
        account="act", start=None, end=None, year=None, reported=None, docs=(DOC,),
        sentence={lang: speaker.statement(act)},
        counts=tuple(f"n{i}" for i in range(1, len(counts) + 1)),
    )  # fmt: skip
    return with_counts(speaker, entry, accounts, statements)


def arrested(value: float, bound: str) -> Figure:
    return Figure(
        doc=DOC,
        span=(0, 5),
        trigger="suspects",
        measure="people-arrested",
        value=value,
        bound=bound,  # type: ignore[arg-type]
    )


@pytest.mark.parametrize("value,bound,said", [(11, "min", "at least 11"), (1200, "about", "about 1,200")])
def test_a_number_told_in_the_sentence_only_takes_its_bound(value: float, bound: str, said: str) -> None:
    text = shown(arrested(value, bound), f"{value} suspects")
    assert text.lower().count(said.split(" ")[-1]) == 1, text
    assert said in text.lower(), text


def test_a_number_in_a_quotation_is_not_told_again() -> None:
    seized = Figure(doc=DOC, span=(0, 5), trigger="fusils", measure="weapons-seized", value=42)
    text = shown(seized, "42 lance-pierres rouillés", "saisi")
    assert text.count("42") == 1 and ":" not in text, text


@pytest.mark.parametrize(
    "bound,said", [("exact", "arrêté six hommes"), ("min", "arrêté au moins six hommes")]
)
def test_a_number_in_words_is_not_told_again(bound: str, said: str) -> None:
    assert shown(arrested(6, bound), "six hommes", lang="fr").endswith(said)


def test_a_word_within_another_is_no_number() -> None:
    assert shown(arrested(10, "exact"), "dix-sept hommes", lang="fr").endswith(": 10 personnes arrêtées")


def test_another_number_stands_behind() -> None:
    assert shown(arrested(7, "exact"), "1.700 suspects").endswith(": 7 people arrested")


def test_two_counts_of_one_measure_are_told_apart() -> None:
    part = Figure(doc=DOC, span=(0, 5), trigger="deux Kosovars", measure="people-arrested", value=2)
    text = shown(arrested(7, "exact"), "1.700 suspects", beside=(part,))
    assert text.endswith(": 7 people arrested and 2 “Kosovars”"), text
