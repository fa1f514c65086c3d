"""The operation of a spec that a page is about, found by method and path template."""

from __future__ import annotations

from typing import NamedTuple

from trueup.document.json_values import JsonObject
from trueup.document.walk import operations


class Found(NamedTuple):
    """An operation: its pointer, method in capitals, path template, and the operation itself."""

    pointer: str
    method: str
    path: str
    node: JsonObject


def operation(root: JsonObject, method: str | None, path: str | None) -> Found | None:
    """Find an operation; without a path it is the only one there is.

    A path fits best as it is, then with parameters of other names, then with values in their place.
    """
    offered = [
        Found(pointer, verb.upper(), template, node)
        for pointer, template, verb, node in operations(root)
        if method is None or verb.upper() == method.upper()
    ]
    if path is None:
        return offered[0] if len(offered) == 1 else None
    ranked = [(fit, each) for each in offered if (fit := _fit(each.path, path))]
    best = max((fit for fit, _ in ranked), default=0)
    fitting = [each for fit, each in ranked if fit == best]
    return fitting[0] if len(fitting) == 1 else None


def _fit(template: str, path: str) -> int:
    """Say how well a path fits a template: 3 equal, 2 but for names, 1 but for values, 0 not at all."""
    if template == path:
        return 3
    wanted, given = template.strip("/").split("/"), path.strip("/").split("/")
    if len(wanted) != len(given):
        return 0
    pairs = [(ours, theirs) for ours, theirs in zip(wanted, given, strict=True) if ours != theirs]
    if not all(_open(ours) for ours, _ in pairs):
        return 0
    return 2 if all(_open(theirs) for _, theirs in pairs) else 1


def _open(segment: str) -> bool:
    return "{" in segment
