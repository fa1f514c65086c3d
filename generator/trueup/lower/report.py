"""The findings that lowering gathers: what the generator can't express yet, each at its place."""

from __future__ import annotations

from dataclasses import dataclass, field

from trueup.document.json_values import JsonObject, mapping
from trueup.document.source import Document
from trueup.findings import Code, Finding, Severity
from trueup.ir import Origin


@dataclass(slots=True)
class Report:
    """Collects findings at pointers of one document."""

    document: Document
    findings: list[Finding] = field(default_factory=list)

    def unsupported(self, pointer: str, what: str) -> None:
        """Report what can't be generated; nothing is written while such a finding stands."""
        fix = "leave it out of the spec, or say the same with what is supported"
        message = f"unsupported: {what}"
        self.findings.append(self.document.finding(pointer, Code.UNSUPPORTED, message, fix))

    def passed_over(self, pointer: str, what: str, fix: str) -> None:
        """Tell what a library does without, or does in the one way that makes sense; it is written all the same."""
        warning = Severity.WARNING
        self.findings.append(self.document.finding(pointer, Code.PASSED_OVER, what, fix, warning))


def origin_of(pointer: str, node: JsonObject) -> Origin:
    """Read where a thing stands: in the spec, and by `x-page` or `x-source` on the page."""
    page = mapping(node.get("x-page"))
    table, row, source = page.get("table"), page.get("row"), node.get("x-source")
    return Origin(
        pointer,
        table if isinstance(table, int) else None,
        row if isinstance(row, int) else 0,
        source if isinstance(source, str) else None,
    )
