"""docutils' inline nodes as events for the builder, each word found where it stands."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from trueup.page.formats.builder import Builder
from trueup.page.formats.excerpt import Excerpt

if TYPE_CHECKING:
    from docutils import nodes

OPENING = re.compile(r"(?::[\w.:+-]+:)?[`*|_\[]*")
WORD = re.compile(r"\S+")


def tell_inline(node: nodes.Element, excerpt: Excerpt, builder: Builder) -> None:
    """Tell a builder of the words and links of a node."""
    _tell(node, 0, len(excerpt.content), excerpt, builder)


def _tell(node: nodes.Element, at: int, end: int, excerpt: Excerpt, builder: Builder) -> None:
    from docutils import nodes

    for child in node.children:
        match child:
            case nodes.Text():
                at = _words(child.astext(), at, end, excerpt, builder)
            case nodes.reference() | nodes.footnote_reference() | nodes.citation_reference():
                target = _target(child)
                if target:
                    builder.link(target)
                at = _inner(child, at, end, excerpt, builder)
                if target:
                    builder.link_end()
            case nodes.target() if not child.children:
                pass
            case nodes.image() | nodes.raw() | nodes.system_message():
                pass
            case nodes.Element():
                at = _inner(child, at, end, excerpt, builder)
            case _:
                pass


def _target(node: nodes.Element) -> str:
    return str(node.get("refuri") or node.get("refname") or node.get("refid") or "").removeprefix(
        "#"
    )


def _inner(child: nodes.Element, at: int, end: int, excerpt: Excerpt, builder: Builder) -> int:
    """Tell of a node within its own source, if that can be found; give where it ends."""
    source = child.rawsource
    start = excerpt.content.find(source, at, end) if source else -1
    if start < 0:
        _tell(child, at, end, excerpt, builder)
        return at
    stop = start + len(source)
    opening = OPENING.match(excerpt.content, start, stop)
    _tell(child, opening.end() if opening else start, stop, excerpt, builder)
    return stop


def _words(text: str, at: int, end: int, excerpt: Excerpt, builder: Builder) -> int:
    done = 0
    for word in WORD.finditer(text):
        if word.start() > done:
            builder.words.space()
        at = _word(word[0], at, end, excerpt, builder)
        done = word.end()
    if done < len(text):
        builder.words.space()
    return at


def _word(word: str, at: int, end: int, excerpt: Excerpt, builder: Builder) -> int:
    content = excerpt.content
    start = _past_space(content, at, end)
    if not content.startswith(word, start) and "\\" not in content[start : start + 2 * len(word)]:
        start = content.find(word, at, end)
    if start >= 0 and content.startswith(word, start):
        builder.words.add_excerpt(excerpt, start, start + len(word))
        return start + len(word)
    for character in word:
        at = _character(character, at, end, excerpt, builder)
    return at


def _character(character: str, at: int, end: int, excerpt: Excerpt, builder: Builder) -> int:
    """Tell of one character, which may stand behind a backslash."""
    content = excerpt.content
    start = at
    while start < end and content[start] != character and content[start] in "\\ \n":
        start += 1
    if start < end and content[start] == character:
        builder.words.add(character, excerpt.spot(start))
        return start + 1
    builder.words.add(character, excerpt.spot(min(at, max(len(content) - 1, 0))))
    return at


def _past_space(content: str, at: int, end: int) -> int:
    while at < end and content[at].isspace():
        at += 1
    return at
