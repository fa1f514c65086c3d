"""How deep a page may be nested, and what is said of one that is deeper."""

from __future__ import annotations

from trueup.findings import Code, Finding, Place

MAX_DEPTH = 100


def too_deep(place: Place) -> Finding:
    """Say that a page is nested too deeply to be read."""
    return Finding(
        place,
        Code.BROKEN_MARKUP,
        f"the page is nested deeper than {MAX_DEPTH} levels",
        "no page for readers is: save the page again, or close what is never closed",
    )
