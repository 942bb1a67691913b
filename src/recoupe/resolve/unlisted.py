"""How far the name of a body reaches that the lexicon does not list.

« l'Office national de lutte contre la fraude (ONLF) a indiqué » begins with a capitalised word of
the kind that opens names of bodies (``openings`` in generics.yaml); from there the name goes on
over adjectives, told by their endings, and over « de », « pour », « contre » with their noun.
"""

from __future__ import annotations

import re

_WORD = r"[^\W\d_][\w’'-]*"
_ADJECTIVE = (
    r"(?:[\w-]+(?:ale?s?|aux|elle?s?|iel(?:le)?s?|ifs?|ives?|iques?|aires?|ien(?:ne)?s?|éen(?:ne)?s?"
    r"|aise?s?|aine?s?|oise?s?|eux|euses?|iers?|ières?|ures?|ines?|ée?s?)"
    r"|fédérée?s?|public|publics|unie?s?|libres?|islamistes?|mixtes?|terroristes?|antiterroristes?)"
)
# Verbs and participles that end like adjectives, and words that never go on with a name.
_NO_ADJECTIVE = (
    r"(?!(?:\w*(?:indique|explique|revendique|applique|communique|critique|réplique|publie)(?:nt)?|"
    r"mercredi|créée?s?|basée?s?|présidée?s?|dirigée?s?|chargée?s?|a|est|fait|mardi|lundi|jeudi|vendredi|"
    r"annoncée?s?|confirmée?s?|mais|jamais|désormais|après|dès|ainsi|depuis|soit|alors|dont|mis|pris|"
    r"relevant|dépendant|installée?s?|fondée?s?|lancée?s?|visée?s?|concernée?s?|accusée?s?)\b)"
)
_PREPOSITION = r"(?:de la |de l['’]|du |des |de |d['’])"
_AIM = r"(?:(?:pour|contre|sur) (?:la |le |les |l['’])|en |aux |à la |à l['’])"
_ADJECTIVES = rf"(?: (?:et )?{_NO_ADJECTIVE}{_ADJECTIVE}\b)"
_NOUN = rf"(?:{_WORD}(?: [A-ZÀ-Þ][\w’'-]+)*)"
# A comma goes on with the name only in a list that « et » closes.
_COMMA = rf"(?:, (?=[^.;:\n]{{1,60}}? et {_PREPOSITION})(?!de s|de leur))"
_GROUP = rf"(?:(?: | et |{_COMMA}){_PREPOSITION}{_NOUN}{_ADJECTIVES}{{0,2}})"
_AIMED = rf"(?: {_AIM}{_NOUN}{_ADJECTIVES}{{0,2}})"
_REST = re.compile(rf"{_ADJECTIVES}{{0,3}}(?:{_GROUP}|{_AIMED}){{0,5}}")
# What a word inside a name tells of its sector, the first that occurs.
_SECTORS = (
    (re.compile(r"renseignement|intelligence"), "SPY"),
    (re.compile(r"police|gendarmerie|carabinier|criminelle|stupéfiants"), "COP"),
    (re.compile(r"judiciaire|justice|procureur|magistrat"), "JUD"),
    (re.compile(r"armée|militaire|aérienne"), "MIL"),
)


def end_of_name(raw: str, end: int) -> int:
    """The offset where a name ends whose opening word ends at ``end``; ``end`` if nothing follows."""
    rest = _REST.match(raw, end)
    return rest.end() if rest else end


def sector_of(name: str, default: str | None) -> str | None:
    """PLOVER sector that the words of a name tell, else that of its opening word."""
    return next((sector for words, sector in _SECTORS if words.search(name)), default)
