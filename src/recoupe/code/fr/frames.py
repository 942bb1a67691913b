"""Finding the frames of a sentence: triggers, the roles read off, and which restrictions do not hold.

A restriction that does not hold is a flaw and no verdict: the parser errs, and what it errs on is often
plain to a reader. Ties need all of theirs (``sound``); events are weighed by ``accept``.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

import msgspec

from recoupe.code.fr import purposes, roles, senses, tree
from recoupe.code.fr.classes import classes_of
from recoupe.code.fr.entities import entities_of, is_known, matches
from recoupe.code.fr.parse import Token
from recoupe.code.fr.relatives import DONE_TO, told_by_clause
from recoupe.code.fr.tokens import once
from recoupe.code.fr.triggers import may_head, noun_triggers, verb_triggers
from recoupe.code.fr.view import BODY_KINDS, View
from recoupe.code.fr.words import noun_lemmas, plain, verb_lemmas
from recoupe.code.lexicon import Frame, Trigger
from recoupe.model import Entity


class Hit(NamedTuple):
    """A trigger found, and the roles that were read off.

    ``flaws`` names the restrictions of the frame that do not hold: ``generic`` (a kind of act is named,
    no act), ``near`` and ``unless`` (words of the sentence), ``object`` and ``no-object`` (the thing
    acted on), ``subject``, ``actor``, ``recipient`` (who must be there).
    """

    frame: Frame
    token: Token
    start: int
    end: int
    actors: tuple[Entity, ...]
    recipients: tuple[Entity, ...]
    about: Token | None
    nominal: bool
    words: tuple[int, ...] = ()
    flaws: frozenset[str] = frozenset()
    # Among the readings of one word: its place by the rules alone (0 is best), and how many others there are.
    place: int = 0
    rivals: int = 0
    weak: bool = False
    firm: bool = False
    denies: bool = False
    likely: float = 1.0  # as ``accept`` weighed it


def hits(view: View) -> Iterator[Hit]:
    """The readings of each trigger word of the sentence, best first: one for each type and mode.

    Which of them the sentence tells, if any, is for ``accept`` to weigh. A word of a longer trigger that
    holds (« coup » of « coup de filet ») is no trigger of its own.
    """
    taken: set[int] = set()
    waiting: list[list[Hit]] = []
    for token in view.doc:
        if not may_head(token) or token.i in taken:
            continue
        if token.is_punct or token.is_space or _inside_name(token, view):
            continue
        kinds: dict[tuple[str, str | None], list[_Sense]] = {}
        for trigger, matched in (*verb_triggers(token), *noun_triggers(token)):
            sense = _Sense(trigger, token, matched, view)
            kinds.setdefault((trigger.frame.type, sense.mode), []).append(sense)
        # Two kinds in three mean something else whichever of their readings were best: nobody is asked who
        # plays a part in those.
        best = [
            max([_reading(sense) for sense in listed], key=_rank)
            for listed in kinds.values()
            if not all(sense.is_unsure() for sense in listed)
        ]
        found = sorted((h for h in best if not _means_other(h)), key=_rank, reverse=True)
        if found:
            found = [found[0], *(h for h in found[1:] if not h.flaws & _SENSE and not _within(h, found[0]))]
            if not found[0].flaws:
                taken.update(found[0].words)
            waiting.append(found)
    for found in waiting:
        if not found[0].flaws or found[0].token.i not in taken:
            yield from (h._replace(place=n, rivals=len(found) - 1) for n, h in enumerate(found))


def _within(short: Hit, best: Hit) -> bool:
    """« fermer son ambassade » is no « fermer »: a phrase that holds stands for its verb alone."""
    return not best.flaws and not short.nominal and set(short.words) < set(best.words) and len(best.words) > 2


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


# A restriction of sense that fails weighs more than a role that was not found.
_SENSE = frozenset(("generic", "near", "unless", "object", "no-object"))


def _means_other(hit: Hit) -> bool:
    """Whether a word that carries the meaning only now and then plainly does not here."""
    unsure = (hit.weak and bool(hit.flaws & _SENSE)) or (hit.firm and "object" in hit.flaws)
    return unsure or senses.rules_out(hit)


def _rank(hit: Hit) -> tuple[bool, int, bool, int, int, int]:
    missed = -len(hit.flaws & _SENSE)
    return (
        not hit.flaws,
        missed,
        not hit.weak,
        hit.end - hit.start,
        -len(hit.flaws),
        len(hit.actors) + len(hit.recipients),
    )


# Prepositions that end a phrase of backing or yielding: whom they lead to is its recipient.
_LEADS = {"avec": "avec", "derriere": "derrière", "devant": "devant", "envers": "envers", "pour": "pour"}


def _led_to(trigger: Trigger) -> tuple[str, ...]:
    """« prendre fait et cause *pour* X », « se ranger *derrière* X », « plier *devant* X »."""
    tail = _LEADS.get(trigger.rest[-1]) if trigger.rest else None
    return (tail,) if tail is not None and trigger.frame.type in ("SUPPORT", "CONCEDE") else ()


class _ActedOn(NamedTuple):
    """The thing acted on, whether it is not where the tree has it, and what is amiss with it."""

    token: Token | None
    sought: bool
    flaw: str | None


class _Sense:
    """One trigger read as one frame, as far as its own meaning goes; what is acted on only if asked for."""

    def __init__(self, trigger: Trigger, token: Token, matched: tuple[int, ...], view: View) -> None:
        self.trigger, self.token, self.matched, self.view = trigger, token, matched, view
        self.mode = _mode(trigger.frame, token)
        self.amiss = _context_flaws(trigger.frame, view)
        if trigger.nominal and _generic(token, trigger.frame):
            self.amiss.add("generic")

    @cached_property
    def acted_on(self) -> _ActedOn:
        """What stands where the frame has the thing acted on, or else what it can take near by."""
        trigger, token, matched, view = self.trigger, self.token, self.matched, self.view
        about = roles.patient(trigger, token, matched, view)
        if roles.object_holds(trigger.frame, trigger, about, view):
            return _ActedOn(about, False, None)
        handed = trigger.firm and senses.is_writing(about)  # « les tableaux remis aux députés »: nobody
        other = None if handed else roles.seek_patient(trigger, token, matched, view)
        if other is None:
            return _ActedOn(about, False, "object" if about is not None else "no-object")
        return _ActedOn(other, True, None)

    def is_unsure(self) -> bool:
        """Whether a word that carries the meaning only now and then plainly does not here."""
        if self.trigger.weak:
            return bool(self.amiss) or self.acted_on.flaw is not None
        return self.trigger.firm and self.acted_on.flaw == "object"


def _reading(sense: _Sense) -> Hit:
    """One trigger read as one frame: its roles, and what speaks against it."""
    trigger, token, matched, view = sense.trigger, sense.token, sense.matched, sense.view
    about, sought, flaw = sense.acted_on
    frame, mode = trigger.frame, sense.mode
    flaws = set(sense.amiss) if flaw is None else {*sense.amiss, flaw}
    slots = frame.noun_actor if trigger.nominal else frame.actor
    actors = roles.fill(slots, trigger, token, matched, view, sides=frame.sides)
    receives_object = bool({"obj", "subj"} & set(frame.recipient)) or trigger.nominal
    recipients: list[Entity] = []
    if not frame.sides:
        slots = frame.noun_recipient if trigger.nominal else (*_led_to(trigger), *frame.recipient)
        recipients = roles.fill(slots, trigger, token, matched, view, sides=False)
    ended = None if about is None else roles.measured(about)
    if not recipients and not frame.sides and ended is not None and "sanction" in classes_of(ended):
        # « les sanctions visant X », « une partie des sanctions imposées à X »
        recipients = _met([ended, *_of(ended)], view)
    if not recipients and not trigger.nominal and frame.type in _OF_A_DEED:
        recipients = purposes.promised(matched, view, actors)
    if not recipients and not trigger.nominal and frame.type == "AID":
        recipients = purposes.helped(matched, view, actors)
    if not recipients and not frame.sides and not trigger.nominal and len(matched) > 1:
        nouns = [view.doc[i] for i in matched[1:]]  # « ouvert une enquête visant X »
        if frame.type == "RETREAT":  # « mis fin aux restrictions de visas imposées à X »
            nouns += [t for noun in nouns for t in _of(noun)]
        recipients = _met(nouns, view)
    if sought and about is not None and not frame.sides and receives_object:
        recipients = entities_of(about, view)
    if frame.needs_recipient == "entity" and not any(matches(e, "entity") for e in recipients):
        recipients = roles.within(about, view, actors)
    if frame.sides and about is not None:
        for argument in tree.complements(about, "entre") + tree.complements(about, "avec"):
            actors += [e for e in entities_of(argument.token, view) if not roles.among(e, actors)]
    actors = _fitting(actors, frame, flaws)
    recipients = [e for e in recipients if not roles.among(e, actors)]
    if frame.needs_recipient == "some" and not recipients and receives_object:
        about = roles.seek_patient(trigger, token, matched, view) or about
        recipients = entities_of(about, view) if about is not None else []
    if frame.needs_recipient not in (None, "target"):
        recipients = [e for e in recipients if matches(e, str(frame.needs_recipient))]
        if not recipients:
            flaws.add("recipient")
    if frame.recipient_sector:
        recipients = [_with_sector(e, frame.recipient_sector) for e in recipients]
    start = token.idx
    last = view.doc[_contiguous(matched)]
    return Hit(
        frame if mode == frame.mode else msgspec.structs.replace(frame, mode=mode),
        token,
        start,
        last.idx + len(last),
        tuple(actors),
        tuple(recipients),
        about,
        trigger.nominal,
        matched,
        frozenset(flaws),
        weak=trigger.weak,
        firm=trigger.firm,
        denies=trigger.denies,
    )


def _of(noun: Token) -> list[Token]:
    return [a.token for a in tree.complements(noun, "de")]


def _met(nouns: list[Token], view: View) -> list[Entity]:
    """Those to whom the clauses that hang on some nouns say that it is done."""
    told = [t for noun in nouns for t, how in told_by_clause(noun) if how in DONE_TO]
    return [e for t in told for e in entities_of(t, view)]


# Acts told of a deed that is not done yet, or not at all: to whom it would be done.
_OF_A_DEED = ("AGREE", "REJECT", "THREATEN", "CONCEDE")


CLAUSE = 14  # words before and behind a trigger that tell with what, or for what


def _mode(frame: Frame, token: Token) -> str | None:
    """The frame's mode, or that which a word of the clause brings."""
    if not frame.modes:
        return frame.mode
    forms = _behind(token) | _undergoing(token)
    if frame.type == "ASSAULT":
        forms |= _before(token)
    for mode, listed in frame.modes.items():
        if any(_among(plain(word), forms) for word in listed):
            return mode
    return frame.mode


def _among(word: str, forms: frozenset[str]) -> bool:
    """Whether a word is among the forms of others, whole or cut at its hyphens (« lance-roquettes »)."""
    if word in forms or "-" not in word:
        return word in forms
    return all(not forms.isdisjoint(noun_lemmas(part)) for part in word.split("-"))


@once
def _undergoing(token: Token) -> frozenset[str]:
    """What the subject of a passive may be a form of: « deux chars ont été déployés »."""
    if not tree.is_passive(token):
        return frozenset()
    subjects = [c for c in token.children if c.dep_ == "nsubj:pass"]
    return frozenset(form for s in subjects for t in s.subtree for form in noun_lemmas(plain(t.text)))


@once
def _behind(token: Token) -> frozenset[str]:
    """What the words of the clause behind a token may be forms of."""
    found: set[str] = set()
    for other in token.doc[token.i + 1 : token.i + CLAUSE]:
        if other.text in ";:.":
            break
        word = plain(other.text)
        found.update(noun_lemmas(word), verb_lemmas(word))
    return frozenset(found)


@once
def _before(token: Token) -> frozenset[str]:
    """What the words before a token may be forms of, as nouns."""
    near = token.doc[max(0, token.i - CLAUSE // 2) : token.i]
    return frozenset(form for other in near for form in noun_lemmas(plain(other.text)))


def _fitting(actors: list[Entity], frame: Frame, flaws: set[str]) -> list[Entity]:
    """The actors a frame can have; adds to ``flaws`` what it asks for and does not get."""
    if frame.subject:
        fit = [e for e in actors if _suits(e, frame.subject)]
        if actors and not fit:
            flaws.add("subject")
        actors = fit
    if frame.sides and frame.type not in ("ASSAULT", "PROTEST"):
        official = ("GOV", "MIL", "COP", "SPY", "JUD")
        actors = [e for e in actors if is_known(e) or e.country or e.sector in official]
    if frame.needs_actor == "two":
        if len([a for a in actors if matches(a, "entity")]) < 2:
            flaws.add("actor")
    elif frame.needs_actor is not None:
        actors = [e for e in actors if matches(e, frame.needs_actor)]
        if not actors:
            flaws.add("actor")
    return actors


def _contiguous(matched: tuple[int, ...]) -> int:
    """The last matched word that follows the head without a long gap: what a reader would quote."""
    end = matched[0]
    for i in matched[1:]:
        if i - end > 2:
            break
        end = max(end, i)
    return end


def _with_sector(entity: Entity, sector: str) -> Entity:
    if entity.id is not None or entity.sector not in (None, "CVL", "REB"):
        return entity
    return Entity(entity.text, entity.id, entity.country, sector)


def _context_flaws(frame: Frame, view: View) -> set[str]:
    if not frame.near and not frame.unless:
        return set()
    present = view.classes()
    found = set() if present.isdisjoint(frame.unless) else {"unless"}
    if frame.near and present.isdisjoint(frame.near):
        found.add("near")
    return found


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
