"""What is read apart: what semicolons part, and a relative between a subject and its verb that was misread.

« La police, à laquelle la DGST avait fourni des renseignements, a arrêté deux suspects » often comes out as
one clause with two subjects. Read without the relative the clause is plain, and so is the relative alone;
the one is then hung on the other. Only where the parse is wrong on the face of it: the verb behind the second
comma has no subject before the first, or the verb between them does not hang there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from spacy.language import Language
from spacy.tokens import Doc, Token

from recoupe.code.fr.asides import Cut
from recoupe.code.fr.words import plain

_OPENS = frozenset(
    ("qui", "que", "qu'", "dont", "ou", "auquel", "auxquels", "auxquelles", "lequel", "laquelle", "lesquels",
     "lesquelles", "duquel", "desquels")
)  # fmt: skip
_BEFORE_OPENING = frozenset(("a", "avec", "par", "pour", "chez", "contre", "sur", "dans", "en", "de"))
_BREAKS = frozenset(';:«»().—–"“”')
LONGEST = 32  # words of a relative that is read apart


def misread(doc: Doc) -> list[Cut]:
    """The relatives of a parsed sentence that should be read apart: from comma to comma."""
    found: list[Cut] = []
    for comma in doc:
        if comma.text != "," or (found and comma.idx < found[-1].end) or not _relative(doc, comma.i + 1):
            continue
        closing = _closing(doc, comma.i)
        if closing is None or not _subject_only(doc, comma.i):
            continue
        main = _verb_of(doc[closing + 1])
        inner = [t for t in doc[comma.i + 1 : closing] if _finite(t) and t.pos_ != "AUX"]
        inner = inner or [t for t in doc[comma.i + 1 : closing] if _finite(t)]
        if not inner or main is None:
            continue
        has = [c for c in main.children if c.dep_.startswith("nsubj")]
        told = len(has) == 1 and has[0].i < comma.i
        hung = any(v.dep_ == "acl:relcl" and v.head.i < comma.i for v in map(_lexical, inner))
        if not (told and hung):
            found.append(Cut(comma.idx, doc[closing].idx + 1, "inset"))
    return found


def _relative(doc: Doc, i: int) -> bool:
    if i >= len(doc):
        return False
    word = plain(doc[i].text)
    if word in _BEFORE_OPENING and i + 1 < len(doc):
        word = plain(doc[i + 1].text)
    return word in _OPENS


def _closing(doc: Doc, opening: int) -> int | None:
    """The comma behind which a finite verb goes on with the clause."""
    for i in range(opening + 2, min(len(doc) - 1, opening + LONGEST)):
        if doc[i].text in _BREAKS:
            return None
        if doc[i].text == "," and _goes_on(doc, i + 1):
            return i
    return None


def _goes_on(doc: Doc, i: int) -> bool:
    """Whether a finite verb stands here, behind its clitics at most."""
    while i < len(doc) and plain(doc[i].text) in _CLITICS:
        i += 1
    return i < len(doc) and _finite(doc[i])


_CLITICS = frozenset(("se", "s'", "le", "la", "l'", "les", "lui", "leur", "en", "y", "ne", "n'"))


def _finite(token: Token) -> bool:
    return token.pos_ in ("VERB", "AUX") and bool(token.morph.get("Mood", []))


def _lexical(token: Token) -> Token:
    """The verb that an auxiliary helps."""
    return token.head if token.dep_.startswith(("aux", "cop")) else token


def _verb_of(token: Token) -> Token | None:
    """The verb of a group that begins with a clitic, an auxiliary or itself."""
    for other in token.doc[token.i : token.i + 5]:
        if _finite(other):
            return _lexical(other)
    return None


def _subject_only(doc: Doc, comma: int) -> bool:
    """Whether what stands before, in its clause, has no finite verb and ends with a noun."""
    if not comma or doc[comma - 1].pos_ not in ("NOUN", "PROPN", "ADJ", "NUM", "PUNCT", "X"):
        return False
    for i in range(comma - 1, -1, -1):
        if doc[i].text in ";:" or (
            doc[i].pos_ in ("CCONJ", "SCONJ") and plain(doc[i].text) not in ("et", "ou")
        ):
            break
        if _finite(doc[i]):
            return False
    return True


_PARTING = re.compile(r" ?; ")
_LEAST = 12  # code points of a part that is read by itself


def clauses(text: str) -> list[tuple[int, int]]:
    """The parts of a sentence (code points) that semicolons part, outside quotes and parentheses."""
    ends, at = [], 0
    for mark in _PARTING.finditer(text):
        before = text[: mark.start()]
        if before.count("«") == before.count("»") and before.count("(") == before.count(")"):
            if min(mark.start() - at, len(text) - mark.end()) >= _LEAST:
                ends.append((at, mark.end()))
                at = mark.end()
    return [*ends, (at, len(text))]


def joined(nlp: Language, text: str, docs: Sequence[Doc]) -> Doc:
    """The parses of the parts of a sentence as that of the whole: each hangs on the one before."""
    words: list[str] = []
    spaces: list[bool] = []
    heads: list[int] = []
    deps: list[str] = []
    pos: list[str] = []
    morphs: list[str] = []
    root: int | None = None
    for doc in docs:
        at = len(words)
        mine = next((t.i for t in doc if t.head.i == t.i), 0) + at
        for token in doc:
            words.append(token.text)
            spaces.append(bool(token.whitespace_))
            is_root = token.i + at == mine
            heads.append(root if is_root and root is not None else token.head.i + at)
            deps.append("parataxis" if is_root and root is not None else token.dep_)
            pos.append(token.pos_)
            morphs.append(str(token.morph))
        root = mine if root is None else root
    return Doc(nlp.vocab, words=words, spaces=spaces, heads=heads, deps=deps, pos=pos, morphs=morphs)
