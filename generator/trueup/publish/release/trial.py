"""The part of a release to try calls on: Swagger UI, as its package has it, with the document in the page."""

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Final

from trueup.findings import Code, Finding, Place, Severity
from trueup.publish.release.client_safe import client_safe
from trueup.publish.release.material import Material, Part
from trueup.publish.site.views_of_reference import TrialView
from trueup.render.templating import Html, Templates

PACKAGE: Final = "swagger-ui-py"
_FILES: Final = ("swagger-ui-bundle.js", "swagger-ui.css", "LICENSE")


def trial(material: Material) -> Part:
    """Show the document in Swagger UI, if that is at hand.

    It is given the form without defaults: Swagger UI fills in each default that it finds, and a call would then change
    what nobody asked to change.
    """
    if not material.renderer:
        return Part({})
    document = json.dumps(client_safe(material.document.root), ensure_ascii=False)
    # No text in it can end the element that it stands in.
    shown = Html(document.replace("<", "\\u003c"))
    view = TrialView(material.title, material.version, shown)
    page = Templates().fill("site/trial.html.jinja", trial=view)
    files = {f"try/{name}": content for name, content in material.renderer.items()}
    row = "who tries calls in a browser", "`try/index.html`, Swagger UI; calls are real"
    return Part({**files, "try/index.html": page}, (row,))


def renderer() -> tuple[Mapping[str, bytes], tuple[Finding, ...]]:
    """Read Swagger UI from its package, which is not imported; say where it is missing."""
    try:
        home = distribution(PACKAGE)
    except PackageNotFoundError:
        message = "the release has no page to try calls on: Swagger UI is not installed"
        fix = "pip install 'trueup[trial]', or publish with --no-trial"
        place = Place("try/index.html")
        return {}, (Finding(place, Code.PASSED_OVER, message, fix, Severity.WARNING),)
    found = (Path(str(home.locate_file(f"swagger_ui/static/{name}"))) for name in _FILES)
    return dict(zip(_FILES, (each.read_bytes() for each in found), strict=True)), ()
