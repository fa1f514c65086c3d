"""What calls that are shown are given: for each operation the least that makes sense, and the most."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from trueup.document.json_values import JsonValue
from trueup.ir import (
    Api,
    Body,
    CheckedType,
    Credential,
    Declaration,
    ListType,
    NamedType,
    NullableType,
    Operation,
    Parameter,
    Record,
    Scalar,
    ScalarType,
    Type,
)
from trueup.kinds import ServerVariable
from trueup.render.literals import literal
from trueup.render.samples import NoSample, sample, sample_of, smallest

ELSEWHERE = "https://api.example.com"  # where a document names no server


@dataclass(frozen=True, slots=True)
class Shown:
    """The values of one call: its parameters, those of the client included, and its body."""

    parameters: tuple[tuple[Parameter, JsonValue], ...]
    body: JsonValue = None
    has_body: bool = False


def shown(
    operation: Operation, declared: Mapping[str, Declaration], *, full: bool = False
) -> Shown:
    """Give the values of a call, `full`: with all that the document has examples of; raise NoSample."""
    given = tuple(
        (each, _spelled(each.type, sample_of(each, declared)))
        for each in operation.parameters
        if each.required or (full and each.example is not None)
    )
    body = operation.body
    if body is None or not (body.required or body.example is not None):
        return Shown(given)
    value = json.loads(body.largest) if full and body.largest else _body(body, declared)
    return Shown(given, ordered(body.type, value, declared), has_body=True)


def _spelled(type_: Type, value: JsonValue) -> JsonValue:
    """Give a number as it is written, where it is no integer by its type."""
    is_number = isinstance(type_, ScalarType) and type_.scalar is Scalar.NUMBER
    return float(value) if is_number and isinstance(value, int) else value


def ordered(type_: Type, value: JsonValue, declared: Mapping[str, Declaration]) -> JsonValue:
    """Put the fields of a value into the order that they are documented in."""
    match type_:
        case ListType(item=item) if isinstance(value, list):
            return [ordered(item, each, declared) for each in value]
        case NullableType(of=of) | CheckedType(of=of):
            return ordered(of, value, declared)
        case NamedType(key=key) if isinstance(value, dict):
            found = declared[key]
            fields = found.fields if isinstance(found, Record) else ()
            known = {each.wire: each.type for each in fields if each.wire in value}
            made = {wire: ordered(inner, value[wire], declared) for wire, inner in known.items()}
            return {**made, **{key: each for key, each in value.items() if key not in known}}
        case _:
            return value


def _body(body: Body, declared: Mapping[str, Declaration]) -> JsonValue:
    if body.example is not None:
        value: JsonValue = json.loads(body.example)
        return value
    found = declared.get(body.type.key) if isinstance(body.type, NamedType) else None
    if isinstance(found, Record):
        return smallest(found, declared)
    return sample(body.type, declared, "body")


def calls(operation: Operation, declared: Mapping[str, Declaration]) -> tuple[Shown, ...]:
    """Give the smallest call and, where the document shows more, the largest; none where no value is known."""
    made: list[Shown] = []
    for full in (False, True):
        try:
            made.append(shown(operation, declared, full=full))
        except NoSample:
            continue
    return tuple(each for at, each in enumerate(made) if each not in made[:at])


def credentials(api: Api, operation: Operation) -> list[Credential]:
    """Give the credentials that a call is shown with: those of one alternative, best without a signature."""
    known = {each.key: each for each in api.credentials}
    if operation.security is None:
        return sorted(api.credentials, key=lambda each: each.signer is not None)[:1]
    asked = [keys for keys in operation.security if keys and {*keys} <= known.keys()]
    found = ([known[key] for key in keys] for keys in asked)
    return min(found, key=lambda each: any(one.signer for one in each), default=[])


def secret_of(credential: Credential) -> str:
    """Name what stands for a secret."""
    return f"my-{credential.name.replace('_', '-')}"


def server_values(api: Api) -> Iterator[tuple[str, str]]:
    """Yield each variable of the server that the caller has to give, and a value."""
    for each in api.server.variables if api.server else ():
        if each.default is None:
            yield each.name, _chosen(each)


def _chosen(variable: ServerVariable) -> str:
    return next(filter(None, (variable.example, *variable.choices)), f"my-{variable.name}")


def base_url(api: Api) -> str:
    """Give where calls go that name no other place."""
    url = api.server.url if api.server else ""
    for each in api.server.variables if api.server else ():
        url = url.replace(f"{{{each.wire}}}", each.default or _chosen(each))
    return url if url.startswith(("https://", "http://")) else ELSEWHERE


def elsewhere(api: Api) -> list[str]:
    """Give the argument for a base URL, where the document names none."""
    named = api.server is not None and api.server.url.startswith(("https://", "http://"))
    return [] if named else [f"base_url={literal(ELSEWHERE)}"]
