"""Leave out what can't be read or generated, and all that needs it: each named, nothing else touched.

A unit is an operation or a component. What refers to a unit needs it; an operation needs one of its
security alternatives.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final, NamedTuple

from trueup.document.json_values import JsonObject, JsonValue, copied, mapping, sequence, text_of
from trueup.document.pointers import join, split
from trueup.document.source import Document
from trueup.document.walk import METHODS, OTHER_METHODS, operations, parts
from trueup.findings import Code, Finding, Severity

_FIX: Final = "correct the spec, or leave it out of the spec, and it is generated again"
_SCHEMES: Final = "/components/securitySchemes/"


class Left(NamedTuple):
    """A document without what can't be used, and what was left out of it."""

    document: Document
    findings: tuple[Finding, ...]


def leave(document: Document, errors: Iterable[Finding]) -> Left | None:
    """Leave out the units that have errors, and all that need them; None where no error stands in a unit."""
    why = {
        unit: f"{error.message} ({error.code}, line {error.place.line})"
        for error in errors
        if (unit := unit_of(error.pointer)) is not None
    }
    if not why:
        return None
    root = copied(document.root)
    _spread(root, why)
    found = list(_named(document, root, why))
    for unit in why:
        _remove(root, split(unit))
    return Left(document.changed(root, {}), (*found, *_nothing_left(document, root)))


def demoted(findings: Iterable[Finding], leaves: Callable[[Code], bool]) -> Iterator[Finding]:
    """Give errors whose units were left out as warnings."""
    for finding in findings:
        goes = leaves(finding.code) and unit_of(finding.pointer) is not None
        yield replace(finding, severity=Severity.WARNING) if goes else finding


def unit_of(pointer: str) -> str | None:
    """Name the unit that a pointer stands in; a path stands for all of its operations.

    >>> unit_of("/paths/~1a/get/responses/200"), unit_of("/components/schemas/A/type")
    ('/paths/~1a/get', '/components/schemas/A')
    """
    match split(pointer):
        case ["paths", path, method, *_] if method in METHODS:
            return join("", "paths", path, method)
        case ["paths", path, key, method, *_] if key == OTHER_METHODS:
            return join("", "paths", path, key, method)
        case ["paths" | "webhooks" as where, name, *_]:
            return join("", where, name)
        case ["components", kind, name, *_]:
            return join("", "components", kind, name)
        case ["security", *_]:
            return "/security"
        case _:
            return None


def _spread(root: JsonObject, why: dict[str, str]) -> None:
    """Add all that needs a unit that is left out, until nothing more does."""
    needed_by: dict[str, set[str]] = {}
    for unit, other in _needs(root):
        needed_by.setdefault(other, set()).add(unit)
    waiting = list(why)
    while waiting:
        gone = waiting.pop()
        for unit in sorted(needed_by.get(gone, ())):
            if unit not in why:
                of_path = unit.startswith(f"{gone}/")
                why[unit] = why[gone] if of_path else f"it needs {_said(gone)}"
                waiting.append(unit)
        if not waiting:
            waiting = list(_locked(root, why))


def _needs(root: JsonObject) -> Iterator[tuple[str, str]]:
    """Yield what needs what."""
    for pointer, path, _, _ in operations(root):
        yield pointer, join("/paths", path)
    for part in parts(root):
        unit = unit_of(part.pointer)
        if unit is None:
            continue
        mapped = mapping(mapping(part.node.get("discriminator")).get("mapping"))
        for said in (part.node.get("$ref"), *mapped.values()):
            other = unit_of(text_of(said)[1:]) if text_of(said)[:2] == "#/" else None
            if other is not None and other != unit:
                yield unit, other


def _locked(root: JsonObject, why: dict[str, str]) -> Iterator[str]:
    """Add each operation whose every security alternative is left out."""
    gone = {split(unit)[2] for unit in why if unit.startswith(_SCHEMES)}
    for pointer, _, _, operation in operations(root):
        own = "security" in operation
        asked = sequence(operation["security"] if own else root.get("security"))
        shut = bool(asked) and all(gone & mapping(each).keys() for each in asked)
        if pointer not in why and (shut or (not own and "/security" in why)):
            why[pointer] = "there is no other way to authorize it"
            yield pointer


def _named(document: Document, root: JsonObject, why: Mapping[str, str]) -> Iterator[Finding]:
    listed = {pointer for pointer, _, _, _ in operations(root)}
    for unit, reason in why.items():
        if unit in listed or unit.startswith(("/components/", "/webhooks/")):
            message = f"{_said(unit)} is left out: {reason}"
            yield document.finding(unit, Code.LEFT_OUT, message, _FIX, Severity.WARNING)


def _said(unit: str) -> str:
    match split(unit):
        case ["paths", path, method]:
            return f"{method.upper()} {path}"
        case ["paths", path, _, method]:
            return f"{method} {path}"
        case ["paths" | "webhooks", name]:
            return name
        case tokens:
            return "/".join(tokens[1:])


def _remove(root: JsonObject, tokens: list[str]) -> None:
    if tokens == ["security"]:
        root.pop("security", None)
        return
    holder: JsonValue = root
    for token in tokens[:-1]:
        holder = mapping(holder).get(token)
    mapping(holder).pop(tokens[-1], None)
    if tokens[:2] == ["components", "securitySchemes"]:
        for each in (root, *(operation for _, _, _, operation in operations(root))):
            if "security" in each:
                asked = sequence(each["security"])
                each["security"] = [one for one in asked if tokens[2] not in mapping(one)]


def _nothing_left(document: Document, root: JsonObject) -> Iterator[Finding]:
    """Report a document of which nothing is left: an empty library would only seem to be one."""
    for what, count in (("operations", _operations), ("schemas", _schemas)):
        before, after = count(document.root), count(root)
        if before and not after:
            message = f"none of {before} {what} is left"
            fix = "correct what the other findings tell"
            yield document.finding("", Code.NOTHING_LEFT, message, fix)
        if before:
            return


def _operations(root: JsonObject) -> int:
    return len(list(operations(root)))


def _schemas(root: JsonObject) -> int:
    return len(mapping(mapping(root.get("components")).get("schemas")))
