"""Of several counts of one thing, the sentence that stands for them tells the best-supported one."""

from __future__ import annotations

from recoupe.model import Account, Entity, Figure, Value
from recoupe.share.sentence import representative


def test_a_count_is_told_by_its_best_supported_number_not_by_its_fullest_report() -> None:
    band = Entity(text="une bande", sector="REB")
    doer = Entity(text="brigade des Ormes", id="MAR.BORM", country="MAR", sector="COP")
    few = Figure(doc="a.txt", span=(0, 9), trigger="six", measure="members", value=6, of=(band,))
    more = Figure(
        doc="b.txt", span=(0, 9), trigger="sept", measure="members", value=7, of=(band,), actors=(doer,)
    )
    account = Account(
        id="A-1",
        kind="figure",
        type="members",
        mode=None,
        statements=(("a.txt", 0), ("b.txt", 0)),
        when=None,
        fields={
            "value": (
                Value("6", ("a.txt",), ("a",), (("a.txt", 0),)),
                Value("7", ("b.txt",), ("b",), (("b.txt", 0),)),
            ),
            "actors": (Value("MAR.BORM", ("b.txt",), ("b",), (("b.txt", 0),)),),
        },
        origins=(),
        copies=(),
        disagreements=(),
        grade=3,
        why="",
    )
    said = {("a.txt", 0): few, ("b.txt", 0): more}
    assert representative(account, said, {}, "fr") == few
