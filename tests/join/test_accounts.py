"""Which statements become one account, and which must not."""

from __future__ import annotations

import random

import msgspec
from crosscheck import (
    AGADIR,
    CELL,
    ESP,
    MAR,
    MINISTRY,
    ORD,
    article,
    coded,
    hosts,
    kinds,
    members,
    of_kind,
    raid,
    total,
    when,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from recoupe.join import join
from recoupe.model import Attribution, Coded, Entity, Event, Place, When, to_json

TUESDAY = when("mardi", "2021-03-09")


def test_two_articles_on_one_raid_make_one_account_and_every_statement_is_in_exactly_one() -> None:
    documents = [
        coded("a.txt", "2021-03-09", raid("a.txt", TUESDAY), hosts("a.txt")),
        coded("b.txt", "2021-03-10", raid("b.txt", when("hier", "2021-03-09")), members("b.txt", 4)),
    ]
    accounts = join(documents)
    placed = [ref for account in accounts for ref in account.statements]
    assert sorted(placed) == [("a.txt", 0), ("a.txt", 1), ("b.txt", 0), ("b.txt", 1)]
    assert {("a.txt", 0), ("b.txt", 0)} in [set(a.statements) for a in accounts]


def test_the_same_service_raiding_another_town_a_year_later_is_another_account() -> None:
    later = msgspec.structs.replace(
        raid("b.txt", when("le 2 mai", "2022-05-02")), where=(Place(text="Oujda", country="MAR"),)
    )
    accounts = join(
        [coded("a.txt", "2021-03-09", raid("a.txt", TUESDAY)), coded("b.txt", "2022-05-02", later)]
    )
    assert len(accounts) == 2


def test_what_one_article_tells_as_two_raids_stays_two_though_another_article_is_like_both() -> None:
    first = raid("a.txt", TUESDAY)
    second = msgspec.structs.replace(raid("a.txt", when("mercredi", "2021-03-10")), span=(60, 90))
    vague = raid("b.txt", when("en mars", "2021-03-01", "2021-03-31"))
    accounts = join([coded("a.txt", "2021-03-11", first, second), coded("b.txt", "2021-04-02", vague)])
    homes = {ref: a.id for a in accounts for ref in a.statements}
    assert homes["a.txt", 0] != homes["a.txt", 1]


def test_a_chain_of_likenesses_does_not_join_its_ends() -> None:
    """Each meeting is like the next, a week on; the first and the last are months apart."""
    days = ["2021-01-04", "2021-01-20", "2021-02-05", "2021-02-21", "2021-03-09", "2021-03-25", "2021-04-10"]
    documents = []
    for i, day in enumerate(days):
        doc = f"{i}.txt"
        talks = Event(
            doc=doc,
            span=(0, 30),
            trigger="entretiens",
            type="CONSULT",
            actors=(MAR, ESP),
            when=when("ce jour", day),
            where=(AGADIR,),
        )
        documents.append(coded(doc, day, talks))
    homes = {ref[0]: a.id for a in join(documents) for ref in a.statements}
    assert homes["0.txt"] != homes["6.txt"]


def test_a_tie_told_years_apart_is_one_account() -> None:
    accounts = join(
        [coded("a.txt", "2019-01-02", hosts("a.txt")), coded("b.txt", "2021-06-30", hosts("b.txt"))]
    )
    assert [len(a.statements) for a in accounts] == [2]


def test_rival_counts_of_one_article_are_one_account_in_conflict() -> None:
    mayor = Attribution(speaker="un élu", channel="interview")
    low, high = members("a.txt", 12, said_by=MINISTRY), members("a.txt", 19, said_by=mayor)
    told = [msgspec.structs.replace(f, when=TUESDAY, where=(AGADIR,)) for f in (low, high)]
    (account,) = join([coded("a.txt", "2021-03-09", *told)])
    assert kinds(account, "value") == {"conflict"}


def test_an_id_survives_what_joins_later_and_does_not_depend_on_row_numbers() -> None:
    alone = join([coded("a.txt", "2021-03-09", raid("a.txt", TUESDAY))])[0].id
    moved = coded("a.txt", "2021-03-09", hosts("a.txt"), raid("a.txt", TUESDAY))
    later = coded("b.txt", "2021-03-10", raid("b.txt", TUESDAY))
    ids = {a.id for a in of_kind(join([later, moved]), "event")}
    assert ids == {alone}


def test_accounts_come_in_order_of_time_undated_last() -> None:
    documents = [
        coded("c.txt", "2021-05-01", raid("c.txt", when("le 30 avril", "2021-04-30"))),
        coded("a.txt", "2021-03-09", hosts("a.txt"), raid("a.txt", TUESDAY)),
    ]
    assert [a.when.start if a.when else None for a in join(documents)] == ["2021-03-09", "2021-04-30", None]


def test_no_documents_no_accounts_and_an_empty_document_is_no_trouble() -> None:
    assert join([]) == []
    assert join([coded("a.txt", None)]) == []


DAYS = ["2021-03-08", "2021-03-09", "2021-03-20", "2021-06-01"]


@st.composite
def corpora(draw: st.DrawFn) -> list[Coded]:
    documents = []
    for i in range(draw(st.integers(2, 7))):
        doc = f"{i}.txt"
        statements = []
        for _ in range(draw(st.integers(0, 4))):
            day = draw(st.sampled_from([*DAYS, None]))
            date = when("ce jour", day) if day else None
            statements.append(
                draw(
                    st.sampled_from(
                        [
                            raid(doc, date),
                            raid(doc, date, said_by=MINISTRY),
                            raid(doc, date, status="negated"),
                            members(doc, draw(st.integers(3, 9))),
                            total(doc, draw(st.integers(10, 14)), "2015-01-01", "2021-03-01"),
                            hosts(doc),
                        ]
                    )
                )
            )
        documents.append(coded(doc, draw(st.sampled_from([*DAYS, None])), *statements))
    return documents


@settings(max_examples=60, deadline=None)
@given(corpora(), st.randoms(use_true_random=False))
def test_any_order_of_articles_gives_the_same_accounts(documents: list[Coded], chance: random.Random) -> None:
    shuffled = documents[:]
    chance.shuffle(shuffled)
    accounts = join(documents)
    assert to_json(join(shuffled)) == to_json(accounts)
    placed = sorted(ref for a in accounts for ref in a.statements)
    assert placed == sorted((d.doc, i) for d in documents for i in range(len(d.statements)))
    assert len({a.id for a in accounts}) == len(accounts)


def test_a_hundred_reprints_of_one_article_are_one_account_of_a_hundred() -> None:
    documents = [coded(f"{i:03}.txt", "2021-03-09", raid(f"{i:03}.txt", TUESDAY)) for i in range(100)]
    (account,) = join(documents)
    assert len(account.statements) == 100


def test_an_actor_known_only_by_words_joins_the_named_one() -> None:
    named = raid("a.txt", TUESDAY)
    worded = msgspec.structs.replace(
        raid("b.txt", TUESDAY), actors=(Entity(text="les enquêteurs", country="MAR"),), recipients=(CELL,)
    )
    (account,) = join([coded("a.txt", "2021-03-09", named), coded("b.txt", "2021-03-09", worded)])
    assert account.fields["actors"][0].docs != account.fields["actors"][1].docs
    assert kinds(account, "actors") == {"refinement"}
    assert ORD.id in {v.value for v in account.fields["actors"]}


def test_a_copied_sentence_of_which_no_name_was_read_meets_its_copy() -> None:
    sentence = (
        "C'est une bande encore hésitante, mais armée, qu'ont mise en fuite mardi {} au sortir du port des "
        "hommes venus d'Agadir, au terme d'une filature de trois semaines qui n'aura pas fait un blessé."
    )
    texts = [
        article("a.txt", sentence.format("9 mars"), "vigie", "2021-03-10"),
        article("b.txt", sentence.format("9 avril"), "phare", "2021-03-11"),
    ]

    def read(doc: str, date: When, *where: Place) -> Coded:
        nameless = msgspec.structs.replace(
            raid(doc, date), span=(0, 160), actors=(), recipients=(), where=where
        )
        return coded(doc, texts[doc == "b.txt"].published, nameless)

    tuesday = when("mardi 9 mars", "2021-03-09")
    assert len(join([read("a.txt", tuesday), read("b.txt", tuesday, AGADIR)], texts)) == 1
    slip = when("mardi 9 avril", "2021-04-09")  # a Friday
    (found,) = join([read("a.txt", tuesday), read("b.txt", slip)], texts)
    assert kinds(found, "when") == {"calendar"}


def test_a_date_that_its_own_weekday_belies_does_not_keep_the_reports_of_a_raid_apart() -> None:
    """Saturday 9 January, called a Tuesday; two others tell of Monday 8 and of Tuesday 9 February."""
    days = {"a.txt": ("mardi 9 janvier 2021", "2021-01-09"), "b.txt": ("lundi", "2021-02-08")}
    days["c.txt"] = ("mardi 9 février", "2021-02-09")
    documents = [coded(doc, "2021-02-10", raid(doc, when(*told))) for doc, told in days.items()]
    (account,) = join(documents)
    kinds = {(d.field, d.kind) for d in account.disagreements}
    assert ("when", "calendar") in kinds
    plain = raid("a.txt", when("le 9 janvier 2021", "2021-01-09"))
    assert len(join([coded("a.txt", "2021-01-10", plain), documents[1]])) == 2
    assert len(join(documents[:2])) == 1
