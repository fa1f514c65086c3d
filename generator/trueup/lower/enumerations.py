"""Lower enumerations: values, the names of their members, what they mean."""

from __future__ import annotations

from typing import Final

from trueup import names
from trueup.document.json_values import JsonObject, canonical, mapping, sequence, text_of
from trueup.ir import Enumeration, Member, Scalar
from trueup.lower.report import origin_of
from trueup.lower.unions import is_of

# The field's spellings of what the values of an enum are called, and of what they mean.
_NAMES: Final = (
    "x-enum-varnames",
    "x-enumNames",
    "x-enum-names",
    "x-enumVarNames",
    "x-speakeasy-enums",
    "name",
)
_TOLD: Final = ("x-enum-descriptions", "x-enumDescriptions", "description")
_OF_MICROSOFT: Final = frozenset(
    {"name", "description"}
)  # members of each of the values of `x-ms-enum`
_LABELS: Final = frozenset({*_NAMES, *_TOLD, "x-ms-enum"}) - _OF_MICROSOFT
_KINDS = {Scalar.STRING: str, Scalar.INTEGER: int}


def is_enumeration(schema: JsonObject, scalar: Scalar) -> bool:
    """Say whether a scalar is a closed list that Python has an enumeration for."""
    values = sequence(schema.get("enum"))
    return bool(values) and all(type(value) is _KINDS.get(scalar) for value in values)


def of_scalar(schema: JsonObject, scalar: Scalar) -> JsonObject:
    """Keep the values of an enum that are of a type, with their names and meanings."""
    kept = [value for value in sequence(schema["enum"]) if is_of(value, scalar)]
    beside: JsonObject = {
        keys[0]: [said.get(canonical(value), "") for value in kept]
        for keys, said in ((_NAMES, _said(schema, *_NAMES)), (_TOLD, _said(schema, *_TOLD)))
        if said
    }
    plain = {key: each for key, each in schema.items() if key not in _LABELS}
    return {**plain, "enum": kept, **beside}


def enumeration(pointer: str, schema: JsonObject, name: str, scalar: Scalar) -> Enumeration:
    """Lower a closed list of strings or integers."""
    values = list(dict.fromkeys(canonical(value) for value in sequence(schema["enum"])))
    plain = {canonical(value): str(value) for value in sequence(schema["enum"])}
    given, docs = _said(schema, *_NAMES), _said(schema, *_TOLD)
    settled = names.settle((plain[v], plain[v], _member(given.get(v), plain[v])) for v in values)
    return Enumeration(
        key=pointer,
        name=names.pascal(name, names.MODULE_RESERVED),
        scalar=scalar,
        members=tuple(
            Member(value, settled[plain[value]], docs.get(value, "")) for value in values
        ),
        doc=text_of(schema.get("description")),
        origin=origin_of(pointer, schema),
    )


def _member(given: str | None, value: str) -> str:
    return given if given and names.can_be_member(given) else names.constant(given or value)


def _said(schema: JsonObject, *spellings: str) -> dict[str, str]:
    """Give what is said of each value (canonical JSON), by the first spelling that fits: a list, or by value."""
    values = sequence(schema["enum"])
    named = [value for value in values if value is not None]  # null needs no name
    for key in spellings:
        said = schema.get(key)
        if isinstance(said, list) and len(said) in (len(values), len(named)):
            fitting = values if len(said) == len(values) else named
            pairs = {canonical(v): text_of(each) for v, each in zip(fitting, said, strict=True)}
        else:
            by_value = mapping(said) if key not in _OF_MICROSOFT else _of_microsoft(schema, key)
            pairs = {canonical(value): text_of(by_value.get(str(value))) for value in values}
        if any(pairs.values()):
            return {value: text for value, text in pairs.items() if text}
    return {}


def _of_microsoft(schema: JsonObject, member: str) -> JsonObject:
    listed = map(mapping, sequence(mapping(schema.get("x-ms-enum")).get("values")))
    return {str(each.get("value")): each.get(member) for each in listed}
