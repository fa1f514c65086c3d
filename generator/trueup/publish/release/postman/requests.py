"""A request of a collection, and the answers that are saved with it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Final

from trueup.document.json_values import JsonObject, JsonValue, mapping
from trueup.ir import Api, Declaration, Media, Operation, Parameter, Style, Where
from trueup.publish.examples import Example
from trueup.publish.release.postman.access import Access
from trueup.publish.release.postman.variables import Variables
from trueup.render.curl import Uncurled, in_header, in_path, in_query
from trueup.render.samples import NoSample, sample_of
from trueup.render.shown import Shown, shown
from trueup.standin.judging import essence, is_json
from trueup.standin.writing import written

_TEMPLATE: Final = re.compile(r"{([^{}]*)}")
_SPOKEN: Final = re.compile(r"\b[2-5][0-9]{2}\b")


@dataclass(frozen=True, slots=True)
class Requests:
    """Makes the requests of an API. What is optional is switched off; what has no value to show stays empty."""

    api: Api
    variables: Variables
    declared: Mapping[str, Declaration] = field(init=False)

    def __post_init__(self) -> None:
        declared = {each.key: each for each in self.api.declarations}
        object.__setattr__(self, "declared", declared)

    def request(self, operation: Operation, base: str, access: Access) -> JsonObject:
        """Make the request of an operation, with the smallest body that makes sense."""
        made: JsonObject = {
            "method": operation.method,
            "header": [*self._headers(operation, access)],
            "url": self._url(operation, base, access),
        }
        if operation.doc:
            made["description"] = operation.doc
        body = operation.body
        if body is not None and (call := self._shown(operation)) is not None and call.has_body:
            made = with_body(made, body.media_type, body.media, call.body)
        return made

    def _shown(self, operation: Operation) -> Shown | None:
        try:
            return shown(operation, self.declared)
        except NoSample:
            return None

    def _headers(self, operation: Operation, access: Access) -> Iterator[JsonValue]:
        for each in operation.parameters:
            if each.where is Where.HEADER:
                value = self._value(each)
                text = "" if value is None else _in_header(each, value)
                yield _entry(each.wire, text, each.doc, off=not each.required)
        cookies = [each for each in operation.parameters if each.where is Where.COOKIE]
        for each in cookies:
            text = "&".join(self._pairs(each)) or f"{each.wire}="
            yield _entry("Cookie", text, each.doc, off=not each.required)
        for name, text in access.headers:
            yield _entry(name, text, "")

    def _value(self, parameter: Parameter) -> JsonValue:
        """Give a value to fill in: an example, and for what has to be sent at least what would be taken."""
        if not parameter.required and parameter.example is None:
            return None
        try:
            return sample_of(parameter, self.declared)
        except NoSample:
            return None

    def _pairs(self, parameter: Parameter) -> list[str]:
        value = self._value(parameter)
        if value is None:
            return []
        if parameter.style is Style.DEEP:
            pairs = ((f"{parameter.wire}[{key}]", each) for key, each in mapping(value).items())
            return [text for name, each in pairs for text in in_query(name, each, Style.FORM, True)]
        try:
            return in_query(parameter.wire, value, parameter.style, parameter.explode)
        except Uncurled:
            return []

    def _url(self, operation: Operation, base: str, access: Access) -> JsonObject:
        path, _, fixed = operation.path.partition("?")
        inside = {each.wire: each for each in operation.parameters if each.where is Where.PATH}
        segments = [self._segment(each, inside) for each in path.lstrip("/").split("/")]
        own = [each for each in path.lstrip("/").split("/") if _TEMPLATE.fullmatch(each)]
        query = [*_fixed(fixed), *self._query(operation, access)]
        sent = [each for each in query if not each.get("disabled")]
        text = "&".join(f"{each['key']}={each['value']}" for each in sent)
        made: JsonObject = {
            "raw": f"{base}/{'/'.join(segments)}{f'?{text}' if text else ''}",
            "host": [base],
            "path": [*segments],
        }
        if query:
            made["query"] = [*query]
        variables = [self._filled(inside[each[1:-1]]) for each in own if each[1:-1] in inside]
        return {**made, "variable": [*variables]} if variables else made

    def _segment(self, segment: str, inside: Mapping[str, Parameter]) -> str:
        """Write a segment of a path: one that is a parameter as Postman's own, one that has some with variables."""
        whole = _TEMPLATE.fullmatch(segment)
        if whole and whole[1] in inside:
            return f":{whole[1]}"
        return _TEMPLATE.sub(lambda found: self._within(found[1], inside), segment)

    def _within(self, name: str, inside: Mapping[str, Parameter]) -> str:
        parameter = inside.get(name)
        text, doc = ("", "") if parameter is None else (self._in_path(parameter), parameter.doc)
        return self.variables.named("segment", name, text, doc)

    def _filled(self, parameter: Parameter) -> JsonObject:
        text = self._in_path(parameter)
        if parameter.per_client:
            text = self.variables.named("setting", parameter.wire, text, parameter.doc)
        return _entry(parameter.wire, text, parameter.doc)

    def _in_path(self, parameter: Parameter) -> str:
        value = self._value(parameter)
        try:
            shown_ = in_path(parameter.wire, value, parameter.style, parameter.explode)
        except Uncurled:
            return ""
        return "" if value is None else shown_

    def _query(self, operation: Operation, access: Access) -> Iterator[JsonObject]:
        for each in operation.parameters:
            if each.where is Where.QUERY:
                for pair in self._pairs(each) or [f"{each.wire}="]:
                    name, _, text = pair.partition("=")
                    yield _entry(name, text, each.doc, off=not each.required)
        for name, text in access.query:
            yield _entry(name, text, "")


def _fixed(query: str) -> Iterator[JsonObject]:
    for pair in filter(None, query.split("&")):
        name, _, text = pair.partition("=")
        yield _entry(name, text, "")


def _entry(key: str, value: str, doc: str, *, off: bool = False) -> JsonObject:
    said: JsonObject = {"key": key, "value": value}
    said |= {"description": doc} if doc else {}
    return {**said, "disabled": True} if off else said


def _in_header(parameter: Parameter, value: JsonValue) -> str:
    return in_header(value, parameter.style, parameter.explode)


def with_body(request: JsonObject, media_type: str, media: Media, value: JsonValue) -> JsonObject:
    """Give a request with a body of a media type."""
    headers = request["header"]
    given: list[JsonValue] = headers if isinstance(headers, list) else []
    if media is not Media.MULTIPART:
        given = [*given, _entry("Content-Type", media_type, "")]
    return {**request, "header": given, "body": _body(media_type, media, value)}


def _body(media_type: str, media: Media, value: JsonValue) -> JsonObject:
    match media:
        case Media.FORM if isinstance(value, dict):
            return {"mode": "urlencoded", "urlencoded": [*_fields(value)]}
        case Media.MULTIPART if isinstance(value, dict):
            return {
                "mode": "formdata",
                "formdata": [{**each, "type": "text"} for each in _fields(value)],
            }
        case Media.BYTES:
            return {"mode": "file", "file": {"src": None}}
        case _:
            return _raw(media_type, value)


def _raw(media_type: str, value: JsonValue) -> JsonObject:
    kind = essence(media_type)
    language = "json" if is_json(kind) else "xml" if kind.endswith("xml") else "text"
    options: JsonObject = {"raw": {"language": language}}
    return {"mode": "raw", "raw": as_text(media_type, value), "options": options}


def as_text(media_type: str, value: JsonValue, *, several: bool = False) -> str:
    """Write a value as a media type has it."""
    if is_json(media_type):
        return json.dumps(value, indent=2, ensure_ascii=False)
    return written(value, media_type, several=several).decode()


def _fields(value: JsonObject) -> Iterator[JsonObject]:
    for name, each in value.items():
        for item in each if isinstance(each, list) else [each]:
            text = item if isinstance(item, str) else json.dumps(item, ensure_ascii=False)
            yield _entry(name, text, "")


def answer(example: Example, original: JsonObject) -> JsonObject:
    """Make the saved answer that an example of an answer's body is."""
    subject, code = example.subject, _code(example)
    value = example.said.get("value")
    return {
        "name": titled(example),
        "originalRequest": original,
        "status": HTTPStatus(code).phrase if code in {*HTTPStatus} else "",
        "code": code,
        "header": [_entry("Content-Type", subject.media_type, "")],
        "body": as_text(subject.media_type, value, several="itemSchema" in subject.holder),
    }


def titled(example: Example) -> str:
    """Say what an example shows."""
    summary = example.said.get("summary")
    return summary if isinstance(summary, str) and summary else example.name


def _code(example: Example) -> int:
    """Give the status that an example is of; of one for several, the one that its summary speaks of."""
    key = str(example.subject.said.get("status"))
    if key.isdecimal():
        return int(key)
    spoken = _SPOKEN.search(str(example.said.get("summary", "")))
    return int(spoken[0]) if spoken else int(f"{key[0]}00") if key[0].isdecimal() else 500
