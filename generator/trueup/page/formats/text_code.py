"""Blocks of code in a text: JSON, from the line that opens it to the one that closes it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from trueup.page.blocks import Code, Span
from trueup.page.wordings import CAPTION, section

_MOST: Final = 80
# What a page shows for a space is one, and what shows nothing is nothing: else no reader of JSON takes it.
_PLAIN: Final = {0xA0: " ", 0x200B: None, 0x2060: None, 0xFEFF: None}
_OPENS: Final = re.compile(r"\s*(?:\{\s*(?:$|\"|//|/\*)|\[\s*(?:$|[\"{\[]|//|/\*))")
_SIGN: Final = re.compile(r'"(?:[^"\\]|\\.)*"?|/\*(?:.*?\*/|.*)|(?://|#).*|[{}\[\]]')
_OF_JSON: Final = re.compile(r"\s*(?:[\"{}\[\],]|-?\d|(?:true|false|null)\b|//|/\*|\*|#|\.\.\.|…)")


def code_ends(lines: Sequence[str]) -> dict[int, int]:
    """Give, for every line that opens a block of code, the first line after it."""
    plain = [line.translate(_PLAIN) for line in lines]
    closed: dict[int, int] = {}
    unclosed: list[int] = []
    opened: list[tuple[int, int]] = []
    depth = 0
    for at, line in enumerate(plain):
        if opened and _goes_on(line):
            unclosed += (start for start, _ in opened)
            opened.clear()
        if _OPENS.match(line):
            opened.append((at, depth))
        depth += _depth(line)
        while opened and depth <= opened[-1][1]:
            closed[opened.pop()[0]] = at + 1
    unclosed += (start for start, _ in opened)
    runs = _runs(plain) if unclosed else []
    return closed | {start: max(runs[start + 1], start + 1) for start in unclosed}


def code(lines: Sequence[str], start: int, end: int) -> Code:
    """Make a block of code of lines, without the indent of the first."""
    kept = [line.translate(_PLAIN).rstrip() for line in lines[start:end]]
    indent = len(kept[0]) - len(kept[0].lstrip())
    words = (line[indent:] if not line[:indent].strip() else line for line in kept)
    last = max(len(lines[end - 1].rstrip()), 1)
    return Code("\n".join(words), Span(start + 1, indent + 1, end, last))


def _goes_on(line: str) -> bool:
    """Say whether the page goes on here, whatever is open."""
    words = line.strip()
    if len(words) > _MOST or words[:1].islower():
        return False
    return section(words) is not None or CAPTION.fullmatch(words) is not None


def _depth(line: str) -> int:
    """Count how many more braces and brackets a line opens than it closes."""
    signs = _SIGN.findall(line)
    return sum((sign in "{[") - (sign in "}]") for sign in signs if sign)


def _runs(lines: Sequence[str]) -> list[int]:
    """Give, for every line, the first after the JSON that goes on with it: where a block ends that nothing closes."""
    ends = list(range(len(lines) + 1))
    for at in reversed(range(len(lines))):
        if lines[at].strip():
            ends[at] = max(ends[at + 1], at + 1) if _OF_JSON.match(lines[at]) else at
        elif ends[at + 1] > at + 1:
            ends[at] = ends[at + 1]
    return ends
