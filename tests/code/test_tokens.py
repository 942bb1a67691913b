"""A parsed sentence as plain objects says what spaCy says of it."""

from __future__ import annotations

import pytest

from recoupe.code.fr.parse import pipeline
from recoupe.code.fr.tokens import Doc

TEXTS = (
    "La police, qui enquêtait depuis mars, a arrêté à Oran deux hommes et une femme soupçonnés de trafic.",
    "« Nous n'avons rien signé », a répondu le ministre.",
    "Signature jeudi d’un accord entre Lomé et Cotonou",
    "",
)


@pytest.mark.parametrize("text", TEXTS)
def test_every_token_stands_where_spacy_puts_it(text: str) -> None:
    theirs = pipeline()(text)
    mine = Doc(theirs, text)
    assert len(mine) == len(theirs)
    for a, b in zip(mine, theirs, strict=True):
        assert (a.text, a.idx, a.i, a.pos_, a.dep_, a.head.i, a.whitespace_) == (
            b.text, b.idx, b.i, b.pos_, b.dep_, b.head.i, b.whitespace_,
        )  # fmt: skip
        assert text[a.idx : a.idx + len(a)] == a.text
        assert {name: b.morph.get(name) for name in a.morph} == a.morph and str(b.morph).count("=") == len(
            a.morph
        )
        for part in ("children", "subtree", "ancestors", "lefts"):
            assert [t.i for t in getattr(a, part)] == [t.i for t in getattr(b, part)], (a.text, part)
        assert (a.left_edge.i, a.right_edge.i) == (b.left_edge.i, b.right_edge.i)
        assert (a.is_punct, a.is_space) == (b.is_punct, b.is_space)
    for start in range(len(mine)):
        for end in range(start + 1, len(mine) + 1):
            assert mine[start:end].root.i == theirs[start:end].root.i
            assert mine[start:end].text == theirs[start:end].text
    assert mine.parsed == theirs.has_annotation("DEP")


def test_unparsed_text_has_words_and_no_tree() -> None:
    doc = Doc(pipeline().make_doc("Rien à signaler."), "Rien à signaler.")
    assert not doc.parsed and [t.text for t in doc] == ["Rien", "à", "signaler", "."]
    assert all(t.head is t and not t.children and not t.dep_ for t in doc)
