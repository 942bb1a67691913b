"""Places that no gazetteer lists: what stands behind « à », « près de » or « l'aéroport de », by its words.

A site is a noun of place with its name (« l'aéroport Félix-Éboué », « la forêt de Tazart ») or with the state
whose it is (« la frontière turque », « les eaux somaliennes »); a name alone counts behind a preposition that
asks for a place. What is less sure to be a place is offered under another name, for ``locating`` to weigh.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from recoupe.code.fr.view import BODY_KINDS, View
from recoupe.resolve.places import PlaceMention

_PIECE = r"[A-ZÀ-ÖØ-Þ][\w’'-]+"
_FIRST = "El|Al|Aït|Ben|Bou|Le|La|Les|San|Saint|Sainte"
# « la Province orientale »
_COMPASS = "orientale?|occidentale?|septentrionale?|méridionale?|centrale"
_NAME = rf"(?:(?:{_FIRST}) )?{_PIECE}(?: (?:el |al |de |du )?{_PIECE}){{0,2}}(?: (?:{_COMPASS})(?![\w-]))?"
_NEAR = (
    "près|loin|autour|abords|environs|proximité|passage|entrée|sortie|tarmac|faubourgs?|cœur|hauteurs|rues"
)
_PHRASES = f"{_NEAR}|large|long|intérieur|nord|sud|est|ouest"
_OF = r"(?:de|du|des|d['’])"
_SITES = (
    "aéroports?|aérodromes?|ports?|prisons?|pénitencier|centre pénitentiaire|camps?|base aérienne|"
    "base militaire|base navale|"
    "base|caserne|palais|boulevard|avenue|rue|place|promenade|esplanade|quai|rond-point|carrefour|quartiers?|stade|gares?|hôpital|université|mosquée|église|"
    "cathédrale|synagogue|marché|forêt|îles?|archipel|corridor|détroit|golfe|lac|mont|massif|vallée|plaine|oasis|"
    "désert|poste-frontière|postes?|barrage|mines?|tunnel|pont|frontières?|eaux|littoral|côtes?|plages?|villages?|"
    "localité|bourg|bourgade|hameau|commune|province|région|district|préfecture|wilaya|gouvernorat|canton|cercle|"
    "enclave|musée|école|lycée|hôtel|discothèque|récif|terminal|parc|cimetière|supermarché|centre commercial|"
    "monastère"
)
_KINDS = "(?:international|frontalier|central|militaire|civile?|provincial|régional)e?s?"
_SITE = re.compile(
    rf"(?<!\w)(?P<at>(?i:à|au|aux|dans|sur|devant|depuis|vers|(?:{_PHRASES}) {_OF}) ?"
    rf"(?:l['’]|la |le |les )?)?"
    rf"(?<!\w)(?P<site>(?:{_SITES}) (?:{_KINDS} )?"
    rf"(?:(?P<common>des congrès|des expositions|des sports|présidentiel|de justice|national|"
    rf"d[ue] (?:pays|royaume)|de la (?:capitale|ville|région))(?![\w-])"
    rf"|(?:de la |de l['’]|du |des |de |d['’])?(?P<name>{_NAME})|(?P<whose>[a-zà-ÿ]{{4,}}(?:-[a-zà-ÿ]+)?)))"
)
# Without one of them in it a sentence needs no closer look: most have none.
_SITE_WORD = re.compile(rf"(?<!\w)(?:{_SITES}) ")
# « quant à African Lion », « face à Lakurawa »: nowhere.
_NOWHERE = r"(?<!quant )(?<!Quant )(?<!face )(?<!Face )(?<!grâce )(?<!Grâce )(?<!suite )"
_NAMED = re.compile(
    rf"(?<!\w){_NOWHERE}(?i:(?P<at>à)|(?:{_NEAR}) d(?:e |['’])) ?(?P<name>{_NAME})(?![\w’'-])"
)
_AT_SEAT = re.compile(r"(?<!\w)(?i:à|au|dans|devant) ?(?:l['’]|la |le )?$")
# What begins the name of a place, whatever the entity recogniser takes it for.
_PLACE_NAMES = (
    "El ", "Al ", "Aït ", "Sidi ", "Bir ", "Ksar ", "Oulad ", "Ouled ", "Saint-", "Sainte-", "Tin "
)  # fmt: skip
_ACTS = (
    "attentats?|attaques?|raids?|massacre|tuerie|embuscade|bataille|siège|prise|fusillade|naufrage|assaut|"
    "explosion|drame|opération|atelier|route|juge|tribunal|parquet|points? de passage"
)
_SIDES = "large|nord|sud|est|ouest|port|ville|région|bords?|rives?"
# « dans une prairie de Kerrouch », « sur un trottoir de Kerrouch »
_SPOT = r"(?i:dans|sur|devant) (?:une?|des|plusieurs|deux) [a-zà-ÿ]{4,} (?:de |d['’])"
_LESS_SURE = re.compile(
    rf"(?<!\w)(?:(?P<inside>(?i:dans) (?:l['’]|le |la |les )|{_SPOT})"
    rf"|(?P<off>(?i:(?:{_SIDES}) d)(?:e la |e |['’]))|(?i:(?:{_ACTS}) d)(?:e |u |['’]))(?P<name>{_NAME})"
)
# « dans l'État de Kaduna »: the name comes behind.
_NO_NAMES = ("État", "Etat", "Hexagone", "Constitution", "Histoire")
_NEXT = re.compile(rf"(?:,| et| ou)(?: à| de| d['’])? ?(?P<name>{_NAME})")
# A place that has no name here: « dans la zone », « à leur frontière », « le long de la ligne de contrôle ».
_WHOSE = "l[ae]s? |l['’]|ce |cette |cet |ces |ses |sa |leurs? |notre |nos "
_ROUND = "(?:de |du |des |d['’])"
_UNNAMED = (
    "zone|région|province|camps|ville|secteur|localité|village|quartier|frontières?|côtes?|plages?|quais?|"
    "aéroport|métro|vallée|fleuve|pays|palais|"
    "ligne (?:de contrôle|de front|de démarcation|administrative|bleue)"
)
_VAGUE = re.compile(
    r"(?<!\w)(?i:dans|à|hors de|aux|vers|sur|devant|par-dessus|au-dessus du|au large du|le long d[eu]|"
    rf"aux abords d[eu]) ?(?P<place>(?:toute? )?(?:{_WHOSE})?(?:même )?(?:{_UNNAMED})"
    rf"(?: (?:impériale|côtière|frontalière|ocre|voisine|natale|commune))?)(?! {_ROUND})(?![\w-])"
)
# « dans cinq villes », « dans 32 provinces »
_SEVERAL = re.compile(
    r"(?<!\w)(?i:dans|sur) (?P<place>(?:\d+|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|douze|quinze|vingt|"
    r"plusieurs|une (?:dizaine|douzaine|vingtaine|trentaine) de) "
    r"(?:villes|provinces|régions|communes|départements|wilayas|localités|villages|quartiers|États|sites))"
    rf"(?! {_ROUND})(?![\w-])"
)
# « en région parisienne », « en proche banlieue lyonnaise »
_AROUND = re.compile(
    r"(?<!\w)(?i:en) (?P<place>(?:proche |grande )?(?:région|banlieue) [a-zà-ÿ-]+(?:enne|oise|aise|aine|ine))"
    r"(?![\w-])"
)
# « côté français »: this side of the border
_SIDE = re.compile(r"(?<!\w)(?P<place>(?i:côté) (?P<whose>[a-zà-ÿ]{4,}))(?![\w-])")


def sites(view: View) -> Iterator[tuple[str, PlaceMention]]:
    """The unlisted places of a sentence, each in the state that it tells or else the article's, and how told.

    ``site``, or ``bare`` without a preposition (« la prison de Kerrouch »); ``unlisted`` for a name alone, or
    ``doubtful`` where it may be a person's; ``inside`` (« dans le Tassil »), ``off`` (« au large de
    Kerrouch »), ``act-of`` (« le raid de Kerrouch »), ``next`` for one more in a row of these; ``vague``
    (« dans la zone »).
    """
    home = view.memory.home
    ends: list[int] = []
    for match in _SITE.finditer(view.text) if _SITE_WORD.search(view.text) else ():
        start, end = match.span("site")
        how = "bare" if match["at"] is None else "site"
        if match["whose"] is not None:
            if (state := _state(view, *match.span("whose"))) is not None:
                yield how, _place(view, start, end, state)
        elif match["name"] is None or not _someone(
            view, match.start("name"), sure=match["name"].startswith(_PLACE_NAMES)
        ):
            ends.append(end)
            yield how, _place(view, start, end, home)
    for match in _NAMED.finditer(view.text):
        start, end = match.span("name")
        plainly = match["at"] is None or match["name"].startswith(_PLACE_NAMES)
        if not _someone(view, start, sure=plainly):
            ends.append(end)
            yield "unlisted", _place(view, start, end, home)
        elif match["at"] is not None and not _someone(view, start, sure=True):
            yield "doubtful", _place(view, start, end, home)
    for ref in view.refs:
        # « reçu à l'Élysée »: the house, and perhaps those who sit there
        if ref.kind == "metonym" and _AT_SEAT.search(view.text, max(0, ref.start - 8), ref.start):
            yield "doubtful", _place(view, ref.start, ref.end, ref.entity.country)
    for match in _AROUND.finditer(view.text):
        yield "site", _place(view, *match.span("place"), home)
    for match in _LESS_SURE.finditer(view.text):
        start, end = match.span("name")
        if not _someone(view, start) and not match["name"].startswith(_NO_NAMES):
            ends.append(end)
            how = "inside" if match["inside"] else "off" if match["off"] else "act-of"
            yield how, _place(view, start, end, home)
    for at in ends:
        follows = _NEXT.match(view.text, at)
        if follows is not None and not _someone(view, follows.start("name")):
            yield "next", _place(view, *follows.span("name"), home)
    if view.doc.parsed:  # what has no name is of no use to the next sentences
        for match in (*_VAGUE.finditer(view.text), *_SEVERAL.finditer(view.text)):
            yield "vague", _place(view, *match.span("place"), home)
        for match in _SIDE.finditer(view.text):
            if (state := _state(view, *match.span("whose"))) is not None:
                yield "vague", _place(view, *match.span("place"), state)


def _state(view: View, start: int, end: int) -> str | None:
    """The state whose adjective stands there (« la frontière turque »)."""
    found = (r.entity.country for r in view.refs if r.kind == "adjective" and start <= r.start < end)
    return next(found, None)


def _someone(view: View, at: int, sure: bool = False) -> bool:
    """Whether a name is known as a body's or a person's; a person's name counts for less where ``sure``."""
    kinds = (*BODY_KINDS, "office") if sure else (*BODY_KINDS, "office", "person")
    return any(r.start <= at < r.end and r.kind in kinds for r in view.refs)


def _place(view: View, start: int, end: int, country: str | None) -> PlaceMention:
    text = view.text[start:end]
    return PlaceMention(start, end, text, text, country, "city", None, 0)
