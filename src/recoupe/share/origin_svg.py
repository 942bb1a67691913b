"""The origin graph of one account as SVG text: articles by date, arcs to what they relay, their origins.

As the charts of timeline.py: no script, no style of its own, hidden from screen readers, since the page
says the same in words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from textwrap import wrap
from xml.sax.saxutils import escape

from recoupe.join.graph import Graph
from recoupe.share.nouns import UNSHOWN

_ROW, _TALL = 21, 42  # px of an article, and of an origin, whose name may take two lines
_WIDTH = 492
_NAMES, _ORIGINS = 182, 262  # where the articles' dots and the origins' stand
_MOST = 40  # articles drawn; more could not be told apart


def origin_svg(graph: Graph, dates: Mapping[str, str], origins: Sequence[tuple[str, str]]) -> str:
    """The graph; ``dates`` are each article's as they are read, ``origins`` each name with its words."""
    drawn = graph.articles[:_MOST]
    places = {spot.doc: i for i, spot in enumerate(drawn)}
    first = {spot.origin: i for i, spot in reversed([*enumerate(drawn)])}
    # In the order of their articles, so that few lines cross.
    origins = sorted(origins, key=lambda origin: first.get(origin[0], len(drawn)))
    ends = {name: j for j, (name, _) in enumerate(origins)}
    height = max(_ROW * len(drawn), _TALL * len(origins)) + 8
    round_about = {doc for circle in graph.circles for doc in circle}

    def at(i: int, of: int, each: int) -> float:
        return 4 + (height - 8 - each * of) / 2 + each * (i + 0.5)

    rows = {doc: at(i, len(drawn), _ROW) for doc, i in places.items()}
    tops = {name: at(j, len(origins), _TALL) for name, j in ends.items()}
    out = [
        f'<svg class="chart origins" viewBox="0 0 {_WIDTH} {height}" width="{_WIDTH}" height="{height}" '
        'aria-hidden="true" focusable="false">'
    ]
    relaying: set[str] = set()
    arcs: set[tuple[str, str]] = set()
    for link in graph.links:
        if link.relays and link.doc in rows and link.to in rows and (link.doc, link.to) not in arcs:
            relaying.add(link.doc)
            arcs.add((link.doc, link.to))
            kind = "edge relay round" if {link.doc, link.to} <= round_about else f"edge relay {link.how}"
            out += _arc(rows[link.doc], rows[link.to], kind)
    led = {spot.origin for spot in drawn if spot.doc not in relaying}
    leads = {drawn[i].doc for origin, i in first.items() if origin not in led}
    how = {link.doc: link.how for link in reversed(graph.links) if not link.relays}
    for spot in drawn:
        # Who relays another leads to it, and only that one to the origin. Where they go in a circle
        # there is no such one, and the first leads there.
        if spot.origin in tops and (spot.doc not in relaying or spot.doc in leads):
            y, to, middle = rows[spot.doc], tops[spot.origin], (_NAMES + _ORIGINS) / 2 + 8
            curve = f"M{_NAMES} {y:.1f}C{middle} {y:.1f} {middle} {to:.1f} {_ORIGINS} {to:.1f}"
            out.append(f'<path class="edge {how.get(spot.doc, "own")}" d="{curve}"/>')
    counts = {name: sum(spot.origin == name for spot in graph.articles) for name in ends}
    for name, words in origins:
        y = tops[name]
        out.append(f'<circle class="node" cx="{_ORIGINS}" cy="{y:.1f}" r="{3 + min(counts[name], 5)}"/>')
        lines = wrap(UNSHOWN.sub(" ", words), 31, max_lines=2, placeholder="…")
        top = y + 4 - 7 * (len(lines) - 1)
        out += [
            f'<text x="{_ORIGINS + 14}" y="{top + 14 * k:.1f}">{escape(line)}</text>'
            for k, line in enumerate(lines)
        ]
    for spot in drawn:
        y = rows[spot.doc]
        out.append(f'<circle class="end" cx="{_NAMES}" cy="{y:.1f}" r="3"/>')
        date = escape(UNSHOWN.sub(" ", dates.get(spot.doc, "")))
        out.append(f'<text class="tick" x="0" y="{y + 4:.1f}">{date}</text>')
        name = escape(_short(UNSHOWN.sub(" ", spot.outlet), 16))
        out.append(f'<text x="{_NAMES - 9}" y="{y + 4:.1f}" text-anchor="end">{name}</text>')
    return "".join([*out, "</svg>"])


def _arc(start: float, end: float, kind: str) -> list[str]:
    """From one article to another, to the right of their dots, with a head at the one relayed."""
    out = _NAMES + 18 + min(34, abs(end - start) * 0.25)
    curve = f"M{_NAMES + 4} {start:.1f}C{out:.1f} {start:.1f} {out:.1f} {end:.1f} {_NAMES + 6} {end:.1f}"
    head = f"M{_NAMES + 12} {end - 4:.1f}L{_NAMES + 5} {end:.1f}L{_NAMES + 12} {end + 4:.1f}"
    return [f'<path class="{kind}" d="{curve}"/>', f'<path class="head" d="{head}"/>']


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
