"""One HTML page: its content, and the frame that all pages of a release have in common.

To make a page of a release:

1. Write `templates/site/NAME.html.jinja`: the content, from an `h1` on, of one view. All text in it is escaped by
   itself. Text that is HTML already is `Html`: `prose()` and `line()` make it of a document's Markdown, nothing else
   of a document may become it. Add the view to `views*.py` here, and to the table of views in ARCHITECTURE.md.
2. `body = content("site/NAME.html.jinja", name=view)`.
3. `page(Frame.of(material, "changes.html"), "Changes", body)` is the file. Add it to `PAGES` below, so that all pages
   link to it: path, words, and when it is there.

A page out of any release (an index of several) makes its `Frame` itself. What there is to be used stands in
`templates/site/style.css.jinja`: `.tag` with `.good`, `.warn`, `.bad`, `.info` or `.note`; `.mark` with the name of a
method; `.lead`; `.prose` around Markdown; `.wide` with `tabindex="0"` around a table that may be too wide for a phone;
`.unseen` for screen readers alone. Colours by their variables only: those keep the contrast in light and in dark.
"""

from __future__ import annotations

import hashlib
import posixpath
from base64 import b64encode
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from trueup.document.json_values import mapping, text_of
from trueup.publish.release.material import Material
from trueup.publish.site.views import ContentsView, FrameView, LinkView
from trueup.render.templating import Html, Templates

# The pages of a release in the order of the links to them: path, words, whether a release has it.
PAGES: Final[tuple[tuple[str, str, Callable[[Material], bool]], ...]] = (
    ("reference/index.html", "Reference", lambda _: True),
    ("try/index.html", "Try it", lambda material: bool(material.renderer)),
    ("changes.html", "Changes", lambda material: material.changes is not None),
    ("agreement.html", "Agreement", lambda material: material.agreement is not None),
)


@dataclass(frozen=True, slots=True)
class Frame:
    """What is the same on the pages of a release: whose they are, and where the others are.

    `home`: what the name leads to, empty where that is the page itself.
    """

    name: str
    version: str
    home: str = ""
    links: tuple[LinkView, ...] = ()
    footer: tuple[Html, ...] = ()

    @classmethod
    def of(cls, material: Material, path: str) -> Frame:
        """Give the frame of a page of a release, by the page's path."""
        there = [(at, words) for at, words, has in PAGES if has(material)]
        links = tuple(LinkView(words, _way(path, at), at == path) for at, words in there)
        home = next((_way(path, at) for at, _ in there), "")
        return cls(material.title, material.version, home, links, (*_footer(material),))


def content(template: str, **views: object) -> Html:
    """Fill the template of a page's content."""
    return Html(Templates().fill(template, **views))


def page(
    frame: Frame,
    title: str,
    body: Html,
    contents: tuple[ContentsView, ...] = (),
    search: str = "",
) -> str:
    """Make a page: one file, that needs nothing else to be read."""
    style = content("site/style.css.jinja")
    script = content("site/script.js.jinja") if search else Html("")
    view = FrameView(
        title=title, name=frame.name, version=frame.version, home=frame.home, links=frame.links, contents=contents,
        search=search, footer=frame.footer, policy=_policy(style, script), style=style, script=script, body=body,
    )  # fmt: skip
    return content("site/page.html.jinja", frame=view)


def _policy(style: Html, script: Html) -> str:
    """Give the policy under which browsers run nothing but what is ours, and fetch nothing."""
    allowed = (("style-src", style), ("script-src", script))
    rules = [f"{name} {_digest(text)}" for name, text in allowed if text]
    ours = [*rules, "img-src data:", "base-uri 'none'", "form-action 'none'"]
    return "; ".join(["default-src 'none'", *ours])


def _digest(text: str) -> str:
    return f"'sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _way(page: str, to: str) -> str:
    """Give the way from a page to a file of the release."""
    return posixpath.relpath(to, posixpath.dirname(page) or ".")


def _footer(material: Material) -> Iterator[Html]:
    """Say whose the API is, under which licence, and of what page it is told."""
    info = mapping(material.document.root.get("info"))
    contact, licence = mapping(info.get("contact")), mapping(info.get("license"))
    if name := text_of(contact.get("name")):
        yield Html("Contact: {}").format(name)
    if name := text_of(licence.get("name")):
        yield Html("Licence: {}").format(name)
    documented = mapping(info.get("x-documented-by"))
    if title := text_of(documented.get("title")):
        updated = text_of(documented.get("updated"))
        yield Html("Rows and tables are those of the page “{}”{}.").format(
            title, f", as of {updated}" if updated else ""
        )
