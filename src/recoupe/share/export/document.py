"""A brief to hand on, as data: numbered items with their quotes, where sources disagree, numbered sources.

``markdown``, ``docx`` and ``pdf`` set it; ``citations`` writes its sources for reference managers.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

from recoupe.share import dates
from recoupe.share.export.losses import Losses
from recoupe.share.export.records import Record, Source
from recoupe.share.handling import LEVELS
from recoupe.share.values import field_name, origin_text, readable, value_text
from recoupe.share.words import Lang, say, several

_DISPUTES = frozenset({"conflict", "calendar"})
SECTIONS = ("event", "figure", "tie")
_READ = "a brief is for reading; --format jsonl has it"
LOST = dict.fromkeys(
    (
        "contexts", "mode", "trigger", "offsets", "hashes", "country and sector of a side", "copies",
        "who supports which value", "time as written", "grade by the rule", "language",
        "readers, originators and end of the marking",
    ),
    _READ,
) | {
    "statements beyond the best": "their quotes are shown, their fields are in --format jsonl",
    **dict.fromkeys(
        ("doers", "recipients", "about", "value, bound and unit", "places"), "in the sentence, as words"
    ),
}  # fmt: skip


@dataclass(slots=True)
class Quote:
    """Words of a source, by its number; ``speaker`` as written, where one is named."""

    text: str
    source: int
    speaker: str

    @property
    def line(self) -> str:
        """The quote with its source's number, and who says it."""
        speaker = f" ({self.speaker})" if self.speaker else ""
        return f"«\u00a0{self.text}\u00a0»\u00a0[{self.source}]{speaker}"


@dataclass(slots=True)
class Item:
    """One account."""

    number: int
    account: str
    year: str
    when: str
    sentence: str
    grade: str
    why: str
    tlp: str
    origins: list[str]
    quotes: list[Quote]
    disagreements: list[str]
    judged: list[str]
    disputed: bool
    note: str

    @property
    def told(self) -> str:
        """Grade, its reason, the origins where they are several, and the account's id, in a line."""
        origins = [f"{'; '.join(self.origins)}"] if len(self.origins) > 1 else []
        return " · ".join([f"{self.grade}: {self.why}", *origins, self.account])


@dataclass(frozen=True, slots=True)
class Cover:
    """What somebody wrote over a brief; with one, the accounts stand in the order in which they come."""

    title: str
    text: str = ""


@dataclass(slots=True)
class Document:
    """The whole; ``sources`` are numbered from 1."""

    lang: Lang
    title: str
    notes: list[str]
    tlp: str
    sections: dict[str, list[Item]]
    sources: list[Source]
    text: list[str] = field(default_factory=list)  # an introduction, in paragraphs
    disputes: list[Item] = field(default_factory=list)


def document(records: Iterator[Record], losses: Losses, lang: Lang, cover: Cover | None = None) -> Document:
    """The brief of these records, which come by time, or with a cover as somebody put them in order."""
    numbers: dict[str, int] = {}
    sources: list[Source] = []
    sections: dict[str, list[Item]] = {name: [] for name in (("chosen",) if cover else SECTIONS)}
    text = [part for line in cover.text.split("\n") if (part := " ".join(line.split()))] if cover else []
    # Words of the house are for the house, as its judgements are.
    level = LEVELS.index("AMBER+STRICT") if text else 0
    count = 0
    for count, one in enumerate(records, 1):
        losses.of(one, LOST)
        level = max(level, LEVELS.index(one.marking.level))
        for source in one.articles:
            if source.doc not in numbers:
                sources.append(source)
                numbers[source.doc] = len(sources)
        sections["chosen" if cover else one.account.kind].append(_item(one, count, numbers, lang))
    _renumber(sections)
    made = say(
        lang, "export.made", date=dates.day(lang, datetime.now(UTC).date()),
        articles=several(lang, "article", len(sources)), accounts=several(lang, "account", count),
    )  # fmt: skip
    return Document(
        lang=lang,
        title=(cover.title if cover else "") or say(lang, "export.title"),
        text=text,
        notes=[
            made,
            say(lang, "export.grades"),
            say(lang, "export.masked" if losses.masking else "export.unmasked"),
        ],
        tlp=f"TLP:{LEVELS[level]}",
        sections=sections,
        sources=sources,
        disputes=[item for items in sections.values() for item in items if item.disputed],
    )


def _renumber(sections: dict[str, list[Item]]) -> None:
    """Number the items in the order they stand in."""
    number = 0
    for items in sections.values():
        for item in items:
            number += 1
            item.number = number


def _item(one: Record, number: int, numbers: dict[str, int], lang: Lang) -> Item:
    account = one.account
    start, end = dates.span(account.when)
    anchor = start or end
    quotes = []
    for proof in one.evidence:
        said_by = proof.statement.attribution
        quotes.append(
            Quote(" ".join(proof.quote.split()), numbers[proof.doc], said_by.speaker if said_by else "")
        )
    grade = say(lang, "export.grade", grade=account.grade, words=say(lang, f"grade.{account.grade}"))
    return Item(
        number=number,
        account=account.id,
        year=str(anchor.year) if anchor else say(lang, "export.undated"),
        when=dates.interval(lang, start, end, written=account.when.text if account.when else "")
        or say(lang, "export.no_day"),
        sentence=one.sentence(lang),
        grade=grade,
        why=readable(lang, account.why),
        tlp=one.tlp,
        origins=[origin_text(lang, origin.origin) for origin in account.origins],
        quotes=quotes,
        disagreements=_disagreements(one, numbers, lang) if account.disagreements else [],
        judged=[
            f"{judged.verdict}, {judged.by}, {judged.at[:10]}: {judged.why or judged.effect}"
            for judged in account.judged
        ],
        note=" ".join(one.noted.split()),
        disputed=any(found.kind in _DISPUTES for found in account.disagreements),
    )


def _disagreements(one: Record, numbers: dict[str, int], lang: Lang) -> list[str]:
    speaker, found = one.speaker(lang), []
    for each in one.account.disagreements:
        values = []
        for value in each.values:
            cited = "".join(f"[{n}]" for n in sorted({numbers[doc] for doc in value.docs if doc in numbers}))
            values.append(f"{value_text(speaker.names, each.field, value.value)} {cited}".strip())
        name, relation = field_name(lang, each.field), say(lang, f"relation.{each.kind}")
        found.append(f"{name} ({relation}){say(lang, 'colon')}" + " · ".join(values))
    return found


def source_line(source: Source, lang: Lang) -> str:
    """A source in one line, its link left out."""
    parts = [source.outlet or source.doc, f"« {source.title} »" if source.title else ""]
    day, _ = dates.parse(source.published or "") or (None, None)
    parts.append(dates.day(lang, day) if day else say(lang, "export.no_day"))
    return ", ".join(part for part in parts if part)
