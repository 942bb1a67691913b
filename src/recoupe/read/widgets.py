"""Lines that a page's machinery prints: buttons, addresses, counters, tables of times, the weather.

They are known by what they are made of, whatever their words: nothing but names of networks and
buttons, an address of mail or web, several clock times with a word before each, a temperature.
"""

from __future__ import annotations

import re

from recoupe.read.cues import Cue, lexicon
from recoupe.read.lines import Line, fold

# No button, counter or address is longer; a longer line is a sentence that holds one.
_WITHIN = 120
_BUTTON = 70
_MAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,64}\.[\w.-]{2,64}")
_WEB = re.compile(
    r"(?:https?://|www\.)[^\s]+|[\w-]{2,40}\.(?:com|org|net|info|ma|tn|dz|fr|ml|ne|sn|ci|bf|mr|tv|eu|int)\b/?",
    re.IGNORECASE,
)
_PHONE = re.compile(r"\+?\(?\d{2,4}\)?(?:[ .-]?\d{2,4}){3,6}(?!\d)")
_CLOCK = re.compile(r"(?<![\d:h])(?:[01]?\d|2[0-3]) ?[:h.][ ]?[0-5]\d(?![\d:])")
_DEGREES = re.compile(
    r"[-+]?\d{1,3}(?:[.,]\d)? ?(?:°|º) ?[CF]?\b|^[-+]?\d{1,2}[.,]\d ?C\b|\b\d{1,3} ?°", re.IGNORECASE
)
# « A+ A- », « ت + ت - الحجم الطبيعي »: the buttons for the size of letters.
_SIZES = re.compile(r"(?:\b([^\W\d_]) ?[+-] ?\1 ?[+-])|^([^\W\d_])(?: \2){1,2}$", re.IGNORECASE)
_PAIR = re.compile(r"\b[A-Z]{3} ?/ ?[A-Z]{3}\b|\b1 ?(?:[A-Z]{3}|€|\$) ?= ?\d")
_TAGS = re.compile(r"[#@][^\s#@]+(?:[\s,;|]+[#@][^\s#@]+)*")
_NUMBER = re.compile(r"[\d.,:/ k+-]+")
_SPLIT = re.compile(r"[\s|/•·,;:>›»*()\[\]…-]+")
_ARROWS = (
    ">>",
    "►",
    "▶",
    "→",
    "➡",
    "➤",
    "➔",
    "👉",
    "⇒",
    "=>",
    "->",
    "⏩",
    "🔴",
    "🔗",
    "↳",
    "⟶",
    "▸",
    "🎥",
    "📌",
)
# The words a cover may hold from the menu without being two buttons side by side.
_MOST = 24


def widget(line: Line) -> Cue | None:
    """What a line is by its make-up alone, or None."""
    if len(line) > _WITHIN:
        return None
    return _address(line) or _figures(line) or _tags(line) or _row(line) or _button(line) or _arrow(line)


def _address(line: Line) -> Cue | None:
    """Nothing but an address of mail or web, or a telephone's number, and a few words."""
    if line.full_stop and line.words > 8:
        return None
    for pattern, what in ((_MAIL, "a mail address"), (_WEB, "a web address"), (_PHONE, "a telephone number")):
        found = pattern.search(line.text)
        if found and len(line.text.replace(found[0], " ").split()) <= (5 if what != "a web address" else 2):
            return Cue("notice", "widget", f"{what} and little else")
    return None


def _figures(line: Line) -> Cue | None:
    """Prayer times, temperatures, rates of exchange: figures with a word or two to each."""
    if line.full_stop:
        return None
    clocks = len(_CLOCK.findall(line.text))
    if clocks >= 3 and line.words <= 3 * clocks + 2:
        return Cue("notice", "widget", f"a table of {clocks} times")
    if line.words <= 6 and _DEGREES.search(line.text):
        return Cue("notice", "widget", "a temperature and little else")
    if line.words <= 6 and _SIZES.search(line.text):
        return Cue("notice", "widget", "buttons for the size of letters")
    if _PAIR.search(line.text) and line.words <= 12:
        return Cue("notice", "widget", "rates of exchange")
    return None


def _tags(line: Line) -> Cue | None:
    if len(line) < 12 and line.bare.strip("#k ") == "" and "#" in line.bare and not line.text.endswith("."):
        return Cue("notice", "widget", "nothing but a number")
    if _TAGS.fullmatch(line.text):
        return Cue("notice", "widget", "nothing but tags or handles")
    return None


def _row(line: Line) -> Cue | None:
    """Buttons side by side without a sign between them (« Facebook Twitter Imprimer »)."""
    if line.stops and line.text[-1:] != "…":
        return None
    words = [word for word in _SPLIT.split(fold(line.text)) if word]
    if not words or len(words) > _MOST:
        return None
    if len(words) == 1 and len(words[0]) < 60 and _glued(words[0]):
        return Cue("notice", "menu", "names of networks without a space")
    buttons = sections = 0
    at = 0
    while at < len(words):
        taken, kind = _longest(words, at)
        if not taken:
            return None
        buttons += kind == "button"
        sections += kind == "section"
        at += taken
    if buttons >= 2 or (buttons and len(words) > 1) or sections >= 3 or (buttons and sections):
        return Cue("notice", "menu", "nothing but buttons and words of a menu")
    return None


def _glued(word: str) -> bool:
    """« Facebooktwitterlinkedinmail »: the names of networks printed without a space."""
    count = 0
    while word:
        name = next((b for b in sorted(lexicon().button, key=len, reverse=True) if word.startswith(b)), "")
        if len(name) < 3:
            return False
        word, count = word[len(name) :], count + 1
    return count >= 2


def _longest(words: list[str], at: int) -> tuple[int, str]:
    """How many words from here are a button, a section of a menu or a number, and which."""
    lists = lexicon()
    for size in range(min(5, len(words) - at), 0, -1):
        phrase = " ".join(words[at : at + size])
        if phrase in lists.button or (size > 1 and _notice(phrase)):
            return size, "button"
        if phrase in lists.menu:
            return size, "section"
    if words[at].strip("#k") == "" or (len(words[at]) == 1 and words[at] not in "aày"):
        return 1, "sign"
    return 0, ""


def _notice(phrase: str) -> bool:
    found = lexicon().whole.get(phrase)
    return found is not None and found.zone == "notice"


def _button(line: Line) -> Cue | None:
    """« Télécharger le journal en PDF », « Regardez la vidéo »: an action, and a thing of the site."""
    if len(line) > _BUTTON or line.full_stop or line.listed or any(char in line.text for char in '«»“”"'):
        return None
    words = [word for word in _SPLIT.split(fold(line.text).replace("'", " ")) if word]
    lists = lexicon()
    if len(words) < 2 or words[0] not in lists.action:
        return None
    if any(word in lists.thing for word in words[1:]):
        return Cue("notice", "button", "an action and a thing of the site: a button")
    return None


def _arrow(line: Line) -> Cue | None:
    """« >> Un autre titre »: what an arrow points at is another page."""
    if line.full_stop or line.words < 3 or not line.text.startswith(_ARROWS):
        return None
    return Cue("related", "arrow", "an arrow before a headline")
