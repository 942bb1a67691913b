"""Coding a corpus with weights that were fitted without it, so that what is measured was not learnt from.

``train_accept.py``, ``train_cast.py``, ``train_gate.py``, ``train_when.py`` and ``train_where.py`` of
``tools/`` keep, with ``--write``, beside the weights that are shipped (fitted on all corpora), one set per
corpus fitted on the others.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

WEIGHTS = Path(__file__).resolve().parent / "held_out"


@contextmanager
def held_out(corpus: str) -> Iterator[None]:
    """Within it, events, their parts, times and places are weighed as learnt from the other corpora.

    A corpus without weights of its own (the seeds, which nothing is fitted on) is coded as shipped.
    """
    from recoupe.code.fr import accept, cast, dating, gate, locating, reckon, reweighed

    learnt: dict[str, Any] = {
        "accept": accept,
        "cast": cast,
        "recast": reweighed,
        "when": dating,
        "where": locating,
        "reckon": reckon,
        "gate": gate,
    }
    shipped = {name: module.weights for name, module in learnt.items()}
    folder = WEIGHTS / corpus
    if folder.is_dir():
        for name, module in learnt.items():
            if (table := folder / f"{name}.json").exists():  # else the shipped one has not learnt from it
                module.weights = _table(table)
    try:
        yield
    finally:
        for name, module in learnt.items():
            module.weights = shipped[name]


def _table(path: Path) -> Callable[[], Any]:
    table = json.loads(path.read_text("utf-8"))["weights"]
    return lambda: table
