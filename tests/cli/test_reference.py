"""What users can type is documented, and the documents say what the code does."""

from __future__ import annotations

import sys
from pathlib import Path

import click
import pytest

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tools"))

from write_reference import FOLDER, REFERENCE, commands  # noqa: E402

COMMANDS = dict(commands())
PARAMETERS = [(name, parameter) for name, command in COMMANDS.items() for parameter in command.params]


@pytest.mark.parametrize("name", REFERENCE)
def test_the_reference_is_up_to_date(name: str) -> None:
    stale = f"docs/reference/{name} is stale: run python tools/write_reference.py"
    assert (FOLDER / name).read_text(encoding="utf-8") == REFERENCE[name](), stale


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_says_what_it_does(name: str) -> None:
    assert len((COMMANDS[name].help or "").split()) >= 5


@pytest.mark.parametrize(("name", "parameter"), PARAMETERS, ids=lambda value: getattr(value, "name", value))
def test_every_option_and_argument_is_documented(name: str, parameter: click.Parameter) -> None:
    if isinstance(parameter, click.Option):
        assert len((parameter.help or "").split()) >= 3, f"recoupe {name} {parameter.opts[0]} has no help"
    else:
        shown = parameter.make_metavar(click.Context(COMMANDS[name])).strip("[].")
        assert shown in (COMMANDS[name].help or ""), f"recoupe {name} does not say what {shown} is"


def test_the_main_commands_are_in_the_guide_of_the_library() -> None:
    guide = (ROOT / "docs" / "library.md").read_text(encoding="utf-8")
    for words in ("recoupe add", "recoupe brief --library", "recoupe show", "Library("):
        assert words in guide
