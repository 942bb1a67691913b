"""What measure a count is of: by the noun, by what befalls those counted, by the act it belongs to."""

from __future__ import annotations

import re

from recoupe.code.fr import tree
from recoupe.code.fr.classes import classes_of, sector_of
from recoupe.code.fr.entities import country_beside, one_entity
from recoupe.code.fr.frames import Hit
from recoupe.code.fr.numbers import Number
from recoupe.code.fr.parse import Token
from recoupe.code.fr.phrases import owned, phrase
from recoupe.code.fr.roles import MEASURE_NOUNS
from recoupe.code.fr.view import View
from recoupe.code.fr.words import noun_lemmas, plain, verb_lemmas
from recoupe.model import Entity, Measure

KILLED_NOUNS = frozenset(["mort", "tue", "deces", "corps", "victime", "cadavre", "depouille"])
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
        "liquider",
    ]
)
_WOUND_VERBS = frozenset(["blesser"])
GROUPS = frozenset(
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


_BY_FRAME: dict[tuple[str, str | None], Measure] = {
    ("COERCE", "arrest"): "people-arrested",
    ("SANCTION", "convict"): "people-convicted",
    ("AID", "train"): "people-trained",
    ("SANCTION", "expel"): "people-expelled",
    ("COERCE", "deport"): "people-expelled",
    ("ASSAULT", "targeted"): "people-killed",
}


def by_event(noun: Token, hit: Hit | None, view: View) -> Measure | None:
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
    if hit is None or (
        noun.dep_ == "nsubj"
        and noun.head.i == hit.token.i
        and any(child.dep_ == "obj" for child in hit.token.children)
    ):
        return None  # « trois mille policiers ont arrêté le suspect »: they do it
    return _BY_FRAME.get((hit.frame.type, hit.frame.mode))


# What befalls those who are counted, by the words of their clause (plain letters); for what the verb's own
# frame leaves open.
_BEFALLS: tuple[tuple[Measure, str, str], ...] = (
    (
        "people-killed",
        r"(?:laisse|perdu|perdent|perdirent)\w* la vie|\bperi(?:s|es|r|rent|ssent)?\b|"
        r"(?:trouve\w*|ete mis a) (?:la )?mort|"
        r"\btombe\w* (?:sous|au combat|au champ|a leur tour)|massacre|\btue(?:s|es|e)?\b|abattu|assassine|"
        r"succomb|\bmorts?\b|"
        r"figur\w+ (?:parmi|au nombre) (?:les|des) victimes|portes? en terre|liquide|enterre|"
        r"inhume|decapit|egorge|execute",
        r"\b(?:tue|tuant|abattu|abattant|massacre|assassine|egorge|execute|elimine|liquide|liquidait|enterre|inhume)\b|"
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
        r"expuls|refoul|reconduit|renvoye|limoge|(?:somme|prie|invite)s? de (?:quitter|partir|faire)|"
        r"declares? (?:indesirable|persona)|dechus? de",
        r"\b(?:expulse|refoule|reconduit|limoge)\b|expulsion|refoulement|declare (?:indesirable|persona)",
    ),
    # « trois autres sont en fuite », « Cinq ont été acquittés »: what befell the rest has not befallen them
    (
        "other",
        r"(?:portee?s? |deme\w+ )disparue?s?|\ben (?:fuite|cavale)\b|\bacquitt|\brelaxe",
        r"\b(?:acquitte|relaxe)\b",
    ),
    (
        "fighters-joined",
        r"(?:(?:parti|alle)e?s? (?:(?:faire le djihad|se battre|combattre) )?(?:vers|pour|en) "
        r"(?:la |l')?(?:syrie|irak|libye|somalie)\b|"
        r"(?:rejoint|gagne|rallie) (?:la syrie|l'irak|les (?:zones|theatres) de|les rangs d))",
        r"(?!)",  # only by what follows
    ),
)
# « déclaré persona non grata deux membres de l'ambassade »; « prié sept dirigeants de quitter son sol »
_UNWANTED = re.compile(r"declar\w+ (?:indesirables?|persona(?:e)? non grata(?:e)?)\s*(?:\w+\s)?$")
_TOLD = re.compile(r"\b(?:pri|somm|enjoint|enjoign|ordonn|invit|intim|donn)\w*\s(?:[\w' -]{0,25}\s)?(?:a )?$")
_TO_LEAVE = re.compile(
    r"[^,;:.]{0,50}\b(?:a|d[e']|pour) ?(?:quitter (?:le (?:pays|territoire|royaume|sol)|son |l'|la |les )|"
    r"(?:re)?partir\b|faire (?:ses|leurs) (?:valises|bagages))"
)


def _shown_out(start: int, end: int, flat: str) -> bool:
    """Whether those counted have been told to leave a country."""
    before = flat[max(0, start - _REACH) : start]
    if _UNWANTED.search(before):
        return True
    return _TOLD.search(before) is not None and _TO_LEAVE.match(flat, end) is not None


# « condamné à mort », « la peine de mort »: nobody has died.
_SENTENCED = re.compile(r"\b((?:condamn\w*|peines?|sentences?) (?:a|de) (?:la )?)mort\b")
# « la France, qui maintient 1.500 hommes, a condamné le coup »: behind a counted object, another's clause.
_OTHERS_VERB = re.compile(r", (?:a|ont|est|sont|avait|avaient|etait|etaient|aurait|auraient|s'est|se sont)\b")
# « deux marins, un Grec et un Roumain, y ont laissé la vie »: who they are, told between commas.
_ASIDE = re.compile(r"^([^,;:.]{0,25}), (?:une?|l'une?) [^,;:.]{2,30} et (?:une?|l'autre) [^,;:.]{2,30},")
# Who leaves for a war of others on orders, in flight or at work joins no band.
_SENT = frozenset(("soldier", "police", "refugee", "government", "media", "diplomat", "relief", "specialist"))
_REACH = 60  # characters before and behind a count that are its clause


def befalls(
    start: int, end: int, view: View, noun: Token | None = None, ahead: bool = True
) -> Measure | None:
    """What befalls those counted, by the words behind the count, else (``ahead``) by those before it."""
    flat = _SENTENCED.sub(r"\1----", plain(view.text))
    if noun is not None and noun.dep_ == "obj" and (others := _OTHERS_VERB.search(flat, end)) is not None:
        flat = flat[: others.start()]
    rest = _ASIDE.sub(r"\1 ", flat[end:])
    behind = re.split(
        r"[;:.]|, (?:dont|et|quand|tandis|une?|les?|la|l'|des|\d|\w+ (?:ont|sont|autres)\b)", rest[:_REACH]
    )[0]
    before = re.split(r"[;:.,]", flat[max(0, start - _REACH) : start])[-1]
    sent = noun is not None and bool(_SENT & set(classes_of(noun)))
    found = [
        (match.start(), measure)
        for measure, after, _ in _BEFALLS
        if (match := re.search(after, behind)) is not None and not (sent and measure == "fighters-joined")
    ]
    if found:
        return min(found)[1]
    if not ahead:
        return None
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


# « six membres de l'équipage », « deux membres de la famille »: of no band.
_WHOLES = frozenset(("equipage", "famille", "personnel", "delegation", "gouvernement", "parlement"))


# « huit attentats ont fait 259 morts »: none of these was foiled, whatever else was
_DID_HARM = re.compile(r"[\w' -]{0,25}\b(?:ont|avaient) (?:fait|tue|coute|blesse|cause|frappe|endeuille)\b")
# « le groupe compte 3 000 combattants », « l'agence compte 350 employés »
_COUNTS = re.compile(r"\b(?:compt(?:e|ent|ait|aient|erait)|revendiqu(?:e|ent|ait))\s(?:[\w' ]{0,22}\s)?$")
_ITS_OWN = frozenset(("combattant", "employe", "adherent", "sympathisant", "militant", "salarie"))


# « le groupe compte douze membres », « une cellule de douze membres »
_STRONG = re.compile(
    r"\b(?:compt|comprend|comprenait|regroup|rassembl|revendiqu|totalis|repos|compos|form|fort)\w* "
    r"(?:(?:sur|de|d'|environ|quelque|plus|moins|pres|au moins|une?|desormais|aujourd'hui) ?)*$|"
    r"\b(?:cellules?|groupes?|groupuscules?|bandes?|reseaux?|commandos?|equipes?|gangs?|filieres?|alliances?|clubs?|"
    r"forums?|conseils?|comites?) (?:\w+ ){0,2}(?:de|d') ?$"
)
_ALL = re.compile(r"\b(?:les|des|aux|ses|leurs|ces) (?:quelque )?$")
_SOME = re.compile(r"\bd[e'] ?(?:ses|leurs|nos|ces) \w*$")


def all_members(noun: Token, number: Number, flat: str) -> bool:
    """Whether all of a band are counted (« les sept membres »), and not nine of them who were arrested."""
    if "membre" not in noun_lemmas(noun.text):
        return False
    if _WHOLES & {n for c in noun.children for n in noun_lemmas(c.text)} or _SOME.search(flat[: noun.idx]):
        return False
    before = flat[max(0, number.start - 40) : number.start]
    return _ALL.search(before) is not None or _STRONG.search(before) is not None


def measure_of(
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
    if lemmas & KILLED_NOUNS and not (lemmas & {"victime"} and "blesse" in flat):
        return "people-killed"
    if "blesse" in lemmas or (noun.pos_ in ("VERB", "ADJ") and "blesser" in verb_lemmas(noun.text)):
        return "people-wounded"
    if lemmas & {"arrestation", "interpellation"} or re.match(
        r"gardes? a vue|interpelles?|arretes?\b|captures\b", flat[noun.idx :]
    ):
        return "people-arrested"
    if names & GROUPS or "membre" in lemmas:
        if _shown_out(number.start, noun.idx + len(noun), flat):
            return "people-expelled"
    band = all_members(noun, number, flat)
    band = band or bool(lemmas & _ITS_OWN and _COUNTS.search(flat[max(0, number.start - 40) : number.start]))
    if band or re.search(
        (
            r"(?:cellule|groupe|bande|reseau|commando|equipe|gang|filiere),?\s+(?:\w+ )?(?:de|forte? de|"
            r"composee? de|comptant|formee? de)\s*$"
        ),
        flat[max(0, number.start - 30) : number.start],
    ):
        return "members"
    if "attack" in names and not names & {"agreement"}:
        done_harm = _DID_HARM.match(flat, noun.idx + len(noun)) is not None
        if not done_harm and ((hit is not None and hit.frame.mode == "foil") or ("COERCE", "foil") in modes):
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
    if names & GROUPS or "membre" in lemmas:
        if re.search(
            r"\b(?:corps|depouilles?|cadavres?|restes)(?: sans vie)? (?:de |d'|des )$",
            flat[: number.start][-24:],
        ):
            return "people-killed"
        if {"detenu", "beneficiaire", "stagiaire", "participant", "imam"} & lemmas and (
            "AID",
            "train",
        ) in modes:
            return "people-trained"
        done = by_event(noun, hit, view) or befalls(number.start, noun.idx + len(noun), view, noun)
        if done is not None:
            return done
        if "combattant" in lemmas and re.search(r"\b(?:retour|rentre|revenu|regagn)", flat):
            return "fighters-returned"
        if "combattant" in lemmas and re.search(r"\b(?:rejoin|rallie|enrole|parti)", flat):
            return "fighters-joined"
        return "other"
    if lemmas & {"pays", "etat", "nation"}:
        return "states"
    if "agreement" in names and lemmas & {"accord", "convention", "memorandum", "protocole", "traite"}:
        return "agreements"
    if "meeting" in names:
        return "meetings" if lemmas & {"reunion", "session", "rencontre", "sommet"} else None
    if not names and hit is not None:  # « neuf collecteurs ont été écroués »: a trade no class knows
        return _BY_FRAME.get((hit.frame.type, hit.frame.mode), "other")
    return "other"


def counted_of(noun: Token, number: Number, view: View, names: set[str]) -> Entity | None:
    """Whom it counts, when people are counted or a country is told."""
    if not names & (GROUPS | {"cell", "state"}) or set(noun_lemmas(noun.text)) & MEASURE_NOUNS:
        return None
    if "cell" in names and not names & GROUPS:
        return None
    # « arrêté cinq de ses membres »: those of the band told before
    meant = one_entity(noun, view) if owned(noun) else []
    if len(meant) == 1 and meant[0].sector in ("CRM", "REB"):
        return meant[0]
    return Entity(phrase(noun), None, country_beside(noun, view), sector_of(noun))
