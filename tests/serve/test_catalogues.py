"""The catalogues of the workbench: what is read is what translators wrote, the same in both languages."""

from __future__ import annotations

from string import Formatter

import pytest
from babel.messages import Catalog
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

from recoupe.serve import words
from recoupe.serve.desk import Teller
from recoupe.share.words import LANGS

Said = dict[str, tuple[str, ...]]


def _said(catalogue: Catalog) -> Said:
    """Each message's forms by its name; the first of two names is the same as the second."""
    found: Said = {}
    for one in catalogue:
        if one.id:
            key, said = (one.id[0], one.string) if one.pluralizable else (one.id, (one.string,))
            found[key] = tuple(said)
    return found


def _written(lang: str) -> Catalog:
    with (words.LOCALE / lang / "LC_MESSAGES" / "workbench.po").open("rb") as file:
        return read_po(file, abort_invalid=True)


@pytest.mark.parametrize("lang", LANGS)
def test_what_is_read_is_what_is_written(lang: str) -> None:
    written = _said(_written(lang))
    with (words.LOCALE / lang / "LC_MESSAGES" / "workbench.mo").open("rb") as file:
        assert _said(read_mo(file)) == written, "make catalogues"
    for key, said in written.items():
        if len(said) == 1:
            assert words.text(lang, key) == said[0]


@pytest.mark.parametrize("lang", LANGS)
def test_no_message_is_empty_or_doubtful(lang: str) -> None:
    catalogue = _written(lang)
    assert [one.id for one in catalogue if one.id and one.fuzzy] == []
    assert [key for key, said in _said(catalogue).items() if not all(said)] == []
    forms = catalogue.num_plurals
    assert [key for key, said in _said(catalogue).items() if len(said) not in (1, forms)] == []


def test_both_languages_have_the_same_words_and_braces() -> None:
    def braces(said: tuple[str, ...]) -> set[str]:
        return {name for form in said for _, name, _, _ in Formatter().parse(form) if name is not None}

    english, french = (_said(_written(lang)) for lang in LANGS)
    assert english.keys() == french.keys()
    assert [key for key in english if braces(english[key]) != braces(french[key])] == []
    assert [key for key in english if (len(english[key]) == 1) != (len(french[key]) == 1)] == []


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
