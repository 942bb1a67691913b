"""French word forms: from a form in the text to the lemmas it may belong to.

The pipeline's own lemma depends on its part-of-speech tag, which often takes a participle for an
adjective or a noun; a trigger must be found all the same, so every verb a form may come from is
considered.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any

# Endings of the first group (Bescherelle, table 6), longest first.
_ER_ENDINGS = (
    "eraient", "erions", "assent", "erait", "erais", "eront", "erons", "eriez", "erent", "aient",
    "antes", "erai", "eras", "erez", "ames", "ates", "ante", "ants", "ions", "iez", "era", "ait", "ais",
    "ant", "ees", "ent", "ons", "ai", "as", "at", "ee", "es", "ez", "er", "a", "e",
)  # fmt: skip

_PLAIN = str.maketrans("àâäçéèêëîïôöùûüÿñ", "aaaceeeeiioouuuyn")


# Prepositions that an article is part of, in plain letters, as they are without it.
CONTRACTED = {"du": "de", "des": "de", "d'": "de", "au": "a", "aux": "a"}


@lru_cache(maxsize=1 << 15)
def plain(text: str) -> str:
    """Lower case without accents, typographic apostrophes made straight; length is kept."""
    text = text.replace("İ", "I")  # its lower case is two code points long
    return text.lower().translate(_PLAIN).replace("’", "'").replace("\u00a0", " ").replace("\u202f", " ")


@cache
def _irregular() -> dict[str, tuple[str, ...]]:
    """Form → infinitives, for the verbs that are not of the first group (spaCy's own table)."""
    from recoupe.code.fr.parse import pipeline

    lemmatizer: Any = pipeline().get_pipe("lemmatizer")
    tables = lemmatizer.lookups
    exceptions = tables.get_table("lemma_exc")["verb"]
    store = pipeline().vocab.strings
    found: dict[str, tuple[str, ...]] = {}
    for form, lemmas in exceptions.items():
        name = form if isinstance(form, str) else store[form]
        found[plain(name)] = tuple(plain(x) for x in lemmas)
    for infinitive in {x for lemmas in found.values() for x in lemmas}:  # the table leaves out « rendre »
        found.setdefault(infinitive, (infinitive,))
    return found


def irregular(word: str) -> tuple[str, ...]:
    """Infinitives of the second and third group (plain letters) that a form in plain letters is one of."""
    return _irregular().get(word, ())


@cache
def verb_lemmas(form: str) -> tuple[str, ...]:
    """Infinitives (plain letters) that the form may be a form of."""
    word = plain(form)
    found = list(irregular(word))
    for ending in _ER_ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 2:
            base = word[: -len(ending)]
            found.append(base + "er")
            if base.endswith("ge"):
                found.append(base[:-1] + "er")
            if len(base) > 2 and base[-1] == base[-2]:  # appelle → appeler, jette → jeter
                found.append(base[:-1] + "er")
    for ending in (
        "issaient",
        "issait",
        "issent",
        "issant",
        "iront",
        "irait",
        "ies",
        "ira",
        "ie",
        "is",
        "it",
        "ir",
        "i",
    ):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            found.append(word[: -len(ending)] + "ir")
    return tuple(dict.fromkeys(found))


@cache
def noun_lemmas(form: str) -> tuple[str, ...]:
    """Singulars (plain letters) that the form may be a plural of."""
    word = plain(form)
    found = [word]
    if word.endswith("aux"):
        found += [word[:-3] + "al", word[:-1]]
    elif word.endswith(("s", "x")) and len(word) > 3:
        found.append(word[:-1])
    return tuple(found)
