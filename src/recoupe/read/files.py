"""Which files are read, in which order, and what each document is called."""

from __future__ import annotations

import glob
import os
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from recoupe.model import Dropped

TEXTS, PAGES = frozenset({".txt"}), frozenset({".html", ".htm", ".xhtml"})
# Files of many articles, or of another make, and the module of ``carriers`` that reads them.
CARRIERS = {
    ".warc": "warc", ".warc.gz": "warc", ".xml": "feeds", ".rss": "feeds", ".atom": "feeds",
    ".csv": "tables", ".tsv": "tables", ".jsonl": "tables", ".ndjson": "tables", ".pdf": "pdf",
}  # fmt: skip
# What lies beside articles and is none, however it was named on the command line.
_OTHERS = frozenset((".json", ".yaml", ".yml", ".toml", ".py", ".log", ".css", ".js"))
KINDS = "texts (.txt), pages (.html), archives (.warc), feeds (.xml), tables (.csv, .jsonl) or .pdf"


def suffix_of(path: Path) -> str:
    """The ending that tells what a file is; ``.warc.gz`` counts as one."""
    name = path.name.lower()
    return ".warc.gz" if name.endswith(".warc.gz") else path.suffix.lower()


@dataclass(frozen=True)
class Source:
    """A file to read: where it is, the document's name, and the names metadata may know it by."""

    path: Path
    doc: str
    keys: tuple[str, ...]
    # Whether it was named, and not found in a folder: what is no article there is only beside them.
    named: bool = True

    @property
    def page(self) -> bool:
        """Whether the name says HTML."""
        return self.path.suffix.lower() in PAGES

    @property
    def carrier(self) -> str | None:
        """The module that reads files of its kind; None for one article's text or page."""
        return CARRIERS.get(suffix_of(self.path))


def _taken(path: Path) -> bool:
    return suffix_of(path) in TEXTS | PAGES or suffix_of(path) in CARRIERS


def _walk(folder: Path) -> Iterator[Path | Dropped]:
    """The articles of a folder and its subfolders, by name; hidden ones are passed over."""
    failed: list[OSError] = []
    for root, folders, names in os.walk(folder, onerror=failed.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith(".") and _taken(Path(name)):
                yield Path(root, name)
    for error in failed:
        where = str(error.filename)
        yield Dropped(
            Path(where).name, f"{where}: folder cannot be listed ({error.strerror}); check its permissions"
        )


def _named(path: Path) -> Dropped | None:
    """Why a file named on the command line is not read, if so."""
    if not path.exists():
        return Dropped(path.name or str(path), f"{path}: no such file or folder; check the path")
    if path.suffix.lower() in _OTHERS:
        return Dropped(
            path.name, f"{path}: a {path.suffix} file is no article; give .txt or .html files, or a folder"
        )
    if not path.is_file():
        return Dropped(path.name, f"{path}: not a regular file; save it to a .txt or .html file first")
    return None


def _found(paths: Iterable[str | Path]) -> Iterator[tuple[Path, Path] | Dropped]:
    """Each file with the path it was found under, once; or what cannot be read, and why."""
    seen: set[str] = set()
    for given in _expanded(paths):
        try:
            folder = given.is_dir()
            named = None if folder else _named(given)
        except (OSError, ValueError) as error:
            folder, named = (
                False,
                Dropped(given.name, f"{given}: cannot be reached ({error}); check the path"),
            )
        if named:
            yield named
            continue
        count = 0
        for each in _walk(given) if folder else (given,):
            if isinstance(each, Dropped):
                yield each
                continue
            count += 1
            real = os.path.realpath(each)
            if real not in seen:
                seen.add(real)
                yield each, given
        if not count:
            yield Dropped(
                given.name or str(given), f"{given}: no .txt or .html file in this folder; give another"
            )


def _expanded(paths: Iterable[str | Path]) -> Iterator[Path]:
    """The paths; a pattern that the shell left as it was (quoted, ``**``) stands for what it matches."""
    for given in map(Path, paths):
        if glob.has_magic(str(given)) and not os.path.lexists(given):
            matched = glob.glob(str(given), recursive=True)  # noqa: PTH207 (absolute patterns too)
            yield from map(Path, sorted(matched) or [str(given)])
        else:
            yield given


def _flat(path: Path, levels: int) -> str:
    parts = [part for part in Path(os.path.realpath(path)).parts[-levels - 1 :] if part != os.sep]
    return "--".join(parts)


def _docs(paths: list[Path]) -> dict[Path, str]:
    """The file's name; where several files bear it, with as many folders before as tell them apart.

    ``2020/x.txt`` and ``2021/x.txt`` become ``2020--x.txt`` and ``2021--x.txt``: still plain file
    names, so that files made from them (``<stem>.json``) do not overwrite each other.
    """
    docs = {path: path.name for path in paths}
    for levels in range(1, 40):
        counts = Counter(docs.values())
        clashing = [path for path in paths if counts[docs[path]] > 1]
        if not clashing:
            break
        for path in clashing:
            docs[path] = _flat(path, levels)
    return docs


def sources(paths: Iterable[str | Path]) -> Iterator[Source | Dropped]:
    """Every file under the paths, in the order given (folders by name), each once.

    Only names are held in memory. A path that cannot be read is a ``Dropped``.
    """
    found = list(_found(paths))
    docs = _docs([each[0] for each in found if not isinstance(each, Dropped)])
    for each in found:
        if isinstance(each, Dropped):
            yield each
            continue
        path, given = each
        keys = [docs[path], str(path), path.as_posix()]
        if path != given:
            keys.append(path.relative_to(given).as_posix())
        yield Source(path, docs[path], tuple(dict.fromkeys([*keys[1:], keys[0], path.name])), path == given)
