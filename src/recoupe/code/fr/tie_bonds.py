"""Ties told by a word and its complement: links with a group, parties to a treaty, who sits in a forum."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal

from recoupe.code.fr import tree
from recoupe.code.fr.anaphora import back_reference
from recoupe.code.fr.entities import one_entity
from recoupe.code.fr.parse import Token
from recoupe.code.fr.phrases import phrase
from recoupe.code.fr.standing import is_negated
from recoupe.code.fr.view import BODY_KINDS, Ref, View
from recoupe.code.fr.words import noun_lemmas, plain, verb_lemmas
from recoupe.model import Entity, Span, Status, Tie, When
from recoupe.resolve.time import Time

_LINK = re.compile(
    r"\b(?:(liens?|accointances|connexions)(?: [a-z-]+){0,2} avec |"
    r"(allegeance|fidelite|serment d'allegeance|appartenance)(?: [a-z-]+)? (?:a |au |aux |envers )|"
    r"(proches?|membres?) (?:de |d'|du |des ))"
    r"(?:(?:des|les) (?:membres|cadres|elements|combattants|reseaux|chefs) (?:de |d'|du |des ))?"
    r"(?:l'|la |le |les )?(?:(?:organisation|groupe|mouvement|mouvance|nebuleuse|reseau|clan|cartel)"
    r"(?: [a-z-]+){0,2} )?[«\"]? ?$"
)
_SUSPECTED = frozenset(("soupconner", "accuser", "suspecter", "presumer"))
_TELLING = frozenset(
    ("source", "media", "chaine", "journal", "quotidien", "site", "presse", "television", "agence")
)
_SENTENCED = frozenset(("condamner",))
_DENIED = frozenset(("nier", "dementir", "contester", "refuter", "recuser"))
_HELD = frozenset(
    (
        *(
            "avoir",
            "entretenir",
            "garder",
            "conserver",
            "nouer",
            "tisser",
            "reconnaitre",
            "admettre",
            "maintenir",
        ),
        *("preter", "faire", "jurer", "renouveler", "porter"),
    )
)
_TREATY = (
    r"(?:convention|traite|accord|protocole|charte|statut|pacte|memorandum|mecanisme|"
    r"entente|arrangement|espace)"
)
_BOUND = r"(?:accord|traite|pacte|convention|memorandum|protocole|partenariat|alliance)"
# « un pacte de défense », « un traité d'entraide »: what makes partners of two.
_STANDING = re.compile(
    r"s? (?:mutuel |de |d')(?:defense|entraide|cooperation|securite|travail|assistance|partenariat)\b"
)
_WITH_WHOM = re.compile(r",? avec (?:laquelle|lequel|qui) (?:le |la |l'|les )?[\w'-]+ $")
_PARTY = re.compile(
    rf"\b(?:part(?P<word>ie|ies)(?: prenantes?)?(?: depuis [\w ]{{3,20}}?)? (?:a|au|aux) |"
    rf"(?:(?:figure|figurent|compte|comptent) parmi les )?(?P<signed>signataires?) (?:de |du |des |d'))"
    rf"(?:l'|la |le |les |une? |cette |cet |ce )?(?P<what>{_TREATY})s?\b"
)
_PARTY_OF = re.compile(
    rf"\b(?P<what>{_TREATY})\b[^;:.]{{0,60}}?, ?(?:a laquelle|auquel) (?P<who>[^,;:.]{{3,60}}?) "
    r"(?:est|sont|etait|etaient) (?P<word>parties?)\b"
)
_TIED_BY = re.compile(
    rf"(?:\b(?:est|sont|etait|etaient|reste|restent|demeure|demeurent)|,) (?P<word>liee?s?)\b[^,;:.]{{0,50}}?"
    rf" par (?:un |une |le |la |l'|leur )(?P<what>{_BOUND})\b"
)
# « Liées depuis 1994 par un traité d'amitié, Lisbonne et Rabat »
_TIED_FIRST = re.compile(
    rf"^[«\" ]*(?P<word>liee?s?)\b[^,;:.]{{0,50}}? par (?:un |une |le |la |l'|leur )(?P<what>{_BOUND})\b"
    r"[^,;:.]{0,40}, (?:le |la |l'|les )?"
)
_UNITES = re.compile(
    rf"\b(?P<what>{_BOUND})\b[^,;:.]{{0,40}}? (?P<word>lie|unit|liait|unissait) (?P<who>[^,;:.]{{3,60}})"
)
_TYING = re.compile(
    rf",? qu[e'] ?(?P<word>lie|lient|liait|unit|unissait)\b[^,;:.]{{0,30}}? (?:un |une |le |la |l')"
    rf"(?P<what>{_BOUND})\b"
)
_SITS = re.compile(
    r"\b(siegent|siege|siegeait|siegeaient)\b[^;:.]{0,60}? (?:au sein (?:de |d'|du )|au |a la |a l')"
    r"(?:la |le |l')?$"
)
_TROOPS = (
    r"(?:troupes|contingents|soldats|forces|militaires|armees) (?:du |de la |de l'|de |d')(?:la |le |l')?"
)
_GATHERED = re.compile(rf"\b(reunit|regroupe|rassemble) (?:des |les )?(?:{_TROOPS})?$")
_TROOPS_OF = re.compile(_TROOPS)
_JOINED = re.compile(
    r"\s*(?:,|et|,? ainsi que|,? comme)\s*(?:du |de la |de l'|de |d'|des |le |la |l'|les )?(?:le |la |l')?"
)
_BOTH = re.compile(
    r"\bles (?:deux|trois|quatre|cinq) (pays|etats|capitales|parties|royaumes|voisins|nations)\b"
)


_BEHIND = 50  # characters behind a tie in which a time may say since when it holds


def bond_ties(view: View, doc: str, span: Span, times: Sequence[Time], found: set[str]) -> Iterator[Tie]:
    """Ties of these kinds that the sentence tells; ``found`` are the types that its verbs told already."""
    flat = plain(view.text)
    if "affiliated-with" not in found:
        yield from _linked(view, flat, doc, span)
    if not found & {"party-to", "partner-of"}:
        yield from _bound(view, flat, doc, span, times)
    if "member-of" not in found:
        yield from _sitting(view, flat, doc, span)


def _linked(view: View, flat: str, doc: str, span: Span) -> Iterator[Tie]:
    """« soupçonnés de liens avec Al-Qaïda », « le suspect nie tout lien avec le Hezbollah »."""
    for group in (r for r in view.refs if r.entity.sector in ("REB", "CRM") and r.kind in BODY_KINDS):
        match = _LINK.search(flat[: group.start])
        token = _token(view, match.start(match.lastindex or 1)) if match else None
        if match is None or token is None:
            continue
        who, status = _holder(token, view)
        who = tuple(e for e in who if e.id != group.entity.id)
        if who:
            yield Tie(
                doc=doc,
                span=span,
                trigger=view.text[slice(*match.span(match.lastindex or 1))],
                type="affiliated-with",
                subject=who,
                object=(group.entity,),
                status=status,
            )


def _holder(link: Token, view: View) -> tuple[tuple[Entity, ...], Status]:
    """Who is said to have a link, and how it is said."""
    head = link.head
    lemmas = {plain(lemma) for lemma in verb_lemmas(head.text)}
    if plain(link.text).startswith("proche"):  # « un groupe armé proche d'Al-Qaïda »
        beside = link.dep_ in ("amod", "acl", "appos") and not _TELLING & set(noun_lemmas(head.text))
        return tuple(one_entity(head, view)) if beside else (), "asserted"
    if "en" in (plain(c.text) for c in link.children) and head.pos_ in ("NOUN", "PROPN"):
        return tuple(one_entity(head, view)), "asserted"  # « un homme en lien avec Daech »
    is_one = any(c.dep_ == "cop" for c in link.children)  # « accusés d'être membres du Hamas »
    if plain(link.text).startswith("membre") and not (is_one and lemmas & _SUSPECTED):
        return (), "asserted"
    status: Status = "asserted"
    if lemmas & _SUSPECTED or (lemmas & _SENTENCED and link.text.startswith("appart")):
        status = "asserted" if lemmas & _SENTENCED else "hypothetical"
        told = head.head if head.dep_ in ("acl", "amod") else None
        tokens = [told] if told is not None else [a.token for a in tree.surface_subjects(head)]
    elif lemmas & (_HELD | _DENIED) and head.pos_ in ("VERB", "AUX"):
        status = "negated" if lemmas & _DENIED or is_negated(head) else "asserted"
        tokens = [a.token for a in tree.surface_subjects(head)]
    else:
        return (), status
    return tuple(e for token in tokens for e in one_entity(token, view)), status


def _bound(view: View, flat: str, doc: str, span: Span, times: Sequence[Time]) -> Iterator[Tie]:
    """« sont parties à une convention », « que lie depuis 2012 un partenariat »."""
    for pattern in (_PARTY, _PARTY_OF, _TIED_FIRST, _TIED_BY, _TYING, _UNITES):
        match = pattern.search(flat)
        if match is None:
            continue
        inside = [r for r in view.refs if match.start() <= r.start < match.end() and _state(r)]
        who = _sides(view, flat, match.start("who") if pattern is _PARTY_OF else match.start(), match.end())
        if (pattern is _PARTY_OF and not who) or pattern is _UNITES:
            who = [r.entity for r in inside]
        elif pattern is _TIED_FIRST:
            who = _row_behind(view, flat, match.end())
        elif pattern is _TIED_BY:
            who += [r.entity for r in inside if r.entity not in who]
            who += [r.entity for r in view.refs if _state(r) and _WITH_WHOM.match(flat, r.end, match.start())]
        what = _token(view, match.start("what"))
        if what is None or not who or (pattern is not _PARTY and pattern is not _PARTY_OF and len(who) < 2):
            continue
        standing = match["what"] in ("partenariat", "alliance") or _STANDING.match(flat, match.end("what"))
        type_: Literal["party-to", "partner-of"] = "partner-of" if standing else "party-to"
        since = next(
            (
                t
                for t in times
                if t.kind == "since"
                and t.first
                and match.start() <= t.start <= match.end() + _BEHIND
                and not re.search(r"[,;:.]", flat[match.end() : t.start])
            ),
            None,
        )
        yield Tie(
            doc=doc,
            span=span,
            trigger=view.text[slice(*match.span("what" if standing else "word"))]
            if pattern is not _PARTY
            else view.text[slice(*match.span("signed"))]
            if match["signed"]
            else view.text[match.start() : match.end("word")],
            type=type_,
            subject=tuple(who[:1] if standing else who),
            object=tuple(who[1:2]) if standing else (Entity(phrase(what)),),
            when=When(since.text, since.first, None) if since is not None else None,
        )
        return


def _row_behind(view: View, flat: str, at: int) -> list[Entity]:
    """The states told one after the other from ``at`` on."""
    taken: list[Ref] = []
    for ref in (r for r in view.refs if _state(r) and r.start >= at):
        between = flat[taken[-1].end if taken else at : ref.start]
        if not _JOINED.fullmatch(between) and (taken or between):
            break
        taken.append(ref)
    return [r.entity for r in taken]


def _sides(view: View, flat: str, at: int, end: int) -> list[Entity]:
    """The states told right before ``at`` in its clause, or those that « les deux pays » stands for."""
    opening = max(flat.rfind(mark, 0, at) for mark in ";:.«»") + 1
    both = next((m for m in reversed(list(_BOTH.finditer(flat, opening, end)))), None)
    states = [r for r in view.refs if _state(r) and opening <= r.start and r.end <= at]
    if both is not None and (not states or states[-1].end < both.start() or both.start() >= at):
        token = _token(view, both.start(1))
        return back_reference(token, view) if token is not None else []
    taken: list[Ref] = []
    for ref in reversed(states):
        if taken and not _JOINED.fullmatch(flat[ref.end : taken[0].start]):
            break
        taken.insert(0, ref)
    return [r.entity for r in taken]


def _sitting(view: View, flat: str, doc: str, span: Span) -> Iterator[Tie]:
    """« le Niger et le Nigeria siègent à la Commission », « elle réunit des troupes du Tchad et du Mali »."""
    for forum in (r for r in view.refs if r.kind in BODY_KINDS and _abroad(r)):
        match = _SITS.search(flat[: forum.start])
        if match is None:
            continue
        who = _sides(view, flat, match.start(), match.start())
        between = [r for r in view.refs if match.end(1) <= r.start < forum.start and _state(r)]
        if between and re.search(r"\bavec ", flat[match.end(1) : between[0].start]):
            who += [r.entity for r in between if r.entity not in who]
        if who:
            yield _membership(doc, span, view.text[slice(*match.span(1))], who, forum)
            return
    states = [r for r in (_sender(r) for r in view.refs) if r is not None]
    for n, first in enumerate(states):
        match = _GATHERED.search(flat[: first.start])
        forum_ = next((r for r in view.refs if match and r.end <= match.start() and _abroad(r)), None)
        if match is None or forum_ is None:
            continue
        members = [first]
        for ref in states[n + 1 :]:
            if not _JOINED.fullmatch(flat[members[-1].end : ref.start]):
                break
            members.append(ref)
        if len(members) > 1:
            yield _membership(
                doc, span, view.text[slice(*match.span(1))], [m.entity for m in members], forum_
            )
            return


def _sender(ref: Ref) -> Ref | None:
    """The state whose troops are named (« troupes du Niger »), or the state itself."""
    if _state(ref):
        return ref
    troops = _TROOPS_OF.match(plain(ref.entity.text)) if ref.kind in BODY_KINDS else None
    country = ref.entity.country
    if troops is None or country is None:
        return None
    return Ref(ref.start, ref.end, Entity(ref.entity.text[troops.end() :], country, country), "state")


def _membership(doc: str, span: Span, trigger: str, who: Sequence[Entity], forum: Ref) -> Tie:
    return Tie(
        doc=doc, span=span, trigger=trigger, type="member-of", subject=tuple(who), object=(forum.entity,)
    )


def _token(view: View, at: int) -> Token | None:
    span = view.span(at, at + 1)
    return span[0] if span is not None else None


def _state(ref: Ref) -> bool:
    return ref.kind in ("state", "capital", "metonym") and ref.entity.id is not None


def _abroad(ref: Ref) -> bool:
    return ref.entity.id is not None and ref.entity.country in ("IGO", "UNO", "EUR")
