"""What HTML's tags mean for a page: which end others, which part paragraphs, which hold no words of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeAlias
from urllib.parse import unquote

Attributes: TypeAlias = Mapping[str, str]

VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
BLOCKS = frozenset(
    "address article aside blockquote body center dd details dialog dir div dl dt fieldset figcaption"
    " figure footer form header hgroup hr html legend main menu nav ol p section summary ul".split()
)
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
LISTS = frozenset({"ul", "ol", "menu", "dir", "dl"})
CELLS = frozenset({"td", "th"})
IN_TABLE = frozenset("caption colgroup thead tbody tfoot tr td th".split())
# Where the search for an element to end stops: a cell's words can't end what is around the table.
SCOPE = frozenset({"table", "td", "th", "caption"})

# Nothing in these is for a reader of the page.
HIDDEN = frozenset(
    "script style noscript template svg button select object iframe textarea audio video canvas".split()
)
NAVIGATION = frozenset({"nav"})
FRAME = frozenset(
    {"header", "footer", "aside"}
)  # the site's, unless the page's own content is around
CONTENT = frozenset({"main", "article"})
ROLES = frozenset({"navigation", "search", "banner", "contentinfo"})
# Signs beside the words: links to a heading itself, line numbers of code.
SIGNS = frozenset("headerlink hash-link anchorjs-link linenos lineno linenodiv gutter".split())


def is_hidden(tag: str, attributes: Attributes, around: Iterable[str]) -> bool:
    """Say whether an element holds no words of the page."""
    if tag in HIDDEN or tag in NAVIGATION or "hidden" in attributes:
        return True
    if attributes.get("role", "").lower() in ROLES or SIGNS & set(_classes(attributes)):
        return True
    if "display:none" in "".join(attributes.get("style", "").lower().split()):
        return True
    return tag in FRAME and not CONTENT & set(around)


def _classes(attributes: Attributes) -> list[str]:
    return attributes.get("class", "").lower().split()


def ended_by(tag: str) -> tuple[frozenset[str], frozenset[str]]:
    """Give the elements that a start tag ends, and those where the search for them stops."""
    match tag:
        case "li":
            return frozenset({"li", "p"}), SCOPE | LISTS
        case "dt" | "dd":
            return frozenset({"dt", "dd", "p"}), SCOPE | LISTS
        case "td" | "th":
            return CELLS | {"caption", "colgroup"}, frozenset({"table", "tr"})
        case "tr":
            return CELLS | {"tr", "caption", "colgroup"}, frozenset({"table"})
        case "thead" | "tbody" | "tfoot" | "caption" | "colgroup":
            return IN_TABLE, frozenset({"table"})
        case "a":
            return frozenset({"a"}), SCOPE
        case _ if tag in HEADINGS:
            return HEADINGS | {"p"}, SCOPE
        case _ if tag in BLOCKS or tag in {"table", "pre"}:
            return frozenset({"p"}), SCOPE
        case _:
            return frozenset(), SCOPE


def span_count(written: str | None) -> int:
    """Read how many rows or columns a cell spans; what is no number counts as one."""
    digits = (written or "1").strip()
    return (
        min(int(digits), 65_534) if digits.isascii() and digits.isdigit() and len(digits) < 9 else 1
    )


def link_target(href: str) -> str:
    """Give where a link leads: the bare name for an anchor of the page itself."""
    return unquote(href.strip().removeprefix("#"))
