"""What befell those counted, where the words around the number say it outright: no weighing can know better.

« Sept cents Européens ont rejoint les rangs de Daech », « l'assaut a coûté trente hommes aux insurgés »,
« quarante stagiaires ont suivi ses cours »: each measure with the words behind the count, or right before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from recoupe.model import Measure

_ZONE = r"(?:syrie|irak|zones?|theatres?|camps?|front|nord-est|califat|daech|levant|combats?)"
_RANKS = (
    r"(?:l[ea]s? |l'|en |au |aux |du |de |des |d')*(?:rangs|ei\b|etat islamique|daech|daesh|syrie|irak|"
    r"zone irako|zone syro|al-qaida|djihad|jihad|front|insurrection|califat|theatres? |"
    r"(?:groupe|organisation)s? (?:terroriste|djihadiste|jihadiste|arme)|zones? de (?:conflit|combat|guerre))"
)
_COURSE = (
    r"(?:(?:a|d'|de|du|au|aux|des|une?|la|le|leurs?|ses|cette|ce|premiere?|meme) ?)*"
    r"(?:(?:formation|stage|entrainement|diplome|brevet|certificat)s?|cours|(?:session|cycle)s? de formation)"
    r"\b"
)
_HAD = r"(?:a|ont|avai(?:t|ent)|aurai(?:t|ent)|auront|ayant)"
_POLICE = r"(?:des? |du )(?:la |l')?(?:police|gendarm|armee|forces|enquet|douan|brigade|garde)"
# What those counted do or undergo, by the words behind them; the first that holds counts.
_BEHIND: tuple[tuple[Measure, str], ...] = (
    ("fighters-joined", rf"\b(?:rejoint?|rejoindre|rallie|integre|gagne)e?s? {_RANKS}"),
    ("fighters-joined", rf"\bpartie?s? (?:combattre|se battre|faire le (?:djihad|jihad)|{_RANKS})"),
    ("fighters-joined", rf"\b(?:enrole|engage)e?s? (?:dans|aupres|chez|au sein|sous)?\s*{_RANKS}"),
    ("fighters-joined", r"\bpris le chemin (?:de la syrie|de l'irak|du djihad|du jihad)"),
    (
        "people-trained",
        r"\b(?:initie|forme|entraine|instruit|diplome|perfectionne|aguerri)e?s\b(?! (?:de|d'|par)\b)",
    ),
    (
        "people-trained",
        r"\b(?:ven|vien|accueill)\w*[^,;:.]{0,12} (?:pour )?(?:y |s'y |se )?"
        r"(?:apprendre|perfectionner|former|initier|aguerrir|instruire)\b",
    ),
    (
        "people-trained",
        rf"\b(?:suivi|beneficie|recu|acheve|termine|participe|pris part|suivent|obtenu)\w* {_COURSE}",
    ),
    ("people-trained", r"\bplanch(?:ent|e|ait|aient|eront)\b"),
    (
        "people-killed",
        r"\b(?:laisse|perdu)\w* la vie\b|\btrouve\w* la mort\b|"
        rf"\b{_HAD} peri\b|\bperi(?:rent|ssent)\b",
    ),
    ("people-killed", r"^ (?:[\w']+ ){0,2}(?:ont|avaient|auraient) (?:depuis |ensuite )?succombe\b"),
    (
        "other",
        r"\b(?:ete|etaient|sont|seront) (?:aussitot |ensuite |depuis )?"
        r"(?:(?:relache|libere|relaxe|acquitte|elargi|gracie|amnistie)e?s|(?:re)?mise?s en liberte)\b",
    ),
    (
        "people-killed",
        r"\by (?:etaient|sont|seraient) restee?s\b|"
        r"\b(?:pas|point) survecu\b|\brestee?s sur le carreau\b|\bpas revenue?s\b",
    ),
    (
        "people-killed",
        r"\btombee?s (?:sous les (?:balles|bombes|obus|coups)|au combat|au champ d'honneur)\b|"
        r"\bpassee?s (?:par les armes|de vie a trepas)\b|\brendu (?:l'ame|le dernier soupir)\b",
    ),
    (
        "people-arrested",
        r"\b(?:pass|mis|plac|jet|retrouv|fini|dorm|croupi)\w* (?:aux (?:menottes|fers)|au poste|"
        r"en cellule(?! de )|sous (?:cle|les verrous|ecrou|mandat de depot|mandat d'arret)|"
        r"derriere les barreaux|en garde a vue)\b",
    ),
    (
        "people-arrested",
        r"\b(?:ont|avaient|ete) (?:deja |aussitot |ensuite |aussi )?"
        r"(?:defere|embarque|alpague|cueilli|coffre|boucle|rafle|coince|pince)e?s\b(?! par la presse)",
    ),
    ("people-arrested", r"\bneutralisee?s vivante?s\b"),
    (
        "people-arrested",
        r"\bprise?s la main dans le sac|"
        rf"\btombee?s (?:aux mains|dans les filets|entre les mains) {_POLICE}",
    ),
    (
        "people-wounded",
        r"\b(?:grievement |legerement |serieusement )(?:touche|atteint)e?s|"
        r"\btouchee?s par (?:balles?|des (?:eclats|tirs))|\bhospitalisee?s\b",
    ),
    (
        "people-wounded",
        r"\b(?:s'en (?:sont |etaient )?(?:tir|sort)\w*|souffr\w*|ecop\w*) (?:avec |de |d')"
        r"(?:des |quelques )?(?:blessures|contusions|brulures|fractures)|"
        r"^ (?:d')?autres? (?:\w+ )?(?:ete )?(?:touche|atteint|blesse)e?s\b|\bete touchee?s ?$",
    ),
)
# What is done to those counted, by the words right before them.
_UP_TO = (
    r" (?:(?:[a-z]+ment|deja|ainsi|(?:depuis|en|d'ici a|l'an|a) \w+|cette annee|pres|plus|moins|environ|"
    r"quelque|au moins|pas|de|d') ?)*$"
)
_DONE = r"(?:e|ee?s|er|era|eront|erait|erent|ait|aient|ant|ent)"
_AHEAD: tuple[tuple[Measure, str], ...] = (
    (
        "people-trained",
        rf"\b(?:(?:form|perfectionn|entrain|initi){_DONE}|(?:aguerri|degrossi)\w*|instrui\w*){_UP_TO}",
    ),
    (
        "people-trained",
        r"\b(?:(?:cours|formation|stage|enseignement)s? a|(?:fai\w*|fe\w*|fit) suivre a|"
        r"sur (?:ses|leurs|nos) bancs|"
        rf"ouvr\w* (?:ses|leurs|les) (?:portes|amphitheatres|bancs|classes|salles|cours) a){_UP_TO}",
    ),
    (
        "people-arrested",
        r"\b(?:mis|met|plac)\w* (?:sous cle|sous les verrous|au frais|a l'ombre|derriere les barreaux)"
        rf"{_UP_TO}",
    ),
    ("people-arrested", rf"\b(?:coffr|alpagu|boucl|coinc|ecrou){_DONE}{_UP_TO}"),
    (
        "people-arrested",
        rf"\b(?:pass\w* les menottes a|(?:reddition|interpellation|arrestation|capture) d[e']){_UP_TO}",
    ),
    (
        "people-killed",
        r"\b(?:parmi|au nombre d[e']) ?(?:les |ces |leurs )?(?:victimes|morts|tues)\b[^,;:.]{0,25} "
        rf"(?:figur|compt|denombr|trouv)\w*{_UP_TO}",
    ),
    (
        "people-wounded",
        r"\b(?:parmi|au nombre d[e']) ?(?:les |ces |leurs )?blesses\b[^,;:.]{0,25} "
        rf"(?:figur|compt|denombr|trouv)\w*{_UP_TO}",
    ),
    ("people-killed", rf"\b(?:ote|arrach|cout)\w* la vie a{_UP_TO}"),
    ("people-killed", rf"\b(?:(?:tu|assassin){_DONE}|abat(?:tu|tait|taient|tent|tirent)?){_UP_TO}"),
    (
        "people-killed",
        rf"\b(?:fauch|dechiquet|mitraill|egorg|massacr|extermin|decapit|trucid){_DONE}{_UP_TO}",
    ),
)
# « a perdu neuf hommes », « l'assaut a coûté trente soldats aux insurgés »: soldiers lost are dead.
_LOST = re.compile(rf"\b(?:perd|cout)\w*(?: la veille| hier)?{_UP_TO}")
_SOLDIERS = frozenset(("homme", "soldat", "militaire", "combattant", "policier", "gendarme"))
_LIVES = re.compile(rf"\b(?:fauch|emport|cout|ote|arrach|pris)\w*{_UP_TO}")
_REMAINS = frozenset(("corps", "cadavre", "depouille"))
_FOUND = re.compile(r"\b(?:ramasse|repeche|retrouve|decouvert|exhume|releve|extrait)e?s\b")
_MIGRANTS = frozenset(("etranger", "migrant", "clandestin", "sans-papiers", "exile"))
_HANDED = re.compile(rf"\b(?:remi|rend)\w* (?:aux autorites|a la police|aux policiers) \w+{_UP_TO}")
_THEIRS = re.compile(r" des (?:siens|leurs|notres)\b")
_RETURN = re.compile(rf"\b(?:rentre|revenu|retourne|rapatrie|ramene)e?s\b[^,;.]*\b{_ZONE}\b")
_BROUGHT = re.compile(r"\b(?:rapatri|ramen|fait revenir|fait rentrer)\w*\b")
_CAME_BACK = re.compile(r"\b(?:rentre|revenu|retourne|regagne)e?s?\b")
_ADULTS = frozenset(("femme", "mere", "epouse", "veuve", "adulte", "homme"))
_FIGHTERS = frozenset(("combattant", "djihadiste", "jihadiste", "terroriste", "membre"))


def outcomes(lemmas: set[str], before: str, behind: str) -> Iterator[Measure]:
    """What befell those counted, the surest first; ``before`` and ``behind`` are the plain clause."""
    yield from (measure for measure, words in _BEHIND if re.search(words, behind))
    yield from (measure for measure, words in _AHEAD if re.search(words, before))
    if (lemmas & _SOLDIERS or (not lemmas and _THEIRS.match(behind))) and _LOST.search(before):
        yield "people-killed"
    if lemmas & _REMAINS and _FOUND.search(behind):
        yield "people-killed"
    if lemmas & _MIGRANTS and _HANDED.search(before):
        yield "people-expelled"
    if "vie" in lemmas and _LIVES.search(before):
        yield "people-killed"
    if _RETURN.search(behind) and not lemmas & {"enfant", "mineur", "orphelin"}:
        yield "fighters-returned"
    if lemmas & _FIGHTERS and _CAME_BACK.search(behind):
        yield "fighters-returned"


def brought_back(lemmas: set[str], before: str, behind: str) -> bool:
    """« a rapatrié quinze femmes du nord-est syrien »: fighters, where the place or the noun says so."""
    grown = bool(lemmas & (_FIGHTERS | _ADULTS))
    zone = bool(lemmas & _FIGHTERS) or re.search(rf"\b{_ZONE}\b", behind) is not None
    return grown and zone and _BROUGHT.search(before) is not None
