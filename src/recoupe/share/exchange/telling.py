"""A record in one line, for a person."""

from __future__ import annotations

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
        text = f"{body.account} grade {body.grade}{over}, {body.origins} of origin: {body.sentence}"
    elif isinstance(body, OfJudgement):
        text = f"{body.judgement.verdict} by {body.judgement.by}: {body.judgement.about} {body.judgement.why}"
    elif isinstance(body, OfNote | OfQuestion | OfAnswer):
        text = f"{body.by}: {body.text}"
    else:
        text = f"packs {', '.join(body.packs)}"
    text = " ".join(clean(text).split())
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
