"""What OpenAPI 3.2 says in a way of its own, said as 3.1 does, so that every later stage knows one way.

Media types by reference are put in place, the fields of a query string become query parameters, examples have a
`value`, references to the document by its `$self` and security schemes by address are plain ones.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from trueup.document.json_values import JsonObject, JsonValue, copied, mapping, sequence, text_of
from trueup.document.pointers import join
from trueup.document.references import found
from trueup.document.remote import joined
from trueup.document.source import Document
from trueup.document.walk import Part, parts
from trueup.findings import Code, Finding, Severity

_FORM: Final = "application/x-www-form-urlencoded"
_SCHEMES: Final = "#/components/securitySchemes/"
# What a schema may say beside its properties for each of them to be a parameter of its own.
_SAYING_LITTLE: Final = frozenset(
    "type properties required title description example examples additionalProperties $comment".split()
)


def in_older_words(document: Document) -> Document:
    """Give a document that says nothing in the way of 3.2 that 3.1 has another way for."""
    if not any(map(_is_new, document.parts())) and "$self" not in document.root:
        return document
    work = _Work(document, copied(document.root))
    work.run()
    findings = (*document.findings, *work.findings)
    return replace(document.changed(work.root, work.moved), findings=findings)


def _is_new(part: Part) -> bool:
    node = part.node
    return (
        (part.kind == "media" and "$ref" in node)
        or (part.kind == "example" and "dataValue" in node)
        or (part.kind == "parameter" and node.get("in") == "querystring")
        or any(key.startswith(_SCHEMES) for each in _requirements(node) for key in each)
    )


def _requirements(node: JsonObject) -> Iterator[JsonObject]:
    return map(mapping, sequence(node.get("security")))


@dataclass(slots=True)
class _Work:
    document: Document
    root: JsonObject
    findings: list[Finding] = field(default_factory=list)
    moved: dict[str, tuple[Document, str]] = field(default_factory=dict)

    def run(self) -> None:
        for part in list(parts(self.root)):
            self._own(part)
            if part.kind == "media" and "$ref" in part.node:
                self._put_in_place(part)
        for part in list(parts(self.root)):
            if part.kind == "example" and "dataValue" in part.node:
                part.node.setdefault("value", part.node.pop("dataValue"))
            for each in _requirements(part.node):
                for key in [key for key in each if key.startswith(_SCHEMES)]:
                    each[key.removeprefix(_SCHEMES)] = each.pop(key)
            if part.kind in ("path", "operation"):
                self._spread(part)

    def _own(self, part: Part) -> None:
        """Write a reference to the document by its own address as one within it."""
        here, said = text_of(self.root.get("$self")), part.node.get("$ref")
        if here and isinstance(said, str) and not said.startswith("#"):
            address, _, fragment = joined(here, said).partition("#")
            if address == here.partition("#")[0]:
                part.node["$ref"] = f"#{fragment}"

    def _put_in_place(self, part: Part) -> None:
        there, pointer = found(self.root, part.node)
        if pointer is not None and there:
            part.node.clear()
            part.node.update(copied(there))
            self.moved[part.pointer] = self.document.read_at(pointer)

    def _spread(self, part: Part) -> None:
        """Give each field of a query string as a parameter of its own."""
        listed = sequence(part.node.get("parameters"))
        made: list[JsonValue] = []
        for index, entry in enumerate(listed):
            where = join(part.pointer, "parameters", index)
            parameter, there = found(self.root, mapping(entry))
            fields = self._fields(there or where, parameter)
            for name, each in fields.items() if fields else ((None, entry),):
                at = join(part.pointer, "parameters", len(made))
                inner = "" if name is None else join("", "schema", "properties", name)
                self.moved[at] = self._stood(where if name is None else there or where, inner)
                made.append(each)
        if made != listed:
            part.node["parameters"] = made

    def _stood(self, pointer: str, inner: str) -> tuple[Document, str]:
        document, there = self.document.read_at(pointer)
        return document, f"{there}/content/{_FORM.replace('/', '~1')}{inner}" if inner else there

    def _fields(self, pointer: str, parameter: JsonObject) -> JsonObject | None:
        """Give the parameters that a query string consists of; None where they can't be told apart."""
        content = mapping(parameter.get("content"))
        if parameter.get("in") != "querystring" or list(content) != [_FORM]:
            return None
        media = mapping(content[_FORM])
        schema, _ = found(self.root, mapping(media.get("schema")))
        properties, encodings = mapping(schema.get("properties")), mapping(media.get("encoding"))
        others = {key for key in schema if not key.startswith("x-")} - _SAYING_LITTLE
        typed = isinstance(schema.get("additionalProperties"), dict)
        if not properties or others or typed:
            return None
        required = set(map(text_of, sequence(schema.get("required"))))
        if required and parameter.get("required") is not True:
            self._tell_optional(pointer, required)
        made: JsonObject = {}
        for name, field_ in properties.items():
            said = mapping(encodings.get(name))
            must = name in required and parameter.get("required") is True
            made[name] = _parameter(name, mapping(field_), said, required=must)
        return made

    def _tell_optional(self, pointer: str, required: set[str]) -> None:
        what = f"{', '.join(sorted(required))} can be left out: the query string as a whole may be"
        fix = "nothing, or make the parameter required"
        told = self.document.finding(pointer, Code.PASSED_OVER, what, fix, Severity.WARNING)
        self.findings.append(told)


def _parameter(name: str, schema: JsonObject, said: JsonObject, *, required: bool) -> JsonObject:
    """Make the query parameter that a field of a form is."""
    made: JsonObject = {"name": name, "in": "query", "required": required}
    for key in ("description", "deprecated"):
        if key in schema:
            made[key] = schema[key]
    kind = text_of(said.get("contentType"))
    if kind and not {"style", "explode", "allowReserved"} & said.keys():
        return {**made, "content": {kind: {"schema": copied(schema)}}}
    how: JsonObject = {
        key: said[key] for key in ("style", "explode", "allowReserved") if key in said
    }
    return {**made, **how, "schema": copied(schema)}
