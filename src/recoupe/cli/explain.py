"""``recoupe code --explain``: what each trigger was taken for, on what evidence, with whom, when, where."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from recoupe.code.fr.notes import Notes, Reason, Weighed
    from recoupe.model import Article


def explain(articles: Iterable[Article], as_json: bool) -> int:
    """Code each French article and print why; return how many were coded.

    With ``as_json`` one object a line: ``doc``, ``weighed`` (triggers kept and refused), ``parts``,
    ``dated`` and ``placed``, each with its place in the article (code points).
    """
    from recoupe.code.fr.notes import explained

    count = 0
    for article in articles:
        if article.language != "fr":
            click.echo(f"{article.doc}: not French: only French can be explained yet", err=True)
            continue
        count += 1
        _, notes = explained(article)
        if as_json:
            click.echo(json.dumps(_data(article, notes), ensure_ascii=False))
        else:
            _print(article, notes)
    return count


def _data(article: Article, notes: Notes) -> dict[str, object]:
    from recoupe.model import to_json

    return {
        "doc": article.doc,
        "weighed": [json.loads(to_json(n)) for n in notes.weighed],
        "parts": [json.loads(to_json(n)) for n in notes.parts],
        "dated": [json.loads(to_json(n)) for n in notes.dated],
        "placed": [json.loads(to_json(n)) for n in notes.placed],
    }


def _print(article: Article, notes: Notes) -> None:
    from rich.console import Console
    from rich.text import Text

    from recoupe.code.sentences import sentences

    screen = Console(highlight=False, soft_wrap=True)
    screen.print(Text(article.doc, style="bold"))
    for start, end, _ in sentences(article):
        here = [w for w in notes.weighed if start <= w.span[0] < end]
        if not here:
            continue
        screen.print(Text(" ".join(article.text[start:end].split()), style="italic"))
        for weighed in here:
            for line, style in _lines(weighed, notes):
                screen.print(Text(line, style=style))
    screen.print()


def _lines(weighed: Weighed, notes: Notes) -> list[tuple[str, str]]:
    """What is said of one trigger, with the style of each line."""
    mark, style = ("+", "green") if weighed.kept else ("-", "dim")
    kind = weighed.type + (f": {weighed.mode}" if weighed.mode else "")
    flaws = f"; does not hold: {', '.join(weighed.flaws)}" if weighed.flaws else ""
    verdict = "taken" if weighed.kept else "refused"
    lines = [
        (
            f"  {mark} « {weighed.trigger} » as {kind} (frame {weighed.frame}{flaws}): {verdict} at "
            f"{weighed.probability:.2f}",
            style,
        )
    ]
    lines.append((f"      evidence: {_evidence(weighed.reasons)}", "dim"))
    if not weighed.kept:
        return lines
    for part in (p for p in notes.parts if p.trigger == weighed.span):
        path = ", ".join(part.path)
        if part.part is not None:
            name = f"{part.text} [{part.id}]" if part.id else part.text
            lines.append((f"      {part.part}: {name} at {part.probability:.2f} ({path})", ""))
        else:
            lines.append((f"      no part: {part.text}, at most {part.probability:.2f} ({path})", "dim"))
    for dated in (d for d in notes.dated if d.trigger == weighed.span):
        others = ", ".join(f"{text or 'no date'} {chance:.2f}" for text, chance in dated.others[:3])
        passed = f"; passed over: {others}" if others else ""
        said = f"{dated.text or 'not dated'} at {dated.probability:.2f} ({dated.rule}{passed})"
        lines.append((f"      when: {said}", ""))
        lines.append((f"        evidence: {_evidence(dated.reasons)}", "dim"))
    for placed in (p for p in notes.placed if p.trigger == weighed.span):
        what = "where" if placed.taken else "not where"
        said = f"{placed.text} at {placed.probability:.2f} ({placed.rule})"
        lines.append((f"      {what}: {said}", "" if placed.taken else "dim"))
        if placed.taken:
            lines.append((f"        evidence: {_evidence(placed.reasons)}", "dim"))
    return lines


def _evidence(reasons: Iterable[Reason]) -> str:
    return ", ".join(f"{r.name} {r.weight:+.2f}" for r in reasons)
