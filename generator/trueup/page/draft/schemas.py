"""The schemas of a draft: one for each table of fields, in the page's order."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from trueup.document.json_values import JsonObject
from trueup.names import pascal
from trueup.page.draft.fields import field_node
from trueup.page.draft.naming import class_name, singular, spelled_out
from trueup.page.draft.places import Places, table_place
from trueup.page.facts import Facts, Field, Kind
from trueup.page.paths import bare, container, is_received

_BODY: Final = re.compile(r"(?:request|response(?:-[0-9]\w*)?)(?=[.\[])")


@dataclass(frozen=True, slots=True)
class Shape:
    """An object of the draft: its name, the path and name of what holds its fields, the fields, whether it is sent."""

    name: str
    path: str
    title: str
    fields: tuple[Field, ...]
    sent: bool


@dataclass(frozen=True, slots=True)
class Shapes:
    """The objects in order, and the name of the one that each path is."""

    shapes: tuple[Shape, ...]
    names: Mapping[str, str]

    def of(self, path: str) -> str:
        """Name the object that a field is or lists; empty: it is none that has fields."""
        return self.names.get(path) or self.names.get(f"{path}[]", "")


def shapes(facts: Facts, operation_id: str) -> Shapes:
    """Make one object of the fields of each table; a table that describes two fields makes one."""
    groups: dict[str, list[Field]] = {}
    for field in facts.fields:
        if is_body(field.path):
            groups.setdefault(container(field), []).append(field)
    table_of = {path: at for at, table in enumerate(facts.tables) for path in table.of}
    fields = {field.path: field for field in facts.fields}
    made: dict[int | str, Shape] = {}
    names: dict[str, str] = {}
    taken: set[str] = set()
    for path in _outer_first(groups):
        key = table_of.get(path, path)
        if key in made:
            made[key] = replace(made[key], sent=made[key].sent or not is_received(path))
        else:
            title, name = _named(path, fields.get(bare(path)), names, operation_id, taken)
            taken.add(name)
            distinct = {field.path: field for field in reversed(groups[path])}
            of = tuple(field for field in groups[path] if distinct[field.path] is field)
            made[key] = Shape(name, path, title, of, not path.startswith("response"))
        names[path] = made[key].name
    order = {path: at for at, path in enumerate(groups)}
    return Shapes(tuple(sorted(made.values(), key=lambda shape: order[shape.path])), names)


def is_body(path: str) -> bool:
    """Say whether a field is in the body of a request or response: `response-400.…` is, a header is not."""
    return bool(_BODY.match(path))


def schema_of(
    shape: Shape, of: Shapes, notes: Mapping[str, Sequence[str]], places: Places
) -> JsonObject:
    """Write an object as a schema; one that is sent takes no other fields."""
    stated = [field.values(Kind.MANDATORY) for field in shape.fields]
    required = [field.name for field in shape.fields if True in field.values(Kind.MANDATORY)]
    undecided = [*notes.get(shape.path, ())]
    if shape.sent and not any(stated):
        undecided.append("the page does not say which of the fields are mandatory")
    first = shape.fields[0]
    properties: JsonObject = {}
    for field in shape.fields:
        place = places.row(field.table, field.row, field.span)
        told = notes.get(field.path, ())
        properties[field.name] = field_node(field, of.of(field.path), told, place)
    return {
        "type": "object",
        "description": f"{shape.title}. Drafted from the table around line {first.span.line} of the page.",
        **({"additionalProperties": False} if shape.sent else {}),
        **({"x-to-decide": [*undecided]} if undecided else {}),
        **table_place(first.table, first.span),
        **({"required": [*required]} if required else {}),
        "properties": properties,
    }


def _outer_first(groups: Mapping[str, Sequence[Field]]) -> list[str]:
    """Order paths so that what holds an object is named before it."""
    return sorted(groups, key=lambda path: path.count("."))


def _named(
    path: str, field: Field | None, names: Mapping[str, str], operation_id: str, taken: set[str]
) -> tuple[str, str]:
    base = pascal(operation_id)
    root, _, status = path.partition(".")[0].partition("[")[0].partition("-")
    whole = f"{base}{status}{root.capitalize()}"
    if field is None:
        title = f"Body of the {root}" + (f" with status {status}" if status else "")
        return title, class_name(whole, base, taken)
    name = singular(field.name) if path.endswith("[]") else field.name
    parent = names.get(container(field), whole)
    own = pascal(name) if root == "request" else f"{whole}{pascal(name)}"
    return spelled_out(name), class_name(own, parent, taken)
