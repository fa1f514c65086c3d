"""Code in documents: found by a Markdown parser, and run as it is printed."""

from __future__ import annotations

import json
import re
import ssl
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from markdown_it import MarkdownIt

from tests.features.cases import Answer
from tests.features.loopback import loopback

_TRUSTING_NOBODY = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
Answering = Callable[[httpx.Request], httpx.Response]


@dataclass(frozen=True)
class Snippet:
    """A block of code: where it stands, what it is written in, the code."""

    file: str
    line: int
    language: str
    text: str


@dataclass(frozen=True)
class Sent:
    """A request, as far as a caller has a say in it."""

    method: str
    target: str
    headers: tuple[tuple[str, str], ...]
    body: object


def snippets(text: str, file: str) -> Iterator[Snippet]:
    """Yield the blocks of code of a document."""
    for token in MarkdownIt("commonmark").parse(text):
        if token.type == "fence":
            yield Snippet(file, (token.map or [0])[0] + 1, token.info.strip(), token.content)


def of_file(path: Path, root: Path) -> Iterator[Snippet]:
    """Yield the blocks of code of a file."""
    return snippets(path.read_text("utf-8"), path.relative_to(root).as_posix())


@contextmanager
def answered(answer: Answering) -> Iterator[list[Sent]]:
    """Have a function answer what clients send that were given no transport; give what they send."""
    sent: list[Sent] = []

    def handle(_: object, request: httpx.Request) -> httpx.Response:
        sent.append(
            _seen(request.method, str(request.url), request.headers.multi_items(), request.read())
        )
        made = answer(request)
        made.request = request
        return made

    async def handle_async(_: object, request: httpx.Request) -> httpx.Response:
        await request.aread()
        return handle(_, request)

    with pytest.MonkeyPatch.context() as patch:
        # Nothing is encrypted here, and reading all the world's certificates is most of a client's cost.
        patch.setattr(ssl, "create_default_context", lambda **_: _TRUSTING_NOBODY)
        patch.setattr(httpx.HTTPTransport, "handle_request", handle)
        patch.setattr(httpx.AsyncHTTPTransport, "handle_async_request", handle_async)
        yield sent


def run(snippet: Snippet) -> dict[str, Any]:
    """Run a program as it is printed; give its names."""
    names: dict[str, Any] = {"__name__": "__main__"}
    exec(compile(snippet.text, f"{snippet.file}:{snippet.line}", "exec"), names)
    return names


def run_curl(command: str, folder: Path) -> Sent:
    """Run a command of curl against a server on loopback; give what arrived there."""
    plain = re.sub(r"^(curl --[^/]*?)https://", r"\1http://", command)
    with loopback() as server:
        server.answers = [Answer(200, "application/json", b"{}")]
        shell = [
            "sh",
            "-c",
            f"{plain.rstrip()} --silent --show-error --noproxy '' --proxy {server.url}",
        ]
        done = subprocess.run(
            shell, cwd=folder, capture_output=True, text=True, check=False, timeout=30
        )
        assert done.returncode == 0, done.stderr
        (arrived,) = server.arrived
    return _seen(arrived.method, arrived.target, arrived.headers, arrived.body)


def _seen(method: str, url: str, headers: Any, body: bytes) -> Sent:
    """Show a request without what each client says in its own way."""
    split = urlsplit(url)
    own = {
        "accept",
        "accept-encoding",
        "connection",
        "content-length",
        "host",
        "proxy-connection",
        "user-agent",
    }
    kept = sorted((name.lower(), text) for name, text in headers if name.lower() not in own)
    target = f"{split.netloc}{split.path}{'?' if split.query else ''}{split.query}"
    try:
        shown: object = json.loads(body)
    except ValueError:
        shown = body
    return Sent(method, target, tuple(kept), shown)
