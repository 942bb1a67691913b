"""Words that the tagger takes for another form of themselves, told by what stands before them.

A word in « -é » behind an auxiliary is a participle; what is joined to a noun, is finite and has an object of
its own is the second verb of a row; a noun with an article is the object of a verb that links nothing.
"""

from __future__ import annotations

from recoupe.code.fr.mended_trees import ENDINGS, NOMINAL, finite, move, subjects
from recoupe.code.fr.tokens import Doc, Token
from recoupe.code.fr.words import plain, verb_lemmas


def mend_forms(doc: Doc) -> None:
    """Set right, in this order: participles, objects, verbs in a row, subjects of short clauses."""
    for token in doc:
        _participle(token)
    for token in doc:
        _object(token)
        _second_verb(token)
    for token in doc:
        _short_clause(token)


def _participle(token: Token) -> None:
    """« se sont affrontées » is no future, « a renoué » no infinitive."""
    if token.pos_ not in ("VERB", "AUX", "ADJ") or not token.text.endswith(ENDINGS):
        return
    if "Part" in token.morph.get("VerbForm", ()) or not any(_has_or_is(c) for c in token.children):
        return
    token.pos_ = "VERB"
    kept = {k: v for k, v in token.morph.items() if k in ("Gender", "Number")}
    token.morph = {**kept, "VerbForm": ["Part"], "Tense": ["Past"]}


def _has_or_is(word: Token) -> bool:
    return (
        word.dep_.startswith("aux")
        and word.i < word.head.i
        and not {"avoir", "etre"}.isdisjoint(verb_lemmas(word.text))
    )


_LINKING = frozenset(
    ("etre", "devenir", "rester", "demeurer", "paraitre", "sembler", "dire", "croire", "considerer", "nommer",
     "elire", "juger", "trouver", "estimer", "faire", "appeler", "rendre")
)  # fmt: skip


def _object(token: Token) -> None:
    """« lui prête des avions »: a noun with an article is what the verb takes."""
    verb = token.head
    if token.dep_ != "xcomp" or token.pos_ != "NOUN" or verb.pos_ not in ("VERB", "AUX") or token.i < verb.i:
        return
    if not _LINKING.isdisjoint(verb_lemmas(verb.text)) or any(
        c.dep_ in ("cop", "case") for c in token.children
    ):
        return
    articled = any(c.dep_ in ("det", "nummod") for c in token.children)
    if articled and not any(c.dep_ == "obj" for c in verb.children):
        token.dep_ = "obj"


def _second_verb(token: Token) -> None:
    """« qui lui prête des avions et forme ses commandos »: a verb in a row of verbs."""
    noun = token.head
    if token.dep_ != "conj" or token.pos_ != "VERB" or noun.pos_ not in NOMINAL or noun.i > token.i:
        return
    if "Mood" not in token.morph or subjects(token) or not any(c.dep_ == "obj" for c in token.children):
        return
    if any(c.dep_ in ("det", "case", "nummod") for c in token.children):
        return
    verb = next((t for t in noun.ancestors if t.pos_ in ("VERB", "AUX")), None)
    if verb is not None and verb.i < token.i and finite(verb):
        move(token, verb, "conj")


def _short_clause(verb: Token) -> None:
    """« …, la Belgique en a arrêté six »: the name between the mark and the verb is its subject."""
    if (
        verb.pos_ != "VERB"
        or verb.dep_ in ("ROOT", "acl:relcl", "aux:caus")
        or subjects(verb)
        or not finite(verb)
    ):
        return
    doc, i = verb.doc, verb.i - 1
    while (
        i > 0 and (doc[i].head is verb or doc[i].head.head is verb) and doc[i].pos_ in ("AUX", "PRON", "ADV")
    ):
        i -= 1
    name = doc[i]
    while name.dep_ == "flat:name" and name.head.i < name.i:
        name = name.head
    if name.pos_ != "PROPN" or name.is_punct:
        return
    opens = min(t.i for t in name.subtree if not t.is_punct)
    if opens < 1 or doc[opens - 1].text not in (",", ";") or name.dep_.startswith("nsubj"):
        return
    if any(c.dep_ == "case" for c in name.children) or plain(doc[i + 1].text) in (
        "qui",
        "que",
        "qu'",
        "dont",
    ):
        return
    if any(t is verb for t in name.subtree):
        return
    main = name.head
    move(name, verb, "nsubj:pass" if any(c.dep_ == "aux:pass" for c in verb.children) else "nsubj")
    if verb.dep_.startswith(("obl", "nmod", "appos")) and main is not verb:
        verb.dep_ = "parataxis"
