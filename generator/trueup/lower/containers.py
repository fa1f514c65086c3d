"""Lower lists, tuples and maps: what holds values of one type."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from trueup.document.json_values import JsonObject, mapping, sequence
from trueup.document.pointers import join
from trueup.ir import AnyType, ListType, MapType, Side, Type, UnionType
from trueup.lower.merging import Spot

if TYPE_CHECKING:
    from trueup.lower.schemas import Schemas

# What lists say in their type.
_OF_LISTS: Final = frozenset({"type", "minItems", "maxItems"})


def array(schemas: Schemas, spot: Spot, schema: JsonObject, side: Side) -> Type:
    """Lower a list, or a tuple, whose places all are of one type: what each of them is, the runtime holds."""
    first = sequence(schema.get("prefixItems"))
    items = schema.get("items", True)
    parts = [
        schemas.part(
            Spot(join(spot.pointer, "prefixItems", at), f"{spot.name}-item-{at + 1}"),
            each,
            side,
        )
        for at, each in enumerate(first)
    ]
    if items is not False or not first:
        inner = Spot(join(spot.pointer, "items"), f"{spot.name}-item")
        parts.append(schemas.part(inner, items if items is not False else {}, side))
    item = (
        AnyType()
        if any(isinstance(part, AnyType) for part in parts)
        else any_of(tuple(dict.fromkeys(parts)))
    )
    if side is Side.RESPONSE:
        return ListType(item)
    low, high = schema.get("minItems"), schema.get("maxItems")
    made = ListType(
        item, low if isinstance(low, int) else None, high if isinstance(high, int) else None
    )
    carried = _OF_LISTS if first or items is False else {*_OF_LISTS, "items"}
    on_top = {key: value for key, value in schema.items() if key not in carried}
    return schemas.checked(spot, made, on_top, side)


def map_of(schemas: Schemas, spot: Spot, schema: JsonObject, side: Side) -> Type:
    """Lower an object without properties of its own."""
    patterns = mapping(schema.get("patternProperties"))
    more = schema.get("additionalProperties", True)
    value: Type = AnyType()
    carried = {"type", "properties"} if patterns else {"type", "properties", "additionalProperties"}
    if not patterns:
        inner = Spot(join(spot.pointer, "additionalProperties"), f"{spot.name}-value")
        value = schemas.part(inner, more, side)
    elif len(patterns) == 1 and more is False:
        ((pattern, part),) = patterns.items()
        inner = Spot(join(spot.pointer, "patternProperties", pattern), f"{spot.name}-value")
        value = schemas.part(inner, part, side)
        if side is Side.REQUEST:
            schema = {**schema, "patternProperties": {pattern: True}}
    on_top = {key: each for key, each in schema.items() if key not in carried}
    return schemas.checked(spot, MapType(value), on_top, side)


def any_of(parts: tuple[Type, ...]) -> Type:
    """Give the union of several types, or the one there is."""
    return parts[0] if len(parts) == 1 else UnionType(parts)
