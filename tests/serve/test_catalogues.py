"""The catalogues of workbench and brief: what is read is what is written, in both languages."""

from __future__ import annotations

from pathlib import Path
from string import Formatter

import pytest
from babel.messages import Catalog
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

from recoupe.serve import words
from recoupe.serve.desk import Teller
from recoupe.share import words as brief
from recoupe.share.words import LANGS

Said = dict[str, tuple[str, ...]]
BOTH = [words.LOCALE / "{lang}/LC_MESSAGES/workbench", brief.LOCALE / "{lang}/LC_MESSAGES/brief"]
EVERY = [
    *(Path(str(one).format(lang=lang)) for one in BOTH for lang in LANGS),
    *(brief.LOCALE / "fr" / "LC_MESSAGES" / domain for domain in ("reasons", "told")),
]


def _said(catalogue: Catalog) -> Said:
    """Each message's forms by its name; the first of two names is the same as the second."""
    found: Said = {}
    for one in catalogue:
        if one.id:
            key, said = (one.id[0], one.string) if one.pluralizable else (one.id, (one.string,))
            found[key] = tuple(said)
    return found


def _written(path: Path) -> Catalog:
    with path.with_suffix(".po").open("rb") as file:
        return read_po(file, abort_invalid=True)


def _braces(said: tuple[str, ...]) -> set[str]:
    return {name for form in said for _, name, _, _ in Formatter().parse(form) if name is not None}


@pytest.mark.parametrize("path", EVERY, ids=lambda path: f"{path.name}-{path.parts[-3]}")
def test_what_is_read_is_what_is_written(path: Path) -> None:
    written = _said(_written(path))
    with path.with_suffix(".mo").open("rb") as file:
        assert _said(read_mo(file)) == written, "make catalogues"
    for key, said in written.items():
        if len(said) == 1:
            assert brief.catalogue(path.with_suffix(".mo")).gettext(key) == said[0]


@pytest.mark.parametrize("path", EVERY, ids=lambda path: f"{path.name}-{path.parts[-3]}")
def test_no_message_is_empty_or_doubtful(path: Path) -> None:
    catalogue = _written(path)
    assert [one.id for one in catalogue if one.id and one.fuzzy] == []
    assert [key for key, said in _said(catalogue).items() if not all(said)] == []
    forms = catalogue.num_plurals
    assert [key for key, said in _said(catalogue).items() if len(said) not in (1, forms)] == []


@pytest.mark.parametrize("path", BOTH, ids=lambda path: path.name)
def test_both_languages_have_the_same_words_and_braces(path: Path) -> None:
    english, french = (_said(_written(Path(str(path).format(lang=lang)))) for lang in LANGS)
    french = {key: said for key, said in french.items() if not key.startswith("origin.")}  # of English words
    assert english.keys() == french.keys()
    assert [key for key in english if _braces(english[key]) != _braces(french[key])] == []
    assert [key for key in english if (len(english[key]) == 1) != (len(french[key]) == 1)] == []


@pytest.mark.parametrize("domain", ["reasons", "told"])
def test_french_of_an_english_line_leaves_none_of_its_names_and_numbers_out(domain: str) -> None:
    lines = _said(_written(brief.LOCALE / "fr" / "LC_MESSAGES" / domain))
    assert [english for english, said in lines.items() if not _braces(said) <= _braces((english,))] == []


def test_none_is_counted_as_the_language_counts() -> None:
    said = {lang: [Teller(lang).many("coverage.states", n) for n in (0, 1, 2, 12_000)] for lang in LANGS}
    assert said["en"] == ["0 states", "1 state", "2 states", "12,000 states"]
    assert said["fr"][:3] == ["0 État", "1 État", "2 États"]


def test_a_message_that_is_not_there_is_an_error() -> None:
    assert not words.has("fr", "common.nothing_of_the_kind")
    with pytest.raises(KeyError):
        words.text("fr", "common.nothing_of_the_kind")
    with pytest.raises(KeyError):
        words.many("en", "common.nothing_of_the_kind", 2)


def test_a_french_semicolon_begins_no_line() -> None:
    said = [words.text("fr", key) for key in ("people.marked", "coverage.lead")]
    assert any("\u00a0;" in one for one in said)
    assert not any(" ;" in one or " :" in one for one in said)
