"""A page is made once, however many ask for it, and anew as soon as anything that it shows changed."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from browse import HOST, add, fill, look
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.testclient import TestClient

from recoupe.model import Entity, Event, When
from recoupe.serve import chronology, make_app
from recoupe.serve.kept import TURNS
from recoupe.store import saved


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The addresses of the chronologies that were made."""
    found: list[str] = []
    right = chronology.page

    def counting(request: object, *rest: object, **values: object) -> object:
        found.append(str(request.url))  # type: ignore[attr-defined]
        return right(request, *rest, **values)  # type: ignore[arg-type]

    monkeypatch.setattr(chronology, "page", counting)
    yield found


def test_each_is_given_it_with_a_token_of_their_own(client: TestClient, made: list[str]) -> None:
    first = client.get("/")
    other = TestClient(client.app, base_url=HOST, headers={"accept-language": "en"})
    second = other.get("/")
    assert len(made) == 1
    kept = look(other, "/").send("Keep", name="all")  # its token is taken
    assert kept.link("all", within="//aside") == "/"
    one, two = first.cookies["recoupe_csrf"], second.cookies["recoupe_csrf"]
    assert one != two and one in first.text and two in second.text and one not in second.text
    assert first.text.replace(one, two) == second.text
    assert first.headers["vary"] == second.headers["vary"]


def test_it_is_made_once(client: TestClient, made: list[str]) -> None:
    assert look(client, "/").text == look(client, "/").text
    assert len(made) == 1
    look(client, "/?state=MAR")
    client.cookies.set("recoupe_lang", "fr")
    assert "Chronologie" in look(client, "/").text
    assert len(made) == 3


def test_it_is_made_anew_after_whatever_is_written(
    library: Path, client: TestClient, made: list[str]
) -> None:
    before = look(client, "/").text
    text = "Le 3 mai 2020, le Maroc a arrêté trois hommes."
    event = Event(
        doc="new.txt", span=(0, len(text)), trigger="arrêté", type="COERCE", mode="arrest",
        when=When("le 3 mai 2020", "2020-05-03", "2020-05-03"), actors=(Entity("le Maroc", "MAR", "MAR"),),
    )  # fmt: skip
    add(library, text, event)  # by another program
    client.app.state.bench.shelf.settle()  # type: ignore[attr-defined]
    assert look(client, "/").text != before
    look(client, "/").send("Keep", name="all of it")
    assert "all of it" in look(client, "/").text


async def get(app: Starlette) -> bytes:
    """The chronology."""
    told: list[dict[str, object]] = []
    scope = {
        "type": "http", "method": "GET", "path": "/", "raw_path": b"/", "query_string": b"",
        "headers": [(b"host", b"127.0.0.1")], "scheme": "http", "server": ("127.0.0.1", 80),
        "client": ("127.0.0.1", 1), "root_path": "", "http_version": "1.1", "state": {},
    }  # fmt: skip

    async def receive() -> dict[str, object]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: dict[str, object]) -> None:
        told.append(message)

    await app(scope, receive, send)  # type: ignore[arg-type]
    return bytes(told[-1]["body"])  # type: ignore[arg-type, call-overload]


def ask_at_once(app: Starlette, times: int) -> list[bytes]:
    """The chronology, asked for so many times at one moment."""

    async def several() -> list[bytes]:
        return await asyncio.gather(*(get(app) for _ in range(times)))

    return asyncio.run(several())


def test_many_at_once_wait_for_one(tmp_path: Path, made: list[str]) -> None:
    pages = ask_at_once(make_app(fill(tmp_path / "press.db"), follow=False), 10)
    assert len(made) == 1
    assert len({len(page) for page in pages}) == 1 and len(set(pages)) == 10  # each with its own token


def test_many_at_once_wait_for_one_though_somebody_writes_all_the_while(
    tmp_path: Path, made: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    app = make_app(fill(tmp_path / "press.db"), follow=False)
    right = chronology.page

    def writing(request: Request, *rest: object, **values: object) -> object:
        saved.keep(app.state.bench.main, f"search {len(made)}", "", "another")
        return right(request, *rest, **values)  # type: ignore[arg-type]

    monkeypatch.setattr(chronology, "page", writing)
    assert len(set(ask_at_once(app, 10))) == 10
    assert len(made) == 1
    ask_at_once(app, 1)
    assert len(made) == 2  # whoever comes later is told what was written


def test_whoever_comes_while_a_page_waits_its_turn_is_given_it_as_it_is_then(
    tmp_path: Path, made: list[str]
) -> None:
    app = make_app(fill(tmp_path / "press.db"), follow=False)
    (kept,) = (route.app.pages for route in app.routes if getattr(route, "name", "") == "home")  # type: ignore[attr-defined]

    async def several() -> list[bytes]:
        for _ in range(TURNS):
            await kept.turns.acquire()
        asking = [asyncio.create_task(get(app)) for _ in range(2)]
        await asyncio.sleep(0.1)
        saved.keep(app.state.bench.main, "written meanwhile", "", "another")
        asking += [asyncio.create_task(get(app)) for _ in range(2)]
        await asyncio.sleep(0.1)
        for _ in range(TURNS):
            kept.turns.release()
        return await asyncio.gather(*asking)

    pages = asyncio.run(several())
    assert len(made) == 1
    assert all(b"written meanwhile" in page for page in pages)


def test_a_judgement_shows_at_once(client: TestClient) -> None:
    page = look(client, "/?disputed=any").follow("dismantled a cell")
    assert "improbable" not in page.tree.xpath("string(//*[contains(@class, 'facts')])")
    after = page.send("Set the grade", grade="5", why="I was there")
    assert "improbable" in after.text and "improbable" in look(client, after.url.split("?")[0]).text
