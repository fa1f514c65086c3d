"""Writes a page as Markdown: with tables in HTML, or with pipes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import escape

from tests.page.mutants import write_html
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


def with_html(source: Source) -> str:
    """Write a page with tables in HTML."""
    return "\n".join(_blocks(source.blocks, source.numbers, pipes=False)) + "\n"


def with_pipes(source: Source) -> str:
    """Write a page with pipe tables."""
    return "\n".join(_blocks(source.blocks, source.numbers, pipes=True)) + "\n"


def _inline(words: str, numbers: dict[str, int]) -> str:
    found, at = "", 0
    for hit in INLINE.finditer(words):
        found += _escaped(words[at : hit.start()])
        if hit["bold"]:
            found += f"**{_escaped(hit['bold'])}**"
        elif hit["page"]:
            found += f"[{hit['page']}](watering_0001.md)"
        else:
            found += f"[Table {numbers[hit['table']]}](#watering__{hit['table']})"
        at = hit.end()
    return found + _escaped(words[at:])


def _escaped(words: str) -> str:
    return re.sub(r"[\\`*_{}\[\]<>|#]", lambda hit: f"\\{hit[0]}", words)


def _blocks(blocks: Iterable[Block], numbers: dict[str, int], *, pipes: bool) -> Iterator[str]:
    for block in blocks:
        match block:
            case Title(words):
                yield from (f'# {words}<a name="watering_0007"></a>', "")
            case Section(words):
                yield from (f"## {words}", "")
            case Say(words):
                yield from (_inline(words, numbers), "")
            case Shown(code):
                yield from ("```", code, "```", "")
            case Within(words, inner):
                yield from (f"-   {words}", "")
                lines = "\n".join(_blocks(inner, numbers, pipes=pipes)).split("\n")
                yield from (f"    {line}" if line else "" for line in lines)
            case Table(key, caption):
                yield from (f"**Table {numbers[key]}**  {caption}", "")
                yield from (f'<a name="watering__{key}"></a>',)
                made = _pipes(block, numbers) if pipes else write_html.table(block, numbers, "")
                yield from (*([""] if pipes else []), *made, "")


def _pipes(table: Table, numbers: dict[str, int]) -> Iterator[str]:
    yield f"| {' | '.join(table.columns)} |"
    yield f"|{' --- |' * len(table.columns)}"
    for row in table.rows:
        yield f"| {' | '.join(_cell(cell, numbers) for cell in table.cells(row))} |"


def _cell(pieces: list[Piece], numbers: dict[str, int]) -> str:
    found, before = "", ""
    for kind, words in [*pieces, Piece("", "")]:
        if kind == "item" and before != "item":
            found += "<ul>"
        if before == "item" and kind != "item":
            found += "</ul>"
        if kind == "p":
            found += ("<br>" if before == "p" else "") + _inline(words, numbers)
        elif kind == "item":
            found += f"<li>{_inline(words, numbers)}</li>"
        elif kind == "code":
            found += f"<pre>{_escaped(escape(words, quote=False))}</pre>"
        before = kind
    return found
