"""Futures are told by their form: the tagger takes many for pasts or presents."""

from __future__ import annotations

import pytest

from recoupe.code.fr.standing import future_form

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
