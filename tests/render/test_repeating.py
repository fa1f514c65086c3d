"""A document says what may arrive twice where a method says otherwise, and a call is repeated by that."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import httpx
import pytest

from .rendering import HEAD, library, operation

SPEC = HEAD + "paths:\n" + "".join(
    operation(f"{method}_{word or 'unmarked'}", f"/{word or 'unmarked'}/{method}", marked, method)
    for method in ("get", "put", "post", "patch")
    for word in ("true", "false", "")
    for marked in (f"      x-idempotent: {word}\n" if word else "",)
)  # fmt: skip


@pytest.fixture(scope="module")
def marked(tmp_path_factory: pytest.TempPathFactory) -> Any:
    folder: Path = tmp_path_factory.mktemp("repeating")
    with library(SPEC, folder, "repeating") as package:
        yield package


@pytest.mark.parametrize("flavour", ["Client", "AsyncClient"])
@pytest.mark.parametrize(
    ("name", "sent"),
    [
        ("get_true", 2), ("put_true", 2), ("post_true", 2), ("patch_true", 2),
        ("get_false", 1), ("put_false", 1), ("post_false", 1), ("patch_false", 1),
        ("get_unmarked", 2), ("put_unmarked", 2), ("post_unmarked", 1), ("patch_unmarked", 1),
    ],
)  # fmt: skip
def test_a_call_is_repeated_as_its_document_says_or_as_its_method_is(
    marked: Any, flavour: str, name: str, sent: int
) -> None:
    assert calls(marked, flavour, name, httpx.Response(503)) == sent
    assert calls(marked, flavour, name, httpx.ReadError("gone")) == sent
    assert calls(marked, flavour, name, httpx.ConnectError("nobody there")) == 2


def calls(package: Any, flavour: str, name: str, trouble: httpx.Response | Exception) -> int:
    """Call into trouble that is over at the second time; count what was sent."""
    sent: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        sent.append(request)
        if len(sent) > 1:
            return httpx.Response(204)
        if isinstance(trouble, Exception):
            raise trouble
        return httpx.Response(trouble.status_code)

    async def call() -> None:
        async with httpx.AsyncClient(transport=httpx.MockTransport(answer)) as http:
            await getattr(package.AsyncClient(http_client=http, retry=retry), name)()

    retry = package.Retry(attempts=2, first_wait=0)
    try:
        if flavour == "AsyncClient":
            asyncio.run(call())
        else:
            with httpx.Client(transport=httpx.MockTransport(answer)) as http:
                getattr(package.Client(http_client=http, retry=retry), name)()
    except (package.ServerError, package.TransportError):
        assert len(sent) == 1
    return len(sent)


def test_what_is_marked_is_told(marked: Any) -> None:
    assert "may arrive twice" in marked.Client.post_true.__doc__
    assert "never went out" in marked.Client.put_false.__doc__
    assert "arrive" not in marked.Client.put_unmarked.__doc__
