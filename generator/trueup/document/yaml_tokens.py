"""Read over flow collections: where they and the scalars in them end, in a text whose syntax is right."""

from __future__ import annotations

import re
from typing import Final

_FLOW_TOKEN: Final = re.compile(
    r"(?P<comment>#.*)"
    r"|\s+|\"(?:[^\"\\]|\\.|\\\n)*\"|'(?:[^']|'')*'"
    r"|(?P<open>[\[{])|(?P<close>[\]}])|,|[:?](?=[\s,\[\]{}\"']|\Z)"
    r"|(?:[^\s,\[\]{}:#]|:(?![\s,\[\]{}])|(?<=\S)#|[ \t]+(?=[^\s,\[\]{}:#]))+",
    re.ASCII,
)


class Unmeasured(Exception):
    """The end of a value can't be told."""


def flow_end(text: str, start: int) -> tuple[int, bool]:
    """Give the offset after a flow collection, and whether there is a comment in it."""
    depth, at, commented = 0, start, False
    while match := _FLOW_TOKEN.match(text, at):
        at = match.end()
        commented = commented or match["comment"] is not None
        depth += bool(match["open"]) - bool(match["close"])
        if depth == 0:
            return at, commented
    raise Unmeasured


def flow_scalar_end(text: str, start: int) -> int:
    """Give the offset after a scalar within a flow collection."""
    match = _FLOW_TOKEN.match(text, start)
    if match is None or text[start] in "&!*,]}#:" or text[start].isspace():
        raise Unmeasured
    return match.end()
