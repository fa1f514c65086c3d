"""Lower a whole document: the one function of this stage."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import NamedTuple

from trueup import names
from trueup.document.json_values import JsonObject, mapping, sequence, text_of
from trueup.document.source import Document
from trueup.findings import Finding
from trueup.ir import Api, Operation, Server
from trueup.kinds import ServerVariable
from trueup.lower.groups import groups
from trueup.lower.operations import Operations, client_settings, error_record
from trueup.lower.report import Report
from trueup.lower.schemas import Schemas
from trueup.lower.security import certificate, credentials


class Lowered(NamedTuple):
    """The IR of a document, and what of it can't be generated."""

    api: Api
    findings: tuple[Finding, ...]


def lower(document: Document) -> Lowered:
    """Lower a linted document of the 3.1 dialect to the IR."""
    root = document.root
    report = Report(document)
    schemas = Schemas(root, report)
    operations = Operations(root, report, schemas).lower()
    if not operations:
        schemas.lower_components()
    info = mapping(root.get("info"))
    settings = client_settings(operations)
    taken = {*names.CLIENT_RESERVED, *(each.name for each in settings)}
    server = _server(root, taken) or _first_server(operations)
    declarations = schemas.declarations()
    api = Api(
        title=text_of(info.get("title")),
        version=text_of(info.get("version")),
        doc=text_of(info.get("description")),
        server=server,
        credentials=credentials(root, taken),
        settings=settings,
        declarations=declarations,
        operations=operations,
        groups=groups(root, operations, {each.name for each in declarations}),
        error=error_record(operations),
        certificate=certificate(root),
    )
    return Lowered(api, tuple(report.findings))


def _server(root: JsonObject, taken: set[str]) -> Server | None:
    servers = [mapping(server) for server in sequence(root.get("servers"))]
    if not servers:
        return None
    url, variables = text_of(servers[0].get("url")), mapping(servers[0].get("variables"))
    wires = re.findall(r"{([^{}]*)}", url)
    others = tuple(
        (by, value, _filled(server, {*wires}))
        for server in servers[1:]
        if (by := text_of(server.get("x-chosen-by"))) in wires
        for value in _values(mapping(mapping(server.get("variables")).get(by)), "enum")
    )
    made = (_variable(wire, mapping(variables.get(wire)), taken) for wire in wires)
    return Server(url, tuple(_knowing(variable, others) for variable in made), others)


def _filled(server: JsonObject, given: set[str]) -> str:
    """Give the URL of another server, with the defaults of what a caller can't give."""
    url = text_of(server.get("url"))
    for wire, variable in mapping(server.get("variables")).items():
        if wire not in given:
            url = url.replace(f"{{{wire}}}", text_of(mapping(variable).get("default")))
    return url


def _knowing(variable: ServerVariable, others: tuple[tuple[str, str, str], ...]) -> ServerVariable:
    """Add the values that lead to other servers: to all that there are, or to those that are known."""
    led = [value for by, value, _ in others if by == variable.wire]
    if variable.choices:
        return replace(variable, choices=tuple(dict.fromkeys([*variable.choices, *led])))
    return replace(variable, known=tuple(dict.fromkeys([*variable.known, *led])))


def _first_server(operations: tuple[Operation, ...]) -> Server | None:
    """Give the server of an operation where the API has none of its own."""
    return next((Server(each.server, ()) for each in operations if each.server), None)


def _variable(wire: str, node: JsonObject, taken: set[str]) -> ServerVariable:
    chosen = node.get("x-caller-chooses") is True
    return ServerVariable(
        wire=wire,
        name=_taking(wire, taken),
        default=None if chosen else text_of(node.get("default")),
        example=text_of(node.get("default")),
        choices=_values(node, "enum"),
        doc=text_of(node.get("description")),
        known=_values(node, "x-known-values"),
    )


def _values(variable: JsonObject, keyword: str) -> tuple[str, ...]:
    return tuple(text_of(value) for value in sequence(variable.get(keyword)))


def _taking(spelling: str, taken: set[str]) -> str:
    """Give a name that no other argument of the client has, and take it."""
    name = names.distinct(names.snake(spelling), taken)
    taken.add(name)
    return name
