"""Edge values of any schema of the 3.1 dialect, made from the schema itself and always the same."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

WRONG: list[Any] = [None, True, 7, 2.5, 2.0, "", "a text", [], ["a"], {}, {"unheard_of": 1}]
FORMATS = {
    "date-time": "2024-02-29T12:00:00Z",
    "date": "2024-02-29",
    "time": "12:00:00Z",
    "uuid": "123e4567-e89b-42d3-a456-426614174000",
    "email": "a@example.com",
    "uri": "https://example.com/a",
    "ipv4": "192.0.2.1",
    "ipv6": "2001:db8::1",
    "hostname": "example.com",
    "duration": "P1D",
    "byte": "YQ==",
}
DEEPEST = 6
LONGEST = 5000


class Edges:
    """The values of a document's schemas."""

    def __init__(self, root: Any) -> None:
        self._root = root

    def smallest(self, schema: Any, depth: int = 0) -> Any:
        """Give a small value that the schema should take; whether it does, a judge has to say."""
        schema = self.resolved(schema)
        for key in ("const", "enum"):
            if key in schema:
                return schema[key] if key == "const" else schema[key][0]
        if depth > DEEPEST:
            return None
        parts = [*schema.get("allOf", []), *(schema.get(k, [{}])[0] for k in ("oneOf", "anyOf"))]
        made = [self.smallest(part, depth + 1) for part in parts if part]
        own = self._plain(schema, depth) if _kind(schema) else None
        objects = [each for each in [own, *made] if isinstance(each, dict)]
        if objects:
            return {key: value for each in objects for key, value in each.items()}
        return own if own is not None or not made else made[-1]

    def tried(self, schema: Any, depth: int = 0) -> Iterator[Any]:
        """Give the values around every edge of a schema, its parts' included."""
        schema = self.resolved(schema)
        yield from WRONG
        yield from schema.get("enum", [])
        yield from _lengths(schema)
        yield from _numbers(schema)
        if depth > 2:  # deeper parts are tried as components of their own
            return
        yield from self._lists(schema, depth)
        yield from self._objects(schema, depth)
        for key in ("allOf", "oneOf", "anyOf"):
            for part in schema.get(key, []):
                yield from self._joined(schema, part, depth)

    def resolved(self, schema: Any) -> dict[str, Any]:
        """Give what a schema's references lead to, with what stands beside them."""
        seen = 0
        while isinstance(schema, dict) and "$ref" in schema and seen < DEEPEST:
            beside = {key: value for key, value in schema.items() if key != "$ref"}
            schema = {**_at(self._root, schema["$ref"]), **beside}
            seen += 1
        return schema if isinstance(schema, dict) else {}

    def _plain(self, schema: dict[str, Any], depth: int) -> Any:
        match _kind(schema):
            case "object":
                fields = schema.get("properties", {})
                return {
                    key: self.smallest(fields.get(key, {}), depth + 1)
                    for key in schema.get("required", [])
                }
            case "array":
                count = min(schema.get("minItems", 0), 20)
                return [self.smallest(schema.get("items", {}), depth + 1)] * count
            case "string":
                text = FORMATS.get(schema.get("format", ""), "a")
                return text.ljust(min(schema.get("minLength", 0), LONGEST), "a")
            case "integer" | "number":
                low = schema.get("minimum", schema.get("exclusiveMinimum", 0) + 1)
                return min(low, schema.get("maximum", low))
            case "boolean":
                return True
            case _:
                return None

    def _lists(self, schema: dict[str, Any], depth: int) -> Iterator[Any]:
        if _kind(schema) != "array":
            return
        item = self.smallest(schema.get("items", {}), depth + 1)
        for edge in (schema.get("minItems", 1), schema.get("maxItems", 1)):
            if edge < 200:
                yield from ([item] * count for count in (edge - 1, edge, edge + 1))
        for value in self.tried(schema.get("items", {}), depth + 1):
            yield [value]

    def _objects(self, schema: dict[str, Any], depth: int) -> Iterator[Any]:
        if _kind(schema) != "object":
            return
        small = self.smallest(schema, depth)
        whole = small if isinstance(small, dict) else {}
        yield whole
        yield {**whole, "unheard_of": 1}
        for gone in whole:
            yield {key: value for key, value in whole.items() if key != gone}
        for key, part in schema.get("properties", {}).items():
            yield {**whole, key: self.smallest(part, depth + 1)}
            for value in self.tried(part, depth + 1):
                yield {**whole, key: value}

    def _joined(self, schema: dict[str, Any], part: Any, depth: int) -> Iterator[Any]:
        small = self.smallest(schema, depth)
        for value in self.tried(part, depth + 1):
            yield value
            if isinstance(value, dict) and isinstance(small, dict):
                yield {**small, **value}


def _kind(schema: dict[str, Any]) -> str:
    kinds = schema.get("type", "object" if "properties" in schema else "")
    if isinstance(kinds, list):
        return next((each for each in kinds if each != "null"), "null")
    return str(kinds)


def _lengths(schema: dict[str, Any]) -> Iterator[str]:
    if _kind(schema) == "string":
        yield FORMATS.get(schema.get("format", ""), "a")
        for edge in (schema.get("minLength", 1), schema.get("maxLength", 1)):
            if edge < LONGEST:
                yield from ("a" * count for count in (edge - 1, edge, edge + 1))


def _numbers(schema: dict[str, Any]) -> Iterator[Any]:
    for key in ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"):
        if key in schema:
            yield from (schema[key] + off for off in (-1, 0, 1))


def _at(root: Any, reference: str) -> Any:
    found = root
    for token in reference.removeprefix("#").split("/")[1:]:
        token = token.replace("~1", "/").replace("~0", "~")
        found = found[int(token)] if isinstance(found, list) else found.get(token, {})
    return found if isinstance(found, dict) else {}
