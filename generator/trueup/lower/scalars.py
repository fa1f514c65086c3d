"""Lower scalars: enumerations, single values, text of a format, and limits."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from trueup import formats
from trueup.document.json_values import JsonObject, JsonValue, canonical, mapping, sequence, text_of
from trueup.document.pointers import join
from trueup.ir import ConstType, NamedType, Scalar, ScalarType, Side, Type, UnionType
from trueup.lower.enumerations import is_enumeration, of_scalar
from trueup.lower.keywords import NUMERIC, TEXT, is_assertion
from trueup.lower.limits import fits_engine, limits_of
from trueup.lower.merging import Spot

if TYPE_CHECKING:
    from trueup.lower.schemas import Schemas

_KINDS = {Scalar.STRING: str, Scalar.INTEGER: int, Scalar.BOOLEAN: bool}


def scalar(schemas: Schemas, spot: Spot, schema: JsonObject, side: Side, kind: Scalar) -> Type:
    """Lower a string, integer, number or boolean; what the type does not say, the runtime holds."""
    if "enum" in schema:
        schema = of_scalar(schema, kind)
    if is_enumeration(schema, kind):
        schemas.enumerate(spot, schema, kind)
        if side is Side.RESPONSE:  # a newer server may know more values
            return UnionType((NamedType(spot.pointer), ScalarType(kind)))
        return schemas.checked(
            spot, NamedType(spot.pointer), _without(schema, "type enum format"), side
        )
    bare = _formatted(schema, kind, spelled=schemas.files)
    if side is Side.RESPONSE:
        return bare
    if is_single(schema.get("const"), kind):
        made = ConstType(canonical(schema["const"]))
        return schemas.checked(spot, made, _without(schema, "type const format"), side)
    if bare.format in formats.TYPED and kind is Scalar.STRING and not bare.spelled:
        return schemas.checked(spot, bare, _without(schema, "type format"), side)
    if holds_json(schema):
        inner = Spot(join(spot.pointer, "contentSchema"), spot.name)
        held = schemas.held(inner, mapping(schema.get("contentSchema")), side)
        bare = replace(bare, json=held or "")
    limits = limits_of(schema, kind)
    said = NUMERIC | TEXT | {"type", "format"}  # by the type itself
    on_top = {key: part for key, part in schema.items() if key not in said}
    if limits.pattern is not None and not fits_engine(limits.pattern):
        on_top["pattern"], limits = limits.pattern, replace(limits, pattern=None)
    if kind is Scalar.INTEGER and limits.multiple_of is not None and limits.multiple_of % 1:
        on_top["multipleOf"], limits = limits.multiple_of, replace(limits, multiple_of=None)
    return schemas.checked(spot, replace(bare, limits=limits), on_top, side)


def holds_json(schema: JsonObject) -> bool:
    """Say whether a schema is of text that holds JSON, in no encoding."""
    kinds = schema.get("type")
    given = {*map(text_of, sequence(kinds))} if isinstance(kinds, list) else {text_of(kinds)}
    media = text_of(schema.get("contentMediaType")).partition(";")[0].strip().lower()
    return (
        given - {"null"} == {"string"}
        and "contentEncoding" not in schema
        and (media == "application/json" or media.endswith("+json"))
    )


def is_single(value: JsonValue, kind: Scalar) -> bool:
    """Say whether a constant can stand in a type of Python's: text, a whole number, true or false."""
    return type(value) is _KINDS.get(kind)


def _formatted(schema: JsonObject, kind: Scalar, *, spelled: bool) -> ScalarType:
    """Lower a format: what else is said of the text of a value that has several keeps it text."""
    encoding = schema.get("contentEncoding") if kind is Scalar.STRING else None
    named = text_of(schema.get("format")) or ("base64" if encoding == "base64" else None)
    more = {key for key in schema if key != "type" and is_assertion(key)}
    if named == "uuid":
        more -= {"minLength", "maxLength"}
    spelled = spelled or (bool(more) and named not in formats.ONE_SPELLING)
    return ScalarType(kind, named, spelled=named in formats.TYPED and spelled)


def _without(schema: JsonObject, keywords: str) -> JsonObject:
    return {key: part for key, part in schema.items() if key not in keywords.split()}
