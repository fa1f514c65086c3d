"""Leave out what a check refuses and nothing depends on: examples, defaults, patterns, names, foreign `x-`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Final

from trueup.document.json_values import JsonObject
from trueup.document.pointers import at, child, split
from trueup.document.source import Document
from trueup.findings import Code, Finding, Severity

Check = Callable[[Document], Iterable[Finding]]
_LEFT_OUT: Final = frozenset(
    {Code.DEFAULT_REFUSED, Code.EXAMPLE_REFUSED, Code.BAD_PATTERN, Code.ENUM_MISMATCH}
)
_OF_EXTENSIONS: Final = frozenset(
    {Code.BAD_EXTENSION, Code.BAD_CONDITION, Code.BAD_EXPRESSION, Code.UNKNOWN_EXTENSION}
)
_SHOWN: Final = frozenset({"description", "summary", "title"})


def without(document: Document, checks: Iterable[Check]) -> tuple[Finding, ...]:
    """Hold a document to checks and take out of it what they refuse and can be left out; give all they said."""
    told: list[Finding] = []
    for check in checks:
        found = list(check(document))
        told += [_read(document.root, finding) for finding in reversed(found)]
        if found:
            document.forget_parts()
    return tuple(told)


def _read(root: JsonObject, finding: Finding) -> Finding:
    if finding.severity is Severity.WARNING:
        return finding
    pointer = finding.pointer
    if finding.code in _OF_EXTENSIONS:
        pointer = _extension(pointer)
    elif finding.code is Code.UNSAFE_TEXT and split(pointer)[-1] in _SHOWN:
        return _cleaned(root, finding)
    elif finding.code not in _LEFT_OUT:
        return finding
    _drop(root, pointer)
    return replace(finding, message=f"{finding.message}: left out", severity=Severity.WARNING)


def _extension(pointer: str) -> str:
    """Give the pointer of the extension that a pointer leads into."""
    tokens = pointer.split("/")
    last = max((at for at, token in enumerate(tokens) if token.startswith("x-")), default=0)
    return "/".join(tokens[: last + 1]) if last else ""


def _drop(root: JsonObject, pointer: str) -> None:
    above, _, _ = pointer.rpartition("/")
    try:
        holder = at(root, above)
        child(holder, split(pointer)[-1])
    except (KeyError, IndexError):
        return  # two checks refuse the same
    if isinstance(holder, dict):
        del holder[split(pointer)[-1]]
    elif isinstance(holder, list):
        del holder[int(split(pointer)[-1])]


def _cleaned(root: JsonObject, finding: Finding) -> Finding:
    holder, key = at(root, finding.pointer.rpartition("/")[0]), split(finding.pointer)[-1]
    if not isinstance(holder, dict) or not isinstance(text := holder[key], str):
        return finding
    holder[key] = "".join(each for each in text if each in "\n\t" or each.isprintable())
    message = f"{finding.message}: left out"
    return replace(finding, message=message, severity=Severity.WARNING)
