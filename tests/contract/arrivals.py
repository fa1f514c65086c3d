"""Requests as they arrived, over a MockTransport or over a real socket, and openapi-core to judge them.

The server is Python's own http.server, which knows nothing of httpx; it keeps what it was sent.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple

import httpx
from openapi_core import OpenAPI
from openapi_core.testing import MockRequest

from .spec import SPEC, Operation

Headers = Sequence[tuple[str, str]]


class Arrived(NamedTuple):
    """One request, as it came in: the target is what stood in the request line."""

    method: str
    target: str
    headers: Headers
    body: bytes

    def header(self, name: str) -> list[str]:
        """Give the values of a header, however often it was sent."""
        return [value for key, value in self.headers if key.lower() == name.lower()]


@dataclass
class Server:
    """Where requests arrive, and what is answered."""

    base_url: str
    answer: tuple[int, bytes] = (200, b'{"is_success": "true"}')
    arrived: list[Arrived] = field(default_factory=list)

    def mock(self) -> httpx.MockTransport:
        """Give a transport that leads here without a socket."""

        def take(request: httpx.Request) -> httpx.Response:
            target = request.url.raw_path.decode("ascii")
            self.arrived.append(
                Arrived(request.method, target, request.headers.multi_items(), request.content)
            )
            status, content = self.answer
            return httpx.Response(
                status, content=content, headers={"Content-Type": "application/json"}
            )

        return httpx.MockTransport(take)


@contextmanager
def loopback() -> Iterator[Server]:
    """Run a server on a free port of 127.0.0.1."""

    class Handler(BaseHTTPRequestHandler):
        timeout = 10

        def _take(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            seen.arrived.append(Arrived(self.command, self.path, self.headers.items(), body))
            status, content = seen.answer
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_PUT = do_POST = do_DELETE = do_PATCH = do_HEAD = do_OPTIONS = _take  # noqa: N815

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        seen = Server(f"http://127.0.0.1:{server.server_address[1]}")
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield seen
        finally:
            server.shutdown()
            thread.join(10)


def judge_at(base_url: str) -> OpenAPI:
    """Give openapi-core on the spec, with its server at another address."""
    return OpenAPI.from_dict({**SPEC, "servers": [{"url": base_url}]})


def judgeable(base_url: str, request: Arrived) -> MockRequest:
    """Give a request in the form that openapi-core judges."""
    path, _, query = request.target.partition("?")
    assert not query
    return MockRequest(
        base_url,
        request.method,
        path,
        headers=dict(request.headers),
        data=request.body,
        content_type="".join(request.header("Content-Type")),
    )


def accepted(judge: OpenAPI, server: Server, operation: Operation) -> Arrived:
    """Give the one request that arrived, after openapi-core has found nothing wrong with it."""
    (request,) = server.arrived
    verdict = judge.unmarshal_request(judgeable(server.base_url, request))
    assert verdict.errors == []
    assert verdict.security is not None
    assert request.method == operation.method.upper()
    assert request.header("X-Auth-Token") == [verdict.security["token"]]
    return request
