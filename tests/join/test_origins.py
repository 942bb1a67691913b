"""Copies, agencies, communiqués: whom several articles really go back to, and the grade it gives."""

from __future__ import annotations

import pytest
from crosscheck import MINISTRY, article, coded, raid, when

from recoupe.join import join
from recoupe.join.copies import copies
from recoupe.join.marks import agency_mark
from recoupe.model import Account, Article, Attribution

TUESDAY = when("mardi", "2021-03-09")
DISPATCH = (
    "La brigade des Ormes a démantelé mardi à Agadir une cellule de quatre membres qui préparait, selon ses "
    "meneurs, une fuite vers le désert. Deux fourgons et une presse à billets ont été retrouvés dans un "
    "hangar du port, où les voisins entendaient des moteurs toutes les nuits depuis le début de l'hiver."
)
OTHER = (
    "On ne parle que de cela au marché aux poissons : mardi, des hommes en civil ont vidé un hangar du port "
    "d'Agadir, et la brigade des Ormes a fait savoir qu'une bande s'y cachait. Les riverains, eux, avaient "
    "surtout remarqué le prix du loyer, doublé en un an sans que personne ne sache pourquoi."
)


def account(*articles: Article, said_by: Attribution | None = None) -> Account:
    documents = [coded(a.doc, a.published, raid(a.doc, TUESDAY, said_by=said_by)) for a in articles]
    (found,) = join(documents, articles)
    return found


def test_two_outlets_that_relay_one_communique_are_one_origin() -> None:
    found = account(
        article("a.txt", DISPATCH, "vigie", "2021-03-09"),
        article("b.txt", OTHER, "phare", "2021-03-10"),
        said_by=MINISTRY,
    )
    assert [o.docs for o in found.origins] == [("a.txt", "b.txt")]
    assert found.grade == 3
    assert found.why.startswith("2 articles, 1 origin: statement by ministère de l'Intérieur")


def test_a_source_that_the_sentence_names_counts_however_old_the_deed_is() -> None:
    found = account(article("a.txt", DISPATCH, "vigie", "2021-06-01"), said_by=MINISTRY)
    assert [o.origin for o in found.origins] == ["statement by ministère de l'Intérieur, 2021-06-01"]


def test_a_month_long_past_is_not_put_into_the_mouth_of_a_source_that_tells_other_things() -> None:
    unnamed = Attribution(speaker="une source proche du dossier", channel="unnamed")
    past = raid("a.txt", when("en mars 2020", "2020-03-01", "2020-03-31"))
    now = raid("a.txt", TUESDAY, said_by=unnamed)
    accounts = join(
        [coded("a.txt", "2021-03-09", now, past)], [article("a.txt", OTHER, "vigie", "2021-03-09")]
    )
    told = {a.when.start: a.grade for a in accounts if a.when}
    assert told == {"2021-03-09": 4, "2020-03-01": 3}


def test_a_communique_named_as_speaker_is_called_by_who_issued_it() -> None:
    said = Attribution(speaker="un communiqué du ministère de l'Intérieur", channel="statement")
    found = account(article("a.txt", DISPATCH, "vigie", "2021-03-09"), said_by=said)
    assert found.origins[0].origin == "statement by ministère de l'Intérieur, 2021-03-09"


def test_two_outlets_that_speak_for_themselves_are_two_origins() -> None:
    found = account(
        article("a.txt", DISPATCH, "vigie", "2021-03-09"), article("b.txt", OTHER, "phare", "2021-03-10")
    )
    assert len(found.origins) == 2
    assert found.grade == 2


def test_the_same_ministry_a_month_later_is_another_origin() -> None:
    found = account(
        article("a.txt", DISPATCH, "vigie", "2021-03-09"),
        article("b.txt", OTHER, "phare", "2021-04-15"),
        said_by=MINISTRY,
    )
    assert len(found.origins) == 2


def test_a_copy_speaks_with_the_voice_of_what_it_copies() -> None:
    cut = "Titre maison. " + DISPATCH.split(" depuis ")[0]
    texts = [article("a.txt", DISPATCH, "vigie", "2021-03-09"), article("b.txt", cut, "phare", "2021-03-10")]
    assert copies(texts) == [("a.txt", "b.txt")]
    found = account(*texts)
    assert len(found.origins) == 1
    assert found.copies == (("a.txt", "b.txt"),)


def test_other_words_on_the_same_raid_are_no_copy_and_empty_texts_are_nobodys() -> None:
    assert copies([article("a.txt", DISPATCH, "vigie"), article("b.txt", OTHER, "phare")]) == []
    assert copies([article("a.txt", "", "vigie"), article("b.txt", "", "phare")]) == []


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        ("AGADIR, 9 mars 2021 (MAP) - Une cellule est tombée.", "MAP"),
        ("Une cellule est tombée.\n\nAvec AFP", "AFP"),
        ("Une cellule est tombée.\n\nMAP/kl", "MAP"),
        ("Une cellule est tombée.\n\nLR/MAP", "MAP"),
        ("Une cellule est tombée.\n\nMAP", "MAP"),
        ("Par la rédaction, avec Agence Dunes\nUne cellule est tombée.", "agence dunes"),
        ("Une cellule est tombée. La carte (MAP) du port a été affichée longtemps dans le couloir.", None),
        ("L'AFP compte vingt journalistes à Rabat. Une cellule est tombée.", None),
    ],
)
def test_marks_of_agencies(text: str, agency: str | None) -> None:
    padded = "Un titre\n" + text if agency is None else text
    assert agency_mark(article("a.txt", padded, "vigie")) == agency


def test_two_reports_of_one_agency_are_one_origin() -> None:
    found = account(
        article("a.txt", "AGADIR (MAP) - " + DISPATCH, "vigie", "2021-03-09"),
        article("b.txt", OTHER + "\n\nAvec MAP", "phare", "2021-03-10"),
    )
    assert len(found.origins) == 1
    assert "MAP" in found.origins[0].origin


def test_an_unnamed_source_alone_is_doubtful() -> None:
    unnamed = Attribution(speaker="une source proche du dossier", channel="unnamed")
    found = account(article("a.txt", OTHER, "vigie", "2021-03-09"), said_by=unnamed)
    assert found.grade == 4


def test_three_origins_confirm_and_a_rival_date_takes_it_back() -> None:
    port = Attribution(speaker="direction du port", id="MAR.PORT", channel="statement")
    voices = {"a.txt": MINISTRY, "b.txt": port, "c.txt": None}
    agreed = join([coded(d, "2021-03-09", raid(d, TUESDAY, said_by=v)) for d, v in voices.items()])
    assert [a.grade for a in agreed] == [1]
    days = {"a.txt": "2021-03-09", "b.txt": "2021-03-08", "c.txt": "2021-03-09"}
    rival = join(
        [coded(d, "2021-03-09", raid(d, when("ce jour", days[d]), said_by=v)) for d, v in voices.items()]
    )
    # Two origins against one for the 9th: outweighed, the grade holds; one against one it would not.
    assert [a.grade for a in rival] == [1]
    even = join(
        [
            coded(d, "2021-03-09", raid(d, when("ce jour", days[d]), said_by=voices[d]))
            for d in ("a.txt", "b.txt")
        ]
    )
    assert [a.grade for a in even] == [3]
    assert "disagree on when" in even[0].why


def test_what_is_only_planned_cannot_be_judged_and_a_denial_makes_it_doubtful() -> None:
    planned = join([coded("a.txt", "2021-03-01", raid("a.txt", TUESDAY, status="planned"))])
    assert [a.grade for a in planned] == [6]
    port = Attribution(speaker="direction du port", id="MAR.PORT", channel="statement")
    denied = join(
        [
            coded("a.txt", "2021-03-09", raid("a.txt", TUESDAY, said_by=MINISTRY)),
            coded("b.txt", "2021-03-10", raid("b.txt", TUESDAY, said_by=port, status="negated")),
        ]
    )
    assert [a.grade for a in denied if len(a.statements) == 2] == [4]
