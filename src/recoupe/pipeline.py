"""The stages one after the other: what a stage wrote is read back, and handed to the next.

Everything here is lazy and keeps its order. What cannot be taken in comes out as ``Dropped`` in its
place, so that whoever prints can say so.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from hashlib import blake2b
from itertools import chain, count, groupby, islice
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec
from msgspec.structs import replace

from recoupe.model import Account, Article, Coded, Dropped, article_from_json, coded_from_json, to_json
from recoupe.read.fetch.address import is_address

if TYPE_CHECKING:
    from recoupe.read.boilerplate import Boilerplate
    from recoupe.read.item import Item
    from recoupe.store import Library

# From how many articles on another process pays: each loads the French model again, which takes as
# long as coding some two hundred articles does.
PARALLEL_FROM = 200


class Kept(NamedTuple):
    """An article safe in a library: its name there, the name it came by, and what it says.

    ``statements`` is their number; for an article in a language that is not coded yet, the reason.
    """

    doc: str
    came_as: str
    statements: int | Dropped


class Known(NamedTuple):
    """An article that the library holds already."""

    doc: str


def load_articles(
    paths: Iterable[str | Path],
    meta: dict[str, Any] | None = None,
    fields: Mapping[str, str] | None = None,
    topic: str | None = None,
    allow_private: bool = False,
) -> Iterator[Article | Dropped]:
    """Articles of whatever :func:`recoupe.read` takes, and of the ``.jsonl`` files that it writes.

    One name, one article: the same text again is dropped, another text of the same name (in another
    folder) goes by ``name~2.txt``, so that no statement can point into the wrong text.
    """
    return _distinct(_loaded(paths, meta, fields, topic, allow_private=allow_private))


def stored_articles(
    paths: Iterable[str | Path],
    library: Library,
    meta: dict[str, Any] | None = None,
    topic: str | None = None,
    allow_private: bool = False,
) -> Iterator[Article | Dropped]:
    """As :func:`load_articles`, under the names they came by: a library gives its own.

    What recurs on the pages of an outlet is recalled from the library, and kept there at the end.
    """
    from recoupe.read.boilerplate import Boilerplate

    learned = Boilerplate(library)
    try:
        yield from _loaded(paths, meta, topic=topic, learned=learned, allow_private=allow_private)
    finally:
        learned.keep()


def stored_items(items: Iterable[Item | Dropped], library: Library) -> Iterator[Article | Dropped]:
    """As :func:`stored_articles`, of what a carrier handed on already."""
    from recoupe.read.article import read_items
    from recoupe.read.boilerplate import Boilerplate

    learned = Boilerplate(library)
    try:
        yield from _cleaned(read_items(items), learned)
    finally:
        learned.keep()


def _loaded(
    paths: Iterable[str | Path],
    meta: dict[str, Any] | None,
    fields: Mapping[str, str] | None = None,
    topic: str | None = None,
    learned: Boilerplate | None = None,
    allow_private: bool = False,
) -> Iterator[Article | Dropped]:
    from recoupe.read import read
    from recoupe.read.boilerplate import Boilerplate

    learned = learned or Boilerplate()
    for is_lines, group in groupby(paths, key=_read_before):
        if is_lines:
            for path in group:
                yield from _lines(Path(path))
        else:
            yield from _cleaned(read(list(group), meta, fields, topic, allow_private=allow_private), learned)


def _cleaned(items: Iterable[Article | Dropped], learned: Boilerplate) -> Iterator[Article | Dropped]:
    """The articles, without the lines that recur on their outlet's pages."""
    for item in items:
        if isinstance(item, Article):
            learned.learn(item.outlet, item.text)
            item = learned.clean(item)
        yield item


def _read_before(given: str | Path) -> bool:
    """Whether a file holds articles as ``recoupe read`` writes them, and not someone else's rows."""
    path = Path(given)
    if path.suffix != ".jsonl" or is_address(given):
        return False
    try:
        with path.open("rb") as file:
            first = msgspec.json.decode(file.readline(1 << 27))
    except (OSError, msgspec.DecodeError, UnicodeDecodeError):
        return True
    return not isinstance(first, dict) or "zones" in first


def _lines(path: Path) -> Iterator[Article | Dropped]:
    """The articles of one ``.jsonl`` file; a bad line is dropped, the rest is taken."""
    try:
        with path.open("rb") as file:
            for number, line in enumerate(file, 1):
                if not line.strip():
                    continue
                try:
                    article = article_from_json(line)
                except (msgspec.DecodeError, UnicodeDecodeError) as error:
                    yield Dropped(
                        f"{path}, line {number}",
                        f"is no article ({_first(error)}); write it with recoupe read",
                    )
                    continue
                if any(not 0 <= zone.start <= zone.end <= len(article.text) for zone in article.zones):
                    yield Dropped(
                        f"{path}, line {number}", "has zones outside its text; write it with recoupe read"
                    )
                    continue
                yield article
    except OSError as error:
        yield Dropped(str(path), f"cannot be read ({error.strerror}); check the name and the permissions")


def _distinct(items: Iterable[Article | Dropped]) -> Iterator[Article | Dropped]:
    # Marks, not articles: memory must not grow with what is read.
    seen: dict[str, bytes] = {}
    for item in items:
        if isinstance(item, Dropped):
            yield item
            continue
        path = PurePath(item.doc)
        for number in count(1):
            name = item.doc if number == 1 else str(path.with_stem(f"{path.stem}~{number}"))
            named = replace(item, doc=name)
            mark = blake2b(to_json(named).encode(), digest_size=16).digest()
            if name not in seen:
                seen[name] = mark
                yield named
                break
            if seen[name] == mark:
                yield Dropped(item.doc, "was given twice; taken once", failed=False)
                break


def code_all(articles: Iterable[Article]) -> Iterator[tuple[Article, Coded | Dropped]]:
    """Each article with what it says, or why it was not coded; in several processes where it pays."""
    from recoupe.code import code

    coming = iter(articles)
    first = list(islice(coming, PARALLEL_FROM + 1))
    if not first:
        return
    processes = (os.cpu_count() or 1) if len(first) > PARALLEL_FROM else 1
    under_way: deque[Article] = deque()

    def handed_on() -> Iterator[Article]:
        for article in chain(first, coming):
            under_way.append(article)
            yield article

    for said in code(handed_on(), processes=processes):
        yield under_way.popleft(), said


def add_all(library: Library, items: Iterable[Article | Dropped]) -> Iterator[Kept | Known | Dropped]:
    """Code what is new and add it; each comes out once it is safe in the library.

    An article in a language that is not coded yet is kept too. One that failed to be coded is not,
    so that it is tried again the next time.
    """
    aside: deque[Known | Dropped] = deque()

    def new() -> Iterator[Article]:
        for item in items:
            if isinstance(item, Dropped):
                library.drop(item)
                aside.append(item)
            elif doc := library.find(item):
                library.own(doc)
                aside.append(Known(doc))
            else:
                yield item

    for article, said in code_all(new()):
        while aside:
            yield aside.popleft()
        if isinstance(said, Dropped) and said.failed:
            library.drop(said)
            yield said
            continue
        coded, note = (None, said.reason) if isinstance(said, Dropped) else (said, "")
        if library.add(article, coded, note):
            statements = said if isinstance(said, Dropped) else len(said.statements)
            yield Kept(library.find(article) or article.doc, article.doc, statements)
        else:
            yield Known(article.doc)
    yield from aside


def load_coded(paths: Iterable[Path]) -> Iterator[Coded | Dropped]:
    """The coded documents of these ``.json`` files, as ``recoupe code`` or a person wrote them."""
    taken: dict[str, Path] = {}
    for path in paths:
        try:
            coded = coded_from_json(path.read_bytes())
        except OSError as error:
            yield Dropped(str(path), f"cannot be read ({error.strerror}); check the name and the permissions")
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            yield Dropped(
                str(path),
                f"is no coded document ({_first(error)}); write it with recoupe code, or take it away",
            )
        else:
            if coded.doc in taken:
                yield Dropped(str(path), f"tells of {coded.doc}, as {taken[coded.doc]} does; take one away")
                continue
            taken[coded.doc] = path
            yield coded


def load_accounts(path: Path) -> list[Account]:
    """The accounts of one file of ``recoupe join``; raises ``msgspec.DecodeError`` and ``OSError``."""
    return msgspec.json.decode(path.read_bytes(), type=list[Account])


def _first(error: Exception) -> str:
    return str(error).split("\n", 1)[0]
