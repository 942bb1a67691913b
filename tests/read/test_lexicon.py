"""The zone lexicons: what an analyst adds works at once, and a slip is told with file and place."""

from __future__ import annotations

from pathlib import Path

import pytest

from recoupe.errors import LexiconError
from recoupe.read import cues


@pytest.mark.parametrize("where", sorted(cues.FOLDER.glob("*.yaml")), ids=lambda path: path.name)
def test_every_phrase_names_the_zone_it_stands_under(where: Path) -> None:
    own = cues.Lexicon()
    cues.parse(where, own)
    assert {zone for zone, _ in own.phrases} >= {
        "related",
        "notice",
        "ad",
        "caption",
        "byline",
        "dateline",
        "ticker",
    }
    for (zone, kind), phrases in own.phrases.items():
        if zone in ("related", "notice", "ad") and kind in ("whole", "section", "starts"):
            for phrase in phrases.shown.values():
                line = next(iter(_lines(phrase.replace("#", "12").replace(" * ", " ceci "))))
                found = cues.cue(line)
                assert found is not None, phrase


def _lines(text: str) -> list[cues.Line]:
    from recoupe.read.lines import lines

    return list(lines(text))


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("related:\n  section: [a\n", "line "),
        ("- a\n", "expected zones"),
        ("parente:\n  whole: [a]\n", "parente"),
        ("notice:\n  begins: [a]\n", "notice.begins"),
        ("notice:\n  whole: a\n", "notice.whole"),
    ],
)
def test_a_slip_is_told(tmp_path: Path, content: str, says: str) -> None:
    where = tmp_path / "xx.yaml"
    where.write_text(content, encoding="utf-8")
    with pytest.raises(LexiconError) as error:
        cues.parse(where, cues.Lexicon())
    assert str(where) in str(error.value) and says in str(error.value)
