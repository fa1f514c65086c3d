"""The part of a release that holds the spec to its page: what each states, fact by fact, and what was decided."""

from __future__ import annotations

from trueup.document import source
from trueup.document.json_write import indented
from trueup.document.yaml_write import block
from trueup.publish.release.material import Material, Part


def agreement(material: Material) -> Part:
    """Tell what the page states and the spec says of it, if the facts of a page are known."""
    made = material.agreement
    if made is None:
        return Part({})
    from trueup.publish.telling.agreement import as_json, as_markdown
    from trueup.publish.telling.agreement_page import as_page

    written = "\n".join(block(material.document.root, 0)) + "\n"
    published = source.parse("openapi.yaml", written)

    def line(pointer: str) -> int:
        return published.place(pointer).line

    told = "\n".join(as_markdown(made.account, made.facts, material.title)).rstrip() + "\n"
    files = {
        "agreement.json": indented(as_json(made.account, made.facts, line)),
        "agreement.md": told,
        "agreement.html": as_page(made.account, made.facts, material, "agreement.html"),
        "page.facts.yaml": made.kept,
    }
    row = (
        "who asks whether all this is what the documentation says",
        "`agreement.html`, `agreement.md`, `agreement.json`; `page.facts.yaml` has the facts of the page",
    )
    return Part(files, (row,))
