"""Acts told by an echo of the one before: of its type, with their own doer, time and negation."""

from __future__ import annotations

from typing import Any

import pytest

from recoupe.model import Event


def echoed(made: Any, trigger: str) -> tuple[str, str | None, str, list[str | None], list[str | None]]:
    """Type, mode, status, actors and recipients of the act that a trigger tells."""
    act = next(s for s in made if isinstance(s, Event) and s.trigger == trigger)
    return act.type, act.mode, act.status, [e.id for e in act.actors], [e.id for e in act.recipients]


def none_by(made: Any, trigger: str) -> bool:
    """Whether a trigger tells nothing."""
    return not any(isinstance(s, Event) and trigger in s.trigger for s in made)


def test_who_did_it_too_does_what_was_done_before(coded: Any) -> None:
    made = coded("Berlin a suspendu lundi son aide au Kenya. Paris l'a fait en juillet 2019.")
    assert echoed(made, "fait") == ("SANCTION", "discontinue", "asserted", ["FRA"], ["KEN"])
    act = next(s for s in made if isinstance(s, Event) and s.trigger == "fait")
    assert act.when is not None and act.when.start == "2019-07-01"


def test_who_did_not_do_it_is_told_so(coded: Any) -> None:
    made = coded(
        "La France a condamné mardi l'attaque des shebab. "
        "L'Érythrée, qui soutient ces derniers, ne l'a pas fait."
    )
    assert echoed(made, "fait")[:4] == ("ACCUSE", "disapprove", "negated", ["ERI"])


@pytest.mark.parametrize(
    ("sentence", "trigger"),
    [
        ("Accra a suspendu lundi son aide au Niger. Berne a fait de même mardi.", "fait de même"),
        ("Accra a suspendu lundi son aide au Niger. Berne en avait fait autant en mars.", "fait autant"),
        ("Accra a suspendu lundi son aide au Niger, ce que Berne a fait le lendemain.", "fait"),
        ("Accra a suspendu lundi son aide au Niger, comme l'avait fait Berne la veille.", "fait"),
        ("Accra avait suspendu en mars son aide au Niger, imité le lendemain par Berne.", "imité"),
    ],
)
def test_the_ways_of_saying_that_someone_did_the_same(coded: Any, sentence: str, trigger: str) -> None:
    type_, mode, _, actors, recipients = echoed(coded(sentence), trigger)
    assert (type_, mode, actors, recipients) == ("SANCTION", "discontinue", ["CHE"], ["NER"])


def test_what_befell_one_befalls_another(coded: Any) -> None:
    made = coded(
        "Trois journalistes ont été arrêtés mardi à Gao. "
        "Deux autres l'ont été à Ménaka par la gendarmerie malienne."
    )
    act = [s for s in made if isinstance(s, Event)][-1]
    assert (act.type, act.mode, [e.text for e in act.recipients]) == ("COERCE", "arrest", ["Deux autres"])
    assert [p.text for p in act.where] == ["Ménaka"]


def test_the_same_in_return_is_done_to_whoever_began(coded: Any) -> None:
    made = coded("Londres a expulsé lundi deux diplomates russes. Moscou lui a rendu la pareille jeudi.")
    assert echoed(made, "rendu la pareille") == ("SANCTION", "expel", "asserted", ["RUS"], ["GBR"])


def test_who_may_do_the_same_has_not_done_it(coded: Any) -> None:
    made = coded("Berlin a gelé lundi son aide au Niger. Vienne n'exclut pas de l'imiter.")
    assert echoed(made, "imiter")[2] == "hypothetical"


def test_a_request_not_met_is_no_request_of_its_own(coded: Any) -> None:
    made = coded(
        "Washington a demandé mardi à Khartoum de libérer trois opposants. Khartoum ne l'a pas fait."
    )
    assert none_by(made, "fait")


@pytest.mark.parametrize(
    "sentence",
    [
        "La junte a arrêté trois ministres lundi. Des combats ont suivi dans la capitale.",
        "La Croatie a fermé lundi la frontière. Le ministre n'est pas inquiet pour autant.",
        "La junte a arrêté trois ministres lundi. Le porte-parole l'a fait savoir à Rabat.",
    ],
)
def test_words_that_echo_nothing(coded: Any, sentence: str) -> None:
    made = coded(sentence)
    assert all(none_by(made, word) for word in ("suivi", "autant", "fait"))
