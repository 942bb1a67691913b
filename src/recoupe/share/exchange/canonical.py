"""One way to write a thing as JSON, so that a signature is of the thing and not of how it was typed.

Keys sorted, no blanks, UTF-8, numbers as msgspec writes them. What a partner sends must be written so to the
byte: a key given twice, a number written oddly or a nesting without end is refused before it is looked into.
"""

from __future__ import annotations

import hashlib
from base64 import b32encode, b64decode, b64encode
from typing import Any

import msgspec

from recoupe.errors import PackError

_SIGNATURE = "signature"


def canonical(thing: Any) -> bytes:
    """The one JSON text of a record or of plain values."""
    return msgspec.json.encode(thing, order="sorted")


def strictly(raw: bytes, what: str) -> dict[str, Any]:
    """The JSON object of these bytes; raises :class:`~recoupe.errors.PackError` unless they are canonical."""
    try:
        found = msgspec.json.decode(raw)
        same = canonical(found) == raw
    except (msgspec.MsgspecError, UnicodeDecodeError, ValueError, OverflowError) as error:
        raise PackError(f"{what} is no JSON ({_first(error)})") from None
    except RecursionError:
        raise PackError(f"{what} is nested too deep") from None
    if not isinstance(found, dict):
        raise PackError(f"{what} is no JSON object")
    if not same:
        raise PackError(f"{what} is not in the one way of writing it (sorted keys, each once, no blanks)")
    return found


def unsigned(signed: dict[str, Any]) -> bytes:
    """What the signature of an object is of: the object without it."""
    return canonical({key: value for key, value in signed.items() if key != _SIGNATURE})


def digest(raw: bytes) -> str:
    """SHA-256, hexadecimal."""
    return hashlib.sha256(raw).hexdigest()


def short(*parts: str, size: int = 15) -> str:
    """An id made of these parts: 120 bits in 24 letters and digits."""
    raw = b"".join(len(part.encode()).to_bytes(4) + part.encode() for part in parts)
    return b32encode(hashlib.sha256(raw).digest()[:size]).decode().lower()


def b64(raw: bytes) -> str:
    """Base 64, as keys and signatures are written."""
    return b64encode(raw).decode()


def unb64(text: str, what: str, size: int | None = None) -> bytes:
    """The bytes of base 64; raises ``PackError`` where it is none, or of another size."""
    try:
        raw = b64decode(text, validate=True)
    except ValueError:
        raise PackError(f"{what} is not base 64") from None
    if size is not None and len(raw) != size:
        raise PackError(f"{what} has {len(raw)} bytes, not {size}")
    return raw


def _first(error: Exception) -> str:
    return str(error).split("\n", 1)[0]
