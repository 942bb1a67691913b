"""Who is said to say it: speakers, their channel, and how far in the sentence their word reaches."""

from __future__ import annotations

import itertools
import re
from functools import cache
from typing import NamedTuple

import msgspec

from recoupe.code.fr import tree
from recoupe.code.fr.entities import one_entity
from recoupe.code.fr.parse import Token
from recoupe.code.fr.view import BODY_KINDS, Ref, View
from recoupe.code.fr.words import noun_lemmas, plain, verb_lemmas
from recoupe.code.lexicon import folder, load_yaml
from recoupe.model import Attribution, Channel, Entity


class Speech(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``lexicon/fr/speech.yaml``."""

    verbs: tuple[str, ...]
    counting: tuple[str, ...]
    markers: tuple[str, ...]
    channels: dict[Channel, tuple[str, ...]]
    interview: tuple[str, ...]


class Saying(NamedTuple):
    """A speaker, and the stretch of the sentence (code points) that is theirs."""

    attribution: Attribution
    entity: Entity | None
    start: int
    end: int
    verb: Token | None
    inverted: bool = False


@cache
def speech() -> Speech:
    """The saying lexicon."""
    found = load_yaml(folder("fr") / "speech.yaml", Speech)
    assert isinstance(found, Speech)
    return found


@cache
def _verbs() -> frozenset[str]:
    return frozenset(plain(v) for v in speech().verbs if " " not in v and "'" not in v)


@cache
def _counting() -> frozenset[str]:
    return frozenset(plain(v.split()[-1] if v.startswith("s'") else v.split()[0]) for v in speech().counting)


@cache
def _document_channels() -> dict[str, Channel]:
    found: dict[str, Channel] = {}
    for channel, nouns in speech().channels.items():
        for noun in nouns:
            found.setdefault(plain(noun.split()[0]), channel)
    return found


@cache
def _markers() -> re.Pattern[str]:
    ordered = sorted(speech().markers, key=len, reverse=True)
    body = "|".join(re.escape(plain(m)) for m in ordered)
    return re.compile(rf"(?<![\w'])(?:{body})(?![\w])|(?<!\w)a l'en croire")


def is_speech_verb(token: Token) -> bool:
    """Whether a token is a verb of saying (« fait » counts in « fait état », « fait savoir »)."""
    if token.pos_ not in ("VERB", "AUX", "PROPN", "NOUN", "ADJ"):
        return False
    if token.pos_ in ("NOUN", "PROPN", "ADJ") and not _inverted(token):
        return False
    names = set(verb_lemmas(token.text))
    if names & {"faire", "laisser"}:
        after = " ".join(plain(t.text) for t in token.doc[token.i + 1 : token.i + 4])
        return any(
            w in after for w in ("savoir", "etat", "connaitre", "valoir", "entendre", "filtrer", "part de")
        )
    return bool(names & _verbs())


def _inverted(token: Token) -> bool:
    nxt = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else None
    return nxt is not None and plain(nxt.text) in (
        "-il",
        "-elle",
        "-on",
        "-t-il",
        "-t-elle",
        "-t-on",
        "-ils",
        "-elles",
    )


def sayings(view: View) -> list[Saying]:
    """Every speaker of the sentence with the reach of their word; the narrowest reach last."""
    found = [*_by_marker(view), *_by_verb(view)]
    return sorted(found, key=lambda s: s.start - s.end)


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
    for match in re.finditer(r";|, (?:tandis que|quand|alors que|mais) ", text):
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
            if view.memory.speaker is not None:
                entity, channel = view.memory.speaker
                start, end = _segment(view, match.start())
                found.append(
                    Saying(
                        Attribution(_full_name(entity, view), entity.id, channel), entity, start, end, None
                    )
                )
            continue
        if token is None:
            continue
        head = token if "source" in plain(token.text) else tree.phrase_head_after(view.doc, token.i)
        if head is None:
            continue
        made = _speaker(head, view)
        if made is None:
            continue
        start, end = _segment(view, match.start())
        found.append(Saying(*made, start, end, None))
    return found


def _by_verb(view: View) -> list[Saying]:
    found: list[Saying] = []
    for token in view.doc:
        if not is_speech_verb(token):
            continue
        reach = _reach(token, view)
        if reach is None:
            continue
        start, end, inverted = reach
        if plain(token.text).endswith("ant") and found:  # « …, précisant que »: the same voice goes on
            found.append(found[-1]._replace(start=start, end=end, verb=token, inverted=inverted))
            continue
        head = _speaker_token(token, view, inverted)
        made = _speaker(head, view) if head is not None else None
        if made is not None:
            found.append(Saying(*made, start, end, token, inverted))
    return found


def _first_of_group(verb: Token) -> Token:
    """The first word of the verb group (auxiliary, clitics)."""
    first = verb
    for child in verb.children:
        if (
            child.i < first.i
            and verb.i - child.i <= 5
            and child.dep_.startswith(("aux", "expl", "iobj", "obj"))
            and child.pos_ in ("AUX", "PRON", "X")
        ):
            first = child
    while first.i > 0 and verb.doc[first.i - 1].pos_ == "AUX":
        first = verb.doc[first.i - 1]
    return first


def _reach(verb: Token, view: View) -> tuple[int, int, bool] | None:
    """How far the word of a verb's subject reaches, and whether verb and subject stand after it."""
    doc, text = view.doc, view.text
    first = _first_of_group(verb)
    before = doc[first.i - 1] if first.i else None
    start, end = _segment(view, verb.idx)
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
    inverted = _subject_after(verb)
    after_comma = before is not None and (
        before.text in (",", "»", "”", '"', "–", "-") or (before.text.endswith("»"))
    )
    if after_comma and (inverted or _inverted(verb) or _inverted(first)):
        return start, end, True
    if names_counting(verb):
        return verb.idx + len(verb), end, False
    return None


def names_counting(verb: Token) -> bool:
    """Whether the verb's plain object is what is said."""
    return bool(set(verb_lemmas(verb.text)) & _counting())


_TIME_WORDS = frozenset(
    [
        "lundi",
        "mardi",
        "mercredi",
        "jeudi",
        "vendredi",
        "samedi",
        "dimanche",
        "hier",
        "soir",
        "matin",
        "midi",
        "nuit",
        "semaine",
        "mois",
        "janvier",
        "fevrier",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "aout",
        "septembre",
        "octobre",
        "novembre",
        "decembre",
        "jour",
        "soiree",
        "matinee",
        "veille",
        "lendemain",
        "cote",
        "tour",
        "part",
    ]
)


def _subject_after(verb: Token) -> Token | None:
    for child in verb.children:
        if child.dep_.startswith("nsubj") and child.i > verb.i and plain(child.text) not in _TIME_WORDS:
            return child
    i = verb.i + 1
    doc = verb.doc
    while i < len(doc) and i - verb.i <= 8:
        token = doc[i]
        if token.pos_ in ("NOUN", "PROPN", "PRON") and plain(token.text) not in _TIME_WORDS:
            marker = tree.preposition(token)
            if marker is None and token.dep_ not in ("obj",):
                return token
            if (
                token.dep_ in ("obj",)
                and plain(doc[verb.i].text)
                and tree.preposition(token) is None
                and not tree.has_own_subject(verb)
            ):
                return token
        if token.text in ".;:,":
            break
        if token.pos_ == "VERB":
            break
        i += 1
    return None


def _speaker_token(verb: Token, view: View, inverted: bool) -> Token | None:
    """Whom the verb of saying belongs to."""
    doc = verb.doc
    if inverted and not (_inverted(verb) or _inverted(_first_of_group(verb))):
        behind = _subject_after(verb)
        if behind is not None:
            return behind
    following = " ".join(plain(t.text) for t in doc[verb.i : verb.i + 4])
    if (
        re.search(r"-(?:t-)?(?:on|il)\b", following) and re.search(r"\b(?:on)\b", following.replace("-", " "))
    ) or re.match(r"\w+ ?-?(?:t-)?il d", following):
        for marker in ("dans", "de", "du", "aupres", "par"):
            for token in doc[verb.i + 1 : verb.i + 9]:
                if plain(token.text) == marker:
                    return tree.phrase_head_after(doc, token.i + 1)
        return None
    for argument in tree.surface_subjects(verb):
        if plain(argument.token.text) in ("qui", "que", "on", "-on", "-t-on"):
            continue
        return argument.token
    return _subject_after(verb)


def _speaker(head: Token, view: View) -> tuple[Attribution, Entity | None] | None:
    """Attribution and entity of a speaker's noun phrase."""
    text, doc = view.text, view.doc
    if plain(head.text) in _PRONOUNS and view.memory.speaker is not None:
        entity, channel = view.memory.speaker
        named = Attribution(_full_name(entity, view), entity.id, channel)
        return named, entity
    lemmas = set(noun_lemmas(head.text))
    ref = view.ref(head)
    document = next((_document_channels()[n] for n in lemmas if n in _document_channels()), None)
    if ref is not None and ref.kind != "office":
        document = None
    phrase_start = min((t.idx for t in head.lefts if t.dep_ in ("det", "nummod", "amod")), default=head.idx)
    if document is not None:
        back = any(plain(t.text) in ("meme", "ce", "cette") for t in head.lefts) or "meme source" in plain(
            text[phrase_start : phrase_start + 20]
        )
        owner = _owner(head, view)
        if document == "unnamed" and not back:
            end = owner.end if owner is not None and owner.start - head.idx < 25 else head.idx + len(head)
            after = doc[head.i + 1] if head.i + 1 < len(doc) else None
            if after is not None and after.pos_ == "ADJ":
                end = max(end, after.idx + len(after))
            view.memory.speaker = (Entity(text[phrase_start:end]), "unnamed")
            return Attribution(text[phrase_start:end], None, "unnamed"), None
        if owner is not None and not (back and owner.kind not in BODY_KINDS):
            entity = owner.entity
            view.memory.speaker = (entity, document)
            return Attribution(text[phrase_start : owner.end], entity.id, document), entity
        remembered = view.memory.speaker
        definite = any(plain(t.text) in ("le", "la", "ce", "cette", "l'", "les") for t in head.lefts)
        if remembered is not None and (back or definite):
            told = remembered[1] if back and remembered[1] else document
            return Attribution(text[phrase_start : head.idx + len(head)], remembered[0].id, told), remembered[
                0
            ]
        subject = _subject_of_sentence(view)
        if subject is not None and document in ("statement", "report"):
            return Attribution(text[phrase_start : head.idx + len(head)], subject.id, document), subject
        return Attribution(text[phrase_start : head.idx + len(head)], None, document), None
    entities = one_entity(head, view)
    if not entities:
        return None
    entity = entities[0]
    if plain(entity.text) in ("on", "ce", "cela", "rien", "personne", "chacun"):
        return None
    if (
        entity.id is None
        and entity.sector is None
        and entity.country is None
        and head.pos_ not in ("NOUN", "PROPN")
    ):
        return None
    spoken: Channel = "statement"
    if entity.sector == "MED":
        spoken = "press"
    elif _interview(view):
        spoken = "interview"
    view.memory.speaker = (entity, spoken)
    return Attribution(entity.text, entity.id, spoken), entity


_PRONOUNS = frozenset(
    ("il", "elle", "-il", "-elle", "-t-il", "-t-elle", "t-il", "t-elle", "celui-ci", "celle-ci", "lui", "l'")
)


def _full_name(entity: Entity, view: View) -> str:
    """The name under which the speaker was met, for a pronoun."""
    known = [p.text for p in view.memory.persons.values() if p.id == entity.id and p.id]
    return known[0] if known else entity.text


def _subject_of_sentence(view: View) -> Entity | None:
    for token in view.doc:
        if token.dep_ == "nsubj" and token.head.dep_ == "ROOT":
            found = one_entity(token, view)
            if found and found[0].id:
                return found[0]
    return None


def _owner(head: Token, view: View) -> Ref | None:
    """Whose document it is: « un communiqué du ministère », « les données de la DGSN »."""
    position = head.idx + len(head)
    for ref in view.refs:
        if ref.start >= position and ref.kind in ("state", "person", "office", "capital", *BODY_KINDS):
            between = view.text[position : ref.start]
            if (
                len(between) <= 45
                and not re.search(r"[,.;:]", between)
                and re.search(r"\b(?:d[eu]s?|d['’]|par|de l['’])", between)
            ):
                return ref
            break
    return None


def _interview(view: View) -> bool:
    return bool(_interview_cues().search(plain(view.text)))


@cache
def _interview_cues() -> re.Pattern[str]:
    return re.compile(r"(?<!\w)(?:" + "|".join(re.escape(plain(c)) for c in speech().interview) + r")(?!\w)")
