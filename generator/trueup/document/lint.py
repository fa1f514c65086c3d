"""Lint: every check of the spec itself. All of them run, so that everything wrong is told at once."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Final, NamedTuple

from trueup.document.checks.decisions import check_decisions
from trueup.document.checks.extensions import check_extensions
from trueup.document.checks.operations import check_operations
from trueup.document.checks.publishing.check import check_publishing
from trueup.document.checks.schemas import check_schemas
from trueup.document.checks.shapes import check_shapes
from trueup.document.checks.soundness import check_soundness
from trueup.document.checks.text import check_text
from trueup.document.checks.values import check_values
from trueup.document.json_values import mapping
from trueup.document.normalize import normalize, normalize_here
from trueup.document.references import check_references
from trueup.document.repairs.refused import Check, without
from trueup.document.repairs.repair import repaired
from trueup.document.source import Document
from trueup.document.validate import check_document, check_version, is_judged, located_first
from trueup.findings import Code, Finding, Severity, any_error, arranged

_OF_NORMAL: Final[tuple[Check, ...]] = (
    check_shapes,
    check_operations,
    check_schemas,
    check_values,
    check_extensions,
)

_OF_THE_PAGE: Final = frozenset({Code.WITHOUT_PLACE, Code.REPEATED_PLACE})


class Linted(NamedTuple):
    """A document of the 3.1 dialect, and all that is wrong with it."""

    document: Document
    findings: tuple[Finding, ...]


def lint(document: Document, *, tolerant: bool = False, published: bool = False) -> Linted:
    """Bring a document to the 3.1 dialect and hold it to every check.

    `tolerant`: a defect with one sensible reading is read that way, with a warning, unless the document
    says which page documents it. `published`: it was, so nobody can correct it any more: only what keeps it from being
    read is told.
    """
    with _deep_recursion():
        if not published:
            mended = tolerant and not _documented(document)
            return _tolerant(document) if mended else _strict(document)
        made, found = _tolerant(document)
        errors = (each for each in found if any_error([each]) and each.code not in _OF_THE_PAGE)
        return Linted(made, tuple(errors))


def published(linted: Linted) -> Linted:
    """Hold a document that is sound to the rules of what is published, too."""
    if any_error(linted.findings):
        return linted
    # Of an operation without a name TU224 tells as an error what TU209 warns of.
    kept = (each for each in linted.findings if each.code is not Code.MISSING_OPERATION_ID)
    return linted._replace(findings=arranged([*kept, *check_publishing(linted.document)]))


def _documented(document: Document) -> bool:
    return "x-documented-by" in mapping(document.root.get("info"))


@contextmanager
def _deep_recursion() -> Iterator[None]:
    """Let validators recurse as deep as documents may nest: each level takes a dozen frames of theirs."""
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(max(before, 10_000))
    try:
        yield
    finally:
        sys.setrecursionlimit(before)


def _strict(document: Document) -> Linted:
    findings = [*document.findings, *check_version(document)]
    if any_error(findings):
        return Linted(document, arranged(findings))
    normal = replace(document, root=normalize(document.root))
    findings += check_text(document)
    findings += check_references(document)
    for check in _OF_NORMAL:
        findings += check(normal)
    findings += check_decisions(normal)
    if is_judged(document):
        findings += check_document(document, explained=any_error(findings))
    else:
        findings += check_soundness(normal)
    if not any_error(findings):  # what `generate` would read in one way is a defect all the same
        findings += (_strictly(each) for each in repaired(document)[1])
    return Linted(normal, arranged(located_first(findings)))


def _strictly(finding: Finding) -> Finding:
    """Give a repair's warning as the error it is here; the other dialect's keywords are told only."""
    lenient = finding.code is Code.OTHER_DIALECT
    return finding if lenient else replace(finding, severity=Severity.ERROR)


def _tolerant(document: Document) -> Linted:
    """Repair a document before the checks; openapi-spec-validator has no say, since it knows no reading."""
    mended, read = repaired(document)
    findings = [*document.findings, *read, *check_version(mended)]
    if any_error(findings):
        return Linted(mended, arranged(findings))
    normalize_here(mended.root)
    findings += check_references(mended)
    findings += without(mended, (check_text, *_OF_NORMAL, check_soundness))
    findings += check_decisions(mended)
    return Linted(mended, arranged(findings))
