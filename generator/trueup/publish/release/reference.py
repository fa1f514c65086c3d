"""The part of a release that people read: the reference, as pages."""

from __future__ import annotations

from trueup.publish.release.material import Material, Part


def reference(material: Material) -> Part:
    """Show every operation and every field, with all that is said of it."""
    from trueup.publish.reference.reference import pages  # which loads what renders

    row = (
        "**whoever writes code against the API**",
        "`reference/index.html`, which needs no network",
    )
    return Part(pages(material), (row,))
