"""Whether a number that counts something is a figure to keep, and of what measure: a conditional logit.

The measures compete with each other and with « none »; what the rules of ``figures`` say is one piece of
evidence among others. Fitted on the project's gold corpora by ``tools/train_reckon.py``, cross-validated by
corpus; the weights are a readable table, ``lexicon/fr/reckon.json``. The same input gives the same answer.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple, cast, get_args

import numpy as np

from recoupe.code.fr import fitted, heads, measures
from recoupe.code.fr.classes import classes_of
from recoupe.code.fr.figures import Count
from recoupe.code.fr.frames import Hit
from recoupe.code.fr.notes import Weighed, reasons
from recoupe.code.fr.tree import is_passive
from recoupe.code.fr.view import View
from recoupe.code.fr.words import noun_lemmas, plain, verb_lemmas
from recoupe.model import Measure
from recoupe.resolve.time import Time

NONE = "none"
LESS = 1.0  # a figure is kept where its measure is no less likely than none (0.5 to 1.25 tried)
# What the unit or the currency settles is not weighed against other measures.
_SETTLED = ("money", "drugs-seized")
MEASURES: tuple[str, ...] = get_args(Measure)
_OPEN = tuple(m for m in MEASURES if m not in _SETTLED)
_SIZES = (3, 10, 50, 200, 2000)


@cache
def weights() -> dict[str, float]:
    """The fitted weight of each feature, in log-odds."""
    found: dict[str, float] = fitted.table("reckon")
    return found


def kept(counts: Sequence[Count], view: View, hits: Sequence[Hit], times: Sequence[Time]) -> list[Count]:
    """The figures of a sentence that are to be kept, in order, each with its measure."""
    found: list[Count] = []
    for place, count in enumerate(counts):
        known = features(count, place, found, len(counts), view, hits, times)
        said = count.outright
        odds = _odds(count.measure, known)
        most = max(odds.values())
        mass = {label: math.exp(o - most) for label, o in odds.items()}
        best = max((label for label in mass if label != NONE), key=lambda label: mass[label])
        stays = mass[best] >= LESS * mass[NONE] or (said is not None and said.whole)
        best = said.measure if said is not None else best
        if stays:
            view.memory.measures.add(best)
            found.append(count._replace(measure=cast(Measure, best)))
        if view.memory.notes is not None:
            view.memory.notes.weighed.append(
                Weighed(
                    span=(view.start + count.start, view.start + count.end),
                    trigger=view.text[count.start : count.end],
                    frame="figure",
                    type=best,
                    mode=None,
                    flaws=(),
                    probability=round(mass[best] / sum(mass.values()), 3),
                    kept=stays,
                    reasons=reasons(weights(), described(count.measure, known)[best]),
                )
            )
    return found


def described(rule: str, known: frozenset[str]) -> dict[str, frozenset[str]]:
    """The measures that a figure may be of, and none, each with the features that speak of it."""
    labels = _labels(rule)
    made = {label: frozenset(f"{label}:{name}" for name in known) for label in labels}
    made[rule] |= {f"rule:{name}" for name in known} | {"rule"}
    made[NONE] = frozenset(f"none:{name}" for name in known)
    return made


def _labels(rule: str) -> tuple[str, ...]:
    return (rule,) if rule in _SETTLED else _OPEN


_COLUMNS = (*MEASURES, NONE, "rule")


class _Table(NamedTuple):
    """A table of weights, by feature: the row of each in ``rows``, whose columns are ``_COLUMNS``."""

    of: Mapping[str, float]
    places: dict[str, int]
    rows: Any


_kept: list[_Table] = [_Table({}, {}, None)]


def _by_feature() -> _Table:
    table = weights()
    if _kept[0].of is not table:
        found: dict[str, dict[str, float]] = {}
        for name, weight in table.items():
            label, _, feature = name.partition(":")
            if label in _COLUMNS:
                found.setdefault(feature, {})[label] = weight
        rows = [[own.get(label, 0.0) for label in _COLUMNS] for own in found.values()]
        _kept[0] = _Table(table, {feature: n for n, feature in enumerate(found)}, np.array(rows))
    return _kept[0]


def _odds(rule: str, known: frozenset[str]) -> dict[str, float]:
    """The log-odds of each measure: as ``fitted.odds`` of ``described``, without putting names together."""
    places, rows = _by_feature()[1:]
    # In the order of the table: a set's own is another in each run, and so would be the last digit.
    mine = sorted(places[feature] for feature in (*known, "") if feature in places)
    spoken = dict(zip(_COLUMNS, rows[mine].sum(axis=0).tolist(), strict=True))
    spoken[rule] += spoken["rule"]  # « rule » alone has no feature
    return {label: spoken[label] for label in (*_labels(rule), NONE)}


def features(
    count: Count,
    place: int,
    before: Sequence[Count],
    of: int,
    view: View,
    hits: Sequence[Hit],
    times: Sequence[Time],
) -> frozenset[str]:
    """What is known of a figure, as names of features.

    ``place`` is its place among the ``of`` numbers of the sentence; ``before`` are those of them kept so far.
    """
    found = {"any", f"by-rule={count.measure}", *_company(count, view, hits), *_number(count, place, of)}
    found |= set(_noun(count, view))
    found |= set(_clause(count, view))
    if before:
        found.add(f"last={before[-1].measure}")
        same = (
            count.hit is not None
            and before[-1].hit is not None
            and count.hit.token.i == before[-1].hit.token.i
        )
        found.add(f"last={before[-1].measure}&{'same' if same else 'other'}-deed")
    found |= {f"told={measure}" for measure in view.memory.measures}
    if any(t.first or t.last for t in times):
        found.add("time")
    found.add(f"official={min(4, int(view.memory.official * 2))}")
    found.add(f"dated={min(4, int(view.memory.dated * 5))}")
    return frozenset(found)


def _company(count: Count, view: View, hits: Sequence[Hit]) -> Iterator[str]:
    """The acts of the sentence, and the one that the figure belongs to."""
    yield f"acts={min(2, len(hits))}"
    yield f"named={min(3, sum(ref.kind != 'adjective' for ref in view.refs))}"
    if view.zone != "body":
        yield "not-body"
    hit = count.hit
    if hit is None:
        yield "deed=none"
        return
    yield f"deed={hit.frame.type}"
    yield f"deed={hit.frame.type}/{hit.frame.mode}"
    yield f"sure={int(hit.likely * 4)}"
    yield f"doers={'known' if any(a.id for a in hit.actors) else 'some' if hit.actors else 'none'}"
    if count.noun is not None and hit.about is not None and hit.about.i == count.noun.i:
        yield "done-to"


def _number(count: Count, place: int, of: int) -> Iterator[str]:
    """The number itself, and those beside it."""
    value = count.number.value
    yield f"size={sum(value >= least for least in _SIZES)}"
    yield f"bound={count.number.bound}"
    yield f"place={min(2, place)}"
    yield f"others={min(3, of - 1)}"


def _clause(count: Count, view: View) -> Iterator[str]:
    """The words around the number: what befalls those counted, the verb, the words behind."""
    befalls = measures.befalls(count.start, count.end, view)
    yield f"befalls={befalls}"
    at = count.noun if count.noun is not None else heads.token_at(view, count.number.start)
    verb = measures.nearest_verb(at)
    if verb is not None:
        yield f"verb={next(iter(verb_lemmas(verb.text)), 'none')}"
        yield f"verb={'passive' if is_passive(verb) else 'active'}"
    yield from (f"sense={name}" for name in view.classes())
    behind = plain(view.text[count.end : count.end + 40]).split()
    yield from (f"behind={word}" for word in behind[:2])


def _noun(count: Count, view: View) -> Iterator[str]:
    """The counted noun, and the words before the number."""
    noun = count.noun
    before = plain(view.text[max(0, count.number.start - 12) : count.number.start]).split()
    yield f"before={before[-1] if before else '^'}"
    if noun is None:
        yield "noun=none"
        return
    name = next(iter(noun_lemmas(noun.text)), "none")
    # « trois gardes » are no « gardés à vue », whom the table knows
    yield f"noun={'gardien' if name == 'garde' and 'é' not in noun.text else name}"
    yield f"dep={noun.dep_.split(':')[0]}"
    yield f"head={noun.head.pos_}"
    yield from (f"class={name}" for name in classes_of(noun))
    if not classes_of(noun):
        yield "class=none"
    ref = view.ref(noun)
    if ref is not None:
        yield f"ref={ref.kind}"
