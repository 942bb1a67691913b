"""Names of states, bodies, groups and offices in running French, with their ids.

One pass of an Aho-Corasick automaton over the folded text (and one over the text itself for
acronyms, which are matched letter for letter) finds every spelling of the lexicon at word
boundaries; the longest at the leftmost place wins; ``compose`` then joins what belongs together
("le ministère espagnol de l'Intérieur", "BCIJ" in parentheses after its name) and says which
state a generic body is of.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache, cached_property
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from recoupe.resolve import entries as lexicon
from recoupe.resolve import forms as spellings
from recoupe.resolve.compose import compose
from recoupe.resolve.entries import Entry
from recoupe.resolve.fold import SILENT, key, search_form
from recoupe.resolve.forms import Form, Sense
from recoupe.resolve.mention import Hit, Mention, View
from recoupe.resolve.nearby import is_noun_here

if TYPE_CHECKING:
    import ahocorasick

__all__ = ["Mention", "Names", "names"]

# Arabic writes "and", "by", "for", "so", "as" onto the next word.
_ARABIC_PROCLITICS = "وبلفك"
# Sentences kept, as many as wait for their parse together (``parse``) and some more, and code points of one.
SENTENCES, SENTENCE = 256, 2000
_HYPHENS = ("-", "\u2010", "\u2011")


class _Spelled(NamedTuple):
    """A text as it is matched (see ``View``), and the spellings of words and of acronyms in it."""

    raw: str
    search: str
    offsets: tuple[int, ...] | None
    words: list[Hit]
    acronyms: list[Hit]


class Names:
    """The lexicon compiled for matching. Get it from ``names()``; building it takes 0.2 s."""

    def __init__(self, forms: Iterable[Form], entries: Mapping[str, Entry]) -> None:
        import ahocorasick

        self.entries = entries
        self._kept: dict[str, _Spelled] = {}
        self._words: ahocorasick.Automaton = ahocorasick.Automaton()
        self._acronyms: ahocorasick.Automaton = ahocorasick.Automaton()
        words: dict[str, list[Sense]] = {}
        accented: set[str] = set()
        acronyms: dict[str, list[Sense]] = {}
        for form in forms:
            if form.exact:
                acronyms.setdefault(form.text, []).append(form.sense)
            else:
                word = key(form.text)
                words.setdefault(word, []).append(form.sense)
                if " " in word or not form.text.isascii():
                    accented.add(word)
        for word, senses in _with_arabic_proclitics(words):
            self._words.add_word(f" {word} ", (len(word), word not in accented, tuple(senses)))
        for word, senses in acronyms.items():
            self._acronyms.add_word(word, (len(word), tuple(senses)))
        self._words.make_automaton()
        self._acronyms.make_automaton()

    def find(self, text: str, *, home: str | None = None) -> list[Mention]:
        """Every name in ``text``, in order, none overlapping another.

        ``home`` is the alpha-3 code of the press the text is from: it settles « le Royaume »,
        bodies named without their state, and acronyms that several states share.
        """
        return compose(self.view(text, home), self.entries, self.realised)

    def view(self, text: str, home: str | None = None) -> View:
        """The spellings found in ``text``, leftmost and longest, not yet composed."""
        raw, search, offsets, words, acronyms = self._spelled(text)
        found = []
        for hit in words:
            senses = tuple([s for s in hit.senses if not s.home or s.country == home])
            if senses:
                found.append(hit if len(senses) == len(hit.senses) else Hit(hit.start, hit.end, senses))
        hits = _leftmost_longest([*found, *acronyms])
        return View(text, raw, search, hits, {hit.start: hit for hit in hits}, home, offsets)

    def _spelled(self, text: str) -> _Spelled:
        """Every spelling in a text, with the senses that it has at home anywhere.

        Kept for the sentences that are asked for again when their article's country is known.
        """
        known = self._kept.get(text)
        if known is not None:
            return known
        search = search_form(text)
        offsets: tuple[int, ...] | None = None
        raw = text
        if SILENT in search:
            kept = [n for n, char in enumerate(search) if char != SILENT]
            offsets = (*kept, len(text))
            raw = "".join(text[n] for n in kept)
            search = search.replace(SILENT, "")
        found = _Spelled(raw, search, offsets, self._word_hits(raw, search), self._acronym_hits(raw))
        if len(text) <= SENTENCE:
            if len(self._kept) >= SENTENCES:
                self._kept.pop(next(iter(self._kept)), None)  # the oldest
            self._kept[text] = found
        return found

    def _word_hits(self, raw: str, search: str) -> list[Hit]:
        found: list[Hit] = []
        for last, (length, plain, senses) in self._words.iter(f" {search} "):
            # The key carries a space on both sides; the padded text is one place ahead.
            start = last - length - 1
            # The press leaves accents out, but « jugé » is no « juge ».
            if plain and not raw[start : start + length].isascii():
                continue
            fitting = [
                s
                for s in senses
                if (s.capital_at is None or not raw[start + s.capital_at].islower())
                and not (s.prefix and raw[start + length : start + length + 1] not in _HYPHENS)
                and not (s.noun and not is_noun_here(raw, start, after_comma=s.kind == "office"))
            ]
            if fitting:
                found.append(Hit(start, start + length, tuple(fitting)))
        return found

    def _acronym_hits(self, raw: str) -> list[Hit]:
        found: list[Hit] = []
        for last, (length, senses) in self._acronyms.iter(raw):
            start, end = last - length + 1, last + 1
            if raw[start - 1 : start].isalnum() or raw[end : end + 1].isalnum():
                continue
            if length <= 2 and _shouted(raw, start, end):
                continue
            found.append(Hit(start, end, senses))
        return found

    def main_country(self, text: str) -> str | None:
        """The state that a text speaks of most, by names, demonyms and bodies; None without any.

        For a text whose outlet's country is not known, or that is about another country, it is
        the best ``home``.
        """
        return next((c for c, _ in self.view(text).evidence().most_common() if c in lexicon.states()), None)

    @cached_property
    def realised(self) -> dict[tuple[str, str], Entry]:
        """The body that stands for a generic suffix in a country: ("MAR", "MIL") → MAR.FAR."""
        return {
            (entry.country, suffix): entry
            for entry in self.entries.values()
            if entry.country
            for suffix in entry.stands_for
        }

    def entry(self, entity_id: str) -> Entry | None:
        """What the lexicon knows of an id."""
        return self.entries.get(entity_id)

    def label(self, entity_id: str) -> str:
        """The French name of an id; for a generic body « ministère de l'Intérieur (Espagne) »."""
        if entry := self.entries.get(entity_id):
            return entry.name
        country, _, suffix = entity_id.partition(".")
        state, generic = self.entries.get(country), self._generic_labels.get(suffix)
        return f"{generic} ({state.name})" if state and generic else entity_id

    @cached_property
    def _generic_labels(self) -> dict[str, str]:
        labels: dict[str, str] = {}
        for form in spellings.generic_forms():
            if form.sense.suffix and not form.sense.plural:
                labels.setdefault(form.sense.suffix, form.sense.name)
        return labels


def _with_arabic_proclitics(words: dict[str, list[Sense]]) -> Iterable[tuple[str, list[Sense]]]:
    """The words, and for Arabic ones also with a one-letter word written onto them."""
    for word, senses in words.items():
        yield word, senses
        if "\u0600" <= word[0] <= "\u06ff":
            bare = [_anywhere(sense) for sense in senses]
            for proclitic in _ARABIC_PROCLITICS:
                if proclitic + word not in words:
                    yield proclitic + word, bare
            if word.startswith("ال") and "ل" + word[1:] not in words:
                yield "ل" + word[1:], bare


def _anywhere(sense: Sense) -> Sense:
    return msgspec.structs.replace(sense, capital_at=None)


def _shouted(raw: str, start: int, end: int) -> bool:
    """Whether two letters stand in a line set in capitals, where « AU » is a common word."""
    around = raw[max(0, start - 12) : start] + raw[end : end + 12]
    letters = [char for char in around if char.isalpha()]
    return len(letters) > 5 and sum(char.isupper() for char in letters) > 0.8 * len(letters)


def _leftmost_longest(found: list[Hit]) -> tuple[Hit, ...]:
    found.sort(key=lambda hit: (hit.start, -hit.end))
    kept: list[Hit] = []
    for hit in found:
        if not kept or hit.start >= kept[-1].end:
            kept.append(hit)
        elif hit.end > kept[-1].end and _group(hit) and not _group(kept[-1]):
            kept[-1] = hit  # « le chef de l'État islamique » heads no state
        elif hit.start == kept[-1].start and hit.end == kept[-1].end:
            kept[-1] = Hit(hit.start, hit.end, kept[-1].senses + hit.senses)
    return tuple(kept)


def _group(hit: Hit) -> bool:
    return any(sense.kind == "group" for sense in hit.senses)


@cache
def names() -> Names:
    """The shipped lexicon, compiled once per process. Raises ``LexiconError``."""
    return Names(spellings.all_forms(), lexicon.entries())
