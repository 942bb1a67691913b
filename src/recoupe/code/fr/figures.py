"""Counts: what a number counts, whose deed it is, over which period."""

from __future__ import annotations

import re
from typing import NamedTuple

from recoupe.code.fr import tree
from recoupe.code.fr.classes import classes_of, sector_of
from recoupe.code.fr.entities import country_beside
from recoupe.code.fr.frames import Hit
from recoupe.code.fr.numbers import Number, find_numbers
from recoupe.code.fr.parse import Token
from recoupe.code.fr.phrases import phrase
from recoupe.code.fr.roles import MEASURE_NOUNS
from recoupe.code.fr.view import View
from recoupe.code.fr.words import noun_lemmas, plain, verb_lemmas
from recoupe.model import Entity, Measure
from recoupe.resolve.time import Time

_UNITS = {
    "kilo": "kg", "kilogramme": "kg", "kg": "kg", "tonne": "t", "gramme": "g", "quintal": "q", "litre": "l",
    "comprime": "comprimés", "pilule": "comprimés", "cachet": "comprimés", "plaquette": "plaquettes",
}  # fmt: skip
_CURRENCIES = {
    "euro": "EUR", "dirham": "MAD", "dollar": "USD", "dinar": "DZD", "franc": "XOF", "livre": "GBP",
    "riyal": "SAR", "rial": "OMR",
}  # fmt: skip
_NOT_COUNTED = frozenset(
    [
        "an",
        "annee",
        "mois",
        "jour",
        "semaine",
        "heure",
        "minute",
        "seconde",
        "siecle",
        "decennie",
        "fois",
        "kilometre",
        "km",
        "metre",
        "m",
        "mile",
        "hectare",
        "degre",
        "point",
        "but",
        "place",
        "article",
        "alinea",
        "page",
        "chapitre",
        "tour",
        "etape",
        "edition",
        "numero",
        "h",
        "pourcent",
        "%",
        "reprise",
        "volet",
        "axe",
        "phase",
        "point",
        "siege",
        "voix",
        "match",
        "round",
        "question",
        "raison",
        "priorite",
        "action",
        "front",
        "niveau",
        "pilier",
        "cote",
        "rive",
        "continent",
        "trimestre",
        "semestre",
        "nuit",
        "matin",
        "week-end",
        "soir",
        "mandat",
        "sens",
        "tiers",
        "quart",
        "moitie",
        "titre",
        "temps",
        "bord",
        "camp",
        "session",
        "rang",
        "ligne",
        "etage",
        "piece",
        "chambre",
        "camp",
    ]
)
_KILLED_NOUNS = frozenset(["mort", "tue", "deces", "corps", "victime", "cadavre", "depouille"])
_KILL_VERBS = frozenset(
    [
        "tuer",
        "massacrer",
        "abattre",
        "assassiner",
        "perir",
        "mourir",
        "deceder",
        "perdre",
        "trouver",
        "egorger",
        "executer",
        "faucher",
        "succomber",
        "couter",
        "eliminer",
        "neutraliser",
        "decimer",
        "emporter",
    ]
)
_WOUND_VERBS = frozenset(["blesser"])
_GROUPS = frozenset(
    (
        "person",
        "suspect",
        "rebel",
        "refugee",
        "soldier",
        "police",
        "government",
        "media",
        "judge",
        "legislator",
        "spy",
    )
)


class Count(NamedTuple):
    """A figure found: number, the noun it counts, its measure and the event it belongs to."""

    number: Number
    noun: Token | None
    measure: Measure
    unit: str | None
    hit: Hit | None
    of: Entity | None
    start: int
    end: int


def counts(view: View, hits: list[Hit], times: list[Time]) -> list[Count]:
    """Every figure of the sentence, in order."""
    found: list[Count] = []
    for number in find_numbers(view.text):
        if any(t.start <= number.start < t.end for t in times) or _in_name(number, view):
            continue
        made = _count(number, view, hits, found)
        if made is not None:
            found.append(made)
    return found


def _in_name(number: Number, view: View) -> bool:
    return any(r.start <= number.start and number.end <= r.end for r in view.refs if r.kind != "adjective")


def token_at(view: View, position: int) -> Token:
    """The token that covers an offset of the sentence (the last one before it in a gap)."""
    found: Token = view.doc[0]
    for token in view.doc:
        if token.idx > position:
            break
        found = token
    return found


def _counted(number: Number, view: View) -> Token | None:
    """The noun a number counts: behind it, past « de », « autres », « millions de »."""
    doc = view.doc
    i = next((t.i for t in doc if t.idx >= number.end), len(doc))
    steps = 0
    while i < len(doc) and steps < 5:
        token = doc[i]
        word = plain(token.text)
        if word in (
            "de",
            "d'",
            "des",
            "petits",
            "petites",
            "autres",
            "nouveaux",
            "nouvelles",
            "jeunes",
            "grands",
            "anciens",
            "quelque",
            "seuls",
            "premiers",
            "presumes",
            "premieres",
            "dernieres",
            "derniers",
            "million",
            "millions",
            "milliard",
            "milliards",
        ):
            i += 1
            steps += 1
            continue
        if (
            token.pos_ == "ADJ"
            and i + 1 < len(doc)
            and doc[i + 1].pos_ == "NOUN"
            and steps < 3
            and not classes_of(token)
        ):
            i += 1
            steps += 1
            continue
        if token.pos_ in ("NOUN", "PROPN", "ADJ", "VERB", "X") and token.text not in ",;:.":
            if (
                token.pos_ == "VERB"
                and not classes_of(token)
                and plain(token.text) not in ("tues", "blesses", "morts", "disparus", "arretes")
            ):
                return None
            return token
        return None
    return None


def _definite(number: Number, view: View) -> bool:
    """« les quatre hommes »: already counted; « les six autres » counts."""
    before = plain(view.text[max(0, number.start - 6) : number.start])
    after = plain(view.text[number.end : number.end + 8])
    return bool(
        re.search(r"(?:\bles|\bces|\bdes|\baux|\bleurs|\bses)\s*$", before)
    ) and not after.strip().startswith("autre")


def _count(number: Number, view: View, hits: list[Hit], found: list[Count]) -> Count | None:
    flat = plain(view.text)
    after = flat[number.end : number.end + 14].lstrip(" \u00a0\u202f")
    before = flat[max(0, number.start - 26) : number.start]
    if re.match(
        (
            r"(?:%|pour ?cent|pour mille|ans?\b|(?:a|et) \d+ ans?\b|°|h\d|heures?\b|"
            r"euros?\b(?= de l'heure)|e\b|er\b|eme\b|/|-\d|degres)"
        ),
        after,
    ):
        return None
    if re.search(
        (
            r"(?:n°|numero|article|articles|loi|chapitre|page|rn|route|a[nl]?\. ?|g|ligne|saison|"
            r"avions?|chaine|resolution|contre|score de|sur)\s*$"
        ),
        before,
    ) and not re.search(r"contre\s*$", before):
        if not (re.search(r"sur\s*$", before) and _counted(number, view) is not None):
            return None
    if re.search(r"\b(?:age[es]*|agee|ages|de|a) (?:de )?$", before) and after.startswith("ans"):
        return None
    noun = _counted(number, view)
    part = re.search(
        (
            r"(?:dont|parmi lesquel(?:le)?s|soit|au nombre desquel(?:le)?s|et|contre|apres|"
            r",)\s*(?:(?:plus|moins|pres) d[e']\s*|au moins |environ |quelque |une? )?$"
        ),
        before,
    )
    if noun is not None and set(noun_lemmas(noun.text)) & _NOT_COUNTED:
        return None
    if _definite(number, view) and noun is None:
        return None
    names = set(classes_of(noun)) if noun is not None else set()
    if noun is not None and (ref := view.ref(noun)) is not None and ref.kind == "adjective":
        names.add("person")  # « huit Syriens »
    lemmas = set(noun_lemmas(noun.text)) if noun is not None else set()
    start = number.start
    end = noun.idx + len(noun) if noun is not None else number.end
    hit = _hit_for(noun, number, view, hits)
    unit: str | None = None
    of: Entity | None = None
    measure: Measure
    weight = lemmas & set(_UNITS)
    money = lemmas & set(_CURRENCIES)
    if money:
        measure, unit = "money", _CURRENCIES[next(iter(money))]
        if "franc" in lemmas and "cfa" not in after and "cfa" not in flat[number.end : number.end + 20]:
            unit = "CHF" if "suisse" in flat[number.end : number.end + 30] else "XOF"
    elif weight:
        unit = _UNITS[next(iter(weight))]
        drugs = any("drug" in classes_of(t) for t in view.doc) or "drugs-seized" in view.memory.measures
        measure = "drugs-seized" if drugs or (hit is not None and hit.frame.mode == "seize") else "other"
    elif noun is None or not (
        names or lemmas & _KILLED_NOUNS or lemmas & {"blesse", "arrestation", "interpellation", "dossier"}
    ):
        inherited = found[-1] if found else None
        if (
            inherited is not None
            and part
            and (noun is None or not lemmas - {"autre"} or noun.pos_ in ("VERB", "ADJ") or _weak(noun))
        ):
            return Count(
                number,
                noun if noun is not None and noun.pos_ in ("NOUN",) and not _weak(noun) else None,
                inherited.measure,
                inherited.unit,
                inherited.hit,
                None,
                number.start,
                number.end,
            )
        if noun is None:
            return _bare(number, view, hits)
        if noun.pos_ not in ("NOUN",):
            return None
        measure = "other"
    else:
        decided = _measure(noun, names, lemmas, number, view, hit, hits)
        earlier = found[-1].measure if found else None
        if (
            part
            and earlier is not None
            and earlier.startswith("people-")
            and names & _GROUPS
            and decided in ("other", None)
        ):
            decided = earlier
        if "cell" in names and decided == "other" and "cells-dismantled" in view.memory.measures:
            decided = "cells-dismantled"
        if decided is None:
            return None
        measure = decided
        of = _of(noun, number, view, names)
    view.memory.measures.add(measure)
    return Count(number, noun, measure, unit, hit, of, start, end)


def _weak(noun: Token) -> bool:
    """A noun that is no counted thing but the head of the next phrase."""
    return plain(noun.text) in ("premiere", "seconde", "annee", "autres", "entre", "suivante")


def _bare(number: Number, view: View, hits: list[Hit]) -> Count | None:
    """« le service en a arrêté 92 », « 37 d'entre eux y ont péri », « vingt-sept ont été blessées »."""
    token = token_at(view, number.start)
    after = plain(view.text[number.end : number.end + 14])
    pointed = "d'entre" in after or re.search(
        r"\ben (?:a|ont|avait|avaient|\w+) ?(?:\w+ )?$",
        plain(view.text[max(0, number.start - 24) : number.start]),
    )
    behind = token_at(view, number.end + 1)
    if not (pointed or behind.pos_ in ("VERB", "AUX", "ADJ") or plain(behind.text) in _BESIDE):
        return None
    hit = _hit_for(token, number, view, hits)
    measure = _by_event(token, hit, view) or befalls(number.start, number.end, view)
    return Count(number, None, measure or "other", None, hit, None, number.start, number.end)


# What may follow a number whose noun was told before (« sept à Paris », « 118 contre 237 »).
_BESIDE = frozenset(("a", "au", "aux", "en", "dans", "chez", "y", "contre", "pour", "autres", ",", "."))


def _hit_for(noun: Token | None, number: Number, view: View, hits: list[Hit]) -> Hit | None:
    """The event whose doing or object the count belongs to."""
    if noun is None:
        return None
    best: tuple[float, Hit] | None = None
    for hit in hits:
        if hit.frame.type.islower():
            continue
        if hit.token.i == noun.i:
            return hit
        cost = float(tree.distance(hit.token, noun)) + 0.1 * abs(hit.token.i - noun.i)
        if hit.about is not None and hit.about.i == noun.i:
            cost -= 3
        if cost < 5.5 and (best is None or cost < best[0]):
            best = (cost, hit)
    return best[1] if best else None


_BY_FRAME: dict[tuple[str, str | None], Measure] = {
    ("COERCE", "arrest"): "people-arrested",
    ("SANCTION", "convict"): "people-convicted",
    ("AID", "train"): "people-trained",
    ("SANCTION", "expel"): "people-expelled",
    ("COERCE", "deport"): "people-expelled",
    ("ASSAULT", "targeted"): "people-killed",
}


def _by_event(noun: Token, hit: Hit | None, view: View) -> Measure | None:
    """Measure of people by what is done to them."""
    verb = nearest_verb(noun)
    if verb is not None:
        names = set(verb_lemmas(verb.text))
        if names & _WOUND_VERBS:
            return "people-wounded"
        if names & _KILL_VERBS and not (
            names & {"perdre", "trouver", "couter"}
            and not re.search(r"\b(?:la vie|la mort)\b", plain(view.text))
        ):
            return "people-killed"
    if hit is None:
        return None
    return _BY_FRAME.get((hit.frame.type, hit.frame.mode))


# What befalls those who are counted, by the words of their clause (plain letters); for what the verb's own
# frame leaves open.
_BEFALLS: tuple[tuple[Measure, str, str], ...] = (
    (
        "people-killed",
        r"(?:laisse|perdu|perdent|perdirent)\w* la vie|\bperi(?:s|es|r|rent|ssent)?\b|"
        r"(?:trouve\w*|ete mis a) (?:la )?mort|"
        r"\btombe\w* (?:sous|au combat|au champ|a leur tour)|massacre|\btue(?:s|es|e)?\b|abattu|assassine|"
        r"succomb|\bmorts?\b|portes? en terre|decapit|egorge|execute",
        r"\b(?:tue|tuant|abattu|abattant|massacre|assassine|egorge|execute|elimine)\b|"
        r"mort(?:e|s|es)? (?:de|d'|a)|"
        r"\b(?:assassinat|execution|massacre|mort|deces|perte)\b",
    ),
    ("people-wounded", r"\bbless", r"\bbless(?:e|ant|ait)\b"),
    (
        "people-convicted",
        r"condamn|\becope|reconnu\w* coupable|purge|infliger",
        r"\bcondamn(?:e|ant|ait)\b|reconnu\w* coupable|condamnation",
    ),
    (
        "people-arrested",
        r"arrete|interpell|apprehend|captur|cueilli|ecroue|incarcer|gardes? a vue|(?:mains|filets) d",
        r"\b(?:arrete|interpelle|apprehende|capture|ecroue|cueilli)\b|arrestation|interpellation|capture",
    ),
    (
        "people-trained",
        r"\bforme(?:s|es|e)\b|\binstrui|suivi (?:une|la|cette) formation",
        r"\b(?:forme|instruit)\b|formation",
    ),
    (
        "people-expelled",
        r"expuls|refoul|reconduit|renvoye",
        r"\b(?:expulse|refoule|reconduit)\b|expulsion|refoulement",
    ),
)
_REACH = 60  # characters before and behind a count that are its clause


def befalls(start: int, end: int, view: View) -> Measure | None:
    """What befalls those counted, by the words behind the count, else by those before it."""
    flat = plain(view.text)
    behind = re.split(r"[;:.]|, (?:dont|et|quand|tandis|une?|les?|la|l'|des|\d)", flat[end : end + _REACH])[0]
    before = re.split(r"[;:.,]", flat[max(0, start - _REACH) : start])[-1]
    found = [
        (match.start(), measure)
        for measure, after, _ in _BEFALLS
        if (match := re.search(after, behind)) is not None
    ]
    if found:
        return min(found)[1]
    found = [
        (len(before) - match.end(), measure)
        for measure, _, ahead in _BEFALLS
        for match in re.finditer(ahead, before)
    ]
    return min(found)[1] if found else None


def nearest_verb(noun: Token) -> Token | None:
    """The participle that describes a noun, else the verb it depends on."""
    for child in noun.children:
        if child.dep_ in ("acl",) and child.pos_ in ("VERB", "ADJ"):
            return child
    for node in tree.ancestors(noun):
        if node.pos_ in ("VERB", "AUX"):
            return node
    return None


def _measure(
    noun: Token,
    names: set[str],
    lemmas: set[str],
    number: Number,
    view: View,
    hit: Hit | None,
    hits: list[Hit],
) -> Measure | None:
    flat = plain(view.text)
    modes = {(h.frame.type, h.frame.mode) for h in hits}
    if lemmas & _KILLED_NOUNS and not (lemmas & {"victime"} and "blesse" in flat):
        return "people-killed"
    if "blesse" in lemmas or (noun.pos_ in ("VERB", "ADJ") and "blesser" in verb_lemmas(noun.text)):
        return "people-wounded"
    if lemmas & {"arrestation", "interpellation", "garde"} or re.match(
        r"gardes? a vue|interpelles?|arretes?\b", flat[noun.idx :]
    ):
        return "people-arrested"
    if "membre" in lemmas or re.search(
        (
            r"(?:cellule|groupe|bande|reseau|commando|equipe)\s+(?:\w+ )?(?:de|forte? de|"
            r"composee? de|comptant|formee? de)\s*$"
        ),
        flat[max(0, number.start - 30) : number.start],
    ):
        return "members"
    if "attack" in names and not names & {"agreement"}:
        if (hit is not None and hit.frame.mode == "foil") or ("COERCE", "foil") in modes:
            return "other" if "crossing" in names else "attacks-foiled"
        if lemmas & {"attentat", "attaque", "raid", "embuscade", "fusillade"}:
            return "attacks"
        return "other"
    if "crossing" in names:
        return "other"
    if "cell" in names:
        if ("COERCE", "dismantle") in modes:
            return "cells-dismantled"
        return "other"
    if "drug" in names:
        return "drugs-seized"
    if "weapon" in names:
        return "weapons-seized" if ("COERCE", "seize") in modes else "other"
    if names & _GROUPS:
        if {"detenu", "beneficiaire", "stagiaire", "participant", "imam"} & lemmas and (
            "AID",
            "train",
        ) in modes:
            return "people-trained"
        by_event = _by_event(noun, hit, view) or befalls(number.start, noun.idx + len(noun), view)
        if by_event is not None:
            return by_event
        if "combattant" in lemmas and re.search(r"\b(?:retour|rentre|revenu|regagn)", flat):
            return "fighters-returned"
        if "combattant" in lemmas and re.search(r"\b(?:rejoin|rallie|enrole|parti)", flat):
            return "fighters-joined"
        return "other"
    if lemmas & {"pays", "etat"}:
        return "states"
    if "agreement" in names and lemmas & {"accord", "convention", "memorandum", "protocole", "traite"}:
        return "agreements"
    if "meeting" in names:
        return "meetings" if lemmas & {"reunion", "session", "rencontre", "sommet"} else None
    return "other"


def _of(noun: Token, number: Number, view: View, names: set[str]) -> Entity | None:
    """Whom it counts, when people are counted or a country is told."""
    if not names & (_GROUPS | {"cell", "state"}) or set(noun_lemmas(noun.text)) & MEASURE_NOUNS:
        return None
    if "cell" in names and not names & _GROUPS:
        return None
    return Entity(phrase(noun), None, country_beside(noun, view), sector_of(noun))
