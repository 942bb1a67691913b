"""Boxes of cards in a page, known by their heading: « À lire également », « Les plus lus », « Most read ».

The headings are those of ``lexicon/zones/*.yaml``. What a box holds is seen in the tree, which a text that
lost its HTML does not have.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Protocol

from recoupe.read.cues import lexicon
from recoupe.read.lines import fold_line

# A heading has no more characters.
_HEADING = 60
# So many paragraphs side by side are running text, and no cards.
_FLOW = 2


class Cut(Protocol):
    """A stretch of text between two block-level tags."""

    text: str
    node: Any
    good: bool


def headed(found: Sequence[Cut], masses: Mapping[Any, int], most: float) -> Iterator[Any]:
    """The parts of a page that begin with such a heading and hold no more running text than ``most``.

    ``masses``: characters of running text by part. A part with paragraphs side by side, or with the page's
    own heading, is passed over: there a box of links stands before text.
    """
    for at, block in enumerate(found):
        if block.good or len(block.text) > _HEADING or not _heading(block.text):
            continue
        node = block.node
        while node is not None and node not in masses:
            node = node.getparent()
        if node is None or node.tag in ("body", "html") or masses[node] > most:
            continue
        if next(node.iter("h1"), None) is None and _begins(found, at, node) and not _flows(node, masses):
            yield node


def _heading(text: str) -> bool:
    cue = lexicon().whole.get(fold_line(text).rstrip(" .:;,!?>»*-…"))
    return cue is not None and cue.zone == "related" and cue.kind == "section"


def _begins(found: Sequence[Cut], at: int, node: Any) -> bool:
    """Whether no running text of a part stands before its heading."""
    while at and holds(node, found[at - 1].node):
        at -= 1
        if found[at].good:
            return False
    return True


def holds(node: Any, inner: Any) -> bool:
    """Whether a part of a page is another, or has it within."""
    while inner is not None and inner is not node:
        inner = inner.getparent()
    return inner is not None


def _flows(node: Any, masses: Mapping[Any, int]) -> bool:
    return len([child for child in node if child.tag == "p" and child in masses]) >= _FLOW
