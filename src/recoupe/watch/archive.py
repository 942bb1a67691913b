"""The archive: responses as they came, in WARC files (ISO 28500), each record its own gzip member.

A pair of records is written at once and synced to the disk before it is remembered. After a kill the last
file is looked through from where it is accounted for: whole records are remembered, a torn one is cut off.
"""

from __future__ import annotations

import gzip
import hashlib
import os
import re
import zlib
from base64 import b32encode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import BinaryIO
from uuid import uuid4

from recoupe.read.fetch.client import Response
from recoupe.store.visits import Place

_OURS = re.compile(r"recoupe-\d{14}-\d{5}\.warc\.gz")
_CHUNK = 1 << 20
# Of a record whose page is longer than any that is fetched, this many bytes would be looked at.
_HEADERS = 65_536
# Kept as Common Crawl does: the body is stored without the framing that these headers tell of.
_FRAMING = frozenset({"transfer-encoding", "content-length"})


@dataclass(frozen=True)
class Found:
    """A response record that stands in a file and was not accounted for. ``listing``: no page, but a feed or
    sitemap."""

    url: str
    source: str
    place: Place
    listing: bool


class Archive:
    """A folder of WARC files, the newest of which is written to. Raises ``OSError`` where it cannot be."""

    def __init__(self, folder: Path, largest: float = 500e6) -> None:
        self.folder, self._largest = folder, largest
        folder.mkdir(parents=True, exist_ok=True)
        self._file: BinaryIO | None = None
        self._name = ""

    def close(self) -> None:
        """Let go of the file."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def files(self) -> list[Path]:
        """The WARC files that were written here, oldest first."""
        return sorted(path for path in self.folder.iterdir() if _OURS.fullmatch(path.name))

    def keep(self, response: Response, known: Mapping[str, str | None]) -> Place:
        """Write a response and its request; both are on the disk when this returns.

        ``known``: what the sources file says of it (``source``, ``outlet``, ``language``), the day that its
        feed or sitemap gave (``published``, ``dated-by``), or that it is one (``listing``: its kind): written
        as fields of our own, so that the WARC carrier knows it too.
        """
        digest = payload_digest(response.raw)
        first = f"<urn:uuid:{uuid4()}>"
        at = response.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        common = {"WARC-Target-URI": response.url, "WARC-Date": at, "WARC-IP-Address": response.ip}
        said = {
            "WARC-Type": "response", "WARC-Record-ID": first, **common, "WARC-Payload-Digest": digest,
            "Content-Type": "application/http; msgtype=response",
            **{f"Recoupe-{name.title()}": value for name, value in known.items() if value},
        }  # fmt: skip
        asked = {
            "WARC-Type": "request", "WARC-Record-ID": f"<urn:uuid:{uuid4()}>", **common,
            "WARC-Concurrent-To": first, "Content-Type": "application/http; msgtype=request",
        }  # fmt: skip
        packed = _record(said, _http(response)) + _record(asked, response.request)
        file = self._open()
        offset = file.tell()
        file.write(packed)
        file.flush()
        os.fsync(file.fileno())
        return Place(self._name, offset, len(packed), digest)

    def recover(self, path: Path, start: int) -> tuple[list[Found], int]:
        """The responses of a file from byte ``start`` on, and where the last whole record ends.

        What stands behind it, torn by a kill or a full disk, is cut off.
        """
        found: list[Found] = []
        end = start
        with path.open("r+b") as file:
            for offset, length, head in _members(file, start):
                end = offset + length
                fields = _fields(head)
                if fields.get("warc-type") == "response" and (url := fields.get("warc-target-uri")):
                    place = Place(path.name, offset, length, fields.get("warc-payload-digest", ""))
                    listing = "recoupe-listing" in fields
                    found.append(Found(url, fields.get("recoupe-source", ""), place, listing))
            if file.seek(0, os.SEEK_END) > end:
                file.truncate(end)
                os.fsync(file.fileno())
        return found, end

    def _open(self) -> BinaryIO:
        """The file to write to, at its end; a new one where there is none or the last is full."""
        if self._file is not None and self._file.tell() >= self._largest:
            self.close()
        if self._file is None:
            last = self.files()[-1:]
            if last and last[0].stat().st_size < self._largest:
                path = last[0]
            else:
                serial = int(last[0].name[-13:-8]) + 1 if last else 1
                path = self.folder / f"recoupe-{datetime.now(UTC):%Y%m%d%H%M%S}-{serial:05}.warc.gz"
            self._name = path.name
            self._file = path.open("ab")
            if not self._file.tell():
                self._file.write(_record(*_info(path.name)))
        return self._file


def payload_digest(raw: bytes) -> str:
    """``sha1:…`` in base 32, as WARC files have it: it tells copies apart, nothing rests on it."""
    return "sha1:" + b32encode(hashlib.sha1(raw, usedforsecurity=False).digest()).decode()


def _info(name: str) -> tuple[dict[str, str], bytes]:
    about = f"software: recoupe/{version('recoupe')}\r\nformat: WARC File Format 1.1\r\n"
    return {
        "WARC-Type": "warcinfo", "WARC-Record-ID": f"<urn:uuid:{uuid4()}>",
        "WARC-Date": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"), "WARC-Filename": name,
        "Content-Type": "application/warc-fields",
    }, about.encode()  # fmt: skip


def _record(fields: dict[str, str], block: bytes) -> bytes:
    # By hand: fastwarc 2.0.1 gave two digests for one record written twice.
    head = "".join(f"{name}: {' '.join(value.split())}\r\n" for name, value in fields.items())
    whole = f"WARC/1.1\r\n{head}Content-Length: {len(block)}\r\n\r\n".encode() + block + b"\r\n\r\n"
    return gzip.compress(whole, 6)


def _http(response: Response) -> bytes:
    # gzip is kept as sent; « deflate » comes in two makes that readers of archives do not tell apart.
    as_sent = response.header("Content-Encoding").lower() in ("", "gzip", "identity")
    body = response.raw if as_sent else response.body
    changed = _FRAMING if as_sent else _FRAMING | {"content-encoding"}
    lines = [f"HTTP/1.1 {response.status} {response.reason}"]
    for name, value in response.headers:
        lines.append(f"X-Crawler-{name}: {value}" if name.lower() in changed else f"{name}: {value}")
    lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join(lines).encode("latin-1", "replace") + b"\r\n\r\n" + body


def _members(file: BinaryIO, start: int) -> Iterator[tuple[int, int, bytes]]:
    """(offset, length, first bytes) of each whole gzip member from ``start`` on; ends at a torn one."""
    offset = start
    while True:
        file.seek(offset)
        unpacker = zlib.decompressobj(31)
        head, read = b"", 0
        while not unpacker.eof:
            chunk = file.read(_CHUNK)
            if not chunk:
                unpacker.flush()  # what is left of the output, where the input is all there
                break
            read += len(chunk)
            try:
                while chunk and not unpacker.eof:
                    out = unpacker.decompress(chunk, _CHUNK)
                    head = head if len(head) >= _HEADERS else head + out[:_HEADERS]
                    chunk = unpacker.unconsumed_tail
            except zlib.error:
                return
        if not unpacker.eof:
            return
        length = read - len(unpacker.unused_data)
        yield offset, length, head
        offset += length


def _fields(head: bytes) -> dict[str, str]:
    text = head.partition(b"\r\n\r\n")[0].decode("utf-8", "replace")
    pairs = (line.partition(":") for line in text.splitlines()[1:])
    return {name.strip().lower(): value.strip() for name, _, value in pairs}
