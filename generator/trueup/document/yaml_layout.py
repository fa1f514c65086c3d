"""Where the parts of a YAML text end, given where they start: what an edit has to put away.

The text has been read before, so its syntax is right. What can't be measured is `Unmeasured`: aliases, and
tags or anchors with the value on another line.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import Final

from trueup.document.spots import Spot
from trueup.document.yaml_tokens import Unmeasured, flow_end

_BREAK: Final = re.compile("\r\n|[\n\r\x85\u2028\u2029]")  # as libyaml counts lines
_PROPERTIES: Final = re.compile(r"(?:[&!]\S*(?:[ \t]+|(?=\s|\Z)))+", re.ASCII)
_QUOTED: Final = re.compile(r'"(?:[^"\\]|\\.)*"' r"|'(?:[^']|'')*'", re.DOTALL)
_PLAIN: Final = re.compile(r"\S(?:[^\s:#]|:(?=\S)|(?<=\S)#|[ \t]+(?=[^\s#]))*", re.ASCII)
_KEY_END: Final = re.compile(r"[ \t]*:(?=\s|\Z)", re.ASCII)
_COMMENT: Final = re.compile(r"[ \t]*#")
_RULE: Final = "──"  # a comment that divides sections belongs to no key


@dataclass(frozen=True, slots=True)
class Layout:
    """A text by lines, counted from 0; columns are counted from 0 as well."""

    text: str
    starts: list[int]
    ends: list[int]

    def offset(self, line: int, column: int) -> int:
        """Give the offset of a spot's line and column, which are counted from 1."""
        return self.starts[line - 1] + column - 1

    def line(self, offset: int) -> int:
        """Give the line that an offset is on."""
        return bisect_right(self.starts, offset) - 1

    def column(self, offset: int) -> int:
        """Give the column of an offset."""
        return offset - self.starts[self.line(offset)]

    def content(self, line: int) -> str:
        """Give a line without its break."""
        return self.text[self.starts[line] : self.ends[line]]

    def indent(self, line: int) -> int:
        """Count the spaces that a line begins with."""
        content = self.content(line)
        return len(content) - len(content.lstrip(" "))

    def is_blank(self, line: int) -> bool:
        """Say whether a line has no more than white space."""
        return not self.content(line).strip(" \t")

    def is_remark(self, line: int) -> bool:
        """Say whether a line is a comment about what is next to it, and no rule between sections."""
        content = self.content(line)
        return _COMMENT.match(content) is not None and _RULE not in content


def layout(text: str) -> Layout:
    """Find the lines of a text; after a last line break, there is one more, empty line."""
    breaks = list(_BREAK.finditer(text))
    starts = [0, *(match.end() for match in breaks)]
    return Layout(text, starts, [*(match.start() for match in breaks), len(text)])


def above(lines: Layout, offset: int) -> int:
    """Give the first of the comment lines right above what starts at an offset, or its own line."""
    line, column = lines.line(offset), lines.column(offset)
    while line and lines.is_remark(line - 1) and lines.indent(line - 1) == column:
        line -= 1
    return line


def below(lines: Layout, end: int, column: int) -> int:
    """Give the last of the comment lines, indented deeper, right below what ends at an offset."""
    line = lines.line(end)
    while (
        line + 1 < len(lines.starts)
        and lines.is_remark(line + 1)
        and lines.indent(line + 1) > column
    ):
        line += 1
    return line


def value_start(lines: Layout, key: int) -> int:
    """Give the offset right after the colon of a key."""
    match = _QUOTED.match(lines.text, key) or _PLAIN.match(lines.text, key)
    colon = _KEY_END.match(lines.text, match.end()) if match else None
    if colon is None or lines.text[key] in "&!*":
        raise Unmeasured
    return colon.end()


def end(lines: Layout, spot: Spot, indent: int) -> int:
    """Give the offset after a value of block style; `indent` is the column of its key or dash."""
    start = lines.offset(spot.line, spot.column)
    begin = after_properties(lines, start)
    if lines.text[begin : begin + 1] in ("{", "["):
        return flow_end(lines.text, begin)[0]
    inner = [each[2] for each in spot.keys.values()] if spot.keys else spot.items
    if inner:
        return _collection_end(lines, spot, start, inner[-1])
    if start != begin and lines.line(start) == lines.line(begin) and _ends_here(lines, begin):
        if spot.keys is not None or spot.items is not None:
            raise Unmeasured
        return begin
    return _scalar_end(lines, begin, indent)


def _collection_end(lines: Layout, spot: Spot, start: int, last: Spot) -> int:
    before = [lines.offset(each.line, each.column) for each in (spot.items or [])[-2:-1]]
    if lines.offset(last.line, last.column) < max([start, *before]):  # an alias: stands further up
        raise Unmeasured
    if spot.keys:
        line, column, _ = next(reversed(spot.keys.values()))
        if lines.offset(line, column) > lines.offset(last.line, last.column):
            raise Unmeasured
        return end(lines, last, column - 1)
    return end(lines, last, dash(lines, last))


def dash(lines: Layout, item: Spot) -> int:
    """Give the column of the dash of an item."""
    return lines.column(dash_offset(lines, item))


def dash_offset(lines: Layout, item: Spot) -> int:
    """Give the offset of the dash of an item."""
    at = lines.offset(item.line, item.column)
    line = lines.line(at)
    before = lines.text[lines.starts[line] : at].rstrip(" \t")
    while not before:
        line -= 1
        comment = re.search(r"(?:^|[ \t])#", lines.content(line))
        before = lines.content(line)[: comment.start() if comment else None].rstrip(" \t")
    if not before.endswith("-"):
        raise Unmeasured
    return lines.starts[line] + len(before) - 1


def after_properties(lines: Layout, start: int) -> int:
    """Give the offset after the anchor and the tag of a value, where it has any."""
    match = _PROPERTIES.match(lines.text, start)
    return match.end() if match else start


def _ends_here(lines: Layout, offset: int) -> bool:
    rest = lines.text[offset : lines.ends[lines.line(offset)]].strip(" \t")
    return not rest or rest.startswith("#")


def _scalar_end(lines: Layout, start: int, indent: int) -> int:
    text = lines.text
    if _ends_here(lines, start):
        return start
    if text[start] in "\"'":
        match = _QUOTED.match(text, start)
        return match.end() if match else start
    if text[start] in "|>":
        return _block_scalar_end(lines, start, indent)
    return _plain_end(lines, start, indent)


def _plain_end(lines: Layout, start: int, indent: int) -> int:
    line, begin = lines.line(start), start
    while True:
        content = lines.text[begin : lines.ends[line]]
        comment = re.search(r"[ \t]#", content)
        stop = begin + len(content[: comment.start() if comment else None].rstrip(" \t"))
        following = line + 1
        while following < len(lines.starts) and lines.is_blank(following):
            following += 1
        if (
            comment
            or following == len(lines.starts)
            or lines.indent(following) <= indent
            or _COMMENT.match(lines.content(following))
        ):
            return stop
        line, begin = following, lines.starts[following]


def _block_scalar_end(lines: Layout, start: int, indent: int) -> int:
    line = lines.line(start)
    header = lines.text[start : lines.ends[line]].partition(" ")[0]
    digit = re.search("[1-9]", header)
    inner = indent + int(digit[0]) if digit else None
    last = line
    for each in range(line + 1, len(lines.starts)):
        blank = not lines.content(each).strip(" ")
        if not blank:
            depth = lines.indent(each)
            inner = depth if inner is None and depth > indent else inner
            if inner is None or depth < inner:
                break
        if not blank or ("+" in header and each + 1 < len(lines.starts)):
            last = each
    if last == line:
        return start + len(header)
    return lines.ends[last]
