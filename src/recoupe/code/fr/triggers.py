"""Trigger words of a sentence: the verbs and nouns of the lexicon, and the words that follow them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache, lru_cache

from recoupe.code.fr import tree
from recoupe.code.fr.headed import NOTHING, Headed, Heads, heads
from recoupe.code.fr.parse import Doc, Token, morph
from recoupe.code.fr.tokens import Readings
from recoupe.code.fr.words import CONTRACTED, irregular, noun_lemmas, plain, verb_lemmas
from recoupe.code.lexicon import Trigger, triggers

REACH = 16  # words over which a part of a trigger is found that hangs on its head in the tree
GAP = 4  # words that may stand between two words of a multi-word trigger (« mettre [la bande] hors d'état »)
FORMS = 1 << 15  # words whose triggers are kept: all that a large library has, but no end of them
# « réduire sa présence » stands for « réduire leur présence » too.
POSSESSIVES = dict.fromkeys(("son", "sa", "ses", "leur", "leurs", "notre", "nos", "mon", "ma", "mes"), "son")

_ARTICLES = frozenset(("le", "la", "les", "l'", "un", "une", "des", "son", "sa", "ses", "leur", "leurs"))
_TURNED_WITH = frozenset(
    ("de", "du", "des", "d'", "a", "au", "aux", "contre", "sur", "avec", "visant", "envers")
)
# Read as verbs by their ending only (« activé » is one).
_ADJECTIVES = frozenset(("active", "actives"))


class _ByForm(dict[str, Heads]):
    """The triggers that a word may head, by its form; filled as words are met."""

    def __init__(self, names: Callable[[str], Iterable[str]], heads: dict[str, list[Trigger]]) -> None:
        super().__init__()
        self.names, self.heads = names, heads

    def __missing__(self, word: str) -> Heads:
        listed = [t for name in self.names(word) for t in self.heads.get(name, ())]
        found = heads(Headed(t, _sought(t.rest)) for t in listed)
        if len(self) < FORMS:
            self[word] = found
        return found


class _Lexicon:
    """The triggers of one state of the lexicon: an analyst may add frames to it (``lexicon.add_frames``)."""

    def __init__(self, table: tuple[dict[str, list[Trigger]], dict[str, list[Trigger]]]) -> None:
        self.table = table
        self.verbs, self.nouns = _ByForm(verb_lemmas, table[0]), _ByForm(noun_lemmas, table[1])
        # « être » and a participle, by its form: the place among them all, and the trigger.
        self.being: dict[str, list[tuple[int, Trigger]]] = {}
        for place, trigger in enumerate(table[0].get("etre", ())):
            if trigger.rest:
                self.being.setdefault(trigger.rest[0], []).append((place, trigger))


_known = [_Lexicon(({}, {}))]


def _lexicon() -> _Lexicon:
    table = triggers("fr")
    if _known[0].table is not table:
        _known[0] = _Lexicon(table)
    return _known[0]


def may_head(token: Token) -> bool:
    """Whether a word may head a trigger at all: few do."""
    known, word = _lexicon(), token.text
    return known.verbs[word] is not NOTHING or known.nouns[word] is not NOTHING or tree.is_participle(token)


def verb_triggers(token: Token) -> Iterator[tuple[Trigger, tuple[int, ...]]]:
    for trigger in _told_of_being(token):
        matched = _follow(token, trigger.rest[1:])
        if matched is not None:
            yield trigger, matched
    told = _lexicon().verbs[token.text]
    if told is NOTHING:
        return
    if token.text.lower() in _ADJECTIVES or (
        "limiter" in verb_lemmas(token.text) and tree.clitics(token) & {"se", "s'"}
    ):
        return  # « une cellule active à Larache », « ne se limite pas à la formation »
    if token.pos_ not in ("VERB", "AUX", "ADJ", "NOUN", "PROPN"):
        if token.pos_ != "ADV" or not irregular(plain(token.text)):
            return  # « Kigali dément » is parsed as an adverb
    if token.pos_ == "AUX" and token.dep_.startswith("aux"):
        return
    if tree.is_participle(token) and any(c.dep_ == "det" for c in token.children):
        return  # « les gardés à vue », « un ancien détenu »: a noun
    if token.pos_ in ("NOUN", "PROPN") and (
        (token.text[0].isupper() and token.i) or any(c.dep_ == "det" for c in token.children)
    ):
        return
    if token.pos_ == "NOUN" and token.text.endswith("es") and any(c.dep_ == "nummod" for c in token.children):
        return  # « dix-huit cibles » aim at nothing
    if token.pos_ == "NOUN" and any(c.dep_ == "case" for c in token.children):
        return  # « en somme » gives no order
    if token.pos_ == "NOUN" and not plain(token.text).endswith(
        ("a", "e", "es", "i", "is", "ie", "ies", "u", "us", "ue", "ues", "er", "ir", "t", "ts", "te", "tes")
    ):
        return
    for trigger, _ in told.among(_readings(token.doc).there):
        if trigger.reflexive and not tree.clitics(token) & {"se", "s'"} and not _reflexive_near(token):
            continue
        if trigger.denies and not tree.negators(token):
            continue
        if trigger.no_longer and not _no_longer(token):
            continue
        matched = _follow(token, trigger.rest)
        if matched is None and trigger.rest and not trigger.reflexive:
            matched = _turned(token, trigger.rest)
        if matched is not None:
            yield trigger, matched


def _no_longer(verb: Token) -> bool:
    """« ne livre plus », « n'a plus livré »: not « ne livre pas », nor « ne livre que »."""
    return any(plain(t.text) == "plus" for t in verb.doc[max(0, verb.i - 4) : verb.i + 3])


def _turned(token: Token, rest: tuple[str, ...]) -> tuple[int, ...] | None:
    """« le ruban a été coupé »: a phrase told in the passive, its object before the verb.

    Only a verb, its noun and at most one preposition turn so: what stands further behind may be anybody's.
    """
    bare = rest[1:] if rest[0] in _ARTICLES else rest
    if not bare or len(bare) > 2 or (len(bare) == 2 and bare[1] not in _TURNED_WITH):
        return None
    if not tree.is_passive(token):
        return None
    forms = _readings(token.doc).forms
    for told in (c for c in token.children if c.dep_ == "nsubj:pass" and c.i < token.i):
        if bare[0] not in forms[told.i] or told.pos_ != "NOUN":
            continue
        if len(bare) == 1:
            return token.i, told.i, token.i
        marker = CONTRACTED.get(bare[1], bare[1])
        for hung in (*told.children, *token.children):
            for mark in hung.children:
                if mark.dep_ == "case" and marker in forms[mark.i]:
                    return token.i, told.i, mark.i
    return None


def _told_of_being(token: Token) -> list[Trigger]:
    """« est attendu à », « basée à »: the auxiliary tells nothing, its participle heads the phrase."""
    if not tree.is_participle(token):
        return []
    auxiliaries = [c for c in token.children if c.dep_.startswith("aux") and c.i < token.i]
    if not any("etre" in verb_lemmas(c.text) for c in auxiliaries):
        if auxiliaries or token.dep_ not in ("acl", "amod", "advcl"):
            return []
    being = _lexicon().being
    found = [told for form in _readings(token.doc).forms[token.i] for told in being.get(form, ())]
    return [trigger for _, trigger in sorted(found, key=lambda told: told[0])]


def _reflexive_near(token: Token) -> bool:
    doc = token.doc
    return any(plain(doc[i].text) in ("se", "s'") for i in range(max(0, token.i - 3), token.i))


def noun_triggers(token: Token) -> Iterator[tuple[Trigger, tuple[int, ...]]]:
    told = _lexicon().nouns[token.text]
    if told is NOTHING or token.pos_ not in ("NOUN", "PROPN", "ADJ", "VERB", "X"):
        return
    if token.pos_ == "VERB" and not any(c.dep_ == "det" for c in token.children):
        return
    if (
        plain(token.text) == "grace"
        and token.i + 1 < len(token.doc)
        and plain(token.doc[token.i + 1].text) in ("a", "au", "aux")
    ):
        if not any(c.dep_ == "det" for c in token.children):
            return  # « grâce à » is a preposition
    for trigger, _ in told.among(_readings(token.doc).there):
        if trigger.before and not _stand_before(token, trigger.before):
            continue
        matched = _follow(token, trigger.rest, gap=1)
        if matched is not None:
            yield trigger, matched


def _stand_before(token: Token, words: tuple[str, ...]) -> bool:
    """« sous les verrous »: whether these very words stand right before a noun."""
    start = token.i - len(words)
    return start >= 0 and tuple(plain(t.text) for t in token.doc[start : token.i]) == words


def _hanging(token: Token, after: int, wanted: str) -> int | None:
    """A word that hangs on the trigger's head beyond the gap (« a coupé jeudi, à Rabat, le ruban »)."""
    doc = token.doc
    forms = _readings(doc).forms
    for j in range(after + 1, min(len(doc), after + REACH)):
        if doc[j].text in ";:.":
            return None
        head = doc[j].head
        below = head.head.i == token.i and (
            head.pos_
            not in ("VERB", "AUX")  # else another verb's, but for what is asked: « prié X de quitter »
            or (head.dep_ == "xcomp" and wanted in ("de", "a") and doc[j].dep_ == "mark")
        )
        if wanted in forms[j] and (head.i == token.i or below):
            return j
    return None


def _follow(token: Token, rest: tuple[str, ...], gap: int = GAP) -> tuple[int, ...] | None:
    """Indices of a multi-word trigger's words, the head's first, or None where a word is missing."""
    doc, i = token.doc, token.i
    words = [i]
    if not rest:
        return (i,)
    forms, ends, there = _readings(doc)
    sought = _sought(rest)
    if not there.issuperset(sought):
        return None
    for word, wanted in zip(rest, sought, strict=True):
        for j in _within(doc, i, gap):
            if ends[j]:
                return None
            if wanted in forms[j] and not _no_preposition(doc[j], word):
                break
        else:
            # « a porté assistance, dans la nuit, à 91 personnes »
            far = gap == GAP and (len(word) > 3 or (len(rest) > 1 and word in ("a", "de", "sur")))
            hung = _hanging(token, i, wanted) if far else None
            if hung is None:
                return None
            j = hung
        i = j
        words.append(i)
    return tuple(words)


def _no_preposition(token: Token, word: str) -> bool:
    """« y seront formés, a assuré … », « a frappé des cibles »: no « à », no « de »."""
    if token.text == "a":
        return token.pos_ in ("AUX", "VERB")
    return word == "de" and token.text == "des" and token.dep_ == "det"


@cache
def _sought(rest: tuple[str, ...]) -> tuple[str, ...]:
    """A trigger's further words as ``_forms`` has them."""
    return tuple(POSSESSIVES.get(word) or CONTRACTED.get(word, word) for word in rest)


def _within(doc: Doc, i: int, gap: int) -> Iterator[int]:
    """The words behind one up to a gap; what stands between quotation marks makes none."""
    quoted = False
    for j in range(i + 1, len(doc)):
        mark = doc[j].text in '«»"'
        quoted = quoted != mark
        if gap < 0:
            return
        gap -= not (quoted or mark)
        yield j


def _readings(doc: Doc) -> Readings:
    """For each token the words it may be a form of, and whether a phrase ends before it."""
    if doc.readings is None:
        forms = [_forms(plain(t.text), t.pos_ in ("VERB", "AUX", "ADJ")) for t in doc]
        doc.readings = Readings(
            forms,
            [t.text in ";:." or (_of_a_verb(t) and bool(morph(t, "Mood"))) for t in doc],
            frozenset().union(*forms),
        )
    return doc.readings


def _of_a_verb(token: Token) -> bool:
    """A verb or its auxiliary (« …, a souligné la directrice »)."""
    return token.pos_ == "VERB" or (token.pos_ == "AUX" and token.dep_.startswith("aux"))


@lru_cache(maxsize=1 << 16)
def _forms(word: str, verbal: bool) -> frozenset[str]:
    found = {POSSESSIVES.get(word) or CONTRACTED.get(word, word), *noun_lemmas(word)}
    if verbal:
        found.update(verb_lemmas(word))
        if word.endswith(("e", "es")):  # « s'est dite prête »: the masculine is what the lexicon has
            found.add(word.rstrip("s")[:-1])
    return frozenset(found)
