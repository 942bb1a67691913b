"""Features weighed alone and in pairs."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from recoupe.code.fr.fitted import odds
from recoupe.code.fr.pairs import Pairing

USUAL = frozenset(("", "deed"))
MORE = USUAL | {"past", "past&group=event"}
NAMES = ("ago=1", "kind=day", "tense=past&away=days", "opens")

weight = st.floats(-2, 2)
spelled = st.sampled_from(
    [f"back:{name}{other}" for name in NAMES for other in ("", "&deed", "&past", "&past&group=event")]
    + ["back&past", "back&future"]
)


@given(
    st.dictionaries(spelled, weight),
    st.dictionaries(spelled, weight),
    st.lists(st.sets(st.sampled_from(NAMES)), max_size=4),
)
@settings(max_examples=60)
def test_what_is_known_weighs_as_the_names_it_is_spelled_out_to(
    table: dict[str, float], other: dict[str, float], told: list[set[str]]
) -> None:
    for _ in range(2):  # a second statement goes by what the first left
        pairing = Pairing("back:", ["back&past"], USUAL, lambda name: MORE if name == "ago=1" else USUAL)
        for names in told:
            known = pairing.of(names)
            for weights in (table, other):
                assert known.odds(weights) == odds(weights, known.spelled())


def test_a_feature_is_spelled_out_alone_and_in_pairs() -> None:
    pairing = Pairing("own:", ["own&past"], USUAL, lambda name: USUAL)
    assert pairing.of({"opens"}).spelled() == {"own&past", "own:opens", "own:opens&deed"}
