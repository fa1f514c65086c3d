"""Statements: what a field states in all, one value a kind in normal form. Agreement and differences compare these.

In normal form, two values are equal exactly where they mean the same: an enum's order, `1.0` for `1`,
`exclusiveMinimum: 0` for `minimum: 1` of an integer, a least length of 0, spaces in an expression say nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from trueup.document.json_values import JsonObject, JsonValue, canonical, mapping, sequence
from trueup.page.facts import Field, Kind

Statement: TypeAlias = Mapping[Kind, JsonValue]

_INCLUSIVE = {"exclusiveMinimum": ("minimum", 1), "exclusiveMaximum": ("maximum", -1)}


def statement(field: Field) -> Statement:
    """Give what a field's facts say in all; examples and advice without a schema say nothing.

    Several conditions mean that any of them is enough; of several values of another kind the first counts
    (that they differ is a contradiction of the page with itself).
    """
    integral = any(mapping(value).get("type") == "integer" for value in field.values(Kind.TYPE))
    found: dict[Kind, JsonValue] = {}
    for kind in Kind:
        values = [value for value in field.values(kind) if value != {}]
        if not values or kind is Kind.EXAMPLE:
            continue
        several = kind is Kind.CONDITION and len(values) > 1
        made = normal(kind, {"any": values} if several else values[0], integral=integral)
        if made != {}:
            found[kind] = made
    return found


def alike(one: JsonValue, other: JsonValue) -> bool:
    """Say whether two values in normal form are the same; 1.0 is 1."""
    return canonical(_plain(one)) == canonical(_plain(other))


def _plain(value: JsonValue) -> JsonValue:
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_plain(each) for each in value]
    return _number(value)


def normal(kind: Kind, value: JsonValue, *, integral: bool) -> JsonValue:
    """Give the normal form of a value of a kind; {} where it says nothing. `integral`: the field is an integer."""
    match kind:
        case Kind.LENGTH | Kind.COUNT:
            bounds = sorted(mapping(value).items())
            return {key: bound for key, bound in bounds if bound != 0 or key.startswith("max")}
        case Kind.RANGE:
            return _ranges(sequence(value), integral=integral)
        case Kind.ENUM:
            return sorted(
                {canonical(_number(each)): _number(each) for each in sequence(value)}.values(),
                key=canonical,
            )
        case Kind.CONDITION:
            return condition(mapping(value))
        case Kind.COMPUTED:
            return "".join(str(value).split())
        case Kind.UNIT | Kind.CONTENT:
            return str(value).casefold()
        case Kind.DEFAULT | Kind.EXAMPLE:
            return _quantity(value)
        case Kind.ADVICE:
            return {key: _number(bound) for key, bound in sorted(mapping(value).items())}
        case Kind.TYPE | Kind.MANDATORY:
            return value


def condition(value: JsonObject) -> JsonObject:
    """Give the normal form of a condition: `equals` as `in`, flat and sorted `any` and `all`."""
    if "field" in value:
        values = sequence(value["in"]) if "in" in value else [value.get("equals")]
        return {"field": value["field"], "in": sorted(values, key=canonical)}
    if "not" in value:
        return {"not": condition(mapping(value["not"]))}
    for word in ("any", "all"):
        if word in value:
            return _together(word, [condition(mapping(each)) for each in sequence(value[word])])
    return value


def _together(word: str, parts: Sequence[JsonObject]) -> JsonObject:
    flat: dict[str, JsonValue] = {}
    for part in parts:
        for each in sequence(part[word]) if word in part else [part]:
            flat[canonical(each)] = each
    found = [flat[key] for key in sorted(flat)]
    return mapping(found[0]) if len(found) == 1 else {word: found}


def _ranges(intervals: Sequence[JsonValue], *, integral: bool) -> JsonValue:
    made = [_interval(mapping(each), integral=integral) for each in intervals]
    kept = {canonical(each): each for each in made if each}
    found: list[JsonValue] = [kept[key] for key in sorted(kept)]
    return found or {}


def _interval(interval: JsonObject, *, integral: bool) -> JsonObject:
    found: JsonObject = {}
    for key, bound in interval.items():
        value = _quantity(bound)
        if integral and key in _INCLUSIVE and isinstance(value, int):
            name, step = _INCLUSIVE[key]
            found[name] = value + step
        else:
            found[key] = value
    return found


def _quantity(value: JsonValue) -> JsonValue:
    """Write `2GB` and `2 GB` alike, and 1.0 as 1."""
    if isinstance(value, str) and value[:1].isdigit():
        digits = value.rstrip("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ% ")
        unit = value[len(digits) :].strip()
        return f"{digits} {unit}" if unit and digits.replace(".", "", 1).isdigit() else value
    return _number(value)


def _number(value: JsonValue) -> JsonValue:
    return int(value) if isinstance(value, float) and value.is_integer() else value
