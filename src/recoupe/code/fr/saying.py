"""Who is said to say it: speakers, their channel, and how far in the sentence their word reaches."""

from __future__ import annotations

import itertools
import re
from functools import cache
from typing import NamedTuple

from recoupe.code.fr import incises, tree
from recoupe.code.fr.parse import Token, morph
from recoupe.code.fr.speakers import last_speaker, speaker, speech
from recoupe.code.fr.standing import is_negated
from recoupe.code.fr.tokens import once
from recoupe.code.fr.view import View
from recoupe.code.fr.words import plain, verb_lemmas
from recoupe.model import Attribution, Entity


class Saying(NamedTuple):
    """A speaker, and the stretch of the sentence (code points) that is theirs."""

    attribution: Attribution
    entity: Entity | None
    start: int
    end: int
    verb: Token | None
    inverted: bool = False


@cache
def _verbs() -> frozenset[str]:
    return frozenset(plain(v) for v in speech().verbs if " " not in v and "'" not in v)


@cache
def _counting() -> frozenset[str]:
    return frozenset(plain(v.split()[-1] if v.startswith("s'") else v.split()[0]) for v in speech().counting)


@cache
def _markers() -> re.Pattern[str]:
    ordered = sorted(speech().markers, key=len, reverse=True)
    body = "|".join(re.escape(plain(m)) for m in ordered)
    return re.compile(rf"(?<![\w'])(?:{body})(?![\w])|(?<!\w)a l'en croire")


_GIVING = frozenset(
    ("livrer", "dresser", "donner", "fournir", "presenter", "communiquer", "etablir", "arreter", "rectifier",
     "corriger", "actualiser", "revoir", "reviser")
)  # fmt: skip
_COUNT_GIVEN = re.compile(
    r" (?:(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|hier|aujourd'hui)(?: soir| matin)?,? )?"
    r"(?:un|le|la|l'|les|son|leur|ses) ?(?:\w+ ){0,2}(?:bilan|decompte|chiffres?|comptes?|statistiques?)"
    r"(?: \w+)? (?:de|d'|du|des|a)\b"
)


_MAY_SAY = ("VERB", "AUX", "PROPN", "NOUN", "ADJ")  # the last three with a clitic behind


@once
def is_speech_verb(token: Token) -> bool:
    """Whether a token is a verb of saying (« fait » counts in « fait état », « fait savoir »)."""
    if token.pos_ not in _MAY_SAY:
        return False
    if token.pos_ in ("NOUN", "PROPN", "ADJ") and not clitic_behind(token):
        return False
    names = set(verb_lemmas(token.text))
    if names & {"faire", "laisser", "croire", "croitre"}:  # « croit » may be of either
        after = " ".join(plain(t.text) for t in token.doc[token.i + 1 : token.i + 4])
        words = ("savoir", "etat", "connaitre", "valoir", "entendre", "filtrer", "part de")
        return any(w in after for w in words)
    if names & _GIVING:  # « a livré un premier bilan de 90 tués »
        return bool(_COUNT_GIVEN.match(plain(token.doc.text[token.idx + len(token) :])))
    if "tenir" in names:  # « s'en tiennent à 23 »
        return (
            token.i > 1
            and plain(token.doc[token.i - 1].text) == "en"
            and "Inf" not in morph(token, "VerbForm")
        )
    return bool(names & _verbs())


def clitic_behind(token: Token) -> bool:
    """« ressort-il », « ajoute-t-on »: a verb whatever the pipeline takes it for."""
    words, behind = token.doc.tokens, token.i + 1
    if behind == len(words):
        return False
    return incises.clitic(words[behind]) or (words[behind].text == "-t" and behind + 1 < len(words))


def sayings(view: View) -> list[Saying]:
    """Every speaker of the sentence with the reach of their word; the narrowest reach last."""
    found = _whole([*_by_marker(view), *_by_verb(view)], view)
    return sorted(found, key=lambda s: s.start - s.end)


def _whole(found: list[Saying], view: View) -> list[Saying]:
    """A closing « précise le communiqué » is of the whole sentence, unless another speaks in it."""
    if len(found) != 1 or not found[0].inverted or found[0].verb is None:
        return found
    rest = view.text[found[0].verb.idx :]
    if ";" in rest or len(rest) > 160:
        return found
    return [found[0]._replace(start=0)]


def attribution_at(
    position: int, found: list[Saying], view: View, own: tuple[Entity, ...], trigger: Token | None
) -> Attribution | None:
    """The attribution of what stands at a position, or None where the outlet itself says it."""
    for saying in reversed(found):
        if not saying.start <= position < saying.end:
            continue
        if trigger is not None and saying.verb is not None and trigger.i == saying.verb.i:
            continue
        return saying.attribution
    return None


def _segment(view: View, position: int) -> tuple[int, int]:
    """The stretch between semicolons, or before a contrasting clause, that holds a position."""
    text = view.text
    cuts = [0]
    for match in re.finditer(r";| [-–—] |, (?:tandis que|quand|alors que|mais) ", text):
        cuts.append(match.start() + 1)
    cuts.append(len(text))
    for a, b in itertools.pairwise(cuts):
        if a <= position < b:
            return a, b
    return 0, len(text)


def _by_marker(view: View) -> list[Saying]:
    found: list[Saying] = []
    for match in _markers().finditer(plain(view.text)):
        token = next((t for t in view.doc if t.idx >= match.end()), None)
        if "source" in match.group():
            token = next(
                (t for t in view.doc if plain(t.text).startswith("source") and t.idx >= match.start()), token
            )
        if "l'en croire" in match.group():
            last = last_speaker(view)
            if last is not None:
                found.append(Saying(*last, *_segment(view, match.start()), None))
            continue
        if token is None:
            continue
        head = token if "source" in plain(token.text) else tree.phrase_head_after(view.doc, token.i)
        if head is None:
            continue
        made = speaker(head, view)
        if made is None:
            continue
        start, end = _segment(view, match.start())
        found.append(Saying(*made, start, end, None))
    return found


def _by_verb(view: View) -> list[Saying]:
    found: list[Saying] = []
    for token in view.doc:
        if token.pos_ not in _MAY_SAY or not is_speech_verb(token):
            continue
        if incises.opens_incise(token):
            made = _incise_speaker(token, view)
            if made is not None:
                start, end = _segment(view, token.idx)
                found.append(Saying(*made, start, _before_clause(token, end), token, inverted=True))
                continue
        reach = _reach(token, view)
        if reach is None or is_negated(token):
            continue
        start, end, inverted = reach
        if plain(token.text).endswith("ant") and found:  # « …, précisant que »: the same voice goes on
            found.append(found[-1]._replace(start=start, end=end, verb=token, inverted=inverted))
            continue
        for head in _speaker_tokens(token):
            made = speaker(head, view)
            if made is not None:
                found.append(Saying(*made, start, end, token, inverted))
                break
    return found


def _before_clause(verb: Token, end: int) -> int:
    """« …, a assuré le chef de la police, qui a été limogé depuis »: he does not say that of himself."""
    clause = next((t for t in verb.subtree if t.dep_ == "acl:relcl" and t.i > verb.i), None)
    if clause is None or clause.right_edge.i < len(verb.doc) - 2:
        return end
    return min(end, clause.left_edge.idx)


def _incise_speaker(verb: Token, view: View) -> tuple[Attribution, Entity | None] | None:
    """Who speaks in « …, a-t-il ajouté, … », « …, lit-on dans un communiqué du BCIJ »."""
    pronoun = incises.subject_clitic(verb)
    if pronoun is None:
        head = incises.speaker_behind(verb, view)
        return speaker(head, view) if head is not None else None
    impersonal = plain(pronoun.text).endswith("on") or "ressortir" in verb_lemmas(verb.text)
    if impersonal:
        head = _source_behind(pronoun)
        return (speaker(head, view) if head is not None else None) or last_speaker(view)
    return last_speaker(view, plain(pronoun.text))


def _source_behind(pronoun: Token) -> Token | None:
    """« lit-on dans un communiqué », « indique-t-on de source sûre », « ressort-il du bilan »."""
    doc = pronoun.doc
    for token in doc[pronoun.i + 1 : pronoun.i + 7]:
        if token.text in (",", ".", ";"):
            return None
        if plain(token.text) in ("dans", "de", "du", "des", "aupres", "par", "a", "au", "d'"):
            return tree.phrase_head_after(doc, token.i + 1)
    return None


def _reach(verb: Token, view: View) -> tuple[int, int, bool] | None:
    """How far the word of a verb's subject reaches, and whether verb and subject stand after it."""
    doc, text = view.doc, view.text
    _, end = _segment(view, verb.idx)
    for child in verb.subtree:
        if (
            child.i > verb.i
            and child.i - verb.i <= 9
            and plain(child.text) in ("que", "qu'")
            and child.pos_ in ("SCONJ", "PRON", "ADV")
        ):
            return child.idx, end, False
    for token in doc[verb.i + 1 : verb.i + 8]:
        if plain(token.text) in ("que", "qu'") and token.pos_ == "SCONJ":
            return token.idx, end, False
    colon = text.find(":", verb.idx)
    if 0 <= colon - verb.idx < 90 and not re.search(r"[,;.]", text[verb.idx : colon]):
        return colon, len(text), False
    following = doc[verb.i + 1] if verb.i + 1 < len(doc) else None
    if following is not None and "Inf" in morph(following, "VerbForm"):  # « assure avoir abattu »
        return following.idx, end, False
    if names_counting(verb) or set(verb_lemmas(verb.text)) & (_GIVING | {"tenir"}):
        return verb.idx + len(verb), end, False
    return None


def names_counting(verb: Token) -> bool:
    """Whether the verb's plain object is what is said."""
    return bool(set(verb_lemmas(verb.text)) & _counting())


def _speaker_tokens(verb: Token) -> list[Token]:
    """Whom a verb with its subject in front may belong to, the likeliest first."""
    silent = ("qui", "que", "on", "-on", "-t-on", "dont")
    heads = [a.token for a in tree.surface_subjects(verb) if plain(a.token.text) not in silent]
    own = [c for c in verb.children if c.dep_.startswith("nsubj") and plain(c.text) not in silent]
    if len(own) > 1:  # a parse that hangs two on one verb: the nearer in front is its own
        return sorted(own, key=lambda c: (c.i > verb.i, abs(c.i - verb.i)))
    return heads
