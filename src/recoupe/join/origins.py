"""Where a statement comes from: the source it is attributed to, the agency, the copied text, the outlet.

Outlets are not counted, origins are: two outlets that relay one communiqué are one origin.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from types import MappingProxyType

from recoupe.errors import LexiconError
from recoupe.join.citations import circles, citations, source_of
from recoupe.join.text import docname, fold
from recoupe.join.times import day
from recoupe.model import Article, Coded, Event, Origin, Statement, StatementRef, Tie, unique

MARKS = Path(__file__).parent.parent / "lexicon" / "origins" / "marks.yaml"

# Days between two articles that may relay one communiqué, interview or dispatch. In dev, dev2 and
# dev5 relays follow within two days; four days on, the same ministry's figures come with an analysis.
RELAY_DAYS = 3
# What is told of more than so many days before the article is background, not what its source said.
BACKGROUND_DAYS = 7
# Code points between what a source is said to have said and what is told without one: a paragraph. Swept
# 0–800 on dev, dev2, dev5, own1 and own2: less loses what runs on, more takes in what others say.
REACH = 400
# Speech acts: who does them has spoken, so the news of them goes back to him.
SPEECH = frozenset({"ACCUSE", "REJECT", "REQUEST", "THREATEN", "AGREE"})
# « un communiqué du ministère » as a speaker: the ministry, once it is said that a statement is meant.
_DOCUMENT = re.compile(
    r"^(?:une?|le|la|ce|cette|son|sa) (?:communiqu[ée]|note|d[ée]claration|annonce|avis|message)"
    r"(?: (?:commune?|conjointe?|officiel(?:le)?|de presse))?"
    r" (?:du |des |de la |de l['’]\s?|de |d['’]\s?)(?=\S)",
    re.IGNORECASE,
)
# Signs of a mark are looked for in this many first and last lines.
EDGE_LINES = 6
# A mark begins within so many characters of its line, or its line is no longer.
MARK_BY = 60


@dataclass(frozen=True, slots=True)
class Source:
    """What one statement goes back to: a comparable name, its words, and how it was known."""

    name: str
    words: str
    how: str
    named: bool = True


@dataclass(frozen=True, slots=True)
class Voices:
    """What one document says of its own sources."""

    doc: str
    outlet: str
    published: int | None
    published_iso: str | None
    agency: str | None
    by_statement: tuple[Source | None, ...]


def voices(
    coded: Coded, article: Article | None, heads: Mapping[str, str], agency: str | None = None
) -> Voices:
    """The source of each statement of a document, as far as the text tells.

    ``heads`` gives the body a person speaks for; « Abdelhak Khiame » and « le BCIJ » are one voice.
    ``agency`` is the one that a person says the article prints.
    """
    own = [_attributed(said, heads) or _speaking(said, heads) for said in coded.statements]
    telling = [source if _runs_on(said) else None for source, said in zip(own, coded.statements, strict=True)]
    filled = tuple(source or _running_on(i, coded.statements, telling) for i, source in enumerate(own))
    iso = coded.date or (article.published if article else None)
    outlet = (article.outlet if article else None) or docname(coded.doc)
    agency = agency or (agency_mark(article) if article else None)
    return Voices(docname(coded.doc), outlet, day(iso), iso, agency, filled)


def heads(coded: Iterable[Coded]) -> dict[str, str]:
    """The body each person is said to head, where the articles agree on one."""
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    for document in coded:
        for said in document.statements:
            if isinstance(said, Tie) and said.type == "heads":
                for who in said.subject:
                    for what in said.object:
                        if who.id and what.id:
                            seen[who.id][what.id] += 1
    return {person: min(bodies, key=lambda b: (-bodies[b], b)) for person, bodies in seen.items()}


def headed(voices: Voices, heads: Mapping[str, str]) -> Voices:
    """The voices with each person who heads a body speaking for it; they were made without ``heads``."""
    if not heads:
        return voices
    return replace(
        voices,
        by_statement=tuple(
            replace(s, name=heads[s.name]) if s and s.name in heads else s for s in voices.by_statement
        ),
    )


def _attributed(said: Statement, heads: Mapping[str, str]) -> Source | None:
    by = said.attribution
    if by is None:
        return None
    if by.channel == "unnamed" or (by.id is None and by.channel == "interview"):
        return Source(f"{said.doc}:{fold(by.speaker)}", by.speaker, "unnamed source", named=False)
    name = heads.get(by.id, by.id) if by.id else fold(by.speaker)
    how = {"statement": "statement by", "report": "report by", "press": "report in"}.get(
        by.channel or "", "words of"
    )
    return Source(name, _DOCUMENT.sub("", by.speaker) if how == "statement by" else by.speaker, how)


def _speaking(said: Statement, heads: Mapping[str, str]) -> Source | None:
    """A body that praises or accuses has spoken, whether or not the article says « selon »."""
    if not isinstance(said, Event) or said.status != "asserted":
        return None
    if said.type in SPEECH or said.mode == "praise":
        named = [a for a in said.actors if a.id]
        if len(named) == 1 and named[0].id:
            return Source(heads.get(named[0].id, named[0].id), named[0].text, "words of")
    return None


def _runs_on(said: Statement) -> bool:
    """Whether who says it may also tell what stands around it, where that has no source of its own.

    Who thanks a partner tells what for: « a remercié Rabat pour son aide dans le démantèlement de… ». Who
    accuses, asks or refuses has said that, and the article tells the rest.
    """
    return said.attribution is not None or (isinstance(said, Event) and said.mode == "praise")


def _running_on(index: int, statements: Sequence[Statement], own: Sequence[Source | None]) -> Source | None:
    """The source of what is told near by, before rather than after: reports run on without repeating it.

    Of two in one sentence it is the one that is attributed. Thanks do not cover what was told before them.
    """
    start, end = statements[index].span
    near = []
    for i, source in enumerate(own):
        first, last = statements[i].span
        gap = max(start - last, first - end, 0)
        after, spoken = first > start, statements[i].attribution is None
        if source is not None and gap <= REACH and not (after and spoken):
            near.append((after, gap, spoken, i))
    return own[min(near)[-1]] if near else None


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


def origins(
    refs: Sequence[StatementRef],
    documents: Mapping[str, Voices],
    copied: Mapping[str, int],
    when: Mapping[StatementRef, int],
    relays: Mapping[str, frozenset[str]] = MappingProxyType({}),
) -> tuple[tuple[Origin, ...], dict[StatementRef, str]]:
    """The origins of one account, and the origin of each of its statements.

    ``documents`` by stem; ``copied`` gives a document's copy group; ``when`` the day a statement
    speaks of, where it is fine; ``relays`` which documents a person says that one relays. An article
    that quotes several sources is one origin of its own (« Ouaga Échos: the government; survivors »),
    but each value keeps the source it came from.
    """
    by_doc: dict[str, list[StatementRef]] = defaultdict(list)
    for ref in refs:
        by_doc[docname(ref[0])].append(ref)
    own = {doc: sources_of(documents[doc], mine, when) for doc, mine in by_doc.items()}
    onward = {**cited(own, documents), **{doc: others for doc, others in relays.items() if doc in by_doc}}
    sources = source_of(by_doc, onward)
    groups = _grouped([d for d in by_doc if d not in sources], own, documents, copied)
    for doc, source in sorted(sources.items()):
        next(group for group in groups if source in group).append(doc)
    round_about = circles(by_doc, onward)
    found: list[Origin] = []
    names: dict[StatementRef, str] = {}
    for group in groups:
        lead = min(group, key=lambda d: (d in sources, documents[d].published or 0, d))
        name, why = _named(lead, group, own, documents, copied)
        if any(doc in sources and doc in relays for doc in group):
            why += ", relayed as a person judged"
        elif any(doc in sources for doc in group):
            why += ", cited by the others"
        for circle in round_about:
            if lead in circle and lead not in relays:
                name, why = _going_round([documents[d] for d in circle])
        found.append(Origin(origin=name, docs=tuple(r[0] for d in group for r in by_doc[d][:1]), why=why))
        for doc in group:
            for ref in by_doc[doc]:
                names[ref] = name
    found.sort(key=lambda o: (-len(o.docs), o.origin))
    return tuple(found), names


def cited(
    own: Mapping[str, tuple[Source, ...]], documents: Mapping[str, Voices]
) -> dict[str, frozenset[str]]:
    """For each document those of the same account that it says it has its news from, by their outlets."""
    return citations(
        {doc: [source.words for source in sources] for doc, sources in own.items()},
        {doc: documents[doc].outlet for doc in own},
        {doc: documents[doc].published for doc in own},
    )


def _going_round(circle: Sequence[Voices]) -> tuple[str, str]:
    """The name of an origin that is none: outlets that have their news from each other."""
    outlets = [voice.outlet for voice in circle]
    dates = sorted(voice.published_iso for voice in circle if voice.published_iso)
    name = f"circular citation of {', '.join(sorted(set(outlets)))}" + (f", {dates[0]}" if dates else "")
    return name, f"circular citation: {' cites '.join([*outlets, outlets[0]])}"


def sources_of(
    voice: Voices, refs: Sequence[StatementRef], when: Mapping[StatementRef, int]
) -> tuple[Source, ...]:
    """The sources one document gives for an account; none where it speaks for itself."""
    kept: dict[str, Source] = {}
    for ref in refs:
        source = voice.by_statement[ref[1]]
        if source is None or _background(ref, voice, when):
            continue
        kept.setdefault(source.name, source)
    return tuple(kept[name] for name in sorted(kept))


def _background(ref: StatementRef, voice: Voices, when: Mapping[StatementRef, int]) -> bool:
    told = when.get(ref)
    return told is not None and voice.published is not None and voice.published - told > BACKGROUND_DAYS


def _grouped(
    docs: Sequence[str],
    own: Mapping[str, tuple[Source, ...]],
    documents: Mapping[str, Voices],
    copied: Mapping[str, int],
) -> list[list[str]]:
    groups: list[list[str]] = []
    for doc in sorted(docs, key=lambda d: (documents[d].published or 0, d)):
        for group in groups:
            if any(_one_origin(doc, other, own, documents, copied) for other in group):
                group.append(doc)
                break
        else:
            groups.append([doc])
    return groups


def _one_origin(
    a: str,
    b: str,
    own: Mapping[str, tuple[Source, ...]],
    documents: Mapping[str, Voices],
    copied: Mapping[str, int],
) -> bool:
    if a in copied and copied.get(a) == copied.get(b):
        return True
    left, right = documents[a], documents[b]
    if (
        left.published is not None
        and right.published is not None
        and abs(left.published - right.published) > RELAY_DAYS
    ):
        return False
    if own[a] and own[b]:
        return [s.name for s in own[a]] == [s.name for s in own[b]]
    return not own[a] and not own[b] and left.agency is not None and left.agency == right.agency


def _named(
    lead: str,
    group: Sequence[str],
    own: Mapping[str, tuple[Source, ...]],
    documents: Mapping[str, Voices],
    copied: Mapping[str, int],
) -> tuple[str, str]:
    """The name an origin is shown by, and why its articles are one."""
    voice = documents[lead]
    date = f", {voice.published_iso}" if voice.published_iso else ""
    sources = own[lead]
    if sources and any(s.named for s in sources):
        name = "; ".join(unique(f"{s.how} {s.words}" for s in sources)) + date
        why = "attributed to the same source within a few days" if len(group) > 1 else "attributed"
    elif voice.agency:
        name, why = f"dispatch {voice.agency}{date}", "agency mark"
    elif sources:
        name, why = (
            f"{voice.outlet}, {sources[0].how} ({sources[0].words}){date}",
            "unnamed source of this outlet",
        )
    else:
        name, why = f"{voice.outlet}{date}", "the outlet itself"
    if len(group) > 1 and any(copied.get(d) is not None for d in group):
        why += ", copied text"
    return name, why
