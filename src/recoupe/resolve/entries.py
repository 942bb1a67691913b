"""The entity lexicon (``lexicon/entities/*.yaml``) as entries.

An *entry* is a state, body, group or forum that has an id; ``forms`` has the spellings of all.
How the files are written is said at the head of each.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, Literal, TypeAlias

from msgspec import Struct

from recoupe.errors import LexiconError

FOLDER = Path(__file__).parent.parent / "lexicon" / "entities"

Kind: TypeAlias = Literal[
    "state", "adjective", "capital", "metonym", "body", "group", "forum", "office", "region"
]


class Entry(Struct, frozen=True):
    """A state, body, group or forum. ``since`` and ``until`` are years, inclusive."""

    id: str
    kind: Kind
    fr: tuple[str, ...]
    en: tuple[str, ...] = ()
    ar: tuple[str, ...] = ()
    country: str | None = None
    sector: str | None = None
    parent: str | None = None
    since: int | None = None
    until: int | None = None
    # Suffixes of generics.yaml for which this body stands in its country (MAR.FAR is MIL).
    stands_for: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The name shown: the first French one, else the first of any language."""
        return (self.fr or self.en or self.ar or (self.id,))[0]


def alternatives(value: str | None) -> tuple[str, ...]:
    """``"a | b"`` as ``("a", "b")``."""
    return tuple(part for piece in (value or "").split("|") if (part := " ".join(piece.split())))


_BODY_KEYS = frozenset(
    {"id", "fr", "en", "ar", "kind", "country", "sector", "parent", "since", "until", "is"}
)  # fmt: skip
# The keys that a line of each file may have; files of bodies have _BODY_KEYS.
_KEYS = {
    "states.yaml": frozenset({"id", "fr", "en", "ar", "adj", "prefix", "capital", "seat", "home"}),
    "regions.yaml": frozenset({"fr", "en", "ar", "adj", "country", "block"}),
    "offices.yaml": frozenset({"fr", "sector", "flags"}),
    "persons.yaml": frozenset({"name", "id", "country", "sector"}),
}
_GENERIC_KEYS = frozenset({"suffix", "sector", "fr", "en", "ar", "plural", "flags"})


@cache
def load(name: str, folder: Path = FOLDER) -> Any:
    """The content of one lexicon file; every value is text (``NO`` stays a code, no boolean).

    Raises ``LexiconError``, with file and line, where the YAML does not parse or a line has a
    key that its file does not know (most often a comma inside a name that needs quotes).
    """
    import yaml

    path = folder / name
    # BaseLoader guesses no types: twice as fast, and a name is never read as a date or a number.
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "context_mark", None) or getattr(error, "problem_mark", None)
        line = f", line {mark.line + 1}" if mark else ""
        raise LexiconError(f"{path}{line}: not readable as YAML; check quotes, brackets") from error
    if isinstance(content, dict):
        records, known = [*content["portfolios"], *content["openings"], *content["bodies"]], _GENERIC_KEYS
    else:
        records, known = content, _KEYS.get(name, _BODY_KEYS)
    for record in records:
        if unknown := set(record) - known:
            number = _line_of(path, str(record.get("id") or record.get("fr") or record.get("name")))
            odd = ", ".join(map(repr, sorted(map(str, unknown))))
            raise LexiconError(f"{path}, line {number}: unknown key {odd}; a name with a comma needs quotes")
    return content


def _line_of(path: Path, words: str) -> int:
    lines = path.read_text(encoding="utf-8").splitlines()
    return next((n for n, line in enumerate(lines, 1) if words in line), 1)


# Files of bodies, with the kind that an entry has where it does not say.
BODY_FILES: dict[str, Kind] = {
    "maghreb.yaml": "body",
    "sahel.yaml": "body",
    "middle-east.yaml": "body",
    "europe.yaml": "body",
    "americas-asia.yaml": "body",
    "world.yaml": "body",
    "groups.yaml": "group",
    "media.yaml": "body",
}
SHARED_CODES = frozenset({"UNO", "EUR", "IGO", "NGO", "IMG"})


def _year(value: str | None) -> int | None:
    return int(value) if value else None


def _body(raw: dict[str, Any], kind: Kind, states: frozenset[str], path: Path) -> Entry:
    entity_id = str(raw.get("id", ""))
    country = raw.get("country") or entity_id.split(".")[0]
    problem = (
        "an entry without id"
        if not entity_id
        else f"{entity_id}: country {country} is no state of states.yaml; for a shared body add country: IGO"
        if country not in states | SHARED_CODES
        else f"{entity_id}: since and until are years in digits"
        if not all(raw.get(year, "0").isdigit() for year in ("since", "until"))
        else f"{entity_id}: no name; give fr, en or ar"
        if not (raw.get("fr") or raw.get("en") or raw.get("ar"))
        else ""
    )
    if problem:
        raise LexiconError(f"{path}, line {_line_of(path, f'id: {entity_id},')}: {problem}")
    return Entry(
        id=entity_id,
        kind=raw.get("kind", kind),
        fr=alternatives(raw.get("fr")),
        en=alternatives(raw.get("en")),
        ar=alternatives(raw.get("ar")),
        country=country,
        sector=raw.get("sector"),
        parent=raw.get("parent"),
        since=_year(raw.get("since")),
        until=_year(raw.get("until")),
        stands_for=alternatives(raw.get("is")),
    )


@cache
def states() -> dict[str, Entry]:
    """Every state and territory by its alpha-3 code."""
    return {
        raw["id"]: Entry(
            id=raw["id"],
            kind="state",
            fr=alternatives(raw["fr"]),
            en=alternatives(raw.get("en")),
            ar=alternatives(raw.get("ar")),
            country=raw["id"],
        )
        for raw in load("states.yaml")
    }


@cache
def entries() -> dict[str, Entry]:
    """Every state, body, group and forum by id. Raises ``LexiconError`` on an id given twice."""
    known = dict(states())
    codes = frozenset(known)
    for file, kind in BODY_FILES.items():
        for raw in load(file):
            entry = _body(raw, kind, codes, FOLDER / file)
            if entry.id in known:
                where = f"{FOLDER / file}, line {_line_of(FOLDER / file, f'id: {entry.id},')}"
                raise LexiconError(f"{where}: {entry.id} is listed twice; keep one")
            known[entry.id] = entry
    return known
