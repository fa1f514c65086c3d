"""Hold a document to all rules of what is published, but for what it waives."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from trueup.document.checks.publishing.addresses import check_addresses
from trueup.document.checks.publishing.answers import check_answers
from trueup.document.checks.publishing.information import check_information
from trueup.document.checks.publishing.leftovers import check_leftovers
from trueup.document.checks.publishing.naming import check_naming
from trueup.document.checks.publishing.waivers import unwaived
from trueup.document.source import Document
from trueup.findings import Finding

_CHECKS: Final[tuple[Callable[[Document], Iterator[Finding]], ...]] = (
    check_information,
    check_naming,
    check_answers,
    check_leftovers,
    check_addresses,
)


def check_publishing(document: Document) -> Iterator[Finding]:
    """Report what keeps a document from being handed to other teams, and waivers that nothing needs."""
    return unwaived(document, (finding for check in _CHECKS for finding in check(document)))
