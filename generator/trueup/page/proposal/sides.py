"""The two sides of a proposal: the spec as it stands, and the draft of the new page, which it should agree with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

from trueup.document.json_values import JsonObject, JsonValue, canonical, mapping, sequence
from trueup.document.normalize import normalize
from trueup.document.pointers import at, join, split
from trueup.document.source import Document, parse
from trueup.page.draft.draft import draft
from trueup.page.facts import Facts, Field, Kind
from trueup.page.stated.field import StatedField
from trueup.page.stated.layers import Layer, inner_layers, keywords, layers
from trueup.page.stated.stated import Stated, stated

_OUTSIDE: Final = ("path.", "query.", "header.", "cookie.")
_OF_ARRAY: Final = "array"


class Form(NamedTuple):
    """What a value is built as: lists in lists, so deep, and what is in the innermost."""

    depth: int
    of: str


@dataclass(frozen=True, slots=True)
class Side:
    """A document and what it states of the operation; `bare`: its fields by their paths without brackets."""

    root: JsonObject
    stated: Stated
    fields: Mapping[str, StatedField]
    bare: Mapping[str, StatedField]

    def field(self, path: str) -> StatedField | None:
        """Find a field by its path, or by one that differs in brackets only."""
        return self.fields.get(path) or self.bare.get(path.replace("[]", ""))

    def holder(self, path: str) -> str | None:
        """Give the pointer of the object that the fields of a path belong under."""
        return self.stated.objects.get(path)

    def node(self, pointer: str) -> JsonObject:
        """Give the object at a pointer."""
        return mapping(at(self.root, pointer))

    def form(self, field: StatedField) -> Form:
        """Give the form of a field's value."""
        type_ = mapping(field.statement.get(Kind.TYPE))
        path, depth = field.path, 0
        while path not in self.stated.objects and type_.get("type") == _OF_ARRAY:
            path, depth, type_ = f"{path}[]", depth + 1, mapping(type_.get("items"))
        if path in self.stated.objects:
            return Form(depth, "fields")
        return Form(depth, canonical(type_) if type_.get("type") == "object" else "")


@dataclass(frozen=True, slots=True)
class Goal:
    """The new page, and the side that its draft makes."""

    facts: Facts
    fields: Mapping[str, Field]
    side: Side


def goal_of(facts: Facts) -> Goal | None:
    """Draft a spec of the new page. Raise Refused where there is nothing to draft."""
    document = parse("draft.yaml", draft(facts))
    side = side_of(document, document.root, None, None)
    fields: dict[str, Field] = {}
    for each in facts.fields:
        fields.setdefault(each.path, each)
    return Goal(facts, fields, side) if side else None


def side_of(
    document: Document, root: JsonObject, method: str | None, path: str | None
) -> Side | None:
    """Give the side of a spec whose values are `root` by now; None where it has no such operation."""
    found = stated(replace(document, root=normalize(root)), method, path)
    if found is None:
        return None
    fields = {each.path: each for each in found.fields}
    bare = {each.path.replace("[]", ""): each for each in reversed(found.fields)}
    return Side(root, found, fields, bare)


def is_parameter(path: str) -> bool:
    """Say whether a path is that of a parameter."""
    return path.startswith(_OUTSIDE)


def name_of(field: StatedField) -> str:
    """Give the name of a property."""
    return split(field.pointer)[-1]


def holder_of(field: StatedField) -> str:
    """Give the path of what holds a field: `request.tags[]` of `request.tags[].key`."""
    if is_parameter(field.path):
        return field.path.partition(".")[0]
    return field.path[: -len(name_of(field)) - 1]


def object_of(field: StatedField) -> str:
    """Give the pointer of the object whose properties a field is among."""
    return field.pointer.rpartition("/")[0].rpartition("/")[0]


def levels(root: JsonObject, field: StatedField) -> list[tuple[Layer, ...]]:
    """Give the layers of a field, then those of its items, and of theirs. Of a parameter, its own come first."""
    found = [tuple(_own(root, field))]
    seen: set[str] = set()
    while items := inner_layers(root, keywords(found[-1]), "items"):
        if items[0].pointer in seen:
            break
        seen.add(items[0].pointer)
        found.append(items)
    return found


def schema_layers(field: StatedField, level: tuple[Layer, ...]) -> tuple[Layer, ...]:
    """Leave out what is no schema: the parameter itself."""
    if is_parameter(field.path):
        return tuple(each for each in level if each.pointer != field.pointer)
    return level


def innermost(type_: JsonValue) -> JsonObject:
    """Give the type of what is in the innermost list."""
    found = mapping(type_)
    while found.get("type") == _OF_ARRAY:
        found = mapping(found.get("items"))
    return found


def _own(root: JsonObject, field: StatedField) -> Iterator[Layer]:
    node = mapping(at(root, field.pointer))
    if not is_parameter(field.path):
        yield from layers(root, field.pointer, node)
        return
    yield Layer(field.pointer, {key: value for key, value in node.items() if key[:2] == "x-"})
    pointer = join(field.pointer, "schema")
    if "schema" not in node:
        names = [*mapping(node.get("content"))]
        name = next((each for each in names if "json" in each), names[0] if names else "")
        pointer = join(field.pointer, "content", name, "schema")
    try:
        yield from layers(root, pointer, mapping(at(root, pointer)))
    except KeyError:
        return


def listed_parameters(root: JsonObject, operation: str) -> Iterator[tuple[str, int, JsonObject]]:
    """Give the pointer of the object that lists each parameter, its index, and the entry."""
    for pointer in (operation.rpartition("/")[0], operation):
        entries = sequence(mapping(at(root, pointer)).get("parameters"))
        for index, each in enumerate(entries):
            yield pointer, index, mapping(each)
