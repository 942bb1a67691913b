"""Places that no gazetteer lists: what stands behind « à », « près de » or « l'aéroport de », by its words.

A site is a noun of place with its name (« l'aéroport Félix-Éboué », « la forêt de Tazart ») or with the state
whose it is (« la frontière turque », « les eaux somaliennes »); a name alone counts behind a preposition that
asks for a place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from recoupe.code.fr.view import BODY_KINDS, View
from recoupe.resolve.places import PlaceMention

_PIECE = r"[A-ZÀ-ÖØ-Þ][\w’'-]+"
_FIRST = "El|Al|Aït|Ben|Bou|Le|La|Les|San|Saint|Sainte"
_NAME = rf"(?:(?:{_FIRST}) )?{_PIECE}(?: (?:el |al |de |du )?{_PIECE}){{0,2}}"
_NEAR = "près|loin|autour|abords|environs|proximité|passage"
_PHRASES = f"{_NEAR}|large|long|intérieur|entrée|sortie|nord|sud|est|ouest"
_OF = r"(?:de|du|des|d['’])"
_SITES = (
    "aéroport|aérodrome|port|prison|pénitencier|centre pénitentiaire|camps?|base aérienne|base militaire|"
    "base navale|"
    "base|caserne|palais|boulevard|avenue|rue|place|quartier|stade|gare|hôpital|université|mosquée|église|"
    "cathédrale|synagogue|marché|forêt|îles?|archipel|corridor|détroit|golfe|lac|mont|massif|vallée|plaine|oasis|"
    "désert|poste-frontière|postes?|barrage|mines?|tunnel|pont|frontières?|eaux|littoral|côtes?|plages?|villages?|"
    "localité|bourg|bourgade|hameau|commune|province|région|district|préfecture|wilaya|gouvernorat|canton|cercle|"
    "enclave"
)
_KINDS = "(?:international|frontalier|central|militaire|civile?|provincial|régional)e?s?"
_SITE = re.compile(
    rf"(?<!\w)(?i:à|au|aux|dans|sur|devant|depuis|vers|(?:{_PHRASES}) {_OF}) ?(?:l['’]|la |le |les )?"
    rf"(?P<site>(?:{_SITES}) (?:{_KINDS} )?"
    rf"(?:(?:de la |de l['’]|du |des |de |d['’])?(?P<name>{_NAME})|(?P<whose>[a-zà-ÿ]{{4,}}(?:-[a-zà-ÿ]+)?)))"
)
_NAMED = re.compile(rf"(?<!\w)(?i:(?P<at>à)|(?:{_NEAR}) d(?:e |['’])) ?(?P<name>{_NAME})(?![\w’'])")
# What begins the name of a place, whatever the entity recogniser takes it for.
_PLACE_NAMES = (
    "El ", "Al ", "Aït ", "Sidi ", "Bir ", "Ksar ", "Oulad ", "Ouled ", "Saint-", "Sainte-", "Tin "
)  # fmt: skip


def sites(view: View) -> Iterator[tuple[str, PlaceMention]]:
    """The unlisted places of a sentence (``site``, or ``unlisted`` for a name alone), in the state that each
    tells, else in the one that the article is about.
    """
    home = view.memory.home
    for match in _SITE.finditer(view.text):
        start, end = match.span("site")
        if match["whose"] is not None:
            first, last = match.span("whose")
            states = [
                r.entity.country for r in view.refs if r.kind == "adjective" and first <= r.start < last
            ]
            if not states:
                continue
            yield "site", _place(view, start, end, states[0])
        elif not _someone(view, match.start("name")):
            yield "site", _place(view, start, end, home)
    for match in _NAMED.finditer(view.text):
        start, end = match.span("name")
        plainly = match["at"] is None or match["name"].startswith(_PLACE_NAMES)
        if not _someone(view, start, sure=plainly):
            yield "unlisted", _place(view, start, end, home)


def _someone(view: View, at: int, sure: bool = False) -> bool:
    """Whether a name is known as a body's or a person's; a person's name counts for less where ``sure``."""
    kinds = (*BODY_KINDS, "office") if sure else (*BODY_KINDS, "office", "person")
    return any(r.start <= at < r.end and r.kind in kinds for r in view.refs)


def _place(view: View, start: int, end: int, country: str | None) -> PlaceMention:
    text = view.text[start:end]
    return PlaceMention(start, end, text, text, country, "city", None, 0)
