"""The part of a release that tells what changed, for people and for programs."""

from __future__ import annotations

from trueup.document.json_write import indented
from trueup.publish.release.material import Material, Part
from trueup.publish.telling.json import as_json
from trueup.publish.telling.markdown import as_markdown
from trueup.publish.waivers import as_json as waivers_as_json
from trueup.publish.waivers import used


def changes(material: Material) -> Part:
    """Tell what changed since the editions before, if there are any."""
    if material.changes is None:
        return Part({})
    told = "\n".join(as_markdown(material.changes)).rstrip() + "\n"
    files = {"CHANGES.md": told, "changes.json": indented(as_json(material.changes))}
    waivers = used(material.changes)
    if waivers:  # which hold on, as long as versions follow
        files["waivers.json"] = indented(waivers_as_json(waivers))
    row = "who wants to know what changed", "`CHANGES.md`, `changes.json`"
    return Part(files, (row,))
