"""The thing that an act is about, where it is nobody: as written, no further than it goes."""

from __future__ import annotations

from recoupe.code.fr.entities import one_entity
from recoupe.code.fr.frames import Hit
from recoupe.code.fr.parse import Doc, Token
from recoupe.code.fr.roles import WEIGHTS
from recoupe.code.fr.view import View
from recoupe.code.fr.words import noun_lemmas, plain
from recoupe.resolve.time import Time

ABOUT_WORDS = 14  # a noun phrase, not the sentence that hangs on it


def thing(hit: Hit, view: View, times: list[Time]) -> str | None:
    """The thing acted on, as written, where it is no entity (guideline: `about`)."""
    token = hit.about
    if token is None or token.pos_ in ("PRON", "DET") or one_entity(token, view):
        return None
    if (token.i in hit.words and not hit.nominal) or any(t.start <= token.idx < t.end for t in times):
        return None  # « change de pied », « a manifesté samedi »: a word of the verb, or when
    doc = view.doc
    first = max(token.left_edge.i, token.i - 4)
    while first < token.i and (
        doc[first].pos_ in ("ADP", "PUNCT", "ADV", "CCONJ", "SPACE")
        or doc[first].dep_ == "case"
        or plain(doc[first].text) in _RELATIVE
    ):
        first += 1
    last = token.i
    for i in range(token.i + 1, min(token.right_edge.i + 1, first + ABOUT_WORDS)):
        if (
            doc[i].text in ",;:.()«»"
            or plain(doc[i].text) in ("entre", "depuis", "lors")
            or doc[i].pos_ in ("VERB", "AUX", "SCONJ")
            or (doc[i].dep_ == "cc" and not _weighs(token, doc, i))
            or doc[i].dep_ == "acl:relcl"
            or any(t.start <= doc[i].idx < t.end for t in times)
            or _apart(doc[i], hit, view)
        ):
            break
        last = i
    while last > token.i and doc[last].pos_ in ("ADP", "DET", "PRON", "CCONJ", "PUNCT", "ADV", "SPACE"):
        last -= 1
    return str(doc[first : last + 1].text).strip(' \xa0\u202f«»"') or None


_RELATIVE = frozenset(("dont", "que", "qu'", "qui"))
_TO = frozenset(("a", "au", "aux", "en", "vers", "avec"))


def _apart(token: Token, hit: Hit, view: View) -> bool:
    """Whether a preposition opens what is no part of the thing: where to, to or with whom.

    « six vedettes à Tunis », but « la visite à Paris » and « un accord à long terme ».
    """
    if hit.nominal or plain(token.text) not in _TO or token.i + 1 >= len(view.doc):
        return False
    behind = token.i + 1
    if plain(view.doc[behind].text) in ("le", "la", "l'", "les") and behind + 1 < len(view.doc):
        behind += 1
    return view.by_token.get(behind) is not None


def _weighs(token: Token, doc: Doc, i: int) -> bool:
    """« 6 quintaux et 40 kilos de kif »: one amount in two measures."""
    after = [set(noun_lemmas(t.text)) for t in doc[i + 1 : i + 3]]
    return bool(set(noun_lemmas(token.text)) & WEIGHTS) and any(words & WEIGHTS for words in after)
