"""How findings are shown: for people with colour on a terminal, plain in a pipe, as JSON for programs."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from threading import Timer
from typing import TYPE_CHECKING

import click

from trueup.findings import Code, Finding, Severity

if TYPE_CHECKING:
    from rich.console import Console

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


def told(findings: Sequence[Finding], allowed: Collection[str]) -> list[Finding]:
    """Leave out the warnings of codes that are allowed, and what they left out: those are counted."""
    codes = {*allowed, Code.LEFT_OUT} if allowed else set()
    return [each for each in findings if each.severity is Severity.ERROR or each.code not in codes]


def left_out(findings: Sequence[Finding]) -> dict[str, int]:
    """Count the operations, and the components, that were left out."""
    units = [each.pointer for each in findings if each.code is Code.LEFT_OUT]
    operations = sum(unit.startswith("/paths/") for unit in units)
    return {"operations": operations, "others": len(units) - operations}


def counted(findings: Sequence[Finding], allowed: Collection[str]) -> str:
    """Say how much was left out, and how many findings were allowed."""
    left = left_out(findings)
    counts = [(left["operations"], "operations left out"), (left["others"], "components left out")]
    for code in sorted(set(allowed)):
        counts.append((sum(each.code == code for each in findings), f"{code} allowed"))
    return "".join(f", {count} {what}" for count, what in counts if count)


@contextmanager
def progress(after: float = 1.0, console: Console | None = None) -> Iterator[Callable[[str], None]]:
    """Show on a terminal what is at work, once it has taken longer than so many seconds; erase it then."""
    if console is None and not sys.stderr.isatty():
        yield lambda stage: None
        return
    from rich.console import Console
    from rich.text import Text

    status = (console or Console(stderr=True)).status("")
    timer = Timer(after, status.start)
    timer.daemon = True
    timer.start()
    try:
        yield lambda stage: status.update(Text(stage))
    finally:
        timer.cancel()
        timer.join()  # one that has just begun to show is waited for, and then erased
        status.stop()


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
