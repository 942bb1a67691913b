"""A library keeps what it said it keeps: the same article once, nothing lost, records unchanged."""

from __future__ import annotations

from pathlib import Path

import pytest

from recoupe.errors import LibraryError
from recoupe.model import (
    Account,
    Article,
    Claim,
    Coded,
    Dropped,
    Entity,
    Event,
    Figure,
    Ledger,
    Origin,
    Place,
    Tie,
    Value,
    When,
    Zone,
)
from recoupe.store import Library

TEXT = "Salé : une cellule démantelée\nLe BCIJ a démantelé jeudi à Salé une cellule de cinq membres."


def article(doc: str = "sale.txt", text: str = TEXT, url: str | None = None) -> Article:
    zones = (Zone(0, 29, "title"), Zone(30, len(text), "body", "what is left"))
    return Article(doc, text, zones, "le-fanal", url, "2021-03-05", "fr")


def coded(doc: str = "sale.txt") -> Coded:
    body = (30, len(TEXT))
    when = When("jeudi", "2021-03-04", "2021-03-04")
    bureau = Entity("Le BCIJ", "MAR.BCIJ", "MAR", "COP")
    return Coded(
        doc,
        "2021-03-05",
        "fr",
        (
            Event(
                doc=doc, span=body, trigger="démantelé", type="COERCE", mode="dismantle",
                contexts=("terrorism",), actors=(bureau,), when=when, where=(Place("Salé", "MAR"),),
            ),
            Figure(doc=doc, span=body, trigger="membres", measure="members", value=5, when=when),
            Tie(doc=doc, span=body, trigger="relève", type="part-of", subject=(bureau,)),
        ),
    )  # fmt: skip


def account(doc: str = "sale.txt", index: int = 0) -> Account:
    ref = (doc, index)
    return Account(
        id="e1",
        kind="event",
        type="COERCE",
        statements=(ref,),
        fields={"where": (Value("Salé", (doc,), ("le-fanal",), (ref,)),)},
        origins=(Origin("le-fanal", (doc,)),),
        grade=3,
        why="1 article, 1 origin",
    )


LEDGER = Ledger(
    measure="members",
    actor="MAR.BCIJ",
    claims=(Claim(account="e1", value=5, bound="exact", when=None, docs=(), origins=(), statements=()),),
)


def test_what_goes_in_comes_out_unchanged_after_reopening(tmp_path: Path) -> None:
    path = tmp_path / "press.db"
    arabic = article("khabar.txt", "تفكيك خلية إرهابية بسلا 🕊")
    with Library(path) as library:
        assert library.add(article(), coded())
        assert library.add(arabic, None, "Arabic is not coded yet")
        library.set_accounts([account()], [LEDGER])
    with Library(path, create=False) as library:
        assert list(library.articles()) == [article(), arabic]
        assert list(library.coded()) == [coded()]
        assert library.accounts() == [account()]
        assert library.ledgers() == [LEDGER]
        assert library.dropped() == [Dropped("khabar.txt", "Arabic is not coded yet", failed=False)]
        assert library.article("khabar.txt") == arabic
        assert library.article("none.txt") is None
        assert len(library) == 2


def test_the_same_article_twice_changes_nothing(tmp_path: Path) -> None:
    with Library(tmp_path / "press.db") as library:
        assert library.add(article(), coded())
        before = library.revision
        assert not library.add(article(), coded())
        assert not library.add(article(), None, "not coded this time")
        assert (library.revision, len(library)) == (before, 1)
        assert list(library.coded()) == [coded()]


def test_one_url_and_text_under_two_file_names_is_one_article(tmp_path: Path) -> None:
    url = "https://fanal.example/sale"
    with Library(tmp_path / "press.db") as library:
        assert library.add(article("a.txt", url=url))
        assert not library.add(article("b.txt", url=url))
        assert library.find(article("b.txt", url=url)) == "a.txt"


def test_a_name_with_its_folder_is_the_same_article_as_the_name_alone(tmp_path: Path) -> None:
    with Library(tmp_path / "press.db") as library:
        assert library.add(article("mars--sale.txt"))
        assert not library.add(article("sale.txt"))


def test_a_copy_by_another_outlet_is_an_article_of_its_own(tmp_path: Path) -> None:
    with Library(tmp_path / "press.db") as library:
        assert library.add(article("fanal.txt", url="https://fanal.example/sale"))
        assert library.add(article("vigie.txt", url="https://vigie.example/sale"))
        assert len(library) == 2


def test_another_article_of_a_taken_name_is_kept_beside_it(tmp_path: Path) -> None:
    other = article(text="Un tout autre texte, dans un autre dossier.")
    with Library(tmp_path / "press.db") as library:
        library.add(article(), coded())
        assert library.add(other, coded())
        assert not library.add(other, coded())
        assert library.find(other) == "sale~2.txt"
        assert [a.doc for a in library.articles()] == ["sale.txt", "sale~2.txt"]
        # What it says is told of the name it is kept under, or its quotes would be of the wrong text.
        assert [{s.doc for s in c.statements} for c in library.coded()] == [{"sale.txt"}, {"sale~2.txt"}]


def test_an_article_that_says_nothing_counts_as_coded(tmp_path: Path) -> None:
    silent = Coded("sale.txt", "2021-03-05", "fr", ())
    with Library(tmp_path / "press.db") as library:
        library.add(article(), silent)
        assert list(library.coded()) == [silent]
        assert library.dropped() == []


def test_what_was_dropped_is_remembered_until_it_is_added(tmp_path: Path) -> None:
    with Library(tmp_path / "press.db") as library:
        library.drop(Dropped("sale.txt", "is empty"))
        library.drop(Dropped("sale.txt", "is no text"))
        assert library.dropped() == [Dropped("sale.txt", "is no text")]
        library.add(article(), coded())
        assert library.dropped() == []


def test_accounts_are_stale_as_soon_as_an_article_is_added(tmp_path: Path) -> None:
    with Library(tmp_path / "press.db") as library:
        library.add(article(), coded())
        assert not library.fresh
        library.set_accounts([account()], [])
        assert library.fresh
        library.add(article("two.txt", "Un autre texte."))
        assert not library.fresh


def test_new_accounts_take_the_place_of_the_old(tmp_path: Path) -> None:
    with Library(tmp_path / "press.db") as library:
        library.add(article(), coded())
        library.set_accounts([account(index=0)], [LEDGER])
        library.set_accounts([account(index=1)], [])
        assert library.accounts() == [account(index=1)]
        assert library.ledgers() == []


@pytest.mark.parametrize("wrong", [account("unknown.txt", 0), account("sale.txt", 9)])
def test_an_account_of_an_unknown_statement_is_refused_and_the_old_ones_stay(
    tmp_path: Path, wrong: Account
) -> None:
    with Library(tmp_path / "press.db") as library:
        library.add(article(), coded())
        library.set_accounts([account()], [LEDGER])
        with pytest.raises(LibraryError, match="statement"):
            library.set_accounts([wrong], [])
        assert library.accounts() == [account()]
        assert library.ledgers() == [LEDGER]


def test_more_articles_than_one_batch_come_back_whole_and_in_order(tmp_path: Path) -> None:
    names = [f"n{number:04}.txt" for number in range(1100)]
    with Library(tmp_path / "press.db") as library:
        for name in names:
            library.add(article(name), coded(name))
        assert [c.doc for c in library.coded()] == names
        assert all(len(c.statements) == 3 for c in library.coded())
