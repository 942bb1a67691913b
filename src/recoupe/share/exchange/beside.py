"""What partners say of an account that is here too: their grade, judgements and notes, as theirs.

Nothing of it counts in the account: whoever reads both sees where they differ.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from recoupe.join.anchors import Finder, Lost
from recoupe.model import Account, Judgement
from recoupe.share.exchange.nodes import names
from recoupe.share.exchange.wire import OfAccount, OfJudgement, OfNote, Record
from recoupe.share.handling import Marking
from recoupe.store import exchange as kept

if TYPE_CHECKING:
    from recoupe.store import Library


class Beside(Struct, frozen=True, kw_only=True):
    """One record of a partner that is about an account. ``at`` is when it was made, ISO 8601 in UTC.

    Exactly one of ``account``, ``judgement`` and ``note`` is there. ``via`` is who passed it on, empty for
    the partner itself.
    """

    id: str
    partner: str
    via: str
    at: str
    level: str
    account: OfAccount | None = None
    judgement: Judgement | None = None
    note: OfNote | None = None


def beside(
    library: Library, account: Account, finder: Finder, sees: Callable[[Marking], bool] = lambda _: True
) -> tuple[Beside, ...]:
    """What partners say of an account, as far as ``sees`` lets it be shown: accounts, judgements, notes.

    ``finder`` is over the account's articles: a judgement is about the words it names, whatever the account
    is called where it was made.
    """
    with library.reading() as connection:
        known = names(connection)
        rows = kept.of_subject(connection, "account", account.id)
        rows += list(kept.all_exchanged(connection, kinds=["judgement", "note"], own=False))
    found: list[Beside] = []
    about = {account.id, *(doc for doc, _ in account.statements)}
    for row in sorted(rows, key=lambda one: ("account", "judgement", "note").index(one.kind)):
        if row.state != "live":
            continue
        record = msgspec.json.decode(row.line, type=Record)
        if not sees(record.marking):
            continue
        body = record.content()
        if isinstance(body, OfJudgement) and not _bears(body.judgement, account, finder):
            continue
        if isinstance(body, OfNote) and about.isdisjoint(body.about):
            continue
        about.add(row.id)  # a note may be about the partner's own account or judgement
        found.append(
            Beside(
                id=row.id,
                partner=known.get(row.originator, row.originator),
                via="" if row.via == row.originator else known.get(row.via, row.via),
                at=record.at,
                level=record.marking.level,
                account=body if isinstance(body, OfAccount) else None,
                judgement=body.judgement if isinstance(body, OfJudgement) else None,
                note=body if isinstance(body, OfNote) else None,
            )
        )
    return tuple(found)


def lines(found: tuple[Beside, ...]) -> Iterator[str]:
    """The same for a terminal."""
    from recoupe.join.grade import WORDS

    for one in found:
        by = one.partner + (f" via {one.via}" if one.via else "")
        if one.account is not None:
            yield f"{by}: grade {one.account.grade} {WORDS[one.account.grade]}: {one.account.why}"
        elif one.judgement is not None:
            made = one.judgement
            told = f"grade {made.grade}" if made.grade else made.verdict
            yield f"{by}, {made.by}, {made.at[:10]}: {told}{f': {made.why}' if made.why else ''}"
        elif one.note is not None:
            yield f"{by}, {one.note.by}, {one.at[:10]}: {one.note.text}"


def _bears(one: Judgement, account: Account, finder: Finder) -> bool:
    for wanted in (*one.left, *one.right):
        try:
            if wanted.says and finder.statement(wanted) in account.statements:
                return True
        except Lost:
            continue
    return False
