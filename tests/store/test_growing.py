"""A library that grows comes to the accounts that its articles make all at once, in any order."""

from __future__ import annotations

import json
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from recoupe.join import blocks, crowds, join, ledgers, ruled
from recoupe.join.anchors import article_passage, passage
from recoupe.join.compare import written
from recoupe.model import (
    Account,
    Article,
    Attribution,
    Coded,
    Entity,
    Event,
    Figure,
    Judgement,
    Place,
    Statement,
    Tie,
    When,
    Zone,
    coded_from_json,
    to_json,
)
from recoupe.store import Library
from recoupe.store.removing import remove_article

PRESS = Path(__file__).parents[2] / "eval" / "press"

Told = tuple[Article, Coded]


def grown(path: Path, told: Sequence[Told], cuts: Sequence[int] = ()) -> list[Account]:
    """The accounts of a library to which these are added in this order, joined at each cut."""
    with Library(path) as library:
        for number, (article, coded) in enumerate(told):
            assert library.add(article, coded)
            if number in cuts:
                library.refresh()
        library.refresh()
        return library.accounts()


def at_once(told: Sequence[Told]) -> list[Account]:
    return join([coded for _, coded in told], [article for article, _ in told])


MAR = Entity("Maroc", "MAR", "MAR", "GOV")
ESP = Entity("Espagne", "ESP", "ESP", "GOV")
BRIGADE = Entity("brigade des Ormes", "MAR.BORM", "MAR", "COP")
HEAD = Entity("Salim Hanouf", "salim-hanouf", "MAR", "COP")
MINISTRY = Attribution("ministère de l'Intérieur", "MAR.MININT", "statement")
DAYS = ["2021-03-05", "2021-03-08", "2021-03-09", "2021-03-26", "2021-06-01"]
TEXT = (
    "La brigade des Ormes a démantelé mardi à Agadir une cellule de quatre membres qui préparait une fuite "
    "vers le désert. Deux fourgons et une presse à billets ont été retrouvés dans un hangar du port voisin."
)


@st.composite
def statement(draw: st.DrawFn, doc: str) -> Statement:
    day = draw(st.sampled_from([*DAYS, None]))
    when = When("ce jour", day, day) if day else None
    said_by = draw(st.sampled_from([None, MINISTRY, Attribution("Salim Hanouf", HEAD.id)]))
    place = Place(draw(st.sampled_from(["Agadir", "Tiznit"])), "MAR")
    span = draw(st.sampled_from([(0, 40), (0, 60), (41, 90)]))
    kind = draw(st.integers(0, 5))
    if kind <= 1:
        return Event(
            doc=doc, span=span, trigger="démantelé", type="COERCE", mode="dismantle", actors=(BRIGADE,),
            when=when, where=(place,), attribution=said_by,
            status=draw(st.sampled_from(["asserted", "negated"])),
        )  # fmt: skip
    if kind == 2:
        actors = draw(st.sampled_from([(MAR,), (MAR, ESP)]))
        return Event(doc=doc, span=span, trigger="entretiens", type="CONSULT", actors=actors, when=when)
    if kind == 3:
        value = draw(st.sampled_from([3, 4, 12, 240]))
        return Figure(
            doc=doc, span=span, trigger="membres", measure="members", value=value, when=when, where=(place,),
            attribution=said_by,
        )  # fmt: skip
    if kind == 4:
        return Tie(doc=doc, span=span, trigger="dirige", type="heads", subject=(HEAD,), object=(BRIGADE,))
    return Tie(doc=doc, span=span, trigger="abrite", type="hosts", subject=(MAR,), object=(ESP,))


@st.composite
def corpora(draw: st.DrawFn) -> list[Told]:
    told: list[Told] = []
    for number in range(draw(st.integers(2, 9))):
        doc = f"{number}.txt"
        day = draw(st.sampled_from([*DAYS, None]))
        text = TEXT[: draw(st.sampled_from([60, 150, len(TEXT)]))]
        article = Article(
            doc, text, (Zone(0, len(text), "body"),), f"o{number}", f"https://o.example/{number}", day
        )
        said = tuple(draw(st.lists(statement(doc), max_size=4)))
        told.append((article, Coded(doc, day, "fr", said)))
        if draw(st.booleans()):  # the same by another outlet, to the letter
            twin = f"{number}-twin.txt"
            other = Article(twin, text, article.zones, f"p{number}", f"https://p.example/{number}", day)
            told.append((other, named(Coded(doc, day, "fr", said), twin)))
    return told


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    corpora(),
    st.randoms(use_true_random=False),
    st.sets(st.integers(0, 17)),
    st.sampled_from([2, 3, 300]),
    st.sampled_from([1, 2, 40]),
)
def test_any_order_and_any_batches_give_the_accounts_of_all_at_once(
    told: list[Told], chance: random.Random, cuts: set[int], largest: int, crowd: int
) -> None:
    held = blocks.LARGEST, crowds.CROWD
    # Small blocks and crowds, so that they are cut as in a large corpus.
    blocks.LARGEST, crowds.CROWD = largest, crowd
    try:
        expected = to_json(at_once(told))
        chance.shuffle(told)
        with tempfile.TemporaryDirectory() as place:
            assert to_json(grown(Path(place) / "press.db", told, sorted(cuts))) == expected
    finally:
        blocks.LARGEST, crowds.CROWD = held


@pytest.fixture(scope="module")
def dev() -> list[Told]:
    """The statements of the corpus dev as coded by hand, with its articles."""
    folder = PRESS / "dev"
    meta = json.loads((folder / "meta.json").read_text("utf-8"))
    zones = json.loads((folder / "zones.json").read_text("utf-8"))
    told = []
    for file in sorted((folder / "articles").iterdir()):
        known = {k: meta[file.name].get(k) for k in ("outlet", "url", "published", "language")}
        article = Article(
            file.name, file.read_bytes().decode(), tuple(Zone(*z) for z in zones[file.name]), **known
        )
        gold = folder / "gold" / f"{file.stem}.json"
        if gold.exists():
            told.append((article, named(coded_from_json(gold.read_bytes()), file.name)))
    return told


def named(coded: Coded, doc: str) -> Coded:
    """The same, said of a document of this name."""
    return replace(coded, doc=doc, statements=tuple(replace(s, doc=doc) for s in coded.statements))


@pytest.mark.parametrize("seed", range(3))
def test_a_hand_coded_corpus_in_any_order(dev: list[Told], tmp_path: Path, seed: int) -> None:
    expected = to_json(at_once(dev))
    chance = random.Random(seed)
    told = dev[:]
    chance.shuffle(told)
    cuts = sorted(chance.sample(range(len(told)), seed * 8))
    assert to_json(grown(tmp_path / "press.db", told, cuts)) == expected


def test_an_account_that_later_articles_add_to_keeps_its_id(dev: list[Told], tmp_path: Path) -> None:
    told = sorted(dev, key=lambda t: t[1].date or "9999")
    day = {coded.doc: coded.date or "9999" for _, coded in told}
    kept = 0
    before: list[Account] = []
    with Library(tmp_path / "press.db") as library:
        for article, coded in told:
            library.add(article, coded)
            library.refresh()
            after = {ref: account for account in library.accounts() for ref in account.statements}
            for old in before:
                new = after[old.statements[0]]
                added = set(new.statements) - set(old.statements)
                first = min(day[doc] for doc, _ in old.statements)
                if set(old.statements) < set(new.statements) and all(day[doc] > first for doc, _ in added):
                    assert new.id == old.id
                    kept += 1
            before = library.accounts()
    assert kept


def test_ledgers_follow_what_is_added(dev: list[Told], tmp_path: Path) -> None:
    with Library(tmp_path / "press.db") as library:
        for article, coded in dev:
            library.add(article, coded)
            library.refresh()
            if article is dev[5][0]:
                library.ledgers()
        made = ledgers(library.accounts(), [coded for _, coded in dev])
        assert library.ledgers() == made
        assert library.ledgers() == made  # as stored


def test_a_library_with_judgements_and_one_whose_articles_grow_agree(dev: list[Told], tmp_path: Path) -> None:
    with Library(tmp_path / "press.db") as library:
        for article, coded in dev[:12]:
            library.add(article, coded)
        library.refresh()
        note = Judgement(
            verdict="reliability", by="m.k.", at="2021-03-09T10:00:00Z", names=("o1",), reliability="B"
        )
        library.judge(note)
        for article, coded in dev[12:]:
            library.add(article, coded)
        library.refresh()
        assert to_json(library.accounts()) == to_json(at_once(dev))


def judged(draw: random.Random, told: Sequence[Told], number: int) -> Judgement | None:
    """A judgement of some of these, as a person could make it; None where there is nothing to judge."""
    refs = [(article, coded, i) for article, coded in told for i in range(len(coded.statements))]
    if not refs:
        return None
    article, coded, i = draw.choice(refs)
    own = passage(article, coded.statements, i)
    same_kind = [r for r in refs if r[1].statements[r[2]].kind == own.kind and r[0] is not article]
    common = {"by": "m.k.", "at": f"2021-07-01T10:{number:02}:00Z", "why": "seen both"}
    verdict = draw.choice(["same", "different", "grade", "wrong", "relays", "undo"])
    if verdict == "undo" and number > 1:
        return Judgement(verdict="undo", undoes=draw.randrange(1, number), **common)
    if verdict in ("same", "different") and same_kind:
        other, its, j = draw.choice(same_kind)
        return Judgement(verdict=verdict, left=(own,), right=(passage(other, its.statements, j),), **common)
    if verdict == "relays" and len(told) > 1:
        first, second = draw.sample([article for article, _ in told], 2)
        return Judgement(
            verdict="relays", left=(article_passage(first),), right=(article_passage(second),), **common
        )
    value = written(coded.statements[i], "when")
    if verdict == "wrong" and value:
        return Judgement(verdict="wrong", left=(own,), field="when", value=value, **common)
    return Judgement(verdict="grade", left=(own,), grade=draw.randint(1, 6), **common)


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(corpora(), st.randoms(use_true_random=False))
def test_judgements_between_any_articles_give_the_accounts_of_all_at_once(
    told: list[Told], chance: random.Random
) -> None:
    """Articles in any order and any batches, judgements as they come in between, undoings among them."""
    chance.shuffle(told)
    judgements: list[Judgement] = []
    with tempfile.TemporaryDirectory() as place, Library(Path(place) / "press.db") as library:
        for number, (article, coded) in enumerate(told):
            library.add(article, coded)
            while chance.random() < 0.4:
                if judgement := judged(chance, told[: number + 1], len(judgements) + 1):
                    judgements.append(library.judge(judgement))
            if chance.random() < 0.5:
                library.refresh()
        library.refresh()
        grown_to, states = to_json(library.accounts()), library.judgement_states()
    in_order = sorted(told, key=lambda t: t[0].doc)
    documents, articles = [coded for _, coded in in_order], [article for article, _ in in_order]
    rulings = ruled(judgements, documents, articles)
    assert grown_to == to_json(join(documents, articles, rulings))
    assert states == dict(rulings.states)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(corpora(), st.randoms(use_true_random=False), st.sampled_from([2, 300]), st.sampled_from([1, 2, 40]))
def test_what_is_taken_out_leaves_the_accounts_of_the_rest(
    told: list[Told], chance: random.Random, largest: int, crowd: int
) -> None:
    """Articles in and out in any order, judgements in between: as if those taken out had never been."""
    held = blocks.LARGEST, crowds.CROWD
    blocks.LARGEST, crowds.CROWD = largest, crowd
    try:
        chance.shuffle(told)
        judgements: list[Judgement] = []
        there: list[Told] = []
        with tempfile.TemporaryDirectory() as place, Library(Path(place) / "press.db") as library:
            for article, coded in told:
                library.add(article, coded)
                there.append((article, coded))
                if chance.random() < 0.3 and (one := judged(chance, there, len(judgements) + 1)):
                    judgements.append(library.judge(one))
                if chance.random() < 0.6:
                    library.refresh()
                if chance.random() < 0.4:
                    gone = there.pop(chance.randrange(len(there)))
                    take_out(library, gone[0].doc)
            library.refresh()
            left, states = to_json(library.accounts()), library.judgement_states()
            counted = to_json(library.ledgers())
        in_order = sorted(there, key=lambda t: t[0].doc)
        documents, articles = [coded for _, coded in in_order], [article for article, _ in in_order]
        rulings = ruled(judgements, documents, articles)
        accounts = join(documents, articles, rulings)
        assert left == to_json(accounts)
        assert states == dict(rulings.states)
        assert counted == to_json(ledgers(accounts, rulings.read(documents)))
    finally:
        blocks.LARGEST, crowds.CROWD = held


def take_out(library: Library, doc: str) -> None:
    with library.writing() as connection:
        number = connection.exec_driver_sql("SELECT id FROM article WHERE doc = ?", (doc,)).scalar_one()
        remove_article(connection, number, "a hoax")


def test_taking_out_one_article_looks_at_no_other_account(dev: list[Told], tmp_path: Path) -> None:
    """What the article stood in is made anew, and every other account is left as it stands."""
    with Library(tmp_path / "press.db") as library:
        library.add_all(dev)
        library.refresh()
        doc = dev[0][0].doc
        with library.writing() as connection:
            connection.exec_driver_sql("CREATE TABLE made (id TEXT)")
            connection.exec_driver_sql(
                "CREATE TRIGGER watched AFTER INSERT ON account BEGIN INSERT INTO made VALUES (new.id); END"
            )
        was = len(library.accounts())
        take_out(library, doc)
        library.refresh()
        with library.reading() as connection:
            made = connection.exec_driver_sql("SELECT count(*) FROM made").scalar_one()
        assert made < was / 4
        assert to_json(library.accounts()) == to_json(at_once(dev[1:]))


GROWING = """
import sys
from pathlib import Path
import msgspec
from recoupe.model import Article, Coded
from recoupe.store import Library, library as module

module._JOINED_AT_ONCE = 3
told = msgspec.json.decode(Path(sys.argv[2]).read_bytes(), type=list[tuple[Article, Coded]])
print("ready", flush=True)
with Library(sys.argv[1]) as library:
    for number, (article, coded) in enumerate(told):
        library.add(article, coded)
        if number % 4 == 3:
            library.refresh()
    library.refresh()
print("done", flush=True)
"""


@pytest.mark.parametrize("first", [0.0, 0.3])
def test_killed_at_any_moment_and_run_again_gives_the_same_library(
    dev: list[Told], tmp_path: Path, first: float
) -> None:
    material = tmp_path / "told.json"
    material.write_text(to_json(dev[:15]), "utf-8")
    path = tmp_path / "press.db"
    pause = first
    for _ in range(40):
        run = subprocess.Popen(
            [sys.executable, "-c", GROWING, str(path), str(material)], stdout=subprocess.PIPE, text=True
        )
        assert run.stdout is not None
        assert run.stdout.readline() == "ready\n"
        time.sleep(pause)
        run.send_signal(signal.SIGKILL)
        said = run.stdout.read()
        run.wait()
        if said == "done\n":
            break
        pause = pause * 2 + 0.1
    else:
        pytest.fail("never came to an end")
    with Library(path, create=False) as library:
        assert library.fresh
        assert to_json(library.accounts()) == to_json(at_once(dev[:15]))
