"""Five hundred markings at every door at once: packs, both TAXII collections, exports, the team's pages.

Who may see what is written down here a second time, by TLP 2.0 and docs/sharing.md, and not asked of the
program.
"""

from __future__ import annotations

import time
from datetime import date, timedelta
from itertools import combinations, product
from pathlib import Path
from typing import NamedTuple

import msgspec
import pytest
from exchange_press import key
from starlette.testclient import TestClient
from taxii2client.v21 import Server, as_pages
from taxii_press import behind_a_server

from recoupe.model import Article, Coded, Entity, Event, When, Zone
from recoupe.serve import make_app
from recoupe.serve.team import SESSION
from recoupe.share.exchange.bodies import of_article
from recoupe.share.exchange.canonical import canonical
from recoupe.share.exchange.desk import preview
from recoupe.share.exchange.merge import merge
from recoupe.share.exchange.nodes import find, own_card, token, trust
from recoupe.share.exchange.wire import opened, signed, subject_of_article
from recoupe.share.export.audience import Door
from recoupe.share.export.filters import Filter
from recoupe.share.export.losses import Losses
from recoupe.share.export.records import records
from recoupe.share.handling import LEVELS, Marking
from recoupe.store import Library
from recoupe.store import exchange as kept
from recoupe.store.articles import fingerprint
from recoupe.store.people import People

# Overlapping groups, no group, a client of one partner, a client of a group and of us.
GROUPS = {"north": ("@sahel",), "south": ("@sahel", "@coast"), "west": (), "east": (), "cove": ()}
CLIENTS = {"east": ("south",), "cove": ("@coast", "us")}
USERS = {"ines": ("@sahel",), "omar": ()}
DAYS = (None, "2020-01-01", "2999-01-01")


class Case(NamedTuple):
    doc: str
    level: str
    to: frozenset[str] | None
    day: str | None
    maker: str  # us, or far


class Who(NamedTuple):
    """One who looks: by what names markings may name them."""

    name: str
    groups: frozenset[str] = frozenset()
    clients: frozenset[str] = frozenset()
    house: bool = False
    public: bool = False


def may(case: Case, who: Who) -> bool:
    """The rules in words of their own."""
    if case.day == "2020-01-01" or case.to == frozenset():
        return False
    if who.public:
        return case.level == "CLEAR" and case.to is None
    if case.to is None and case.level in ("CLEAR", "GREEN"):
        return True
    named = frozenset({case.maker}) if case.to is None else case.to
    own = case.maker == "us"
    names = {who.name}
    if case.level != "RED":
        names |= {"us"} if who.house else set()
        names |= who.groups if own else set()
    if case.level not in ("RED", "AMBER+STRICT"):
        # Who is whose client is ours to say for what is ours; for what is another's, only who is ours.
        names |= who.clients if own else who.clients & {"us"}
    return bool(named & names)


def text_of(n: int, maker: str) -> tuple[Article, Coded]:
    """An article of its own event, alike no other."""
    doc = f"{maker}{n:04}.txt"
    text = f"Le groupe numéro {n} de {maker} a ouvert le bureau {n * 7 + 3}. Il compte {n} pages."
    day = (date(1950, 1, 1) + timedelta(days=23 * n)).isoformat()
    body = f"{maker} {n}"
    said = Event(
        doc=doc, span=(0, text.index(".") + 1), trigger="ouvert", type="SUPPORT",
        actors=(Entity(body, f"TST.{maker.upper()}{n}", "MAR", "GOV"),), when=When("lundi", day, day),
    )  # fmt: skip
    zones = (Zone(0, len(text), "body"),)
    article = Article(
        doc, text, zones, f"{maker}{n}.example", f"https://{maker}{n}.example/", "2021-03-10", "fr"
    )
    return article, Coded(doc, "2021-03-10", "fr", (said,))


def subsets(names: tuple[str, ...]) -> list[frozenset[str]]:
    return [frozenset(some) for n in range(len(names) + 1) for some in combinations(names, n)]


class House(NamedTuple):
    library: Library
    cases: dict[str, Case]
    ids: dict[str, str]  # each node's name by its id, us among them


@pytest.fixture
def house(node) -> House:
    own, far = node("own"), node("far")
    others = {name: node(name) for name in GROUPS}
    for name, other in others.items():
        trust(own, canonical(own_card(other)), "card", groups=GROUPS[name])
    for name, of in CLIENTS.items():
        trust(own, canonical(own_card(others[name])), "card", client_of=of)
    trust(own, canonical(own_card(far)), "card")
    ids = {own_card(other).node: name for name, other in others.items()} | {own_card(own).node: "us"}
    node_of = {name: id for id, name in ids.items()}

    def marking(level, to, day, maker) -> Marking:
        names = None if to is None else tuple(node_of.get(name, name) for name in to)
        return Marking(level=level, originators=(own_card(maker).node,), releasable_to=names, expires=day)

    cases: dict[str, Case] = {}
    readers = [None, *subsets(("us", "south", "west", "@sahel", "@coast"))]
    for n, (level, to, day) in enumerate(product(LEVELS, readers, DAYS)):
        article, coded = text_of(n, "us")
        cases[article.doc] = Case(article.doc, level, to, day, "us")
        own.add(article, coded)
        with own.writing() as connection:
            raw = msgspec.json.encode(marking(level, to, day, own)).decode()
            kept.mark(connection, f"article:{fingerprint(article).hex()}", raw)
    secret = key(far)
    told = []
    mine = [frozenset({"us", *others}) for others in subsets(("south", "@sahel"))]
    for n, (level, to, day) in enumerate(product(LEVELS, [None, *mine], DAYS), start=1000):
        if to is None and level not in ("CLEAR", "GREEN"):
            continue  # for its maker alone: never sent
        article, coded = text_of(n, "far")
        cases[article.doc] = Case(article.doc, level, to, day, "far")
        body = of_article(article, coded)
        _, line = signed(secret, "article", subject_of_article(article), marking(level, to, day, far), body)
        told.append((opened(line), line))
    with own.writing() as connection:
        merge(connection, key(own), find(own, "far"), told)
    own.refresh()
    return House(own, cases, ids)


def test_no_door_lets_out_what_no_rule_does(house: House) -> None:
    own, cases, ids = house
    with own.reading() as connection:
        rows = connection.exec_driver_sql("SELECT fingerprint, doc FROM article").all()
    subjects = {mark.hex(): doc for mark, doc in rows}
    accounts = {one.id: {doc for doc, _ in one.statements} for one in own.accounts()}
    assert len(accounts) == len(cases) and all(len(docs) == 1 for docs in accounts.values())
    by_account = {id: min(docs) for id, docs in accounts.items()}
    asked = leaks = withheld = 0

    def check(door: str, who: Who, out: set[str]) -> None:
        nonlocal asked, leaks, withheld
        for case in cases.values():
            asked += 1
            if may(case, who) != (case.doc in out):
                leaks += case.doc in out
                withheld += case.doc not in out
                print(door, who.name, case, "is out" if case.doc in out else "is withheld")

    def lines(told: list[dict]) -> tuple[set[str], set[str]]:
        """The articles and the accounts that live records tell of; each names its reader alone."""
        for one in told:
            of = one["marking"]
            if one["originator"] in ids:
                assert set(of["releasable_to"] or ()) <= {reader}, "it names other readers"
                if who.clients and of["releasable_to"] is not None:
                    assert of["level"] in ("RED", "AMBER+STRICT"), "a client could pass it on to its own"
        live = [one for one in told if one["state"] == "live"]
        articles = {subjects[one["subject"]] for one in live if one["kind"] == "article"}
        return articles, {by_account[one["subject"]] for one in live if one["kind"] == "account"}

    with behind_a_server(own) as url:
        for name, groups in GROUPS.items():
            who = Who(name, frozenset(groups), frozenset(CLIENTS.get(name, ())))
            partner = find(own, name)
            reader = partner.node
            going = preview(own, key(own), partner, again=True).going
            articles, told = lines([msgspec.json.decode(one.line) for one in going])
            check("pack", who, articles)
            check("pack, accounts", who, told)
            secret = token(own, partner)
            found = Server(f"{url}/taxii2/", user=name, password=secret).default.collections
            shelf = {one.alias: one for one in found}
            pages = list(as_pages(shelf["records"].get_objects, per_request=500))
            sent = [
                msgspec.json.decode(extension["line"])
                for page in pages
                for one in page.get("objects", ())
                for extension in one.get("extensions", {}).values()
                if "line" in extension
            ]
            articles, told = lines(sent)
            check("records", who, articles)
            check("records, accounts", who, told)
            objects = [
                one
                for page in as_pages(shelf["stix"].get_objects, per_request=500)
                for one in page["objects"]
            ]
            reports = {one["name"] for one in objects if one["type"] == "report" and not one.get("revoked")}
            check("stix", who, reports)
            check("export", who, exported(own, partner.name))
    anyone = Who("anyone", public=True)
    check("export", anyone, exported(own, None))
    check("export, own", Who("us", house=True), exported(own, "own"))
    for name, groups in USERS.items():
        who = Who(f"user:{name}", frozenset(groups), house=True)
        check("pages", who, {by_account[id] for id in paged(own.path, name, groups)})
    assert (leaks, withheld) == (0, 0) and asked >= 10_000, asked


def exported(own: Library, to: str | None) -> set[str]:
    found = list(records(own, Filter(), Door(own, to), Losses(), masked=False))
    return {doc for one in found for doc, _ in one.account.statements}


def paged(path: Path, name: str, groups: tuple[str, ...]) -> set[str]:
    """The accounts that a user finds in the list of the team's workbench."""
    people = People(path)
    people.add(name, "reader", "nobody logs in with this", groups)
    user = people.user(name)
    assert user
    app = make_app(path, follow=False, team=True, hosts=["127.0.0.1"])
    with TestClient(app, base_url="http://127.0.0.1") as client:
        client.cookies.set(SESSION, people.begin(user, time.time()))
        found = client.get("/accounts.json")
        assert found.status_code == 200, found.text
    people.close()
    return {one["account"] for one in found.json()}
