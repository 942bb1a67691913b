"""Counts of which the words say outright what they are of: no weighing of measures can know better.

« Sept cents Européens ont rejoint les rangs de Daech », « 40 stagiaires ont obtenu leur diplôme », « cinq
réunions ont été tenues »: measures that the gold corpora hold too rarely for the fitted table to know them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

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
_DEEDS: dict[str, Measure] = {
    "expulsion": "people-expelled", "eloignement": "people-expelled", "refoulement": "people-expelled",
    "reconduite": "people-expelled", "arrestation": "people-arrested", "interpellation": "people-arrested",
    "condamnation": "people-convicted", "revenant": "fighters-returned", "returnee": "fighters-returned",
}  # fmt: skip
_ZONE = r"(?:syrie|irak|zones?|theatres?|camps?|front|nord-est|califat|daech|levant|combats?)"
_RANKS = (
    r"(?:l[ea]s? |l'|en |au |aux |du |de |des |d')*(?:rangs|ei\b|etat islamique|daech|daesh|syrie|irak|"
    r"zone irako|zone syro|al-qaida|djihad|jihad|front|insurrection|califat|theatres? |"
    r"(?:groupe|organisation)s? (?:terroriste|djihadiste|jihadiste|arme)|zones? de (?:conflit|combat|guerre))"
)
_COURSE = (
    r"(?:(?:a|d'|de|du|au|aux|des|une?|la|le|leur|cette|ce|premiere?|meme) ?)*"
    r"(?:(?:formation|stage|entrainement|diplome|brevet|certificat)s?|cours|(?:session|cycle)s? de formation)"
    r"\b"
)
# What those counted do or undergo, by the words right behind them.
_BEHIND: tuple[tuple[Measure, re.Pattern[str]], ...] = (
    ("fighters-joined", re.compile(rf"\b(?:rejoint?|rejoindre|rallie|integre|gagne)e?s? {_RANKS}")),
    (
        "fighters-joined",
        re.compile(rf"\bpartie?s? (?:combattre|se battre|faire le (?:djihad|jihad)|{_RANKS})"),
    ),
    (
        "fighters-joined",
        re.compile(rf"\b(?:enrole|engage)e?s? (?:dans|aupres|chez|au sein|sous)?\s*{_RANKS}"),
    ),
    ("fighters-joined", re.compile(r"\bpris le chemin (?:de la syrie|de l'irak|du djihad|du jihad)")),
    ("people-trained", re.compile(r"\b(?:initie|forme|entraine|instruit|diplome)e?s\b(?! (?:de|d'|par)\b)")),
    (
        "people-trained",
        re.compile(
            rf"\b(?:suivi|beneficie|recu|acheve|termine|participe|pris part|suivent|obtenu)\w* {_COURSE}"
        ),
    ),
    (
        "people-wounded",
        re.compile(
            r"\b(?:grievement |legerement |serieusement )(?:touche|atteint)e?s|"
            r"\btouchee?s par (?:balles?|des (?:eclats|tirs))|\bhospitalisee?s\b"
        ),
    ),
)
_RETURN = re.compile(rf"\b(?:rentre|revenu|retourne|rapatrie|ramene)e?s\b[^,;.]*\b{_ZONE}\b")
_BROUGHT = re.compile(r"\b(?:rapatri|ramen|fait revenir|fait rentrer)\w*\b")
_CAME_BACK = re.compile(r"\b(?:rentre|revenu|retourne|regagne)e?s?\b")
_ADULTS = frozenset(("femme", "mere", "epouse", "veuve", "adulte", "homme"))
_FIGHTERS = frozenset(("combattant", "djihadiste", "jihadiste", "terroriste", "membre"))
_STRIKES = frozenset(
    ("attentat", "attentat-suicide", "attaque", "embuscade", "assaut", "cyberattaque", "raid", "fusillade",
     "attaque-suicide")
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
    r"\b(?:compt|comprend|comprenait|align|dispos|regroup|rassembl|compos|constitu|form|fort|estim|evalu|"
    r"chiffr)\w* "
    r"(?:(?:a|de|d'|environ|quelque|plus|moins|pres|au|pas|loin|jusqu'a) ?)*$"
)
_BANDS = re.compile(
    r"\b(?:effectifs?|groupe|groupuscule|milice|guerilla|branche|katiba|mouvement|organisation|cellule|reseau|"
    r"bande|faction|brigade)\b"
)
_PEOPLE = (*GROUPS, "refugee", "returnee", "specialist", "deportee", "hostage")
_UNITS = frozenset(
    ("brigade", "unite", "equipe", "bataillon", "comite", "cellule", "compagnie", "groupe", "regiment")
)
_REACH = 70
_ENDS = re.compile(
    r"[;:.]|, (?:dont|et|quand|tandis|alors|une?|les?|la|l'|des|\d)| et \w+ (?:autres|ont|sont)\b"
)


def told(
    noun: Token | None, end: int, number: Number, view: View, hits: Sequence[Hit], definite: bool
) -> Told | None:
    """What the words say that a number is of; None where it has to be weighed."""
    flat = plain(view.text)
    lemmas = set(noun_lemmas(noun.text)) if noun is not None else set()
    names = counted_classes(noun) if noun is not None else set()
    if deed := next((measure for name, measure in _DEEDS.items() if name in lemmas), None):
        return Told(deed, False)
    if noun is not None and re.match(r"(?:pays|etats|nations) membres\b", flat[noun.idx :]):
        return Told("members", False)
    verb = nearest_verb(noun) if noun is not None else None
    if noun is not None and (event := _event(noun, lemmas, verb, flat, hits)) is not None:
        return Told(event, not definite and number.value > 1 and _by(verb, event))
    people = noun is None or bool(names & set(_PEOPLE)) or view.ref(noun) is not None or not names
    if not people or lemmas & _UNITS:
        return None
    return next(_of_people(noun, lemmas, end, number, flat, definite), None)


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
    if _MEETINGS & lemmas and done & _HELD and not (lemmas & {"tour"} and "pourparler" not in flat):
        return "meetings"
    return None


def _by(verb: Token | None, event: Measure) -> bool:
    """Whether the verb says that as many took place."""
    return verb is not None and bool(
        set(verb_lemmas(verb.text)) & (_HELD if event == "meetings" else _STRUCK)
    )


def _of_people(
    noun: Token | None, lemmas: set[str], end: int, number: Number, flat: str, definite: bool
) -> Iterator[Told]:
    behind = _ENDS.split(flat[end : end + _REACH])[0]
    before = re.split(r"[;:.,]", flat[max(0, number.start - _REACH) : number.start])[-1]
    for measure, words in _BEHIND:
        if words.search(behind):
            yield Told(measure, not definite)
    fighters = bool(lemmas & _FIGHTERS) or bool(lemmas & _ADULTS)
    if _RETURN.search(behind) and not lemmas & {"enfant", "mineur", "orphelin"}:
        yield Told("fighters-returned", not definite)
    if lemmas & _FIGHTERS and _CAME_BACK.search(behind):
        yield Told("fighters-returned", not definite)
    if fighters and _BROUGHT.search(before) and (lemmas & _FIGHTERS or re.search(rf"\b{_ZONE}\b", behind)):
        yield Told("fighters-returned", False)
    if noun is not None and lemmas & {"combattant"} and re.match(r"\w+ etrangers?\b", flat[noun.idx :]):
        if re.search(r"\b(?:nombre|total|effectifs?)\b", before):
            yield Told("fighters-joined", False)
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
