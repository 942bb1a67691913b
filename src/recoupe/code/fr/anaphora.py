"""Pronouns and definite descriptions: whom named before do they stand for?

« ce bureau », « l'organisation », « les deux pays », « ils »: the head noun says what kind of body or state
it is, gender and number what cannot be, and of those left the subject of the last sentence goes first, else
the last named (guideline, rule 7: nothing where there is doubt).
"""

from __future__ import annotations

from collections.abc import Callable

from recoupe.code.fr.memory import Named
from recoupe.code.fr.mentions import latest, mentions_before
from recoupe.code.fr.parse import Token, morph
from recoupe.code.fr.phrases import OWN, own_name, phrase
from recoupe.code.fr.view import BODY_KINDS, View
from recoupe.code.fr.words import noun_lemmas, plain
from recoupe.model import Entity

_SHARED = ("IGO", "UNO", "EUR", None)
# Of those who arrest and try, few are told as some of a group.
FORCES = frozenset(("JUD", "COP", "SPY", "GOV", "MIL", "MED"))
_THIS = frozenset(("ce", "cet", "cette", "ces"))
_THE = frozenset(("le", "la", "l'", "les", "du", "au", "des", "aux"))


def _sector(*wanted: str) -> Callable[[Named], bool]:
    return lambda named: named.kind in BODY_KINDS and named.entity.sector in wanted


def _shared(named: Named) -> bool:
    return named.kind in BODY_KINDS and named.entity.country in _SHARED and named.entity.sector != "REB"


def _own_body(named: Named) -> bool:
    return named.kind == "body" and named.entity.sector != "MED"


def _of_a_state(named: Named) -> bool:
    return _own_body(named) and named.entity.country not in _SHARED


def _group(named: Named) -> bool:
    return named.kind == "group" or (
        named.entity.sector in ("REB", "UAF", "OPP") and named.kind in BODY_KINDS
    )


def _any_body(named: Named) -> bool:
    return named.kind in BODY_KINDS and named.entity.sector != "MED"


# What a definite noun alone can point back at, the likeliest first.
_BODIES: tuple[tuple[frozenset[str], tuple[Callable[[Named], bool], ...]], ...] = (
    (
        frozenset(
            (
                "organisation", "organisme", "bloc", "communaute", "union", "alliance", "institution",
                "forum", "plateforme", "coalition", "instance", "conference", "pleniere",
            )
        ),
        (_shared, _any_body),
    ),
    (
        frozenset(
            (
                "service", "bureau", "agence", "direction", "office", "brigade", "antenne", "structure",
                "administration", "centre", "departement", "commissariat", "cellule",
            )
        ),
        (_own_body, _any_body),
    ),
    (frozenset(("ministere",)), (_sector("GOV"), _of_a_state)),
    (frozenset(("juridiction", "cour", "tribunal", "parquet", "chambre")), (_sector("JUD"),)),
    (frozenset(("police", "gendarmerie", "surete", "douane")), (_sector("COP"),)),
    (frozenset(("armee", "marine", "etat-major")), (_sector("MIL"),)),
    (frozenset(("mission", "force", "dispositif", "contingent")), (_sector("MIL"), _shared)),
    (frozenset(("operation",)), (_sector("MIL"),)),
    (frozenset(("secte", "mouvement", "groupe", "katiba", "milice", "mouvance", "groupuscule")), (_group,)),
    (frozenset(("junte",)), (_sector("MIL"),)),
    (
        frozenset(("etablissement", "institut", "academie", "ecole", "fondation", "association")),
        (_sector("EDU", "NGO", "CVL"), _own_body),
    ),
    (frozenset(("conseil", "comite", "commission")), (_shared,)),
    (frozenset(("parti", "formation", "syndicat")), (_sector("OPP", "LEG", "LAB"), _group)),
)  # fmt: skip
_STATE = frozenset(("pays", "etat", "royaume", "republique", "emirat", "sultanat", "monarchie", "nation"))
PERSON = frozenset(
    (
        "ministre", "president", "responsable", "diplomate", "ambassadeur", "directeur", "directrice", "chef",
        "dirigeant", "patron", "secretaire", "fonctionnaire", "officiel", "general", "colonel",
        "commissaire", "procureur", "interesse", "magistrat", "souverain", "roi", "premier", "officier",
        "emissaire", "porte-parole", "delegue", "capitaine", "haut-commissaire", "opposant",
    )
)  # fmt: skip
_CELL = frozenset(("cellule", "reseau", "bande", "groupe", "filiere", "gang", "groupuscule", "organisation"))
# « les deux pays », « les trois parties »: how many of what named before.
_SIDES = frozenset(
    (
        "pays", "etat", "partie", "capitale", "gouvernement", "voisin", "royaume", "nation",
        "armee", "camp", "allie", "partenaire", "police", "diplomatie", "justice",
    )
)  # fmt: skip
# « le Royaume » in an article on Mauritania is not Mauritania.
_KINGDOMS = frozenset(
    ("MAR", "SAU", "BHR", "BEL", "DNK", "ESP", "GBR", "JOR", "LSO", "MYS", "NLD", "NOR", "SWE", "THA", "KHM",
     "BTN", "SWZ", "TON")
)  # fmt: skip
_RULED = {
    "royaume": _KINGDOMS,
    "monarchie": _KINGDOMS | {"OMN", "QAT", "KWT", "ARE", "BRN", "MCO", "LUX"},
    "emirat": frozenset(("QAT", "KWT", "ARE")),
    "sultanat": frozenset(("OMN", "BRN")),
}
_PEOPLE = frozenset(
    (
        "homme", "dirigeant", "ministre", "responsable", "president", "chef", "diplomate", "patron",
        "interlocuteur", "haut responsable", "femme", "officier", "general", "procureur", "magistrat",
        "commissaire", "directeur", "souverain",
    )
)  # fmt: skip
_UNIONS = frozenset(
    (
        "organisation", "mouvement", "groupe", "formation", "institution", "agence", "service", "organisme",
        "association", "parti", "forum",
    )
)  # fmt: skip
_STAFFED = {"police": "COP", "armee": "MIL", "justice": "JUD", "diplomatie": "GOV", "gouvernement": "GOV"}
_OF_STATES = frozenset(("pays", "etat", "capitale", "gouvernement", "royaume", "nation"))
_POINTING = _THE | _THIS | OWN
_NUMBERS = {"deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7}


def back_reference(token: Token, view: View) -> list[Entity]:
    """Those named before at whom a definite description points; none where there is doubt."""
    determiners = {plain(c.text) for c in token.children if c.dep_ in ("det", "case")}
    if _POINTING.isdisjoint(determiners) or own_name(token) > token.i:
        return []
    lemmas = set(noun_lemmas(token.text))
    if any(plain(c.text) == "pleniere" for c in token.children):
        lemmas.add("pleniere")  # « l'assemblée plénière »: of the body spoken of
    counted = [plain(c.text) for c in token.children if c.dep_ in ("nummod", "amod", "det")]
    number = next((_NUMBERS[w] for w in counted if w in _NUMBERS), None)
    if number is not None or (determiners & {"les", "des", "aux"} and lemmas & {"partie"}):
        return _sides(lemmas, number, phrase(token), view)
    if "Plur" in morph(token, "Number"):
        return []
    adjectives = [c for c in token.children if c.dep_ == "amod" and plain(c.text) not in _EMPTY]
    complement = [
        c
        for c in token.children
        if (c.dep_.startswith("nmod") or (c.dep_ == "acl" and c.pos_ != "VERB")) and c.i > token.i
    ]
    if (complement or adjectives) and not determiners & _THIS:
        return []
    if determiners & OWN:
        return []
    found = _described(lemmas, token, view)
    if found is None:
        return []
    text = phrase(token) if found.id == found.country else found.text
    return [Entity(text or phrase(token), found.id, found.country, found.sector)]


_EMPTY = frozenset(("pleniere", "meme", "seul", "dernier", "derniere", "precedent", "dit"))


def _sides(lemmas: set[str], number: int | None, text: str, view: View) -> list[Entity]:
    if lemmas & _SIDES:
        if lemmas & _OF_STATES:
            states = view.memory.their_states(number or 2, text)
        else:
            states = view.memory.several(("state",), number or 2)
        sector = next((_STAFFED[noun] for noun in lemmas if noun in _STAFFED), None)
        if not states and sector:  # « les deux polices », told of ministers alone: those of their states
            theirs = view.memory.their_states(number or 2, text)
            return [Entity(text, None, e.country, sector) for e in theirs]
        return states or view.memory.several(("body", "forum"), number)
    if lemmas & _PEOPLE:
        return view.memory.several(("person", "woman"), number, of_state="ministre" in lemmas)
    if lemmas & _UNIONS:
        return view.memory.several(BODY_KINDS, number)
    return []


def _described(lemmas: set[str], token: Token, view: View) -> Entity | None:
    if "delegation" in lemmas and view.memory.delegation is not None:
        return view.memory.delegation
    pool = list(mentions_before(token, view))
    for item in reversed(pool):  # « la Commission », « le Conseil »: named so before
        if item.kind not in BODY_KINDS:
            continue
        first = plain(item.entity.text).split()[:1]
        if first and not lemmas.isdisjoint(noun_lemmas(first[0])):
            return item.entity
    if lemmas & _STATE:
        ruled = next((states for noun, states in _RULED.items() if noun in lemmas), None)
        others = _beside(token, view)
        among = ruled if ruled is None else ruled - others
        return _of_whom(token, view) or view.memory.main_state(view.number, among)
    groups = view.memory.groups
    if lemmas & _CELL and groups and not any(_group(n) for n in pool if n.sentence >= view.number - 2):
        if "organisation" not in lemmas or not any(_shared(n) for n in pool):
            return groups[-1][0]
    for nouns, kinds in _BODIES:
        if lemmas & nouns:
            for fits in kinds:
                found = latest([n for n in pool if fits(n)])
                if found is not None:
                    return found
    if lemmas & PERSON:
        return latest([n for n in pool if n.kind in ("person", "woman")])
    return None


def _beside(token: Token, view: View) -> frozenset[str]:
    """« Le royaume reproche à Madrid … »: the states that it deals with."""
    if not token.dep_.startswith("nsubj"):
        return frozenset()
    spans = ((r, view.span(r.start, r.end)) for r in view.refs if r.kind in ("state", "capital", "metonym"))
    return frozenset(
        str(r.entity.id)
        for r, span in spans
        if span is not None and span.root.head.i == token.head.i and span.root.i != token.i
    )


def _of_whom(token: Token, view: View) -> Entity | None:
    """« X, dont le pays … »: the state of the one just named."""
    first = min((c.i for c in token.children if c.i < token.i), default=token.i)
    if not first or plain(view.doc[first - 1].text) != "dont":
        return None
    owner = next((r.entity for r in reversed(view.refs) if r.end <= token.idx and r.entity.country), None)
    return Entity("", owner.country, owner.country) if owner is not None else None


def group_sector(view: View) -> str | None:
    """The sector of the group acted on last, or of those told since (« 63 migrants … Deux d'entre eux »)."""
    groups = view.memory.groups
    since = groups[-1][1] if groups else -1
    people = [
        n
        for n in view.memory.named
        if n.kind == "people" and n.plural and n.sentence > since and n.entity.sector not in FORCES
    ]
    if people:
        return people[-1].entity.sector
    return groups[-1][0].sector if groups else None
