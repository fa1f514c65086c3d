"""Checks of what operations are known by: their names, their summaries and their tags."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from trueup.document.checks.publishing.rules import broken
from trueup.document.json_values import JsonObject, mapping, sequence, text_of
from trueup.document.pointers import join
from trueup.document.source import Document
from trueup.findings import Code, Finding

_STABLE: Final = re.compile(r"[A-Za-z][A-Za-z0-9._-]*")


def check_naming(document: Document) -> Iterator[Finding]:
    """Report operations without a stable name or any words about them, and tags that are not declared."""
    declared = {text_of(mapping(tag).get("name")) for tag in sequence(document.root.get("tags"))}
    first: dict[str, str] = {}
    for _, pointer, operation, _ in document.parts("operation"):
        yield from _name(document, pointer, operation, first)
        if not (operation.get("summary") or operation.get("description")):
            message = "the operation has neither a summary nor a description"
            yield broken(document, pointer, Code.UNDESCRIBED, message)
        for index, tag in enumerate(sequence(operation.get("tags"))):
            if isinstance(tag, str) and tag not in declared:
                where = join(pointer, "tags", index)
                message = f"the tag {tag} is not declared"
                yield broken(document, where, Code.UNDECLARED_TAG, message)


def _name(
    document: Document, pointer: str, operation: JsonObject, first: dict[str, str]
) -> Iterator[Finding]:
    name, where = operation.get("operationId"), join(pointer, "operationId")
    if not isinstance(name, str):
        yield broken(document, pointer, Code.UNSTABLE_NAME, "the operation has no operationId")
    elif not _STABLE.fullmatch(name):
        message = f"operationId {name!r} has to be respelt to be a name"
        yield broken(document, where, Code.UNSTABLE_NAME, message)
    elif name != (other := first.setdefault(re.sub(r"[._-]", "", name).lower(), name)):
        message = f"operationId {name} differs from {other} in nothing but case and . _ -"
        yield broken(document, where, Code.UNSTABLE_NAME, message)
