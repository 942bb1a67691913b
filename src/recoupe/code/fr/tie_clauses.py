"""Ties told by a relative clause or a set phrase around two that are named: one table of patterns.

« Frontex, dont le directeur X… », « l'EAC, dont le Rwanda fait partie », « Stuttgart, où l'Africom a son
quartier général »: the sentence is read with a mark in the place of everyone named, ``<p0>`` a person,
``<b1>`` a body, ``<s2>`` a state or place, so that a pattern says who stands where.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple, cast

from recoupe.code.fr.anaphora import back_reference
from recoupe.code.fr.tie_ends import RAISED, fits, over, pair_fits
from recoupe.code.fr.view import BODY_KINDS, View
from recoupe.code.fr.words import plain
from recoupe.model import Entity, Span, Status, Tie, When
from recoupe.resolve.entries import SHARED_CODES
from recoupe.resolve.places import PlaceMention
from recoupe.resolve.time import Time

_ABROAD = ("IGO", "UNO", "EUR")
# What the words in capitals of a pattern stand for; a named thing is found again by the group of its mark.
_STANDS_FOR = {
    "PERSON": r"<p(?P<person>\d+)>",
    "BODY": r"<b(?P<body>\d+)>(?: ?\([^)]{1,30}\))?",
    "WHOLE": r"<b(?P<whole>\d+)>(?: ?\([^)]{1,30}\))?",
    "STATE": r"<s(?P<state>\d+)>",
    "SIDE": r"<[sb](?P<side>\d+)>",
    "OTHER": r"<[sb](?P<other>\d+)>",
    "ROW": (
        r"(?P<row>(?:le |la |l'|les )?<s\d+>"
        r"(?:(?:,|,? et|,? ainsi que|,? comme) (?:le |la |l'|les )?<s\d+>)*|"
        r"les (?:deux|trois|quatre) (?:pays|etats|capitales|voisins))"
    ),
    "TITLE": (
        r"(?:direct(?:eur|rice)|patronn?e?|chef(?:fe)?|commandante?|presidente?|secretaire generale?|leader|"
        r"numero un|emir|coord(?:in|onn)at(?:eur|rice)|administrat(?:eur|rice)|dirigeante?|gouverneure?)"
        r"(?: (?:general|executif|operationnel|national|regional|supreme|militaire|politique)(?:e|ive)?|"
        r" executive| par interim)*"
    ),
    # « , le général italien »: what a person is called before the name.
    "CALLED": (
        r",? (?:le |la |l'|un |une )?(?:ex-|ancien |ancienne )?(?:(?:general|colonel|lieutenant|commandant|"
        r"amiral|cheikh|mollah|juge|prefet|emir|policier|lieutenant-colonel|capitaine|major|marechal)e? )?"
        r"(?:(?!ont |est )[\w-]{3,} )?"
    ),
    # Who stands below the head of a group; « un chef » is one of several.
    "BELOW": (
        r"(?:numero deux|(?:haute? )?(?:cadre|recruteur|logisticien|financier|lieutenant|ideologue|"
        r"combattant|membre)(?: important| actif)?)(?: presumee?)?"
    ),
    "ONEOF": (
        r"(?:une? |l'une? des )(?:haute? |hauts |principa(?:l|le|ux) )?(?:responsable|commandant|dirigeant|"
        r"chef|emir|leader|cadre|membre|fondateur)e?s?(?: militaires?| politiques?| loca(?:l|ux)"
        r"| importante?s?)?(?: presumee?s?)?"
    ),
    "CHOSEN": rf"(?:{RAISED}|reconduit|confirme|investi)e?",
    "ART": r"(?:le |la |l'|les )?",
    "OF": r"(?:du |des |de |d')(?:le |la |l'|les )?",
    "TO": (r"(?:a |au |aux |dans |(?:au sein|dans les rangs) (?:du |des |de |d'))(?:le |la |l'|les )?"),
    "SINCE": r"(?:,? depuis [\w' ]{3,20}?,?)?",
    "NEAR": r"[^<;:.]{0,25}?",
    "HAS": r"(?:a|ont|avait|avaient|eut|aura)",
    "IS": r"(?:est|sont|etait|etaient|reste|restent|demeure|demeurent)",
    "SEAT": r"(?:siege|quartier general)(?: permanent| mondial)?",
    "BOUND": r"(?:une? |le |la |l')?(?:[a-z]+ )?(?:accord|traite|pacte|convention|arrangement|partenariat)",
}


class _Told(NamedTuple):
    """The tie that a pattern tells, the groups of its subject and of its object, and the words."""

    type: str
    subject: str
    object: str
    words: str

    def begins(self) -> bool:
        """Whether it tells how the tie began: who is chosen, who has joined."""
        return "CHOSEN" in self.words or "integre" in self.words

    def marks(self) -> tuple[str, ...]:
        """The marks that every sentence has which it is found in."""
        named = {"PERSON": "<p", "BODY": "<b", "WHOLE": "<b", "STATE": "<s", "SIDE": "<", "OTHER": "<"}
        return tuple({mark for name, mark in named.items() if name in self.words})


# The tie, with the groups of its subject and of its object → the words that tell it.
_PATTERNS = {
    ("heads", "person", "body"): (
        r"BODY,? dont ART(?:nouveau |nouvelle )?(?P<w>TITLE)CALLEDPERSON",
        # « a été élu président de la Cédéao », « devient le patron de »
        (
            r"PERSON,?(?: qui)?(?: HAS ete| IS| devient| deviendra| devenait)?(?: [a-z]+)? "
            r"(?:CHOSENNEAR(?:comme |au poste de )?|(?<=devient )|(?<=deviendra ))(?:le |la )?"
            r"(?:nouveau |nouvelle )?(?P<w>TITLE|a la tete)(?: en exercice)? OFBODY"
        ),
        # « Porté jeudi à la présidence d'Interpol par les délégués, le Français X »
        (
            r"(?:^|[,;:«] ?)CHOSENNEAR(?:a la )?(?P<w>presidence|tete|TITLE) OFBODY"
            r"(?: (?:par|en|le|depuis) [^<,;:.]{3,40})?,"
            r"CALLEDPERSON"
        ),
        (
            r"(?:^|[,;:«] ?)sous (?:la |l'|le )(?P<w>direction|commandement|autorite|conduite) d(?:e|u|')"
            r"(?:CALLED|)PERSON, ARTBODY"
        ),
        r"BODY,? dont (?:le |la |l')(?P<w>TITLE) ISCALLEDPERSON",
        r"BODY,? (?P<w>avec a sa tete|a sa tete)CALLEDPERSON",
        # « le chef du service de renseignement turc (MIT), X »
        r"(?:^|[,;:«] ?|\b(?:le |la |l'))(?P<w>TITLE) OF[^<,;:.()]{3,60} \(BODY\)CALLEDPERSON",
        r"PERSON, (?:le |la |l')?(?:nouveau |nouvelle |actuelle? )?(?P<w>TITLE) OF[^<,;:.()]{3,60} \(BODY\)",
        r"BODY,? dontCALLEDPERSON IS (?:depuis [\w' ]{3,20} )?(?:le |la |l')(?P<w>TITLE)\b",
        r"(?:^|[,;:«] ?)(?P<w>TITLE|a la tete) OFBODY,? (?:depuis|jusqu')[\w' ]{3,20}CALLEDPERSON",
        r"PERSON,? (?:alias|dit|surnomme) [^,]{2,40},? (?P<w>TITLE) OFBODY",
        r"PERSON(?:,| IS)(?:,? lui,| toujours)? (?P<w>aux (?:commandes|manettes|renes)|a la barre) OFBODY",
        r"BODY HAS(?: eu| toujours| desormais)? pour (?:premi\w+ |nouv\w+ )?(?P<w>TITLE)CALLEDPERSON",
        r"BODY,? (?P<w>a la tete) (?:duquel|de laquelle|desquels) [\w' ]{2,20}CALLEDPERSON",
        # no « une délégation de l'Otan, emmenée par … »
        (
            r"(?<!de )(?<!du )(?<!d')(?<!des )(?<!de la )(?<!de l')BODY,? "
            r"(?P<w>(?:emmene|mene|conduit|anime)e?s?)SINCE parCALLEDPERSON"
        ),
        (
            r"BODY,? qu(?:e "
            r"|')(?P<w>anim(?:e|ait)|mene|menait|emmen(?:e|ait)|conduisait|chapeaute)CALLEDPERSON"
        ),
    ),
    # « X, numéro deux du Hamas », « un commandant du Hezbollah, X »: of the group, not at its head.
    ("affiliated-with", "person", "body"): (
        r"PERSON,(?: alors)? (?:le |la |l')?(?P<w>BELOW) OFBODY",
        r"PERSON,(?: alors)? (?P<w>ONEOF) OFBODY",
        r"\b(?:le |la |l')(?P<w>BELOW) OFBODY,CALLEDPERSON",
        r"(?P<w>ONEOF) OFBODY,CALLEDPERSON",
    ),
    # « les ADF, rebelles ougandais ralliés à l'État islamique »
    ("affiliated-with", "body", "whole"): (
        r"BODY, (?:[^<,;:.]{0,30} )?(?P<w>(?:rallie|affilie|allie|lie|infeode)e?s?) (?:a |au |aux )ARTWHOLE",
    ),
    ("chairs", "side", "body"): (
        r"SIDE,?(?: qui)? (?P<w>t(?:ient|enait|iendra))[^<;:.]{0,50}? les (?:renes|commandes) OFBODY",
        # « a pris le relais de l'Arabie saoudite à la tête de la Ligue arabe »
        (
            r"SIDE,?(?: qui)? (?:HAS )?(?:succed|remplac|pris|prend)\w*NEAR (?:a |au |aux |OF)?ARTOTHER "
            r"(?P<w>a la (?:tete|presidence)) OFBODY"
        ),
    ),
    ("chairs", "side other", "body"): (
        (
            r"SIDE,?(?: qui)? (?P<w>partage\w*)NEAR avec ARTOTHERNEAR la (?:direction|(?:co)?presidence) "
            r"OFBODY"
        ),
    ),
    ("hosts", "state", "body"): (
        r"BODY,? que ARTSTATE (?P<w>(?:log|heberg|abrit|accueill)(?:e|eait|ait))\b",
        (
            r"STATE,? ou ARTBODY HAS (?:etabli |installe |fixe |pris )?(?:son|ses) "
            r"(?P<w>siege|quartiers?(?: general)?|etat-major|qg)\b"
        ),
        r"STATE IS (?:aussi )?le (?P<w>pays hote|SEAT) OFBODY",
        r"BODY,? dont ARTSTATE IS le (?P<w>pays hote|SEAT)",
        r"STATE, (?P<w>SEAT) OFBODY",
        r"\b(?:au|du|le) (?P<w>SEAT) OFBODY,? a ARTSTATE",
        r"\ba STATE, (?:au|dans le|depuis le) (?P<w>SEAT) OFBODY",
    ),
    ("member-of", "row", "body"): (
        r"BODY,? dont ROW (?P<w>IS (?:egalement |aussi )?membres?|f(?:ai|on)t partie|faisaient partie)",
        r"BODY,? (?:auquel|a laquelle) ROW HAS (?P<w>adhere)",
        r"BODY,? qu(?:e |')ROW HAS (?P<w>(?:rejoint|integre|rallie)e?s?)\b",
        r"BODY,? ou (?P<w>sieg(?:e|ent|eait|eaient)) ROW",
        (
            r"ROW(?:,| qui)?(?: (?:figure|compte|IS)(?:nt)?)?SINCE (?:parmi les |l'un des |au nombre des "
            r")(?P<w>(?:membres )?fondateurs|signataires) OFBODY"
        ),
        (
            r"ROW,? (?:qui )?(?:HAS|IS) (?:ete )?(?:officiellement |deja |enfin "
            r")?(?P<w>(?:admis|entre|accepte|(?:re)?integre)e?s?)NEAR\bTOBODY"
        ),
        r"ROW, (?P<w>(?:entre|admis|(?:re)?integre)e?s?)NEAR\bTOBODY",
        r"ROWNEAR (?P<w>acced(?:er|e|ent|era|eront))NEAR TOBODY",
        r"BODY compt\w+ ROW parmi ses (?P<w>membres)",
        r"BODY HAS (?P<w>admis) ROW",
    ),
    ("part-of", "body", "whole"): (
        (
            r"BODY,?(?: qui)? (?P<w>(?:rattache|subordonne)e?s?|plac\w+ (?:aupres|sous l'autorite)|relevant|"
            r"releve|dependant|depend) (?:a |au |aux |du |des |de |d')(?:le |la |l'|les )?WHOLE"
        ),
        r"\b(?P<w>force|mission|brigade) (?:\w+ )?OF<b(?P<whole>\d+)> ?\(BODY\)",
        r"BODY,?NEAR (?P<w>sous la tutelle|sous l'autorite) OFWHOLE",
        # « la force Al-Qods, chargée des opérations extérieures des Gardiens »
        r"BODY,?NEAR (?:chargee?|responsable) des (?P<w>operations|actions)(?: [a-z]+)? OFWHOLE",
        (
            r"WHOLE,? (?:auquel|a laquelle|dont|duquel|de laquelle) ARTBODY (?P<w>rend "
            r"compte|releve|depend|IS (?:rattache|subordonne)e?)"
        ),
    ),
    ("partner-of", "side", "other"): (
        r"SIDE et ARTOTHER IS (?P<w>(?:uni|lie)e?s)NEAR par BOUND",
        r"SIDE,? (?:IS )?(?P<w>(?:uni|lie)e?s?)NEAR TOOTHERNEAR par BOUND",
        r"OTHER compt\w+ ARTSIDENEAR parmi ses (?:\w+ )?(?P<w>(?:allie|partenaire)s)",
        r"SIDE,? que ARTOTHER compt\w+NEAR parmi ses (?:\w+ )?(?P<w>(?:allie|partenaire)s)",
        r"SIDE (?:dispos|benefici)\w+NEAR d'(?P<w>BOUND)(?: de \w+)? avec ARTOTHER",
    ),
}
_NAMES = "|".join(sorted(_STANDS_FOR, key=len, reverse=True))


@cache
def _compiled() -> tuple[tuple[_Told, tuple[str, ...], re.Pattern[str]], ...]:
    def filled(words: str) -> str:
        return re.sub(_NAMES, lambda match: _STANDS_FOR[match.group()], words)

    rules = (_Told(*ends, words) for ends, listed in _PATTERNS.items() for words in listed)
    return tuple((rule, rule.marks(), re.compile(filled(rule.words))) for rule in rules)


class _Marked(NamedTuple):
    """A sentence in plain letters with marks for those named: who they are, and where its pieces stood."""

    text: str
    named: tuple[Entity, ...]
    pieces: tuple[tuple[int, int], ...]

    def origin(self, at: int) -> int:
        """Where a place outside the marks stands in the sentence itself."""
        marked, own = max(piece for piece in self.pieces if piece[0] <= at)
        return own + at - marked


def clause_ties(
    view: View,
    doc: str,
    span: Span,
    places: Sequence[PlaceMention],
    times: Sequence[Time],
    told: Sequence[Tie],
    found: set[str],
) -> Iterator[Tie]:
    """Ties that the table finds; ``told`` are those told already, ``found`` the types that verbs told."""
    marked = _marked(view, places)
    if "<b" not in marked.text and marked.text.count("<") < 2:
        return
    made = list(told)
    for rule, marks, pattern in _compiled():
        if rule.type in found or not all(mark in marked.text for mark in marks):
            continue
        for match in pattern.finditer(marked.text):
            tie = _tie(rule, match, marked, view, doc, span, times)
            if tie is None or any(t.type == tie.type and t.object[0].id == tie.object[0].id for t in made):
                continue
            made.append(tie)
            yield tie


def _marked(view: View, places: Sequence[PlaceMention]) -> _Marked:
    items = [
        (r.start, r.end, kind, r.entity)
        for r in view.refs
        if (kind := _kind(r.kind)) is not None and (r.entity.id is not None or kind == "p")
    ]
    for place in places:
        if place.country and not any(a < place.end and place.start < b for a, b, _, _ in items):
            known = None if place.country in SHARED_CODES else place.country
            if known is not None:
                items.append((place.start, place.end, "s", Entity(place.text, known, known)))
    flat, text, at = plain(view.text), "", 0
    named: list[Entity] = []
    pieces: list[tuple[int, int]] = []
    for start, end, kind, entity in sorted(items, key=lambda item: item[:2]):
        if start < at:
            continue
        pieces.append((len(text), at))
        text += f"{flat[at:start]}<{kind}{len(named)}>"
        named.append(entity)
        at = end
    pieces.append((len(text), at))
    return _Marked(text + flat[at:], tuple(named), tuple(pieces))


def _kind(kind: str) -> str | None:
    if kind in BODY_KINDS:
        return "b"
    return {"person": "p", "state": "s", "capital": "s", "metonym": "s"}.get(kind)


def _tie(
    rule: _Told,
    match: re.Match[str],
    marked: _Marked,
    view: View,
    doc: str,
    span: Span,
    times: Sequence[Time],
) -> Tie | None:
    subject = _ends(rule.subject, match, marked, view)
    target = marked.named[int(match[rule.object])]
    subject = [
        e
        for e in subject
        if e.id != target.id
        and (rule.subject == "person" or fits(rule.type, True, e))  # « un haut responsable » is no official
        and pair_fits(rule.type, e, target)
    ]
    forum = rule.type not in ("chairs", "member-of") or target.country in (*_ABROAD, None)
    if "BOUND" in rule.words and all(e.id == e.country for e in (*subject, target)):
        return None  # what binds two states is told by ``tie_bonds``
    if rule.type == "hosts" and target.sector in ("REB", "CRM"):
        return None  # where a band hides is no seat
    if not subject or not forum or not fits(rule.type, False, target):
        return None
    start, end = marked.origin(match.start("w")), marked.origin(match.end("w") - 1) + 1
    type_ = over(rule.type, tuple(subject), target, presides=match["w"].startswith("presid"))
    return Tie(
        doc=doc,
        span=span,
        trigger=view.text[start:end],
        status=_status(match.group()),
        type=cast(Any, type_),
        subject=tuple(subject),
        object=(target,),
        when=_since(start, marked.origin(match.end() - 1), view, times)
        or (_from_then(match, marked, times) if rule.begins() else None),
    )


def _ends(groups: str, match: re.Match[str], marked: _Marked, view: View) -> list[Entity]:
    if groups != "row":
        return [marked.named[int(match[group])] for group in groups.split()]
    row = [marked.named[int(n)] for n in re.findall(r"<s(\d+)>", match["row"])]
    if row:
        return row
    both = view.span(marked.origin(match.start("row")) + 4, marked.origin(match.end("row") - 1) + 1)
    return back_reference(both[-1], view) if both is not None else []


def _status(words: str) -> Status:
    if re.search(r" presumee?s?\b", words):
        return "hypothetical"
    if re.search(r"\bn'|\bne ", words):
        return "negated"
    return (
        "planned"
        if re.search(r"\b(?:devrait|devraient|va|vont|\w+era|\w+eront|tiendra) ", words)
        else "asserted"
    )


def _from_then(match: re.Match[str], marked: _Marked, times: Sequence[Time]) -> When | None:
    """« Porté jeudi à la présidence d'Interpol », « entrée dans l'Union en 2013 »: it holds from then on."""
    first, last = marked.origin(match.start()), marked.origin(match.end() - 1)
    behind = re.compile(r" (?:en |le )?").match(marked.text, match.end())
    right = {marked.origin(at) for at in (match.end() + 1, behind.end())} if behind is not None else set()
    for time in (t for t in times if t.first and t.kind in ("point", "span")):
        if first <= time.start <= last or time.start in right:
            return When(time.text, time.first, None)
    return None


_BEHIND = 40  # code points behind a tie in which a time may say since when it holds


def _since(start: int, end: int, view: View, times: Sequence[Time]) -> When | None:
    flat = plain(view.text)
    for time in times:
        if time.kind == "until" and time.last and start <= time.start <= end:
            return When(time.text, None, time.last)
        if time.kind == "since" and time.first and start - _BEHIND <= time.start <= end + _BEHIND:
            if not re.search(r"[;:.]", flat[min(end, time.start) : time.start]):
                return When(time.text, time.first, None)
    return None
