"""A team over the library of browse.py: a user of each role, and ways to log in as any of them."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from starlette.testclient import TestClient

from recoupe.serve import make_app
from recoupe.serve.team import SESSION
from recoupe.store.people import ROLES, People

HOST = "http://127.0.0.1"
NO_DIGEST = "nobody logs in with this"


def users(library: Path) -> People:
    """A user of each role, named as it; nobody has a password."""
    people = People(library)
    for role in ROLES:
        people.add(role, role, NO_DIGEST, ("@desk",) if role == "editor" else ())
    return people


class Team:
    """The workbench of a team, and a browser for anybody."""

    def __init__(self, app: object, people: People, first: TestClient) -> None:
        self.app, self.people, self.first = app, people, first

    def client(self, name: str = "") -> TestClient:
        """A browser in which that user is logged in, or nobody."""
        client = TestClient(self.app, base_url=HOST, headers={"accept-language": "en"})  # type: ignore[arg-type]
        if name:
            user = self.people.user(name)
            assert user
            client.cookies.set(SESSION, self.people.begin(user, time.time()))
        return client


@contextmanager
def team(library: Path) -> Iterator[Team]:
    people = users(library)
    app = make_app(library, follow=False, team=True, hosts=["127.0.0.1"])
    with TestClient(app, base_url=HOST, headers={"accept-language": "en"}) as first:
        yield Team(app, people, first)
    people.close()
