"""The only door from spec text to Markdown: it stays the text that it is, with no markup but `code`."""

from __future__ import annotations

import re
from typing import Final

# What could begin or end markup; an underscore within a word can't.
_MARKUP: Final = re.compile(r"[\\`*\[\]<>&|~]|(?<![^\W_])_|_(?![^\W_])")
_CODE: Final = re.compile(r"(?<!`)`([^`]+)`(?!`)")
_FIRST: Final = re.compile(r"^([-+#=:!]|\d+(?=[.)]))")
_BLANK: Final = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")
_UNSEEN: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff]")


def inline(text: str) -> str:
    r"""Write text within a line; what stands in backticks stays code.

    >>> print(inline("a|b <c> `d_e` *f* g_h"))
    a\|b \<c\> `d_e` \*f\* g_h
    """
    parts = _CODE.split(_flat(text))
    made = [
        f"`{part}`" if at % 2 else _MARKUP.sub(r"\\\g<0>", part) for at, part in enumerate(parts)
    ]
    return _FIRST.sub(lambda found: _first(found[0]), "".join(made))


def cell(text: str) -> str:
    r"""Write text within a cell of a table, where a bar ends even code.

    >>> print(cell("`a|b`"))
    `a\|b`
    """
    parts = _CODE.split(_flat(text))
    made = [
        cell_code(part) if at % 2 else _MARKUP.sub(r"\\\g<0>", part)
        for at, part in enumerate(parts)
    ]
    return "".join(made)


def block(text: str) -> str:
    """Write text as paragraphs, a line each."""
    return "\n\n".join(filter(None, map(inline, _BLANK.split(text.strip()))))


def code(text: str) -> str:
    """Write text as code within a line; the fence is longer than any in it."""
    flat = _flat(text)
    fence = _fence(flat, 1)
    apart = " " if flat[:1] == "`" or flat[-1:] == "`" else ""
    return f"{fence}{apart}{flat}{apart}{fence}" if flat else ""


def cell_code(text: str) -> str:
    """Write text as code within a cell of a table."""
    return code(text).replace("|", "\\|")


def fenced(text: str, language: str) -> str:
    """Write a block of code; the fence is longer than any in it."""
    fence = _fence(text, 3)
    return f"{fence}{language}\n{text}\n{fence}"


def _fence(text: str, least: int) -> str:
    longest = max(map(len, re.findall(r"`+", text)), default=0)
    return "`" * max(least, longest + 1)


def _flat(text: str) -> str:
    return _UNSEEN.sub(_shown, " ".join(text.split()))


def _first(text: str) -> str:
    """Escape what would begin a list, a heading or a rule."""
    return f"{text}\\" if text.isdigit() else f"\\{text}"


def _shown(found: re.Match[str]) -> str:
    code_ = ord(found[0])
    return f"\\x{code_:02x}" if code_ < 256 else f"\\u{code_:04x}"
