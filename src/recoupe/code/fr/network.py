"""The part of spaCy's networks that reads words (``tok2vec``), run as plain arrays.

Two thirds of a parse are spent there. The vector that a word begins with turns on the word alone: it is made
once and kept (spaCy makes it for each token anew). The layers that then look at its neighbours are worked out
here on stretches that stay in the processor's cache, and without what only training needs. The numbers are
those of spaCy's own layers, added up in the same order.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import NORM, ORTH, SPACY
from spacy.language import Language
from spacy.tokens import Doc
from thinc.api import Model

Floats: TypeAlias = NDArray[np.float32]
Word: TypeAlias = tuple[int, int, int]  # the numbers of its form and norm, and whether a space follows

WORDS = 1 << 14  # whose first vectors are kept: what a few thousand articles have; 6 MB for each network
STRETCH = 512  # rows that are worked out together


def simplify(nlp: Language) -> None:
    """Have the words of a pipeline's networks read by ``Reader``, with the weights that they have now."""
    shared, names = nlp.get_pipe("tok2vec"), nlp.get_pipe("ner")
    shared.model = Reader(shared.model).as_model()  # type: ignore[attr-defined]
    chained = names.model.layers[0]  # type: ignore[attr-defined]
    chained.layers[0] = Reader(chained.layers[0]).as_model()


class _Layer(NamedTuple):
    """A word and its neighbours to three candidates for each number, of which the largest is taken."""

    weights: Floats  # the candidates' one behind the other, so that whole rows are compared
    bias: Floats
    scale: Floats
    shift: Floats


class Reader:
    """``MultiHashEmbed`` and ``MaxoutWindowEncoder`` of one network, for parsing only."""

    def __init__(self, model: Model[Any, Any]) -> None:
        self.embed, encoder = model.layers
        self.width: int = model.get_dim("nO")
        self.pad: int = encoder.attrs["pad"]
        self.layers = [_layer(residual.layers[0]) for residual in encoder.layers[0].layers]
        self.known: dict[Word, int] = {}
        self.first = np.zeros((WORDS, self.width), dtype=np.float32)

    def as_model(self) -> Model[Any, Any]:
        """It in place of the network's own."""

        def forward(_: Model[Any, Any], docs: Sequence[Doc], is_train: bool) -> tuple[list[Floats], Any]:
            if is_train:
                raise ValueError("the simplified network does not learn")
            return self.read(docs), None

        return Model("reader", forward, dims={"nO": self.width})

    def read(self, docs: Sequence[Doc]) -> list[Floats]:
        """For each sentence a row of numbers a word, as ``Tok2Vec`` gives them."""
        rows = self._padded(docs)
        for layer in self.layers:
            rows = _through(layer, rows)
        found, at = [], 0
        for doc in docs:
            at += self.pad if len(doc) else 0
            found.append(rows[at : at + len(doc)])
            at += len(doc)
        return found

    def _padded(self, docs: Sequence[Doc]) -> Floats:
        """The words' first vectors, zeros between the sentences."""
        words: list[Word] = []
        places: list[NDArray[np.int64]] = []
        at = 0
        for doc in docs:
            if len(doc):
                at += self.pad
                words += map(tuple, doc.to_array([ORTH, NORM, SPACY]).tolist())
                places.append(np.arange(at, at + len(doc)))
                at += len(doc)
        rows = np.zeros((at + self.pad, self.width), dtype=np.float32)
        if words:
            rows[np.concatenate(places)] = self._first(words, docs[0].vocab)
        return rows

    def _first(self, words: list[Word], vocab: Any) -> Floats:
        new = [word for word in dict.fromkeys(words) if word not in self.known]
        if len(self.known) + len(new) > WORDS:
            self.known.clear()
            new = list(dict.fromkeys(words))
        if len(new) > WORDS:  # more than is kept: a text of its own kind
            found: Floats = self._embedded(words, vocab)
            return found
        if new:
            start = len(self.known)
            self.first[start : start + len(new)] = self._embedded(new, vocab)
            self.known.update(zip(new, range(start, start + len(new)), strict=True))
        return self.first[[self.known[word] for word in words]]

    def _embedded(self, words: Sequence[Word], vocab: Any) -> Floats:
        doc = Doc(
            vocab,
            words=[vocab.strings[orth] for orth, _, _ in words],
            spaces=[bool(space) for *_, space in words],
        )
        for token, (_, norm, _) in zip(doc, words, strict=True):
            if token.norm != norm:  # the tokenizer has some of its own (« M. »)
                token.norm_ = vocab.strings[norm]
        found: Floats = self.embed.predict([doc])[0]
        return found


def _layer(block: Model[Any, Any]) -> _Layer:
    """The weights of « expand_window>>maxout>>layernorm>>dropout »."""
    maxout = next(node for node in block.walk() if node.name == "maxout")
    norm = next(node for node in block.walk() if node.name == "layernorm")
    weights = _weights(maxout, "W").transpose(1, 0, 2)  # candidates, numbers, inputs
    return _Layer(
        np.ascontiguousarray(weights.reshape(-1, weights.shape[2])),
        np.ascontiguousarray(_weights(maxout, "b").T.reshape(-1)),
        _weights(norm, "G"),
        _weights(norm, "b"),
    )


def _weights(node: Model[Any, Any], name: str) -> Floats:
    found: Any = node.get_param(name)
    return np.asarray(found, dtype=np.float32)


def _through(layer: _Layer, rows: Floats) -> Floats:
    """Each row with what the layer makes of it and its neighbours added."""
    count, width = rows.shape
    out = np.empty_like(rows)
    for start in range(0, count, STRETCH):
        end = min(start + STRETCH, count)
        seen = np.zeros((end - start, 3 * width), dtype=np.float32)
        seen[:, width : 2 * width] = rows[start:end]
        before, after = max(start, 1), min(end, count - 1)
        seen[before - start :, :width] = rows[before - 1 : end - 1]
        seen[: after - start, 2 * width :] = rows[start + 1 : after + 1]
        told = seen @ layer.weights.T
        told += layer.bias
        best = told[:, :width]
        for n in range(width, told.shape[1], width):
            best = np.maximum(best, told[:, n : n + width])
        # As ``layernorm`` does it: its mean, its variance, a hair so that none is nothing.
        best -= best.mean(axis=1, keepdims=True)
        spread = (best * best).sum(axis=1, keepdims=True) / np.float32(width) + np.float32(1e-08)
        best *= spread ** (-1.0 / 2.0)
        best *= layer.scale
        best += layer.shift
        np.add(rows[start:end], best, out=out[start:end])
    return out
