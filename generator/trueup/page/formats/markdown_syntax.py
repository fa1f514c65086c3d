"""Markdown's syntax as pages use it: CommonMark and tables, and HTML tables that come out whole."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from trueup.page.blocks import Mark
from trueup.page.formats.excerpt import Excerpt, Spot, placed
from trueup.page.formats.nesting import MAX_DEPTH

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock

TABLE_TAG = re.compile(r"<(/?)table(?=[\s/>]|$)", re.IGNORECASE)
STARTS_HTML = re.compile(r"</?[a-zA-Z]")
# What stands before the text of a line in lists and quotes.
CONTAINERS = re.compile(r"(?:[ \t]*+(?:[-+*]|\d{1,9}[.)])(?=[ \t])|[ \t]*+>)*+[ \t]*+")
FENCE = re.compile(r"\s*(```|~~~)")
PARTS = (("<pre", "</pre"), ("<!--", "-->"), ("<script", "</script"), ("<style", "</style"))


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of an excerpt, and where in it each starts."""

    excerpt: Excerpt
    texts: tuple[str, ...]
    starts: tuple[int, ...]

    def spot(self, line: int, column: int) -> Spot:
        """Give the place of a column of a line, both counted from 0."""
        at = min(line, len(self.starts) - 1)
        return self.excerpt.spot(self.starts[at])._replace(
            column=self.excerpt.spot(self.starts[at]).column + column
        )


class Segment(NamedTuple):
    """Lines of a table's HTML, or of Markdown that stands in a cell between blank lines."""

    html: bool
    start: int
    end: int


def lines_of(excerpt: Excerpt) -> Lines:
    """Part an excerpt in lines."""
    texts = tuple(excerpt.content.split("\n"))
    starts = [0]
    for text in texts[:-1]:
        starts.append(starts[-1] + len(text) + 1)
    return Lines(excerpt, texts, tuple(starts))


def located(lines: Lines, first: int, content: str) -> Excerpt:
    """Find text that was taken from lines, without the indents and marks before it, where it stands."""
    texts = content.split("\n")
    # A line of wide or unbreakable spaces only is no blank line to Markdown, and is stripped.
    while texts[0].strip() and first + 1 < len(lines.texts) and not lines.texts[first].strip():
        first += 1
    spots = [_found(lines, first + number, text) for number, text in enumerate(texts)]
    return placed(texts, spots)


def _found(lines: Lines, number: int, text: str) -> Spot:
    number = min(number, len(lines.texts) - 1)
    line, core = lines.texts[number], text.strip()
    ends_so = line.rstrip().endswith(core)
    at = len(line.rstrip()) - len(core) if ends_so else max(line.find(core), 0)
    return lines.spot(number, at - (len(text) - len(text.lstrip())))


def row_cells(lines: Lines, number: int) -> list[Excerpt]:
    r"""Part a row of a pipe table in its cells; `\|` is a pipe that parts none."""
    line = lines.texts[number].rstrip()
    prefix = CONTAINERS.match(line)
    start = prefix.end() if prefix else 0
    pipes = [each.start() for each in re.finditer(r"(?<!\\)\|", line) if each.start() >= start]
    edges = [start - 1, *pipes, len(line)]
    cells = [(left + 1, right) for left, right in pairwise(edges)]
    if cells and not line[slice(*cells[0])].strip() and len(cells) > 1:
        cells = cells[1:]
    if len(cells) > 1 and not line[slice(*cells[-1])].strip() and line.endswith("|"):
        cells = cells[:-1]
    return [_cell(lines, number, *cell) for cell in cells]


def _cell(lines: Lines, number: int, left: int, right: int) -> Excerpt:
    text = lines.texts[number][left:right]
    left += len(text) - len(text.lstrip())
    content, marks = "", []
    for part in text.strip().replace("\\|", "\\\0|").split("\\\0"):
        marks.append(Mark(len(content), *lines.spot(number, left)))
        content += part
        left += len(part) + 1
    return Excerpt(content, tuple(marks))


def segments(texts: Sequence[str]) -> list[Segment]:
    """Part the lines of a table: what follows a blank line and is no tag is Markdown."""
    found: list[Segment] = []
    html, start, blank, until = True, 0, False, ""
    for number, text in enumerate(texts):
        low = text.lower()
        if until:
            until = "" if until in low else until
            continue
        if blank and low.strip() and html != low.lstrip().startswith("<"):
            found.append(Segment(html, start, number))
            html, start = not html, number
        blank = not low.strip()
        until = _until(low, html=html)
    return [*found, Segment(html, start, len(texts))]


def _until(low: str, *, html: bool) -> str:
    """Say what ends the code or comment that a line leaves open."""
    if not html:
        fence = FENCE.match(low)
        return fence[1] if fence else ""
    return next((end for start, end in PARTS if low.rfind(start) > low.rfind(end)), "")


@cache
def syntax() -> MarkdownIt:
    """Give the parser."""
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"maxNesting": MAX_DEPTH + 10}).enable("table")
    parser.disable("text_join")  # its tokens say what stands in the file for each character
    parser.block.ruler.before(
        "html_block", "html_table", _html_table, {"alt": ["paragraph", "reference", "blockquote"]}
    )
    return parser


def _html_table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Take HTML from a line that starts with a tag to where the tables in it are closed."""
    if state.is_code_block(start) or not STARTS_HTML.match(_line(state, start)):
        return False
    line, depth, seen = start, 0, False
    while line < end and (depth > 0 or _line(state, line).strip()):
        if depth <= 0 and line > start and state.sCount[line] < state.blkIndent:
            break
        tags = TABLE_TAG.findall(_line(state, line))
        seen = seen or bool(tags)
        depth += sum(-1 if closes else 1 for closes in tags)
        line += 1
        if not seen and line - start > 8:
            return False
    if not seen:
        return False
    if silent:
        return True
    state.line = line
    token = state.push("html_table", "", 0)
    token.map = [start, line]
    token.content = state.getLines(start, line, state.blkIndent, True)
    return True


def _line(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]
