"""Place names in running French text, found and told apart with the gazetteer that recoupe ships.

``find_places`` gives every place a text names, in reading order, with offsets into the text as stored.

Words are looked up from each capital on, longest name first, in a table: with some hundred capitals an
article that costs less, in time and memory, than an automaton over the whole text.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from recoupe.resolve.fold import SILENT, search_form
from recoupe.resolve.gazetteer import (
    ARTICLES,
    ELIDED,
    SMALL_TOWN,
    PlaceKind,
    PlaceMention,
    Row,
    canonical,
    choose,
    entry_of,
    gazetteer,
    lookup,
    mention_of,
    row_of,
    within,
)

__all__ = ["PlaceMention", "find_places", "lookup", "within"]


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_WORD = re.compile(rf"[^\W_](?:{SILENT}*[^\W_])*{SILENT}*")
_LINK = re.compile(r"[ \u00a0\u202f\t]?[-‐‑–'’ʼ]?[ \u00a0\u202f\n]?")
_MAX_WORDS = 7
# Sentences kept, as many as wait for their parse together (``parse``) and some more, and code points of one:
# those of an article that names no country are asked for again when its towns have told it.
SENTENCES, SENTENCE = 256, 2000


@lru_cache(maxsize=4096)
def _links(gap: str) -> bool:
    return _LINK.fullmatch(gap) is not None


_PARTICLES = _set(
    "a al au aux bel ben bou d de del des di do dos du e ed el en es et l la las le les lez los of ou "
    "s sous sur the und y za zor"
)
_AT = _set("a vers depuis jusqu")
_IN = _AT | _set("en dans sur entre au aux hors via")
_OF = _set("de d du des")
_ARTICLE_OF = {"au": "le", "du": "le", "le": "le", "aux": "les", "des": "les", "les": "les", "la": "la"}
_REGION_WORDS = _set(
    "province provinces region regions wilaya wilayas gouvernorat gouvernorats departement departements "
    "etat etats comte land canton cercle prefecture district"
)
_PLACE_NOUNS = _REGION_WORDS | _set(
    "ville villes village localite commune aeroport port gare maire mairie tribunal prison universite "
    "banlieue quartier agglomeration est ouest nord sud kilometres km pres loin"
)
_FUNCTION = _set(
    "a ainsi alors apres au aucun aussi autre aux avant avec c car ce cela celle celui ces cet cette ceux "
    "chez comme contre d dans de depuis des deux donc du elle elles en entre et face il ils j je jusqu l "
    "la le les leur leurs lors lorsque m mais meme n ne ni nos notre nous on or ou par parmi pas pendant "
    "peu plus plusieurs pour pourtant puis qu quand que quel quelle qui s sa sans se selon ses si soit son "
    "sous sur toujours tous tout toute trois un une vers y"
)
_COURTESY = re.compile(r"\b(?:M|MM|Mme|Mmes|Mlle|Mr|Dr|Me|Pr)\.?[ \u00a0\u202f]$")
_DATELINE = re.compile(r"\s*[(,–—-]")
_CHAIN = re.compile(r"\s*(?:,|et|ou|,\s*et|/|–|-|\()\s*(?:(?:à|de|d['’])\s*)?")
_SENTENCE_END = re.compile(r"(?:^|[.!?…:;»«\"“”(\n–—])[\s«\"“]*$")
_CHANNELS = frozenset(("2", "3", "24"))  # France 24


class _Text:
    """A text cut into words, with what the rules below ask of a word and its neighbours."""

    def __init__(self, text: str) -> None:
        self.text = text
        folded = search_form(text)
        self.spans = [m.span() for m in _WORD.finditer(folded)]
        self.words = [folded[a:b] for a, b in self.spans]
        if SILENT in folded:
            self.words = [word.replace(SILENT, "") for word in self.words]

    def linked(self, i: int) -> bool:
        """Whether word ``i`` and the next may be of one name."""
        return i < len(self.spans) - 1 and _links(self.gap(i))

    def capital(self, i: int) -> bool:
        return self.text[self.spans[i][0]].isupper()

    def shouted(self, i: int) -> bool:
        a, b = self.spans[i]
        return b - a > 1 and self.text[a:b].isupper()

    def gap(self, i: int) -> str:
        """What stands between word ``i`` and the next, or nothing at the ends of the text."""
        if not 0 <= i < len(self.spans) - 1:
            return ""
        return self.text[self.spans[i][1] : self.spans[i + 1][0]]

    def spaced(self, i: int) -> bool:
        """Word ``i`` and the next stand on one line with only a space between."""
        return self.gap(i) in (" ", "\u00a0", "\u202f")

    def starts_sentence(self, i: int) -> bool:
        start = self.spans[i][0]
        return _SENTENCE_END.search(self.text, max(0, start - 6), start) is not None or start == 0

    def windows(self, i: int) -> Iterator[tuple[int, tuple[str, ...]]]:
        """The word runs that start at ``i``, longest first, as (index of last word, words)."""
        last = i
        while last < len(self.words) - 1 and last - i < _MAX_WORDS - 1 and self.linked(last):
            last += 1
        for j in range(last, i - 1, -1):
            yield j, tuple(self.words[i : j + 1])

    def before(self, i: int) -> tuple[str, str, str]:
        """The word before ``i`` (« dans » la Drôme), the article between, and the word before both."""
        k, article = i - 1, ""
        if k >= 0 and self.words[k] in ARTICLES and not self._broken(k):
            article, k = self.words[k], k - 1
        if k < 0 or self._broken(k):
            return "", article, ""
        further = self.words[k - 1] if k > 0 and not self._broken(k - 1) else ""
        return self.words[k], article, further

    def _broken(self, k: int) -> bool:
        return any(c not in " \u00a0\u202f\n'’ʼ«\"“" for c in self.gap(k))


def _found(t: _Text, i: int, j: int, words: tuple[str, ...]) -> tuple[tuple[int, ...], str] | None:
    """The gazetteer's entry for words ``i`` to ``j``, with or without the article before (« au Caire »)."""
    article = _ARTICLE_OF.get(t.words[i - 1]) if i and t.linked(i - 1) and not t.capital(i - 1) else None
    if article and (entry := entry_of(canonical((article, *words)))) and not entry[1]:
        return entry
    return entry_of(canonical(words))


def _cased_as_name(t: _Text, i: int, j: int, row: Row) -> bool:
    if t.words[i] in gazetteer().heads and j > i:
        return True
    if row.kind != "city":  # Arabie saoudite, Afrique de l'Ouest
        return t.capital(i)
    return t.capital(i) and all(
        t.words[k] in _PARTICLES or t.capital(k) or len(t.words[k]) == 1 or t.words[k].isdigit() or
        # M'diq, N'gourma: the apostrophe joins what follows to the capital before it.
        t.words[k - 1] in ELIDED
        for k in range(i + 1, j + 1)
    )  # fmt: skip


def _acronym_like(t: _Text, i: int, j: int) -> bool:
    """A short word in capitals on a line that has others, unless it dates the line: « FÈS (MAP) — »."""
    if j > i or not t.shouted(i) or len(t.words[i]) > 4:
        return False
    start, end = t.spans[i]
    line = t.text[t.text.rfind("\n", 0, start) + 1 :].split("\n", 1)[0]
    dateline = not t.text[:start].rpartition("\n")[2].strip() and _DATELINE.match(t.text, end)
    return not dateline and not line.isupper()


def _introduced(t: _Text, i: int, flags: str, chained: bool) -> bool:
    """Does what stands before let a doubtful word be a place?"""
    word, article, further = t.before(i)
    if "h" in flags:
        return word in _IN or word in _OF or word == "travers"
    if chained:
        return True
    if article:  # « à la Garde », « de la Défense »: no town is named so, and the rest is a common word
        return False
    if "p" in flags:
        return word in _AT or (word in ("de", "d") and further in _PLACE_NOUNS)
    return word in _AT or word in ("de", "d", "entre", "via", "hors")


def _person_or_title(t: _Text, i: int, j: int, row: Row, chained: bool) -> bool:
    """« Jack London », « M. Paris », « Paris Hilton », « Maroc Telecom », « France 24 »."""
    if _COURTESY.search(t.text, max(0, t.spans[i][0] - 6), t.spans[i][0]):
        return True
    word, article, _ = t.before(i)
    wide = row.kind != "city"
    said_as_place = word in _IN or word in ("de", "d") or chained or (wide and (article or word in _OF))
    if i and t.spaced(i - 1) and t.capital(i - 1) and t.words[i - 1] not in _FUNCTION:
        if t.words[i - 1] in gazetteer().first_names:
            return True
        unknown = not t.shouted(i - 1) and not t.starts_sentence(i - 1) and entry_of(t.words[i - 1]) is None
        if unknown and not wide and row.population < SMALL_TOWN and t.words[i - 1] not in _PLACE_NOUNS:
            return True
    if said_as_place or not t.spaced(j):
        return False
    after = j + 1
    if t.words[after].isdigit():
        return row.kind == "country" and t.words[after] in _CHANNELS
    return (
        t.capital(after)
        and not t.shouted(after)
        and t.words[after] not in _FUNCTION
        and entry_of(t.words[after]) is None
    )


def _glued(t: _Text, i: int, j: int, row: Row) -> bool:
    """Part of a longer hyphenated name that the gazetteer does not know (« Al-Tata », « Lens-Barrois »)."""
    if row.kind in ("country", "area") or row.population >= SMALL_TOWN:
        return False
    for k, other in ((i - 1, i - 1), (j, j + 1)):
        joined = t.gap(k) in ("-", "‐", "‑")
        if joined and entry_of(t.words[other]) is None and t.words[other] not in _PLACE_NOUNS:
            return True
    return False


class _Hit(NamedTuple):
    first: int
    last: int
    numbers: tuple[int, ...]
    flags: str


def _hits(t: _Text) -> list[_Hit]:
    heads = gazetteer().heads
    hits: list[_Hit] = []
    i = 0
    while i < len(t.words):
        hit = None
        if t.capital(i) or t.words[i] in heads:
            chained = bool(hits) and (
                _CHAIN.fullmatch(t.text, t.spans[hits[-1].last][1], t.spans[i][0]) is not None
            )
            hit = _hit_at(t, i, chained)
        if hit:
            hits.append(hit)
        i = hit.last + 1 if hit else i + 1
    return hits


def _read(text: str) -> tuple[_Text, list[_Hit]]:
    """The words of a text and the names of places in it, whatever its country."""
    t = _Text(text)
    return t, _hits(t)


_kept = lru_cache(maxsize=SENTENCES)(_read)


def _hit_at(t: _Text, i: int, chained: bool) -> _Hit | None:
    for j, words in t.windows(i):
        entry = _found(t, i, j, words)
        if entry is None:
            continue
        numbers, flags = entry
        row = row_of(numbers[0])
        if not _cased_as_name(t, i, j, row):
            continue
        if "a" in flags:  # an acronym is written as one: RDC, not Rdc
            if t.shouted(i):
                return _Hit(i, j, numbers, flags)
            continue
        if _acronym_like(t, i, j) or _glued(t, i, j, row) or _person_or_title(t, i, j, row, chained):
            continue
        if flags and not _introduced(t, i, flags, chained):
            continue
        return _Hit(i, j, numbers, flags)
    return None


def _countries(hits: Sequence[_Hit], kind: PlaceKind) -> frozenset[str]:
    """The countries of those places of a text that have no namesake abroad."""
    rows = [[row_of(n) for n in hit.numbers] for hit in hits]
    return frozenset(
        own[0].country
        for own in rows
        if own[0].country
        and own[0].kind == kind
        and (kind == "country" or len({r.country for r in own}) == 1)
    )


def find_places(text: str, *, home: str | None = None, near: Collection[str] = ()) -> list[PlaceMention]:
    """The places that a French text names, in reading order, without overlap.

    ``home`` is the ISO 3166-1 alpha-3 code of the outlet's or the article's country, ``near`` those that
    the article names, where ``text`` is only a part of it. Of several places of one name the one at home
    is meant, else one in a state that is named, else one where other places of the text lie, else the
    largest. Names inside a longer one (« accord de Skhirat ») are given too; what they mean is the
    coder's to say. « La capitale malienne » and « le sol marocain » count as names.
    """
    t, hits = (_kept if len(text) <= SENTENCE else _read)(text)
    named = frozenset(near) | _countries(hits, "country")
    circles = (frozenset({home} if home else ()), named, _countries(hits, "city"))
    mentions = []
    for hit in hits:
        before, article, further = t.before(hit.first)
        as_region = (before in _OF and further in _REGION_WORDS) or (before == "dans" and bool(article))
        number = choose(hit.numbers, circles, as_region)
        if "h" in hit.flags:
            here = [n for n in hit.numbers if row_of(n).country == home]
            if not here or t.words[hit.last + 1 : hit.last + 2] in (["de"], ["du"], ["d"], ["des"]):
                continue
            number = here[0]
        start, end = t.spans[hit.first][0], t.spans[hit.last][1]
        mentions.append(mention_of(number, start, end, text[start:end]))
    return mentions
