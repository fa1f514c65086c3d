"""Change values within a flow collection such as `{table: 2, row: 5}`, on the lines where it stands."""

from __future__ import annotations

from collections.abc import Iterator

from trueup.document.actions import same
from trueup.document.json_values import JsonValue
from trueup.document.spots import Spot
from trueup.document.yaml_layout import Layout
from trueup.document.yaml_members import Edit
from trueup.document.yaml_tokens import Unmeasured, flow_end, flow_scalar_end
from trueup.document.yaml_write import WIDTH, flow


def stays_flow(lines: Layout, start: int, old: JsonValue, new: JsonValue) -> bool:
    """Say whether a collection can be changed within its brackets: none of the two is empty, and it fits the line."""
    if not new or not old or type(old) is not type(new):
        return False
    return _is_alike(old, new) or lines.column(start) + len(flow(new)) <= WIDTH


def _is_alike(old: JsonValue, new: JsonValue) -> bool:
    if isinstance(old, dict) and isinstance(new, dict):
        return old.keys() == new.keys()
    return isinstance(old, list) and isinstance(new, list) and len(old) == len(new)


def flow_changes(lines: Layout, spot: Spot, old: JsonValue, new: JsonValue) -> Iterator[Edit]:
    """Give the edits within the brackets that turn a value into another; raise Unmeasured."""
    start = lines.offset(spot.line, spot.column)
    if lines.text[start] not in "{[":
        if spot.keys is not None or spot.items is not None:
            raise Unmeasured
        yield Edit(start, flow_scalar_end(lines.text, start), flow(new))
    elif _is_alike(old, new):
        for inner, before, then in _inner(spot, old, new):
            if not same(before, then):
                if lines.offset(inner.line, inner.column) <= start:
                    raise Unmeasured
                yield from flow_changes(lines, inner, before, then)
    else:
        stop, commented = flow_end(lines.text, start)
        if commented:
            raise Unmeasured
        yield Edit(start, stop, flow(new))


def _inner(
    spot: Spot, old: JsonValue, new: JsonValue
) -> Iterator[tuple[Spot, JsonValue, JsonValue]]:
    if isinstance(old, dict) and isinstance(new, dict):
        for key, (_, _, inner) in (spot.keys or {}).items():
            yield inner, old[key], new[key]
    elif isinstance(old, list) and isinstance(new, list):
        yield from zip(spot.items or [], old, new, strict=True)
