"""What a judgement decided, in words: of the log and of an account's history."""

from __future__ import annotations

from collections.abc import Mapping

from recoupe.join.compare import written
from recoupe.model import Judgement, Passage, Statement
from recoupe.serve import words
from recoupe.serve.labels import name_of, names
from recoupe.share.values import field_name, value_text
from recoupe.share.words import Lang, quoted, say

_WORDS = 90  # code points of a quotation


def decided(lang: Lang, one: Judgement, others: Mapping[int, Judgement]) -> str:
    """What was judged and what about it: « when: Tue 12 March 2024 → Mon 11 March 2024 »."""
    colon = say(lang, "colon")
    if one.verdict == "wrong" and one.field:
        said = f"{field_name(lang, one.field)}{colon}{_value(lang, one.field, one.value or '')}"
        if isinstance(one.instead, Statement):
            right = written(one.instead, one.field)
            said += f" → {_value(lang, one.field, right) if right else words.text(lang, 'account.not_said')}"
        return f"{said} · {_passage(lang, one.left)}" if one.left else said
    if one.verdict == "grade" and one.grade:
        return f"{one.grade} · {say(lang, f'grade.{one.grade}')} · {_passage(lang, one.left)}"
    if one.verdict == "reliability" and one.reliability:
        letter = words.text(lang, f"sources.letters.{one.reliability}")
        return f"{one.names[0] if one.names else ''}{colon}{one.reliability} · {letter}"
    if one.verdict == "undo":
        undone = others.get(one.undoes or 0)
        if undone is None or undone.verdict == "undo":
            return str(one.undoes or "")
        verdict = words.text(lang, f"account.verdicts.{undone.verdict}")
        return f"{one.undoes} ({verdict}{colon}{decided(lang, undone, others)})"
    left = one.names[0] if one.names and one.names[0] else _passage(lang, one.left)
    right = one.names[1] if len(one.names) > 1 and one.names[1] else _passage(lang, one.right)
    return " ↔ ".join(name_of(lang, side) if side[:3].isupper() else side for side in (left, right) if side)


def _value(lang: Lang, field: str, value: str) -> str:
    return value_text(names(lang), field, value)


def _passage(lang: Lang, passages: tuple[Passage, ...]) -> str:
    """The words that were judged, or the article that they stand in."""
    if not passages:
        return ""
    first = passages[0]
    text = " ".join(first.exact.split())
    if len(text) > _WORDS:
        text = f"{text[:_WORDS].rsplit(' ', 1)[0]} …"
    return quoted(lang, text) if text else (first.outlet or first.doc)
