"""Who is said to say each statement of a document: named, meant by a pronoun, or running on."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from recoupe.join.candidates import roles
from recoupe.join.citations import named_as_cited
from recoupe.join.marks import agency_mark
from recoupe.join.text import docname, fold
from recoupe.join.times import day
from recoupe.model import Article, Attribution, Coded, Event, Statement, Tie

# Code points between what a source is said to have said and what is told without one: a paragraph. Swept
# 0–800 on dev, dev2, dev5, own1 and own2: less loses what runs on, more takes in what others say.
REACH = 400
# Speech acts: who does them has spoken, so the news of them goes back to him.
SPEECH = frozenset({"ACCUSE", "REJECT", "REQUEST", "THREATEN", "AGREE"})
# « un communiqué du ministère » as a speaker: the ministry, once it is said that a statement is meant.
_DOCUMENT = re.compile(
    r"^(?:une?|le|la|ce|cette|son|sa) (?:communiqu[ée]|note|d[ée]claration|annonce|avis|message)"
    r"(?: (?:commune?|conjointe?|officiel(?:le)?|de presse))?"
    r" (?:du |des |de la |de l['’]\s?|de |d['’]\s?)(?=\S)",
    re.IGNORECASE,
)
# Words for a person or body that only point back to one who was named, without accents and apostrophes.
PRONOUNS = frozenset(
    {
        *("il", "elle", "ils", "elles", "lui", "eux", "l", "le", "la", "les", "leur", "se", "qui", "on"),
        *("celui ci", "celle ci", "ceux ci", "celles ci", "ce dernier", "cette derniere", "t il", "t elle"),
        *("he", "she", "it", "they", "him", "her", "them", "the latter", "هو", "هي", "هم"),
    }
)
# « La même source », « le communiqué »: who is meant was said before.
_SAME = re.compile(
    r"(?:(?:l|le|la|les|the) (?:memes?|same) \w+|(?:le|la|ce|cette|les|ces|the|this) "
    r"(?:communiques?|note|declaration|texte|document|sources?|chiffres|tableaux|donnees|statement|"
    r"figures|press release))"
)
# Somebody of whom no more is told than what they are.
_ANYBODY = re.compile(
    r"(?i:une?|des|deux|trois|quatre|cinq|plusieurs|certaine?s|quelques|an?|some|several|two)"
    r" (?!\w+ [A-ZÀ-Ý])"
)
_WRITTEN = re.compile(
    r"communiqu|déclaration|note|texte|document|rapport|bilan|étude|enquête|statement|report",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Source:
    """What one statement goes back to: a comparable name, its words, and how it was known."""

    name: str
    words: str
    how: str
    named: bool = True
    # Whether the statement itself names none: it was taken from what is told near by.
    runs_on: bool = False


@dataclass(frozen=True, slots=True)
class Voices:
    """What one document says of its own sources."""

    doc: str
    outlet: str
    published: int | None
    published_iso: str | None
    agency: str | None
    by_statement: tuple[Source | None, ...]
    # What may be the name of an outlet that the words of each cite.
    cites: tuple[frozenset[str], ...] = ()


def voices(
    coded: Coded, article: Article | None, heads: Mapping[str, str], agency: str | None = None
) -> Voices:
    """The source of each statement of a document, as far as the text tells.

    ``heads`` gives the body a person speaks for; « Abdelhak Khiame » and « le BCIJ » are one voice.
    ``agency`` is the one that a person says the article prints.
    """
    called = _called(coded.statements)
    own = [_attributed(said, heads, called) or _speaking(said, heads, called) for said in coded.statements]
    own = _meant(coded, own)
    telling = [source if _runs_on(said) else None for source, said in zip(own, coded.statements, strict=True)]
    filled = tuple(source or _running_on(i, coded.statements, telling) for i, source in enumerate(own))
    iso = coded.date or (article.published if article else None)
    outlet = (article.outlet if article else None) or docname(coded.doc)
    agency = agency or (agency_mark(article) if article else None)
    cites = tuple(named_as_cited(article.quote(s.span)) for s in coded.statements) if article else ()
    return Voices(docname(coded.doc), outlet, day(iso), iso, agency, filled, cites)


def heads(coded: Iterable[Coded]) -> dict[str, str]:
    """The body each person is said to head, where the articles agree on one."""
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    for document in coded:
        for said in document.statements:
            if isinstance(said, Tie) and said.type == "heads":
                for who in said.subject:
                    for what in said.object:
                        if who.id and what.id:
                            seen[who.id][what.id] += 1
    return {person: min(bodies, key=lambda b: (-bodies[b], b)) for person, bodies in seen.items()}


def headed(voices: Voices, heads: Mapping[str, str]) -> Voices:
    """The voices with each person who heads a body speaking for it; they were made without ``heads``."""
    if not heads:
        return voices
    return replace(
        voices,
        by_statement=tuple(
            replace(s, name=heads[s.name]) if s and s.name in heads else s for s in voices.by_statement
        ),
    )


def _attributed(said: Statement, heads: Mapping[str, str], called: Mapping[str, str]) -> Source | None:
    by = said.attribution
    if by is None:
        return None
    if by.channel == "unnamed" or (by.id is None and (by.channel == "interview" or _anybody(by))):
        return Source(f"{said.doc}:{fold(by.speaker)}", by.speaker, "unnamed source", named=False)
    name = heads.get(by.id, by.id) if by.id else fold(by.speaker)
    how = {"statement": "statement by", "report": "report by", "press": "report in"}.get(
        by.channel or "", "words of"
    )
    words = _named_as(by.id, by.speaker, called) if by.id else by.speaker
    return Source(name, _DOCUMENT.sub("", words) if how == "statement by" else words, how)


def _anybody(by: Attribution) -> bool:
    """« un diplomate », « deux députés »: of two outlets' nothing tells whether they are one.

    « Un communiqué », « un quotidien » of one day, in reports of one thing, mostly are.
    """
    return by.channel == "statement" and bool(_ANYBODY.match(by.speaker)) and not _WRITTEN.search(by.speaker)


def _meant(coded: Coded, own: Sequence[Source | None]) -> list[Source | None]:
    """The sources, with those that only point back (« la même source », « elle ») put as whom they point to.

    What points to nobody is an unnamed source, and a pronoun that does is none.
    """
    found = list(own)
    before: Source | None = None
    for i in sorted(range(len(own)), key=lambda i: coded.statements[i].span):
        by = coded.statements[i].attribution
        if by is not None and by.id is None and (pointing := _points_back(by.speaker)):
            nobody = (
                None
                if pointing == "pronoun"
                else Source(f"{coded.doc}:{fold(by.speaker)}", by.speaker, "unnamed source", named=False)
            )
            found[i] = before or nobody
        elif by is not None and own[i] is not None:
            before = own[i]
    return found


def _points_back(speaker: str) -> str | None:
    words = fold(speaker)
    return "pronoun" if words in PRONOUNS else "phrase" if _SAME.fullmatch(words) else None


def _called(statements: Sequence[Statement]) -> dict[str, str]:
    """For each id the first words that name it, as a source first, and do not only point back."""
    spoken = [(by.id, _DOCUMENT.sub("", by.speaker)) for said in statements if (by := said.attribution)]
    acting = [(e.id, e.text) for said in statements for side in roles(said) for e in side]
    found: dict[str, str] = {}
    for own, words in (*spoken, *acting):
        if own and not _points_back(words):
            found.setdefault(own, words)
    return found


def _speaking(said: Statement, heads: Mapping[str, str], called: Mapping[str, str]) -> Source | None:
    """A body that praises or accuses has spoken, whether or not the article says « selon »."""
    if not isinstance(said, Event) or said.status != "asserted":
        return None
    if said.type in SPEECH or said.mode == "praise":
        named = [a for a in said.actors if a.id]
        if len(named) == 1 and (own := named[0].id):
            return Source(heads.get(own, own), _named_as(own, named[0].text, called), "words of")
    return None


def _named_as(entity_id: str, words: str, called: Mapping[str, str]) -> str:
    """The words for somebody known by an id; where they only point back, a name.

    It is the first that the document has, else the first French one of the lexicon, else the id itself.
    """
    from recoupe.resolve.entries import entries

    if not _points_back(words):
        return words
    known = entries().get(entity_id)
    return called.get(entity_id) or (known.fr[0] if known and known.fr else entity_id)


def _runs_on(said: Statement) -> bool:
    """Whether who says it may also tell what stands around it, where that has no source of its own.

    Who thanks a partner tells what for: « a remercié Rabat pour son aide dans le démantèlement de… ». Who
    accuses, asks or refuses has said that, and the article tells the rest.
    """
    return said.attribution is not None or (isinstance(said, Event) and said.mode == "praise")


def _running_on(index: int, statements: Sequence[Statement], own: Sequence[Source | None]) -> Source | None:
    """The source of what is told near by, before rather than after: reports run on without repeating it.

    Of two in one sentence it is the one that is attributed. Thanks do not cover what was told before them.
    """
    start, end = statements[index].span
    near = []
    for i, source in enumerate(own):
        first, last = statements[i].span
        gap = max(start - last, first - end, 0)
        after, spoken = first > start, statements[i].attribution is None
        if source is not None and gap <= REACH and not (after and spoken):
            near.append((after, gap, spoken, i))
    source = own[min(near)[-1]] if near else None
    return replace(source, runs_on=True) if source else None
