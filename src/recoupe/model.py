"""The records: what recoupe keeps of an article, frozen and typed, with JSON in and out.

Field names are those of the guideline (docs/guideline.md). Offsets are code points into
``Article.text`` as stored, half-open ``[start, end)``. Dates are ISO strings ``YYYY-MM-DD``,
intervals are inclusive on both sides.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any, ClassVar, Literal, TypeAlias

import msgspec
from msgspec import Meta, Struct

ZoneName: TypeAlias = Literal[
    "title", "lead", "body", "dateline", "byline", "caption", "ticker", "related", "notice", "ad"
]
CODED_ZONES: frozenset[str] = frozenset({"title", "lead", "body"})

# PLOVER, 2021 codebook: the sixteen event types.
EventType: TypeAlias = Literal[
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST",
    "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
]  # fmt: skip
TieType: TypeAlias = Literal[
    "chairs", "member-of", "hosts", "party-to", "partner-of", "heads", "part-of", "affiliated-with"
]
Measure: TypeAlias = Literal[
    "cells-dismantled", "people-arrested", "people-convicted", "attacks-foiled", "attacks",
    "people-killed", "people-wounded", "people-trained", "fighters-joined", "fighters-returned",
    "members", "people-expelled", "weapons-seized", "drugs-seized", "money", "states", "meetings",
    "agreements", "other",
]  # fmt: skip
Bound: TypeAlias = Literal["exact", "min", "max", "about"]
Scope: TypeAlias = Literal["period", "place", "part", "start"]  # by which two counts cannot be compared
Status: TypeAlias = Literal["asserted", "planned", "hypothetical", "negated", "historical"]
Channel: TypeAlias = Literal["statement", "report", "press", "interview", "unnamed"]
Relation: TypeAlias = Literal[
    "same", "refinement", "rounding", "bound", "spelling", "calendar", "series", "conflict"
]

IsoDate: TypeAlias = Annotated[str, Meta(pattern=r"^\d{4}-\d{2}-\d{2}$")]
Span: TypeAlias = tuple[int, int]
Verdict: TypeAlias = Literal[
    "same", "different", "relays", "wrong", "grade", "reliability", "same-name", "different-name", "undo"
]
# The Admiralty code's letter for a source (AJP-2.1); only a user sets it.
Reliability: TypeAlias = Literal["A", "B", "C", "D", "E", "F"]
# A statement's address: the document's file name and the statement's place in its list.
StatementRef: TypeAlias = tuple[str, int]


class Zone(Struct, frozen=True, array_like=True):
    """A stretch of an article's text: ``[start, end, zone, why]`` in JSON."""

    start: int
    end: int
    zone: ZoneName
    why: str = ""


class Stated(Struct, frozen=True):
    """What a page states of its article: a field, its value, where it stands, and how sure (0 to 1)."""

    field: str
    value: str
    source: str
    confidence: float


def _none() -> None:
    return None


class Article(Struct, frozen=True, omit_defaults=True):
    """A press text as stored, with what is known of it. ``doc`` is the file name."""

    # A default made by a function is always written, so that null is seen; an empty ``meta`` is not.
    doc: str
    text: str
    zones: tuple[Zone, ...] = msgspec.field(default_factory=lambda: ())
    outlet: str | None = msgspec.field(default_factory=_none)
    url: str | None = msgspec.field(default_factory=_none)
    published: IsoDate | None = msgspec.field(default_factory=_none)
    language: str | None = msgspec.field(default_factory=_none)
    meta: tuple[Stated, ...] = ()

    def quote(self, span: Span) -> str:
        """The characters of ``text`` between the two offsets."""
        return self.text[span[0] : span[1]]

    @property
    def title(self) -> str:
        """The title as printed, or an empty string where none was found."""
        return next((self.text[z.start : z.end] for z in self.zones if z.zone == "title"), "")


class Dropped(Struct, frozen=True):
    """Something that was not taken in, and why. ``failed`` tells a fault from a choice."""

    doc: str
    reason: str
    failed: bool = True


class Entity(Struct, frozen=True):
    """A state, body, group, office or person as written, with its id where one is known."""

    text: str
    id: str | None = None
    country: str | None = None
    sector: str | None = None


class Place(Struct, frozen=True):
    """A place as written, with the ISO 3166-1 alpha-3 code of its country."""

    text: str
    country: str | None = None


class When(Struct, frozen=True):
    """A time as written, resolved to an interval; null on an open or unknown side."""

    text: str
    start: IsoDate | None = None
    end: IsoDate | None = None


class Attribution(Struct, frozen=True):
    """Who is said to say it: the speaker as written."""

    speaker: str
    id: str | None = None
    channel: Channel | None = None


class _Said(Struct, frozen=True, kw_only=True, tag_field="kind"):
    """What the three kinds of statement share."""

    doc: str
    span: Span
    trigger: str
    attribution: Attribution | None = None
    status: Status = "asserted"


class Event(_Said, frozen=True, kw_only=True, tag="event"):
    """Something done, by someone, to or with someone, at a time (PLOVER type and mode)."""

    kind: ClassVar[str] = "event"
    type: EventType
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    actors: tuple[Entity, ...] = ()
    recipients: tuple[Entity, ...] = ()
    about: str | None = None
    when: When | None = None
    where: tuple[Place, ...] = ()


class Tie(_Said, frozen=True, kw_only=True, tag="tie"):
    """A relation that stands for a while between two entities."""

    kind: ClassVar[str] = "tie"
    type: TieType
    subject: tuple[Entity, ...] = ()
    object: tuple[Entity, ...] = ()
    when: When | None = None


class Figure(_Said, frozen=True, kw_only=True, tag="figure"):
    """A count or amount, of something, over a period."""

    kind: ClassVar[str] = "figure"
    measure: Measure
    value: int | float
    bound: Bound = "exact"
    unit: str | None = None
    actors: tuple[Entity, ...] = ()
    of: tuple[Entity, ...] = ()
    when: When | None = None
    where: tuple[Place, ...] = ()


Statement: TypeAlias = Event | Tie | Figure


def label(statement: Statement) -> str:
    """What kind of thing is said: the PLOVER type, the tie or the measure."""
    return statement.measure if isinstance(statement, Figure) else statement.type


class Coded(Struct, frozen=True):
    """What one article says: one ``<stem>.json`` file of ``recoupe code``."""

    doc: str
    date: IsoDate | None = None
    language: str | None = None
    statements: tuple[Statement, ...] = ()


class Value(Struct, frozen=True):
    """One value of one field of an account, and who says so."""

    value: str
    docs: tuple[str, ...]
    origins: tuple[str, ...] = ()
    statements: tuple[StatementRef, ...] = ()
    # Who set the value aside and why; empty for one that counts.
    aside: str = ""


class Disagreement(Struct, frozen=True):
    """How the values of a field relate, each value with those who say it."""

    field: str
    kind: Relation
    values: tuple[Value, ...]
    why: str = ""


class Origin(Struct, frozen=True):
    """Where statements came from as far as the texts tell, and the articles that relay it."""

    origin: str
    docs: tuple[str, ...]
    why: str = ""


class Passage(Struct, frozen=True, kw_only=True):
    """An article, or the words in it that say something, so described that they are found again.

    After the W3C's TextQuoteSelector (Web Annotation Data Model, 2017): the words themselves with
    those around them, beside their offsets. ``exact`` is empty where the article as a whole is meant.
    """

    doc: str
    outlet: str | None = None
    url: str | None = None
    content: str = ""  # SHA-256 of the article's text, hexadecimal
    start: int = 0
    end: int = 0
    exact: str = ""
    prefix: str = ""
    suffix: str = ""
    kind: Literal["event", "tie", "figure", ""] = ""
    type: str = ""
    trigger: str = ""
    says: str = ""  # the statement in one line, as it was when it was judged
    nth: int = 0  # of the statements that are alike in all this


class Judgement(Struct, frozen=True, kw_only=True):
    """What a person decided: a row that is added and never edited. ``at`` is ISO 8601, in UTC."""

    number: int = 0  # given by the library that keeps it
    verdict: Verdict
    by: str
    at: str
    why: str = ""
    about: str = ""  # what was judged, in words
    left: tuple[Passage, ...] = ()
    right: tuple[Passage, ...] = ()
    # Of two outlets (relays), one (reliability) or two names; "" on the side of a passage.
    names: tuple[str, ...] = ()
    field: str | None = None
    value: str | None = None
    grade: Annotated[int, Meta(ge=1, le=6)] | None = None
    reliability: Reliability | None = None
    undoes: int | None = None
    # What is right in the place of a wrong value: a statement, of which that field counts.
    instead: Statement | msgspec.UnsetType = msgspec.UNSET


class Applied(Struct, frozen=True):
    """A judgement that bears on an account, and what it does there."""

    number: int
    verdict: Verdict
    by: str
    at: str
    why: str
    effect: str


class Account(Struct, frozen=True, kw_only=True):
    """The statements, of one or more articles, that speak of one real-world thing."""

    id: str
    kind: Literal["event", "tie", "figure"]
    type: str
    mode: str | None = None
    statements: tuple[StatementRef, ...]
    when: When | None = None
    fields: dict[str, tuple[Value, ...]] = {}
    origins: tuple[Origin, ...] = ()
    copies: tuple[tuple[str, ...], ...] = ()
    disagreements: tuple[Disagreement, ...] = ()
    grade: Annotated[int, Meta(ge=1, le=6)] = 6
    why: str = ""
    # The grade by the rule, where a person overruled it.
    rule_grade: int | None = None
    judged: tuple[Applied, ...] = ()


class Claim(Struct, frozen=True, kw_only=True):
    """One count claimed over one period: a line of the ledger of figures."""

    account: str
    value: int | float
    bound: Bound
    when: When | None
    docs: tuple[str, ...]
    origins: tuple[str, ...]
    statements: tuple[StatementRef, ...]


class Violation(Struct, frozen=True):
    """Two claims of one ledger that cannot both hold, and the rule they break."""

    rule: Literal["same-scope", "containment", "running-total", "part-of-whole"]
    accounts: tuple[str, str]
    why: str


class Unlike(Struct, frozen=True):
    """Two claims of one ledger that look at odds and cannot be compared: their scopes are not the same."""

    scope: Scope
    accounts: tuple[str, str]
    why: str


class Ledger(Struct, frozen=True, kw_only=True):
    """Counts of one measure by one doer, on one time axis, checked against each other."""

    measure: Measure
    actor: str
    unit: str | None = None
    claims: tuple[Claim, ...]
    violations: tuple[Violation, ...] = ()
    not_comparable: tuple[Unlike, ...] = ()
    # (documented here, claimed, the account of the claim), where accounts can stand for counts.
    documented: tuple[int, int | float, str] | None = None


class Differs(Struct, frozen=True):
    """A number or date that two wordings of one sentence give differently; empty where one gives none."""

    what: Literal["number", "date"]
    said: str
    instead: str


class Change(Struct, frozen=True):
    """A sentence that a copy changed: where it stands in either text, and its words there."""

    kind: Literal["removed", "added", "altered"]
    fullest: Span | None = None
    other: Span | None = None
    said: str = ""
    instead: str = ""
    differs: tuple[Differs, ...] = ()


class Copied(Struct, frozen=True):
    """A copy: the share of the shorter body's runs of five words that the other has, and the changes."""

    doc: str
    share: float
    changes: tuple[Change, ...] = ()


class CopyGroup(Struct, frozen=True):
    """Articles that print one text: the fullest (its body in words), and what the others made of it."""

    fullest: str
    words: int
    copies: tuple[Copied, ...]


def to_json(record: Any, *, indent: int | None = None) -> str:
    """Encode any record, or list of records, as JSON text."""
    raw = msgspec.json.encode(record)
    return (msgspec.json.format(raw, indent=indent) if indent else raw).decode()


def coded_from_json(raw: str | bytes) -> Coded:
    """Decode one file of coded statements.

    Raises ``msgspec.ValidationError`` where a field is missing or has the wrong type; fields
    that the records do not name (a gold file's ``quote``) are passed over.
    """
    return msgspec.json.decode(raw, type=Coded)


def article_from_json(raw: str | bytes) -> Article:
    """Decode one line of ``recoupe read --out``; raises ``msgspec.ValidationError``."""
    return msgspec.json.decode(raw, type=Article)


def schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of every record that recoupe writes."""
    kinds = (Article, Coded, Account, Ledger, Judgement, CopyGroup)
    _, components = msgspec.json.schema_components(kinds, ref_template="#/$defs/{name}")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "recoupe records",
        "$defs": components,
    }


def stem(doc: str) -> str:
    """A document's name without its last extension, as files of statements are named."""
    return Path(doc).stem


def overlap(a: Span, b: Span) -> bool:
    """Whether two spans share a character."""
    return min(a[1], b[1]) > max(a[0], b[0])


def unique(items: Iterable[Any]) -> tuple[Any, ...]:
    """The items without repeats, in the order first met."""
    return tuple(dict.fromkeys(items))
