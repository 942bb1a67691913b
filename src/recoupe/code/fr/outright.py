"""Counts of which the words say outright what they are of: no weighing of measures can know better.

« Sept cents Européens ont rejoint les rangs de Daech », « 40 stagiaires ont obtenu leur diplôme », « cinq
réunions ont été tenues »: measures that the gold corpora hold too rarely for the fitted table to know them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from recoupe.code.fr import befallen, measures
from recoupe.code.fr.classes import counted_classes
from recoupe.code.fr.frames import Hit
from recoupe.code.fr.measures import GROUPS, nearest_verb
from recoupe.code.fr.numbers import Number
from recoupe.code.fr.parse import Token
from recoupe.code.fr.view import View
from recoupe.code.fr.words import noun_lemmas, plain, verb_lemmas
from recoupe.model import Measure


class Told(NamedTuple):
    """The measure that the words fix, and whether they also say that the number is a figure."""

    measure: Measure
    whole: bool


# Nouns of deeds done to as many as are counted: « 23 expulsions », « six condamnations ».
DEEDS: dict[str, Measure] = {
    "expulsion": "people-expelled", "eloignement": "people-expelled", "refoulement": "people-expelled",
    "reconduite": "people-expelled", "arrestation": "people-arrested", "interpellation": "people-arrested",
    "condamnation": "people-convicted", "homicide": "people-killed",
    "revenant": "fighters-returned", "returnee": "fighters-returned",
}  # fmt: skip
_STRIKES = frozenset(
    ("attentat", "attentat-suicide", "attaque", "embuscade", "assaut", "cyberattaque", "raid", "fusillade",
     "attaque-suicide", "frappe", "bombardement")
)  # fmt: skip
_STRIKES_OF = re.compile(
    r"(?:actes? (?:de (?:piraterie|terrorisme|sabotage)|terroristes?)|"
    r"tirs? de (?:roquettes?|missiles?|mortiers?|obus)|"
    r"incidents? (?:de piraterie|de securite|armes?|maritimes?))"
)
_MEETINGS = frozenset(
    ("reunion", "rencontre", "session", "seance", "sommet", "conference", "atelier", "seminaire", "colloque",
     "round", "tour", "table")
)  # fmt: skip
# Verbs by which one tells that as many were held, struck, recorded.
_HELD = frozenset(
    ("tenir", "organiser", "derouler", "participer", "accueillir", "abriter", "presider", "animer", "avoir")
)
_STRUCK = frozenset(
    ("viser", "frapper", "secouer", "revendiquer", "mener", "perpetrer", "recenser", "enregistrer",
     "commettre", "subir", "denombrer", "toucher", "endeuiller", "essuyer", "signaler", "lancer", "compter",
     "ensanglanter")
)  # fmt: skip
_STRENGTH = re.compile(
    r"\b(?:compt|comprend|comprenait|revendiqu|align|dispos|regroup|rassembl|compos|constitu|form|fort|estim|evalu|"
    r"chiffr)\w* "
    r"(?:(?:a|de|d'|environ|quelque|plus|moins|pres|au|pas|loin|jusqu'a|aujourd'hui|desormais) ?)*$"
)
# « la KFOR, forte de 4 500 hommes »
_STRONG = re.compile(r"\bforte?s? (?:de|d') ?(?:(?:quelque|environ|plus|moins|pres|de|d') ?)*$")
_POSTED = re.compile(r"\b(?:contingent|detachement|garnison|base) ")
_BANDS = re.compile(
    r"\b(?:effectifs?|equipe|alliance|groupe|groupuscule|milice|guerilla|branche|katiba|mouvement|organisation|cellule|reseau|"
    r"bande|faction|brigade)\b"
)
_STAFF = frozenset(("soldier", "police", "rebel", "specialist", "person"))
_TEXTS = frozenset(("texte", "entente", "accord", "convention", "protocole", "memorandum", "traite"))
_SIGNED = frozenset(("signer", "parapher", "conclure", "ratifier"))
PEOPLE = frozenset((*GROUPS, "refugee", "returnee", "specialist", "deportee", "hostage"))
_UNITS = frozenset(
    (
        "brigade",
        "unite",
        "equipe",
        "gouvernement",
        "parti",
        "coalition",
        "alliance",
        "front",
        "bataillon",
        "comite",
        "cellule",
        "compagnie",
        "groupe",
        "regiment",
    )
)
# « le nombre de cellules démantelées »
_BROKEN_UP = re.compile(
    r" (?:(?:terroriste|jihadiste|djihadiste|criminel|criminelle)s )?(?:demantel|neutralis)ee?s\b"
)
# « a permis de découvrir trois pistolets »
_FOUND = frozenset(
    ("decouvrir", "retrouver", "saisir", "recuperer", "confisquer", "intercepter", "ramasser", "deterrer")
)
# « faisant 26 morts et une quarantaine de disparus »: neither dead nor wounded
_ELSEWHERE = frozenset(("disparu", "deplace", "sinistre", "rescape", "survivant"))
_REACH = 70
_ENDS = re.compile(
    r"[;:.]|, (?:dont|et|quand|tandis|alors|une?|les?|la|l'|des|\d)|(?:,| et) \w+ (?:autres|ont|sont)\b"
)
# « quatre ont été abattus et cinq otages ont été libérés »: what befell these befell no others
_ANOTHER_CLAUSE = re.compile(
    r"\b(?:ont|sont|avaient|etaient) .*?(?P<rest> et (?:[\w'-]+ ){1,2}(?:ont|sont|avaient|etaient)\b)"
)


def told(
    noun: Token | None, end: int, number: Number, view: View, hits: Sequence[Hit], definite: bool
) -> Told | None:
    """What the words say that a number is of; None where it has to be weighed."""
    flat = plain(view.text)
    lemmas = set(noun_lemmas(noun.text)) if noun is not None else set()
    names = counted_classes(noun) if noun is not None else set()
    if deed := next((measure for name, measure in DEEDS.items() if name in lemmas), None):
        return Told(deed, False)
    if noun is not None and re.match(r"(?:pays|etats|nations) membres\b", flat[noun.idx :]):
        # « l'Union compte 55 États membres », but « douze États membres ont écrit »
        whole = definite or _STRENGTH.search(flat[max(0, number.start - _REACH) : number.start])
        return Told("members" if whole else "states", False)
    verb = nearest_verb(noun) if noun is not None else None
    if noun is not None and "cell" in names and not names & GROUPS and _BROKEN_UP.match(flat, end):
        return Told("cells-dismantled", False)
    if noun is not None and "weapon" in names and verb is not None:
        if _FOUND & set(verb_lemmas(verb.text)):
            return Told("weapons-seized", not definite)
    if noun is not None and (event := _event(noun, lemmas, verb, flat, hits)) is not None:
        return Told(event, not definite and number.value > 1 and _by(verb, event))
    if noun is not None and "membre" in lemmas:
        if measures.all_members(noun, number, flat):
            return Told("members", False)
        if (done := measures.befalls(number.start, end, view, noun)) is not None:
            return Told(done, False)
    people = noun is None or bool(names & PEOPLE) or view.ref(noun) is not None or not names
    people = people or bool(lemmas & {"cadre", "corps", "cadavre", "depouille"})
    if not people or lemmas & _UNITS:
        return None
    return next(_of_people(noun, lemmas, end, number, view, definite), None)


def _event(
    noun: Token, lemmas: set[str], verb: Token | None, flat: str, hits: Sequence[Hit]
) -> Measure | None:
    done = set(verb_lemmas(verb.text)) if verb is not None else set()
    if _STRIKES & lemmas or _STRIKES_OF.match(flat, noun.idx):
        over = {name for t in noun.ancestors for name in verb_lemmas(t.text)} | done
        if over & {"dejouer", "empecher", "prevenir", "avorter", "desamorcer"}:
            return "attacks-foiled"
        foiled = any(hit.frame.mode == "foil" for hit in hits)
        return "attacks" if not foiled and not done & {"eviter", "faire", "mettre"} else None
    if _TEXTS & lemmas and (
        done & _SIGNED or any("signature" in noun_lemmas(t.text) for t in noun.ancestors)
    ):
        return "agreements"
    if _MEETINGS & lemmas and done & _HELD and not (lemmas & {"tour"} and "pourparler" not in flat):
        return "meetings"
    return None


def _by(verb: Token | None, event: Measure) -> bool:
    """Whether the verb says that as many took place."""
    return verb is not None and bool(
        set(verb_lemmas(verb.text)) & (_HELD if event == "meetings" else _STRUCK)
    )


def _of_people(
    noun: Token | None, lemmas: set[str], end: int, number: Number, view: View, definite: bool
) -> Iterator[Told]:
    flat = plain(view.text)
    behind = _ENDS.split(flat[end : end + _REACH])[0]
    if (other := _ANOTHER_CLAUSE.search(behind)) is not None:
        behind = behind[: other.start("rest")]
    before = re.split(r"[;:.,]", flat[max(0, number.start - _REACH) : number.start])[-1]
    for measure in befallen.outcomes(lemmas, before, behind):
        yield Told(measure, not definite)
    if lemmas & _ELSEWHERE and measures.befalls(number.start, end, view, noun, ahead=False) is None:
        yield Told("other", not definite)
    if befallen.brought_back(lemmas, before, behind):
        yield Told("fighters-returned", False)
    if noun is not None and lemmas & {"combattant"} and re.match(r"\w+ etrangers?\b", flat[noun.idx :]):
        if re.search(r"\b(?:nombre|total|effectifs?)\b", before):
            yield Told("fighters-joined", False)
    if noun is not None and counted_classes(noun) & _STAFF and _STRONG.search(before):
        if not _POSTED.search(flat[: number.start]):  # it is a part of no band
            yield Told("members", False)
    if noun is not None and _STRENGTH.search(before) and _BANDS.search(before):
        yield Told("members", False)


def population(noun: Token, number: Number, view: View) -> bool:
    """« Le pays compte 45 millions d'habitants », « une ville de 30 000 âmes »."""
    if not set(noun_lemmas(noun.text)) & {"habitant", "ame", "electeur"}:
        return False
    before = plain(view.text[max(0, number.start - 40) : number.start])
    return bool(
        re.search(
            r"\b(?:compte|comptait|abrite|peuplee? de|pays de|ville de|village de|localite de)\b[^,;.]*$",
            before,
        )
    )
