"""Bodies as they were sent → as they were meant, never larger than allowed (decompression bombs)."""

from __future__ import annotations

import zlib

from recoupe.errors import FetchError

# What is asked of servers, most wished for first.
ACCEPTED = "gzip, deflate"
_GZIP, _RAW = 31, -15  # zlib's names for a gzip header, and for none
_MOST_LAYERS = 2


class TooLarge(FetchError):
    """A body that grows beyond the limit when it is decoded."""


def decoded(raw: bytes, encodings: str, limit: int) -> bytes:
    """The body behind its ``Content-Encoding``; memory stays within ``limit`` bytes more than ``raw``.

    Raises ``TooLarge``, and ``FetchError`` where the body is damaged, cut short or of an unknown coding.
    """
    layers = [name.strip().lower() for name in encodings.split(",") if name.strip()]
    if len(layers) > _MOST_LAYERS:
        raise FetchError(f"its body is packed {len(layers)} times over")
    for name in reversed(layers):
        raw = _layer(raw, name, limit)
    return raw


def gunzipped(raw: bytes, limit: int) -> bytes:
    """A file that is gzip in itself (``sitemap.xml.gz``), unpacked; any other as it is."""
    return _inflated(raw, _GZIP, limit) if raw.startswith(b"\x1f\x8b") else raw


def _layer(raw: bytes, name: str, limit: int) -> bytes:
    if name in ("identity", "") or not raw:
        return raw
    if name in ("gzip", "x-gzip"):
        return _inflated(raw, _GZIP, limit)
    if name == "deflate":
        # Meant: zlib's format (RFC 9110); many servers send it without its header.
        zlib_header = raw[0] & 0x0F == 8 and int.from_bytes(raw[:2], "big") % 31 == 0
        return _inflated(raw, 15 if zlib_header else _RAW, limit)
    raise FetchError(f"its body is packed as « {name[:40]} », which was not asked for")


def _inflated(raw: bytes, kind: int, limit: int) -> bytes:
    out = bytearray()
    try:
        while raw:
            unpacker = zlib.decompressobj(kind)
            out += unpacker.decompress(raw, limit + 1 - len(out))
            if len(out) > limit:
                raise TooLarge(f"its body has more than {limit / 1e6:,.1f} MB when unpacked")
            if not unpacker.eof:
                raise FetchError("its packed body is cut short", again=True)
            raw = unpacker.unused_data if kind == _GZIP and unpacker.unused_data[:2] == b"\x1f\x8b" else b""
    except zlib.error:
        raise FetchError("its packed body is damaged", again=True) from None
    return bytes(out)
