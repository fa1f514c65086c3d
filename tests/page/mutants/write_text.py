"""Writes a page as plain text, as it is copied from a browser."""

from __future__ import annotations

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
    """Write a page: every paragraph and every cell is a line, with empty lines between."""
    return "\n".join(_blocks(source.blocks, source.numbers, "")).strip() + "\n"


def inline(words: str, numbers: dict[str, int]) -> str:
    """Write words without markup."""
    return INLINE.sub(
        lambda found: found["bold"] or found["page"] or f"Table {numbers[found['table']]}", words
    )


def _blocks(blocks: Iterable[Block], numbers: dict[str, int], indent: str) -> Iterator[str]:
    for block in blocks:
        match block:
            case Title(words) | Section(words) | Say(words):
                yield from ("", indent + inline(words, numbers))
            case Shown(code):
                yield from ("", *(indent + line for line in code.split("\n")))
            case Within(words, inner):
                yield from ("", f"{indent}  • {words}")
                lines = list(_blocks(inner, numbers, indent + "    "))
                yield from lines[1:] if isinstance(inner[0], Table) else lines
            case Table():
                yield from (indent + line if line else "" for line in _table(block, numbers))


def _table(table: Table, numbers: dict[str, int]) -> Iterator[str]:
    yield from ("", f"Table {numbers[table.key]} {table.caption}")
    for words in table.columns:
        yield from ("", words)
    for row in table.rows:
        for cell in table.cells(row):
            yield from _cell(cell, numbers)


def _cell(cell: list[Piece], numbers: dict[str, int]) -> Iterator[str]:
    before = ""
    for kind, words in cell:
        # Items of a list stand one below the other.
        if (before, kind) != ("item", "item"):
            yield ""
        plain = words if kind == "code" else inline(words, numbers)
        yield from (f"  • {plain}",) if kind == "item" else plain.split("\n")
        before = kind
