"""Counts of one ledger that look at odds and are not: they have other scopes, and are told apart, not mixed.

« 160 depuis 2002, à la fin de 2018 » and « 183 depuis 2005, à la fin de 2020 »: neither period holds the
other, so no rule can set the two against each other. A reader who puts them side by side must be told.
"""

from __future__ import annotations

from recoupe.join.counted import Counted
from recoupe.model import Scope


def other_scope(a: Counted, b: Counted) -> Scope | None:
    """Why two counts of overlapping periods cannot be compared, where a reader might think that they clash.

    None where they agree, break a rule, or are plainly of other things. ``period``: the periods overlap and
    neither holds the other; ``place``: counted in other places; ``part``: one is told as a part of more;
    ``start``: of a period that was counted back, nobody told the day that it begins.
    """
    if not a.disjoint(b) or a.kind != b.kind or a.of_anything or a.doc == b.doc:
        return None
    x, y = a.days, b.days
    if x != y:
        short, long = sorted((a, b), key=lambda one: one.days.days or 0)
        if short.low <= long.high:
            return None  # the longer period counts more, as it may
    if a.elsewhere(b):
        return "place"
    if a.part or b.part:
        return "part"
    if not (x.holds(y) or y.holds(x)):
        return "period"
    return "start" if x != y and (x.slack or y.slack) else None
