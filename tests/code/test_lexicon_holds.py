"""The frames hold together: what they name exists, and no phrase is written twice in one frame."""

from __future__ import annotations

import json
from importlib.resources import files

import pytest

from recoupe.code.lexicon import classes, frames

PLOVER = json.loads(files("recoupe").joinpath("lexicon", "plover.json").read_text("utf-8"))
TIES = {"heads", "chairs", "member-of", "hosts", "part-of", "affiliated-with", "partner-of", "party-to"}
# The modes that recoupe adds to PLOVER's (docs/guideline.md, "Extension modes").
EXTENSIONS = {
    "COERCE": {"dismantle", "foil"},
    "SUPPORT": {"sign", "praise"},
    "COOPERATE": {"share-intelligence", "joint-operation", "extradite"},
    "AID": {"train", "equip"},
    "RETREAT": {"repatriate"},
    "ACCUSE": {"warn"},
}
BUILT_IN = {"any", "none", "entity", "person-name", "organisation", "town"}

each = pytest.mark.parametrize("frame", frames("fr"), ids=lambda f: f.id)


def test_ids_are_unique():
    ids = [f.id for f in frames("fr")]
    assert len(ids) == len(set(ids))


@each
def test_type_mode_and_contexts_exist(frame):
    if frame.type in TIES:
        assert frame.mode is None
    else:
        modes = set(PLOVER["types"][frame.type]["modes"]) | EXTENSIONS.get(frame.type, set())
        assert frame.mode is None or frame.mode in modes
    # `crime` stands in PLOVER's list of contexts too: it replaced the type CRIME of 2017.
    assert set(frame.contexts) <= set(PLOVER["contexts"])


@each
def test_classes_exist(frame):
    named = {*frame.object, *frame.subject, *frame.near, *frame.unless}
    assert named <= set(classes("fr")) | BUILT_IN


@each
def test_no_phrase_twice(frame):
    for phrases in (frame.verbs, frame.nouns):
        assert len(phrases) == len(set(phrases))


def test_every_type_has_a_frame_and_every_extension_its_own():
    written = {(f.type, f.mode) for f in frames("fr")}
    assert {t for t, _ in written} >= set(PLOVER["types"])
    assert written >= {(t, m) for t, ms in EXTENSIONS.items() for m in ms}
