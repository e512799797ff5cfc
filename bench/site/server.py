"""A host for a built site: below a folder of its own, as a project's pages are published, and compressed."""

from __future__ import annotations

import gzip
import io
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import BinaryIO
from urllib.parse import urlsplit

#: What hosts compress. Fonts, pictures and archives are compressed as they are.
TEXT = {".html", ".css", ".js", ".json", ".svg", ".xml", ".txt", ".md", ".py", ".ipynb"}


@contextmanager
def served(site: Path, under: str = "") -> Iterator[str]:
    """The address at which a folder is served, below a folder of the host if one is named; it ends with a slash."""
    root = f"/{under}/" if under else "/"
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, site, root))
    server.daemon_threads = True
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}{root}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Handler(SimpleHTTPRequestHandler):
    """Answers with files; text is compressed for who accepts it, and an address that leads nowhere gets 404.html."""

    protocol_version = "HTTP/1.1"  # one connection for many requests, as hosts have it

    def __init__(self, site: Path, root: str, *arguments: object) -> None:
        self._root = root
        super().__init__(*arguments, directory=str(site))  # type: ignore[arg-type]  # as socketserver passes them on

    def send_head(self) -> BinaryIO | None:
        address = urlsplit(self.path).path
        inside = address.startswith(self._root)
        file = Path(self.translate_path("/" + address.removeprefix(self._root)))
        if inside and file.is_dir() and not address.endswith("/"):
            self._lead_to(f"{address}/")
            return None
        if file.is_dir():
            file /= "index.html"
        if inside and file.is_file():
            return self._send(file, HTTPStatus.OK)
        return self._send(Path(self.directory) / "404.html", HTTPStatus.NOT_FOUND)

    def _lead_to(self, address: str) -> None:
        self.send_response(HTTPStatus.MOVED_PERMANENTLY)
        self.send_header("Location", address)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _send(self, file: Path, status: HTTPStatus) -> BinaryIO:
        small = file.suffix in TEXT and "gzip" in self.headers.get("Accept-Encoding", "")
        content = _content(file, small) if file.is_file() else b""
        self.send_response(status)
        self.send_header("Content-Type", self.guess_type(str(file)))
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "max-age=600")
        if small:
            self.send_header("Content-Encoding", "gzip")
            self.send_header("Vary", "Accept-Encoding")
        self.end_headers()
        return io.BytesIO(content)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def _content(file: Path, small: bool) -> bytes:
    return _compressed(file, file.stat().st_mtime_ns) if small else file.read_bytes()


@cache
def _compressed(file: Path, changed: int) -> bytes:
    """The gzip of a file as it stands since then, at the level that hosts use."""
    return gzip.compress(file.read_bytes(), compresslevel=6, mtime=0)
