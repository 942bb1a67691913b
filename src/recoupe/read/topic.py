"""A fast look at a page before it is read: does its text hold the words of a topic, and is there a text.

The text is taken by resiliparse without links, menus, footers and boxes, and the words of
``lexicon/topics/*.yaml`` are looked up in one pass (Aho-Corasick). Doubt is settled for the page: what
cannot be looked at so is read. How fast it is, and what is lost, is measured by ``benchmarks/prefilter.py``.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from recoupe.errors import InputError, LexiconError
from recoupe.read.item import Item

FOLDER = Path(__file__).parent.parent / "lexicon" / "topics"
LANGUAGES = ("fr", "en", "ar")
OFF, EMPTY = "off the topic", "without an article's text"
# Different words of the topic that a page on it has: one stands on many a page, three miss short reports.
_WORDS = 2
# Characters of sentences in an article; a front page of headlines has fewer outside of its links.
_TEXT, _LINE = 120, 50
_STARTS = re.compile(rb"<(?:!doctype|html|head|body|\?xml)\b", re.IGNORECASE)
_CHARSET = re.compile(rb"charset\s{0,5}=\s{0,5}[\"']?([A-Za-z0-9_-]{3,20})", re.IGNORECASE)
_TITLE = re.compile(r"<title[^>]{0,200}>([^<]{0,500})", re.IGNORECASE)
_PASSED = ["a", "nav", "footer", "aside"]
_MARKS = re.compile("[\u0300-\u036f\u064b-\u0655\u0640]+")
# Two entries are one word where so many first letters are the same (« police », « policier »).
_SAME = 5


def plain(text: str) -> str:
    """The form in which words and texts are compared: no case, accents or vowel signs."""
    lowered = text.lower()
    if lowered.isascii():
        return lowered
    plainer = _MARKS.sub("", unicodedata.normalize("NFD", lowered))
    return plainer.replace("’", "'").replace("ى", "ي")


@dataclass(frozen=True)
class Topic:
    """The words of a topic, ready to be looked up. ``name`` is said in reports."""

    name: str
    words: Any

    def passes_over(self, item: Item) -> str | None:
        """Why an item need not be read (``OFF``, ``EMPTY``), or None where it is to be read."""
        if item.raw is None:
            return None if self._on(item.text, item.text.lstrip()[:200].split("\n")[0]) else OFF
        if not item.markup and not _STARTS.search(item.raw[:1024]):
            text = _decoded(item.raw)
            return None if self._on(text, text.lstrip()[:200].split("\n")[0]) else OFF
        source = _decoded(item.raw)
        unlinked = _unlinked(source)
        if unlinked is None:
            return None
        if sum(len(line) for line in unlinked.split("\n") if len(line) >= _LINE) < _TEXT:
            return EMPTY
        title = _TITLE.search(source, 0, 200_000)
        return None if self._on(unlinked, title[1] if title else "") else OFF

    def found(self, text: str, enough: int = 1_000) -> set[str]:
        """The beginnings of the different words of the topic that stand in a text, up to ``enough``."""
        folded = plain(text)
        out: set[str] = set()
        for end, (length, stem) in self.words.iter(folded):
            start = end - length + 1
            arabic = folded[start] > "\u0600"
            if not arabic and start and folded[start - 1].isalnum():
                continue
            if not stem and end + 1 < len(folded) and folded[end + 1].isalnum():
                continue
            out.add(folded[start : start + _SAME])
            if len(out) >= enough:
                break
        return out

    def _on(self, text: str, title: str) -> bool:
        in_text = self.found(text, _WORDS)
        return len(in_text) >= _WORDS or bool(in_text and self.found(title, 1))


def _decoded(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        declared = _CHARSET.search(raw[:4096])
        name = declared[1].decode("ascii") if declared else "cp1252"
        try:
            # A page that says UTF-8 and holds a few other bytes is still UTF-8.
            return raw.decode(name, "replace")
        except LookupError:
            return raw.decode("cp1252", "replace")


def _unlinked(source: str) -> str | None:
    """The text of a page outside links, menus, footers and boxes; None where it cannot be had so."""
    from resiliparse.extract.html2text import extract_plain_text

    try:
        return str(
            extract_plain_text(
                source, preserve_formatting=True, list_bullets=False, alt_texts=False, skip_elements=_PASSED
            )
        )
    except Exception:  # whatever the parser makes of a broken page: it is read, and judged there
        return None


def load_topic(name: str) -> Topic:
    """A topic that ships with recoupe (``security``), or a ``.yaml`` file of one's own.

    Raises ``InputError`` where there is no such topic, ``LexiconError`` where its file is not one.
    """
    where = Path(name)
    if where.suffix not in (".yaml", ".yml"):
        where = FOLDER / f"{name}.yaml"
    if not where.is_file():
        known = ", ".join(sorted(path.stem for path in FOLDER.glob("*.yaml")))
        raise InputError(f"--topic: no topic « {name} »; there are: {known}; or give a .yaml file")
    return Topic(where.stem, _automaton(where, _lists(where)))


def _lists(where: Path) -> list[str]:
    import yaml

    try:
        loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        raw = yaml.load(where.read_text(encoding="utf-8-sig"), Loader=loader)
    except (OSError, UnicodeDecodeError) as error:
        raise LexiconError(f"{where}: cannot be read ({error}); check the path") from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f", line {mark.line + 1}" if mark else ""
        raise LexiconError(f"{where}{line}: not valid YAML; check indentation and quotes") from error
    if not isinstance(raw, dict) or not set(raw) <= set(LANGUAGES) or not raw:
        raise LexiconError(f"{where}: expected lists of words under {', '.join(LANGUAGES)}")
    out: list[str] = []
    for language, words in raw.items():
        if not isinstance(words, list) or not all(isinstance(word, str) and word.strip() for word in words):
            raise LexiconError(f"{where}, {language}: expected one word or phrase a line after '- '")
        out += words
    return out


def _automaton(where: Path, words: list[str]) -> Any:
    import ahocorasick

    out = ahocorasick.Automaton()
    for word in words:
        # « casque* bleu* »: a star within a phrase stands for the ends seen in the press.
        stem = word.rstrip().endswith("*")
        for written in _written(plain(word.rstrip().removesuffix("*"))):
            kept = out.get(written, None)
            out.add_word(written, (len(written), stem or bool(kept and kept[1])))
    if not len(out):
        raise LexiconError(f"{where}: no word in it; write one a line under {', '.join(LANGUAGES)}")
    out.make_automaton()
    return out


def _written(word: str) -> list[str]:
    first, star, rest = word.partition("* ")
    return [f"{first}{end} {rest}" for end in ("", "s", "e", "es")] if star else [word]
