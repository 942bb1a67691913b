"""From a noun phrase in a parsed sentence to the entities it stands for."""

from __future__ import annotations

import re

from recoupe.code.fr.anaphora import PERSON, back_reference, group_sector
from recoupe.code.fr.classes import classes_of, sector_of
from recoupe.code.fr.holders import another_sex, holder_of, last_holder_of
from recoupe.code.fr.parse import Token, morph
from recoupe.code.fr.phrases import adjoined, counted_phrase, extent, is_date, owned, phrase, shared
from recoupe.code.fr.pronouns import is_latter, pronoun
from recoupe.code.fr.tree import ancestors, conjuncts, preposition, surface_subjects
from recoupe.code.fr.view import BODY_KINDS, Ref, View
from recoupe.code.fr.words import noun_lemmas, plain
from recoupe.model import Entity
from recoupe.resolve.names import names

# « les agents du BCIJ », « les membres du GAFI »: the body acts, through them.
_STAFF = frozenset(
    [
        "agent",
        "homme",
        "element",
        "service",
        "police",
        "force",
        "autorite",
        "responsable",
        "expert",
        "evaluateur",
        "delegation",
        "chef",
        "dirigeant",
        "membre",
        "equipe",
        "representant",
        "enqueteur",
        "policier",
        "gendarme",
        "soldat",
        "militaire",
        "officier",
        "fonctionnaire",
        "emissaire",
        "mission",
        "troupe",
        "unite",
        "detachement",
        "contingent",
        "bataillon",
        "regiment",
        "escadron",
        "garnison",
        "limier",
        "inspecteur",
        "instructeur",
        "cadre",
        "porte-parole",
        "secretaire",
        "specialiste",
        "formateur",
        "medecin",
        "garde-cote",
        "douanier",
        "magistrat",
        "diplomate",
        "ministre",
        "participant",
        "patron",
        "president",
        "commandant",
        "armee",
        "section",
        "antenne",
        "direction",
        "commission",
        "conseil",
        "collaborateur",
        "justice",
        "parquet",
        "gouvernement",
        "etat-major",
        "brigade",
        "cellule",
        "services",
        "forces",
        "autorites",
        "elements",
        "hommes",
        "combattant",
        "mercenaire",
        "milicien",
        "paramilitaire",
        "jihadiste",
        "djihadiste",
    ]
)
_NAMED = (*BODY_KINDS, "state", "person", "capital", "metonym")


def country_beside(token: Token, view: View) -> str | None:
    """Country told by a demonym or state within the noun phrase."""
    words = [token]
    own = max(classes_of(token).values(), default=1)
    if own > 1:  # « des avions de chasse turcs »: of one noun in three words
        words += [t for t in token.doc[token.i + 1 : token.i + own] if t.pos_ == "NOUN"]
    for word in words:
        for child in word.children:
            ref = view.ref(child)
            if ref and ref.kind == "adjective" and child.i > token.i - 2 and child.dep_ != "conj":
                return ref.entity.country
    for child in token.children:
        ref = view.ref(child)
        if ref and ref.kind in ("state", "capital", "metonym") and preposition(child) == "de":
            return ref.entity.country
        if ref and ref.kind == "person" and sector_of(token) == "GOV" and preposition(child) == "de":
            return ref.entity.country  # « le gouvernement de Nicolas Maduro »
    return None


def entities_of(token: Token, view: View) -> list[Entity]:
    """The entities of a noun phrase and of what is coordinated with it."""
    known, key = view.known, ("row", token.i)
    if known is None:
        return _entities_of(token, view)
    if key not in known:
        known[key] = tuple(_entities_of(token, view))
    return list(known[key])


def _entities_of(token: Token, view: View) -> list[Entity]:
    found: list[Entity] = []
    for n, part in enumerate(conjuncts(token)):
        for entity in one_entity(part, view):
            if n and entity.id is None and entity.sector is None:
                continue  # « sept cellules et plusieurs villes »: the parse joins unlike things
            if not any(_same(entity, other) for other in found):
                found.append(entity)
    return found


def _same(a: Entity, b: Entity) -> bool:
    if a.id and b.id:
        return a.id == b.id
    return a.text == b.text and a.country == b.country  # « les services des deux pays »: two


def one_entity(token: Token, view: View) -> list[Entity]:
    """The entity (or, for « les deux pays », the entities) that one noun phrase names."""
    if view.known is None:
        return _one_entity(token, view)
    if token.i not in view.known:
        view.known[token.i] = tuple(_one_entity(token, view))
    return list(view.known[token.i])


def _one_entity(token: Token, view: View) -> list[Entity]:
    ref = view.ref(token)
    word = plain(token.text)
    if shared(token) and view.ref(token.head) is None and (ref is None or ref.entity.id is None):
        return []  # told with the noun that it is joined to
    if ref is not None:
        if ref.kind == "office":
            holder = holder_of(ref.start, ref.end, view)
            if holder is not None:
                return [holder]
            # « le Masak, son gendarme financier »: the body, told in a figure
            staff = _apposed_body(token, view) if token.dep_ == "appos" and owned(token) else None
            staff = staff or _body_behind(token, view)
            if staff is not None:
                return [staff]
            others = _of_them(token, view) or _both(token, view)
            # « les policiers serbes et croates »; of « les ministres malien et tchadien » each is met alone
            row = _row_behind(ref, view) if ref.entity.text.endswith("s") else []
            return others or [*_office(token, ref, view), *(r.entity for r in row)]
        if ref.kind in ("state", "person", *BODY_KINDS, "capital", "metonym"):
            theirs = (_of_them(token, view) or _both(token, view)) if ref.entity.id is None else []
            return theirs or [
                _of_antecedent(token, ref, view) or ref.entity,
                *(r.entity for r in _row_behind(ref, view)),
            ]
        if ref.kind == "adjective":
            return _people(token, ref, view)
    if word == "autres" and token.pos_ == "ADJ":  # « les six autres »
        return [Entity(phrase(token), sector=group_sector(view) or "CRM")]
    if token.pos_ == "PRON" or word in ("celui-ci", "celle-ci", "celles-ci", "ceux-ci") or is_latter(token):
        return pronoun(token, view)
    if token.text[0].isdigit() and is_date(token):
        return []
    if token.pos_ == "NUM" and (whole := _taken_from(token)) is not None:
        told = str(token.doc[token.i : extent(whole)[1] + 1].text)
        return [Entity(told, None, e.country, e.sector) for e in one_entity(whole, view)[:1]]
    if token.pos_ in ("NUM", "DET", "ADV", "PUNCT", "VERB", "AUX") and not classes_of(token):
        return (
            [Entity(counted_phrase(token), sector=group_sector(view) or "CRM")] if token.pos_ == "NUM" else []
        )
    if word == "force" and preposition(token) == "de" and not any(c.dep_ == "det" for c in token.children):
        return []  # « rapatriés de force »: how, nobody
    if (those := _some_of(token)) is not None:
        return entities_of(those, view)
    beside = _person_beside(token, view) or _person_told(token, view)
    if beside is not None:
        return [beside]
    staff = _apposed_body(token, view) or _body_behind(token, view)
    if staff is not None:
        return [staff]
    back = _through_owner(token, view) or _of_them(token, view) or back_reference(token, view)
    if back:
        return back
    country = country_beside(token, view)
    lemmas = noun_lemmas(token.text)
    if country and ("autorite" in lemmas or "executif" in lemmas or "etat" in lemmas):
        return [Entity(phrase(token), country, country, "GOV")]
    if country and not STRIKES.isdisjoint(lemmas):  # « un drone américain l'a tué »: its state did
        return [Entity(phrase(token), country, country, "MIL")]
    sector = sector_of(token)
    if (
        sector is None
        and "state" not in classes_of(token)
        and not (country and token.pos_ in ("NOUN", "PROPN"))
    ):
        return []  # a thing, no actor: it stands in `about`
    if country is None and sector in _PUBLIC:
        country = view.scene
    found = [Entity(phrase(token), None, country, sector)]
    if country and sector not in _CAUGHT:
        found += [
            Entity(ref.entity.text, None, ref.entity.country, sector) for ref in _row_beside(token, view)
        ]
    return found


_PUBLIC = ("COP", "JUD", "SPY", "MIL")  # « À Tunis, la brigade antiterroriste »: of where the scene is laid
_CAUGHT = ("CRM", "REB", "REF", "CVL")  # « des suspects belges et français » are one lot
_JOINS = re.compile(r", (?:et )?| et ")
_KNOWN = frozenset(("les", "aux", "ces", "ses", "leurs", "nos"))


def _row_behind(ref: Ref, view: View) -> list[Ref]:
    """« les polices belge, française et suisse »: the demonyms after the first, which stand for others.

    The parser hangs them on one another: they do what the first of them does.
    """
    found, end = [], ref.end
    for other in view.refs:
        if other.start < end:
            continue
        alone = other.kind == ref.kind and " " not in other.entity.text and other.entity.text[0].islower()
        if not alone or _JOINS.fullmatch(view.text, end, other.start) is None:
            break
        found.append(other)
        end = other.end
    return found


def _row_beside(token: Token, view: View) -> list[Ref]:
    """« les enquêteurs belges, français et suisses »: the demonyms after the first, each of a state's own."""
    # « des experts irakiens et nigérians » may be one party, « les experts … » are two
    known = any(plain(c.text) in _KNOWN for c in token.children if c.dep_ in ("det", "case"))
    if not known or any(c.dep_ == "nummod" for c in token.children) or "Plur" not in morph(token, "Number"):
        return []
    first = next((ref for ref in view.refs if ref.kind == "adjective" and ref.start > token.idx), None)
    if first is None or not any(view.ref(c) is first for c in token.children):
        return []
    row = _row_behind(first, view)
    return row if row and view.text[: row[-1].start].endswith(" et ") else []


STRIKES = frozenset(("frappe", "raid", "drone", "bombardement", "tir", "missile", "offensive"))

# Amounts of people or things, which are those behind them.
AMOUNTS = frozenset(
    ("dizaine", "douzaine", "quinzaine", "vingtaine", "trentaine", "quarantaine", "cinquantaine",
     "soixantaine", "centaine", "millier", "poignee", "moitie", "majorite", "partie")
)  # fmt: skip
_SOME = AMOUNTS | {"plupart"}
# Units that are told by who is in them.
_UNITS = frozenset(("contingent", "colonne", "escadron"))


def _some_of(token: Token) -> Token | None:
    """« plusieurs dizaines de migrants », « la moitié des otages »: they are whom it is told of."""
    lemmas = noun_lemmas(token.text)
    if _SOME.isdisjoint(lemmas) and _UNITS.isdisjoint(lemmas):
        return None
    behind = (c for c in token.children if c.dep_.startswith("nmod") and c.pos_ in ("NOUN", "PROPN"))
    who = next((c for c in behind if preposition(c) in ("de", "d'")), None)
    if who is None or not _SOME.isdisjoint(lemmas):
        return who
    # « un contingent de 500 soldats burundais », « des colonnes de rebelles », no « groupe de travail »
    return who if sector_of(who) in ("MIL", "COP", "REB") and "Plur" in morph(who, "Number") else None


def _taken_from(number: Token) -> Token | None:
    """« 88 de ses ressortissants », « trois des personnes arrêtées »: of whom it is told."""
    behind = next((c for c in number.children if c.dep_ == "nmod" and c.i > number.i), None)
    if behind is None or behind.pos_ != "NOUN" or preposition(behind) != "de":
        return None
    return behind if "Plur" in morph(behind, "Number") else None


def _office(token: Token, ref: Ref, view: View) -> list[Entity]:
    """An office whose holder is not named beside it: the one known to hold it, else the office as such."""
    held = view.memory.offices.get(plain(ref.entity.text))
    if held is None or another_sex(token, held, view):
        held = last_holder_of(token, ref, ref.entity.country or country_beside(token, view), view)
    if "Plur" in morph(token, "Number"):
        held = None  # several are no one person
    country = ref.entity.country or country_beside(token, view)
    if held is not None and (country is None or held.country in (None, country)):
        return [Entity(ref.entity.text, held.id, held.country, held.sector)]
    # « les ministres malien, burkinabè et nigérien »: each by the words of his own
    row = any(
        r.kind == "office" and 0 < r.start - ref.end <= _AND and adjoined(view.doc[span.start])
        for r in view.refs
        if (span := view.span(r.start, r.end)) is not None
    )
    return [
        Entity(
            ref.entity.text if row or len(phrase(token)) <= len(ref.entity.text) else phrase(token),
            None,
            country or view.scene or view.memory.home,
            ref.entity.sector,
        )
    ]


def _both(token: Token, view: View) -> list[Entity]:
    """« les deux ministres »: those named before, where nothing says whose they are."""
    own = {c.dep_ for c in token.children if c.i > token.i} & {"amod", "nmod", "appos", "acl:relcl"}
    counted = any(c.dep_ == "nummod" or plain(c.text) == "deux" for c in token.children)
    return back_reference(token, view) if counted and not own else []


_AND = 4  # code points of « et » between two of a row


def _people(token: Token, ref: Ref, view: View) -> list[Entity]:
    """A demonym used as a noun: people of a country."""
    if token.dep_ == "amod":
        return []
    behind = view.by_token.get(token.i + 1)
    if behind is not None and behind.kind == "person":  # « le Français Luc Martin »
        return [behind.entity]
    if "Plur" not in morph(token, "Number") and any(
        c.dep_ == "det" and plain(c.text) in ("le", "la", "l'") for c in token.children
    ):  # « le Marocain »: the one of that country told last
        told = [n.entity for n in reversed(view.memory.named) if n.kind in ("person", "woman")]
        person = next((e for e in told if e.country == ref.entity.country), None)
        person = person or next((e for e in told if e.country is None), None)
        if person is not None:
            return [Entity(phrase(token), person.id, person.country, person.sector)]
    return [Entity(phrase(token), None, ref.entity.country, "CVL")]


def _body_behind(token: Token, view: View) -> Entity | None:
    """« les agents du BCIJ » → the BCIJ; « une délégation de la Cédéao » → the Cédéao."""
    if _STAFF.isdisjoint(noun_lemmas(token.text)):
        return None
    for child in token.children:
        if child.dep_.startswith(("nmod", "obl")) and preposition(child) == "de":
            for named in (child, *(c for c in child.children if c.dep_ == "appos" or _bare(c))):
                ref = view.ref(named)  # « une délégation de l'agence européenne Frontex »
                if ref is not None and ref.kind in BODY_KINDS:
                    return ref.entity
            if "delegation" in noun_lemmas(child.text):  # « les membres de la délégation »
                return next(iter(one_entity(child, view)), None)
    whole = _before_dont(token, view)
    if whole is not None:
        return whole
    # The tree may hang the complement elsewhere: « de » right behind the noun.
    doc, i = token.doc, token.i + 1
    own = view.ref(token)
    if own is not None and own.kind == "office":
        while i < len(doc) and doc[i].idx < own.end:
            i += 1
    while i < len(doc) and i - token.i <= 3 and doc[i].pos_ == "ADJ":
        i += 1
    if i + 1 < len(doc) and plain(doc[i].text) in ("de", "du", "des", "d'"):
        for j in (i + 1, i + 2):
            ref = view.by_token.get(j) if j < len(doc) else None
            if ref is not None and ref.kind in BODY_KINDS:
                return ref.entity
    return None


def _of_antecedent(token: Token, ref: Ref, view: View) -> Entity | None:
    """« avec le Gabon, dont l'armée a renversé le président »: Gabon's, not that of the article's state."""
    doc, first = token.doc, min((c.i for c in token.children if c.dep_ == "det"), default=token.i)
    if ref.kind != "body" or not first or plain(doc[first - 1].text) != "dont":
        return None
    end = doc[first - 1].idx
    before = next((r for r in reversed(view.refs) if r.end <= end and r.kind in ("state", "metonym")), None)
    if before is None or view.text[before.end : end].strip() not in ("", ","):
        return None
    found = names().find(ref.entity.text, home=before.entity.country)
    if len(found) != 1 or found[0].id in (None, ref.entity.id) or found[0].country != before.entity.country:
        return None
    return Entity(ref.entity.text, found[0].id, found[0].country, found[0].sector)


def _before_dont(token: Token, view: View) -> Entity | None:
    """« l'armée américaine, dont les médecins … »: the body whose they are."""
    doc, first = token.doc, min((c.i for c in token.children if c.dep_ == "det"), default=token.i)
    if not first or plain(doc[first - 1].text) != "dont":
        return None
    end = doc[first - 1].idx
    for ref in reversed(view.refs):
        if ref.end <= end and view.text[ref.end : end].strip() in ("", ","):
            if ref.kind in BODY_KINDS:
                return ref.entity
            if ref.kind in ("state", "metonym"):  # « l'Érythrée, dont les troupes … »
                return Entity(phrase(token), None, ref.entity.country, sector_of(token) or "GOV")
    return None


_QUOTED = re.compile(r"(?: \w+)? ?[«“\"] ?")


def _apposed_body(token: Token, view: View) -> Entity | None:
    """« le BCIJ, service rattaché à… » and « ce service, le BCIJ »: the named one of the two."""
    if token.pos_ != "NOUN":
        return None
    quoted = _QUOTED.match(view.text, token.idx + len(token))
    if quoted is not None:  # « le groupe « Ansarul Islam » »
        named = next((r for r in view.refs if r.start == quoted.end() and r.kind in BODY_KINDS), None)
        if named is not None and named.entity.id:
            return named.entity
    others = [token.head] if token.dep_ == "appos" else []
    others += [c for c in token.children if c.dep_ == "appos" or _bare(c)]
    for other in others:
        ref = view.ref(other)
        if ref is not None and ref.kind in BODY_KINDS and ref.entity.id:
            return ref.entity
    if token.dep_ == "appos" or (token.i and token.doc[token.i - 1].text == ","):
        end = token.doc[token.i - 1].idx if token.i else 0
        for ref in view.refs:  # the parse may hang it elsewhere: what ends right before the comma
            if (
                ref.end == end
                and ref.kind in BODY_KINDS
                and ref.entity.id
                and not any(c.dep_ == "det" for c in token.children)
            ):
                return ref.entity
    return None


def _bare(name: Token) -> bool:
    """« la mission européenne EUCAP Sahel »: put to a noun without a preposition."""
    return name.dep_ == "nmod" and name.pos_ == "PROPN" and not any(c.dep_ == "case" for c in name.children)


_SOMEONE = PERSON | {"homologue", "hote", "successeur", "predecesseur", "voisin"}


def _person_beside(token: Token, view: View) -> Entity | None:
    """« son homologue espagnol, Fernando Grande-Marlaska »: the apposed name is the person."""
    if "Plur" not in morph(token, "Number") and not view.ref(token):
        for name in token.children:  # « le journaliste Ihsane El Kadi »
            ref = view.ref(name)
            if ref is None or ref.kind != "person" or name.dep_ not in ("appos", "flat:name", "nmod"):
                continue
            between = token.doc[token.i + 1 : name.left_edge.i]
            plain_row = all(t.pos_ in ("ADJ", "NOUN", "ADP") for t in between)  # « l'homme d'affaires X »
            if plain_row and name.left_edge.pos_ == "PROPN" and name.doc[name.left_edge.i - 1].pos_ != "ADP":
                return ref.entity
    if _SOMEONE.isdisjoint(noun_lemmas(token.text)):
        return None
    end = token.idx + len(token.text)
    return holder_of(token.idx, end, view) if "Plur" not in morph(token, "Number") else None


def _person_told(token: Token, view: View) -> Entity | None:
    """« Abdesalem L., l'homme qui a tiré »: the one named."""
    ref = view.ref(token.head) if token.dep_ == "appos" and token.i > token.head.i else None
    if ref is None or ref.kind != "person" or sector_of(token) is None:
        return None
    definite = any(
        c.dep_ == "det" and plain(c.text) in ("le", "la", "l'", "ce", "cet") for c in token.children
    )
    return ref.entity if definite and "Plur" not in morph(token, "Number") else None


def _through_owner(token: Token, view: View) -> list[Entity]:
    """« ses hommes », « leurs services »: whose they are acts through them."""
    if _STAFF.isdisjoint(noun_lemmas(token.text)) or not owned(token):
        return []
    if "membre" in noun_lemmas(token.text) and (band := _band_before(token, view)) is not None:
        return [Entity(phrase(token), None, None, band)]
    owner = _subject_above(token, view) or _named_before(token, view, ("body", "forum"))
    owner = owner or view.memory.last(("body", "forum"), before=view.number)
    owner = owner or view.memory.last(("state", "person"), before=view.number)
    return [Entity(phrase(token), owner.id, owner.country, owner.sector)] if owner is not None else []


def _of_them(token: Token, view: View) -> list[Entity]:
    """« les services des deux pays »: those of each of the states named before."""
    if _STAFF.isdisjoint(noun_lemmas(token.text)):
        return []
    for whole in token.children:
        counted = any(c.dep_ in ("nummod", "amod", "det") and plain(c.text) in _TWO for c in whole.children)
        if (
            counted
            and preposition(whole) == "de"
            and noun_lemmas(whole.text)[0] in ("pays", "etat", "capitale")
        ):
            states = back_reference(whole, view)
            return [Entity(phrase(token), None, e.country, sector_of(token)) for e in states if e.country]
    return []


_TWO = frozenset(("deux", "trois", "quatre"))


def _band_before(token: Token, view: View) -> str | None:
    """« ont démantelé un réseau et arrêté cinq de ses membres »: the sector of the band whose they are."""
    for before in reversed(view.doc[: token.i]):
        if not _BANDS.isdisjoint(noun_lemmas(before.text)) and before.pos_ == "NOUN":
            return sector_of(before)
    groups = view.memory.groups
    return groups[-1][0].sector if groups and groups[-1][1] == view.number - 1 else None


_BANDS = frozenset(
    ("cellule", "reseau", "filiere", "bande", "gang", "cartel", "mafia", "groupuscule", "katiba", "commando")
)


def _subject_above(token: Token, view: View) -> Entity | None:
    """« le BCIJ a félicité ses hommes », « à l'unanimité de ses membres, le Conseil… »: who acts."""
    for verb in ancestors(token):
        if verb.pos_ not in ("VERB", "AUX"):
            continue
        subjects = [a for a in surface_subjects(verb) if a.token.i != token.i]
        for argument in subjects:
            ref = view.ref(argument.token)
            within = argument.token.left_edge.i <= token.i <= argument.token.right_edge.i
            if ref is not None and ref.kind in (*BODY_KINDS, "state", "capital", "metonym") and not within:
                return ref.entity
        if subjects:
            return None
    return None


def _named_before(token: Token, view: View, kinds: tuple[str, ...]) -> Entity | None:
    """The nearest thing of some kind named earlier in the sentence."""
    for ref in reversed(view.refs):
        if ref.end > token.idx or ref.kind not in kinds or not ref.entity.id or ref.entity.sector == "MED":
            continue
        span = view.span(ref.start, ref.end)
        if span is None or not (span.root.dep_ == "nmod" and span.root.head.dep_ == "appos"):
            return ref.entity  # not « le BCIJ, bras judiciaire de la DGST »
    return None


def is_known(entity: Entity) -> bool:
    """Whether the entity is a state, a body, a person or an armed group that has an id."""
    return entity.id is not None


def matches(entity: Entity, wanted: str) -> bool:
    """Whether an entity is what a frame asks for (`needs_actor`, `needs_recipient`)."""
    if wanted == "some":
        return True
    if wanted == "person":
        return entity.id is not None and entity.id.islower()
    if wanted == "state":
        return entity.id is not None and len(entity.id) == 3 and entity.id.isupper()
    if wanted == "group":
        return entity.sector == "REB" and entity.id is not None
    if wanted == "forum":
        return (
            entity.id is not None
            and not entity.id.islower()
            and not (len(entity.id) == 3 and entity.id == entity.country)
        )
    if wanted == "body":
        return entity.id is not None and not entity.id.islower() and entity.id != entity.country
    if wanted == "organisation":
        return entity.id is not None and entity.country in ("IGO", "UNO", "EUR", "NGO")
    if wanted == "target":
        return True
    # `entity`: known, or located (« les services marocains », « les autorités maliennes »)
    return entity.id is not None or (
        entity.country is not None and entity.sector not in (None, "CVL", "CRM", "REF")
    )
