"""The triggers of a word, found by the other words of a sentence."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from recoupe.code.fr.headed import Headed, heads
from recoupe.code.lexicon import triggers

WORDS = ("sans", "de", "accord", "fin", "place", "oeuvre")
listed = st.lists(st.lists(st.sampled_from(WORDS), max_size=3).map(tuple), max_size=12)


@given(listed, st.frozensets(st.sampled_from(WORDS)))
def test_those_are_found_whose_words_all_stand_there_and_in_their_order(
    sought: list[tuple[str, ...]], there: frozenset[str]
) -> None:
    trigger = next(iter(triggers("fr")[0].values()))[0]
    all_of_them = [Headed(trigger, words) for words in sought]
    asked = [one for one in all_of_them if there.issuperset(one.sought)]
    found = heads(all_of_them).among(there)
    assert list(map(id, found)) == list(map(id, asked))


def test_a_word_that_heads_nothing_is_false() -> None:
    assert not heads([])
