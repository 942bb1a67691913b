"""Where a statement comes from: the source it is attributed to, the agency, the copied text, the outlet.

Outlets are not counted, origins are: two outlets that relay one communiqué are one origin.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from recoupe.join.citations import circles, citations, source_of
from recoupe.join.text import docname
from recoupe.join.voices import Source, Voices
from recoupe.model import Origin, StatementRef, unique

# Days between two articles that may relay one communiqué, interview or dispatch. In dev, dev2 and
# dev5 relays follow within two days; four days on, the same ministry's figures come with an analysis.
RELAY_DAYS = 3
# What is told of more than so many days before the article is background, and is not put into the mouth of a
# source that it does not name itself.
BACKGROUND_DAYS = 7


def origins(
    refs: Sequence[StatementRef],
    documents: Mapping[str, Voices],
    copied: Mapping[str, int],
    when: Mapping[StatementRef, int],
    relays: Mapping[str, frozenset[str]] = MappingProxyType({}),
) -> tuple[tuple[Origin, ...], dict[StatementRef, str]]:
    """The origins of one account, and the origin of each of its statements.

    ``documents`` by stem; ``copied`` gives a document's copy group; ``when`` the day a statement speaks
    of, where that is told to the month at least; ``relays`` which documents a person says that one
    relays. An article that quotes several sources is one origin of its own (« Ouaga Échos: the
    government; survivors »), but each value keeps the source it came from.
    """
    by_doc: dict[str, list[StatementRef]] = defaultdict(list)
    for ref in refs:
        by_doc[docname(ref[0])].append(ref)
    own = {doc: sources_of(documents[doc], mine, when) for doc, mine in by_doc.items()}
    onward = {
        **cited(own, documents, by_doc),
        **{doc: others for doc, others in relays.items() if doc in by_doc},
    }
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
    own: Mapping[str, tuple[Source, ...]],
    documents: Mapping[str, Voices],
    refs: Mapping[str, Sequence[StatementRef]],
) -> dict[str, frozenset[str]]:
    """For each document those of the same account that it says it has its news from, by their outlets.

    ``refs`` are the statements of each in the account.
    """
    return citations(
        {doc: [source.words for source in sources] for doc, sources in own.items()},
        {doc: documents[doc].outlet for doc in own},
        {doc: documents[doc].published for doc in own},
        {
            doc: frozenset().union(*(documents[doc].cites[i] for _, i in refs[doc]))
            for doc in own
            if documents[doc].cites
        },
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
        if source is None or (source.runs_on and _background(ref, voice, when)):
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
