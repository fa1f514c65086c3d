"""How findings are shown: for people with colour on a terminal, plain in a pipe, as JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

import click

from trueup.findings import Finding, Severity

_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow"}


def show(
    findings: Sequence[Finding], summary: str, facts: Mapping[str, object], *, as_json: bool
) -> None:
    """Print findings and how it went; `facts` go into the JSON beside them."""
    if as_json:
        said = {"findings": [finding.as_json() for finding in findings], **facts}
        click.echo(json.dumps(said, indent=2, ensure_ascii=False))
        return
    for finding in findings:
        click.echo(_line(finding), err=True)
    if findings:
        click.echo(_tally(findings), err=True)
    if summary:
        click.echo(summary)


def _line(finding: Finding) -> str:
    place = click.style(str(finding.place), bold=True)
    severity = click.style(str(finding.severity), fg=_COLOURS[finding.severity])
    fix = click.style(f"    fix: {finding.fix}", dim=True)
    return f"{place}: {finding.code} {severity}: {finding.message}\n{fix}"


def _tally(findings: Sequence[Finding]) -> str:
    counts = (
        (sum(finding.severity is severity for finding in findings), str(severity))
        for severity in Severity
    )
    return ", ".join(f"{count} {word}{'' if count == 1 else 's'}" for count, word in counts)
