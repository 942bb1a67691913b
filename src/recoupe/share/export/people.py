"""Who is named in a text, and whether with a public office: what masking rests on.

A person counts as **public** where the text itself sets a public office beside the name (« le ministre
mauritanien de l'Intérieur, … », « …, procureur fédéral »), where a statement gives the person a sector of
public office or says whom he or she heads, and where ``persons.yaml`` lists the name. Everybody else is
private, and so is a name of which nothing is known: too much masked rather than too little.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from msgspec import Struct

from recoupe.model import CODED_ZONES, Article, Entity, Statement, Tie
from recoupe.resolve.fold import fold
from recoupe.resolve.fold import key as folded
from recoupe.share.names import mentions

# Sectors whose members act for a public body (PLOVER codes), parties among them.
OFFICE = frozenset({"GOV", "COP", "SPY", "MIL", "JUD", "LEG", "PTY", "OPP"})
# « Countries » of international bodies: who holds an office there holds a public one.
_INTERNATIONAL = frozenset({"UNO", "EUR", "IGO"})


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_BLANK = r"[ \t\u00a0]+"
_PARTICLE = r"(?:al|el|ben|bin|ibn|bint|ould|ag|de|di|da|du|van|von|der|den|y|la|le)"
_ELIDED = r"(?![LDSCJT][’'][a-zß-ÿ]|Qu[’'])"  # « L’attaque »
_CAPITAL = (
    rf"{_ELIDED}(?:[A-ZÀ-ÖØ-ÞĀ-Ž][\w’'-]*[a-zß-ÿ\u0100-\u024f][\w’'-]*|[A-ZÀ-ÖØ-Þ]{(2,)}[\w’'-]*|[A-Z]\.)"
)
_RUN = re.compile(rf"(?<![\w-]){_CAPITAL}(?:{_BLANK}(?:{_PARTICLE}{_BLANK})*{_CAPITAL})*")
_COURTESIES = _words(
    "m. mm. mme mmes mlle mr mr. me maître dr dr. docteur monsieur madame nommé nommée nommés nommées "
    "prénommé prénommée "
    "prénommés prénommées dénommé dénommée dénommés dénommées surnommé surnommée alias dit dite suspect "
    "suspecte accusé accusée prévenu prévenue inculpé inculpée détenu détenue victime veuve"
)
_SPACES = re.compile(_BLANK)
# What stands before the name of a place, a firm or an outlet, not of a person.
_NO_PERSON = re.compile(
    r"(?:\b(?:au|aux|en|vers|dans|radio|journal|quotidien|hebdomadaire|site|agence|chaîne|télévision|ville|village"
    r"|commune|région|province|quartier|port|aéroport|opération|société|groupe|association|ONG|club|navire|lac|mont"
    rf"|cellule|opérations|front|mouvement|parti|réseau|stade|hôtel|rue|avenue|place){_BLANK}"
    r"(?:d[eu’'] ?|la |l[’'])?|\bl[’'])$",
    re.I,
)
_OPENERS = _words(
    "le la les l un une des du de d au aux a en dans pour par sur sous avec sans selon d'apres apres "
    "avant depuis pendant hier aujourd'hui demain ce cet cette ces il elle ils elles on nous vous "
    "mais et ou donc or ni car quant lors face contre entre vers chez son sa ses leur leurs notre "
    "nos outre malgre grace lundi mardi mercredi jeudi vendredi samedi dimanche quand si comme alors "
    "ainsi enfin puis "
)
_PLACE_HEADS = _words(
    "cap oued djebel jebel hassi ain bir ksar mont lac baie cote ile iles port pont fort camp tour vallee "
    "fondation institut centre agence conseil operation groupe comite union ligue forum sommet brigade garde "
)
# Besides bodies, offices and countries, what may stand between an office and the name of who holds it.
_BETWEEN = re.compile(
    r"(?:[\s,()\u00a0’']|\bdepuis(?: \w+){1,3}|\b(?:de|du|des|d|la|le|les|l|a|au|aux|en|et(?= d)|m|mme|dr"
    r"|general|generale|adjoint|adjointe|delegue|deleguee|charge|chargee|actuel|actuelle|nouveau|nouvelle|alors|chef|principal|regional|regionale|national"
    r"|basque|catalan|catalane|corse|kabyle|sahraoui|sahraouie|nationale|sortant|sortante|interieur|justice|defense|affaires|etrangeres|securite|police)\b\.?)*"
)
_TITLE_LIKE = re.compile(r"\b(?:du|de la|la|le)\b")  # as names of papers have them
_AT_THE_HEAD = re.compile(r"\ba la tete (?:du |de |de la |de l'|des )$")
_LED_BY = re.compile(r"[ ,()A-Za-z]{0,12}\b(?:que dirigent?|(?:dirigee?|presidee?|commandee?)s? par)\b")
_COUNTERPART = re.compile(r"\bhomologues?\b")
_APPOSED = re.compile(r"[\s\u00a0]*[,(][\s\u00a0]*(?:(?:le|la|l'|un|une|son|sa|leur|actuel|actuelle) ?)*")
_AT_START = re.compile(r'(?:^|[.!?:;\n–—-])[ «"\u00a0]*$')
# How far before and after a name its office may stand, in characters.
_REACH = 100
# As msgspec writes an entity: text, id, country, sector.
_PERSON_IN_JSON = re.compile(r'"id":"([^"A-Z.]+-[^"A-Z.]+)","country":[^,]*,"sector":(?:null|"(\w*)")')
_WORD = re.compile(r"[A-ZÀ-ÖØ-ÞĀ-Ž][\w’'-]{3,}")
_PERSON_ID = re.compile(r"[^\W_A-Z]+(?:-[^\W_A-Z]+)*")


class Named(Struct, frozen=True):
    """A person named in a text: the name as written, the id made of it, whether an office stands beside it.

    ``sure``: a courtesy or a first name shows that it is a person; else it only looks like one.
    """

    name: str
    key: str
    office: bool
    sure: bool


class Run(NamedTuple):
    """Capitalised words that name a person or look like it, before an office is asked for; code points."""

    name: str
    start: int
    end: int
    sure: bool


@lru_cache(maxsize=20_000)
def named(text: str) -> tuple[Named, ...]:
    """The persons that a running text names."""
    return tuple(
        Named(run.name, person_key(run.name), in_office(text, run.start, run.end), run.sure)
        for run in runs(text)
    )


@lru_cache(maxsize=20_000)
def runs(text: str) -> tuple[Run, ...]:
    """Where a running text names persons; kept for the texts seen last."""
    return tuple(found_in(text))


def found_in(text: str) -> Iterator[Run]:
    """Where a running text names persons; quick, since nothing is asked about them."""
    for match in _RUN.finditer(text):
        start = match.start()
        courtesy = _after_courtesy(text, start)
        if not courtesy and match[0].isalpha():
            continue  # one word, of which nothing says that it is a name
        words = _SPACES.split(match[0])
        begins = next((n for n, word in enumerate(words) if _is_first_name(word)), None)
        sure = courtesy or not (begins is None or begins == len(words) - 1)
        if courtesy:
            begins = 0
        elif sure and begins:
            at_start = bool(_AT_START.search(text, max(0, start - 8), start))
            if not _no_name(" ".join(words[:begins]), at_start):
                begins = 0  # a name before the name that is known: « Cheikhna Mohamed … »
        elif not sure:
            begins = next((n for n, word in enumerate(words) if not _opens(word)), len(words))
            if len(words) - begins < 2 or not _may_be_person(text, start, words[begins:]):
                continue
        name = " ".join(words[begins:]).rstrip(".,")
        left = start + sum(len(word) + 1 for word in words[:begins])
        yield Run(name, left, match.end(), sure)


def _after_courtesy(text: str, start: int) -> bool:
    """Whether a word before says that a person's name follows: « M. », « l'accusé », « la victime »."""
    before = text[max(0, start - 16) : start]
    if not before[-1:].isspace() or "\n" in before[-2:]:
        return False
    word = before.split()[-1:] or [""]
    return word[0].replace("’", "'").rpartition("'")[2].lstrip('(«"').lower() in _COURTESIES


@lru_cache(maxsize=50_000)
def _is_first_name(word: str) -> bool:
    return fold(word).split(" ")[0] in _first_names()


@lru_cache(maxsize=50_000)
def _opens(word: str) -> bool:
    return folded(word) in _OPENERS


def _no_name(before: str, at_start: bool) -> bool:
    """Whether capitalised words before a first name are no part of the name."""
    return (at_start and folded(before) in _OPENERS) or _known_as_other(before)


def _may_be_person(text: str, start: int, words: list[str]) -> bool:
    """Whether capitalised words with no first name that is known may still name a person."""
    if _NO_PERSON.search(text[max(0, start - 32) : start]):
        return False
    joined = " ".join(words)
    if any(word.isupper() and len(word) > 1 and "." not in word for word in words) and not joined.isupper():
        return False  # an acronym among the words
    if joined.isupper():
        return False  # a line in capitals: headings, dispatches
    if _TITLE_LIKE.search(joined):
        return False
    return folded(words[0]) not in _PLACE_HEADS and not _known_as_other(joined)


@lru_cache(maxsize=20_000)
def _known_as_other(name: str) -> bool:
    """Whether any of the words is known as a body, an office, a country or a place."""
    from recoupe.resolve.gazetteer import gazetteer, place_key
    from recoupe.resolve.names import names

    if names().find(name):
        return True
    return place_key(name) in gazetteer().keys


def in_office(text: str, start: int, end: int) -> bool:
    """Whether a public office stands right before or after the name ``text[start:end]``."""
    from recoupe.resolve.names import names

    left = max(0, start - _REACH)
    window = text[left : end + _REACH]
    start, end = start - left, end - left
    found = names().find(window)
    plain = fold(window)
    spans = [(m.start, m.end) for m in found]
    holders = [m.end for m in found if m.kind == "office" and _public(m.sector, m.country)]
    holders += [
        m.end for m in found
        if m.kind != "office" and _public(m.sector, m.country) and _AT_THE_HEAD.search(plain, 0, m.start)
    ]  # fmt: skip
    holders += [
        led.end() for m in found
        if m.kind != "office" and _public(m.sector, m.country) and (led := _LED_BY.match(plain, m.end))
    ]  # fmt: skip
    holders += [m.end() for m in _COUNTERPART.finditer(plain)]
    blank = plain
    for left, right in spans:
        blank = blank[:left] + " " * (right - left) + blank[right:]
    for after in holders:
        if (
            after <= start
            and window.count(",", after, start) <= 2
            and _BETWEEN.fullmatch(blank, after, start)
        ):
            return True
    apposed = _APPOSED.match(plain, end)
    at = apposed.end() if apposed else -1
    return any(m.kind == "office" and m.start == at and _public(m.sector, m.country) for m in found)


def _public(sector: str | None, country: str | None) -> bool:
    return sector in OFFICE or country in _INTERNATIONAL


@cache
def _first_names() -> frozenset[str]:
    from recoupe.resolve.gazetteer import gazetteer

    # Particles that the list has, since a place name after them is a surname too.
    return gazetteer().first_names - {fold(name) for name in ("Ould", "Oum", "Abou", "Abu", "Cheikh", "Bah")}


@lru_cache(maxsize=20_000)
def person_key(name: str) -> str:
    """The id of a person of that name."""
    from recoupe.resolve.persons import person_id

    return person_id(name) or folded(name).replace(" ", "-")


@lru_cache(maxsize=20_000)
def listed(person: str) -> bool:
    """Whether the lexicon lists a public figure of that id."""
    from recoupe.resolve.persons import public_figure

    known = public_figure(person.replace("-", " ")) is not None
    # A surname of two words is nobody else's: Grande-Marlaska.
    return known or ("-" in person and person in _double_surnames())


@cache
def _double_surnames() -> frozenset[str]:
    from recoupe.resolve.persons import listed as figures

    return frozenset(one.id.partition("-")[2] for one in figures() if one.id.count("-") == 2)


@lru_cache(maxsize=50_000)
def is_person(entity: Entity) -> bool:
    """Whether an entity is one person: by the form of its id, or a name with a first name in it."""
    if entity.id:
        # Outlets and firms without an entry have ids of the same form: « Cap FM ».
        acronym = any(word.isupper() and len(word) > 1 for word in entity.text.split()[1:])
        return bool(_PERSON_ID.fullmatch(entity.id)) and entity.sector != "MED" and not acronym
    return any(one.name in entity.text for one in named(entity.text))


def persons_of(said: Statement) -> Iterator[tuple[str, str, bool]]:
    """Every person of a statement: id, name as written, and whether the statement shows an office."""
    heads = said.subject if isinstance(said, Tie) and said.type in {"heads", "chairs"} else ()
    for entity in mentions(said):
        if is_person(entity):
            office = entity in heads or _public(entity.sector, entity.country if entity.id else None)
            yield entity.id or person_key(entity.text), entity.text, office
    speaker = said.attribution
    # An outlet without an entry has an id of the same form.
    if speaker and speaker.id and _PERSON_ID.fullmatch(speaker.id) and named(speaker.speaker):
        yield speaker.id, speaker.speaker, False


class Surnames:
    """Surnames of the private persons of a library, to know them by where they stand alone."""

    def __init__(self, statements: Iterable[str]) -> None:
        """From statements as JSON, which are looked through and not decoded: they may be millions."""
        office, found = set[str](), set[str]()
        for text in statements:
            for match in _PERSON_IN_JSON.finditer(text):
                (office if match[2] in OFFICE else found).add(match[1])
        self._owners: dict[str, set[str]] = {}
        self._known: dict[str, tuple[str, str] | None] = {}
        for person in found - office:
            surname = person.rpartition("-")[2]
            if len(surname) > 3 and not listed(person) and not _known_as_other(surname.title()):
                self._owners.setdefault(surname, set()).add(person)

    def of(self, text: str) -> Iterator[tuple[str, str]]:
        """The surnames in a text: each with the person, or with itself where several have it."""
        for word in _WORD.findall(text):
            if word not in self._known:
                surname = folded(word)
                owners = self._owners.get(surname, ())
                person = next(iter(owners)) if len(owners) == 1 else surname
                self._known[word] = (surname, person) if owners else None
            if (found := self._known[word]) is not None:
                yield found


def in_article(article: Article) -> tuple[Named, ...]:
    """The persons an article names, each spelling once; of what only looks like one, holders of office."""
    found: dict[tuple[str, bool], Named] = {}
    for part in parts_of(article):
        for one in named(part):
            if one.sure or one.office:
                found.setdefault((one.name, one.office), one)
    return tuple(found.values())


def parts_of(article: Article) -> Iterator[str]:
    """The texts of an article that statements are made of, its title first of all."""
    return (article.text[zone.start : zone.end] for zone in article.zones if zone.zone in CODED_ZONES)
