"""Views of the HTML pages that are published. Text is escaped on its way into a page; `Html` is HTML already."""

from __future__ import annotations

from dataclasses import dataclass

from trueup.render.templating import Html


@dataclass(frozen=True, slots=True)
class LinkView:
    """A link: its words, where it leads, and whether it is the page itself."""

    text: str
    href: str
    here: bool = False


@dataclass(frozen=True, slots=True)
class ContentsView:
    """A chapter in a table of contents, with what stands in it; `mark`: a method or a count before the words."""

    text: str
    href: str
    mark: str = ""
    entries: tuple[ContentsView, ...] = ()


@dataclass(frozen=True, slots=True)
class FrameView:
    """What is around the content of a page, and the content.

    `name` and `version`: the API's; `home`: what its name leads to, empty where that is the page itself. `policy`: what
    a browser may do with the page, which is to show it. `search`: what a filter looks through, empty: no filter.
    """

    title: str
    name: str
    version: str
    home: str
    links: tuple[LinkView, ...]
    contents: tuple[ContentsView, ...]
    search: str
    footer: tuple[Html, ...]
    policy: str
    style: Html
    script: Html
    body: Html


@dataclass(frozen=True, slots=True)
class VerdictView:
    """A verdict on what a version changed, and the colour that it is shown in, if any."""

    text: str
    tag: str


@dataclass(frozen=True, slots=True)
class VersionView:
    """One published version: where it is, its day if it says one, what it changed, and the digest of its sums."""

    version: str
    href: str
    released: str
    verdicts: tuple[VerdictView, ...]
    links: tuple[LinkView, ...]
    digest: str


@dataclass(frozen=True, slots=True)
class IndexView:
    """All published versions of an API, the last first."""

    title: str
    versions: tuple[VersionView, ...]
