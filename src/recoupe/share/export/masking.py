"""Private persons in an export: each under a pseudonym, in fields, ids, quotes, titles, names and links.

Who is private, :mod:`recoupe.share.export.people` says. The pseudonym is a keyed hash (HMAC-SHA-256) of
the person's id; the key is random, made for one export and kept nowhere, so that two exports cannot be put
together by it and the way back leads only through the library and its articles. What one partner reads at our
server, version after version, has one secret key of its own.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from base64 import b32encode
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from typing import Any
from urllib.parse import unquote, urlsplit

import msgspec
from msgspec.structs import replace

from recoupe.model import CODED_ZONES, Article, Event, Zone
from recoupe.resolve.fold import fold
from recoupe.resolve.fold import key as folded
from recoupe.share.export.arabic import LETTERS, PREFIXES, never_alone
from recoupe.share.export.arabic import found_in as found_in_arabic
from recoupe.share.export.people import Surnames, in_article, listed, named, persons_of
from recoupe.share.export.records import Record, sha256
from recoupe.share.export.runs import chains, found_in, found_of, in_chain, opens
from recoupe.share.names import mentions

PREFIX = "Person-"
_LEAST = 3  # letters; a shorter part of a name is no name by itself
# Articles whose names are kept: those of the accounts of some weeks.
_KEPT = 10_000
_LINK = ("http://", "https://")
# A name once more in another script, in brackets behind it: « Karim Benali (كريم بن علي) ».
_ELSEWHERE = r"(?:\s*\([^()a-z]*[\u0370-\u1fff\u2e80-\uffdc][^()a-z]*\))?"


# Where a name may start: after no letter, or after an Arabic word that is written together with it (« and »).
_STARTS = rf"(?:(?<![^\W_])|(?<=(?<![^\W_])[{PREFIXES}])(?=[\u0620-\u06d3]))"


class Mask:
    """The pseudonyms of one export; ``secret`` to have those of an earlier one again."""

    def __init__(self, surnames: Surnames, secret: bytes | None = None) -> None:
        self._surnames = surnames
        self._key = secret or secrets.token_bytes(32)
        self.masked: set[str] = set()
        self._known: dict[str, list[_Chain]] = {}
        self._before: dict[str, list[_Chain]] = {}

    def pseudonym(self, person: str) -> str:
        """« Person-K3V9QX2A », the same for a person all through one export."""
        digest = hmac.new(self._key, person.encode("utf-8", "surrogatepass"), hashlib.sha256).digest()
        return PREFIX + b32encode(digest).decode()[:10]

    def _chains(self, article: Article) -> list[_Chain]:
        """Where an article may name persons; kept for the articles seen last."""
        found = self._known.get(article.doc)
        if found is None:
            found = self._before.get(article.doc)
            if found is None:
                found = [
                    _Chain(words, zone, *match.span())
                    for zone in article.zones
                    if zone.zone in CODED_ZONES
                    for match in chains(article.text[zone.start : zone.end])
                    if (words := _tokens_of(match[0]))
                ]
            if len(self._known) >= _KEPT:
                self._before, self._known = self._known, {}
            self._known[article.doc] = found
        return found

    def _may_name(self, made: Record, articles: Iterable[Article]) -> bool:
        """Whether a record could name anybody, in office or not: a quick look, since most name nobody.

        Looks for a word of every name that its articles hold in the record without accents, which is many
        times faster than folding and searching all its texts; never wrong where it says no.
        """
        text = _looked_in(made)
        if text is None or not "".join(words := _possible(made)).isascii():
            return True
        if any(word in text for word in words):
            return True
        there, not_there = set[str](), set[str]()  # words of the articles that the record has, or has not
        for article in articles:
            for chain in self._chains(article):
                for word in chain.words:
                    if word in not_there:
                        continue
                    if word in there or not word.isascii() or word in text:
                        there.add(word)
                        if any(not word.isascii() or word in text for word in chain.needles(article)):
                            return True
                        break
                    not_there.add(word)
        return any(True for _ in self._surnames.of("\n".join(_texts(made))))

    def record(self, made: Record, articles: Mapping[str, Article]) -> Record:
        """The record without names of private persons."""
        if not self._may_name(made, articles.values()):
            return made
        table: dict[str, str] = {}
        people = private(made, articles, self._surnames)
        for person, forms in sorted(people.items()):
            for form in forms:
                table.setdefault(form, self.pseudonym(person))
        if not table:
            return made
        pattern = _pattern(frozenset(table))
        used: set[str] = set()

        @cache
        def text(value: str) -> str:
            plain = fold(unquote(value) if value.startswith(_LINK) else value)
            if not (found := list(pattern.finditer(plain))):
                return value
            if value.startswith(_LINK):
                parts = urlsplit(value)
                return f"{parts.scheme}://{parts.netloc}/"
            kept, at = [], 0
            for match in found:
                name = table[" ".join(match["name"].replace("_", " ").split())]
                used.add(name)
                kept += [value[at : match.start()], name]
                at = match.end()
            return "".join([*kept, value[at:]])

        def walk(value: Any) -> Any:
            if isinstance(value, str):
                return text(value)
            if isinstance(value, dict):
                return {text(k): walk(v) for k, v in value.items()}
            if isinstance(value, list | tuple):
                return [walk(v) for v in value]
            return value

        masked = msgspec.convert(walk(msgspec.to_builtins(made)), type=Record)
        evidence = []
        for before, after in zip(made.evidence, masked.evidence, strict=True):
            changed = before.quote != after.quote
            # A hash of the true quote would let every name be tried until it fits.
            digest = sha256(after.quote) if changed else before.quote_sha256
            evidence.append(
                replace(after, masked=changed, quote_sha256=digest, article_sha256=before.article_sha256)
            )
        sources = [replace(m, sha256=o.sha256) for o, m in zip(made.articles, masked.articles, strict=True)]
        account = replace(masked.account, id=made.account.id)
        self.masked |= used
        return replace(masked, account=account, evidence=tuple(evidence), articles=tuple(sources))


class _Chain:
    """Capitalised words of an article, and what is looked for to know whether a record has any of them.

    ``words`` of which a name in it can be made; ``zone`` of the article, and where the chain stands in that.
    """

    __slots__ = ("_needles", "end", "start", "words", "zone")

    def __init__(self, words: tuple[str, ...], zone: Zone, start: int, end: int) -> None:
        self.words, self.zone, self.start, self.end = words, zone, start, end
        self._needles: frozenset[str] | None = None

    def needles(self, article: Article) -> frozenset[str]:
        """A word of each form of the persons that they name."""
        if self._needles is None:
            part = article.text[self.zone.start : self.zone.end]
            runs = found_of(part, self.start, self.end)
            self._needles = frozenset[str]().union(*(_words_of_name(run.name, run.sure) for run in runs))
        return self._needles


@lru_cache(maxsize=100_000)
def _tokens_of(chain: str) -> tuple[str, ...]:
    """The words, folded; an initial, which any text holds, is the empty word."""
    # A word alone that only begins a sentence names nobody.
    names = (_plain(run) for run in in_chain(chain) if " " in _plain(run) or not opens(run))
    return tuple(dict.fromkeys(word if len(word) > 1 else "" for name in names for word in name.split()))


def _possible(made: Record) -> set[str]:
    """A word, folded, of every form under which the record itself names anybody."""
    found = set[str]()
    for proof in made.evidence:
        for person, text, _ in persons_of(proof.statement):
            found |= _needles(person, text)
    for one in made.account.judged:
        found |= _words_of(one.why)
    return found


@lru_cache(maxsize=50_000)
def _needles(person: str, text: str) -> frozenset[str]:
    forms = _forms(person.replace("-", " "))
    return _longest(forms | _forms(text) if _shares(text, person) else forms)


def _words_of(text: str) -> set[str]:
    """Of every name that a text holds, or may hold, a word of each of its forms."""
    return set[str]().union(*(_words_of_name(run.name, run.sure) for run in found_in(text)))


@lru_cache(maxsize=50_000)
def _words_of_name(name: str, sure: bool) -> frozenset[str]:
    return _longest((_plain(name), *(_forms(name) if sure else ())))


def _longest(forms: Iterable[str]) -> frozenset[str]:
    return frozenset(max(form.split(), key=len) for form in forms if len(form) >= _LEAST)


def _looked_in(made: Record) -> str | None:
    """All texts of a record without accents; None where it has Arabic letters, which that form leaves out."""
    text = msgspec.json.encode(made)
    text += " ".join(unquote(one.url) for one in made.articles if one.url and "%" in one.url).encode()
    beyond = _beyond(text)
    return None if any(map(LETTERS.match, beyond)) else _undivided_in(text.decode(), beyond)


def plainly(text: str) -> str:
    """The text folded, other scripts and marks left out; offsets are lost."""
    return _undivided_in(text, _beyond(text.encode()))


def _beyond(text: bytes) -> set[str]:
    """The characters of a text in UTF-8 that ASCII has not."""
    return set(text.translate(None, _ASCII).decode())


def _undivided_in(text: str, beyond: Iterable[str]) -> str:
    # Of the letters that Latin-1 has, all are told plainly at once; few texts have many others.
    for letter in beyond:
        if letter > "\xff":
            text = text.replace(letter, _undivided(letter))
    return text.encode("latin-1").translate(_PLAIN, _NOT_PLAIN).decode("ascii")


@cache
def _undivided(letter: str) -> str:
    plain = fold(letter)
    return plain if plain.isascii() else ""


_ASCII = bytes(range(128))
# The characters of Latin-1, each without accent and case; those that no ASCII character stands for.
_PLAIN = bytes(ord(chr(code).lower() if code < 128 else _undivided(chr(code)) or " ") for code in range(256))
_NOT_PLAIN = bytes(code for code in range(128, 256) if not _undivided(chr(code)))


@lru_cache(maxsize=4096)
def _pattern(forms: frozenset[str]) -> re.Pattern[str]:
    longest = sorted(forms, key=lambda form: (-len(form), form))
    either = "|".join(r"[\s_]+".join(map(re.escape, form.split(" "))) for form in longest)
    return re.compile(rf"{_STARTS}(?P<name>{either})(?![^\W_]){_ELSEWHERE}")


def private(made: Record, articles: Mapping[str, Article], surnames: Surnames) -> dict[str, set[str]]:
    """Private persons of a record: id → the forms, folded, under which they may stand in it."""
    public: set[str] = set()
    found: dict[str, set[str]] = {}
    said, exposed = set[str](), set[str]()  # in office by a statement; beside what is said of private persons
    for one in made.evidence:
        for person, text, office in persons_of(one.statement):
            if office:
                said.add(person)
            # « le ministre » resolved to a person is no name of his.
            found.setdefault(person, set()).update(_forms(text) if _shares(text, person) else ())
    told = [name for article in articles.values() for name in in_article(article)]
    texts = list(_texts(made))
    told += [name for text in texts for name in named(text)]
    for name in told:
        if name.office:
            public.add(name.key)
        elif name.private:
            exposed.add(name.key)
        # What only looks like a name is masked as a whole, not in its parts.
        found.setdefault(name.key, set()).update(_forms(name.name) if name.sure else {_plain(name.name)})
    public |= {person for person in found if person not in exposed and (person in said or listed(person))}
    # Known from another article, by the surname alone.
    for surname, person in (pair for text in texts for pair in surnames.of(text)):
        if not any(surname in other.split("-") for other in (*public, *found)):
            found[person] = {surname}
    if found.keys() <= public:
        return {}
    shown = {part for person in public for part in person.split("-")}
    full = [person for person in found if "-" in person and person not in public]
    kept: dict[str, set[str]] = {}
    for person, forms in found.items():
        parts = set(person.split("-"))
        # A surname, or a shorter name, of one who is shown.
        if person in public or any(parts < set(other.split("-")) for other in public):
            continue
        owners = [other for other in full if parts < set(other.split("-"))]
        forms = {f for f in (*forms, person.replace("-", " ")) if len(f) >= _LEAST and f not in shown}
        kept.setdefault(owners[0] if len(owners) == 1 else person, set()).update(forms)
    return kept


def _shares(text: str, person: str) -> bool:
    """Whether a mention of a person is a name: one with a word of the id, or one in another script."""
    return bool(set(folded(text).split()) & set(person.split("-"))) or any(found_in_arabic(text))


def _texts(made: Record) -> Iterable[str]:
    """The texts of a record that may name persons."""
    quotes = [proof.quote for proof in made.evidence]
    yield from quotes
    for proof in made.evidence:
        said = proof.statement
        told = [one.text for one in mentions(said) if not one.id]
        told.append((said.about if isinstance(said, Event) else None) or "")
        yield from (text for text in told if not any(text in quote for quote in quotes))
    for source in made.articles:
        yield source.title
    for one in made.account.judged:
        yield one.why
    yield made.noted


@lru_cache(maxsize=20_000)
def _forms(name: str) -> frozenset[str]:
    """A name as it may stand, folded: whole, without honorifics, and its parts of four letters and more."""
    from recoupe.resolve.persons import bare_name

    bare = bare_name(name).strip(" .,")
    parts = [folded(part) for part in re.split(r"[ \u00a0]+", bare)]
    singles = [p for p in parts if len(p.replace(" ", "")) > _LEAST and not never_alone(p)]
    singles = singles if len(parts) > 1 else []
    return frozenset({_plain(name), _plain(bare), *singles})


def _plain(name: str) -> str:
    return " ".join(folded(name).split())
