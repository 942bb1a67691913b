"""Whole branches that the parser hangs on the wrong word, told by punctuation, form and order.

Each rule is of what French cannot say: an auxiliary with a subject of its own beside its verb's, a weekday
with an agent, a sentence of a noun with a finite verb for an appendix. (Found by counting such trees in the
project's corpora: about one sentence in nine has one.)
"""

from __future__ import annotations

from collections.abc import Iterator

from recoupe.code.fr.tokens import Doc, Token, morph
from recoupe.code.fr.words import CONTRACTED, plain, verb_lemmas

NOMINAL = ("NOUN", "PROPN")
TIMES = frozenset(
    ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche", "janvier", "fevrier", "mars",
     "avril", "mai", "juin", "juillet", "aout", "septembre", "octobre", "novembre", "decembre", "matin",
     "soir", "nuit", "veille", "lendemain", "debut", "fin", "an", "ans", "annee", "mois", "semaine",
     "semaines", "jours", "matinee", "soiree", "midi", "hier")
)  # fmt: skip


# The relations that the rules for single words are of: in the first round, beside auxiliaries; in the second.
_CORE = frozenset(("expl:subj", "obl:agent", "nmod", "obj", "nsubj", "nsubj:pass", "dep"))
_HUNG = frozenset(("obj", "nsubj", "obl:mod", "obl:arg", "conj", "nmod"))


def mend_trees(doc: Doc) -> None:
    """Set right, in this order: what opens the sentence, its main verb, arguments, rows."""
    _auxiliary_root(doc)
    _participle_first(doc)
    _finite_verb(doc)
    for token in doc:
        if token.dep_ not in _CORE and not token.dep_.startswith("aux"):
            continue  # of no concern to any of these
        _auxiliary(token)
        _somebody(token)
        _agent(token)
        _from_day(token)
        _time(token)
        _passive_object(token)
        _prepositional_subject(token)
        _second_subject(token)
    for token in doc:
        _set_on_guard(token)
        if token.dep_ not in _HUNG:
            continue
        _across(token)
        _joined(token)
        _second_participle(token)
        _row_of_adjectives(token)
        _bare_object(token)
        _behind_a_place(token)
        _past_inset(token)


def _behind_a_place(token: Token) -> None:
    """« a rencontré à Lomé des représentants de la junte »: nothing of Lomé, but whom he met there."""
    place, doc = token.head, token.doc
    if token.dep_ != "nmod" or token.pos_ != "NOUN" or place.pos_ != "PROPN" or place.i > token.i:
        return
    article = next((c for c in token.children if c.i < token.i and plain(c.text) == "des"), None)
    verb = place.head
    if article is None or article.i != place.i + 1 or not place.dep_.startswith("obl") or verb.pos_ != "VERB":
        return
    at = {plain(c.text) for c in place.children if c.dep_ == "case"} & {"a", "en", "pres"}
    having = any(c.dep_ == "aux:tense" for c in verb.children)
    if not at or not having or verb.i > place.i or any(c.dep_.startswith("obj") for c in verb.children):
        return
    if doc[place.i - 1].dep_ != "case":
        return
    article.dep_ = "det"
    move(token, verb, "obj")


def move(token: Token, head: Token, dep: str) -> None:
    """Hang a token, with all that hangs on it, on another word that does not hang on it."""
    if head is token or any(above is token for above in head.ancestors):
        return
    token.head.children = tuple(c for c in token.head.children if c is not token)
    token.head, token.dep_ = head, dep
    head.children = tuple(sorted((*head.children, token), key=lambda c: c.i))


def crown(verb: Token) -> None:
    """Make a word the root: the root before hangs on it no more than anything else."""
    root = next(t for t in verb.doc if t.head is t)
    above = verb.head
    above.children = tuple(c for c in above.children if c is not verb)
    verb.head, verb.dep_ = verb, "ROOT"
    if root is not verb:
        root.head, root.dep_ = verb, "dep"
        verb.children = tuple(sorted((*verb.children, root), key=lambda c: c.i))


def case_of(token: Token) -> str | None:
    """The preposition of a noun."""
    found = next((plain(c.text) for c in token.children if c.dep_ == "case"), None)
    return CONTRACTED.get(found, found) if found else None


def finite(token: Token) -> bool:
    """Whether a verb has a mood, by itself or by its auxiliary."""
    if token.pos_ not in ("VERB", "AUX") or token.dep_.startswith("aux"):
        return False
    return "Mood" in token.morph or any(
        c.dep_.startswith("aux") and "Mood" in c.morph for c in token.children
    )


def number_of(verb: Token) -> str | None:
    """Sing or Plur, as a finite verb or its auxiliary tells it."""
    told = next(
        (t for t in (verb, *verb.children) if "Mood" in t.morph and (t is verb or t.dep_.startswith("aux"))),
        None,
    )
    return next(iter(morph(told, "Number")), None) if told is not None else None


def subject_relation(verb: Token) -> str:
    """How a subject hangs on a verb: of a passive otherwise."""
    return "nsubj:pass" if any(c.dep_ == "aux:pass" for c in verb.children) else "nsubj"


def subjects(verb: Token) -> list[Token]:
    """The subjects of a verb."""
    return [c for c in verb.children if c.dep_.startswith("nsubj")]


def _auxiliary_root(doc: Doc) -> None:
    """« le Sénat a, le 5 août, pressé… »: a participle behind its auxiliary is the verb."""
    root = next((t for t in doc if t.head is t), None)
    if (
        root is None
        or root.pos_ != "AUX"
        or not {"avoir", "etre"} & {plain(v) for v in verb_lemmas(root.text)}
    ):
        return
    verb = next((c for c in root.children if c.i > root.i and _participle(c)), None)
    if verb is None or subjects(verb) or any(c.dep_ in ("aux:tense", "mark") for c in verb.children):
        return
    rest = [c for c in root.children if c is not verb]
    verb.head, verb.dep_, verb.pos_ = verb, "ROOT", "VERB"
    root.children = ()
    root.head, root.dep_ = verb, "aux:tense" if "avoir" in verb_lemmas(root.text) else "aux:pass"
    verb.children = tuple(sorted((*verb.children, root), key=lambda c: c.i))
    for child in rest:
        child.head = verb
        verb.children = tuple(sorted((*verb.children, child), key=lambda c: c.i))


def _participle(token: Token) -> bool:
    return "Part" in token.morph.get("VerbForm", ()) and "Past" in token.morph.get("Tense", ())


ENDINGS = ("é", "ée", "és", "ées")
_OTHER_ENDINGS = (
    "is",
    "ise",
    "ises",
    "it",
    "ite",
    "its",
    "ites",
    "u",
    "ue",
    "us",
    "ues",
    "ert",
    "erts",
    "erte",
    "ertes",
)
_BEHIND = frozenset(
    ("par", "a", "au", "aux", "en", "dans", "le", "depuis", "sur", "pour", "il", "avec", "faute", *TIMES)
)


# « Extradé d'Espagne, il… »: participles that « de » follows; « Député de… » is a noun.
_LEFT = frozenset(
    ("extrader", "expulser", "liberer", "evader", "accuser", "soupconner", "inculper", "rapatrier",
     "suspecter", "transferer", "chasser", "echapper", "refouler", "renvoyer")
)  # fmt: skip


def _participle_first(doc: Doc) -> None:
    """« Expulsé lundi par les autorités, l'ambassadeur a regagné Berlin »: a participle of the subject."""
    first = doc[0] if len(doc) > 4 else None
    if first is None or first.head is first:
        return
    hung = first.pos_ == "VERB" and plain(first.head.text) in TIMES
    if first.pos_ not in (*NOMINAL, "ADJ") and not hung:
        return
    comma = next((t.i for t in doc[1:28] if t.text in ",;:.«"), None)
    if comma is None or doc[comma].text != "," or not verb_lemmas(first.text):
        return
    agent = any(plain(t.text) == "par" for t in doc[1:comma])
    ends = first.text.endswith(ENDINGS) or (agent and first.text.endswith(_OTHER_ENDINGS))
    left = plain(doc[1].text) in ("de", "du", "d'") and not _LEFT.isdisjoint(verb_lemmas(first.text))
    if not ends or not (left or plain(doc[1].text) in _BEHIND):
        return
    root = next((t for t in doc if t.head is t), None)
    subject = next((s for s in subjects(root) if s.i > comma), None) if root is not None else None
    if subject is None:
        return
    first.pos_ = "VERB"
    first.morph = {**first.morph, "VerbForm": ["Part"], "Tense": ["Past"]}
    move(first, subject, "acl")
    for child in subject.head.children:
        if first.i < child.i < comma and child.dep_.startswith("obl"):
            move(child, first, child.dep_)
    for child in first.children:
        if child.dep_ == "nmod":
            child.dep_ = "obl:mod"


_LINKS = ("conj", "acl", "acl:relcl", "appos", "nmod", "amod", "dep")


def _finite_verb(doc: Doc) -> None:
    """« Quinze femmes et trente mineurs rentrent »: the verb is the root, the row its subject."""
    root = next((t for t in doc if t.head is t), None)
    if root is None or root.pos_ not in NOMINAL or case_of(root) is not None or root.left_edge.i > 1:
        return
    if any(c.dep_ == "cop" for c in root.children):
        return
    row = [root, *(c for c in root.children if c.dep_ in ("conj", "appos", "nmod") and c.pos_ in NOMINAL)]
    for verb in (c for part in row for c in part.children if c.dep_ in _LINKS and c.i > root.i):
        if not finite(verb) or subjects(verb) or verb.head.i > verb.i:
            continue
        if any(t.text in ":;" for t in doc[root.i : verb.i]) or _is_relative(verb):
            continue
        passive = any(c.dep_ == "aux:pass" for c in verb.children)
        above = verb.head
        above.children = tuple(c for c in above.children if c is not verb)
        verb.head, verb.dep_ = verb, "ROOT"
        behind = [c for c in root.children if c.i > verb.i and c.dep_ not in ("conj", "appos", "amod")]
        root.head, root.dep_ = verb, "nsubj:pass" if passive else "nsubj"
        verb.children = tuple(sorted((*verb.children, root), key=lambda c: c.i))
        for child in behind:
            move(child, verb, child.dep_)
        return


def _is_relative(verb: Token) -> bool:
    return any(
        plain(t.text) in ("qui", "que", "qu'", "dont", "ou", "lequel", "laquelle", "lesquels", "lesquelles")
        for t in verb.subtree
        if t.i < verb.i
    )


def _auxiliary(token: Token) -> None:
    """« le Sénat a, le 5 août, pressé »: what hangs on the auxiliary is its verb's."""
    if token.dep_.startswith("aux") and token.head.pos_ in ("VERB", "AUX"):
        for child in token.children:
            if child.dep_.startswith(("nsubj", "obj", "obl")):
                move(child, token.head, child.dep_)


_IMPERSONAL = frozenset(
    ("falloir", "agir", "avoir", "etre", "sembler", "paraitre", "rester", "manquer", "exister", "suffire",
     "convenir", "importer", "resulter", "apparaitre", "arriver", "advenir", "pleuvoir", "neiger", "tarder",
     "appartenir", "incomber", "venir", "valoir", "ressortir", "suivre", "faire", "tenir", "naitre", "mourir")
)  # fmt: skip


def _somebody(token: Token) -> None:
    """« il doit y rencontrer son homologue »: « il » of a verb that has a doer is somebody."""
    verb = token.head
    if token.dep_ != "expl:subj" or plain(token.text) != "il" or verb.pos_ != "VERB":
        return
    if any(c.dep_.startswith(("nsubj", "expl:pass", "expl:comp", "aux:pass")) for c in verb.children):
        return
    inner = [c for c in verb.children if c.dep_ == "xcomp" and c.pos_ in ("VERB", "AUX")]
    told = {lemma for t in (verb, *inner) for lemma in verb_lemmas(t.text)}
    if not told & _IMPERSONAL and (inner or any(c.dep_ == "obj" for c in verb.children)):
        token.dep_ = "nsubj"


def _agent(token: Token) -> None:
    """« arrêté lundi soir par la police »: no evening has an agent."""
    head = token.head
    if token.dep_ == "obl:agent" and head.pos_ == "NOUN" and plain(head.text) in TIMES:
        above: Token = head.head
        while plain(above.text) in TIMES and above.head is not above:
            above = above.head
        if above.pos_ == "VERB":
            move(token, above, "obl:agent")


def _from_day(token: Token) -> None:
    """« a été extradé dimanche du Maroc »: whence, and no Sunday of Morocco."""
    day = token.head
    if token.dep_ == "nmod" and token.pos_ == "PROPN" and case_of(token) == "de" and plain(day.text) in _DAYS:
        if day.head.pos_ == "VERB" and day.dep_.startswith(("obl", "obj")):
            move(token, day.head, "obl:arg")


_DAYS = frozenset(("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche", "hier"))


def _time(token: Token) -> None:
    """« a levé début juillet l'embargo », « a transmis fin mars … »: a time is no object."""
    if token.dep_ != "obj" or plain(token.text) not in TIMES:
        return
    behind = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else None
    edge = plain(token.text) in ("debut", "fin") and behind is not None and plain(behind.text) in TIMES
    if edge or any(
        c.dep_ == "obj" and c is not token and plain(c.text) not in TIMES for c in token.head.children
    ):
        token.dep_ = "obl:mod"


def _passive_object(token: Token) -> None:
    """« Ont été arrêtés deux Belges »: a passive has no object, the subject stands behind it."""
    verb = token.head
    if token.dep_ in ("obj", "dep") and token.i > verb.i and token.pos_ in NOMINAL and not subjects(verb):
        if any(c.dep_ == "aux:pass" for c in verb.children) and case_of(token) is None:
            token.dep_ = "nsubj:pass"


def _prepositional_subject(token: Token) -> None:
    """« Après 22 incidents en 2023, le Bureau en a compté 7 »: what has a preposition is not the subject."""
    if token.dep_ in ("nsubj", "nsubj:pass") and case_of(token) not in (None, "de"):
        if any(s is not token and case_of(s) is None for s in subjects(token.head)):
            token.dep_ = "obl:mod"


def _second_subject(token: Token) -> None:
    """« a pressé le président de rompre »: what stands right behind an active verb is its object."""
    verb = token.head
    if token.dep_ != "nsubj" or token.i < verb.i or token.pos_ not in NOMINAL:
        return
    having = any(c.dep_ == "aux:tense" and "avoir" in verb_lemmas(c.text) for c in verb.children)
    if not having or token.left_edge.i != verb.i + 1 or any(c.dep_ == "obj" for c in verb.children):
        return
    if any(s.i < verb.i and s.pos_ in (*NOMINAL, "PRON") for s in subjects(verb)):
        token.dep_ = "obj"


def _segment(token: Token) -> Iterator[Token]:
    """The words behind one, up to the next mark that parts clauses."""
    for other in token.doc[token.i + 1 :]:
        if other.text in (";", ":", "."):
            return
        yield other


def _across(token: Token) -> None:
    """« a voté la levée ; Bruxelles s'est rangée à leur avis »: a semicolon parts the two."""
    verb = token.head
    if verb.pos_ != "VERB" or token.pos_ not in NOMINAL or token.i < verb.i or case_of(token) is not None:
        return
    if token.dep_ not in ("obj", "nsubj", "obl:mod", "obl:arg", "conj"):
        return
    if not any(t.text in (";", ":") for t in token.doc[verb.i : token.i]):
        return
    own = next((t for t in _segment(token) if finite(t) and not _is_relative(t)), None)
    if own is not None and not subjects(own):
        move(token, own, subject_relation(own))


def _joined(token: Token) -> None:
    """« a remercié Skopje et Tirana »: a noun is joined to a noun."""
    verb = token.head
    if token.dep_ != "conj" or token.pos_ not in NOMINAL or verb.pos_ != "VERB" or token.i < verb.i:
        return
    link = token.left_edge
    if link.dep_ != "cc" or plain(link.text) not in ("et", "ou", "ainsi") or link.i < verb.i + 2:
        return
    last = token.doc[link.i - 1]
    if last.text == "," and plain(link.text) == "ainsi":  # « vingt soldats, ainsi qu'un député »
        last = token.doc[link.i - 2]
    if last.text == "," or any(finite(t) and not subjects(t) for t in _segment(token) if t.text != ","):
        return
    wanted, best, other = case_of(token), None, last
    while other is not verb and other.i > verb.i:
        if other.pos_ in NOMINAL and case_of(other) == wanted and other.dep_ not in ("flat:name", "det"):
            best = other
            if wanted is not None:
                break
        if other.head is other:
            break
        other = other.head
    if best is not None:
        move(token, best, "conj")


def _second_participle(token: Token) -> None:
    """« a démantelé un réseau à Nador et arrêté neuf suspects »: a verb in a row of verbs, no noun."""
    if token.dep_ != "conj" or token.head.pos_ not in NOMINAL or not token.text.endswith(ENDINGS):
        return
    if token.pos_ not in (*NOMINAL, "ADJ", "VERB"):
        return
    if any(c.dep_ in ("det", "case", "nummod") for c in token.children) or not verb_lemmas(token.text):
        return
    link = token.doc[token.i - 1]
    behind = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else None
    if plain(link.text) not in ("et", "puis", ",") or behind is None or behind.pos_ not in ("DET", "NUM"):
        return
    verb = next((t for t in token.ancestors if t.pos_ == "VERB"), None)
    if verb is None or not any(c.dep_ == "aux:tense" for c in verb.children) or verb.i > token.i:
        return
    token.pos_ = "VERB"
    token.morph = {**token.morph, "VerbForm": ["Part"], "Tense": ["Past"]}
    move(token, verb, "conj")
    for child in token.children:
        if child.i > token.i and child.pos_ in NOMINAL and child.dep_ in ("nmod", "appos"):
            child.dep_ = "obj" if case_of(child) is None else "obl:mod"


def _bare_object(token: Token) -> None:
    """« a fait revenir de Syrie dix-huit orphelins »: a name has no noun phrase for a complement."""
    name = token.head
    verb = name.head
    if token.dep_ != "nmod" or token.pos_ != "NOUN" or name.pos_ != "PROPN" or case_of(token) is not None:
        return
    if not any(c.dep_ in ("det", "nummod") for c in token.children) or token.left_edge.i != name.i + 1:
        return
    if (
        verb.pos_ != "VERB"
        or not name.dep_.startswith("obl")
        or any(c.dep_ == "aux:pass" for c in verb.children)
    ):
        return
    if not any(c.dep_ == "obj" for c in verb.children):
        move(token, verb, "obj")


def _set_on_guard(token: Token) -> None:
    """« a mis en garde Erevan contre … », « a mis en cause Moscou »: no garde has a name."""
    noun, verb = token.head, token.head.head
    if (
        token.dep_ not in ("appos", "nmod", "flat:name")
        or token.pos_ != "PROPN"
        or case_of(token) is not None
    ):
        return
    if noun.text not in ("garde", "cause", "demeure", "accusation") or case_of(noun) != "en":
        return
    if "mettre" in verb_lemmas(verb.text) and not any(c.dep_ in ("obj", "aux:pass") for c in verb.children):
        move(token, verb, "obj")


_INSETS = frozenset(
    ("lors", "a", "au", "aux", "en", "dans", "apres", "avant", "par", "sur", "pres", "le", "pour", *TIMES)
)


def _past_inset(token: Token) -> None:
    """« l'arrestation, lors d'une opération à Kolda, de quatre hommes »: past what stands between commas."""
    if token.dep_ != "nmod" or token.pos_ not in NOMINAL or case_of(token) != "de":
        return
    doc, end = token.doc, next(c.i for c in token.children if c.dep_ == "case") - 1
    if end < 3 or doc[end].text != ",":
        return
    opens = next((i for i in range(end - 1, max(0, end - 16), -1) if doc[i].text in ",;:."), None)
    if opens is None or doc[opens].text != "," or plain(doc[opens + 1].text) not in _INSETS:
        return
    noun = doc[opens - 1]
    own = any(c.dep_ == "nmod" and case_of(c) == "de" for c in noun.children)
    if noun.pos_ == "NOUN" and opens < token.head.i < end and not own and noun.i > 0:
        move(token, noun, "nmod")


def _row_of_adjectives(token: Token) -> None:
    """« des magistrats espagnols, serbes et bosniens »: what is joined to an adjective is one."""
    first = token.head
    if token.dep_ == "conj" and token.pos_ == "NOUN" and (first.dep_, first.pos_) == ("amod", "ADJ"):
        if token.text[0].islower() and not any(c.dep_ in ("det", "case", "nummod") for c in token.children):
            token.pos_ = "ADJ"
