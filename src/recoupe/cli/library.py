"""Adding articles to a library."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import click

from recoupe.cli.stages import ALLOW_PRIVATE, META, PATHS, TOPIC, meta_of
from recoupe.cli.talk import Talk, counted

if TYPE_CHECKING:
    from recoupe.model import Article, Dropped
    from recoupe.store import Library


@click.command(short_help="Read, code and keep articles in a library.")
@PATHS
@click.option("--library", required=True, metavar="FILE", help="The library; made where there is none.")
@META
@TOPIC
@click.option("--json", "as_json", is_flag=True, help="Print what was done as one JSON object.")
@ALLOW_PRIVATE
@click.pass_obj
def add(
    talk: Talk,
    paths: tuple[str, ...],
    library: str,
    meta: str | None,
    topic: str | None,
    as_json: bool,
    allow_private: bool,
) -> None:
    """Read and code articles, keep them in a library, and cross-check it anew.

    PATH is what recoupe read takes, or the .jsonl it wrote. Each article is safe on the disk when
    its line is printed; adding it again changes nothing, so an interrupted run is taken up by
    running it again. Articles in a language that is not coded yet are kept, and said.
    """
    from recoupe.model import to_json
    from recoupe.store import Library

    known = meta_of(meta)
    with Library(library) as kept:
        done = add_to(kept, paths, known, talk, topic=topic, echo=not as_json, allow_private=allow_private)
        articles, accounts = len(kept), kept.count_accounts()
    if as_json:
        result = {"library": library, **done, "articles": articles, "accounts": accounts}
        click.echo(to_json(result, indent=1))
    else:
        click.echo(
            f"{len(done['added'])} added ({len(done['uncoded'])} of them not coded), "
            f"{len(done['known'])} there already, {len(done['dropped'])} dropped; "
            f"{library} holds {counted(articles, 'article')}, {counted(accounts, 'account')}"
        )


def add_to(
    library: Library,
    paths: Iterable[str],
    meta: dict[str, Any] | None,
    talk: Talk,
    *,
    topic: str | None = None,
    echo: bool,
    allow_private: bool = False,
) -> dict[str, list[Any]]:
    """Add the articles of ``paths`` and make the accounts anew; gives what :func:`add_items` gives."""
    from recoupe.pipeline import stored_articles

    items = stored_articles(paths, library, meta, topic, allow_private)
    done = add_items(library, items, talk, echo=echo)
    if not any(done.values()):
        talk.fail(f"{' '.join(paths)}: no article found; name a .txt or .html file, or a folder of them")
    return done


def add_items(
    library: Library, items: Iterable[Article | Dropped], talk: Talk, *, echo: bool
) -> dict[str, list[Any]]:
    """Add articles and make the accounts anew.

    Gives the names of those added and of those known before, and the ``Dropped`` of those added
    but not coded and of those not taken in.
    """
    from recoupe.model import Dropped
    from recoupe.pipeline import Kept, Known, add_all

    done: dict[str, list[Any]] = {"added": [], "uncoded": [], "known": [], "dropped": []}
    talk.stopped = lambda: (
        f"{counted(len(done['added']), 'article')} added and kept in {library.path}; "
        "run the same command again to add the rest"
    )
    for item in talk.progress(add_all(library, items), "adding: articles"):
        match item:
            case Dropped():
                done["dropped"].append(item)
                talk.dropped(item)
            case Known(doc):
                done["known"].append(doc)
            case Kept(doc, came_as, statements):
                done["added"].append(doc)
                if doc != came_as:
                    talk.say(f"{came_as}: another article has this name; it is kept as {doc}")
                if isinstance(statements, Dropped):
                    done["uncoded"].append(statements)
                    talk.dropped(statements)
                if echo:
                    told = "kept" if isinstance(statements, Dropped) else counted(statements, "statement")
                    talk.tell(f"added {doc}: {told}")
    library.refresh()
    return done
