"""The only door from a document's Markdown to HTML: CommonMark with tables, no HTML of the document's own.

A link leads to the web, to mail, or nowhere: of any other the words stay, and its address as text. Nothing is
fetched: an image is a link to it. Headings are put below the one that the text stands under.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from trueup.render.templating import Html

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_PLAIN: Final = re.compile(r"(?![\s#>+=~|-]|\d+[.)])[^\\`*_\[\]<>&!|~\n\x00]*")
_TO_THE_WEB: Final = re.compile(r"(https?://|mailto:)[^\s]", re.IGNORECASE)


@lru_cache(maxsize=8192)
def prose(text: str, level: int = 2) -> Html:
    """Render Markdown that stands under a heading of a level.

    >>> print(prose("Takes *one* [page](javascript:x)."))
    <p>Takes <em>one</em> page (<code>javascript:x</code>).</p>
    """
    flat = text.strip()
    if not flat:
        return Html("")
    if _PLAIN.fullmatch(flat):
        return Html("<p>{}</p>").format(flat)
    parser = _parser()
    tokens = parser.parse(flat)
    _sink(tokens, level)
    _tame(tokens)
    made: str = parser.renderer.render(tokens, parser.options, {})
    return Html(made.strip())


def line(text: str) -> Html:
    """Render Markdown of a single paragraph, without the paragraph; of several, all of it as text.

    >>> print(line("The `name` of a job"))
    The <code>name</code> of a job
    """
    made = prose(text)
    inner = made.removeprefix("<p>").removesuffix("</p>")
    if made.startswith("<p>") and "<p>" not in inner and "</p>" not in inner:
        return Html(inner)
    return Html.escape(" ".join(text.split()))


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": False}).enable(["table"])
    parser.validateLink = lambda url: True  # type: ignore[method-assign]  # of a link that leads nowhere the words stay
    return parser


def _sink(tokens: Sequence[Token], level: int) -> None:
    """Put headings below the level that they stand under, without a gap."""
    open_: list[int] = []
    for token in tokens:
        if token.type == "heading_open":
            own = int(token.tag[1:])
            while open_ and open_[-1] >= own:
                open_.pop()
            open_.append(own)
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(6, level + len(open_))}"


def _tame(tokens: Sequence[Token]) -> None:
    from markdown_it.token import Token

    for at, token in enumerate(tokens):
        if token.type == "table_open":
            token.attrs = {"tabindex": "0"}
        elif token.type in ("th_open", "td_open"):
            token.attrs = {}
        elif token.type == "fence":
            token.info = ""
        elif token.type == "inline" and token.children is not None:
            # A cell of a table that heads nothing is none.
            if not token.content and tokens[at - 1].type == "th_open":
                tokens[at - 1].tag = tokens[at + 1].tag = "td"
            token.children = [*_inline(token.children, Token)]


def _inline(children: Sequence[Token], make: type[Token]) -> Iterator[Token]:
    """Yield what stands in a line, with links that lead to the web only, and no images."""
    closing: list[list[Token]] = []
    for token in children:
        match token.type:
            case "image":
                source, words = str(token.attrs.get("src", "")), token.content or "image"
                yield from _linked(source, [_text(make, words)], make)
            case "link_open":
                target = str(token.attrs.get("href", ""))
                opened, closed = _ends(target, make)
                closing.append(closed)
                yield from opened
            case "link_close":
                yield from closing.pop()
            case _:
                yield token


def _linked(target: str, inner: list[Token], make: type[Token]) -> Iterator[Token]:
    opened, closed = _ends(target, make)
    yield from (*opened, *inner, *closed)


def _ends(target: str, make: type[Token]) -> tuple[list[Token], list[Token]]:
    """Give what opens a link and what closes it: tags, or its address behind its words."""
    if _TO_THE_WEB.match(target):
        opened = make("link_open", "a", 1, attrs={"href": target, "rel": "noreferrer"})
        return [opened], [make("link_close", "a", -1)]
    if target.startswith("#") or not target:
        return [], []
    return [], [_text(make, " ("), make("code_inline", "code", 0, content=target), _text(make, ")")]


def _text(make: type[Token], words: str) -> Token:
    return make("text", "", 0, content=words)
