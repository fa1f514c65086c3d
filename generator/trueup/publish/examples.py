"""The examples of a document's operations: each value, and what it is an example of."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from trueup.document.json_values import JsonObject, mapping, sequence, text_of
from trueup.document.pointers import join
from trueup.document.references import found
from trueup.standin.routes import Operation, Routes


class Subject(NamedTuple):
    """What an example is of: a parameter, the request's body, an answer's body, or a header of an answer.

    `label`: what tells it from others of its operation. `said`: the same for programs. `holder`: the object that has
    its schema and its examples, at `pointer`. `media_type`: none, where a value is written by a style.
    """

    operation: Operation
    label: str
    said: JsonObject
    pointer: str
    holder: JsonObject
    media_type: str = ""

    @property
    def schema(self) -> str:
        """The pointer of its schema; none, where it has none."""
        return join(self.pointer, "schema") if isinstance(self.holder.get("schema"), dict) else ""


class Example(NamedTuple):
    """An example under its name: `said` is its Example Object, which stands at `pointer`."""

    subject: Subject
    name: str
    pointer: str
    said: JsonObject


def examples(root: JsonObject) -> Iterator[Example]:
    """Yield every example of the operations, in the document's order."""
    for operation in Routes(root).operations:
        for subject in subjects(root, operation):
            yield from shown(root, subject)


def subjects(root: JsonObject, operation: Operation) -> Iterator[Subject]:
    """Yield all of an operation that examples can be given of."""
    for pointer, parameter in operation.parameters:
        name, where = text_of(parameter.get("name")), text_of(parameter.get("in"))
        said: JsonObject = {"of": "parameter", "in": where, "name": name}
        yield from _held(root, Subject(operation, f"{where}-{name}", said, pointer, parameter))
    if "requestBody" in operation.said:
        body, there = found(root, mapping(operation.said["requestBody"]))
        pointer = there or join(operation.pointer, "requestBody")
        yield from _held(root, Subject(operation, "request", {"of": "request"}, pointer, body))
    for status, raw in mapping(operation.said.get("responses")).items():
        if not status.startswith("x-"):
            answer, there = found(root, mapping(raw))
            pointer = there or join(operation.pointer, "responses", status)
            yield from _answered(root, operation, status, pointer, answer)


def _answered(
    root: JsonObject, operation: Operation, status: str, pointer: str, answer: JsonObject
) -> Iterator[Subject]:
    said: JsonObject = {"of": "answer", "status": status}
    yield from _held(root, Subject(operation, status, said, pointer, answer))
    for name, raw in mapping(answer.get("headers")).items():
        header, there = found(root, mapping(raw))
        at = there or join(pointer, "headers", name)
        said = {"of": "header", "status": status, "name": name}
        yield from _held(root, Subject(operation, f"{status}-header-{name}", said, at, header))


def _held(root: JsonObject, subject: Subject) -> Iterator[Subject]:
    """Yield a subject for each media type, where it has any."""
    content = mapping(subject.holder.get("content"))
    for media_type, raw in content.items():
        media, there = found(root, mapping(raw))
        at = there or join(subject.pointer, "content", media_type)
        yield subject._replace(pointer=at, holder=media, media_type=media_type)
    if not content and subject.said["of"] in ("parameter", "header"):
        yield subject


def shown(root: JsonObject, subject: Subject) -> Iterator[Example]:
    """Yield the examples of a subject; where it has none itself, those of its schema."""
    holder, at = subject.holder, subject.pointer
    if "example" in holder:
        yield Example(subject, "example", join(at, "example"), {"value": holder["example"]})
    named = mapping(holder.get("examples"))
    for name, raw in named.items():
        said, there = found(root, mapping(raw))
        yield Example(subject, name, there or join(at, "examples", name), said)
    if not named and "example" not in holder:
        schema, there = found(root, mapping(holder.get("schema")))
        yield from _of_schema(subject, there or subject.schema, schema)


def _of_schema(subject: Subject, pointer: str, schema: JsonObject) -> Iterator[Example]:
    if "example" in schema:
        yield Example(subject, "example", join(pointer, "example"), {"value": schema["example"]})
        return
    for index, value in enumerate(sequence(schema.get("examples"))):
        name = f"example-{index + 1}" if index else "example"
        yield Example(subject, name, join(pointer, "examples", index), {"value": value})
