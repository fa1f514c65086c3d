"""Checks of what every operation needs: what openapi-spec-validator says too, without its word on the rest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from trueup.document.json_values import JsonObject, mapping
from trueup.document.pointers import join
from trueup.document.source import Document
from trueup.document.walk import STATUS
from trueup.findings import Code, Finding

_FIX: Final = "see the OpenAPI specification for what may stand here"
_NEEDED: Final[Mapping[str, Mapping[str, tuple[str, ...]]]] = {
    "parameter": {"name": (), "in": ("path", "query", "header", "cookie", "querystring")},
    "security": {"type": ("apiKey", "http", "mutualTLS", "oauth2", "openIdConnect")},
}
_OF_SCHEMES: Final[Mapping[str, Mapping[str, tuple[str, ...]]]] = {
    "apiKey": {"name": (), "in": ("header", "query", "cookie")},
    "http": {"scheme": ()},
    "openIdConnect": {"openIdConnectUrl": ()},
}


def check_soundness(document: Document) -> Iterator[Finding]:
    """Report parameters, security schemes and responses that nobody could use."""
    for part in document.parts():
        if "$ref" in part.node:
            continue
        yield from _needed(document, part.pointer, part.node, _NEEDED.get(part.kind, {}))
        if part.kind == "security":
            of_type = _OF_SCHEMES.get(str(part.node.get("type")), {})
            yield from _needed(document, part.pointer, part.node, of_type)
        if part.kind == "operation":
            yield from _statuses(document, part.pointer, part.node)


def _needed(
    document: Document, pointer: str, node: JsonObject, needed: Mapping[str, tuple[str, ...]]
) -> Iterator[Finding]:
    for key, allowed in needed.items():
        said = node.get(key)
        where = join(pointer, key)
        if not isinstance(said, str) or (allowed and said not in allowed):
            choice = f": one of {', '.join(allowed)}" if allowed else ""
            message = f"{key} has to be given here{choice}"
            yield document.finding(where, Code.INVALID_DOCUMENT, message, _FIX)


def _statuses(document: Document, pointer: str, operation: JsonObject) -> Iterator[Finding]:
    for status in mapping(operation.get("responses")):
        if not status.startswith("x-") and not STATUS.fullmatch(status):
            where = join(pointer, "responses", status)
            message = f"{status!r} is no status of a response"
            fix = "write a status like '200', a range like '4XX', or default"
            yield document.finding(where, Code.INVALID_DOCUMENT, message, fix)
