"""Outlets at a glance: what each publishes, tells first and relays; how reliable a user holds it to be."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from statistics import median

from msgspec import Struct

from recoupe.model import Account, Article, Judgement, Reliability

# A report this many days behind the first recalls what is known; it is no news that came late.
RECALL_DAYS = 31


class Outlet(Struct, frozen=True, kw_only=True):
    """One outlet. ``first`` counts the accounts of several articles that it told on the earliest day;
    ``lag`` is the median number of days behind that day, over those it told later within a month (None
    where there is none);
    ``relayed`` is the share, of those it tells with others, that it has from what another article tells."""

    name: str
    articles: int
    accounts: int
    shared: int  # accounts that other outlets tell too
    first: int
    lag: float | None
    relayed: float | None
    reliability: Reliability | None
    by: str
    at: str
    why: str


def outlets(
    articles: Iterable[Article], accounts: Iterable[Account], reliability: Mapping[str, Judgement]
) -> list[Outlet]:
    """Every outlet that has an article, most articles first. Reliability is a user's word, never a result."""
    texts = list(articles)
    outlet = {a.doc: a.outlet for a in texts if a.outlet}
    published = {a.doc: date.fromisoformat(a.published) for a in texts if a.published}
    count: dict[str, int] = defaultdict(int)
    for name in outlet.values():
        count[name] += 1
    told: dict[str, int] = defaultdict(int)
    shared: dict[str, int] = defaultdict(int)
    first: dict[str, int] = defaultdict(int)
    behind: dict[str, list[int]] = defaultdict(list)
    relayed: dict[str, int] = defaultdict(int)
    for account in accounts:
        docs = [doc for doc in dict.fromkeys(d for d, _ in account.statements) if doc in outlet]
        names = {outlet[doc] for doc in docs}
        for name in names:
            told[name] += 1
        if len(names) < 2:
            continue
        days = [published[doc] for doc in docs if doc in published]
        for name in names:
            own = [doc for doc in docs if outlet[doc] == name]
            shared[name] += 1
            if dated := [published[doc] for doc in own if doc in published]:
                later = (min(dated) - min(days)).days
                first[name] += not later
                behind[name] += [later] if 0 < later <= RECALL_DAYS else []
            # The article an origin is read off stands first in it.
            leads = {origin.docs[0] for origin in account.origins}
            relayed[name] += not leads & set(own)
    found = []
    for name in sorted(count, key=lambda n: (-count[n], n)):
        judged = reliability.get(name)
        found.append(
            Outlet(
                name=name,
                articles=count[name],
                accounts=told[name],
                shared=shared[name],
                first=first[name],
                lag=float(median(behind[name])) if behind[name] else None,
                relayed=relayed[name] / shared[name] if shared[name] else None,
                reliability=judged.reliability if judged else None,
                by=judged.by if judged else "",
                at=judged.at if judged else "",
                why=judged.why if judged else "",
            )
        )
    return found


class Relays(Struct, frozen=True):
    """An outlet tells ``n`` accounts as another told them: its articles are of that other's origin."""

    outlet: str
    source: str
    n: int


def relays(outlet: Mapping[str, str | None], accounts: Iterable[Account]) -> list[Relays]:
    """Who relays whom, the commonest first. ``outlet`` is that of each article, by name.

    The article an origin is read off stands first in it; the others relay it.
    """
    found: Counter[tuple[str, str]] = Counter()
    for account in accounts:
        pairs = set()
        for origin in account.origins:
            source = outlet.get(origin.docs[0]) if origin.docs else None
            pairs |= {(name, source) for doc in origin.docs[1:] if source and (name := outlet.get(doc))}
        found.update(pair for pair in pairs if pair[0] != pair[1])
    ordered = sorted(found.items(), key=lambda one: (-one[1], one[0]))
    return [Relays(name, source, n) for (name, source), n in ordered]
