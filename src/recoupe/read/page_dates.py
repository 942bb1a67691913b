"""The day a page was published: what it states to machines, what it prints, and which is believed.

* The sources are weighed (``_WEIGHTS``): what is written for machines about *the article* (JSON-LD,
  ``article:published_time``) before what any part of the page may carry (``<time>``).
* A day that two kinds of source give is believed over a heavier one that stands alone, and more surely.
* Where days that are each sure differ, the first is the publication, the other a later edition's.
* Where the day printed by the title is the one before or after that of the machines, it is believed:
  machines write UTC, or the hour at which tomorrow's paper went online.
* Refused are days in the future of the fetch, before the web press, 1 January where no time of day is
  given (systems fill it in), and days before what the text itself tells as past.

What nothing states is None. htmldate is not asked: it answers from any number on the page.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from recoupe.read.dates import contradicted, from_url, full_dates, plausible, short_dates
from recoupe.read.lines import fold
from recoupe.read.meta import iso
from recoupe.read.page_body import Block, Body
from recoupe.read.page_linked import clean, kind

_PUBLISHED = (
    "article:published_time", "og:article:published_time", "datepublished", "date", "dc.date",
    "dc.date.issued", "dcterms.created", "dcterms.date", "dcterms.issued", "pubdate", "publishdate",
    "publish-date", "publication_date", "sailthru.date", "parsely-pub-date", "article.published",
    "dateissued", "created", "cxenseparse:recs:publishtime", "timestamp", "citation_publication_date",
    "citation_date", "publish_date", "article_date_original", "originalpublicationdate",
)  # fmt: skip
_UPDATED = (
    "article:modified_time", "og:updated_time", "datemodified", "last-modified", "dcterms.modified",
    "dc.date.modified", "modified", "lastmod", "revised",
)  # fmt: skip
# RDFa and microdata.
_MARKED = (
    '//*[@itemprop="datePublished" or @property="dc:date" or @property="dc:created" '
    'or @property="datePublished" or @property="schema:datePublished" '
    'or @property="article:published_time"][not(self::meta)]'
)
_REWRITTEN = ("mis a jour", "mise a jour", "actualis", "modifi", "updated", "تحديث", "edition du")
_FIRST = re.compile(
    r"publi|paru|poste|posted|mis en ligne|mise en ligne|cree|ecrit|redige|date|issued|نشر|بتاريخ"
)
_FIRST_ONLY = re.compile(rf"^(?:{_FIRST.pattern})")
_CUED = re.compile(
    rf"^(?:{_FIRST.pattern})|(?:^|[|•·/-] ?)(?:par|by|publie|published|posted|date|le|on|بقلم|نشر)\b"
)
_ANEW = re.compile(r"publi|paru|posted|نشر", re.IGNORECASE)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T|$)")
# How sure a source is that stands alone.
_WEIGHTS = {
    "json-ld": 0.95, "meta": 0.9, "url": 0.9, "dateline": 0.88, "microdata": 0.85, "time": 0.75,
}  # fmt: skip
# Sources that say it of the article, and of nothing else.
_ARTICLE_S = ("json-ld datePublished", "meta article:published_time", "meta og:article:published_time")
# A time element says something of the article by the title, or in one of these.
_PARTS = ("article", "header", "main")
# Blocks above the title and below the text in which its date may be printed.
_ABOVE, _BELOW = 4, 12
# A line of a header has no more characters.
_LINE = 160
# A day of which its sources are surer is refused only where the text tells of many later days.
_SURE = 0.96

Given = list[tuple[str, str]]


def day_of(value: object, latest: date, language: str | None = None) -> str | None:
    """The day a page states, if it can be one; 1 January at midnight is what systems fill in."""
    text = clean(value)
    day = iso(text) or _numbered(text)
    if day is None:
        found = full_dates(text[:80], language)
        day = found[0].value.isoformat() if len(found) == 1 and found[0].value else None
    if day is None or not plausible(date.fromisoformat(day)) or date.fromisoformat(day) > latest:
        return None
    filled_in = day.endswith("-01-01") and (len(text) <= 10 or "T00:00" in text or " 00:00" in text)
    return None if filled_in else day


def _numbered(text: str) -> str | None:
    """``20210303``, ``20210303T1020``, or seconds or milliseconds since 1970."""
    try:
        if compact := _COMPACT.match(text):
            return date(*map(int, compact.groups())).isoformat()
        if text.isascii() and text.isdigit() and len(text) in (10, 13):
            return datetime.fromtimestamp(int(text[:10]), UTC).date().isoformat()
    except ValueError:
        pass
    return None


def published_of(
    tree: Any, metas: dict[str, str], linked: Sequence[dict[str, Any]], url: str | None, body: Body,
    title: str | None, latest: date, language: str | None, updated: str | None,
) -> tuple[str, str, float] | None:  # fmt: skip
    """(day, source, how sure) of the publication, or None where the page does not tell it."""
    start = _heading(body, title)
    given = _by_machines(tree, metas, linked, url, body, start, latest, language)
    if day := _dateline(body, start, language, latest, {day for _, day in given}):
        given.append(("dateline on the page", day))
    best = _arbitrated(given)
    while best is not None and contradicted(best[0], body.text, language, updated, firm=best[2] >= _SURE):
        printed = _updated_in_print(body, latest, language)
        if printed and not contradicted(best[0], body.text, language, printed, firm=best[2] >= _SURE):
            break
        given = [(source, day) for source, day in given if day != best[0]]
        best = _arbitrated(given)
    return best


def _by_machines(
    tree: Any, metas: dict[str, str], linked: Sequence[dict[str, Any]], url: str | None, body: Body,
    start: int, latest: date, language: str | None,
) -> Given:  # fmt: skip
    out: Given = []
    for name in ("datePublished", "dateCreated"):
        days = (day_of(data.get(name), latest) for data in linked if kind(data) < 99)
        if day := next(filter(None, days), None):
            out.append((f"json-ld {name}", day))
            break
    for name in _PUBLISHED:
        if day := day_of(metas.get(name), latest, language):
            out.append((f"meta {name}", day))
            break
    times = list(tree.iter("time"))
    marked = [*tree.xpath(_MARKED), *(node for node in (*times, *tree.iter("abbr")) if _published(node))]
    for source, nodes in (("microdata datePublished", marked), ("time element", times)):
        if day := _node_day(nodes, body, start, latest, language):
            out.append((source, day))
    if url and (day := from_url(url)) and day <= latest.isoformat():
        out.append(("url", day))
    return out


def _published(node: Any) -> bool:
    """Whether a microformat names an element the day of publication."""
    names = (node.get("class") or "").split()
    return (
        node.get("pubdate") is not None
        or "dt-published" in names
        or (node.tag == "abbr" and "published" in names)
    )


def _node_day(nodes: Sequence[Any], body: Body, start: int, latest: date, language: str | None) -> str | None:
    """The day of elements outside other articles' cards, by the title if there are several."""
    if not nodes:
        return None
    places: dict[Any, int] = {}
    for i, block in enumerate(body.blocks):
        places.setdefault(block.node, i)
    inmost = body.blocks[body.first].node if body.blocks else None
    holders = {inmost, *inmost.iterancestors()} if inmost is not None else set()
    by_title: set[str] = set()
    anywhere: set[str] = set()
    for node in nodes[:60]:
        day = day_of(_value(node), latest, language)
        place, set_aside = _where(node, places, body, holders)
        if day is None or set_aside:
            continue
        if node.tag != "time" or any(a.tag in _PARTS for a in node.iterancestors()):
            anywhere.add(day)
        if start - _ABOVE <= place <= body.first:
            by_title.add(day)
    days = by_title if len(by_title) == 1 else anywhere
    return days.pop() if len(days) == 1 else None


def _value(node: Any) -> str:
    # A parser's function is no node that can be asked for one.
    written = node.get("datetime") or node.get("content") or node.get("title")
    return str(written or " ".join(node.itertext()))


def _where(node: Any, places: dict[Any, int], body: Body, holders: set[Any]) -> tuple[int, bool]:
    """The place of an element among the blocks, and whether a menu, comments or another article hold it."""
    place, aside = -1, False
    while node is not None:
        if place < 0 and node in places:
            place = places[node]
        if node in body.aside and (node.tag in ("aside", "nav") or body.aside[node] == "firm"):
            aside = True
        if node.tag == "article" and node not in holders and place > body.first:
            aside = True
        node = node.getparent()
    return place, aside


def _dateline(body: Body, start: int, language: str | None, latest: date, known: set[str]) -> str | None:
    """The day printed between title and text, or with the author's name above or below both.

    Only where one is. ``known``: days that machines gave; a year of two digits is read in their light.
    """
    last = len(body.blocks)
    tried = (
        (range(start, body.first), None),
        # Below the summary, where that is text too.
        (range(body.first, min(body.first + _ABOVE, last)), _FIRST_ONLY),
        (range(max(start - _ABOVE, 0), start), _CUED),
        (range(body.last + 1, min(body.last + _BELOW, last)), _CUED),
    )
    for where, cue in tried:
        days = _printed(body, where, language, latest, known, cue)
        if days:
            return days.pop() if len(days) == 1 else None
    return None


def _heading(body: Body, title: str | None) -> int:
    """Where the title stands above the text: dates before it are the page's, not the article's."""
    known = fold(title or "")
    above = range(max(body.first - 40, 0), body.first)
    named = [i for i in above if known and fold(body.blocks[i].text)[:200] in (known, known[:200])]
    heads = [i for i in above if body.blocks[i].tag == "h1"]
    return (named or heads or [max(body.first - 3, 0)])[-1]


def _printed(
    body: Body,
    where: range,
    language: str | None,
    latest: date,
    known: set[str],
    cue: re.Pattern[str] | None,
) -> set[str]:
    days: set[str] = set()
    for i in where:
        block = body.blocks[i]
        if len(block.text) > _LINE or _other(block, body):
            continue
        first = _first_published(_labelled(body, i))
        folded = fold(first)
        if cue and not cue.search(folded):
            continue
        found = full_dates(first, language)
        if not found:
            days |= {day for day in short_dates(first) if any(_beside(day, other) for other in known)}
        elif len(found) == 1 and (value := found[0].value):
            # A link is another article's, or the archive of that day: its date alone says when.
            alone = block.linked <= 0.5 * len(block.text) or found[0].end - found[0].start > 0.6 * len(first)
            if alone and (day := day_of(value.isoformat(), latest)):
                days.add(day)
    return days


def _other(block: Block, body: Body) -> bool:
    """In a menu, in readers' comments or the like; a footer above the text is the header's."""
    return any(
        node.tag in ("aside", "nav") or body.aside[node] == "firm" or node.tag in ("figure", "figcaption")
        for node in block.set_aside
    )


def _labelled(body: Body, at: int) -> str:
    """The text of a block, after the label in the block before it (« Mise en ligne » | « 23 mai 2019 »)."""
    text = body.blocks[at].text
    if at and len(text) <= 40:
        before = body.blocks[at - 1].text
        folded = fold(before)
        if len(before) <= 30 and "#" not in folded:
            if _FIRST.match(folded) or any(mark in folded for mark in _REWRITTEN):
                return f"{before} {text}"
    return text


def _first_published(text: str) -> str:
    """A line up to where it says when it was rewritten; nothing where it says only that."""
    lowered = text.lower()
    for mark in ("mis à jour", "mise à jour", "maj", "actualis", "modifi", "updated", "تحديث", "édition du"):
        at = lowered.find(mark)
        if at >= 0:
            # « Updated May 12, 2022 | Published May 11, 2022 »
            again = _ANEW.search(text, at) if not any(map(str.isdigit, text[:at])) else None
            text = text[again.start() :] if again else text[:at]
            lowered = text.lower()
    return text


def _updated_in_print(body: Body, latest: date, language: str | None) -> str | None:
    """The day of the last change where the page prints it around its text."""
    days: list[str] = []
    for i in range(max(body.first - 10, 0), min(body.last + _BELOW, len(body.blocks))):
        text = _labelled(body, i)
        folded = fold(text) if len(text) <= _LINE else ""
        if any(mark in folded for mark in _REWRITTEN):
            values = (found.value for found in full_dates(text, language))
            days += [day for v in values if v and (day := day_of(v.isoformat(), latest))]
    return max(days, default=None)


def _beside(one: str, other: str) -> bool:
    return abs(date.fromisoformat(one) - date.fromisoformat(other)) <= timedelta(days=1)


def _arbitrated(given: Given) -> tuple[str, str, float] | None:
    """(day, source, confidence) of the day that is believed."""
    best: tuple[str, str, float] | None = None
    firm: list[tuple[str, str, float]] = []
    for source, day in given:
        kinds = {s.split()[0] for s, d in given if d == day}
        weight = max(_WEIGHTS[k] for k in kinds)
        # Two kinds of source that agree: each further one halves the doubt.
        sure = 1 - (1 - weight) / 2 ** (len(kinds) - 1)
        if any(d != day for _, d in given):
            sure -= 0.1
        if best is None or sure > best[2]:
            best = (day, source, round(sure, 3))
        if len(kinds) > 1 or source.startswith(_ARTICLE_S):
            firm.append((day, source, round(sure, 3)))
    best = min(firm, default=best)
    printed = next((g for g in given if g[0].startswith("dateline")), None)
    if best and printed and printed[1] != best[0] and _beside(printed[1], best[0]):
        return printed[1], printed[0], best[2]
    return best


def updated_of(
    metas: dict[str, str], linked: Sequence[dict[str, Any]], latest: date
) -> tuple[str, str] | None:
    """The day of the last change, and its source."""
    told = [("json-ld dateModified", d.get("dateModified")) for d in linked if kind(d) < 99]
    told += [(f"meta {name}", metas.get(name)) for name in _UPDATED]
    for source, value in told:
        if day := day_of(value, latest):
            return day, source
    return None
