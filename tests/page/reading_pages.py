"""Pages as texts, and what is read of them."""

from __future__ import annotations

from pathlib import Path

from trueup.findings import Finding
from trueup.page.blocks import Cell, Code, Mark, Paragraph, Span, Text
from trueup.page.facts import Fact, Facts, Field, Unread
from trueup.page.formats.text import read_text
from trueup.page.reading.descriptions import described
from trueup.page.reading.read import read
from trueup.page.reading.sentences import Context, sentences
from trueup.page.types import type_of
from trueup.pages import Reading
from trueup.pages import read as read_file

PAGES = Path(__file__).resolve().parents[3] / "shared" / "pages"
NOWHERE = Span(1, 1, 1, 1)
HEAD = """\
Renaming a Lamp

URI

PUT /v2/{house}/lamps/{lamp}
"""


def of_text(text: str) -> tuple[Facts, tuple[Finding, ...]]:
    """Read a page of plain text."""
    page, found = read_text("lamp.txt", text, "")
    facts, more = read(page)
    return facts, (*found, *more)


def table(
    caption: str, *rows: tuple[str, ...], header: str = "Parameter|Mandatory|Type|Description"
) -> str:
    """Write a table as a browser copies it: every cell on a line of its own."""
    cells = [caption, *header.split("|"), *(cell for row in rows for cell in row)]
    return "\n\n".join(cell for cell in cells if cell) + "\n"


def body(*rows: tuple[str, ...]) -> str:
    """Write a page whose request has these rows."""
    return f"{HEAD}\nRequest Parameters\n\n{table('Table 1 Request parameters', *rows)}"


def one(text: str, path: str) -> Field:
    """Read a page of plain text without findings; give one field of it."""
    facts, found = of_text(text)
    assert found == ()
    field = facts.field(path)
    assert field is not None
    return field


def of_words(
    words: list[str], kind: str, name: str = "it", siblings: tuple[str, ...] = ()
) -> tuple[tuple[Fact, ...], tuple[Unread, ...]]:
    """Read the words of one description: paragraphs, items that start with `- `, code after three backticks."""
    type_ = type_of(kind) or {}
    context = Context(name, type_, {name: type_, **{each: {} for each in siblings}})
    cell = Cell(tuple(_part(each) for each in words), NOWHERE)
    return described(list(sentences(cell)), context)


def _part(words: str) -> Paragraph | Code:
    if words.startswith("```"):
        return Code(words.strip("`").strip(), NOWHERE)
    plain = " ".join(words.removeprefix("- ").split())
    return Paragraph(Text(plain, (Mark(0, 1, 1),)), words.startswith("- "))


def of_file(path: Path) -> Reading:
    """Read a saved page."""
    return read_file(path, path.name)
