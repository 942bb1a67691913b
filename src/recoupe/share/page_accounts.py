"""The page's accounts and figures: what a template needs to set them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from datetime import date

from recoupe.join.corrections import judged_by
from recoupe.model import (
    Account,
    Applied,
    Claim,
    Disagreement,
    Ledger,
    Statement,
    StatementRef,
    Value,
)
from recoupe.share import dates, timeline
from recoupe.share.brief import DISPUTED, Entry, disputes
from recoupe.share.claims import ClaimLine, against, ledger_title, sides, value_name
from recoupe.share.desk import Desk, View
from recoupe.share.origin_svg import origin_svg
from recoupe.share.reasons import grade_why
from recoupe.share.sentence import with_counts
from recoupe.share.values import field_name, origin_text, readable, value_text
from recoupe.share.words import listed, number, say, several


class AccountViews(Desk):
    """Accounts with their fields, disagreements, origins and quotes; ledgers with their claims."""

    def _account(self, entry: Entry) -> View:
        from markupsafe import Markup

        account = self.accounts[entry.account]
        counts = [self.accounts[one] for one in entry.counts]
        many = len(entry.docs) > 1
        hard, seen = [], set()
        for one in (account, *counts):
            for disagreement in disputes(one):
                # Who and when a count is told of is compared where the act itself is.
                if one is not account and disagreement.field != "value":
                    continue
                view = self._disagreement(one, disagreement, entry, quotes=False)
                if (key := str(view)) not in seen:
                    seen.add(key)
                    hard.append(view)
        compared = [
            (one, d)
            for one in (account, *counts)
            for d in one.disagreements
            if one is account or d.field == "value"
        ]
        quotes = [q for ref in _by_span(account, self.statements) if (q := self._quote(ref))]
        colon = say(self.lang, "colon")
        origins = [
            colon.join([origin_text(self.lang, o.origin), listed(self.lang, self._outlets(o.docs), 12)])
            for o in account.origins
        ]
        counted = several(self.lang, "article", len(entry.docs))
        rooted = several(self.lang, "origin", len(account.origins))
        return {
            "id": self.ids[entry.account],
            "code": self.codes[entry.account],
            "number": self.numbers[entry.account],
            "many": many,
            "date": self._date(entry),
            "sentence": with_counts(self.speaker, entry, self.accounts, self.statements),
            "places": listed(self.lang, list(entry.places)),
            "disputes": hard,
            "origin_line": self._origin_line(account) if many else "",
            "support": self._support(entry),
            "grade": account.grade,
            "grade_words": say(self.lang, f"grade.{account.grade}"),
            "why": grade_why(self.lang, account.why),
            "rows": [row for one in (account, *counts) for row in self._rows(one, entry)] if many else [],
            "graph_caption": say(self.lang, "page_text.origin_graph", articles=counted, origins=rooted),
            "graph": Markup(self._graph(account)) if many else "",
            "relays": self._relays(account) if many else [],
            "signs": self._signs(account) if many else [],
            "judged": [self._judged(one) for one in account.judged],
            "origins": origins,
            "versus": [
                self._disagreement(one, d, entry, quotes=True) for one, d in compared if d.kind in DISPUTED
            ],
            "soft": [
                self._disagreement(one, d, entry, quotes=False)
                for one, d in compared
                if d.kind not in DISPUTED
            ],
            "quotes": quotes,
        }

    def _graph(self, account: Account) -> str:
        graph = self.brief.graphs.get(account.id)
        if graph is None:
            return ""
        days = {
            spot.doc: dates.day(self.lang, date.fromisoformat(spot.published), year=False)
            for spot in graph.articles
            if spot.published
        }
        named = [(origin.origin, origin_text(self.lang, origin.origin)) for origin in account.origins]
        return origin_svg(graph, days, named)

    def _judged(self, one: Applied) -> str:
        why = f"{say(self.lang, 'colon')}{one.why}" if one.why else ""
        day = dates.day(self.lang, date.fromisoformat(one.at[:10]))
        return f"{one.effect} ({one.by}, {day}){why}"

    def _relays(self, account: Account) -> list[str]:
        """Who relays whom, in words: « casa-midi prints the text of oued-depeches »."""
        graph = self.brief.graphs.get(account.id)
        if graph is None:
            return []
        told = [
            say(self.lang, f"link.{link.how}", outlet=self._outlet(link.doc), to=self._outlet(link.to))
            for link in graph.links
            if link.relays
        ]
        for circle in graph.circles:
            names = " → ".join(self._outlet(doc) for doc in (*circle, circle[0]))
            told.append(f"{say(self.lang, 'link.circle')}{say(self.lang, 'colon')}{names}")
        return told

    def _signs(self, account: Account) -> list[str]:
        """What each article's source was read off, for those who do not see the drawing."""
        graph = self.brief.graphs.get(account.id)
        return [
            say(self.lang, f"link.{link.how}", outlet=self._outlet(link.doc), to=link.to)
            for link in (graph.links if graph else ())
            if not link.relays
        ]

    def _rows(self, account: Account, entry: Entry) -> list[View]:
        rows = []
        for field, values in account.fields.items():
            # What kind of act and how certain is in the sentence, unless sources differ on it.
            if field in {"what", "status"} and len(values) < 2:
                continue
            if account.kind == "figure" and field != "value":
                continue
            name = field_name(self.lang, field)
            if account.kind == "figure":
                name = value_name(self.speaker, account.type)
            for i, value in enumerate(values):
                rows.append(
                    {
                        "field": name if i == 0 else "",
                        "value": self._value(field, value, None),
                        "who": self._who(value),
                        "aside": value.aside,
                        "judged": judged_by(values, value),
                    }
                )
        return rows

    def _value(self, field: str, value: Value, year: int | None) -> str:
        return value_text(self.speaker.names, field, value.value, year)

    def _who(self, value: Value) -> str:
        """Who says it: outlets by name, and from how many origins where they are several."""
        outlets = self._outlets(value.docs)
        named = listed(self.lang, outlets, 3)
        if len(value.docs) == 1:
            return named
        articles = several(self.lang, "article", len(value.docs))
        origins = f", {several(self.lang, 'origin', len(value.origins))}" if value.origins else ""
        return f"{articles}{origins}{say(self.lang, 'colon')}{named}"

    def _disagreement(self, account: Account, disagreement: Disagreement, entry: Entry, quotes: bool) -> View:
        name = field_name(self.lang, disagreement.field)
        if account.kind == "figure":
            measure = value_name(self.speaker, account.type)
            name = measure if disagreement.field == "value" else f"{name} ({measure})"
        values = [
            {
                "value": self._value(disagreement.field, value, entry.year),
                "who": self._who(value) if quotes else self._backing(value),
                "quote": next((q for ref in value.statements if (q := self._quote(ref))), None)
                if quotes
                else None,
            }
            for value in disagreement.values
        ]
        kind = disagreement.kind
        # That of the act stands on its line: that men were arrested may be sure and their number not.
        own = account.id in entry.counts and account.grade != self.accounts[entry.account].grade
        return {
            "field": name,
            "grade": f"{account.grade} {say(self.lang, f'grade.{account.grade}')}" if own else "",
            "relation": say(self.lang, f"relation.{kind}"),
            "hard": kind in DISPUTED,
            "values": values,
        }

    def _ledger(self, identity: str, ledger: Ledger) -> View:
        from markupsafe import Markup

        lines = [
            ClaimLine(self.speaker, ledger, claim, self.statements, self.articles) for claim in ledger.claims
        ]
        disputed = sides(ledger)
        broken = set().union(*disputed)
        bars = [
            timeline.Bar(
                start=dates.span(line.claim.when)[0],
                end=dates.span(line.claim.when)[1],
                label=f"{line.value} ({line.scope})" if line.scope else line.value,
                broken=id(line.claim) in broken,
            )
            for line in lines
        ]
        documented = ""
        if ledger.documented:
            here, claimed, _ = ledger.documented
            told = say(
                self.lang, "documented_of", here=number(self.lang, here), claimed=number(self.lang, claimed)
            )
            documented = f"{say(self.lang, 'documented')}{say(self.lang, 'colon')}{told}"
        title = ledger_title(self.speaker, ledger)
        return {
            "id": identity,
            "title": title[:1].upper() + title[1:],
            "chart": Markup(timeline.periods(bars)),
            "claims": [
                {
                    "period": line.when,
                    "value": line.value,
                    "scope": line.scope,
                    "broken": id(line.claim) in broken,
                    "who": self._claimed_by(line.claim),
                    "anchor": next(
                        (self._anchor(ref) for ref in line.claim.statements if ref[0] in self.doc_ids), ""
                    ),
                }
                for line in lines
            ],
            "documented": documented,
            "rules": [
                self._against(lines, about, say(self.lang, f"rule.{violation.rule}"), violation.why)
                for violation, about in zip(ledger.violations, disputed, strict=True)
            ],
            "unlike": [
                self._against(
                    lines,
                    {id(claim) for claim in against(ledger, pair)},
                    f"{say(self.lang, 'unlike.heading')}{say(self.lang, 'colon')}"
                    f"{say(self.lang, f'unlike.{pair.scope}')}",
                    pair.why,
                )
                for pair in ledger.not_comparable
            ],
        }

    def _against(self, lines: Sequence[ClaimLine], about: Set[int], rule: str, why: str) -> View:
        """Claims set side by side (``about``: by ``id``), each with its quote."""
        return {
            "rule": rule,
            "why": readable(self.lang, why),
            "sides": [
                {
                    "value": line.value,
                    "who": f"{line.when} · {self._claimed_by(line.claim)}",
                    "quote": next((q for ref in line.claim.statements if (q := self._quote(ref))), None),
                }
                for line in lines
                if id(line.claim) in about
            ],
        }

    def _claimed_by(self, claim: Claim) -> str:
        return self._backing(Value("", claim.docs, claim.origins))


def _by_span(account: Account, statements: Mapping[StatementRef, Statement]) -> list[StatementRef]:
    """The account's statements, one for each passage of text."""
    found: dict[tuple[str, int, int], StatementRef] = {}
    for ref in account.statements:
        if statement := statements.get(ref):
            found.setdefault((ref[0], *statement.span), ref)
    return list(found.values())
