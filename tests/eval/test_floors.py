"""Accuracy does not fall unnoticed: the French coding of every corpus, against its floors.

Raising a floor is a normal commit; lowering one needs a reason in it. ``pytest -m "not accuracy"``
leaves this out.
"""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]
FLOORS = json.loads((Path(__file__).parent / "floors.json").read_text(encoding="utf-8"))

pytestmark = pytest.mark.accuracy


@pytest.fixture(scope="session")
def run() -> ModuleType:
    spec = importlib.util.spec_from_file_location("eval_run", ROOT / "eval" / "run.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def scores(
    run: ModuleType, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, tuple[dict[str, float | None], list[str]]]:
    folder = tmp_path_factory.mktemp("coded")
    return {corpus.name: run.coding(corpus, folder) for corpus in run.corpora(FLOORS)}


@pytest.mark.parametrize("corpus", FLOORS)
def test_no_measure_is_below_its_floor(run: ModuleType, scores: dict, corpus: str) -> None:
    measured, _ = scores[corpus]
    assert not run.below({corpus: measured}, {corpus: FLOORS[corpus]})


@pytest.mark.parametrize("corpus", FLOORS)
def test_every_article_is_taken_in(scores: dict, corpus: str) -> None:
    _, failed = scores[corpus]
    assert not failed


def test_a_fallen_measure_is_named(run: ModuleType) -> None:
    floors = {"dev": {"found": 0.6, "actors": 0.7, "value": 0.1}, "elsewhere": {"found": 0.9}}
    lines = run.below({"dev": {"found": 0.59, "actors": 0.7, "value": None}}, floors)
    assert lines == [
        "dev: found is 0.590, its floor is 0.600",
        "dev: value is –, its floor is 0.100",
    ]


def test_floors_name_corpora_and_measures_that_exist(run: ModuleType) -> None:
    assert set(FLOORS) <= {corpus.name for corpus in run.corpora()}
    assert all(set(wanted) <= set(run.MEASURES) for wanted in FLOORS.values())
