"""What the words around a place settle by themselves, whatever its weight says.

A place is ``barred`` where it only says where another place lies (« Mohammedia, près de Casablanca »), where
someone is from or who says it; a place told before is no longer ``in_force`` where it opened another
paragraph. Places told in one row (« les attentats de Manama et de Beyrouth ») stand or fall together.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from recoupe.code.fr import tree, whereabouts
from recoupe.code.fr.placing import Named
from recoupe.code.fr.story import Story, ToldPlace
from recoupe.code.fr.subject import Subject
from recoupe.code.fr.view import View
from recoupe.code.fr.words import plain, verb_lemmas

_ARTICLE = "(?:la |l'|les |le )?"
# « à Bouznika, au sud de Rabat », « à Getafe, aux portes de Madrid »: between two towns
_NEAR = re.compile(
    r" ?, ?(?:non )?(?:tout )?(?:pres|loin|a proximite|aux portes|au large|aux abords|dans les environs|"
    r"(?:au |a l')(?:nord|sud|est|ouest)(?:-est|-ouest)?|a (?:l'oree|la lisiere|deux pas|mi-chemin)|"
    r"a (?:[a-z0-9-]+ )?[a-z0-9-]+ (?:kilometres?|km|heures? de route|minutes|bornes|lieues)"
    r"(?: (?:au |a l')(?:nord|sud|est|ouest)(?:-est|-ouest)?)?)"
    r" (?:d'|de |du |des )(?:la |l'|les )?"
)
# « deux Chaouis de Batna », « les députés de Tobrouk »: whom a town names
_PEOPLE = (
    "hommes?|femmes?|filles?|garcons?|jeunes|freres|soeurs|elus?|deputes?|conseillers?|delegations?|delegues?|"
    "etudiants?|natifs?|ressortissants?|representants?"
)
_FROM = re.compile(
    rf"\b(?:(?:{_PEOPLE}) (?:de |du |des |d')"
    r"|(?:partie?s?|venue?s?|provenance|originaires?|natif|native|natifs|nee?s?|revenue?s?|rentree?s?) "
    rf"(?:(?:[a-z]+ )?(?:de |du |des |d')){{1,2}}){_ARTICLE}$"
)
# « rentré de Boma, dans la province du Lac, où… »: something is told of it
_AND_WHERE = re.compile(r"(?: ?, [^,]{1,40})? ?, ou\b")
# « à la demande de Rabat », « un proche d'Ankara », « selon le parquet de Rabat »
_BY = re.compile(
    r"\b(?:a la demande|a l'invitation|au nom|avec l'(?:aide|appui|accord)|proches?|allies?|aupres|"
    rf"de la part|sous l'egide) (?:de |du |des |d'|a ){_ARTICLE}$"
)
_SOURCE = re.compile(
    r"\b(?:selon|d'apres|en croire|aux dires) (?:[a-z'’-]+ ){1,6}?(?:de |du |des |d')(?:la |l')?$"
)
# What one does to someone with « à »: « infliger seize ans à Karim Bensaïd »
_TO_SOMEONE = frozenset(
    ("infliger", "attribuer", "confier", "imputer", "reprocher", "succeder", "decerner", "notifier",
     "signifier", "demander", "reclamer", "rappeler", "repondre", "allier", "opposer")
)  # fmt: skip
_TITLE = re.compile(r"(?:M|MM|Mme|Mmes|Me|Mgr|Dr)\b")
# What one asks of a capital, or gives it: « réclamé à Abuja et à Yaoundé »
_TO_STATE = frozenset(("reclamer", "demander", "vendre", "fournir", "octroyer", "accorder", "reprocher"))


def barred(named: Named, at: int, subject: Subject, view: View, places: Sequence[Named]) -> bool:
    """Whether a place of the sentence is surely not where the statement happened."""
    place = named.place
    if at and place.kind == "city" and places[at - 1].place.kind == "city":
        between = plain(view.text[places[at - 1].place.end : place.start])
        if _NEAR.fullmatch(between) and places[at - 1].how != "site":
            return True
    head = whereabouts.row_head(view, places, at)
    before = plain(view.text[max(0, head.place.start - 70) : head.place.start])
    if _FROM.search(before) and not _AND_WHERE.match(plain(view.text[place.end :])):
        verb = tree.verb_above(head.token)
        return subject.token.i not in {head.token.head.i, -1 if verb is None else verb.i}
    if _BY.search(before):
        return True
    if _SOURCE.search(before) and any(p.told and p is not named and p.how != "whole" for p in places):
        return True
    if named.how in ("unlisted", "doubtful", "next"):
        return _someone(head)
    ref = view.ref(head.token)
    return (
        ref is not None
        and ref.kind in ("capital", "metonym")
        and tree.preposition(head.token) == "à"
        and not _TO_STATE.isdisjoint(verb_lemmas(head.token.head.text))
    )


def _someone(named: Named) -> bool:
    """« a infligé dix ans à Karim Bensaïd »: a name behind a verb that asks for someone."""
    if _TITLE.match(named.place.text):
        return True
    return not _TO_SOMEONE.isdisjoint(verb_lemmas(named.token.head.text))


def in_force(told: ToldPlace, kept: Story) -> bool:
    """Whether a place told before may still hold: one that opened a sentence holds for its paragraph."""
    return not told.opening or told.zone != "body" or told.paragraph == kept.paragraph


def in_row(view: View, places: Sequence[Named]) -> list[tuple[Named, Named]]:
    """The pairs of places that stand next to each other in one row (« à Fès et à Safi »)."""
    return [
        (last, named)
        for at, (last, named) in enumerate(pairwise(places), 1)
        if "whole" not in (named.how, last.how)
        and named.place.kind == last.place.kind
        and whereabouts.row_head(view, places, at) is not named
    ]
