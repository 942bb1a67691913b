"""A node online: a TAXII 2.1 server of its own, and what is pulled from and pushed to partners' servers."""

from __future__ import annotations

import click

from recoupe.cli.node import LIBRARY, keys_of
from recoupe.cli.share import JSON, say_remarks, share
from recoupe.cli.talk import Talk, counted

CA = click.option(
    "--ca", metavar="FILE", help="Believe this certificate (PEM) and no other, such as a partner's own."
)
_LOCAL = ("localhost", "127.0.0.1", "::1")


@click.group(short_help="Serve what partners may see, by TAXII 2.1.")
def taxii() -> None:
    """A server from which each partner reads what it may see, and to which it writes what it sends.

    docs/sharing.md tells how.
    """


@taxii.command()
@LIBRARY
@click.option("--host", metavar="HOST", default="127.0.0.1", show_default=True, help="Where to listen.")
@click.option("--port", metavar="PORT", type=int, default=6100, show_default=True, help="The port to take.")
@click.option("--cert", metavar="FILE", help="The server's certificate and its chain (PEM).")
@click.option("--key", "private", metavar="FILE", help="The certificate's private key (PEM).")
@click.option("--rate", metavar="N", type=int, default=300, show_default=True, help="Requests a minute each.")
@click.pass_obj
def serve(
    talk: Talk, library: str, host: str, port: int, cert: str | None, private: str | None, rate: int
) -> None:
    """Serve until stopped by Ctrl-C; without a certificate only to this machine."""
    if (cert is None) != (private is None):
        raise click.UsageError("Give --cert FILE and --key FILE together, or neither.")
    if cert is None and host not in _LOCAL:
        raise click.UsageError("Other machines are served by TLS only: give --cert FILE and --key FILE.")
    import uvicorn

    from recoupe.share.exchange.taxii import Server
    from recoupe.store import Library

    with Library(library, create=False) as kept:
        server = Server(kept, keys_of(kept), rate)
        scheme = "https" if cert else "http"
        talk.say(f"serving {library} at {scheme}://{host}:{port}/taxii2/; Ctrl-C stops it")
        uvicorn.run(
            server.app,
            host=host,
            port=port,
            ssl_certfile=cert,
            ssl_keyfile=private,
            log_level="warning",
            server_header=False,
        )


@share.command()
@LIBRARY
@click.option("--from", "partner", metavar="PARTNER", required=True, help="The node whose server to ask.")
@CA
@JSON
@click.pass_obj
def pull(talk: Talk, library: str, partner: str, ca: str | None, as_json: bool) -> None:
    """Take in what is new on a partner's server; interrupted, it goes on where it stopped."""
    from recoupe.model import to_json
    from recoupe.share.exchange.nodes import find
    from recoupe.share.exchange.remote import pull as take
    from recoupe.store import Library

    with Library(library, create=False) as kept:
        outcome = take(kept, keys_of(kept), find(kept, partner), ca)
    if as_json:
        click.echo(to_json({"records": outcome.counts, "remarks": outcome.remarks}, indent=1))
        return
    click.echo(f"from {partner}: {outcome.told()}")
    say_remarks(talk, outcome.remarks)


@share.command()
@LIBRARY
@click.option("--to", "partner", metavar="PARTNER", required=True, help="The node whose server to write to.")
@CA
@JSON
def push(library: str, partner: str, ca: str | None, as_json: bool) -> None:
    """Put what is new for a partner on its server, as share pack would put it into a file."""
    from recoupe.model import to_json
    from recoupe.share.exchange.nodes import find
    from recoupe.share.exchange.remote import push as put
    from recoupe.store import Library

    with Library(library, create=False) as kept:
        done = put(kept, keys_of(kept), find(kept, partner), ca)
    if as_json:
        click.echo(to_json({"records": done}, indent=1))
    else:
        told = ", ".join(counted(n, kind) for kind, n in sorted(done.items()))
        click.echo(f"to {partner}: {told or 'nothing new'}")
