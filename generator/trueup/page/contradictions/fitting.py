"""Whether a value is one that a field allows, by what its row states."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from trueup.document.json_values import JsonObject, JsonValue, canonical, mapping, sequence
from trueup.page.difference.intervals import Quantity, quantity
from trueup.page.facts import Kind
from trueup.page.statement import Statement, normal

_TYPES: Final[dict[str, tuple[type, ...]]] = {
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "array": (list,),
    "object": (dict,),
}
_WIDTHS: Final = {"int32": 2**31, "int64": 2**63}


class Misfit(NamedTuple):
    """The kind of fact that a value breaks, and how."""

    kind: Kind
    what: str


def misfit(value: JsonValue, statement: Statement) -> Misfit | None:
    """Give the first thing that keeps a value from being one of a field, or None."""
    return next(_misfits(value, statement), None)


def name_of(value: JsonValue) -> str:
    """Name the JSON type of a value."""
    if value is None:
        return "null"
    return next(name for name in ("boolean", *_TYPES) if isinstance(value, _TYPES[name]))


def _misfits(value: JsonValue, statement: Statement) -> Iterator[Misfit]:
    type_ = mapping(statement.get(Kind.TYPE))
    if Kind.CONTENT not in statement or isinstance(value, str):
        wrong = _mistyped(value, type_)
        if wrong:
            yield Misfit(Kind.TYPE, wrong)
            return
    if isinstance(value, str):
        yield from _sized(len(value), "characters", Kind.LENGTH, statement)
    if isinstance(value, list):
        yield from _sized(len(value), "items", Kind.COUNT, statement)
    for each in value if isinstance(value, list) else [value]:
        yield from _outside(each, statement)


def _mistyped(value: JsonValue, type_: JsonObject) -> str:
    wanted = type_.get("type")
    if not isinstance(wanted, str) or wanted not in _TYPES:
        return ""
    if isinstance(value, float) and wanted == "integer" and value.is_integer():
        value = int(value)
    if not isinstance(value, _TYPES[wanted]) or (isinstance(value, bool) and wanted != "boolean"):
        return f"is of type {name_of(value)}, the type is {wanted}"
    width = _WIDTHS.get(str(type_.get("format")))
    if width and isinstance(value, int) and not -width <= value < width:
        return f"does not fit into {type_['format']}"
    items = mapping(type_.get("items"))
    found = (_mistyped(each, items) for each in sequence(value)) if items else iter(())
    return next((f"has an item that {wrong}" for wrong in found if wrong), "")


def _sized(size: int, unit: str, kind: Kind, statement: Statement) -> Iterator[Misfit]:
    bounds = mapping(statement.get(kind))
    for key, bound in bounds.items():
        if isinstance(bound, int) and (size < bound if key.startswith("min") else size > bound):
            limit = "at least" if key.startswith("min") else "at most"
            yield Misfit(kind, f"has {size} {unit} where {limit} {bound} are allowed")


def _outside(value: JsonValue, statement: Statement) -> Iterator[Misfit]:
    enum = statement.get(Kind.ENUM)
    if isinstance(enum, list) and not isinstance(value, list | dict):
        (plain,) = sequence(normal(Kind.ENUM, [value], integral=False))
        if canonical(plain) not in {canonical(each) for each in enum}:
            yield Misfit(Kind.ENUM, "is none of the values that are listed")
    intervals = [mapping(each) for each in sequence(statement.get(Kind.RANGE))]
    amount = quantity(value)
    if intervals and amount and all(_within(amount, each) is False for each in intervals):
        yield Misfit(Kind.RANGE, "is outside the range")


def _within(amount: Quantity, interval: JsonObject) -> bool | None:
    """Say whether an amount lies in an interval; None where the units can't be compared."""
    for key, value in interval.items():
        bound = quantity(value)
        if bound is None or bound.unit != amount.unit:
            return None
        holds = {
            "minimum": amount.amount >= bound.amount,
            "maximum": amount.amount <= bound.amount,
            "exclusiveMinimum": amount.amount > bound.amount,
            "exclusiveMaximum": amount.amount < bound.amount,
            "const": amount.amount == bound.amount,
        }
        if not holds.get(key, True):
            return False
    return True
