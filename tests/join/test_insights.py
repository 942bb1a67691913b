"""What follows from the accounts: one origin, one pillar, a silent side, an announcement come due."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import msgspec
import pytest

from recoupe.join import join
from recoupe.join.insights import Insights, insights
from recoupe.join.outlets import country_of
from recoupe.model import Article, Attribution, Coded, Entity, Event, Stated, Tie, When, Zone

MINISTRY = Attribution("un communiqué du ministère de l’Intérieur", "MAR.MININT", "statement")


def _press(
    day: str, outlet: str, text: str, country: str | None = None, **said: Any
) -> tuple[Article, Coded]:
    """One article of one sentence, and the event that it tells."""
    doc = f"{outlet}.txt"
    meta = (Stated("country", country, "given", 1.0),) if country else ()
    article = Article(
        doc, text, (Zone(0, len(text), "body", ""),), outlet=outlet, published=day, language="fr", meta=meta
    )
    event = Event(doc=doc, span=(0, len(text)), **said)
    return article, Coded(doc, day, "fr", (event,))


def _found(*press: tuple[Article, Coded], as_of: date | None = None) -> Insights:
    articles, coded = [a for a, _ in press], [c for _, c in press]
    return insights(join(coded, articles), coded, articles, as_of)


# Each outlet in words of its own: no copies.
WORDS = {
    "vigie": "Le BCIJ a démantelé mardi 5 mars 2024 une cellule de six membres à Larache.",
    "phare": "Une cellule démantelée à Larache par les hommes du BCIJ : le coup de filet date de mardi.",
    "dune": "Six personnes prises mardi, trois maisons fouillées, et une cellule de moins pour le BCIJ.",
    "littoral": "Nos voisins de Larache ont vu arriver le BCIJ avant l’aube ; la cellule n’existe plus.",
}


def _raid(day: str, outlet: str, who: Attribution | None, **more: Any) -> tuple[Article, Coded]:
    text = WORDS[outlet]
    return _press(
        day, outlet, text, type="COERCE", mode="dismantle", trigger="démantelé", attribution=who,
        actors=(Entity("BCIJ", "MAR.BCIJ", "MAR", "COP"),),
        recipients=(Entity("une cellule", None, None, "REB"),),
        when=When("mardi 5 mars 2024", "2024-03-05", "2024-03-05"), **more,
    )  # fmt: skip


def test_several_articles_of_one_communique_are_single_origin_and_two_voices_are_not() -> None:
    relayed = [_raid("2024-03-06", name, MINISTRY) for name in ("vigie", "phare", "dune")]
    (single,) = _found(*relayed).single
    assert sorted(single.docs) == ["dune.txt", "phare.txt", "vigie.txt"] and "ministère" in single.origin
    assert not _found(*relayed, _raid("2024-03-06", "littoral", None)).single


def test_an_origin_without_which_nothing_bears_it_out_is_fragile() -> None:
    (pillar, other) = _found(
        _raid("2024-03-06", "vigie", MINISTRY),
        _raid("2024-03-06", "phare", MINISTRY),
        _raid("2024-03-06", "littoral", None),
    ).fragile
    assert "ministère" in pillar.origin and sorted(pillar.docs) == ["phare.txt", "vigie.txt"]
    (loss,) = pillar.losses
    assert (loss.grade, loss.without) == (2, 3) and len(loss.left) == 1 and "littoral" in loss.left[0]
    assert "littoral" in other.origin


def test_what_two_other_origins_bear_out_is_not_fragile() -> None:
    three = [_raid("2024-03-06", name, None) for name in ("vigie", "phare", "littoral")]
    assert not _found(*three).fragile


def _pact(day: str, outlet: str, country: str, status: str = "asserted", when: When | None = None) -> Any:
    text = f"{outlet} : Lisbonne et Rabat et l’accord de coopération policière, {outlet * 4}."
    return _press(
        day, outlet, text, country, type="SUPPORT", mode="sign", trigger="accord", status=status, when=when,
        actors=(Entity("Lisbonne", "PRT", "PRT", "GOV"), Entity("Rabat", "MAR", "MAR", "GOV")),
    )  # fmt: skip


DAY = When("le 17 juin 2024", "2024-06-17", "2024-06-17")


def test_a_side_is_silent_only_where_its_press_was_read() -> None:
    told = _pact("2024-06-18", "vigie", "MAR", when=DAY)
    other = _press("2024-06-19", "tejo", "Autre chose, sans rapport.", "PRT", type="CONSULT", trigger="chose")
    late = _press("2024-09-19", "tejo", "Autre chose, sans rapport.", "PRT", type="CONSULT", trigger="chose")
    (one,) = _found(told, other).silent
    assert one.told == {"MAR": ("vigie",)} and one.silent == {"PRT": ("tejo",)}
    assert not _found(told).silent
    assert not _found(told, late).silent  # not read in the week after
    assert not _found(told, _pact("2024-06-18", "tejo", "PRT", when=DAY)).silent


def test_what_a_body_belongs_to_is_no_act_on_which_a_side_is_silent() -> None:
    tie = Tie(
        doc="vigie.txt",
        span=(0, 20),
        trigger="relève de",
        type="part-of",
        subject=(Entity("bureau commun", "PRT.BC", "PRT", "COP"),),
        object=(Entity("Rabat", "MAR", "MAR", "GOV"),),
    )
    article, told = _pact("2024-06-18", "vigie", "MAR", when=DAY)
    other = _press("2024-06-19", "tejo", "Autre chose, sans rapport.", "PRT", type="CONSULT", trigger="chose")
    assert not _found((article, msgspec.structs.replace(told, statements=(tie,))), other).silent


def test_nobody_is_silent_in_a_language_that_is_not_coded() -> None:
    (article, told), (foreign, _) = (
        _pact("2024-06-17", "vigie", "MAR", when=DAY),
        _pact("2024-06-18", "tejo", "PRT"),
    )
    assert not insights(join([told], [article]), [told], [article, foreign]).silent


def test_an_outlet_whose_country_is_not_known_takes_no_side_and_is_named() -> None:
    article, coded = _raid("2024-03-06", "vigie", None)
    assert _found((article, coded)).unplaced == ("vigie",)


def test_where_an_outlet_is_at_home() -> None:
    assert country_of(Article("a", "", outlet="Agence France-Presse")) == "FRA"
    assert country_of(Article("a", "", outlet="x", url="https://www.dune.ma/1")) == "MAR"
    assert country_of(Article("a", "", outlet="x", url="https://dune.co.uk/1")) == "GBR"
    assert country_of(Article("a", "", outlet="x", url="https://dune.tv/1")) is None
    assert country_of(Article("a", "", outlet="x", url="https://dune.com/1")) is None
    given = (Stated("country", "TUN", "given", 1.0),)
    assert country_of(Article("a", "", outlet="x", url="https://dune.ma/1", meta=given)) == "TUN"


def test_announced_then_signed_is_one_ladder() -> None:
    (ladder,) = _found(
        _pact("2024-06-10", "vigie", "MAR", "planned", DAY), _pact("2024-06-18", "tejo", "PRT", when=DAY)
    ).ladders
    assert [s.rung for s in ladder.steps] == ["announced", "done"]
    assert [s.reported for s in ladder.steps] == ["2024-06-10", "2024-06-18"]
    assert ladder.parties == ("MAR", "PRT") and not ladder.overdue


def test_what_is_announced_and_not_told_done_is_overdue_after_its_day() -> None:
    planned = _pact("2024-06-10", "vigie", "MAR", "planned", DAY)
    for day, overdue in ((date(2024, 6, 17), False), (date(2024, 6, 18), True)):
        (ladder,) = _found(planned, as_of=day).ladders
        assert (ladder.due, ladder.overdue) == ("2024-06-17", overdue)


def test_a_signing_of_the_year_before_fulfils_no_announcement() -> None:
    before = When("le 17 juin 2023", "2023-06-17", "2023-06-17")
    found = _found(
        _pact("2023-06-18", "tejo", "PRT", when=before),
        _pact("2024-06-10", "vigie", "MAR", "planned", DAY),
        as_of=date(2024, 6, 10) + timedelta(days=60),
    )
    (ladder,) = found.ladders
    assert ladder.overdue and [s.rung for s in ladder.steps] == ["announced"]


def test_a_denial_of_what_was_announced_is_its_last_step() -> None:
    (ladder,) = [
        one
        for one in _found(
            _pact("2024-06-10", "vigie", "MAR", "planned", DAY),
            _pact("2024-06-12", "tejo", "PRT", "negated", DAY),
        ).ladders
        if len(one.steps) > 1
    ]
    assert [s.rung for s in ladder.steps] == ["announced", "denied"]


@pytest.mark.parametrize(
    ("ending", "rungs"),
    [
        ("est entré en vigueur vendredi", ["announced", "in force", "done"]),
        ("n’est pas entré en vigueur", ["announced", "done"]),
        ("entrera en vigueur vendredi", ["announced", "done"]),
    ],
)
def test_an_accord_that_has_entered_into_force_has_come_that_far(ending: str, rungs: list[str]) -> None:
    planned = _pact("2024-06-10", "vigie", "MAR", "planned", DAY)
    told = _press(
        "2024-09-30", "tejo", f"L’accord signé le 17 juin entre Rabat et Lisbonne {ending}.", "PRT",
        type="SUPPORT", mode="sign", trigger="signé", when=DAY,
        actors=(Entity("Lisbonne", "PRT", "PRT", "GOV"), Entity("Rabat", "MAR", "MAR", "GOV")),
    )  # fmt: skip
    (ladder,) = _found(planned, told).ladders
    assert sorted(s.rung for s in ladder.steps) == sorted(rungs)


SIGNED = "Le Maroc et le Portugal ont signé le 17 juin 2024 à Lisbonne un accord de réadmission."


def _signing(text: str, day: str = "2024-06-18", outlet: str = "tejo") -> tuple[Article, Coded]:
    """An article whose first sentence tells the signing of an accord of readmission."""
    article, coded = _press(
        day, outlet, text, "PRT", type="SUPPORT", mode="sign", trigger="signé", when=DAY,
        actors=(Entity("Le Maroc", "MAR", "MAR", "GOV"), Entity("le Portugal", "PRT", "PRT", "GOV")),
    )  # fmt: skip
    event = msgspec.structs.replace(coded.statements[0], span=(0, text.index(".") + 1))
    return article, msgspec.structs.replace(coded, statements=(event,))


def _bare(text: str, day: str, outlet: str) -> tuple[Article, Coded]:
    """An article of which nothing was coded."""
    article, coded = _press(day, outlet, text, type="MEET", trigger="x")
    return article, msgspec.structs.replace(coded, statements=())


@pytest.mark.parametrize(
    "after",
    [
        "Il est entré en vigueur le 1er septembre.",
        "Le texte est en vigueur depuis le 1er septembre.",
        "Entré en vigueur le 1er septembre, l’accord a déjà servi deux fois.",
    ],
)
def test_an_entry_into_force_told_in_the_sentence_after_the_signing_is_a_step(after: str) -> None:
    (ladder,) = _found(_signing(f"{SIGNED} {after}", "2024-09-10")).ladders
    assert [(s.rung, s.when) for s in ladder.steps] == [("done", "2024-06-17"), ("in force", "2024-09-01")]


def test_an_entry_into_force_told_by_another_article_months_later_is_a_step() -> None:
    text = "L’accord de réadmission entre Rabat et Lisbonne est entré en vigueur dimanche 1er septembre."
    planned = _pact("2024-06-10", "vigie", "MAR", "planned", DAY)
    (ladder,) = _found(planned, _signing(SIGNED), _bare(text, "2024-09-02", "dune")).ladders
    assert [s.rung for s in ladder.steps] == ["announced", "done", "in force"]
    assert ladder.steps[2].docs == ("dune.txt",) and ladder.steps[2].reported == "2024-09-02"


@pytest.mark.parametrize(
    "text",
    [
        "L’accord de pêche entre Rabat et Lisbonne est entré en vigueur dimanche.",  # another accord
        "L’accord de réadmission entre Rabat et Madrid est entré en vigueur dimanche.",  # of others
        "L’accord de réadmission entre Rabat et Lisbonne n’est toujours pas entré en vigueur.",
        "L’accord de réadmission entre Rabat et Lisbonne entrera en vigueur dimanche.",
        "L’accord de réadmission entre Rabat et Lisbonne est entré en vigueur le 3 mai 2019.",  # an older one
        "Il est entré en vigueur dimanche.",  # nothing says what
    ],
)
def test_what_is_not_the_entry_into_force_of_this_accord_is_no_step(text: str) -> None:
    assert not _found(_signing(SIGNED), _bare(text, "2024-09-02", "dune")).ladders
