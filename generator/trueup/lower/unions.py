"""What tells the members of a union apart: their JSON types, and the property that names their kind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from trueup.document.json_values import JsonObject, JsonValue, canonical, mapping, sequence, text_of
from trueup.document.references import merged
from trueup.document.walk import subschemas
from trueup.ir import ConstType, NamedType, Tag, Type
from trueup.lower.keywords import implied
from trueup.lower.merging import last

_TYPES: Final[Mapping[str, type | tuple[type, ...]]] = {
    "string": str,
    "number": (int, float),
    "array": list,
    "object": dict,
}
_ALL: Final = frozenset("string number boolean array object null".split())


def is_of(value: JsonValue, kind: str) -> bool:
    """Say whether a JSON value is of a JSON Schema type."""
    if kind == "null" or value is None:
        return kind == "null" and value is None
    if kind == "boolean" or isinstance(value, bool):
        return kind == "boolean" and isinstance(value, bool)
    if kind == "integer":
        return isinstance(value, int) or (isinstance(value, float) and value.is_integer())
    return isinstance(value, _TYPES[kind])


def kinds_of(values: Iterable[JsonValue]) -> list[str]:
    """Give the JSON Schema types of values, each once, in the order of the values."""
    kinds = "null boolean integer number string array object".split()
    return list(
        dict.fromkeys(next(kind for kind in kinds if is_of(value, kind)) for value in values)
    )


def is_object(shape: JsonObject) -> bool:
    """Say whether a schema, merged, takes objects alone."""
    return (shape.get("type") or implied(shape)) == "object"


def adds(shape: JsonObject, wires: JsonObject) -> bool:
    """Say whether a schema knows properties that are not among these."""
    return any(
        wire not in wires
        for pointer, part in subschemas("", shape)
        if not pointer or "/properties/" not in pointer
        for wire in mapping(part.get("properties"))
    )


def label(member: JsonValue) -> str | None:
    """Give the name of what a member refers to, where it is nothing but that."""
    reference = mapping(member).get("$ref")
    if reference is None:
        parts = [mapping(each) for each in sequence(mapping(member).get("allOf"))]
        reference = parts[1].get("$ref") if len(parts) == 2 else None
    return last(reference) if isinstance(reference, str) else None


def overlap(shapes: Sequence[JsonObject]) -> bool:
    """Say whether a value could fit two of several schemas, by their JSON types."""
    seen: set[str] = set()
    for shape in shapes:
        kinds = _kinds(shape)
        if seen & kinds:
            return True
        seen |= kinds
    return False


def tag_of(
    root: JsonObject, discriminator: JsonObject, members: Sequence[tuple[str, JsonObject, Type]]
) -> Tag | None:
    """Find the property that tells records apart: the discriminator's, or one of distinct constants."""
    if len(members) < 2 or not all(isinstance(made, NamedType) for _, _, made in members):
        return None
    wire = discriminator.get("propertyName")
    if isinstance(wire, str):
        mapped = mapping(discriminator.get("mapping"))
        by_kind = _mapped(root, mapped, wire, members)
        if by_kind is not None:
            other = last(text_of(discriminator.get("defaultMapping")))
            keys = (
                made.key
                for name, _, made in members
                if isinstance(made, NamedType) and name == other
            )
            tag = Tag(wire, by_kind, next(keys, None))
            return replace(tag, open=not _is_told(root, mapped, tag, members))
    common = [
        wire
        for wire in mapping(members[0][1].get("properties"))
        if all(wire in mapping(shape.get("properties")) for _, shape, _ in members)
    ]
    for wire in common:
        by_constant = _by_constants(root, wire, members)
        if by_constant is not None:
            return Tag(wire, by_constant)
    return None


def _is_told(
    root: JsonObject, mapped: JsonObject, tag: Tag, members: Sequence[tuple[str, JsonObject, Type]]
) -> bool:
    """Say whether every member has to have the property, and the document says of which text."""
    named = {last(text_of(to)) for to in mapped.values()}
    return all(
        tag.wire in sequence(shape.get("required"))
        and (name in named or bool(texts_of(root, tag.wire, shape)))
        and {*texts_of(root, tag.wire, shape)} <= {text for text, _ in tag.kinds}
        for name, shape, _ in members
    )


def _mapped(
    root: JsonObject,
    mapped: JsonObject,
    wire: str,
    members: Sequence[tuple[str, JsonObject, Type]],
) -> tuple[tuple[str, str], ...] | None:
    found: dict[str, str] = {}
    for name, shape, made in members:
        if not isinstance(made, NamedType):
            return None
        texts = [text for text, to in mapped.items() if last(text_of(to)) == name]
        texts = texts or texts_of(root, wire, shape) or ([] if name.isdecimal() else [name])
        if not texts or any(found.get(text, made.key) != made.key for text in texts):
            return None
        found.update(dict.fromkeys(texts, made.key))
    return tuple(found.items())


def _by_constants(
    root: JsonObject, wire: str, members: Sequence[tuple[str, JsonObject, Type]]
) -> tuple[tuple[str, str], ...] | None:
    found: dict[str, str] = {}
    for _, shape, made in members:
        texts = texts_of(root, wire, shape)
        if (
            not texts
            or not isinstance(made, NamedType)
            or wire not in sequence(shape.get("required"))
        ):
            return None
        if found.keys() & set(texts):
            return None
        found.update(dict.fromkeys(texts, made.key))
    return tuple(found.items())


def texts_of(root: JsonObject, wire: str, shape: JsonObject) -> list[str]:
    """Give the texts that a property can be, where the schema lists them."""
    schema = merged(root, mapping(mapping(shape.get("properties")).get(wire)))
    values = [schema["const"]] if "const" in schema else sequence(schema.get("enum"))
    texts = [value for value in values if isinstance(value, str)]
    return texts if len(texts) == len(values) else []


def constants(
    root: JsonObject, tag: Tag, members: Sequence[tuple[str, JsonObject, Type]]
) -> Iterator[tuple[tuple[str, str], ConstType]]:
    """Yield the one value of the tag in each member that fixes it, by record key and wire name."""
    for _, shape, made in members:
        schema = merged(root, mapping(mapping(shape.get("properties")).get(tag.wire)))
        texts = [text for text, key in tag.kinds if made == NamedType(key)]
        if "const" in schema and isinstance(made, NamedType) and texts == [schema["const"]]:
            yield (made.key, tag.wire), ConstType(canonical(schema["const"]))


def _kinds(shape: JsonObject) -> frozenset[str]:
    kind: JsonValue = shape.get("type") or implied(shape)
    if kind is None and shape.get("enum"):
        kind = [*kinds_of(sequence(shape["enum"]))]
    kinds = [kind] if isinstance(kind, str) else sequence(kind)
    plain = ("number" if each == "integer" else text_of(each) for each in kinds)
    return frozenset(plain) if kind else _ALL
