"""Repairs of schemas: types that are spelled otherwise, `required` and `enum` that can't be meant so."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from trueup.document.json_values import JsonObject, JsonValue, mapping, sequence
from trueup.document.pointers import at, join, split
from trueup.document.repairs.mending import Mending
from trueup.findings import Code

_TYPES: Final = ("array", "boolean", "integer", "null", "number", "object", "string")
_MEANT: Final[Mapping[str, Mapping[str, str]]] = {
    **{word: {"type": "integer"} for word in ("int", "whole", "bigint")},
    **{word: {"type": "integer", "format": word} for word in ("int32", "int64")},
    "long": {"type": "integer", "format": "int64"},
    **{word: {"type": "number", "format": word} for word in ("float", "double")},
    **{word: {"type": "number"} for word in ("decimal", "numeric")},
    **{word: {"type": "boolean"} for word in ("bool",)},
    **{word: {"type": "string"} for word in ("str", "text", "varchar", "char")},
    **{word: {"type": "string", "format": word} for word in ("date", "uuid", "uri", "email")},
    **{
        word: {"type": "string", "format": "date-time"}
        for word in ("datetime", "date-time", "timestamp")
    },
    **{word: {"type": "array"} for word in ("list",)},
    **{word: {"type": "object"} for word in ("dict", "map", "hash", "struct")},
    **{word: {"type": "null"} for word in ("none", "nil")},
    **{word: {"type": word} for word in _TYPES},
}


def repair_schemas(mending: Mending) -> None:
    """Read each schema as it is meant."""
    for part in mending.parts("schema"):
        if "$ref" not in part.node:
            _type(mending, part.pointer, part.node)
            _enum(mending, part.pointer, part.node)
            _lists(mending, part.pointer, part.node)
    for part in mending.parts("schema"):
        _flagged(mending, part.pointer, part.node)
    for part in mending.parts("schema"):
        _required(mending, part.pointer, part.node)


def _type(mending: Mending, pointer: str, schema: JsonObject) -> None:
    if "type" not in schema:
        return
    said, where = schema["type"], join(pointer, "type")
    if isinstance(said, list):
        made: list[JsonValue] = ["null" if each is None else each for each in said]
        made = [_MEANT.get(str(each).lower(), {"type": each})["type"] for each in made]
        made = list(dict.fromkeys(map(str, made)))
        if made != said:
            schema["type"] = made or list(_TYPES)
            mending.told(where, Code.MISSPELT, "the types are not spelled so", f"read as {made}")
        if not made:
            del schema["type"]
    elif said is None:
        schema["type"] = "null"
        mending.told(where, Code.MISSPELT, "the type is not text", "read as 'null'")
    elif isinstance(said, str) and said not in _TYPES:
        plain = said.strip().lower()
        if plain in ("any", "mixed", ""):
            del schema["type"]
            mending.told(where, Code.MISSPELT, f"{said!r} is not a type", "read as any value")
        elif plain in _MEANT:
            schema.update({"format": schema.get("format"), **_MEANT[plain], **schema})
            schema["type"] = _MEANT[plain]["type"]
            schema.update(_format(schema, _MEANT[plain]))
            if schema["format"] is None:
                del schema["format"]
            read = f"read as {schema['type']!r}"
            mending.told(where, Code.MISSPELT, f"{said!r} is not a type", read)


def _format(schema: JsonObject, meant: Mapping[str, str]) -> JsonObject:
    return {"format": schema.get("format") or meant.get("format")}


def _enum(mending: Mending, pointer: str, schema: JsonObject) -> None:
    if "enum" not in schema:
        return
    said, where = schema["enum"], join(pointer, "enum")
    if said is None or said == []:
        mending.told(where, Code.MEANINGLESS, "the enum is empty", "left out")
        del schema["enum"]
        return
    if not isinstance(said, list):
        mending.told(where, Code.MISSPELT, "the enum is not a list", "read as a list of one value")
        said = [said]
    distinct: list[JsonValue] = []
    for each in (_of_type(schema.get("type"), value) for value in said):
        if not any(type(each) is type(other) and each == other for other in distinct):
            distinct.append(each)
    if distinct != said or [type(a) for a in distinct] != [type(b) for b in said]:
        wrong = "the enum has values twice, or of another type than its own"
        mending.told(where, Code.MISSPELT, wrong, "read as distinct values of its type")
    if len(distinct) != len(said):
        for key in ("x-enum-varnames", "x-enum-descriptions"):
            schema.pop(key, None)
    schema["enum"] = distinct


def _of_type(type_: JsonValue, value: JsonValue) -> JsonValue:
    if type_ == "string" and isinstance(value, int | float):
        return str(value).lower() if isinstance(value, bool) else str(value)
    if type_ == "integer" and isinstance(value, str) and value.lstrip("-").isdecimal():
        return int(value)
    return value


def _lists(mending: Mending, pointer: str, schema: JsonObject) -> None:
    """Read one schema where a list of them has to be as a list of one, and an empty list as none."""
    for keyword in ("allOf", "anyOf", "oneOf"):
        said = schema.get(keyword)
        if isinstance(said, dict):
            schema[keyword] = [said]
            mending.moved(join(pointer, keyword, 0), join(pointer, keyword))
            wrong, read = f"{keyword} is not a list", "read as a list of one"
            mending.told(join(pointer, keyword), Code.MISSPELT, wrong, read)
        elif said == []:
            mending.told(
                join(pointer, keyword), Code.MEANINGLESS, f"{keyword} is empty", "left out"
            )
            del schema[keyword]
    if isinstance(schema.get("items"), list):
        wrong = "`items` is a list, as in older JSON Schema"
        mending.told(join(pointer, "items"), Code.OTHER_DIALECT, wrong, "read as prefixItems")
        schema["prefixItems"] = schema.pop("items")
        mending.moved(join(pointer, "prefixItems"), join(pointer, "items"))
    said = schema.get("discriminator")
    if isinstance(said, str):
        where = join(pointer, "discriminator")
        mending.told(where, Code.MISSPELT, "the discriminator is text", "read as its propertyName")
        schema["discriminator"] = {"propertyName": said}


def _flagged(mending: Mending, pointer: str, schema: JsonObject) -> None:
    """Read `required: true` on a property as an entry of the list of what holds it."""
    said = schema.get("required")
    flag = {"true": True, "false": False}.get(str(said).lower()) if said is not None else None
    if isinstance(said, list) or ("required" not in schema):
        return
    where, tokens = join(pointer, "required"), split(pointer)
    above = at(mending.root, join("", *tokens[:-2])) if len(tokens) > 2 else None
    if flag is not None and len(tokens) > 2 and tokens[-2] == "properties":
        if flag and isinstance(above, dict):
            above["required"] = [*sequence(above.get("required")), tokens[-1]]
        read = "read as said of this property"
    elif isinstance(said, str) and flag is None:
        schema["required"] = [said]
        mending.told(where, Code.MISSPELT, "`required` is not a list", "read as a list of one name")
        return
    else:
        read = "left out"
    mending.told(where, Code.MISSPELT, "`required` is not a list", read)
    schema.pop("required")


def _required(mending: Mending, pointer: str, schema: JsonObject) -> None:
    said = schema.get("required")
    if not isinstance(said, list):
        return
    distinct = list(dict.fromkeys(each for each in said if isinstance(each, str)))
    if distinct != said:
        wrong = "`required` has names twice, or no names"
        mending.told(join(pointer, "required"), Code.REPEATED, wrong, "read as distinct names")
        schema["required"] = list[JsonValue](distinct)
    properties = mapping(schema.get("properties"))
    tokens = split(pointer)
    composed = {"allOf", "anyOf", "oneOf", "$ref", "patternProperties"} & schema.keys()
    if (
        not properties
        or composed
        or (len(tokens) > 1 and tokens[-2] in ("allOf", "anyOf", "oneOf"))
    ):
        return
    for name in [name for name in distinct if name not in properties]:
        where = join(pointer, "required", said.index(name))
        wrong = f"`required` names {name}, which is no property"
        if schema.get("additionalProperties") is False:
            mending.told(where, Code.UNDECLARED_NAME, wrong, "left out")
            schema["required"] = [each for each in sequence(schema["required"]) if each != name]
        else:
            mending.told(where, Code.UNDECLARED_NAME, wrong, "read as a property of any value")
            properties[name] = {}
