"""The words of the workbench: ``locale/<lang>/<room>.yaml``, one file for each room of it."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from recoupe.share.words import LANGS, Lang

LOCALE = Path(__file__).parent / "locale"


@cache
def _room(lang: str, room: str) -> dict[str, Any]:
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    found: dict[str, Any] = yaml.load((LOCALE / lang / f"{room}.yaml").read_text("utf-8"), Loader=loader)
    return found


def text(lang: str, key: str, **values: object) -> str:
    """The message ``room.name`` (or deeper) in a language, its braces filled in.

    Raises ``KeyError`` where there is none: a slip of ours, not of the user.
    """
    room, *parts = key.split(".")
    found: Any = _room(lang, room)
    for part in parts:
        found = found[part]
    return str(found).format(**values) if values else str(found)


def has(lang: str, key: str) -> bool:
    """Whether there is a message of this name."""
    try:
        text(lang, key)
    except (KeyError, TypeError, FileNotFoundError):
        return False
    return True


def day(lang: str, iso: str | None, otherwise: str = "") -> str:
    """A day as it is read; ``otherwise`` where there is none, or none that a calendar has."""
    from datetime import date

    from recoupe.share import dates

    try:
        return dates.day(lang, date.fromisoformat((iso or "")[:10]))
    except ValueError:
        return otherwise


def spoken(wanted: str) -> Lang:
    """The language of an Accept-Language header, or the first of ours."""
    from babel import negotiate_locale

    asked = [part.split(";")[0].strip().replace("-", "_") for part in wanted.split(",") if part.strip()]
    try:
        found = negotiate_locale(asked, LANGS)
    except ValueError:
        found = None
    return "fr" if found == "fr" else "en"
