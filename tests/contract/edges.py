"""Values that try a schema out: on, just under and just over each edge, and of every wrong type.

They are derived from the spec. A keyword that nothing in here knows how to try fails a test of
test_values.py, a pattern without samples fails to be probed.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any, NamedTuple

from .samples import PATTERN_SAMPLES
from .spec import SCHEMAS, resolved

Tried = tuple[str, object]  # what it is, in words, and the value

TRIED = frozenset({
    "$ref", "type", "format", "enum", "anyOf", "const", "minimum", "maxLength", "pattern",
    "properties", "required", "additionalProperties", "items",
})  # fmt: skip
SAYS_NOTHING_OF_VALUES = frozenset({
    "description", "default", "examples", "contentMediaType", "contentSchema",
})  # fmt: skip

WRONG_TYPES: list[Tried] = [
    ("null", None), ("true", True), ("false", False), ("0", 0), ("1", 1), ("5", 5), ("2.5", 2.5),
    ("2.0", 2.0), ('text ""', ""), ('text "2"', "2"), ('text "2.0"', "2.0"), ('text "a"', "a"),
    ('text "true"', "true"), ('text "false"', "false"), ('text "null"', "null"),
    ('text "UNSET"', "UNSET"), ("[]", []), ('["a"]', ["a"]), ("[1]", [1]), ("{}", {}),
    ('{"a": 1}', {"a": 1}),
]  # fmt: skip
TEXTS: list[Tried] = [
    ("a NUL", "a\0"), ("a newline", "a\n"), ("an emoji", "\U0001f600"), ("a combined é", "e\u0301"),
    ("a line separator", "\u2028"), ("quotes", "\"'\\"),
]  # fmt: skip
FORMAT_ENDS = {"int32": (-(2**31), 2**31 - 1), "int64": (-(2**63), 2**63 - 1)}


class Probe(NamedTuple):
    """A value for a schema, and the part of it that is tried."""

    name: str
    place: str
    what: str
    value: Any
    schema: dict[str, Any]
    tried: object

    def __str__(self) -> str:
        return f"{self.name}{self.place}: {self.what}"


def probes_of(name: str, *, nested: bool) -> Iterator[Probe]:
    """Give everything to try on a schema of this name and its fields; if nested, on theirs too."""
    schema = SCHEMAS[name]
    beside = {key: sample(schema["properties"][key]) for key in schema.get("required", [])}
    for probe in _inner(name, "", schema, depth=9 if nested else 1):
        yield probe._replace(value={**beside, **probe.value}) if probe.place else probe


def _inner(name: str, place: str, schema: dict[str, Any], depth: int) -> Iterator[Probe]:
    for what, value in tries(schema):
        yield Probe(name, place, what, value, schema, value)
    for field, said in schema.get("properties", {}).items() if depth else ():
        for probe in _inner(name, f"{place}.{field}", resolved(said), depth - 1):
            yield probe._replace(value={field: probe.value})


def tries(schema: dict[str, Any]) -> list[Tried]:
    """Give what to try on one schema: every keyword's edges, then every wrong type."""
    found = dict(WRONG_TYPES)
    for make in (_of_text, _of_numbers, _of_enum, _of_items, _of_object):
        found.update(make(schema))
    return list(found.items())


def sample(schema: dict[str, Any]) -> Any:
    """Give a plain value that the schema should take and that is not its default."""
    schema = resolved(schema)
    kind = schema["type"]
    if "enum" in schema:
        return next(member for member in schema["enum"] if member != schema.get("default"))
    if kind == "object":
        return {key: sample(said) for key, said in schema["properties"].items()}
    if kind == "array":
        return [sample(schema["items"]), sample(schema["items"])]
    if "pattern" in schema:
        return PATTERN_SAMPLES[schema["pattern"]].taken[-1]
    plain: dict[str, object] = {"string": "a sample", "integer": 7, "number": 1.5, "boolean": True}
    return plain[kind]


def keywords_of(schema: object) -> set[str]:
    """Name the keywords that a schema and its parts use, but for extensions."""
    if isinstance(schema, list):
        return set().union(*map(keywords_of, schema))
    if not isinstance(schema, dict):
        return set()
    found = {key for key in schema if not key.startswith("x-")}
    parts = [*schema.get("properties", {}).values(), schema.get("items"), schema.get("anyOf")]
    return found.union(*map(keywords_of, parts))


def _of_text(schema: dict[str, Any]) -> Iterator[Tried]:
    if schema["type"] != "string":
        return
    yield from TEXTS
    if "maxLength" in schema:
        for count in (schema["maxLength"] + off for off in (-1, 0, 1)):
            yield f"{count} letters", "a" * count
            yield f"{count} emojis", "\U0001f600" * count
    if "pattern" in schema:
        samples = PATTERN_SAMPLES[schema["pattern"]]
        for text in samples.taken + samples.refused:
            yield repr(text), text
            yield repr(text + "\n"), text + "\n"


def _of_numbers(schema: dict[str, Any]) -> Iterator[Tried]:
    if schema["type"] not in {"integer", "number"}:
        return
    edges = {-2, -1, 0, 1, 2, 2**53 + 1, 10**400, *FORMAT_ENDS["int32"], *FORMAT_ENDS["int64"]}
    for said in (schema, *schema.get("anyOf", [])):
        edges.update(said[key] for key in ("minimum", "const") if key in said)
    for edge in edges:
        for number in (edge - 1, edge, edge + 1):
            yield _short(number), number
    yield from ((_short(number), number) for number in (-1.0, -0.0, 1.5, 1e300, 1e-320))
    yield from (("NaN", math.nan), ("Infinity", math.inf), ("-Infinity", -math.inf))
    if schema["type"] == "number":
        limit = float(schema["minimum"])
        for close in (math.nextafter(limit, -1), math.nextafter(limit, 1)):
            yield _short(close), close


def _of_enum(schema: dict[str, Any]) -> Iterator[Tried]:
    for member in schema.get("enum", []):
        near = [member, str(member), f" {member}", f"{member} ", f"{member}\n", [member]]
        if isinstance(member, int):
            near += [member - 1, member + 1, float(member), member + 0.5, bool(member)]
        else:
            near += [member.upper(), member.title(), member[:-1], member.replace("_", "-")]
        yield from ((repr(value), value) for value in near)
    yield from ((repr(name), name) for name in schema.get("x-enum-varnames", []))


def _of_items(schema: dict[str, Any]) -> Iterator[Tried]:
    if schema["type"] == "array":
        for what, value in tries(schema["items"]):
            yield f"an item {what}", [sample(schema["items"]), value]


def _of_object(schema: dict[str, Any]) -> Iterator[Tried]:
    if schema["type"] != "object":
        return
    full = sample(schema)
    yield "every field", full
    yield "every field, and one unknown", {**full, "unheard_of": 1}
    yield "an unknown field of null", {**full, "unheard_of": None}
    for field in schema["properties"]:
        yield f"only {field}", {field: full[field]}
        yield f"{field} in capitals", {field.upper(): full[field]}
        yield f"all but {field}", {key: value for key, value in full.items() if key != field}


def _short(number: float) -> str:
    return repr(number) if abs(number) < 1e40 or isinstance(number, float) else "10**400 or so"
