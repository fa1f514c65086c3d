"""Keywords of fields that stay: each is set to what the new page states, and goes where it states nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from trueup.document.json_values import JsonObject, JsonValue, sequence
from trueup.document.pointers import at, join, objects, split
from trueup.page.blocks import Span
from trueup.page.difference.difference import Change
from trueup.page.difference.terms import What
from trueup.page.facts import Kind
from trueup.page.proposal.aftermath import prune
from trueup.page.proposal.dialect import is_older, older
from trueup.page.proposal.enums import enum_keywords
from trueup.page.proposal.origins import place_added
from trueup.page.proposal.required import restate_mandatory
from trueup.page.proposal.shared import is_shared
from trueup.page.proposal.sides import Side, is_parameter, levels, schema_layers
from trueup.page.proposal.work import Work
from trueup.page.stated.field import StatedField
from trueup.page.statement import alike

_KEYS: Final[Mapping[Kind, Sequence[str]]] = {
    Kind.LENGTH: ("minLength", "maxLength"),
    Kind.COUNT: ("minItems", "maxItems"),
    Kind.RANGE: ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"),
    Kind.ENUM: ("enum", "const", "x-enum-varnames", "x-enum-descriptions"),
    Kind.DEFAULT: ("default",),
    Kind.COMPUTED: ("x-default-expression",),
    Kind.UNIT: ("x-unit",),
    Kind.CONDITION: ("x-applies-when",),
    Kind.CONTENT: ("contentMediaType",),
    Kind.ADVICE: ("x-advice",),
}
_CHOICES: Final = ("anyOf", "oneOf")
_OF_SCHEMA: Final = (Kind.LENGTH, Kind.COUNT, Kind.RANGE, Kind.ENUM)
# What a type decides on: the same words mean other keywords with another one.
_OF_TYPE: Final = (*_OF_SCHEMA, Kind.DEFAULT, Kind.CONTENT)
_LEFT_OPEN: Final = tuple(kind for kind in Kind if kind not in (Kind.TYPE, Kind.MANDATORY))
_READING: Final = (Kind.CONDITION, Kind.COMPUTED)
_STATED: Final = frozenset(map(str, Kind))


def restate(work: Work, came: Mapping[str, bool]) -> None:
    """Restate every kind that changed; `came`: of each field that was added, whether the spec had it already."""
    for change in work.changes:
        path, why = change.path, work.why(change)
        if change.what is What.FIELD_ADDED and not came.get(path, False):
            _leave_unsaid(work, path)
            continue
        for kind in _kinds(change):
            _restate(work, path, kind, why)
        if _kinds(change):
            prune(work, path, why)
        if change.what is What.FIELD_ADDED:
            place_added(work, path, why)


def restate_open(work: Work) -> None:
    """Say what a draft had left open and can be said now, and what reads a field that is another now."""
    names = _names(work)
    for path, ours in work.now.fields.items():
        theirs = work.goal.side.fields.get(path)
        if theirs is None or path not in work.goal.fields:
            continue
        is_draft = any("x-to-decide" in node for node in _nodes(work, ours))
        for kind in _LEFT_OPEN:
            is_open = is_draft and kind in theirs.statement and kind not in ours.statement
            if is_open or (kind in _READING and names & (_read(ours, kind) | _read(theirs, kind))):
                why = f"{path}: the {kind} follows the page ({work.at(_span(work, path, kind))})"
                _restate(work, path, kind, why)


def _names(work: Work) -> set[str]:
    """Name the fields that came, went, moved, or are of another type."""
    changed = work.of(What.FIELD_ADDED, What.FIELD_REMOVED, What.FIELD_MOVED, What.TYPE)
    return {change.path.rpartition(".")[2] for change in changed}


def _read(field: StatedField, kind: Kind) -> set[str]:
    """Name the fields that a condition or an expression reads."""
    value = field.statement.get(kind)
    if isinstance(value, str):
        return set(re.findall(r"[A-Za-z_]\w*", value))
    return {str(part["field"]) for _, part in objects(value) if "field" in part}


def _kinds(change: Change) -> Sequence[Kind]:
    if change.what is What.FIELD_ADDED:
        return tuple(Kind)
    if str(change.what) not in _STATED:
        return ()
    kind = Kind(str(change.what))
    return (kind, *_OF_TYPE) if kind is Kind.TYPE else (kind,)


def _restate(work: Work, path: str, kind: Kind, why: str) -> None:
    ours, theirs = work.now.field(path), work.goal.side.field(path)
    if ours is None or theirs is None:
        work.edits.leave(f"{why}: the spec has no such field: add it, if it should have")
        return
    said = work.said(path, kind)
    mine, wanted = ours.statement.get(kind), theirs.statement.get(kind)
    if alike(mine, said):
        return
    if said is not None and (wanted is None or kind is Kind.MANDATORY) and not alike(said, wanted):
        _leave(work, path, kind)
    if alike(mine, wanted) or kind is Kind.TYPE:
        return
    if kind is Kind.MANDATORY:
        restate_mandatory(work.edits, ours, wanted is True, why)
    else:
        _write(work, ours, theirs, kind, why)


def _leave(work: Work, path: str, kind: Kind) -> None:
    match kind:
        case Kind.MANDATORY:
            hint = "a part of the path can't be left out: say in a ruling what holds"
        case Kind.RANGE | Kind.LENGTH | Kind.ENUM:
            hint = "no limit can say it: write a `pattern` that does, and settle it by a ruling"
        case _:
            hint = "no keyword can say it of this field: decide, and settle it by a ruling"
    at = work.at(_span(work, path, kind))
    work.edits.leave(f"{path}: the page states the {kind} ({at}), {hint}")


def _leave_unsaid(work: Work, path: str) -> None:
    theirs = work.goal.side.field(path)
    for kind in Kind:
        if theirs and work.said(path, kind) is not None and kind not in theirs.statement:
            _leave(work, path, kind)


def _span(work: Work, path: str, kind: Kind) -> Span:
    field = work.goal.fields[path]
    return next((fact.span for fact in field.facts if fact.kind is kind), field.span)


def _nodes(work: Work, ours: StatedField) -> Iterator[JsonObject]:
    return (layer.node for layer in levels(work.edits.root, ours)[0])


def _write(work: Work, ours: StatedField, theirs: StatedField, kind: Kind, why: str) -> None:
    target = _target(work, ours, theirs, kind)
    if target is None:
        work.edits.leave(f"{why}: {ours.pointer} has no place for it")
        return
    if kind in _OF_SCHEMA and is_shared(work, ours, target, kind, why):
        return
    wanted = _wanted(work, ours, theirs, kind, target)
    if is_older(work.edits.root):
        wanted = older("schemas", wanted)
        _unfold(work, target, why)
    for pointer, key in list(_said(work, ours, kind)):
        silent = key in ("minLength", "minItems") and work.edits.node(pointer).get(key) == 0
        if (pointer != target or key not in wanted) and not silent:
            work.edits.drop(pointer, [key], why)
    for key, value in wanted.items():
        work.edits.put(target, key, value, why)


def _target(work: Work, ours: StatedField, theirs: StatedField, kind: Kind) -> str | None:
    """Give the object to write a kind in: where it stands already, or as the draft has it."""
    for pointer, _ in _said(work, ours, kind):
        return pointer
    if kind not in theirs.keywords:
        return ours.pointer
    goal, holder = work.goal.side, _holder(theirs, kind)
    of = levels(goal.root, theirs)
    depth = next(
        deep for deep, each in enumerate(of) if holder in {layer.pointer for layer in each}
    )
    mine = levels(work.edits.root, ours)
    if depth >= len(mine):
        return None
    if is_parameter(ours.path) and holder == theirs.pointer:
        return ours.pointer
    level = schema_layers(ours, mine[depth])
    if kind in _OF_SCHEMA:
        level = tuple(layer for layer in level if "type" in layer.node) or level
    return level[0].pointer if level else None


def _holder(field: StatedField, kind: Kind) -> str:
    """Give the pointer of the object that has the keyword of a kind."""
    pointer = field.keywords[kind]
    if kind is Kind.ADVICE:
        pointer = pointer.rpartition("/")[0].rpartition("/")[0]
    return pointer.rpartition("/")[0]


def _said(work: Work, ours: StatedField, kind: Kind) -> Iterator[tuple[str, str]]:
    """Give the keywords that state a kind, each by its object and key, nearest first."""
    chosen = ours.keywords.get(kind, "")
    for level in levels(work.edits.root, ours):
        for layer in level:
            for key in layer.node:
                is_choice = key in _CHOICES and join(layer.pointer, key) == chosen
                if key in _KEYS[kind] or is_choice:
                    yield layer.pointer, key


def _wanted(
    work: Work, ours: StatedField, theirs: StatedField, kind: Kind, target: str
) -> JsonObject:
    node = work.edits.node(target)
    if kind is Kind.ADVICE:
        return _advice(work.goal.side, ours, theirs, node)
    if kind not in theirs.statement:
        return {}
    there = work.goal.side.node(_holder(theirs, kind))
    last = split(theirs.keywords[kind])[-1]
    found: JsonObject = {
        key: value
        for key, value in there.items()
        if key in _KEYS[kind] or (key == last and key in _CHOICES)
    }
    return enum_keywords(node, found) if kind is Kind.ENUM else found


def _advice(goal: Side, ours: StatedField, theirs: StatedField, node: JsonObject) -> JsonObject:
    """Replace the one piece of advice that the page's is compared with; the others stay."""
    listed = list(sequence(node.get("x-advice")))
    new: list[JsonValue] = []
    if Kind.ADVICE in theirs.keywords:
        new.append(at(goal.root, theirs.keywords[Kind.ADVICE].rpartition("/")[0]))
    if Kind.ADVICE in ours.keywords:
        index = int(split(ours.keywords[Kind.ADVICE])[-2])
        listed[index : index + 1] = new
    else:
        listed += new
    return {"x-advice": listed} if listed else {}


def _unfold(work: Work, pointer: str, why: str) -> None:
    """Make room beside a `$ref`: OpenAPI 3.0 passes over what stands there."""
    node = work.edits.node(pointer)
    if "$ref" in node:
        reference: JsonValue = {"$ref": node["$ref"]}
        work.edits.drop(pointer, ["$ref"], why)
        work.edits.put(pointer, "allOf", [reference], why)
