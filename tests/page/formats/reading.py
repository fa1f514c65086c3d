"""Reads pages for tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeAlias

from tests.page.formats import sheets
from trueup.findings import Finding
from trueup.page.blocks import Block, Cell, Code, Heading, Page, Paragraph, Table, Text
from trueup.page.formats.html import read_html
from trueup.page.formats.markdown import read_markdown
from trueup.page.formats.rst import read_rst

Reader: TypeAlias = Callable[[str, str, str], tuple[Page, tuple[Finding, ...]]]

PAGES = Path(__file__).resolve().parents[4] / "shared" / "pages"
READERS: dict[str, Reader] = {".rst": read_rst, ".md": read_markdown, ".html": read_html}
SHEETS = {
    "sheet.rst": sheets.RST,
    "html-tables.md": sheets.MARKDOWN,
    "pipe-tables.md": sheets.PIPES,
    "sheet.html": sheets.HTML,
}


def read(name: str, text: str) -> tuple[Page, tuple[Finding, ...]]:
    """Read a page by the reader for its name."""
    return READERS[Path(name).suffix](name, text, "0" * 64)


def blocks(name: str, text: str) -> tuple[Block, ...]:
    """Read a page that nothing is wrong with."""
    page, findings = read(name, text)
    assert findings == ()
    return page.blocks


def table(name: str, text: str) -> Table:
    """Read a page with one table."""
    (found,) = (each for each in read(name, text)[0].blocks if isinstance(each, Table))
    return found


def words(block: Block | Cell) -> object:
    """Give what a block says, places and targets aside."""
    match block:
        case Heading():
            return block.level, block.text.words
        case Paragraph():
            linked = [block.text.words[link.start : link.end] for link in block.text.links]
            return ("item" if block.item else "paragraph"), block.text.words, linked
        case Code():
            return "code", block.code
        case Cell():
            return [words(each) for each in block.content]
        case Table():
            rows = [[words(cell) for cell in row.cells] for row in block.rows]
            caption = block.caption.words if block.caption else None
            return caption, [words(cell) for cell in block.header], rows


def texts(page: Page) -> Iterator[Text]:
    """Give every text of a page."""
    for block in page.blocks:
        match block:
            case Heading() | Paragraph():
                yield block.text
            case Code():
                pass
            case Table():
                if block.caption:
                    yield block.caption
                for row in (block.header, *(row.cells for row in block.rows)):
                    for cell in row:
                        yield from (e.text for e in cell.content if isinstance(e, Paragraph))


def real_pages() -> dict[str, str]:
    """Give the real pages that are there, by name."""
    found = sorted(PAGES.glob("*")) if PAGES.is_dir() else []
    return {path.name: path.read_text("utf-8") for path in found if path.suffix in READERS}
