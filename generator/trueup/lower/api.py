"""Lower a whole document: the one function of this stage."""

from __future__ import annotations

import re
from typing import NamedTuple

from trueup import names
from trueup.document.json_values import JsonObject, mapping, sequence, text_of
from trueup.document.source import Document
from trueup.findings import Finding
from trueup.ir import Api, Operation, Server, ServerVariable
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
    for server in map(mapping, sequence(root.get("servers"))):
        url = text_of(server.get("url"))
        variables = mapping(server.get("variables"))
        return Server(
            url,
            tuple(
                _variable(name, mapping(variables.get(name)), taken)
                for name in re.findall(r"{([^{}]*)}", url)
            ),
        )
    return None


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
        choices=tuple(text_of(choice) for choice in sequence(node.get("enum"))),
        doc=text_of(node.get("description")),
    )


def _taking(spelling: str, taken: set[str]) -> str:
    """Give a name that no other argument of the client has, and take it."""
    name = names.distinct(names.snake(spelling), taken)
    taken.add(name)
    return name
