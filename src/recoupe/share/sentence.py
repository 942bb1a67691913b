"""One plain sentence for an account or a statement, in English or French.

The words come from ``locale/frames.<lang>.yaml``; this module only puts them in order: doer, verb
with its certainty (will, did not, is said to have), to whom, about what, where.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from recoupe.model import (
    Account,
    Article,
    Coded,
    Entity,
    Event,
    Figure,
    Statement,
    StatementRef,
    Tie,
    Value,
)
from recoupe.share import dates
from recoupe.share.grammar import english, english_tie, french, french_tie, takes_about
from recoupe.share.names import Name, Names, joined
from recoupe.share.nouns import is_generic, is_pronoun, known, spelled, tidy
from recoupe.share.words import Lang, amount, frames, listed, number, quoted, say

if TYPE_CHECKING:
    from recoupe.share.brief import Entry

_OVER = re.compile(r"plus d(?:e|’)\s|more than|\bover\s|au-delà d|أكثر من", re.I)
# What stands between « plus de » and a number that it does not bound.
_NEXT_COUNT = re.compile(r"[,;]|\b(?:et|ou|and)\b|(?:\S+\s+){4}")
# A trigger that is itself the number names nothing that is counted.
# « deux », « une vingtaine de », « vingt et un » before what is counted.
_NUMBER_WORDS = re.compile(
    r"^(?:(?:une? )?(?:une?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze"
    r"|seize|vingt|trente|quarante|cinquante|soixante|cent|mille|dizaine|douzaine|quinzaine|vingtaine|trentaine"
    r"|centaine|millier|million|milliard)s?\b(?:[ -]+(?:et |de |d['’](?!entre))?)?)+",
    re.I,
)
# An act told over more days than this is a balance sheet, not one case (as join/ledger.py counts cases).
BALANCE_DAYS = 31
_MONEY = {"EUR": "€", "USD": "$"}
# A number of a sentence, with the quotation mark right before it (« “1.200 soldats” »).
_WRITTEN = re.compile(r"(?:[“«\"]\s?)?(?<![\w.,])(\d{1,3}(?:[.,\s]\d{3})+|\d+)(?![\w%]|[.,]\d)")


class Speaker:
    """Says the statements of one set of articles in one language."""

    def __init__(self, articles: Sequence[Article], coded: Sequence[Coded], lang: Lang) -> None:
        self.lang: Lang = lang
        self.names = Names(articles, coded, lang)
        self._articles = {article.doc: article for article in articles}
        self._statements: dict[StatementRef, Statement] = {
            (one.doc, i): statement for one in coded for i, statement in enumerate(one.statements)
        }

    # -- accounts ---------------------------------------------------------------------------------

    def account(self, account: Account) -> str:
        """The account's sentence, from the statement that speaks best for all of them."""
        chosen = representative(account, self._statements, self.names.languages, self.lang)
        return self.statement(chosen) if chosen else account.type

    def statement(self, statement: Statement) -> str:
        """The sentence of one statement, capital first, no full stop."""
        if isinstance(statement, Event):
            text = self._event(statement)
        elif isinstance(statement, Tie):
            text = self._tie(statement)
        else:
            text = self.figure(statement)
        return text[:1].upper() + text[1:]

    def places(self, account: Account) -> list[str]:
        """Where, as written by most articles, in Latin letters where any article uses them."""
        counts: Counter[tuple[str, ...]] = Counter()
        aside = _aside(account.fields.get("where", ()))
        for ref in account.statements:
            statement = self._statements.get(ref)
            if isinstance(statement, Event | Figure) and statement.where and ref not in aside:
                counts[tuple(dict.fromkeys(tidy(p.text) for p in statement.where))] += 1
        if not counts:
            return []
        best = max(counts, key=lambda texts: (_latin(texts), counts[texts], len(texts)))
        return list(best)

    # -- figures ----------------------------------------------------------------------------------

    def value(self, figure: Figure) -> str:
        """The value with its bound and unit: « plus de 200 », « 85 kg »."""
        text = amount(self.lang, figure.value, self.bound(figure))
        if not figure.unit:
            return text
        return f"{text} {_MONEY.get(figure.unit, figure.unit)}"

    def bound(self, figure: Figure) -> str:
        """The bound, a minimum told apart: ``over`` where « plus de » stands before the number."""
        if figure.bound != "min":
            return figure.bound
        article = self._articles.get(figure.doc)
        quote = article.quote(figure.span) if article else ""
        before, told, _ = quote.partition(figure.trigger)
        if not told:
            return "over" if _OVER.search(quote) else "min"
        # Right before the number: another count of the sentence has a bound of its own.
        near = [before[match.end() :] for match in _OVER.finditer(before)][-1:]
        beside = any(not _NEXT_COUNT.search(words) for words in near)
        return "over" if beside or _OVER.search(figure.trigger) else "min"

    def counted(self, figure: Figure) -> str:
        """Value and noun, without doer and period: « 6 members », « 23 morts »."""
        one, _, more = str(frames(self.lang)["figure"].get(figure.measure, "")).partition("|")
        singular = abs(figure.value) < 2 if self.lang == "fr" else figure.value == 1
        noun = one if singular else more
        if figure.measure == "drugs-seized" and figure.unit:
            noun = str(frames(self.lang)["drugs"]) if figure.unit in {"kg", "t", "g"} else ""
        if figure.measure in {"other", "money"}:
            noun = "" if figure.measure == "money" else self._trigger_noun(figure)
        return f"{self.value(figure)} {noun}".strip()

    def part(self, figure: Figure) -> str:
        """A count beside another of its measure, by its own noun: « 9 people arrested and 2 minors »."""
        noun = self._trigger_noun(figure)
        return f"{self.value(figure)} {noun}" if noun else self.counted(figure)

    def _trigger_noun(self, figure: Figure) -> str:
        source = self.names.languages.get(figure.doc, "fr")
        texts = [*(e.text for e in figure.of), figure.trigger]
        for text in texts:
            bare = _NUMBER_WORDS.sub("", re.sub(r"^[\d\s.,]+", "", tidy(text)), count=1).strip()
            if bare and not re.match(r"(?:d['’]entre|autres?$)", bare) and not re.search(r"\d", bare):
                if source == self.lang:
                    return (
                        bare[:1].lower() + bare[1:] if bare.split(" ")[0].lower() in {"les", "des"} else bare
                    )
                if known(bare, source, self.lang):
                    return self.names.entity(Entity(bare), figure.doc).bare
                return quoted(self.lang, bare)
        return ""

    def figure(self, figure: Figure) -> str:
        """« Morocco: more than 200 cells dismantled since 2002 »."""
        text = self.counted(figure)
        article = self._articles.get(figure.doc)
        period = dates.counted(self.lang, figure.when, {article.published or ""} if article else set())
        if period:
            text = f"{text} {period}" if not period[0].isdigit() else f"{text}, {period}"
        if figure.status in frames(self.lang)["phrase"] and figure.status != "asserted":
            text = f"{text} ({frames(self.lang)['phrase'][figure.status]})"
        doers = [self.names.entity(e, figure.doc).bare for e in figure.actors]
        if doers:
            return f"{listed(self.lang, _unique(doers))}{say(self.lang, 'colon')}{text}"
        return text

    # -- events and ties --------------------------------------------------------------------------

    def _event(self, event: Event) -> str:
        frame = _frame(self.lang, event)
        actors = [self.names.entity(e, event.doc) for e in _telling(event.actors)]
        others = [self._recipient(e, event, frame) for e in _telling(event.recipients)]
        about = self._about(event)
        build = french if self.lang == "fr" else english
        text = build(frame, event.status, actors, others, about)
        if frame.get("vague") and not about:
            text = f"{text} ({quoted(self.lang, tidy(event.trigger))})"
        elif about and not takes_about(frame, others, about):
            text = f"{text}{say(self.lang, 'colon')}{about}"
        return text

    def _recipient(self, entity: Entity, event: Event, frame: Mapping[str, Any]) -> Name:
        small = frame.get("small")
        source = self.names.languages.get(event.doc, "fr")
        name = self.names.entity(entity, event.doc)
        vague = is_generic(entity.text, source) or not _latin([entity.text])
        if not small or entity.id or not vague or re.search(r"\d", name.text):
            return name
        text = str(small[1 if name.plural else 0])
        return Name(text, text, name.plural)

    def _about(self, event: Event) -> str:
        if not event.about or any(e.text == event.about for e in event.recipients):
            return ""  # a ship that was captured is not told twice
        source = self.names.languages.get(event.doc, "fr")
        name = self.names.entity(Entity(_NONE.sub("", event.about)), event.doc)
        if known(event.about, source, self.lang) and _frame(self.lang, event).get("about"):
            return name.text
        return name.text if name.text[:1] in "«“" else quoted(self.lang, name.text)

    def _tie(self, tie: Tie) -> str:
        frame = frames(self.lang)["tie"][tie.type]
        subject = [self.names.entity(e, tie.doc) for e in tie.subject]
        objects = [self.names.entity(e, tie.doc) for e in tie.object]
        several = len(subject) > 1 or any(name.plural for name in subject)
        who = listed(self.lang, joined(subject)) or say(self.lang, "languages.unknown").split()[0]
        build = french_tie if self.lang == "fr" else english_tie
        return build(frame, tie.status, who, several, objects)


def representative(
    account: Account,
    statements: Mapping[StatementRef, Statement],
    languages: Mapping[str, str],
    lang: str,
) -> Statement | None:
    """The statement whose values the account's sources support best.

    Of a count one that gives the best-supported number; best-supported values first (``Account.fields``),
    then the commonest doers, then the fullest statement, one in the brief's language before another; ties go
    to the first.
    """
    found = [(ref, statements[ref]) for ref in account.statements if ref in statements]
    if len(found) < 2:
        return found[0][1] if found else None
    who = {ref: _who(statement) for ref, statement in found}
    doers = Counter(who.values())
    certain = Counter(statement.status for _, statement in found)

    wrong, supported = dict.fromkeys(account.statements, 0), dict.fromkeys(account.statements, 0)
    for field, values in account.fields.items():
        if any(value.aside for value in values):
            for ref in _aside(values):
                wrong[ref] = wrong.get(ref, 0) + 1
        if values and field != "when":
            for ref in set(values[0].statements):
                supported[ref] = supported.get(ref, 0) + 1

    number = account.fields.get("value", ())[:1]
    best = {ref for value in number for ref in value.statements}

    def score(item: tuple[StatementRef, Statement]) -> tuple[int, int, bool, int, int, int, bool, int]:
        ref, statement = item
        with_doer = doers[who[ref]] if who[ref] else 0
        return (
            -wrong[ref], certain[statement.status], ref in best, supported[ref], with_doer, bool(who[ref]),
            languages.get(statement.doc, "fr") == lang, _filled(statement),
        )  # fmt: skip

    return max(found, key=score)[1]


def _filled(statement: Statement) -> int:
    """How many of an event's roles are told; of a figure and a tie those that they share with it."""
    filled = int(bool(statement.when))
    if isinstance(statement, Event):
        filled += bool(statement.recipients) + bool(statement.about)
    if isinstance(statement, Event | Figure):
        filled += bool(statement.actors) + bool(statement.where)
    return filled


def _aside(values: Iterable[Value]) -> set[StatementRef]:
    """The statements whose value was set aside, and nothing put in its place."""
    values = list(values)
    right = {ref for v in values if not v.aside for ref in v.statements}
    return {ref for v in values if v.aside for ref in v.statements} - right


def _telling(entities: Iterable[Entity]) -> list[Entity]:
    """Those that say who outside of their article; a pronoun that was not resolved does not.

    « Aucun passager » keeps its noun: that it was none is in the statement's status.
    """
    kept = (e for e in entities if e.id or not is_pronoun(e.text))
    return [e if e.id else Entity(_NONE.sub("", e.text)) for e in kept]


_NONE = re.compile(r"^(?:aucun|aucune|nul|nulle|pas un|pas une) ", re.I)


def _who(statement: Statement) -> tuple[str, ...]:
    entities = statement.subject if isinstance(statement, Tie) else statement.actors
    return tuple(sorted(e.id or tidy(e.text).lower() for e in entities))


def _frame(lang: Lang, event: Event) -> Mapping[str, Any]:
    table = frames(lang)["event"]
    found: Mapping[str, Any] = table.get(f"{event.type}/{event.mode}") or table[event.type]
    return found


def _unique(texts: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(texts))


def _latin(texts: Sequence[str]) -> bool:
    return all(re.search(r"[A-Za-z]", text) for text in texts)


def with_counts(
    speaker: Speaker,
    entry: Entry,
    accounts: Mapping[str, Account],
    statements: Mapping[StatementRef, Statement],
) -> str:
    """An entry's sentence with the counts that its sources agree on: « … dismantled a cell: 6 members ».

    A balance sheet (an act told over more than a month) goes without: its counts are in the ledger.
    """
    text = entry.sentence[speaker.lang]
    start, end = dates.span(accounts[entry.account].when)
    if start and (end is None or (end - start).days > BALANCE_DAYS):
        return text
    counts: list[str] = []
    measures: set[str] = set()
    for one in entry.counts:
        account = accounts[one]
        if not any(d.field == "value" and d.kind == "conflict" for d in account.disagreements):
            found = (statements.get(ref) for ref in account.statements)
            figure = next((s for s in found if isinstance(s, Figure)), None)
            if figure is None:
                continue
            bounded = _with_bound(speaker, figure, text)
            told = speaker.part(figure) if figure.measure in measures else speaker.counted(figure)
            measures.add(figure.measure)
            text, counts = (bounded, counts) if bounded else (text, [*counts, told])
    return f"{text}{say(speaker.lang, 'colon')}{listed(speaker.lang, _unique(counts))}" if counts else text


def _with_bound(speaker: Speaker, figure: Figure, text: str) -> str | None:
    """The sentence with a count's bound, where it tells the number itself (« at least 11 suspects »)."""
    value, bound = (
        number(speaker.lang, figure.value),
        amount(speaker.lang, figure.value, speaker.bound(figure)),
    )
    wanted = re.sub(r"\D", "", value)
    found = [match for match in _WRITTEN.finditer(text) if re.sub(r"\D", "", match[1]) == wanted]
    if word := spelled(figure.value, speaker.lang):
        found += re.finditer(rf"(?<![\w-]){word}(?![\w-])", text, re.I)
    for match in found:
        before = bound.removesuffix(value) if bound.endswith(value) else ""
        if not before or text[: match.start()].lower().endswith(before):
            return text
        made = f"{text[: match.start()]}{before}{text[match.start() :]}"
        return made[:1].upper() + made[1:]
    return None


def quantity(lang: Lang, value: float, bound: str, unit: str | None) -> str:
    """A ledger's value: bound, number and unit."""
    text = amount(lang, value, bound)
    return f"{text} {_MONEY.get(unit, unit)}" if unit else text
