"""A node behind its server, and a client of it."""

from __future__ import annotations

import base64
import json
import socket
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from exchange_press import key
from taxii2client.v21 import Collection, Server

from recoupe.share.exchange.nodes import connect, find, token
from recoupe.share.exchange.remote import pull, push
from recoupe.share.exchange.taxii import MEDIA
from recoupe.share.exchange.taxii import Server as Taxii
from recoupe.store import Library


class Served:
    """North's library behind a server, and south who has a token for it."""

    def __init__(self, north: Library, south: Library, url: str) -> None:
        self.north, self.south = north, south
        self.url = url
        self.token = token(north, find(north, "south"))
        connect(south, find(south, "north"), self.url, self.token)

    def pull(self):
        return pull(self.south, key(self.south), find(self.south, "north"))

    def push(self):
        return push(self.south, key(self.south), find(self.south, "north"))

    def collection(self, alias: str = "records") -> Collection:
        server = Server(f"{self.url}/taxii2/", user="south", password=self.token)
        (found,) = (one for one in server.default.collections if one.alias == alias)
        return found

    def ask(self, path: str, body: bytes | None = None, method: str | None = None, **headers: str):
        """Status, headers and content of a plain request."""
        shown = base64.b64encode(f"south:{self.token}".encode()).decode()
        sent = {"Authorization": f"Basic {shown}", "Accept": MEDIA, "Content-Type": MEDIA}
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        shown_ = {name: value for name, value in sent.items() if value}
        request = urllib.request.Request(f"{self.url}{path}", body, shown_, method=method)
        try:
            with urllib.request.urlopen(request) as answer:
                return answer.status, answer.headers, json.loads(answer.read())
        except urllib.error.HTTPError as error:
            return error.code, error.headers, json.loads(error.read())


@contextmanager
def behind_a_server(north: Library, **options) -> Iterator[str]:
    """North's server, while it runs, on a port that is free; options are uvicorn's."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        app = Taxii(north, key(north), per_minute=100_000).app
        server = uvicorn.Server(uvicorn.Config(app, log_level="error", server_header=False, **options))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        while not server.started:
            assert thread.is_alive()
            time.sleep(0.01)
        scheme = "https" if options else "http"
        yield f"{scheme}://127.0.0.1:{listening.getsockname()[1]}"
        server.should_exit = True
        thread.join()
