"""Choices between limits of one type, said without a choice.

Generators make a type of each choice, and what they make of it does not compile, or fails with values that the document
allows. What stands below `not` they leave to the service.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from trueup.document.json_values import JsonObject, JsonValue, mapping, sequence
from trueup.document.walk import schemas

_CHOICES: Final = ("anyOf", "oneOf")
# What limits a value whose type is known.
_LIMITS: Final = frozenset(
    "const enum minimum maximum exclusiveMinimum exclusiveMaximum multipleOf minLength maxLength pattern".split()
)
_ENDLESS: Final = float("inf")


def without_ranges(root: JsonObject) -> None:
    """Say ranges of whole numbers that are chosen from as one range with gaps."""
    for _, schema in list(schemas(root)):
        key = _choice(schema)
        if key is not None and schema.get("type") == "integer" and not schema.keys() & _LIMITS:
            found = [_range(mapping(each)) for each in sequence(schema[key])]
            ranges = _united([each for each in found if each is not None], key)
            if None not in found and ranges:
                del schema[key]
                schema.update(_one_range(ranges))


def without_choices(root: JsonObject) -> None:
    """Say any choice between limits as what it does not refuse."""
    for _, schema in list(schemas(root)):
        key = _choice(schema)
        if key is not None:
            schema["not"] = {"not": {key: schema.pop(key)}}


def _choice(schema: JsonObject) -> str | None:
    """Give the keyword by which a schema of one type chooses between limits, if that is all it chooses."""
    if not isinstance(schema.get("type"), str) or "not" in schema:
        return None
    for key in _CHOICES:
        limits = [mapping(each).keys() for each in sequence(schema.get(key))]
        if limits and all(each and each <= _LIMITS for each in limits):
            return key
    return None


def _range(choice: JsonObject) -> tuple[float, float] | None:
    """Give the first and the last whole number that a choice takes; None where it is no range of them."""
    if any(isinstance(each, bool) or not isinstance(each, int) for each in choice.values()):
        return None
    numbers = {key: each for key, each in choice.items() if isinstance(each, int)}
    if numbers.keys() == {"const"}:
        return numbers["const"], numbers["const"]
    if not numbers.keys() <= {"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"}:
        return None
    first = max(numbers.get("minimum", -_ENDLESS), numbers.get("exclusiveMinimum", -_ENDLESS) + 1)
    last = min(numbers.get("maximum", _ENDLESS), numbers.get("exclusiveMaximum", _ENDLESS) - 1)
    return (first, last) if first <= last else None


def _united(ranges: list[tuple[float, float]], key: str) -> list[tuple[float, float]]:
    """Unite ranges that touch; none are left where `oneOf` refuses what two of them take."""
    united: list[tuple[float, float]] = []
    for first, last in sorted(ranges):
        if united and first <= united[-1][1] and key == "oneOf":
            return []
        if united and first <= united[-1][1] + 1:
            united[-1] = united[-1][0], max(last, united[-1][1])
        else:
            united.append((first, last))
    return united


def _one_range(ranges: list[tuple[float, float]]) -> JsonObject:
    made = _bounds(ranges[0][0], ranges[-1][1])
    gaps: list[JsonValue] = [
        _bounds(before[1] + 1, after[0] - 1) for before, after in pairwise(ranges)
    ]
    if gaps:
        made["not"] = gaps[0] if len(gaps) == 1 else {"anyOf": gaps}
    return made


def _bounds(first: float, last: float) -> JsonObject:
    if first == last:
        return {"const": int(first)}
    bounds = (("minimum", first), ("maximum", last))
    return {key: int(limit) for key, limit in bounds if abs(limit) < _ENDLESS}
