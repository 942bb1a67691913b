"""A parsed sentence as plain Python objects, with the names that spaCy gives the same things.

spaCy makes a ``Token`` anew each time one is asked for and walks its tree in each property; the coder
asks hundreds of times a sentence. Everything it needs is read off the ``Doc`` once, here. Offsets are
code points in the sentence; relations, parts of speech and features are those of Universal Dependencies.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from typing import Any, Concatenate, NamedTuple, ParamSpec, TypeVar, cast, overload

import numpy as np
from spacy.attrs import DEP, HEAD, MORPH, ORTH, POS, SPACY

from recoupe.code.fr.words import plain

_NONE: list[str] = []
_BARE: dict[str, list[str]] = {}  # the features of a word that has none
# What spaCy's numbers stand for, which is the same in every vocabulary: to ask its store costs five times as
# much. As many as a large library has words, but no end of them.
_strings: dict[int, str] = {}
STRINGS = 1 << 17


def _string(number: int, store: Any) -> str:
    found: str = store[number]
    if len(_strings) < STRINGS:
        _strings[number] = found
    return found


P = ParamSpec("P")
R = TypeVar("R")


class Token:
    """A word: its text, place, part of speech, and its place in the tree."""

    __slots__ = (
        "children", "dep_", "doc", "head", "i", "idx", "kept", "morph", "pos_", "text", "whitespace_",
    )  # fmt: skip

    def __init__(
        self,
        doc: Doc,
        i: int,
        idx: int,
        text: str,
        space: str,
        pos: str = "",
        dep: str = "",
        features: dict[str, list[str]] = _BARE,
    ) -> None:
        self.doc, self.i, self.idx, self.text = doc, i, idx, text
        self.whitespace_ = space
        self.head: Token = self
        self.children: tuple[Token, ...] = ()
        self.pos_, self.dep_ = pos, dep
        self.morph = features
        self.kept: dict[Any, Any] = {}  # what ``once`` keeps

    def __len__(self) -> int:
        return len(self.text)

    def __repr__(self) -> str:
        return self.text

    @property
    def lower_(self) -> str:
        """The text in lower case."""
        return self.text.lower()

    @property
    def is_punct(self) -> bool:
        """Whether it is nothing but marks of punctuation."""
        return _is_punct(self.text)

    @property
    def is_space(self) -> bool:
        """Whether it is white space."""
        return self.text.isspace()

    @property
    def lefts(self) -> tuple[Token, ...]:
        """The children that stand before it."""
        return tuple(c for c in self.children if c.i < self.i)

    @property
    def ancestors(self) -> Iterator[Token]:
        """Its heads, nearest first."""
        token = self
        while token.head is not token:
            token = token.head
            yield token

    @property
    def subtree(self) -> Iterator[Token]:
        """It and all that hangs on it, in the order of the text."""
        return iter(sorted(self._below(), key=lambda t: t.i))

    def _below(self) -> list[Token]:
        found = [self]
        for token in found:
            found += token.children
        return found

    @property
    def left_edge(self) -> Token:
        """The first token of its subtree."""
        return min(self._below(), key=lambda t: t.i)

    @property
    def right_edge(self) -> Token:
        """The last token of its subtree."""
        return max(self._below(), key=lambda t: t.i)


@lru_cache(maxsize=1 << 14)
def _is_punct(text: str) -> bool:
    return all(unicodedata.category(c)[0] == "P" for c in text)


class Name(NamedTuple):
    """What the entity recogniser marked: code points in the sentence, and its label (``PER``, ``LOC`` …)."""

    start_char: int
    end_char: int
    label_: str


class Span:
    """Tokens that stand together."""

    __slots__ = ("end", "start", "tokens")

    def __init__(self, tokens: list[Token], start: int) -> None:
        self.tokens, self.start, self.end = tokens, start, start + len(tokens)

    def __len__(self) -> int:
        return len(self.tokens)

    def __iter__(self) -> Iterator[Token]:
        return iter(self.tokens)

    def __getitem__(self, i: int) -> Token:
        return self.tokens[i]

    @property
    def text(self) -> str:
        """Its words as they stand."""
        return "".join(t.text + t.whitespace_ for t in self.tokens).rstrip(" ")

    @property
    def root(self) -> Token:
        """The token nearest to the sentence's root; a mark of punctuation only if all else lacks."""
        outside = []
        for token in self.tokens:
            if token.head is token:
                return token
            if not self.start <= token.head.i < self.end:
                outside.append(token)
        return min(outside, key=_depth, default=self.tokens[0])


def _depth(token: Token) -> tuple[bool, int]:
    aside = not token.children and (token.is_punct or token.is_space)
    return aside, sum(1 for _ in token.ancestors)


class Readings(NamedTuple):
    """What ``triggers`` reads the words as.

    ``forms``: for each token the words it may be a form of; ``ends``: whether a phrase ends before it;
    ``there``: all the forms of the sentence.
    """

    forms: list[frozenset[str]]
    ends: list[bool]
    there: frozenset[str]


class Doc:
    """A sentence: its tokens in order, and the names that the recogniser marked."""

    __slots__ = ("ents", "kept", "parsed", "readings", "text", "tokens", "vocab")

    def __init__(self, doc: Any, text: str) -> None:
        """Read everything off a spaCy ``Doc``, which would put its text together anew."""
        self.text = text
        # Kept for the next trigger of the sentence.
        self.readings: Readings | None = None
        # What is worked out once a sentence.
        self.kept: dict[Any, Any] = {}
        self.vocab: Any = doc.vocab
        self.parsed: bool = doc.has_annotation("DEP")
        self.ents = [Name(e.start_char, e.end_char, e.label_) for e in doc.ents]
        self.tokens: list[Token] = []
        if self.parsed:
            self._read_tree(doc)
        else:
            self._read_words(doc)

    def _read_words(self, doc: Any) -> None:
        strings, known, add, at = doc.vocab.strings, _strings, self.tokens.append, 0
        for i, (orth, space) in enumerate(doc.to_array([ORTH, SPACY]).tolist()):
            word = known[orth] if orth in known else _string(orth, strings)
            add(Token(self, i, at, word, " " if space else ""))
            at += len(word) + space

    def words(self) -> frozenset[str]:
        """Its words in plain letters."""
        found: frozenset[str] | None = self.kept.get("words")
        if found is None:
            found = self.kept["words"] = frozenset([plain(t.text) for t in self.tokens])
        return found

    def _read_tree(self, doc: Any) -> None:
        strings, known, tokens, at = doc.vocab.strings, _strings, self.tokens, 0
        table = doc.to_array([ORTH, SPACY, POS, DEP, MORPH, HEAD])
        for i, (orth, space, pos, dep, features, _) in enumerate(table.tolist()):
            word = known[orth] if orth in known else _string(orth, strings)
            tokens.append(
                Token(
                    self,
                    i,
                    at,
                    word,
                    " " if space else "",
                    known[pos] if pos in known else _string(pos, strings),
                    known[dep] if dep in known else _string(dep, strings),
                    _features(known[features] if features in known else _string(features, strings)),
                )
            )
            at += len(word) + space
        below: dict[int, list[Token]] = {}
        for token, away in zip(tokens, table[:, 5].astype(np.int32).tolist(), strict=True):
            if away:
                token.head = tokens[token.i + away]
                below.setdefault(token.i + away, []).append(token)
        for i, children in below.items():
            tokens[i].children = tuple(children)

    def __len__(self) -> int:
        return len(self.tokens)

    def __iter__(self) -> Iterator[Token]:
        return iter(self.tokens)

    @overload
    def __getitem__(self, at: int) -> Token: ...

    @overload
    def __getitem__(self, at: slice) -> Span: ...

    def __getitem__(self, at: int | slice) -> Token | Span:
        if isinstance(at, int):
            return self.tokens[at]
        start, _, _ = at.indices(len(self.tokens))
        return Span(self.tokens[at], start)


@cache
def _features(written: str) -> dict[str, list[str]]:
    """« Gender=Fem|Tense=Past » → its values by name."""
    pairs = (part.split("=", 1) for part in written.split("|") if "=" in part)
    return {name: values.split(",") for name, values in pairs}


def morph(token: Token, feature: str) -> list[str]:
    """Values of a morphological feature (« Tense » → ["Past"]); empty where it has none."""
    return token.morph.get(feature, _NONE)


def once(function: Callable[Concatenate[Token, P], R]) -> Callable[Concatenate[Token, P], R]:
    """A function of a token and its tree alone, worked out once a sentence for each token and arguments.

    Every reading of every trigger asks the same of the same words. What it gives is shared by all who ask:
    they must not change it.
    """

    if function.__code__.co_argcount == 1:  # most ask for nothing but a token, hundreds of times a sentence

        def asked_alone(token: Token) -> R:
            kept = token.kept
            if function in kept:
                found: R = kept[function]
            else:
                found = kept[function] = alone(token)
            return found

        alone = cast(Callable[[Token], R], function)
        return cast(Callable[Concatenate[Token, P], R], asked_alone)

    def asked(token: Token, /, *args: P.args, **named: P.kwargs) -> R:
        kept = token.kept
        key = (function, args) if args else function
        if key in kept:
            found: R = kept[key]
        else:
            found = kept[key] = function(token, *args, **named)
        return found

    return asked
