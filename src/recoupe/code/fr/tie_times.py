"""Since when, or until when, a tie told beside names holds: « X, à la tête de la DGSE depuis 2017 »."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace

from recoupe.code.fr.tie_ends import RAISED
from recoupe.code.fr.view import View
from recoupe.code.fr.words import plain
from recoupe.model import Tie, When
from recoupe.resolve.time import Time

# « Élu mardi président de la Cédéao »
_CHOSEN = re.compile(rf"\b(?:{RAISED}|reconduit)e? (?:en |le )?$")
_SOON = re.compile(r" (?:nouve\w+ |comme |au poste de |(?:a|au) (?:la |l'|le )?)?")
_RIGHT_BEHIND = re.compile(r"\s*(?:\([^)]{1,20}\))?\s*")


def dated(ties: Iterable[Tie], view: View, times: Sequence[Time]) -> Iterator[Tie]:
    """The ties, each with the time that stands right behind its object, its place or its words."""
    for tie in ties:
        yield tie if tie.when is not None else replace(tie, when=_behind(tie, view, times))


def _behind(tie: Tie, view: View, times: Sequence[Time]) -> When | None:
    named = (*tie.subject, *tie.object) if tie.type == "hosts" else tie.object
    ends = {r.end for r in view.refs if any(r.entity is e for e in named)}
    for words in (tie.trigger, *(e.text for e in named)):
        ends |= {m.end() for m in re.finditer(re.escape(words), view.text)}
    at = view.text.find(tie.trigger)
    flat = plain(view.text)
    for time in times:
        lasting = time.kind in ("since", "until") or (time.kind == "span" and time.first != time.last)
        if lasting and (time.first or time.last):
            if any(_RIGHT_BEHIND.fullmatch(view.text, end, time.start) for end in ends if end <= time.start):
                return When(time.text, time.first, None if time.kind == "since" else time.last)
        if time.first and _CHOSEN.search(flat[: time.start]) and _SOON.fullmatch(flat[time.end : max(at, 0)]):
            return When(time.text, time.first, None)
    return None
