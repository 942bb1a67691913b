"""What the words next to a name tell: links, parentheses, determiners, towns, abbreviations."""

from __future__ import annotations

import re
from functools import cache

from recoupe.resolve import forms
from recoupe.resolve.fold import key

LINK = re.compile(r"[ \u00a0\u202f](?:du |de la |de l['’] ?|des |de |d['’] ?|of the |of )")
AND = re.compile(r"(?:, | et )(?:du |de la |de l['’]|des |de |d['’])?")
PARENTHESIS = re.compile(r"[ \u00a0]?\((?:« ?|\")?([^()«»\"\n]{2,80}?)(?: ?»|\")?\)")
ACRONYM = re.compile(r"[A-Z][A-Za-z0-9-]{1,9}")
GIVEN_ACRONYM = re.compile(r"\(([A-Z][A-Z0-9][A-Za-z0-9-]{0,8})\)$")
UNKNOWN_COMPLEMENT = re.compile(r"[ \u00a0](?:du |de la |de l['’]|des |de |d['’])(?=[A-ZÀ-Þ])")
TOWN = re.compile(r"[A-ZÀ-Þ][\w’'-]*(?:[ -](?:(?:de|du|la|le|el|al)[ -])?[A-ZÀ-Þ][\w’'-]*){0,3}")
INDEFINITE = re.compile(r"(?:^| )(?:un|une|chaque|tout|toute|aucun|aucune|quelque|autre)$")
# What stands before a noun, and not before the same word as adjective or participle.
_DETERMINERS = frozenset(
    {
        "le", "la", "les", "l", "un", "une", "des", "du", "de", "d", "au", "aux", "ce", "cet", "cette",
        "ces", "son", "sa", "ses", "leur", "leurs", "notre", "nos", "votre", "mon", "ma", "plusieurs",
        "quelques", "certains", "certaines", "deux", "trois", "quatre", "cinq", "six", "sept", "huit",
        "neuf", "dix", "onze", "douze", "quinze", "vingt", "trente", "quarante", "cinquante", "cent",
        "mille", "nombreux", "haut", "hauts", "jeune", "jeunes", "ancien", "anciens", "ex", "autre",
        "autres", "chaque", "aucun", "premier", "premiers", "futur", "nouveau", "nouveaux",
    }
)  # fmt: skip
# « sous-marins » holds no « marins », but « l'ex-président » holds a president.
COMPOUND = re.compile(r"\w(?<!\bex)-$", re.IGNORECASE)
_BEFORE = re.compile(r"([\w]+)[ \u00a0\u202f'’-]$")
# Words that make another name of « la République ».
REPUBLIC_OF = re.compile(r" (?:islamique|populaire|democratique|federale|arabe|autonome|de|du|des|d)\b")


def is_noun_here(raw: str, start: int, *, after_comma: bool) -> bool:
    """Whether a word that is also an adjective or a verb is a noun: after a determiner, or first.

    ``after_comma`` says whether a comma before it is good enough, as before an apposed title.
    """
    before = _BEFORE.search(raw, max(0, start - 16), start)
    if before is None:
        return after_comma or not raw[max(0, start - 2) : start].rstrip().endswith(",")
    return before[1].isdigit() or key(before[1]) in _DETERMINERS


def starts_sentence(raw: str, start: int) -> bool:
    """Whether a word is the first of its sentence or line, where its capital tells nothing."""
    before = raw[max(0, start - 3) : start]
    return not before.strip() or before.rstrip(' \u00a0«"')[-1:] in ".!?:\n–-"


@cache
def modifier() -> re.Pattern[str]:
    """Words between a generic body and its country, in the search form: « de transition »."""
    words = sorted(map(re.escape, forms.modifiers()), key=len, reverse=True)
    return re.compile(rf"(?: (?:{'|'.join(words)})(?= ))+")


def plain(text: str) -> bool:
    """Whether nothing but words, hyphens and apostrophes stands there."""
    return all(char.isalnum() or char in " -'’\u00a0" for char in text)


def abbreviates(acronym: str, name: str) -> bool:
    """Whether the letters of an acronym occur in order in a name and begin like one of its words."""
    letters = iter(name)
    wanted = key(acronym).replace(" ", "")
    return any(word.startswith(wanted[:1]) for word in name.split()) and all(c in letters for c in wanted)
