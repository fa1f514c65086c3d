"""Checks of what should not have been left in: components without a use, marks of those who write the document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from trueup.document.checks.publishing.rules import broken
from trueup.document.json_values import text_of
from trueup.document.pointers import join, split
from trueup.document.selecting import unneeded
from trueup.document.source import Document
from trueup.findings import Code, Finding

_UNFINISHED: Final = re.compile(r"\b(?:TODO|FIXME|XXX)\b")


def check_leftovers(document: Document) -> Iterator[Finding]:
    """Report components that nothing needs, and marks of what is internal or unfinished."""
    # A document without operations is one of schemas alone, which are all meant.
    for pointer in unneeded(document.root) if document.parts("operation") else ():
        message = f"nothing uses {split(pointer)[-1]}"
        yield broken(document, pointer, Code.UNUSED_COMPONENT, message)
    for _, pointer, node, _ in document.parts():
        if node.get("x-internal") is True:
            where = join(pointer, "x-internal")
            yield broken(document, where, Code.INTERNAL_MARKER, "this is marked as internal")
        for key in ("title", "summary", "description"):
            if mark := _UNFINISHED.search(text_of(node.get(key))):
                where = join(pointer, key)
                message = f"the {key} says {mark[0]}"
                yield broken(document, where, Code.INTERNAL_MARKER, message)
