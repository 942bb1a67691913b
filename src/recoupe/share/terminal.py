"""The brief in a terminal: one line says it, the next say only what an analyst must not miss.

Text of the press is stripped of control characters (a title could otherwise drive the terminal) and
never read as markup. Colours repeat what the words say; a pipe gets none.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from recoupe.model import Account, Claim, Disagreement, Dropped, Ledger, Value, unique
from recoupe.share import dates
from recoupe.share.brief import Brief, Entry, disputes, statements_of
from recoupe.share.claims import ClaimLine, against, ledger_title, sides, value_name
from recoupe.share.ids import short_ids
from recoupe.share.insight import Wording
from recoupe.share.nouns import UNSHOWN
from recoupe.share.sentence import Speaker, with_counts
from recoupe.share.values import field_name, origin_text, value_text
from recoupe.share.words import Lang, check, has, listed, number, quoted, say, several

if TYPE_CHECKING:
    from rich.console import Console

_DATE = {"en": 12, "fr": 14}  # columns of the date: « 30 Sep 2020 », « 30 sept. 2020 »
_LABEL = 11  # columns of a label, before a detail or at the foot
_LEAST, _MOST = 60, 120  # widths beyond which lines no longer get narrower or longer
_WIDE = 100  # from here on every line has room for the grade in words
_PERIOD = 32  # columns of a claim's period
_QUOTE = 60  # characters of a quote in the ledger; the page has the whole


def print_brief(brief: Brief, console: Console, lang: str = "en") -> None:
    """Print the brief to a rich console, as wide as the console is (60 to 120 columns).

    Raises ``InputError`` for a language other than ``en`` and ``fr``.
    """
    check(lang)
    _Printer(brief, console, "fr" if lang == "fr" else "en").everything()


def clean(text: str) -> str:
    """The text on one line, without control characters."""
    return " ".join(UNSHOWN.sub(" ", text).split(" "))


class _Printer:
    def __init__(self, brief: Brief, console: Console, lang: Lang) -> None:
        self.brief, self.console, self.lang = brief, console, lang
        self.date = _DATE[lang]
        self.width = max(_LEAST, min(_MOST, console.width))
        self.accounts: Mapping[str, Account] = {account.id: account for account in brief.accounts}
        self.ids = short_ids(self.accounts)
        self.code = max(map(len, self.ids.values()), default=0)  # columns of an id
        self.statements = statements_of(brief.coded)
        self.articles = {article.doc: article for article in brief.articles}
        self.speaker = Speaker(brief.articles, brief.coded, lang)

    def everything(self) -> None:
        self._head()
        self._chronology()
        self._figures()
        self._insights()
        self._aside()
        if self.brief.reliability:
            self._put_wrapped(say(self.lang, "page_text.reliability_note"), 0)

    # -- lines ------------------------------------------------------------------------------------

    def _put(self, text: str = "", style: str = "") -> None:
        from rich.text import Text

        self.console.print(Text(text, style=style), soft_wrap=True)

    def _wrap(self, text: str, width: int) -> list[str]:
        """Lines no wider than ``width`` cells, broken at spaces only (a longer word stays whole)."""
        from rich.cells import cell_len

        lines, line = [], ""
        for word in clean(text).split(" "):
            if line and cell_len(line) + 1 + cell_len(word) > width:
                lines.append(line)
                line = word
            else:
                line = f"{line} {word}" if line else word
        return [*lines, line]

    def _row(self, left: str, text: str, right: str, indent: int, style: str = "") -> None:
        """A label, a text that may wrap, and something set flush right on its last line."""
        from rich.cells import cell_len
        from rich.text import Text

        room = self.width - indent
        lines = self._wrap(text, room)
        for i, line in enumerate(lines):
            out = Text(f"  {left:<{indent - 2}}" if i == 0 else " " * indent, style="bold" if style else "")
            out.append(line, style=style)
            if right and i == len(lines) - 1:
                gap = self.width - indent - cell_len(line) - cell_len(right)
                if gap >= 2:
                    out.append((" " * gap + right).rstrip(), style="dim")
                else:
                    self.console.print(out, soft_wrap=True)
                    out = Text((" " * (self.width - cell_len(right)) + right).rstrip(), style="dim")
            self.console.print(out, soft_wrap=True)

    def _detail(self, label: str, text: str, style: str = "") -> None:
        """A line under an account: ``≠ when     Tue 4 Feb (5) · …``."""
        indent = 2 + self.date + _LABEL
        lines = self._wrap(text, self.width - indent)
        label = label if len(label) < _LABEL else f"{label} "
        self._put(f"{'':{2 + self.date}}{label:<{_LABEL}}{lines[0]}", style)
        for line in lines[1:]:
            self._put(" " * indent + line, style)

    # -- head -------------------------------------------------------------------------------------

    def _head(self) -> None:
        from rich.cells import cell_len

        summary, lang = self.brief.summary, self.lang
        parts = [several(lang, "article", summary.articles), several(lang, "outlet", summary.outlets)]
        if summary.copies:
            parts.append(several(lang, "copy", summary.copies))
        if summary.undated:
            parts.append(several(lang, "undated", summary.undated))
        if summary.not_coded:
            names = [
                f"{number(lang, len(docs))} {self._language(code)}"
                for code, docs in summary.not_coded.items()
            ]
            parts.append(say(lang, "not_coded", list=", ".join(names)))
        head, period = " · ".join(parts), self._period()
        gap = self.width - cell_len(head) - cell_len(period)
        if gap >= 3:
            self._put(head + " " * gap + period, "bold")
            return
        for line in (*self._wrap(head, self.width), period):
            self._put(line, "bold")

    def _language(self, code: str) -> str:
        known = say(self.lang, f"languages.{code}") if code in _known_languages(self.lang) else code
        return clean(known)

    def _period(self) -> str:
        first, last = self.brief.summary.first, self.brief.summary.last
        if not first or not last:
            return ""
        start, end = date.fromisoformat(first), date.fromisoformat(last)
        if start == end:
            return dates.day(self.lang, start)
        return say(self.lang, "from_to", start=dates.day(self.lang, start), end=dates.day(self.lang, end))

    # -- chronology -------------------------------------------------------------------------------

    def _chronology(self) -> None:
        current: int | str | None = ""
        for entry in self.brief.entries:
            if entry.year != current:
                current = entry.year
                self._put()
                if current is None:
                    self._put(f"{say(self.lang, 'no_date')} ({say(self.lang, 'no_date_note')})", "bold")
                else:
                    self._put(str(current), "bold")
            self._entry(entry)

    def _entry(self, entry: Entry) -> None:
        account = self.accounts[entry.account]
        text = self.sentence(entry)
        many = len(entry.docs) > 1
        mark = "≠ " if entry.disputed and not many else ""
        self._row(
            self._date(entry),
            mark + text,
            self._support(account, entry),
            2 + self.date,
            "bold" if many else "",
        )
        told = [
            self._disagreement(one, disagreement, entry)
            for one in (account, *(self.accounts[count] for count in entry.counts))
            for disagreement in disputes(one)
            # Who and when a count is told of is compared where the act itself is.
            if one is account or disagreement.field == "value"
        ]
        for label, line in unique(told):
            self._detail(label, line, "yellow")
        if many:
            self._from(account)
        for one in account.judged:
            why = f"{say(self.lang, 'colon')}{one.why}" if one.why else ""
            self._detail(say(self.lang, "judged"), f"{one.effect} ({one.by}){why}")

    def sentence(self, entry: Entry) -> str:
        """The account's sentence, then the places."""
        text = with_counts(self.speaker, entry, self.accounts, self.statements)
        return f"{text} ({listed(self.lang, list(entry.places))})" if entry.places else text

    def _date(self, entry: Entry) -> str:
        start = date.fromisoformat(entry.start) if entry.start else None
        end = date.fromisoformat(entry.end) if entry.end else None
        if entry.year is None:
            return dates.day(self.lang, date.fromisoformat(entry.reported)) if entry.reported else ""
        text = dates.interval(self.lang, start, end, year=False, written=entry.written)
        if len(text) < self.date:
            return text
        # Too long for its column: from the start on, the page has the exact words.
        return (
            f"{dates.day(self.lang, start, year=False)} …"
            if start
            else f"… {dates.day(self.lang, end or date.min, year=False)}"
        )

    def _support(self, account: Account, entry: Entry) -> str:
        grade = say(self.lang, f"grade.{account.grade}")
        one = len(entry.docs) == 1
        if one:
            who = self._outlet(entry.docs[0])
        else:
            articles = several(self.lang, "article", len(entry.docs))
            who = f"{articles}, {several(self.lang, 'origin', len(account.origins))}"
        code = self.ids[account.id]
        if self.width < _WIDE:
            graded = str(account.grade) if one else f"{account.grade} {grade}"
            return f"{who}   {graded}   {code}"
        longest = max(len(say(self.lang, f"grade.{n}")) for n in range(1, 7))
        return f"{who}   {account.grade} {grade:<{longest}} {code:<{self.code}}"

    def _outlet(self, doc: str) -> str:
        article = self.articles.get(doc)
        name = (article.outlet if article else None) or doc
        letter = self.brief.reliability.get(name)
        return clean(f"{name} ({letter})" if letter else name)

    def _disagreement(self, account: Account, disagreement: Disagreement, entry: Entry) -> tuple[str, str]:
        label = field_name(self.lang, disagreement.field)
        if account.kind == "figure" and disagreement.field == "value":
            label = value_name(self.speaker, account.type).split(" ")[0]
        # That of the act stands on its line: that men were arrested may be sure and their number not.
        graded = account.id in entry.counts and account.grade != self.accounts[entry.account].grade
        suffix = f" → {account.grade} {say(self.lang, f'grade.{account.grade}')}" if graded else ""
        values = [self._value(disagreement.field, value, entry.year) for value in disagreement.values]
        return f"≠ {label}", " · ".join(values) + suffix

    def _value(self, field: str, value: Value, year: int | None) -> str:
        return f"{value_text(self.speaker.names, field, value.value, year)} ({self._backing(value)})"

    def _backing(self, value: Value) -> str:
        """Who says it: the outlet if one article does, else how many articles of how many origins."""
        if len(value.docs) == 1:
            return self._outlet(value.docs[0])
        articles = several(self.lang, "article", len(value.docs))
        return (
            f"{articles}, {several(self.lang, 'origin', len(value.origins))}" if value.origins else articles
        )

    def _from(self, account: Account) -> None:
        relayed = [origin for origin in account.origins if len(origin.docs) > 1]
        if not relayed:
            return
        parts = [
            say(
                self.lang,
                "relayed",
                origin=clean(origin_text(self.lang, origin.origin)),
                articles=several(self.lang, "article", len(origin.docs)),
            )
            for origin in relayed
        ]
        alone = [self._outlet(o.docs[0]) for o in account.origins if len(o.docs) == 1]
        if alone:
            own = say(self.lang, "own" if len(alone) == 1 else "owns")
            parts.append(f"{listed(self.lang, alone)} {own}")
        self._detail(say(self.lang, "from"), "; ".join(parts))

    # -- figures ----------------------------------------------------------------------------------

    def _figures(self) -> None:
        if not self.brief.ledgers and not self.brief.figures:
            return
        self._put()
        self._put(say(self.lang, "figures"), "bold")
        for ledger in self.brief.ledgers:
            self._ledger(ledger)
        for entry in self.brief.figures:
            self._row("", self.sentence(entry), self._support(self.accounts[entry.account], entry), 4)

    def _ledger(self, ledger: Ledger) -> None:
        self._put("  " + clean(ledger_title(self.speaker, ledger)), "bold")
        lines = [
            ClaimLine(self.speaker, ledger, claim, self.statements, self.articles) for claim in ledger.claims
        ]
        for line in lines:
            value = f"{line.value} ({line.scope})" if line.scope else line.value
            self._row("", f"{line.when:<{_PERIOD}} {value}", self._who(line.claim), 4)
        colon = say(self.lang, "colon")
        for violation, about in zip(ledger.violations, sides(ledger), strict=True):
            meant = [line for line in lines if id(line.claim) in about]
            pair = [f"{line.value} ({line.when}, {self._quote(line.claim)})" for line in meant]
            rule = say(self.lang, f"rule.{violation.rule}")
            text = " / ".join(pair) if len(pair) > 1 else violation.why
            self._put_wrapped(f"✗ {rule}{colon}{text}", 4, "yellow")
        for unlike in ledger.not_comparable:
            claims = against(ledger, unlike)
            pair = [f"{line.value} ({line.when})" for line in lines if any(c is line.claim for c in claims)]
            heading, scope = say(self.lang, "unlike.heading"), say(self.lang, f"unlike.{unlike.scope}")
            self._put_wrapped(f"≁ {heading}{colon}{' / '.join(pair)}{colon}{scope}", 4)
        if ledger.documented:
            here, claimed, _ = ledger.documented
            told = say(
                self.lang, "documented_of", here=number(self.lang, here), claimed=number(self.lang, claimed)
            )
            self._put_wrapped(f"{say(self.lang, 'documented')}{say(self.lang, 'colon')}{told}", 4)

    def _who(self, claim: Claim) -> str:
        if len(claim.docs) == 1:
            return self._outlet(claim.docs[0])
        articles = several(self.lang, "article", len(claim.docs))
        return f"{articles}, {several(self.lang, 'origin', len(claim.origins))}"

    def _quote(self, claim: Claim) -> str:
        """The words around the count, as the first article has them."""
        for ref in claim.statements:
            statement, article = self.statements.get(ref), self.articles.get(ref[0])
            if statement and article:
                text = clean(article.quote(statement.span))
                at = max(text.find(clean(statement.trigger)), 0)
                start = max(0, at - _QUOTE // 2)
                end = start + _QUOTE
                cut = text[start:end]
                if start:
                    cut = "…" + cut.partition(" ")[2]
                if end < len(text):
                    cut = cut.rpartition(" ")[0] + "…"
                return quoted(self.lang, cut)
        return ""

    def _put_wrapped(self, text: str, indent: int, style: str = "") -> None:
        for line in self._wrap(text, self.width - indent):
            if line:
                self._put(" " * indent + line, style)

    # -- what follows -----------------------------------------------------------------------------

    def _insights(self) -> None:
        words = Wording(self.brief.accounts, self.speaker)
        told = list(words.summary(self.brief.insights))
        if first := [item.head for item in words.first(self.brief.outlets)]:
            title = say(self.lang, "insight.first") + say(self.lang, "colon")
            told.append(title + listed(self.lang, first, 3))
        if told:
            self._put()
            self._put(say(self.lang, "insight.heading"), "bold")
            for line in told:
                self._put_wrapped(line, 4)

    # -- set aside --------------------------------------------------------------------------------

    def _aside(self) -> None:
        summary, lang = self.brief.summary, self.lang
        parts = []
        if summary.silent:
            parts.append(say(lang, "silent", articles=several(lang, "article", len(summary.silent))))
        if summary.blocks:
            kinds = [say(lang, f"zones.{zone}") for zone in summary.blocks]
            blocks = several(lang, "block", sum(summary.blocks.values()))
            parts.append(say(lang, "blocks", blocks=blocks, zones=listed(lang, kinds, most=8)))
        dropped = _told_apart(self.brief)
        if not parts and not dropped:
            return
        self._put()
        self._labelled(say(lang, "set_aside"), " · ".join(parts))
        for item in dropped:
            self._put_wrapped(f"{item.doc}{say(lang, 'colon')}{item.reason}", _LABEL + 1)
        grades = " · ".join(f"{n}\u00a0{say(lang, f'grade.{n}')}" for n in range(1, 7))
        self._labelled(say(lang, "grades_legend"), grades)

    def _labelled(self, label: str, text: str) -> None:
        """A line of the foot: its label, its text, and the rest below the text."""
        if text:
            first, *rest = self._wrap(text, self.width - _LABEL - 1)
            self._put(f"{label:<{_LABEL}} {first}")
            for line in rest:
                self._put(" " * (_LABEL + 1) + line)


def _told_apart(brief: Brief) -> list[Dropped]:
    """What was dropped, without the articles that the head counts as not coded yet."""
    waiting = {doc for docs in brief.summary.not_coded.values() for doc in docs}
    return [item for item in brief.dropped if item.doc not in waiting]


def _known_languages(lang: Lang) -> frozenset[str]:
    return frozenset(
        code
        for code in ("ar", "de", "en", "es", "fr", "it", "nl", "pt", "unknown")
        if has(lang, f"languages.{code}")
    )
