"""Pages kept in the archive → what the reading of a WARC file would hand on of them."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from pathlib import Path

from recoupe.model import Dropped
from recoupe.read.carriers import warc
from recoupe.read.item import Item
from recoupe.store.visits import Fetched


def items(folder: Path, fetched: Iterable[Fetched]) -> Iterator[Item | Dropped]:
    """The pages at these places of the archive, named as ``recoupe read`` names them."""
    for each in fetched:
        path = folder / each.place.file
        try:
            with path.open("rb") as file:
                file.seek(each.place.offset)
                raw = file.read(each.place.length)
        except OSError as error:
            yield Dropped(each.key, f"{path}: cannot be read ({error.strerror}); put the file back")
            continue
        yield from warc.items_of(io.BytesIO(raw), path, path.name)
