"""The parser's weights, learnt on further treebanks than those it comes with.

``fr_core_news_md`` learnt its trees on 2,231 sentences (UD French Sequoia), few of them news. Here the
same network has learnt on with UD French GSD and PUD, news and encyclopaedia (``tools/train_parser.py``
prints what that is worth). Only tagger and parser: names, lemmas and vectors stay the package's.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import as_file, files
from typing import Any

from spacy.language import Language

PIPES = ("tok2vec", "morphologizer", "parser")


def parameters(nlp: Language) -> Iterator[tuple[str, Any, str]]:
    """Each parameter of the network: its place in the file, its layer, its name there."""
    for pipe in PIPES:
        for place, layer in enumerate(nlp.get_pipe(pipe).model.walk()):  # type: ignore[attr-defined]
            for name in sorted(layer.param_names):
                if layer.has_param(name):
                    yield f"{pipe}/{place}/{name}", layer, name


def retrain(nlp: Language) -> None:
    """Give a pipeline the weights of ``lexicon/fr/parser.npz``.

    Raises:
        KeyError, ValueError: the file is of a network with other layers than the pipeline's.
    """
    import numpy

    with (
        as_file(files("recoupe").joinpath("lexicon", "fr", "parser.npz")) as path,
        numpy.load(path, allow_pickle=False) as known,
    ):
        for key, layer, name in parameters(nlp):
            layer.set_param(name, known[key].astype("float32").reshape(layer.get_param(name).shape))
