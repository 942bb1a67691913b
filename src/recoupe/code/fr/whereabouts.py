"""What the words around a place, or those that stand for one, say of where something happened.

Features for ``spots``: the words beside a place, how it stands to the one before, « où » and « y », and nouns
of place without a name (« la ville », « le camp »), which may mean a place told before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from recoupe.code.fr import tree
from recoupe.code.fr.parse import Token
from recoupe.code.fr.placing import Named
from recoupe.code.fr.story import ToldPlace
from recoupe.code.fr.subject import Subject
from recoupe.code.fr.tokens import once
from recoupe.code.fr.view import View
from recoupe.code.fr.words import plain, verb_lemmas
from recoupe.resolve.places import PlaceMention

# What a place may be told of: whose seat it is, or what befell there.
_OF = {
    "court": "juge tribunal cour assises parquet procureur procureure magistrat magistrate chambre "
    "juridiction justice jury avocat avocate",
    "force": "police gendarmerie brigade surete douane douanier policier gendarme pompier garde commissariat "
    "enqueteur armee garnison marine",
    "office": "prefecture mairie parlement ministere ambassade consulat prefet maire gouverneur "
    "gouvernement wali autorite hopital agence bureau siege",
    "deed": "attentat attaque raid massacre tuerie fusillade embuscade bataille proces affaire enlevement "
    "assassinat meurtre bombardement",
    "pact": "accord traite processus conference sommet reunion declaration negociation pourparler",
    "someone": "homme femme chef membre habitant ressortissant terroriste suspect imam employe responsable "
    "combattant resident migrant otage detenu",
}  # fmt: skip
_OF_WHAT = {noun: kind for kind, nouns in _OF.items() for noun in nouns.split()}


@once
def seat(anchor: Token) -> tuple[str, Token]:
    """What a place is told of, and the head of the whole: « un juge de la cour d'appel de Mons »."""
    kind, node = "", anchor
    while node.dep_ in ("nmod", "appos", "flat:name", "obl:arg") and node.head.pos_ in ("NOUN", "PROPN"):
        node = node.head
        kind = kind or _OF_WHAT.get(plain(node.text).removesuffix("s"), "")
    return kind or ("other" if node.i != anchor.i else "none"), node


def told_of(anchor: Token, trigger: Token) -> Iterator[str]:
    """What a place is told of, and whether that does the deed, suffers it or is the deed itself."""
    kind, node = seat(anchor)
    if kind == "none":
        return
    over = {t.i for t in tree.ancestors(anchor)}
    if trigger.i in over and (trigger.i == node.i or any(t.i == node.i for t in tree.ancestors(trigger))):
        part = "mine"
    else:
        part = node.dep_ if node.head.i == trigger.i else "apart"
    yield f"of={kind}"
    yield f"of={kind}/{part}"


_BETWEEN_ROW = re.compile(
    r"(?:,|,? ?et|,? ?ou|,? ?puis|,? ?comme|,? ?ainsi qu[e'])"
    r"(?: ?\b(?:a|au|aux|en|dans|de|du|des|d'|sur|vers|pour))?(?: ?\b(?:le|la|les|l'))? ?"
)


def row_head(view: View, places: Sequence[Named], at: int) -> Named:
    """The first of the row a place stands in: « à Fès, à Safi et dans le Rif »."""
    kept = view.doc.kept  # asked of the same places for every statement of the sentence
    if "row-heads" not in kept or kept["row-heads"][0] is not places:
        kept["row-heads"] = places, [_row_head(view, places, n) for n in range(len(places))]
    found: Named = kept["row-heads"][1][at]
    return found


def _row_head(view: View, places: Sequence[Named], at: int) -> Named:
    while at:
        last, named = places[at - 1], places[at]
        if named.how == "whole":
            break
        between = plain(view.text[last.place.end : named.place.start]).strip()
        if not between or _BETWEEN_ROW.fullmatch(between) is None:
            break
        at -= 1 if last.how != "whole" or at < 2 else 2  # « à Bruges, en Belgique, et à Lille »
    return places[at]


# Where one comes from (« 200 migrants venus du Mali »), where one is sent, who says it.
_FROM = re.compile(
    r"\b(?:partie?s?|venue?s?|arrivee?s?|provenance|originaires?|natif|native|natifs|nee?s?|revenue?s?|"
    r"rentree?s?|rescapee?s?|evadee?s?|issue?s?) (?:d'|de |du |des |a |en |au )"
    r"(?:(?:[a-z]+ )?(?:de |des |du |d'))?(?:la |l'|les )?$"
)
_TOWARDS = re.compile(
    r"\b(?:vers|destination (?:de|du|des)|direction (?:de|du|des)|destinee?s? (?:a|au|aux)|"
    r"retour (?:a|au|en)|rejoindre|gagner|rallier) ?(?:la |l'|les |le )?$"
)
_BY = re.compile(
    r"\b(?:selon|d'apres|en croire|dixit|aux dires) (?:[a-z'’-]+ ){1,6}?(?:de |du |des |d')(?:la |l')?$"
)


def _bearing(before: str) -> Iterator[str]:
    if _FROM.search(before):
        yield "from"
    if _TOWARDS.search(before):
        yield "towards"
    if _BY.search(before):
        yield "by"


_COURT = re.compile(
    r"\b(?:juges?|tribunal|tribunaux|cour|assises(?: speciale)?|parquet(?: federal)?|procureure?s?|"
    r"magistrats?|"
    r"chambre|instance|appel|correctionnel|penal|criminelle|militaire) (?:de |d'|du )$"
)
_COURT_WITHIN = 70  # code points before a place: the words that say what it is a place of


def beside_words(anchor: Token, place: PlaceMention, subject: Subject, view: View) -> Iterator[str]:
    """The words that a place stands between: « un juge de Garowe », « Lima quatre »."""
    before = plain(view.text[max(0, place.start - _COURT_WITHIN) : place.start])
    after = anchor.doc[anchor.right_edge.i + 1 : anchor.right_edge.i + 2]
    if after and (after[0].pos_ == "NUM" or after[0].text[:1].isdigit()):
        yield "number-next"  # « Rome en a renvoyé dix, Madrid quatre »
    yield from _bearing(before)
    if _COURT.search(before):
        yield "court"
        yield f"court={subject.label}/{subject.mode or ''}"


def where_clause(
    anchor: Token, place: PlaceMention, trigger: Token, view: View, places: Sequence[Named]
) -> Iterator[str]:
    """« Gao, où deux soldats sont morts »: whether the trigger stands in that clause, and of which place."""
    kept = view.doc.kept
    if "where" not in kept:
        kept["where"] = [t for t in view.doc if t.lower_ == "où"]
    over = {trigger.i, *tree.above(trigger)} if kept["where"] else ()
    for word in reversed(kept["where"]):
        if word.i < trigger.i and word.head.i in over and word.head.i > word.i:
            before = [p for p in places if p.place.end <= word.idx]
            if place.start > word.idx:
                yield "where-inside"
            elif before and before[-1].place is place:
                yield "where-last"
            elif before:
                yield "where-earlier"
            if any(t.i == anchor.i for t in tree.ancestors(word.head)):
                yield "where-over"
            return


def beside(view: View, first: Named, second: Named, side: str) -> Iterator[str]:
    """How the second of two places told in a row stands to the first: around it, near it, in its turn."""
    between = plain(view.text[first.place.end : second.place.start])
    if len(between) > 60 or any(t.pos_ == "VERB" for t in view.doc[first.token.i + 1 : second.token.i]):
        return
    if re.search(r"\b(?:pres|loin|proximite|kilometres?|km|bornes|lieues|milles|voisine?)\b", between):
        yield f"{side}near"
    elif re.match(r" ?[,(] ?(?:[^,]{4,30} )?(?:dans|en|au|aux|a)\b", between):
        yield f"{side}wider/{second.place.kind}"
    elif re.fullmatch(r" ?[,(] ?(?:[^,]{0,30} (?:de |du |d'|des )(?:la |l')?)?", between):
        yield f"{side}apposed/{second.place.kind}"


def there(subject: Subject, view: View) -> int | None:
    """« 300 stagiaires y ont été formés », « un suspect a été arrêté sur place »: where the word stands."""
    kept = view.doc.kept  # asked of every place told before
    if "on-the-spot" not in kept:
        spot = _ON_THE_SPOT.search(plain(view.text))
        kept["on-the-spot"] = None if spot is None else spot.start()
    verb = _clause(subject.token)
    if verb is not None and "y" in tree.clitics(verb) and _TAKES_Y.isdisjoint(verb_lemmas(verb.text)):
        low = max(0, verb.i - 5)
        return next((t.idx for t in view.doc[low : verb.i] if plain(t.text) == "y"), verb.idx)
    spot_at: int | None = kept["on-the-spot"]
    return spot_at


def _clause(token: Token) -> Token | None:
    """The verb of the clause that a word stands in."""
    if token.pos_ in ("VERB", "AUX"):
        return token
    return next(
        (t for t in tree.ancestors(token) if t.pos_ in ("VERB", "AUX") or tree.is_participle(t)), None
    )


_ON_THE_SPOT = re.compile(
    r"\b(?:sur place|sur les lieux|la-bas|au meme endroit|dans la meme ville|c'est la que)\b"
)
# What one refuses, sees or adds is no place: « Pretoria s'y refuse », « Rome y ajoute deux navires ».
_TAKES_Y = frozenset(
    ("refuser", "voir", "ajouter", "resoudre", "opposer", "participer", "attendre", "mettre", "avoir",
     "consentir", "souscrire", "renoncer", "consacrer", "preparer", "engager", "adherer", "apporter")
)  # fmt: skip

# A noun of place without a name, by what it may mean: « la ville », « le port », « le pays ».
_AGAIN = re.compile(
    r"\b(?:le|la|les|l'|du|au|ce|cet|cette) ?(?:meme )?"
    r"(?P<what>ville|cite|localite|village|bourgade|commune|quartier|port|aeroport|camp|prison|base|site|ile|pont|poste|gare|palais|forum|centre|plage|foret|mosquee|eglise|"
    r"stade|caserne|etablissement|region|province|enclave|pays|royaume)\b"
    r"(?! (?:d[eu']|des|international|militaire|central|frontalier)\b| d')"
    r"(?! [a-z]+(?:ais|ois|ien|ain)e?s?\b)"
)
_TOWNS = frozenset(("ville", "cite", "localite", "village", "bourgade", "commune", "quartier"))
_LANDS = frozenset(("pays", "royaume"))


def again(told: ToldPlace, view: View) -> Iterator[str]:
    """Whether the sentence speaks of a place without its name, and this may be the one."""
    kept = view.doc.kept
    if "again" not in kept:
        kept["again"] = {m["what"] for m in _AGAIN.finditer(plain(view.text))}
    for what in sorted(kept["again"]):
        name = plain(told.place.text)
        if what in name.split():
            yield "again=same"
        elif what in _TOWNS:
            yield f"again=town/{told.place.kind}"
        elif what in _LANDS:
            yield f"again=land/{told.place.kind}"
        else:
            yield f"again=site/{told.place.kind}"
