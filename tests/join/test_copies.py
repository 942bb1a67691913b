"""Copies found among articles, and what each changed in the fullest text."""

from __future__ import annotations

import random

import pytest
from crosscheck import article
from hypothesis import given, settings
from hypothesis import strategies as st

from recoupe.join.changes import changes, compared
from recoupe.join.copies import Copies, copies, sketch
from recoupe.model import Article, Zone

OPENING = "Le chalutier Étoile a été arraisonné mardi 9 mars 2021 au large d'El Jadida par la marine royale."
COUNT = "Quatre membres de l'équipage ont été remis aux gendarmes du port, qui cherchent toujours l'armateur."
HOLD = "Dans la cale, les marins ont trouvé douze caisses de cartouches cachées sous de la glace pilée."
CLOSING = "Le parquet de la ville a ouvert une enquête sur la provenance et la destination de la cargaison."
WHOLE = f"{OPENING} {COUNT}\n{HOLD}\n{CLOSING}"
ELSEWHERE = (
    "Au marché, on ne parle que du chalutier ramené à quai mardi, et des caisses que l'on a vu descendre. "
    "La marine royale n'a rien dit de plus. Les mareyeurs attendent, eux, que la criée rouvre, et comptent "
    "ce que leur coûte chaque matin perdu depuis que les gendarmes ont fermé le bassin du port."
)


def told(doc: str, text: str, day: str | None = "2021-03-10") -> Article:
    return article(doc, text, doc.split(".")[0], day)


def test_the_fullest_text_is_named_and_what_a_cut_copy_left_out() -> None:
    cut = told("b.txt", f"{OPENING} {COUNT}\n{HOLD}")
    whole = told("c.txt", WHOLE, "2021-03-11")
    group = compared(("b.txt", "c.txt"), {"b.txt": cut, "c.txt": whole})
    assert group.fullest == "c.txt"
    (copy,) = group.copies
    assert copy.doc == "b.txt"
    assert copy.share == 1
    assert [(c.kind, c.said) for c in copy.changes] == [("removed", CLOSING)]
    (change,) = copy.changes
    assert change.fullest
    assert whole.quote(change.fullest) == CLOSING


def test_numbers_and_dates_that_a_copy_gives_differently_are_named() -> None:
    other = told(
        "b.txt",
        WHOLE.replace("mardi 9 mars 2021", "lundi 8 mars 2021").replace("Quatre membres", "Cinq hommes"),
    )
    first, second = changes(told("a.txt", WHOLE), other)
    assert [(d.what, d.said, d.instead) for d in first.differs] == [
        ("date", "mardi 9 mars 2021", "lundi 8 mars 2021")
    ]
    assert [(d.what, d.said, d.instead) for d in second.differs] == [("number", "Quatre", "Cinq")]
    assert second.other
    assert other.quote(second.other).startswith("Cinq hommes")


def test_a_weekday_that_names_the_same_day_by_each_articles_date_is_no_other_date() -> None:
    one = told("a.txt", WHOLE.replace("mardi 9 mars 2021", "mardi"), "2021-03-09")
    other = told("b.txt", WHOLE.replace("mardi 9 mars 2021", "hier mardi"), "2021-03-10")
    assert [d for c in changes(one, other) for d in c.differs] == []


def test_a_sentence_put_in_is_said_where_it_stands() -> None:
    added = "La Vigie a joint l'armateur, qui n'a pas souhaité répondre."
    other = told("b.txt", WHOLE.replace(HOLD, f"{HOLD} {added}"))
    (change,) = changes(told("a.txt", WHOLE), other)
    assert (change.kind, change.instead) == ("added", added)
    assert change.other
    assert other.quote(change.other) == added


def test_typography_and_moved_sentences_are_no_changes() -> None:
    moved = f"{OPENING.replace(chr(39), '’')} {COUNT}\n{CLOSING}\n{HOLD.upper()}"
    assert list(changes(told("a.txt", WHOLE), told("b.txt", moved))) == []


def test_titles_are_each_outlets_own() -> None:
    def titled(doc: str, title: str) -> Article:
        text = f"{title}\n{WHOLE}"
        cut = len(title)
        return Article(doc, text, (Zone(0, cut, "title"), Zone(cut + 1, len(text), "body")))

    one, other = titled("a.txt", "Un chalutier arraisonné"), titled("b.txt", "Douze caisses sous la glace")
    assert copies([one, other]) == [("a.txt", "b.txt")]
    assert list(changes(one, other)) == []


def test_a_dispatch_inside_a_longer_text_is_its_copy() -> None:
    assert copies([told("a.txt", WHOLE), told("b.txt", f"{ELSEWHERE}\n{WHOLE}\n{ELSEWHERE[::-1]}")])


def test_the_same_sentences_shuffled_into_another_story_are_no_copy() -> None:
    parts = [f"Le point numéro {n} de la liste des navires attendus concerne le quai {n}." for n in range(30)]
    other = parts[:]
    random.Random(4).shuffle(other)
    one = (
        f"{' '.join(parts)} {' '.join(f'Ligne {n} du bulletin rouge de la capitainerie.' for n in range(18))}"
    )
    two = f"{' '.join(other)} {' '.join(f'Note {n} de la gazette bleue des armateurs.' for n in range(18))}"
    assert copies([told("a.txt", one), told("b.txt", two)]) == []


WORDS = [f"mot{n}" for n in range(400)]


@st.composite
def presses(draw: st.DrawFn) -> list[Article]:
    """Originals, with copies that are cut, reprinted or reworded."""
    found = []
    for k in range(draw(st.integers(1, 4))):
        words = [WORDS[(k * 97 + n * (k + 3)) % len(WORDS)] for n in range(80)]
        for c in range(draw(st.integers(1, 4))):
            own = words[: draw(st.integers(50, 80))]
            for _ in range(draw(st.integers(0, 3))):
                own[draw(st.integers(0, len(own) - 1))] = "autre"
            found.append(told(f"{k}-{c}.txt", " ".join(own)))
    return found


@settings(max_examples=40, deadline=None)
@given(presses(), st.randoms(use_true_random=False))
def test_copies_are_the_same_in_any_order_and_found_one_by_one(
    press: list[Article], chance: random.Random
) -> None:
    groups = copies(press)
    chance.shuffle(press)
    found = Copies()
    for one in press:
        found.add(one.doc, sketch(one))
    assert found.groups() == groups


@pytest.mark.parametrize("text", ["", "Deux mots.", "Au large d'El Jadida, un chalutier."])
def test_what_is_too_short_to_tell_is_a_copy_only_of_the_very_same_words(text: str) -> None:
    other = f"{text} Trois mots de plus."
    assert copies([told("a.txt", text), told("b.txt", other)]) == []
