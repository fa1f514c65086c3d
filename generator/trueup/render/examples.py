"""A first call that runs as printed, from the spec's own examples."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator

from trueup.formats import SAMPLES
from trueup.ir import Api, Delivery, Operation, Scalar, ScalarType, Type, Where
from trueup.render.identity import Identity
from trueup.render.literals import literal


def example(api: Api, identity: Identity, *, is_async: bool) -> str:
    """Write a program that makes the first call of an API."""
    client = "AsyncClient" if is_async else "Client"
    prefix = "async " if is_async else ""
    block = [f"{prefix}with {client}({', '.join(_settings(api))}) as client:"]
    block += [f"    {line}" for each in api.operations[:1] for line in _call(each, is_async)]
    if is_async:
        inner = textwrap.indent("\n".join(block), "    ").splitlines()
        block = ["async def main() -> None:", *inner, "", "", "asyncio.run(main())"]
    imports = ["import asyncio", ""] if is_async else []
    between = ["", ""] if is_async else [""]
    return "\n".join([*imports, f"from {identity.package} import {client}", *between, *block])


def _settings(api: Api) -> Iterator[str]:
    for setting in api.settings:
        if setting.required:
            yield f"{setting.name}={_sample(setting.type, setting.name)}"
    for variable in api.server.variables if api.server else ():
        if variable.default is None:
            yield f"{variable.name}={literal(variable.example)}"
    for credential in [each for each in api.credentials if each.signer is None][:1]:
        sample = literal(f"my-{credential.name}")
        yield f"{credential.name}={f'({sample}, {sample})' if credential.basic else sample}"


def _call(operation: Operation, is_async: bool) -> Iterator[str]:
    given = [
        _sample(each.type, each.name)
        for each in operation.parameters
        if each.where is Where.PATH and not each.per_client
    ]
    given += [
        f"{each.name}={_sample(each.type, each.name)}"
        for each in operation.parameters
        if each.where is not Where.PATH and each.required and not each.per_client
    ]
    body = operation.body
    if body and body.example:
        value = json.loads(body.example)
        given += [f"{name}={literal(value[wire])}" for wire, name in body.keywords if wire in value]
    called = f"client.{operation.name}({', '.join(given)})"
    if operation.delivery is Delivery.ITEMS:
        prefix = "async " if is_async else ""
        yield f"{prefix}with {called} as items:"
        yield f"    {prefix}for item in items:"
        yield "        print(item)"
        return
    yield f"result = {'await ' if is_async else ''}{called}"
    yield "print(result)"


def _sample(type_: Type, name: str) -> str:
    if isinstance(type_, ScalarType) and type_.scalar in (Scalar.INTEGER, Scalar.NUMBER):
        return "7"
    sample = SAMPLES.get(type_.format or "") if isinstance(type_, ScalarType) else None
    return literal(sample or f"my-{name.replace('_', '-')}")
