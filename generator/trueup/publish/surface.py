"""What a consumer's Python code can name of a library: classes, fields, members, methods, arguments, errors."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from trueup.document.json_values import JsonObject
from trueup.ir import Api, Declaration, Enumeration, Operation, Record, Side
from trueup.render.annotations import annotation
from trueup.render.answers import returns
from trueup.render.client_views import constructor_view
from trueup.render.error_views import errors_view
from trueup.render.identity import Identity
from trueup.render.operation_views import arguments, body_record
from trueup.render.views import ArgumentView


class Kind(StrEnum):
    """What a name is a name of."""

    CLASS = "class"
    FIELD = "field"
    MEMBER = "member"
    METHOD = "method"
    ARGUMENT = "argument"
    ERROR = "error"
    SETTING = "setting"


@dataclass(frozen=True, slots=True)
class Name:
    """Something that consumer code can say.

    `type`: its annotation; `given`: it is passed in by the consumer, else it is read. `place`: which of the positional
    arguments it is. `line`: code that uses it, and type-checks as long as it is there. `pointer`: where the document
    has it.
    """

    kind: Kind
    type: str
    given: bool
    required: bool
    place: int | None
    line: str
    pointer: str


Surface = Mapping[str, Name]


def surface(api: Api, document: JsonObject, identity: Identity) -> Surface:
    """Give all names by their path: `UpdateSqlJobRequest.name`, `Client.update_sql_job(job_id)`."""
    declared = {each.key: each for each in api.declarations}
    found: dict[str, Name] = {}
    for each in api.declarations:
        found.update(_of_declaration(each, declared, identity.package))
    for operation in api.operations:
        found.update(_of_operation(operation, declared))
    for error in errors_view(api, identity).exported:
        name = error.strip("\"'")
        found[name] = Name(
            Kind.ERROR, "", False, False, None, _imported(identity.package, name), ""
        )
    made = constructor_view(api, document, identity)
    for argument in (*made.settings, *made.server_variables, *made.credentials):
        line = f"Client({argument.name}=...)"
        found[f"Client({argument.name})"] = _passed(Kind.SETTING, argument, None, line, "/servers")
    return found


def _of_declaration(
    each: Declaration, declared: Mapping[str, Declaration], package: str
) -> Iterator[tuple[str, Name]]:
    line = _imported(package, each.name)
    yield each.name, Name(Kind.CLASS, "", False, False, None, line, each.origin.pointer)
    match each:
        case Enumeration():
            for member in each.members:
                path = f"{each.name}.{member.name}"
                yield (
                    path,
                    Name(Kind.MEMBER, member.value, False, False, None, path, each.origin.pointer),
                )
        case Record():
            sent = each.side is Side.REQUEST
            for field in each.fields:
                line = (
                    f"{each.name}({field.name}=...)"
                    if sent
                    else f"value.{field.name}  # value: {each.name}"
                )
                shown = annotation(field.type, declared, plain_values=True)
                yield (
                    f"{each.name}.{field.name}",
                    Name(
                        Kind.FIELD,
                        shown,
                        sent,
                        sent and field.required,
                        None,
                        line,
                        field.origin.pointer,
                    ),
                )


def _of_operation(
    operation: Operation, declared: Mapping[str, Declaration]
) -> Iterator[tuple[str, Name]]:
    path, pointer = f"Client.{operation.name}", operation.origin.pointer
    given = returns(operation, declared)
    yield path, Name(Kind.METHOD, given, False, False, None, f"client.{operation.name}", pointer)
    positional, keywords = arguments(operation, declared)
    stands = _stands(operation, declared)
    for place, each in enumerate(positional):
        line = f"client.{operation.name}({', '.join('...' for _ in range(place + 1))})"
        yield (
            f"{path}({each.name})",
            _passed(Kind.ARGUMENT, each, place, line, stands.get(each.name, pointer)),
        )
    for each in keywords:
        line = f"client.{operation.name}({each.name}=...)"
        yield (
            f"{path}({each.name})",
            _passed(Kind.ARGUMENT, each, None, line, stands.get(each.name, pointer)),
        )


def _stands(operation: Operation, declared: Mapping[str, Declaration]) -> dict[str, str]:
    """Give where the document has what each argument stands for."""
    found = {each.name: each.origin.pointer for each in operation.parameters}
    body = operation.body
    record = body_record(body, declared)
    if body is not None and record is not None:
        named = dict(body.keywords)
        found |= {named[each.wire]: each.origin.pointer for each in record.fields}
    return found


def _passed(kind: Kind, each: ArgumentView, place: int | None, line: str, pointer: str) -> Name:
    return Name(kind, each.annotation, True, not each.default, place, line, pointer)


def _imported(package: str, name: str) -> str:
    return f"from {package} import {name}"


def parts(type_: str) -> set[str]:
    """Split an annotation at the bars that stand in no brackets.

    >>> sorted(parts("list[int | str] | None"))
    ['None', 'list[int | str]']
    """
    found, depth, start = set(), 0, 0
    for at, character in enumerate(type_):
        depth += (character in "[(") - (character in "])")
        if character == "|" and depth == 0:
            found.add(type_[start:at].strip())
            start = at + 1
    return {*found, type_[start:].strip()}
