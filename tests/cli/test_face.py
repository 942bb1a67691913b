"""The public face: four names, whatever was imported before."""

from __future__ import annotations

import subprocess
import sys

import recoupe


def python(code: str) -> str:
    return subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout


def test_four_names_and_nothing_else() -> None:
    assert set(recoupe.__all__) == {"Library", "code", "join", "read"} == set(dir(recoupe))


def test_the_verbs_stay_verbs_after_their_rooms_were_imported() -> None:
    said = python(
        "import recoupe, recoupe.read, recoupe.join, recoupe.code\n"
        "from recoupe import Library, code, join, read\n"
        "from recoupe.join import ledgers\n"
        "print(recoupe.read is read, all(callable(v) for v in (read, code, join, recoupe.join, Library)))"
    )
    assert said.strip() == "True True"


def test_the_help_of_every_command_loads_nothing_heavy() -> None:
    """That it answers at once is measured by ``benchmarks/pipeline.py``."""
    heavy = {"spacy", "trafilatura", "sqlalchemy", "jinja2", "rich", "yaml", "numpy", "starlette", "httpx"}
    said = python(
        "import sys\n"
        "from recoupe.cli import recoupe\n"
        "for args in (['--help'], *([name, '--help'] for name in recoupe.commands)):\n"
        "    try:\n"
        "        recoupe(args, prog_name='recoupe')\n"
        "    except SystemExit:\n"
        "        pass\n"
        f"print(sorted({heavy!r} & {{m.split('.')[0] for m in sys.modules}}))"
    )
    assert said.splitlines()[-1] == "[]"


def test_the_version_is_that_of_the_package() -> None:
    from importlib.metadata import version

    said = subprocess.run([sys.executable, "-m", "recoupe", "--version"], capture_output=True, text=True)
    assert version("recoupe") in said.stdout
