"""Names that may be one person's or body's, for a person to decide: nothing is merged by likeness.

What is offered are pairs of names that a corpus writes, or of one that it writes and one that the
lexicon of public figures lists, found by their consonant skeletons over spellings and scripts.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from itertools import combinations, product

from msgspec import Struct

from recoupe.join.aliases import is_id, name_key
from recoupe.join.arabic import names_in
from recoupe.join.text import fold
from recoupe.model import Account, Article, Coded, Entity, Event, Judgement, Statement, Tie
from recoupe.resolve.persons import listed
from recoupe.resolve.skeleton import alike, is_arabic, joined, token_key, tokens

# Likeness (0 to 1) from which a pair is offered: swept over 0.5–0.9 by eval/names.py.
OFFERED = 0.7
# A key that so many names have is a given name, and tells nobody.
_COMMON = 40
_NAME = re.compile(r"[A-ZÀ-Ý][\w'’-]+(?: (?:[A-ZÀ-Ý][\w'’-]+|al|el|ben|bin|ould|de|du|d'|von|van))*")


class Written(Struct, frozen=True, kw_only=True):
    """A name as a corpus has it: ``name`` as it is judged by (an id, or the words), and where it stands."""

    name: str
    spellings: tuple[str, ...]
    docs: tuple[str, ...]


class Candidate(Struct, frozen=True, kw_only=True):
    """Two names that may be one, how much they are alike (0 to 1), and by what."""

    left: Written
    right: Written
    score: float
    why: str


def candidates(
    coded: Iterable[Coded],
    accounts: Iterable[Account] = (),
    judged: Iterable[Judgement] = (),
    arabic: Iterable[Article] = (),
) -> list[Candidate]:
    """Pairs of names to decide on, likeliest first; those decided already are left out.

    ``accounts`` tell which names stand in the same role of one account, which speaks for them. ``arabic`` are
    articles whose statements were not coded: names are read off their words.
    """
    names = _written(coded)
    spellings = [spelling for written in names.values() for spelling in written.spellings]
    for name, docs in names_in(arabic, spellings).items():
        if name not in names:
            names[name] = Written(name=name, spellings=(name,), docs=docs)
    decided = {frozenset(map(name_key, one.names)) for one in judged if one.verdict.endswith("-name")}
    together = _in_one_role(accounts)
    found = []
    for a, b in sorted(_pairs(names)):
        left, right = names[a], names[b]
        if any(frozenset(pair) in decided for pair in product(_judged_by(left), _judged_by(right))):
            continue
        if left.docs or right.docs:
            score, why = max(alike(x, y) for x in left.spellings for y in right.spellings)
            shared = together.get(frozenset((a, b)), 0)
            if shared:
                score, why = min(1.0, score + 0.1), f"{why}, in one role of {_accounts(shared)}"
            if score >= OFFERED:
                found.append(Candidate(left=left, right=right, score=round(score, 3), why=why))
    return sorted(found, key=lambda c: (-c.score, -len(c.left.docs), c.left.name, c.right.name))


def _judged_by(name: Written) -> set[str]:
    """What a judgement may have called it: the id, or any of its spellings."""
    return {name_key(name.name), *map(fold, name.spellings)}


def _accounts(count: int) -> str:
    return f"{count} account{'' if count == 1 else 's'}"


def _written(documents: Iterable[Coded]) -> dict[str, Written]:
    """The names of persons in a corpus and in the lexicon, by the name they are judged by."""
    spellings: dict[str, dict[str, None]] = defaultdict(dict)
    docs: dict[str, dict[str, None]] = defaultdict(dict)
    for document in documents:
        for said in document.statements:
            for entity in _entities(said):
                name = _person(entity)
                if name:
                    spellings[name][entity.text] = None
                    docs[name][document.doc] = None
    for person in listed():
        spellings[person.id][person.name] = None
    return {
        name: Written(name=name, spellings=tuple(texts), docs=tuple(docs.get(name, ())))
        for name, texts in spellings.items()
    }


def _entities(said: Statement) -> tuple[Entity, ...]:
    if isinstance(said, Event):
        return (*said.actors, *said.recipients)
    if isinstance(said, Tie):
        return (*said.subject, *said.object)
    return (*said.actors, *said.of)


def _person(entity: Entity) -> str | None:
    """The name an entity is judged by, where it is a person's; None for states, bodies and descriptions."""
    if entity.id:
        return entity.id if entity.id.islower() and is_id(entity.id) else None
    text = " ".join(entity.text.split())
    if is_arabic(text):
        return text if 2 <= len(text.split()) <= 4 else None
    return text if _NAME.fullmatch(text) and 2 <= len(tokens(text)) <= 4 else None


def _pairs(names: dict[str, Written]) -> set[tuple[str, str]]:
    """Names that have the consonants of a word in common, or of all of them written together."""
    filed: dict[str, set[str]] = defaultdict(set)
    for name, written in names.items():
        for spelling in written.spellings:
            words = tokens(spelling)
            for word in words:
                if len(key := token_key(word)) > 1:
                    filed[key].add(name)
            filed[f"+{token_key(joined(spelling))}"].add(name)
    found = set()
    for group in filed.values():
        if len(group) <= _COMMON:
            found |= set(combinations(sorted(group), 2))
    return {(a, b) for a, b in found if names[a].docs or names[b].docs}


def _in_one_role(accounts: Iterable[Account]) -> dict[frozenset[str], int]:
    """How many accounts have two names as rival values of one role."""
    found: dict[frozenset[str], int] = defaultdict(int)
    for account in accounts:
        for field in ("actors", "recipients"):
            values = [v.value for v in account.fields.get(field, ())]
            for a, b in combinations(values, 2):
                if fold(a) != fold(b):
                    found[frozenset((a, b))] += 1
    return found
