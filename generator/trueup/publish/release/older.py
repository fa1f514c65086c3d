"""Say a document of OpenAPI 3.1 as 3.0 does, for the tools that read no newer one; what 3.0 can't say is told."""

from __future__ import annotations

from typing import Final

from trueup.document.json_values import JsonObject, JsonValue, copied, mapping, sequence, text_of
from trueup.document.pointers import join
from trueup.document.walk import schemas

# Keywords that 3.0 has no word for, and that refuse values.
_LOST: Final = frozenset(
    "if dependentRequired dependentSchemas prefixItems contains propertyNames patternProperties"
    " unevaluatedProperties unevaluatedItems".split()
)
# Those that only tell: kept, as extensions.
_TOLD: Final = ("contentMediaType", "contentEncoding", "contentSchema", "$comment")
_NULL: Final[JsonObject] = {"nullable": True, "enum": [None]}


def in_3_0(root: JsonObject) -> tuple[JsonObject, list[str]]:
    """Give the document in 3.0.3, and the pointers of what 3.0 can't say: with any, it accepts other values."""
    made, lost = copied(root), []
    made["openapi"] = "3.0.3"
    for pointer, schema in list(schemas(made)):
        lost += [join(pointer, key) for key in schema if key in _LOST]
        _to_3_0(schema)
    for name in ("jsonSchemaDialect", "$self"):
        made.pop(name, None)
    lost += ["/webhooks"] if made.pop("webhooks", None) else []
    lost += ["/components/pathItems"] if mapping(made.get("components")).get("pathItems") else []
    made.setdefault("paths", {})
    info = mapping(made.get("info"))
    info.pop("summary", None)
    licence = mapping(info.get("license"))
    if identifier := text_of(licence.pop("identifier", None)):
        licence.setdefault("url", f"https://spdx.org/licenses/{identifier}.html")
    return made, lost


def _to_3_0(schema: JsonObject) -> None:
    """Bring one schema, and no other below it, to the words of 3.0."""
    _beside_reference(schema)
    for key in _TOLD:
        if key in schema:
            schema[f"x-{key.lstrip('$')}"] = schema.pop(key)
    if "const" in schema:
        schema["enum"] = [schema.pop("const")]
    if "examples" in schema:
        shown = sequence(schema.pop("examples"))
        schema.update({"example": shown[0]} if shown else {})
    for bound, exclusive in (("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum")):
        _bounded(schema, bound, exclusive)
    for key in ("anyOf", "oneOf"):
        schema.update(
            {key: [_null(each) for each in sequence(schema[key])]} if key in schema else {}
        )
    _typed(schema)


def _beside_reference(schema: JsonObject) -> None:
    """Say a reference with more beside it as one of `allOf`: beside a reference 3.0 reads nothing."""
    if "$ref" in schema and len(schema) > 1:
        meant: JsonObject = {"$ref": schema.pop("$ref")}
        beside = {"allOf": [meant, *sequence(schema.pop("allOf", None))], **schema}
        schema.clear()
        schema.update(beside)


def _bounded(schema: JsonObject, bound: str, exclusive: str) -> None:
    """Say an exclusive limit as a limit and a mark, where it is the tighter one."""
    limit, other = schema.get(exclusive), schema.get(bound)
    if not isinstance(limit, int | float) or isinstance(limit, bool):
        return
    del schema[exclusive]
    looser = isinstance(other, int | float) and (
        other > limit if bound == "minimum" else other < limit
    )
    if not looser:
        schema.update({bound: limit, exclusive: True})


def _null(choice: JsonValue) -> JsonValue:
    return {**_NULL} if choice == {"type": "null"} else choice


def _typed(schema: JsonObject) -> None:
    """Say a list of types as one type, as nullable, or as a choice."""
    types = schema.get("type")
    if types == "null":
        schema.pop("type")
        schema.update(_NULL)
    if not isinstance(types, list):
        return
    others = [each for each in types if each != "null"]
    if len(others) == 1:
        schema["type"] = others[0]
        schema.update({"nullable": True} if len(others) < len(types) else {})
        return
    schema.pop("type")
    choice: list[JsonValue] = [
        {"type": each, **({"items": {}} if each == "array" else {})} for each in others
    ]
    nulls: list[JsonValue] = [{**_NULL}] if len(others) < len(types) else []
    schema["allOf"] = [*sequence(schema.get("allOf")), {"anyOf": [*choice, *nulls]}]
