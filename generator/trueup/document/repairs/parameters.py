"""Repairs of parameters: declared twice, not declared, declared for nothing, optional in a path."""

from __future__ import annotations

import re

from trueup.document.json_values import JsonObject, JsonValue, mapping, sequence
from trueup.document.pointers import join
from trueup.document.references import found
from trueup.document.repairs.mending import Mending
from trueup.document.walk import operations_of
from trueup.findings import Code


def repair_parameters(mending: Mending) -> None:
    """Bring the parameters of each path to what its template says."""
    for part in mending.parts("parameter"):
        if part.node.get("in") == "path" and part.node.get("required") is not True:
            wrong = "a parameter of the path is not required"
            mending.told(part.pointer, Code.FILLED_IN, wrong, "read as required")
            part.node["required"] = True
    for path, raw in mapping(mending.root.get("paths")).items():
        item = mapping(raw)
        if path.startswith("x-") or "$ref" in item:
            continue
        wanted = re.findall(r"{([^{}]*)}", path)
        here = join("/paths", path)
        held = [(here, item), *((where, each) for where, _, each in operations_of(here, item))]
        for pointer, holder in held:
            _listed(mending, pointer, holder, wanted)
        shared = set(_declared(mending, item))
        for pointer, operation in held[1:]:
            _undeclared(mending, pointer, operation, wanted, shared)


def _key(mending: Mending, entry: JsonValue) -> tuple[str, str]:
    parameter, _ = found(mending.root, mapping(entry))
    return str(parameter.get("in")), str(parameter.get("name"))


def _declared(mending: Mending, holder: JsonObject) -> list[str]:
    keys = (_key(mending, entry) for entry in sequence(holder.get("parameters")))
    return [name for where, name in keys if where == "path"]


def _listed(mending: Mending, pointer: str, holder: JsonObject, wanted: list[str]) -> None:
    """Leave out what is declared twice in one list, or for the path while the path has no place for it."""
    entries = sequence(holder.get("parameters"))
    keys = [_key(mending, entry) for entry in entries]
    for index in reversed(range(len(entries))):
        kind, name = keys[index]
        where = join(pointer, "parameters", index)
        if keys[index] in keys[:index] and name != "None":
            wrong = f"the {kind} parameter {name} is declared before"
            mending.told(where, Code.REPEATED, wrong, "left out")
            mending.drop(where)
        elif kind == "path" and name not in wanted:
            wrong = f"the path parameter {name} is not in the path"
            mending.told(where, Code.UNDECLARED_NAME, wrong, "left out")
            mending.drop(where)


def _undeclared(
    mending: Mending, pointer: str, operation: JsonObject, wanted: list[str], shared: set[str]
) -> None:
    declared = shared | set(_declared(mending, operation))
    for name in dict.fromkeys(wanted):
        if name and name not in declared and isinstance(operation.get("parameters", []), list):
            wrong = f"the path has {{{name}}}, but no path parameter of that name is declared"
            mending.told(pointer, Code.UNDECLARED_NAME, wrong, "read as required text")
            made: JsonValue = {
                "name": name,
                "in": "path",
                "required": True,
                "schema": {"type": "string"},
            }
            operation["parameters"] = [*sequence(operation.get("parameters")), made]
