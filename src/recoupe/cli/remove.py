"""``recoupe remove``: articles taken out of a library, with the reason."""

from __future__ import annotations

import click

from recoupe.cli.judge import BY, judge_of
from recoupe.cli.talk import Talk, counted


@click.command(short_help="Take articles out of a library, with the reason.")
@click.argument("articles", nargs=-1, required=True, metavar="ARTICLE...")
@click.option("--library", metavar="FILE", required=True, help="The library that they are in.")
@click.option("--why", metavar="TEXT", required=True, help="The reason, kept in the log.")
@BY
@click.option("--json", "as_json", is_flag=True, help="Print what was done as one JSON object.")
@click.pass_obj
def remove(
    talk: Talk, articles: tuple[str, ...], library: str, why: str, by: str | None, as_json: bool
) -> None:
    """Take each ARTICLE, given by its name or url, out of a library: its text, and what it says.

    The accounts it stood in or beside are made anew at once. The log keeps who took it out, when and
    why. What a partner was given is to be recalled first (recoupe share recall). Added again, an
    article is there again, and what was judged of its words holds again.
    """
    from recoupe.model import to_json
    from recoupe.store import Library
    from recoupe.store.articles import called
    from recoupe.store.removing import withdraw

    who, why = judge_of(by), " ".join(why.split())
    if not why:
        raise click.UsageError("Say why: --why TEXT.")
    gone: list[str] = []
    with Library(library, create=False) as kept:
        kept.refresh()  # what follows is then at the price of the articles alone
        before = kept.count_accounts()
        for named in dict.fromkeys(articles):
            with kept.writing() as connection:
                found = called(connection, named)
                if not found:
                    talk.fail(
                        f"{named}: no article of that name or url in {library}; recoupe brief lists them"
                    )
                for number, doc in found:
                    if not withdraw(connection, number, who, why):
                        talk.fail(
                            f"{doc}: partners hold it; take it back first, by recoupe share recall {doc}"
                        )
                        continue
                    gone.append(doc)
                    if not as_json:
                        talk.tell(f"removed {doc}")
        kept.refresh()
        left, accounts = len(kept), kept.count_accounts()
    if as_json:
        result = {"library": library, "removed": gone, "articles": left, "accounts": accounts}
        click.echo(to_json(result, indent=1))
    else:
        click.echo(
            f"{len(gone)} removed; {library} holds {counted(left, 'article')}, "
            f"{counted(accounts, 'account')} ({before} before)"
        )
