"""``recoupe copies``: over files and over a library, for a person and for a program."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from click.testing import Result

Run = Callable[..., Result]

TEXT = (
    "Le chalutier Étoile a été arraisonné mardi au large de Safi par la marine royale marocaine. Quatre "
    "membres de son équipage ont été remis aux gendarmes du port, qui cherchent toujours l'armateur. Dans la "
    "cale, les marins ont trouvé douze caisses de cartouches cachées sous de la glace pilée.\n"
)


def press(folder: Path) -> Path:
    folder.mkdir()
    (folder / "fanal.txt").write_text("Un chalutier arraisonné\n\n" + TEXT, "utf-8")
    (folder / "vigie.txt").write_text("Safi : douze caisses\n\n" + TEXT.replace("Quatre", "Cinq"), "utf-8")
    (folder / "phare.txt").write_text(
        "La criée rouvre\n\nLes mareyeurs de Safi ont repris lundi leurs ventes, après trois semaines de "
        "travaux sur le quai nord et bien des matins perdus pour les patrons pêcheurs de la ville.\n",
        "utf-8",
    )
    return folder


def test_a_person_sees_who_copied_and_what_differs(run: Run, tmp_path: Path) -> None:
    result = run("copies", str(press(tmp_path / "press")))
    assert result.exit_code == 0
    assert "[-Quatre-] {+Cinq+} membres" in result.stdout
    assert "number: Quatre → Cinq" in result.stdout
    assert "phare.txt" not in result.stdout
    assert "2 articles in 1 group of copies" in result.stdout


def test_a_program_gets_offsets_and_a_library_gives_the_same(run: Run, tmp_path: Path) -> None:
    folder = press(tmp_path / "press")
    library = str(tmp_path / "press.db")
    assert run("add", str(folder), "--library", library).exit_code == 0
    of_files = json.loads(run("copies", str(folder), "--json").stdout)
    assert json.loads(run("copies", "--library", library, "--json").stdout) == of_files
    (group,) = of_files
    (change,) = group["copies"][0]["changes"]
    assert change["kind"] == "altered"
    text = (folder / group["fullest"]).read_text("utf-8")
    start, end = change["fullest"]
    assert text[start:end] == change["said"]


def test_no_copies_and_nothing_named(run: Run, tmp_path: Path) -> None:
    folder = press(tmp_path / "press")
    (folder / "vigie.txt").unlink()
    assert "no copies among them" in run("copies", str(folder)).stdout
    assert run("copies").exit_code == 2
    assert run("copies", str(tmp_path / "none")).exit_code == 1
