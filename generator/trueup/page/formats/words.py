"""Words: characters with their places, gathered into a text."""

from __future__ import annotations

import re

from trueup.page.blocks import Link, Mark, Text
from trueup.page.formats.excerpt import Excerpt, Spot

# Zero-width characters only say where a long name may be broken: a reader sees one word.
INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
VISIBLE = re.compile(rf"[^\s{INVISIBLE}]+")


class Words:
    """Gathers one text; white space is collapsed, links are kept, line breaks are remembered."""

    def __init__(self, links: tuple[str, ...] = ()) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._space = False
        self._marks: list[Mark] = []
        self._links: list[Link] = []
        self._open: list[tuple[str, int | None]] = [(target, None) for target in links]
        self.breaks: list[int] = []

    def add(self, text: str, spot: Spot) -> None:
        """Add characters of one line, the first of which stands at a spot."""
        end = 0
        for word in VISIBLE.finditer(text):
            self._space = self._space or _parts(text[end : word.start()])
            end = word.end()
            self._append(word[0], spot.line, spot.column + word.start())
        self._space = self._space or _parts(text[end:])

    def add_excerpt(self, excerpt: Excerpt, start: int, end: int) -> None:
        """Add the characters of an excerpt from start up to end."""
        for text, spot in excerpt.runs(start, end):
            self.add(text, spot)

    def add_as(self, text: str, spot: Spot) -> None:
        """Add characters that stand in the file as something else, which starts at a spot."""
        for character in text:
            self.add(character, spot)

    def space(self) -> None:
        """Part what follows from what went before."""
        self._space = True

    def line_break(self) -> None:
        """Remember that a new line starts here."""
        self._space = True
        self.breaks.append(self._length)

    def link(self, target: str) -> None:
        """Start a link."""
        self._open.append((target, None))

    def link_end(self) -> None:
        """End the link that was started last."""
        if self._open:
            target, start = self._open.pop()
            self._close(target, start)

    def text(self) -> Text | None:
        """Give the text, if there are any words."""
        if not self._length:
            return None
        while self._open:
            self.link_end()
        return Text("".join(self._parts), tuple(self._marks), tuple(sorted(self._links)))

    def _append(self, word: str, line: int, column: int) -> None:
        if self._space and self._length:
            self._parts.append(" ")
            self._length += 1
        self._space = False
        if not self._follows(line, column):
            self._marks.append(Mark(self._length, line, column))
        if self._open:
            self._open = [
                (target, self._length if start is None else start) for target, start in self._open
            ]
        self._parts.append(word)
        self._length += len(word)

    def _follows(self, line: int, column: int) -> bool:
        if not self._marks:
            return False
        mark = self._marks[-1]
        return mark.line == line and mark.column + self._length - mark.start == column

    def _close(self, target: str, start: int | None) -> None:
        if start is not None and start < self._length:
            self._links.append(Link(start, self._length, target))


def _parts(gap: str) -> bool:
    return any(character.isspace() for character in gap)


def cut(text: Text, start: int, end: int) -> Text:
    """Give the part of a text from start up to end; neither may be at a space."""
    marks = [Mark(0, *text.span(start)[:2])]
    marks += [
        mark._replace(start=mark.start - start) for mark in text.marks if start < mark.start < end
    ]
    links = (
        Link(max(link.start, start) - start, min(link.end, end) - start, link.target)
        for link in text.links
        if link.start < end and link.end > start
    )
    return Text(text.words[start:end], tuple(marks), tuple(links))
