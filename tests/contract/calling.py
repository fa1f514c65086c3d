"""Calling an operation that is known from the spec only, with either client."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from dli_flink import AsyncClient, Client

from .arrivals import Server
from .spec import OPERATIONS, Operation, resolved

Send = Callable[..., Any]


def arguments_of(
    operation: Operation, text: str = "p", integer: int = 7
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Give every parameter a value by its type: those of the client, and those of the call."""
    values: dict[str, Any] = {"string": text, "integer": integer}
    client: dict[str, Any] = {}
    method: dict[str, Any] = {}
    for parameter in operation.said["parameters"]:
        kept = client if parameter.get("x-client-parameter") else method
        kept[parameter["name"]] = values[resolved(parameter["schema"])["type"]]
    return {**client, "token": "secret"}, method


def call(
    client: dict[str, Any], operation: Operation, server: Server, transport: str, **arguments: Any
) -> Any:
    """Call an operation with the synchronous client."""
    chosen = server.mock() if transport == "mock" else None
    with httpx.Client(transport=chosen, trust_env=False, timeout=10) as http:
        made = Client(**client, base_url=server.base_url, http_client=http, advice="ignore")
        return getattr(made, operation.name)(**arguments)


def call_async(
    client: dict[str, Any], operation: Operation, server: Server, transport: str, **arguments: Any
) -> Any:
    """Call an operation with the asynchronous client."""

    async def send() -> Any:
        chosen = server.mock() if transport == "mock" else None
        async with httpx.AsyncClient(transport=chosen, trust_env=False, timeout=10) as http:
            made = AsyncClient(
                **client, base_url=server.base_url, http_client=http, advice="ignore"
            )
            return await getattr(made, operation.name)(**arguments)

    return asyncio.run(send())


every_operation = pytest.mark.parametrize("operation", OPERATIONS, ids=lambda each: each.name)
every_flavour = pytest.mark.parametrize("send", [call, call_async], ids=["sync", "async"])
every_transport = pytest.mark.parametrize("transport", ["mock", "socket"])
