"""Agency marks at the edges of an article: « Rabat (MAP) - », « avec AFP », « MAP/as »."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from recoupe.errors import LexiconError
from recoupe.join.text import fold
from recoupe.model import Article

MARKS = Path(__file__).parent.parent / "lexicon" / "origins" / "marks.yaml"

# Signs of a mark are looked for in this many first and last lines.
EDGE_LINES = 6
# A mark begins within so many characters of its line, or its line is no longer.
MARK_BY = 60


@cache
def _marks(path: Path = MARKS) -> tuple[re.Pattern[str], dict[str, str]]:
    """The shape of any mark, and the agency of each name that may stand in one."""
    import yaml

    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        agencies = {name: agency for agency, written in content["agencies"].items() for name in written}
        # Longest first: « Agence France-Presse » before « Agence ».
        names = "|".join(re.escape(n) for n in sorted(agencies, key=len, reverse=True))
        words = "|".join(re.escape(w) for w in content["agency_words"])
        unlisted = rf"(?i:{words})(?: (?:d[eu] |des |d')?[A-ZÀ-Ý][\w-]+){{1,3}}"
        # In the order of the shapes, so that a group's number is its shape's.
        shapes = [_shape(mark, f"({names}|{unlisted})") for mark in content["marks"]]
        return re.compile("|".join([*shapes, rf"(?m:^({names})$)"])), agencies
    except (yaml.YAMLError, KeyError, AttributeError, TypeError) as error:
        raise LexiconError(
            f"{path}: not a list of agencies and marks ({error}); see the file's head"
        ) from error


def _shape(mark: str, names: str) -> str:
    before, _, after = mark.partition("{agency}")
    # « LR/MAP » is a mark, « remaps » is none: a word before it bars a mark that begins with a word.
    left = r"(?<![\w/])" if not before or before[0].isalnum() else ""
    # What follows a mark is its end or a dash, never the rest of a sentence: « la carte (MAP) du port ».
    right = rf"(?i:{re.escape(after)})" + ("" if after in ("/", " -") else r"(?=\s*(?:$|[-–—:|.·©]))")
    return rf"{left}(?i:{re.escape(before)}){names}{right}"


def agencies() -> tuple[str, ...]:
    """The agencies that the marks know, by the name they are shown by."""
    return tuple(dict.fromkeys(_marks()[1].values()))


def agency_mark(article: Article) -> str | None:
    """The agency an article says it draws on, from the marks at its edges; None without one."""
    pattern, agencies = _marks()
    for line in _edges(article):
        found = pattern.search(line)
        if found and found.start() < MARK_BY:
            name = next(g for g in found.groups() if g)
            return agencies.get(name) or fold(name)
    return None


def _edges(article: Article) -> list[str]:
    """Dateline, byline and the lines at both ends, each cut to where marks stand."""
    zoned = [article.text[z.start : z.end] for z in article.zones if z.zone in ("dateline", "byline")]
    lines = [line.strip() for line in article.text.splitlines() if line.strip()]
    # A mark stands at the head of a line (« Rabat (MAP) - ») or is a short line of its own.
    heads = lines[:EDGE_LINES]
    tails = [line for line in lines[-EDGE_LINES:] if len(line) <= MARK_BY]
    return zoned + heads + tails
