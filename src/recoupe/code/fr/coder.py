"""French articles to statements: the sentences in order, then the article as a whole."""

from __future__ import annotations

import re
import typing
from collections.abc import Iterable, Iterator
from typing import Any

from recoupe.code.fr import (
    counted,
    placing,
    reckon,
    saying,
    setting,
    tie_rows,
    timing,
)
from recoupe.code.fr.about import About, about
from recoupe.code.fr.acts import acts
from recoupe.code.fr.believed import hopeful_ones, status_of, those_believed
from recoupe.code.fr.candidates import candidates
from recoupe.code.fr.cascade import worth_parsing
from recoupe.code.fr.classes import classes_of
from recoupe.code.fr.contexts import contexts
from recoupe.code.fr.discourse import settle
from recoupe.code.fr.echoes import echoes, without_echoed
from recoupe.code.fr.entities import one_entity
from recoupe.code.fr.figures import Count, counts
from recoupe.code.fr.frames import Hit, hits
from recoupe.code.fr.gapped import gaps, verb_of, without
from recoupe.code.fr.last_told import LastTold
from recoupe.code.fr.memory import Memory
from recoupe.code.fr.notes import Notes
from recoupe.code.fr.parse import Doc, parse
from recoupe.code.fr.remember import remember
from recoupe.code.fr.shares import shares
from recoupe.code.fr.thing import thing
from recoupe.code.fr.tie_bonds import bond_ties
from recoupe.code.fr.tie_clauses import clause_ties
from recoupe.code.fr.tie_ends import is_noun_president, over
from recoupe.code.fr.tie_phrases import phrase_ties
from recoupe.code.fr.tie_times import dated
from recoupe.code.fr.ties import apposed_ties, standing_ties
from recoupe.code.fr.view import BODY_KINDS, View, find_refs
from recoupe.code.fr.visited import add_towns
from recoupe.code.fr.words import verb_lemmas
from recoupe.code.fr.written import as_written, straighten
from recoupe.code.sentences import sentences
from recoupe.model import (
    Article,
    Attribution,
    Coded,
    Entity,
    Event,
    Figure,
    Place,
    Span,
    Statement,
    Status,
    Tie,
    When,
)
from recoupe.resolve.time import Time, find_times

HISTORICAL_YEARS = 10  # the guideline: background of more than ten years before the article


def code_french(articles: Iterable[Article], notes: Notes | None = None) -> Iterator[Coded]:
    """Code French articles, in order; ``notes`` takes down why."""

    def texts() -> Iterator[tuple[str, tuple[Article, int, str, Whole | None], bool]]:
        for article in articles:
            found = list(sentences(article))
            straight = [straighten(article.text[start:end]) for start, end, _ in found]
            known = about(straight) if straight else None
            worth = worth_parsing(straight, known) if known is not None else []
            # What stands behind the last that may tell something names things for nobody.
            last = max((n for n, worthy in enumerate(worth) if worthy), default=None)
            if last is None or known is None:
                yield "", (article, 0, "", Whole(len(found), None)), False
                continue
            for n, (start, _, zone) in enumerate(found[: last + 1]):
                whole = Whole(len(found), known) if n == last else None
                yield straight[n], (article, start, zone, whole), worth[n]

    waiting: list[tuple[Doc, int, str]] = []
    for doc, (article, start, zone, whole) in parse(texts()):
        if len(doc):
            waiting.append((doc, start, zone))
        if whole is not None:
            made = code_article(article, waiting, whole, notes)
            yield Coded(article.doc, article.published, article.language, made)
            waiting = []


class Whole(typing.NamedTuple):
    """How many sentences an article has, and what they are about (None where none is read)."""

    sentences: int
    about: About | None


def code_article(
    article: Article, docs: list[tuple[Doc, int, str]], whole: Whole, notes: Notes | None = None
) -> tuple[Statement, ...]:
    """The statements of one article from its sentences, up to the last that is parsed."""
    if whole.about is None:
        return ()
    texts = [doc.text for doc, _, _ in docs]
    memory = Memory(*whole.about, notes=notes)
    day = article.published or _only_day(texts)
    told = LastTold()
    found: list[tuple[str, Statement]] = []
    for number, (doc, start, zone) in enumerate(docs):
        view = View(doc, start, number, zone, memory)
        find_refs(view)
        if number and "\n" in article.text[docs[number - 1][1] + len(texts[number - 1]) : start]:
            memory.story.paragraph += 1
        times = find_times(texts[number], day, told=told.before(texts[number], memory.story.paragraph))
        raw = article.text[start : start + len(texts[number])]
        places = placing.sentence_places(view)
        if not doc.parsed:
            made = []  # not worth parsing: it only names things for the next
        else:
            add_towns(view, places)
            made = [as_written(s, texts[number], raw) for s in _statements(view, times, places, article)]
        found += [(zone, s) for s in made]
        remember(view)
        setting.remember(view, times, places, article)
        told.tell(times, view)
    return () if _off_topic(memory, whole.sentences, found) else settle(found)


def _only_day(texts: list[str]) -> str | None:
    """The one full date that an undated article tells: its weekdays are those of that week."""
    times = [t for text in texts if _YEAR.search(text) for t in find_times(text, None)]
    days = {
        t.last
        for t in times
        if t.kind in ("point", "span") and t.grain == "day" and not t.relative and t.last
    }
    return days.pop() if len(days) == 1 else None


_YEAR = re.compile(r"\b(?:19|20)\d\d\b")

# An article of some length that names few states and bodies, and in which nobody known does or says anything,
# is on other affairs (« l'attaque des Lions », « une offensive sur les prix »).
OFFICIAL, SOME_LENGTH = 1.0, 5


def _off_topic(memory: Memory, sentences: int, found: list[tuple[str, Statement]]) -> bool:
    if sentences < SOME_LENGTH or memory.official >= OFFICIAL:
        return False
    if any(isinstance(s, Tie) or (s.attribution and s.attribution.id) for _, s in found):
        return False
    parts = [(*s.actors, *s.recipients) for _, s in found if isinstance(s, Event)]
    # A private person by name (« l'horloger Dessaint ») is nobody known.
    return not any(e.id and (e.sector or not e.id.islower()) for each in parts for e in each)


def _statements(
    view: View, times: list[Time], places: list[placing.Named], article: Article
) -> Iterator[Statement]:
    told = placing.told_places(places)
    said = saying.sayings(view)
    view.known = {}
    read = list(hits(view))
    plain_ones = [hit for hit in read if not hit.flaws and not hit.place]
    hopeful = hopeful_ones(read, plain_ones, view, times, told)
    everyone = candidates(view, read) if hopeful else None
    view.known = None
    found = acts(those_believed(hopeful, plain_ones, view, said, everyone or []))
    echoed = list(echoes(view, found))
    found = [*without_echoed(found, echoed), *echoed]
    if done := [hit for hit in found if hit.frame.type.isupper()]:
        view.memory.acts = (view.number, done)
    missing = list(gaps(view, found, [status_of(h, view) or "asserted" for h in found]))
    found = [*without(found, missing), *missing]
    apart = shares(view.text, times)
    numbers = reckon.kept(counts(view, found, times, apart), view, found, times)
    if numbers and everyone is None:  # nobody was asked for yet
        everyone = candidates(view, read)
    triggers = [h.token for h in found if h.frame.type.isupper()]
    span = (view.start, view.start + len(view.text))

    def quoted(start: int, end: int) -> str:
        return article.text[view.start + start : view.start + end]

    whens: dict[int, When | None] = {}
    owned = _owned(numbers, times, view)
    here = setting.Setting(view, article, times, places, triggers, numbers, owned, apart)
    for hit in found:
        if any(q.verb is not None and q.verb.i == hit.token.i and q.inverted for q in said):
            continue  # « a poursuivi le ministre » says, it does not prosecute
        status = status_of(hit, view)
        if status is None and hit.frame.type.islower():
            continue
        who = saying.attribution_at(hit.start, said, view, hit.actors, hit.token)
        if (
            who is not None
            and who.id is not None
            and any(a.id == who.id for a in hit.actors)
            and hit.frame.type in ("SUPPORT", "ACCUSE", "REQUEST", "REJECT", "THREATEN")
        ):
            who = None
        if hit.frame.type in ("heads", "part-of", "member-of", "chairs"):
            who = None
        if hit.frame.type.islower() and not _ties(hit, found):
            continue
        when, where = here.of_hit(hit, status or "planned", who is not None)
        if hit in missing:
            where = ()  # the states of the row do it, they are no places
            when = whens.get(verb_of(hit, found).i, when)
        made = _record(
            hit,
            view,
            times,
            article.doc,
            span,
            quoted(hit.start, hit.end),
            who,
            _historical(status or "planned", when, article),
            when,
            where,
        )
        whens[hit.token.i] = when
        yield made
    tied = {h.frame.type for h in found if h.frame.type.islower() and _ties(h, found)}
    mentioned = [named[0] for named in places]
    beside = [
        *apposed_ties(view, article.doc, span),
        *standing_ties(view, article.doc, span, tied),
        *phrase_ties(view, article.doc, span, mentioned, tied),
        *bond_ties(view, article.doc, span, times, tied),
        *tie_rows.row_ties(view, article.doc, span, tied),
    ]
    ties = list(dated(beside, view, times))
    yield from ties
    yield from clause_ties(view, article.doc, span, mentioned, times, ties, tied)
    for n, count in enumerate(numbers):
        if count.hit is not None and count.hit.token.i not in whens:
            count = count._replace(hit=None)
        parts = counted.parts(count, view, everyone or [], found)
        doers = next((hit.actors for hit in missing if hit.start == count.start), None)
        parts = parts if doers is None else (doers, parts[1])
        yield _figure(count, n, parts, view, article, span, said, here)
    for hit in found:
        for entity in hit.recipients:
            ring = entity.sector == "CRM" and hit.frame.mode == "dismantle"
            if (ring or entity.sector == "REB") and entity.id is None:
                view.memory.groups.append((entity, view.number))


def _owned(numbers: list[Count], times: list[Time], view: View) -> dict[Time, int]:
    """Times told right behind a count after the first: they are that count's (« dont 88 en 2016 »)."""
    found: dict[Time, int] = {}
    for n, count in enumerate(numbers[1:], start=1):
        time = timing.right_after(count.end, times, view)
        if time is not None:
            found.setdefault(time, n)
    return found


def _historical(status: Status, when: When | None, article: Article) -> Status:
    """The status that its time leaves to what is told as done."""
    if status != "asserted" or when is None or not article.published:
        return status
    if when.start and when.start > article.published:
        return "planned"  # « préside dimanche la commission »: what is to come is not done
    if when.end:
        if int(article.published[:4]) - int(when.end[:4]) > HISTORICAL_YEARS:
            return "historical"
    return status


def _mode(hit: Hit) -> str | None:
    """The frame's mode; an organisation that meets with nobody else meets its own members.

    Nor is anybody brought home where soldiers go (« Les soldats burundais sont rentrés chez eux »).
    """
    frame = hit.frame
    if (frame.type, frame.mode) == ("RETREAT", "repatriate") and hit.actors and not hit.recipients:
        return "withdraw" if all(a.sector == "MIL" for a in hit.actors) else frame.mode
    if (frame.type, frame.mode) == ("CONSULT", None) and frame.sides and len(hit.actors) == 1:
        (alone,) = hit.actors
        many = alone.id is not None or alone.text.lower().startswith("les ")
        if many and alone.country in ("IGO", "UNO", "EUR"):
            return "multilateral"
    return frame.mode


def _record(
    hit: Hit,
    view: View,
    times: list[Time],
    doc: str,
    span: Span,
    trigger: str,
    who: Attribution | None,
    status: Status,
    when: When | None,
    where: tuple[Place, ...],
) -> Statement:
    frame = hit.frame
    if frame.type.islower():
        return Tie(
            doc=doc,
            span=span,
            trigger=trigger,
            attribution=who,
            status=status,
            type=typing.cast(Any, over(frame.type, hit.actors, hit.recipients[0], presides=_presides(hit))),
            subject=_holders(frame.type, tie_rows.joint(hit, view)),
            object=_known_ends(hit.recipients),
            when=when,
        )
    about = thing(hit, view, times)
    return Event(
        doc=doc,
        span=span,
        trigger=trigger,
        attribution=who,
        status=frame.status or status,
        type=typing.cast(Any, frame.type),
        mode=_mode(hit),
        contexts=contexts(view, frame),
        actors=hit.actors,
        recipients=hit.recipients,
        about=about,
        when=when,
        where=where,
    )


def _ties(hit: Hit, found: list[Hit]) -> bool:
    """Whether a verb or noun tells a tie: both its ends, and nothing beside it tells it better."""
    both = bool(hit.actors and hit.recipients)
    return both and not is_noun_president(hit.token) and tie_rows.tells(hit, found)


def _presides(hit: Hit) -> bool:
    return not hit.nominal and bool({"presider", "copresider"} & set(verb_lemmas(hit.token.text)))


def _known_ends(ends: tuple[Entity, ...]) -> tuple[Entity, ...]:
    """Without the words around a body that is named in them (« le bureau politique du Hamas », « Hamas »)."""
    return tuple(e for e in ends if e.id or not any(o.id and o.text in e.text for o in ends))


def _holders(type_: str, subjects: tuple[Entity, ...]) -> tuple[Entity, ...]:
    """Who heads or chairs: those who are known, where some are (« la réponse de X, qui préside… »)."""
    known = tuple(e for e in subjects if e.id is not None)
    return known if known and type_ in ("heads", "chairs") else subjects


def _figure(
    count: Count,
    number: int,
    parts: tuple[tuple[Entity, ...], tuple[Entity, ...]],
    view: View,
    article: Article,
    span: Span,
    said: list[saying.Saying],
    here: setting.Setting,
) -> Figure:
    hit = count.hit
    status: Status = "asserted"
    if hit is not None:
        status = status_of(hit, view) or "asserted"
    who = saying.attribution_at(count.start, said, view, (), None)
    when, where = here.of_count(count, number, status, who is not None)
    if count.measure == "members":
        when = None
    trigger = article.text[view.start + count.start : view.start + count.end]
    return Figure(
        doc=article.doc,
        span=span,
        trigger=trigger,
        attribution=who,
        status=status,
        measure=count.measure,
        value=count.number.value,
        bound=count.number.bound,
        unit=count.unit,
        actors=parts[0],
        of=parts[1] or (_group_of(count, view, hit) if count.measure == "members" else ()),
        when=when,
        where=where,
    )


def _group_of(count: Count, view: View, hit: Hit | None) -> tuple[Entity, ...]:
    """Whose members are counted: the group acted on, told beside the number, or named before."""
    if count.noun is not None:
        for token in (*count.noun.ancestors, *count.noun.children):
            ref = view.ref(token)
            if ref is not None and ref.kind in BODY_KINDS:
                return (ref.entity,)
            if "cell" in classes_of(token):
                return tuple(one_entity(token, view))
    if hit is not None and hit.recipients:
        return hit.recipients[:1]
    if view.memory.groups:
        return (view.memory.groups[-1][0],)
    return ()
