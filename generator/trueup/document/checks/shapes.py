"""Checks of the outermost kind: objects and lists stand where OpenAPI's grammar wants them."""

from __future__ import annotations

from collections.abc import Iterator

from trueup.document.source import Document
from trueup.document.walk import misfits
from trueup.findings import Code, Finding


def check_shapes(document: Document) -> Iterator[Finding]:
    """Report what is no object or list where OpenAPI wants one."""
    for pointer, wanted in misfits(document.parts()):
        fix = "see the OpenAPI specification for what may stand here"
        message = f"this is not {wanted}, and has to be"
        yield document.finding(pointer, Code.INVALID_DOCUMENT, message, fix)
