"""Finding the frames of a sentence: triggers, restrictions, roles."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from recoupe.code.fr import tree
from recoupe.code.fr.classes import classes_of
from recoupe.code.fr.entities import entities_of, is_known, matches
from recoupe.code.fr.parse import Token, morph
from recoupe.code.fr.view import BODY_KINDS, View
from recoupe.code.fr.words import noun_lemmas, plain, verb_lemmas
from recoupe.code.lexicon import Frame, Trigger, triggers
from recoupe.model import Entity

GAP = 4  # words that may stand between two words of a multi-word trigger (« mettre [la bande] hors d'état »)
_CONTRACTED = {"du": "de", "des": "de", "d'": "de", "au": "a", "aux": "a"}
_GOVERNMENT = ("government", "state", "organisation")


class Hit(NamedTuple):
    """A trigger found, and the roles that were read off."""

    frame: Frame
    token: Token
    start: int
    end: int
    actors: tuple[Entity, ...]
    recipients: tuple[Entity, ...]
    about: Token | None
    nominal: bool
    words: tuple[int, ...] = ()


def hits(view: View) -> Iterator[Hit]:
    """Every frame of the sentence whose restrictions hold, best frame per trigger word."""
    verbs, nouns = triggers("fr")
    taken: set[int] = set()
    for token in view.doc:
        if token.i in taken or token.is_punct or token.is_space or _inside_name(token, view):
            continue
        best: Hit | None = None
        candidates = [*_verb_triggers(token, verbs), *_noun_triggers(token, nouns)]
        for trigger, matched in candidates:
            hit = _try(trigger, token, matched, view)
            if hit is not None and (best is None or _rank(hit) > _rank(best)):
                best = hit
            if best is not None and trigger.rest and hit is best:
                break
        if best is not None:
            taken.update(best.words)
            yield best


def _inside_name(token: Token, view: View) -> bool:
    """« l'Institut pour la formation des imams »: a word of a name carries no act."""
    ref = view.ref(token)
    span = view.span(ref.start, ref.end) if ref is not None else None
    if ref is None or span is None:
        return False
    return ref.kind in (*BODY_KINDS, "person", "state") and token.i != span.start


GENERIC_TYPES = ("ASSAULT", "PROTEST", "COERCE", "SANCTION")


def _generic(token: Token, frame: Frame) -> bool:
    """« coupables d'attentat », « un risque d'attaque »: a kind of act, not an act."""
    if frame.type not in GENERIC_TYPES or any(c.dep_ in ("det", "nummod") for c in token.children):
        return False
    marker = tree.preposition(token)
    return marker in ("de", "pour", "sans", "contre") and token.head.pos_ in ("NOUN", "ADJ", "PROPN")


def _rank(hit: Hit) -> tuple[int, int]:
    return (hit.end - hit.start, len(hit.actors) + len(hit.recipients))


def _verb_triggers(
    token: Token, table: dict[str, list[Trigger]]
) -> Iterator[tuple[Trigger, tuple[int, ...]]]:
    if token.pos_ not in ("VERB", "AUX", "ADJ", "NOUN", "PROPN"):
        return
    if token.pos_ == "AUX" and token.dep_.startswith("aux"):
        return
    if tree.is_participle(token) and any(c.dep_ == "det" for c in token.children):
        return  # « les gardés à vue », « un ancien détenu »: a noun
    if token.pos_ in ("NOUN", "PROPN") and (
        (token.text[0].isupper() and token.i) or any(c.dep_ == "det" for c in token.children)
    ):
        return
    if token.pos_ == "NOUN" and not plain(token.text).endswith(
        ("e", "es", "i", "is", "ie", "ies", "u", "us", "ue", "ues", "er", "ir", "t", "ts", "te", "tes")
    ):
        return
    names = verb_lemmas(token.text)
    for name in names:
        for trigger in table.get(name, ()):
            if trigger.reflexive and not tree.clitics(token) & {"se", "s'"} and not _reflexive_near(token):
                continue
            matched = _follow(token, trigger.rest)
            if matched is not None:
                yield trigger, matched


def _reflexive_near(token: Token) -> bool:
    doc = token.doc
    return any(plain(doc[i].text) in ("se", "s'") for i in range(max(0, token.i - 3), token.i))


def _noun_triggers(
    token: Token, table: dict[str, list[Trigger]]
) -> Iterator[tuple[Trigger, tuple[int, ...]]]:
    if token.pos_ not in ("NOUN", "PROPN", "ADJ", "VERB", "X"):
        return
    if token.pos_ == "VERB" and not any(c.dep_ == "det" for c in token.children):
        return
    if (
        plain(token.text) == "grace"
        and token.i + 1 < len(token.doc)
        and plain(token.doc[token.i + 1].text) in ("a", "au", "aux")
    ):
        if not any(c.dep_ == "det" for c in token.children):
            return  # « grâce à » is a preposition
    for name in noun_lemmas(token.text):
        for trigger in table.get(name, ()):
            matched = _follow(token, trigger.rest, gap=1)
            if matched is not None:
                yield trigger, matched


def _follow(token: Token, rest: tuple[str, ...], gap: int = GAP) -> tuple[int, ...] | None:
    """Indices of a multi-word trigger's words, the head's first, or None where a word is missing."""
    doc, i = token.doc, token.i
    words = [i]
    for word in rest:
        found = None
        wanted = _CONTRACTED.get(word, word)
        for j in range(i + 1, min(len(doc), i + 2 + gap)):
            text = plain(doc[j].text)
            if doc[j].text in ";:." or (doc[j].pos_ in ("VERB",) and morph(doc[j], "Mood")):
                break
            forms = {_CONTRACTED.get(text, text), *noun_lemmas(text)}
            if doc[j].pos_ in ("VERB", "AUX", "ADJ"):
                forms |= set(verb_lemmas(text))
            if wanted in forms:
                found = j
                break
        if found is None:
            return None
        i = found
        words.append(i)
    return tuple(words)


def _try(trigger: Trigger, token: Token, matched: tuple[int, ...], view: View) -> Hit | None:
    frame = trigger.frame
    if not _context_holds(frame, view) or (trigger.nominal and _generic(token, frame)):
        return None
    about = _patient(trigger, token, matched, view)
    sought = False
    if not _object_holds(frame, trigger, about, view):
        about = _seek_patient(trigger, token, matched, view)
        if about is None:
            return None
        sought = True
    actors = _fill(
        frame.noun_actor if trigger.nominal else frame.actor, trigger, token, matched, view, sides=frame.sides
    )
    recipients = (
        []
        if frame.sides
        else _fill(
            frame.noun_recipient if trigger.nominal else frame.recipient,
            trigger,
            token,
            matched,
            view,
            sides=False,
        )
    )
    if (
        sought
        and about is not None
        and not frame.sides
        and ({"obj", "subj"} & set(frame.recipient) or trigger.nominal)
    ):
        recipients = entities_of(about, view)
    if frame.needs_recipient == "entity" and not any(matches(e, "entity") for e in recipients):
        recipients = _within(about, view, actors)
    if frame.sides and about is not None:
        for argument in tree.complements(about, "entre") + tree.complements(about, "avec"):
            actors += [e for e in entities_of(argument.token, view) if not _in(e, actors)]
    if frame.subject:
        actors = [e for e in actors if _suits(e, frame.subject)]
    if frame.sides:
        actors = [
            e for e in actors if is_known(e) or e.country or e.sector in ("GOV", "MIL", "COP", "SPY", "JUD")
        ]
    recipients = [e for e in recipients if not _in(e, actors)]
    if (
        frame.needs_recipient == "some"
        and not recipients
        and ({"obj", "subj"} & set(frame.recipient) or trigger.nominal)
    ):
        about = _seek_patient(trigger, token, matched, view) or about
        recipients = entities_of(about, view) if about is not None else []
    if frame.needs_recipient not in (None, "target"):
        recipients = [e for e in recipients if matches(e, str(frame.needs_recipient))]
        if not recipients:
            return None
    if frame.needs_actor == "two":
        if len([a for a in actors if matches(a, "entity")]) < 2:
            return None
    elif frame.needs_actor is not None:
        actors = [e for e in actors if matches(e, frame.needs_actor)]
        if not actors:
            return None
    if frame.recipient_sector:
        recipients = [_with_sector(e, frame.recipient_sector) for e in recipients]
    start = token.idx
    last = view.doc[_contiguous(matched)]
    end = last.idx + len(last)
    return Hit(frame, token, start, end, tuple(actors), tuple(recipients), about, trigger.nominal, matched)


def _contiguous(matched: tuple[int, ...]) -> int:
    """The last matched word that follows the head without a long gap: what a reader would quote."""
    end = matched[0]
    for i in matched[1:]:
        if i - end > 2:
            break
        end = i
    return end


def _with_sector(entity: Entity, sector: str) -> Entity:
    if entity.id is not None or entity.sector not in (None, "CVL", "REB"):
        return entity
    return Entity(entity.text, entity.id, entity.country, sector)


def _context_holds(frame: Frame, view: View) -> bool:
    if not frame.near and not frame.unless:
        return True
    present = view.classes()
    return (not frame.near or bool(present & set(frame.near))) and not present & set(frame.unless)


def _patient(trigger: Trigger, token: Token, matched: tuple[int, ...], view: View) -> Token | None:
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
    found = [a for a in tree.objects(token) if a.token.i not in matched]
    if trigger.rest and view.doc[last].pos_ in ("VERB", "AUX"):  # « fait échouer le projet »
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


def _seek_patient(trigger: Trigger, token: Token, matched: tuple[int, ...], view: View) -> Token | None:
    """The thing acted on by class and agreement, where the parse gives another or none."""
    wanted = tuple(c for c in trigger.frame.object if c not in ("any", "none", "entity"))
    doc = view.doc
    if not wanted:
        return None
    if not trigger.nominal and tree.is_passive(token):
        gender, number = morph(token, "Gender"), morph(token, "Number")
        reach = 36 if any(c.dep_.startswith("aux") for c in token.children) else 7
        for i in range(token.i - 1, max(-1, token.i - reach), -1):
            if doc[i].text in ";:":
                break
            if doc[i].pos_ in ("NOUN", "PROPN", "VERB", "ADJ") and _token_suits(doc[i], wanted, view):
                if doc[i].pos_ in ("VERB", "ADJ") and not any(c.dep_ == "det" for c in doc[i].children):
                    continue
                if _agrees(doc[i], gender, number) and tree.preposition(doc[i]) not in (
                    "par",
                    "avec",
                    "contre",
                ):
                    return doc[i]
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
        if other.pos_ in ("NOUN", "PROPN") and _token_suits(other, wanted, view):
            marker = tree.preposition(other)
            if (trigger.nominal and marker == "de") or (not trigger.nominal and marker in (None, "de")):
                return other
    return None


def _relative_object(token: Token, wanted: tuple[str, ...], view: View) -> Token | None:
    """« les cellules que le service a démantelées », where the parse lost the relative."""
    doc = token.doc
    for i in range(token.i - 1, max(0, token.i - 12), -1):
        if doc[i].text in ";:.":
            return None
        if plain(doc[i].text) in ("que", "qu'"):
            for j in range(i - 1, max(-1, i - 7), -1):
                if _token_suits(doc[j], wanted, view) and doc[j].pos_ not in ("ADP", "DET", "PUNCT"):
                    return doc[j]
            return None
    return None


def _agrees(noun: Token, gender: list[str], number: list[str]) -> bool:
    mine, count = morph(noun, "Gender"), morph(noun, "Number")
    return (not gender or not mine or mine == gender) and (not number or not count or count == number)


def _within(about: Token | None, view: View, actors: list[Entity]) -> list[Entity]:
    """The state or body inside the object: « saluer l'action des forces marocaines »."""
    if about is None:
        return []
    first, last = about.left_edge.idx, about.right_edge.idx + len(about.right_edge)
    for ref in view.refs:
        if first <= ref.start < last and ref.start >= about.idx:
            if ref.kind in (*BODY_KINDS, "state", "person", "capital", "metonym") and not _in(
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


def _object_holds(frame: Frame, trigger: Trigger, about: Token | None, view: View) -> bool:
    if not frame.object:
        return True
    if about is None:
        return bool({"none", "any"} & set(frame.object))
    return _token_suits(about, frame.object, view)


def _token_suits(token: Token, wanted: tuple[str, ...], view: View) -> bool:
    if "any" in wanted:
        return True
    found = set(classes_of(token))
    for part in tree.conjuncts(token)[1:]:
        found |= set(classes_of(part))
    if found & set(wanted):
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
    if "of" in wanted:
        return False
    # « un groupe de neuf personnes », « 57 d'entre elles », « trois d'entre eux »
    if token.pos_ in ("NUM", "PRON") and {"person", "suspect", "rebel", "cell"} & set(wanted):
        return True
    # « trois kilos d'héroïne », « une centaine de migrants »: the head is a measure.
    lemmas = set(noun_lemmas(token.text))
    if lemmas & MEASURE_NOUNS:
        for child in token.children:
            if child.dep_.startswith(("nmod", "obl")) and tree.preposition(child) == "de":
                return _token_suits(child, wanted, view)
        if {"drug", "goods"} & set(wanted) and lemmas & WEIGHTS:
            return True
    return False


WEIGHTS = frozenset(["kilo", "kilogramme", "tonne", "gramme", "kg", "quintal", "litre"])
MEASURE_NOUNS = WEIGHTS | frozenset(
    [
        "dizaine",
        "vingtaine",
        "trentaine",
        "quarantaine",
        "cinquantaine",
        "soixantaine",
        "centaine",
        "millier",
        "million",
        "milliard",
        "ensemble",
        "lot",
        "quantite",
        "nombre",
        "total",
        "majorite",
        "moitie",
        "partie",
        "reste",
        "serie",
        "groupe",
        "poignee",
        "douzaine",
        "quinzaine",
        "duo",
        "trio",
    ]
)


def _fill(
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
            if argument.i in matched:
                continue
            found += [e for e in entities_of(argument, view) if not _in(e, found)]
        if found and not sides and not trigger.frame.joined:
            break
        if slot == "entre" and len(found) > 1:
            break
    return found


def _slot(slot: str, trigger: Trigger, token: Token, matched: tuple[int, ...], view: View) -> list[Token]:
    """The tokens that stand in a slot of a trigger."""
    if slot == "none":
        return []
    if trigger.nominal:
        return _noun_slot(slot, token, matched, view)
    if slot == "subj":
        if trigger.frame.recipient[:1] == ("subj",) or trigger.frame.actor[:1] != ("subj",):
            return [a.token for a in tree.surface_subjects(token)]
        second = view.doc[matched[-1]]
        if trigger.rest and second.pos_ in ("VERB", "AUX"):  # « fait échouer »: one verb in two words
            return [a.token for a in tree.surface_subjects(token) or tree.surface_subjects(second)]
        return [a.token for a in tree.logical_subjects(token)]
    if slot == "obj":
        found = [a.token for a in tree.objects(token) if a.token.i not in matched]
        if trigger.rest and not found:
            behind = _patient(trigger, token, matched, view)
            return [behind] if behind is not None else []
        return found
    if slot == "place":
        return _places(token, matched[-1], view)
    if slot == "par":
        return [a.token for a in tree.agents(token)]
    last = matched[-1]
    found = [a.token for a in tree.complements(token, slot)]
    if not found and trigger.rest:
        tail = plain(view.doc[last].text)
        if _CONTRACTED.get(tail, tail) == plain(slot) or tail == plain(slot):
            behind = tree.phrase_head_after(view.doc, last + 1)
            return [behind] if behind is not None else []
        found = [a.token for i in range(token.i + 1, last + 1) for a in tree.complements(view.doc[i], slot)]
    return found


def _noun_slot(slot: str, token: Token, matched: tuple[int, ...], view: View) -> list[Token]:
    if slot == "light":
        verb = tree.governing_verb(token)
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
        if any(
            c.dep_ == "det" and plain(c.text) in ("son", "sa", "ses", "leur", "leurs") for c in token.children
        ):
            for ancestor in tree.ancestors(token):
                if ancestor.pos_ in ("VERB", "AUX"):
                    return [a.token for a in tree.logical_subjects(ancestor)]
        return []
    if slot == "place":
        return _places(token, matched[-1], view)
    if slot == "par":
        found = [a.token for a in tree.complements(token, "par")]
        return found or [a.token for a in tree.linear_phrase(token, "par")]
    last = matched[-1]
    found = [a.token for a in tree.complements(token, slot)]
    if not found and last != token.i:
        found = [a.token for a in tree.complements(view.doc[last], slot)]
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


def _suits(entity: Entity, wanted: tuple[str, ...]) -> bool:
    """Whether an actor is what a frame's `subject` asks for."""
    from recoupe.code.fr.classes import sector as class_sector

    if "any" in wanted:
        return True
    if entity.id is not None:
        if "entity" in wanted:
            return True
        if "person-name" in wanted:
            return entity.id.islower()
    sectors = {class_sector(name) for name in wanted} - {None}
    if entity.sector in sectors:
        return True
    return (
        bool({"entity", "state", "government"} & set(wanted))
        and entity.country is not None
        and entity.sector not in ("CVL", "CRM", "REF", None)
    )


def _in(entity: Entity, others: list[Entity]) -> bool:
    return any(entity.id == o.id if entity.id and o.id else entity.text == o.text for o in others)
