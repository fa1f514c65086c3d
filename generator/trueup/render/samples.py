"""Values that a type takes, for calls that are shown: the document's own where it has any."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from math import ceil
from typing import Final, assert_never

from jsonschema import Draft202012Validator

from trueup.document.json_values import JsonObject, JsonValue
from trueup.formats import SAMPLES
from trueup.ir import (
    AnyType,
    BinaryType,
    CheckedType,
    ConstType,
    Declaration,
    Enumeration,
    Field,
    ListType,
    MapType,
    NamedType,
    NullableType,
    Parameter,
    Record,
    Scalar,
    ScalarType,
    Type,
    UnionType,
)

# Tried where a pattern or a length is asked for; what none of these fits has no sample.
_TRIED: Final = (
    *"a A 1 0 ab AB a1 A1 12 1.0 1.0.0 v1 a-b a_b a.b a/b abc ABC 123 /a #a a: a@b.example".split(),
    *SAMPLES.values(),
    *(
        letter * count
        for count in (4, 6, 8, 10, 12, 16, 20, 24, 32, 36, 40, 64)
        for letter in "a1A"
    ),
)


class NoSample(ValueError):
    """Nothing is known that a type takes."""


def sample_of(
    given: Parameter | Field,
    declared: Mapping[str, Declaration],
    within: frozenset[str] = frozenset(),
) -> JsonValue:
    """Give a value for a parameter or a field: its example, a made one, its default; raise NoSample."""
    if given.example is not None:
        value: JsonValue = json.loads(given.example)
        return value
    try:
        return sample(given.type, declared, given.name, within)
    except NoSample:
        default = given.default if isinstance(given, Field) else None
        if default is None:
            raise
        made: JsonValue = json.loads(default)
        return made


def sample(
    type_: Type,
    declared: Mapping[str, Declaration],
    name: str,
    within: frozenset[str] = frozenset(),
) -> JsonValue:
    """Give a value that a type takes; text is called after `name`. Raise NoSample."""
    match type_:
        case ScalarType():
            return _scalar(type_, name)
        case ConstType(value):
            constant: JsonValue = json.loads(value)
            return constant
        case ListType(item, min_items):
            return [sample(item, declared, name, within)] * max(min_items or 0, 1)
        case MapType(value=of):
            return {"key": sample(of, declared, name, within)}
        case UnionType():
            return _first(type_, declared, name, within)
        case NullableType(of=of):
            return sample(of, declared, name, within)
        case CheckedType(of=of, schema=schema):
            made = sample(of, declared, name, within)
            if not _validator(schema).is_valid(made):
                raise NoSample(name)
            return made
        case NamedType(key=key):
            return _named(declared[key], declared, within)
        case AnyType() | BinaryType():
            return f"my-{name}"
        case _:
            assert_never(type_)


def _named(
    declaration: Declaration, declared: Mapping[str, Declaration], within: frozenset[str]
) -> JsonValue:
    if isinstance(declaration, Enumeration):
        value: JsonValue = json.loads(declaration.members[0].value)
        return value
    return _fields(declaration, declared, within)


def _fields(
    record: Record, declared: Mapping[str, Declaration], within: frozenset[str]
) -> JsonObject:
    if record.key in within:
        raise NoSample(record.name)
    inner = within | {record.key}
    made: JsonObject = {
        each.wire: sample_of(each, declared, inner) for each in record.fields if each.required
    }
    if record.check is not None and not _validator(record.check).is_valid(made):
        raise NoSample(record.name)
    return made


def smallest(record: Record, declared: Mapping[str, Declaration]) -> JsonObject:
    """Give the fields that a record needs, or its first that has a value; raise NoSample."""
    made = _fields(record, declared, frozenset())
    if made or record.check is not None:
        return made
    return next(_alone(record, declared), made)


def _alone(record: Record, declared: Mapping[str, Declaration]) -> Iterator[JsonObject]:
    for field in record.fields:
        try:
            yield {field.wire: sample_of(field, declared)}
        except NoSample:
            continue


def _first(
    type_: UnionType, declared: Mapping[str, Declaration], name: str, within: frozenset[str]
) -> JsonValue:
    """Give a sample of the first member that has one, of the kind that its tag says."""
    texts = {key: text for text, key in type_.tag.kinds} if type_.tag else {}
    for member in type_.members:
        try:
            made = sample(member, declared, name, within)
        except NoSample:
            continue
        text = texts.get(member.key) if isinstance(member, NamedType) else None
        if type_.tag is not None and text is not None and isinstance(made, dict):
            return {**made, type_.tag.wire: text}
        return made
    raise NoSample(name)


@lru_cache(maxsize=256)
def _validator(schema: str) -> Draft202012Validator:
    return Draft202012Validator(json.loads(schema))


def _scalar(type_: ScalarType, name: str) -> JsonValue:
    match type_.scalar:
        case Scalar.BOOLEAN:
            return True
        case Scalar.INTEGER | Scalar.NUMBER:
            return _number(type_)
        case Scalar.STRING:
            return _text(type_, name)
        case _:
            assert_never(type_.scalar)


def _number(type_: ScalarType) -> JsonValue:
    limits = type_.limits
    step = limits.multiple_of or 1
    tried = [7.0, 1.0, 0.0, -1.0]
    tried += [step * ceil(low / step) for low in (limits.minimum,) if low is not None]
    tried += [step * (low // step + 1) for low in (limits.exclusive_minimum,) if low is not None]
    tried += [step * (high // step) for high in (limits.maximum,) if high is not None]
    tried += [
        step * (ceil(high / step) - 1) for high in (limits.exclusive_maximum,) if high is not None
    ]
    tried += [step, *(high for high in (limits.minimum, limits.maximum) if high is not None)]
    whole = type_.scalar is Scalar.INTEGER
    for each in tried:
        if _within(each, type_) and (not whole or each == int(each)):
            return int(each) if each == int(each) else each
    raise NoSample(str(limits))


def _within(value: float, type_: ScalarType) -> bool:
    limits = type_.limits
    return (
        (limits.minimum is None or value >= limits.minimum)
        and (limits.maximum is None or value <= limits.maximum)
        and (limits.exclusive_minimum is None or value > limits.exclusive_minimum)
        and (limits.exclusive_maximum is None or value < limits.exclusive_maximum)
        and (limits.multiple_of is None or value % limits.multiple_of == 0)
    )


def _text(type_: ScalarType, name: str) -> str:
    limits, known = type_.limits, SAMPLES.get(type_.format or "")
    named = f"my-{name.replace('_', '-')}"
    lengths = [limits.min_length or 0, *([limits.max_length] if limits.max_length else [])]
    fitted = [named.ljust(lengths[0], "x")[: limits.max_length]]
    for each in [known] if known else [*fitted, *_TRIED, *("a" * count for count in lengths)]:
        long = limits.min_length is None or len(each) >= limits.min_length
        short = limits.max_length is None or len(each) <= limits.max_length
        if long and short and (limits.pattern is None or _matches(limits.pattern, each)):
            return each
    raise NoSample(name)


def _matches(pattern: str, text: str) -> bool:
    try:
        return re.search(pattern, text) is not None
    except re.error:
        return False
