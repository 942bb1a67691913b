"""Counts: what a number counts, whose deed it is, over which period."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from typing import NamedTuple

from recoupe.code.fr import heads, outright, tree
from recoupe.code.fr.amounts import UNITS, currency, signed
from recoupe.code.fr.classes import classes_of, counted_classes
from recoupe.code.fr.frames import Hit
from recoupe.code.fr.measures import (
    GROUPS,
    KILLED_NOUNS,
    befalls,
    by_event,
    counted_of,
    measure_of,
    nearest_verb,
)
from recoupe.code.fr.numbers import Number, find_numbers
from recoupe.code.fr.parse import Token
from recoupe.code.fr.view import View
from recoupe.code.fr.words import noun_lemmas, plain, verb_lemmas
from recoupe.model import Entity, Measure
from recoupe.resolve.time import Time
from recoupe.resolve.units import KILOGRAMS

_NOT_COUNTED = frozenset([
    "an", "annee", "mois", "jour", "semaine", "heure", "minute", "seconde", "siecle", "decennie", "fois",
    "kilometre", "km", "metre", "m", "mile", "mille", "nautique", "noeud", "pied", "pouce",
    "hectare", "degre", "point", "but", "place", "article",
    "alinea", "page", "chapitre", "tour", "etape", "edition", "numero", "h", "pourcent", "%", "reprise",
    "volet", "axe", "phase", "siege", "voix", "match", "round", "question", "raison", "priorite", "action",
    "front", "niveau", "pilier", "cote", "rive", "continent", "trimestre", "semestre", "nuit", "matin",
    "week-end", "soir", "mandat", "sens", "tiers", "quart", "moitie", "titre", "temps", "bord", "camp",
    "session", "rang", "ligne", "etage", "piece", "chambre", "region", "province", "departement", "wilaya",
    "gouvernorat", "district",
])  # fmt: skip


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
    outright: outright.Told | None = None


def counts(view: View, hits: list[Hit], times: list[Time], apart: Container[int] = ()) -> list[Count]:
    """Every figure of the sentence, in order; ``apart`` are the starts of those of one year of a row."""
    found: list[Count] = []
    for number in find_numbers(view.text):
        if any(t.start <= number.start < t.end for t in times) or _in_name(number, view):
            continue
        made = _count(number, view, hits, found, number.start in apart)
        if made is not None and found and (whole := _one_weight(found[-1], made, view)) is not None:
            found[-1] = whole
        elif made is not None:
            found.append(made)
    return sorted([*found, *_ones(found, view)], key=lambda count: count.start)


_AND_ONE = re.compile(r"(?:,? et|,? ainsi qu[e'],?|, dont|, parmi lesquel(?:le)?s) ?(une?) (?=\w)")


def _ones(found: list[Count], view: View) -> Iterator[Count]:
    """« trois soldats et un civil », « dix suspects, dont une femme »: one told beside several counts too."""
    flat = plain(view.text)
    for count in found:
        noun = count.noun
        if noun is None or not (_of_people(count) or count.measure == "weapons-seized"):
            continue
        for match in _AND_ONE.finditer(flat, count.end, count.end + _BESIDE_IT):
            one = heads.token_at(view, match.end())
            joined = one.dep_ == "conj" and one.head.i == noun.i
            if one.pos_ != "NOUN" or not (joined or match.group().startswith(", ")):
                continue
            if re.search(r"[;:.]|, (?:une?|les?|la)\b", flat[count.end : match.start()]):
                break
            if _of_people(count) and not (set(classes_of(one)) & GROUPS or view.ref(one)):
                continue
            number = Number(match.start(1), match.end(1), 1, "exact")
            of = (
                counted_of(one, number, view, counted_classes(one) | {"person"})
                if _of_people(count)
                else None
            )
            told = outright.Told(count.measure, whole=True)
            end = one.idx + len(one)
            yield Count(number, one, count.measure, None, count.hit, of, match.start(1), end, told)


# « douze suspects, dont trois chefs »: part of those counted just before, whatever they are called
OUT_OF_THEM = re.compile(
    r"(?:\bdont|\bparmi (?:eux|elles|lesquel(?:le)?s)|\bau nombre desquel(?:le)?s) "
    r"(?:(?:plus|moins|pres|au moins|environ|quelque|d[e']) ?)*$"
)
_BESIDE_IT = 40  # code points within which one more is told beside a count


def _one_weight(first: Count, second: Count, view: View) -> Count | None:
    """« 6 quintaux et 40 kilogrammes »: one weight, in the smaller of its units (640 kg)."""
    much, less = KILOGRAMS.get(first.unit or "", 0.0), KILOGRAMS.get(second.unit or "", 0.0)
    if not less or much <= less or view.text[first.end : second.start].strip() != "et":
        return None
    value = round((first.number.value * much + second.number.value * less) / less, 6)
    number = Number(
        first.number.start, second.number.end, int(value) if value.is_integer() else value, first.number.bound
    )
    return second._replace(number=number, start=first.start, hit=second.hit or first.hit)


def _in_name(number: Number, view: View) -> bool:
    return any(r.start <= number.start and number.end <= r.end for r in view.refs if r.kind != "adjective")


def _total(number: Number, view: View, hits: list[Hit]) -> Count | None:
    """A number that a verb sets as the total of what its subject or object names."""
    for noun in heads.totalled(number, view):
        names, lemmas = counted_classes(noun), set(noun_lemmas(noun.text))
        there = number._replace(start=noun.idx, end=noun.idx)
        said = outright.told(noun, noun.idx + len(noun), there, view, hits, definite=True)
        if said is None and not (names or lemmas & KILLED_NOUNS):
            continue
        hit = _hit_for(noun, number, view, hits)
        decided = said.measure if said else measure_of(noun, names, lemmas, there, view, hit, hits)
        if decided is not None:
            return Count(number, noun, decided, None, hit, None, number.start, number.end, said)
    return None


def _count(number: Number, view: View, hits: list[Hit], found: list[Count], apart: bool) -> Count | None:
    flat = plain(view.text)
    after = flat[number.end : number.end + 14].lstrip(" \u00a0\u202f")
    before = flat[max(0, number.start - 26) : number.start]
    if re.match(
        (
            r"(?:%|pour ?cent|pour mille|ans?\b|(?:a|et) [\w-]+ (?:ans?|mois)\b|°|h\d|heures?\b|"
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
        if not (re.search(r"sur\s*$", before) and heads.counted(number, view) is not None):
            return None
    if re.search(r"\b(?:age[es]*|agee|ages|de|a) (?:de )?$", before) and after.startswith("ans"):
        return None
    if re.search(r"\d ?h ?$", before):
        return None  # « à 6 h 56 »
    if re.search(
        r"\b(?:plus (?:age|jeune|vieux)|plus vieille|aine|aines|ainee|benjamine?)e?s? (?:en a |a )?$", before
    ):
        return None  # « le plus jeune a 18 ans et le plus âgé 59 »
    if (amount := signed(flat, number.end)) is not None:
        view.memory.measures.add("money")
        return Count(number, None, "money", amount.currency, None, None, number.start, amount.end)
    noun = heads.counted(number, view) or heads.changed(number, view)
    if noun is None and apart:
        noun = heads.row_noun(number, view)
    if noun is None and (total := _total(number, view, hits)) is not None:
        view.memory.measures.add(total.measure)
        return total
    part = re.search(
        (
            r"(?:dont|parmi lesquel(?:le)?s|soit|au nombre desquel(?:le)?s|et|contre|apres|"
            r",)\s*(?:(?:plus|moins|pres) d[e']\s*|au moins |environ |quelque |une? )?$"
        ),
        before,
    )
    definite = heads.definite(number, view)
    told = (
        outright.told(noun, noun.idx + len(noun), number, view, hits, definite) if noun is not None else None
    )
    if noun is not None and set(noun_lemmas(noun.text)) & _NOT_COUNTED and told is None:
        return None
    if noun is not None and outright.population(noun, number, view):
        return None
    if definite and noun is None:
        return None
    if noun is not None and heads.out_of(number, view) and "membre" not in noun_lemmas(noun.text):
        return None
    names = counted_classes(noun) if noun is not None else set()
    if noun is not None and (ref := view.ref(noun)) is not None and ref.kind == "adjective":
        names.add("person")  # « huit Syriens »
    lemmas = set(noun_lemmas(noun.text)) if noun is not None else set()
    if noun is not None and not names:  # « 340 bâtons de dynamite »
        held = next((c for c in noun.children if c.dep_ == "nmod" and c.i > noun.i), None)
        names = {"weapon", "drug"} & set(classes_of(held)) if held is not None else names
    start = number.start
    shared = noun is not None and any(c.isdigit() for c in view.text[number.end : noun.idx])
    end = noun.idx + len(noun) if noun is not None and not shared else number.end
    hit = _hit_for(noun, number, view, hits)
    unit: str | None = None
    of: Entity | None = None
    measure: Measure
    weight = lemmas & set(UNITS)
    money = currency(lemmas, flat[end:], view.memory.home) if noun is not None else None
    said = None if weight or money else told or outright.told(noun, end, number, view, hits, definite)
    if money:
        measure, unit = "money", money
    elif _granted(number, flat):
        measure = "money"
    elif weight:
        unit = UNITS[next(iter(weight))]
        if noun is not None and (half := _AND_HALF.match(flat, noun.idx + len(noun))) is not None:
            number, end = number._replace(value=number.value + 0.5), half.end()
        drugs = any("drug" in classes_of(t) for t in view.doc) or "drugs-seized" in view.memory.measures
        drugs = drugs and not _of_goods(noun)
        moved = drugs and _moved(noun, flat)
        if drugs and not moved and any(h.frame.mode == "arrest" for h in hits) and _WITH.search(before):
            said = outright.Told("drugs-seized", whole=True)
        seized = hit is not None and hit.frame.mode == "seize" and not _of_something(noun)
        measure = "drugs-seized" if (drugs and not moved) or seized else "other"
        if moved:
            said = outright.Told("other", whole=True)
        elif measure == "other" and hit is not None and hit.frame.mode == "seize" and _of_arms(noun):
            said = outright.Told("weapons-seized", whole=False)
    elif noun is not None and said is not None:
        measure = said.measure
        of = None if shared else counted_of(noun, number, view, names)
    elif noun is None or not (
        names
        or lemmas & KILLED_NOUNS
        or lemmas & {"blesse", "arrestation", "interpellation", "dossier"}
        or _BEFALLEN.match(plain(noun.text))
    ):
        inherited = found[-1] if found else None
        if (
            inherited is not None
            and (part or apart)
            and (
                noun is None
                or not lemmas - {"autre"}
                or noun.pos_ in ("VERB", "ADJ")
                or _weak(noun)
                or (_of_people(inherited) and OUT_OF_THEM.search(before) and noun.pos_ == "NOUN")
            )
        ):
            own = befalls(number.start, number.end, view, ahead=False) if _of_people(inherited) else None
            own = said.measure if said is not None else own
            return Count(
                number,
                noun if noun is not None and noun.pos_ in ("NOUN",) and not _weak(noun) else None,
                own or inherited.measure,
                inherited.unit,
                inherited.hit,
                None,
                number.start,
                number.end,
                said,
            )
        if noun is None:
            return _bare(number, view, hits, said)
        if noun.pos_ not in ("NOUN",):
            return None
        measure = "other"
    else:
        decided = measure_of(noun, names, lemmas, number, view, hit, hits)
        earlier = found[-1].measure if found else None
        if (
            part
            and earlier is not None
            and earlier.startswith("people-")
            and (names & GROUPS or OUT_OF_THEM.search(before))
            and decided in ("other", None)
        ):
            decided = earlier
        if "cell" in names and decided == "other" and "cells-dismantled" in view.memory.measures:
            decided = "cells-dismantled"
        if decided is None:
            return None
        measure = decided
        of = None if shared else counted_of(noun, number, view, names)
    if said is not None:
        measure = said.measure
    view.memory.measures.add(measure)
    return Count(number, noun, measure, unit, hit, of, start, end, said)


# « un prêt de 900 millions », « les 150 millions d'aide »: an amount that leaves out its currency
_GRANT = (
    r"(?:aide|pret|don|enveloppe|credit|subvention|emprunt|assistance|contribution|financement|rallonge)s?"
)
_GRANT_OF = re.compile(rf"\b{_GRANT}(?: [a-z-]+)? (?:de |d')(?:(?:quelque|plus de|pres de|environ) )?$")
_OF_GRANT = re.compile(rf"\s*(?:de |d'){_GRANT}\b")


def _granted(number: Number, flat: str) -> bool:
    if not re.search(r"\b(?:million|milliard)s?$", flat[number.start : number.end]):
        return False
    if _OF_GRANT.match(flat, number.end):
        return True
    before = _GRANT_OF.search(flat[max(0, number.start - 50) : number.start])
    return before is not None and not re.match(r"\s*(?:de |d')", flat[number.end :])


def _of_people(count: Count) -> bool:
    return count.measure.startswith("people-")


# « quatre tués et deux arrêtés »: what befalls those counted stands for them.
_BEFALLEN = re.compile(r"(?:arrete|interpelle|blesse|capture)e?s$")


def _of_goods(unit: Token | None) -> bool:
    """« 1 600 litres de carburant »: what is weighed is no drug."""
    of = [c for c in unit.children if c.dep_ == "nmod"] if unit is not None else []
    known = set(classes_of(of[0])) if of else set()
    return bool(known & {"goods", "weapon", "relief"}) and "drug" not in known


def _of_arms(unit: Token | None) -> bool:
    """« 12 kilos de semtex »: explosives are weapons by weight too."""
    return unit is not None and any("weapon" in classes_of(c) for c in unit.children if c.dep_ == "nmod")


def _of_something(unit: Token | None) -> bool:
    """« 40 kilos de limaille »: told what is weighed, and it is no drug known."""
    of = (
        [c for c in unit.children if c.dep_ == "nmod" and c.pos_ in ("NOUN", "PROPN")]
        if unit is not None
        else []
    )
    return bool(of) and not any("drug" in classes_of(c) for c in of)


_MOVES = frozenset([
    "importer", "exporter", "ecouler", "vendre", "revendre", "charger", "acheminer", "transporter",
    "expedier", "produire", "consommer", "introduire", "convoyer", "livrer", "cultiver",
])  # fmt: skip
_STOPPED = re.compile(
    r"\b(?:saisi|saisie|intercept|decouv|decouvr|confisqu|trouv|mis\w* la main|recuper|brul|incine|detrui|"
    r"prise|butin|cache|dissimul|perquisition|douan)"
)


# « sept hommes ont été arrêtés avec 1,4 tonne de cannabis »: what those caught had is seized
_WITH = re.compile(
    r"\b(?:avec|en possession d[e']|porteu(?:rs?|ses?) d[e']|transportant|detenant|munie?s? d[e']) ?"
    r"(?:(?:plus|pres|moins|environ|quelque|d[e']|au moins) ?)*$"
)


_AND_HALF = re.compile(r" et demie?\b")  # « deux tonnes et demie »


def _moved(unit: Token | None, flat: str) -> bool:
    """« La bande a écoulé 140 kilos d'héroïne »: nobody has seized them."""
    verb = nearest_verb(unit) if unit is not None else None
    return verb is not None and bool(_MOVES & set(verb_lemmas(verb.text))) and _STOPPED.search(flat) is None


def _weak(noun: Token) -> bool:
    """A noun that is no counted thing but the head of the next phrase."""
    return plain(noun.text) in ("premiere", "seconde", "annee", "autres", "entre", "suivante")


def _bare(number: Number, view: View, hits: list[Hit], said: outright.Told | None) -> Count | None:
    """« le service en a arrêté 92 », « 37 d'entre eux y ont péri », « vingt-sept ont été blessées »."""
    token = heads.token_at(view, number.start)
    after = plain(view.text[number.end : number.end + 14])
    if number.value <= 31 and re.search(r"\b(?:le|du|au) $", plain(view.text[: number.start])):
        return None  # « abattu le 19 en pleine rue »
    pointed = re.search(r"d'entre|\bdes (?:siens|siennes|leurs|notres)\b", after) or re.search(
        r"\ben (?:a|ont|avait|avaient|\w+) ?(?:\w+ )?$",
        plain(view.text[max(0, number.start - 24) : number.start]),
    )
    behind = heads.token_at(view, number.end + 1)
    if not (pointed or behind.pos_ in ("VERB", "AUX", "ADJ") or plain(behind.text) in _BESIDE):
        return None
    hit = _hit_for(token, number, view, hits)
    measure = said.measure if said is not None else None
    measure = measure or by_event(token, hit, view) or befalls(number.start, number.end, view)
    return Count(number, None, measure or "other", None, hit, None, number.start, number.end, said)


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
