"""The answers that a document has for an operation: its examples, or what its schemas make."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from http import HTTPStatus
from typing import Final

from .exchanges import Answer, Behaviour, Request, Unanswerable
from .judging import described, essence, is_json
from .routes import Operation
from .samples import samples
from .schemas import Json, JsonObject, Judge, below, found, mapping
from .writing import accepted, in_header, written

# What a range of media types is answered with.
_OF_RANGE: Final = {
    "*/*": "application/json",
    "application/*": "application/json",
    "text/*": "text/plain",
    "image/*": "image/png",
}
# Where people look for the reason of an error.
_REASONS: Final = (
    "error_msg",
    "message",
    "detail",
    "error_message",
    "error_description",
    "description",
    "title",
    "error",
)
_GATEWAY: Final = b"<!DOCTYPE html>\n<html><head><title>Bad Gateway</title></head><body>Bad Gateway</body></html>\n"


class Answers:
    """Makes the answers of a document's operations. Both methods raise Unanswerable."""

    def __init__(self, root: JsonObject, judge: Judge) -> None:
        self._root, self._judge = root, judge

    def refusal(
        self, operation: Operation | None, request: Request, status: int, why: str
    ) -> Answer:
        """Answer what is not allowed, with the documented error, which says why where it has a place for that."""
        if operation is None:
            return _plain(status, why)
        key, pointer, _ = self._response(operation, status)
        if key is None:
            return _plain(status, why)
        try:
            answer = self.answer(operation, request, Behaviour(status=status))
        except Unanswerable:
            return _plain(status, why)
        media = dict(answer.headers).get("Content-Type", "")
        if not is_json(media):
            return answer if answer.content else _plain(status, why)
        body: Json = json.loads(answer.content)
        for name in _REASONS:
            if status != 401 and isinstance(body, dict) and isinstance(body.get(name), str):
                told: Json = {**body, name: why}
                schema = self._schema_at(pointer, media)
                if not self._judge.objections(schema, told, "response"):
                    content = written(told, media)
                    return Answer(status, answer.headers, content)
        return answer

    def answer(self, operation: Operation, request: Request, behaviour: Behaviour) -> Answer:
        """Answer a request that is allowed, as it is asked to be."""
        if behaviour.fault == "html":
            return Answer(
                behaviour.status or 502,
                (("Content-Type", "text/html"),),
                _GATEWAY,
                behaviour.delay,
                "html",
            )
        status = behaviour.status or self._status(operation, behaviour.example)
        key, pointer, said = self._response(operation, status)
        headers = dict(self._headers(said))
        content = b""
        if behaviour.content is not None:
            content = behaviour.content
            headers["Content-Type"] = behaviour.media_type
            if behaviour.checked:
                self._check(operation, status, pointer, said, behaviour)
        elif status >= 200 and status not in (204, 205, 304):
            media_type, content = self._body(pointer, said, request, behaviour.example, status)
            if key is None and not behaviour.example:
                media_type, content = "text/plain", f"{status} {_phrase(status)}\n".encode()
            if media_type:
                headers["Content-Type"] = media_type
        given = {name.lower() for name in behaviour.headers}
        kept = [(name, text) for name, text in headers.items() if name.lower() not in given]
        if behaviour.fault == "empty":
            content = b""
        return Answer(
            status, (*kept, *behaviour.headers.items()), content, behaviour.delay, behaviour.fault
        )

    def _status(self, operation: Operation, example: str | None) -> int:
        """Give the status of the documented success, or of the answer that has an example."""
        documented = mapping(operation.said.get("responses"))
        good = sorted(documented, key=lambda each: not each.startswith("2"))
        if example is not None:
            named = [key for key in good if example in self._named(operation, key)]
            if not named:
                raise Unanswerable(
                    f"{operation.name} has no example {example}{self._known(operation)}"
                )
            good = named
        key = next(iter(good), "204")
        if key == "default":
            return self._named(operation, key).get(example or "") or (
                200 if len(documented) == 1 else 500
            )
        return int(f"{key[0]}00") if key[1:].upper() == "XX" else int(key)

    def _named(self, operation: Operation, key: str) -> dict[str, int | None]:
        """Give the names of an answer's examples, with the status that a summary speaks of."""
        said, _ = found(self._root, mapping(mapping(operation.said.get("responses")).get(key)))
        return {
            name: _status_in(found(self._root, mapping(example))[0])
            for media in mapping(said.get("content")).values()
            for name, example in mapping(
                found(self._root, mapping(media))[0].get("examples")
            ).items()
        }

    def _known(self, operation: Operation) -> str:
        keys = mapping(operation.said.get("responses"))
        names = sorted({name for key in keys for name in self._named(operation, key)})
        return f"; it has {', '.join(names)}" if names else ""

    def _response(self, operation: Operation, status: int) -> tuple[str | None, str, JsonObject]:
        """Give what is documented for a status: the key, the pointer and the Response Object."""
        documented = mapping(operation.said.get("responses"))
        for key in (str(status), f"{status // 100}XX", f"{status // 100}xx", "default"):
            if key in documented:
                said, referred = found(self._root, mapping(documented[key]))
                return key, referred or below(operation.pointer, "responses", key), said
        return None, "", {}

    def _headers(self, said: JsonObject) -> Iterator[tuple[str, str]]:
        """Yield the documented headers of an answer that are a must, or have an example."""
        for name, raw in mapping(said.get("headers")).items():
            header, _ = found(self._root, mapping(raw))
            schema, _ = found(self._root, mapping(header.get("schema")))
            shown = [
                *_examples(self._root, header),
                *_examples(self._root, {k: schema[k] for k in ("example",) if k in schema}),
            ]
            if name.lower() != "content-type" and (shown or header.get("required") is True):
                value = shown[0] if shown else next(samples(self._root, schema))
                yield name, in_header(value)

    def _body(
        self, pointer: str, said: JsonObject, request: Request, example: str | None, status: int
    ) -> tuple[str, bytes]:
        content = mapping(said.get("content"))
        if not content:
            return "", b""
        key = accepted(content, request.header("Accept") or "*/*", example, self._root)
        media, _ = found(self._root, mapping(content[key]))
        media_type = _OF_RANGE.get(essence(key), key)
        value = self._value(
            below(pointer, "content", key), media, media_type, said, example, status
        )
        return media_type, written(value, media_type, several="itemSchema" in media)

    def _value(
        self,
        pointer: str,
        media: JsonObject,
        media_type: str,
        said: JsonObject,
        example: str | None,
        status: int,
    ) -> Json:
        named = mapping(media.get("examples"))
        if example is not None:
            if example not in named:
                raise Unanswerable(
                    f"the answer {status} has no example {example}; it has {', '.join(named) or 'none'}"
                )
            return found(self._root, mapping(named[example]))[0].get("value")
        told = (found(self._root, mapping(each))[0] for each in named.values())
        fitting = next((each for each in told if _status_in(each) == status), {})
        shown = [
            *_examples(self._root, fitting and {"examples": {"": fitting}}),
            *_examples(self._root, media),
        ]
        if shown:
            return shown[0]
        return self._made(pointer, media, media_type, said)

    def _made(self, pointer: str, media: JsonObject, media_type: str, said: JsonObject) -> Json:
        """Make a value of the schema, one that means success where the document says how that is told."""
        _, elsewhere = found(self._root, mapping(media))
        where = "itemSchema" if "itemSchema" in media and "schema" not in media else "schema"
        rule = mapping(said.get("x-success-when"))
        if where not in media:
            return {} if is_json(media_type) else "text"
        for value in samples(self._root, media[where]):
            if rule and isinstance(value, dict):
                value[str(rule.get("field"))] = rule.get("equals")
            if not self._judge.objections(below(elsewhere or pointer, where), value, "response"):
                return [value] if where == "itemSchema" else value
        raise Unanswerable(
            f"no value of {below(pointer, where)} could be made; give the document an example of it"
        )

    def _check(
        self, operation: Operation, status: int, pointer: str, said: JsonObject, asked: Behaviour
    ) -> None:
        content = mapping(said.get("content"))
        key = described(content, asked.media_type)
        if key is None or not is_json(asked.media_type) or asked.content is None:
            return
        media, elsewhere = found(self._root, mapping(content[key]))
        if "schema" not in media:
            return
        where = below(elsewhere or below(pointer, "content", key), "schema")
        wrong = self._judge.objections(where, json.loads(asked.content), "response")
        if wrong:
            told = "".join(f"\n    {place or '/'}: {why}" for place, why in wrong)
            raise Unanswerable(
                f"the document does not allow this answer {status} of {operation.name}{told}"
            )

    def _schema_at(self, pointer: str, media_type: str) -> str:
        said, _ = found(self._root, {"$ref": f"#{pointer}"})
        key = described(mapping(said.get("content")), media_type) or media_type
        return below(pointer, "content", key, "schema")


def _examples(root: JsonObject, holder: JsonObject) -> list[Json]:
    if "example" in holder:
        return [holder["example"]]
    shown = (found(root, mapping(each))[0] for each in mapping(holder.get("examples")).values())
    return [each["value"] for each in shown if "value" in each]


def _status_in(example: JsonObject) -> int | None:
    """Give the status that the summary of an example speaks of: examples of `default` are for any."""
    spoken = re.search(r"\b[2-5][0-9]{2}\b", str(example.get("summary", "")))
    return int(spoken.group()) if spoken else None


def _plain(status: int, why: str) -> Answer:
    return Answer(status, (("Content-Type", "text/plain; charset=utf-8"),), f"{why}\n".encode())


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return ""
