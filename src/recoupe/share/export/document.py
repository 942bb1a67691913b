"""A brief to hand on: numbered items with their quotes, where sources disagree, numbered sources.

``markdown``, ``docx`` and ``pdf`` set it; ``citations`` writes its sources for reference managers. Items are
set where their records are made, before anyone knows the numbers: marks stand in their place, and are filled
as all is written. Until then it waits on the disk, so that no brief is whole in memory.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import IO, Protocol, TypeAlias

import msgspec
from msgspec import Struct

from recoupe.share import dates
from recoupe.share.export.citations import bibtex, csl, write_beside
from recoupe.share.export.losses import Losses
from recoupe.share.export.parts import Part, Writer
from recoupe.share.export.records import Record, Source
from recoupe.share.handling import LEVELS
from recoupe.share.reasons import grade_why
from recoupe.share.values import field_name, origin_text, value_text
from recoupe.share.words import Lang, amount, say, several

# Stands where a number will: that of the item, or of sources; the press's own are taken out.
MARK = "\x00"
_DISPUTES = frozenset({"conflict", "calendar"})
SECTIONS = ("event", "figure", "tie")
# Bytes of each section that wait in memory.
_IN_MEMORY = 16 * 2**20
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

# A style and a text; what the style means, the format knows.
Line: TypeAlias = tuple[str, str]
# What fills a mark: the item's own number (None), or those of some articles.
Slot: TypeAlias = tuple[str, ...] | None


@dataclass(slots=True)
class Item:
    """One account; in its texts a mark for every number, and in ``slots`` what fills them, in order."""

    account: str
    when: str
    sentence: str
    grade: str
    why: str
    tlp: str
    origins: list[str]
    quotes: list[str]
    disagreements: list[str]
    judged: list[str]
    note: str
    colon: str  # as the language writes it

    @property
    def told(self) -> str:
        """Grade, its reason, the origins where they are several, and the account's id, in a line."""
        origins = [f"{'; '.join(self.origins)}"] if len(self.origins) > 1 else []
        return " · ".join([f"{self.grade}{self.colon}{self.why}", *origins, self.account])


@dataclass(frozen=True, slots=True)
class Cover:
    """What somebody wrote over a brief; with one, the accounts stand in the order in which they come."""

    title: str
    text: str = ""


class Setter(Protocol):
    """How a format sets a brief; where sources disagree, an item is set twice (``dispute``)."""

    # How the number of a source is written.
    cite: str
    # Accounts that it can hold; None for any number.
    most: int | None

    def item(self, item: Item) -> list[Line]: ...

    def dispute(self, item: Item, lang: Lang) -> list[Line]: ...

    def source(self, source: Source, lang: Lang) -> list[Line]: ...

    def write(self, made: Document, out: Path, losses: Losses) -> None: ...


class Entry(Struct, array_like=True):
    """An item as it is set, and as it stands among the disagreements (empty where there are none)."""

    day: str
    year: str
    lines: list[Line]
    slots: list[Slot]
    dispute: list[Line]
    dispute_slots: list[Slot]


class _Told(Struct, array_like=True):
    """A source as it is set, and for reference managers."""

    lines: list[Line]
    bibtex: str
    csl: str


_ENTRIES = msgspec.json.Decoder(Entry)
_SOURCES = msgspec.json.Decoder(_Told)
_ENCODE = msgspec.json.Encoder().encode


@dataclass(slots=True)
class Document:
    """The whole, its numbers filled in as it is gone through; sources are numbered from 1."""

    lang: Lang
    title: str
    notes: list[str]
    tlp: str
    text: list[str]  # an introduction, in paragraphs
    sections: dict[str, tuple[int, IO[bytes]]]  # how many items, and where they wait
    waiting: IO[bytes]  # sources
    numbers: dict[str, int]
    cite: str
    disputed: list[tuple[str, int, Entry]] = field(default_factory=list)

    def _first(self, section: str) -> int:
        """The number of a section's first item, less one."""
        names = list(self.sections)
        return sum(self.sections[name][0] for name in names[: names.index(section)])

    def items(self, section: str) -> Iterator[tuple[str, list[Line]]]:
        """The items of a section, each with its year."""
        _, waiting = self.sections[section]
        waiting.seek(0)
        for number, raw in enumerate(waiting, self._first(section) + 1):
            entry = _ENTRIES.decode(raw)
            yield entry.year, self._filled(entry.lines, entry.slots, number)

    @property
    def disputes(self) -> Iterator[list[Line]]:
        """The items on which sources disagree, in short."""
        for section in self.sections:
            first = self._first(section)
            for name, at, entry in self.disputed:
                if name == section:
                    yield self._filled(entry.dispute, entry.dispute_slots, first + at)

    @property
    def sources(self) -> Iterator[list[Line]]:
        """The sources."""
        for number, told in enumerate(islice(self._told(), len(self.numbers)), 1):
            yield self._filled(told.lines, [None] * sum(text.count(MARK) for _, text in told.lines), number)

    def write_beside(self, out: Path) -> None:
        """Write the sources for reference managers."""
        write_beside(out, ((told.bibtex, told.csl) for told in islice(self._told(), len(self.numbers))))

    def _told(self) -> Iterator[_Told]:
        self.waiting.seek(0)
        yield from map(_SOURCES.decode, self.waiting)

    def _filled(self, lines: list[Line], slots: list[Slot], own: int) -> list[Line]:
        """The lines with numbers in the place of marks."""
        found, at = [], 0
        for style, text in lines:
            if MARK not in text:
                found.append((style, text))
                continue
            first, *rest = text.split(MARK)
            parts = [first]
            for part in rest:
                parts += [self._number(slots[at], own), part]
                at += 1
            found.append((style, "".join(parts)))
        return found

    def _number(self, slot: Slot, own: int) -> str:
        if slot is None:
            return str(own)
        if len(slot) == 1:
            return self.cite.format(self.numbers[slot[0]])
        return "".join(self.cite.format(n) for n in sorted(self.numbers[doc] for doc in slot))


def writer(setter: Setter, lang: Lang, cover: Cover | None) -> Writer:
    """The two halves of a brief that is set so."""
    made = _Brief(setter, lang, cover)
    return Writer(made.shape, made.put)


class _Brief:
    """The brief of records, which come by time, or with a cover as somebody put them in order."""

    def __init__(self, setter: Setter, lang: Lang, cover: Cover | None) -> None:
        self.setter = setter
        self.lang: Lang = lang
        self.cover = cover
        self._told: set[str] = set()  # sources

    def shape(self, records: Iterable[Record], losses: Losses) -> Iterator[Part]:
        set_, lang = self.setter, self.lang
        records = list(records)
        # Sources first: where an item is, all that it rests on is known.
        for one in records:
            losses.of(one, LOST)
            yield Part(b"", "level", one.marking.level)
            for source in one.articles:
                if source.doc in self._told:
                    continue
                self._told.add(source.doc)
                own = _without_marks(source)
                told = _Told(set_.source(own, lang), bibtex(own), csl(own))
                yield Part(_ENCODE(told) + b"\n", "source", source.doc)
        for one in records:
            item, year, cited = _item(one, lang)
            disputed = any(found.kind in _DISPUTES for found in one.account.disagreements)
            quotes: list[Slot] = [(proof.doc,) for proof in one.evidence]
            when = one.account.when
            day = (when.start or when.end or "") if when else ""
            entry = Entry(
                day, year, set_.item(item), [None, *quotes, *cited],
                set_.dispute(item, lang) if disputed else [], [None, *cited],
            )  # fmt: skip
            yield Part(_ENCODE(entry) + b"\n", "chosen" if self.cover else one.account.kind)

    def _note(self, left_out: Entry | None) -> list[str]:
        if left_out is None:
            return []
        most = amount(self.lang, self.setter.most or 0, "exact")
        day, _ = dates.parse(left_out.day) or (None, None)
        if day is None:
            return [say(self.lang, "export.left_out_rest", most=most)]
        return [say(self.lang, "export.left_out", most=most, day=dates.day(self.lang, day))]

    def _left_out(self, day: str) -> str:
        """What the command says of accounts that have no room."""
        go_on = f"--filter from={day} goes on there" if day else "choose fewer with --filter"
        since = f"those from {day} on" if day else "those after them"
        return f"holds {self.setter.most:,} accounts: {since} are left out; {go_on}, or take docx or md"

    def put(self, parts: Iterator[Part], out: Path, losses: Losses) -> None:
        lang, cover = self.lang, self.cover
        text = [part for line in cover.text.split("\n") if (part := " ".join(line.split()))] if cover else []
        # Words of the house are for the house, as its judgements are.
        level = LEVELS.index("AMBER+STRICT") if text else 0
        with ExitStack() as stack:

            def waiting() -> IO[bytes]:
                return stack.enter_context(SpooledTemporaryFile(_IN_MEMORY, dir=str(out.parent)))

            sections = {name: waiting() for name in (("chosen",) if cover else SECTIONS)}
            counts = dict.fromkeys(sections, 0)
            numbers: dict[str, int] = {}
            sources = waiting()
            disputed: list[tuple[str, int, Entry]] = []
            left_out: Entry | None = None
            cited = 0  # the last source that an item rests on
            for one in parts:
                if one.to == "level":
                    level = max(level, LEVELS.index(one.once))
                    continue
                if one.to == "source":
                    numbers[one.once] = len(numbers) + 1
                    sources.write(one.data)
                    continue
                for raw in one.data.splitlines(keepends=True):
                    entry = _ENTRIES.decode(raw)
                    if sum(counts.values()) == self.setter.most:
                        left_out = entry
                        break
                    counts[one.to] += 1
                    sections[one.to].write(raw)
                    cited = max(cited, *(numbers[doc] for slot in entry.slots if slot for doc in slot))
                    if entry.dispute:
                        kept = Entry("", "", [], [], entry.dispute, entry.dispute_slots)
                        disputed.append((one.to, counts[one.to], kept))
                if left_out:
                    numbers = {doc: n for doc, n in numbers.items() if n <= cited}
                    losses.records = sum(counts.values())
                    losses.left_out = self._left_out(left_out.day)
                    break
            made = say(
                lang, "export.made", date=dates.day(lang, datetime.now(UTC).date()),
                articles=several(lang, "article", len(numbers)),
                accounts=several(lang, "account", sum(counts.values())),
            )  # fmt: skip
            masking = say(lang, "export.masked" if losses.masking else "export.unmasked")
            whole = Document(
                lang=lang,
                title=(cover.title if cover else "") or say(lang, "export.title"),
                text=text,
                notes=[made, say(lang, "export.grades"), masking, *self._note(left_out)],
                tlp=f"TLP:{LEVELS[level]}",
                sections={name: (counts[name], file) for name, file in sections.items()},
                waiting=sources,
                numbers=numbers,
                cite=self.setter.cite,
                disputed=disputed,
            )
            self.setter.write(whole, out, losses)
            whole.write_beside(out)


def _without_marks(source: Source) -> Source:
    """The source without marks of its own."""
    return msgspec.structs.replace(
        source, doc=_own(source.doc), title=_own(source.title), outlet=_own(source.outlet or "") or None,
        url=_own(source.url or "") or None,
    )  # fmt: skip


def _own(text: str) -> str:
    return text.replace(MARK, "\ufffd")


def _item(one: Record, lang: Lang) -> tuple[Item, str, list[Slot]]:
    """The item with its year, and what fills the marks of its disagreements."""
    account = one.account
    start, end = dates.span(account.when)
    anchor = start or end
    quotes = []
    for proof in one.evidence:
        said_by = proof.statement.attribution
        speaker = f" ({_own(said_by.speaker)})" if said_by and said_by.speaker else ""
        quotes.append(f"«\u00a0{_own(' '.join(proof.quote.split()))}\u00a0»\u00a0{MARK}{speaker}")
    disagreements, cited = _disagreements(one, lang) if account.disagreements else ([], [])
    item = Item(
        account=account.id,
        when=dates.interval(lang, start, end, written=_own(account.when.text if account.when else ""))
        or say(lang, "export.no_day"),
        sentence=_own(one.sentence(lang)),
        grade=say(lang, "export.grade", grade=account.grade, words=say(lang, f"grade.{account.grade}")),
        why=_own(grade_why(lang, account.why)),
        tlp=one.tlp,
        origins=[_own(origin_text(lang, origin.origin)) for origin in account.origins],
        quotes=quotes,
        disagreements=disagreements,
        judged=[
            _own(f"{judged.verdict}, {judged.by}, {judged.at[:10]}: {judged.why or judged.effect}")
            for judged in account.judged
        ],
        note=_own(" ".join(one.noted.split())),
        colon=say(lang, "colon"),
    )
    return item, str(anchor.year) if anchor else say(lang, "export.undated"), cited


def _disagreements(one: Record, lang: Lang) -> tuple[list[str], list[Slot]]:
    speaker, found = one.speaker(lang), []
    known = {source.doc for source in one.articles}
    cited: list[Slot] = []
    for each in one.account.disagreements:
        values = []
        for value in each.values:
            docs = tuple(sorted({doc for doc in value.docs if doc in known}))
            words = _own(value_text(speaker.names, each.field, value.value))
            values.append(f"{words} {MARK if docs else ''}".strip())
            cited += [docs] if docs else []
        name, relation = field_name(lang, each.field), say(lang, f"relation.{each.kind}")
        found.append(f"{name} ({relation}){say(lang, 'colon')}" + " · ".join(values))
    return found, cited


def source_line(source: Source, lang: Lang) -> str:
    """A source in one line, its link left out."""
    parts = [source.outlet or source.doc, f"« {source.title} »" if source.title else ""]
    day, _ = dates.parse(source.published or "") or (None, None)
    parts.append(dates.day(lang, day) if day else say(lang, "export.no_day"))
    return ", ".join(part for part in parts if part)
