"""Take members out of an object or a list in the text, and put new ones in, with the comments that are theirs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from trueup.document.spots import Spot
from trueup.document.yaml_layout import Layout, above, below, end
from trueup.document.yaml_tokens import Unmeasured

_DASHES: Final = re.compile(r" *(?:-[ \t]+)+\Z")


class Edit(NamedTuple):
    """Characters of a text, from `start` up to `end`, and what to put in their place."""

    start: int
    end: int
    text: str


class Source(NamedTuple):
    """A text to edit, which ends with a line break, and the kinds of the objects that it is to hold."""

    lines: Layout
    newline: str
    kinds: Mapping[str, str]


class Member(NamedTuple):
    """A key or item with its value; `start` is the offset of the key, or of the dash."""

    pointer: str
    start: int
    spot: Spot


def membership(
    source: Source,
    members: Sequence[Member],
    gone: set[int],
    more: Mapping[int, Sequence[str]],
) -> Iterator[Edit]:
    """Take out members, and put in the lines of new ones, after the member of an index (-1: before all)."""
    first = next(index for index in range(len(members)) if index not in gone)
    is_inline = _is_inline(source.lines, members[0].start)
    for index in sorted(gone):
        if index == 0 and is_inline:
            yield _up_to(source, members[0], members[first])
        elif index > first or not is_inline:
            yield _without(source.lines, members[index])
    for index, written in more.items():
        if index < 0:
            yield _before(source, members[first], written, is_inline)
        else:
            yield _behind(source, members[index], written)


def _is_inline(lines: Layout, start: int) -> bool:
    """Say whether a member stands on the line of a dash before it."""
    before = lines.text[lines.starts[lines.line(start)] : start]
    if before.strip(" ") and not _DASHES.match(before):
        raise Unmeasured
    return bool(before.strip(" "))


def _without(lines: Layout, member: Member) -> Edit:
    top, bottom = above(lines, member.start), _bottom(lines, member)
    return Edit(lines.starts[top], lines.starts[bottom + 1], "")


def _bottom(lines: Layout, member: Member) -> int:
    """Give the last line of a member, with the comments below that are indented deeper."""
    column = lines.column(member.start)
    try:
        if lines.offset(member.spot.line, member.spot.column) < member.start:
            raise Unmeasured  # an alias
        return below(lines, end(lines, member.spot, column), column)
    except Unmeasured as unmeasured:
        raise Unmeasured(member.pointer) from unmeasured


def _up_to(source: Source, member: Member, kept: Member) -> Edit:
    """Take out what stands on the line of a dash, up to a member that is kept, or to its comment."""
    lines = source.lines
    top = above(lines, kept.start)
    if top == lines.line(kept.start):
        return Edit(member.start, kept.start, "")
    line = lines.text[lines.starts[lines.line(member.start)] : member.start]
    start = member.start - len(line) + len(line.rstrip())
    return Edit(start, lines.starts[top], source.newline)


def _before(source: Source, member: Member, written: Sequence[str], is_inline: bool) -> Edit:
    lines = source.lines
    top = above(lines, member.start)
    if is_inline and top == lines.line(member.start):
        margin = " " * lines.column(member.start)
        text = source.newline.join([*written, margin]).removeprefix(margin)
        return Edit(member.start, member.start, text)
    text = "".join(f"{line}{source.newline}" for line in written)
    return Edit(lines.starts[top], lines.starts[top], text)


def _behind(source: Source, member: Member, written: Sequence[str]) -> Edit:
    at = source.lines.starts[_bottom(source.lines, member) + 1]
    return Edit(at, at, "".join(f"{line}{source.newline}" for line in written))
