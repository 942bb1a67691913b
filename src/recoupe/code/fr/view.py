"""A sentence with everything that is found in it before any frame is tried."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field

from recoupe.code.fr.classes import classes_of
from recoupe.code.fr.first_names import name_starts
from recoupe.code.fr.memory import Memory
from recoupe.code.fr.parse import Doc, Token
from recoupe.code.fr.tokens import Span
from recoupe.code.fr.words import plain
from recoupe.model import Entity
from recoupe.resolve.gazetteer import lookup
from recoupe.resolve.names import Mention, names
from recoupe.resolve.persons import person_id, public_figure, statesman

BODY_KINDS = ("body", "group", "forum")
_HONORIFICS = frozenset(("m.", "mm.", "mme", "mmes", "mlle", "m", "dr", "me"))
# « le général Diarra »: a rank before a name, as good as « M. ».
_RANKS = frozenset(
    ("general", "colonel", "lieutenant-colonel", "commandant", "capitaine", "lieutenant", "amiral",
     "adjudant", "sergent", "brigadier", "caporal", "marechal")
)  # fmt: skip
# « le roi Salmane »: known by one name.
_CROWNED = frozenset(("roi", "reine", "sultan", "emir", "pape", "cheikh", "ayatollah"))
_CALLED = _HONORIFICS | _RANKS
_NAME = re.compile(
    r"[A-ZÀ-ÖØ-Þ][\w'’-]*(?:[ \u00a0](?:(?:de|du|des|d'|d’|el|al|ben|ould|ag|von|van|der|"
    r"bin|Ag|El|Al)[ \u00a0])?(?:(?:al|el|ad|ar|as)-)?[A-ZÀ-ÖØ-Þ][\w'’-]*)*"
)
# « Sidi Camara, le directeur »: the name before its office, without the word that opens the sentence.
_BEFORE = re.compile(
    r"(?:^|[\s«(])(?:(?:Selon|Pour|Avec|Par|Chez|Comme|Quant à|Outre|Depuis) )?"
    rf"(?P<name>{_NAME.pattern}), (?:le |la |l['’])?$"
)
_PLACED = re.compile(r"(?:À|Au|Aux|En|Dans|Sur|Sous|Le|La|Les|Un|Une|Ce|Cet|Cette|Ancien|Ancienne|Dernier) ")
_TITLED = re.compile(
    r", (?:le |la |l['’])?(?P<title>(?:chef|leader|émir|patron|directeur|commandant|président|"
    r"secrétaire général|directrice|cheffe|patronne|présidente|numéro un|dirigeant|responsable)\b)"
)
# « le chef de Boko Haram, Bakura Doro »
_LEADS = re.compile(
    r"\b(?:chef|cheffe|patronn?e?|leader|émir|numéro (?:un|deux)|dirigeant|commandant|fondateur|"
    r"direct(?:eur|rice)|présidente?|secrétaire (?:général|exécuti)\w*)(?: [\w-]+){0,2} "
    r"(?:de |du |des |d['’])(?:la |l['’]|le )?$"
)
_SPACE, _COMMA = re.compile(r"\s+"), re.compile(r"\s*,?\s+")
# « Salim B. »: courts and police give the first letter of a surname; « le plan B. » names nobody.
_INITIAL = re.compile(
    r"\b[A-ZÀ-ÖØ-Þ][a-zà-öø-ÿ]+(?:[ -][A-ZÀ-ÖØ-Þ][a-zà-öø-ÿ]+)? [A-Z]\.(?=$|[),;:]| (?![A-ZÀ-Þ]))"
)
_LETTERED = frozenset(
    ("plan", "groupe", "serie", "hepatite", "zone", "annexe", "ligue", "categorie", "point")
)


@dataclass(frozen=True, slots=True)
class Ref:
    """A named thing: where it stands in the sentence (code points), what it is."""

    start: int
    end: int
    entity: Entity
    kind: str


@dataclass(slots=True)
class View:
    """One parsed sentence of an article."""

    doc: Doc
    start: int
    number: int
    zone: str
    memory: Memory
    refs: list[Ref] = field(default_factory=list)
    by_token: dict[int, Ref] = field(default_factory=dict)
    starts: list[int] = field(default_factory=list)
    present: frozenset[str] | None = None
    opening: int = 0  # code points of the dateline that opens the sentence
    # The country (alpha-3) of the place that opens the sentence (« À Madrid, un juge … »).
    scene: str | None = None
    # Whom each token names, alone and with its row, kept while nothing new is learnt of the sentence; None:
    # not kept.
    known: dict[object, tuple[Entity, ...]] | None = None

    @property
    def text(self) -> str:
        """The sentence's text."""
        return self.doc.text

    def quoted(self, place: int) -> bool:
        """Whether a quotation that opens in the sentence before a place (code points) is still open there."""
        before = self.text[:place]
        return before.count("«") > before.count("»")

    def ref(self, token: Token) -> Ref | None:
        """The named thing a token belongs to."""
        return self.by_token.get(token.i)

    def classes(self) -> frozenset[str]:
        """Every class of noun that a word of the sentence belongs to (« a coupé » names no cup).

        Of a word's classes those of the longest phrase: a « gardien de prison » keeps no goal.
        """
        if self.present is None:
            found: set[str] = set()
            for token in self.doc:
                names = classes_of(token)
                if names and not any(c.dep_.startswith("aux") for c in token.children):
                    longest = max(names.values())
                    found.update(name for name, words in names.items() if words == longest)
            self.present = frozenset(found)
        return self.present

    def span(self, start: int, end: int) -> Span | None:
        """The tokens that touch a stretch of the sentence (code points), or None where none does."""
        if not self.starts:
            self.starts = [token.idx for token in self.doc]
        first = max(bisect_right(self.starts, start) - 1, 0)
        last = bisect_left(self.starts, end)
        return self.doc[first:last] if last > first else None

    def index(self) -> None:
        """Tie the tokens to the named things, longest first."""
        for ref in sorted(self.refs, key=lambda r: r.start - r.end):
            span = self.span(ref.start, ref.end)
            if span is not None:
                for token in span:
                    self.by_token.setdefault(token.i, ref)
                if (
                    ref.kind == "person"
                    and span.start
                    and plain(self.doc[span.start - 1].text) in _HONORIFICS
                ):
                    self.by_token.setdefault(span.start - 1, ref)


# « Vingt-sept pays »: their number, not « les Vingt-Sept » of the European Union.
_ANOTHERS = re.compile(r"Vingt-sept [a-zà-ÿ]")


def find_refs(view: View) -> None:
    """Fill a view with states, bodies, offices and persons, and learn who holds which office."""
    text, memory = view.text, view.memory
    view.scene = _scene(text)
    named = (
        m for m in names().find(text, home=view.scene or memory.home) if not _ANOTHERS.match(text, m.start)
    )
    mentions = [m for m in named if m.kind != "group" or not _OF_A_NAME.search(text, 0, m.start)]
    taken = [(m.start, m.end) for m in mentions]
    refs = [_ref(m, memory.belgian) for m in mentions]
    for start, end, name in _person_spans(view, taken, mentions):
        entity = _person(name, start, end, mentions, view)
        if entity is not None:
            refs.append(Ref(start, end, entity, "person"))
    view.opening = _opening(text, refs, view.zone)
    if view.opening:
        refs = [r for r in refs if r.start >= view.opening or r.kind not in ("state", "capital")]
    view.refs = sorted(refs, key=lambda r: r.start)
    view.index()


# What a dispatch opens with: town, country, day, agency, and a dash (« Cotonou (Bénin), 22 jan (AFP) - »).
_SENT_FROM = re.compile(
    r"[A-ZÀ-ÖØ-Þ][\w’'-]*(?: [\w’'-]+){0,3}(?: ?\([^()]{2,45}\))?(?:, (?:le )?[\w. ]{2,25})?"
    r"(?: ?\([^()]{2,45}\))? ?(?:[–—] ?|- )(?=[«“\"A-ZÀ-ÖØ-Þ0-9])"
)
_ARTICLE = re.compile(r"(?:L[ea]s? |L['’])")


# What stands there behind a town that the lexicon knows (« ALGER, 30 mai 2024 (APS) - »), in a title as well.
_DISPATCH = re.compile(r"(?: \([^)]{2,30}\)|, [^()–—]{4,30})? ?(?:\([A-Z]{2,6}\) ?)?[-–—] ")


def _opening(text: str, refs: list[Ref], zone: str) -> int:
    """How many code points of a sentence only say where the dispatch is from: nobody there does anything."""
    town = next((r for r in refs if r.start == 0 and r.kind == "capital"), None)
    sent = _SENT_FROM.match(text) if zone != "title" else None
    # « La junte - Le Monde l'a dit - … », but « Le Caire - »
    if sent is not None and (town is not None or not _ARTICLE.match(text)):
        return sent.end()
    behind = _DISPATCH.match(text, town.end) if town is not None else None
    return behind.end() if behind is not None else 0


# « À Madrid, le ministère de l'Intérieur … »: bodies of where the sentence is laid.
_LAID = re.compile(r"(?:À|A|Au|En|Aux) (?P<place>[A-ZÀ-ÖØ-Þ][\w’'-]*(?: [A-ZÀ-ÖØ-Þ][\w’'-]*)?), ")


# « Abdel Malek al-Houthi »: a group's name within a person's.
_OF_A_NAME = re.compile(r"\b[A-ZÀ-ÖØ-Þ][\w-]+ al-$")


def _scene(text: str) -> str | None:
    """The country (alpha-3) of the place that opens a sentence."""
    opened = _LAID.match(text)
    place = lookup(opened["place"]) if opened else None
    return place.country if place is not None else None


def _ref(mention: Mention, belgian: bool) -> Ref:
    if mention.kind == "capital" and mention.id == "BEL" and not belgian:
        return Ref(mention.start, mention.end, Entity(mention.text, "EU", "EUR"), "metonym")
    entity = Entity(mention.text, mention.id, mention.country, _sector(mention))
    return Ref(mention.start, mention.end, entity, mention.kind)


def _sector(mention: Mention) -> str | None:
    """The mention's sector; the lexicon writes « ? » where an office leaves it open."""
    return None if mention.sector in ("?", "") else mention.sector


def _person_spans(
    view: View, taken: list[tuple[int, int]], mentions: list[Mention]
) -> list[tuple[int, int, str]]:
    """Names of persons: the pipeline's, after an honorific or office, or a name already met."""
    found: list[tuple[int, int]] = []
    text = view.text
    for entity in view.doc.ents:
        if entity.label_ == "PER":
            found.append(_trim_name(text, entity.start_char, entity.end_char))
    for token in view.doc if not _CALLED.isdisjoint(view.doc.words()) else ():
        ranked = plain(token.text) in _RANKS and token.text[0].islower()
        if (ranked or plain(token.text) in _HONORIFICS) and token.i + 1 < len(view.doc):
            match = _NAME.match(text, view.doc[token.i + 1].idx)
            if match:
                found.append(match.span())
    for mention in mentions:
        # « le directeur, Sidi Camara », « le Malien Sidi Camara »
        people = mention.kind == "adjective" and mention.text[0].isupper()
        led = mention.kind in BODY_KINDS and _LEADS.search(text, max(0, mention.start - 40), mention.start)
        if mention.kind == "office" or people or led:
            match = (_SPACE if people else _COMMA).match(text, mention.end)
            if match:
                after = _NAME.match(text, match.end())
                beside = match.end() == mention.end + 1
                crowned = beside and plain(mention.text) in _CROWNED
                if after and (
                    " " in after.group()
                    or (crowned and public_figure(after.group()))
                    or (beside and mention.kind == "office" and statesman(after.group()))
                ):
                    found.append(after.span())
    for title in _TITLED.finditer(text):
        told = _BEFORE.search(text, max(0, title.start() - 50), title.start("title"))
        if told and " " in told["name"] and not _PLACED.match(told["name"]) and not lookup(told["name"]):
            found.append(told.span("name"))
    for start in name_starts(text):
        named = _NAME.match(text, start)
        if named and " " in named.group() and not lookup(named.group()):
            found.append(named.span())
    for match in _INITIAL.finditer(text):
        first = view.span(*match.span())
        if first is not None and first[0].pos_ == "PROPN" and plain(first[0].text) not in _LETTERED:
            found.append(match.span())
    for surname in view.memory.persons:
        if surname in text:
            for match in re.finditer(rf"\b{re.escape(surname)}\b", text):
                found.append(match.span())
    spans: list[tuple[int, int, str]] = []
    for start, end in sorted(set(found), key=lambda s: (s[0], -s[1])):
        if end - start < 3 or any(a < end and start < b for a, b in taken):
            continue
        if any(a < end and start < b for a, b, _ in spans):
            continue
        name = text[start:end]
        if not name[0].isupper() or (name.isupper() and len(name) < 6):
            continue
        spans.append((start, end, name))
    return spans


def _trim_name(text: str, start: int, end: int) -> tuple[int, int]:
    """The pipeline's name spans take in honorifics, articles and punctuation now and then."""
    while start < end and (text[start].isspace() or text[start] in "«»“”\",;:()'’"):
        start += 1
    word = re.match(r"(?:M\.|Mme|Mlle|MM\.|Me|Dr|Le|La|L['’])\s*", text[start:end])
    if word and word.end() < end - start:
        start += word.end()
    while end > start and (text[end - 1].isspace() or text[end - 1] in '«»“”",;:().'):
        end -= 1
    return start, end


def _person(name: str, start: int, end: int, mentions: list[Mention], view: View) -> Entity | None:
    """The person a name stands for: as met before, or with the office that stands beside it."""
    memory = view.memory
    surname = name.split()[-1]
    known = memory.persons.get(surname) or memory.persons.get(name)
    office = _office_beside(start, end, mentions, view.text)
    if known is not None and (" " not in name or known.id == person_id(name)):
        if office is None or known.sector:
            return Entity(name, known.id, known.country, known.sector)
    titled = _honorific_before(view.text, start) or _rank_before(view.text, start)
    if " " in name and known is None and office is None and not titled and lookup(name) is not None:
        return None  # « a bombardé Khan Younès »
    country = sector = None
    if office is not None:
        country, sector = _office_facts(office, mentions, view)
    if " " not in name and office is None:
        if known is None and not titled:
            if any(e.label_ == "PER" and e.start_char <= start < e.end_char for e in view.doc.ents):
                if lookup(name) is not None:
                    return None
            else:
                return None
    if sector is None and _rank_before(view.text, start):
        sector = "MIL"
    figure = public_figure(name) if " " not in name else None
    if figure is not None:  # « le roi Salmane » is nobody of the state that the dispatch is from
        country, sector = figure.country or country, sector or figure.sector
    known_as = statesman(name) if " " not in name and office is not None and figure is None else None
    if known_as is not None and office is not None and office.country in (None, known_as.country):
        entity = Entity(name, known_as.id, known_as.country, known_as.sector)
    else:
        entity = Entity(name, person_id(name), country, sector)
    if len(surname) > 2:
        memory.persons[surname] = entity
    if office is not None:
        memory.offices[plain(office.name)] = entity
        memory.offices[plain(office.text)] = entity
    return entity


def _honorific_before(text: str, start: int) -> bool:
    return bool(re.search(r"\b(?:M\.|MM\.|Mme|Mlle|Me|Dr)\s*$", text[max(0, start - 8) : start]))


def _rank_before(text: str, start: int) -> bool:
    words = plain(text[max(0, start - 24) : start]).split()
    return bool(words) and words[-1] in _RANKS


# How many characters a name may stand behind its office: « le directeur général de la Direction générale de
# la sûreté nationale (DGSN) et de la Direction générale de la surveillance du territoire, A. Hammouchi ».
_TITLE = 190


def _office_beside(start: int, end: int, mentions: list[Mention], text: str) -> Mention | None:
    """The office told right before a name, or right after it between commas."""
    for mention in reversed(mentions):
        if mention.kind == "office" and mention.end <= start:
            between = text[mention.end : start]
            if (
                len(between) <= _TITLE
                and not re.search(r"[.;:]|\b(?:et(?! d)|a|ont|qui|que|avec)\b", between)
                and between.count(",") <= 2
                and not re.search(r"\bd(?:e\s|['’])\s*$", between)  # « ministres d'Alpha Condé »: his
            ):
                return mention
    for mention in mentions:
        if mention.kind == "office" and mention.start >= end:
            between = text[end : mention.start]
            if re.fullmatch(r"\s*[,(]\s*(?:le|la|l['’]|ancien|ancienne|actuel|nouveau)?\s*", between):
                return mention
            break
    return None


def _office_facts(office: Mention, mentions: list[Mention], view: View) -> tuple[str | None, str | None]:
    """Country and sector of an office: its own, else those of the body or state named in it."""
    country, sector = office.country, _sector(office)
    if country is None or sector is None:
        for mention in mentions:
            if mention is office or mention.start < office.start:
                continue
            between = view.text[office.end : mention.start] if mention.start >= office.end else ""
            if len(between) > 30 or re.search(r"[,.;:]", between):
                break
            country = country or mention.country
            if mention.kind in BODY_KINDS:
                sector = mention.sector or sector
            break
    return country or view.memory.home, sector
