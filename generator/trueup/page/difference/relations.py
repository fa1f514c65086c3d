"""How what a field allows in a new edition stands to what it allowed in an old one."""

from __future__ import annotations

from trueup.document.json_values import JsonObject, JsonValue, canonical, mapping, sequence
from trueup.page.difference import intervals
from trueup.page.difference.intervals import Relation, related
from trueup.page.facts import Kind

_HELD_FORMATS = {("int64", "int32"), ("double", "float")}
_PARTS = {"array": "items", "object": "additionalProperties"}


def relation(kind: Kind, old: JsonValue, new: JsonValue, *, whole: bool = False) -> Relation:
    """Relate two values of a kind in normal form; None: not stated. `whole`: both are of integers.

    Of a kind that limits no values, two values are the same or not.
    """
    if canonical(old) == canonical(new):
        return Relation.SAME
    match kind:
        case Kind.TYPE:
            return _types(mapping(old), mapping(new))
        case Kind.RANGE:
            return intervals.compare(old, new, whole=whole)
        case Kind.LENGTH:
            return intervals.compare(_sizes(old, "Length"), _sizes(new, "Length"), whole=True)
        case Kind.COUNT:
            return intervals.compare(_sizes(old, "Items"), _sizes(new, "Items"), whole=True)
        case Kind.ENUM:
            return _members(old, new)
        case Kind.DEFAULT:
            return _amounts(old, new)
        case (
            Kind.MANDATORY | Kind.COMPUTED | Kind.UNIT | Kind.CONDITION | Kind.ADVICE
            | Kind.CONTENT | Kind.EXAMPLE
        ):  # fmt: skip
            return Relation.OTHER


def _sizes(value: JsonValue, of: str) -> JsonValue:
    limits = mapping(value)
    names = {f"min{of}": "minimum", f"max{of}": "maximum"}
    stated: JsonObject = {names.get(key, key): bound for key, bound in limits.items()}
    return [{"minimum": 0} | stated]


def _members(old: JsonValue, new: JsonValue) -> Relation:
    if old is None or new is None:
        return related(old is None, new is None)
    before = {canonical(each) for each in sequence(old)}
    after = {canonical(each) for each in sequence(new)}
    return related(before >= after, after >= before)


def _amounts(old: JsonValue, new: JsonValue) -> Relation:
    """`4 GB` and `4096 MB` are one default."""
    before, after = intervals.quantity(old), intervals.quantity(new)
    known = before is not None and before.unit == intervals.BYTE
    return Relation.SAME if known and before == after else Relation.OTHER


def _types(old: JsonObject, new: JsonObject) -> Relation:
    return related(_type_holds(old, new), _type_holds(new, old))


def _type_holds(outer: JsonObject, inner: JsonObject) -> bool:
    while outer and inner:
        if canonical(_others(outer)) != canonical(_others(inner)):
            return False
        kind = outer.get("type")
        if kind != inner.get("type"):
            return (kind, inner.get("type")) == ("number", "integer")
        if not isinstance(kind, str) or kind not in _PARTS:
            return _format_holds(outer.get("format"), inner.get("format"))
        outer, inner = mapping(outer.get(_PARTS[kind])), mapping(inner.get(_PARTS[kind]))
    return not outer


def _others(schema: JsonObject) -> JsonObject:
    told = ("type", "format", *_PARTS.values())
    return {key: value for key, value in schema.items() if key not in told}


def _format_holds(outer: JsonValue, inner: JsonValue) -> bool:
    return outer in (None, inner) or (outer, inner) in _HELD_FORMATS
