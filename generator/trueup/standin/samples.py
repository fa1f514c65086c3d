"""Values made from a schema, for what a document has no example of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import product
from typing import Final

from .schemas import Json, JsonObject, found, kinds, mapping

_OF_FORMAT: Final[Mapping[str, str]] = {
    "date-time": "2024-02-29T12:00:00Z",
    "date": "2024-02-29",
    "time": "12:00:00Z",
    "duration": "P1D",
    "uuid": "123e4567-e89b-42d3-a456-426614174000",
    "byte": "YQ==",
    "decimal": "12.50",
    "ipv4": "192.0.2.1",
    "ipv6": "2001:db8::1",
    "uri": "https://example.com/a",
    "uri-reference": "/a",
    "iri": "https://example.com/a",
    "email": "someone@example.com",
    "idn-email": "someone@example.com",
    "hostname": "example.com",
    "regex": "^a$",
    "json-pointer": "/a",
}
_TRIED: Final = [
    *_OF_FORMAT.values(),
    *"text Text TEXT a-b a_b a.b a/b 1.0 1.0.0 v1 +1 -1 1s 1GB #000000 a:b A-1".split(),
]
_DEEPEST: Final = 12


def samples(root: JsonObject, schema: Json) -> Iterator[Json]:
    """Yield values that a schema may take, the fullest first; whether it does is for a judge to say."""
    for whole, choice in product((True, False), range(4)):
        yield _Maker(root, choice, whole).value(schema, 0)


class _Maker:
    """Makes one value: of what is offered, it takes the one at `choice`; `whole`: optional properties too."""

    def __init__(self, root: JsonObject, choice: int, whole: bool) -> None:
        self._root, self._choice, self._whole = root, choice, whole

    def value(self, schema: Json, depth: int) -> Json:
        said = self._joined(schema, depth)
        for name in ("const", "example", "default"):
            if name in said:
                return said[name]
        for name in ("examples", "enum"):
            offered = said.get(name)
            if isinstance(offered, list) and offered:
                return offered[self._choice % len(offered)] if name == "enum" else offered[0]
        match _kind(said):
            case "object":
                return self._object(said, depth)
            case "array":
                return self._array(said, depth)
            case "string":
                return _text(said)
            case "integer" | "number" as kind:
                return _number(said, whole=kind == "integer")
            case "boolean":
                return True
            case _:
                return None

    def _joined(self, schema: Json, depth: int) -> JsonObject:
        """Give a schema as one, with what it is joined from, and one of what it is chosen from."""
        node, _ = found(self._root, mapping(schema))
        joined = {key: each for key, each in node.items() if key not in ("allOf", "anyOf", "oneOf")}
        if depth > _DEEPEST:
            return joined
        parts = node.get("allOf")
        chosen = [*parts] if isinstance(parts, list) else []
        for keyword in ("oneOf", "anyOf"):
            offered = node.get(keyword)
            if isinstance(offered, list) and offered:
                chosen.append(offered[self._choice % len(offered)])
        for part in chosen:
            joined = _both(self._joined(part, depth + 1), joined)
            reference = mapping(part).get("$ref")
            tag = next((tag for tag, each in kinds(node).items() if each == reference), None)
            if tag is not None:
                told = mapping(node.get("discriminator")).get("propertyName")
                joined = _both(
                    joined, {"properties": {str(told): {"const": tag}}, "required": [told]}
                )
        return joined

    def _object(self, said: JsonObject, depth: int) -> JsonObject:
        known, asked = mapping(said.get("properties")), said.get("required")
        required = [str(each) for each in asked] if isinstance(asked, list) else []
        optional = known if self._whole and depth < 3 else ()
        made: JsonObject = {}
        for name in dict.fromkeys([*optional, *required]) if depth <= _DEEPEST else ():
            inner = mapping(known.get(name, said.get("additionalProperties", {})))
            hidden = inner.get("writeOnly") or found(self._root, inner)[0].get("writeOnly")
            if not hidden and known.get(name) is not False:
                made[name] = self.value(inner, depth + 1)
        return made

    def _array(self, said: JsonObject, depth: int) -> list[Json]:
        least, most = said.get("minItems"), said.get("maxItems")
        first = said.get("prefixItems")
        made = [self.value(each, depth + 1) for each in first] if isinstance(first, list) else []
        wanted = max(least if isinstance(least, int) else 0, 1 if depth < 4 else 0)
        if isinstance(most, int):
            wanted = min(wanted, most)
        if said.get("items") is False:
            return made
        while len(made) < wanted <= 1000:
            inner = _Maker(self._root, self._choice + len(made), self._whole)
            made.append(inner.value(said.get("items"), depth + 1))
        return made


def _both(one: JsonObject, other: JsonObject) -> JsonObject:
    joined = {**one, **other}
    if "properties" in one and "properties" in other:
        joined["properties"] = {**mapping(one["properties"]), **mapping(other["properties"])}
    first, second = one.get("required"), other.get("required")
    if isinstance(first, list) and isinstance(second, list):
        joined["required"] = [*first, *second]
    return joined


def _kind(said: JsonObject) -> object:
    named = said.get("type")
    if isinstance(named, list):
        return next((each for each in named if each != "null"), "null")
    if named is None:
        for kind, keywords in _TELLING.items():
            if any(each in said for each in keywords):
                return kind
        return "string"
    return named


_TELLING: Final[Mapping[str, tuple[str, ...]]] = {
    "object": ("properties", "required", "additionalProperties"),
    "array": ("items", "prefixItems", "minItems"),
    "number": ("minimum", "maximum", "multipleOf"),
}


def _number(said: JsonObject, *, whole: bool) -> Json:
    """Give a number within limits, of the multiple that is asked for."""
    step = _given(said, "multipleOf") or 1
    above, below = _given(said, "exclusiveMinimum"), _given(said, "exclusiveMaximum")
    tried = [0, 1, 7, _given(said, "minimum"), _given(said, "maximum")]
    tried += [None if edge is None else edge + by for edge, by in ((above, 1), (below, -1))]
    if above is not None and below is not None:
        tried.append((above + below) / 2)
    for each in tried:
        if each is None:
            continue
        multiples = (each, each // step * step, (each // step + 1) * step)
        for number in multiples if "multipleOf" in said else (each,):
            value = int(number) if whole or number == int(number) else number
            if _within(said, value) and (not whole or value == number):
                return value
    return 0


def _within(said: JsonObject, value: float) -> bool:
    least, most = _given(said, "minimum"), _given(said, "maximum")
    above, below = _given(said, "exclusiveMinimum"), _given(said, "exclusiveMaximum")
    return not (
        (least is not None and value < least)
        or (most is not None and value > most)
        or (above is not None and value <= above)
        or (below is not None and value >= below)
    )


def _given(said: JsonObject, keyword: str) -> float | None:
    value = said.get(keyword)
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None


def _text(said: JsonObject) -> str:
    sample = _OF_FORMAT.get(str(said.get("format")))
    least, most = said.get("minLength"), said.get("maxLength")
    shortest = least if isinstance(least, int) else 0
    longest = most if isinstance(most, int) else max(shortest, 64)
    pattern = said.get("pattern")
    if isinstance(pattern, str):
        fitting = _of_pattern(pattern, shortest, longest)
        return fitting if fitting is not None else ""
    text = sample or "text"
    if sample is None and len(text) < shortest:
        text = text.ljust(shortest, "x")
    return text[:longest]


@cache
def _of_pattern(pattern: str, shortest: int, longest: int) -> str | None:
    """Find a text that a pattern takes, among many; there are patterns that none of them fits."""
    try:
        wanted = re.compile(pattern)
    except re.error:
        return None
    runs = (sign * count for count in range(65) for sign in "a0A1z")
    return next(
        (
            each
            for each in [*_TRIED, *runs]
            if shortest <= len(each) <= longest and wanted.search(each)
        ),
        None,
    )
