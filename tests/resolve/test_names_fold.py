"""Folding keeps every offset."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from recoupe.resolve.fold import fold, key, search_form


@given(st.text())
def test_one_character_in_one_out(text: str) -> None:
    assert len(fold(text)) == len(search_form(text)) == len(text)


def test_what_is_levelled() -> None:
    assert fold("L’Été\u00a0: Saint‑Louis, N'Djaména") == "l'ete : saint louis, n'djamena"
    assert fold("ŒUVRE") == "ouvre"
    assert fold("une\nligne") == "une\nligne"


def test_keys_are_what_search_forms_hold() -> None:
    text = "le Quai d’Orsay, l'e\u0301tat-major"
    assert key("quai d'orsay") in search_form(text)
    assert key("état-major") == key("e\u0301tat major") == "etat major"
