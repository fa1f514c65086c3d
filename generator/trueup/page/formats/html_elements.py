"""HTML's elements as events for the builder: implied ends, what is hidden, tables, code, anchors."""

from __future__ import annotations

from dataclasses import dataclass, field

from trueup.findings import Code, Finding, Place, Refused
from trueup.page.blocks import Span, Text
from trueup.page.formats.builder import Builder
from trueup.page.formats.excerpt import Spot
from trueup.page.formats.html_tags import (
    BLOCKS,
    CELLS,
    HEADINGS,
    IN_TABLE,
    LISTS,
    SCOPE,
    VOID,
    Attributes,
    ended_by,
    is_hidden,
    link_target,
    span_count,
)
from trueup.page.formats.nesting import MAX_DEPTH, too_deep
from trueup.page.formats.words import Words


@dataclass(frozen=True, slots=True)
class Element:
    """An element that is open; `silent`: nothing in it, or around it, is for a reader."""

    tag: str
    spot: Spot
    silent: bool
    link: bool = False


@dataclass(slots=True)
class Listing:
    """A block of code that is being read."""

    parts: list[str] = field(default_factory=list)
    first: Spot | None = None
    last: Spot | None = None


class Elements:
    """Follows the tags and words of HTML and tells a builder of them."""

    def __init__(self, file: str, builder: Builder) -> None:
        self.title: Text | None = None
        self._file = file
        self._builder = builder
        self._open: list[Element] = []
        self._listing: Listing | None = None
        self._title: Words | None = None

    def start(self, tag: str, attributes: Attributes, spot: Spot) -> None:
        """Take a start tag."""
        names, barrier = ended_by(tag)
        if names:
            self._leave_all(names, barrier, spot)
        silent = self._silent or is_hidden(tag, attributes, (each.tag for each in self._open))
        if tag in VOID:
            if not silent:
                self._void(tag)
            return
        link = tag == "a" and "href" in attributes
        self._open.append(Element(tag, spot, silent, link))
        if len(self._open) > MAX_DEPTH:
            raise Refused(too_deep(Place(self._file, *spot)))
        if not silent:
            self._anchor(tag, attributes)
            self._enter(tag, attributes, spot)

    def end(self, tag: str, spot: Spot) -> None:
        """Take an end tag; one without a start is passed over."""
        if tag == "br":
            self._void(tag)
        barrier = (
            frozenset({"table"}) if tag in IN_TABLE else SCOPE - CELLS if tag == "table" else SCOPE
        )
        self._leave(frozenset({tag}), barrier - {tag}, spot)

    def words(self, text: str, spot: Spot, *, written: bool = True) -> None:
        """Take words of one line; `written`: they stand in the file character by character."""
        if self._title is not None:
            self._title.add(text, spot)
        elif self._silent:
            return
        elif self._listing is not None:
            self._listed(text, spot, written=written)
        elif written:
            self._builder.words.add(text, spot)
        else:
            self._builder.words.add_as(text, spot)

    def finish(self, spot: Spot) -> tuple[Finding, ...]:
        """End all elements; say which tables or hidden parts were never closed."""
        lost = [each for each in self._open if each.tag == "table" or each.silent][:1]
        while self._open:
            self._pop(spot)
        return tuple(
            Finding(
                Place(self._file, *each.spot),
                Code.BROKEN_MARKUP,
                f"<{each.tag}> is never closed, so what follows it may be lost",
                "save the whole page again",
            )
            for each in lost
        )

    @property
    def _silent(self) -> bool:
        return bool(self._open) and self._open[-1].silent

    def _anchor(self, tag: str, attributes: Attributes) -> None:
        if tag in IN_TABLE - {"caption"}:
            return
        for name in (attributes.get("id"), attributes.get("name") if tag == "a" else None):
            if name:
                self._builder.anchor(name)

    def _void(self, tag: str) -> None:
        if self._listing is not None:
            if tag == "br":
                self._listing.parts.append("\n")
        elif tag == "br":
            self._builder.line_break()
        elif tag == "hr":
            self._builder.paragraph()

    def _enter(self, tag: str, attributes: Attributes, spot: Spot) -> None:
        builder = self._builder
        match tag:
            case "title":
                self._title = Words()
            case "a" if "href" in attributes:
                builder.link(link_target(attributes["href"]))
            case "pre":
                builder.paragraph()
                self._listing = self._listing or Listing()
            case "li":
                builder.item()
            case "table":
                builder.table(spot)
            case "caption":
                builder.caption()
            case "thead" | "tbody" | "tfoot":
                builder.head(on=tag == "thead")
            case "tr":
                builder.row(spot)
            case "td" | "th":
                rows, columns = (
                    span_count(attributes.get(f"{each}span")) for each in ("row", "col")
                )
                rows = rows or 65_534
                builder.cell(spot, header=tag == "th", rows=rows, columns=columns)
            case _ if tag in HEADINGS:
                builder.heading(int(tag[1]))
            case _ if tag in BLOCKS:
                self._part()
            case _:
                pass

    def _leave_all(self, names: frozenset[str], barrier: frozenset[str], spot: Spot) -> None:
        while self._leave(names, barrier, spot):
            pass

    def _leave(self, names: frozenset[str], barrier: frozenset[str], spot: Spot) -> bool:
        """End the innermost open element of these names, with all in it."""
        for depth in range(len(self._open) - 1, -1, -1):
            if self._open[depth].tag in names:
                while len(self._open) > depth:
                    self._pop(spot)
                return True
            if self._open[depth].tag in barrier:
                break
        return False

    def _pop(self, spot: Spot) -> None:
        element = self._open.pop()
        if element.silent:
            return
        builder = self._builder
        match element.tag:
            case "title":
                self.title = self.title or (self._title.text() if self._title else None)
                self._title = None
            case "a" if element.link:
                builder.link_end()
            case "pre":
                self._end_listing()
            case "li":
                builder.item_end()
            case "table":
                builder.table_end(spot)
            case "caption":
                builder.caption_end()
            case "thead" | "tbody" | "tfoot":
                builder.head(on=False)
            case "tr" | "td" | "th":
                builder.cell_end()
            case tag if tag in HEADINGS:
                builder.heading_end()
            case tag if tag in LISTS:
                builder.item_end()
            case tag if tag in BLOCKS:
                self._part()
            case _:
                pass

    def _part(self) -> None:
        if self._listing is None:
            self._builder.paragraph()
        elif self._listing.parts and not self._listing.parts[-1].endswith("\n"):
            self._listing.parts.append("\n")

    def _listed(self, text: str, spot: Spot, *, written: bool) -> None:
        listing = self._listing
        if listing is None:
            return
        listing.parts.append(text.replace("\xa0", " "))
        if text.strip():
            first = len(text) - len(text.lstrip()) if written else 0
            last = len(text.rstrip()) - 1 if written else 0
            listing.first = listing.first or Spot(spot.line, spot.column + first)
            listing.last = Spot(spot.line, spot.column + last)

    def _end_listing(self) -> None:
        listing, self._listing = self._listing, None
        if listing is not None and listing.first is not None and listing.last is not None:
            code = "".join(listing.parts).removeprefix("\n").rstrip()
            self._builder.code(code, Span(*listing.first, *listing.last))
