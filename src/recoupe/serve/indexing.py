"""From an article to the words that the search finds it by."""

from __future__ import annotations

from recoupe.serve.facts import AT_ONCE
from recoupe.share.sentence import Speaker
from recoupe.share.words import LANGS
from recoupe.store import Library, found, shown
from recoupe.store.found import Entry


def enter_some(library: Library) -> bool:
    """Enter some articles into the index; whether there may be more."""
    docs = found.next_numbers(library, AT_ONCE)
    if not docs:
        return False
    from recoupe.resolve.stems import words as words_of

    articles, coded = shown.part(library, docs)
    numbers = shown.article_numbers(library, docs)
    said = {one.doc: one.statements for one in coded}
    speakers = [Speaker(articles, coded, lang) for lang in LANGS]
    entries = []
    for article in articles:
        title = article.title
        owners = shown.owners(library, article.doc) if library.narrowed else None
        told = [
            word.stem
            for n, statement in enumerate(said.get(article.doc, ()))
            if owners is None or n in owners
            for speaker in speakers
            for word in words_of(speaker.statement(statement), speaker.lang)
        ]
        body = [w.stem for w in words_of(article.text, article.language)]
        entries.append(
            Entry(
                numbers[article.doc],
                " ".join(w.stem for w in words_of(title, article.language)),
                " ".join(body),
                " ".join(dict.fromkeys(told)),
                " ".join(w.stem for w in words_of(article.outlet or "", None)),
            )
        )
    found.enter(library, sorted(entries))
    return True
