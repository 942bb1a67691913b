"""What reviewers changed, as frames that the lexicon's own checker takes."""

from __future__ import annotations

from pathlib import Path

from browse import client_of, look

from recoupe.code.framecheck import check
from recoupe.model import Article, Coded, Event, Figure, Zone
from recoupe.serve.proposals import proposals
from recoupe.store import Library
from recoupe.store.reviews import Review

EVIL = "a\n- id: evil"
TEXT = "Le BCIJ a démantelé une cellule à Tanger."


def event(trigger: str, type: str, mode: str | None = None) -> Event:
    return Event(doc="a.txt", span=(0, 9), trigger=trigger, type=type, mode=mode)  # type: ignore[arg-type]


def review(said: object, instead: object = None, decision: str = "correct", why: str = "") -> Review:
    more = {"decision": decision, "said": said, "instead": instead, "why": why}
    return Review(article=1, position=0, by="inès", at="2024-01-01", **more)  # type: ignore[arg-type]


def checked(path: Path, text: str) -> dict[str, object]:
    path.write_text(text, "utf-8")
    found, problems = check(path)
    assert problems == []
    return {frame.id: frame for frame in found}


def test_a_word_put_right_becomes_a_frame_of_what_it_meant(tmp_path: Path) -> None:
    arrest = event("arrestation", "COERCE", "arrest")
    text = proposals(
        [
            review(event("a démantelé", "COERCE", "dismantle"), event("a démantelé", "COERCE", "seize")),
            review(event("a démantelé", "COERCE", "dismantle"), event("a démantelé", "COERCE", "seize")),
            review(arrest, event("arrestation", "ACCUSE", "allege"), why="a trial"),
            review(event("zorgluber", "AGREE"), event("zorgluber", "REJECT")),
        ]
    )  # fmt: skip
    found = checked(tmp_path / "proposals.yaml", text)
    seize = found["proposed-coerce-seize-1"]
    assert seize.verbs == ("démanteler",) and seize.mode == "seize" and not seize.nouns
    assert found["proposed-accuse-allege-1"].nouns == ("arrestation",)
    assert found["proposed-reject-1"].verbs == ("zorgluber",)
    assert "2 times it meant COERCE/seize (inès)" in text and "a trial" in text
    assert "write a verb in its infinitive" in text


def test_what_is_no_frame_is_a_remark(tmp_path: Path) -> None:
    six = Figure(doc="a.txt", span=(0, 9), trigger="six membres", measure="members", value=6)
    text = proposals(
        [
            review(event("arrêté", "COERCE", "arrest"), decision="refuse"),
            review(event("arrêté", "COERCE", "arrest"), decision="accept"),
            review(six, Figure(doc="a.txt", span=(0, 9), trigger="six", measure="other", value=6)),
            review(event("arrêté", "COERCE", "arrest"), event("arrêté", "COERCE", "no-such-mode")),
            review(event(EVIL, "AGREE"), event(EVIL, "REJECT"), why="x\n- id: evil\u2028- y"),
        ]
    )  # fmt: skip
    found = checked(tmp_path / "proposals.yaml", text)
    assert list(found) == ["proposed-reject-1"]
    assert "refused once, else 2" in text and "figures have no frames" in text
    assert "no mode of COERCE" in text


def test_nothing_reviewed_is_an_empty_file_that_holds(tmp_path: Path) -> None:
    assert checked(tmp_path / "proposals.yaml", proposals([])) == {}


def test_from_the_review_to_the_file(tmp_path: Path) -> None:
    raid = Event(doc="a.txt", span=(0, len(TEXT)), trigger="démantelé", type="COERCE", mode="dismantle")
    with Library(tmp_path / "press.db") as library:
        article = Article("a.txt", TEXT, (Zone(0, len(TEXT), "body"),), "x", None, "2021-01-02", "fr")
        library.add(article, Coded("a.txt", "2021-01-02", "fr", (raid,)))
    with client_of(tmp_path / "press.db") as client:
        look(client, "/review/1-0").send("Keep the correction", what="COERCE/arrest")
        answer = client.get(look(client, "/review").link("Proposals for the lexicon"))
        assert "attachment" in answer.headers["content-disposition"]
        found = checked(tmp_path / "proposals.yaml", answer.text)
        assert found["proposed-coerce-arrest-1"].verbs == ("démanteler",)
