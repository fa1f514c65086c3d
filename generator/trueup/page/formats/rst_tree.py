"""docutils' tree as events for the builder."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from trueup.findings import Place, Refused
from trueup.page.blocks import Span
from trueup.page.formats.builder import Builder
from trueup.page.formats.excerpt import Excerpt, Spot
from trueup.page.formats.nesting import MAX_DEPTH, too_deep
from trueup.page.formats.rst_inline import tell_inline
from trueup.page.formats.rst_places import EVERYWHERE, Columns, Lines, located, table_columns

if TYPE_CHECKING:
    from docutils import nodes


class Teller:
    """Walks a tree and tells a builder of what it meets."""

    def __init__(self, file: str, builder: Builder, lines: Lines) -> None:
        self._file = file
        self._builder = builder
        self._lines = lines
        self._columns: Columns = EVERYWHERE
        self._level = 0
        self._depth = 0
        self._line = 1

    def tell_page(self, document: nodes.document) -> None:
        """Tell of a page; the fields before anything else are about it, not in it."""
        from docutils import nodes

        children = list(document.children)
        silent = (nodes.comment, nodes.system_message, nodes.target, nodes.substitution_definition)
        first = next((each for each in children if not isinstance(each, silent)), None)
        if isinstance(first, nodes.field_list):
            children.remove(first)
        self._all(children)

    def _all(self, children: Iterable[nodes.Node]) -> None:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise Refused(too_deep(Place(self._file, self._line, 1)))
        for child in children:
            self._block(child)
        self._depth -= 1

    def _block(self, node: nodes.Node) -> None:
        from docutils import nodes

        match node:
            case nodes.section():
                self._level += 1
                self._all(node.children)
                self._level -= 1
            case nodes.title() if isinstance(node.parent, nodes.section):
                self._builder.heading(min(self._level, 6))
                self._words(node)
                self._builder.heading_end()
            case nodes.table():
                self._table(node)
            case nodes.target():
                self._anchors(node)
            case nodes.list_item():
                self._anchors(node)
                self._builder.item()
                self._all(node.children)
                self._builder.item_end()
            case nodes.comment() | nodes.substitution_definition() | nodes.pending() | nodes.raw():
                pass
            case nodes.system_message() | nodes.image() | nodes.meta() | nodes.colspec():
                pass
            case nodes.literal_block() | nodes.doctest_block() | nodes.math_block():
                self._anchors(node)
                self._code(node)
            case nodes.TextElement():
                self._anchors(node)
                self._builder.paragraph()
                self._words(node)
                self._builder.paragraph()
            case nodes.Element():
                self._anchors(node)
                self._all(node.children)
            case _:
                pass

    def _anchors(self, node: nodes.Element) -> None:
        names: list[str] = [*node.get("names", ()), *node.get("dupnames", ())]
        for name in names:
            self._builder.anchor(name)

    def _words(self, node: nodes.Element) -> None:
        excerpt = self._located(node, node.rawsource or node.astext())
        tell_inline(node, excerpt, self._builder)

    def _located(self, node: nodes.Element, source: str) -> Excerpt:
        excerpt = located(self._lines, source, node.line or 0, self._columns, self._line)
        self._line = excerpt.marks[-1].line
        return excerpt

    def _code(self, node: nodes.Element) -> None:
        from docutils import nodes

        kept = [
            each
            for each in node.children
            if not (isinstance(each, nodes.inline) and "ln" in each["classes"])
        ]
        code = "".join(each.astext() for each in kept).rstrip()
        if code.strip():
            excerpt = self._located(node, code)
            start = excerpt.spot(len(code) - len(code.lstrip()))
            self._builder.code(code, Span(*start, *excerpt.spot(len(code) - 1)))

    def _table(self, node: nodes.table) -> None:
        from docutils import nodes

        self._anchors(node)
        line = node.line or self._line
        before = self._columns
        start, text = self._lines.within(line, before)
        self._builder.table(self._lines.spot(line, start + len(text) - len(text.lstrip())))
        self._line = line
        for part in node.children:
            if isinstance(part, nodes.title):
                self._builder.caption()
                self._words(part)
                self._builder.caption_end()
            elif isinstance(part, nodes.tgroup):
                self._group(part, line)
        self._columns = before
        self._builder.table_end(Spot(self._line, 1))

    def _group(self, group: nodes.tgroup, line: int) -> None:
        from docutils import nodes

        count = int(group["cols"])
        columns = table_columns(self._lines, _first_line(group) or line, count, self._columns)
        for part in group.children:
            if isinstance(part, (nodes.thead, nodes.tbody)):
                self._builder.head(on=isinstance(part, nodes.thead))
                self._rows(part, columns, count)
                self._builder.head(on=False)

    def _rows(self, part: nodes.Element, columns: list[Columns], count: int) -> None:
        from docutils import nodes

        hanging = [0] * count
        for row in part.children:
            line = _first_line(row) or self._line
            self._builder.row(Spot(line, 1))
            free = [at for at in range(count) if not hanging[at]]
            hanging = [max(each - 1, 0) for each in hanging]
            for entry in row.children:
                if isinstance(entry, nodes.entry):
                    wide = int(entry.get("morecols", 0)) + 1
                    own, free = free[:wide], free[wide:]
                    for at in own:
                        hanging[at] = int(entry.get("morerows", 0))
                    self._cell(entry, line, [columns[at] for at in own] if columns else [])
            self._builder.cell_end()

    def _cell(self, entry: nodes.Element, line: int, columns: list[Columns]) -> None:
        before = self._columns
        if columns:
            self._columns = (columns[0][0], columns[-1][1])
        spot = self._lines.spot(line, self._lines.within(line, self._columns)[0])
        rows, wide = int(entry.get("morerows", 0)) + 1, int(entry.get("morecols", 0)) + 1
        self._builder.cell(spot, rows=rows, columns=wide)
        self._all(entry.children)
        self._columns = before


def _first_line(node: nodes.Node) -> int | None:
    """Give the line of the first words in a node."""
    from docutils import nodes

    return next((int(each.line) for each in node.findall(nodes.TextElement) if each.line), None)
