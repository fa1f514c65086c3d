"""Codes of findings: each is provoked by a test, and each finding can be told as text and as JSON."""

from __future__ import annotations

import re
from pathlib import Path

from trueup.findings import Code, Finding, Place, Severity, any_error, arranged

HERE = Path(__file__).resolve()


def test_every_code_is_provoked_by_a_test() -> None:
    sources = (path for path in HERE.parents[1].rglob("*.py") if path != HERE)
    told = " ".join(path.read_text("utf-8") for path in sources)
    mentioned = set(re.findall(r"\bTU[0-9]{3}\b", told)) | {
        code.value for code in Code if re.search(rf"\bCode\.{code.name}\b", told)
    }
    assert sorted(set(Code) - mentioned) == []


def test_no_code_is_used_twice() -> None:
    assert len(Code.__members__) == len(set(Code))


def test_a_place_is_shown_as_editors_read_it() -> None:
    assert str(Place("spec/a.yaml", 41, 9)) == "spec/a.yaml:41:9"
    assert str(Place("spec/a.yaml")) == "spec/a.yaml"


def test_findings_are_arranged_by_place_and_told_once() -> None:
    late = Finding(Place("a.yaml", 10, 1), Code.BAD_SYNTAX, "late", "fix")
    early = Finding(Place("a.yaml", 9, 2), Code.TOO_DEEP, "early", "fix", Severity.WARNING)
    assert arranged([late, early, late]) == (early, late)
    assert any_error([late])
    assert not any_error([early])


def test_a_finding_is_a_flat_object_of_json() -> None:
    finding = Finding(Place("a.yaml", 9, 2), Code.TOO_DEEP, "what", "how", Severity.WARNING)
    assert finding.as_json() == {
        "file": "a.yaml",
        "line": 9,
        "column": 2,
        "code": "TU105",
        "severity": "warning",
        "message": "what",
        "fix": "how",
    }
