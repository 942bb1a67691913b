"""What is typed into the search field, as an expression for the index and as stems to mark in a text.

Words are joined by « and »; ``"…"`` is a phrase, ``-word`` must not stand there, ``terror*`` is a beginning,
``a OR b`` either; ``title:``, ``said:`` and ``outlet:`` name a field.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from recoupe.resolve.fold import key, search_form
from recoupe.resolve.stems import LANGUAGES, readings, stem

FIELDS = {
    "title": "title",
    "titre": "title",
    "said": "said",
    "dit": "said",
    "outlet": "outlet",
    "text": "body",
}
_TERM = re.compile(r'(-?)(?:(\w+):)?(?:"([^"]*)"|“([^”]*)”|«\s*([^»]*?)\s*»|(\S+))')
_MOST = 24  # terms of one query


class Query(NamedTuple):
    """``match`` for FTS5, empty where there is nothing to look for; the stems and beginnings to mark."""

    match: str
    stems: frozenset[str]
    begins: tuple[str, ...]


def parse(typed: str) -> Query:
    """Read what was typed; nothing in it is a mistake."""
    wanted: list[str] = []
    barred: list[str] = []
    stems: set[str] = set()
    begins: list[str] = []
    either = False
    for minus, field, *given in _TERM.findall(typed)[:_MOST]:
        word = next((g for g in given if g), "")
        if word in ("OR", "OU") and not minus and not field:
            either = bool(wanted)
            continue
        if word in ("AND", "ET"):
            continue
        if field and field.lower() not in FIELDS:
            word, field = f"{field} {word}", ""
        made = _phrase(word, stems if not minus else set(), begins if not minus else [])
        if not made:
            continue
        if field:
            made = f"{FIELDS[field.lower()]} : ({made})"
        if minus:
            barred.append(made)
        elif either:
            wanted[-1] = f"({wanted[-1]} OR {made})"
        else:
            wanted.append(f"({made})")
        either = False
    match = " AND ".join(wanted)
    if match and barred:
        match = f"({match}) NOT ({' OR '.join(barred)})"
    return Query(match, frozenset(stems), tuple(begins))


def _phrase(text: str, stems: set[str], begins: list[str]) -> str:
    """One word, or words that follow one another, in every language they could be of."""
    begin = text.endswith("*")
    words = [w for w in search_form(text).replace("\x00", "").split() if len(w) > 1 or w.isdigit()]
    if not words:
        return ""
    if begin and len(words) == 1:
        begins.append(key(words[0]))
        return f'"{key(words[0])}"*'
    written = [w for w in re.findall(r"[^\W_]+", text) if len(w) > 1 or w.isdigit()]
    if len(written) != len(words):
        written = words
    if len(written) == 1:
        found = readings(written[0])
        stems.update(found)
        return " OR ".join(f'"{one}"' for one in found)
    phrases = dict.fromkeys(
        " ".join(stem(word, language) for word in written) for language in (*LANGUAGES, None)
    )
    for phrase in phrases:
        stems.update(phrase.split())
    return " OR ".join(f'"{phrase}"' for phrase in phrases)
