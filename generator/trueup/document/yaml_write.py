"""Write values as block YAML, in the style that the project's own spec is written in.

Text is plain only where the readers of YAML 1.1 and of 1.2 both take it for that same text.
"""

from __future__ import annotations

import re
from typing import Final

from trueup.document.json_values import JsonObject, JsonValue

WIDTH: Final = 120

# Whatever one of the two versions could take for a number, a date, a sexagesimal, or a special value.
_NUMBER: Final = re.compile(
    r"[-+]?(?:[0-9._][0-9._,:]*(?:e[-+]?[0-9]+)?|0[xob][0-9a-f_]+|\.?(?:inf|nan))\Z"
    r"|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}|[-+]?[0-9]+:|\.\.\.",
    re.IGNORECASE,
)
_WORDS: Final = frozenset("y n yes no on off true false null".split())
_INDICATORS: Final = frozenset("-?:,[]{}#&*!|>'\"%@`=<~")
_IN_FLOW: Final = re.compile(r"[\w./ ()-]*\Z")
_ESCAPES: Final = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}
_CONDITIONS: Final = (frozenset(("field", "equals")), frozenset(("field", "in")))


def block(value: JsonValue, indent: int) -> list[str]:
    """Write a value as lines of block YAML that start in a column, counted from 0."""
    if isinstance(value, dict) and value:
        return [line for key, each in value.items() for line in entry(key, each, indent)]
    if isinstance(value, list) and value:
        return [line for each in value for line in item(each, indent)]
    first, rest = after(value, indent, indent)
    return [" " * indent + first, *rest]


def entry(key: str, value: JsonValue, indent: int) -> list[str]:
    """Write a key and its value as lines."""
    label = f"{' ' * indent}{scalar(key)}:"
    first, rest = after(value, len(label) + 1, indent + 2)
    return [f"{label} {first}" if first else label, *rest]


def item(value: JsonValue, indent: int) -> list[str]:
    """Write an item of a list as lines."""
    first, rest = after(value, indent + 2, indent + 2)
    if not first:
        first, rest = rest[0].lstrip(" "), rest[1:]
    return [f"{' ' * indent}- {first}", *rest]


def after(value: JsonValue, column: int, indent: int) -> tuple[str, list[str]]:
    """Write a value that begins in a column of a line: what stands there, and lines below at an indent.

    Of lists and objects nothing stands there, unless they are short or empty.
    """
    if isinstance(value, str):
        return _text(value, column, indent)
    if not isinstance(value, dict | list) or not value:
        return flow(value), []
    if isinstance(value, dict) and _is_short(value) and column + len(flow(value)) <= WIDTH:
        return flow(value), []
    return "", block(value, indent)


def flow(value: JsonValue) -> str:
    """Write a value on one line."""
    if isinstance(value, dict):
        return f"{{{', '.join(f'{_inline(key)}: {flow(each)}' for key, each in value.items())}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(flow, value))}]"
    return _inline(value) if isinstance(value, str) else scalar(value)


def scalar(value: str | float | bool | None) -> str:
    """Write a scalar on one line."""
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case float():
            digits, exponent, power = repr(value).partition("e")
            # YAML 1.1 wants a point in every number with an exponent.
            return f"{digits}{'' if '.' in digits or not exponent else '.0'}{exponent}{power}"
        case str():
            return value if _is_plain(value) else _quoted(value)


def _is_short(value: JsonObject) -> bool:
    """Say whether an object goes on one line: a place on the page, or a condition."""
    if any(isinstance(each, dict) for each in value.values()):
        return False
    return set(value) <= {"table", "row"} or set(value) in _CONDITIONS


def _is_plain(text: str) -> bool:
    return (
        text.isprintable()
        and text.strip() == text != ""
        and text[0] not in _INDICATORS
        and not text.endswith(":")
        and ": " not in text
        and " #" not in text
        and text.casefold() not in _WORDS
        and not _NUMBER.match(text)
    )


def _inline(text: str) -> str:
    return text if _IN_FLOW.match(text) and _is_plain(text) else _quoted(text)


def _quoted(text: str) -> str:
    return f'"{"".join(map(_escaped, text))}"'


def _escaped(character: str) -> str:
    if character in _ESCAPES:
        return _ESCAPES[character]
    if character.isprintable():
        return character
    code = ord(character)
    if 0xD800 <= code < 0xE000:
        return "\\ufffd"  # half a surrogate pair is no character
    return (
        f"\\x{code:02x}"
        if code < 0x100
        else f"\\u{code:04x}"
        if code < 0x10000
        else f"\\U{code:08x}"
    )


def _text(text: str, column: int, indent: int) -> tuple[str, list[str]]:
    margin = " " * indent
    lines = text.removesuffix("\n").split("\n")
    if len(lines) > 1 and all(map(_is_line, lines)) and lines[0][:1].strip() and lines[-1]:
        header = "|" if text.endswith("\n") else "|-"
        return header, [f"{margin}{line}" if line else "" for line in lines]
    line = scalar(text)
    if column + len(line) > WIDTH and text.isprintable() and text.strip() == text:
        folded = _folded(text, WIDTH - indent)
        if len(folded) > 1:
            return ">-", [f"{margin}{each}" for each in folded]
    return line, []


def _is_line(line: str) -> bool:
    return line.isprintable() and not line.endswith(" ")


def _folded(text: str, width: int) -> list[str]:
    """Break text at single spaces, where folding takes the line break for the space again."""
    lines: list[str] = []
    line: list[str] = []
    length = -1
    for word in re.split(r"(?<=\S) (?=\S)", text):
        if line and length + 1 + len(word) > width:
            lines.append(" ".join(line))
            line, length = [], -1
        line.append(word)
        length += 1 + len(word)
    return [*lines, " ".join(line)]
