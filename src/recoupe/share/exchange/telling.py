"""Records in words, for a person: each in one line, and what became of those that a partner sent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from recoupe.share.exchange.wire import (
    OfAccount,
    OfAnswer,
    OfArticle,
    OfJudgement,
    OfNote,
    OfQuestion,
    Record,
)
from recoupe.share.terminal import clean

_LONGEST = 160
_NAMED = 3  # of those that are gone for one reason, so many are named


def told(record: Record) -> str:
    """What it says; of one taken back, why."""
    if record.state != "live":
        return clean(record.why)
    body = record.content()
    if isinstance(body, OfArticle):
        article = body.article
        text = f"{article.outlet or article.doc}, {article.published or 'undated'}: {article.title}"
    elif isinstance(body, OfAccount):
        over = "" if body.rule_grade is None else f" (overruled, by the rule {body.rule_grade})"
        origins = f"{body.origins} origin{'' if body.origins == 1 else 's'}"
        text = f"{body.account} grade {body.grade}{over}, {origins}: {body.sentence}"
    elif isinstance(body, OfJudgement):
        why = f": {body.judgement.why}" if body.judgement.why else ""
        text = f"{body.judgement.verdict} by {body.judgement.by}: {body.judgement.about}{why}"
    elif isinstance(body, OfNote | OfQuestion | OfAnswer):
        text = f"{body.by}: {body.text}"
    else:
        text = f"packs {', '.join(body.packs)}"
    return _short(text)


def name_of(record: Record) -> str:
    """The thing that a live record is of, as short as it can be told."""
    body = record.content()
    if isinstance(body, OfArticle):
        article = body.article
        return _short(f"« {article.title or article.doc} », {article.outlet or article.doc}")
    if isinstance(body, OfAccount):
        return _short(f"« {body.sentence} »")
    if isinstance(body, OfJudgement):
        return _short(f"{body.judgement.verdict} by {body.judgement.by} of {body.judgement.about}")
    return told(record)


def corrected(before: Record, after: Record) -> str:
    """What a correction changed of what was here, for whoever had read it."""
    what = f"their {after.kind} {name_of(after)} is corrected"
    old, new = before.content(), after.content()
    if not (isinstance(old, OfAccount) and isinstance(new, OfAccount)):
        return f"{what}: {'; '.join(after.changed)}"
    parts = []
    if old.sentence != new.sentence:
        parts.append(f"it read {_short(f'« {old.sentence} »')}")
    for name in ("grade", "articles", "origins"):
        if getattr(old, name) != getattr(new, name):
            parts.append(f"{name} {getattr(old, name)} → {getattr(new, name)}")
    if before.marking != after.marking and not parts:
        parts.append(f"its marking is now TLP:{after.marking.level}")
    if old.grade != new.grade:
        parts.append(f"as they reason: {clean(new.why)}")
    return f"{what}: {'; '.join(parts) or 'how its statements are put together'}"


def gone(kind: str, state: str, why: str, those: Sequence[str]) -> str:
    """Records that were taken back for one reason, named as far as they were here."""
    many = len(those)
    named = "; ".join(those[:_NAMED]) + (f" and {many - _NAMED} more" if many > _NAMED else "")
    what = f"{many} of their {kind}s were" if many > 1 else f"their {kind} was"
    return f"{what} {state} ({clean(why)}): {named}" if why else f"{what} {state}: {named}"


def counts_told(counts: Mapping[str, int]) -> str:
    """How many came of what, in words: « 1 account corrected, 9 articles new »."""
    parts = []
    for what, number in sorted(counts.items()):
        first, _, rest = what.partition(" ")
        single = number == 1 and first.endswith("s") and first != "ours"
        parts.append(f"{number} {first[:-1] if single else first} {rest}".rstrip())
    return ", ".join(parts) or "nothing new"


def _short(text: str) -> str:
    text = " ".join(clean(text).split())
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
