"""The official verdict: openapi-spec-validator, with its errors brought to a place in the document.

Its errors about a schema carry a path from that schema only, and some carry none. Those without a
place are reported only when no other check has an error to show, since ours say the same at a place.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence

from trueup.document.json_values import JsonObject, JsonValue, mapping, sequence, text_of
from trueup.document.pointers import at, child, objects, pointers
from trueup.document.references import target
from trueup.document.source import Document
from trueup.findings import Code, Finding

_FIX = "see the OpenAPI specification for what may stand here"


def check_version(document: Document) -> tuple[Finding, ...]:
    """Report a document that does not say it is OpenAPI 3.0, 3.1 or 3.2."""
    version = document.root.get("openapi")
    if isinstance(version, str) and version.startswith(("3.0.", "3.1.", "3.2.")):
        return ()
    said = f"`openapi: {version}`" if "openapi" in document.root else "no `openapi` version"
    if "swagger" in document.root:
        said = f"`swagger: {document.root['swagger']}`"
    message = f"{said}: OpenAPI 3.0, 3.1 and 3.2 are read"
    return (document.finding("/openapi", Code.NOT_OPENAPI, message, "start with `openapi: 3.1.0`"),)


def is_judged(document: Document) -> bool:
    """Say whether openapi-spec-validator knows the version of a document: 3.2 it doesn't."""
    return not str(document.root.get("openapi")).startswith("3.2")


def check_document(document: Document, *, explained: bool) -> tuple[Finding, ...]:
    """Report what openapi-spec-validator objects to; `explained`: errors without a place are already told."""
    from openapi_spec_validator import OpenAPIV30SpecValidator, OpenAPIV31SpecValidator
    from referencing.exceptions import Unresolvable

    is_30 = str(document.root.get("openapi")).startswith("3.0")
    validator = OpenAPIV30SpecValidator if is_30 else OpenAPIV31SpecValidator
    findings: list[Finding] = []
    try:
        if _circles(document.root):
            return ()  # it would follow the circle until the stack ends, and say nothing
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # deprecations of the validator's own making
            errors = list(validator(dict(document.root)).iter_errors())
    except (Unresolvable, RecursionError):
        return ()  # references and depth are judged by checks of our own
    except Exception as failure:  # it raises what its parts happen to raise
        if explained:
            return ()
        text = next(iter(str(failure).splitlines()), type(failure).__name__)
        return (document.finding("", Code.INVALID_DOCUMENT, f"not valid OpenAPI: {text}", _FIX),)
    for error in errors:
        pointer = _located(document.root, list(error.absolute_path), error.instance)
        if pointer is not None:
            findings.append(_finding(document, pointer, error.message))
    if not findings and not explained:
        findings.extend(_finding(document, "", error.message) for error in errors)
    return tuple(findings)


def _circles(root: JsonObject) -> bool:
    """Say whether a component consists of itself by what the validator follows: not by its properties."""
    open_: set[str] = set()
    done: set[str] = set()

    def follow(schema: JsonValue) -> bool:
        for reference in _parts_of(schema):
            if reference in open_:
                return True
            if reference in done:
                continue
            open_.add(reference)
            try:
                circles = follow(at(root, target(reference)))
            except KeyError:
                circles = False
            open_.discard(reference)
            done.add(reference)
            if circles:
                return True
        return False

    schemas = mapping(mapping(root.get("components")).get("schemas"))
    return any(map(follow, schemas.values()))


def _parts_of(schema: JsonValue) -> Iterator[str]:
    """Yield what a schema refers to where the validator looks for the names of its properties."""
    node = mapping(schema)
    if not node:
        return
    if isinstance(node.get("$ref"), str):
        yield text_of(node["$ref"])
        return
    for keyword in ("allOf", "anyOf", "oneOf"):
        for each in sequence(node.get(keyword)):
            yield from _parts_of(each)
    for keyword in ("items", "not"):
        yield from _parts_of(node.get(keyword))


def _finding(document: Document, pointer: str, message: str) -> Finding:
    text = message if len(message) <= 200 else f"{message[:120]} … {message[-60:]}"
    return document.finding(pointer, Code.INVALID_DOCUMENT, f"not valid OpenAPI: {text}", _FIX)


def _located(root: JsonObject, path: Sequence[str | int], instance: object) -> str | None:
    """Give the place: of the object that was judged, or the path where it leads there from the root."""
    if isinstance(instance, dict):
        return next((pointer for pointer, found in objects(root) if found is instance), None)
    value: JsonValue = root
    try:
        for token in path:
            value = child(value, str(token))
    except KeyError:
        return None
    return pointers(path) if path else None


def located_first(findings: Sequence[Finding]) -> Iterator[Finding]:
    """Drop the validator's finding where another finding stands at the same line."""
    told = {finding.place for finding in findings if finding.code is not Code.INVALID_DOCUMENT}
    for finding in findings:
        if finding.code is not Code.INVALID_DOCUMENT or finding.place not in told:
            yield finding
