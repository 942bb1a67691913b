"""The time told last, by which the next sentence goes: « la veille », « le même jour », « le 20 avril »."""

from __future__ import annotations

import re

from recoupe.code.fr import hanging, timing, tree
from recoupe.code.fr.parse import Token
from recoupe.code.fr.view import View
from recoupe.resolve.time import Time

_LONGER = re.compile(r"\b(?:ann[ée]es?|ans?|mois|trimestre|semestre)\b", re.IGNORECASE)
_THAT_DAY = re.compile(
    r"\bce jour-là\b|\ble \d{1,2}\b(?! (?:janv|févr|mars|avr|mai|juin|juil|août|sept|oct|nov|déc))",
    re.IGNORECASE,
)


_THEN = re.compile(
    r"\bce(?:tte)? (?:soir|nuit|matin|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)-là\b",
    re.IGNORECASE,
)
# « En avril 2021, … Il avait été tué le 20 avril »: of that year
_YEARLESS = re.compile(
    r"\ble (?:1er|\d{1,2}) (?:janv|févr|mars|avr|mai|juin|juil|août|sept|oct|nov|déc)\w*\b(?! \d{4})",
    re.IGNORECASE,
)
# « en froid depuis 2013. Cette année-là, … »: the year written last, however it was told
_THAT_YEAR = re.compile(r"\b(?:cette année-là|(?:la même|ladite) année)\b", re.IGNORECASE)
_WRITTEN_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_HAD = re.compile(r"\b(?:avai(?:en)?t|étai(?:en)?t)\b")


YEAR_HOLDS = 2  # sentences


class LastTold:
    """The time that the next sentence may go by: a day, for what counts in years and months those too.

    « ce jour-là » and « le 11 » are of a month that was told after the last day; « ce soir-là » is of any day
    told last (« le drame du 23 août »). What was told as behind the story (« il avait été arrêté le 3 mai »)
    is gone by in its paragraph, and later only where the sentence is behind the story too.
    """

    def __init__(self) -> None:
        self.day: str | None = None
        self.any: str | None = None
        self.story: str | None = None  # the last day that was not told as behind the story
        self.named: str | None = None  # the last day told in any way
        self.paragraph = 0  # of the last day
        self.year: str | None = None  # the year written last
        self.ago = 0  # so many sentences ago

    def before(self, text: str, paragraph: int) -> str | None:
        """What a sentence goes by (« la veille », « cette année-là »)."""
        if _THEN.search(text):
            return self.named
        if self.year is not None and self.ago <= YEAR_HOLDS and _THAT_YEAR.search(text):
            return self.year
        month = self.any is not None and len(self.any) == 7
        had = _HAD.search(text) is not None
        if _LONGER.search(text) or (month and (_THAT_DAY.search(text) or (had and _YEARLESS.search(text)))):
            return self.any
        return self.day if had or paragraph == self.paragraph else self.story or self.day

    def tell(self, times: list[Time], view: View) -> None:
        """Keep what a sentence told; « le coup de force du 26 juillet » is behind us."""
        years = [
            t.first
            for t in times
            if t.first and _WRITTEN_YEAR.search(t.text) and not timing.compared(t, view)
        ]
        self.year, self.ago = (years[-1][:4], 1) if years else (self.year, self.ago + 1)
        told = [t for t in times if t.kind == "point" and t.first and not timing.compared(t, view)]
        self.named = next((t.first for t in reversed(told) if _fine(t)), self.named)
        known = [(time, timing.anchor_token(time, view)) for time in told]
        known = [
            (time, at)
            for time, at in known
            if at is None or not (hanging.hangs(at) == "noun" or hanging.recalled(at))
        ]
        ranks = [_rank(at) for time, at in known if _fine(time)]
        for time, at in known:
            if time.first is None or (_fine(time) and _rank(at) > min(ranks)):
                continue
            if _fine(time):
                self.day = self.any = time.first
                self.paragraph = view.memory.story.paragraph
                if at is None or not hanging.tense(at).endswith("pluperfect"):
                    self.story = time.first
            elif time.grain in ("month", "year", "part"):
                self.any = time.first[: 4 if time.grain == "year" else 7]


def _fine(time: Time) -> bool:
    return time.grain in ("day", "night")


def _rank(at: Token | None) -> int:
    """What the next sentence goes by first: 0 for what was done, 1 for the telling and what a noun tells.

    « a renvoyé lundi des migrants, selon l'accord que l'Union a conclu le 18 mars »; « a été arrêté samedi, a
    annoncé jeudi la police ».
    """
    verb = tree.verb_above(at) if at is not None else None
    return int(at is not None and (hanging.hangs(at) == "speech" or (verb or at).dep_.startswith("acl")))
