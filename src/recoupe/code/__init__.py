"""Article → statements. What is common to all languages here; one folder per language."""

from __future__ import annotations

import gc
import sys
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING

from recoupe.model import Article, Coded, Dropped, Zone

if TYPE_CHECKING:
    from multiprocessing.context import BaseContext

_LANGUAGES = {"en": "English", "ar": "Arabic"}
# A sentence that tells something: to code it all models and tables are loaded.
_FIRST = "Le 8 janvier, l'armée malienne a arrêté trois combattants à Gao, selon un communiqué."
BATCH = 64  # articles handed to a worker at once: enough sentences to fill spaCy's batches


def code(articles: Iterable[Article], *, processes: int = 1) -> Iterator[Coded | Dropped]:
    """Code articles, in order; what is in a language that is not coded yet comes back as ``Dropped``.

    ``processes`` above 1 shares the work out over as many processes.
    """
    if processes > 1:
        yield from _shared(articles, processes)
        return
    stream = iter(articles)
    while batch := list(islice(stream, BATCH)):
        yield from _batch(batch)


def _batch(batch: list[Article]) -> list[Coded | Dropped]:
    from recoupe.code.fr.coder import code_french

    with _rarely_swept():
        french = iter(code_french(a for a in batch if a.language == "fr"))
        return [next(french) if article.language == "fr" else _not_coded(article) for article in batch]


# Objects made and not yet freed before Python looks for circles among them. Its own 700 has it walk through
# the whole lexicon and model every few sentences: a quarter of the time (benchmarks/coding.py). This many are
# a few dozen megabytes.
SWEEP = 200_000


@contextmanager
def _rarely_swept() -> Iterator[None]:
    """Have Python's collector of circles (a sentence and its tokens are one) run rarely meanwhile."""
    usual = gc.get_threshold()
    if usual[0] == 0 or usual[0] >= SWEEP:  # switched off, or rare already (another thread's doing): left so
        yield
        return
    gc.set_threshold(SWEEP, 5, 1000)
    try:
        yield
    finally:
        gc.set_threshold(*usual)


def _not_coded(article: Article) -> Dropped:
    if article.language is None:
        return Dropped(
            article.doc, "its language could not be told; say it in --meta to have it coded", failed=False
        )
    name = _LANGUAGES.get(article.language, f"the language {article.language!r}")
    return Dropped(article.doc, f"{name} is not coded yet; the text is kept and can be read", failed=False)


def _shared(articles: Iterable[Article], processes: int) -> Iterator[Coded | Dropped]:
    from concurrent.futures import Future, ProcessPoolExecutor

    stream = iter(articles)
    with ProcessPoolExecutor(processes, mp_context=_context()) as pool:
        running: list[Future[list[Coded | Dropped]]] = []
        while True:
            while len(running) < processes * 2 and (batch := list(islice(stream, BATCH))):
                running.append(pool.submit(_batch, batch))
            if not running:
                return
            yield from running.pop(0).result()


def _context() -> BaseContext:
    """How to start workers: as copies of this process where that is safe, so that they share what is loaded.

    A copy of a process with threads may wait for ever for a lock that a thread of the other held.
    """
    from multiprocessing import get_context

    if sys.platform == "linux" and threading.active_count() == 1:
        _batch([Article("", _FIRST, (Zone(0, len(_FIRST), "body"),), published="2024-01-15", language="fr")])
        return get_context("fork")
    return get_context("spawn")
