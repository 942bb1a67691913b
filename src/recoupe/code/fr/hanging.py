"""How a time or a place hangs in its sentence, and the tense of what it may belong to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from recoupe.code.fr import tree
from recoupe.code.fr.parse import Token, morph
from recoupe.code.fr.saying import is_speech_verb
from recoupe.code.fr.tokens import once
from recoupe.code.fr.words import plain, verb_lemmas


@once
def hangs(token: Token) -> str:
    """How a time or place hangs in its sentence (see ``story.ToldTime``)."""
    if not token.doc.parsed:
        return "bare"
    if of_source(token):
        return "speech"
    node = token
    while node.head.i != node.i:
        if node.pos_ in ("VERB", "AUX"):
            break
        if node.dep_ in ("nmod", "appos", "acl", "flat:name") and node.head.pos_ in ("NOUN", "PROPN"):
            # « ont atteint Tunis mardi »: beside a place, the time is still the verb's
            if not (node.i == token.i and node.head.pos_ == "PROPN" and _bare(token)):
                return "noun"
        node = node.head
    if is_speech_verb(node):
        return "speech"
    return "main" if node.dep_ == "ROOT" else "clause"


_GIVEN_OUT = frozenset(
    ("publier", "communiquer", "diffuser", "rendre", "paraitre", "devoiler", "reveler", "transmettre",
     "citer", "relayer", "poster", "consulter", "adresser", "presenter", "parvenir", "interroger",
     "actualiser")
)  # fmt: skip
_BY_SOURCE = frozenset(("selon", "apres"))


@once
def of_source(token: Token) -> bool:
    """Whether a time says when a source was given out: « selon un bilan communiqué mardi par le parquet »."""
    verb = tree.verb_above(token)
    if verb is None or verb.dep_ != "acl" or _GIVEN_OUT.isdisjoint(verb_lemmas(verb.text)):
        return False
    noun = verb.head
    while noun.dep_ in ("nmod", "appos") and not _cited(noun):
        noun = noun.head
    return _cited(noun)


def _cited(noun: Token) -> bool:
    return any(
        c.dep_ in ("case", "fixed") and plain(c.text) in _BY_SOURCE for c in noun.subtree if c.i < noun.i
    )


# Those who go on with what was told: « Les enquêteurs ont saisi trois voitures ».
_AGENTS = frozenset(
    ("agent", "enqueteur", "policier", "gendarme", "militaire", "soldat", "douanier", "garde-cote",
     "assaillant", "suspect", "homme", "secouriste", "inspecteur", "magistrat", "force", "unite",
     "perquisition", "operation", "victime", "accuse", "prevenu", "participant", "interesse", "autre",
     "dernier")
)  # fmt: skip


@once
def resumed(token: Token) -> bool:
    """Whether those who do or suffer it are those of before: « ils », « les agents », « deux hommes »."""
    verb = token if token.pos_ in ("VERB", "AUX") else tree.verb_above(token)
    if verb is None:
        return False
    for subject in verb.children:
        if not subject.dep_.startswith("nsubj"):
            continue
        if subject.pos_ == "PRON":
            return plain(subject.text) in ("il", "ils", "elle", "elles", "ceux-ci", "celui-ci", "ce")
        bare = not any(c.dep_ in ("nmod", "amod", "acl", "acl:relcl", "appos") for c in subject.children)
        return bare and plain(subject.text).removesuffix("s") in _AGENTS
    return False


def recalled(token: Token) -> bool:
    """Whether a time is told in passing: « la Suède, qui avait réuni les deux camps le 6 mai, veillera… »."""
    verb = tree.verb_above(token)
    while verb is not None and verb.dep_ == "conj" and verb.head.pos_ in ("VERB", "AUX"):
        verb = verb.head
    return verb is not None and verb.dep_ == "acl:relcl" and tense(verb) == "pluperfect"


def _bare(token: Token) -> bool:
    """Whether a time stands without « de »: it names no « sommet de mars »."""
    return all(plain(t.text) not in ("de", "du", "des", "d'") for t in token.children)


@once
def opens(token: Token) -> bool:
    """Whether a phrase stands at the head of its sentence, before any verb and subject."""
    return token.i <= 6 and not any(
        t.pos_ in ("VERB", "AUX", "PROPN") or t.text in ",:;" for t in token.doc[: token.left_edge.i]
    )


# What befalls one person at a time and place of its own.
BEFALLS = frozenset(
    ("arreter", "interpeller", "apprehender", "capturer", "ecrouer", "condamner", "juger", "inculper",
     "extrader", "expulser", "liberer", "relaxer", "acquitter", "dissoudre", "revoquer", "limoger",
     "demanteler", "enlever", "renvoyer", "gracier", "relacher", "incarcerer", "livrer",
     "remettre")
)  # fmt: skip


GATHERED = frozenset(("reunir", "rassembler", "retrouver"))


def of_another(anchor: Token, mine: Token, deed: Token | None, triggers: Sequence[Token]) -> bool:
    """Whether a time or place is told of another act by its participle.

    « Arrêté en mai à Tunis, le chef du réseau a été jugé »; « a remis un homme arrêté à Tanger ».
    """
    verb = tree.verb_above(anchor)
    if verb is None or not verb.dep_.startswith(("acl", "advcl")) or not tree.is_participle(verb):
        return False
    if any(c.dep_.startswith(("aux", "cop")) for c in verb.children):
        return False
    apposed = verb.dep_ == "acl" and verb.i > 0 and verb.doc[verb.i - 1].text == ","
    lemmas = verb_lemmas(verb.text)
    if not GATHERED.isdisjoint(lemmas) or (not apposed and BEFALLS.isdisjoint(lemmas)):
        return False  # « les ministres, réunis mardi à Tunis, ont adopté »: they met for it
    own = [mine] if deed is None else [mine, deed]
    if apposed and deed is not None and verb.head.i == mine.i and not BEFALLS.isdisjoint(lemmas):
        # « a libéré 32 soldats, capturés en 2020 »: 32 are those freed
        return deed.i != verb.i and any(t.i == deed.i for t in tree.ancestors(mine))
    if verb.i not in {t.i for t in triggers} or any(t.i == verb.i for t in own):
        return False
    if verb.dep_ != "advcl" and any(t.i == verb.head.i for t in own):
        return False
    over = {t.i for t in tree.ancestors(verb)}
    return any(t.i in over for t in own)


# What is held, carried out or arrived at: « réunis mardi », « l'opération menée le 3 mars ».
HOLDS = frozenset(
    ("tenir", "reunir", "assembler", "rassembler", "mener", "conduire", "effectuer", "realiser", "lancer",
     "coordonner", "organiser", "operer", "survenir", "intervenir", "commettre", "perpetrer", "produire",
     "derouler", "durer", "ouvrir", "commencer", "achever", "clore", "cloturer", "arriver", "venir",
     "rentrer", "revenir", "debarquer", "recevoir", "accueillir", "interroger", "publier", "diffuser", "lire",
     "presenter", "deferer")
)  # fmt: skip
# Mere adjectives: « enlevés par des hommes armés mardi » tells when they were taken.
_ADJECTIVES = frozenset(("armer", "masquer", "cagouler", "encagouler", "presumer", "soupconner"))


def clause(anchor: Token, trigger: Token) -> str | None:
    """Whether a time is told in a clause of its own, inside which the trigger does not stand.

    ``deed`` for another's deed: « des pêcheurs que Tunis retenait depuis mai ont été libérés », « a tué deux
    gendarmes avant d'être arrêté mardi ». ``held`` for what frames the deed: « réunis mardi, les ministres
    ont signé », « lors d'une opération menée le 3 mars ».
    """
    verb = tree.verb_above(anchor)
    over = {t.i for t in (trigger, *tree.ancestors(trigger))}
    if verb is None or verb.i in over or not verb.dep_.startswith(("acl", "advcl")) or is_speech_verb(verb):
        return None
    if verb.head.i == trigger.i and not verb.dep_.startswith("advcl"):
        return None
    if not _ADJECTIVES.isdisjoint(verb_lemmas(verb.text)):
        return None
    framed = verb.dep_ == "acl" and not _DURING.isdisjoint(plain(c.text) for c in verb.head.children)
    return "deed" if not framed and HOLDS.isdisjoint(verb_lemmas(verb.text)) else "held"


# « lors d'un discours prononcé samedi »: whatever it was, it is when the rest was done.
_DURING = frozenset(("lors", "pendant", "durant"))


def blamed(anchor: Token | None, mine: Token) -> bool:
    """« accuse l'armée d'avoir tué 220 civils le 25 février »: when it was done, not when it is said."""
    if anchor is None:
        return False
    up = list(tree.ancestors(anchor))
    over = next((n for n, t in enumerate(up) if t.i == mine.i), None)
    verbs = [t for t in up[:over] if t.pos_ in ("VERB", "AUX")] if over is not None else []
    return any(
        v.i > mine.i
        and any(
            "Inf" in morph(t, "VerbForm") for t in (v, *(c for c in v.children if c.dep_.startswith("aux")))
        )
        for v in verbs
    )


_PLUPERFECT = frozenset(("avait", "avaient", "avais", "etait", "etaient", "s'etait", "s'etaient"))


@once
def tense(token: Token) -> str:
    """The tense of a verb, or of the verb that a noun depends on (``noun-past`` and so on)."""
    if token.pos_ in ("VERB", "AUX") or tree.is_participle(token):
        return _verb_tense(token)
    for node in tree.ancestors(token):
        if node.pos_ in ("VERB", "AUX"):
            return f"noun-{_verb_tense(node)}"
    return "noun"


@once
def _verb_tense(verb: Token) -> str:
    auxiliaries = [c for c in verb.children if c.dep_.startswith("aux") or c.dep_ == "cop"]
    words = {plain(c.text) for c in auxiliaries}
    if not auxiliaries and verb.dep_ == "conj" and tree.is_participle(verb):
        return _verb_tense(verb.head) if verb.head.pos_ in ("VERB", "AUX") else "participle"
    if tree.is_participle(verb) and words:
        if words & _PLUPERFECT:
            return "pluperfect"
        moods = {m for c in auxiliaries for m in morph(c, "Mood")}
        tenses = {t for c in auxiliaries for t in morph(c, "Tense")}
        if "Cnd" in moods:
            return "conditional"
        return "future" if "Fut" in tenses else "perfect"
    if tree.is_participle(verb):
        return "gerund" if plain(verb.text).endswith("ant") else "participle"
    if "Inf" in morph(verb, "VerbForm"):
        return "infinitive"
    if "Cnd" in morph(verb, "Mood"):
        return "conditional"
    found = next(iter(morph(verb, "Tense")), "none").lower()
    if found == "pres" and set(verb_lemmas(verb.text)) & {"venir"}:
        return "perfect"
    return found


def path(anchor: Token, trigger: Token) -> Iterator[str]:
    """The way through the tree from a trigger to the head of a time or place, as names of features."""
    up = [trigger, *tree.ancestors(trigger)]
    down = [anchor, *tree.ancestors(anchor)]
    places = {t.i: n for n, t in enumerate(down)}
    meet = next((n for n, t in enumerate(up) if t.i in places), None)
    if meet is None:
        yield "path=none"
        return
    below = places[up[meet].i]
    rise = up[meet - 1].dep_ if meet else "self"
    fall = down[below - 1].dep_ if below else "self"
    yield f"path={rise}/{fall}"
    yield f"rise={rise}/{min(meet, 4)}"
    yield f"fall={fall}/{min(below, 4)}"
    joint = up[meet]
    yield f"joint={joint.pos_}/{'mine' if meet == 0 else 'other'}"
    if meet and is_speech_verb(joint):
        yield f"joint-speech/{fall}"
    verb = next((t for t in down[1:] if t.pos_ in ("VERB", "AUX")), None)
    if verb is not None:
        mine = next((t for t in up if t.pos_ in ("VERB", "AUX")), None)
        if mine is not None and mine.i == verb.i:
            yield "same-verb"
        elif is_speech_verb(verb):
            yield "verb=speech"
        elif any(t.i == verb.i for t in up):
            yield "verb=over"
        elif mine is not None and any(t.i == mine.i for t in down):
            yield "verb=under"
        else:
            yield "verb=elsewhere"
