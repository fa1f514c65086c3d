"""A stand-in server on loopback: it judges every request by the spec and answers with its examples."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import urlsplit

from trueup.document.json_values import JsonObject, JsonValue, mapping
from trueup.document.pointers import join
from trueup.document.references import examples_of, found
from trueup.document.walk import operations
from trueup.standin.schemas import Judge


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request as it arrived, and the answer it got."""

    method: str
    target: str
    headers: tuple[tuple[str, str], ...]
    body: str
    status: int
    answer: str


@dataclass(slots=True)
class StandIn:
    """A running server: where it is, and what it has seen."""

    url: str
    exchanges: list[Exchange] = field(default_factory=list)


@contextmanager
def stand_in(root: JsonObject) -> Iterator[StandIn]:
    """Serve a document of the 3.1 dialect on 127.0.0.1 until the block ends."""
    judge = Judge(root)
    exchanges: list[Exchange] = []

    class Handler(BaseHTTPRequestHandler):
        def _answer(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            body = self.rfile.read(length).decode("utf-8", "replace")
            status, answer = answer_of(root, judge, self.command, self.path, body)
            content = json.dumps(answer).encode()
            headers = tuple(self.headers.items())
            exchanges.append(
                Exchange(self.command, self.path, headers, body, status, content.decode())
            )
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_PUT = do_POST = do_DELETE = do_PATCH = _answer  # noqa: N815 - http.server's names

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
            """Say nothing: what arrived is kept, not printed."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield StandIn(f"http://127.0.0.1:{server.server_port}", exchanges)
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def answer_of(
    root: JsonObject, judge: Judge, method: str, target: str, body: str
) -> tuple[int, JsonValue]:
    """Give the status and the body that the spec's examples have for a request."""
    path = urlsplit(target).path
    for pointer, template, verb, operation in operations(root):
        if verb == method.lower() and _fits(template, path):
            objection = _objection(root, judge, pointer, operation, body)
            if objection:
                return 400, {"error_code": "STANDIN.0001", "error_msg": objection}
            return _example(root, operation)
    return 404, {"error_code": "STANDIN.0002", "error_msg": f"the spec has no {method} {path}"}


def _fits(template: str, path: str) -> bool:
    pattern = "[^/]+".join(re.escape(part) for part in re.split(r"{[^{}]*}", template))
    return re.fullmatch(pattern, path) is not None


def _objection(
    root: JsonObject, judge: Judge, pointer: str, operation: JsonObject, body: str
) -> str | None:
    request, referred = found(root, mapping(operation.get("requestBody")))
    for media_type in mapping(request.get("content")):
        if "json" in media_type:
            where = join(referred or join(pointer, "requestBody"), "content", media_type, "schema")
            try:
                return judge.objection(where, json.loads(body)) if body else None
            except ValueError:
                return "the body is not JSON"
    return None


def _example(root: JsonObject, operation: JsonObject) -> tuple[int, JsonValue]:
    for status, raw in mapping(operation.get("responses")).items():
        if status.startswith("2") and status.isdecimal():
            response, _ = found(root, mapping(raw))
            for media in mapping(response.get("content")).values():
                return int(status), next(iter(examples_of(root, mapping(media))), None)
            return int(status), None
    return 200, None
