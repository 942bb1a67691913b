"""What is given and to whom, where the parser hangs one on the other: « a remis à la DGSI des fichiers »."""

from __future__ import annotations

from recoupe.code.fr.mended_trees import case_of, move
from recoupe.code.fr.tokens import Doc, Token
from recoupe.code.fr.words import plain, verb_lemmas

_GIVES = frozenset(
    ("transmettre", "remettre", "fournir", "livrer", "donner", "communiquer", "envoyer", "verser", "accorder",
     "octroyer", "offrir", "ceder", "preter", "vendre", "confier", "infliger", "restituer",
     "allouer", "expedier")
)  # fmt: skip


def mend_gifts(doc: Doc) -> None:
    """Hang on each verb of giving what is given and to whom."""
    for token in doc:
        if token.dep_ == "nmod":
            _given_to(token)
            _gift(token)
        elif token.dep_ == "obj":
            _past_modal(token)
        elif token.dep_.startswith("obl"):
            _worth(token)


def _given_to(token: Token) -> None:
    """« a transmis 120 signalements à la DGSI »: to whom it is given, nothing of what is given."""
    given, verb = token.head, token.head.head
    if case_of(token) != "a" or given.dep_ not in ("obj", "nsubj:pass", "obl:agent") or not _gives(verb):
        return
    if not any(case_of(c) == "a" and c.dep_.startswith("obl") for c in verb.children):
        move(token, verb, "obl:arg")


def _gift(token: Token) -> None:
    """« a transmis à la Sûreté des informations »: what is given, nothing of whom it is given to."""
    article = next((c for c in token.children if c.i < token.i and plain(c.text) == "des"), None)
    whom = next((t for t in token.ancestors if t.dep_.startswith("obl")), None)
    if article is None or whom is None or case_of(whom) != "a" or not _gives(whom.head) or whom.i > token.i:
        return
    if whom.head.i > whom.i or any(c.dep_ in ("obj", "aux:pass") for c in whom.head.children):
        return
    article.dep_, article.pos_ = "det", "DET"
    move(token, whom.head, "obj")


_MODAL = frozenset(("devoir", "pouvoir", "vouloir", "aller"))


def _past_modal(token: Token) -> None:
    """« doit remettre à l'armée, d'ici à la fin de l'année, dix canons »: given, nothing that one must."""
    modal = token.head
    if token.pos_ not in ("NOUN", "NUM") or _MODAL.isdisjoint(verb_lemmas(modal.text)):
        return
    verb = next((c for c in modal.children if c.dep_ == "xcomp" and modal.i < c.i < token.i), None)
    if verb is not None and _gives(verb) and not any(c.dep_ == "obj" for c in verb.children):
        move(token, verb, "obj")


_AMOUNTS = frozenset(("million", "millions", "milliard", "milliards", "euros", "dollars"))


def _worth(token: Token) -> None:
    """« a fourni à Kiev pour 28 milliards d'euros d'aide »: so much of it is what is given."""
    verb, marker = token.head, next((c for c in token.children if c.dep_ == "case"), None)
    if marker is None or plain(marker.text) != "pour" or plain(token.text) not in _AMOUNTS:
        return
    if _gives(verb) and not any(c.dep_ in ("obj", "aux:pass") for c in verb.children):
        marker.dep_ = "advmod"
        token.dep_ = "obj"


def _gives(verb: Token) -> bool:
    return verb.pos_ == "VERB" and not _GIVES.isdisjoint(verb_lemmas(verb.text))
