"""Waivers: `x-waives` at an object lets a rule be broken there and below, for a reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from trueup.document.checks.publishing.rules import RULES
from trueup.document.json_values import mapping
from trueup.document.pointers import join
from trueup.document.source import Document
from trueup.findings import Code, Finding

WORD: Final = "x-waives"


def unwaived(document: Document, findings: Iterable[Finding]) -> Iterator[Finding]:
    """Give the findings that nothing waives, and one for each waiver that nothing needs."""
    waivers = [
        (part.pointer, code) for part in document.parts() for code in mapping(part.node.get(WORD))
    ]
    needed: set[tuple[str, str]] = set()
    for finding in findings:
        waiving = [each for each in waivers if _covers(*each, finding)]
        needed.update(waiving)
        if not waiving:
            yield finding
    for pointer, code in waivers:
        if (pointer, code) not in needed:
            known = code in {str(each) for each in RULES}
            what = f"nothing breaks {code} here" if known else f"{code} is no rule of publishing"
            fix = "remove the waiver, or correct the rule that it names"
            where = join(pointer, WORD, code)
            yield document.finding(where, Code.WAIVES_NOTHING, what, fix)


def _covers(pointer: str, code: str, finding: Finding) -> bool:
    return code == str(finding.code) and f"{finding.pointer}/".startswith(f"{pointer}/")
