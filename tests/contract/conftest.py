"""What the contract tests share while they run: one server on loopback, and its judge."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from openapi_core import OpenAPI

from .arrivals import Server, judge_at, loopback


@pytest.fixture(scope="session")
def _running_server() -> Iterator[Server]:
    with loopback() as server:
        yield server


@pytest.fixture
def server(_running_server: Server) -> Server:
    """Give the server with nothing arrived yet, and its usual answer."""
    _running_server.arrived.clear()
    _running_server.answer = Server("").answer
    return _running_server


@pytest.fixture(scope="session")
def judge(_running_server: Server) -> OpenAPI:
    """Give openapi-core on the spec, which is told that the API is at the server."""
    return judge_at(_running_server.base_url)
