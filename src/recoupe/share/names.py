"""How entities are called in a brief: one short name per id, in the brief's language.

States are called by Babel's (CLDR) names; bodies by their acronym, or as the entity lexicon or the
articles call them; persons by their name as written. What has no id is said as written, or quoted.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from itertools import islice

from recoupe.join.text import fold
from recoupe.model import Article, Coded, Entity, Event, Figure, Statement, Tie
from recoupe.share.nouns import lowered, phrase, tidy
from recoupe.share.words import Lang, frames, quoted

MOST_TEXTS = 20  # articles searched for the article (le, la) before a name; they soon agree
LONGEST = 64  # characters; a longer name is cut at a word, the page's quotes hold the whole
_ARTICLE = re.compile(r"^(?:(?:le|la|les|the|an?|un|une|des|ce|cette|ces)\s+|l’)", re.I)
_ACRONYM = re.compile(r"\(([A-Z][A-Za-zÉ0-9-]{1,11})\)")
# Words that point at something named elsewhere: no name.
_POINTER = re.compile(
    r"^(?:ce|cet|cette|ces|celui|celle|ceux|elle|il|ils|elles|lui|this|its?|the|his|her|their|ses?|son|sa|leur)\b",
    re.I,
)
_LATIN = re.compile(r"[A-Za-z]")


@dataclass(frozen=True, slots=True)
class Name:
    """A name as it stands in a sentence: ``text`` with its article, ``bare`` without it."""

    text: str
    bare: str
    plural: bool = False


def mentions(statement: Statement) -> tuple[Entity, ...]:
    """Every entity a statement names, doers first."""
    if isinstance(statement, Event):
        return (*statement.actors, *statement.recipients)
    if isinstance(statement, Tie):
        return (*statement.subject, *statement.object)
    assert isinstance(statement, Figure)
    return (*statement.actors, *statement.of)


def spellings(coded: Iterable[Coded]) -> dict[str, str]:
    """What has no id, by its name as it is compared (:func:`recoupe.join.text.fold`): the name most often
    written.
    """
    seen: dict[str, Counter[str]] = {}
    for one in coded:
        for statement in one.statements:
            for entity in mentions(statement):
                if not entity.id:
                    seen.setdefault(fold(entity.text), Counter())[tidy(entity.text)] += 1
    return {folded: written.most_common(1)[0][0] for folded, written in seen.items()}


def is_state(identity: str) -> bool:
    """Whether an id is a state's: three capital letters that ISO 3166 knows."""
    return bool(re.fullmatch(r"[A-Z]{3}", identity)) and _territory(identity) is not None


@cache
def _territory(alpha3: str) -> str | None:
    from babel.core import get_global

    found = get_global("territory_aliases").get(alpha3)
    return str(found[0]) if found else None


@cache
def lexicon_name(identity: str, lang: Lang) -> str | None:
    """What the entity lexicon calls an id in a language; None where it does not know it."""
    from recoupe.resolve.entries import entries

    entry = entries().get(identity)
    if entry is None:
        return None
    own, home = (entry.fr, entry.fr) if lang == "fr" else (entry.en, entry.fr)
    # « Interpol » is better known than « OIPC », and in French « EI » than « IS »: the first of the list.
    short = [name for name in own if name.upper() == identity or _is_acronym(name)]
    # A national body goes by its acronym at home in every language: BCIJ, DGST, FBI.
    if "." in identity:
        short += [name for name in home if name.upper() == identity.rsplit(".", 1)[1]]
    return tidy((short or own or (None,))[0] or "") or None


def _is_acronym(name: str) -> bool:
    return bool(re.fullmatch(r"[A-Z][A-Z0-9-]{1,7}", name))


@cache
def _state_name(lang: Lang, alpha3: str) -> str:
    from babel import Locale

    short = frames(lang)["short_states"].get(alpha3)
    name = short or Locale(lang).territories.get(_territory(alpha3) or "", alpha3)
    return str(name)


def _state(identity: str, lang: Lang) -> Name:
    name, catalogue = _state_name(lang, identity), frames(lang)
    if lang == "en":
        return Name(f"the {name}" if identity in catalogue["the_states"] else name, name)
    if identity in catalogue["bare_states"]:
        return Name(name, name)
    if identity in catalogue["plural_states"]:
        return Name(f"les {name}", name, True)
    if name[0] in "AEÉIÎOU":
        return Name(f"l’{name}", name)
    feminine = identity in catalogue["feminine_states"] or (
        name.endswith("e") and identity not in catalogue["masculine_states"]
    )
    return Name(f"{'la' if feminine else 'le'} {name}", name)


def _english(bare: str) -> Name:
    the = bare in frames("en")["the_bodies"] or (" " in bare and not _is_quoted(bare))
    return Name(f"the {bare}" if the else bare, bare)


@lru_cache(maxsize=20_000)
def _told(identity: str, lang: Lang) -> Name | None:
    """The name of an id for which no article need be asked."""
    if is_state(identity):
        return _state(identity, lang)
    known = None if lang == "fr" else lexicon_name(identity, lang)
    if known is None:
        return None
    return Name(known, known) if identity.islower() else _english(known)


class Names:
    """The names used in one brief, worked out once from all its articles."""

    def __init__(self, articles: Sequence[Article], coded: Sequence[Coded], lang: Lang) -> None:
        self.lang: Lang = lang
        self.languages = {article.doc: article.language or "fr" for article in articles}
        self._texts = {article.doc: article.text for article in articles}
        self._coded = coded
        self._named: dict[str, Name] = {}

    @cached_property
    def _mentioned(self) -> dict[str, list[tuple[str, str]]]:
        """By id: how it is written, and in which article, in order.

        Worked out when it is asked for: most sentences name what the lexicon knows.
        """
        found: dict[str, list[tuple[str, str]]] = {}
        for one in self._coded:
            for statement in one.statements:
                for entity in mentions(statement):
                    if entity.id:
                        found.setdefault(entity.id, []).append((entity.text, one.doc))
        return found

    def _written(self, identity: str) -> Counter[tuple[str, str]]:
        """How an id is written, in which language, and how often."""
        languages = self.languages
        return Counter(
            (tidy(text), languages.get(doc, "fr")) for text, doc in self._mentioned.get(identity, ())
        )

    def entity(self, entity: Entity, doc: str) -> Name:
        """The name of an entity mentioned in an article."""
        if entity.id:
            return self.id(entity.id)
        source = self.languages.get(doc, "fr")
        text, plural = phrase(entity.text, source, self.lang)
        bare = text if _is_quoted(text) else _ARTICLE.sub("", text)
        if source == self.lang == "fr" and text == bare and re.match(r"[A-ZÉ][\w’-]*[ ’]", text):
            text = (self._french_article([bare], [doc]) or _article_of(bare)) + bare
        return Name(_cut(text), _cut(bare), plural)

    def source(self, statement: Statement) -> str:
        """Who is said to say it, as written; in French with the article that « selon » asks for. "" for
        nobody.
        """
        if statement.attribution is None:
            return ""
        text, doc = statement.attribution.speaker, statement.doc
        bare = tidy(text)
        if self.lang != "fr" or self.languages.get(doc) != "fr" or _ARTICLE.match(bare):
            return text
        article = self._french_article([bare], [doc]) or _article_of(bare)
        several = re.match(r"(?!deux |trois |plusieurs |d[e’] ?)[a-zà-ÿ-]{2,}[sx]\b", bare)
        return f"{article or ('des ' if several else '')}{text}"

    def id(self, identity: str) -> Name:
        """The name of an id."""
        if identity not in self._named:
            self._named[identity] = self._name(identity)
        return self._named[identity]

    def value(self, text: str) -> str:
        """A field's value with its ids said as names: ``MAR, UN`` → « Maroc, ONU »; what is none is said as
        it is written.
        """

        def said(part: str) -> str:
            if part in self._mentioned or is_state(part):
                return self.id(part).bare
            return self._spelled.get(part, part)

        return ", ".join(said(part.strip()) for part in text.split(","))

    @cached_property
    def _spelled(self) -> dict[str, str]:
        return spellings(self._coded)

    def _name(self, identity: str) -> Name:
        if (known := _told(identity, self.lang)) is not None:
            return known
        bare = self._body(identity)
        if identity.islower():
            return Name(bare, bare)
        if self.lang == "fr":
            docs = list(
                islice(dict.fromkeys(doc for _, doc in self._mentioned.get(identity, ())), MOST_TEXTS)
            )
            article = self._french_article([bare], docs)
            if not article and bare.isupper():
                longer = [
                    _ACRONYM.sub("", _ARTICLE.sub("", text)).strip()
                    for text, source in self._written(identity)
                    if source == "fr" and _is_proper(text, False)
                ]
                article = self._french_article(longer, docs)
            article = article or _article_of(bare)
            return Name(f"{article}{bare}", bare, article == "les ")
        return _english(bare)

    def _body(self, identity: str) -> str:
        """The best-known short form: an acronym, the lexicon's name, else one that the articles print."""
        known = lexicon_name(identity, self.lang)
        if known:
            return known
        written = self._written(identity).items()
        return _printed(identity, self.lang, tuple((*text, n) for text, n in written))

    def _french_article(self, names: list[str], docs: Sequence[str]) -> str:
        """« le », « la », « l’ » or « les » as these articles put it before one of the names."""
        names = [name for name in names if name and not _is_quoted(name)]
        if not names:
            return ""
        either = "|".join(re.escape(name) for name in names)
        pattern = re.compile(
            rf"\b(?:(le|du|au)\s|(la|à la|de la)\s|(l’)|(les|aux|des)\s)(?:{either})(?!\w)", re.I
        )
        votes: Counter[str] = Counter()
        for doc in docs:
            if self.languages.get(doc) == "fr":
                for match in pattern.finditer(self._texts.get(doc, "").replace("'", "’")):
                    votes[("le ", "la ", "l’", "les ")[(match.lastindex or 1) - 1]] += 1
        return votes.most_common(1)[0][0] if votes else ""


@lru_cache(maxsize=20_000)
def _printed(identity: str, lang: Lang, written: tuple[tuple[str, str, int], ...]) -> str:
    """The short form of an id without an entry, by how it is written: text, language, how often."""
    tail = identity.rsplit(".", 1)[-1]
    person = identity.islower()
    if not person:
        for text, _, _ in written:
            for found in (*_ACRONYM.findall(text), *re.findall(r"\b[A-Z][A-Z0-9-]+\b", text)):
                if found.upper() == tail:
                    return str(found)
    proper = [one for one in written if _is_proper(one[0], person)]
    if not proper and person:
        return identity.replace("-", " ").title()
    if not proper:
        # « le gouvernement », « la justice française »: what stands for it, if no pronoun does.
        proper = [one for one in written if not _POINTER.match(one[0])]
    if not proper:
        return tail
    parts = set(identity.split("-"))

    def rank(item: tuple[str, str, int]) -> tuple[bool, bool, bool, int, int]:
        text, source, n = item
        fits = person and len(parts & set(_fold(text).replace("-", " ").split())) >= 2
        return (not fits, source != lang, not _LATIN.search(text), -n, len(text))

    text, source, _ = min(proper, key=rank)
    text = _ACRONYM.sub("", text).strip()
    bare = _cut(_ARTICLE.sub("", lowered(text, source)))
    plain = person or source == lang or not bare[:1].islower()
    return bare if plain else quoted(lang, bare)


# The nouns that names of bodies begin with, by gender.
_MASCULINE = re.compile(
    r"(?:bataillon|bureau|cabinet|centre|club|collège|comité|commandement|commissariat|congrès|conseil"
    r"|corps|département|fonds|forum|front|gouvernement|groupe|groupement|haut-commissariat|institut"
    r"|ministère|mouvement|observatoire|office|parlement|parquet|parti|programme|service|sénat"
    r"|secrétariat|sommet|syndicat|tribunal)\b",
    re.I,
)
_FEMININE = re.compile(
    r"(?:académie|agence|alliance|ambassade|armée|assemblée|association|autorité|brigade|cellule|chambre"
    r"|coalition|commission|confédération|conférence|coordination|cour|délégation|direction|division"
    r"|force|fondation|fédération|garde|gendarmerie|haute-cour|inspection|ligue|marine|mission"
    r"|organisation|plateforme|police|préfecture|présidence|section|sûreté|union|unité)\b",
    re.I,
)


def _article_of(name: str) -> str:
    """« le », « la » or « l’ » as the noun wants it that a body's name begins with, « l’ » before an acronym
    with a vowel; "" where it is neither.
    """
    if re.fullmatch(r"(?!AQ)[AEIOU][A-Z]{1,5}", name):
        return "l’"
    feminine = bool(_FEMININE.match(name))
    if not feminine and not _MASCULINE.match(name):
        return ""
    if name[0].lower() in "aeiouéèêî":
        return "l’"
    return "la " if feminine else "le "


def _is_proper(text: str, person: bool) -> bool:
    """Whether a mention names its bearer, and does not only point at it (« ce service », « le Royaume »)."""
    rest = _ARTICLE.sub("", text)
    if not _LATIN.search(rest):
        return True  # scripts without capitals
    capitals = re.findall(r"\b[A-ZÀ-Þ]", rest)
    return len(capitals) >= (2 if person else 1) and (
        bool(_ARTICLE.match(text)) or len(rest.split()) > 1 or not person
    )


def _is_quoted(text: str) -> bool:
    return text[:1] in "«“"


def _fold(text: str) -> str:
    import unicodedata

    plain = unicodedata.normalize("NFD", text.lower())
    return "".join(c for c in plain if not unicodedata.combining(c))


def _cut(text: str) -> str:
    if len(text) <= LONGEST:
        return text
    # A quotation that is cut keeps its closing mark.
    closing = {"«": "\u00a0»", "“": "”"}.get(text[0], "")
    return text[: LONGEST - 1].rsplit(" ", 1)[0].rstrip(" ,;:(«") + "…" + closing


def joined(names: Iterable[Name]) -> list[str]:
    """The names' texts without repeats."""
    return list(dict.fromkeys(name.text for name in names))
