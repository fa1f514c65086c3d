"""Checks of paths: each is one address, and is written in one way."""

from __future__ import annotations

import re
from collections.abc import Iterator

from trueup.document.checks.publishing.rules import broken
from trueup.document.json_values import mapping
from trueup.document.pointers import join
from trueup.document.source import Document
from trueup.findings import Code, Finding


def check_addresses(document: Document) -> Iterator[Finding]:
    """Report paths with a slash at the end, and paths that are the same but for the names of parameters."""
    first: dict[str, str] = {}
    for path in mapping(document.root.get("paths")):
        where = join("/paths", path)
        if path.endswith("/") and path != "/":
            message = f"the path {path} ends with a slash"
            yield broken(document, where, Code.TRAILING_SLASH, message)
        other = first.setdefault(re.sub(r"{[^{}]*}", "{}", path), path)
        if other != path:
            message = f"{path} is the same address as {other}"
            yield broken(document, where, Code.SAME_PATH, message)
