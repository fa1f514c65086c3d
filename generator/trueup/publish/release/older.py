"""Say a document of OpenAPI 3.1 as 3.0 does, for the tools that read no newer one; what 3.0 can't say is told."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import chain, count
from typing import Final

from trueup.document.json_values import JsonObject, JsonValue, copied, mapping, sequence, text_of
from trueup.document.pointers import join
from trueup.document.walk import OTHER_METHODS, Part, parts, schemas

# What 3.0 has no word for, and that says what is accepted: keywords of schemas, and ways of others.
_LOST_OF: Final[Mapping[str, frozenset[str]]] = {
    "schema": frozenset(
        "if dependentRequired dependentSchemas prefixItems contains propertyNames patternProperties"
        " unevaluatedProperties unevaluatedItems".split()
    ),
    "path": frozenset({"query", OTHER_METHODS}),
    "media": frozenset({"itemSchema", "prefixEncoding", "itemEncoding"}),
}
_LOST_WAYS: Final = ("mutualTLS", "cookie")
# What 3.0 doesn't know, and that only tells.
_UNKNOWN: Final[Mapping[str, tuple[str, ...]]] = {
    "info": ("summary",),
    "server": ("name",),
    "tag": ("summary", "parent", "kind"),
    "response": ("summary",),
}
# Those that only tell: kept, as extensions.
_TOLD: Final = ("contentMediaType", "contentEncoding", "contentSchema", "$comment")
_NULLABLE: Final = ("string", "boolean", "object")  # types that null can stand beside


def in_3_0(root: JsonObject) -> tuple[JsonObject, list[str]]:
    """Give the document in 3.0.3, and the pointers of what 3.0 can't say: with any, it accepts other values."""
    made, lost = copied(root), []
    made["openapi"] = "3.0.3"
    for part in list(parts(made)):
        words = _LOST_OF.get(part.kind, frozenset())
        lost += [join(part.pointer, key) for key in part.node if key in words]
        lost += [join(part.pointer, key) for key, value in _ways(part) if value in _LOST_WAYS]
        _without_booleans(part)
        for key in _UNKNOWN.get(part.kind, ()):
            part.node.pop(key, None)
        if part.kind == "schema":
            _to_3_0(part.node)
        elif "$ref" in part.node and part.kind != "path":
            _alone(part.node)
    for name in ("jsonSchemaDialect", "$self"):
        made.pop(name, None)
    lost += ["/webhooks"] if made.pop("webhooks", None) else []
    components = mapping(made.get("components"))
    components.pop("mediaTypes", None)
    lost += ["/components/pathItems"] if components.get("pathItems") else []
    made.setdefault("paths", {})
    licence = mapping(mapping(made.get("info")).get("license"))
    if identifier := text_of(licence.pop("identifier", None)):
        licence.setdefault("url", f"https://spdx.org/licenses/{identifier}.html")
    _without_definitions(made)
    return made, lost


def _ways(part: Part) -> Iterator[tuple[str, JsonValue]]:
    """Give what names a way of doing something, of which newer versions know more."""
    if part.kind in ("security", "parameter"):
        yield from ((key, part.node[key]) for key in ("type", "style") if key in part.node)


def _alone(reference: JsonObject) -> None:
    """Leave a reference alone, as which 3.0 reads it: a description beside it is no part of it."""
    for key in reference.keys() - {"$ref"}:
        del reference[key]


def _without_booleans(part: Part) -> None:
    """Say a schema that is true or false as an object."""
    node = part.node
    for key in ("schema",) if part.kind != "schema" else ("items", "not"):
        if key in node:
            node[key] = _as_object(node[key])
    for key in ("allOf", "anyOf", "oneOf") if part.kind == "schema" else ():
        if key in node:
            node[key] = [_as_object(each) for each in sequence(node[key])]
    for key, kind in (("properties", "schema"), ("schemas", "components")):
        if part.kind == kind and key in node:
            held = mapping(node[key])
            held.update({name: _as_object(each) for name, each in held.items()})


def _as_object(schema: JsonValue) -> JsonValue:
    return ({} if schema else {"not": {}}) if isinstance(schema, bool) else schema


def _without_definitions(root: JsonObject) -> None:
    """Make a component of each schema that another one holds for references to it (`$defs`): 3.0 has no such place."""
    named: JsonObject = {}
    taken = mapping(mapping(root.get("components")).get("schemas"))
    moved: dict[str, str] = {}
    for pointer, schema in list(schemas(root)):
        for name, definition in mapping(schema.pop("$defs", None)).items():
            made = _free(name, {**taken, **named})
            moved[f"#{join(pointer, '$defs', name)}"] = f"#/components/schemas/{made}"
            named[made] = definition
    if named:
        mapping(root.setdefault("components", {})).setdefault("schemas", {})
        mapping(mapping(root["components"])["schemas"]).update(named)
        _lead(root, moved)


def _lead(root: JsonObject, moved: Mapping[str, str]) -> None:
    """Lead references to where schemas have moved; the innermost place is the one that counts."""
    for _, schema in schemas(root):
        reference = text_of(schema.get("$ref"))
        for old in sorted(moved, key=len, reverse=True):
            if reference == old or reference.startswith(f"{old}/"):
                schema["$ref"] = moved[old] + reference.removeprefix(old)
                break


def _free(name: str, taken: Mapping[str, JsonValue]) -> str:
    numbered = (f"{name}{number}" for number in count(2))
    return next(each for each in chain([name], numbered) if each not in taken)


def _to_3_0(schema: JsonObject) -> None:
    """Bring one schema, and no other below it, to the words of 3.0."""
    _beside_reference(schema)
    for key in _TOLD:
        if key in schema:
            schema[f"x-{key.lstrip('$')}"] = schema.pop(key)
    if schema.get("required") == []:
        del schema["required"]
    if schema.get("type") == "array":
        schema.setdefault("items", {})
    if "const" in schema:
        schema["enum"] = [schema.pop("const")]
    if "examples" in schema:
        shown = sequence(schema.pop("examples"))
        schema.update({"example": shown[0]} if shown else {})
    for bound, exclusive in (("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum")):
        _bounded(schema, bound, exclusive)
    for key in ("anyOf", "oneOf"):
        if key in schema:
            schema[key] = _with_null(sequence(schema[key]))
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


def _with_null(choices: Sequence[JsonValue]) -> list[JsonValue]:
    """Say the choice of null, if there is one, by a type that no other choice has."""
    taken = {text_of(mapping(each).get("type")) for each in choices}
    return [_null(taken) if each == {"type": "null"} else each for each in choices]


def _null(taken: Collection[str] = ()) -> JsonObject:
    kind = next((each for each in _NULLABLE if each not in taken), _NULLABLE[0])
    return {"type": kind, "nullable": True, "enum": [None]}


def _typed(schema: JsonObject) -> None:
    """Say a list of types as one type, as nullable, or as a choice."""
    types = schema.get("type")
    if types == "null":
        schema.update(_null())
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
    nulls: list[JsonValue] = [_null({*map(text_of, others)})] if len(others) < len(types) else []
    schema["allOf"] = [*sequence(schema.get("allOf")), {"anyOf": [*choice, *nulls]}]
