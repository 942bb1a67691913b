"""A team's workbench: who gets through which door, what each sees there, and that it is logged."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from browse import Seen, fill, look
from lxml import html
from starlette.testclient import TestClient
from team_press import Team, team

from recoupe.errors import LibraryBusy, LibraryError
from recoupe.join.judging import Judging, undoing
from recoupe.model import Article, Coded
from recoupe.serve.passwords import digest_of
from recoupe.serve.roles import NEEDED
from recoupe.serve.team import SESSION
from recoupe.share.exchange.marks import set_marking
from recoupe.share.exchange.taxii import Rate
from recoupe.store import Library, parting, shown
from recoupe.store.audit import entries, verify
from recoupe.store.people import IDLE, ROLES, WHOLE
from recoupe.store.removing import withdraw

# What docs/workbench.md says each role may do, door by door: the least role, and the address of the door.
DOORS = {
    "anybody": {
        "static": "GET /static/serve.css", "login": "GET /login", "log-in": "POST /login",
        "settings": "POST /settings",
    },
    "reader": {
        "home": "GET /", "accounts": "GET /accounts.csv",
        "over-time": "GET /over-time.csv", "account": "GET /account/{account}",
        "account-json": "GET /account/{account}.json", "account-table": "GET /account/{account}.csv",
        "account-why": "GET /account/{account}/why",
        "at": "GET /at/1/0", "compare": "GET /compare?a={account}&b={other}",
        "compare-table": "GET /compare.csv?a={account}&b={other}",
        "article": "GET /article/1", "article-json": "GET /article/1.json",
        "article-table": "GET /article/1.csv",
        "aside-table": "GET /article/1/aside.csv", "stated-table": "GET /article/1/stated.json",
        "differences": "GET /article/1/differences/2", "search": "GET /search?q=cellule",
        "search-table": "GET /search.json?q=cellule", "ledgers": "GET /ledger",
        "ledger-table": "GET /ledger.csv", "ledger": "GET /ledger/of?measure=x", "coverage": "GET /coverage",
        "coverage-table": "GET /coverage.json", "entity": "GET /entity/MAR.BCIJ",
        "deeds-table": "GET /deeds.csv?of=MAR", "with-whom-table": "GET /with-whom.json?of=MAR",
        "names": "GET /names", "names-table": "GET /names.csv", "network": "GET /network",
        "network-table": "GET /network.csv", "map": "GET /map", "map-table": "GET /map.json",
        "sources": "GET /sources", "sources-table": "GET /sources.csv", "relays": "GET /relays.json",
        "briefs": "GET /briefs", "briefs-table": "GET /briefs.csv", "brief": "GET /briefs/1",
        "log-out": "POST /logout",
        "password": "GET /password", "set-password": "POST /password",
    },
    "analyst": {
        "judge": "POST /judge", "judge-names": "POST /names", "judge-pair": "POST /names/judge",
        "review": "GET /review",
        "review-one": "GET /review/1-0", "decide": "POST /review/decide",
        "undo-review": "POST /review/undo", "gold": "GET /review/gold.zip",
        "lexicon": "GET /review/lexicon.csv", "proposals": "GET /review/proposals.yaml",
        "keep-search": "POST /searches",
        "forget-search": "POST /searches/forget", "compose": "GET /briefs/compose",
        "make-brief": "POST /briefs/compose", "edit-brief": "POST /briefs/1",
        "forget-brief": "POST /briefs/1/forget", "brief-back": "POST /briefs/back",
        "export-brief": "POST /briefs/1/export",
    },
    "editor": {
        "bring-in": "GET /bring-in", "upload": "POST /bring-in/files", "paste": "POST /bring-in/text",
        "job": "GET /bring-in/1", "jobs-table": "GET /bring-in.json", "stop": "POST /bring-in/stop",
        "set-reliability": "POST /sources",
        "groupings": "GET /coverage/fields", "set-groupings": "POST /coverage/fields",
        "feeds": "GET /feeds", "feeds-table": "GET /feeds.csv", "add-feed": "POST /feeds",
        "change-feed": "POST /feeds/change",
        "run-feeds": "POST /feeds/run", "partners": "GET /partners",
        "partners-table": "GET /partners.csv", "requests-table": "GET /requests.json",
        "requests": "GET /requests",
        "request": "GET /requests/r-none", "ask": "POST /requests", "answer": "POST /requests/answer",
        "close-request": "POST /requests/close", "reopen-request": "POST /requests/reopen",
        "remove": "GET /article/1/remove", "remove-article": "POST /article/remove",
        "removed": "GET /removed/1", "put-back": "POST /article/put-back",
    },
    "administrator": {
        "people": "GET /people", "people-table": "GET /people.json",
        "add-user": "POST /people", "change-user": "POST /people/change",
        "remove-user": "POST /people/remove", "put-user-back": "POST /people/put-back",
        "audit": "GET /audit", "audit-table": "GET /audit.csv",
    },
}  # fmt: skip


@pytest.fixture
def bench(library: Path) -> Iterator[Team]:
    with team(library) as found:
        yield found


def send(client: TestClient, address: str, **data: str) -> Seen:
    """Fill in a form of ours, with the token of its browser."""
    client.get("/login")
    return Seen(client, client.post(address, data={"recoupe_csrf": client.cookies["recoupe_csrf"], **data}))


def test_every_door_has_its_role(bench: Team) -> None:
    bench.app.state.bench.team.strangers = Rate(10_000)  # all these come from one address
    known = {name for doors in DOORS.values() for name in doors}
    assert known == set(NEEDED)  # nor is a door named that is not there
    assert known == {route.name for route in bench.app.routes}
    both = re.findall(r"/account/(A-\w+)", bench.client("reader").get("/").text)
    names = {"account": both[0], "other": next(one for one in both if one != both[0])}
    for least, doors in DOORS.items():
        for name, door in doors.items():
            method, address = door.format(**names).split()
            for who in ("", *ROLES):
                client = bench.client(who)
                if method == "GET":
                    answer = client.get(address, follow_redirects=False)
                else:
                    client.get("/login")
                    token = {"recoupe_csrf": client.cookies["recoupe_csrf"]}
                    answer = client.post(address, data=token, follow_redirects=False)
                allowed = least == "anybody" or (who and ROLES.index(who) >= ROLES.index(least))
                sent_to_login = answer.headers.get("location", "").startswith("/login?")
                refused = answer.status_code == 403 or sent_to_login
                # The login refuses an empty password by itself.
                if name != "log-in":
                    assert refused != bool(allowed), (name, who, answer.status_code)
                assert answer.status_code != 500, (name, who, answer.text[-300:])


def test_nobody_learns_anything_before_logging_in(bench: Team) -> None:
    client = bench.client()
    for address in ("/", "/article/1", "/accounts.csv", "/nowhere", "/search?q=cellule", "/static/nothing"):
        answer = client.get(address)
        assert "press.db" not in answer.text and "dismantl" not in answer.text


def test_a_role_shows_only_its_own_buttons(bench: Team) -> None:
    page = look(bench.client("reader"), "/")
    assert "Review" not in page.text and "Bring in" not in page.text
    account = page.follow("dismantled a cell")
    assert "The grade is wrong" not in account.text
    assert "The grade is wrong" in look(bench.client("analyst"), account.url).text
    assert {form.action for form in account.tree.forms} == {"/search", "/settings", "/logout"}


def test_logging_in_and_out(bench: Team) -> None:
    bench.people.change("reader", digest=digest_of("correct horse battery"))
    client = bench.client()
    page = look(client, "/article/1")
    assert "/login?next=%2Farticle%2F1" in page.url
    wrong = page.send("Log in", name="reader", password="correct horse")
    assert wrong.status == 403 and "do not belong together" in wrong.text
    into = wrong.send("Log in", name=" reader ", password="correct horse battery")
    assert into.url.endswith("/article/1") and into.status == 200
    cookie = next(one for one in client.cookies.jar if one.name == SESSION)
    assert cookie.has_nonstandard_attr("HttpOnly")
    assert cookie.get_nonstandard_attr("SameSite") == "strict"
    held = client.cookies[SESSION]
    into.send("Log out")
    client.cookies.set(SESSION, held)
    assert "/login" in look(client, "/").url  # what the browser held opens nothing any more


def test_what_the_next_page_is_stays_here(bench: Team) -> None:
    bench.people.change("reader", digest=digest_of("correct horse battery"))
    page = look(bench.client(), "/login?next=//evil.example/")
    into = page.send("Log in", name="reader", password="correct horse battery")
    assert urlsplit(into.url).netloc == "127.0.0.1"


def test_guessing_is_slow(bench: Team) -> None:
    bench.people.change("reader", digest=digest_of("correct horse battery"))
    client = bench.client()
    answers = [send(client, "/login", name="reader", password=f"guess number {n}").status for n in range(6)]
    assert answers == [403] * 5 + [429]
    right = send(client, "/login", name="reader", password="correct horse battery")
    assert right.status == 429 and "Too many tries" in right.text and right.answer.headers["retry-after"]


def test_asking_too_often_is_refused(bench: Team) -> None:
    client = bench.client()
    statuses = [
        client.get("/login").status_code for _ in range(150)
    ]  # a slow machine takes a minute for some
    assert statuses[0] == 200 and 429 in statuses
    assert bench.client("reader").get("/").status_code == 200  # a user is counted by name


def test_a_session_ends_by_itself_and_with_a_change(bench: Team) -> None:
    user = bench.people.user("reader")
    now = time.time()
    token = bench.people.begin(user, now)
    assert bench.people.who(token, now + IDLE - 1) == user
    assert bench.people.who(token, now + IDLE - 1 + IDLE + 1) is None
    for later in range(0, WHOLE + IDLE, IDLE // 2):
        alive = bench.people.who(token, now + later)
    assert alive is None
    token = bench.people.begin(user, now)
    bench.people.change("reader", role="analyst")
    assert bench.people.who(token, now) is None
    token = bench.people.begin(bench.people.user("editor"), now)
    bench.people.remove("editor")
    assert bench.people.who(token, now) is None


def test_what_is_kept_of_users_is_for_its_owner_alone(bench: Team, library: Path) -> None:
    kept = library.with_name("press.db.users")
    assert kept.stat().st_mode & 0o77 == 0
    token = bench.people.begin(bench.people.user("reader"), time.time())
    assert token.encode() not in kept.read_bytes()
    assert b"argon2id" in digest_of("correct horse battery").encode()
    assert b"reader" not in library.read_bytes()


def test_an_administrator_makes_changes_and_removes_users(bench: Team, library: Path) -> None:
    client = bench.client("administrator")
    page = look(client, "/people")
    made = page.send("Add a user", name="inès", role="analyst", groups="@sahel", password="a long password")
    assert "inès" in made.text and "@sahel" in made.text
    assert made.send("Add a user", name="inès", role="reader", password="a long password").status == 422
    assert made.send("Add a user", name="../x", role="reader", password="a long password").status == 422
    assert made.send("Add a user", name="omar", role="reader", password="short").status == 422
    assert made.send("Add a user", name="omar", role="king", password="a long password").status == 422
    send(client, "/people/change", name="inès", role="editor", groups="")
    assert bench.people.user("inès").role == "editor"
    last = send(client, "/people/change", name="administrator", role="reader", groups="")
    assert last.status == 422 and "only administrator" in last.text
    digest = bench.people.digest("inès")
    gone = send(client, "/people/remove", name="inès")
    assert bench.people.user("inès") is None
    back = gone.send("Undo")
    assert "inès" in back.text and bench.people.user("inès").role == "editor"
    assert bench.people.digest("inès") == digest
    assert send(client, "/people/put-back", name="inès").status == 422
    send(client, "/people/remove", name="inès")
    assert bench.people.user("inès") is None
    with Library(library) as kept:
        told = [(one.partner, one.subject, one.detail) for one in entries(kept) if one.act == "login"]
        assert ("user:administrator", "user:inès", "made, analyst, in @sahel") in told
        assert ("user:administrator", "user:inès", "removed") in told
        assert verify(kept)[2] == []


def test_what_cannot_be_logged_is_not_shown_and_it_is_said(
    bench: Team, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mark(library, "a.txt", "user:reader")
    client = bench.client("reader")
    client.get("/people")  # looks at the markings

    def locked(*_: object, **__: object) -> None:
        raise LibraryBusy("another program writes")

    monkeypatch.setattr("recoupe.serve.team.record", locked)
    page = look(client, "/article/1", 503)
    assert "The log cannot be written" in page.text and "démantelé" not in page.text
    assert page.tree.xpath("//nav")
    table = client.get("/article/1.csv")
    assert table.status_code == 503 and "cannot be written" in table.text and "<" not in table.text


def test_a_judgement_is_signed_by_who_is_logged_in(bench: Team, library: Path) -> None:
    page = look(bench.client("analyst"), "/").follow("dismantled a cell")
    judged = page.send("Set the grade", grade="5", why="I was there")
    assert "analyst" in judged.text and "I was there" in judged.text
    with Library(library) as kept:
        assert [one.by for one in kept.judgements()] == ["analyst"]


def test_searches_are_ones_own(bench: Team) -> None:
    send(bench.client("analyst"), "/searches", query="body=MAR.BCIJ", name="my search")
    assert "my search" in look(bench.client("analyst"), "/").text
    other = bench.client("editor")
    assert "my search" not in look(other, "/").text
    send(other, "/searches/forget", number="1")
    assert "my search" in look(bench.client("analyst"), "/").text


# -- what is marked ----------------------------------------------------------------------------


def mark(library: Path, thing: str, *to: str, level: str = "RED") -> None:
    with Library(library) as kept:
        set_marking(kept, thing, level=level, to=to or None, expires=None, why="", by="me")


def crawl(client: TestClient, most: int = 500) -> dict[str, str]:
    """Every page, list and file that links and forms without a change lead to, each with its text."""
    found: dict[str, str] = {}
    waiting = ["/", "/?kind=figure", "/search?q=cellule", "/search?q=terroris*", "/search?q=said:arrested",
               "/review", "/coverage?all=states", "/accounts.csv?kind=figure"]  # fmt: skip
    waiting += [f"/article/{n}{form}" for n in range(1, 7) for form in ("", ".json")]
    waiting += [f"/review/{n}-{i}" for n in range(1, 7) for i in range(4)]
    waiting += [f"/at/{n}/{i}" for n in range(1, 7) for i in range(4)]
    while waiting and len(found) < most:
        address = waiting.pop(0)
        if address in found:
            continue
        answer = client.get(address)
        kind = answer.headers["content-type"]
        if not kind.startswith(("text/", "application/json")):
            found[address] = ""
            continue
        raw = re.sub(r'name="recoupe_csrf" value="[^"]+"', "", answer.text)
        found[address] = f"{answer.status_code} {raw}"
        if not kind.startswith("text/html"):
            continue
        for href in html.fromstring(answer.text).xpath("//a/@href"):
            to = urldefrag(urljoin(address, href)).url
            # Facets of facets lead on for ever: one is enough.
            if to.startswith("/") and (not to.startswith("/?") or (to.count("=") < 2 and address == "/")):
                waiting.append(to)
    return found


@pytest.mark.parametrize("parted", [False, True], ids=["joined anew", "taken out"])
@pytest.mark.parametrize("hidden", ["a.txt", "b.txt", "c.txt", "d.txt", "e.txt"])
def test_of_a_marked_article_nothing_shows_anywhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, hidden: str, parted: bool
) -> None:
    """Every page is the same, to the letter, as where the article never was: no id, quote, count or order.

    Of a large library it is taken out of what is joined, and the rest is not joined anew.
    """
    joined = []
    if parted:
        monkeypatch.setattr("recoupe.serve.sight.LARGE", 0)
        monkeypatch.setattr("recoupe.serve.sight.FEW", 1)
        copied = parting.copy
        monkeypatch.setattr(parting, "copy", lambda *paths: joined.append(paths) or copied(*paths))
    (tmp_path / "with").mkdir()
    (tmp_path / "without").mkdir()
    marked, control = fill(tmp_path / "with/press.db"), fill(tmp_path / "without/press.db", but=hidden)
    mark(marked, hidden, "user:editor")
    with team(control) as bench:
        expected = crawl(bench.client("analyst"))
    with team(marked) as bench:
        seen = crawl(bench.client("analyst"))
        assert len(seen) > 100
        assert {address: seen[address] for address in seen} == expected
        assert hidden in str(crawl(bench.client("editor")))
    assert bool(joined) == parted


def test_a_part_that_is_not_there_yet_is_not_shown_as_empty(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mark(library, "a.txt", "user:editor")
    with team(library) as bench:
        client = bench.client("reader")
        with monkeypatch.context() as patch:
            patch.setattr("recoupe.serve.sight.Part.begun", False)
            for address in ("/", "/search?q=cellule", "/entity/MAR"):
                answer = client.get(address)
                assert "is being put together" in answer.text and answer.headers["refresh"] == "2"
            assert "refresh" not in bench.client("editor").get("/").headers  # who sees all of it
        assert "is being put together" not in client.get("/").text


def test_of_a_marked_judgement_nothing_shows_anywhere(library: Path) -> None:
    with team(library) as bench:
        before = crawl(bench.client("analyst"))
    with Library(library) as kept:
        kept.refresh()
        account = next(one for one in kept.accounts() if len(one.statements) > 1)
        judging = Judging(list(kept.articles()), list(kept.coded()), kept.accounts())
        kept.judge(judging.grade(account.id, 5, "nadia", "told in confidence"))
    mark(library, "1", "user:editor")
    bench_users = library.with_name("press.db.users")
    bench_users.unlink()
    with team(library) as bench:
        assert crawl(bench.client("analyst")) == before
        assert "told in confidence" in look(bench.client("editor"), f"/account/{account.id}").text
        refused = send(bench.client("analyst"), "/judge", verdict="undo", number="1")
        assert refused.status == 422
    with Library(library) as kept:
        kept.judge(undoing(1, "nadia", "no longer"))
    bench_users.unlink()
    with team(library) as bench:
        assert crawl(bench.client("analyst")) == before


def test_of_a_marked_account_nothing_shows_anywhere(library: Path) -> None:
    with Library(library) as kept:
        kept.refresh()
        accounts = kept.accounts()
        account = next(one for one in accounts if len(one.statements) > 1)
        doc, position = account.statements[0]
        number = [article.doc for article in kept.articles()].index(doc) + 1
    mark(library, account.id, "user:editor")
    with team(library) as bench:
        seen = crawl(bench.client("analyst"))
        assert account.id not in str(seen)
        assert seen[f"/at/{number}/{position}"].startswith("404")
        assert seen[f"/review/{number}-{position}"].startswith("404")
        assert f'id="r{position}"' not in seen[f"/article/{number}"]
        mine = crawl(bench.client("editor"))
        assert account.id in mine["/"]

        def listed(pages: dict[str, str]) -> int:
            return pages["/accounts.csv"].count("\nA-")

        assert listed(seen) == listed(mine) - 1
        for name in ("/coverage.csv", "/map.csv"):
            assert bench.client("analyst").get(name).text != bench.client("editor").get(name).text


def test_what_is_marked_while_people_look(library: Path) -> None:
    with team(library) as bench:
        client = bench.client("reader")
        page = look(client, "/")
        assert "dismantled a cell" in page.text
        account = page.follow("dismantled a cell").url
        mark(library, "a.txt", "user:editor")
        assert client.get("/article/1").status_code == 404
        assert client.get("/article/1.json").status_code == 404
        with Library(library) as kept:
            kept.refresh()
        mark(library, account.rsplit("/", 1)[1], "user:editor")
        assert client.get(account).status_code == 404
        assert bench.client("editor").get(account).status_code == 200


def test_what_several_articles_tell_is_decided_anew_when_one_of_them_is_marked(library: Path) -> None:
    """Each may be seen by the editor, once as one of a group and once by name; what both tell by nobody."""
    mark(library, "e.txt", "user:administrator")  # so that the editor has a library of their own
    mark(library, "d.txt", "user:editor", "@desk")
    with team(library) as bench:
        client = bench.client("editor")
        page = look(client, "/").follow("dismantled a cell")
        mark(library, "a.txt", "@desk", level="AMBER")
        look(client, page.url)
        mark(library, "b.txt", "user:editor", level="AMBER")
        look(client, "/article/1")
        look(client, "/article/2")
        look(client, page.url, 404)


def test_what_is_taken_out_elsewhere_is_gone_from_what_one_may_see(library: Path) -> None:
    mark(library, "e.txt", "user:administrator")
    with team(library) as bench:
        client = bench.client("editor")
        look(client, "/article/1")
        take_out(library, 1)
        look(client, "/article/1", 404)


def test_an_article_may_be_taken_out_and_put_back_before_anybody_looks(library: Path) -> None:
    mark(library, "e.txt", "user:administrator")
    with team(library) as bench:
        client = bench.client("editor")
        look(client, "/article/1")
        article = take_out(library, 1)
        with Library(library) as kept:
            kept.add(*article)
            now = shown.article_numbers(kept, ["a.txt"])["a.txt"]
        assert now != 1
        look(client, "/article/1", 404)
        look(client, f"/article/{now}")


def test_a_marking_is_not_missed_where_the_library_could_not_be_read(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with team(library) as bench:
        client = bench.client("reader")
        look(client, "/article/1")
        mark(library, "a.txt", "user:editor")
        with monkeypatch.context() as patch:
            patch.setattr("recoupe.serve.team.stamp", lambda _: _busy())
            assert client.get("/article/1").status_code >= 400
        look(client, "/article/1", 404)


def take_out(library: Path, number: int) -> tuple[Article, Coded | None]:
    """Take an article out as the command line does while the workbench runs."""
    with Library(library) as kept:
        doc = shown.article_names(kept, [number])[number]
        articles, coded = shown.part(kept, [doc])
        with kept.writing() as connection:
            assert withdraw(connection, number, "me", "a hoax")
        kept.refresh()
    return articles[0], coded[0] if coded else None


def _busy() -> tuple[object, ...]:
    raise LibraryError("press.db: is busy")


@pytest.mark.parametrize(
    ("level", "to", "who"),
    [
        ("GREEN", (), {*ROLES}),
        ("AMBER", (), {*ROLES}),
        ("AMBER+STRICT", (), {*ROLES}),
        ("RED", (), set()),
        ("AMBER", ("@desk",), {"editor"}),
        ("RED", ("@desk",), set()),
        ("RED", ("user:reader",), {"reader"}),
        ("CLEAR", (), {*ROLES}),
        ("CLEAR", ("user:reader", "@desk"), {"reader", "editor"}),
    ],
)
def test_who_sees_what_is_so_marked(library: Path, level: str, to: tuple[str, ...], who: set[str]) -> None:
    with Library(library) as kept:
        set_marking(kept, "a.txt", level=level, to=to or None, expires=None, why="", by="me")  # type: ignore[arg-type]
    with team(library) as bench:
        seeing = {one for one in ROLES if bench.client(one).get("/article/1").status_code == 200}
    assert seeing == who


def test_who_saw_what_is_marked_is_logged(library: Path) -> None:
    mark(library, "a.txt", level="AMBER")
    with team(library) as bench:
        client = bench.client("reader")
        for _ in range(2):
            client.get("/article/1")
        client.get("/article/4")
        bench.client("analyst").get("/")
    with Library(library) as kept:
        told = [(one.partner, one.subject, one.detail) for one in entries(kept) if one.act == "viewing"]
    assert told.count(("user:reader", "article a.txt (TLP:AMBER)", "/article/1")) == 1
    assert not [one for one in told if one[0] == "user:reader" and "d.txt" in one[1]]
    assert [one for one in told if one[0] == "user:analyst" and one[1].startswith("account A-")]


def test_a_brief_goes_only_to_who_may_see_all_of_it(library: Path) -> None:
    with team(library) as bench:
        author = bench.client("analyst")
        ids = list(dict.fromkeys(re.findall(r"/account/(A-\w+)", author.get("/").text)))
        author.get("/")
        token = author.cookies["recoupe_csrf"]
        data = {"recoupe_csrf": token, "account": ids, "title": "All that we know"}
        assert author.post("/briefs/compose", data=data).status_code == 200
        assert "All that we know" in bench.client("reader").get("/briefs").text
        mark(library, "a.txt", "user:analyst")
        assert "All that we know" not in bench.client("editor").get("/briefs").text
        assert bench.client("editor").get("/briefs/1").status_code == 404
        assert send(bench.client("editor"), "/briefs/1/export", format="md").status == 404
        assert "All that we know" in author.get("/briefs/1").text
        out = author.post("/briefs/1/export", data={"recoupe_csrf": token, "format": "jsonl", "to": "own"})
        assert '"RED"' in out.text
        public = author.post(
            "/briefs/1/export", data={"recoupe_csrf": token, "format": "jsonl", "to": "public"}
        )
        assert "a.txt" not in public.text
    with Library(library) as kept:
        assert "brief 1 by analyst" in [one.detail for one in entries(kept) if one.act == "disclosure"]


def test_alone_nobody_logs_in(client: TestClient) -> None:
    assert look(client, "/").url.endswith("/")
    assert client.get("/login").status_code == 404
    assert client.get("/people").status_code == 404


def test_the_log_tells_of_users_as_it_is_read(bench: Team) -> None:
    client = bench.client("administrator")
    send(client, "/people", name="omar", role="analyst", groups="@sahel", password="a long password")
    send(client, "/people/change", name="omar", role="editor", groups="", password="another password")
    french = {"accept-language": "fr"}
    page = client.get("/audit", headers=french).text
    assert "créé, analyste, dans @sahel" in page and "désormais rédacteur, avec un autre mot de passe" in page
    assert "user:omar" not in page
    found = client.get("/audit?q=désormais+rédacteur", headers=french).text
    assert "désormais rédacteur" in found and "créé, analyste" not in found
