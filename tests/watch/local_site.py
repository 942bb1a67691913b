"""A web site on this machine, made by the tests: it answers as it is told, badly too."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Answer = tuple[int, dict[str, str], bytes] | Callable[[BaseHTTPRequestHandler], None]

STORY = (
    "La douane de Safi a saisi lundi deux tonnes de tabac de contrebande au port, a annoncé la direction "
    "régionale. Trois personnes ont été arrêtées dans la soirée par la gendarmerie royale. L'enquête a été "
    "confiée au parquet de la ville, selon la même source, et le navire reste à quai jusqu'à nouvel ordre."
)


def page(title: str) -> bytes:
    paragraphs = "".join(f"<p>{title}. {STORY} Point {n}.</p>" for n in range(3))
    return (
        f"<html lang='fr'><head><title>{title}</title></head>"
        f"<body><article><h1>{title}</h1>{paragraphs}</article></body></html>"
    ).encode()


HTML = {"Content-Type": "text/html; charset=utf-8"}


class Site:
    """``routes``: path → (status, headers, body), or a function that answers.

    ``asked``: (path, headers, when) of every request.
    """

    def __init__(self, host: str = "127.0.0.1") -> None:
        self.routes: dict[str, Answer] = {}
        self.asked: list[tuple[str, dict[str, str], float]] = []
        site = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                site.asked.append((self.path, dict(self.headers), time.time()))
                answer = site.routes.get(self.path, (404, {}, b"nothing here"))
                self.close_connection = True
                try:
                    if callable(answer):
                        answer(self)
                        return
                    status, headers, body = answer
                    tag = headers.get("ETag")
                    if tag and self.headers.get("If-None-Match") == tag:
                        status, body = 304, b""
                    self.send_response(status)
                    for name, value in headers.items():
                        self.send_header(name, value)
                    self.send_header("Content-Length", str(len(body)))
                    self.end_headers()
                    self.wfile.write(body)
                except (BrokenPipeError, ConnectionResetError):
                    pass

            def log_message(self, *args: Any) -> None:
                pass

        self._server = ThreadingHTTPServer((host, 0), Handler)
        self._server.daemon_threads = True
        self.port = self._server.server_address[1]
        self.url = f"http://{host}:{self.port}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def paths(self) -> list[str]:
        """What was asked for, but robots.txt."""
        return [path for path, _, _ in self.asked if path != "/robots.txt"]

    def article(self, path: str, title: str | None = None) -> str:
        """Put an article at a path; gives its address."""
        self.routes[path] = (200, HTML, page(title or f"Article {path.strip('/')}"))
        return self.url + path

    def feed(self, path: str, urls: list[str], **headers: str) -> str:
        items = "".join(f"<item><title>T</title><link>{u.replace('&', '&amp;')}</link></item>" for u in urls)
        body = f"<rss version='2.0'><channel><title>F</title>{items}</channel></rss>".encode()
        self.routes[path] = (200, {"Content-Type": "application/rss+xml", **headers}, body)
        return self.url + path

    def sitemap(self, path: str, entries: list[tuple[str, str]], kind: str = "urlset") -> str:
        child = "url" if kind == "urlset" else "sitemap"
        nodes = "".join(f"<{child}><loc>{u}</loc><lastmod>{d}</lastmod></{child}>" for u, d in entries)
        body = f"<{kind} xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{nodes}</{kind}>".encode()
        self.routes[path] = (200, {"Content-Type": "text/xml"}, body)
        return self.url + path
