"""One operation of an edition, with what its parameters are known by."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from trueup.document.json_values import JsonObject, mapping, sequence, text_of
from trueup.document.pointers import join
from trueup.publish.edition import Edition

# Headers that OpenAPI describes elsewhere, and passes over as parameters.
_ELSEWHERE: Final = ("accept", "content-type", "authorization")


class Operation(NamedTuple):
    """One operation of one edition."""

    edition: Edition
    pointer: str
    path: str
    method: str
    node: JsonObject

    @property
    def shown(self) -> str:
        """Say which one it is."""
        return f"{self.method.upper()} {self.path}"

    @property
    def path_item(self) -> JsonObject:
        """What is said of all operations at its path."""
        at = self.pointer.rpartition("/")[0]
        return self.edition.follow(at, {"$ref": f"#{at}"})[1]


class Parameter(NamedTuple):
    """A parameter: where it stands, and what is said of it."""

    pointer: str
    node: JsonObject

    @property
    def name(self) -> str:
        """What it is called."""
        return text_of(self.node.get("name"))

    @property
    def where(self) -> str:
        """Where in a request it goes."""
        return text_of(self.node.get("in"))

    @property
    def field(self) -> str:
        """Say which one it is."""
        return f"{self.where}.{self.name}"

    @property
    def required(self) -> bool:
        """Whether no request may lack it."""
        return self.node.get("required") is True


def parameters(operation: Operation) -> dict[tuple[str, str], Parameter]:
    """Give the parameters by where and what they are; in a path they are what stands at one place."""
    path_item = operation.pointer.rpartition("/")[0]
    places = re.findall(r"{([^{}]*)}", operation.path)
    found: dict[tuple[str, str], Parameter] = {}
    for holder, node in ((path_item, operation.path_item), (operation.pointer, operation.node)):
        for index, raw in enumerate(sequence(node.get("parameters"))):
            at = join(holder, "parameters", index)
            each = Parameter(*operation.edition.follow(at, mapping(raw)))
            name = each.name.lower() if each.where == "header" else each.name
            if each.where == "path" and name in places:
                name = str(places.index(name))
            if not (each.where == "header" and name in _ELSEWHERE):
                found[each.where, name] = each
    return found


def body_of(operation: Operation) -> tuple[str, JsonObject]:
    """Give the body that an operation takes, and where it stands; nothing where it takes none."""
    pointer = join(operation.pointer, "requestBody")
    return operation.edition.follow(pointer, mapping(operation.node.get("requestBody")))


def answer_of(operation: Operation, status: str) -> tuple[str, JsonObject]:
    """Give an answer of an operation by its key, and where it stands."""
    said = mapping(operation.node.get("responses")).get(status)
    return operation.edition.follow(join(operation.pointer, "responses", status), mapping(said))
