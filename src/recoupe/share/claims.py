"""How the lines of a ledger read: its title, each claim's period and value, the quotes of a broken rule."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import msgspec

from recoupe.join.counted import kind_counted, uncounted
from recoupe.model import Article, Claim, Figure, Ledger, Statement, StatementRef, Unlike, Violation, unique
from recoupe.share import dates
from recoupe.share.sentence import Speaker, quantity
from recoupe.share.words import frames, say


def measure_name(speaker: Speaker, measure: str) -> str:
    """What is counted, in the plural: « cells dismantled »; « money » and « other » by their own name."""
    noun = str(frames(speaker.lang)["figure"].get(measure, "")).partition("|")[2]
    return noun or say(speaker.lang, f"measure.{measure}")


def value_name(speaker: Speaker, measure: str) -> str:
    """What the values of a measure are of: « members »; « drugs seized », whose units stand with each."""
    if measure == "drugs-seized":
        return say(speaker.lang, f"measure.{measure}")
    return measure_name(speaker, measure)


def ledger_title(speaker: Speaker, ledger: Ledger) -> str:
    """« cells dismantled, BCIJ »."""
    name = measure_name(speaker, ledger.measure)
    if ledger.measure in {"drugs-seized", "money"} and ledger.unit:
        name = f"{say(speaker.lang, 'measure.' + ledger.measure)} ({ledger.unit})"
    doer = "" if ledger.actor in {"", "?"} else speaker.names.value(ledger.actor)
    return f"{name}, {doer}" if doer else name


class ClaimLine:
    """One claim, ready to be set: ``period``, ``value``, ``scope`` (what of the measure), ``figure``."""

    def __init__(
        self,
        speaker: Speaker,
        ledger: Ledger,
        claim: Claim,
        statements: Mapping[StatementRef, Statement],
        articles: Mapping[str, Article],
    ) -> None:
        published = {a.published for doc in claim.docs if (a := articles.get(doc)) and a.published}
        found = [s for ref in claim.statements if isinstance(s := statements.get(ref), Figure)]
        self.figure = found[0] if found else None
        self.claim = claim
        lang = speaker.lang
        self.period = dates.counted(lang, claim.when, published) or say(lang, "no_date").lower()
        start, end = dates.span(claim.when)
        # « since 2002 » says nothing of when it was counted, and the axis of a ledger is that date.
        self.as_of = (
            dates.day(lang, end) if start and end and claim.when and claim.when.end in published else ""
        )
        if start == end:
            self.as_of = ""
        as_of = say(lang, "as_of", date=self.as_of)
        self.when = f"{self.period}, {as_of}" if self.as_of else self.period
        self.value = (
            speaker.value(self.figure)
            if self.figure
            else quantity(lang, float(claim.value), claim.bound, ledger.unit)
        )
        self.scope = self._scope(speaker)

    def _scope(self, speaker: Speaker) -> str:
        if self.figure is None:
            return ""
        if self.figure.measure == "other":
            return speaker.counted(self.figure).removeprefix(speaker.value(self.figure)).strip()
        if not kind_counted(self.figure):
            return ""  # « personnes » arrested are people arrested
        # The number is in the value already: « 14 women » counts women.
        named = [e if e.id else msgspec.structs.replace(e, text=uncounted(e.text)) for e in self.figure.of]
        names = [speaker.names.entity(e, self.figure.doc).bare for e in named if e.id or e.text]
        return ", ".join(unique(re.sub(r"^\d+ ", "", name) for name in names))


def sides(ledger: Ledger) -> list[set[int]]:
    """For each broken rule of a ledger, which of its claims (by ``id``) the rule is about."""
    return [{id(claim) for claim in against(ledger, violation)} for violation in ledger.violations]


def against(ledger: Ledger, violation: Violation | Unlike) -> Sequence[Claim]:
    """The claims set against each other: of these accounts, those whose value and period the why names."""
    claims = [claim for claim in ledger.claims if claim.account in violation.accounts]
    named = [claim for claim in claims if _names(violation.why, claim)]
    return named if len(named) > 1 else claims


def _names(why: str, claim: Claim) -> bool:
    number = f"{claim.value:.12g}"
    if number not in why:
        return False
    written = re.escape(number)
    bound = "(?<!min )(?<!max )(?<!about )" if claim.bound == "exact" else f"(?<={claim.bound} )"
    value = re.search(rf"{bound}(?<![\d.-]){written}(?![\d-])", why)
    dates_named = [date for date in ((claim.when.start, claim.when.end) if claim.when else ()) if date]
    return bool(value) and all(date in why for date in dates_named)
