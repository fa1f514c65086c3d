"""Writes a page as HTML."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

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
    lines = ["<!DOCTYPE html>", '<html lang="en"><head><meta charset="utf-8">']
    title = next((each.words for each in source.blocks if isinstance(each, Title)), "")
    lines += [f"<title>{escape(title)}</title></head>", '<body><div class="body">']
    return "\n".join([*lines, *_blocks(source.blocks, source.numbers), "</div></body></html>", ""])


def inline(words: str, numbers: dict[str, int]) -> str:
    """Write words."""
    found, at = "", 0
    for hit in INLINE.finditer(words):
        found += escape(words[at : hit.start()], quote=False)
        if hit["bold"]:
            found += f"<strong>{escape(hit['bold'], quote=False)}</strong>"
        elif hit["page"]:
            found += f'<a href="watering_0001.html">{escape(hit["page"], quote=False)}</a>'
        else:
            found += f'<a href="#watering__{hit["table"]}">Table {numbers[hit["table"]]}</a>'
        at = hit.end()
    return found + escape(words[at:], quote=False)


def _blocks(blocks: Iterable[Block], numbers: dict[str, int]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Title(words):
                yield f'<h1 class="topictitle1">{escape(words)}</h1>'
            case Section(words):
                yield f'<h4 class="sectiontitle">{escape(words)}</h4>'
            case Say(words):
                yield f"<p>{inline(words, numbers)}</p>"
            case Shown(code):
                yield f'<pre class="screen">{escape(code, quote=False)}</pre>'
            case Within(words, inner):
                yield f"<ul><li>{words}"
                yield from _blocks(inner, numbers)
                yield "</li></ul>"
            case Table(key, caption):
                yield f'<a name="watering__{key}"></a>'
                named = f"<caption><b>Table {numbers[key]} </b>{caption}</caption>"
                yield from table(block, numbers, named)


def table(block: Table, numbers: dict[str, int], caption: str) -> Iterator[str]:
    """Write a table."""
    yield f'<table border="1">{caption}<thead><tr>'
    yield from (f"<th><p>{words}</p></th>" for words in block.columns)
    yield "</tr></thead>"
    yield "<tbody>"
    for row in block.rows:
        yield "<tr>"
        for cell in block.cells(row):
            yield f"<td>{''.join(_cell(cell, numbers))}</td>"
        yield "</tr>"
    yield "</tbody></table>"


def _cell(pieces: list[Piece], numbers: dict[str, int]) -> Iterator[str]:
    before = ""
    for kind, words in [*pieces, Piece("", "")]:
        if kind == "item" and before != "item":
            yield "<ul>"
        if before == "item" and kind != "item":
            yield "</ul>\n"
        match kind:
            case "item":
                yield f"<li>{inline(words, numbers)}</li>\n"
            case "code":
                yield f'<pre class="screen">{escape(words, quote=False)}</pre>'
            case "p":
                yield f"<p>{inline(words, numbers)}</p>\n"
            case _:
                pass
        before = kind
