"""Entries into force: « l'accord est entré en vigueur le 1er juin », told beside its signing or long after.

Read off the sentences of the articles, since the statements tell signings and not what became of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from recoupe.join.entities import is_state, state_of
from recoupe.join.text import nouns
from recoupe.model import Article, Event, Span, StatementRef

# A fact: « est entré en vigueur », « en vigueur depuis mai », « depuis l'entrée en vigueur ». Not
# « entrera », « n'est pas entré », « avant l'entrée en vigueur ». For texts in plain letters.
_ENTERED = re.compile(
    r"\b(?:est|sont|etait|etaient)(?: (?:deja|enfin|aussi|officiellement|bien|depuis peu))?"
    r" (?:entree?s? )?en vigueur"
    r"|(?:^|, |\. )entree?s? en vigueur"
    r"|\ben vigueur depuis\b|\bdepuis (?:l'|son )entree en vigueur|\ba pris effet|\bont pris effet"
    r"|\b(?:is|are|has|have) (?:now )?(?:been )?(?:entered |come )?in(?:to)? force"
    r"|\b(?:entered|came) into force"
    r"|\bدخل\w* حيز التنفيذ"
)
_HINTS = ("vigueur", "effet", "force", "التنفيذ")
# « N'est pas en vigueur depuis mai », « ne sont plus en vigueur ».
_DENIED = re.compile(r"\bn'|\bne \w+ (?:pas|plus)|\bnot\b|\bnever\b")
_AGREEMENT = re.compile(
    r"accord|convention|traite|pacte|protocole|memorandum|texte|arrangement|entente|treve|cessez-le-feu|charte"
    r"|partenariat|agreement|treaty|convention|truce|ceasefire|اتفاق|معاهدة"
)
_BACK = re.compile(r"\W*(?:il|elle|ils|elles|celui-ci|celle-ci|it|they)\b")
# What is said of any agreement tells none from another.
_ANY = nouns(
    """accord accords convention conventions traité traités protocole mémorandum texte pacte partenariat
    arrangement entré entrée entrent vigueur effet pris signé signée signature conclu pays entre relatif
    relative portant ministre ministère année article force entered signed agreement treaty officiellement"""
)


class Signed(NamedTuple):
    """A signing: where it is told, the states that signed, its first day (ISO) as far as it is known."""

    ref: StatementRef
    event: Event
    states: frozenset[str]
    day: str | None


class Entry(NamedTuple):
    """A sentence that tells an entry into force: of what, whose, and from which day (ISO) on."""

    doc: str
    span: Span
    states: frozenset[str]
    back: bool  # it says « il », « elle » for what was named before
    words: frozenset[str]
    day: str | None
    reported: str | None


def parties(events: Iterable[Event]) -> frozenset[str]:
    """The states (alpha-3) that sign, themselves or by their bodies."""
    return frozenset(
        s for e in events for one in (*e.actors, *e.recipients) if (s := state_of(one)) and is_state(s)
    )


def entries(articles: Iterable[Article]) -> Iterator[Entry]:
    """The entries into force that articles tell as facts, in the order of their texts."""
    for article in articles:
        if any(hint in article.text for hint in _HINTS):
            for span in _sentences(article):
                found = _entry(article, span)
                if found is not None:
                    yield found


def signed_by(entry: Entry, signings: Sequence[Signed], article: Mapping[str, Article]) -> Signed | None:
    """The signing of what has entered into force; None where none was read, or it could be another's.

    It is told in the sentence itself; or before it in its article, where the sentence names no party of its
    own; or wherever the same states signed something in like words, the latest before it.
    """
    here = [s for s in signings if s.ref[0] == entry.doc and s.event.span[0] < entry.span[1]]
    for one in here:
        if one.event.span[1] > entry.span[0]:
            return one
    if len(entry.states) < 2:
        before = [s for s in here if entry.states <= s.states]
        if not entry.states and not entry.back:
            before = [s for s in before if _alike(entry, s, article) is not False]
        return max(before, key=lambda s: s.event.span, default=None)
    same = [s for s in signings if s.states >= entry.states and _earlier(s, entry)]
    likeness = {s.ref: _alike(entry, s, article) for s in same}
    told = [s for s in same if likeness[s.ref]]
    if not told and len({s.day for s in same}) == 1:
        told = [s for s in same if likeness[s.ref] is None]
    return max(told, key=lambda s: (s.day or "", s.ref), default=None)


def _earlier(signing: Signed, entry: Entry) -> bool:
    latest = entry.day or entry.reported
    return signing.day is None or latest is None or signing.day <= latest


def _alike(entry: Entry, signing: Signed, articles: Mapping[str, Article]) -> bool | None:
    """Whether both say what the agreement is about in like words; None where one does not say."""
    article = articles.get(signing.ref[0])
    if article is None:
        return None
    theirs = _about(article.quote(signing.event.span))
    return not entry.words.isdisjoint(theirs) if entry.words and theirs else None


# What an agreement is about stands after its name: « l'accord de réadmission entre … ».
_NAMED = re.compile(rf"(?:{_AGREEMENT.pattern})\w*\b(?P<of>[^,;:.]{{0,60}})")
_NO_MORE = re.compile(r"\b(?:est|sont|etait|entre|qui|que|avec|a|ont|signee?s?|conclue?s?)\b")


def _subject(sentence: str) -> frozenset[str]:
    """The words for what the agreements of a sentence are about, as far as they say."""
    from recoupe.code.fr.words import plain

    found: frozenset[str] = frozenset()
    for one in _NAMED.finditer(plain(sentence)):
        end = _NO_MORE.search(one["of"])
        words = sentence[one.start("of") : one.start("of") + (end.start() if end else len(one["of"]))]
        found |= _about(words)
    return found


def _about(sentence: str) -> frozenset[str]:
    """The words of a sentence but for the names in it and those said of any agreement."""
    from recoupe.resolve.names import names

    bare = sentence
    for name in reversed(names().find(sentence)):
        if name.country or name.id:
            bare = bare[: name.start] + " " + bare[name.end :]
    return nouns(bare) - _ANY


def _sentences(article: Article) -> Iterator[Span]:
    from recoupe.code.sentences import sentences, split

    if article.zones:
        yield from ((start, end) for start, end, _ in sentences(article))
    else:
        yield from split(article.text, 0, len(article.text))


def _entry(article: Article, span: Span) -> Entry | None:
    from recoupe.code.fr.words import plain
    from recoupe.resolve.names import names
    from recoupe.resolve.time import find_times

    sentence = article.quote(span)
    text = plain(sentence)
    found = _ENTERED.search(text)
    if found is None or _DENIED.search(text[max(0, found.start() - 12) : found.end()]):
        return None
    back = _BACK.match(text) is not None
    if not back and not _AGREEMENT.search(text):
        return None
    language = "ar" if article.language == "ar" else "fr"
    times = [t for t in find_times(sentence, article.published, language=language) if t.first]
    after = next((t.first for t in times if t.start >= found.start()), None)
    return Entry(
        doc=article.doc,
        span=span,
        states=frozenset(n.country for n in names().find(sentence) if n.country and is_state(n.country)),
        back=back,
        words=_subject(sentence),
        day=after or (times[0].first if len(times) == 1 else None),
        reported=article.published,
    )
