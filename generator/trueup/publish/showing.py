"""Make the request, or the response, that shows a change: all that an operation asks for, and what changed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from urllib.parse import quote

from trueup.document.json_values import JsonObject, JsonValue, canonical, mapping, text_of
from trueup.document.pointers import at, join
from trueup.kinds import Side
from trueup.publish.credentials import Alternative, alternatives, sent_with
from trueup.publish.edition import Edition
from trueup.publish.exchange import Headers, Request, Response
from trueup.publish.operation import Operation, Parameter, body_of, parameters
from trueup.standin.judging import essence
from trueup.standin.samples import samples
from trueup.standin.writing import written

_BETWEEN: Mapping[str, str] = {"spaceDelimited": "%20", "pipeDelimited": "|"}
_SAFE = "~-._"
_RESERVED = ":/?#[]@!$&'()*+,;="


def request(
    operation: Operation, *, having: str = "", media: str | None = None,
    credentials: Alternative | None = None, server: str = "", empty: bool = False,
) -> Request:  # fmt: skip
    """Make a request that an operation takes: what it requires, and a parameter by its field, or a body.

    `media`: of a body that is sent though none is required; `empty`: the parameter has no value.
    """
    path, query, headers, cookies = (
        operation.path,
        list[str](),
        list[tuple[str, str]](),
        list[str](),
    )
    for each in parameters(operation).values():
        if each.required or each.field == having:
            value = "" if empty and each.field == having else _value(operation.edition, each)
            match each.where:
                case "path":
                    path = path.replace(f"{{{each.name}}}", _in_path(each, value))
                case "header":
                    headers.append((each.name, _simple(value)))
                case "cookie":
                    cookies.append(f"{each.name}={_simple(value)}")
                case _:
                    query += _in_query(each.node, value)
    chosen = (
        alternatives(operation.edition, operation.node)[0] if credentials is None else credentials
    )
    for where, name, text in sent_with(chosen):
        if where == "header":
            headers.append((name, text))
        elif where == "cookie":
            cookies.append(f"{name}={text}")
        else:
            query.append(f"{quote(name)}={text}")
    if cookies:
        headers.append(("Cookie", "; ".join(cookies)))
    body_headers, body = _body(operation, media)
    target = re.sub(r"{[^{}]*}", "text", path) + (f"?{'&'.join(query)}" if query else "")
    return Request(operation.method.upper(), server + target, (*headers, *body_headers), body)


def response(
    edition: Edition, status: str, answer: tuple[str, JsonObject], media: str | None = None,
    having: str = "",
) -> Response:  # fmt: skip
    """Make a response that an edition gives; `having`: a header that need not be there."""
    made = [
        (name, _simple(_sample(edition, join(pointer, "schema"), Side.RESPONSE)))
        for name, raw in mapping(answer[1].get("headers")).items()
        for pointer, said in [edition.follow(join(answer[0], "headers", name), mapping(raw))]
        if said.get("required") is True or name.lower() == having.lower()
    ]
    headers, body = _content(edition, answer, media, Side.RESPONSE)
    number = int(status.upper().replace("XX", "99")) if status != "default" else 599
    return Response(number, (*made, *headers), body)


def _body(operation: Operation, media: str | None) -> tuple[Headers, str]:
    pointer, body = body_of(operation)
    if media is None and body.get("required") is not True:
        return (), ""
    return _content(operation.edition, (pointer, body), media, Side.REQUEST)


def _content(
    edition: Edition, holder: tuple[str, JsonObject], media: str | None, side: Side
) -> tuple[Headers, str]:
    content = mapping(holder[1].get("content"))
    name = media if media in content else next(iter(content), None)
    if name is None:
        return (), ""
    value = _sample(edition, join(holder[0], "content", name, "schema"), side)
    shown = name.replace("*/*", "application/x-any").replace("/*", "/x-any")
    encoding = mapping(mapping(content[name]).get("encoding"))
    if isinstance(value, dict) and essence(name) == "application/x-www-form-urlencoded":
        pieces = (
            _in_query({**mapping(encoding.get(key)), "name": key}, each)
            for key, each in value.items()
        )
        return (("Content-Type", shown),), "&".join(piece for some in pieces for piece in some)
    if isinstance(value, dict) and essence(name).startswith("multipart/"):
        parts = (_part(key, each, mapping(encoding.get(key))) for key, each in value.items())
        return (("Content-Type", f"{shown}; boundary=part"),), f"{''.join(parts)}--part--"
    return (("Content-Type", shown),), written(value, shown).decode("utf-8", "replace")


def _part(name: str, value: JsonValue, encoding: JsonObject) -> str:
    kind = text_of(encoding.get("contentType"))
    said = f"Content-Type: {kind}\r\n" if kind else ""
    return (
        f'--part\r\nContent-Disposition: form-data; name="{name}"\r\n{said}\r\n{_text(value)}\r\n'
    )


def _value(edition: Edition, parameter: Parameter) -> JsonValue:
    content = mapping(parameter.node.get("content"))
    for name in content:
        inner = join(parameter.pointer, "content", name, "schema")
        return canonical(_sample(edition, inner, Side.REQUEST))
    return _sample(edition, join(parameter.pointer, "schema"), Side.REQUEST)


def _sample(edition: Edition, pointer: str, side: Side) -> JsonValue:
    """Give a value that a schema takes, where one is found."""
    try:
        schema = at(edition.root, pointer)
    except KeyError:
        return "text"
    made = [*samples(edition.root, schema)]
    good = next((each for each in made if edition.takes(pointer, each, side)), made[0])
    several = _doubled(good)
    return several if edition.takes(pointer, several, side) else good


def _doubled(value: JsonValue) -> JsonValue:
    """Give lists twice as long: several items are written another way than one."""
    if isinstance(value, dict):
        return {
            key: _doubled(each) if isinstance(each, list) else each for key, each in value.items()
        }
    return [*value, *value] if isinstance(value, list) else value


def _text(value: JsonValue) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def _flat(value: JsonValue) -> Iterator[str]:
    if isinstance(value, list):
        yield from map(_text, value)
    elif isinstance(value, dict):
        yield from (_text(each) for pair in value.items() for each in pair)
    else:
        yield _text(value)


def _simple(value: JsonValue) -> str:
    return ",".join(_flat(value))


def _in_path(parameter: Parameter, value: JsonValue) -> str:
    text = ",".join(quote(each, safe=_SAFE) for each in _flat(value)) or "text"
    before = {"label": ".", "matrix": f";{parameter.name}="}
    return before.get(text_of(parameter.node.get("style")), "") + text


def _in_query(said: JsonObject, value: JsonValue) -> Iterator[str]:
    """Write a parameter of the query, or a field of a form, piece by piece."""
    name, style = quote(text_of(said.get("name"))), text_of(said.get("style")) or "form"
    reserved = said.get("allowReserved") is True
    safe = _SAFE + (_RESERVED if reserved else "")
    explode = said.get("explode", style in ("form", "deepObject")) is True
    if reserved and isinstance(value, str):
        value += "/"  # which is what it makes a difference for

    def text(each: JsonValue) -> str:
        return quote(_text(each), safe=safe)

    if isinstance(value, dict) and style == "deepObject":
        yield from (f"{name}[{quote(key)}]={text(each)}" for key, each in value.items())
    elif isinstance(value, dict) and explode:
        yield from (f"{quote(key)}={text(each)}" for key, each in value.items())
    elif isinstance(value, list) and explode:
        yield from (f"{name}={text(each)}" for each in value)
    else:
        yield f"{name}={_BETWEEN.get(style, ',').join(map(text, _flat(value)))}"
