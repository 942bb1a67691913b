"""The phrases that tell what a line is: read from ``lexicon/zones/*.yaml``, matched on folded lines.

All languages are tried on every line: an Arabic page may well carry an English menu.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, cast

from recoupe.errors import LexiconError
from recoupe.model import ZoneName
from recoupe.read.lines import Line, fold

FOLDER = Path(__file__).parent.parent / "lexicon" / "zones"
_ZONES = ("related", "notice", "ad", "caption", "byline", "dateline", "ticker")
_KINDS = ("whole", "section", "label", "starts", "ends", "contains", "mentions", "menu")
_WORD_LISTS = (
    "outlet",
    "agency",
    "reader",
    "invite",
    "site",
    "button",
    "action",
    "thing",
    "bio",
    "readers",
    "itself",
    "rights",
    "authors",
)
# Which line a cue may name: beyond these lengths it is a paragraph that happens to hold the words.
STARTS_WITHIN, CONTAINS_WITHIN, SIGNED_WITHIN = 300, 200, 100
_SEPARATORS = (":", ">", "-", "|", "/", "»", "«", "→", "(", "[")


@dataclass(frozen=True)
class Cue:
    """A phrase found: the zone it speaks for, how it matched, and the reason to show."""

    zone: ZoneName
    kind: str
    why: str
    # The length of the folded phrase, so that what follows it can be looked at.
    length: int = 0


@dataclass
class _Phrases:
    """The phrases of one zone and one way of matching, by first word where that helps."""

    shown: dict[str, str] = field(default_factory=dict)
    by_word: dict[str, list[str]] = field(default_factory=dict)

    def add(self, phrase: str) -> None:
        folded = fold(phrase)
        self.shown[folded] = phrase
        listed = self.by_word.setdefault(_first_word(folded), [])
        listed.append(folded)
        listed.sort(key=len, reverse=True)


@dataclass
class Lexicon:
    """Every zone's phrases, the menu words, and the lists under ``words``."""

    phrases: dict[tuple[str, str], _Phrases] = field(default_factory=dict)
    # Which lists a line can match at all, by its first word and by the words it holds: most lines none.
    whole: dict[str, Cue] = field(default_factory=dict)
    opening: dict[str, set[tuple[str, str]]] = field(default_factory=dict)
    holding: Any = None
    menu: set[str] = field(default_factory=set)
    outlet: set[str] = field(default_factory=set)
    agency: set[str] = field(default_factory=set)
    reader: set[str] = field(default_factory=set)
    invite: set[str] = field(default_factory=set)
    site: set[str] = field(default_factory=set)
    button: set[str] = field(default_factory=set)
    action: set[str] = field(default_factory=set)
    thing: set[str] = field(default_factory=set)
    bio: set[str] = field(default_factory=set)
    readers: set[str] = field(default_factory=set)
    itself: set[str] = field(default_factory=set)
    rights: set[str] = field(default_factory=set)
    authors: set[str] = field(default_factory=set)

    def reserves_rights(self, folded: str) -> bool:
        """Whether a line says whose the page is, as the last one does (« tous droits réservés »)."""
        return any(phrase in folded for phrase in self.rights)

    def speaks_of_itself(self, folded: str) -> bool:
        """Whether a sentence begins as those do that speak of the page (« cette page … »)."""
        return any(folded.startswith(p) and not folded[len(p) :][:1].isalnum() for p in self.itself)


def _first_word(folded: str) -> str:
    at = 0
    while at < len(folded) and (folded[at].isalnum() or (at == 0 and not folded[at].isspace())):
        at += 1
    return folded[:at]


def _bounded(folded: str, at: int, length: int) -> bool:
    """Whether the match ends (and begins) at a word's edge."""
    end = at + length
    if end < len(folded) and folded[end].isalnum() and folded[end - 1].isalnum():
        return False
    return not (at > 0 and folded[at - 1].isalnum() and folded[at].isalnum())


def _begins(folded: str, phrase: str) -> int:
    """The length of the line's beginning that the phrase takes up, or 0."""
    first, *rest = phrase.split(" * ")
    if not (folded.startswith(first) and _bounded(folded, 0, len(first))):
        return 0
    return _rest(folded, len(first), rest)


def _rest(folded: str, end: int, rest: list[str]) -> int:
    for part in rest:
        at = folded.find(part, end)
        if at < 0:
            return 0
        end = at + len(part)
    return end


def _within(folded: str, phrase: str) -> bool:
    first, *rest = phrase.split(" * ")
    at = folded.find(first)
    while at >= 0:
        if _bounded(folded, at, len(first)) and (not rest or _rest(folded, at + len(first), rest)):
            return True
        at = folded.find(first, at + 1)
    return False


def _texts(where: Path, name: str, value: Any) -> list[str]:
    if not isinstance(value, list):
        raise LexiconError(f"{where}, {name}: expected a list of phrases; write one phrase a line after '- '")
    for item in value:
        if not isinstance(item, str) or not item.strip():
            raise LexiconError(
                f"{where}, {name}: « {item} » is no phrase; put it in quotes if it holds # or :"
            )
    return value


def parse(where: Path, into: Lexicon) -> None:
    """Add one lexicon file. Raises ``LexiconError`` with file and line (or key) where it fails."""
    import yaml

    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        raw = yaml.load(where.read_text(encoding="utf-8"), Loader=loader)
    except (OSError, UnicodeDecodeError) as error:
        raise LexiconError(f"{where}: cannot be read ({error}); restore it or reinstall recoupe") from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f", line {mark.line + 1}" if mark else ""
        raise LexiconError(f"{where}{line}: not valid YAML; check indentation and quotes") from error
    if not isinstance(raw, dict):
        raise LexiconError(f"{where}: expected zones ({', '.join(_ZONES)}) with lists of phrases under them")
    for zone, kinds in raw.items():
        if not isinstance(kinds, dict) or zone not in (*_ZONES, "words"):
            raise LexiconError(f"{where}, {zone}: not a zone; use one of {', '.join(_ZONES)} or words")
        for kind, value in kinds.items():
            texts = _texts(where, f"{zone}.{kind}", value)
            if zone == "words" and kind in _WORD_LISTS:
                getattr(into, kind).update(fold(text) for text in texts)
            elif kind == "menu":
                into.menu.update(fold(text) for text in texts)
            elif zone != "words" and kind in _KINDS:
                phrases = into.phrases.setdefault((zone, kind), _Phrases())
                for text in texts:
                    phrases.add(text)
            else:
                raise LexiconError(f"{where}, {zone}.{kind}: not a way of matching; use {', '.join(_KINDS)}")


@cache
def lexicon() -> Lexicon:
    """The zone lexicons that ship with recoupe, read once."""
    out = Lexicon()
    for where in sorted(FOLDER.glob("*.yaml")):
        parse(where, out)
    _index(out)
    return out


def _index(into: Lexicon) -> None:
    import ahocorasick

    into.holding = ahocorasick.Automaton()
    for zone, kind in _ORDER:
        for phrase, shown in _shown(into, zone, kind).items() if kind in ("whole", "section") else ():
            found = Cue(cast(ZoneName, zone), kind, f"the line is « {shown} »", len(phrase))
            into.whole.setdefault(phrase.rstrip(" .:;,!?>»*-…"), found)
    held: dict[str, set[tuple[str, str]]] = {}
    for name, phrases in into.phrases.items():
        if name[1] in ("starts", "label"):
            for word in phrases.by_word:
                into.opening.setdefault(word, set()).add(name)
        elif name[1] in ("contains", "mentions", "ends"):
            for phrase in phrases.shown:
                held.setdefault(phrase.split(" * ")[0], set()).add(name)
    for phrase, names in held.items():
        into.holding.add_word(phrase, names)
    into.holding.make_automaton()


def opens(folded: str, zone: str, kind: str) -> tuple[int, str] | None:
    """The longest phrase of a list that the folded text begins with: its length and the phrase."""
    phrases = lexicon().phrases.get((zone, kind))
    if phrases is None:
        return None
    for phrase in phrases.by_word.get(_first_word(folded), ()):
        if length := _begins(folded, phrase):
            return length, phrases.shown[phrase]
    return None


def _labels(line: Line, zone: str, phrase: str, length: int) -> bool:
    """A label stands alone, before a separator, or (two words or more) before a headline."""
    after = line.folded[length:].lstrip()
    if line.folded[length : length + 1] == "-" and line.folded[length + 1 : length + 2].isalnum():
        # One word: « follow-up », « contact-tracing ».
        return False
    if zone == "related" and line.full_stop and len(after.split()) > 3:
        return False
    if not after or after.startswith(_SEPARATORS):
        return True
    if after.startswith(". ") and not line.full_stop and line.text.split(".")[0].isupper():
        # « VIDÉO. Un titre »
        return True
    return " " in phrase and not line.full_stop and not line.listed


def _bids(phrase: str) -> bool:
    """Whether a phrase can name a full sentence: one plain word begins too many (« Copyright laws… »)."""
    return not phrase.isalpha() or fold(phrase).endswith("ez")


def _speaks(line: Line) -> bool:
    """Whether a line that names a network or an application bids the reader to go there.

    « Il recrutait sur Telegram » is a headline, « Rejoignez-nous sur Telegram » is a notice.
    """
    words = [word.strip(".,;:!?()'#") for word in line.folded.replace("-", " ").split()]
    lists = lexicon()
    if len(words) <= 2 or words[0].endswith("ez"):
        return True
    return words[0] in lists.action or any(word in lists.reader or word in lists.invite for word in words)


def _shown(lists: Lexicon, zone: str, kind: str) -> dict[str, str]:
    phrases = lists.phrases.get((zone, kind))
    return phrases.shown if phrases else {}


def _find(line: Line, zone: str, kind: str) -> Cue | None:
    name = cast(ZoneName, zone)
    if kind in ("starts", "label"):
        found = opens(line.folded, zone, kind)
        if found is None or (kind == "label" and not _labels(line, zone, found[1], found[0])):
            return None
        if kind == "starts" and line.full_stop and not _bids(found[1]):
            return None
        return Cue(name, kind, f"begins with « {found[1]} »", found[0])
    for phrase, shown in _shown(lexicon(), zone, kind).items():
        if kind == "ends" and (line.bare.endswith(phrase) or line.folded.endswith(phrase)):
            return Cue(name, kind, f"ends with « {shown} »")
        if kind == "mentions" and not _speaks(line):
            continue
        if kind in ("contains", "mentions") and phrase in line.folded and _within(line.folded, phrase):
            return Cue(name, kind, f"holds « {shown} »")
    return None


# The order in which lists are tried: the most telling ways of matching first.
_ORDER = tuple(
    (zone, kind)
    for kinds in (("whole", "section"), ("starts",), ("label",), ("ends", "contains"), ("mentions",))
    for zone in ("related", "notice", "ad", "caption", "byline")
    for kind in kinds
)


def cue(line: Line) -> Cue | None:
    """What the lexicons say of a line, or None. Long lines are paragraphs and say nothing."""
    if len(line) > STARTS_WITHIN:
        return None
    if whole := lexicon().whole.get(line.bare):
        return whole
    lists = set(lexicon().opening.get(_first_word(line.folded), ()))
    if len(line) <= CONTAINS_WITHIN:
        lists.update(*(names for _, names in lexicon().holding.iter(line.folded)))
    for zone, kind in _ORDER:
        if (zone, kind) not in lists or (kind == "mentions" and line.full_stop):
            continue
        if zone in ("byline", "caption") and line.full_stop and len(line) > SIGNED_WITHIN:
            continue
        if zone == "byline" and kind == "contains" and line.full_stop and line.words > 8:
            continue
        if found := _find(line, zone, kind):
            return found
    return None
