"""The entity lexicon as an analyst edits it: what holds together, and what an error says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from recoupe.errors import LexiconError
from recoupe.resolve import entries as lexicon
from recoupe.resolve.forms import inflect
from recoupe.resolve.names import names

PLOVER = json.loads((Path(lexicon.FOLDER).parent / "plover.json").read_text(encoding="utf-8"))
SECTORS = {code for group in PLOVER["sector_codes"].values() for code in group}


def test_it_covers_the_world_and_the_field() -> None:
    known = lexicon.entries().values()
    assert sum(e.kind == "state" for e in known) >= 200
    assert sum(e.kind != "state" for e in known) >= 400


def test_sectors_are_plovers() -> None:
    odd = {e.id: e.sector for e in lexicon.entries().values() if e.sector and e.sector not in SECTORS}
    assert odd == {}


def test_parents_are_listed_and_years_in_order() -> None:
    known = lexicon.entries()
    assert [
        e.id for e in known.values() if e.parent and e.parent not in known and "MIN" not in e.parent
    ] == []
    assert [e.id for e in known.values() if e.since and e.until and e.since > e.until] == []


def test_every_entry_is_found_by_its_own_name() -> None:
    lost = []
    for entry in lexicon.entries().values():
        mentions = names().find(entry.name, home=entry.country if entry.country in lexicon.states() else None)
        if not any(m.start == 0 and m.end == len(entry.name) for m in mentions):
            lost.append((entry.id, entry.name, [m.text for m in mentions]))
    assert lost == []


def test_one_body_at_most_stands_for_a_generic_one() -> None:
    taken: dict[tuple[str, str], str] = {}
    for entry in lexicon.entries().values():
        for suffix in entry.stands_for:
            assert taken.setdefault((entry.country or "", suffix), entry.id) == entry.id


def test_labels() -> None:
    assert names().label("MAR.BCIJ") == "Bureau central d'investigations judiciaires"
    assert names().label("ESP.MININT") == "ministère de l'Intérieur (Espagne)"
    assert names().label("nobody-known") == "nobody-known"


@pytest.mark.parametrize(
    ("adjective", "forms"),
    [
        ("marocain", {"marocain", "marocaine", "marocains", "marocaines"}),
        ("algérien", {"algérien", "algérienne", "algériens", "algériennes"}),
        ("français", {"français", "française", "françaises"}),
        ("russe", {"russe", "russes"}),
        ("ghanéen", {"ghanéen", "ghanéenne", "ghanéens", "ghanéennes"}),
        ("turc/turque/turcs/turques", {"turc", "turque", "turcs", "turques"}),
    ],
)
def test_adjectives_agree(adjective: str, forms: set[str]) -> None:
    assert set(inflect(adjective)) == forms


@pytest.mark.parametrize(
    ("content", "line", "says"),
    [
        ("- {id: MAR.A, fr: 'Un bureau}\n", "line 1", "YAML"),
        ("- {id: MAR.A, fr: Un}\n- {id: MAR.B, fr: Bureau de ceci, de cela}\n", "line 2", "quotes"),
    ],
)
def test_an_edit_that_does_not_hold_is_named_with_its_line(
    tmp_path: Path, content: str, line: str, says: str
) -> None:
    (tmp_path / "maghreb.yaml").write_text(content, encoding="utf-8")
    with pytest.raises(LexiconError) as error:
        lexicon.load("maghreb.yaml", tmp_path)
    assert line in str(error.value) and says in str(error.value)
