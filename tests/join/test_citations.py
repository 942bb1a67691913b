"""Who has it from whom: outlets that cite an outlet are no further origin, and a circle is named."""

from __future__ import annotations

import pytest
from crosscheck import MINISTRY, article, coded, raid, when
from msgspec.structs import replace

from recoupe.join import join
from recoupe.join.citations import named_as_cited, outlet_key
from recoupe.model import Account, Attribution

TUESDAY = when("mardi", "2021-03-09")


def press(words: str) -> Attribution:
    return Attribution(speaker=words, channel="press")


def told(*stories: tuple[str, str, Attribution | None]) -> Account:
    """The one account of these stories: outlet, day published, and who it names."""
    documents = [coded(f"{o}.txt", day, raid(f"{o}.txt", TUESDAY, said_by=by)) for o, day, by in stories]
    texts = [article(f"{o}.txt", f"{o} raconte cela en d'autres mots que tous.", o, d) for o, d, _ in stories]
    (account,) = join(documents, texts)
    return account


@pytest.mark.parametrize(
    "words", ["La Vigie", "le quotidien La Vigie", "nos confrères de La Vigie", "le site lavigie.ma"]
)
def test_an_outlet_that_cites_another_goes_back_to_it(words: str) -> None:
    account = told(("la-vigie", "2021-03-09", None), ("le-fanal", "2021-03-10", press(words)))
    (origin,) = account.origins
    assert origin.origin.startswith("la-vigie")
    assert set(origin.docs) == {"la-vigie.txt", "le-fanal.txt"}


def test_it_goes_back_to_the_source_of_the_one_it_cites() -> None:
    account = told(
        ("la-vigie", "2021-03-09", MINISTRY),
        ("le-fanal", "2021-03-10", press("La Vigie")),
        ("le-cap", "2021-03-11", press("Le Fanal")),
    )
    (origin,) = account.origins
    assert "ministère" in origin.origin
    assert len(origin.docs) == 3


def test_one_that_names_another_source_besides_is_an_origin_of_its_own() -> None:
    account = told(("la-vigie", "2021-03-09", None), ("le-fanal", "2021-03-10", press("La Presse du Sud")))
    assert len(account.origins) == 2


def test_nobody_has_it_from_an_article_that_came_days_later() -> None:
    account = told(("la-vigie", "2021-03-12", None), ("le-fanal", "2021-03-09", press("La Vigie")))
    assert len(account.origins) == 2


def test_outlets_that_cite_each_other_are_one_origin_and_the_circle_is_named() -> None:
    account = told(
        ("la-vigie", "2021-03-09", press("Le Fanal")),
        ("le-fanal", "2021-03-10", press("La Vigie")),
        ("le-cap", "2021-03-11", press("Le Fanal")),
    )
    (origin,) = account.origins
    assert origin.origin == "circular citation of la-vigie, le-fanal, 2021-03-09"
    assert origin.why == "circular citation: la-vigie cites le-fanal cites la-vigie"
    # Where no one is the source, there is as little behind it as behind an unnamed one.
    assert account.grade == 4


@pytest.mark.parametrize(
    ("written", "outlet"),
    [("Le Fanal", "le-fanal"), ("lefanal.com", "lefanal"), ("www.le-fanal.ma", "Le Fanal"),
     ("https://fanal.press.ma/une", "fanal"), ("Le Journal", "le-journal")],
)  # fmt: skip
def test_an_outlet_is_known_by_name_and_address(written: str, outlet: str) -> None:
    assert outlet_key(written) == outlet_key(outlet)


def test_outlets_cited_in_the_words_alone_are_found_and_their_circle_named() -> None:
    stories = [
        ("Le Fanal du Draa", "Selon L'Écho des oasis, une cellule a été démantelée mardi à Agadir.", None),
        ("L'Écho des oasis", "La brigade a démantelé une cellule, rapporte La Tribune d'Argana.", None),
        ("La Tribune d'Argana", "Une cellule défaite, indique Le Fanal du Draa.", press("Le Fanal")),
    ]
    texts, documents = [], []
    for n, (outlet, words, by) in enumerate(stories):
        said = replace(raid(f"{n}.txt", TUESDAY, said_by=by), span=(0, len(words)))
        texts.append(article(said.doc, words, outlet, "2021-03-10"))
        documents.append(coded(said.doc, "2021-03-10", said))
    (account,) = join(documents, texts)
    (origin,) = account.origins
    assert origin.why.startswith("circular citation: ")
    assert account.grade == 4


@pytest.mark.parametrize(
    ("sentence", "outlet"),
    [
        ("Selon L'Écho des oasis, deux hommes ont fui.", "L'Écho des oasis"),
        ("Deux hommes ont fui, rapporte le quotidien Le Fanal du Draa.", "Le Fanal du Draa"),
        ("Deux hommes ont fui, écrit la-vigie.ma en ligne.", "La Vigie"),
        ("Le ministre a lu L'Écho des oasis.", None),
    ],
)
def test_the_name_behind_a_citing_word_is_taken_whole(sentence: str, outlet: str | None) -> None:
    names = ("L'Écho des oasis", "L'Écho", "Le Fanal du Draa", "Le Fanal", "La Vigie", "Le ministre")
    known = {outlet_key(name): name for name in names if name != "L'Écho"}
    assert {known[k] for k in named_as_cited(sentence) & known.keys()} == ({outlet} if outlet else set())
