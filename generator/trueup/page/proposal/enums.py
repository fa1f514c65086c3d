"""The values of an enum with their names and descriptions, which stay with the values that stay."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from trueup.document.json_values import JsonObject, JsonValue, canonical, sequence
from trueup.names import constant, distinct

_NAMES: Final = "x-enum-varnames"
_TOLD: Final = "x-enum-descriptions"
_NEW: Final = "To be described."


def enum_keywords(node: JsonObject, wanted: JsonObject) -> JsonObject:
    """Give the keywords of an enum: values that stay in their order, new ones behind them, null where it is."""
    listed = sequence(node.get("enum"))
    aim = sequence(wanted.get("enum"))
    keys = {canonical(each) for each in aim}
    kept = [each for each in listed if each is None or canonical(each) in keys]
    had = {canonical(each) for each in kept}
    values = [*kept, *(each for each in aim if canonical(each) not in had)]
    made: JsonObject = {"enum": values}
    if _NAMES in node or (_NAMES in wanted and not kept):
        made[_NAMES] = _names(_by_value(wanted, _NAMES), _by_value(node, _NAMES), values)
    if _TOLD in node:
        told = _by_value(node, _TOLD)
        made[_TOLD] = [told.get(canonical(each), _NEW) for each in values]
    return made


def _by_value(node: JsonObject, key: str) -> JsonObject:
    values, named = sequence(node.get("enum")), sequence(node.get(key))
    return {canonical(each): name for each, name in zip(values, named, strict=False)}


def _names(new: JsonObject, old: JsonObject, values: Sequence[JsonValue]) -> list[JsonValue]:
    """Name every value: as it was named, as the draft names it, or after itself."""
    taken = {str(old[key]) for key in map(canonical, values) if key in old}
    made: list[JsonValue] = []
    for each in values:
        key = canonical(each)
        if key in old:
            made.append(old[key])
            continue
        name = distinct(str(new.get(key) or constant(str(each))), taken)
        taken.add(name)
        made.append(name)
    return made
