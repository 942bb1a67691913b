"""An account's page, and every judgement on it by plain forms."""

from __future__ import annotations

from browse import Seen, look
from starlette.testclient import TestClient


def raid(client: TestClient) -> Seen:
    return look(client, "/?disputed=any").follow("dismantled a cell")


def test_who_says_what_in_their_words(client: TestClient) -> None:
    page = raid(client)
    assert "Tue 9 Mar" in page.text and "Mon 8 Mar" in page.text
    assert "Le BCIJ a démantelé mardi une cellule" in page.text
    assert "Le BCIJ a démantelé lundi une cellule" in page.text
    assert "2 origins" in page.text


def test_its_words_lead_to_the_article_and_back(client: TestClient) -> None:
    article = raid(client).follow("in the article")
    assert article.tree.get_element_by_id("s0") is not None
    assert "dismantled a cell" in article.follow("dismantled a cell").text


def test_a_wrong_value_is_set_aside_and_comes_back(client: TestClient) -> None:
    page = raid(client).send("Set this value aside", value="when=2021-03-08", why="they print it a day late")
    assert "Judged, and the accounts made anew" in page.text
    assert page.tree.xpath("//s[contains(., '8 Mar')]")
    assert "they print it a day late" in page.text
    back = page.send("Undo")
    assert not back.tree.xpath("//s[contains(., '8 Mar')]")
    assert "undone by" in back.text


def test_a_grade_is_overruled(client: TestClient) -> None:
    page = raid(client).send("Set the grade", grade="5", why="I was there")
    assert "5 improbable" in page.text
    assert "A person set the grade" in page.text


def test_a_report_is_taken_out(client: TestClient) -> None:
    page = raid(client)
    option = next(o for o in page.tree.xpath("//select[@id='j-out']/option") if "c.txt" in o.text_content())
    out = page.send("Take it out", b=option.get("value"), why="another raid")
    evidence = out.tree.xpath("//ul[contains(@class, 'quotes')]")[0].text_content()
    assert "démantelé" in evidence and "lundi" not in evidence
    assert len(client.get("/accounts.json?type=COERCE").json()) == 2


def test_two_accounts_are_made_one(client: TestClient) -> None:
    page = raid(client)
    option = next(o for o in page.tree.xpath("//select[@id='j-out']/option") if "c.txt" in o.text_content())
    page.send("Take it out", b=option.get("value"), why="another raid")
    one, two = (row["account"] for row in client.get("/accounts.json?type=COERCE").json())
    both = look(client, f"/compare?a={one}&b={two}").send("They are the same", why="the same raid after all")
    assert "lundi" in both.text and "mardi" in both.text


def test_one_source_relays_another(client: TestClient) -> None:
    page = raid(client).send("They are one origin", a="c.txt", b="a.txt", why="it has no reporter there")
    assert "1 origin" in page.text
    undone = page.send("Undo")
    assert "it has no reporter there" in undone.text and "undone by 2" in undone.text


def test_a_judgement_needs_its_reason(client: TestClient) -> None:
    page = raid(client).send("Set the grade", grade="5", why="")
    assert page.status == 422
    assert "needs its reason" in page.text


def test_why_they_were_joined(client: TestClient) -> None:
    page = raid(client).follow("Why these reports are one account")
    assert "most like" in page.text


def test_an_account_that_is_not_there(client: TestClient) -> None:
    look(client, "/account/A-nothing", status=404)
    look(client, "/article/99", status=404)
    look(client, "/at/99/0", status=404)
