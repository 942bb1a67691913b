"""Counts of which the words say outright what they are of: no weighing of measures can know better.

« Sept cents Européens ont rejoint les rangs de Daech », « 40 stagiaires ont obtenu leur diplôme », « cinq réunions
ont été tenues »: measures that the gold corpora hold too rarely for the fitted table to know them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from recoupe.code.fr import tree
from recoupe.code.fr.classes import classes_of
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
    r"(?:l[ea]s? |l'|en |au |aux |du |de |des |d')*(?:rangs|ei\b|etat islamique|daech|daesh|syrie|irak|zone irako|"
    r"zone syro|al-qaida|djihad|jihad|front|insurrection|califat|groupes? (?:terroriste|djihadiste|jihadiste|arme)|"
    r"organisations? (?:terroriste|djihadiste|jihadiste)|zones? de (?:conflit|combat|guerre)|theatres? )"
)
_COURSE = (
    r"(?:(?:a|d'|de|du|au|aux|des|une?|la|le|leur|cette|ce|premiere?|meme) ?)*"
    r"(?:formations?|stages?|cours|entrainements?|sessions? de formation|cycles? de formation|diplomes?|brevets?|"
    r"certificats?)\b"
)
# What those counted do or undergo, by the words right behind them.
_BEHIND: tuple[tuple[Measure, re.Pattern[str]], ...] = (
    ("fighters-joined", re.compile(rf"\b(?:rejoint?|rejoindre|rallie|integre|gagne)e?s? {_RANKS}")),
    ("fighters-joined", re.compile(rf"\bpartie?s? (?:combattre|se battre|faire le (?:djihad|jihad)|{_RANKS})")),
    ("fighters-joined", re.compile(rf"\b(?:enrole|engage)e?s? (?:dans|aupres|chez|au sein|sous)?\s*{_RANKS}")),
    ("fighters-joined", re.compile(r"\bpris le chemin (?:de la syrie|de l'irak|du djihad|du jihad)")),
    ("people-trained", re.compile(r"\b(?:initie|forme|entraine|instruit|diplome)e?s\b")),
    (
        "people-trained",
        re.compile(
            rf"\b(?:suivi|beneficie|recu|acheve|termine|participe|pris part|suivent|obtenu)\w* {_COURSE}"
        ),
    ),
    (
        "people-wounded",
        re.compile(
            r"\b(?:grievement |legerement |serieusement )(?:touche|atteint)e?s|\btouchee?s par (?:balles?|des (?:eclats|tirs))|"
            r"\bhospitalisee?s\b"
        ),
    ),
)
_RETURN = re.compile(rf"\b(?:rentre|revenu|retourne|rapatrie|ramene)e?s\b[^,;.]*\b{_ZONE}\b")
_BROUGHT = re.compile(r"\b(?:rapatri|ramen|fait revenir|fait rentrer)\w*\b")
_CAME_BACK = re.compile(r"\b(?:rentre|revenu|retourne|regagne)e?s?\b")
_ADULTS = frozenset(("femme", "mere", "epouse", "veuve", "adulte", "homme"))
_FIGHTERS = frozenset(("combattant", "djihadiste", "jihadiste", "terroriste", "membre"))
_STRIKES = frozenset(
    ("attentat", "attentat-suicide", "attaque", "embuscade", "assaut", "cyberattaque", "raid", "attaque-suicide",
     "fusillade")
)  # fmt: skip
_STRIKES_OF = re.compile(
    r"(?:actes? de (?:piraterie|terrorisme|sabotage)|actes? terroristes?|tirs? de (?:roquettes?|missiles?|mortiers?|obus)|"
    r"incidents? (?:de piraterie|de securite|armes?|maritimes?))"
)
_MEETINGS = frozenset(
    ("reunion", "rencontre", "session", "seance", "sommet", "conference", "atelier", "seminaire", "colloque", "round",
     "tour", "table")
)  # fmt: skip
# Verbs by which one tells that as many were held, struck, recorded.
_HELD = frozenset(
    ("tenir", "organiser", "derouler", "participer", "accueillir", "abriter", "presider", "animer", "avoir")
)
_STRUCK = frozenset(
    ("viser", "frapper", "secouer", "revendiquer", "mener", "perpetrer", "recenser", "enregistrer", "commettre",
     "subir", "denombrer", "toucher", "endeuiller", "essuyer", "signaler", "lancer", "compter", "ensanglanter")
)  # fmt: skip
_STRENGTH = re.compile(
    r"\b(?:compt|comprend|comprenait|align|dispos|regroup|rassembl|compos|constitu|form|fort)\w*\b"
)
_BANDS = re.compile(
    r"\b(?:effectifs?|groupe|groupuscule|milice|guerilla|branche|katiba|mouvement|organisation|cellule|reseau|bande|"
    r"faction|brigade)\b"
)
_REACH = 70
_ENDS = re.compile(r"[;:.]|, (?:dont|et|quand|tandis|alors|une?|les?|la|l'|des|\d)| et \w+ (?:autres|ont|sont)\b")


def told(noun: Token | None, end: int, number: Number, view: View, definite: bool) -> Told | None:
    """What the words say that a number is of; None where it has to be weighed."""
    flat = plain(view.text)
    lemmas = set(noun_lemmas(noun.text)) if noun is not None else set()
    names = set(classes_of(noun)) if noun is not None else set()
    if deed := next((measure for name, measure in _DEEDS.items() if name in lemmas), None):
        return Told(deed, False)
    if noun is not None and re.match(r"(?:pays|etats|nations) membres\b", flat[noun.idx :]):
        return Told("members", False)
    verb = nearest_verb(noun) if noun is not None else None
    if noun is not None and (event := _event(noun, lemmas, verb, flat)) is not None:
        return Told(event, not definite and number.value > 1 and _by(verb, event))
    people = noun is None or bool(names & (GROUPS | {"refugee", "returnee"})) or view.ref(noun) is not None
    if not people:
        return None
    return next(_of_people(noun, lemmas, end, number, flat, definite), None)


def _event(noun: Token, lemmas: set[str], verb: Token | None, flat: str) -> Measure | None:
    done = set(verb_lemmas(verb.text)) if verb is not None else set()
    if _STRIKES & lemmas and not done & {"dejouer", "empecher", "prevenir", "eviter", "avorter", "faire", "mettre"}:
        return "attacks"
    if _STRIKES_OF.match(flat, noun.idx):
        return "attacks"
    if _MEETINGS & lemmas and done & _HELD and not (lemmas & {"tour"} and "pourparler" not in flat):
        return "meetings"
    return None


def _by(verb: Token | None, event: Measure) -> bool:
    """Whether the verb says that as many took place."""
    return verb is not None and bool(set(verb_lemmas(verb.text)) & (_HELD if event == "meetings" else _STRUCK))


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
    if _STRENGTH.search(before) and _BANDS.search(before) and _counted_by(noun):
        yield Told("members", False)


def _counted_by(noun: Token | None) -> bool:
    """« Le groupe compte 300 combattants », « est composée de 20 hommes »: the count is the verb's own."""
    if noun is None:
        return False
    verb = next((t for t in tree.ancestors(noun) if t.pos_ in ("VERB", "ADJ")), None)
    return verb is not None and bool(_STRENGTH.match(plain(verb.text)))
