"""What a sentence leaves in mind for the pronouns and descriptions of the next."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from recoupe.code.fr.apposed import told_in_rows
from recoupe.code.fr.classes import sector_of
from recoupe.code.fr.entities import country_beside, one_entity
from recoupe.code.fr.holders import holder_of
from recoupe.code.fr.memory import OWNER, Named
from recoupe.code.fr.mentions import is_subject, named_of, opens
from recoupe.code.fr.parse import Token, morph
from recoupe.code.fr.phrases import phrase
from recoupe.code.fr.pronouns import is_latter, pronoun
from recoupe.code.fr.roles import same
from recoupe.code.fr.view import BODY_KINDS, Ref, View
from recoupe.code.fr.words import noun_lemmas, plain
from recoupe.model import Entity
from recoupe.resolve.entries import SHARED_CODES


def remember(view: View) -> None:
    """Keep those whom a sentence names, describes or means, in the order in which it does."""
    found: dict[int, Named] = {}
    met: list[tuple[int, Named]] = []
    leading = _leading(view)
    for ref in view.refs:
        span = view.span(ref.start, ref.end)
        if span is None:
            continue
        if ref.kind == "adjective":
            named = _countryman(span.root, view)
        else:
            named = _in_office(span.root, ref, view) if ref.kind == "office" else named_of(ref, view)
        if named is None:
            continue
        if named.entity.id in leading:
            named = replace(named, subject=True)
        found[span.root.i] = named
        met.append((span.root.i, named))
    for token in view.doc:
        if "delegation" in noun_lemmas(token.text) and (sent := one_entity(token, view)) and sent[0].country:
            view.memory.delegation = sent[0]
        if token.i in view.by_token:
            continue
        if token.pos_ == "NUM" and is_subject(token):
            named = _counted(token, view)
        else:
            named = _described(token, view) if token.pos_ == "NOUN" and _acts(token) else _meant(token, view)
        if named is not None:
            met.append((token.i, named))
    for _, named in sorted(met, key=lambda one: one[0]):
        view.memory.add(named)
    if (sides := _two_states(view, found.values())) is not None:
        view.memory.sides = sides, view.number
    for i, named in found.items():
        row = [
            named,
            *(found[c.i] for c in view.doc[i].subtree if c.i in found and c.dep_ == "conj" and c.i > i),
        ]
        distinct = {n.entity.id: n for n in row}
        if len(distinct) > 1 and view.doc[i].dep_ != "conj":
            view.memory.together.append((tuple(distinct.values()), view.number))
    for states in _of_offices(view):
        view.memory.together.append((states, view.number))
    for entities in told_in_rows(view):
        holders = {
            n.entity.id: replace(n, entity=e) for e in entities for n in found.values() if n.entity.id == e.id
        }
        if len(holders) == len(entities):
            view.memory.together.append((tuple(holders.values()), view.number))


_PEER = re.compile(r"\bhomologues? $")
_OFFICIAL = (*BODY_KINDS, "person", "woman", "office", "state")


def _two_states(view: View, named: Iterable[Named]) -> tuple[str, str] | None:
    """« Mme Verlinden a reçu son homologue suisse »: the two to which all belong whom a sentence names."""
    told = [n.entity for n in named if n.kind in _OFFICIAL]
    told += [r.entity for r in view.refs if r.kind == "adjective" and _PEER.search(view.text[: r.start])]
    found = dict.fromkeys(
        e.country for e in told if e.country and e.country not in SHARED_CODES and e.sector != "MED"
    )
    if len(found) != 2:
        return None
    one, other = found
    return one, other


_NEXT = re.compile(r"(?:,| et|, et) (?:du|de la|de l['’]|des|de|d['’]) ?")


def _of_offices(view: View) -> Iterator[tuple[Named, ...]]:
    """« les présidents du Mali, du Niger et du Tchad »: their three states, named side by side."""
    offices = [r for r in view.refs if r.kind == "office" and r.entity.country]
    rows: list[list[Ref]] = []
    for ref in offices:
        if rows and _NEXT.fullmatch(view.text, rows[-1][-1].end, ref.start):
            rows[-1].append(ref)
        else:
            rows.append([ref])
    for row in rows:
        states = {r.entity.country: Entity(r.entity.text, r.entity.country, r.entity.country) for r in row}
        if len(states) > 1:
            yield tuple(
                Named(entity, "state", None, False, False, view.number, "words") for entity in states.values()
            )


def _leading(view: View) -> frozenset[str]:
    """« Le ministre malien, Sadio Camara, a signé… »: whose name is put to an office that is the subject."""
    found = set()
    for ref in view.refs:
        span = view.span(ref.start, ref.end) if ref.kind == "office" else None
        if span is None or not is_subject(span.root) or "Plur" in morph(span.root, "Number"):
            continue
        holder = holder_of(ref.start, ref.end, view)
        if holder is not None and holder.id is not None:
            found.add(holder.id)
    return frozenset(found)


def _acts(token: Token) -> bool:
    return token.dep_.startswith(("nsubj", "obj", "obl")) or token.dep_ == "ROOT"


def _in_office(token: Token, ref: Ref, view: View) -> Named | None:
    """« le ministre malien »: who holds the office, as far as it is known; a name beside it is met itself."""
    if token.dep_ in ("appos", "flat:name"):
        return None
    if "Plur" in morph(token, "Number"):
        # « Les gendarmes sénégalais ont arrêté trois passeurs. Ils ont saisi … »
        return _unnamed(token, view) if is_subject(token) else None
    meant = one_entity(token, view)
    if len(meant) != 1 or any(r.entity.id == meant[0].id for r in view.refs if r.entity.id):
        return None
    word = plain(view.doc[token.i - 1].text) if token.i else ""
    gender = "Fem" if word in ("la", "une") else "Masc"
    kind = "office" if meant[0].id is None else "woman" if gender == "Fem" else "person"
    if token.dep_ == "nmod":  # « la démission du ministre »: only « ce dernier » stands for him
        kind = OWNER
    return Named(meant[0], kind, gender, False, is_subject(token), view.number, "words")


def _countryman(token: Token, view: View) -> Named | None:
    """« a arrêté trois Marocains »: people called by their country alone."""
    if token.pos_ not in ("NOUN", "PROPN") or not token.text[0].isupper() or not _acts(token):
        return None
    named = _unnamed(token, view)
    return named if named is not None and named.entity.sector is not None else None


def _unnamed(token: Token, view: View) -> Named | None:
    """People told together by what they are, with no name or id; None for anybody known."""
    meant = one_entity(token, view)
    if len(meant) != 1 or meant[0].id is not None:
        return None
    gender, plural = next(iter(morph(token, "Gender")), None), "Plur" in morph(token, "Number")
    return Named(meant[0], "people", gender, plural, is_subject(token), view.number, "words")


def _described(token: Token, view: View) -> Named | None:
    """A noun that names nobody: one named before, people who act, or the thing that a sentence speaks of."""
    sector, subject = sector_of(token), is_subject(token)
    if (sector is None and not subject) or any(_named_so(c, view) for c in token.children):
        return None
    plural = "Plur" in morph(token, "Number")
    gender = next(iter(morph(token, "Gender")), None)
    meant = [] if plural else one_entity(token, view)
    if len(meant) == 1 and meant[0].id is not None:
        known = next((n for n in reversed(view.memory.named) if n.entity.id == meant[0].id), None)
        if known is not None:
            return Named(known.entity, known.kind, gender, False, subject, view.number, "words")
    kind = (
        "thing" if sector is None else "people" if _COUNSEL.isdisjoint(noun_lemmas(token.text)) else "office"
    )
    entity = Entity(phrase(token), None, country_beside(token, view) if sector else None, sector)
    return Named(entity, kind, gender, plural, subject, view.number, "words")


def _counted(token: Token, view: View) -> Named | None:
    """« Sept des diplomates visés sont à Paris. Ils … »: some of those told of."""
    named = _unnamed(token, view)
    return replace(named, gender=None, plural=True) if named is not None else None


# Who speaks for somebody: what befalls that one does not befall them.
_COUNSEL = frozenset(("avocat", "avocate", "defenseur"))


def _named_so(child: Token, view: View) -> bool:
    """« la mission EUCAP Sahel »: what stands behind a noun without a preposition is its name."""
    ref = view.ref(child)
    bare = child.dep_ in ("appos", "nmod", "flat:name") and not any(c.dep_ == "case" for c in child.children)
    return bare and child.i > child.head.i and ref is not None and ref.kind in (*BODY_KINDS, "person")


_SINGULAR = ("il", "elle", "celui-ci", "celle-ci", "dernier", "derniere")


def _meant(token: Token, view: View) -> Named | None:
    """Whom « il », « elle » or « ce dernier », the subject, stands for; « le suspect » as well as a name."""
    word = plain(token.text)
    if word.startswith("dernier") and not is_latter(token):
        return None
    if word not in _SINGULAR or not (token.dep_.startswith("nsubj") or opens(token)):
        return None
    meant = pronoun(token, view)
    if len(meant) != 1:
        return None
    one = meant[0]
    known = next((n for n in reversed(view.memory.named) if same(n.entity, one)), None)
    if known is None:
        return None
    gender = known.gender or ("Fem" if word in ("elle", "celle-ci", "derniere") else "Masc")
    return Named(known.entity, known.kind, gender, False, True, view.number, "pronoun")
