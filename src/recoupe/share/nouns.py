"""Nameless people and things (« six hommes », "a cell"), said in the brief's language."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from recoupe.share.words import Lang, _load, number, quoted

# Control and bidirectional characters, which a terminal or a page acts upon instead of showing.
UNSHOWN = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_DETERMINERS = {
    "fr": {
        "un": "a", "une": "a", "des": "", "le": "the", "la": "the", "l’": "the", "les": "the",
        "ces": "the", "ses": "the", "leurs": "the", "plusieurs": "several", "d’": "", "de": "",
    },
    "en": {"a": "a", "an": "a", "the": "the", "its": "the", "several": "several", "some": ""},
}  # fmt: skip
_NUMBERS = {
    "fr": [
        "deux",
        "trois",
        "quatre",
        "cinq",
        "six",
        "sept",
        "huit",
        "neuf",
        "dix",
        "onze",
        "douze",
        "treize",
        "quatorze",
        "quinze",
        "seize",
    ],
    "en": [
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
    ],
}
_FEMININE = frozenset(
    {"armée", "attaque", "autorité", "bande", "cellule", "cellule terroriste", "femme", "personne", "police",
     "structure", "tentative d’attentat", "tentative de traversée", "tentative d’immigration irrégulière",
     "tentative d’émigration clandestine", "victime"}
)  # fmt: skip
# Words that open a French or English description of several people or things.
_MANY = frozenset(
    {"des", "les", "ces", "ses", "leurs", "nos", "vos", "mes",
     "plusieurs", "certains", "certaines", "ceux", "celles",
     "quelques", "environ", "près", "quelque", "several", "some", "these", "those", "many", "about"}
)  # fmt: skip
# Words that are written small inside a sentence though a mention may open one.
_SMALL = frozenset(
    {"ceux", "celles", "celui", "celle", "environ", "près", "quelque", "quelques", "certains",
     "certaines", "tous", "d’autres"}
)  # fmt: skip
# « éventuels complices », « pays du continent »: several, their determiner left in the text.
_BARE_PLURAL = re.compile(
    r"^(?!ces |ses |nos |vos |mes |des |les |leurs |plusieurs |trois |dix |six |deux )[a-zà-ÿ’-]{2,}[sx]\b"
)
_SPLIT = re.compile(r"^(?:(l’|d’)|(\S+)\s+)?(.+)$")


@cache
def _pairs(source: str) -> dict[str, tuple[tuple[str, str, str, str], bool]]:
    """Noun as written → its row of the list, and whether it stands in the plural."""
    found: dict[str, tuple[tuple[str, str, str, str], bool]] = {}
    for row in _load("nouns.yaml"):
        one, more = (row[0], row[1]) if source == "fr" else (row[2], row[3])
        kept = (row[0], row[1], row[2], row[3])
        found.setdefault(more.lower(), (kept, True))
        found.setdefault(one.lower(), (kept, False))
    return found


@lru_cache(maxsize=50_000)
def tidy(text: str) -> str:
    """One line, one apostrophe, no stray quotation marks or spaces."""
    text = " ".join(UNSHOWN.sub(" ", text).replace("'", "’").split())
    return text.strip(" ,;:.")


def lowered(text: str, lang: str) -> str:
    """The text with the capital of a sentence's first word taken off, where that word is a determiner."""
    first = re.match(r"^(l’|d’)", text, re.I)
    head = first[1] if first else text.split(" ", 1)[0]
    small = head.lower()
    if small in _SMALL or small in _DETERMINERS.get(lang, {}) or small in _NUMBERS.get(lang, ()):
        return head.lower() + text[len(head) :]
    return text


def spelled(value: float, lang: str) -> str | None:
    """A small number as a word: « six »; None for others."""
    words = _NUMBERS.get(lang, [])
    return words[int(value) - 2] if value == int(value) and 2 <= value < 2 + len(words) else None


_PRONOUNS = frozenset(
    {"il", "ils", "elle", "elles", "celui-ci", "celle-ci", "ceux-ci", "celles-ci", "qui", "lui", "eux", "on",
     "he", "she", "it", "they", "him", "her", "them", "who"}
)  # fmt: skip


def is_pronoun(text: str) -> bool:
    """Whether the text only points back at someone: out of its article it says nothing."""
    return tidy(text).lower() in _PRONOUNS


def is_plural(text: str, lang: str) -> bool:
    """Whether a nameless description stands for several: « des hommes », "six men", « 57 cellules »."""
    head = text.split(" ", 1)[0].lower()
    if head in _MANY or head in _NUMBERS.get(lang, ()) or re.match(r"une? \w+(?:aine|ier) d", text, re.I):
        return True
    if head[:1].isdigit():
        return head != "1"
    if lang == "fr" and re.match(r"(?:de |d’)[a-zà-ÿ-]+[sx]\b", text, re.I):
        return True  # « de nombreuses cellules »
    if lang in {"fr", "en"} and text.lower() in _pairs(lang):
        return _pairs(lang)[text.lower()][1]
    return False


def is_generic(text: str, source: str) -> bool:
    """« un groupe », "a cell": a description so bare that the act's own noun says it better."""
    found = _parse(tidy(text), source)
    return found is not None and found[0][0] in {"groupe", "cellule", "structure", "bande", "réseau"}


def _parse(text: str, source: str) -> tuple[tuple[str, str, str, str], bool, str, str] | None:
    """(row, plural, determiner, count) of a description the list knows in full."""
    if source not in _DETERMINERS:
        return None
    match = _SPLIT.match(text)
    if not match:
        return None
    pairs = _pairs(source)
    whole = pairs.get(text.lower())
    if whole:
        return (*whole, "", "")
    head, rest = (match[1] or match[2] or "").lower(), match[3].lower()
    known = pairs.get(rest)
    if not known:
        return None
    if head in _DETERMINERS[source]:
        return (*known, head, "")
    if head in _NUMBERS[source]:
        return (*known, "", str(_NUMBERS[source].index(head) + 2))
    if re.fullmatch(r"\d+", head):
        return (*known, "", head)
    return None


def known(text: str, source: str, lang: str) -> bool:
    """Whether the description can be said in ``lang`` without quoting it."""
    return source == lang or _parse(tidy(text), source) is not None


def phrase(text: str, source: str, lang: Lang) -> tuple[str, bool]:
    """A description in the brief's language, and whether it is plural; quoted where we cannot say it."""
    text = tidy(text)
    found = _parse(text, source)
    if source == lang:
        plural = is_plural(text, lang)
        if found and not found[2] and not found[3]:
            return (f"des {text}" if lang == "fr" and plural else text), plural
        if lang == "fr" and _BARE_PLURAL.match(text):
            return f"des {text}", True
        return lowered(text, lang), plural
    if found is None:
        return quoted(lang, lowered(text, source)), is_plural(text, source)
    row, plural, determiner, count = found
    noun = (row[1] if plural else row[0]) if lang == "fr" else (row[3] if plural else row[2])
    if count:
        return f"{number(lang, int(count))} {noun}", True
    sense = _DETERMINERS[source].get(determiner, "")
    if lang == "en":
        if sense == "a":
            return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}", plural
        return f"{sense} {noun}".strip(), plural
    if sense == "a":
        return f"{'une' if row[0] in _FEMININE else 'un'} {noun}", False
    if sense == "the":
        if plural:
            return f"les {noun}", True
        return _definite(noun, row[0] in _FEMININE), False
    return (f"des {noun}" if plural else noun), plural


def _definite(noun: str, feminine: bool) -> str:
    if noun[0].lower() in "aeiouéèêhî":
        return f"l’{noun}"
    return f"{'la' if feminine else 'le'} {noun}"
