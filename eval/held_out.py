"""Coding a corpus with weights that were fitted without it, so that what is measured was not learnt from.

``tools/train_accept.py --write`` and ``tools/train_cast.py --write`` keep, beside the weights that are
shipped (fitted on all corpora), one set per corpus fitted on the others.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

WEIGHTS = Path(__file__).resolve().parent / "held_out"


@contextmanager
def held_out(corpus: str) -> Iterator[None]:
    """Within it, events and their parts are weighed as learnt from the other corpora.

    A corpus without weights of its own (the seeds, which nothing is fitted on) is coded as shipped.
    """
    from recoupe.code.fr import accept, cast

    shipped = accept.weights, cast.weights
    folder = WEIGHTS / corpus
    if folder.is_dir():
        events = json.loads((folder / "accept.json").read_text("utf-8"))["weights"]
        parts = json.loads((folder / "cast.json").read_text("utf-8"))["weights"]
        accept.weights, cast.weights = lambda: events, lambda: parts
    try:
        yield
    finally:
        accept.weights, cast.weights = shipped
