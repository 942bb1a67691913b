"""From what a person points at to a judgement: accounts, statements, articles, outlets, values by name.

``Judging`` looks up what was typed in a corpus and its accounts, and makes the row that a library
keeps (:meth:`recoupe.store.Library.judge`). Whatever it cannot find it refuses with an ``InputError``
that names what there is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from difflib import get_close_matches
from typing import Any

import msgspec

from recoupe.errors import InputError
from recoupe.join.anchors import article_passage, in_brief, passage
from recoupe.join.compare import FIELD_NAMES, written
from recoupe.join.marks import agencies
from recoupe.join.text import fold
from recoupe.model import (
    Account,
    Article,
    Coded,
    Judgement,
    Passage,
    Statement,
    StatementRef,
    Verdict,
    label,
    overlap,
    stem,
)

# ``article.txt:120-180``, and where several statements stand there their type: ``…:120-180:members``.
_AT = re.compile(r"(?P<doc>.+):(?P<start>\d+)-(?P<end>\d+)(?::(?P<type>[\w-]+))?")
_OFFERED = 5  # names offered where the one typed is not there


class Judging:
    """Makes judgements on one corpus. ``listing`` gives account ids in the order a brief numbers them."""

    def __init__(
        self,
        articles: Iterable[Article],
        coded: Iterable[Coded],
        accounts: Iterable[Account],
        listing: Callable[[], Sequence[str]] = lambda: (),
    ) -> None:
        self.articles = {article.doc: article for article in articles}
        self.coded = {one.doc: one for one in coded}
        self.accounts = {account.id: account for account in accounts}
        self._listing = listing

    # -- what was typed ----------------------------------------------------------------------

    def account(self, typed: str) -> Account:
        """The account of an id, of the beginning of one, or of a number of the brief."""
        if typed in self.accounts:
            return self.accounts[typed]
        if typed.isdecimal():
            listed = self._listing()
            if 0 < int(typed) <= len(listed):
                return self.accounts[listed[int(typed) - 1]]
        if typed:
            begun = [one for one in self.accounts if one.startswith((typed, f"A-{typed}"))]
            if len(begun) == 1:
                return self.accounts[begun[0]]
            if begun:
                raise InputError(f"{typed}: {len(begun)} accounts begin so, {_some(begun)}; type more of it")
        close = get_close_matches(typed, self.accounts, n=_OFFERED, cutoff=0.6)
        there = f"there is {', '.join(close)}" if close else "recoupe brief shows the id of each"
        if typed.isdecimal() and self.accounts:
            there = f"the brief numbers {len(self._listing())} accounts; {there}"
        raise InputError(f"{typed}: no account has this id; {there}")

    def statements(self, typed: str) -> list[StatementRef]:
        """The statements of an account, or the one at ``article:start-end`` (``:type`` where several are)."""
        found = _AT.fullmatch(typed)
        if found is None:
            return list(self.account(typed).statements)
        doc = self.article(found["doc"]).doc
        start, end = int(found["start"]), int(found["end"])
        said = self.coded[doc].statements if doc in self.coded else ()
        here = [i for i, s in enumerate(said) if overlap(s.span, (start, end))]
        if found["type"]:
            here = [i for i in here if label(said[i]) == found["type"]]
        if len(here) == 1:
            return [(doc, here[0])]
        if not here:
            raise InputError(f"{typed}: nothing is coded there; recoupe show {doc} lists what is, and where")
        exact = [i for i in here if said[i].span == (start, end)]
        if len(exact) == 1:
            return [(doc, exact[0])]
        told = "; ".join(f"{address(said[i])} ({in_brief(said[i])})" for i in here[:_OFFERED])
        raise InputError(f"{typed}: {len(here)} statements stand there, name one: {told}")

    def article(self, typed: str) -> Article:
        """The article of a name, with or without extension, or of an address."""
        if typed in self.articles:
            return self.articles[typed]
        found = [a for a in self.articles.values() if typed in (stem(a.doc), a.url)]
        if len(found) == 1:
            return found[0]
        if found:
            names = _some([a.doc for a in found])
            raise InputError(f"{typed}: {len(found)} articles are called so, {names}; name one in full")
        raise InputError(f"{typed}: no article of that name{_like(typed, self.articles)}")

    def outlets(self) -> list[str]:
        """The outlets of the corpus, sorted."""
        return sorted({a.outlet for a in self.articles.values() if a.outlet})

    def outlet(self, typed: str) -> str:
        """The outlet of that name; case and accents aside."""
        known = self.outlets()
        found = [o for o in known if o == typed] or [o for o in known if fold(o) == fold(typed)]
        if len(found) == 1:
            return found[0]
        raise InputError(f"{typed}: no outlet of that name{_like(typed, known)}")

    # -- judgements --------------------------------------------------------------------------

    def pair(self, verdict: Verdict, a: str, b: str, by: str, why: str) -> Judgement:
        """``same`` or ``different``, of two accounts or statements."""
        left, right = self.statements(a), self.statements(b)
        if verdict == "different":
            # « This one does not belong to its account »: the others of the account are the other side.
            if set(right) < set(left):
                left = [ref for ref in left if ref not in right]
            elif set(left) < set(right):
                right = [ref for ref in right if ref not in left]
        if set(left) & set(right) or not left or not right:
            raise InputError(f"{a} and {b} are the same statements; name two accounts or two statements")
        kinds = [self._said(side[0]).kind for side in (left, right)]
        if kinds[0] != kinds[1]:
            raise InputError(f"{a} is a {kinds[0]} and {b} a {kinds[1]}: they are different as they stand")
        about = f"{self._named(a, left)} and {self._named(b, right)}"
        return self._made(
            verdict, by, why, about=about, left=self._passages(left), right=self._passages(right)
        )

    def relays(self, a: str, b: str, by: str, why: str) -> Judgement:
        """An article or outlet relays an article, an outlet or an agency."""
        passages: list[tuple[Passage, ...]] = []
        names: list[str] = []
        told: list[str] = []
        for typed, agency in ((a, False), (b, True)):
            try:
                article = self.article(typed)
            except InputError:
                name = self._source(typed, agency)
                passages.append(())
                names.append(name)
                told.append(name)
            else:
                passages.append((article_passage(article),))
                names.append("")
                told.append(article.doc)
        if told[0] == told[1]:
            raise InputError(f"{a}: cannot relay itself; name two")
        left, right = passages
        return self._made(
            "relays", by, why, about=f"{told[0]} → {told[1]}", left=left, right=right, names=tuple(names)
        )

    def _source(self, typed: str, agency: bool) -> str:
        known = agencies()
        named = next((name for name in known if agency and fold(name) == fold(typed)), None)
        try:
            return self.outlet(typed)
        except InputError:
            if named:
                return named
        what = "article, outlet or agency" if agency else "article or outlet"
        there = [*self.articles, *self.outlets(), *(known if agency else ())]
        raise InputError(f"{typed}: no {what} of that name{_like(typed, there)}")

    def wrong(
        self,
        typed: str,
        field: str,
        value: str | None,
        by: str,
        why: str,
        instead: Callable[[Statement], Statement] | None = None,
    ) -> Judgement:
        """A value of a field is wrong: ``value`` as the account shows it, where it has several.

        ``instead`` puts the field right in the first of the statements that give it.
        """
        refs = set(self.statements(typed))
        if field not in FIELD_NAMES:
            raise InputError(f"{field}: no field of that name; there are {', '.join(FIELD_NAMES)}")
        account = next(a for a in self.accounts.values() if refs & set(a.statements))
        given = [v for v in account.fields.get(field, ()) if refs & set(v.statements) and not v.aside]
        if not given:
            raise InputError(f"{typed}: says nothing of {field}; it has {', '.join(account.fields)}")
        values = [v.value for v in given]
        meant = [v for v in given if value in (None, v.value)]
        meant = meant or [v for v in given if fold(v.value) == fold(value or "")]
        # « 273 » for « 273 (2016-01-01/2016-12-31) », where one value alone begins so.
        meant = meant or [v for v in given if value and fold(v.value.partition(" (")[0]) == fold(value)]
        if len(meant) != 1:
            several = "one of" if value is None else f"no {value!r} but"
            raise InputError(f"{typed}: {field} is {several} {'; '.join(values)}; choose with --value")
        said = sorted(refs & set(meant[0].statements))
        right = instead(self._said(said[0])) if instead else None
        if right is not None and written(right, field) == meant[0].value:
            raise InputError(f"{typed}: {field} is {meant[0].value} already; put something else in its place")
        return self._made(
            "wrong",
            by,
            why,
            about=f"{self._named(typed, said)}: {field} {meant[0].value}{_arrow(right, field)}",
            instead=msgspec.UNSET if right is None else right,
            left=self._passages(said),
            field=field,
            value=meant[0].value,
        )

    def grade(self, typed: str, grade: int, by: str, why: str) -> Judgement:
        """The account is to be graded so, whatever the rule gives."""
        account = self.account(typed)
        about = f"{self._named(typed, account.statements)}: grade {grade}"
        passages = self._passages(account.statements)
        return self._made("grade", by, why, about=about, left=passages, grade=grade)

    def reliability(self, outlet: str, letter: Any, by: str, why: str) -> Judgement:
        """How reliable an outlet is held to be, A to F."""
        name = self.outlet(outlet)
        about = f"{name}: reliability {letter}"
        return self._made("reliability", by, why, about=about, names=(name,), reliability=letter)

    def names(self, verdict: Verdict, a: str, b: str, by: str, why: str) -> Judgement:
        """``same-name`` or ``different-name``, of two names as written or ids."""
        relation = "are one" if verdict == "same-name" else "are two"
        if fold(a) == fold(b):
            raise InputError(f"{a}: name two names, or two ids")
        return self._made(verdict, by, why, about=f"{a} and {b} {relation}", names=(a, b))

    def _named(self, typed: str, refs: Sequence[StatementRef]) -> str:
        """What was typed, by a name that lasts longer than a number, with what it says."""
        first = self._said(refs[0])
        name = address(first) if _AT.fullmatch(typed) else self.account(typed).id
        return f"{name} ({in_brief(first)})"

    def _said(self, ref: StatementRef) -> Statement:
        return self.coded[ref[0]].statements[ref[1]]

    def _passages(self, refs: Iterable[StatementRef]) -> tuple[Passage, ...]:
        return tuple(passage(self.articles[doc], self.coded[doc].statements, i) for doc, i in refs)

    def _made(self, verdict: Verdict, by: str, why: str, **more: Any) -> Judgement:
        return Judgement(verdict=verdict, by=by, at=now(), why=" ".join(why.split()), **more)


def undoing(number: int, by: str, why: str) -> Judgement:
    """The row that takes a judgement back."""
    return Judgement(
        verdict="undo", by=by, at=now(), why=" ".join(why.split()), about=f"judgement {number}", undoes=number
    )


def now() -> str:
    """This moment in UTC, to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def address(said: Statement) -> str:
    """How a statement is pointed at: ``article.txt:120-180:members``."""
    return f"{said.doc}:{said.span[0]}-{said.span[1]}:{label(said)}"


def _arrow(right: Statement | None, field: str) -> str:
    return "" if right is None else f" → {written(right, field) or 'nothing'}"


def _some(names: Sequence[str]) -> str:
    return ", ".join(names[:_OFFERED]) + (", …" if len(names) > _OFFERED else "")


def _like(typed: str, names: Iterable[str]) -> str:
    close = get_close_matches(typed, dict.fromkeys(names), n=_OFFERED, cutoff=0.5)
    return f"; there is {', '.join(close)}" if close else "; recoupe outlets lists the outlets"
