"""The operation of a draft: its path, parameters, body and responses."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from trueup.document.json_values import JsonObject, JsonValue, mapping
from trueup.page.draft.fields import field_node
from trueup.page.draft.notes import at_line, deciding
from trueup.page.draft.places import Places
from trueup.page.facts import Facts, Field, Kind

_IN: Final = ("path", "query", "header")
# Keywords that stand at a parameter itself; the others make its schema.
_OF_PARAMETER: Final = (
    *("description", "x-default-expression", "x-advice", "x-applies-when", "x-to-decide"),
    *("x-page", "x-source"),
)
# OpenAPI passes over header parameters of these names: other parts of a document say them.
_ELSEWHERE: Final = ("accept", "authorization", "content-type")
_CREDENTIALS: Final = re.compile(r"auth|token|security|signature|api-?key", re.IGNORECASE)
_TEMPLATE: Final = re.compile(r"{([^{}]*)}")


@dataclass(frozen=True, slots=True)
class Called:
    """How the operation is called: method and path template, and what is to be decided about them."""

    method: str
    path: str
    undecided: tuple[str, ...] = ()


def called(facts: Facts) -> Called:
    """Give method and path; values in the place of parameters, and a missing path, are filled in."""
    wanted = [field.name for field in facts.fields if field.path == f"path.{field.name}"]
    if facts.operation is None:
        method = "POST" if any(each.path.startswith("request.") for each in facts.fields) else "GET"
        path = "".join(("/to-be-decided", *(f"/{{{name}}}" for name in wanted)))
        return Called(method, path, ("the page names no method and path",))
    method, path = facts.operation.method, facts.operation.path
    missing = [name for name in wanted if f"{{{name}}}" not in path]
    if not missing:
        return Called(method, path)
    values = re.findall(r"(?<=/)[0-9]+(?=/|\Z)", path)
    listed = ", ".join(missing)
    if len(values) == len(missing):
        names = iter(missing)
        path = re.sub(r"(?<=/)[0-9]+(?=/|\Z)", lambda _: f"{{{next(names)}}}", path)
        return Called(method, path, (f"the path has values of {listed}, and no {{names}}",))
    what = f"the path has no place for {listed}, which a table lists: they are left out"
    return Called(method, path, (what,))


def parameters(
    facts: Facts, path: str, notes: Mapping[str, Sequence[str]], places: Places
) -> list[JsonValue]:
    """Write the parameters: those that a table lists, then those that only the path names."""
    template = dict.fromkeys(_TEMPLATE.findall(path))
    listed: dict[str, JsonValue] = {}
    for field in facts.fields:
        where = field.path.partition(".")[0]
        if (
            field.path in listed
            or where not in _IN
            or (where == "path" and field.name not in template)
            or (where == "header" and field.name.casefold() in _ELSEWHERE)
        ):
            continue
        place = places.row(field.table, field.row, field.span)
        listed[field.path] = _parameter(field, where, notes.get(field.path, ()), place)
    for name in template:
        if f"path.{name}" not in listed:
            listed[f"path.{name}"] = _unlisted(name)
    return [*listed.values()]


def left_out(facts: Facts) -> Iterator[str]:
    """Tell the headers that can't be parameters."""
    for field in facts.fields:
        if field.path.startswith("header.") and field.name.casefold() in _ELSEWHERE:
            what = f"the header {field.name} is left out: OpenAPI has no parameter of that name"
            yield at_line(what, field.span)


def has_credentials(facts: Facts) -> bool:
    """Say whether a table lists a header that proves who calls."""
    return any(
        field.path.startswith("header.") and _CREDENTIALS.search(field.name)
        for field in facts.fields
    )


def _parameter(field: Field, where: str, notes: Sequence[str], place: JsonObject) -> JsonObject:
    undecided = list(notes)
    if where == "header" and _CREDENTIALS.search(field.name):
        undecided.append("should this be a security scheme?")
    mandatory = field.values(Kind.MANDATORY)
    if where == "path" and False in mandatory:
        undecided.append("the page calls it optional; a part of the path can't be left out")
    node = field_node(field, "", undecided, place)
    schema: JsonObject = {key: node[key] for key in node if key not in _OF_PARAMETER}
    beside: JsonObject = {key: node[key] for key in node if key in _OF_PARAMETER}
    if not _is_plain(schema, where):
        what = f"a {where} parameter can't be of the type on the page, text stands in for it"
        beside = deciding(beside, what)
        schema = {"type": "string"}
    required = where == "path" or True in mandatory
    return {
        "name": field.name,
        "in": where,
        **({"required": True} if required else {}),
        "description": beside.pop("description"),
        "schema": schema,
        **beside,
    }


def _is_plain(schema: JsonObject, where: str) -> bool:
    """Say whether a parameter can have a schema: a scalar, or a list of scalars in the query."""
    if where == "query" and schema.get("type") == "array":
        schema = mapping(schema.get("items"))
    return schema.get("type") in ("string", "integer", "number", "boolean")


def _unlisted(name: str) -> JsonObject:
    return {
        "name": name,
        "in": "path",
        "required": True,
        "description": f"The part {{{name}}} of the path.",
        "schema": {"type": "string"},
        "x-to-decide": ["no table lists it: say of which type it is"],
        "x-source": "The path; no table of the page lists it.",
    }
