import pytest

from recoupe.resolve.time_grammar import Grammar, first_of, translate

CLASSES = {name: name[0] for name in ("the", "day", "month", "number", "year")}


@pytest.mark.parametrize(
    ("pattern", "firsts"),
    [
        ("day month", "d"),
        ("the? day", "td"),
        ("(the|number{0,2})? month (year)?", "tnm"),
        ("<d number>|<m month> year", "nm"),
        ("(?=the) day", "d"),
        ("the{1,2} day", "t"),
    ],
)
def test_what_a_pattern_may_begin_with(pattern, firsts):
    assert first_of(translate(pattern, CLASSES, False))[:2] == (set(firsts), False)


def test_a_pattern_that_may_match_nothing_is_refused():
    with pytest.raises(ValueError, match="nothing"):
        Grammar([("none", "the? day?")], {}, CLASSES)


def test_the_leftmost_match_is_taken_and_a_refused_one_offered_again():
    grammar = Grammar([("long", "the day month"), ("short", "day")], {}, CLASSES)
    taken = []

    def take(name, match):
        taken.append((name, match.start))
        return match.end if name == "short" else None

    grammar.walk("xtdmxdt", take)
    assert taken == [("long", 1), ("short", 2), ("short", 5)]
