"""Reads a page saved as reStructuredText."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trueup.findings import Code, Finding, Place, Refused, Severity
from trueup.page.blocks import Format, Page
from trueup.page.formats.builder import Builder
from trueup.page.formats.excerpt import plain_text
from trueup.page.formats.nesting import too_deep
from trueup.page.formats.rst_places import LINE_ENDS, lines_of
from trueup.page.formats.rst_tree import Teller

if TYPE_CHECKING:
    from trueup.page.formats.rst_syntax import Problem


def read_rst(file: str, text: str, sha256: str) -> tuple[Page, tuple[Finding, ...]]:
    """Read a page saved as reStructuredText into blocks."""
    from trueup.page.formats.rst_syntax import parse

    plain = plain_text(text).translate(LINE_ENDS)
    builder = Builder()
    try:
        document, problems = parse(plain)
        Teller(file, builder, lines_of(plain)).tell_page(document)
    except RecursionError:
        raise Refused(too_deep(Place(file))) from None
    page = Page(file, Format.RST, sha256, builder.finish())
    return page, tuple(_finding(file, each) for each in problems)


def _finding(file: str, problem: Problem) -> Finding:
    message = problem.message + (" (what it speaks of is lost)" if problem.lost else "")
    severe = problem.lost or problem.level > 3
    return Finding(
        Place(file, problem.line, 1),
        Code.BROKEN_MARKUP,
        message,
        "correct the markup, or save the page again",
        Severity.ERROR if severe else Severity.WARNING,
    )
