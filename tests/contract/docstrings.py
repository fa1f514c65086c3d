"""What the library's docstrings say, and what they have to say by the spec: no less and no more.

Either is one line of text: the spec's description, then a statement for each thing that it holds.
"""

from __future__ import annotations

import ast
import inspect
import json
import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from dli_flink import models

from .spec import named, resolved

Schema = dict[str, Any]


def words(text: str | None) -> str:
    """Give a text on one line, without the dashes that begin its lines."""
    lines = inspect.cleandoc(text or "").splitlines()
    return " ".join(" ".join(line.removeprefix("- ") for line in lines).split())


def expected_of(described: Schema) -> str:
    """Give what the documentation of a field, parameter, schema or answer has to say."""
    schema = {**described.get("schema", {}), **resolved(described)}
    typed = "$ref" in described or "type" in schema
    said = [
        *([f"Type: {_type(described.get('schema', described))}."] if typed else []),
        *_limits(schema),
        *_values(schema),
        *_server_side(schema),
        *_advice(schema),
        source_of(schema),
    ]
    return words(f"{schema['description']} {' '.join(said)}")


def source_of(schema: Schema) -> str:
    """Give the statement of where the spec has something from."""
    place = schema.get("x-page")
    if place is None:
        return f"Source: {schema['x-source'].removesuffix('.')}."
    return f"Source: Table {place['table']}" + (f", row {place['row']}." if "row" in place else ".")


def _type(schema: Schema) -> str:
    if "$ref" in schema:
        return f"`{named(schema)}`"
    if schema["type"] == "array":
        return f"list of {_type(schema['items'])}"
    kind: str = schema["type"]
    return f"{kind} ({schema['format']})" if "format" in schema else kind


def _limits(schema: Schema) -> Iterator[str]:
    options = [
        str(part["const"]) if "const" in part else f"at least {part['minimum']}"
        for part in schema.get("anyOf", [schema] if "minimum" in schema else [])
    ]
    if options:
        yield f"Range: {' or '.join(options)}."
    if "maxLength" in schema:
        yield f"Range: at most {schema['maxLength']} characters."
    if "pattern" in schema:
        yield f"Range: matches `{schema['pattern']}`."


def _values(schema: Schema) -> Iterator[str]:
    if "enum" in schema:
        each = zip(
            schema["enum"], schema["x-enum-varnames"], schema["x-enum-descriptions"], strict=True
        )
        said = (f"{json.dumps(one)} {name} ({text.removesuffix('.')})" for one, name, text in each)
        yield f"Values: {'; '.join(said)}."


def _server_side(schema: Schema) -> Iterator[str]:
    if "x-unit" in schema:
        yield f"Unit: {schema['x-unit']}."
    if "x-epoch" in schema:
        yield "As a datetime: `updated_at`."
    if "contentSchema" in schema:
        name = "static_estimator_config_parsed"
        yield f"JSON in text: `{name}` reads it; a dict or list is sent as such text."
    if "default" in schema:
        default = json.dumps(schema["default"])
        yield f"Default: {default}, applied by the server; never sent unless set."
    if "x-default-expression" in schema:
        formula = schema["x-default-expression"]
        computed = f"computed by the server as {formula} (`computed_defaults()` does so too)"
        yield f"Default: {computed}; never sent unless set."
    if "x-applies-when" in schema:
        yield f"Has an effect only when {_condition(schema['x-applies-when'])}."


def _advice(schema: Schema) -> Iterator[str]:
    for advice in schema.get("x-advice", []):
        when = f" (when {_condition(advice['when'])})" if "when" in advice else ""
        yield f"Advice{when}: {advice['says']}"


def _condition(condition: Schema, verb: str = "is") -> str:
    if "any" in condition:
        return " or ".join(_condition(part, verb) for part in condition["any"])
    if "not" in condition:
        return _condition(condition["not"], f"{verb} not")
    values = condition["in"] if "in" in condition else [condition["equals"]]
    return f"`{condition['field']}` {verb} {' or '.join(map(json.dumps, values))}"


def attribute_docs(name: str) -> dict[str, str]:
    """Give the string that stands below each attribute of a class in models.py."""
    tree = ast.parse(inspect.getsource(getattr(models, name)))
    assert isinstance(tree.body[0], ast.ClassDef)
    found = {}
    for node, below in pairwise(tree.body[0].body):
        targets = [node.target] if isinstance(node, ast.AnnAssign) else getattr(node, "targets", [])
        if targets and isinstance(below, ast.Expr) and isinstance(below.value, ast.Constant):
            found[ast.unparse(targets[0])] = words(str(below.value.value))
    return found


def sections(doc: str | None) -> dict[str, dict[str, str]]:
    """Give the entries of each section of a docstring: Args, Returns, Raises."""
    found: dict[str, dict[str, str]] = {}
    for title, text in re.findall(r"^(\w+):\n((?:    .*\n?|\n)+)", doc or "", re.MULTILINE):
        entries = re.findall(r"^    (\S.*?): ((?:.|\n(?!    \S))*)", text, re.MULTILINE)
        found[title] = {name: words(said) for name, said in entries}
    return found
