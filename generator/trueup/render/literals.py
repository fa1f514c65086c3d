"""The only door from spec text to source text. Spec text is hostile: nothing of it may become code."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterable

from trueup.document.json_values import JsonValue

_WIDTH = 96


def tuple_of(items: Iterable[str]) -> str:
    """Write a tuple of what is source already.

    >>> tuple_of([]), tuple_of(["1"])
    ('()', '(1, )')
    """
    return f"({''.join(f'{each}, ' for each in items)})"


def literal(value: JsonValue) -> str:
    r"""Write a JSON value as a Python expression of plain ASCII.

    >>> print(literal({"a": [1, True, None, 'say "hi"', "\u00e9"]}))
    {"a": [1, True, None, 'say "hi"', "\xe9"]}
    """
    match value:
        case None | bool() | int() | float():
            return repr(value)
        case str():
            return _quoted(value)
        case list():
            return f"[{', '.join(map(literal, value))}]"
        case dict():
            pairs = (f"{_quoted(key)}: {literal(item)}" for key, item in value.items())
            return f"{{{', '.join(pairs)}}}"


def from_json(text: str) -> str:
    """Write canonical JSON text as a Python expression."""
    return literal(json.loads(text))


def toml_string(text: str) -> str:
    """Write text as a TOML string; half a surrogate pair, which TOML can't carry, as U+FFFD."""
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return json.dumps(whole, ensure_ascii=False).replace("\x7f", "\\u007f")


def docstring(text: str) -> str:
    """Write text as a docstring that reads back as the same text, quotes and backslashes included."""
    escaped = text.replace("\\", "\\\\")
    if '""' in text or text[:1] == '"' or text[-1:] == '"':
        escaped = escaped.replace('"', '\\"')
    end = "\n" if "\n" in text else ""  # readers of docstrings strip it
    return f'"""{_printable(escaped)}{end}"""'


def comment(text: str) -> str:
    """Write text as one comment line, which Python does not take for a declaration of an encoding."""
    flat = re.sub(r"coding(?=[:=])", "coding ", " ".join(text.split()))
    return f"# {_printable(flat)}"


def paragraphs(*blocks: str) -> str:
    """Join blocks of text by blank lines, each paragraph wrapped; indented lines and lists stay as they are."""
    return "\n\n".join(_wrapped(block.strip("\n")) for block in blocks if block.strip())


def bullets(lines: Iterable[str]) -> str:
    """Write lines as a list, continuation lines indented."""
    return "\n".join(
        textwrap.fill(
            line, _WIDTH, initial_indent="- ", subsequent_indent="  ", break_long_words=False,
            break_on_hyphens=False,
        )
        for line in lines
    )  # fmt: skip


def _wrapped(block: str) -> str:
    parts: list[str] = []
    for paragraph in block.split("\n\n"):
        as_is = any(line.startswith((" ", "\t", "- ", "* ")) for line in paragraph.splitlines())
        filled = textwrap.fill(paragraph, _WIDTH, break_long_words=False, break_on_hyphens=False)
        parts.append(paragraph if as_is else filled)
    return "\n\n".join(parts)


def _quoted(text: str) -> str:
    return ascii(text) if '"' in text or "\\" in text else f'"{ascii(text)[1:-1]}"'


def _printable(text: str) -> str:
    """Write what can't be printed as escapes; a whole text that can, which most can, as it is."""
    whole = text.isascii() and text.replace("\n", "").isprintable()
    return text if whole else "".join(map(_shown, text))


def _shown(character: str) -> str:
    if character == "\n" or (character.isprintable() and not 0xD800 <= ord(character) <= 0xDFFF):
        return character
    code = ord(character)
    return (
        f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}" if code < 65536 else f"\\U{code:08x}"
    )
