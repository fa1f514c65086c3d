"""Hooks of calls that stream or go to a file, over both clients."""

from __future__ import annotations

import asyncio
import io
from contextlib import suppress
from pathlib import Path
from typing import Any

import httpx
import pytest

from .rendering import HEAD, library, part

BYTES = "{application/octet-stream: {schema: {type: string, format: binary}}}"
DOCUMENT = f"""{HEAD}paths:
  /files/{{id}}:
    get:
      operationId: download
      parameters: [{{name: id, in: path, required: true, schema: {{type: string}}}}]
      responses: {{"200": {{description: ok, content: {BYTES}}}}}
  /lines:
    get:
      operationId: readLines
      responses: {{"200": {{description: ok, content: {{application/x-ndjson: {{schema: {{}}}}}}}}}}
"""
TOLD = [
    ("download_to", "GET", "/files/{id}", 3, None),
    ("download_to", "GET", "/files/{id}", None, "NotFoundError"),
    ("read_lines", "GET", "/lines", "stream", None),
    ("read_lines", "GET", "/lines", None, "NotFoundError"),
]


def respond(request: httpx.Request) -> httpx.Response:
    if "X-Missing" in request.headers:
        return httpx.Response(404, json={})
    if request.url.path == "/lines":
        return httpx.Response(
            200, content=b"1\n2\n", headers={"Content-Type": "application/x-ndjson"}
        )
    return httpx.Response(200, content=b"abc")


@pytest.mark.parametrize("flavour", ["sync", "async"])
def test_calls_that_stream_or_go_to_a_file_are_told(tmp_path: Path, flavour: str) -> None:
    outcomes: list[tuple[Any, ...]] = []
    with library(DOCUMENT, tmp_path, f"hooked_{flavour}") as made:
        hooks = part(made, "hooks")

        class Noting(hooks.Hook):  # type: ignore[name-defined, misc]
            def ended(self, call: Any, value: Any, error: BaseException | None) -> None:
                value = "stream" if "Stream" in type(value).__name__ else value
                name = None if error is None else type(error).__name__
                outcomes.append((call.operation, call.method, call.path_template, value, name))

        def sync() -> None:
            for headers in ({}, {"X-Missing": "1"}):
                with httpx.Client(transport=httpx.MockTransport(respond), headers=headers) as http:
                    client = made.Client(http_client=http, hooks=[Noting()])
                    with suppress(made.NotFoundError):
                        client.download_to(io.BytesIO(), "a")
                    with suppress(made.NotFoundError):
                        assert [*client.read_lines()] == [1, 2]

        async def unsync() -> None:
            for headers in ({}, {"X-Missing": "1"}):
                transport = httpx.MockTransport(respond)
                async with httpx.AsyncClient(transport=transport, headers=headers) as http:
                    client = made.AsyncClient(http_client=http, hooks=[Noting()])
                    with suppress(made.NotFoundError):
                        await client.download_to(io.BytesIO(), "a")
                    with suppress(made.NotFoundError):
                        assert [each async for each in client.read_lines()] == [1, 2]

        if flavour == "sync":
            sync()
        else:
            asyncio.run(unsync())
    assert sorted(outcomes, key=str) == sorted(TOLD, key=str)
