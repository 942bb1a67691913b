"""One command for each stage, from files to files: read, code, join; and schema."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, count
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from recoupe.cli.output import check_writable, make_folder, write, writing
from recoupe.cli.talk import Talk, counted

if TYPE_CHECKING:
    from recoupe.model import Article, Coded, Dropped

PATHS = click.argument("paths", nargs=-1, required=True, metavar="PATH...")
META = click.option(
    "--meta",
    metavar="FILE",
    help='What is known of each file: JSON, {"file name": {"outlet", "url", "published", "language"}}.',
)

TOPIC = click.option(
    "--topic",
    metavar="NAME",
    help="Pass over, after a fast look, pages off this topic (security, or a .yaml file) or without a text.",
)

ALLOW_PRIVATE = click.option(
    "--allow-private",
    is_flag=True,
    help="Fetch addresses on private networks and this machine too; else only public ones.",
)


def meta_of(path: str | None) -> dict[str, Any] | None:
    """The content of ``--meta``; raises ``InputError`` where it is no such file."""
    if path is None:
        return None
    from recoupe.read import load_meta

    known: dict[str, Any] = load_meta(path)
    return known


def columns_of(fields: str | None) -> dict[str, str] | None:
    """The field map of ``--fields``; raises ``InputError`` where it is none."""
    if fields is None:
        return None
    from recoupe.read.carriers.tables import field_map

    return field_map(fields)


def articles_only(items: Iterator[Article | Dropped], talk: Talk) -> Iterator[Article]:
    """The articles; what was dropped is said."""
    from recoupe.model import Dropped

    for item in items:
        if isinstance(item, Dropped):
            talk.dropped(item)
        else:
            yield item


@click.command()
@PATHS
@META
@click.option("--out", metavar="FILE", help="Where to write, one article a line; - is the screen.")
@click.option(
    "--show-zones", is_flag=True, help="Print what each stretch of the page was taken for, and why."
)
@click.option("--json", "as_json", is_flag=True, help="With --show-zones: as data, one article a line.")
@click.option(
    "--fields",
    metavar="MAP",
    help="Columns of CSV and JSONL files, where their names tell nothing: text=corps.",
)
@TOPIC
@ALLOW_PRIVATE
@click.pass_obj
def read(
    talk: Talk,
    paths: tuple[str, ...],
    meta: str | None,
    out: str | None,
    show_zones: bool,
    as_json: bool,
    fields: str | None,
    topic: str | None,
    allow_private: bool,
) -> None:
    """Read texts, pages, archives, feeds and tables into articles with their zones.

    PATH is a text (.txt), a page (.html), a web archive (.warc, .warc.gz), a feed (.xml, .rss, .atom),
    a table (.csv, .tsv, .jsonl), a .pdf, a folder or pattern of any of them, articles (.jsonl) read
    before, an http:// or https:// address, or - for standard input. Each line written is one article
    in JSON. What could not be read, and why, is said on standard error.
    """
    from recoupe.model import to_json
    from recoupe.pipeline import load_articles

    if (out is None) != show_zones:
        raise click.UsageError(
            "Say what to make of it: --out FILE writes the articles as JSON lines, --show-zones shows what "
            "of each is read. To read what the press says, recoupe brief PATH."
        )
    if as_json and not show_zones:
        raise click.UsageError("'--json' goes with '--show-zones'; what '--out' writes is JSON anyway.")
    known = meta_of(meta)
    columns = columns_of(fields)
    written = 0
    if out is None:
        from recoupe.cli.zones import show_zones as show

        items = load_articles(paths, known, columns, topic, allow_private)
        if not show(articles_only(items, talk), as_json):
            talk.fail(f"{' '.join(paths)}: no article found; name a .txt or .html file, or a folder of them")
        return
    talk.stopped = lambda: (
        f"{counted(written, 'article')} in {out}; run the same command again to read them all"
    )
    with writing(out) as file:
        for article in talk.progress(
            articles_only(load_articles(paths, known, columns, topic, allow_private), talk),
            "reading: articles",
        ):
            file.write(to_json(article).encode() + b"\n")
            written += 1
    if not written:
        talk.fail(f"{' '.join(paths)}: no article found; name a .txt or .html file, or a folder of them")


@click.command(short_help="Code articles into statements, one file a document.")
@PATHS
@META
@click.option("--out", metavar="DIR", help="The folder to write to; made where there is none.")
@click.option("--explain", is_flag=True, help="Print why: trigger, frame, parts, date, and what was refused.")
@click.option("--json", "as_json", is_flag=True, help="With --explain: as data, one article a line.")
@click.option("--resume", is_flag=True, help="Leave alone the documents that DIR holds already.")
@ALLOW_PRIVATE
@click.pass_obj
def code(
    talk: Talk,
    paths: tuple[str, ...],
    meta: str | None,
    out: str | None,
    explain: bool,
    as_json: bool,
    resume: bool,
    allow_private: bool,
) -> None:
    """Code articles: who did what to whom, when, where, how many, and who says so.

    PATH is what recoupe read takes, or the .jsonl it wrote. Each document becomes one file of DIR,
    named for it: sale.txt becomes sale.json, or sale.txt.json where another document has taken that
    name. Articles in a language that is not coded yet are said on standard error.
    """
    from recoupe.model import Dropped, to_json
    from recoupe.pipeline import code_all, load_articles

    if (out is None) != explain:
        raise click.UsageError(
            "Say what to make of it: --out DIR writes the statements as JSON, --explain shows each with why "
            "it was coded. To read what the press says, recoupe brief PATH."
        )
    if as_json and not explain:
        raise click.UsageError("'--json' goes with '--explain'; what '--out' writes is JSON anyway.")
    known = meta_of(meta)
    if out is None:
        from recoupe.cli.explain import explain as show

        if not show(articles_only(load_articles(paths, known, allow_private=allow_private), talk), as_json):
            talk.fail(f"{' '.join(paths)}: no French article found")
        return
    folder = Path(out)
    make_folder(folder)
    names = _Names(folder, talk)
    written = read = 0
    talk.stopped = lambda: (
        f"{counted(written, 'document')} in {folder}; run the same command with --resume to code the rest"
    )

    def to_code() -> Iterator[Article]:
        nonlocal read
        for article in articles_only(load_articles(paths, known, allow_private=allow_private), talk):
            read += 1
            if not (names.of(article.doc).exists() and resume):
                yield article

    for article, said in talk.progress(code_all(to_code()), "coding: articles"):
        if isinstance(said, Dropped):
            talk.dropped(said)
            continue
        write(str(names.of(article.doc)), to_json(said, indent=1) + "\n")
        written += 1
    if not read:
        talk.fail(f"{' '.join(paths)}: no article found; name a .txt or .html file, or a folder of them")


class _Names:
    """The file of each document: its stem, or its whole name where the stem is another's."""

    def __init__(self, folder: Path, talk: Talk) -> None:
        self._folder, self._talk = folder, talk
        self._path: dict[str, Path] = {}
        self._owner: dict[Path, str] = {}

    def of(self, doc: str) -> Path:
        from recoupe.model import stem

        if doc not in self._path:
            name = Path(doc).name
            tries = chain([stem(doc), name], (f"{name}~{n}" for n in count(2)))
            paths = (self._folder / f"{base}.json" for base in tries)
            path = next(p for p in paths if (self._owner.get(p) or _doc_in(p) or doc) == doc)
            if path.stem != stem(doc):
                self._talk.say(f"{doc}: {stem(doc)}.json is another document's; this one goes to {path.name}")
            self._path[doc] = path
            self._owner[path] = doc
        return self._path[doc]


def _doc_in(path: Path) -> str | None:
    """The document that a coded file tells of; None where there is no file or it is no such file."""
    import msgspec

    class Named(msgspec.Struct):
        doc: str

    try:
        return msgspec.json.decode(path.read_bytes(), type=Named).doc
    except (OSError, msgspec.DecodeError, UnicodeDecodeError):
        return None


@click.command(short_help="Join statements into accounts and cross-check them.")
@click.argument("folder", metavar="DIR")
@click.option(
    "--articles",
    multiple=True,
    metavar="PATH",
    help="The articles themselves, for copies and origins: what recoupe read takes or wrote. Repeatable.",
)
@META
@click.option("--out", required=True, metavar="FILE", help="Where to write the accounts; - is the screen.")
@click.pass_obj
def join(talk: Talk, folder: str, articles: tuple[str, ...], meta: str | None, out: str) -> None:
    """Join statements that speak of one thing into accounts, and cross-check their sources.

    DIR holds coded documents (.json), one a file, as recoupe code writes them. The output is one
    JSON list of accounts, each with its statements, origins, copies, disagreements and grade.
    """
    from recoupe.join import join as join_statements
    from recoupe.model import Coded, to_json
    from recoupe.pipeline import load_articles, load_coded

    known = meta_of(meta)
    if out != "-":
        check_writable(Path(out))
    coded: list[Coded] = []
    for item in load_coded(_json_files(Path(folder), besides=Path(out), talk=talk)):
        if isinstance(item, Coded):
            coded.append(item)
        else:
            talk.dropped(item)
    texts = list(articles_only(load_articles(articles, known), talk))
    if texts and not {article.doc for article in texts} & {c.doc for c in coded}:
        talk.fail(f"{' '.join(articles)}: none of the articles is coded in {folder}; check both names")
    if not coded:
        talk.fail(
            f"{folder}: holds no coded document (.json); write some with recoupe code PATH --out {folder}"
        )
        return
    write(out, to_json(join_statements(coded, texts), indent=1) + "\n")


def _json_files(folder: Path, besides: Path, talk: Talk) -> list[Path]:
    """The ``.json`` files of a folder by name, but for the one that is about to be written."""
    if folder.is_file():
        return [folder]
    if not folder.is_dir():
        talk.fail(f"{folder}: there is no such folder; write it with recoupe code PATH --out {folder}")
        return []
    return sorted(p for p in folder.glob("*.json") if p.resolve() != besides.resolve())


@click.command()
def schema() -> None:
    """Print the JSON Schema of every record that recoupe writes."""
    import json

    from recoupe.model import schema as of_records

    click.echo(json.dumps(of_records(), indent=1, ensure_ascii=False))
