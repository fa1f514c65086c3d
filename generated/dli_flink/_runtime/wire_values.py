"""Values from the text of parameters and forms: every way in which a text can be read by its schema.

A text may be read in several ways (`7` is an integer, and text too); which of them is meant is what the schema takes.
"""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from urllib.parse import unquote, unquote_plus

from .exchanges import Request
from .schemas import Json, JsonObject, found, mapping

# What stands between the items of a query parameter, by its style.
BETWEEN: Mapping[object, str] = {"spaceDelimited": r"%20|\+", "pipeDelimited": r"\||%7[Cc]"}
_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?")


def members(root: JsonObject, schema: Json) -> Iterator[JsonObject]:
    """Yield a schema, and all that it is joined or chosen from, references followed."""
    waiting, seen = [schema], set[int]()
    while waiting:
        node, _ = found(root, mapping(waiting.pop(0)))
        if id(node) in seen:
            continue
        seen.add(id(node))
        yield node
        for keyword in ("allOf", "anyOf", "oneOf"):
            within = node.get(keyword)
            waiting += within if isinstance(within, list) else []


def types(root: JsonObject, schema: Json) -> set[str]:
    """Name the types that a schema takes; none: any."""
    named: set[str] = set()
    for each in members(root, schema):
        said = each.get("type")
        named |= (
            {str(kind) for kind in said}
            if isinstance(said, list)
            else {str(said)}
            if said
            else set()
        )
        values = each.get("enum")
        for value in [
            *(values if isinstance(values, list) else []),
            *([each["const"]] if "const" in each else []),
        ]:
            named.add(_TYPE_OF.get(type(value), "string"))
        named |= {"object"} if "properties" in each else set()
    return named


_TYPE_OF: Mapping[type, str] = {
    bool: "boolean", int: "integer", float: "number", list: "array", dict: "object", type(None): "null",
}  # fmt: skip


def properties(root: JsonObject, schema: Json) -> dict[str, Json]:
    """Give the schemas of the properties that a schema names."""
    named: dict[str, Json] = {}
    for each in members(root, schema):
        named = {**mapping(each.get("properties")), **named}
    return named


def is_open(root: JsonObject, schema: Json) -> bool:
    """Say whether a schema says of other properties that there may be some."""
    kinds = [each.get("additionalProperties") for each in members(root, schema)]
    return any(isinstance(each, dict) or each is True for each in kinds)


def of_text(root: JsonObject, schema: Json, text: str) -> list[Json]:
    """Give what a text can be, by its schema; what says most comes first."""
    named, read = types(root, schema), list[Json]()
    if {"integer", "number"} & named and _NUMBER.fullmatch(text):
        read.append(json.loads(text))
    if "boolean" in named and text in ("true", "false"):
        read.append(text == "true")
    if "null" in named and text in ("", "null"):
        read.append(None)
    if {"array", "object"} & named:
        with contextlib.suppress(ValueError):
            read.append(json.loads(text))
    return [*read, text]


def of_list(root: JsonObject, schema: Json, texts: Iterable[str]) -> list[Json]:
    """Read the items of a list, each as what says most."""
    items = next((each["items"] for each in members(root, schema) if "items" in each), None)
    return [of_text(root, items, text)[0] for text in texts]


def of_pairs(root: JsonObject, schema: Json, pairs: Iterable[tuple[str, str]]) -> JsonObject:
    """Read the properties of an object; a name that stands several times is a list."""
    named, read = properties(root, schema), dict[str, Json]()
    others = next(
        (
            each["additionalProperties"]
            for each in members(root, schema)
            if "additionalProperties" in each
        ),
        None,
    )
    gathered: dict[str, list[str]] = {}
    for name, text in pairs:
        gathered.setdefault(name, []).append(text)
    for name, texts in gathered.items():
        kind = named.get(name, others)
        is_list = "array" in types(root, kind)
        read[name] = of_list(root, kind, texts) if is_list else of_text(root, kind, texts[-1])[0]
        if is_list and len(texts) == 1 and texts[0].startswith("["):
            read[name] = of_text(root, kind, texts[0])[0]
    return read


def of_parameter(
    root: JsonObject,
    parameter: JsonObject,
    request: Request,
    path: Mapping[str, str],
    others: Sequence[str],
) -> list[Json] | None:
    """Give what a parameter can have been given as; None where it was not given.

    `path`: the texts in the path; `others`: the names of the other parameters of the query.
    """
    name, where = str(parameter.get("name")), parameter.get("in")
    schema = parameter.get("schema")
    style = str(
        parameter.get("style") or {"query": "form", "cookie": "form"}.get(str(where), "simple")
    )
    explode = parameter.get("explode", style in ("form", "cookie"))
    if where in ("path", "header"):
        text = path.get(name) if where == "path" else request.header(name)
        if text is None:
            return None
        return _of_simple(root, schema, text, name, style, explode is True, quoted=where == "path")
    pairs = raw_pairs(request.raw_query) if where == "query" else _cookies(request)
    if style == "deepObject":
        deep = [(key, text) for key, text in pairs if unquote(key).startswith(f"{name}[")]
        return [_nested(root, schema, deep)] if deep else None
    named = properties(root, schema)
    if explode and (named or types(root, schema) == {"object"}):
        rest = is_open(root, schema) or not named
        own = [
            (unquote_plus(key), unquote_plus(text))
            for key, text in pairs
            if unquote_plus(key) in named or (rest and unquote_plus(key) not in others)
        ]
        if own or ("object" in types(root, schema) and len(types(root, schema)) == 1):
            return [of_pairs(root, schema, own)] if own else None
    texts = [text for key, text in pairs if unquote_plus(key) == name]
    if not texts:
        return None
    between = BETWEEN.get(style, ",")
    parts = texts if explode else re.split(between, texts[0]) if texts[0] else []
    return _alternatives(
        root, schema, [unquote_plus(each) for each in parts], unquote_plus(texts[-1])
    )


def _alternatives(root: JsonObject, schema: Json, parts: list[str], text: str) -> list[Json]:
    """Read what stands as a list of texts, and as one: as whatever the schema may mean."""
    named, read = types(root, schema), list[Json]()
    if "object" in named and len(parts) > 1 and len(parts) % 2 == 0:
        read.append(of_pairs(root, schema, zip(parts[::2], parts[1::2], strict=True)))
    if "array" in named:
        read += [of_list(root, schema, parts), [*parts]]
    if not named or named - {"array"} or "array" not in named:
        read += of_text(root, schema, text)
    return read


def _of_simple(
    root: JsonObject, schema: Json, text: str, name: str, style: str, explode: bool, *, quoted: bool
) -> list[Json]:
    """Read the styles simple, label (`.a.b`) and matrix (`;a=1;b=2`)."""
    between = ","
    if style == "label":
        text, between = text.removeprefix("."), "." if explode else ","
    elif style == "matrix":
        text, between = text.removeprefix(";"), ";" if explode else ","
        if not explode or (not properties(root, schema) and "object" not in types(root, schema)):
            text = ";".join(each.partition("=")[2] for each in text.split(";"))
    read = unquote if quoted else str.strip
    parts = [read(each) for each in text.split(between)] if text else []
    if explode and "object" in types(root, schema) and all("=" in each for each in parts):
        cut = (each.partition("=") for each in (text.split(between) if text else []))
        return [of_pairs(root, schema, [(read(key), read(value)) for key, _, value in cut])]
    return _alternatives(root, schema, parts, read(text))


def _nested(root: JsonObject, schema: Json, pairs: list[tuple[str, str]]) -> JsonObject:
    """Read `filter[a]=1&filter[b][c]=2`."""
    flat: list[tuple[str, str]] = []
    inner: dict[str, list[tuple[str, str]]] = {}
    for key, text in pairs:
        names = re.findall(r"\[([^\]]*)\]", unquote_plus(key))
        if len(names) > 1 and names[1]:
            rest = "".join(f"[{name}]" for name in names[1:])
            inner.setdefault(names[0], []).append((f"x{rest}", text))
        elif names:
            flat.append((names[0], unquote_plus(text)))
    read = of_pairs(root, schema, flat)
    for name, within in inner.items():
        kind = properties(root, schema).get(name)
        made = _nested(root, kind, within)
        numbered = "array" in types(root, kind) and all(each.isdecimal() for each in made)
        read[name] = [*made.values()] if numbered else made
    return read


def raw_pairs(query: str) -> list[tuple[str, str]]:
    """Take a query apart, as it stood on the wire."""
    cut = (each.partition("=") for each in query.split("&") if each)
    return [(key, text) for key, _, text in cut]


def _cookies(request: Request) -> list[tuple[str, str]]:
    cut = (each.strip().partition("=") for each in (request.header("Cookie") or "").split(";"))
    return [(key, text) for key, _, text in cut if key]
