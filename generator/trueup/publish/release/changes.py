"""The parts of a release that tell what changed: since every edition, and in each version since the one before."""

from __future__ import annotations

from trueup.document.json_write import indented
from trueup.findings import Code, Severity
from trueup.publish.release.material import Material, Part
from trueup.publish.site.page import Frame
from trueup.publish.telling.atom import as_atom
from trueup.publish.telling.json import as_changelog as changelog_as_json
from trueup.publish.telling.json import as_json
from trueup.publish.telling.markdown import as_changelog, as_markdown
from trueup.publish.waivers import as_json as waivers_as_json
from trueup.publish.waivers import used


def changes(material: Material) -> Part:
    """Tell what changed since the editions before, if there are any."""
    if material.changes is None:
        return Part({})
    from trueup.publish.telling.html import as_html  # which loads what renders

    told = "\n".join(as_markdown(material.changes)).rstrip() + "\n"
    files = {
        "CHANGES.md": told,
        "changes.html": as_html(material.changes, Frame.of(material, "changes.html")),
        "changes.json": indented(as_json(material.changes)),
    }
    waivers = used(material.changes)
    if waivers:  # which hold on, as long as versions follow
        files["waivers.json"] = indented(waivers_as_json(waivers))
    row = "who wants to know what changed", "`changes.html`, `CHANGES.md`, `changes.json`"
    return Part(files, (row,))


def changelog(material: Material) -> Part:
    """Tell what each version changed since the one before; as a feed too, if this one says its day."""
    steps = material.history.steps
    if not steps:
        return Part({})
    files = {
        "CHANGELOG.md": "\n".join(as_changelog(material.title, steps)).rstrip() + "\n",
        "changelog.json": indented(changelog_as_json(material.title, steps)),
    }
    if not steps[-1].released:
        message = f"nothing says when {material.version} is released, so the release has no feed"
        fix = 'say the day in `info`, like `x-released: "2026-11-25"`'
        undated = material.document.finding("/info", Code.UNDATED, message, fix, Severity.WARNING)
        return Part(files, (_row("`CHANGELOG.md`, `changelog.json`"),), (undated,))
    feed = as_atom(material.document, material.view, steps) or ""
    which = "`CHANGELOG.md`, `changelog.json`, `changelog.atom` (a feed)"
    return Part({**files, "changelog.atom": feed}, (_row(which),))


def _row(which: str) -> tuple[str, str]:
    return "who follows the API from version to version", which
