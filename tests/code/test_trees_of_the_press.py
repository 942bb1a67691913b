"""What is set right of trees that the order of words, a sign or an agreement gives away."""

from __future__ import annotations

from typing import Any

from recoupe.code.fr.asides import cuts
from recoupe.code.fr.parse import Doc, Token, parse
from recoupe.model import Event


def tree(text: str) -> Doc:
    ((doc, _),) = parse([(text, None, True)])
    return doc


def word(doc: Doc, text: str) -> Token:
    return next(t for t in doc if t.text == text)


def test_a_pronoun_behind_its_verb_is_the_subject() -> None:
    for text, verb in (
        ("Les six autres ont été cueillies à Malaga, précise-t-elle dans un communiqué.", "précise"),
        ("Le groupe, a-t-il déclaré, préparait un attentat.", "déclaré"),
    ):
        doc = tree(text)
        pronoun = next(t for t in doc if t.text in ("-elle", "-il"))
        assert (pronoun.dep_, pronoun.head.text) == ("nsubj", verb)


def test_a_heading_before_a_colon_heads_no_clause() -> None:
    doc = tree("Sahel : la France annonce son retrait du Mali")
    assert word(doc, "annonce").dep_ == "ROOT"


def test_no_break_spaces_of_print_are_no_words() -> None:
    plain = "« Nous avons démantelé le réseau », a déclaré le ministre de l'Intérieur."
    printed = plain.replace("« ", "«\u00a0").replace(" »", "\u00a0»")
    parts = [
        [(t.text, t.dep_, t.head.text) for t in tree(text) if t.text.strip()] for text in (plain, printed)
    ]
    assert parts[0] == parts[1]
    assert "".join(t.text + t.whitespace_ for t in tree(printed)) == printed


def test_a_time_is_set_aside_whole_or_not_at_all() -> None:
    told = {
        "Le groupe avait rendu les armes le 8 avril 2017, puis annoncé sa fin.": [],
        "La force a livré en mai dernier quatre vedettes.": ["en mai dernier "],
        "La force a livré le 8 avril 2017 quatre vedettes.": ["le 8 avril 2017 "],
    }
    for text, times in told.items():
        assert [text[c.start : c.end] for c in cuts(text)] == times


def test_towns_of_one_row_stay_together() -> None:
    text = (
        "L'armée a saisi 6 quintaux et 40 kilogrammes de kif traité, entre le 3 et le 9 juillet, "
        "à Oran et Naâma."
    )
    assert word(tree(text), "Naâma").head.text == "Oran"


def test_two_ministers_told_by_office_and_by_name_are_two(coded: Any) -> None:
    text = (
        "Les ministres de l'Intérieur italien et tunisien, Matteo Piantedosi et Kamel Feki, ont signé lundi "
        "un accord à Rome."
    )
    (signed,) = [s for s in coded(text) if isinstance(s, Event)]
    assert [a.id for a in signed.actors] == ["matteo-piantedosi", "kamel-feki"]


def test_who_answers_in_an_interview_only_says_it(coded: Any) -> None:
    told = coded("Karim Haddad : Nous avons démantelé 97 cellules depuis la création du BCIJ, en 2015.")
    assert "karim-haddad" not in [a.id for s in told if isinstance(s, Event) for a in s.actors]
