"""Which of a sentence's places are where a statement happened."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from recoupe.code.fr import tree
from recoupe.code.fr.marks import marks
from recoupe.code.fr.parse import Token
from recoupe.code.fr.sites import sites
from recoupe.code.fr.view import BODY_KINDS, View
from recoupe.code.fr.words import plain, verb_lemmas
from recoupe.model import Place
from recoupe.resolve.places import PlaceMention, find_places

_WHERE = frozenset(
    [
        "a",
        "au",
        "aux",
        "en",
        "dans",
        "pres",
        "entre",
        "vers",
        "depuis",
        "sur",
        "chez",
        "via",
        "autour",
        "hors",
        "devant",
        "par",
        "pour",
        "cote",
        "large",
        "confins",
        "jusqu'a",
    ]
)
_BEFORE = frozenset(
    [
        "ville",
        "villes",
        "commune",
        "province",
        "region",
        "quartier",
        "prefecture",
        "localite",
        "village",
        "port",
        "aeroport",
        "prison",
        "gare",
        "capitale",
        "nord",
        "sud",
        "est",
        "ouest",
        "banlieue",
        "environs",
        "environ",
        "sein",
        "massif",
        "district",
        "departement",
        "zone",
        "frontiere",
        "abords",
        "garnison",
        "cloture",
        "fief",
        "ile",
        "iles",
        "rives",
        "rive",
        "foret",
        "base",
        "camp",
        "poste",
        "enclave",
        "frontieres",
        "plage",
        "cote",
        "cotes",
        "route",
        "bastion",
        "ambassade",
        "consulat",
        "siege",
    ]
)
# Acts named by where they were: « le sommet d'Accra », « le raid de Solhan ».
_ACTS = frozenset(
    [
        "sommet",
        "conference",
        "reunion",
        "plenieres",
        "pleniere",
        "attentat",
        "attentats",
        "attaque",
        "attaques",
        "raid",
        "massacre",
        "tuerie",
        "embuscade",
        "bataille",
        "siege",
        "prise",
        "bombardement",
        "fusillade",
        "tribunal",
        "parquet",
        "procureur",
    ]
)
# « une frappe attribuée à Israël », « des navires liés à Israël »: whose, not where.
_BOUND_TO = frozenset(
    ("attribu", "imput", "li", "hostil", "favorabl", "fidel", "oppos", "affili", "apparent", "appartenant")
)
# What is done against a town: « deux frappes contre Hodeïda ».
_STRIKES = frozenset(
    ("frappe", "frappes", "raid", "raids", "attaque", "attaques", "offensive", "assaut", "bombardement",
     "bombardements", "tirs", "roquettes", "drones", "missiles", "represailles")
)  # fmt: skip
# Verbs whose object is where one goes or leaves.
_MOVES = frozenset(
    ["regagner", "quitter", "rejoindre", "gagner", "atteindre", "fuir", "traverser", "visiter"]
)
# « dans le pays », « sur le sol national », « le pays abrite trois bases »
_DESCRIBED = re.compile(
    r"\b(?P<at>(?:dans|a travers|hors d[eu']|vers|sur|quitt\w*|regagn\w*) |de |a )?"
    r"(?P<place>(?:(?:tout )?(?:le|ce|la|cette) )(?P<what>pays|royaume|capitale|metropole|"
    r"territoire(?: national| federal)?|sol national))\b(?! (?:de|du|d'|des)\b)"
)


# Towns by name, which no one means: the Red Cross.
_NO_PLACES = frozenset(("croix-rouge", "croix rouge"))
# « selon Bichkek », « à en croire Rabat »: who says it
_SOURCE = re.compile(r"\b(?:selon|d'apres|en croire|dixit|aux dires de|aux yeux de)(?: l'| la| le| les)? ?$")
# « l'opération Orion », « la frégate Languedoc »: what is called so
_CALLED = re.compile(
    r"\b(?:operations?|exercices?|manoeuvres|plan|projet|affaire|logiciel|messagerie|navire|cargo|"
    r"petrolier|chalutier|vedette|fregate|corvette|destroyer|sous-marin|porte-avions|paquebot|ferry|"
    r"patrouilleur) [«\"“]? ?$"
)
# « les négociations entre Khartoum et les rebelles »: a capital that stands for its state
_PARTY = re.compile(r" et (?:les|l'opposition|la rebellion|la junte|l'armee|son|sa|ses)\b")


class Named(NamedTuple):
    """A place that a sentence names: its head, whether it is told as where something is, and how.

    ``how`` is ``phrase`` (a preposition of place), ``around`` (« le raid de Solhan », « Solhan, où »),
    ``heading`` (« LIBYE. »), ``described`` (« dans le pays »), ``mentioned`` (« le pays » alone), ``body``
    (« un juge de Praia »), ``whole`` (« Malaga, en Espagne »: what the place before lies in), ``name`` (only
    named, perhaps as a party), or one of those of ``sites``.
    """

    place: PlaceMention
    token: Token
    told: bool
    how: str


def told_places(named: list[Named]) -> list[tuple[PlaceMention, Token]]:
    """Those that are told by a phrase of place."""
    return [(n.place, n.token) for n in named if n.told]


def sentence_places(view: View) -> list[Named]:
    """The places of a sentence, not those inside a body's or person's name."""
    found: list[Named] = []
    for place in find_places(view.text, home=view.memory.home):
        before = plain(view.text[: place.start])
        side = re.search(r"\bentre (?:l'|la |le |les )?$", before) and (
            place.kind == "country" or _PARTY.match(plain(view.text[place.end :]))
        )
        if _SOURCE.search(before) or _CALLED.search(before) or plain(place.text) in _NO_PLACES:
            continue
        wide = place.kind == "area" and place.text.lower() in ("afrique", "europe", "asie", "occident")
        inside = {r.kind for r in view.refs if r.start <= place.start < r.end}
        seat = place.kind == "city" and bool(inside & {*BODY_KINDS, "office"})
        if not seat and inside & {*BODY_KINDS, "person", "office", "adjective"}:
            continue
        span = view.span(place.start, place.end)
        if span is None:
            continue
        begins = (r for r in view.refs if r.start == place.start and r.end > place.end)
        if seat and any(r.kind in BODY_KINDS for r in begins):
            continue  # « la Guardia Civil »: its name begins so, and no town is meant
        if seat and before.endswith("quai d'"):
            continue  # the ministry's name, in which no reader thinks of the town
        if seat:
            found.append(Named(place, span.root, False, "body"))
            continue
        how = "name"
        if not side and not wide:  # « un accord entre le Maroc et… »: a side, not a place
            told = [(n.place, n.token) for n in found if n.told]
            if not view.text[: place.start].strip() and not view.text[place.end :].strip(" .:—–-"):
                how = "heading"
            elif _told_as_place(span[0], told):
                how = "phrase"
            elif _told_around(span[0], span[-1], place):
                how = "around"
        found.append(Named(place, span.root, how != "name", how))
    known = [(n.place.start, n.place.end) for n in found if n.told]
    known += [
        (r.start, r.end) for r in view.refs if r.kind not in ("adjective", "person", "capital", "metonym")
    ]
    for how, place in (*sites(view), *_described(view)):
        start, end = place.start, place.end
        sure = how in ("site", "unlisted", "described")
        named = [n for n in found if not n.told and n.place.start < end and start < n.place.end]
        span = view.span(start, end)
        if span is None or any(a < end and start < b for a, b in known) or (named and not sure):
            continue
        found = [n for n in found if n not in named]
        found.append(Named(place, span.root, sure, how))
        known.append((start, end))
    return list(_wholes(sorted(found, key=lambda n: n.place.start), view))


# How wide a place is: « Malaga, en Espagne », « Foubé, dans le Centre-Nord », « Bray (Irlande) ».
WIDTHS = {"city": 0, "region": 1, "country": 2, "area": 3}
_OF_THE = "(?:de |du |des |d')(?:la |l'|le |les )?"
_SIDES = "(?:(?:extreme|grand)[- ])?(?:nord|sud|est|ouest|centre)(?:[- ][a-z]+)?"
_LANDS = "province|region|departement|wilaya|gouvernorat|etat|comte"
_WHOLE = re.compile(
    rf"(?: ?[,(]| dans| en| au) ?(?:(?:dans|en|au|aux) ?)?(?:le |la |l'|les )?"
    rf"(?:{_SIDES} {_OF_THE})?(?:(?:{_LANDS}) {_OF_THE})?"
)


def _wholes(found: list[Named], view: View) -> Iterator[Named]:
    """The places with those marked that only say in what the one before lies."""
    for at, named in enumerate(found):
        place = named.place
        if at and named.how in ("phrase", "name") and place.kind in ("region", "country"):
            part = found[at - 1].place
            between = plain(view.text[part.end : place.start])
            smaller = WIDTHS[part.kind] < WIDTHS[place.kind] and part.country in (None, place.country)
            if smaller and _WHOLE.fullmatch(between):
                yield Named(place, named.token, False, "whole")
                continue
        yield named


def _described(view: View) -> Iterator[tuple[str, PlaceMention]]:
    """« dans le pays », « dans la capitale »: the place that the article is about."""
    home = view.memory.home
    for match in _DESCRIBED.finditer(plain(view.text)):
        start, end = match.span("place")
        text, at = view.text[start:end], match["at"]
        town = match["what"] in ("capitale", "metropole")
        kind: Literal["city", "country"] = "city" if town else "country"
        if at is None and town:
            continue
        told = at is not None and (town or at not in ("de ", "a "))
        how = "described" if told else "mentioned"
        yield how, PlaceMention(start, end, text, text, home, kind, None, 0)


def _told_around(first: Token, last: Token, place: PlaceMention) -> bool:
    """« le raid de Solhan », « Solhan, où… », « de Casablanca à Azilal », « regagner Abidjan »."""
    doc = first.doc
    behind = [plain(t.text) for t in doc[last.i + 1 : last.i + 4]]
    if [t.text.lower() for t in doc[last.i + 1 : last.i + 3] if t.text != ","][:1] == ["où"]:
        return True
    before = [plain(t.text) for t in doc[max(0, first.i - 4) : first.i]]
    if not before:
        return False
    mover = first.i - 2 if before[-1] in ("le", "la", "l'", "les") and first.i > 1 else first.i - 1
    if set(verb_lemmas(doc[mover].text)) & _MOVES and doc[mover].pos_ in ("VERB", "AUX"):
        return True  # « ont quitté le Niger »
    if before[-1] == "contre" and place.kind == "city" and not _STRIKES.isdisjoint(before):
        return True
    if before[-1] in ("de", "d'", "du") and place.kind != "country":
        if behind[:1] in (["a"], ["jusqu'a"]):
            return True
        if len(before) == 4 and before[0] in ("dans", "sur", "devant") and before[1] in ("un", "une"):
            return True  # « sur un trottoir de Liège »
        return len(before) > 1 and (before[-2] in _ACTS or before[-2] in _BEFORE)
    return False


def _told_as_place(first: Token, earlier: list[tuple[PlaceMention, Token]]) -> bool:
    """A preposition of place before it, or a place just before it in a list."""
    doc, i = first.doc, first.i - 1
    for _ in range(5):
        if i < 0:
            return first.i + 1 < len(doc) and doc[first.i + 1].text == ":"
        word = plain(doc[i].text)
        if word in _WHERE:
            return not (word in ("a", "au", "aux") and i and plain(doc[i - 1].text).rstrip("es") in _BOUND_TO)
        if word in ("le", "la", "l'", "les", "d'", "de", "du", "des") or word in _BEFORE:
            i -= 1
            continue
        if word in (",", "et", "ou", "comme", "puis", "(") and earlier:
            last = earlier[-1][1]
            # « au lendemain d'une visite à Nouméa, Paris a levé… »: what acts stands in no row
            acts = word == "," and first.dep_.startswith("nsubj") and first.head.i > first.i
            return 0 <= i - last.i <= 3 and not acts
        return False
    return False


def where_for(
    trigger: Token, places: list[tuple[PlaceMention, Token]], others: list[Token]
) -> tuple[Place, ...]:
    """The places within reach of a trigger that are not rather another's."""
    found: list[Place] = []
    for place, token in places:
        record = Place(place.text, place.country)
        if _nearest(trigger, token, others) and record not in found:
            found.append(record)
    return tuple(found)


def _nearest(trigger: Token, token: Token, others: list[Token]) -> bool:
    """Whether the place is within reach, and no other trigger's rather than this one's."""
    mine = _cost(trigger, token)
    if mine > 9:
        return False
    rivals = [_cost(o, token) for o in others if o.i != trigger.i]
    return not any(r < mine - 0.6 for r in rivals) or any(mine <= r + 0.6 for r in rivals)


def _cost(trigger: Token, token: Token) -> float:
    cost = tree.distance(trigger, token) + 0.12 * abs(trigger.i - token.i)
    if marks(trigger.doc, ";").between(trigger.i, token.i):
        cost += 6
    return cost
