"""The workbench: a library in the browser, on this machine."""

from __future__ import annotations

from contextlib import suppress
from errno import EADDRINUSE
from pathlib import Path

import click

from recoupe.cli.judge import BY, judge_of
from recoupe.cli.talk import Talk

PORT = 8640
LIBRARY = "recoupe.db"
_HERE = ("127.0.0.1", "localhost")
_LOCAL = (*_HERE, "::1")


@click.command(short_help="The workbench: read, check, judge and brief in the browser.")
@click.option(
    "--library",
    metavar="FILE",
    default=LIBRARY,
    show_default=True,
    help="The library to work on; made where there is none.",
)
@click.option(
    "--port", type=click.IntRange(0, 65535), default=PORT, show_default=True, help="0 takes any free one."
)
@click.option("--no-browser", is_flag=True, help="Only say the address.")
@BY
@click.option("--team", is_flag=True, help="For several: people log in (recoupe user add makes the first).")
@click.option(
    "--host", metavar="HOST", default="127.0.0.1", show_default=True, help="With --team: where to listen."
)
@click.option(
    "--name",
    "names",
    multiple=True,
    metavar="HOST[:PORT]",
    help="With --team: a name it answers to; again for more.",
)
@click.option("--cert", metavar="FILE", help="With --team: the server's certificate and its chain (PEM).")
@click.option("--key", "private", metavar="FILE", help="The certificate's private key (PEM).")
@click.pass_obj
def serve(
    talk: Talk,
    library: str,
    port: int,
    no_browser: bool,
    by: str | None,
    team: bool,
    host: str,
    names: tuple[str, ...],
    cert: str | None,
    private: str | None,
) -> None:
    """Open a library in the browser: look, compare, judge, and take a brief away.

    Alone, it answers on 127.0.0.1 only, asks nothing of any other machine, and needs no login. With --team
    people log in; other machines are served by TLS only. Stop it with Ctrl-C.
    """
    import gc
    import socket

    import uvicorn

    from recoupe.serve import make_app

    if not team and (host != "127.0.0.1" or names or cert or private):
        raise click.UsageError(
            "--host, --name, --cert and --key go with --team: alone, it serves this machine."
        )
    if (cert is None) != (private is None):
        raise click.UsageError("Give --cert FILE and --key FILE together, or neither.")
    if cert is None and host not in _LOCAL:
        raise click.UsageError("Other machines are served by TLS only: give --cert FILE and --key FILE.")
    if team and not _somebody(talk, library):
        return
    talk.stopped = lambda: f"the workbench is closed; everything is kept in {library}"
    taken = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        taken.bind((host, port))
    except OSError as error:
        talk.fail(
            f"port {port} is in use; give another with --port, or --port 0 for any free one"
            if error.errno == EADDRINUSE
            else f"{host}: {error.strerror or error}; give an address of this machine with --host"
        )
        return
    port = taken.getsockname()[1]
    scheme = "https" if cert else "http"
    # A name without a port is taken with this one, and with the port that its scheme has by itself.
    named = [name if ":" in name else f"{name}:{port}" for name in (*_HERE, *names)]
    if cert:
        named += [name for name in names if ":" not in name]
    app = make_app(Path(library), by=judge_of(by), hosts=named, team=team)
    address = f"{scheme}://{names[0] if names else '127.0.0.1'}:{port}/"
    talk.tell(f"the workbench is at {address} (Ctrl-C closes it)")
    server = uvicorn.Server(
        uvicorn.Config(
            app,
            log_level="warning",
            server_header=False,
            # Whoever asks is who connects: limits are counted by it, and nobody names another address.
            proxy_headers=False,
            timeout_graceful_shutdown=3,
            ssl_certfile=cert,
            ssl_keyfile=private,
        )
    )
    # Looking through all that is loaded for garbage, which is hardly any, stops every page for 50 ms: by
    # Python's own measure (700, 10, 10) that happens to one page in fifteen.
    gc.set_threshold(20_000, 20, 20)
    _share_heaps()
    if not no_browser:
        _open_later(address)
    try:
        server.run(sockets=[taken])
    finally:
        taken.close()


def _share_heaps() -> None:
    """Have the threads share two heaps: glibc gives each its own, and of a large library's workbench 100 MB
    would lie in them unused.
    """
    import ctypes

    with suppress(AttributeError, OSError, TypeError):  # another C library
        ctypes.CDLL(None).mallopt(-8, 2)  # M_ARENA_MAX


def _somebody(talk: Talk, library: str) -> bool:
    """Whether anybody can log in; where nobody can, what to do is said."""
    from recoupe.store.people import People

    people = People(Path(library)) if Path(library).exists() else None
    found = people is not None and bool(people.users())
    if not found:
        first = "" if people else f"recoupe add PATH --library {library} makes the library; "
        talk.fail(
            f"{library}: nobody can log in yet; {first}"
            f"recoupe user add NAME --role administrator --library {library} makes the first user"
        )
    if people:
        people.close()
    return found


def _open_later(address: str) -> None:
    """Open the browser once the server listens: the socket is bound, so a request waits until it does."""
    import threading
    import webbrowser

    threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()
