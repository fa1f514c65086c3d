"""Lower what a record consists of: its fields, the fields beside them, and what holds for all together."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from trueup import names
from trueup.document.json_values import JsonObject, JsonValue, canonical, mapping, sequence, text_of
from trueup.document.pointers import join
from trueup.document.references import merged
from trueup.ir import AnyType, Field, Side, Type
from trueup.lower import unions
from trueup.lower.conditions import advice, condition, reads_also
from trueup.lower.instants import instants
from trueup.lower.keywords import asserts, example_of
from trueup.lower.merging import Circular, Flat, Spot, flattened
from trueup.lower.report import origin_of
from trueup.lower.scalars import holds_json

if TYPE_CHECKING:
    from trueup.lower.schemas import Schemas


def beyond(
    schemas: Schemas, spot: Spot, schema: JsonObject, side: Side
) -> tuple[Type | None, str | None]:
    """Lower what a record says beyond its fields: others that it takes, and what holds for all."""
    more = schema.get("additionalProperties")
    patterns = bool(mapping(schema.get("patternProperties")))
    carried = {"type", "required", "properties", "additionalProperties"}
    on_top = {key: value for key, value in schema.items() if key not in carried}
    if patterns and more not in (None, True):
        on_top["additionalProperties"] = more
        on_top["properties"] = dict.fromkeys(mapping(schema.get("properties")), True)
    check = schemas.held(spot, on_top, side)
    opened = patterns or unions.adds(
        {key: value for key, value in on_top.items() if key != "not"},
        mapping(schema.get("properties")),
    )
    if isinstance(more, dict) and asserts(more) and not patterns:
        inner = Spot(join(spot.pointer, "additionalProperties"), f"{spot.name}-value")
        return schemas.lowered(inner, more, side), check
    takes_more = more is True or isinstance(more, dict) or "discriminator" in schema
    if side is Side.REQUEST and (patterns or (more is not False and (takes_more or opened))):
        return AnyType(), check
    return None, check


def fields(schemas: Schemas, spot: Spot, flat: Flat, side: Side) -> Iterator[Field]:
    """Lower the fields of a record, those left out that never travel this way."""
    hidden = "readOnly" if side is Side.REQUEST else "writeOnly"
    required = sequence(flat.schema.get("required"))
    shown = dict(_shown(schemas, spot, flat, side, hidden, required))
    settled = names.settle((wire, wire, names.snake(wire, names.MODEL_RESERVED)) for wire in shown)
    places = {
        wire: flat.spots.get(
            wire, Spot(join(spot.pointer, "properties", wire), f"{spot.name}-{wire}")
        )
        for wire in shown
    }
    nodes = {wire: _meant(schemas, places[wire], raw) for wire, raw in shown.items()}
    moments = instants(nodes, settled) if side is Side.RESPONSE else {}
    taken = {*settled.values(), *(each.name for each in moments.values())}
    for wire, raw in shown.items():
        where, node = places[wire], nodes[wire]
        unit = node.get("x-unit")
        expression = node.get("x-default-expression")
        yield Field(
            wire=wire,
            name=settled[wire],
            type=schemas.lowered(where, raw, side),
            required=wire in required and side is Side.REQUEST,
            doc=text_of(node.get("description")),
            origin=origin_of(where.pointer, node),
            default=canonical(node["default"]) if "default" in node else None,
            default_expression=expression if isinstance(expression, str) else None,
            unit=unit if isinstance(unit, str) else None,
            instant=moments.get(wire),
            parsed=names.distinct(f"{settled[wire]}_parsed", taken) if holds_json(node) else None,
            applies_when=condition(node.get("x-applies-when")),
            advice=advice(node),
            reads_also=reads_also(node),
            deprecated=node.get("deprecated") is True,
            example=example_of(node),
        )


def _shown(
    schemas: Schemas, spot: Spot, flat: Flat, side: Side, hidden: str, required: list[JsonValue]
) -> Iterator[tuple[str, JsonValue]]:
    """Yield the properties that travel this way; what nothing can be is not sent."""
    wires = dict(mapping(flat.schema.get("properties")))
    if side is Side.REQUEST:  # what is asked for can be given, though only words tell of it
        wires |= {text_of(each): True for each in required if each not in wires}
    for wire, raw in wires.items():
        where = flat.spots.get(wire, Spot(join(spot.pointer, "properties", wire), wire))
        impossible = raw is False or False in sequence(mapping(raw).get("allOf"))
        if impossible and side is Side.REQUEST:
            if wire in required:
                yield wire, False
        elif _meant(schemas, where, raw).get(hidden) is not True:
            parts = sequence(mapping(raw).get("allOf"))
            yield wire, parts[0] if impossible and parts else {} if raw is False else raw


def _meant(schemas: Schemas, spot: Spot, raw: JsonValue) -> JsonObject:
    try:
        return flattened(schemas.root, spot, mapping(raw)).schema
    except Circular:
        return merged(schemas.root, mapping(raw))
