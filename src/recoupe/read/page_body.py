"""The article's text in a parsed page, by structure: where the running text is, and what stands among it.

One walk over the tree cuts the page into blocks. The part of the page that holds the running text is found
by mass (characters outside links, in blocks that read as sentences), as readability-type extractors do;
within it, blocks that are links, labels, or parts named for something else are passed over.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from recoupe.read.page_cards import headed, holds
from recoupe.read.page_names import judge

# Never text that a reader sees as running text.
UNSEEN = frozenset(
    (
        "applet", "area", "audio", "base", "button", "canvas", "datalist", "dialog", "embed",
        "head", "iframe", "input", "link", "map", "math", "menu", "meta", "meter", "noscript",
        "object", "optgroup", "option", "param", "progress", "script", "select", "source", "style",
        "svg", "template", "textarea", "title", "track", "video",
    )
)  # fmt: skip
# Parts whose tag says that they are not the article.
ASIDE = frozenset(
    (
        "aside", "figcaption", "figure", "footer", "nav",
    )
)  # fmt: skip
BLOCKS = frozenset(
    (
        "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details",
        "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3",
        "h4", "h5", "h6", "header", "hgroup", "hr", "legend", "li", "main", "nav", "ol", "p", "pre",
        "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
    )
)  # fmt: skip
_TYPES = frozenset(("b", "strong", "font", "big"))
HEADINGS = frozenset(
    (
        "h1", "h2", "h3", "h4", "h5", "h6",
    )
)  # fmt: skip
# Characters of running text below which an answer is not trusted.
TRUSTED = 250
# Characters of a box around a form.
_BOX = 400
# A column beside the text holds no more than this share of what the text's own holds.
_COLUMN = 0.4
# What stands for a <br> in the pieces of a block: no page has it (see ``page._tree``).
_BREAK = "\x00"
_PARTED = re.compile(r"\n\n+")
_WRAPPED = re.compile(r"(?<![.!?…:»”\"؟])\n")
_NAMED = frozenset(("class", "id", "role", "itemprop"))
_ENDS = ".!?…:;»”\"')]؟۔"
_SENTENCE = re.compile(r"[.!?…؟۔][»”\"')\]]*(?:\s|$)|[。！？]")
# Parts named for something else may still hold the article (« share-enabled »): they are set aside only up to
# these shares of the page's mass, and together only where this share of it is left.
_LEAST = 0.2
_MOST = {"other": 0.4, "firm": 0.8, "tag": 0.6}


# The part of the page that a text stands in, its tag, and the parts around it that are set aside.
Context = tuple[Any, str, tuple[Any, ...]]


@dataclass(slots=True)
class Block:
    """A stretch of text between two block-level tags."""

    text: str
    linked: int
    node: Any
    tag: str
    set_aside: tuple[Any, ...]
    good: bool = False

    @property
    def plain(self) -> int:
        return len(self.text) - self.linked


@dataclass(slots=True)
class Body:
    """The article in a page. ``first`` and ``last``: the places of its blocks among all ``blocks``."""

    text: str
    running: int
    blocks: list[Block]
    first: int
    last: int
    aside: dict[Any, str]

    def is_aside(self, block: Block) -> bool:
        """Whether a block stands in a menu, a footer, readers' comments or the like."""
        return any(self.aside[node] in ("tag", "firm") for node in block.set_aside)


def _clean(pieces: list[str]) -> str:
    text = "".join(pieces)
    if _BREAK not in text:
        return " ".join(text.split())
    text = "\n".join(" ".join(part.split()) for part in text.split(_BREAK)).strip()
    # A single <br> inside a sentence only wraps it; two of them, or one after its end, part paragraphs.
    parts = _PARTED.split(text)
    return "\n".join(_WRAPPED.sub(" ", part) for part in parts)


def _attributes(node: Any) -> tuple[str, bool]:
    """The names that a part bears, and whether it is hidden from a reader."""
    names: list[str] = []
    hidden = False
    for key, value in node.items():
        if key in _NAMED:
            names.append(value)
        elif key == "hidden" or (key == "aria-hidden" and value == "true"):
            hidden = True
        elif key == "style" and "none" in value:
            hidden = hidden or "display:none" in value.replace(" ", "").lower()
    return " ".join(names), hidden


def _names(node: Any) -> str:
    return _attributes(node)[0]


class _Cutter:
    """The blocks found so far, and the pieces of the one that is being put together."""

    def __init__(self, body: Any) -> None:
        self.out: list[Block] = []
        self.pieces: list[str] = []
        self.linked = 0
        self.at: Context = (body, "body", ())

    def add(self, text: str | None, link: bool) -> None:
        if text:
            self.pieces.append(text)
            if link:
                self.linked += len(text.strip())

    def flush(self, then: Context) -> None:
        """End the block; what follows stands in another context."""
        if self.pieces:
            text = _clean(self.pieces)
            if text:
                self.out.append(Block(text, min(self.linked, len(text)), *self.at))
            self.pieces.clear()
        self.linked = 0
        self.at = then


def _forms(body: Any) -> set[Any]:
    """Boxes that ask the reader for something: little text around a form with a field to fill in."""
    found: set[Any] = set()
    for form in body.iter("form"):
        box = form.getparent()
        if (
            box is not None
            and box.tag in ("div", "section")
            and next(form.iter("input"), None) is not None
            and next(box.iter("h1", "article"), None) is None
            and len(" ".join(box.itertext()).strip()) <= _BOX
        ):
            found.add(box)
    return found


def blocks(body: Any) -> tuple[list[Block], dict[Any, str]]:
    """The blocks of a page in order, and the parts of it that their names set aside, with why."""
    cut = _Cutter(body)
    aside: dict[Any, str] = {}
    boxes = _forms(body)
    # (element, context before it, inside a link, None), or (whether the element was a block,
    # context after it, inside a link, text after it).
    stack: list[tuple[Any, Context, bool, str | None]] = [(body, cut.at, False, None)]
    while stack:
        node, outer, link, tail = stack.pop()
        if tail is not None:
            if node:
                cut.flush(outer)
            cut.add(tail, link)
            continue
        tag = node.tag
        after = node.tail or ""
        if tag == "br":
            before = node.getprevious()
            # « <b>A title</b><br> »: set off by its type, it is a line of its own.
            alone = before is not None and before.tag in _TYPES and not (before.tail or "").strip()
            cut.pieces.append(_BREAK * 2 if alone else _BREAK)
            cut.add(after, link)
            continue
        block = tag in BLOCKS
        if tag in UNSEEN or not isinstance(tag, str):
            cut.add(after, link)
            continue
        names, hidden = _attributes(node)
        if hidden:
            if block:
                cut.flush(outer)
            cut.add(after, link)
            continue
        said = judge(names) if names else ""
        if node in boxes:
            said = "firm"
        named = said in ("other", "firm")
        context = outer
        if block or named:
            set_aside = outer[2]
            if tag in ASIDE:
                aside[node] = "tag"
                set_aside = (*set_aside, node)
            elif named and tag not in ("body", "html"):
                block = True
                aside[node] = said
                set_aside = (*set_aside, node)
            context = (node, tag, set_aside)
            cut.flush(context)
        if block or after:
            stack.append((block, outer, link, after))
        inside = link or tag == "a"
        cut.add(node.text, inside)
        stack.extend((child, context, inside, None) for child in reversed(node))
    cut.flush(cut.at)
    return cut.out, aside


def _good(block: Block) -> bool:
    """Whether a block reads as running text."""
    if block.linked > 0.5 * len(block.text):
        # A paragraph full of links is one all the same where enough stands between them.
        return block.tag in ("p", "li") and block.plain >= 80 and _SENTENCE.search(block.text) is not None
    return block.plain >= 140 or (block.plain >= 50 and _SENTENCE.search(block.text) is not None)


def _masses(found: list[Block]) -> dict[Any, int]:
    out: dict[Any, int] = {}
    for block in found:
        if block.good:
            node = block.node
            while node is not None:
                out[node] = out.get(node, 0) + block.plain
                node = node.getparent()
    return out


def _root(body: Any, masses: dict[Any, int]) -> Any:
    """The innermost part that still holds nearly all running text of the article."""
    total = masses.get(body, 0)
    marked = [n for n in masses if n.tag not in ("body", "html") and _is_marked(n)]
    root = body
    if marked:
        best = max(marked, key=lambda n: masses[n])
        headed = [n for n in marked if masses[n] >= TRUSTED and next(n.iter("h1"), None) is not None]
        if masses[best] >= 0.5 * total:
            root = best
        elif len(headed) == 1:
            root = headed[0]
    while True:
        inner = [child for child in root if child in masses]
        if not inner:
            return root
        best, *others = sorted(inner, key=lambda n: masses[n], reverse=True)
        if best.tag == "td" and others and masses[others[0]] <= _COLUMN * masses[best]:
            # Columns of a page laid out as a table: the text stands in one of them.
            root = best
            continue
        # Half of the text in one part of a body, the rest in its brothers: the whole is the article's.
        if masses[best] < 0.8 * masses[root] or best.tag in ("p", "td", "li", "blockquote"):
            return root
        root = best


def _is_marked(node: Any) -> bool:
    return (
        node.tag == "article"
        or (node.get("itemprop") or "").lower() == "articlebody"
        or judge(_names(node)) == "body"
    )


def body_text(body: Any) -> Body:
    """The article's text, one paragraph a line; ``running``: characters of running text in it."""
    found, aside = blocks(body)
    for block in found:
        block.good = _good(block)
    everything = _masses(found)
    total = everything.get(body, 0)
    out_of = {n for n, why in aside.items() if everything.get(n, 0) <= _MOST[why] * total}
    for node in headed(found, everything, _MOST["tag"] * total):
        aside.setdefault(node, "other")
        out_of.add(node)
        for block in found:
            if holds(node, block.node):
                block.set_aside = (*block.set_aside, node)
    left = [b for b in found if not any(n in out_of for n in b.set_aside)]
    masses = _masses(left)
    if masses.get(body, 0) < _LEAST * total:
        # Names that take nearly all of the page away speak of something else (a live report's « comments »).
        left = [b for b in found if not any(aside[n] == "tag" for n in b.set_aside)]
        masses = _masses(left)
    if not masses:
        return Body("", 0, found, 0, -1, aside)
    root = _root(body, masses)
    within = [b for b in left if holds(root, b.node)]
    kept = [*_lead(left, within), *_kept(within)]
    lines = [line.strip() for b in kept for line in b.text.split("\n") if line.strip()]
    places = {id(block): i for i, block in enumerate(found)}
    return Body(
        "\n".join(lines),
        sum(b.plain for b in kept if b.good),
        found,
        places[id(kept[0])] if kept else 0,
        places[id(kept[-1])] if kept else -1,
        aside,
    )


def _lead(left: list[Block], within: list[Block]) -> list[Block]:
    """Running text between the heading of the page and the part with its text: the summary."""
    if not within:
        return []
    start = next(i for i, block in enumerate(left) if block is within[0])
    heads = [i for i in range(start) if left[i].tag == "h1"]
    if not heads:
        return []
    out = [block for block in left[heads[-1] + 1 : start] if block.good]
    return out if len(out) <= 3 else []


def _kept(within: list[Block]) -> list[Block]:
    """The blocks of the article among those of its part of the page."""
    first = next((i for i, b in enumerate(within) if b.good), len(within))
    last = max((i for i, b in enumerate(within) if b.good), default=-1)
    out: list[Block] = []
    waiting: list[Block] = []
    for i, block in enumerate(within):
        if block.good:
            out.extend(waiting)
            waiting.clear()
            out.append(block)
        elif block.tag in HEADINGS:
            # A heading belongs to the text that follows it.
            waiting = [block] if i > first else []
        elif _short_text(block, first <= i <= last):
            out.extend(waiting)
            waiting.clear()
            out.append(block)
    return out


def _short_text(block: Block, between: bool) -> bool:
    if block.linked > 0.5 * len(block.text) and not (
        between and block.plain >= 15 and block.tag in ("p", "li")
    ):
        return False
    if block.tag in ("p", "blockquote", "pre", "q"):
        return between or block.text.endswith(tuple(_ENDS))
    if block.tag in ("li", "dd", "td", "dt", "th"):
        return between
    return between and len(block.text) >= 20 and block.text.endswith(tuple(_ENDS))
