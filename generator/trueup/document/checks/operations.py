"""Checks of operations: names, path parameters, security and server variables."""

from __future__ import annotations

import re
from collections.abc import Iterator

from trueup.document.json_values import JsonObject, mapping, sequence
from trueup.document.pointers import at, join
from trueup.document.references import found
from trueup.document.source import Document
from trueup.document.walk import operations, path_item
from trueup.findings import Code, Finding, Severity


def check_operations(document: Document) -> Iterator[Finding]:
    """Report operations without a name of their own, and names used that are declared nowhere."""
    yield from _names(document)
    for pointer, path, _, operation in operations(document.root):
        yield from _path_parameters(document, pointer, path, operation)
        yield from _security(document, pointer, operation)
    yield from _security(document, "", document.root)
    yield from _server_variables(document)


def _names(document: Document) -> Iterator[Finding]:
    first: dict[str, str] = {}
    for pointer, path, method, operation in operations(document.root):
        name = operation.get("operationId")
        if not isinstance(name, str):
            message = f"{method.upper()} {path} has no operationId, so no stable name"
            fix = "add a unique operationId; until then the method and the path give the name"
            yield document.finding(
                pointer, Code.MISSING_OPERATION_ID, message, fix, Severity.WARNING
            )
        elif first.get(name) == join(pointer, "operationId"):
            continue  # two paths that refer to the same operations
        elif name in first:
            yield document.finding(
                join(pointer, "operationId"),
                Code.DUPLICATE_OPERATION_ID,
                f"operationId {name} is used before, at line {document.place(first[name]).line}",
                "give each operation an operationId of its own",
            )
        else:
            first[name] = join(pointer, "operationId")


def _path_parameters(
    document: Document, pointer: str, path: str, operation: JsonObject
) -> Iterator[Finding]:
    holder, _ = path_item(document.root, path)
    declared: dict[str, str] = {}
    for where in (holder, pointer):
        listed = mapping(at(document.root, where)).get("parameters")
        for index, entry in enumerate(sequence(listed)):
            parameter, _ = found(document.root, mapping(entry))
            if parameter.get("in") == "path":
                declared[str(parameter.get("name"))] = join(where, "parameters", index)
    wanted = re.findall(r"{([^{}]*)}", path)
    for name in wanted:
        if name not in declared:
            message = f"the path has {{{name}}}, but no path parameter of that name is declared"
            fix = f"add a parameter `name: {name}, in: path, required: true`"
            yield document.finding(pointer, Code.UNDECLARED_NAME, message, fix)
    for name, where in declared.items():
        if name not in wanted:
            message = f"the path parameter {name} is not in the path {path}"
            yield document.finding(
                where, Code.UNDECLARED_NAME, message, f"write {{{name}}} in the path, or remove it"
            )


def _security(document: Document, pointer: str, holder: JsonObject) -> Iterator[Finding]:
    schemes = mapping(mapping(document.root.get("components")).get("securitySchemes"))
    for index, requirement in enumerate(sequence(holder.get("security"))):
        for name in mapping(requirement):
            if name not in schemes:
                yield document.finding(
                    join(pointer, "security", index, name),
                    Code.UNDECLARED_NAME,
                    f"the security scheme {name} is not declared",
                    "declare it under components/securitySchemes, or correct the name",
                )


def _server_variables(document: Document) -> Iterator[Finding]:
    for index, server in enumerate(sequence(document.root.get("servers"))):
        url = mapping(server).get("url")
        variables = mapping(mapping(server).get("variables"))
        for name in re.findall(r"{([^{}]*)}", url if isinstance(url, str) else ""):
            if name not in variables:
                yield document.finding(
                    join("/servers", index, "url"),
                    Code.UNDECLARED_NAME,
                    f"the server variable {name} is not declared",
                    f"declare it under `variables: {name}: …`",
                )
