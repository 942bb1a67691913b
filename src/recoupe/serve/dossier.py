"""An account with the articles that tell it, and what the brief's page knows to say of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from recoupe.join.corrections import judged_by
from recoupe.join.judgements import NONE, Rulings
from recoupe.model import Account, Judgement, Ledger, StatementRef, Value
from recoupe.share.brief import DISPUTED, Brief, brief, docs_of
from recoupe.share.desk import View
from recoupe.share.page_accounts import AccountViews
from recoupe.share.values import field_name, origin_text, value_text
from recoupe.share.words import Lang, listed, several
from recoupe.store import Library, shown

# Articles of one account that a page quotes; the account itself always speaks of all of them.
MOST = 40
_NEAR = 2  # of one that is compared with it
COLUMNS = 5  # origins that the matrix shows side by side
_QUOTED = 150  # code points of a quotation in the matrix


class Material:
    """Accounts, the articles that tell them (``most`` of each), and the judgements that bear on these.

    Of accounts that are only ``near``, to compare with, the first few articles are read.
    """

    def __init__(
        self, library: Library, ids: Sequence[str], most: int = MOST, near: Sequence[str] = ()
    ) -> None:
        self.accounts: list[Account] = shown.accounts(library, [*ids, *near])
        many = dict.fromkeys(ids, most)
        docs = list(
            dict.fromkeys(
                doc for one in self.accounts for doc in docs_of(one)[: many.get(one.id, min(most, _NEAR))]
            )
        )
        self.articles, self.coded = shown.part(library, docs)
        self.numbers: Mapping[str, int] = shown.article_numbers(library, docs)
        self.judgements: list[Judgement] = library.judgements()
        self.rulings: Rulings = NONE
        self.read = self.coded  # as people put it right
        if self.judgements:
            from recoupe.join import ruled

            self.rulings = ruled(self.judgements, self.coded, self.articles)
            self.coded = list(self.rulings.aliases.coded(self.coded))
            self.read = self.rulings.read(self.coded)

    @property
    def docs(self) -> list[str]:
        """The names of the articles here."""
        return [article.doc for article in self.articles]


class Dossier(AccountViews):
    """One account as its page shows it; evidence is linked to the articles' own pages."""

    def __init__(self, made: Brief, lang: Lang, numbers: Mapping[str, int]) -> None:
        super().__init__(made, lang)
        self.article_numbers = numbers

    def _anchor(self, ref: StatementRef) -> str:
        return f"/article/{self.article_numbers.get(ref[0], 0)}#s{ref[1]}"

    def view(self, account: str) -> View:
        """What the brief's page says of the account."""
        entry = next(one for one in (*self.brief.entries, *self.brief.figures) if one.account == account)
        return self._account(entry)

    def ledger(self, one: Ledger) -> View:
        """A ledger: its picture, its claims with where they stand, the rules it breaks with both quotes."""
        return self._ledger("ledger", one)

    def outlet(self, doc: str) -> str:
        """The outlet of an article, with its reliability."""
        return self._outlet(doc)

    def quote(self, ref: StatementRef) -> View | None:
        """A statement's words with where they stand."""
        return self._quote(ref)

    def matrix(self, account: Account) -> View:
        """Fields by origins: what each says of each, and in what words."""
        origins = sorted(account.origins, key=lambda o: -len(o.docs))
        columns = origins[:COLUMNS]
        rows = []
        for name, values in account.fields.items():
            kinds = {d.kind for d in account.disagreements if d.field == name}
            # Words behind every value only where it matters: where sources contradict each other.
            quoted = bool(kinds & DISPUTED)
            cells = []
            for origin in columns:
                said = [v for v in values if origin.origin in v.origins or _tells(v, origin.docs)]
                cells.append([self._cell(name, values, v, origin.docs, quoted) for v in said])
            rest = [
                v for v in values
                if not any(origin.origin in v.origins or _tells(v, origin.docs) for origin in columns)
            ]  # fmt: skip
            rows.append(
                {
                    "name": name,
                    "field": field_name(self.lang, name),
                    "cells": cells,
                    "rest": [self._cell(name, values, v, v.docs, quoted) for v in rest],
                    "hard": quoted,
                }
            )
        return {
            "origins": [
                {
                    "name": origin_text(self.lang, origin.origin),
                    "outlets": listed(self.lang, self._outlets(origin.docs), 3),
                    "articles": several(self.lang, "article", len(origin.docs)),
                }
                for origin in columns
            ],
            "more": len(origins) - len(columns),
            "rows": rows,
            "rest": any(row["rest"] for row in rows),
        }

    def _cell(
        self, name: str, values: Sequence[Value], value: Value, docs: Sequence[str], quoted: bool
    ) -> View:
        refs = [ref for ref in value.statements if ref[0] in docs] or list(value.statements)
        quote = next((q for ref in refs if (q := self._quote(ref))), None)
        words = f"{quote['before']}{quote['trigger']}{quote['after']}" if quote else ""
        return {
            "value": value_text(self.speaker.names, name, value.value),
            "raw": value.value,
            "aside": value.aside,
            "judged": judged_by(values, value),
            "href": quote["anchor"] if quote else "",
            "quote": _cut(words, quote["before"] if quote else "") if quoted else "",
            "lang": quote["lang"] if quote else "und",
        }


def dossier(material: Material, lang: Lang) -> Dossier:
    """What can be said of these accounts."""
    made = brief(material.articles, material.read, (), material.accounts, (), material.rulings)
    return Dossier(made, lang, material.numbers)


def quotations(material: Material, lang: Lang) -> Dossier:
    """What was read, to quote from: nothing is worked out of the accounts themselves."""
    made = brief(material.articles, material.read, (), (), (), material.rulings)
    return Dossier(made, lang, material.numbers)


def _tells(value: Value, docs: Sequence[str]) -> bool:
    return not value.origins and bool(set(value.docs) & set(docs))


def _cut(words: str, before: str) -> str:
    """The words, or of long ones those around the trigger."""
    words = " ".join(words.split())
    if len(words) <= _QUOTED:
        return words
    start = max(0, min(len(" ".join(before.split())) - _QUOTED // 2, len(words) - _QUOTED))
    piece = words[start : start + _QUOTED]
    if start:
        piece = piece[piece.find(" ") + 1 :]
    if start + _QUOTED < len(words):
        piece = piece[: piece.rfind(" ")]
    return f"{'…' if start else ''}{piece}{'…' if start + _QUOTED < len(words) else ''}"
