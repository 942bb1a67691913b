"""What stands in the roles of a trigger: the slots a frame names, read off the parse.

The parser errs: where the tree gives nothing that a frame can take, the thing acted on is sought by
class and agreement in the words around (``seek_patient``).
"""

from __future__ import annotations

from itertools import pairwise

from recoupe.code.fr import tree
from recoupe.code.fr.classes import classes_of
from recoupe.code.fr.entities import AMOUNTS, entities_of
from recoupe.code.fr.parse import Token, morph
from recoupe.code.fr.phrases import owned
from recoupe.code.fr.pronouns import is_latter
from recoupe.code.fr.relatives import DONE_BY, DONE_TO, told_by_clause
from recoupe.code.fr.view import BODY_KINDS, View
from recoupe.code.fr.words import CONTRACTED, noun_lemmas, plain, verb_lemmas
from recoupe.code.lexicon import Frame, Trigger
from recoupe.model import Entity
from recoupe.resolve.gazetteer import lookup

WEIGHTS = frozenset(["kilo", "kilogramme", "tonne", "gramme", "kg", "quintal", "litre"])
MEASURE_NOUNS = (
    WEIGHTS
    | AMOUNTS
    | {
        "million",
        "milliard",
        "ensemble",
        "lot",
        "quantite",
        "nombre",
        "total",
        "reste",
        "serie",
        "groupe",
        "duo",
        "trio",
        "cent",
    }
)


_COMING = frozenset(("arriver", "venir", "rendre", "sejourner", "trouver", "deplacer", "atterrir", "envoler"))


def patient(trigger: Trigger, token: Token, matched: tuple[int, ...], view: View) -> Token | None:
    """The thing acted on: the object of a verb, the complement of a noun."""
    if trigger.nominal:
        for argument in tree.complements(token, "de"):
            return argument.token
        last = matched[-1]
        if trigger.rest:
            for argument in tree.complements(view.doc[last], "de"):
                return argument.token
        return _next_de(view, last)
    last = matched[-1]
    if trigger.frame.recipient[:1] == ("subj",):
        subjects = tree.surface_subjects(token)
        return subjects[0].token if subjects else None
    if (trigger.weak or trigger.firm) and trigger.rest and plain(view.doc[last].text) in ("avec", "dans"):
        behind = tree.phrase_head_after(view.doc, last + 1)  # « a renoué lundi avec les contrôles »
        if behind is not None:
            return behind
    found = [a for a in tree.objects(token) if a.token.i not in matched]
    told = bool(found) and trigger.frame.mode == "expel"  # « prié l'ambassadeur de quitter le pays »
    if trigger.rest and view.doc[last].pos_ in ("VERB", "AUX") and not told:  # « fait échouer le projet »
        found = [a for a in tree.objects(view.doc[last]) if a.token.i not in matched] or found
    if found:
        return found[0].token
    if trigger.rest and plain(view.doc[last].text) in (
        "de",
        "du",
        "des",
        "d'",
        "a",
        "au",
        "aux",
        "sur",
        "contre",
        "par",
        "devant",
    ):
        return tree.phrase_head_after(view.doc, last + 1)
    marker = "de"
    for argument in tree.complements(token, marker):
        return argument.token
    return None


def seek_patient(trigger: Trigger, token: Token, matched: tuple[int, ...], view: View) -> Token | None:
    """The thing acted on by class and agreement, where the parse gives another or none."""
    wanted = tuple(c for c in trigger.frame.object if c not in ("any", "none", "entity"))
    doc = view.doc
    if not wanted:
        return None
    if not trigger.nominal and tree.is_passive(token):
        gender, number = morph(token, "Gender"), morph(token, "Number")
        reach = 36 if any(c.dep_.startswith("aux") for c in token.children) else 7
        for i in range(token.i - 1, max(-1, token.i - reach), -1):
            other = doc[i]
            if other.text in ";:":
                break
            if other.pos_ in ("NOUN", "PROPN", "VERB", "ADJ") and _token_suits(other, wanted, view):
                if other.pos_ in ("VERB", "ADJ") and not any(c.dep_ == "det" for c in other.children):
                    continue
                if _agrees(other, gender, number) and tree.preposition(other) not in (
                    "par",
                    "avec",
                    "contre",
                ):
                    return other
        return None
    if not trigger.nominal:
        behind = _relative_object(token, wanted, view)
        if behind is not None:
            return behind
    reach = 12 if trigger.nominal else 7
    for i in range(matched[-1] + 1, min(len(doc), matched[-1] + reach)):
        other = doc[i]
        if other.text in ";:." or (other.pos_ in ("VERB", "AUX") and morph(other, "Mood")):
            break
        if other.dep_.startswith("flat"):
            continue  # a later word of a name, which has no preposition of its own
        if other.pos_ in ("NOUN", "PROPN") and _token_suits(other, wanted, view):
            marker = tree.preposition(other)
            # « a infligé dix ans de prison à deux hommes »: the object is in the phrase
            given = trigger.frame.recipient if doc[matched[-1]].pos_ == "NOUN" else ()
            if marker in (("de",) if trigger.nominal else (None, "de", *given)):
                return other
    return None


_THAT = ("que", "qu'")


def _relative_object(token: Token, wanted: tuple[str, ...], view: View) -> Token | None:
    """« les cellules que le service a démantelées », where the parse lost the relative."""
    doc = token.doc
    if doc.words().isdisjoint(_THAT):
        return None
    if any(c.dep_ == "obj" and c.i > token.i and c.pos_ in ("NOUN", "PROPN") for c in token.children):
        return None  # « a promis que l'armée aiderait la mission »: it has an object of its own
    for i in range(token.i - 1, max(0, token.i - 12), -1):
        if doc[i].text in ";:.":
            return None
        if plain(doc[i].text) in _THAT:
            for j in range(i - 1, max(-1, i - 7), -1):
                if _token_suits(doc[j], wanted, view) and doc[j].pos_ not in ("ADP", "DET", "PUNCT"):
                    return doc[j]
            return None
    return None


def _agrees(noun: Token, gender: list[str], number: list[str]) -> bool:
    mine, count = morph(noun, "Gender"), morph(noun, "Number")
    return (not gender or not mine or mine == gender) and (not number or not count or count == number)


def within(about: Token | None, view: View, actors: list[Entity]) -> list[Entity]:
    """The state or body inside the object: « saluer l'action des forces marocaines »."""
    if about is None:
        return []
    first, last = about.left_edge.idx, about.right_edge.idx + len(about.right_edge)
    for ref in view.refs:
        if first <= ref.start < last and ref.start >= about.idx:
            if ref.kind in (*BODY_KINDS, "state", "person", "capital", "metonym") and not among(
                ref.entity, actors
            ):
                return [ref.entity]
            if ref.kind == "adjective" and ref.entity.country:
                return [Entity(ref.entity.text, ref.entity.country, ref.entity.country)]
    return []


def _next_de(view: View, i: int) -> Token | None:
    doc = view.doc
    if i + 1 < len(doc) and plain(doc[i + 1].text) in ("de", "du", "des", "d'"):
        return tree.phrase_head_after(doc, i + 2)
    return None


def object_holds(frame: Frame, trigger: Trigger, about: Token | None, view: View) -> bool:
    if not frame.object:
        return True
    if about is None:
        return bool({"none", "any"} & set(frame.object))
    return _token_suits(about, frame.object, view)


def _token_suits(token: Token, wanted: tuple[str, ...], view: View) -> bool:
    if "any" in wanted:
        return True
    for part in tree.conjuncts(token):
        if not classes_of(part).keys().isdisjoint(wanted):
            return True
    ref = view.ref(token)
    if ref is not None:
        if "person-name" in wanted and ref.kind == "person":
            return True
        if (
            "organisation" in wanted
            and ref.kind in ("forum", "body")
            and ref.entity.country in ("IGO", "UNO", "EUR")
        ):
            return True
        if "cell" in wanted and ref.kind == "group":
            return True
        if "office" in wanted and ref.kind == "body":
            return True
        if ("soldier" in wanted and ref.entity.sector == "MIL") or (
            "police" in wanted and ref.entity.sector == "COP"
        ):
            return True
        if "entity" in wanted and ref.kind in (
            *BODY_KINDS,
            "state",
            "person",
            "capital",
            "metonym",
            "office",
        ):
            return True
        if "government" in wanted and ref.kind in ("office", "person"):
            return True
        if "person" in wanted and ref.kind in ("person", "adjective") and token.pos_ != "ADJ":
            return True
    if "town" in wanted and is_town(token, view):
        return True
    if "of" in wanted:
        return False
    # « un groupe de neuf personnes », « 57 d'entre elles », « trois d'entre eux »
    if (token.pos_ in ("NUM", "PRON") or is_latter(token)) and {
        "person",
        "suspect",
        "rebel",
        "cell",
        "soldier",
    } & set(wanted):
        return True
    # « trois kilos d'héroïne », « une centaine de migrants »: the head is a measure.
    lemmas = set(noun_lemmas(token.text))
    if lemmas & (MEASURE_NOUNS | _SHARES):
        for child in token.children:
            if child.dep_.startswith(("nmod", "obl")) and tree.preposition(child) == "de":
                return _token_suits(child, wanted, view)
        if {"drug", "goods"} & set(wanted) and lemmas & WEIGHTS:
            return True
    return False


def measured(noun: Token) -> Token:
    """« une partie des sanctions »: what is measured, where the head of a phrase is a share or an amount."""
    if not set(noun_lemmas(noun.text)) & (MEASURE_NOUNS | _SHARES):
        return noun
    of = (c for c in noun.children if c.dep_.startswith(("nmod", "obl")) and tree.preposition(c) == "de")
    return next(of, noun)


_SHARES = frozenset(("partie", "majorite", "essentiel", "moitie", "totalite", "plupart", "tiers"))


def is_town(token: Token, view: View) -> bool:
    """Whether a word is the name of a town or other place that the gazetteer has (« a repris Lalibela »)."""
    ref = view.ref(token)
    if ref is not None:
        return ref.kind == "capital"
    return token.pos_ in ("PROPN", "NOUN") and token.text[0].isupper() and lookup(token.text) is not None


def fill(
    slots: tuple[str, ...],
    trigger: Trigger,
    token: Token,
    matched: tuple[int, ...],
    view: View,
    *,
    sides: bool,
) -> list[Entity]:
    """Entities of the first slot that gives any; of all slots where all sides are wanted."""
    found: list[Entity] = []
    for slot in slots:
        for argument in _slot(slot, trigger, token, matched, view):
            if argument.i in matched and not holds_office(argument, view):
                continue
            if argument.pos_ == "NUM" and "en" in tree.clitics(argument.head):
                continue  # « en a prié trente de partir »: of those told before
            found += [e for e in entities_of(argument, view) if not among(e, found)]
        if found and not sides and not trigger.frame.joined:
            break
        if slot == "entre" and len(found) > 1:
            break
    if sides and trigger.nominal and not found:
        return compounded(matched, view)
    return found


def compounded(matched: tuple[int, ...], view: View) -> list[Entity]:
    """« les manœuvres sino-russes »: both states that one adjective behind a noun joins by a hyphen."""
    behind = range(matched[0] + 1, min(len(view.doc), matched[-1] + 4))
    for one, other in pairwise(view.refs):
        if one.kind != "adjective" or other.kind != "adjective" or other.start != one.end + 1:
            continue
        span = view.span(one.start, other.end)
        if view.text[one.end] != "-" or span is None or span[0].i not in behind:
            continue
        within = view.doc[matched[0] + 1 : span[0].i]
        if any(t.pos_ in ("VERB", "AUX", "PUNCT") for t in within):
            continue
        pair = [Entity(r.entity.text, r.entity.country, r.entity.country) for r in (one, other)]
        if all(e.id is not None for e in pair):
            return pair
    return []


_NAMING = ("NOUN", "PROPN", "PRON")


def holds_office(token: Token, view: View) -> bool:
    """Whether a word of the trigger itself names someone (« a renversé *le président* Konaté »)."""
    ref = view.ref(token)
    return ref is not None and ref.kind in ("office", "person")


def _slot(slot: str, trigger: Trigger, token: Token, matched: tuple[int, ...], view: View) -> list[Token]:
    """The tokens that stand in a slot of a trigger."""
    if slot == "none":
        return []
    if trigger.nominal:
        if slot == "copula" and trigger.before and token.dep_ == "nmod" and token.head.pos_ in _NAMING:
            return [token.head]  # « deux cents militants sous les verrous »
        return _noun_slot(slot, token, matched, view)
    if slot == "subj":
        being = trigger.head == "etre"  # « est attendu à »: told of who is, not of who has it done
        if being or trigger.frame.recipient[:1] == ("subj",) or trigger.frame.actor[:1] != ("subj",):
            return [a.token for a in tree.surface_subjects(token)]
        second = view.doc[matched[-1]]
        asked = trigger.head != "faire" and tree.is_passive(token)  # « a été prié de quitter »
        if trigger.rest and second.pos_ in ("VERB", "AUX") and not asked:  # « fait échouer »: one verb in two
            return [a.token for a in tree.surface_subjects(token) or tree.surface_subjects(second)]
        return [a.token for a in tree.logical_subjects(token)]
    if slot == "obj":
        found = [
            a.token for a in tree.objects(token) if a.token.i not in matched or holds_office(a.token, view)
        ]
        if trigger.rest and not found:
            behind = patient(trigger, token, matched, view)
            return tree.conjuncts(behind) if behind is not None else []
        return found
    if slot == "place":
        return _places(token, matched[-1], view)
    if slot == "par":
        return [a.token for a in tree.agents(token)]
    last = matched[-1]
    found = [a.token for a in tree.complements(token, slot)]
    if not found and trigger.rest:
        tail = plain(view.doc[last].text)
        if CONTRACTED.get(tail, tail) == plain(slot) or tail == plain(slot):
            behind = tree.phrase_head_after(view.doc, last + 1)
            return tree.conjuncts(behind) if behind is not None else []
        found = [a.token for i in range(token.i + 1, last + 1) for a in tree.complements(view.doc[i], slot)]
    return found


def _noun_slot(slot: str, token: Token, matched: tuple[int, ...], view: View) -> list[Token]:
    if slot == "light":
        verb = tree.governing_verb(token)
        if verb is None and token.dep_.startswith("obl") and _COMING & set(verb_lemmas(token.head.text)):
            return [a.token for a in tree.surface_subjects(token.head)]  # « arrivé pour une visite »
        return [a.token for a in tree.logical_subjects(verb)] if verb is not None else []
    if slot == "copula":
        if any("etre" in verb_lemmas(c.text) for c in token.children if c.dep_ == "cop"):
            return [a.token for a in tree.surface_subjects(token)]
        return _apposed_to(token, view)
    if slot == "appos":
        return _apposed_to(token, view)
    if slot == "adj":
        return []
    if slot == "poss":
        if owned(token):
            for ancestor in tree.ancestors(token):
                if ancestor.pos_ in ("VERB", "AUX"):
                    return [a.token for a in tree.logical_subjects(ancestor)]
        return []
    if slot == "place":
        return _places(token, matched[-1], view)
    if slot == "par":
        found = [a.token for a in tree.complements(token, "par")]
        found = found or [a.token for a in tree.linear_phrase(token, "par")]
        return found or [t for t, how in told_by_clause(token) if how in DONE_BY]
    last = matched[-1]  # what the trigger itself says (« sur la base *d'un renseignement* ») plays no part
    found = [a.token for a in tree.complements(token, slot) if a.token.i not in matched]
    if not found and last != token.i:
        found = [a.token for a in tree.complements(view.doc[last], slot)]
    if not found and slot == "contre":
        found = [t for t, how in told_by_clause(token) if how in DONE_TO]
    if not found and slot == "de":
        noun = _next_de(view, last)
        found = [noun] if noun is not None else []
    return found


def _apposed_to(token: Token, view: View) -> list[Token]:
    """« membre fondateur du Forum, le Maroc … » and « le Maroc, membre fondateur … »."""
    if token.dep_ == "appos":
        return [token.head]
    for child in token.children:
        if child.dep_ == "appos":
            return [child]
    for ancestor in tree.ancestors(token):
        if ancestor.pos_ in ("VERB", "AUX"):
            return [a.token for a in tree.surface_subjects(ancestor)]
    return []


def _places(token: Token, last: int, view: View) -> list[Token]:
    """Phrases of place that stand for a state (« à Rabat », « au Maroc », « en Libye »)."""
    found: list[Token] = []
    for ref in view.refs:
        if ref.kind not in ("state", "capital"):
            continue
        span = view.span(ref.start, ref.end)
        if span is None:
            continue
        before = span[0].i - 1
        if before >= 0 and plain(view.doc[before].text) in ("le", "la", "l'", "les"):
            before -= 1
        if before >= 0 and plain(view.doc[before].text) in ("a", "au", "aux", "en", "pour", "vers", "dans"):
            if token.i - 8 <= span[0].i <= last + 14:
                found.append(span.root)
    return found[:1]


def among(entity: Entity, others: list[Entity]) -> bool:
    return any(same(entity, o) for o in others)


def same(a: Entity, b: Entity) -> bool:
    """Whether two entities are one: by id, else by wording, unless they are of two states."""
    if a.id and b.id:
        return a.id == b.id
    return a.text == b.text and (a.country == b.country or None in (a.country, b.country))
