"""Whom a speaker's noun phrase names: person, body, document with its owner, newspaper, unnamed source."""

from __future__ import annotations

import re
from functools import cache

import msgspec

from recoupe.code.fr.entities import one_entity
from recoupe.code.fr.numbers import find_numbers
from recoupe.code.fr.parse import Token
from recoupe.code.fr.phrases import phrase
from recoupe.code.fr.view import BODY_KINDS, Ref, View
from recoupe.code.fr.words import noun_lemmas, plain
from recoupe.code.lexicon import folder, load_yaml
from recoupe.model import Attribution, Channel, Entity


class Speech(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``lexicon/fr/speech.yaml``."""

    verbs: tuple[str, ...]
    counting: tuple[str, ...]
    markers: tuple[str, ...]
    channels: dict[Channel, tuple[str, ...]]
    interview: tuple[str, ...]
    voices: tuple[str, ...]


@cache
def speech() -> Speech:
    """The saying lexicon."""
    found = load_yaml(folder("fr") / "speech.yaml", Speech)
    assert isinstance(found, Speech)
    return found


@cache
def _document_channels() -> dict[str, Channel]:
    found: dict[str, Channel] = {}
    for channel, nouns in speech().channels.items():
        for noun in nouns:
            found.setdefault(plain(noun.split()[0]), channel)
    return found


def is_document(token: Token) -> bool:
    """Whether a noun is a document, a newspaper or an unnamed source."""
    return any(n in _document_channels() for n in noun_lemmas(token.text))


@cache
def _voices() -> frozenset[str]:
    return frozenset(plain(v).split()[-1] for v in speech().voices)


def is_voice(token: Token) -> bool:
    """Whether a noun names people who can be quoted (« un élu », « des riverains »)."""
    return bool(set(noun_lemmas(token.text)) & _voices())


def speaker(head: Token, view: View) -> tuple[Attribution, Entity | None] | None:
    """Attribution and entity of a speaker's noun phrase; None where it can say nothing."""
    text, doc = view.text, view.doc
    if plain(head.text) in _PRONOUNS:
        return last_speaker(view, plain(head.text))
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
            end = head.idx + len(head)
            if owner is not None and 0 < owner.start - head.idx < 25:
                end = owner.end
            after = doc[head.i + 1] if head.i + 1 < len(doc) else None
            if after is not None and after.pos_ == "ADJ":
                end = max(end, after.idx + len(after))
            view.memory.speaker = (Entity(text[phrase_start:end]), "unnamed")
            return Attribution(text[phrase_start:end], None, "unnamed"), None
        if owner is not None and not (back and owner.kind not in BODY_KINDS):
            entity = owner.entity
            view.memory.speaker = (entity, document)
            if owner.end <= head.idx or owner.start - head.idx > 45:
                return Attribution(entity.text, entity.id, document), entity
            return Attribution(text[phrase_start : owner.end], entity.id, document), entity
        remembered = view.memory.speaker
        definite = any(plain(t.text) in ("le", "la", "ce", "cette", "l'", "les") for t in head.lefts)
        if remembered is not None and (back or definite):
            told = remembered[1] if back and remembered[1] else document
            return Attribution(text[phrase_start : head.idx + len(head)], remembered[0].id, told), remembered[
                0
            ]
        subject = _subject_of_sentence(view) or (_issuer(view) if definite else None)
        if subject is not None and document in ("statement", "report"):
            return Attribution(text[phrase_start : head.idx + len(head)], subject.id, document), subject
        return Attribution(text[phrase_start : head.idx + len(head)], None, document), None
    name = _name_at(head) if ref is None else None
    entities = [Entity(name)] if name else one_entity(head, view)
    if not entities and is_voice(head):  # « un cadre du ministère »
        entities = [Entity(phrase(head))]
    if not entities:
        return None
    entity = entities[0]
    if _former(head) and entity.id and not entity.id.islower():
        # « Un ancien responsable de la gendarmerie » does not speak for it.
        entity = Entity(phrase(head), None, entity.country)
    if plain(entity.text) in ("on", "ce", "cela", "rien", "personne", "chacun"):
        return None
    if (
        entity.id is None
        and entity.sector is None
        and entity.country is None
        and not name
        and not is_voice(head)
        and not _former(head)
    ):
        return None
    spoken: Channel = "statement"
    if entity.sector == "MED":
        spoken = "press"
    elif _interview(view):
        spoken = "interview"
    view.memory.speaker = (entity, spoken)
    return Attribution(entity.text, entity.id, spoken), entity


def _former(head: Token) -> bool:
    """« un ancien cadre », « une ex-ministre »."""
    return plain(head.text).startswith("ex-") or any(
        plain(child.text) in ("ancien", "ancienne", "anciens", "anciennes", "ex") for child in head.children
    )


def _name_at(head: Token) -> str | None:
    """A name that neither lexicon nor pipeline knows: capitalised words, or a noun with a capital and
    what belongs to it (« selon le Bureau maritime régional »).
    """
    last = head.i
    while last + 1 < len(head.doc) and head.doc[last + 1].text[0].isupper():
        last += 1
    if not head.text[0].isupper():
        return None
    if last > head.i or (head.text.isupper() and len(head) > 1):
        return str(head.doc[head.i : last + 1].text)
    introduced = head.pos_ == "NOUN" and any(c.dep_ == "det" and c.text.islower() for c in head.children)
    told = phrase(head).partition(head.text)
    return "".join(told[1:]) if introduced and told[2] else None


def last_speaker(view: View, pronoun: str = "") -> tuple[Attribution, Entity] | None:
    """Who spoke last, else the person or body named last (« a-t-il ajouté », « à l'en croire »)."""
    entity, channel = view.memory.speaker or (None, None)
    if entity is not None and entity.id is None:  # its article tells gender and number
        article = plain(entity.text).split(" ")[0].split("'")[0]
        other = ("une", "la") if pronoun.endswith("il") else ("un", "le")
        several = article in ("les", "des") or any(n.value > 1 for n in find_numbers(article))
        if pronoun.endswith(("il", "elle")) and (article in other or several):
            entity = None
    entity = entity or _likely_speaker(view, pronoun)
    if entity is None:
        return None
    return Attribution(full_name(entity, view), entity.id, channel or "statement"), entity


def _likely_speaker(view: View, pronoun: str) -> Entity | None:
    """The person or body named last that a pronoun may stand for where nobody else fits.

    The police that broke up a cell speak sooner than the group it swore by.
    """
    she = pronoun.endswith(("elle", "celle-ci"))
    persons: tuple[str, ...] = ("woman",) if she else ("person", "woman")
    gender = "Fem" if she else "Masc" if pronoun.endswith(("il", "celui-ci")) else None
    memory, before = view.memory, view.number
    return (
        memory.last(persons, before=before)
        or memory.last(("body", "forum"), gender=gender, before=before)
        or memory.last(("person", *BODY_KINDS), before=before)
    )


_PRONOUNS = frozenset(
    (
        "il",
        "elle",
        "-il",
        "-elle",
        "-t-il",
        "-t-elle",
        "t-il",
        "t-elle",
        "celui-ci",
        "celle-ci",
        "lui",
        "l'",
        "celles-ci",
        "ceux-ci",
    )
)


def full_name(entity: Entity, view: View) -> str:
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


def _issuer(view: View) -> Entity | None:
    """Whose « le communiqué » is where nothing tells: of the body whose deeds the sentence before told."""
    told = [n for n in view.memory.named if n.sentence == view.number - 1 and n.subject]
    bodies = {n.entity.id: n.entity for n in told if n.kind in ("body", "forum")}
    return next(iter(bodies.values())) if len(bodies) == 1 else None


def _owner(head: Token, view: View) -> Ref | None:
    """Whose document it is: « un communiqué du ministère », « le bilan que la DGSN a rendu public »."""
    position = head.idx + len(head)
    flat = plain(view.text)
    owners = ("state", "person", "capital", *BODY_KINDS)
    lead = flat[max(0, head.idx - 14) : head.idx]
    if re.search(r"\bdont (?:les |le |la |l'|un |une )$", lead) or re.search(
        r"\b(?:son|sa|ses|leur|leurs) $", lead
    ):
        earlier = [r for r in view.refs if r.end <= head.idx and r.kind in owners and r.entity.id]
        bodies = [r for r in earlier if r.kind in BODY_KINDS] or earlier
        if bodies:
            return bodies[-1]
    relative = re.match(r"[^,.;:]{0,30}\bqu(?:e |')(?:l'|la |le |les )?", flat[position:])
    if relative:
        for ref in view.refs:
            if ref.start == position + relative.end() and ref.kind in owners:
                return ref
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
