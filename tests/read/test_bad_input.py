"""Every bad file is one clear line (what, where, what next), and the others are read all the same."""

from __future__ import annotations

import os
import sys
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from recoupe.errors import InputError
from recoupe.model import Article, Dropped
from recoupe.read import load_meta, read

from .conftest import FIRST, SECOND, dropped, one

Put = Callable[..., Path]
TEXT = f"Une visite à Tunis\n\n{FIRST}\n{SECOND}\n"


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("vide.txt", b"", "empty"),
        ("blanc.txt", b" \n\t\r\n ", "empty"),
        ("marque.txt", b"\xef\xbb\xbf", "empty"),
        ("signes.txt", b"--- *** ---\n", "no letters"),
        ("photo.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8, "PNG"),
        ("note.txt", b"%PDF-1.7\n" + b"stream" * 40, "PDF"),
        ("octets.txt", bytes(range(256)) * 64, "binary"),
        ("note.json", b"{}", "no article"),
        ("vide.html", b"<html><body></body></html>", "no article text"),
        ("cassee.html", b"<html><div><p></html", "no article text"),
    ],
)
def test_refused_in_one_line(put: Put, name: str, content: bytes, says: str) -> None:
    path = put(name, content)
    got = dropped(path)
    assert got.doc == name and got.failed
    assert says in got.reason and str(path) in got.reason and ";" in got.reason and "\n" not in got.reason


def test_absent(tmp_path: Path) -> None:
    assert "no such file" in dropped(tmp_path / "rien.txt").reason


def test_folder_without_articles(tmp_path: Path) -> None:
    assert "no .txt or .html file" in dropped(tmp_path).reason


def test_too_large_is_not_loaded(put: Put) -> None:
    path = put("enorme.txt", "x")
    os.truncate(path, 201_000_000)
    tracemalloc.start()
    try:
        assert "201 MB" in dropped(path).reason
        assert tracemalloc.get_traced_memory()[1] < 20_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_unreadable(put: Put) -> None:
    path = put("secret.txt", TEXT)
    path.chmod(0)
    assert "cannot be read" in dropped(path).reason


def test_one_bad_file_among_good_ones(put: Put) -> None:
    put("a.txt", TEXT)
    put("b.txt", bytes(range(256)) * 64)
    folder = put("c.txt", TEXT).parent
    got = list(read([folder]))
    assert [(type(item), item.doc) for item in got] == [
        (Article, "a.txt"),
        (Dropped, "b.txt"),
        (Article, "c.txt"),
    ]


@pytest.mark.parametrize(
    ("encoding", "note"),
    [("utf-8", ""), ("utf-8-sig", ""), ("utf-16", "UTF-16"), ("utf-16-le", "UTF-16"), ("cp1252", "cp1252")],
)
def test_encodings_give_the_same_text(put: Put, encoding: str, note: str) -> None:
    article = one(put("note.txt", TEXT.encode(encoding)))
    assert article.text == TEXT
    assert note in article.zones[0].why
    assert article.language == "fr"


def test_arabic_cp1256(put: Put) -> None:
    text = "أعلن الوزير في بلاغ صدر اليوم أن الاتفاق الذي تم توقيعه في تونس يدخل حيز التنفيذ على الفور.\n"
    assert one(put("note.txt", text.encode("cp1256"))).text == text


def test_legacy_encodings_that_are_not_known_are_refused(put: Put) -> None:
    russian = (
        "Министр внутренних дел принял в четверг своего коллегу из соседней страны для переговоров. " * 4
    )
    assert "encoding" in dropped(put("note.txt", russian.encode("cp1251"))).reason


def test_stray_bytes_in_utf8(put: Put) -> None:
    raw = (TEXT * 3).encode() + "Ajouté à la fin, en cp1252.\n".encode("cp1252")
    assert one(put("note.txt", raw)).text == TEXT * 3 + "Ajouté à la fin, en cp1252.\n"


def test_certain_mojibake_is_repaired_and_said(put: Put) -> None:
    article = one(put("note.txt", TEXT.encode().decode("cp1252")))
    assert article.text == TEXT
    assert "mojibake" in article.zones[0].why


def test_a_text_about_mojibake_is_left_alone(put: Put) -> None:
    text = "Le « é » mal lu devient « Ã© », et le « è » devient « Ã¨ » : deux caractères pour un seul.\n"
    assert one(put("note.txt", text)).text == text


def test_text_is_as_read_text_gives_it(put: Put) -> None:
    path = put("note.txt", f"\n  Titre à part\r\n\r\n{FIRST}\r{SECOND}  \n\n".encode())
    assert one(path).text == path.read_text(encoding="utf-8")


def test_nul_bytes_move_no_offset(put: Put) -> None:
    article = one(put("note.txt", TEXT.replace("jeudi", "jeu\x00di")))
    assert len(article.text) == len(TEXT) + 1 and "jeu di" in article.text


def test_invisible_characters_stay_and_do_not_hide_a_cue(put: Put) -> None:
    text = f"{FIRST}\n{SECOND}\n\u202b\u200bLire\u200b aussi\u202c : Un autre sujet\n"
    article = one(put("note.txt", text))
    assert article.text == text
    assert article.zones[-1].zone == "related"


def test_a_huge_line_is_read_fast_and_its_end_set_aside(put: Put) -> None:
    sentence = "Le porte-parole a répété que rien ne serait annoncé avant lundi. "
    path = put("dump.txt", sentence * (50_000_000 // len(sentence)))
    # Reading 50 MB costs some tenths of a second; a quadratic step would cost hours.
    article, told = read([path])
    assert isinstance(article, Article) and isinstance(told, Dropped)
    assert [zone.zone for zone in article.zones] == ["body", "notice"]
    assert article.zones[0].end <= 1_000_000 and article.zones[-1].end == len(article.text.rstrip())
    assert not told.failed and "set aside" in told.reason and "split" in told.reason


@pytest.mark.parametrize(
    "line",
    [
        "Aller plus loin",
        "Un titre parmi tant d’autres",
        "a",
        "1 - 2",
        "10:30 Un titre à l’heure",
        "Le ministre a dit que...",
    ],
)
def test_many_lines_cost_in_proportion(line: str) -> None:
    from recoupe.read.zoning import zones

    def steps(count: int) -> int:
        """Steps of the interpreter: the same on every machine, busy or not."""
        text = "".join(f"{line}{' ' + str(at) if at % 2 else ''}\n" for at in range(count))
        taken = 0

        def step(frame: FrameType, what: str, _: object) -> Callable[..., Any]:
            nonlocal taken
            frame.f_trace_opcodes, frame.f_trace_lines = True, False
            taken += what == "opcode"
            return step

        before = sys.gettrace()
        sys.settrace(step)
        try:
            zones(text)
        finally:
            sys.settrace(before)
        return taken

    zones(line)
    # Eight times the lines: eight times the steps; quadratic would be sixty-four.
    assert steps(400) < 12 * steps(50)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("{", "line 1"),
        ("[]", "one JSON object"),
        ('{"a.txt": "hier"}', "a.txt"),
        ('{"a.txt": {"published": "12/03/2021"}}', "12/03/2021"),
        ('{"a.txt": {"outlet": 3}}', "outlet"),
        (b"\xff\xfe\x00", "UTF-8"),
    ],
)
def test_bad_metadata_says_where(put: Put, content: str | bytes, says: str) -> None:
    path = put("meta.json", content)
    with pytest.raises(InputError) as error:
        load_meta(path)
    assert str(path) in str(error.value) and says in str(error.value) and ";" in str(error.value)


def test_absent_metadata(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such"):
        load_meta(tmp_path / "meta.json")
