"""Find the fewest lines of a YAML text to change, so that it says one value in place of another."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from trueup.document import keyword_order
from trueup.document.actions import same
from trueup.document.json_values import JsonObject, JsonValue, canonical
from trueup.document.pointers import join
from trueup.document.spots import Spot
from trueup.document.yaml_flow import flow_changes, stays_flow
from trueup.document.yaml_layout import Layout, after_properties, dash_offset, end, value_start
from trueup.document.yaml_members import Edit, Member, Source, membership
from trueup.document.yaml_tokens import Unmeasured, flow_end
from trueup.document.yaml_write import after, entry, item

_HEADER: Final = re.compile(r"[|>]\S*")


class Node(NamedTuple):
    """A value in the text: `head` is the offset after its colon or dash, `indent` the column of its key or dash.

    `pointer` leads to it in the old document, `made` to the value in the new one that takes its place.
    """

    pointer: str
    made: str
    spot: Spot
    head: int
    indent: int
    is_item: bool = False


def changes(source: Source, node: Node, old: JsonValue, new: JsonValue) -> Iterator[Edit]:
    """Give the edits that turn a value into another, those of inner values first.

    Unmeasured, with the pointer, where that can't be done.
    """
    if same(old, new):
        return
    lines = source.lines
    start = lines.offset(node.spot.line, node.spot.column)
    try:
        if start < node.head:  # an alias: its value stands further up
            raise Unmeasured
        if _opens_flow(lines, start):
            if stays_flow(lines, start, old, new):
                yield from flow_changes(lines, node.spot, old, new)
            else:
                yield _replaced(source, node, new)
        elif isinstance(old, dict) and isinstance(new, dict) and old.keys() & new.keys():
            yield from _object_changes(source, node, old, new)
        elif isinstance(old, list) and isinstance(new, list) and old and new:
            yield from _list_changes(source, node, old, new)
        else:
            yield _replaced(source, node, new)
    except Unmeasured as unmeasured:
        raise Unmeasured(*(unmeasured.args or (node.pointer,))) from None


def _opens_flow(lines: Layout, start: int) -> bool:
    begin = after_properties(lines, start)
    opens = lines.text[begin : begin + 1] in ("{", "[")
    if opens and begin != start:
        raise Unmeasured  # a flow collection with an anchor or a tag
    return opens


def _replaced(source: Source, node: Node, new: JsonValue) -> Edit:
    lines = source.lines
    start = lines.offset(node.spot.line, node.spot.column)
    stop = end(lines, node.spot, node.indent)
    opens = lines.text[start : start + 1]
    if node.indent < 0 or opens == "&" or (opens in ("{", "[") and flow_end(lines.text, start)[1]):
        raise Unmeasured  # the document as a whole, an anchor, or a comment that would be lost
    first, rest = after(new, lines.column(node.head) + 1, node.indent + 2)
    if node.is_item and not first:
        first, rest = rest[0].lstrip(" "), rest[1:]
    if not rest and lines.line(node.head) == lines.line(stop) and start > node.head:
        return Edit(start, stop, first)
    written = [f"{' ' if first else ''}{first}{_remark(lines, node, start, stop)}", *rest]
    return Edit(node.head, lines.ends[lines.line(stop)], source.newline.join(written))


def _remark(lines: Layout, node: Node, start: int, stop: int) -> str:
    """Give the comment that stays on the line of the key when its value is replaced."""
    key_line = lines.line(node.head)
    header = _HEADER.match(lines.text, start)
    if lines.line(start) != key_line:
        rest = lines.text[node.head : lines.ends[key_line]]
    elif header:
        rest = lines.text[header.end() : lines.ends[key_line]]
    elif (node.spot.keys or node.spot.items) and not _opens_flow(lines, start):
        rest = ""  # the comment of its first key or item
    else:
        rest = lines.text[stop : lines.ends[lines.line(stop)]]
    return rest.rstrip(" \t")


def _object_changes(source: Source, node: Node, old: JsonObject, new: JsonObject) -> Iterator[Edit]:
    lines = source.lines
    spots = node.spot.keys or {}
    members = [
        Member(join(node.pointer, key), lines.offset(line, column), spot)
        for key, (line, column, spot) in spots.items()
    ]
    column = lines.column(members[0].start)
    for member, (key, value) in zip(members, old.items(), strict=True):
        if key in new and not same(value, new[key]):
            head = _head(lines, member)
            inner = Node(member.pointer, join(node.made, key), member.spot, head, column)
            yield from changes(source, inner, value, new[key])
    gone = {index for index, key in enumerate(old) if key not in new}
    yield from membership(source, members, gone, _new_keys(source, node.made, old, new, column))


def _head(lines: Layout, member: Member) -> int:
    try:
        return value_start(lines, member.start)
    except Unmeasured as unmeasured:
        raise Unmeasured(member.pointer) from unmeasured


def _new_keys(
    source: Source, made: str, old: JsonObject, new: JsonObject, column: int
) -> dict[int, list[str]]:
    """Give the lines of the new keys by the index of the old key that they follow (-1: none)."""
    index = {key: at for at, key in enumerate(old)}
    kept = [key for key in old if key in new]
    added = [key for key in new if key not in old]
    found: dict[int, list[str]] = {}
    last = -1
    for key in keyword_order.arranged(source.kinds.get(made, ""), kept, added):
        if key in index:
            last = index[key]
        else:
            found.setdefault(last, []).extend(entry(key, new[key], column))
    return found


def _list_changes(
    source: Source, node: Node, old: list[JsonValue], new: list[JsonValue]
) -> Iterator[Edit]:
    lines = source.lines
    spots = node.spot.items or []
    members = [
        Member(join(node.pointer, at), dash_offset(lines, spot), spot)
        for at, spot in enumerate(spots)
    ]
    if any(one.start >= other.start for one, other in itertools.pairwise(members)):
        raise Unmeasured  # an alias among the items
    column = lines.column(members[0].start)
    pairs = _paired(old, new)
    for at, to in pairs:
        head = members[at].start + 1
        inner = Node(
            members[at].pointer, join(node.made, to), members[at].spot, head, column, is_item=True
        )
        yield from changes(source, inner, old[at], new[to])
    gone = set(range(len(old))) - {at for at, _ in pairs}
    follows = {to: at for at, to in pairs}
    found: dict[int, list[str]] = {}
    last = -1
    for to, value in enumerate(new):
        if to in follows:
            last = follows[to]
        else:
            found.setdefault(last, []).extend(item(value, column))
    yield from membership(source, members, gone, found)


def _paired(old: Sequence[JsonValue], new: Sequence[JsonValue]) -> list[tuple[int, int]]:
    """Pair the items of two lists in order: those that are the same, and what stands between them by position."""
    places: dict[str, list[int]] = {}
    for at, value in enumerate(old):
        places.setdefault(canonical(value), []).append(at)
    pairs: list[tuple[int, int]] = []
    begin, since = 0, 0
    for to, value in enumerate(new):
        found = places.get(canonical(value), [])
        at = bisect_left(found, begin)
        if at < len(found):
            pairs.extend(zip(range(begin, found[at]), range(since, to), strict=False))
            pairs.append((found[at], to))
            begin, since = found[at] + 1, to + 1
    pairs.extend(zip(range(begin, len(old)), range(since, len(new)), strict=False))
    return pairs
