"""Whatever the press comes in: archives, feeds, tables, PDF, patterns and standard input give articles."""

from __future__ import annotations

import gzip
import io
import json
from pathlib import Path
from typing import Any

import pytest

from recoupe import read
from recoupe.model import Article, Dropped

STORY = (
    "La douane de Safi a saisi lundi deux tonnes de tabac de contrebande au port, a annoncé la direction "
    "régionale. Trois personnes ont été arrêtées dans la soirée par la gendarmerie. "
    "L'enquête a été confiée au parquet de la ville, selon la même source."
)


def html(title: str, text: str = STORY) -> bytes:
    paragraphs = "".join(f"<p>{text} {i}</p>" for i in range(3))
    return (
        f"<html lang='fr'><head><title>{title}</title></head>"
        f"<body><article><h1>{title}</h1>{paragraphs}</article></body></html>"
    ).encode()


def record(url: str, body: bytes, kind: str = "text/html", status: str = "200 OK", length: int = 0) -> bytes:
    http = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n\r\n".encode() + body
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\n"
        f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{abs(hash(url)) % 10**12:012d}>\r\n"
        f"WARC-Target-URI: {url}\r\nWARC-Date: 2024-05-06T10:00:00Z\r\n"
        "Content-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {length or len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


def both(paths: list[Any], **options: Any) -> tuple[list[Article], list[Dropped]]:
    items = list(read(paths, **options))
    return [i for i in items if isinstance(i, Article)], [i for i in items if isinstance(i, Dropped)]


PAGES = [
    (f"https://fanal.example/2024/05/0{n}/saisie-au-port-{n}", html(f"Saisie au port {n}")) for n in "123"
]


@pytest.mark.parametrize("packed", [False, True])
def test_an_archive_gives_its_pages_in_order(tmp_path: Path, packed: bool) -> None:
    records = [record(url, body) for url, body in PAGES]
    records.insert(1, record("https://fanal.example/logo.png", b"\x89PNG", "image/png"))
    records.insert(2, record("https://fanal.example/vieux", b"", status="301 Moved"))
    path = tmp_path / ("news.warc.gz" if packed else "news.warc")
    path.write_bytes(b"".join(map(gzip.compress, records) if packed else records))
    articles, dropped = both([path])
    assert [a.url for a in articles] == [url for url, _ in PAGES]
    assert [a.outlet for a in articles] == ["fanal.example"] * 3
    assert all("deux tonnes de tabac" in a.text for a in articles)
    assert len({a.doc for a in articles}) == 3
    assert all(a.doc.startswith("news--saisie-au-port-") and "/" not in a.doc for a in articles)
    (said,) = dropped
    assert not said.failed
    assert "1 redirects" in said.reason and "1 other than pages" in said.reason


def test_a_damaged_record_costs_only_itself(tmp_path: Path) -> None:
    first, second, third = (record(url, body) for url, body in PAGES)
    cut = gzip.compress(second)
    path = tmp_path / "news.warc.gz"
    path.write_bytes(gzip.compress(first) + cut[: len(cut) // 2] + gzip.compress(third))
    articles, dropped = both([path])
    assert {PAGES[0][0], PAGES[2][0]} <= {a.url for a in articles}
    assert any("damaged" in d.reason and d.failed for d in dropped)


def test_a_length_too_long_swallows_nothing_silently(tmp_path: Path) -> None:
    url, body = PAGES[0]
    path = tmp_path / "news.warc"
    path.write_bytes(record(url, body, length=100_000) + record(*PAGES[1]))
    articles, dropped = both([path])
    assert "port 2" not in next(a.text for a in articles if a.url == url)
    assert any(d.failed for d in dropped)


def test_what_is_no_archive_is_said(tmp_path: Path) -> None:
    path = tmp_path / "news.warc"
    path.write_bytes(b"rien de tel\n" * 50)
    articles, dropped = both([path])
    assert not articles
    assert "news.warc" in dropped[0].reason


RSS = """<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>Le Fanal</title>
<item><title>Saisie au port</title><link>https://fanal.example/a</link>
<pubDate>Mon, 06 May 2024 23:30:00 -0300</pubDate>
<content:encoded><![CDATA[<p>{story}</p><p>{story}</p>]]></content:encoded></item>
<item><title>Un bref</title><link>https://fanal.example/b</link><description>Deux mots.</description></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>La Vigie</title><entry><title>Saisie</title>
<link rel="alternate" href="https://vigie.example/a"/><published>2024-05-06T08:00:00Z</published>
<content type="html">&lt;p&gt;{story}&lt;/p&gt;&lt;p&gt;{story}&lt;/p&gt;</content></entry></feed>"""


def test_a_feed_gives_its_full_texts_and_names_its_teasers(tmp_path: Path) -> None:
    (tmp_path / "fanal.xml").write_text(RSS.format(story=STORY), "utf-8")
    (tmp_path / "vigie.atom").write_text(ATOM.format(story=STORY), "utf-8")
    articles, dropped = both([tmp_path / "fanal.xml", tmp_path / "vigie.atom"])
    told = [(a.url, a.published, a.outlet) for a in articles]
    assert told == [
        ("https://fanal.example/a", "2024-05-06", "fanal.example"),
        ("https://vigie.example/a", "2024-05-06", "vigie.example"),
    ]
    assert all("deux tonnes de tabac" in a.text for a in articles)
    assert [("teaser" in d.reason, d.failed) for d in dropped] == [(True, False)]


def test_a_sitemap_and_an_entity_bomb_do_no_harm(tmp_path: Path) -> None:
    (tmp_path / "sitemap.xml").write_text(
        "<urlset><url><loc>https://a.example/1</loc></url></urlset>", "utf-8"
    )
    bomb = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><rss><item><title>&b;</title></item></rss>'
    (tmp_path / "bomb.xml").write_text(bomb, "utf-8")
    articles, dropped = both([tmp_path])
    assert not articles
    assert any("sitemap of 1 addresses" in d.reason for d in dropped)


def test_tables_by_their_usual_columns_and_by_a_map(tmp_path: Path) -> None:
    rows = [
        {
            "titre": "Saisie au port",
            "corps": STORY,
            "date": "2024-05-06",
            "media": "fanal",
            "lien": "https://f.example/1",
        }
    ]
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, rows)) + "\nnot json\n", "utf-8")
    (tmp_path / "b.csv").write_bytes(f'le_texte;jour\n"{STORY}";2024-05-06\n'.encode("cp1252"))
    articles, dropped = both([tmp_path / "a.jsonl"])
    assert [(a.outlet, a.published, a.url) for a in articles] == [
        ("fanal", "2024-05-06", "https://f.example/1")
    ]
    assert articles[0].text.startswith("Saisie au port\n\nLa douane")
    assert ["line 2" in d.reason or "line 2" in d.doc for d in dropped] == [True]
    _, refused = both([tmp_path / "b.csv"])
    assert "--fields" in refused[0].reason and "le_texte" in refused[0].reason
    articles, dropped = both([tmp_path / "b.csv"], fields={"text": "le_texte", "published": "jour"})
    assert [(a.text.strip(), a.published) for a in articles] == [(STORY, "2024-05-06")]
    assert not dropped


def pdf(lines: list[str], beside: list[str] | None = None) -> bytes:
    """A page of lines; with ``beside``, each is written next to one of another column."""
    shown = " T* ".join(f"({line}) Tj" for line in lines)
    if beside:
        shown = " ".join(
            f"1 0 0 1 {x} {700 - 14 * row} Tm ({line}) Tj"
            for row, pair in enumerate(zip(lines, beside, strict=True))
            for x, line in zip((0, 270), pair, strict=True)
        )
    stream = f"BT /F1 12 Tf 14 TL 50 700 Td {shown} ET".encode("latin-1")
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ]
    out, places = io.BytesIO(b"%PDF-1.4\n"), []
    out.seek(0, 2)
    for number, body in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.write(b"".join(b"%010d 00000 n \n" % place for place in places))
    out.write(b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start))
    return out.getvalue()


def test_a_pdf_is_read_in_sentences_not_in_lines(tmp_path: Path) -> None:
    lines = [
        "La douane de Safi a saisi lundi deux tonnes de tabac",
        "de contrebande au port, a dit la direction.",
        "Fin.",
    ]
    (tmp_path / "note.pdf").write_bytes(pdf(lines))
    (tmp_path / "scan.pdf").write_bytes(pdf([""]))
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.4\nnothing")
    articles, dropped = both([tmp_path])
    assert [a.doc for a in articles] == ["note.pdf"]
    assert "deux tonnes de tabac de contrebande au port" in articles[0].text
    assert sorted(d.doc for d in dropped) == ["broken.pdf", "scan.pdf"]


def test_a_pdf_written_across_two_columns_is_read_column_by_column(tmp_path: Path) -> None:
    left = [
        "La douane de Safi a saisi lundi deux",
        "tonnes de tabac de contrebande au",
        "port, a dit la direction. Trois hommes",
        "ont nié les faits devant le juge, qui",
        "les entendra jeudi à Marrakech avec",
        "leurs avocats, selon le parquet.",
    ]
    right = [
        "Le ministre nigérien de la Défense",
        "a reçu lundi à Niamey une délégation",
        "allemande venue présenter un programme",
        "de formation de la police, qui durera",
        "dix-huit mois et coûtera six millions",
        "à Berlin, selon le ministère nigérien.",
    ]
    (tmp_path / "note.pdf").write_bytes(pdf(left, right))
    articles, _ = both([tmp_path])
    assert articles[0].text.split("\n\n") == [" ".join(left), " ".join(right) + "\n"]


def test_a_folder_of_any_mix_and_a_pattern(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "a.html").write_bytes(html("Saisie au port"))
    (tmp_path / "deep" / "b.txt").write_text(STORY, "utf-8")
    (tmp_path / "deep" / "c.warc").write_bytes(record(*PAGES[2]))
    (tmp_path / "side.csv").write_text("a,b\n1,2\n", "utf-8")
    articles, dropped = both([tmp_path])
    assert len(articles) == 3
    assert [d.failed for d in dropped] == [False]
    articles, _ = both([f"{tmp_path}/**/*.html"])
    assert [a.doc for a in articles] == ["a.html"]
    _, dropped = both([f"{tmp_path}/**/*.none"])
    assert dropped[0].failed


@pytest.mark.parametrize(
    "sent", [html("Saisie au port"), STORY.encode(), record(*PAGES[0]), RSS.format(story=STORY).encode()]
)
def test_standard_input(sent: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(sent)))
    articles, _ = both(["-"])
    assert [("deux tonnes de tabac" in a.text) for a in articles] == [True]
