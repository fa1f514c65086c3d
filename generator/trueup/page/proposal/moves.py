"""Fields that moved, and fields that are gone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from trueup.document.json_values import JsonObject, copied, mapping, text_of
from trueup.document.pointers import join
from trueup.document.references import found
from trueup.page.difference.terms import What
from trueup.page.paths import container
from trueup.page.proposal.origins import unplace
from trueup.page.proposal.required import is_required, release, require
from trueup.page.proposal.sides import (
    holder_of,
    is_parameter,
    listed_parameters,
    name_of,
    object_of,
)
from trueup.page.proposal.work import Work
from trueup.page.stated.field import StatedField

_OF_PARAMETER: Final = ("name", "in", "required", "schema", "style", "explode", "allowReserved")
_OF_SCHEMA: Final = ("x-unit", "x-enum-varnames", "x-enum-descriptions", "x-reads-also")


def move_fields(work: Work) -> None:
    """Bring what the spec says of a field to where the new page has it."""
    gone: dict[str, str] = {}
    for change in work.of(What.FIELD_MOVED):
        path, why = text_of(change.new), work.why(change)
        ours = work.now.fields.get(change.path)
        if ours is None:
            if work.now.field(path) is None:
                work.edits.leave(f"{why}: the spec has it at neither place, add it")
        elif _put(work, ours, path, why):
            _remove(work, ours, gone, why)
    _take_parameters(work, gone)


def remove_fields(work: Work) -> None:
    """Take out every field that is gone; what it holds goes with it. What a path still names stays."""
    bodies = _emptied(work)
    gone: dict[str, str] = {}
    paths = {change.path for change in work.of(What.FIELD_REMOVED)}
    for change in work.of(What.FIELD_REMOVED):
        ours, why = work.now.field(change.path), work.why(change)
        if ours is None or _is_within(ours, paths):
            continue
        root = ours.path.partition(".")[0].partition("[")[0]
        if root in bodies:
            pointer, key = bodies[root]
            work.edits.drop(pointer, [key], why)
        elif is_parameter(ours.path) and ours.path in work.goal.side.fields:
            unplace(work, ours.pointer, work.goal.side.fields[ours.path].pointer, why)
        elif not _is_kept(work, ours, why):
            _remove(work, ours, gone, why)
    _take_parameters(work, gone)


def _put(work: Work, ours: StatedField, path: str, why: str) -> bool:
    field = work.goal.fields[path]
    node = copied(work.edits.node(ours.pointer))
    if not node:  # it moved already, with the other path that has this object
        return False
    mandatory = is_required(work.goal.side, path)
    if is_parameter(path):
        made = node if is_parameter(ours.path) else _as_parameter(node)
        head: JsonObject = {"name": field.name, "in": path.partition(".")[0]}
        rest = {key: value for key, value in made.items() if key not in (*head, "required")}
        made = {**head, **({"required": True} if mandatory else {}), **rest}
        work.edits.append(work.now.stated.pointer, "parameters", made, why)
        return True
    pointer = work.now.holder(container(field))
    if pointer is None:
        work.edits.leave(f"{why}: the spec has no object to move it to, move it")
        return False
    made = _as_property(node) if is_parameter(ours.path) else node
    work.edits.put(join(pointer, "properties"), field.name, made, why)
    if mandatory:
        require(work.edits, pointer, field.name, why)
    return True


def _as_parameter(node: JsonObject) -> JsonObject:
    schema: JsonObject = {key: value for key, value in node.items() if _is_of_schema(key)}
    beside = {key: value for key, value in node.items() if key not in schema}
    return {**beside, "schema": schema}


def _is_of_schema(key: str) -> bool:
    return key in _OF_SCHEMA or (key[:2] != "x-" and key != "description")


def _as_property(node: JsonObject) -> JsonObject:
    beside = {key: value for key, value in node.items() if key not in _OF_PARAMETER}
    return {**mapping(node.get("schema")), **beside}


def _remove(work: Work, ours: StatedField, gone: dict[str, str], why: str) -> None:
    if is_parameter(ours.path):
        gone[ours.pointer] = why
        return
    work.edits.drop(f"{object_of(ours)}/properties", [name_of(ours)], why)
    release(work.edits, ours, why)
    left = work.edits.node(object_of(ours))
    if left.get("properties") == {}:
        keys = ["properties", *(["additionalProperties"] if "additionalProperties" in left else [])]
        work.edits.drop(object_of(ours), keys, why)


def _take_parameters(work: Work, gone: Mapping[str, str]) -> None:
    """Take parameters out of their lists, from the end on, so that none before moves up."""
    if not gone:
        return
    root = work.edits.root
    for holder, index, entry in reversed(list(listed_parameters(root, work.now.stated.pointer))):
        _, there = found(root, entry)
        pointer = there or join(holder, "parameters", index)
        if pointer in gone:
            work.edits.take(holder, "parameters", index, gone[pointer])


def _is_within(field: StatedField, paths: set[str]) -> bool:
    """Say whether what holds a field is gone too."""
    path = field.path
    while "." in path:
        path = path.rpartition(".")[0]
        if path in paths or path.rstrip("[]") in paths:
            return True
    return False


def _is_kept(work: Work, ours: StatedField, why: str) -> bool:
    """Say whether another object that shares the property still has it on the page."""
    for other in work.owners.get(ours.pointer, ()):
        if other.path != ours.path and work.goal.side.field(other.path) is not None:
            what = f"{object_of(ours)} also is {holder_of(other)}: give {holder_of(ours)} its own"
            work.edits.leave(f"{why}: {what}")
            return True
    return False


def _emptied(work: Work) -> dict[str, tuple[str, str]]:
    """Give the bodies that the page no longer has a field of, each by the object and key that hold it."""
    gone = {change.path for change in work.of(What.FIELD_REMOVED)}
    found_: dict[str, tuple[str, str]] = {}
    there = {body.path for body in work.goal.side.stated.bodies}
    for body in work.now.stated.bodies:
        fields = [each.path for each in work.now.stated.fields if _root(each.path) == body.path]
        if body.path in there or not fields or not gone.issuperset(fields):
            continue
        if body.path == "request":
            found_[body.path] = (work.now.stated.pointer, "requestBody")
        else:
            found_[body.path] = (_holding(body.pointer), "content")
    return found_


def _root(path: str) -> str:
    return path.partition(".")[0].partition("[")[0]


def _holding(pointer: str) -> str:
    return pointer.rpartition("/content/")[0]
