"""A server for everything: it stands in as a proxy, so that calls keep the host that they mean."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from .cases import HOST, Answer


@dataclass(frozen=True)
class Arrived:
    """One request, as it came in: the target is what stood in the request line."""

    method: str
    target: str
    headers: tuple[tuple[str, str], ...]
    body: bytes

    @property
    def line(self) -> str:
        """Say method and URL, the usual host left out."""
        return f"{self.method} {self.target.removeprefix(HOST)}"

    def header(self, name: str) -> str | None:
        """Give a header, which is sent once or not at all."""
        found = [text for key, text in self.headers if key.lower() == name.lower()]
        assert len(found) < 2, found
        return found[0] if found else None

    @property
    def parts(self) -> list[tuple[str, bytes]]:
        """Take a multipart body apart."""
        boundary = (self.header("content-type") or "").partition("boundary=")[2].encode()
        pieces = self.body.split(b"--" + boundary)[1:-1]
        split = (piece[2:-2].partition(b"\r\n\r\n") for piece in pieces)
        return [(head.decode(), content) for head, _, content in split]


@dataclass
class Loopback:
    """Where requests arrive, and what is answered."""

    url: str
    answers: list[Answer] = field(default_factory=list)
    arrived: list[Arrived] = field(default_factory=list)


@contextmanager
def loopback() -> Iterator[Loopback]:
    """Listen in a thread of its own."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.kept = Loopback(f"http://127.0.0.1:{server.server_port}")  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield server.kept  # type: ignore[attr-defined]
    finally:
        server.shutdown()
        server.server_close()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def _take(self) -> None:
        kept: Loopback = self.server.kept  # type: ignore[attr-defined]
        kept.arrived.append(
            Arrived(self.command, self.path, tuple(self.headers.items()), self._body())
        )
        answer = kept.answers.pop(0)
        self.send_response(answer.status)
        if answer.type is not None:
            self.send_header("Content-Type", answer.type)
        for name, text in answer.headers.items():
            self.send_header(name, text)
        if answer.status != 204:
            self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(answer.body)

    def _body(self) -> bytes:
        if self.headers.get("Transfer-Encoding") != "chunked":
            return self.rfile.read(int(self.headers.get("Content-Length") or 0))
        body = b""
        while size := int(self.rfile.readline(), 16):
            body += self.rfile.read(size)
            self.rfile.readline()
        self.rfile.readline()
        return body

    do_GET = do_PUT = do_POST = do_DELETE = do_PATCH = do_OPTIONS = do_HEAD = do_TRACE = _take  # noqa: N815
    do_QUERY = do_PURGE = _take  # noqa: N815

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""
