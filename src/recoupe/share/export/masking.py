"""Private persons in an export: each under a pseudonym, in fields, ids, quotes, titles, names and links.

Who is private, :mod:`recoupe.share.export.people` says. The pseudonym is a keyed hash (HMAC-SHA-256) of
the person's id; the key is random, made for one export and kept nowhere, so that two exports cannot be put
together by it and the way back leads only through the library and its articles.
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
from unicodedata import normalize
from urllib.parse import unquote, urlsplit

import msgspec
from msgspec.structs import replace

from recoupe.model import Article
from recoupe.resolve.fold import fold
from recoupe.resolve.fold import key as folded
from recoupe.share.export.people import (
    Surnames,
    in_article,
    listed,
    named,
    names_in,
    persons_of,
    runs,
)
from recoupe.share.export.records import Record, sha256

PREFIX = "Person-"
_LEAST = 3  # letters; a shorter part of a name is no name by itself
_LINK = ("http://", "https://")
# A name once more in another script, in brackets behind it: « Karim Benali (كريم بن علي) ».
_ELSEWHERE = r"(?:\s*\([^()a-z]*[\u0370-\u1fff\u2e80-\uffdc][^()a-z]*\))?"


class Mask:
    """The pseudonyms of one export."""

    def __init__(self, surnames: Surnames) -> None:
        self._surnames = surnames
        self._key = secrets.token_bytes(32)
        self.masked: set[str] = set()

    def pseudonym(self, person: str) -> str:
        """« Person-K3V9QX2A », the same for a person all through one export."""
        digest = hmac.new(self._key, person.encode("utf-8", "surrogatepass"), hashlib.sha256).digest()
        return PREFIX + b32encode(digest).decode()[:10]

    def record(self, made: Record, articles: Mapping[str, Article]) -> Record:
        """The record without names of private persons."""
        if not _may_name(made, _possible(made, articles, self._surnames)):
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


def _possible(made: Record, articles: Mapping[str, Article], surnames: Surnames) -> set[str]:
    """Every form, folded, under which anybody could be named in a record, in office or not."""
    found: set[str] = set()
    for proof in made.evidence:
        for person, text, _ in persons_of(proof.statement):
            found |= _forms(text) if _shares(text, person) else frozenset()
            found |= _forms(person.replace("-", " "))
    for article in articles.values():
        for name in names_in(article):
            found |= _forms(name)
    for text in _texts(made):
        found.update(_plain(run.name) for run in runs(text))
        found.update(surname for surname, _ in surnames.of(text))
    return {form for form in found if len(form) >= _LEAST}


def _may_name(made: Record, forms: Iterable[str]) -> bool:
    """Whether a record could hold any of the names: a quick look, since most records hold none.

    Looks for the longest word of each in the record without accents, which is many times faster than folding
    and searching all its texts; never wrong where it says no.
    """
    needles = {max(form.split(), key=len) for form in forms}
    if not all(map(str.isascii, needles)):
        return True
    text = msgspec.json.encode(made).decode()
    text += " ".join(unquote(one.url) for one in made.articles if one.url and "%" in one.url)
    if _JOINED.search(text):
        return True
    text = plainly(text)
    return any(needle in text for needle in needles)


def plainly(text: str) -> str:
    """The text small and without accents, other scripts left out; offsets are lost."""
    if not text.isascii():
        text = normalize("NFKD", text)
        for letter, plain in _UNDIVIDED:
            text = text.replace(letter, plain)
        text = text.encode("ascii", "ignore").decode()
    return text.lower()


_JOINED = re.compile("[ĲĳĿŀŉǄ-ǌǱ-ǳﬀ-ﬆ]")  # two letters in one, of which a name is folded by the first
# Letters that Unicode does not divide into letter and accent, as recoupe.resolve.fold has them.
_UNDIVIDED = tuple(
    (case(letter), plain)
    for letter, plain in zip("œæøłđıðħß", "oaoldidhs", strict=True)
    for case in (str, str.upper)
)


@lru_cache(maxsize=4096)
def _pattern(forms: frozenset[str]) -> re.Pattern[str]:
    longest = sorted(forms, key=lambda form: (-len(form), form))
    either = "|".join(r"[\s_]+".join(map(re.escape, form.split(" "))) for form in longest)
    return re.compile(rf"(?<![^\W_])(?P<name>{either})(?![^\W_]){_ELSEWHERE}")


def private(made: Record, articles: Mapping[str, Article], surnames: Surnames) -> dict[str, set[str]]:
    """Private persons of a record: id → the forms, folded, under which they may stand in it."""
    public: set[str] = set()
    found: dict[str, set[str]] = {}
    for one in made.evidence:
        for person, text, office in persons_of(one.statement):
            if office:
                public.add(person)
            # « le ministre » resolved to a person is no name of his.
            found.setdefault(person, set()).update(_forms(text) if _shares(text, person) else ())
    told = [name for article in articles.values() for name in in_article(article)]
    texts = list(_texts(made))
    told += [name for text in texts for name in named(text)]
    for name in told:
        if name.office:
            public.add(name.key)
        # What only looks like a name is masked as a whole, not in its parts.
        found.setdefault(name.key, set()).update(_forms(name.name) if name.sure else {_plain(name.name)})
    public |= {person for person in found if listed(person)}
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
    return bool(set(folded(text).split()) & set(person.split("-")))


def _texts(made: Record) -> Iterable[str]:
    """The texts of a record that may name persons."""
    for proof in made.evidence:
        yield proof.quote
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
    singles = [p for p in parts if len(p.replace(" ", "")) > _LEAST] if len(parts) > 1 else []
    return frozenset({_plain(name), _plain(bare), *singles})


def _plain(name: str) -> str:
    return " ".join(folded(name).split())
