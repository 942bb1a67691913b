"""Ties told by title and apposition: « X, directeur du BCIJ »; « le directeur du BCIJ, X »."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from recoupe.code.fr.parse import Token
from recoupe.code.fr.tie_ends import RAISED, beside
from recoupe.code.fr.tie_offices import MINISTERS, bodies_of_offices
from recoupe.code.fr.view import BODY_KINDS, Ref, View
from recoupe.code.fr.words import plain
from recoupe.model import Entity, Span, Tie

# Titles that say the person heads the body (guideline, rule 8 and ruling on deputies).
_HEADING = re.compile(
    r"\b(?:directeur|directrice|chef(?:fe)?|patron|patronne|president|presidente|"
    r"secretaire generale?|commandante?|(?<!haut[- ])(?<!haute[- ])commissaire|deleguee? generale?|"
    r"procureure?|dirigeante?|numero un|"
    r"responsable|gouverneure?|inspecteur general|haute?[- ](?:representante?|commissaire)|"
    r"secretaire executi(?:f|ve)|coordinateur|coordonnateur|coordinatrice|coordonnatrice|leader|"
    r"sous-secretaire generale?|secretaire generale? adjointe?|homme fort|emir|administrateur|"
    r"administratrice|chef supreme|generalissime|prefet de police|a la tete)\b"
)
_NOT_HEADING = re.compile(
    r"\b(?:adjoint|vice|porte-parole|ancien|ancienne|ex-|conseiller|envoye|charge|membre|"
    r"sous-chef|sous-direct|ministre|ambassadeur|candidate?s?\b|pretendante?s?\b)"
)


# What may stand between the body and the one who heads it: acronym, a people's adjective, a rank.
_RANK = (
    r"(?:m\.|mme|general|generale|colonel|colonelle|lieutenant|lieutenant-colonel|lieutenant-general|"
    r"general de (?:brigade|division|armee)|major|major-general|amiral|vice-amiral|contre-amiral|capitaine|"
    r"commandant|commissaire|professeur|docteur|dr|cheikh|sheikh|mollah|prefet|ambassadeur|juge)"
)
_PEOPLE = r"(?:[\w-]+(?:ain|aine|ais|aise|ois|oise|ien|ienne|an|ane|and|ande|ol|ole|ique|ec|ecque|in|ine|iz|ghiz|i|ie|on|onne|ard|arde|uc|urc|urque|elge|usse|isse))"  # noqa: E501
_BETWEEN = re.compile(
    rf"\s*(?:\([^)]{{1,20}}\))?\s*(?:{_PEOPLE})?\s*,?\s*(?:le |la |l')?"
    rf"(?:(?:{_RANK})\s+)?(?:{_PEOPLE}\s+)?"
)
# « le chef du Hamas à Gaza, X »: an armed group's chief in one place goes for its chief.
_SOMEWHERE = re.compile(
    r"\s*(?:\([^)]{1,20}\))? (?:a|au|aux|en|dans|sur) (?:la |le |l'|les )?[\w-]+"
    r"(?: (?:de |du |d'|de la |des )?[\w-]+){0,3}"
    rf"\s*,\s*(?:le |la |l')?(?:(?:{_RANK})\s+)?(?:{_PEOPLE}\s+)?"
)


def _named(body: Entity) -> bool:
    """Whether a body has a name of its own, known or not (« la DGSE »), and is no ministry."""
    if body.id:
        return not body.id.endswith(MINISTERS)
    return body.text.isupper() or (body.text[:1].isupper() and " " in body.text)  # not « la Commission »


def apposed_ties(view: View, doc: str, span: Span) -> Iterator[Tie]:
    """Every person told beside a heading title and a named body."""
    persons = [r for r in view.refs if r.kind == "person"]
    bodies = [r for r in view.refs if r.kind in BODY_KINDS and _named(r.entity)]
    for other in bodies_of_offices(view):
        if not any(r.start == other.start and r.end >= other.end for r in bodies):
            bodies = [*(r for r in bodies if r.start != other.start), other]
    bodies.sort(key=lambda r: r.start)
    flat = plain(view.text)
    for person in persons:
        made = _title_before(person, bodies, persons, flat) or _title_after(person, bodies, flat)
        if made is None:
            yield from _own_title(person, view, flat, doc, span)
        if made is not None:
            title, body, at = made
            text = view.text[at : at + len(title)]
            within = _PART_NAMED.fullmatch(view.text, at + len(title), body.start)
            over = tuple(r.entity for r in _row(body, bodies, flat))
            if within is not None:
                first = within.start("name")
                part = Entity(view.text[first : body.end], None, body.entity.country, body.entity.sector)
                over = (next((r.entity for r in bodies if r.start == first), part),)
            yield Tie(
                doc=doc,
                span=span,
                trigger=text,
                type=_presiding(title, body),
                subject=(person.entity,),
                object=over,
            )
            before = next((p for p in reversed(persons) if p.end <= person.start), None)
            if (
                title == "a la tete"
                and before is not None
                and _FOLLOWS.search(flat[before.end : person.start])
            ):
                yield Tie(
                    doc=doc,
                    span=span,
                    trigger=text,
                    type=_presiding(title, body),
                    subject=(before.entity,),
                    object=(body.entity,),
                )
        elif (placed := _placed_under(person, bodies, flat)) is not None:
            word, under = placed
            yield Tie(
                doc=doc,
                span=span,
                trigger=view.text[slice(*word)],
                type="heads",
                subject=(person.entity,),
                object=tuple(b.entity for b in under),
            )


# « la directrice du Comité contre le terrorisme de l'ONU »: over a part, known or not.
_PART_NAMED = re.compile(
    r"(?: [\w-]+)?(?: [\w-]+)? (?:du |de la |de l['’]|des )(?P<name>[A-ZÀ-ÖØ-Þ][a-zà-ÿ][\w’'-]*"
    r"(?: [\w’'-]+){0,8} )(?:du |de la |de l['’]|des |de |d['’])(?:la |le |l['’])?"
)
_FOLLOWS = re.compile(r"\b(?:succede(?:ra|nt)?|a succede|remplace(?:ra)?|a remplace)\b")
_UNDER = re.compile(
    r"[^;:.]{0,30}\bplacee?s?\b[^;:.]{0,60}\bsous (?:la |l'|le )(houlette|direction|commandement|ferule) "
    rf"(?:de |d'|du |de la )(?:{_RANK}\s+)?$"
)


def _placed_under(person: Ref, bodies: list[Ref], flat: str) -> tuple[tuple[int, int], list[Ref]] | None:
    """« la DGST, placée, comme la DGSN, sous la houlette de X »: where the word stands, and the bodies."""
    for n, body in enumerate(bodies):
        match = _UNDER.fullmatch(flat[body.end : person.start]) if body.end <= person.start else None
        if match is not None:
            word = body.end + match.start(1), body.end + match.end(1)
            beside = [
                b
                for b in bodies[n + 1 :]
                if b.end < word[0] and re.search(r"\b(?:comme|et) (?:la |le |l')?$", flat[: b.start])
            ]
            return word, [body, *beside]
    return None


_ANY = _HEADING.pattern.removeprefix("\\b")
_OWN_TITLE = re.compile(
    rf"\b(?:(?:son|sa|leur) ({_ANY})[\w\s'-]{{0,20}}|(?:le|la) (?:dernier )?({_ANY})[\w\s-]{{0,12}} de "
    r"(?:l'institution|l'organisation|l'organisme|l'agence|la force|la mission|l'operation))"
    rf"\s*,?\s*(?:le |la |l')?(?:{_RANK}\s+)?(?:{_PEOPLE}\s+)?$"
)


_RAISED = re.compile(  # « les chefs d'État de la Cédéao ont porté à leur tête X »
    r"\b(?:porte|place|elu|nomme|installe|reconduit)\w* (a (?:sa|leur) tete) (?:le |la |l')?"
    rf"(?:{_RANK}\s+)?(?:{_PEOPLE}\s+)?$"
)


def _presiding(title: str, body: Ref) -> Literal["heads", "chairs"]:
    """A president chairs what states sit in, and heads any other body."""
    if plain(body.entity.text).startswith(("conference ", "forum ", "sommet ")):
        return "chairs"
    abroad = body.entity.country in ("IGO", "UNO", "EUR")
    if title.startswith("president") and abroad and not str(body.entity.id).endswith(".COM"):
        return "chairs"
    return "heads"


def _own_title(person: Ref, view: View, flat: str, doc: str, span: Span) -> Iterator[Tie]:
    """« son directeur, Abdelhak Khiame »: he heads the body spoken of."""
    first = max(0, person.start - 90)
    window = flat[first : person.start]
    match = _OWN_TITLE.search(window) or _RAISED.search(window)
    shortened = _OF_SHORTENED.search(window) if match is None else None
    behind = re.match(
        r"\s*,\s*(?:son|sa|leur) (" + _HEADING.pattern.removeprefix("\\b") + r")\b", flat[person.end :]
    )
    said = match or shortened or behind
    if said is None or _NOT_HEADING.search(said.group()) or _PREMIER.search(said.group()):
        return
    offset = person.end if said is behind else first
    at = next(said.span(n) for n in range(1, (said.re.groups or 0) + 1) if said.group(n))
    title = view.text[offset + at[0] : offset + at[1]]
    body = _short_for(shortened.group(2), view) if shortened is not None else _spoken_of(person, view)
    if body is None or body.sector == "MED":
        return
    presides = plain(title).startswith(("president", "a "))
    forum = presides and body.country in ("IGO", "UNO", "EUR") and not str(body.id).endswith(".COM")
    yield Tie(
        doc=doc,
        span=span,
        trigger=title,
        type="chairs" if forum else "heads",
        subject=(person.entity,),
        object=(body,),
    )


def _spoken_of(person: Ref, view: View) -> Entity | None:
    """The body last spoken of before a person is named."""
    for ref in reversed(view.refs):
        if ref.end <= person.start and ref.kind in BODY_KINDS and ref.entity.sector != "MED":
            if ref.entity.id or "(" in ref.entity.text:  # « la Mission de soutien (MISIN) »
                return ref.entity
    return view.memory.last(BODY_KINDS, before=view.number - 1)


# « le secrétaire général de la Ligue, X »: a body told before, by the first word of its name.
_OF_SHORTENED = re.compile(
    rf"\b(?:le|la) ({_ANY}) (?:de la |de l'|du )"
    r"(ligue|conseil|college|alliance|centre|comite|commission|union|mouvement|parti|front|fondation|bureau|"
    r"office|cellule|conference|forum|coalition|institut|groupe)"
    rf"\s*,\s*(?:le |la |l')?(?:{_RANK}\s+)?(?:{_PEOPLE}\s+)?$"
)


_PREMIER = re.compile(r"\bpresidente? du conseil\b")  # he heads a government


def _short_for(word: str, view: View) -> Entity | None:
    """The body named last whose name begins with a word."""
    for item in reversed(view.memory.named):
        if item.kind in BODY_KINDS and item.sentence < view.number and item.entity.id:
            if re.match(rf"(?:la |le |l'|les )?{word}\b", plain(item.entity.text)):
                return item.entity
    return None


_AND_OF = re.compile(r"\s*(?:\([^)]{1,20}\))?,? et (?:de la |de l'|du |des |d')$")


def _row(body: Ref, bodies: list[Ref], flat: str) -> list[Ref]:
    """The bodies that one office is over: « le directeur général de la DGSN et de la DGST »."""
    row = [body]
    for other in sorted(bodies, key=lambda r: r.start):
        if other.start > row[-1].end and _AND_OF.fullmatch(flat[row[-1].end : other.start]):
            row.append(other)
    return row


def _title_before(
    person: Ref, bodies: list[Ref], persons: list[Ref], flat: str
) -> tuple[str, Ref, int] | None:
    """« le directeur du BCIJ, Abdelhak Khiame », « le patron du GKNB kirghiz, le général X »."""
    for body in reversed(bodies):
        between = flat[body.end : person.start]
        if body.end <= person.start and (
            _BETWEEN.fullmatch(between) or (body.kind == "group" and _SOMEWHERE.fullmatch(between))
        ):
            window = flat[max(0, body.start - 60) : body.start]
            titles = re.finditer(r",\s*(?:a la tete|[a-z]+) (?:[a-z]+ )?(?:de|du|des|d')", window)
            at = {body.start - len(window) + title.start() for title in titles}
            if any(r.end in at for r in persons):
                return None  # « X, chef de Y, Z, patron de W »: the title is X's
            first = next((b for b in bodies if body in _row(b, bodies, flat)), body)
            start = max(0, first.start - 60)
            return _heading(flat[start : first.start], start, first)
    return None


def _title_after(person: Ref, bodies: list[Ref], flat: str) -> tuple[str, Ref, int] | None:
    """« Abdelhak Khiame, directeur du BCIJ », « X, à la tête de »."""
    for body in bodies:
        if body.start >= person.end and body.start - person.end <= 60:
            between = flat[person.end : body.start]
            apposed = between.lstrip().startswith((",", "a la tete", "chef", "patron"))
            if apposed and between.count(",") <= 1 and not _ACTS.search(between):
                made = _heading(between, person.end, body)
                if made is not None or not flat.startswith(" et ", body.end):
                    return made  # not of « secrétaire général adjoint de l'ONU et chef du Bureau »
    return None


def _heading(window: str, offset: int, body: Ref) -> tuple[str, Ref, int] | None:
    found = list(_HEADING.finditer(window))
    if not found or re.search(r"[.;:]", window[found[-1].start() :]):
        return None
    last = found[-1]
    tail = window[last.end() :]
    to = "|a|au|aux" if last.group().startswith(("delegue", "haut")) else ""
    if not re.fullmatch(
        rf"[\w\s'’-]{{0,22}}\b(?:de|du|des|d'|de l'|de la)\s*(?:la |le |l')?{_KIND}", tail.rstrip() + " "
    ) and not re.search(rf"\b(?:de|du|des|d'{to})\s*(?:la |l'|le )?$", tail):
        return None
    if _SENT_BY.search(window[: last.start()]) or _ONE_OF.search(window[: last.start()]):
        return None  # « l'envoyé spécial du secrétaire général », « un commandant du Hezbollah »
    if re.search(r"\bd'une? ", tail):
        return None  # « chef d'une faction de Boko Haram »
    if (
        _NOT_HEADING.search(window[max(0, last.start() - 12) : last.end() + 12].replace("adjoint et ", ""))
        and "secretaire general adjoint" not in last.group()
    ):
        return None
    return last.group(), body, offset + last.start()


# « X, a reçu mardi le patron d'Europol »: what X does to another; « X, frère du chef de l'armée »: of him.
_ACTS = re.compile(
    r"\b(?:(?:accompagn|entour|flanqu|escort|epaul)ee?s?|proche|frere|soeur|fils|fille|epouse|"
    r"neveu|cousin|gendre|"
    r"a|ont|avait|avaient|est|sont|etait|s'est|se|lui|leur|avec|par|que|dont)\b(?! la tete\b)"
)
# « le patron de l'agence Afripol »
_KIND = r"(?:(?:agence|force|groupe|institution|mission|mouvement|operation|organisation|service)\s+)?"
_SENT_BY = re.compile(
    r"\b(?:envoyee?|representante?|adjointe?|conseillere?|porte-parole|emissaire|delegue)(?: [a-z]+){0,2} "
    r"(?:du |de la |de l'|de |d')$"
)
_ONE_OF = re.compile(r"\b(?:une?|l'une? des|plusieurs|des) (?:(?!nouve)[a-z-]+ )?$")
_CHAIR = frozenset(("presidence", "copresidence", "co-presidence"))


def standing_ties(view: View, doc: str, span: Span, found: set[str]) -> Iterator[Tie]:
    """Chairs and memberships told by a noun: « sa présidence du Forum, aux côtés des Pays-Bas »."""
    for token in view.doc:
        word = plain(token.text)
        made: tuple[Literal["chairs", "member-of"], tuple[Entity, ...], Entity] | None
        if word in _CHAIR and "chairs" not in found:
            made = _chair(token, view)
        elif word in ("membre", "membres") and "member-of" not in found and token.pos_ in ("NOUN", "ADJ"):
            made = _member(token, view)
        else:
            continue
        if made is not None:
            type_, subject, target = made
            yield Tie(doc=doc, span=span, trigger=token.text, type=type_, subject=subject, object=(target,))


def _forum(ref: Ref) -> bool:
    """Whether a body is one that states sit in."""
    return (
        ref.kind in BODY_KINDS
        and ref.entity.id is not None
        and ref.entity.country in ("IGO", "UNO", "EUR", None)
    )


def _target(token: Token, view: View) -> Entity | None:
    """The forum after the noun, else the one the article spoke of last."""
    end = token.idx + len(token)
    flat = plain(view.text)
    for ref in view.refs:
        if ref.start >= end and _forum(ref):
            between = re.sub(r"\([^)]*\)", "", flat[end : ref.start])
            if len(between) <= 30 and re.search(
                r"\b(?:de|du|des|d'|de l'|de la)\s*(?:l'|la |le )?$", between
            ):
                return ref.entity
    for ref in reversed(view.refs):
        if ref.end <= token.idx and _forum(ref):
            return ref.entity
    return view.memory.last(("forum", "igo"), before=view.number - 1)


# « Élue à la présidence de l'Igad, X »: who holds it is named behind.
_RAISED_FIRST = re.compile(rf"[«\" ]*(?:{RAISED})e?s?\b")


def _owners(token: Token, view: View) -> list[Entity]:
    """Whose presidency: a possessive's owner, the states behind « de », the sentence's subject."""
    states = [r for r in view.refs if r.kind in ("state", "person", "capital", "metonym") and r.entity.id]
    flat = plain(view.text)
    end = token.idx + len(token)
    found: list[Entity] = []
    for ref in states:
        between = flat[end : ref.start] if ref.start >= end else None
        if (
            between is not None and re.fullmatch(r"(?: \w+)?\s+(?:du|de|de la|de l'|des|d')\s*", between)
        ) or (
            found
            and between is not None
            and re.fullmatch(
                r"\s*(?:,|et|et du|et de la|et de l'|et de)\s*", flat[_end_of(found[-1], states) : ref.start]
            )
        ):
            found.append(ref.entity)
    if not found:
        before = [r for r in states if r.end <= token.idx and r.kind in ("state", "metonym", "person")]
        subjects = [
            r
            for r in before
            if not re.search(r"\b(?:a|en|au|de|du|d'|par|avec)\s*(?:l'|la |le )?$", flat[: r.start])
        ]
        if subjects:
            found.append(subjects[0].entity)
        elif not _RAISED_FIRST.match(flat):
            last = view.memory.last(("state",), before=view.number - 1)
            found += [last] if last is not None else []
    for ref in states:
        if ref.start >= end and beside(flat[: ref.start]) and ref.entity not in found:
            found.append(ref.entity)
    return found


def _end_of(entity: Entity, refs: list[Ref]) -> int:
    return next((r.end for r in refs if r.entity is entity), 0)


def _chair(token: Token, view: View) -> tuple[Literal["chairs"], tuple[Entity, ...], Entity] | None:
    target = _target(token, view)
    owners = _owners(token, view) if target is not None else []
    owners = [o for o in owners if target is not None and o.id != target.id]
    return ("chairs", tuple(owners), target) if owners and target is not None else None


def _member(token: Token, view: View) -> tuple[Literal["member-of"], tuple[Entity, ...], Entity] | None:
    """« membre fondateur du Forum, le Maroc », « les pays membres (Mali, Niger) du G5 Sahel »."""
    target = _target(token, view)
    if target is None:
        return None
    flat = plain(view.text)
    inside = re.match(r"\s*\(([^)]*)\)", flat[token.idx + len(token) :])
    states = [r for r in view.refs if r.kind == "state" and r.entity.id]
    if inside:
        start = token.idx + len(token)
        named = [r.entity for r in states if start <= r.start < start + inside.end()]
        return ("member-of", tuple(named), target) if named else None
    before = flat[max(0, token.idx - 18) : token.idx]
    apposed = re.search(r", (?:pays|etat) $", before) is not None
    within = not apposed and ("pays " in before or token.dep_ in ("nmod", "obl:mod", "obj"))
    if "les " in before or "des " in before or before.endswith("non ") or within:
        return None  # « les membres du Forum » names nobody
    owners = [r.entity for r in states if r.end <= token.idx and token.idx - r.end <= 30][-1:]
    if not owners and token.i <= 1:
        owners = [
            r.entity
            for r in states
            if r.start > token.idx
            and not re.search(r"\b(?:a|en|au|de|du|d'|par|avec)\s*(?:l'|la |le )?$", flat[: r.start])
        ][:1]
    if not owners and re.search(r"\b(?:il|elle) (?:est|etait|reste|demeure) $", before):
        last = view.memory.last(("state",), before=view.number)
        owners = [last] if last is not None else []
    return ("member-of", tuple(owners), target) if owners else None
