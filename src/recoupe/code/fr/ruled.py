"""What the words around a place settle by themselves, whatever its weight says.

A place is ``barred`` where it only says where another place lies (« Mohammedia, près de Casablanca »), where
someone is from or lives, or where something is told; it is ``sure`` where it is what one leaves, reaches or
bombs, and where those who act had come together for it. A place told before is no longer ``in_force`` where
it opened another paragraph. Places told in one row (« les attentats de Manama et de Beyrouth ») stand or fall
together.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from recoupe.code.fr import hanging, tree, whereabouts
from recoupe.code.fr.classes import classes_of
from recoupe.code.fr.parse import Token
from recoupe.code.fr.placing import Named
from recoupe.code.fr.saying import is_speech_verb
from recoupe.code.fr.story import Story, ToldPlace
from recoupe.code.fr.subject import COUNTED_BY_FORCE, DEEDS, Subject
from recoupe.code.fr.view import View
from recoupe.code.fr.words import plain, verb_lemmas

# What is done at a place of its own, wherever it is told.
_PLACED = DEEDS | COUNTED_BY_FORCE | {"cells-dismantled", "attacks-foiled"}
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
# « un habitant de Gao », « des commerçants de Kayes »: who lives there, wherever he is
_DWELLERS = re.compile(
    r"\b(?:habitant|resident|riverain|commercant|negociant|villageois|notable|imam|maire|lyceen|ouvrier|"
    rf"chauffeur|berger|eleveur|pecheur)e?s? (?:[a-z]+ )?(?:de |du |des |d'){_ARTICLE}$"
)
# « né à Oran », « résidant à Toulouse », « réfugié en Suisse »: told of a person, not of what befalls him
_AT_HOME = frozenset(
    ("naitre", "resider", "domicilier", "refugier", "exiler", "vivre", "demeurer", "habiter")
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
    if _DWELLERS.search(before) and not _AND_WHERE.match(plain(view.text[place.end :])):
        return True
    if _long_before(head.token, subject.token):
        return True
    if _home(head.token, subject.token) or (subject.label in _PLACED and _telling(head.token, subject)):
        return True
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


def _home(anchor: Token, trigger: Token) -> bool:
    """« né à Oran et installé à Grenoble, il a été expulsé »: where a person is at home."""
    verb = next((t for t in tree.ancestors(anchor) if t.pos_ in ("VERB", "AUX") or t.dep_ == "acl"), None)
    if verb is None or verb.dep_.split(":")[0] not in ("acl", "advcl") or verb.i == trigger.i:
        return False
    inside = any(t.i == verb.i for t in tree.ancestors(trigger))
    return not inside and not _AT_HOME.isdisjoint(verb_lemmas(verb.text))


def _long_before(anchor: Token, trigger: Token) -> bool:
    """« L'Estonie, qui avait subi une attaque, a dépêché à Tbilissi des experts »: not in Tbilissi."""
    clause = next((t for t in (trigger, *tree.ancestors(trigger)) if t.dep_ == "acl:relcl"), None)
    if clause is None or not any(plain(t.text) in ("avait", "avaient") for t in clause.children):
        return False
    subject = clause.head
    return subject.dep_.startswith("nsubj") and anchor.head.i == subject.head.i and anchor.i > clause.i


def _telling(anchor: Token, subject: Subject) -> bool:
    """« …, a fait savoir vendredi à Dakar la douane »: where it is told, not where it was done."""
    doc, i = anchor.doc, anchor.i
    while i > 0 and doc[i].text != ",":
        i -= 1
    if subject.token.i > i or i == 0 or i + 1 >= len(doc) or doc[i + 1].pos_ not in ("AUX", "VERB"):
        return False
    return any(is_speech_verb(t) for t in doc[i + 1 : anchor.i])


# What one leaves, reaches or passes; what one bombs.
_GOES = frozenset(("quitter", "gagner", "regagner", "atteindre", "rallier", "traverser", "visiter"))
_BOMBS = frozenset(("bombarder", "pilonner", "frapper", "attaquer", "survoler"))


def of_others(own: Sequence[Named], subject: Subject, view: View, places: Sequence[Named]) -> list[Named]:
    """Those of the places taken that hang on another verb, where one hangs on what happened itself.

    « a confirmé à Paris que deux hommes avaient été arrêtés à Kinshasa »: each at its own.
    """
    token = subject.token
    if subject.group != "event" or token.pos_ not in ("VERB", "AUX"):
        return []
    heads = [(n, whereabouts.row_head(view, places, places.index(n)).token) for n in own]
    if not any(n.told and head.head.i == token.i for n, head in heads):
        return []
    return [n for n, head in heads if _elsewhere(tree.verb_above(head), token)]


def _elsewhere(verb: Token | None, token: Token) -> bool:
    """Whether a verb over or under a deed tells of something else, and not of how they had come together."""
    if verb is None or verb.i == token.i or not hanging.GATHERED.isdisjoint(verb_lemmas(verb.text)):
        return False
    return verb.i in tree.above(token) or token.i in tree.above(verb)


_AFAR = re.compile(r"telephon\w*|visioconferences?|visio|distance")


def afar(subject: Subject) -> bool:
    """« s'est entretenu au téléphone avec », « un sommet se tiendra par visioconférence »: at no place."""
    if subject.label != "CONSULT":
        return False
    token = subject.token
    verb = tree.verb_above(token) if subject.nominal else None
    words = [token, *token.children, *(verb.children if verb is not None else ())]
    return any(_AFAR.fullmatch(plain(word.text)) for word in words)


_OBJECT = re.compile(rf" {_ARTICLE}")


# « Riyad accueillera une réunion »: where it is held, unless another place is told (« à Djeddah »)
_HOSTS = frozenset(("accueillir", "abriter", "heberger", "recevoir"))


def _hosts(named: Named, subject: Subject, places: Sequence[Named]) -> bool:
    if subject.mode != "multilateral" or named.place.kind not in ("city", "country"):
        return False
    trigger = subject.token
    verb = tree.verb_above(trigger) if subject.nominal else trigger
    if verb is None or _HOSTS.isdisjoint(verb_lemmas(verb.text)) or tree.is_passive(verb):
        return False
    if any(p.told and p.place.country == named.place.country for p in places):
        return False
    of_clause = verb.dep_ == "acl:relcl" and verb.head.i == named.token.i
    return of_clause or (named.token.head.i == verb.i and named.token.dep_.startswith("nsubj"))


def _over_all(named: Named, subject: Subject, view: View, places: Sequence[Named]) -> bool:
    """« Au Sénégal, huit suspects ont été arrêtés ; 900 cartes ont été saisies »: over the semicolon too."""
    if not named.told or subject.label not in _PLACED or not hanging.opens(named.token):
        return False
    text, end = view.text, named.place.end
    if not text[end:].startswith(",") or subject.token.idx < end:
        return False
    mark = text.rfind(";", end, subject.token.idx)
    return mark >= 0 and not any(p.place.start > mark for p in places)


_SENDS = frozenset(("envoyer", "depecher", "detacher"))
_MEN = frozenset(("specialist", "soldier", "police", "person", "relief", "unit-sent", "trainer", "diplomat"))
_INTO = frozenset(("a", "au", "aux", "en", "dans"))


def _sent_there(named: Named, subject: Subject) -> bool:
    """« a envoyé trois experts à Bamako »: men are sent to a place, whoever gets help by it."""
    trigger = subject.token
    if named.token.head.i != trigger.i or _SENDS.isdisjoint(verb_lemmas(trigger.text)):
        return False
    if _INTO.isdisjoint(plain(c.text) for c in named.token.children if c.dep_ == "case"):
        return False
    sent = [c for c in trigger.children if c.dep_ in ("obj", "nsubj:pass")]
    return any(not _MEN.isdisjoint(classes_of(one)) for one in sent)


_COURTS = frozenset(("cour", "tribunal", "juge", "juges"))
_JUDGED = frozenset(("SANCTION", "REJECT", "THREATEN", "ACCUSE", "COERCE", "RETREAT"))


def _seat(named: Named, subject: Subject) -> bool:
    """« La cour d'appel de Lille a refusé de l'extrader »: a court decides where it sits."""
    trigger = subject.token
    if subject.label not in _JUDGED or named.place.kind != "city":
        return False
    noun = named.token
    while noun.dep_ in ("nmod", "flat:name", "appos") and plain(noun.text) not in _COURTS:
        noun = noun.head
    if noun.i == named.token.i or plain(noun.text) not in _COURTS or noun.head.i != trigger.i:
        return False
    if noun.dep_.startswith("nsubj"):
        return not tree.is_passive(trigger)
    return noun.dep_.startswith("obl") and tree.preposition(noun) == "par"


def sure(named: Named, subject: Subject, view: View, places: Sequence[Named]) -> bool:
    """Whether a place of the sentence is surely where an event happened."""
    at, trigger = named.token, subject.token
    if _over_all(named, subject, view, places):
        return True
    if subject.group != "event":
        return False
    if _hosts(named, subject, places):
        return True
    if trigger.pos_ not in ("VERB", "AUX"):
        return False
    if _sent_there(named, subject) or _seat(named, subject):
        return True
    between = plain(view.text[trigger.idx + len(trigger) : named.place.start])
    if _OBJECT.fullmatch(between) and not tree.is_passive(trigger):
        lemmas = set(verb_lemmas(trigger.text))
        return bool(lemmas & _GOES) or (subject.label == "ASSAULT" and bool(lemmas & _BOMBS))
    verb = tree.verb_above(at)
    if verb is None or at.head.i != verb.i or hanging.GATHERED.isdisjoint(verb_lemmas(verb.text)):
        return False
    # « Réunis mardi à Abuja, les ministres ont levé les sanctions »
    if verb.dep_.startswith("advcl") and verb.head.i == trigger.i:
        return verb.i < trigger.i
    return verb.dep_ == "acl" and verb.head.head.i == trigger.i and verb.head.dep_.startswith("nsubj")


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
