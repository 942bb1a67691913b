"""Parentheses of saying told by the order of words: « …, a-t-il ajouté », « …, précise le communiqué ».

A parse takes such a group for anything (an apposition, an object, a conjunct); commas, clitics and what
stands right behind the verb leave less doubt, so only those are read here.
"""

from __future__ import annotations

import re

from recoupe.code.fr import tree
from recoupe.code.fr.classes import sector_of
from recoupe.code.fr.parse import Token, morph
from recoupe.code.fr.speakers import is_document, is_voice
from recoupe.code.fr.view import BODY_KINDS, View
from recoupe.code.fr.words import plain

CLITIC_SUBJECTS = frozenset(("-il", "-elle", "-on", "-ils", "-elles", "-t-il", "-t-elle", "-t-on"))
_GROUP = frozenset(
    [
        "a", "ont", "avait", "avaient", "aurait", "auraient", "est", "sont", "s'est", "se", "-t", "l'",
        "le", "en", "y", "me", "nous", "s'", "ne", "n'", "lui", "leur", "deja", "aussi", "encore", "ainsi",
        "egalement", "d'ailleurs", "toutefois", "notamment", "toujours", "comme", "bien", "par", "ailleurs",
        "nouveau", "avec", "j'", "j", "vient", "viennent", "venait", "de",
    ]
)  # fmt: skip
_SECOND = frozenset(("savoir", "connaitre", "valoir", "entendre", "filtrer", "etat", "part"))
_BREAKS = frozenset((",", "»", "”", '"', "–", "—", "-"))
_STOPS = frozenset((",", ".", ";", ":", "«", "»", "(", "”", "“", '"', "–", "—", "-"))
_DETERMINERS = frozenset(
    [
        "le", "la", "l'", "les", "un", "une", "des", "ce", "cet", "cette", "ces", "son", "sa", "ses",
        "leur", "leurs", "plusieurs", "deux", "trois", "quelques", "certains", "certaines",
    ]
)  # fmt: skip
_PREPOSITIONS = frozenset(
    [
        "a", "au", "aux", "dans", "sur", "devant", "de", "du", "d'", "en", "lors", "par", "avec", "pour",
        "aupres", "via", "depuis", "chez", "apres", "avant", "sous", "vers", "contre",
    ]
)  # fmt: skip


def first_of_group(verb: Token) -> Token:
    """The first word of a verb group, over auxiliaries and clitics, by the order of words."""
    doc, i = verb.doc, verb.i
    while i > 0 and verb.i - i < 5 and (plain(doc[i - 1].text) in _GROUP or clitic(doc[i - 1])):
        if plain(doc[i - 1].text) in ("de", "le", "en", "y") and i - 1 > 0 and doc[i - 2].pos_ == "NOUN":
            break
        i -= 1
    return doc[i]


def clitic(token: Token) -> bool:
    """Whether a token is a subject put behind its verb (« -t-il »)."""
    return plain(token.text) in CLITIC_SUBJECTS


def last_of_group(verb: Token) -> Token:
    """The last word of « a fait savoir », « croit savoir », « précise-t-elle »."""
    doc, last = verb.doc, verb
    for token in doc[verb.i + 1 : verb.i + 4]:
        if (
            plain(token.text) in _SECOND
            or token.text == "-t"
            or clitic(token)
            or plain(token.text) in ("part",)
        ):
            last = token
        else:
            break
    return last


def subject_clitic(verb: Token) -> Token | None:
    """« -il », « -elle », « -on » within the verb group."""
    first, last = first_of_group(verb), last_of_group(verb)
    return next((t for t in verb.doc[first.i : last.i + 1] if clitic(t)), None)


def opens_incise(verb: Token) -> bool:
    """Whether the verb group stands right behind a comma, a dash or the end of a quotation."""
    first = first_of_group(verb)
    if first.i == 0:
        return False
    before = first.doc[first.i - 1]
    return before.text in _BREAKS or before.text.endswith(("»", ","))


def speaker_behind(verb: Token, view: View) -> Token | None:
    """The head of the noun phrase behind the verb that can speak and stands under no preposition."""
    doc = verb.doc
    if _own_subject(verb):
        return None
    i = last_of_group(verb).i + 1
    began = i
    while i < len(doc) and i - began < 16:
        token = doc[i]
        if token.text in _STOPS and not (token.text in ("«", "“", '"') and i == began):
            return None
        word = plain(token.text)
        if word in ("que", "qu'", "qui", "dont", "et"):
            return None
        if not _under_preposition(token, view):
            ref = view.ref(token)
            if ref is not None and ref.kind in (
                "person",
                "state",
                "office",
                "capital",
                "metonym",
                *BODY_KINDS,
            ):
                span = view.span(ref.start, ref.end)
                return span[0] if span is not None and ref.kind == "office" else token
            if word in _DETERMINERS and token.pos_ != "PRON":
                head = tree.phrase_head_after(doc, i + 1)
                if head is not None and can_speak(head, view):
                    return head
            if is_name(token):
                return token
        i += 1
    return None


def can_speak(head: Token, view: View) -> bool:
    """Whether a noun names someone, or a document or newspaper."""
    return (
        (view.ref(head) is not None and head.pos_ != "ADJ")
        or is_document(head)
        or sector_of(head) is not None
        or is_voice(head)
        or is_name(head)
    )


def is_name(token: Token) -> bool:
    """An acronym, or the first of two words in capitals (« la RTI », « Téné Birahima Ouattara »)."""
    if not token.text[0].isupper():
        return False
    after = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else None
    return (token.text.isupper() and len(token) > 1) or (after is not None and after.text[0].isupper())


def _own_subject(verb: Token) -> bool:
    """A subject in front, with no other finite verb between, is the verb's own."""
    doc = verb.doc
    group = first_of_group(verb)
    subjects = [c for c in verb.children if c.dep_.startswith("nsubj") and c.i < group.i]
    if not subjects:
        return False
    between = doc[subjects[0].i + 1 : group.i]
    return not any(t.pos_ in ("VERB", "AUX") and "Fin" in morph(t, "VerbForm") for t in between)


def _under_preposition(token: Token, view: View) -> bool:
    """Whether the words right before make it a complement (« à l'agence MAP », « du ministère »)."""
    ref = view.ref(token)
    start = ref.start if ref is not None else token.idx
    before = plain(view.text[max(0, start - 14) : start])
    if re.search(r"(?:^|[\s'])(?:l'agence|la chaine|le quotidien|la radio|un media) $", before):
        return True
    words = re.sub(r"(?:\bl'|\bla |\ble |\bles |\bun |\bune |\bsa |\bson |\bnotre )+$", "", before).split()
    return (bool(words) and words[-1].split("'")[-1] in _PREPOSITIONS) or before.rstrip().endswith("d'")
