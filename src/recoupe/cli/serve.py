"""The workbench: a library in the browser, on this machine."""

from __future__ import annotations

from pathlib import Path

import click

from recoupe.cli.judge import BY, judge_of
from recoupe.cli.talk import Talk

PORT = 8640
LIBRARY = "recoupe.db"


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
@click.pass_obj
def serve(talk: Talk, library: str, port: int, no_browser: bool, by: str | None) -> None:
    """Open a library in the browser: look, compare, judge, and take a brief away.

    It answers on 127.0.0.1 only, asks nothing of any other machine, and needs no login. Stop it with Ctrl-C.
    """
    import socket

    import uvicorn

    from recoupe.serve import make_app

    talk.stopped = lambda: f"the workbench is closed; everything is kept in {library}"
    taken = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        taken.bind(("127.0.0.1", port))
    except OSError:
        talk.fail(f"port {port} is in use; give another with --port, or --port 0 for any free one")
        return
    port = taken.getsockname()[1]
    hosts = [f"{name}:{port}" for name in ("127.0.0.1", "localhost")]
    app = make_app(Path(library), by=judge_of(by), hosts=hosts)
    address = f"http://127.0.0.1:{port}/"
    talk.tell(f"the workbench is at {address} (Ctrl-C closes it)")
    server = uvicorn.Server(
        uvicorn.Config(app, log_level="warning", server_header=False, timeout_graceful_shutdown=3)
    )
    if not no_browser:
        _open_later(address)
    try:
        server.run(sockets=[taken])
    finally:
        taken.close()


def _open_later(address: str) -> None:
    """Open the browser once the server listens: the socket is bound, so a request waits until it does."""
    import threading
    import webbrowser

    threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()
