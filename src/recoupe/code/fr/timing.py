"""Which of a sentence's times dates a statement.

A time governs what its own verb or noun says; the date of announcing dates no act (« a annoncé
mardi »). Distance in the tree decides, then distance in the text.
"""

from __future__ import annotations

import re

from recoupe.code.fr import hanging, tree
from recoupe.code.fr.marks import marks
from recoupe.code.fr.parse import Token
from recoupe.code.fr.saying import is_speech_verb
from recoupe.code.fr.tokens import once
from recoupe.code.fr.view import View
from recoupe.code.fr.words import plain
from recoupe.model import When
from recoupe.resolve.time import Time


def anchor_token(time: Time, view: View) -> Token | None:
    """The token by which a time expression hangs in the tree."""
    kept, key = view.doc.kept, ("anchor", time.start, time.end)  # every statement asks for every time
    if key not in kept:
        span = view.span(time.start, time.end)
        kept[key] = span.root if span is not None else None
    found: Token | None = kept[key]
    return found


def governor(token: Token) -> Token | None:
    """The verb, participle or event noun that a time hangs on."""
    for node in tree.ancestors(token):
        if node.pos_ in ("VERB", "AUX") or node.dep_ in ("ROOT",):
            return node
    return None


@once
def clause_of(token: Token) -> int:
    """A rough clause number: how many clause breaks stand before the token."""
    count = 0
    for other in token.doc[: token.i]:
        if (
            other.text in (";", ":")
            or plain(other.text) in ("tandis", "alors")
            or (other.dep_ == "cc" and other.head.pos_ == "VERB")
        ):
            count += 1
    return count


def when_for(trigger: Token, times: list[Time], view: View, others: list[Token]) -> Time | None:
    """The time that dates a trigger, or None. ``others`` are the sentence's other triggers."""
    best: tuple[float, Time] | None = None
    for time in times:
        if time.kind == "age_or_duration":
            continue
        token = anchor_token(time, view)
        if token is None:
            continue
        cost = _cost(trigger, token, time, view, others)
        if cost is not None and (best is None or cost < best[0]):
            best = (cost, time)
    return best[1] if best else None


def _cost(trigger: Token, token: Token, time: Time, view: View, others: list[Token]) -> float | None:
    """How far a time is from a trigger; None where it belongs to another verb for sure."""
    if time.start <= trigger.idx < time.end:
        return None
    verb = governor(token)
    own = trigger if trigger.pos_ in ("VERB", "AUX") else (tree.governing_verb(trigger) or trigger)
    if verb is not None and verb.i != trigger.i and verb.i != own.i and is_speech_verb(verb):
        # « a confié jeudi » dates the telling; « depuis 2015 » beside it dates what is told.
        if time.kind == "point" and time.grain in ("day", "night", "part"):
            return None
    cost = float(tree.distance(trigger, token))
    cost += 0.08 * abs(trigger.i - token.i)
    if 0 <= time.start - (trigger.idx + len(trigger)) <= 2:
        cost -= 3.0
    cost += 3.0 * abs(clause_of(trigger) - clause_of(token))
    mine = tree.distance(trigger, token)
    for other in others:
        if other.i == trigger.i:
            continue
        if tree.distance(other, token) < mine:
            between = min(trigger.i, token.i) < other.i < max(trigger.i, token.i)
            cost += 2.5 if between else 0.8
    if marks(view.doc, ";").between(trigger.i, token.i):
        return None
    # A time inside a relative or participial clause of another deed stays there.
    apart = hanging.clause(token, trigger)
    if apart == "deed":
        return None
    if apart == "held":
        cost += 1.0
    return cost if cost < 14 else None


_MANY = (
    r"(?:\d[\d.,  ]*|une?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|quinze|vingt|trente|"
    r"quarante|cinquante|soixante|cent|mille)(?: (?:tonnes?|kilos?|millions?|milliards?))?"
)
_COMPARED = re.compile(
    rf"(?:\bqu(?:e |')(?:en |au )?|\bpar rapport (?:a |au )(?:la |l')?|"
    rf"\b(?:contre|apres|au lieu de) (?:pres de |plus de |quelque )?{_MANY} ?(?:en |au )?)$"
)


def compared(time: Time, view: View) -> bool:
    """Whether a time is only what another is set against: « 12 % de moins que l'année précédente »."""
    return _COMPARED.search(plain(view.text[: time.start])) is not None and not only_then(time, view)


_ONLY = re.compile(
    r"\bn(?:e |')(?P<between>[^,;:.]*)\bqu(?:e |')(?:a |au |en |dans |pour |fin |debut |le |la |l')*$"
)
_MEASURED = re.compile(r"\b(?:plus|moins|autant|aussi|meme|mieux|davantage|autre)\b")


def only_then(time: Time, view: View) -> bool:
    """« n'a été ratifié qu'en mai »: then, and at no other time."""
    match = _ONLY.search(plain(view.text[: time.start]))
    return match is not None and _MEASURED.search(match["between"]) is None


def right_after(position: int, times: list[Time], view: View) -> Time | None:
    """The time told right behind a count, before the next comma (« 276 en 2016, 186 en 2017 »)."""
    for time in times:
        if 0 < time.start - position <= 28 and time.kind != "age_or_duration":
            if not any(mark in view.text[position : time.start] for mark in ",;:(") and not any(
                c.isdigit() for c in view.text[position : time.start]
            ):
                return time
    return None


def to_when(time: Time | None, group: str, published: str | None) -> When | None:
    """The record's `when`; ``group`` is ``event``, ``tie`` or ``figure``.

    The open end of a figure's period is the article's date; what stands « dès 1957 » stands on.
    """
    if time is None:
        return None
    end = time.last
    if time.kind == "since" and time.first is not None:
        if group == "tie":
            end = None
        elif group == "figure" and end is None:
            end = published if published is None or published >= time.first else None
    return When(time.text, time.first, end)
