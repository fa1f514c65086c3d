"""Lower anyOf and oneOf: a union of what their members are, each with what stands beside the union."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from trueup.document.json_values import JsonObject, JsonValue, mapping, sequence
from trueup.document.pointers import at, join
from trueup.ir import AnyType, MapType, NullableType, Side, Tag, Type, UnionType
from trueup.lower import unions
from trueup.lower.keywords import asserts, implied
from trueup.lower.merging import Circular, Flat, Spot, flattened

if TYPE_CHECKING:
    from trueup.lower.schemas import Schemas

_UNIONS: Final = ("oneOf", "anyOf")


def union(schemas: Schemas, spot: Spot, flat: Flat, side: Side) -> Type | None:
    """Lower anyOf or oneOf to a union, where its members say what a value is and not only what holds."""
    for keyword in _UNIONS:
        if keyword not in flat.schema:
            continue
        base = {key: value for key, value in flat.schema.items() if key != keyword}
        members = {
            index: member
            for index, member in enumerate(sequence(flat.schema[keyword]))
            if member is not False
        }
        plain = not asserts({k: v for k, v in base.items() if (k, v) != ("type", "object")})
        shapes = {index: _shape(schemas, spot, member) for index, member in members.items()}
        if plain and (base.get("type") is None or all(map(unions.is_object, shapes.values()))):
            return _members(
                schemas,
                Spot(join(spot.pointer, keyword), spot.name),
                flat.schema,
                keyword,
                members,
                side,
            )
        wires = mapping(base.get("properties"))
        if implied(
            {**base, **({"properties": {}} if base.get("type") == "object" else {})}
        ) == "object" and any(unions.adds(shape, wires) for shape in shapes.values()):
            own = {index: _with(schemas, base, flat, member) for index, member in members.items()}
            return _members(
                schemas,
                Spot(join(spot.pointer, keyword), spot.name),
                flat.schema,
                keyword,
                own,
                side,
            )
    return None


def _with(schemas: Schemas, base: JsonObject, flat: Flat, member: JsonValue) -> JsonObject:
    """Give a member of a union together with what stands beside the union."""
    wires = mapping(base.get("properties"))
    shared: JsonObject = {
        wire: _referring(flat.spots[wire]) if _stands(schemas, flat, wire) else part
        for wire, part in wires.items()
    }
    words = {k: v for k, v in base.items() if asserts({k: v})}
    return {"allOf": [{**words, **({"properties": shared} if shared else {})}, member]}


def _stands(schemas: Schemas, flat: Flat, wire: str) -> bool:
    """Say whether a property is in the document as it is, and not joined from several."""
    try:
        return (
            wire in flat.spots
            and at(schemas.root, flat.spots[wire].pointer)
            == mapping(flat.schema["properties"])[wire]
        )
    except KeyError:
        return False


def _shape(schemas: Schemas, spot: Spot, member: JsonValue) -> JsonObject:
    try:
        return flattened(schemas.root, spot, mapping(member)).schema
    except Circular:
        return {}


def _members(
    schemas: Schemas,
    spot: Spot,
    schema: JsonObject,
    keyword: str,
    members: Mapping[int, JsonValue],
    side: Side,
) -> Type:
    lowered: list[Type] = []
    alone = sum(_shape(schemas, spot, each).get("type") != "null" for each in members.values()) == 1
    kinds: list[tuple[str, JsonObject, Type]] = []
    null = False
    for index, member in members.items():
        shape = _shape(schemas, spot, member)
        if shape.get("type") == "null":
            null = True
            continue
        if shape.get("type") == []:  # no value is of it
            continue
        label = unions.label(member) or str(index + 1)
        name = spot.name if alone else f"{spot.name}-{label}"
        made = schemas.lowered(Spot(join(spot.pointer, index), name), member, side)
        if isinstance(made, NullableType):
            made, null = made.of, True
        lowered.append(made)
        kinds.append((label, shape, made))
    if not lowered:
        return schemas.null(side) if null else schemas.nothing(spot, side)
    distinct = tuple(dict.fromkeys(lowered))
    tag = unions.tag_of(schemas.root, mapping(schema.get("discriminator")), kinds)
    if tag and side is Side.RESPONSE:
        schemas.kinds.update(unions.constants(schemas.root, tag, kinds))
    one = side is Side.REQUEST and keyword == "oneOf" and tag is None
    exactly = one and unions.overlap([shape for _, shape, _ in kinds])
    _tell_default(schemas, spot, schema, tag)
    if tag and not tag.other and side is Side.RESPONSE:
        distinct = (*distinct, MapType(AnyType()))  # of a kind that a newer server knows
    objects = exactly and any(unions.is_object(shape) for _, shape, _ in kinds)
    by_model = objects and len(distinct) == len(lowered)
    if exactly and schemas.files:
        schemas.report.unsupported(spot.pointer, f"{keyword} in a form with files, untold apart")
    made = distinct[0] if len(distinct) == 1 else UnionType(distinct, by_model, tag)
    if exactly and not by_model:
        made = schemas.checked(spot, made, {keyword: list(members.values())}, side)
    return NullableType(made) if null else made


def _tell_default(schemas: Schemas, spot: Spot, schema: JsonObject, tag: Tag | None) -> None:
    if "defaultMapping" in mapping(schema.get("discriminator")) and not (tag and tag.other):
        what = "defaultMapping is passed over: it names none of the models that are told apart here"
        fix = "name one of the schemas of the union, each an object"
        schemas.report.passed_over(spot.pointer, what, fix)


def _referring(spot: Spot) -> JsonObject:
    return {"$ref": f"#{spot.pointer.replace('%', '%25')}"}
