"""The same calls for curl: what goes over the wire, as a command."""

from __future__ import annotations

import json
import re
import shlex
from base64 import b64encode
from collections.abc import Iterator
from typing import Final
from urllib.parse import quote

from trueup.document.json_values import JsonValue, mapping
from trueup.ir import Api, Body, Credential, Delivery, Media, Operation, Style, Where
from trueup.render.shown import Shown, base_url, credentials, secret_of

_BETWEEN: Final = {Style.SPACE: "%20", Style.PIPE: "%7C", Style.LABEL: ".", Style.MATRIX: ";"}
_SENDABLE: Final = re.compile(r"[\w!$&'()*+,;=:@/?%.~-]*", re.ASCII)
_SHORT: Final = 72
_PRINTABLE: Final = re.compile(r"[\x20-\x7e]*")


class Uncurled(ValueError):
    """A call that a single command of curl does not make."""


def command(api: Api, operation: Operation, call: Shown) -> str:
    """Write a command that makes a call; raise Uncurled."""
    asked = credentials(api, operation)
    if any(each.signer for each in asked):
        raise Uncurled("a signature is made of each request anew")
    verb = "--head" if operation.method == "HEAD" else f"--request {shlex.quote(operation.method)}"
    lines = [f"curl {verb} {shlex.quote(_url(api, operation, call, asked))}"]
    lines += [f"--header {shlex.quote(each)}" for each in _headers(operation, call, asked)]
    cookies = [*_pairs(call, Where.COOKIE), *_secrets(asked, Where.COOKIE)]
    if cookies:
        lines.append(f"--cookie {shlex.quote('; '.join(cookies))}")
    if call.has_body:
        lines.append(f"--data-raw {shlex.quote(_body(operation, call.body))}")
    if operation.delivery is Delivery.FILE:
        lines.append("--output answer.bin")
    return " \\\n  ".join(lines)


def _url(api: Api, operation: Operation, call: Shown, asked: list[Credential]) -> str:
    path = operation.path
    for each, value in call.parameters:
        if each.where is Where.PATH:
            text = in_path(each.wire, value, each.style, each.explode)
            path = path.replace(f"{{{each.wire}}}", text)
    if not _SENDABLE.fullmatch(path):
        raise Uncurled("a path of other letters than a URL has")
    query = [*_pairs(call, Where.QUERY), *_secrets(asked, Where.QUERY)]
    server = (operation.server or base_url(api)).rstrip("/")
    return (
        f"{server}{path}{'&' if '?' in path else '?'}{'&'.join(query)}"
        if query
        else f"{server}{path}"
    )


def _pairs(call: Shown, where: Where) -> list[str]:
    return [
        pair
        for each, value in call.parameters
        if each.where is where
        for pair in in_query(each.wire, value, each.style, each.explode)
    ]


def _secrets(asked: list[Credential], where: Where) -> list[str]:
    return [
        f"{_quoted(each.header)}={_quoted(secret_of(each))}"
        for each in asked
        if each.where is where
    ]


def _headers(operation: Operation, call: Shown, asked: list[Credential]) -> Iterator[str]:
    for credential in asked:
        if credential.where is Where.HEADER:
            name = b64encode(b"my-name:my-password").decode()
            text = (
                f"Basic {name}"
                if credential.basic
                else f"{credential.prefix}{secret_of(credential)}"
            )
            yield f"{credential.header}: {text}"
    for each, value in call.parameters:
        if each.where is Where.HEADER:
            text = in_header(value, each.style, each.explode)
            if not _PRINTABLE.fullmatch(text):
                raise Uncurled("a header of other letters than ASCII")
            yield f"{each.wire}: {text}" if text else f"{each.wire};"
    body = operation.body
    if call.has_body and body is not None and body.media is not Media.MULTIPART:
        yield f"Content-Type: {body.media_type}"


def _body(operation: Operation, value: JsonValue) -> str:
    match operation.body:
        case Body(media=Media.JSON):
            flat = json.dumps(value)
            return flat if len(flat) < _SHORT else json.dumps(value, indent=2)
        case Body(media=Media.FORM, encodings=()):
            named = mapping(value).items()
            pairs = (in_query(name, each, Style.FORM, explode=True) for name, each in named)
            return "&".join(each for found in pairs for each in found)
        case Body(media=Media.TEXT) if isinstance(value, str) and _PRINTABLE.fullmatch(value):
            return value
        case _:
            raise Uncurled("a body that is no text")


def in_query(name: str, value: JsonValue, style: Style, explode: bool) -> list[str]:
    """Write a value as the pairs that it is in a query; raise Uncurled."""
    key = _quoted(name)
    if style in (Style.DEEP, Style.LINES, Style.SEQUENCE, Style.COOKIE):
        raise Uncurled(f"the style {style}")
    if style is Style.JSON or (isinstance(value, dict) and style is Style.PLAIN):
        return [f"{key}={_quoted(json.dumps(value, separators=(',', ':')))}"]
    if isinstance(value, list) and (explode or style is Style.PLAIN):
        return [f"{key}={_quoted(_text(each))}" for each in value]
    if isinstance(value, dict) and explode:
        return [f"{_quoted(inner)}={_quoted(_text(each))}" for inner, each in value.items()]
    return [f"{key}={_BETWEEN.get(style, ',').join(map(_quoted, _flat(value)))}"]


def in_path(name: str, value: JsonValue, style: Style, explode: bool) -> str:
    """Write a value as it stands in a path; raise Uncurled."""
    if style is Style.JSON:
        return _quoted(json.dumps(value, separators=(",", ":")))
    if style in (Style.LABEL, Style.MATRIX):
        raise Uncurled(f"the style {style}")
    pieces = [f"{_quoted(k)}={_quoted(_text(each))}" for k, each in mapping(value).items()]
    return ",".join(pieces if explode and pieces else map(_quoted, _flat(value)))


def in_header(value: JsonValue, style: Style, explode: bool) -> str:
    """Write a value as it stands in a header."""
    if style is Style.JSON:
        return _text(value)
    if isinstance(value, dict) and explode:
        return ",".join(f"{key}={_text(each)}" for key, each in value.items())
    return ",".join(_flat(value))


def _flat(value: JsonValue) -> list[str]:
    if isinstance(value, dict):
        return [text for key, each in value.items() for text in (key, _text(each))]
    return list(map(_text, value)) if isinstance(value, list) else [_text(value)]


def _text(value: JsonValue) -> str:
    return value if isinstance(value, str) else json.dumps(value, separators=(",", ":"))


def _quoted(text: str) -> str:
    return quote(text, safe="", errors="replace")
