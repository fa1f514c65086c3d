"""HTML's tags and words as Python's own parser tells of them, each with its place in the file."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from html import unescape
from html.parser import HTMLParser

from trueup.findings import Code, Finding, Place
from trueup.page.formats.excerpt import Excerpt, Spot
from trueup.page.formats.html_elements import Elements


def feed(excerpt: Excerpt, elements: Elements, file: str) -> tuple[Finding, ...]:
    """Tell elements of all tags and words of a piece of HTML."""
    content, found = _closed(excerpt, file)
    # A marked section that is none the parser knows makes it give up; HTML passes over all of them.
    _Parser(excerpt, elements).take(content.replace("<![", "<!?"))
    return found


def _closed(excerpt: Excerpt, file: str) -> tuple[str, tuple[Finding, ...]]:
    """Cut off a comment that never closes: the parser would look for its end again and again."""
    content = excerpt.content
    opening = content.rfind("<!--")
    if opening < 0 or content.find("-->", opening) >= 0:
        return content, ()
    first = content.find("<!--", content.rfind("-->") + 1)
    place = Place(file, *excerpt.spot(first))
    message = "a comment is never closed, so what follows it is lost"
    fix = "close the comment, or save the page again"
    return content[:first], (Finding(place, Code.BROKEN_MARKUP, message, fix),)


class _Parser(HTMLParser):
    """Tells elements what the parser tells it, with places."""

    def __init__(self, excerpt: Excerpt, elements: Elements) -> None:
        super().__init__(convert_charrefs=False)
        self._excerpt = excerpt
        self._elements = elements
        self._lines = [0]
        for at, character in enumerate(excerpt.content):
            if character == "\n":
                self._lines.append(at + 1)

    def take(self, content: str) -> None:
        """Parse all of a content. The parser stops at each stray `&#`, and goes on when it is fed again."""
        # After the last `>` there is no tag: each `<` there would be tried to the end.
        last = content.rfind(">") + 1
        self.feed(content[:last])
        left = -1
        while self.rawdata and len(self.rawdata) != left:
            left = len(self.rawdata)
            self.feed("")
        self.close()
        self._words(last, len(content))

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        """Take a start tag; of an attribute given twice the first counts."""
        self._elements.start(
            tag, {name: value or "" for name, value in reversed(attrs)}, self._spot()
        )

    def handle_startendtag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        """Take a start tag that ends in a slash, which says nothing in HTML."""
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        """Take an end tag."""
        self._elements.end(tag, self._spot())

    def handle_data(self, data: str) -> None:
        """Take words."""
        start = self._index()
        self._words(start, start + len(data))

    def handle_entityref(self, name: str) -> None:
        """Take a named character."""
        self._reference(len(name) + 1)

    def handle_charref(self, name: str) -> None:
        """Take a numbered character."""
        self._reference(len(name) + 2)

    def _reference(self, length: int) -> None:
        start = self._index()
        end = start + length
        end += self._excerpt.content[end : end + 1] == ";"
        raw = self._excerpt.content[start:end]
        if unescape(raw) == raw:
            self._words(start, end)
        else:
            self._elements.words(unescape(raw), self._excerpt.spot(start), written=False)

    def _words(self, start: int, end: int) -> None:
        for text, spot in self._excerpt.runs(start, end):
            self._elements.words(text, spot)

    def _spot(self) -> Spot:
        return self._excerpt.spot(self._index())

    def _index(self) -> int:
        line, offset = self.getpos()
        return self._lines[line - 1] + offset


def piece(excerpt: Excerpt, start: int, end: int) -> Excerpt:
    """Give a part of an excerpt as one of its own."""
    first = max(bisect_right(excerpt.marks, start, key=lambda mark: mark.start) - 1, 0)
    marks = [mark for mark in excerpt.marks[first:] if mark.start < end]
    at = excerpt.spot(start)
    moved = [mark._replace(start=mark.start - start) for mark in marks[1:]]
    head = marks[0]._replace(start=0, line=at.line, column=at.column)
    return Excerpt(excerpt.content[start:end], (head, *moved))
