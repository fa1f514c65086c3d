"""Hold a request to the document: its parameters, its body, and whether a credential is there."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from email.parser import BytesParser
from email.policy import HTTP
from urllib.parse import unquote_plus

from .exchanges import Objection, Request
from .routes import Match, Operation
from .schemas import Json, JsonObject, Judge, below, found, mapping
from .wire_values import BETWEEN, of_pairs, of_parameter, raw_pairs, types

# Headers that OpenAPI describes elsewhere, and passes over as parameters.
_ELSEWHERE = ("accept", "content-type", "authorization")


def is_json(media_type: str) -> bool:
    """Say whether a media type is JSON."""
    return (
        re.fullmatch(r"application/json|text/json|[^/]+/[^/]+\+json", essence(media_type))
        is not None
    )


def essence(media_type: str) -> str:
    """Give a media type without its parameters."""
    return media_type.partition(";")[0].strip().lower()


def described(content: JsonObject, media_type: str) -> str | None:
    """Give the key of `content` that describes a media type: itself, or the range that it is of."""
    wanted = essence(media_type)
    kind = wanted.partition("/")[0]
    for fit in (wanted, "application/*+json" if is_json(wanted) else "", f"{kind}/*", "*/*"):
        for key in content:
            if essence(key) == fit:
                return key
    return None


class Requests:
    """Judges requests by a document."""

    def __init__(self, root: JsonObject, judge: Judge) -> None:
        self._root, self._judge = root, judge

    def objections(self, match: Match, request: Request) -> Iterator[Objection]:
        """Yield what the document does not allow in a request, each at its place."""
        declared = match.operation.parameters
        query = [str(each.get("name")) for _, each in declared if each.get("in") == "query"]
        for pointer, each in declared:
            if each.get("in") == "querystring":
                yield from self._query_string(pointer, each, request)
            elif not (each.get("in") == "header" and str(each.get("name")).lower() in _ELSEWHERE):
                yield from self._parameter(pointer, each, match, request, query)
        yield from self._body(match.operation, request)

    def lacks_credential(self, operation: Operation, request: Request) -> bool:
        """Say whether an operation asks for credentials of which no alternative is there."""
        asked = operation.said.get("security", self._root.get("security"))
        if not isinstance(asked, list) or not asked:
            return False
        schemes = mapping(mapping(self._root.get("components")).get("securitySchemes"))
        return not any(
            all(
                _is_there(found(self._root, mapping(schemes.get(name)))[0], request)
                for name in mapping(each)
            )
            for each in asked
        )

    def _parameter(
        self, pointer: str, said: JsonObject, match: Match, request: Request, query: list[str]
    ) -> Iterator[Objection]:
        where = f"{said.get('in')} {said.get('name')}"
        others = [name for name in query if name != said.get("name")]
        read = of_parameter(self._root, said, request, match.path, others)
        if read is None:
            if said.get("required") is True:
                yield Objection(where, "it is required")
            return
        if said.get("allowEmptyValue") is True and read[-1] in ("", []):
            return
        for media_type in mapping(said.get("content")):
            if not is_json(media_type):
                return
            try:
                read = [json.loads(str(read[-1]))]
            except ValueError:
                yield Objection(where, "it is not JSON")
                return
            pointer = below(pointer, "content", media_type)
        yield from self._held(below(pointer, "schema"), where, read)

    def _query_string(
        self, pointer: str, said: JsonObject, request: Request
    ) -> Iterator[Objection]:
        """Judge a query that is one value as a whole, as OpenAPI 3.2 has it."""
        for media_type, media in mapping(said.get("content")).items():
            schema = mapping(media).get("schema")
            if essence(media_type) == "application/x-www-form-urlencoded" and request.raw_query:
                value = of_pairs(self._root, schema, request.query)
                yield from self._held(
                    below(pointer, "content", media_type, "schema"), "query", [value]
                )
            elif said.get("required") is True and not request.raw_query:
                yield Objection("query", "it is required")

    def _held(self, pointer: str, where: str, read: list[Json]) -> Iterator[Objection]:
        """Yield nothing where one way to read something is what the schema takes; else what is wrong with the first."""
        judged = [self._judge.objections(pointer, each, "request") for each in read]
        for place, why in judged[0] if all(judged) else ():
            yield Objection(f"{where} {place}".strip(), why)

    def _body(self, operation: Operation, request: Request) -> Iterator[Objection]:
        said, referred = found(self._root, mapping(operation.said.get("requestBody")))
        given = request.header("Content-Type")
        if not request.content and given is None:
            if said.get("required") is True:
                yield Objection("body", "it is required")
            return
        content = mapping(said.get("content"))
        if not content:
            if request.content:
                yield Objection("body", "the document has none here")
            return
        key = described(content, given or "application/octet-stream")
        if key is None:
            yield Objection("header Content-Type", f"{given} is none of {', '.join(content)}")
            return
        pointer = below(referred or below(operation.pointer, "requestBody"), "content", key)
        media, elsewhere = found(self._root, mapping(content[key]))
        yield from self._media(elsewhere or pointer, media, given or key, request)

    def _media(
        self, pointer: str, media: JsonObject, media_type: str, request: Request
    ) -> Iterator[Objection]:
        schema = media.get("schema")
        item = "itemSchema" in media and "schema" not in media
        pointer = below(pointer, "itemSchema" if item else "schema")
        if schema is None and not item:
            return
        try:
            encoding = mapping(media.get("encoding"))
            values = [*_values(self._root, schema, encoding, media_type, request.content)]
        except ValueError as error:
            yield Objection("body", str(error))
            return
        for value in values:
            yield from self._held(pointer, "body", value)


def _values(
    root: JsonObject, schema: Json, encoding: JsonObject, media_type: str, content: bytes
) -> Iterator[list[Json]]:
    """Yield what a body holds, each with the ways to read it. Raise ValueError where it is not what it says.

    Bytes and XML have no value that a schema could judge.
    """
    kind = essence(media_type)
    if is_json(kind):
        try:
            yield [json.loads(content)]
        except ValueError as error:
            raise ValueError(f"it is not JSON: {error}") from None
    elif kind in ("application/jsonl", "application/x-ndjson", "application/json-seq"):
        lines = [
            json.loads(line) for line in content.replace(b"\x1e", b"").splitlines() if line.strip()
        ]
        if "array" in types(root, schema):
            yield [lines]
        else:
            yield from ([each] for each in lines)
    elif kind == "application/x-www-form-urlencoded":
        yield [of_pairs(root, schema, _fields(content.decode("utf-8"), encoding))]
    elif kind.startswith("multipart/"):
        yield [of_pairs(root, schema, _parts(content, media_type))]
    elif kind.startswith("text/") and kind != "text/xml" and "string" in types(root, schema):
        yield [content.decode("utf-8")]


def _fields(form: str, encoding: JsonObject) -> Iterator[tuple[str, str]]:
    """Yield the fields of a form: name and text; of one that is a joined list, each item."""
    for key, text in raw_pairs(form):
        name = unquote_plus(key)
        said = mapping(encoding.get(name))
        joined = said.get("explode") is False
        for each in re.split(BETWEEN.get(said.get("style"), ","), text) if joined else [text]:
            yield name, unquote_plus(each)


def _parts(content: bytes, media_type: str) -> Iterator[tuple[str, str]]:
    """Yield the parts of a multipart body: name and text; bytes keep their values as characters."""
    head = f"Content-Type: {media_type}\r\nMIME-Version: 1.0\r\n\r\n".encode()
    message = BytesParser(policy=HTTP).parsebytes(head + content)
    if not message.is_multipart():
        raise ValueError("it is not multipart, as its Content-Type says")
    for part in message.iter_parts():
        name = part.get_param("name", header="Content-Disposition")
        held = part.get_payload(decode=True)
        raw = held if isinstance(held, bytes) else b""
        try:
            yield str(name), raw.decode("utf-8")
        except UnicodeDecodeError:
            yield str(name), raw.decode("latin-1")


def _is_there(scheme: JsonObject, request: Request) -> bool:
    """Say whether a credential was sent; a certificate can't be seen, so it counts as sent."""
    kind, name = scheme.get("type"), str(scheme.get("name"))
    if kind == "apiKey":
        match scheme.get("in"):
            case "header":
                return request.header(name) is not None
            case "query":
                return any(key == name for key, _ in request.query)
            case _:
                cookies = (request.header("Cookie") or "").split(";")
                return any(each.strip().startswith(f"{name}=") for each in cookies)
    if kind == "mutualTLS":
        return True
    wanted = str(scheme.get("scheme", "bearer")).lower() if kind == "http" else "bearer"
    return (request.header("Authorization") or "").lower().startswith(f"{wanted} ")
