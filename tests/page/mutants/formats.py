"""The formats that pages are written in and read from."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

from tests.page.mutants import write_html, write_markdown, write_rst, write_text
from tests.page.mutants.mutant import Mutant
from tests.page.mutants.source import Source
from tests.page.mutants.wording import Reworded
from trueup.findings import Finding
from trueup.page.blocks import Page
from trueup.page.facts import Facts
from trueup.page.formats.html import read_html
from trueup.page.formats.markdown import read_markdown
from trueup.page.formats.rst import read_rst
from trueup.page.formats.text import read_text
from trueup.page.reading.read import read


@dataclass(frozen=True)
class Format:
    """A way to write a page, and to read it."""

    file: str
    write: Callable[[Source], str]
    parse: Callable[[str, str, str], tuple[Page, tuple[Finding, ...]]]

    def facts(self, text: str) -> Facts:
        """Read a page's facts."""
        return read(self.parse(self.file, text, "")[0])[0]

    def findings(self, text: str) -> list[Finding]:
        """Read what can't be read of a page."""
        page, found = self.parse(self.file, text, "")
        return [*found, *read(page)[1]]


TEXT = Format("page.txt", write_text.write, read_text)
FORMATS = {
    "text": TEXT,
    "rst": Format("page.rst", write_rst.write, read_rst),
    "html": Format("page.html", write_html.write, read_html),
    "markdown with html": Format("page.md", write_markdown.with_html, read_markdown),
    "markdown with pipes": Format("page.md", write_markdown.with_pipes, read_markdown),
}
Row = TypeVar("Row", Mutant, Reworded)


@cache
def unchanged(format_: Format, page: Source) -> tuple[str, Facts]:
    """Give the text and the facts of a page as it was, read once."""
    text = format_.write(page)
    return text, format_.facts(text)


def together(page: Source, mutants: Sequence[Row]) -> Iterator[tuple[Source, list[Row]]]:
    """Put changes of different rows on one page: as many pages as the row with the most changes has of them."""
    of: dict[str, list[Row]] = {}
    for mutant in mutants:
        if mutant.row:
            of.setdefault(mutant.row, []).append(mutant)
    for number in range(max(map(len, of.values()), default=0)):
        chosen = [each[number] for each in of.values() if number < len(each)]
        changed = page
        for mutant in chosen:
            changed = changed.with_row(mutant.row, mutant.page.rows[mutant.row][1])
        yield changed, chosen
