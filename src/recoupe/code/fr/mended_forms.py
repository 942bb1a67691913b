"""Words that the tagger takes for another form of themselves, told by what stands before them.

A word in « -é » behind an auxiliary is a participle; what is joined to a noun, is finite and has an object of
its own is the second verb of a row; a noun with an article is the object of a verb that links nothing.
"""

from __future__ import annotations

from recoupe.code.fr.mended_trees import ENDINGS, NOMINAL, finite, move, subject_relation, subjects
from recoupe.code.fr.tokens import Doc, Token
from recoupe.code.fr.words import plain, verb_lemmas

# The relations, beside adverbials, that the rules of the second round are of.
_HUNG = frozenset(("xcomp", "conj", "obj", "flat:name"))


def mend_forms(doc: Doc) -> None:
    """Set right, in this order: participles, objects, verbs in a row, subjects behind an opening."""
    for token in doc:
        _pass(token)
        _participle(token)
        _subject_behind(token)
    for token in doc:
        if token.dep_ not in _HUNG and not token.dep_.startswith(("obl", "nmod")):
            continue  # of no concern to any of these
        _object(token)
        _second_verb(token)
        _since(token)
        _with_whom(token)
        _as_said(token)
        _number_taken(token)
    for token in doc:
        _behind_opening(token)


def _pass(token: Token) -> None:
    """« a délivré un laissez-passer »: a noun, made of verbs."""
    if token.text == "laissez-passer" and token.pos_ == "VERB":
        token.pos_, token.morph = "NOUN", {"Gender": ["Masc"]}
        token.dep_ = "obj" if token.dep_ in ("xcomp", "ccomp") else token.dep_


_BEHIND = frozenset(("-il", "-elle", "-on", "-ils", "-elles"))


def _subject_behind(token: Token) -> None:
    """« précise-t-elle », « a-t-il dit »: the pronoun is the subject, « -t » a mere sound."""
    if token.text not in _BEHIND or not token.i:
        return
    verb, sound = token.doc[token.i - 1], None
    if verb.text == "-t" and token.i > 1:
        verb, sound = token.doc[token.i - 2], verb
    token.pos_ = "PRON"
    move(token, verb.head if verb.dep_.startswith("aux") else verb, "nsubj")
    if sound is not None:
        move(sound, token, "dep")


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


def _since(token: Token) -> None:
    """« a libéré des soldats détenus depuis juillet »: since when they were held."""
    if not token.dep_.startswith("obl") or not any(
        c.dep_ == "case" and plain(c.text) == "depuis" for c in token.children
    ):
        return
    opens = token.left_edge.i
    verb = token.doc[opens - 1] if opens else token
    bare = verb.dep_ == "acl" and not any(c.dep_.startswith("aux") for c in verb.children)
    if bare and token.head is not verb and "Part" in verb.morph.get("VerbForm", ()):
        move(token, verb, "obl:mod")


def _with_whom(token: Token) -> None:
    """« a envoyé des instructeurs auprès de l'armée »: a preposition of two words, no adverb."""
    word = token.head
    if plain(word.text) != "aupres" or word.dep_ != "advmod" or not token.dep_.startswith(("obl", "nmod")):
        return
    if token.i < word.i or word.head.pos_ != "VERB":
        return
    move(token, word.head, "obl:arg")
    move(word, token, "case")


def _as_said(token: Token) -> None:
    """« comme l'en accuse Bamako »: the subject stands behind its verb."""
    verb = token.head
    if token.dep_ != "obj" or token.i < verb.i or token.pos_ not in NOMINAL or subjects(verb):
        return
    if "Mood" not in verb.morph or any(c.dep_ == "case" for c in token.children):
        return
    opens = next((c for c in verb.children if plain(c.text) == "comme" and c.i < verb.i), None)
    inner = {plain(t.text) for t in token.doc[opens.i + 1 : verb.i]} if opens is not None else set()
    if inner and inner <= {"le", "l'", "en", "la", "les", "y", "lui", "leur"}:
        token.dep_ = "nsubj"


def _number_taken(token: Token) -> None:
    """« a rapatrié de Libye 88 de ses ressortissants »: a number is no part of a name."""
    name = token.head
    verb = name.head
    if (
        token.pos_ != "NUM"
        or token.dep_ != "flat:name"
        or not name.dep_.startswith("obl")
        or verb.pos_ != "VERB"
    ):
        return
    of = [c for c in name.children if c.i > token.i and c.dep_ == "nmod"]
    if not of or of[0].left_edge.i != token.i + 1 or any(c.dep_ == "obj" for c in verb.children):
        return
    move(token, verb, "obj")
    move(of[0], token, "nmod")


def _behind_opening(verb: Token) -> None:
    """« Selon le parquet, trois suspects ont été relâchés »: no second word for the prosecutors."""
    if verb.pos_ not in ("VERB", "ADJ") or subjects(verb) or not (finite(verb) or _is_said(verb)):
        return
    for opening in verb.children:
        if opening.i > verb.i or not opening.dep_.startswith("obl") or opening.left_edge.i > 1:
            continue
        for told in opening.children:
            if told.dep_ not in ("appos", "conj") or told.pos_ not in (*NOMINAL, "NUM") or told.i < opening.i:
                continue
            words = [t for t in told.subtree if not t.is_punct]
            if verb.doc[words[0].i - 1].text != "," or any(c.dep_ in ("case", "cc") for c in told.children):
                continue
            if all(t.head is verb or t.head.head is verb for t in verb.doc[words[-1].i + 1 : verb.i]):
                move(told, verb, subject_relation(verb))
                return


def _is_said(word: Token) -> bool:
    return any(c.dep_ == "cop" and "Mood" in c.morph for c in word.children)
