"""All repairs in their order: the function that reads a document with defects as it is meant."""

from __future__ import annotations

from typing import Final

from trueup.document.repairs.closing import repair_closing
from trueup.document.repairs.dialect import repair_dialect
from trueup.document.repairs.fields import repair_fields
from trueup.document.repairs.head import repair_head
from trueup.document.repairs.keywords import repair_keywords
from trueup.document.repairs.mending import begun
from trueup.document.repairs.operations import repair_operations
from trueup.document.repairs.parameters import repair_parameters
from trueup.document.repairs.references import repair_references
from trueup.document.repairs.schemas import repair_schemas
from trueup.document.repairs.version import repair_version
from trueup.document.source import Document
from trueup.findings import Finding

# Fields come first, so that the others find values of the kind they read.
_REPAIRS: Final = (
    repair_version,
    repair_keywords,
    repair_fields,
    repair_head,
    repair_schemas,
    repair_references,
    repair_dialect,
    repair_closing,
    repair_operations,
    repair_parameters,
)


def repaired(document: Document) -> tuple[Document, tuple[Finding, ...]]:
    """Read a document's defects as they are meant, each told; the document given is left alone."""
    mending = begun(document)
    for repair in _REPAIRS:
        repair(mending)
    return mending.done(), tuple(mending.findings)
