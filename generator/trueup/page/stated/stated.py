"""What a spec states of an operation, field by field, under the paths and in the form that facts have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from trueup.document.json_values import JsonObject, JsonValue, mapping, sequence, text_of
from trueup.document.pointers import join
from trueup.document.references import resolve
from trueup.document.source import Document
from trueup.page.stated.field import StatedField, field_of, page_of, with_mandatory
from trueup.page.stated.layers import Keyword, Layer, layers
from trueup.page.stated.operation import Found, operation
from trueup.page.stated.properties import walked


@dataclass(frozen=True, slots=True)
class StatedStatus:
    """A response by its status, with its place on the page."""

    code: str
    pointer: str
    page: tuple[int, int] | None
    source: str


@dataclass(frozen=True, slots=True)
class Stated:
    """What the spec states of an operation.

    `bodies`: the request and the response as wholes (paths `request`, `response`). `objects`: for the path of
    an object (`request.tags[]`), the pointer of the schema whose `properties` a field of it belongs under.
    `answered`: the status of the answer that `response` is of.
    """

    pointer: str
    method: str
    path: str
    fields: tuple[StatedField, ...]
    statuses: tuple[StatedStatus, ...]
    bodies: tuple[StatedField, ...]
    objects: Mapping[str, str]
    answered: str = ""

    def field(self, path: str) -> StatedField | None:
        """Find a field by its path."""
        return next((each for each in self.fields if each.path == path), None)


def stated(document: Document, method: str | None, path: str | None) -> Stated | None:
    """Give what a spec (3.1 dialect) states of an operation; None where it has no such operation. Raise Refused."""
    found = operation(document.root, method, path)
    if found is None:
        return None
    fields = list(_parameters(document.root, found))
    bodies: list[StatedField] = []
    objects: dict[str, str] = {}
    answered = ""
    for name, status, media in _bodies(document.root, found):
        answered = status or answered
        schema = mapping(media.value).get("schema")
        if isinstance(schema, dict):
            pointer = join(media.pointer, "schema")
            whole = layers(document.root, pointer, schema)
            bodies.append(field_of(document.root, name, pointer, whole, ""))
            fields += walked(document, bodies[-1], whole, objects)
    statuses = tuple(_statuses(document.root, found))
    return Stated(
        found.pointer,
        found.method,
        found.path,
        tuple(fields),
        statuses,
        tuple(bodies),
        objects,
        answered,
    )


def _parameters(root: JsonObject, found: Found) -> Iterator[StatedField]:
    item = found.pointer.rpartition("/")[0]
    path_item = mapping(mapping(root.get("paths")).get(found.path))
    parts: dict[str, StatedField] = {}
    for pointer, value in (
        *_listed(join(item, "parameters"), path_item.get("parameters")),
        *_listed(join(found.pointer, "parameters"), found.node.get("parameters")),
    ):
        node, pointer = _resolved(root, pointer, mapping(value))
        path = f"{text_of(node.get('in'))}.{text_of(node.get('name'))}"
        parts[path] = _parameter(root, path, pointer, node)
    yield from parts.values()


def _parameter(root: JsonObject, path: str, pointer: str, node: JsonObject) -> StatedField:
    schema, at = mapping(node.get("schema")), join(pointer, "schema")
    if "schema" not in node and (media := _json(node, pointer)) is not None:
        schema, at = mapping(mapping(media.value).get("schema")), join(media.pointer, "schema")
    own = Layer(pointer, {key: value for key, value in node.items() if key.startswith("x-")})
    made = field_of(root, path, pointer, (own, *layers(root, at, schema)), "")
    place = join(pointer, "required") if "required" in node else pointer
    return with_mandatory(made, node.get("required") is True, place)


def _bodies(root: JsonObject, found: Found) -> Iterator[tuple[str, str, Keyword]]:
    """Give what is sent and what success answers: path, status, media type."""
    body = mapping(found.node.get("requestBody"))
    node, pointer = _resolved(root, join(found.pointer, "requestBody"), body)
    if (media := _json(node, pointer)) is not None:
        yield "request", "", media
    responses = mapping(found.node.get("responses"))
    for code in sorted(code for code in responses if code[:1] == "2"):
        at = join(found.pointer, "responses", code)
        node, pointer = _resolved(root, at, mapping(responses[code]))
        if (media := _json(node, pointer)) is not None:
            yield "response", code, media
            return


def _json(node: JsonObject, pointer: str) -> Keyword | None:
    content = mapping(node.get("content"))
    names = [name for name in content if "json" in name] or list(content)
    return Keyword(content[names[0]], join(pointer, "content", names[0])) if names else None


def _statuses(root: JsonObject, found: Found) -> Iterator[StatedStatus]:
    for code, value in mapping(found.node.get("responses")).items():
        if not code.startswith("x-"):
            pointer = join(found.pointer, "responses", code)
            node, _ = _resolved(root, pointer, mapping(value))
            yield StatedStatus(code, pointer, page_of(node), text_of(node.get("x-source")))


def _listed(pointer: str, value: JsonValue) -> Iterator[tuple[str, JsonValue]]:
    return ((join(pointer, index), each) for index, each in enumerate(sequence(value)))


def _resolved(root: JsonObject, pointer: str, node: JsonObject) -> tuple[JsonObject, str]:
    try:
        there, at = resolve(root, node)
    except KeyError:
        return {}, pointer
    return there, at or pointer
