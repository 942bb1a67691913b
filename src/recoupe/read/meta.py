"""What a scraper already knows of each file: outlet, url, published, language."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from recoupe.errors import InputError
from recoupe.read.files import Source

Meta = Mapping[str, Mapping[str, Any]]
_FIELDS = ("outlet", "url", "published", "language", "country")
_SHAPE = '{"file.txt": {"outlet": …, "url": …, "published": "YYYY-MM-DD", "language": "fr"}, …}'


def iso(value: object) -> str | None:
    """The day of an ISO date or date-time, or None."""
    text = str(value or "").strip()[:10]
    try:
        return date.fromisoformat(text).isoformat() if len(text) == 10 else None
    except ValueError:
        return None


def _refuse(path: Path, what: str, next_step: str) -> InputError:
    return InputError(f"{path}: {what}; {next_step}")


def load_meta(path: str | Path) -> dict[str, dict[str, Any]]:
    """Read a metadata file: ``{"file": {"outlet", "url", "published", "language", "country"}}``.

    Keys are file names, or paths relative to the folder that is read; ``country`` is where the outlet
    is at home (ISO 3166-1 alpha-3). Raises ``InputError`` where the file is absent, is not such JSON,
    or has a date other than ``YYYY-MM-DD`` or a country that is no such code.
    """
    where = Path(path)
    try:
        raw = json.loads(where.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise _refuse(where, "no such metadata file", "check the path given to --meta") from None
    except OSError as error:
        raise _refuse(where, f"cannot be read ({error.strerror})", "check its permissions") from None
    except UnicodeDecodeError:
        raise _refuse(where, "metadata is not in UTF-8", "save it as UTF-8 JSON") from None
    except (json.JSONDecodeError, RecursionError) as error:
        line = f", line {error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
        raise _refuse(where, f"metadata is not valid JSON{line}", "correct it there") from None
    if not isinstance(raw, dict):
        raise _refuse(where, "metadata must be one JSON object", f"write {_SHAPE}")
    for name, known in raw.items():
        if not isinstance(known, dict):
            raise _refuse(where, f"« {name} » has no object of fields", f"write {_SHAPE}")
        for field in _FIELDS:
            if not isinstance(known.get(field), str | None):
                raise _refuse(where, f"« {name} »: {field} must be a string or null", f"write {_SHAPE}")
        if known.get("published") and iso(known["published"]) is None:
            raise _refuse(
                where, f"« {name} »: published is « {known['published']} »", "write YYYY-MM-DD, or null"
            )
        if (country := known.get("country")) and not re.fullmatch("[A-Z]{3}", country):
            raise _refuse(where, f"« {name} »: country is « {country} »", "write its three letters: MAR, FRA")
    return raw


def known(source: Source, meta: Meta | None) -> dict[str, str | None]:
    """What the metadata say of a file, under whichever of its names they know it."""
    entry: Mapping[str, Any] = {}
    for key in source.keys if meta else ():
        if meta and key in meta:
            entry = meta[key]
            break
    out = {name: str(entry[name]).strip() or None if entry.get(name) else None for name in _FIELDS}
    out["published"] = iso(out["published"])
    if out["language"]:
        out["language"] = out["language"].replace("_", "-").split("-")[0].lower()
    return out


def host(url: str | None) -> str | None:
    """The outlet that a URL speaks for: its host without ``www.`` or ``m.``, or None."""
    try:
        name = urlsplit(url or "").hostname
    except ValueError:
        return None
    if not name:
        return None
    for prefix in ("www.", "m.", "amp."):
        name = name.removeprefix(prefix)
    return name
