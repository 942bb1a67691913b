"""Reading a page as its reader does: links by their words, forms by their buttons."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from lxml import html
from starlette.testclient import TestClient

from recoupe.model import Article, Coded, Statement, Zone
from recoupe.serve import make_app
from recoupe.store import Library

sys.path.insert(0, str(Path(__file__).parents[1] / "share"))

import share_press as press

HOST = "http://127.0.0.1"


def fill(path: Path, but: str = "") -> Path:
    """The press of tests/share, one article of it hostile, as a library; ``but`` one, its number free."""
    said = {one.doc: one for one in press.coded()}
    with Library(path) as library:
        for article in press.ARTICLES:
            note = "" if article.doc in said else "Arabic is not coded yet"
            if article.doc == but:
                library.add(Article(but, "Nothing."))
                continue
            library.add(article, said.get(article.doc), note)
        with library.writing() as connection:
            gone = "(SELECT id FROM article WHERE text = 'Nothing.')"
            for query in (f"content WHERE article IN {gone}", f"article WHERE id IN {gone}"):
                connection.exec_driver_sql(f"DELETE FROM {query}")
        library.refresh()
    return path


def add(path: Path, text: str, *said: Statement, outlet: str = "x", day: str = "2021-01-02") -> None:
    """Put an article of one passage into a library, with what it is coded to say; it is named in these."""
    doc = said[0].doc
    with Library(path) as library:
        article = Article(doc, text, (Zone(0, len(text), "body"),), outlet, None, day, "fr")
        library.add(article, Coded(doc, day, "fr", said))


def client_of(path: Path) -> TestClient:
    """A browser without JavaScript, in English."""
    app = make_app(path, by="nadia", follow=False)
    return TestClient(app, base_url=HOST, headers={"accept-language": "en"})


class Seen:
    """A page that was asked for."""

    def __init__(self, client: TestClient, answer: Any) -> None:
        self.client, self.answer = client, answer
        self.status = answer.status_code
        self.url = str(answer.url)
        self.tree = html.fromstring(answer.text)
        self.text = " ".join(self.tree.text_content().split())

    def link(self, words: str, within: str = "") -> str:
        """The address of the first link with these words, ``within`` what an XPath finds."""
        for one in self.tree.xpath(f"{within}//a"):
            if words in " ".join(one.text_content().split()):
                return str(one.get("href"))
        raise AssertionError(f"no link {words!r} in {self.url}")

    def follow(self, words: str, within: str = "") -> Seen:
        """The page behind the first link with these words."""
        return look(self.client, urljoin(self.url, self.link(words, within)))

    def send(self, button: str, **fields: str) -> Seen:
        """Fill in the form that has this button, and send it."""
        for form in self.tree.forms:
            for one in form.iter("button"):
                if " ".join(one.text_content().split()).startswith(button):
                    data: dict[str, Any] = {}
                    for name, value in form.form_values():
                        data.setdefault(name, []).append(value)
                    data |= fields
                    if one.get("name"):
                        data[one.get("name")] = one.get("value")
                    return Seen(self.client, self.client.post(urljoin(self.url, form.action), data=data))
        raise AssertionError(f"no button {button!r} in {self.url}")


def look(client: TestClient, address: str, status: int = 200) -> Seen:
    """The page at an address."""
    found = Seen(client, client.get(address))
    assert found.status == status, found.text[:500]
    return found
