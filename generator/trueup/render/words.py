"""The spec's facts in words, for docstrings and READMEs: types, limits, defaults, conditions, places."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Final, assert_never

from trueup.conditions import AllOf, AnyOf, Condition, FieldIs, Not
from trueup.document.json_values import JsonValue, mapping, sequence
from trueup.ir import (
    AnyType,
    BinaryType,
    CheckedType,
    ConstType,
    Declaration,
    Enumeration,
    Field,
    Limits,
    ListType,
    MapType,
    NamedType,
    NullableType,
    Origin,
    Record,
    Scalar,
    ScalarType,
    Side,
    Type,
    UnionType,
)

_SCALARS: Final[Mapping[Scalar, str]] = {
    Scalar.STRING: "string",
    Scalar.INTEGER: "integer",
    Scalar.NUMBER: "number",
    Scalar.BOOLEAN: "boolean",
}


def field_facts(field: Field, declared: Mapping[str, Declaration], side: Side) -> Iterator[str]:
    """Say everything that the spec states of a field beside its description, a sentence each."""
    yield f"Type: {type_words(field.type, declared)}."
    if limits := limits_words(field.type):
        yield f"Range: {limits}."
    yield from values_words(field.type, declared)
    if field.unit:
        yield f"Unit: {field.unit}."
    if field.instant:
        yield f"As a datetime: `{field.instant.name}`."
    if field.parsed:
        sent = "; a dict or list is sent as such text" if side is Side.REQUEST else ""
        yield f"JSON in text: `{field.parsed}` reads it{sent}."
    if field.default is not None and side is Side.REQUEST:
        yield f"Default: {field.default}, applied by the server; never sent unless set."
    if field.default_expression:
        how = " (`computed_defaults()` does so too)" if side is Side.REQUEST else ""
        yield f"Default: computed by the server as {field.default_expression}{how}; never sent unless set."
    yield from effect_words(field)


def effect_words(field: Field) -> Iterator[str]:
    """Say when a field has an effect, what is advised of it, and where it comes from, a sentence each."""
    if field.applies_when:
        yield f"Has an effect only when {condition_words(field.applies_when)}."
    for advice in field.advice:
        when = f" (when {condition_words(advice.when)})" if advice.when else ""
        yield f"Advice{when}: {advice.says}"
    if field.deprecated:
        yield "Deprecated."
    if place := place_words(field.origin):
        yield f"Source: {place}."


def record_facts(record: Record, declared: Mapping[str, Declaration]) -> Iterator[str]:
    """Say what the spec states of a record beyond its fields, a paragraph each."""
    if record.more is not None:
        kind = "" if isinstance(record.more, AnyType) else f": {type_words(record.more, declared)}"
        yield f"Other fields are taken too, and kept in `model_extra`{kind}."
    if record.check is not None:
        holds = schema_words(json.loads(record.check))
        yield f"Holds for the whole, when made and when sent: {holds}."


def type_words(type_: Type, declared: Mapping[str, Declaration]) -> str:
    """Name a type as the documentation would."""
    match type_:
        case ScalarType():
            return f"{_SCALARS[type_.scalar]}{f' ({type_.format})' if type_.format else ''}"
        case ConstType():
            return f"always {type_.value}"
        case ListType():
            return f"list of {type_words(type_.item, declared)}"
        case MapType():
            return f"map from string to {type_words(type_.value, declared)}"
        case UnionType():
            return " or ".join(type_words(member, declared) for member in type_.members)
        case NullableType():
            return f"{type_words(type_.of, declared)} or null"
        case NamedType():
            return f"`{declared[type_.key].name}`"
        case CheckedType():
            return type_words(type_.of, declared)
        case AnyType():
            return "any JSON value"
        case BinaryType():
            return "file" if type_.file else "bytes"
        case _:
            assert_never(type_)


def limits_words(type_: Type) -> str:
    """Say what values of a type are taken; nothing where its format says it all."""
    match type_:
        case ScalarType():
            return ", ".join(_limits(type_.limits, type_.format))
        case CheckedType():
            inner = limits_words(type_.of)
            schema = schema_words(json.loads(type_.schema))
            return f"{inner}, {schema}" if inner else schema
        case ListType():
            bounds = (("at least", type_.min_items), ("at most", type_.max_items))
            return ", ".join(f"{word} {count} items" for word, count in bounds if count is not None)
        case NullableType():
            return limits_words(type_.of)
        case BinaryType():
            sizes = (("at least", type_.min_length), ("at most", type_.max_length))
            return ", ".join(f"{word} {count} bytes" for word, count in sizes if count is not None)
        case ConstType() | MapType() | UnionType() | NamedType() | AnyType():
            return ""
        case _:
            assert_never(type_)


def schema_words(schema: JsonValue) -> str:
    """Say a small JSON Schema in words; what has no words stays JSON."""
    node = mapping(schema)
    parts: list[str] = []
    for key, value in node.items():
        match key:
            case "anyOf" | "oneOf":
                parts.append(" or ".join(schema_words(option) for option in sequence(value)))
            case "allOf":
                parts.append(" and ".join(schema_words(option) for option in sequence(value)))
            case "not":
                parts.append(f"not {schema_words(value)}")
            case "const":
                parts.append(json.dumps(value))
            case "enum":
                parts.append(" or ".join(json.dumps(each) for each in sequence(value)))
            case "minimum":
                parts.append(f"at least {value}")
            case "maximum":
                parts.append(f"at most {value}")
            case "$defs":
                pass  # what the others refer to
            case "required":
                parts.append(f"has {' and '.join(f'`{name}`' for name in sequence(value))}")
            case "minProperties":
                parts.append(f"at least {value} fields")
            case "maxProperties":
                parts.append(f"at most {value} fields")
            case "uniqueItems":
                parts.append("no item twice")
            case _:
                parts.append(json.dumps({key: value}))
    return ", ".join(parts)


def condition_words(condition: Condition) -> str:
    """Say a condition in words."""
    match condition:
        case FieldIs(wire, values):
            return f"`{wire}` is {' or '.join(values)}"
        case AnyOf(of):
            return " or ".join(_within(part) for part in of)
        case AllOf(of):
            return " and ".join(_within(part) for part in of)
        case Not(FieldIs(wire, values)):
            return f"`{wire}` is not {' or '.join(values)}"
        case Not(of):
            return f"not ({condition_words(of)})"
        case _:
            assert_never(condition)


def _within(condition: Condition) -> str:
    said = condition_words(condition)
    return f"({said})" if isinstance(condition, AnyOf | AllOf) else said


def place_words(origin: Origin) -> str:
    """Say where on the page, or beyond it, something comes from."""
    if origin.table is not None:
        return f"Table {origin.table}{f', row {origin.row}' if origin.row else ''}"
    return (origin.source or "").rstrip(".")


def _limits(limits: Limits, format_: str | None) -> Iterator[str]:
    of_format = format_ in ("int32", "int64")
    for word, bound in (
        ("at least", limits.minimum),
        ("more than", limits.exclusive_minimum),
        ("at most", limits.maximum),
        ("less than", limits.exclusive_maximum),
        ("a multiple of", limits.multiple_of),
    ):
        if bound is not None and not (of_format and abs(bound) >= 2**31 - 1):
            yield f"{word} {bound}"
    if limits.min_length is not None:
        yield f"at least {limits.min_length} characters"
    if limits.max_length is not None:
        yield f"at most {limits.max_length} characters"
    if limits.pattern is not None:
        yield f"matches `{limits.pattern}`"


def values_words(type_: Type, declared: Mapping[str, Declaration]) -> Iterator[str]:
    """Say what each value of an enumeration is called, and what it means."""
    declaration = declared.get(type_.key) if isinstance(type_, NamedType) else None
    if isinstance(declaration, Enumeration):
        shown = (
            f"{member.value} {member.name}" + (f" ({member.doc.rstrip('.')})" if member.doc else "")
            for member in declaration.members
        )
        yield f"Values: {'; '.join(shown)}."
