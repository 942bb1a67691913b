"""Whom a statement goes back to where its words only point to somebody named before, or name nobody."""

from __future__ import annotations

import msgspec
import pytest
from crosscheck import AGADIR, MINISTRY, ORD, article, coded, members, raid, when

from recoupe.join import join
from recoupe.join.voices import voices
from recoupe.model import Account, Attribution, Entity, Event, Statement

FRIDAY = when("vendredi", "2021-03-12")


def told(speaker: str, *before: Statement) -> str | None:
    """The name of the source of a count that this speaker gives, in an article that told this before."""
    said = Attribution(speaker=speaker, channel="statement")
    own = msgspec.structs.replace(members("a.txt", 4, said_by=said), span=(900, 940))
    source = voices(coded("a.txt", "2021-03-13", *before, own), None, {}).by_statement[-1]
    return source.name if source and source.named else None


@pytest.mark.parametrize("speaker", ["la même source", "le communiqué", "elle", "Les chiffres"])
def test_who_only_points_back_is_who_was_named_last(speaker: str) -> None:
    assert told(speaker, raid("a.txt", FRIDAY, said_by=MINISTRY)) == MINISTRY.id
    assert told(speaker) is None


@pytest.mark.parametrize("speaker", ["une diplomate", "deux élus", "un habitant de Taghazout"])
def test_somebody_of_whom_only_the_trade_is_told_is_nobody_named(speaker: str) -> None:
    assert told(speaker, raid("a.txt", FRIDAY, said_by=MINISTRY)) is None


@pytest.mark.parametrize("speaker", ["un communiqué", "l'armée", "Aïcha Sellam", "une Aïcha Sellam"])
def test_a_document_and_a_name_are(speaker: str) -> None:
    assert told(speaker) is not None


def rebuke(doc: str, actor: Entity) -> Event:
    return Event(
        doc=doc, span=(200, 260), trigger="reproche", type="ACCUSE", actors=(actor,),
        recipients=(Entity(text="armateurs"),), where=(AGADIR,), when=FRIDAY,
    )  # fmt: skip


def origins(*documents: tuple[Statement, ...]) -> list[str]:
    """The origins of the rebuke, of articles that say this."""
    texts = [article(f"{n}.txt", "", f"outlet-{n}", "2021-03-13") for n in range(len(documents))]
    found: list[Account] = join(
        [coded(t.doc, t.published, *d) for t, d in zip(texts, documents, strict=True)], texts
    )
    return [o.origin for a in found if a.type == "ACCUSE" for o in a.origins]


def test_a_pronoun_is_no_name_of_an_origin() -> None:
    she = msgspec.structs.replace(ORD, text="elle")
    assert origins((raid("0.txt", FRIDAY), rebuke("0.txt", she))) == [
        "words of brigade des Ormes, 2021-03-13"
    ]


def test_a_pronoun_without_a_name_in_its_article_is_called_as_the_lexicon_has_it() -> None:
    she = Entity(text="elle", id="MAR.DGSN", country="MAR", sector="COP")
    (origin,) = origins((rebuke("0.txt", she),))
    assert "elle" not in origin.split(",")[0].split()
    assert origin.startswith("words of ")


def test_the_same_source_of_which_is_known_who_it_is_is_called_by_name() -> None:
    said = Attribution(speaker="la même source", id=ORD.id, channel="statement")
    texts = [article("a.txt", "", "vigie", "2021-03-13")]
    (found,) = join([coded("a.txt", "2021-03-13", raid("a.txt", FRIDAY, said_by=said))], texts)
    assert [o.origin for o in found.origins] == ["statement by brigade des Ormes, 2021-03-13"]
