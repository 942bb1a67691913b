"""What is compared: statements as nodes, their documents, and the further pairs of documents that match.

Which statements meet is told by blocking.py. Documents whose coded content is the same to the letter are
one node set, so a thousand reprints cost what one does.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from weakref import WeakValueDictionary

from recoupe.join.calendar import misfit
from recoupe.join.deeds import with_deeds
from recoupe.join.entities import Side, is_state, side
from recoupe.join.howmany import how_many, told_as_part
from recoupe.join.once import as_opening, once
from recoupe.join.penalty import penalty
from recoupe.join.quantities import amount
from recoupe.join.text import docname, fold, marks, nouns, numbers, stemmed, stems
from recoupe.join.times import MONTH_DAYS, UNKNOWN, Interval, day, interval
from recoupe.model import (
    Article,
    Coded,
    Entity,
    Event,
    Figure,
    Place,
    Statement,
    StatementRef,
    Tie,
    label,
    to_json,
)

# One happening told by two coders' words: a cell « démantelée » is its members « arrêtés », an
# agreement « convenu » here is « signé » there. (Read off the gold accounts of dev, dev2, dev5.)
FAMILY = {
    ("COERCE", "dismantle"): "police",
    ("COERCE", "arrest"): "police",
    ("COERCE", "foil"): "police",
    ("COERCE", "seize"): "seize",
    ("AGREE", None): "accord",
    ("SUPPORT", "sign"): "accord",
    ("SUPPORT", None): "support",
    ("SUPPORT", "praise"): "praise",
}


def family(said: Statement) -> str:
    """What a statement may be joined with: statements of one family, never of two."""
    if isinstance(said, Figure):
        # What coders count under `other` in one article they may count as states in the next.
        return "figure:" + ("other" if said.measure in ("other", "states") else said.measure)
    if isinstance(said, Tie):
        return "tie:" + said.type
    kind = FAMILY.get((said.type, said.mode)) or FAMILY.get((said.type, None)) or said.type
    return "event:" + kind


@dataclass(frozen=True, slots=True, eq=False)
class Document:
    """What the join needs to know of one document."""

    name: str
    published: int | None
    bodies: frozenset[str]
    places: frozenset[str]
    days: frozenset[int]
    counts: frozenset[tuple[str, float]]
    words: frozenset[str]


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Outline:
    """What a statement says of what, who, when and where: many say the same, and are compared the same.

    ``head`` are the words for what is counted, where there is no other name for it; ``part`` tells that it is
    counted as a part of more. Made by :func:`_outline`:
    of what says the same there is one.
    """

    said: Statement
    actors: Side
    recipients: Side
    when: Interval
    head: frozenset[str]
    part: bool


_OUTLINES: WeakValueDictionary[tuple[object, ...], Outline] = WeakValueDictionary()


def _outline(
    said: Statement, actors: Side, recipients: Side, when: Interval, head: frozenset[str], part: bool
) -> Outline:
    what: tuple[object, ...] = (said.mode if isinstance(said, Event) else None,)
    head = head if isinstance(said, Figure) and said.measure == "other" else frozenset()
    if isinstance(said, Figure):
        what = (said.value, said.bound, said.unit, head, part)
    weekday = said.when.text if said.when and misfit(said.when) else None
    key = (said.kind, label(said), what, said.status, actors, recipients, when, weekday, places_of(said))
    found = _OUTLINES.get(key)
    if found is None:
        found = _OUTLINES[key] = Outline(said, actors, recipients, when, head, part)
    return found


@dataclass(frozen=True, slots=True, eq=False)
class Node:
    """A statement ready for comparison. ``actors`` hold a tie's subject, ``recipients`` its object
    or what a figure counts. ``anchor`` tells it from all others by what its article says."""

    ref: StatementRef
    anchor: str
    said: Statement
    document: Document
    family: str
    actors: Side
    recipients: Side
    places: frozenset[str]
    countries: frozenset[str]
    when: Interval
    words: frozenset[str]
    head: frozenset[str]
    figures: frozenset[str]
    outline: Outline
    # How many an event is done by, and how many it befalls, where it says so: « dix-neuf passeurs ».
    counted: tuple[frozenset[float], frozenset[float]]
    # What a court gave: death, life or a term.
    penalty: str | None
    # What it opens, where that can be opened only once.
    once: frozenset[str]
    # Marks of the words that say it, the same in a sentence copied from it; kept where it names nobody.
    printed: frozenset[int]


def roles(said: Statement) -> tuple[tuple[Entity, ...], tuple[Entity, ...]]:
    """Who acts and who is acted upon; of a tie its two sides, of a figure its doer and what it counts."""
    if isinstance(said, Event):
        return said.actors, said.recipients
    if isinstance(said, Tie):
        return said.subject, said.object
    return said.actors, said.of


def places_of(said: Statement) -> tuple[Place, ...]:
    """The places of a statement; none for a tie."""
    return () if isinstance(said, Tie) else said.where


def interval_of(said: Statement) -> Interval:
    """When a statement says it was, as day numbers."""
    return interval(said.when) if said.when else UNKNOWN


def nodes(coded: Coded, article: Article | None) -> list[Node]:
    """The statements of one document, in order."""
    document = _document(coded, article)
    own = content(coded, article).hex()
    return [
        _node((coded.doc, i), f"{own}{i:08}", said, document, article)
        for i, said in enumerate(with_deeds(coded.statements))
    ]


def content(coded: Coded, article: Article | None) -> bytes:
    """A digest of all that the comparison knows of a document but its name."""
    # Statements carry their document's name; what they say must be compared without it.
    said = to_json(coded.statements).replace(f'"doc":{to_json(coded.doc)}', '"doc":""')
    text = f"{article.published}\n{to_json(article.zones)}\n{article.text}" if article else ""
    return hashlib.blake2b(f"{coded.date}\n{said}\n{text}".encode(), digest_size=16).digest()


_UNCOUNTED: tuple[frozenset[float], frozenset[float]] = (frozenset(), frozenset())


def _node(
    ref: StatementRef, anchor: str, said: Statement, document: Document, article: Article | None
) -> Node:
    quote = article.quote(said.span) if article else ""
    said = as_opening(said, quote)
    first, second = roles(said)
    about = (said.about or "") if isinstance(said, Event) else ""
    entity_words = " ".join(e.text for e in (*first, *second) if not e.id)
    where = places_of(said)
    actors, recipients, when = side(first), side(second), interval_of(said)
    places = frozenset(p for place in where if (p := place_name(place)))
    part = isinstance(said, Figure) and told_as_part(said, quote)
    head = nouns(said.trigger) | nouns(about) | nouns(entity_words)
    return Node(
        ref=ref,
        anchor=anchor,
        said=said,
        document=document,
        family=family(said),
        actors=actors,
        recipients=recipients,
        places=places,
        countries=frozenset(p.country for p in where if p.country),
        when=when,
        words=stems(quote) | head,
        head=head,
        figures=numbers(quote) | numbers(said.trigger) | numbers(entity_words),
        outline=_outline(said, actors, recipients, when, head, part),
        counted=(how_many(first, quote), how_many(second, quote, said.trigger))
        if isinstance(said, Event)
        else _UNCOUNTED,
        penalty=penalty(said, quote) if isinstance(said, Event) else None,
        once=once(said, actors, recipients, places) if isinstance(said, Event) else frozenset(),
        printed=frozenset() if actors or recipients else marks(quote),
    )


def _document(coded: Coded, article: Article | None) -> Document:
    bodies: set[str] = set()
    places: set[str] = set()
    days: set[int] = set()
    counts: set[tuple[str, float]] = set()
    for said in coded.statements:
        for entity in (*roles(said)[0], *roles(said)[1]):
            if entity.id and not is_state(entity.id):
                bodies.add(entity.id)
        places.update(p for place in places_of(said) if (p := place_name(place)))
        when = interval_of(said)
        if when.start is not None and when.days is not None and when.days <= 3:
            days.add(when.start)
        if isinstance(said, Figure) and said.value > 2:
            counts.add((family(said), amount(said)[0]))
    text = coded_text(article) if article else ""
    words = frozenset(w for w in stemmed(text) if len(w) >= 6)
    return Document(
        name=docname(coded.doc),
        published=day(coded.date or (article.published if article else None)),
        bodies=frozenset(bodies),
        places=frozenset(places),
        days=frozenset(days),
        counts=frozenset(counts),
        words=words,
    )


def coded_text(article: Article) -> str:
    """Title, lead and body of an article; the whole text where it was not zoned."""
    from recoupe.model import CODED_ZONES

    kept = [article.text[z.start : z.end] for z in article.zones if z.zone in CODED_ZONES]
    return "\n".join(kept) if article.zones else article.text


def place_name(place: Place) -> str:
    """A place's comparable name: folded, without a leading « le pays », « la ville »."""
    return fold(place.text).removeprefix("le ").removeprefix("la ").removeprefix("les ")


def rare(value: float) -> bool:
    """Whether a count is telling: two articles that say 18,645 copy one count, two that say three may not."""
    return value >= 10 or value != int(value)


def even(value: float) -> bool:
    """Whether a count is a round one: two that say a hundred, or five million, may count other things."""
    return len(f"{value:.12g}".strip("0")) == 1


def companions(items: Sequence[Node], couples: Iterable[tuple[int, int]]) -> set[tuple[int, int]]:
    """The further pairs of documents that already share a likely match: same family, any time.

    An undated aside (« forte de neuf membres ») has no key of its own worth filing under; that two
    articles tell one story is what makes it comparable.
    """
    by_document: dict[int, list[int]] = defaultdict(list)
    for i, node in enumerate(items):
        by_document[id(node.document)].append(i)
    shared: dict[tuple[int, int], tuple[int, int]] = {}
    for i, j in couples:
        a, b = id(items[i].document), id(items[j].document)
        shared[min(a, b), max(a, b)] = i, j
    found: set[tuple[int, int]] = set()
    marks = {i: _marks(items[i]) for pair in shared for d in pair for i in by_document[d]}
    for (a, b), (i, j) in shared.items():
        near = _near(items[i].document, items[j].document)
        for x in by_document[a]:
            for y in by_document[b]:
                if items[x].family != items[y].family or _hopeless(items[x], items[y]):
                    continue
                if near or not marks[x].isdisjoint(marks[y]):
                    found.add((min(x, y), max(x, y)))
    return found


def _marks(node: Node) -> frozenset[str]:
    """What a statement can share with another: whom it names, where, how many, and its own words."""
    return node.actors.bodies | node.recipients.bodies | node.places | node.figures | node.head


# Days between the publication of two articles that may tell one story. What is shared across more may be
# background (« les 97 cellules de 2015 »): there only statements with something in common are compared.
STORY_DAYS = 45


def _near(a: Document, b: Document) -> bool:
    return a.published is None or b.published is None or abs(a.published - b.published) <= STORY_DAYS


def _hopeless(a: Node, b: Node) -> bool:
    """Ties that share a name have met already."""
    return isinstance(a.said, Tie) or far(a, b)


def far(a: Node, b: Node) -> bool:
    """Whether two dated statements lie too far apart for a slip of a weekday or month (undated: none do)."""
    return a.when.gap(b.when) > MONTH_DAYS and not isinstance(a.said, Tie) and a.once.isdisjoint(b.once)


def by_stem(articles: Iterable[Article]) -> Mapping[str, Article]:
    """Articles by document name without extension, as statement files are named."""
    return {docname(article.doc): article for article in articles}
