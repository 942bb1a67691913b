"""Outlets that cite one another: which article of an account goes back to which, and who goes in a circle.

« Selon La Vigie » in Le Fanal and « rapporte Le Fanal » in La Vigie are two articles without a source.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache
from types import MappingProxyType

from recoupe.join.text import fold

# Words that stand before an outlet's own name, or end its address.
_WORDS_BEFORE = """
    le la les l un une notre nos the du de des d en ligne quotidien journal hebdomadaire hebdo mensuel
    magazine revue site web internet portail media chaine television tele radio electronique confrere
    confreres newspaper daily weekly website channel
"""
_BEFORE = frozenset(_WORDS_BEFORE.split())
_DOMAIN = re.compile(
    r"^(?:https?://)?(?:www\.)?(?P<name>[^/\s]+?)(?:\.(?:com|org|net|info|press|news|[a-z]{2}))+(?:/.*)?$"
)
_GLUED = re.compile(r"^(?:les|le|la)(?=\w{4})")


@lru_cache(maxsize=20_000)
def outlet_key(name: str) -> str:
    """An outlet's name as it can be compared: « le quotidien La Vigie », ``la-vigie``, ``lavigie.ma``."""
    domain = next(filter(None, map(_DOMAIN.match, name.casefold().split())), None)
    words = fold(domain["name"] if domain else name).split()
    kept = "".join([word for word in words if word not in _BEFORE] or words)
    # « lavigie » of an address is « La Vigie » of a masthead.
    return _GLUED.sub("", kept)


# What stands before the name of an outlet that is cited, in the languages that articles are read in.
_CITING = re.compile(
    r"\b(?:selon|d['’]après|à en croire|croit savoir|(?:cité|rapporté|relayé|révélé|repris)[es]* par"
    r"|(?:rapport|indiqu|révèl|affirm|annonc|relat|précis|assur|racont)e(?:nt)?|écri(?:t|vent)|citant"
    r"|according to|reported by|reports?|citing|quoting)\s+|(?:بحسب|حسب|وفق|نقلا عن|ذكرت|أفادت|كتبت)\s+",
    re.IGNORECASE,
)
# A name that goes on behind what was taken for it: « Le Fanal » of « Le Fanal du Draa ».
_GOES_ON = re.compile(r"[\s'’-]+(?:(?:du|de la|des|de|et)\s+|(?:de l|d)['’]\s?)?[A-ZÀ-Ý]")
_NAME_WORDS = 8


@lru_cache(maxsize=20_000)
def named_as_cited(text: str) -> frozenset[str]:
    """Every outlet's name, made comparable, that may stand where a sentence cites somebody.

    « Selon L'Écho des oasis, quarante fusils… » gives L'Écho, L'Écho des oasis and more; what of it is an
    outlet, the outlets of an account tell.
    """
    found: set[str] = set()
    for cue in _CITING.finditer(text):
        behind = re.split(r"[,.;:!?»”()\n]", text[cue.end() :], maxsplit=1)[0]
        for n, word in enumerate(re.finditer(r"\S+", behind)):
            if n == _NAME_WORDS:
                break
            if not _GOES_ON.match(behind, word.end()) and (key := outlet_key(behind[: word.end()])):
                found.add(key)
    return frozenset(found)


def citations(
    sources: Mapping[str, Iterable[str]],
    outlets: Mapping[str, str],
    published: Mapping[str, int | None],
    beside: Mapping[str, frozenset[str]] = MappingProxyType({}),
) -> dict[str, frozenset[str]]:
    """For each document the documents of one account that it says it has its news from.

    ``sources`` are the words of what each names as its sources, ``outlets`` who published it, ``beside``
    what may be an outlet's name in its sentences (:func:`named_as_cited`). What cites something else besides
    has its news not from there alone. A document is cited only where it is no later, or cites back.
    """
    by_outlet: dict[str, list[str]] = {}
    for doc, outlet in outlets.items():
        if key := outlet_key(outlet):
            by_outlet.setdefault(key, []).append(doc)
    found: dict[str, frozenset[str]] = {}
    for doc, words in sources.items():
        written = (beside.get(doc, frozenset()) & by_outlet.keys()) - {outlet_key(outlets[doc])}
        # « Le Fanal » was read of « Le Fanal du Draa », which its sentence has in full.
        whole = {outlet_key(w) for w in words}
        keys = written | {w for w in whole if not any(name.startswith(w) for name in written)}
        if keys and all(key in by_outlet for key in keys) and outlet_key(outlets[doc]) not in keys:
            found[doc] = frozenset(other for key in keys for other in by_outlet[key])

    def earlier(doc: str, other: str) -> bool:
        a, b = published[doc], published[other]
        return a is None or b is None or b <= a or doc in found.get(other, ())

    kept = {doc: frozenset(o for o in others if earlier(doc, o)) for doc, others in found.items()}
    return {doc: others for doc, others in kept.items() if others}


def source_of(docs: Collection[str], relays: Mapping[str, frozenset[str]]) -> dict[str, str]:
    """For each document that relays another of these, the one at the end of the chain.

    Where the chain is a circle, its first document by name stands for it.
    """
    found: dict[str, str] = {}
    for doc in docs:
        seen, at = [doc], doc
        while onward := _next(at, docs, relays):
            if onward in seen:
                at = min(seen[seen.index(onward) :])
                break
            seen.append(onward)
            at = onward
        if at != doc:
            found[doc] = at
    return found


def circles(docs: Collection[str], relays: Mapping[str, frozenset[str]]) -> list[tuple[str, ...]]:
    """The circles in which documents go back to each other, each from its first document by name."""
    found: dict[tuple[str, ...], None] = {}
    for doc in sorted(docs):
        seen, at = [doc], doc
        while onward := _next(at, docs, relays):
            if onward in seen:
                circle = seen[seen.index(onward) :]
                first = circle.index(min(circle))
                found[tuple(circle[first:] + circle[:first])] = None
                break
            seen.append(onward)
            at = onward
    return list(found)


def _next(doc: str, docs: Collection[str], relays: Mapping[str, frozenset[str]]) -> str | None:
    """The first by name of those of the documents that one goes back to."""
    others = relays.get(doc)
    return min((d for d in docs if d in others and d != doc), default=None) if others else None
