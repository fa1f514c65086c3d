"""Lint: every check of the spec itself. All of them run, so that everything wrong is told at once."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import NamedTuple

from trueup.document.checks.decisions import check_decisions
from trueup.document.checks.extensions import check_extensions
from trueup.document.checks.operations import check_operations
from trueup.document.checks.schemas import check_schemas
from trueup.document.checks.shapes import check_shapes
from trueup.document.checks.text import check_text
from trueup.document.checks.values import check_values
from trueup.document.normalize import normalize
from trueup.document.references import check_references
from trueup.document.source import Document
from trueup.document.validate import check_document, check_version, located_first
from trueup.findings import Finding, any_error, arranged


class Linted(NamedTuple):
    """A document of the 3.1 dialect, and all that is wrong with it."""

    document: Document
    findings: tuple[Finding, ...]


def lint(document: Document) -> Linted:
    """Bring a document to the 3.1 dialect and hold it to every check."""
    with _deep_recursion():
        return _lint(document)


@contextmanager
def _deep_recursion() -> Iterator[None]:
    """Let validators recurse as deep as documents may nest: each level takes a dozen frames of theirs."""
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(max(before, 10_000))
    try:
        yield
    finally:
        sys.setrecursionlimit(before)


def _lint(document: Document) -> Linted:
    findings = [*document.findings, *check_version(document)]
    if any_error(findings):
        return Linted(document, arranged(findings))
    normal = replace(document, root=normalize(document.root))
    findings += check_text(document)
    findings += check_references(document)
    for check in (check_shapes, check_operations, check_schemas, check_values, check_extensions):
        findings += check(normal)
    findings += check_decisions(normal)
    findings += check_document(document, explained=any_error(findings))
    return Linted(normal, arranged(located_first(findings)))
