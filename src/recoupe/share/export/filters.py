"""Which accounts go into an export: ``country=MAR``, ``type=COERCE/dismantle``, ``from=2020-01-01`` …

Conditions of one key are alternatives; different keys must all hold. Values of several statements
count where any one has them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

from msgspec import Struct

from recoupe.errors import InputError
from recoupe.model import Account, Article, Event, Figure, Statement, StatementRef, label
from recoupe.share.names import mentions

KEYS = {
    "from": "from this day on (YYYY-MM-DD; undated accounts are set aside)",
    "to": "up to this day",
    "country": "a side or place of this country (alpha-3, or UNO, EUR, IGO …)",
    "body": "names this entity id (MAR.BCIJ), or one below it (MAR)",
    "kind": "event, tie or figure",
    "type": "PLOVER type or tie, with its mode where wanted (COERCE/dismantle)",
    "measure": "what a figure counts (people-arrested)",
    "outlet": "told by this outlet",
    "grade": "this grade or better (1 to 6)",
    "origins": "at least so many origins",
    "status": "asserted, planned, hypothetical, negated or historical",
    "language": "told in this language (fr, ar)",
}
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class Filter(Struct, frozen=True):
    """Conditions on accounts: key → values, see ``KEYS``."""

    conditions: dict[str, tuple[str, ...]] = {}

    @staticmethod
    def parse(texts: Iterable[str]) -> Filter:
        """Read ``key=value`` texts; raises ``InputError`` for an unknown key or a value of the wrong form."""
        found: dict[str, tuple[str, ...]] = {}
        for text in texts:
            key, sign, value = (part.strip() for part in text.partition("="))
            if not sign or key not in KEYS or not value:
                raise InputError(f"filter {text!r}: is not KEY=VALUE with a KEY of {', '.join(KEYS)}")
            if key in {"from", "to"} and not _DAY.fullmatch(value):
                raise InputError(f"filter {text!r}: a day is written YYYY-MM-DD")
            if key in {"grade", "origins"} and not (value.isascii() and value.isdigit()):
                raise InputError(f"filter {text!r}: {key} is a whole number")
            found[key] = (*found.get(key, ()), value)
        return Filter(found)

    def account(self, account: Account) -> bool:
        """What can be told from the account alone; a first sieve."""
        tests: dict[str, Callable[[str], bool]] = {
            "from": lambda v: bool(account.when and (account.when.end or account.when.start or "") >= v),
            "to": lambda v: bool(account.when and (account.when.start or account.when.end or "9999") <= v),
            "kind": lambda v: account.kind == v,
            "measure": lambda v: account.kind == "figure" and account.type == v,
            "grade": lambda v: account.grade <= int(v),
            "origins": lambda v: len(account.origins) >= int(v),
        }
        return all(
            any(tests[key](value) for value in values)
            for key, values in self.conditions.items()
            if key in tests
        )

    def dossier(
        self,
        account: Account,
        statements: Mapping[StatementRef, Statement],
        articles: Mapping[str, Article],
    ) -> bool:
        """The rest, which needs the statements and their articles."""
        tests: dict[str, Callable[[str], bool]] = {
            "country": lambda v: any(v in _countries(s) for s in statements.values()),
            "body": lambda v: any(
                e.id and (e.id == v or e.id.startswith(v + "."))
                for s in statements.values()
                for e in mentions(s)
            ),
            "type": lambda v: (
                v in (account.type, f"{account.type}/{account.mode or ''}")
                or any(v in (label(s), f"{label(s)}/{_mode(s)}") for s in statements.values())
            ),
            "outlet": lambda v: any(a.outlet == v for a in articles.values()),
            "status": lambda v: any(s.status == v for s in statements.values()),
            "language": lambda v: any((a.language or "") == v for a in articles.values()),
        }
        return all(
            any(tests[key](value) for value in values)
            for key, values in self.conditions.items()
            if key in tests
        )


def _mode(said: Statement) -> str:
    return (said.mode or "") if isinstance(said, Event) else ""


def _countries(said: Statement) -> set[str | None]:
    found = {entity.country for entity in mentions(said)}
    return found | {place.country for place in said.where} if isinstance(said, Event | Figure) else found
