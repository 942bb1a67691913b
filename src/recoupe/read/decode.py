"""Bytes → text, without guessing: an encoding is taken when the bytes bear it out, else refused.

The text is what ``Path.read_text(encoding="utf-8")`` gives for a UTF-8 file: line ends become ``\\n``.
A byte order mark is no part of it. A NUL becomes a space, one for one, so that no offset moves.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_MAGIC = {
    b"%PDF": "a PDF", b"PK\x03\x04": "a ZIP archive or office document", b"\x89PNG": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image", b"GIF8": "a GIF image", b"\x1f\x8b": "a gzip archive",
    b"\xd0\xcf\x11\xe0": "an old office document", b"SQLite format 3": "an SQLite database",
    b"\x7fELF": "a program", b"MZ": "a program", b"RIFF": "a sound or video",
    b"ID3": "a sound file",
    b"7z\xbc\xaf": "a 7z archive", b"Rar!": "a RAR archive", b"BZh": "a bzip2 archive",
    b"\xfd7zXZ": "an xz archive", b"WARC/": "a WARC archive",
}  # fmt: skip
_SAMPLE = 1 << 16
# Controls that text files hold: tab, line and page ends, escape, and the NULs that scrapers leave.
_TEXT_CONTROLS = frozenset(b"\t\n\r\f\x0b\x1b\x00\x1a")
_BAD = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_CONTINUED = re.compile(rb"[\xc2-\xf4][\x80-\xbf]+")
# « é » read as cp1252 is « Ã© »: a lead byte's character, then one of a continuation byte's.
_MOJIBAKE = re.compile(
    "[\u00c2-\u00f4][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]"
)
_ARABIC_WORDS = frozenset(("في", "من", "على", "الى", "إلى", "أن", "التي", "الذي", "عن", "مع", "هذا", "هذه"))


class NotText(Exception):
    """The bytes are no text that can be read for certain; the message says what they are."""


@dataclass(frozen=True)
class Decoded:
    """A text, and what was done to get it (``note`` is empty for plain UTF-8)."""

    text: str
    note: str = ""


def _utf16(raw: bytes) -> str | None:
    """Which byte order UTF-16 without a mark is in: every other byte of Latin text is a NUL."""
    sample = raw[:_SAMPLE]
    half = len(sample) // 2
    if half < 4 or len(raw) % 2:
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > 0.3 * half and even < 0.05 * half:
        return "utf-16-le"
    if even > 0.3 * half and odd < 0.05 * half:
        return "utf-16-be"
    return None


def _refuse_binary(raw: bytes) -> None:
    for magic, name in _MAGIC.items():
        if raw.startswith(magic) and not (magic in (b"MZ", b"RIFF", b"ID3", b"BZh") and _printable(raw)):
            raise NotText(f"{name}, not text")
    if not _printable(raw):
        raise NotText("binary data, not text")


def _printable(raw: bytes) -> bool:
    sample = raw[:_SAMPLE]
    controls = len(_BAD.findall(sample)) - sample.count(0)
    # A few stray controls and NULs come with scrapers; one in fifty is no text any more.
    return controls * 100 <= max(len(sample), 200) and sample.count(0) * 50 <= max(len(sample), 200)


def _legacy(raw: bytes) -> Decoded:
    """Bytes that are not UTF-8: UTF-8 with a few strays, cp1252, or Arabic cp1256."""
    strays = raw.decode("utf-8", "replace").count("\ufffd")
    if len(_CONTINUED.findall(raw)) >= 5 * strays:
        return Decoded(_mixed(raw), f"UTF-8 with {strays} stray bytes read as cp1252")
    high = sum(byte >= 0x80 for byte in raw[:_SAMPLE])
    letters = sum(bytes((byte,)).isalpha() for byte in raw[:_SAMPLE]) + high
    if high <= 0.3 * max(letters, 1):
        try:
            text = raw.decode("cp1252")
        except UnicodeDecodeError:
            # Five bytes have no character in cp1252; in a text they are damage, shown as such.
            text = raw.decode("cp1252", "replace")
            if text.count("\ufffd") * 1000 > len(text):
                raise NotText("text in an encoding that is neither UTF-8, UTF-16 nor cp1252") from None
        return Decoded(text, "decoded from cp1252")
    arabic = raw.decode("cp1256", "replace")
    if sum(word in _ARABIC_WORDS for word in arabic[:_SAMPLE].split()) >= 3:
        return Decoded(arabic, "decoded from cp1256")
    raise NotText("text in an encoding that is neither UTF-8, UTF-16, cp1252 nor cp1256")


def _mixed(raw: bytes) -> str:
    """UTF-8 where it is valid, cp1252 for each byte that is not."""
    out: list[str] = []
    at = 0
    while at < len(raw):
        try:
            out.append(raw[at:].decode("utf-8"))
            break
        except UnicodeDecodeError as error:
            good, bad = at + error.start, at + error.end
            out.append(raw[at:good].decode("utf-8"))
            out.append(raw[good:bad].decode("cp1252", "replace"))
            at = bad
    return "".join(out)


def _as_bytes(text: str) -> bytes | None:
    """The bytes that were read as cp1252 to give this text, or None where no bytes give it."""
    try:
        return text.encode("cp1252")
    except UnicodeEncodeError:
        pass
    out = bytearray()
    for char in text:
        try:
            out += char.encode("cp1252")
        except UnicodeEncodeError:
            # The five bytes without a cp1252 character come through as C1 controls.
            if not 0x80 <= ord(char) <= 0x9F:
                return None
            out.append(ord(char))
    return bytes(out)


def repaired(text: str) -> str | None:
    """The text with its mojibake undone, or None where that is not certain.

    Certain means: the whole text, turned back into the bytes it was misread from, is valid UTF-8
    and holds two misread characters or more. A single « or é that was read rightly makes those
    bytes invalid, so a text about mojibake, or only partly damaged, is left alone.
    """
    if len(_MOJIBAKE.findall(text[:_SAMPLE])) < 2:
        return None
    for _ in range(2):
        raw = _as_bytes(text)
        if raw is None:
            return None
        try:
            text = raw.decode("utf-8")
        except UnicodeDecodeError:
            return None
        if len(_MOJIBAKE.findall(text[:_SAMPLE])) < 2:
            return text
    return text


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def decode(raw: bytes) -> Decoded:
    """Decode a text file. Raises ``NotText`` for binary data and unknown encodings."""
    note = ""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")) or (order := _utf16(raw)):
        encoding = "utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else str(order)
        text = raw.decode(encoding, "replace")
        if text.count("\ufffd") * 50 > len(text):
            raise NotText("binary data, not text")
        note = "decoded from UTF-16"
    else:
        _refuse_binary(raw)
        try:
            text = raw.decode("utf-8-sig")
        except UnicodeDecodeError:
            decoded = _legacy(raw)
            text, note = decoded.text, decoded.note
        if not text.isascii() and (better := repaired(text)) is not None:
            text, note = better, "mojibake repaired"
    text = _lines(text)
    if "\x00" in text:
        text, note = text.replace("\x00", " "), note or "NUL bytes read as spaces"
    return Decoded(text, note)
