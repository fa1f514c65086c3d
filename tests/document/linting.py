"""What a short document is reported for: place and code of each finding, as `line:column code`."""

from __future__ import annotations

from textwrap import indent

from trueup.document import source
from trueup.document.lint import lint
from trueup.document.rulings import check_rulings
from trueup.findings import Finding, Refused

HEAD = """openapi: 3.1.0
info: {title: T, version: "1"}
"""


def findings(text: str, file: str = "openapi.yaml") -> tuple[Finding, ...]:
    """Give everything that is wrong with a document."""
    try:
        document = source.parse(file, text, as_json=file.endswith(".json"))
        return lint(document).findings
    except Refused as refused:
        return refused.findings


def reported(text: str, file: str = "openapi.yaml") -> list[str]:
    """Give place and code of everything that is wrong with a document."""
    return [shown(each) for each in findings(text, file)]


def refused(text: str, file: str = "openapi.yaml") -> list[str]:
    """Give place and code of why a text can't be read at all; nothing where it can."""
    try:
        source.parse(file, text, as_json=file.endswith(".json"))
    except Refused as said:
        return [shown(each) for each in said.findings]
    return []


def ruled(rulings: str, spec: str) -> list[str]:
    """Give place and code of every ruling that is not as it should be."""
    judged = lint(source.parse("openapi.yaml", spec)).document
    return [shown(each) for each in check_rulings(source.parse("rulings.yaml", rulings), judged)]


def shown(finding: Finding) -> str:
    """Show a finding without its words."""
    return f"{finding.place.line}:{finding.place.column} {finding.code}"


def at(text: str, words: str, code: str) -> str:
    """Say that a finding stands where these words of the text stand; they must be there once."""
    assert text.count(words) == 1, f"{words!r} is there {text.count(words)} times"
    before = text[: text.index(words)]
    return f"{before.count(chr(10)) + 1}:{len(before) - before.rfind(chr(10))} {code}"


def schema(text: str, *, b: str = "", more: str = "") -> str:
    """Give a document that holds a schema A, a schema B where it is given, and `more` components."""
    schemas = "".join(
        f"    {name}:\n{indent(each.strip(), ' ' * 6)}\n"
        for name, each in (("A", text), ("B", b))
        if each
    )
    return f"{HEAD}paths: {{}}\ncomponents:\n  schemas:\n{schemas}{indent(more.strip(), '  ')}"


def paths(text: str, more: str = "") -> str:
    """Give a document that holds paths; `more` stands at its top."""
    return f"{HEAD}paths:\n{indent(text.strip(), '  ')}\n{more}"
