"""Repairs of operations: names, paths, statuses, answers, bodies."""

from __future__ import annotations

from trueup import names
from trueup.document.json_values import JsonObject, mapping, text_of
from trueup.document.pointers import join
from trueup.document.repairs.mending import Mending
from trueup.document.walk import STATUS, operations
from trueup.findings import Code


def repair_operations(mending: Mending) -> None:
    """Read operations as they are meant."""
    _paths(mending)
    _names(mending)
    for part in mending.parts("operation"):
        if not mapping(part.node.get("responses")):
            said = "there are no responses"
            if str(mending.root.get("openapi")).startswith("3.0"):  # 3.1 asks for none
                read = "read as any answer without content"
                mending.told(part.pointer, Code.FILLED_IN, said, read)
            part.node["responses"] = {"default": {"description": ""}}
            mending.changed()
        _statuses(mending, join(part.pointer, "responses"), mapping(part.node["responses"]))
        body = mapping(part.node.get("requestBody"))
        if "requestBody" in part.node and "$ref" not in body and not mapping(body.get("content")):
            where = join(part.pointer, "requestBody")
            mending.told(where, Code.MEANINGLESS, "the body has no content", "read as no body")
            mending.drop(where)
    for part in mending.parts("response"):
        if "$ref" not in part.node and "description" not in part.node:
            if not str(mending.root.get("openapi")).startswith("3.2"):  # which asks for none
                wrong = "the response has no description"
                mending.told(part.pointer, Code.FILLED_IN, wrong, "read as an empty one")
            part.node["description"] = ""


def _paths(mending: Mending) -> None:
    paths = mapping(mending.root.get("paths"))
    for path in list(paths):
        if not path.startswith(("/", "x-")) and f"/{path}" not in paths:
            where = join("/paths", path)
            wrong = f"the path {path} does not start with a slash"
            mending.told(where, Code.MISSPELT, wrong, f"read as /{path}")
            mending.respell(where, f"/{path}")


def _names(mending: Mending) -> None:
    found = list(operations(mending.root))
    taken = {text_of(operation.get("operationId")) for _, _, _, operation in found}
    seen: set[str] = set()
    for pointer, path, method, operation in found:
        name = operation.get("operationId")
        where = join(pointer, "operationId")
        if name == "":
            mending.told(where, Code.MEANINGLESS, "the operationId is empty", "left out")
            mending.drop(where)
        elif isinstance(name, str) and name in seen:
            made = names.distinct(f"{name}_{names.snake(path)}", ())
            if made in taken:
                made = names.distinct(f"{made}_{method}", taken)
            taken.add(made)
            wrong = f"operationId {name} is used before"
            mending.told(where, Code.DUPLICATE_OPERATION_ID, wrong, f"read as {made}")
            operation["operationId"] = made
        elif isinstance(name, str):
            seen.add(name)


def _statuses(mending: Mending, pointer: str, responses: JsonObject) -> None:
    for status in list(responses):
        if status.startswith("x-") or STATUS.fullmatch(status):
            continue
        meant = status.strip()
        meant = meant.lower() if meant.lower() == "default" else meant.upper()
        if not STATUS.fullmatch(meant):
            continue  # nobody can say what is meant
        where = join(pointer, status)
        wrong = f"{status!r} is no status"
        if meant in responses:
            mending.told(where, Code.REPEATED, wrong, f"left out, since {meant!r} is there")
            mending.drop(where)
        else:
            mending.told(where, Code.MISSPELT, wrong, f"read as {meant!r}")
            mending.respell(where, meant)
