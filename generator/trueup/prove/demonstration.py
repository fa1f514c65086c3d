"""A demonstration: the generated library makes a real call over loopback, and everything sent is shown."""

from __future__ import annotations

import importlib
import json
import sys
from base64 import b64encode
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from types import ModuleType
from typing import Final

from trueup.document.json_values import JsonObject, mapping
from trueup.document.pointers import at
from trueup.document.references import examples_of, found
from trueup.formats import SAMPLES
from trueup.ir import Api, Delivery, NamedType, Operation, Record, Scalar, ScalarType, Type
from trueup.prove.standin import Server, serving
from trueup.standin.exchanges import Exchange
from trueup.standin.standing_in import Document, StandingIn

_TOKEN: Final = "a-secret-token"  # noqa: S105 - it opens nothing
_PAIR: Final = ("a-name", "a-password")
# What is made of them and sent.
_SECRET: Final = (_TOKEN, b64encode(":".join(_PAIR).encode()).decode())
_HIDDEN: Final = "[redacted]"


def demonstrate(root: JsonObject, api: Api, out: Path, package: str) -> Iterator[str]:
    """Call the first operation that has a body with two of its examples; tell what happens, line by line."""
    library = _imported(out, package)
    plain = [each for each in api.operations if each.delivery is Delivery.WHOLE]
    operation = next((each for each in plain if each.body), api.operations[0])
    standing = StandingIn(Document(root))
    with serving(Server(standing)) as server:
        settings = {each.name: _sample(each.type, each.name) for each in api.settings}
        unsigned = [each for each in api.credentials if not each.signer]
        secrets = {each.name: _PAIR if each.basic else _TOKEN for each in unsigned[:1]}
        with library.Client(base_url=server.url, **settings, **secrets) as client:
            arguments = _arguments(operation)
            for body in _bodies(root, api, operation, library):
                given = [*map(repr, arguments), f"body={body!r}"]
                yield f"call: client.{operation.name}({', '.join(given)})"
                result = getattr(client, operation.name)(*arguments, body=body)
                yield from _told(standing.exchanges[-1])
                yield f"result: {result!r}"
            yield from _refusal(operation, api, client, arguments, library)
            yield f"requests that reached the server: {len(standing.exchanges)}"


def _imported(out: Path, package: str) -> ModuleType:
    sys.path.insert(0, str(out))
    try:
        return importlib.import_module(package)
    finally:
        sys.path.remove(str(out))


def _arguments(operation: Operation) -> list[object]:
    return [
        _sample(each.type, each.name)
        for each in operation.parameters
        if each.where == "path" and not each.per_client
    ]


def _sample(type_: Type, name: str) -> object:
    if isinstance(type_, ScalarType) and type_.scalar in (Scalar.INTEGER, Scalar.NUMBER):
        return 7
    sample = SAMPLES.get(type_.format or "") if isinstance(type_, ScalarType) else None
    return sample or f"my-{name.replace('_', '-')}"


def _bodies(root: JsonObject, api: Api, operation: Operation, library: ModuleType) -> list[object]:
    """Give the smallest and the largest of the spec's example bodies, as models."""
    if operation.body is None:
        return []
    request, _ = found(root, mapping(at(root, operation.body.origin.pointer)))
    media = mapping(mapping(request.get("content")).get(operation.body.media_type))
    shown = sorted(examples_of(root, media), key=lambda example: len(json.dumps(example)))
    record = _record(api, operation)
    chosen = [shown[0], shown[-1]] if len(shown) > 1 else shown
    return [
        getattr(library, record.name).model_validate(each) if record else each for each in chosen
    ]


def _record(api: Api, operation: Operation) -> Record | None:
    if operation.body is None or not isinstance(operation.body.type, NamedType):
        return None
    key = operation.body.type.key
    return next(
        (each for each in api.declarations if each.key == key and isinstance(each, Record)), None
    )


def _told(exchange: Exchange) -> Iterator[str]:
    sent, answer = exchange.request, exchange.answer
    yield f"sent: {sent.method} {sent.target.replace(_TOKEN, _HIDDEN)}"
    for name, value in sent.headers:
        shown = _HIDDEN if any(each in value for each in _SECRET) else value
        yield f"    {name}: {shown}"
    yield from _indented(sent.content)
    yield f"came back: {answer.status}"
    yield from _indented(answer.content)


def _indented(body: bytes) -> Iterator[str]:
    text = body.decode("utf-8", "replace")
    with suppress(ValueError):
        text = json.dumps(json.loads(body), indent=2, ensure_ascii=False)
    for line in text.splitlines():
        yield f"    {line}"


def _refusal(
    operation: Operation, api: Api, client: object, arguments: list[object], library: ModuleType
) -> Iterator[str]:
    """Show that a value beyond its limit is refused before anything is sent."""
    record = _record(api, operation)
    for field in record.fields if record else ():
        limits = field.type.limits if isinstance(field.type, ScalarType) else None
        if limits is not None and limits.max_length is not None:
            value = "x" * (limits.max_length + 1)
            try:
                getattr(client, operation.name)(*arguments, **{field.name: value})
            except library.InvalidRequestError as error:
                yield f"refused before sending: {error}"
            return
