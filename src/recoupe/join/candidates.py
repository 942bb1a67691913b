"""Which statements are worth comparing: nodes, blocking keys, and how akin two documents are.

A statement meets only those that share a key: kind and family of type, one entity or place, and a
stretch of time. Documents whose coded content is the same to the letter are one node set, so a
thousand reprints cost what one does.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from recoupe.join.entities import Side, is_state, key, side
from recoupe.join.text import docname, fold, numbers, stems
from recoupe.join.times import MONTH_DAYS, UNKNOWN, Interval, day, interval
from recoupe.model import Article, Coded, Entity, Event, Figure, Place, Statement, StatementRef, Tie

# Days per bucket of the blocking; two neighbouring buckets are compared, so that whatever lies
# within BUCKET days is met.
BUCKET = 16

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


@dataclass(frozen=True, slots=True, eq=False)
class Node:
    """A statement ready for comparison. ``actors`` hold a tie's subject, ``recipients`` its object
    or what a figure counts."""

    ref: StatementRef
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

    @property
    def name(self) -> StatementRef:
        return self.ref


def _roles(said: Statement) -> tuple[tuple[Entity, ...], tuple[Entity, ...]]:
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
    return [_node(coded.doc, i, said, document, article) for i, said in enumerate(coded.statements)]


def _node(doc: str, index: int, said: Statement, document: Document, article: Article | None) -> Node:
    first, second = _roles(said)
    quote = article.quote(said.span) if article else ""
    about = (said.about or "") if isinstance(said, Event) else ""
    entity_words = " ".join(e.text for e in (*first, *second) if not e.id)
    where = places_of(said)
    return Node(
        ref=(doc, index),
        said=said,
        document=document,
        family=family(said),
        actors=side(first),
        recipients=side(second),
        places=frozenset(p for place in where if (p := place_name(place))),
        countries=frozenset(p.country for p in where if p.country),
        when=interval_of(said),
        words=stems(quote) | stems(said.trigger) | stems(about) | stems(entity_words),
        head=stems(said.trigger) | stems(about) | stems(entity_words),
        figures=numbers(quote) | numbers(said.trigger) | numbers(entity_words),
    )


def _document(coded: Coded, article: Article | None) -> Document:
    bodies: set[str] = set()
    places: set[str] = set()
    days: set[int] = set()
    counts: set[tuple[str, float]] = set()
    for said in coded.statements:
        for entity in (*_roles(said)[0], *_roles(said)[1]):
            if entity.id and not is_state(entity.id):
                bodies.add(entity.id)
        places.update(p for place in places_of(said) if (p := place_name(place)))
        when = interval_of(said)
        if when.start is not None and when.days is not None and when.days <= 3:
            days.add(when.start)
        if isinstance(said, Figure) and said.value > 2:
            counts.add((family(said), float(said.value)))
    text = coded_text(article) if article else ""
    words = frozenset(w for w in stems(text) if len(w) >= 6)
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


def blocking(node: Node) -> Iterator[tuple[str, ...]]:
    """The keys under which a statement is filed; two statements meet if they share one.

    The last part of a key says which of those filed under it meet (see ``_SPECIAL``): dates (``d``) and
    publication dates (``p``) file into buckets of BUCKET days, each statement also under the next
    bucket, periods by year (``y``), the timeless by name alone (``any``), counts by value (``v``).
    """
    said = node.said
    first, second = _roles(said)
    names = {key(e) for e in (*first, *second)}
    if isinstance(said, Tie):
        for name in names:
            yield node.family, name
        return
    names |= node.actors.states | node.recipients.states | node.places | node.countries
    if isinstance(said, Figure) and rare(said.value):
        yield node.family, f"{said.value:g} {said.unit or ''}", "v"
    times = list(_buckets(node))
    for name in names or {""}:
        for time in times:
            yield node.family, name, time
        # A statement without any date, in an article without one, could be of any year.
        yield node.family, name, "any"


def _buckets(node: Node) -> Iterator[str]:
    if node.document.published is not None:
        bucket = node.document.published // BUCKET
        yield f"p{bucket}"
        yield f"p{bucket + 1}"
    when = node.when
    anchor = when.start if when.start is not None else when.end
    if anchor is None:
        return
    yield f"d{anchor // BUCKET}"
    yield f"d{anchor // BUCKET + 1}"
    if when.start is not None and when.end is not None and when.end // BUCKET != when.start // BUCKET:
        yield f"d{when.end // BUCKET}"
        yield f"d{when.end // BUCKET + 1}"
    # 365.25 days: year 0 of the proleptic calendar is far enough off that a day more or less only
    # moves where a year's bucket is cut, on both sides alike.
    yield f"y{int(anchor // 365.25)}"


def rare(value: float) -> bool:
    """Whether a count is telling: two articles that say 18,645 copy one count, two that say three may not."""
    return value >= 10 or value != int(value)


def _timeless(node: Node) -> bool:
    return not node.when.known and node.document.published is None


# In blocks of these kinds, only pairs meet of which one at least is so.
_SPECIAL: dict[str, Callable[[Node], bool]] = {
    "p": lambda n: not n.when.known,
    "y": lambda n: not n.when.fine,
    "a": _timeless,
}


def pairs(items: Sequence[Node]) -> set[tuple[int, int]]:
    """Positions of statements of different documents to compare, by shared keys."""
    blocks: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for i, node in enumerate(items):
        for name in set(blocking(node)):
            blocks[name].append(i)
    found: set[tuple[int, int]] = set()
    for name, members in blocks.items():
        special = _SPECIAL.get(name[-1][0]) if len(name) == 3 else None
        for i, j in _with_one_of(members, special, items) if special else combinations(members, 2):
            a, b = items[i], items[j]
            far = a.when.known and b.when.known and a.when.gap(b.when) > MONTH_DAYS
            if a.document is not b.document and (not far or isinstance(a.said, Tie)):
                found.add((i, j))
    return found


def _with_one_of(
    members: Sequence[int], special: Callable[[Node], bool], items: Sequence[Node]
) -> Iterator[tuple[int, int]]:
    """The pairs of a block of which one at least is special; the others meet elsewhere, or never."""
    few = {i for i in members if special(items[i])}
    for i in few:
        for j in members:
            if i < j or (i > j and j not in few):
                yield min(i, j), max(i, j)


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
    """Ties that share a name have met already, and no slip of a weekday or month moves a date by more."""
    return isinstance(a.said, Tie) or (a.when.known and b.when.known and a.when.gap(b.when) > MONTH_DAYS)


def by_stem(articles: Iterable[Article]) -> Mapping[str, Article]:
    """Articles by document name without extension, as statement files are named."""
    return {docname(article.doc): article for article in articles}
