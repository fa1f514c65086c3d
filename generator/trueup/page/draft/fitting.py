"""Hold a draft to its own schemas: a value that they refuse is left out, and becomes a decision."""

from __future__ import annotations

from collections.abc import Iterator

from trueup.document.expressions import names_in
from trueup.document.json_values import JsonObject, JsonValue, mapping, sequence, text_of
from trueup.document.pointers import join, objects
from trueup.page.difference.telling import value_told
from trueup.page.difference.terms import What
from trueup.page.draft.notes import deciding, shown
from trueup.page.statement import condition
from trueup.standin.schemas import Judge


def fitted(root: JsonObject) -> JsonObject:
    """Take out of a draft the defaults, examples, conditions and expressions that its schemas refuse."""
    judge = Judge(root)
    paths: JsonObject = {}
    for path, item in mapping(root["paths"]).items():
        paths[path] = {
            method: _operation(judge, join("/paths", path, method), mapping(node))
            for method, node in mapping(item).items()
        }
    made: JsonObject = {**root, "paths": paths}
    found = mapping(mapping(root.get("components")).get("schemas"))
    if found:
        schemas: JsonObject = {
            name: _object(judge, join("/components/schemas", name), mapping(schema))
            for name, schema in found.items()
        }
        made["components"] = {"schemas": schemas}
    return made


def _operation(judge: Judge, pointer: str, node: JsonObject) -> JsonObject:
    made: JsonObject = dict(node)
    if "parameters" in node:
        made["parameters"] = [
            _parameter(judge, join(pointer, "parameters", at), mapping(each))
            for at, each in enumerate(sequence(node["parameters"]))
        ]
    if "requestBody" in node:
        made["requestBody"] = _body(
            judge, join(pointer, "requestBody"), mapping(node["requestBody"])
        )
    made["responses"] = {
        code: _body(judge, join(pointer, "responses", code), mapping(each))
        for code, each in mapping(node["responses"]).items()
    }
    return made


def _parameter(judge: Judge, pointer: str, node: JsonObject) -> JsonObject:
    schema, refused = _values(judge, join(pointer, "schema"), mapping(node["schema"]))
    lost = {keyword for keyword, _ in refused}
    kept: JsonObject = {key: value for key, value in schema.items() if key not in lost}
    return deciding({**node, "schema": kept}, *(what for _, what in refused))


def _body(judge: Judge, pointer: str, node: JsonObject) -> JsonObject:
    """Hold the examples of a request or response to the schema beside them, and headers to theirs."""
    made: JsonObject = dict(node)
    if "headers" in node:
        made["headers"] = {
            name: _parameter(judge, join(pointer, "headers", name), mapping(each))
            for name, each in mapping(node["headers"]).items()
        }
    media = mapping(mapping(node.get("content")).get("application/json"))
    if "examples" not in media:
        return made
    place = join(pointer, "content", "application/json", "schema")
    kept: JsonObject = {}
    refused: list[str] = []
    for name, example in mapping(media["examples"]).items():
        if objection := judge.objection(place, mapping(example)["value"]):
            which = text_of(mapping(example)["summary"]).replace("Example", "the example", 1)
            refused.append(f"{which} is left out, it breaks the schema: {objection}")
        else:
            kept[name] = example
    rest: JsonObject = {key: value for key, value in media.items() if key != "examples"}
    made["content"] = {"application/json": {**rest, **({"examples": kept} if kept else {})}}
    return deciding(made, *refused)


def _object(judge: Judge, pointer: str, node: JsonObject) -> JsonObject:
    properties = mapping(node["properties"])
    within = join(pointer, "properties")
    made: JsonObject = {}
    for name, each in properties.items():
        schema, refused = _values(judge, join(within, name), mapping(each))
        told = [*refused, *_astray(judge, within, properties, schema)]
        lost = {keyword for keyword, _ in told}
        kept: JsonObject = {key: value for key, value in schema.items() if key not in lost}
        made[name] = deciding(kept, *(what for _, what in told))
    return {**node, "properties": made}


def _values(
    judge: Judge, pointer: str, node: JsonObject
) -> tuple[JsonObject, list[tuple[str, str]]]:
    """Leave out examples that a schema refuses; tell of its default if it refuses that."""
    kept: JsonObject = dict(node)
    if "examples" in node:
        shown_values = sequence(node["examples"])
        fitting = [each for each in shown_values if not judge.objection(pointer, each)]
        kept = {key: value for key, value in node.items() if key != "examples" or fitting}
        if fitting:
            kept["examples"] = fitting
    refused = "default" in node and judge.objection(pointer, node["default"])
    if not refused:
        return kept, []
    return kept, [("default", f"the default {shown(node['default'])} is refused: {refused}")]


def _astray(
    judge: Judge, within: str, siblings: JsonObject, node: JsonObject
) -> Iterator[tuple[str, str]]:
    """Tell a condition or computed default that reads what is no field beside this one, or never so."""
    applies = mapping(node.get("x-applies-when"))
    if any(_never(judge, within, siblings, test) for test in _tests(applies)):
        told = value_told(What.CONDITION, condition(applies))
        what = f"the page says that it counts when {told}: no field beside this one can be so"
        yield "x-applies-when", what
    expression = text_of(node.get("x-default-expression"))
    if expression and (astray := [each for each in names_in(expression) if each not in siblings]):
        what = f"the default is computed from {', '.join(astray)}, no field beside this one"
        yield "x-default-expression", f"{what}: {expression}"


def _tests(value: JsonObject) -> Iterator[JsonObject]:
    return (part for _, part in objects(value, "") if "field" in part)


def _never(judge: Judge, within: str, siblings: JsonObject, test: JsonObject) -> bool:
    name = text_of(test["field"])
    values: list[JsonValue] = sequence(test["in"]) if "in" in test else [test.get("equals")]
    return name not in siblings or any(judge.objection(join(within, name), v) for v in values)
