"""What readers say below an article, and what a site says of its author: both read as text does, and stand
under a heading of their own."""

from __future__ import annotations

import re

from recoupe.read.cues import Cue, lexicon
from recoupe.read.lines import Line
from recoupe.read.sheet import PARAGRAPH, Sheet

# Characters and sentences that stand above the heading: a button « Commentaires » stands below the title too.
_TEXT, _SENTENCES = 150, 2
# So far below the heading its first comment shows who wrote it, or a button.
_SOON = 7
# Lines that tell of an author.
_BIOGRAPHY = 4
# « 1. Le 9 juin 2022 à 21:02, par Moussa », « Samba Il y a 2 heures », « a posté le 28-04-2023 à 14:02 »
_SIGNED = re.compile(
    r"^(?:# \w+ #,? #[:h]#,? (?:par|by) .{1,40}"
    r"|(?:#[.)]? ?)?(?:(?:le|poste|envoye|ecrit|publie|par|by|posted|on)\b.{0,60}#.{0,40}|.{1,40}? "
    r"(?:il y a (?:#|une?) \w+|# \w+ ago|a (?:poste|ecrit|dit|commente)\b.{0,40}|says:?|dit:?|wrote:?)))$"
)
# « 3 réflexions sur « Un titre » », « 2 thoughts on “A title” »: over readers' words, as WordPress has it.
_ON = re.compile(
    r"^(?:#|une?|one) (?:reflexions?|commentaires?|reponses?|reactions?|avis|thoughts?|comments?"
    r"|repl(?:y|ies)|responses?|تعليقات|تعليق|راي|اراء|افكار) (?:sur|a|au|on|to|حول|علي|عن) \S"
)
_ANSWERS = frozenset(
    (
        "repondre", "reply", "repondre a ce message", "repondre a ce commentaire", "signaler", "رد", "j'aime",
        "signaler un abus", "report", "like", "reagir",
    )
)  # fmt: skip


def comments(page: Sheet) -> None:
    """Set aside what stands under « Commentaires », up to the next block of cards."""
    above = sentences = 0
    for at, line in enumerate(page.lines):
        if _heads_comments(line) and above >= _TEXT and sentences >= _SENTENCES:
            end = _end(page, at + 1)
            if _spoken(page, at, end) or _left(page, at + 1, end) < above:
                _set_aside(page, at, end)
                return
        if page.marks[at] is None and (line.stops or len(line) >= PARAGRAPH):
            above += len(line)
            sentences += 1


def _heads_comments(line: Line) -> bool:
    return line.bare in lexicon().readers or (not line.full_stop and _ON.match(line.folded) is not None)


def authors(page: Sheet) -> None:
    """Set aside what stands under « À propos de l'auteur », up to the next thing of the site's."""
    above = 0
    for at, line in enumerate(page.lines):
        if above >= _SENTENCES and line.bare in lexicon().authors:
            end = at
            while end < min(len(page.lines), at + 1 + _BIOGRAPHY) and (
                end == at or page.zone(end) in (None, "byline", "dateline")
            ):
                page.marks[end] = Cue("byline", "block", f"under « {line.text[:40]} »")
                end += 1
        above += page.marks[at] is None and line.stops


def _end(page: Sheet, start: int) -> int:
    """The next block of cards: what a newsroom prints below its readers' words."""
    for at in range(start, len(page.lines)):
        mark = page.marks[at]
        if mark and mark.zone == "related" and mark.kind == "section":
            return at
    return len(page.lines)


def _spoken(page: Sheet, heading: int, end: int) -> bool:
    """Whether the first comment shows as one: its writer and hour, or a button to answer."""
    return any(_writer(page.lines[at]) for at in range(heading + 1, min(end, heading + _SOON)))


def _writer(line: Line) -> bool:
    return line.bare in _ANSWERS or (len(line) <= 90 and _SIGNED.match(line.folded) is not None)


def _left(page: Sheet, start: int, end: int) -> int:
    """Characters of sentences below the heading."""
    return sum(len(page.lines[at]) for at in range(start, end) if page.marks[at] is None)


def _set_aside(page: Sheet, heading: int, end: int) -> None:
    why = f"under « {page.lines[heading].text[:40]} »"
    for at in range(heading, end):
        if page.zone(at) in (None, "dateline", "byline", "caption"):
            page.marks[at] = Cue("notice", "readers", why)
