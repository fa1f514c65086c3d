"""Two editions of a document that differ in one thing, and what is told of it."""

from __future__ import annotations

import json
from typing import Any

import jsonschema

from trueup.document import source
from trueup.document.lint import lint
from trueup.document.source import Document
from trueup.lower import lower
from trueup.publish.change import Change, Effect
from trueup.publish.difference import difference
from trueup.publish.release.material import Material, Source


def edition(operation: dict[str, Any] | None = None, **root: Any) -> Document:
    """Make a document with one operation, PUT /a."""
    put = {"operationId": "put", "responses": {"200": {"description": "ok"}}, **(operation or {})}
    said = {
        "openapi": "3.1.0",
        "info": {"title": "t", "version": "1"},
        "paths": {"/a": {"put": put}},
    }
    return lint(source.parse("a.json", json.dumps({**said, **root})), tolerant=True).document


def with_body(schema: Any, side: str) -> Document:
    """Make a document in which a body of this schema is sent, or received."""
    media = {"content": {"application/json": {"schema": schema}}}
    if side == "request":
        return edition({"requestBody": {"required": True, **media}})
    return edition({"responses": {"200": {"description": "ok", **media}}})


def with_parameter(schema: Any, **said: Any) -> Document:
    """Make a document with one parameter of the query."""
    return edition({"parameters": [{"name": "q", "in": "query", "schema": schema, **said}]})


def material(document: Document, **said: Any) -> Material:
    """Give what a release of a document is made from."""
    return Material(
        document, lower(document)[0], sources=(Source("spec", "a.json", document.sha256),), **said
    )


def wire(old: Document, new: Document) -> tuple[Change, ...]:
    """Give the changes on the wire."""
    return difference(old, new).wire


def breaking(old: Document, new: Document) -> list[Change]:
    """Give the changes on the wire that break callers."""
    return [each for each in wire(old, new) if each.effect is Effect.BREAKING]


def takes(schema: Any, value: Any) -> bool:
    """Ask jsonschema itself."""
    return bool(jsonschema.Draft202012Validator(schema).is_valid(value))
