"""The reasons that other rooms give, in the reader's language.

Why something was set aside, graded or joined is written in English where it is decided, with the codes that
it was decided by. Here it is said as it is read: French by ``locale/fr/LC_MESSAGES/reasons.po``, codes by
their names.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from recoupe.share.values import field_name, origin_text, readable
from recoupe.share.words import Lang, frames, has, reasons, say, several

_ROLES = ("actors", "recipients")
_STATUSES = ("asserted", "planned", "hypothetical", "negated", "historical")
# What may stand in each kind of hole.
_HOLES = {
    "n": r"\d[\d ,.]*?(?: [^\W\d]+)??", "m": r"\d[\d ,.]*?(?: [^\W\d]+)??",  # « 6.4 t » too
    "role": "|".join(_ROLES),
    "status": "|".join(_STATUSES), "other_status": "|".join(_STATUSES),
    "deed": r"[A-Z]{3,}|[a-z]+(?:-[a-z]+)*", "other_deed": r"[A-Z]{3,}|[a-z]+(?:-[a-z]+)*",
}  # fmt: skip
_UNDONE = ("THREATEN", "REQUEST", "REJECT")
_WEIGHED = re.compile(r"(.+?) \(([+-]\d+\.\d)\)(?:, |$)")
_GRADED = re.compile(r"(\d+) articles?, (\d+) origins?(?:: (.+?))?; ([^;]+) → (\d)")

_OVERRULED = re.compile(r"(.+? → \d); overruled by (.+?) \(judgement (\d+)\)(?:: (.+))? → (\d)")


@lru_cache(maxsize=4096)
def reason(lang: Lang, english: str) -> str:
    """A reason as it is read; what has no French of its own stays in English."""
    if not _known().fullmatch(english):
        return readable(lang, english)  # most of what a log tells of
    for pattern, french in _patterns():
        if found := pattern.fullmatch(english):
            parts = {name: _part(lang, name, value) for name, value in found.groupdict().items()}
            return (french if lang == "fr" else _english(pattern)).format(**parts)
    return readable(lang, english)


def evidence(lang: Lang, english: str) -> str:
    """The evidence of a comparison, each piece with its weight: « same place (+0.9), other time (-2.0) »."""
    pieces = _WEIGHED.findall(english)
    if not pieces:
        return reason(lang, english)
    decimal = say(lang, "decimal")
    return ", ".join(f"{reason(lang, what)} ({weight.replace('.', decimal)})" for what, weight in pieces)


def grade_why(lang: Lang, english: str) -> str:
    """The sentence of a grade: « 3 articles, 1 origin: a statement by …; one origin with a name → 3 »."""
    if (over := _OVERRULED.fullmatch(english)) and lang == "fr":
        line, by, number, why, level = over.groups()
        told = f"{say(lang, 'colon')}{why}" if why else ""
        return reasons()["{line}; overruled by {by} (judgement {n}){why} → {level}"].format(
            line=grade_why(lang, line), by=readable(lang, by), n=number, why=told, level=level
        )
    found = _GRADED.fullmatch(english)
    if found is None:
        return readable(lang, english)
    articles, origins, origin, line, level = found.groups()
    counted = f"{several(lang, 'article', int(articles))}, {several(lang, 'origin', int(origins))}"
    if origin:
        counted += f"{say(lang, 'colon')}{origin_text(lang, origin)}"
    between = " ; " if lang == "fr" else "; "
    return f"{counted}{between}{_graded(lang, line)} → {level}"


def _graded(lang: Lang, line: str) -> str:
    rule, but, fields = line.partition(", but they disagree on ")
    if not but:
        return reason(lang, line)
    named = ", ".join(field_name(lang, one) for one in fields.split(" and "))
    if lang == "en":
        return f"{rule}{but}{named}"
    return reasons()["{line}, but they disagree on {fields}"].format(line=reason(lang, rule), fields=named)


def _order(pair: tuple[str, str]) -> tuple[bool, int]:
    """Plain reasons before those with holes, of these what tells most of its words first."""
    return "{" in pair[0], -len(re.sub(r"\{\w+\}", "", pair[0]))


@cache
def _patterns() -> list[tuple[re.Pattern[str], str]]:
    """Every reason as a pattern of its English, plain ones before those with holes."""
    found = []
    for english, french in sorted(reasons().items(), key=_order):
        pieces = re.split(r"\{(\w+)\}", english)
        pattern = "".join(
            f"(?P<{piece}>{_HOLES.get(piece, '.+')})" if n % 2 else re.escape(piece)
            for n, piece in enumerate(pieces)
        )
        found.append((re.compile(pattern), french))
    return found


@cache
def _known() -> re.Pattern[str]:
    """All of these patterns in one."""
    every = "|".join(re.sub(r"\(\?P<\w+>", "(?:", pattern.pattern) for pattern, _ in _patterns())
    return re.compile(every)


def _english(pattern: re.Pattern[str]) -> str:
    return _sentences()[pattern.pattern]


@cache
def _sentences() -> dict[str, str]:
    ordered = sorted(reasons().items(), key=_order)
    return {pattern.pattern: english for (pattern, _), (english, _) in zip(_patterns(), ordered, strict=True)}


def _part(lang: Lang, name: str, value: str) -> str:
    if name == "role":
        return field_name(lang, value)
    if name.endswith("status"):
        return say(lang, f"status.{value}")
    if name.endswith("deed"):
        return _deed(lang, value)
    if name in ("n", "m"):
        return value.replace(".", say(lang, "decimal"))
    return reason(lang, value)


def _deed(lang: Lang, code: str) -> str:
    """What a type, mode or measure is called; the code itself where it has no name."""
    known = frames(lang)
    # A mode goes by the name that it has as a deed, not as a threat, a demand or a refusal of it.
    names = sorted((name.startswith(_UNDONE), name) for name in known["event"] if name.endswith(f"/{code}"))
    frame = known["event"].get(code) or (known["event"][names[0][1]] if names else None)
    if frame:
        return str(frame["noun"]).lower()
    return say(lang, f"measure.{code}") if has(lang, f"measure.{code}") else code
