"""Fields that are built otherwise: a list of what was one, an object of what was text, other types of value."""

from __future__ import annotations

from typing import Final

from trueup.document.json_values import JsonObject, mapping, sequence
from trueup.document.pointers import at
from trueup.page.difference.difference import Change
from trueup.page.difference.terms import What
from trueup.page.facts import Kind
from trueup.page.paths import bare, container
from trueup.page.proposal.imports import imported
from trueup.page.proposal.shared import is_shared
from trueup.page.proposal.sides import (
    Form,
    holder_of,
    innermost,
    is_parameter,
    levels,
    schema_layers,
)
from trueup.page.proposal.work import Work
from trueup.page.stated.field import StatedField
from trueup.page.statement import alike

# What a property says beside its schema, and keeps under another one.
_BESIDE: Final = ("description", "title", "deprecated", "readOnly", "writeOnly", "default")
_OF_VALUES: Final = ("x-enum-varnames", "x-enum-descriptions")


def restructure(work: Work) -> None:
    """Bring the form and the type of every field that changed to those of the new page, inner fields first."""
    found: list[tuple[StatedField, StatedField, Change]] = []
    for path, change in _candidates(work).items():
        ours, theirs = work.now.field(path), work.goal.side.field(path)
        if ours and theirs:
            found.append((ours, theirs, change))
    done: set[str] = set()
    for ours, theirs, change in sorted(found, key=lambda each: -each[0].pointer.count("/")):
        if ours.pointer not in done and not _parts(work, ours, theirs, work.why(change)):
            _restructure(work, ours, theirs, change)
        done.add(ours.pointer)


def _parts(work: Work, ours: StatedField, theirs: StatedField, why: str) -> bool:
    """Say whether another path has the same property, and on the page a value of another form."""
    goal = work.goal.side
    for other in work.owners.get(ours.pointer, ()):
        aim = goal.field(other.path)
        if aim and goal.form(aim) != goal.form(theirs):
            what = f"{ours.pointer} also is {other.path}: give {ours.path} a schema of its own"
            work.edits.leave(f"{why}: {what}")
            return True
    return False


def _candidates(work: Work) -> dict[str, Change]:
    """Give the paths whose form may have changed: by their own type, or by fields that they hold."""
    found: dict[str, Change] = {}
    for change in work.of(What.TYPE, What.FIELD_ADDED):
        field = work.goal.fields[change.path]
        has = work.now.field(change.path) is not None
        found.setdefault(change.path if has else bare(container(field)), change)
    for change in work.of(What.FIELD_REMOVED):
        if ours := work.now.field(change.path):
            found.setdefault(bare(holder_of(ours)), change)
    return {path: change for path, change in found.items() if path in work.goal.fields}


def _restructure(work: Work, ours: StatedField, theirs: StatedField, change: Change) -> None:
    why = work.why(change)
    form, wanted = work.now.form(ours), work.goal.side.form(theirs)
    own = change.what is not What.FIELD_REMOVED and change.path == theirs.path
    if form != wanted and (own or "fields" in (form.of, wanted.of)):
        if form.of == "fields" != wanted.of and not _is_emptied(work, ours):
            work.edits.leave(f"{why}: the spec has fields of it that the page never told: decide")
            return
        _rebuild(work, ours, theirs, form, wanted, why)
    if own and wanted.of == "":
        _retype(work, ours, theirs, why)


def _is_emptied(work: Work, field: StatedField) -> bool:
    """Say whether the page has no longer any field that an object has in the spec."""
    under = (f"{field.path}.", f"{field.path}[")
    gone = {str(change.path).replace("[]", "") for change in work.of(What.FIELD_REMOVED)}
    moved = {str(change.old).replace("[]", "") for change in work.of(What.FIELD_MOVED)}
    return all(
        any(f"{each.path.replace('[]', '')}.".startswith(f"{path}.") for path in gone | moved)
        for each in work.now.stated.fields
        if each.path.startswith(under)
    )


def _rebuild(
    work: Work, ours: StatedField, theirs: StatedField, form: Form, wanted: Form, why: str
) -> None:
    aim = work.goal.side.node(theirs.pointer)
    if is_parameter(ours.path):
        schema = imported(work, "parameters", {"schema": aim.get("schema")}, why)
        work.edits.put(ours.pointer, "schema", schema["schema"], why)
        return
    node = work.edits.node(ours.pointer)
    kept: JsonObject = {key: value for key, value in node.items() if _is_beside(key)}
    if form.of == wanted.of:
        made = _listed(_inner(work, ours, form.depth), wanted.depth)
        if wanted.depth:
            kept.pop("default", None)
    else:
        schema = imported(work, "schemas", aim, why)
        made = {key: value for key, value in schema.items() if not _is_beside(key)}
        made.pop("examples", None)
    work.edits.reform(ours.pointer, {**made, **kept}, why)


def _inner(work: Work, field: StatedField, depth: int) -> JsonObject:
    """Give the schema of what is in the innermost list."""
    if depth:
        pointer = levels(work.edits.root, field)[depth][0].pointer
        return mapping(at(work.edits.root, pointer))
    node = work.edits.node(field.pointer)
    return {key: value for key, value in node.items() if not _is_beside(key)}


def _listed(schema: JsonObject, depth: int) -> JsonObject:
    for _ in range(depth):
        schema = {"type": "array", "items": schema}
    return schema


def _is_beside(key: str) -> bool:
    return key in _BESIDE or (key[:2] == "x-" and key not in _OF_VALUES)


def _retype(work: Work, ours: StatedField, theirs: StatedField, why: str) -> None:
    """Write the type of a scalar, or of the scalars in a list."""
    wanted = innermost(theirs.statement.get(Kind.TYPE))
    level = schema_layers(ours, levels(work.edits.root, ours)[-1])
    if not level:
        work.edits.leave(f"{why}: {ours.path} has no schema to write it in")
        return
    layer = next((each for each in level if "type" in each.node), level[0])
    current: JsonObject = {key: layer.node[key] for key in ("type", "format") if key in layer.node}
    listed = sequence(current.get("type"))
    made: JsonObject = dict(wanted)
    if "null" in listed and "type" in made:
        made["type"] = [made["type"], "null"]
    if alike(current, made) or is_shared(work, ours, layer.pointer, Kind.TYPE, why):
        return
    work.edits.drop(layer.pointer, [key for key in current if key not in made], why)
    for key, value in made.items():
        work.edits.put(layer.pointer, key, value, why)
