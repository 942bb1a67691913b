"""Where a text in Latin script names persons, by its capitalised words; nothing is asked of offices."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum
from functools import cache, lru_cache
from typing import NamedTuple

from recoupe.resolve.fold import fold
from recoupe.resolve.fold import key as folded
from recoupe.share.export import beside as words
from recoupe.share.export import office as beside

_BLANK = r"[ \t\u00a0\u202f]+"
_PARTICLE = r"(?:al|el|ben|bin|ibn|bint|ould|ag|de|di|da|du|van|von|der|den|y|la|le)"
_ELIDED = r"(?![LDSCJT][’'][a-zß-ÿ]|Qu[’'])"  # « L’attaque »
_CAPITAL = (
    rf"{_ELIDED}(?:[A-ZÀ-ÖØ-ÞĀ-Ž][\w’'-]*[a-zß-ÿ\u0100-\u024f][\w’'-]*|[A-ZÀ-ÖØ-Þ]{{2,}}[\w’'-]*|[A-Z]\.)"
)
# The first of them, as ``_CAPITAL``: the capital comes before all conditions, so that every other letter is
# passed over at once.
_FIRST = (
    r"[A-ZÀ-ÖØ-ÞĀ-Ž](?<![\w-].)(?!(?<=[LDSCJT])[’'][a-zß-ÿ]|(?<=Q)u[’'])"
    r"(?:[\w’'-]*[a-zß-ÿ\u0100-\u024f][\w’'-]*|(?<=[A-ZÀ-ÖØ-Þ])[A-ZÀ-ÖØ-Þ]+[\w’'-]*|(?<=[A-Z])\.)"
)
_RUN = re.compile(rf"{_FIRST}(?:{_BLANK}(?:{_PARTICLE}(?:{_BLANK}|-(?=[A-ZÀ-Þ])))*{_CAPITAL})*")
# After one of these a name follows, and nothing else; after others (« l'avocat », « sa fille ») mostly.
_COURTESIES = words.forms("courtesies")
_QUOTES = ("«", "“", '"')
_QUOTED_ALIAS = re.compile(
    r"\b(?:alias|dite?|(?:sur|pré)nomm\w+|appel(?:é\w*|ai\w+"
    r"|le\w*))[ \u00a0]*,?[ \u00a0]*[«“\"][ \u00a0\u202f]*$"
)
_TITLES = words.forms("titles")
_SMALL = words.forms("particles")
# Names as well as titles.
_REVERED = words.forms("revered")
_BLANKS = re.compile(_BLANK)
_SPLIT = re.compile(r"[^ \t\u00a0\u202f]+")
# Between names of one list.
_LISTED_WITH = rf"(?:{_BLANK}et{_BLANK}(?:de{_BLANK}|d[’'])?|,{_BLANK}(?:et{_BLANK})?)"
LISTED_WITH = re.compile(_LISTED_WITH)
# Such a list, or one run alone.
_CHAIN = re.compile(rf"{_RUN.pattern}(?:{_LISTED_WITH}{_RUN.pattern})*")
_AND = re.compile(rf"{_BLANK}et{_BLANK}")
_OPEN_QUOTE = re.compile(r"[«“\"][ \u00a0\u202f]?$")
_QUOTE_ENDS = re.compile(r"[^«»“”\"\n]{0,30}?[ \u00a0\u202f]?[»”\"]")
# What stands before the name of a place, a firm or an outlet, not of a person.
_NO_PERSON = re.compile(rf"(?:\b(?:{words.either('no-person')}) +(?:d[eu'] ?|la |l')?|\bl')$")
_OPENERS = frozenset(form.rstrip("'") for form in words.forms("openers"))
_PLACE_HEADS = words.forms("place-heads")
_ENDS_OFFICES = words.forms("ends-offices")
# What happened, or stands, somewhere: « Attaque de Porga ».
_EVENT = re.compile(rf"(?:{words.either('happened')}|[a-z]{{3,}}(?:{words.either('endings')})s?)")
_TITLE_LIKE = re.compile(r"\b(?:du|de la|la|le)\b")  # as names of papers have them
_AT_START = re.compile(r'(?:^|[.!?:;\n–—-])[ «"\u00a0]*$')


class Run(NamedTuple):
    """Capitalised words that name a person or look like it, before an office is asked for; code points."""

    name: str
    start: int
    end: int
    sure: bool


@lru_cache(maxsize=20_000)
def runs(text: str) -> tuple[Run, ...]:
    """Where a running text names persons; kept for the texts seen last."""
    return tuple(found_in(text))


def found_in(text: str) -> Iterator[Run]:
    """Where a running text names persons; quick, since nothing is asked about them."""
    for chain in chains(text):
        yield from found_of(text, *chain.span())


def chains(text: str) -> Iterator[re.Match[str]]:
    """Where capitalised words stand; those of one list together, since they tell of each other."""
    return _CHAIN.finditer(text)


def in_chain(chain: str) -> list[str]:
    """The runs of capitalised words that a chain holds."""
    return _RUN.findall(chain) if "," in chain or "et" in chain else [chain]


def found_of(text: str, start: int, end: int) -> Iterator[Run]:
    """The persons whom one of the text's :func:`chains` names."""
    waiting: Run | None = None  # a word alone: a name where one beside it is
    last: Run | None = None
    for match in _RUN.finditer(text, start, end):
        linked = last is not None and last.sure and bool(LISTED_WITH.fullmatch(text, last.end, match.start()))
        run = _run(text, match)
        if run is None and match[0].isalpha() and _may_stand_alone(match[0]):
            alone = Run(match[0], match.start(), match.end(), True)
            if not ((linked and last and last.name.isalpha()) or _stands_alone(text, match)):
                waiting = alone
                continue
            run = alone
        if run is not None:
            if linked and not run.sure:
                run = run._replace(sure=True)
            if run.sure and waiting and _AND.fullmatch(text, waiting.end, run.start):
                yield waiting
            yield run
        last, waiting = run, None


def _may_stand_alone(word: str) -> bool:
    """Whether one word may be a name."""
    return len(word) > 2 and not word.isupper() and not opens(word) and word.lower() not in _COURTESIES


def _stands_alone(text: str, match: re.Match[str]) -> bool:
    """Whether one word is a name: a first name within a sentence, or any word after « sa fille, »."""
    start = match.start()
    if _is_first_name(match[0]):
        before = _folded_before(text, start)
        within = not _AT_START.search(text, max(0, start - 8), start)
        return (within and not _NO_PERSON.search(before)) or beside.follows_family(before)
    return _ends_in_kin(text[max(0, start - 16) : start].rstrip().rpartition(" ")[2]) and (
        beside.follows_own_family(_folded_before(text, start))
    )


@lru_cache(maxsize=50_000)
def _ends_in_kin(word: str) -> bool:
    return beside.kin(fold(word).rstrip(", ").rpartition(" ")[2].rpartition("'")[2])


def _folded_before(text: str, start: int) -> str:
    return fold(text[max(0, start - 40) : start])


def _run(text: str, match: re.Match[str]) -> Run | None:
    """The person whom capitalised words name, or seem to name."""
    start, whole = match.start(), match[0]
    cue = _cue(text, start)
    courtesy = cue is _Cue.COURTESY or (cue is _Cue.ROLE and not known_as_other(whole))
    # One word, of which nothing says that it is a name.
    if not courtesy and not _BLANKS.search(whole):
        return None
    found = list(_SPLIT.finditer(whole))
    words, at = [m.group() for m in found], [start + m.start() for m in found]
    if len(words) > 2 and _EVENT.fullmatch(folded(words[0])) and folded(words[1]) in _SMALL:
        words, at, courtesy = words[2:], at[2:], False  # « Procès de Karim Benali »
        start = at[0]
    if len(words) == 1 and (not courtesy or opens(words[0])):
        return None
    inside = next((n for n, word in enumerate(words[:-1]) if folded(word) in _TITLES), None)
    begins, ends = 0, len(words)
    if inside is not None:
        begins = inside
    elif not courtesy:
        first = next((n for n, word in enumerate(words) if _is_first_name(word)), None)
        sure = not (first is None or first == len(words) - 1)
        if sure and first:
            at_start = bool(_AT_START.search(text, max(0, start - 8), start))
            # A name before the name that is known: « Cheikhna Mohamed … »
            shouted = words[0].isupper() and len(words[0]) > 1
            begins = first if shouted or _no_name(" ".join(words[:first]), at_start) else 0
            if any(folded(word) in _PLACE_HEADS for word in words[begins:first]):
                return None  # « la Fondation Mohammed VI »
        elif first and _surname_first(words):
            sure = True
        elif not sure:
            return _unsure(text, start, words, at, match.end())
    if all(word.isupper() for word in words):
        ends = _shouted_name(words, begins)
    name = " ".join(words[begins:ends]).rstrip(".,")
    return Run(name, at[begins], at[ends - 1] + len(words[ends - 1]), True)


def _shouted_name(words: list[str], begins: int) -> int:
    """Where a name ends in a line of capitals: after a first name and a surname."""
    left, at = 2, begins
    while at < len(words) and left:
        left -= folded(words[at]) not in _TITLES and folded(words[at]) not in _SMALL
        at += 1
    return at


def _surname_first(words: list[str]) -> bool:
    """Whether a surname in capitals stands before a first name: « BENALI Karim »."""
    *before, first = words
    shouted = all(word.isupper() and len(word) > 1 for word in before)
    return shouted and not first.isupper() and not known_as_other(" ".join(before))


def _unsure(text: str, start: int, words: list[str], at: list[int], end: int) -> Run | None:
    """Capitalised words with no first name that is known; a person's where something beside them says so."""
    begins = 0
    while begins < len(words) and (
        opens(words[begins]) or _is_demonym(words[begins]) or folded(words[begins]) in _ENDS_OFFICES
    ):
        begins += 1
    rest = words[begins:]
    if len(rest) < 2 or not _may_be_person(text, at[begins], end, rest):
        return None
    countryman = begins > 0 and _is_demonym(words[begins - 1]) and not opens(words[begins - 1])
    name = " ".join(rest).rstrip(".,")
    # A surname that stands alone elsewhere in the text.
    alone = len(rest[-1]) > 3 and text.count(rest[-1]) > text.count(text[at[begins] : end])
    sure = countryman or alone or beside.person(text, at[begins], end)
    return Run(name, at[begins], end, sure)


class _Cue(Enum):
    """What the word before says: that a name follows (« M. », « le nommé »), or a private person."""

    NONE = 0
    COURTESY = 1
    ROLE = 2


def _cue(text: str, start: int) -> _Cue:
    before = text[max(0, start - 16) : start]
    if before.rstrip(" \u00a0\u202f")[-1:] in _QUOTES and _QUOTED_ALIAS.search(before):
        return _Cue.COURTESY if _QUOTE_ENDS.match(text, start) else _Cue.NONE
    if not before[-1:].isspace() or "\n" in before[-2:]:
        return _Cue.NONE
    return _cue_of(before.split()[-1]) if not before.isspace() else _Cue.NONE


@lru_cache(maxsize=50_000)
def _cue_of(token: str) -> _Cue:
    word = fold(token).rpartition("'")[2].lstrip('(«"').strip()
    if word in _COURTESIES:
        return _Cue.COURTESY
    return _Cue.ROLE if word.isalpha() and beside.follows_role(f"{word} ") else _Cue.NONE


@lru_cache(maxsize=50_000)
def _is_demonym(word: str) -> bool:
    """Whether a word names the people of a country: « Malien », « Belgo-Marocain »."""
    from recoupe.resolve.names import names

    parts = word.split("-")
    found = names().find(word) if word[:1].isupper() and not word.isupper() else []
    return bool(found) and all(one.kind == "adjective" for one in found) and len(found) == len(parts)


@lru_cache(maxsize=50_000)
def _is_first_name(word: str) -> bool:
    return fold(word).split(" ")[0] in _first_names()


@lru_cache(maxsize=50_000)
def opens(word: str) -> bool:
    """Whether a word that is no name stands in capitals where a sentence begins: « Le », « Selon »."""
    return all(part in _OPENERS for part in folded(word).split())


def _no_name(before: str, at_start: bool) -> bool:
    """Whether capitalised words before a first name are no part of the name."""
    if folded(before) in (_OPENERS if at_start else _ENDS_OFFICES):
        return True
    return known_as_other(before)


def _may_be_person(text: str, start: int, end: int, words: list[str]) -> bool:
    """Whether capitalised words with no first name that is known may still name a person."""
    if _NO_PERSON.search(fold(text[max(0, start - 32) : start])):
        return False
    if _OPEN_QUOTE.search(text, max(0, start - 2), start) and _QUOTE_ENDS.match(text, end):
        return False  # a ship, an exercise, a book
    joined = " ".join(words)
    if any(word.isupper() and 1 < len(word) < 5 and "." not in word for word in words):
        return False  # an acronym among the words
    if joined.isupper() and "." not in joined:
        return False  # a line in capitals: headings, dispatches
    if _TITLE_LIKE.search(joined):
        return False
    if folded(words[0]) in _PLACE_HEADS:
        return False
    return not known_as_other(" ".join(word for word in words if folded(word) not in _REVERED))


@lru_cache(maxsize=20_000)
def known_as_other(name: str) -> bool:
    """Whether any of the words is known as a body, an office, a country or a place."""
    from recoupe.resolve.gazetteer import gazetteer, place_key
    from recoupe.resolve.names import names

    if names().find(name):
        return True
    return place_key(name) in gazetteer().keys


@cache
def _first_names() -> frozenset[str]:
    from recoupe.resolve.gazetteer import gazetteer

    # Particles that the list has, since a place name after them is a surname too.
    return gazetteer().first_names - {fold(name) for name in ("Ould", "Oum", "Abou", "Abu", "Cheikh", "Bah")}
