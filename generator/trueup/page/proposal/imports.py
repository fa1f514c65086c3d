"""Take parts of a draft over into a spec, with the schemas that they refer to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from trueup.document.json_values import JsonObject, JsonValue, copied, mapping, text_of
from trueup.document.pointers import at, join, split
from trueup.names import pascal
from trueup.page.draft.naming import class_name
from trueup.page.proposal.dialect import is_older, older
from trueup.page.proposal.work import Work

_SCHEMAS: Final = "/components/schemas"


def imported(work: Work, kind: str, node: JsonObject, why: str) -> JsonObject:
    """Give a node of the draft as it stands in the spec; `kind` as `older` has it. Adds the schemas it needs."""
    waiting: list[str] = []
    made = _renamed(work, kind, node, waiting)
    for name in waiting:  # it grows while schemas refer to more of them
        schema = mapping(at(work.goal.side.root, join(_SCHEMAS, name)))
        new = _renamed(work, "schemas", schema, waiting)
        work.edits.put_schema(work.imported[name], new, why)
    return made


def _renamed(work: Work, kind: str, node: JsonObject, waiting: list[str]) -> JsonObject:
    """Give a node whose references lead to schemas of the spec; those that it has not are waiting to be added."""
    made = copied(node)
    for holder in list(_references(made)):
        name = split(text_of(holder["$ref"]))[-1]
        if name not in work.imported:
            own = work.known.get(join(_SCHEMAS, name), "")
            work.imported[name] = own or _free(work, name)
            if not own:
                waiting.append(name)
        holder["$ref"] = f"#{join(_SCHEMAS, work.imported[name])}"
    return older(kind, made) if is_older(work.edits.root) else made


def _free(work: Work, name: str) -> str:
    """Give the name that a new schema has in the spec."""
    operation = work.now.node(work.now.stated.pointer)
    base = pascal(text_of(operation.get("operationId")) or "operation")
    made = class_name(name, base, work.names) if name in work.names else name
    work.names.add(made)
    return made


def _references(value: JsonValue) -> Iterator[JsonObject]:
    if isinstance(value, dict):
        if isinstance(value.get("$ref"), str):
            yield value
        for each in value.values():
            yield from _references(each)
    elif isinstance(value, list):
        for each in value:
            yield from _references(each)
