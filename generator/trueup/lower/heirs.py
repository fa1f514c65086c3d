"""Lower a schema that tells its heirs apart by a property: where it stands, any of them may be meant."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from trueup.document.json_values import JsonObject, mapping, sequence, text_of
from trueup.document.pointers import at, join
from trueup.document.references import target
from trueup.ir import NamedType, Side, Tag, Type, UnionType
from trueup.lower import unions
from trueup.lower.merging import Circular, Spot, flattened, last, place_name

if TYPE_CHECKING:
    from trueup.lower.schemas import Schemas


def found(root: JsonObject) -> Mapping[str, tuple[str, ...]]:
    """Give the components that join each component by allOf, by its pointer."""
    made: dict[str, tuple[str, ...]] = {}
    components = mapping(mapping(root.get("components")).get("schemas"))
    for name, schema in components.items():
        for part in sequence(mapping(schema).get("allOf")):
            reference = mapping(part).get("$ref")
            if isinstance(reference, str):
                pointer = target(reference)
                made[pointer] = (*made.get(pointer, ()), join("/components/schemas", name))
    return made


def union(schemas: Schemas, pointer: str, side: Side) -> Type | None:
    """Lower a schema with heirs to any of them, told apart, or itself where a kind is none of theirs."""
    node = mapping(at(schemas.root, pointer))
    discriminator = mapping(node.get("discriminator"))
    wire = discriminator.get("propertyName")
    if not isinstance(wire, str) or schemas.files or {"oneOf", "anyOf"} & node.keys():
        return None
    heirs = tuple(dict.fromkeys(_all(schemas, pointer, {pointer})))
    own = _record(schemas, pointer, side)
    if not heirs or own is None:
        return None
    mapped = mapping(discriminator.get("mapping"))
    kinds: dict[str, str] = {}
    for heir in heirs:
        made = _record(schemas, heir, side)
        texts = _texts(schemas.root, mapped, wire, pointer, heir)
        if made is None or any(kinds.get(text, made.key) != made.key for text in texts):
            return None
        kinds.update(dict.fromkeys(texts, made.key))
    members = tuple(NamedType(key) for key in dict.fromkeys((*kinds.values(), own.key)))
    return UnionType(members, tag=Tag(wire, tuple(kinds.items()), own.key))


def _all(schemas: Schemas, pointer: str, seen: set[str]) -> Iterator[str]:
    """Yield the heirs of a schema and theirs, unless those are told apart by a property of their own."""
    for heir in schemas.heirs.get(pointer, ()):
        if heir not in seen:
            seen.add(heir)
            yield heir
            if "discriminator" not in mapping(at(schemas.root, heir)):
                yield from _all(schemas, heir, seen)


def _record(schemas: Schemas, pointer: str, side: Side) -> NamedType | None:
    """Lower a component as it is, without its heirs."""
    spot = Spot(pointer, place_name(pointer))
    try:
        flat = flattened(schemas.root, spot, mapping(at(schemas.root, pointer)))
    except Circular:
        return None
    if not mapping(flat.schema.get("properties")):
        return None
    made = schemas.typed(spot, flat, side)
    return made if isinstance(made, NamedType) else None


def _texts(
    root: JsonObject, mapped: JsonObject, wire: str, parent: str, heir: str
) -> tuple[str, ...]:
    """Give the texts that mean an heir: as they are mapped, as it narrows the property, or its name."""
    texts = tuple(text for text, to in mapped.items() if last(text_of(to)) == last(heir))
    if texts:
        return texts
    above, here = (
        unions.texts_of(root, wire, flattened(root, Spot(each, ""), mapping(at(root, each))).schema)
        for each in (parent, heir)
    )
    return tuple(here) if here and here != above else (last(heir),)
