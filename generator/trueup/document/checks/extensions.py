"""Checks of the `x-` vocabulary: its form (vocabulary.json), and that what it names exists.

A spec that says which page documents it (`info.x-documented-by`) is held to the whole vocabulary: an
unknown extension is an error, and every fact says where it stands or comes from. In other documents a
foreign extension is let pass.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from functools import cache
from importlib.resources import files

from jsonschema import Draft202012Validator

from trueup.document.expressions import BadExpression, names_in
from trueup.document.json_values import JsonObject, JsonValue, mapping, sequence, text_of
from trueup.document.pointers import join, objects
from trueup.document.references import found
from trueup.document.source import Document
from trueup.findings import Code, Finding
from trueup.formats import COUNTED
from trueup.names import MODULE_RESERVED
from trueup.standin.schemas import Judge


@cache
def vocabulary() -> JsonObject:
    """Give the JSON Schema of the vocabulary."""
    text = (files("trueup.document") / "vocabulary.json").read_text("utf-8")
    return mapping(json.loads(text))


def check_extensions(document: Document) -> Iterator[Finding]:
    """Report extensions that are malformed, unknown, or name what isn't there."""
    ours = "x-documented-by" in mapping(document.root.get("info"))
    for _, pointer, holder, _ in document.parts():
        yield from _form(document, pointer, holder, ours)
    judge = Judge(document.root)
    for pointer, schema in _outer_schemas(document):
        yield from _siblings(document, judge, pointer, schema)
    yield from _success_rules(document)
    yield from _servers(document)
    if ours:
        yield from _origins(document)


def places(document: Document) -> Iterator[tuple[str, JsonObject]]:
    """Yield every part of the document that states a fact of the page, with its pointer."""
    for part in document.parts("parameter", "response", "security", "server"):
        if "$ref" not in part.node:
            yield part.pointer, part.node
    for pointer, schema in _outer_schemas(document):
        for name, field in mapping(schema.get("properties")).items():
            yield join(pointer, "properties", name), mapping(field)


def _outer_schemas(document: Document) -> Iterator[tuple[str, JsonObject]]:
    """Leave out schemas of text content: what they describe is inside a string."""
    inside = [
        join(pointer, "contentSchema")
        for _, pointer, schema, _ in document.parts("schema")
        if "contentSchema" in schema
    ]
    for _, pointer, schema, _ in document.parts("schema"):
        if not any(f"{pointer}/".startswith(f"{each}/") for each in inside):
            yield pointer, schema


def _form(document: Document, pointer: str, holder: JsonObject, ours: bool) -> Iterator[Finding]:
    known = mapping(vocabulary()["properties"])
    for key, value in holder.items():
        if not key.startswith("x-"):
            continue
        if key not in known:
            if ours:
                yield document.finding(
                    join(pointer, key),
                    Code.UNKNOWN_EXTENSION,
                    f"{key} is not in the vocabulary",
                    f"use one of {', '.join(sorted(known))}",
                )
            continue
        schema = {
            "$ref": f"#/properties/{key}",
            "properties": known,
            "$defs": vocabulary()["$defs"],
        }
        for error in Draft202012Validator(schema).iter_errors(value):
            yield document.finding(
                join(pointer, key, *error.absolute_path),
                Code.BAD_EXTENSION,
                f"{key}: {error.message}",
                str(mapping(known[key])["description"]),
            )


def _siblings(
    document: Document, judge: Judge, pointer: str, schema: JsonObject
) -> Iterator[Finding]:
    siblings = mapping(schema.get("properties"))
    for name, raw in siblings.items():
        field = mapping(raw)
        where = join(pointer, "properties", name)
        conditions = [(join(where, "x-applies-when"), field.get("x-applies-when"))]
        for index, advice in enumerate(sequence(field.get("x-advice"))):
            conditions.append((join(where, "x-advice", index, "when"), mapping(advice).get("when")))
        for place, condition in conditions:
            for spot, test in _tests(place, condition):
                yield from _test(document, judge, join(pointer, "properties"), siblings, spot, test)
        yield from _expression(document, where, field, siblings)
        yield from _epoch(document, where, field)


def _tests(pointer: str, condition: JsonValue) -> Iterator[tuple[str, JsonObject]]:
    for spot, part in objects(condition, pointer):
        if "field" in part:
            yield spot, part


def _test(
    document: Document,
    judge: Judge,
    properties: str,
    siblings: JsonObject,
    spot: str,
    test: JsonObject,
) -> Iterator[Finding]:
    name = str(test["field"])
    if name not in siblings:
        message = f"the condition reads {name}, which is no field beside this one"
        yield document.finding(spot, Code.BAD_CONDITION, message, "name a sibling field")
        return
    values = sequence(test["in"]) if "in" in test else [test.get("equals")]
    for value in values:
        objection = judge.objection(join(properties, name), value)
        if objection:
            message = f"the condition can never hold: {name} does not take {value!r}: {objection}"
            yield document.finding(
                spot, Code.BAD_CONDITION, message, "compare with a value it takes"
            )


def _expression(
    document: Document, where: str, field: JsonObject, siblings: JsonObject
) -> Iterator[Finding]:
    expression = field.get("x-default-expression")
    if not isinstance(expression, str):
        return
    place = join(where, "x-default-expression")
    fix = "use names of sibling fields, integers, + - * / and parentheses"
    try:
        unknown = [name for name in names_in(expression) if name not in siblings]
    except BadExpression as error:
        yield document.finding(place, Code.BAD_EXPRESSION, str(error), fix)
        return
    for name in unknown:
        message = f"the expression reads {name}, which is no field beside this one"
        yield document.finding(place, Code.BAD_EXPRESSION, message, fix)


def _epoch(document: Document, where: str, field: JsonObject) -> Iterator[Finding]:
    """Hold a number that tells a moment to a unit that it can be counted in, and to a day that there is."""
    if "x-epoch" not in field:
        return
    place, fix = join(where, "x-epoch"), f"use one of {', '.join(COUNTED)} as x-unit"
    if "string" in (field.get("type"), *sequence(field.get("type"))):
        message = "x-epoch is said of text, which counts nothing"
        yield document.finding(place, Code.BAD_EXTENSION, message, "say it of a number")
    if field.get("x-unit") not in COUNTED:
        yield document.finding(place, Code.BAD_EXTENSION, "x-epoch has no unit to count in", fix)
    try:
        datetime.fromisoformat(text_of(field["x-epoch"]))
    except ValueError:
        message = f"there is no moment {field['x-epoch']}"
        yield document.finding(place, Code.BAD_EXTENSION, message, "write an RFC 3339 date-time")


def _servers(document: Document) -> Iterator[Finding]:
    """Hold what leads to another server to variables that lead there, and known values to what is open."""
    servers = [mapping(server) for server in sequence(document.root.get("servers"))]
    for index, server in enumerate(servers):
        pointer, variables = join("/servers", index), mapping(server.get("variables"))
        for name, variable in variables.items():
            if "enum" in mapping(variable) and "x-known-values" in mapping(variable):
                place = join(pointer, "variables", name, "x-known-values")
                message, fix = (
                    "an enum says already which values there are",
                    "leave out one of the two",
                )
                yield document.finding(place, Code.BAD_EXTENSION, message, fix)
        by = text_of(server.get("x-chosen-by"))
        if by and (not index or by not in mapping(servers[0].get("variables"))):
            message = f"no variable {by} of the first server can lead here"
            fix = "say it of a server after the first, with a variable that the first has"
            yield document.finding(join(pointer, "x-chosen-by"), Code.BAD_EXTENSION, message, fix)
        elif by and not mapping(variables.get(by)).get("enum"):
            message, fix = f"no values of {by} lead here", f"list them as the enum of {by}"
            yield document.finding(join(pointer, "x-chosen-by"), Code.BAD_EXTENSION, message, fix)


def _success_rules(document: Document) -> Iterator[Finding]:
    for _, pointer, response, _ in document.parts("response"):
        rule = mapping(response.get("x-success-when"))
        if not rule or "$ref" in response:
            continue
        place = join(pointer, "x-success-when")
        fields = _answer_fields(document, response)
        for key in ("field", "message"):
            if key in rule and text_of(rule[key]) not in fields:
                message = f"x-success-when reads {rule[key]}, which the response does not have"
                fix = "name a field of the response's JSON object"
                yield document.finding(join(place, key), Code.BAD_CONDITION, message, fix)
        if text_of(rule.get("error")) in MODULE_RESERVED:
            message = f"{rule['error']} is an error that every library has"
            fix = "give the rejection a name of its own"
            yield document.finding(join(place, "error"), Code.BAD_EXTENSION, message, fix)


def _answer_fields(document: Document, response: JsonObject) -> JsonObject:
    for media_type, media in mapping(response.get("content")).items():
        if "json" in media_type:
            schema, _ = found(document.root, mapping(mapping(media).get("schema")))
            return mapping(schema.get("properties"))
    return {}


def _origins(document: Document) -> Iterator[Finding]:
    rows: dict[tuple[int, int], str] = {}
    for pointer, part in places(document):
        page = mapping(part.get("x-page"))
        if not page and "x-source" not in part:
            yield document.finding(
                pointer,
                Code.WITHOUT_PLACE,
                "nothing says where this comes from",
                "add `x-page: {table: N, row: N}`, or `x-source` where the tables do not have it",
            )
        table, row = page.get("table"), page.get("row")
        if not isinstance(table, int) or not isinstance(row, int):
            continue
        first = rows.setdefault((table, row), pointer)
        if first != pointer:
            message = f"table {table}, row {row} is taken, at line {document.place(first).line}"
            yield document.finding(
                join(pointer, "x-page"), Code.REPEATED_PLACE, message, "give each row to one field"
            )
