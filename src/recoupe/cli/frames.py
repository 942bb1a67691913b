"""``recoupe frames``: try the lexicon on a phrase, and check one that was edited."""

from __future__ import annotations

import json
from pathlib import Path

import click

from recoupe.cli.talk import Talk, counted


@click.group(short_help="Try the lexicon on a phrase; check one that was edited.")
def frames() -> None:
    """The lexicon of frames: which words tell which act (docs/add-a-verb.md)."""


@frames.command()
@click.argument("phrase")
@click.option("--with", "extra", metavar="FILE", help="A file of further frames to try with the lexicon's.")
@click.option("--date", metavar="YYYY-MM-DD", help="The day the phrase was published.")
@click.option("--json", "as_json", is_flag=True, help="As data, for a program.")
@click.pass_obj
def test(talk: Talk, phrase: str, extra: str | None, date: str | None, as_json: bool) -> None:
    """What the coder makes of a French PHRASE, and why: triggers taken and refused, parts, date."""
    from recoupe.cli.explain import explain
    from recoupe.code import lexicon
    from recoupe.model import Article, Zone

    if extra is not None:
        from recoupe.code.framecheck import check as check_file

        found, problems = check_file(Path(extra))
        for problem in problems:
            talk.fail(f"{extra}, line {problem.line}: {problem.text}")
        if problems:
            return
        lexicon.add_frames("fr", found)
    zone = Zone(0, len(phrase), "body", "as typed")
    if not phrase.strip():
        raise click.UsageError("The phrase is empty.")
    explain([Article("phrase", phrase, (zone,), published=date, language="fr")], as_json)


@frames.command()
@click.argument("paths", nargs=-1, metavar="[FILE...]")
@click.option("--json", "as_json", is_flag=True, help="As data: file, line and text of each problem.")
@click.pass_obj
def check(talk: Talk, paths: tuple[str, ...], as_json: bool) -> None:
    """Whether files of frames hold together; without FILE, the lexicon that is in use."""
    from recoupe.code.framecheck import check as check_file
    from recoupe.code.lexicon import folder
    from recoupe.errors import RecoupeError

    named = [Path(p) for p in paths] or sorted(Path(str(folder("fr") / "frames")).glob("*.yaml"))
    data: list[dict[str, object]] = []
    total = 0
    for path in named:
        try:
            found, problems = check_file(path)
        except RecoupeError as error:
            talk.fail(str(error))
            data.append({"file": str(path), "line": None, "text": str(error)})
            continue
        total += len(found)
        data += [{"file": str(path), "line": p.line, "text": p.text} for p in problems]
        for problem in problems:
            talk.fail(f"{path}, line {problem.line}: {problem.text}")
    if as_json:
        click.echo(json.dumps(data, ensure_ascii=False))
    elif not data:
        click.echo(f"{counted(len(named), 'file')}, {counted(total, 'frame')}: all hold together")
