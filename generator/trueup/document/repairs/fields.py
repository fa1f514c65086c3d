"""Repairs of single fields: text for a number, `"true"` for true, nothing where something has to be, unknown fields."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from trueup.document.json_values import JsonObject, JsonValue
from trueup.document.pointers import join
from trueup.document.repairs.mending import Mending
from trueup.document.walk import misfits
from trueup.findings import Code


def _kinds(**named: str) -> Mapping[str, str]:
    return {key: kind for kind, keys in named.items() for key in keys.split()}


# What each field of an object is; a field that isn't here has no meaning.
_FIELDS: Final[Mapping[str, Mapping[str, str]]] = {
    "document": _kinds(
        text="openapi jsonSchemaDialect $self",
        any="info servers paths webhooks components security tags externalDocs",
    ),
    "info": _kinds(text="title summary description termsOfService version", any="contact license"),
    "contact": _kinds(text="name url email"),
    "license": _kinds(text="name identifier url"),
    "server": _kinds(text="url description name", any="variables"),
    "variable": _kinds(text="default description", any="enum"),
    "tag": _kinds(text="name description summary parent kind", any="externalDocs"),
    "components": _kinds(
        any="schemas responses parameters examples requestBodies headers securitySchemes links"
        " callbacks pathItems mediaTypes"
    ),
    "path": _kinds(
        text="$ref summary description",
        any="servers parameters get put post delete options head patch trace query additionalOperations",
    ),
    "operation": _kinds(
        text="summary description operationId",
        flag="deprecated",
        any="tags externalDocs parameters requestBody responses callbacks security servers",
    ),
    "parameter": _kinds(
        text="name in description style",
        flag="required deprecated allowEmptyValue explode allowReserved",
        any="schema example examples content",
    ),
    "header": _kinds(
        text="description style",
        flag="required deprecated allowEmptyValue explode allowReserved",
        any="schema example examples content",
    ),
    "body": _kinds(text="description", flag="required", any="content"),
    "media": _kinds(any="schema example examples encoding itemSchema prefixEncoding itemEncoding"),
    "encoding": _kinds(
        text="contentType style",
        flag="explode allowReserved",
        any="headers encoding prefixEncoding itemEncoding",
    ),
    "response": _kinds(text="description summary", any="headers content links"),
    "security": _kinds(
        text="type description name in scheme bearerFormat openIdConnectUrl oauth2MetadataUrl",
        flag="deprecated",
        any="flows",
    ),
}
_SCHEMA: Final = _kinds(
    text="title description pattern format $comment contentMediaType contentEncoding",
    flag="nullable readOnly writeOnly deprecated uniqueItems",
    number="minimum maximum multipleOf",
    count="minLength maxLength minItems maxItems minProperties maxProperties minContains maxContains",
)


def repair_fields(mending: Mending) -> None:
    """Read each field as what it has to be; leave out what has no meaning."""
    _empty(mending)
    for part in mending.parts("schema"):
        if "$ref" not in part.node:
            _each(mending, part.pointer, part.node, _SCHEMA)
    referred = mending.referred()
    for part in mending.parts(*_FIELDS):
        known = _FIELDS[part.kind]
        if "$ref" in part.node and part.kind != "path":
            continue
        _each(mending, part.pointer, part.node, known)
        _as_schema(mending, part.kind, part.pointer, part.node)
        for key in [key for key in part.node if key not in known and not key.startswith("x-")]:
            where = join(part.pointer, key)
            wrong = f"{key} has no meaning in this place"
            if any(each.startswith(f"{where}/") for each in referred):
                mending.told(where, Code.MEANINGLESS, wrong, "read for what refers to it")
                continue
            mending.told(where, Code.MEANINGLESS, wrong, "left out")
            mending.drop(where)


def _empty(mending: Mending) -> None:
    """Leave out what is empty, or stands for nothing, where an object or a list has to be."""
    for pointer, _ in reversed(list(misfits(mending.parts()))):
        holder = mending.holder(pointer)
        value = dict(_members(holder))[
            pointer.rpartition("/")[2].replace("~1", "/").replace("~0", "~")
        ]
        above = pointer.split("/")
        unused = len(above) in (3, 4) and above[1] == "components"
        if value is None or (unused and not isinstance(value, bool)) or value in ([], {}):
            mending.told(pointer, Code.MEANINGLESS, "nothing of its kind stands here", "left out")
            mending.drop(pointer)


def _members(holder: JsonValue) -> Iterator[tuple[str, JsonValue]]:
    if isinstance(holder, dict):
        yield from holder.items()
    elif isinstance(holder, list):
        yield from ((str(index), value) for index, value in enumerate(holder))


def _each(mending: Mending, pointer: str, node: JsonObject, known: Mapping[str, str]) -> None:
    for key in [key for key in node if key in known]:
        kind, said = known[key], node[key]
        if kind == "any" or _fits(kind, said):
            continue
        where = join(pointer, key)
        wrong = f"{key} has to be {_WORDS[kind]}"
        made = _read(kind, said)
        if made is not None:
            mending.told(
                where,
                Code.MISSPELT,
                wrong,
                f"read as {str(made).lower() if kind == 'flag' else made}",
            )
            node[key] = made
        elif said is None:
            mending.told(where, Code.MEANINGLESS, wrong, "nothing stands here, left out")
            mending.drop(where)


_WORDS: Final = {
    "text": "text",
    "flag": "true or false",
    "number": "a number",
    "count": "a whole number",
}


def _fits(kind: str, value: JsonValue) -> bool:
    if kind == "text":
        return isinstance(value, str)
    if kind == "flag":
        return isinstance(value, bool)
    whole = isinstance(value, int) or (isinstance(value, float) and value.is_integer())
    number = not isinstance(value, bool) and isinstance(value, int | float)
    return number and (kind == "number" or whole)


def _read(kind: str, value: JsonValue) -> JsonValue:
    """Read a value as what it has to be; None: there is no sensible reading."""
    if kind == "text":
        return _as_text(value)
    if not isinstance(value, str):
        return None
    plain = value.strip().lower()
    if kind == "flag":
        return {"true": True, "false": False, "yes": True, "no": False}.get(plain)
    if re.fullmatch(r"-?[0-9]+", plain):
        return int(plain)
    return float(plain) if kind == "number" and re.fullmatch(r"-?[0-9]+\.[0-9]+", plain) else None


def _as_text(value: JsonValue) -> str | None:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, list) and value and all(isinstance(each, str) for each in value):
        return "\n".join(map(str, value))
    return None


def _as_schema(mending: Mending, kind: str, pointer: str, node: JsonObject) -> None:
    """Read a type that stands where a schema holds it as that schema's."""
    if kind not in ("parameter", "header", "media") or "schema" in node or "content" in node:
        return
    known = _FIELDS[kind]
    said = {key: value for key, value in node.items() if key not in known and key[:2] != "x-"}
    if "type" in said or "enum" in said:
        mending.told(
            pointer, Code.MEANINGLESS, "a type stands beside no schema", "read as its schema"
        )
        node["schema"] = said
        mending.moved(join(pointer, "schema"), pointer)
        for key in said:
            del node[key]
    elif kind != "media":
        mending.told(pointer, Code.FILLED_IN, "there is no schema", "read as any value")
        node["schema"] = {}
