"""What people type, or pick in a text, as what is kept: a deed, somebody, a country, days, a count.

Everything may be written in words of the reader's language; ids and codes are understood, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import get_args

from starlette.requests import Request

from recoupe.errors import InputError
from recoupe.model import Article, Bound, Entity, Status
from recoupe.resolve.fold import fold
from recoupe.serve import words
from recoupe.serve.desk import bench, lang_of
from recoupe.serve.filters import side
from recoupe.serve.labels import deed, name_of
from recoupe.serve.stand import Stand
from recoupe.share.names import is_state
from recoupe.share.words import LANGS, Lang, frames, say

_NAMED = ("state", "body", "person")
_OFFERED = 200  # names offered in a field, those of most accounts first
_ID = re.compile(r"[A-Z]{2,}(?:\.[A-Z_]+)*|[a-z]+(?:-[a-z]+)+")
_PARTS = " — "  # « Coercion — Dismantling »


@dataclass(frozen=True)
class Typed:
    """Who types where: the reader's language, the article's date and language, the names of the library."""

    lang: Lang
    published: str | None = None
    home: str | None = None  # alpha-3 of the press the article is from
    stand: Stand = field(default_factory=Stand)

    def fault(self, key: str, **values: object) -> InputError:
        """What cannot be understood, in the reader's language."""
        return InputError(words.text(self.lang, f"faults.{key}", **values))

    def name(self, identity: str | None) -> str:
        """How an id is called in the form."""
        return name_of(self.lang, identity) if identity else ""

    def offered(self) -> list[str]:
        """The names that a field offers."""
        return self.stand.once(("offered", self.lang), self._offered)

    def _offered(self) -> list[str]:
        starts = self.stand.starts
        counts = [
            (int(starts[number + 1] - starts[number]), value)
            for number, (facet, value) in self.stand.names.items()
            if facet in _NAMED and number + 1 < len(starts)
        ]
        some = [value for n, value in sorted(counts, key=lambda one: (-one[0], one[1])) if n][:_OFFERED]
        return list(dict.fromkeys(self.name(one) for one in some))

    def identity(self, text: str, first: Iterable[str | None] = (), *, codes: bool = True) -> str | None:
        """The id that is meant, ``first`` those it may well be; None where nobody known is named.

        ``codes``: what has the form of an id is one, whether it is known or not.
        """
        given, likely = " ".join(text.split()), [one for one in first if one]
        if own := next((one for one in likely if given in (one, self.name(one))), None):
            return own
        known = [value for facet, value in self.stand.names.values() if facet in _NAMED]
        if given in known or is_state(given):
            return given
        # « DGSN » is of the state that the sentence names, else of the press's own.
        states = [*dict.fromkeys(one.partition(".")[0] for one in likely if is_state(one.partition(".")[0]))]
        states += [self.home] if self.home else []
        wanted = fold(given)
        for lang in (self.lang, *LANGS):
            called = [one for one in known if fold(name_of(lang, one)) == wanted]
            called.sort(key=lambda one: one.partition(".")[0] not in states)
            if called or wanted in _states(lang):
                return called[0] if called else _states(lang)[wanted]
        for state in (*states, None):
            if found := _in_lexicon(given, state):
                return found
        return given if codes and _ID.fullmatch(given) else None

    def somebody(self, text: str, who: str, old: tuple[Entity, ...]) -> Entity:
        """An entity as written, and as somebody says who it is (nobody known, where that is empty).

        Raises :class:`~recoupe.errors.InputError` where nobody is called so.
        """
        same = next((one for one in old if one.text == text), None)
        found = self.identity(who, [one.id for one in old]) if who else None
        if who and not found:
            raise self.fault("nobody", who=who)
        if same is not None and same.id == found:
            return same
        entry = _entry(found)
        state = found.partition(".")[0] if found else None
        country = (entry.country if entry else None) or (state if state and is_state(state) else None)
        return Entity(
            text, found, country, (entry.sector if entry else None) or (same.sector if same else None)
        )

    def country(self, text: str) -> str | None:
        """The alpha-3 code of a country. Raises :class:`~recoupe.errors.InputError` for what is none."""
        if not text:
            return None
        found = self.identity(text)
        if not found or not is_state(found):
            raise self.fault("no_country", what=text)
        return found

    def deed(self, text: str, kind: str) -> str:
        """``TYPE``, ``TYPE/mode``, a tie or a measure, by its code or its name.

        Raises :class:`~recoupe.errors.InputError` for what is none, or several.
        """
        given = "/".join(part.strip() for part in text.replace(": ", "/").split("/"))
        if given in frames(self.lang)[kind] or (kind == "figure" and given in frames("en")["figure"]):
            return given
        wanted = fold(text.strip())
        found = [
            value
            for value in frames(self.lang)[kind]
            if wanted in (fold(self.deed_name(value)), fold(deed(self.lang, value)))
        ]
        whole = [one for one in found if wanted == fold(self.deed_name(one))]
        if len(whole or found) != 1:
            several = " · ".join(self.deed_name(one) for one in found)
            raise (
                self.fault("which_deed", what=text, several=several)
                if found
                else self.fault("no_deed", what=text)
            )
        return str((whole or found)[0])

    def deed_name(self, value: str) -> str:
        """« Coercion — Dismantling »; of a type alone, its name."""
        kind, _, mode = value.partition("/")
        return f"{deed(self.lang, kind)}{_PARTS}{deed(self.lang, value)}" if mode else deed(self.lang, value)

    def status(self, text: str) -> str:
        """How certain something is said to be, by its code or its word in the reader's language."""
        called = {fold(say(self.lang, f"status.{one}")): one for one in get_args(Status)}
        return str(called.get(fold(text.strip()), text.strip()))

    def days(self, text: str) -> tuple[str | None, str | None]:
        """First and last day (inclusive, ISO) of a time in figures or words, as the article would mean it.

        Raises :class:`~recoupe.errors.InputError` for what is no time.
        """
        from recoupe.resolve.time import find_times

        start, slash, end = (part.strip() for part in text.partition("/"))
        first, last = side(start, last=False), side(end if slash else start, last=True)
        if first or last:
            return first or None, last or None
        if english := _english(text):
            return english
        for language in ("fr", "ar"):
            found = [
                one for one in find_times(text, self.published, language=language) if one.first or one.last
            ]
            if found:
                return found[0].first, found[-1].last
        raise self.fault("no_days", what=text)

    def count(self, text: str) -> tuple[float, Bound | None]:
        """A number in figures or words, and its bound where the words tell it.

        Raises :class:`~recoupe.errors.InputError` for what is no number.
        """
        from recoupe.code.fr.numbers import find_numbers

        first, _, rest = text.strip().partition(" ")
        bounds: dict[str, Bound] = {"min": "min", "max": "max", "about": "about", "exact": "exact"}
        for one in ("min", "max", "about", "exact"):
            said = words.text(self.lang, f"review.bounds.{one}")
            if text.strip().casefold().startswith(f"{said} "):
                return self.count(text.strip()[len(said) :])[0], bounds[one]
        if first in bounds and rest:
            return self.count(rest)[0], bounds[first]
        try:
            return float(re.sub(r"\s", "", text).replace(",", ".")), None
        except ValueError:
            found = find_numbers(text)
        if not found:
            raise self.fault("no_number", what=text)
        return found[0].value, found[0].bound


def typed_of(request: Request, article: Article) -> Typed:
    """Who types, over which article."""
    home = next((one.value for one in article.meta if one.field == "country"), None)
    return Typed(lang_of(request), article.published, home, bench(request).shelf.stand)


@cache
def _states(lang: Lang) -> dict[str, str]:
    """States by their folded names."""
    from recoupe.resolve.entries import entries

    return {fold(name_of(lang, one.id)): one.id for one in entries().values() if one.kind == "state"}


def _in_lexicon(text: str, home: str | None) -> str | None:
    """Whom a name means by itself, by the lexicon of entities."""
    from recoupe.resolve.names import names

    found = [one for one in names().find(text, home=home) if one.id]
    if len(found) != 1:
        return None
    around = fold(text[: found[0].start] + text[found[0].end :])
    return found[0].id if around.strip(" '’") in ("", "le", "la", "les", "l", "the") else None


def _entry(identity: str | None) -> Entity | None:
    """Country and sector of an id that the lexicon has."""
    from recoupe.resolve.entries import entries

    entry = entries().get(identity or "")
    return Entity("", identity, entry.country, entry.sector) if entry else None


def _english(text: str) -> tuple[str, str] | None:
    """« 4 March 2021 », « Mar 2021 »."""
    from babel.dates import get_month_names

    found = re.fullmatch(r"(?:(\d{1,2})\s+)?([A-Za-z]{3,})\.?\s+(\d{4})", text.strip())
    if not found:
        return None
    named = get_month_names("wide", locale="en")
    at = next((n for n in range(1, 13) if named[n].casefold().startswith(found[2].casefold())), 0)
    iso = f"{found[3]}-{at:02}" + (f"-{int(found[1]):02}" if found[1] else "")
    first, last = side(iso, last=False), side(iso, last=True)
    return (first, last) if at and first else None
