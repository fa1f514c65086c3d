"""Writes a page as reStructuredText: grid tables, and simple tables where all cells are short."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from tests.page.mutants.source import (
    INLINE,
    Block,
    Piece,
    Say,
    Section,
    Shown,
    Source,
    Table,
    Title,
    Within,
)


def write(source: Source) -> str:
    """Write a page."""
    lines = [":original_name: watering_0007.html", "", ".. _watering_0007:", ""]
    return "\n".join([*lines, *_blocks(source.blocks, source.numbers)]) + "\n"


def _inline(words: str, numbers: dict[str, int]) -> str:
    """Write words; a sign that would start markup is escaped."""
    found, at = "", 0
    for hit in INLINE.finditer(words):
        found += _escaped(words[at : hit.start()])
        if hit["bold"]:
            found += f"**{_escaped(hit['bold'])}**"
        elif hit["page"]:
            found += f":ref:`{hit['page']} <watering_0001>`"
        else:
            found += f":ref:`Table {numbers[hit['table']]} <watering_0007__{hit['table']}>`"
        at = hit.end()
    return found + _escaped(words[at:])


def _escaped(words: str) -> str:
    return re.sub(r"([*`|\\])|_(?=\W|$)", lambda hit: f"\\{hit[0]}", words)


def _blocks(blocks: Iterable[Block], numbers: dict[str, int]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Title(words):
                yield from (words, "=" * len(words), "")
            case Section(words):
                yield from (words, "-" * len(words), "")
            case Say(words):
                yield from (_inline(words, numbers), "")
            case Shown(code):
                yield from (*_code(code), "")
            case Within(words, inner):
                yield from (f"-  {words}", "")
                yield from _indented(_blocks(inner, numbers), 3)
            case Table(key, caption):
                yield from (f".. _watering_0007__{key}:", "")
                yield from (f".. table:: **Table {numbers[key]}** {caption}", "")
                yield from _indented(_table(block, numbers), 3)
                yield ""


def _indented(lines: Iterable[str], by: int) -> Iterator[str]:
    return (" " * by + line if line else "" for line in lines)


def _code(code: str) -> list[str]:
    return [".. code-block::", "", *_indented(code.split("\n"), 3)]


def _table(table: Table, numbers: dict[str, int]) -> list[str]:
    rows = [[[words] for words in table.columns]]
    rows += [[_cell(cell, numbers) for cell in table.cells(row)] for row in table.rows]
    widths = [
        max(len(line) for row in rows for line in row[at]) for at in range(len(table.columns))
    ]
    short = all(len(cell) == 1 for row in rows for cell in row) and max(widths) < 80
    return _simple(rows, widths) if short else _grid(rows, widths)


def _cell(pieces: list[Piece], numbers: dict[str, int]) -> list[str]:
    lines: list[str] = []
    before = ""
    for kind, words in pieces:
        if lines and (before, kind) != ("item", "item"):
            lines.append("")
        if kind == "code":
            lines += _code(words)
        else:
            lines.append(
                f"-  {_inline(words, numbers)}" if kind == "item" else _inline(words, numbers)
            )
        before = kind
    return lines or [""]


def _simple(rows: list[list[list[str]]], widths: list[int]) -> list[str]:
    rule = " ".join("=" * width for width in widths)
    lines = [
        " ".join(cell[0].ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]
    return [rule, lines[0], rule, *lines[1:], rule]


def _grid(rows: list[list[list[str]]], widths: list[int]) -> list[str]:
    lines = [_rule(widths, "-")]
    for number, row in enumerate(rows):
        for at in range(max(len(cell) for cell in row)):
            shown = (
                (cell[at] if at < len(cell) else "").ljust(width)
                for cell, width in zip(row, widths, strict=True)
            )
            lines.append("| " + " | ".join(shown) + " |")
        lines.append(_rule(widths, "-" if number else "="))
    return lines


def _rule(widths: list[int], sign: str) -> str:
    return "+" + "+".join(sign * (width + 2) for width in widths) + "+"
