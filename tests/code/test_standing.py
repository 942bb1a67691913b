"""Futures are told by their form: the tagger takes many for pasts or presents."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from recoupe.code.fr.standing import conditional_form, future_form
from recoupe.model import Event, Statement

FUTURES = (
    "signera signeront réunira prendra devra recevra pourra fera sera auront viendra mettra extradera finira"
)
OTHERS = "opéra libéra retira déclara montra signa inspira rencontra murmura sont front a"


@pytest.mark.parametrize("form", FUTURES.split())
def test_a_future(form: str) -> None:
    assert future_form(form)


@pytest.mark.parametrize("form", OTHERS.split())
def test_no_future(form: str) -> None:
    assert not future_form(form)


CONDITIONALS = (
    "signerait vendrait finirait ouvrirait serait aurait irait devrait mourrait apparaîtrait enverrait"
)
IMPERFECTS = "assurait opérait ouvrait espérait retirait mourait livrait comparaît"


@pytest.mark.parametrize("form", CONDITIONALS.split())
def test_a_conditional(form: str) -> None:
    assert conditional_form(form)


@pytest.mark.parametrize("form", IMPERFECTS.split())
def test_no_conditional(form: str) -> None:
    assert not conditional_form(form)


@pytest.mark.parametrize(
    ("sentence", "trigger", "status"),
    [
        (
            "Le ministère tchadien a démenti que le chef de la diplomatie se soit rendu à Madrid.",
            "rendu",
            "negated",
        ),
        ("Tunis dément avoir signé un accord avec Madrid.", "signé", "negated"),
        (
            "Bamako n'a pas démenti que le chef de la diplomatie s'était rendu à Madrid.",
            "rendu",
            "asserted",
        ),
        ("Tunis affirme avoir signé un accord avec Madrid.", "signé", "asserted"),
    ],
)
def test_what_is_denied_did_not_happen_be_it_a_whole_clause(
    coded: Callable[[str], tuple[Statement, ...]], sentence: str, trigger: str, status: str
) -> None:
    (found,) = [s for s in coded(sentence) if isinstance(s, Event) and trigger in s.trigger]
    assert found.status == status


@pytest.mark.parametrize(
    "sentence",
    [
        "Les deux gouvernements ont annoncé lundi que le Togo et le Bénin signeraient en juin un accord.",
        "Les deux ministres ont annoncé jeudi que le Togo et le Bénin signeraient un accord en juin, à Lomé.",
        "Le ministre a annoncé que le Togo signerait un accord avec le Bénin en juin.",
    ],
)
def test_what_was_to_come_when_it_was_said_is_planned_and_not_of_the_year_before(
    coded: Callable[..., tuple[Statement, ...]], sentence: str
) -> None:
    (signing,) = [s for s in coded(sentence, "2024-04-18") if isinstance(s, Event) and s.mode == "sign"]
    assert signing.status == "planned"
    assert signing.when is not None and signing.when.start == "2024-06-01"
