"""Clients that talk to a handler in this process."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import httpx
import pytest
from dli_flink import Client, Retry

Answering = Callable[..., Client]


@pytest.fixture
def answering() -> Iterator[Answering]:
    """Make a client whose every call gets one answer: a status and what httpx.Response takes."""
    with ExitStack() as open_clients:

        def make(status: int, **content: Any) -> Client:
            transport = httpx.MockTransport(lambda request: httpx.Response(status, **content))
            http = open_clients.enter_context(httpx.Client(transport=transport))
            retry = Retry(first_wait=0)
            return Client(project_id="p", region="cn-north-4", http_client=http, retry=retry)

        yield make
