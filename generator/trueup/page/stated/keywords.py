"""Keywords: what the keywords of a schema state, as one value a kind in normal form. The reverse of facts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from trueup.document.json_values import JsonObject, JsonValue, mapping, sequence
from trueup.document.pointers import join
from trueup.page.facts import Kind
from trueup.page.stated.layers import (
    Keyword,
    Keywords,
    Layer,
    choices,
    inner_layers,
    keywords,
    shadowed,
)
from trueup.page.statement import Statement, normal

_BOUNDS: Final = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum")
_SIZES: Final = {
    Kind.LENGTH: ("minLength", "maxLength"),
    Kind.COUNT: ("minItems", "maxItems"),
}
_PLAIN: Final = {
    Kind.DEFAULT: "default",
    Kind.COMPUTED: "x-default-expression",
    Kind.UNIT: "x-unit",
    Kind.CONDITION: "x-applies-when",
    Kind.CONTENT: "contentMediaType",
}
# Constrain, and have no kind of fact.
_OTHERS: Final = frozenset(
    "pattern multipleOf uniqueItems not if dependentRequired dependentSchemas minProperties maxProperties"
    " propertyNames patternProperties contains minContains maxContains prefixItems unevaluatedItems"
    " unevaluatedProperties anyOf oneOf".split()
)
_CONSTRAIN: Final = _OTHERS.union(_BOUNDS, *_SIZES.values(), ("enum", "const", "type", "format"))
# What an array's items state, the row of the array states.
_OF_ITEMS: Final = (Kind.LENGTH, Kind.RANGE, Kind.ENUM, Kind.CONTENT)


@dataclass(frozen=True, slots=True)
class Said:
    """What a schema states, the keyword that says each, and the keywords that constrain and have no kind."""

    statement: Statement
    keywords: Mapping[Kind, str]
    others: tuple[str, ...]


def said(root: JsonObject, of: tuple[Layer, ...]) -> Said:
    """Give what the layers of a schema state."""
    return _said(root, of, frozenset())


def typed(value: JsonValue) -> JsonValue:
    """Give the type that a `type` keyword names, null aside."""
    names = [each for each in sequence(value) if each != "null"]
    return names[0] if len(names) == 1 else (names or value)


def _said(root: JsonObject, of: tuple[Layer, ...], within: frozenset[str]) -> Said:
    found = keywords(of)
    made = dict(_stated(found))
    others = [*_others(found, made), *_hidden(of, found)]
    for key in ("items", "additionalProperties"):
        inner = inner_layers(root, found, key)
        if inner and inner[0].pointer not in within:
            held = _said(root, inner, within | {inner[0].pointer})
            others += _held(made, key, held)
    return _normal(made, tuple(others))


def _held(made: dict[Kind, Keyword], key: str, held: Said) -> Iterator[str]:
    """Add what an array or a map states of its values; give what it can't state."""
    if Kind.TYPE in made and Kind.TYPE in held.statement:
        schema = {**mapping(made[Kind.TYPE].value), key: held.statement[Kind.TYPE]}
        made[Kind.TYPE] = Keyword(schema, made[Kind.TYPE].pointer)
    for kind, value in held.statement.items():
        if key == "items" and kind in _OF_ITEMS and kind not in made:
            made[kind] = Keyword(value, held.keywords[kind])
        elif kind in (Kind.LENGTH, Kind.COUNT, Kind.RANGE, Kind.ENUM):
            yield held.keywords[kind]
    yield from held.others


def _normal(made: Mapping[Kind, Keyword], others: tuple[str, ...]) -> Said:
    type_ = mapping(made[Kind.TYPE].value) if Kind.TYPE in made else {}
    integral = type_.get("type") == "integer"
    values = {kind: normal(kind, each.value, integral=integral) for kind, each in made.items()}
    statement = {kind: value for kind, value in values.items() if value != {}}
    return Said(statement, {kind: made[kind].pointer for kind in statement}, others)


def _stated(found: Keywords) -> Iterator[tuple[Kind, Keyword]]:
    if "type" in found:
        schema: JsonObject = {"type": typed(found["type"].value)}
        if "format" in found:
            schema["format"] = found["format"].value
        yield Kind.TYPE, Keyword(schema, found["type"].pointer)
    for kind, keys in _SIZES.items():
        if bounds := {key: found[key].value for key in keys if key in found}:
            yield kind, Keyword(bounds, found[next(iter(bounds))].pointer)
    if (ranges := _range(found)) is not None:
        yield Kind.RANGE, ranges
    if (values := _enum(found)) is not None:
        yield Kind.ENUM, values
    for kind, key in _PLAIN.items():
        if key in found:
            yield kind, found[key]
    if (advice := _advice(found)) is not None:
        yield Kind.ADVICE, advice


def _range(found: Keywords) -> Keyword | None:
    if bounds := {key: found[key].value for key in _BOUNDS if key in found}:
        return Keyword([bounds], found[next(iter(bounds))].pointer)
    intervals, pointer = _chosen(found)
    if all("const" in mapping(each) for each in intervals):
        return None
    return Keyword(intervals, pointer)


def _chosen(found: Keywords) -> tuple[list[JsonValue], str]:
    """Give the intervals that a choice offers where each of its schemas is a constant or has bounds only."""
    for key in ("anyOf", "oneOf"):
        if key in found:
            members = [each for _, each in choices({key: found[key].value}, key)]
            if len(members) > 1 and all(_is_range(each) for each in members):
                return [part for each in members for part in _intervals(each)], found[key].pointer
    return [], ""


def _is_range(member: JsonObject) -> bool:
    return bool(member.keys() & {"const", "enum", *_BOUNDS}) and member.keys() <= {
        *("const", "enum", "type", "format", "description", "title"),
        *_BOUNDS,
    }


def _intervals(member: JsonObject) -> list[JsonValue]:
    if "const" in member:
        return [{"const": member["const"]}]
    if "enum" in member:
        return [{"const": each} for each in sequence(member["enum"])]
    return [{key: member[key] for key in _BOUNDS if key in member}]


def _enum(found: Keywords) -> Keyword | None:
    if "const" in found:
        return Keyword([found["const"].value], found["const"].pointer)
    if "enum" in found:
        values: list[JsonValue] = [v for v in sequence(found["enum"].value) if v is not None]
        return None if says_nothing(values) else Keyword(values, found["enum"].pointer)
    intervals, pointer = _chosen(found)
    if intervals and all("const" in mapping(each) for each in intervals):
        return Keyword([mapping(each)["const"] for each in intervals], pointer)
    return None


def says_nothing(values: list[JsonValue]) -> bool:
    """Say whether an enum holds both booleans: every boolean is one of them."""
    return (
        len(values) == 2
        and any(each is True for each in values)
        and any(each is False for each in values)
    )


def _advice(found: Keywords) -> Keyword | None:
    if "x-advice" not in found:
        return None
    for index, each in enumerate(sequence(found["x-advice"].value)):
        if holds := mapping(mapping(each).get("holds")):
            return Keyword(holds, join(found["x-advice"].pointer, index, "holds"))
    return None


def _others(found: Keywords, made: Mapping[Kind, Keyword]) -> Iterator[str]:
    used = {each.pointer for each in made.values()}
    for key, (value, pointer) in found.items():
        if key not in _OTHERS or pointer in used or value in ({}, []):
            continue
        if isinstance(value, bool) and (key != "uniqueItems" or not value):
            continue
        if key not in ("anyOf", "oneOf") or len(choices({key: value}, key)) > 1:
            yield pointer


def _hidden(of: tuple[Layer, ...], found: Keywords) -> Iterator[str]:
    return (each.pointer for key, each in shadowed(of, found) if key in _CONSTRAIN)
