"""The fitted tables (``lexicon/fr/*.json``, of ``tools/train_*.py``), and what they give some features."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator, Mapping
from importlib.resources import files
from typing import Any


def table(name: str) -> Any:
    """The weights of a table as they stand in its file: of each feature, or of each part's features."""
    text = files("recoupe").joinpath("lexicon", "fr", f"{name}.json").read_text("utf-8")
    return json.loads(text)["weights"]


def odds(weights: Mapping[str, float], features: Iterable[str]) -> float:
    """The log-odds that weights give to what has these features.

    Summed exactly: features come as sets, and a tie must not turn on the order of one.
    """
    return math.fsum(weights_of(weights, features))


def weights_of(weights: Mapping[str, float], features: Iterable[str]) -> Iterator[float]:
    """The weights of those features that have one."""
    return map(weights.__getitem__, filter(weights.__contains__, features))
