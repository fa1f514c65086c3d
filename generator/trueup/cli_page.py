"""The verbs on pages: read, agree, diff, draft."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Unpack

import click

from trueup import output, pages
from trueup.cli_options import (
    COMMAND,
    FILE,
    GROUP,
    finish,
    formatted,
    guarded,
    of_spec,
    settings_of,
    targets_of,
)
from trueup.config import Flags, Settings
from trueup.findings import any_error
from trueup.pages import Reading


@click.group(cls=GROUP)
def page() -> None:
    """Read a documentation page, hold it and the spec to each other, follow it as it changes.

    PAGE is a saved page: plain text as copied from a browser, RST, Markdown or HTML. Where a page is
    taken, the facts that were read from one (*.facts.yaml) are too.
    """


@page.command(cls=COMMAND)
@click.argument("saved", metavar="PAGE", type=FILE)
@click.option("--write", is_flag=True, help="Write the facts to the configured file (--facts).")
@click.option("--unread", is_flag=True, help="List the sentences that no fact was read from.")
@of_spec
def read(saved: Path, write: bool, unread: bool, format_: str, **flags: Unpack[Flags]) -> None:
    """Print the facts of a page, each with its place and, as JSON, the exact words it was read from.

    With --write, facts, places and a digest of each row's words are kept beside the spec; the page's
    sentences are not. Nothing is written while anything of the page can't be read.
    """
    from trueup import report_page
    from trueup.page.facts_json import facts_as_json

    settings = settings_of(format_, **flags)
    reading = _read(settings, saved, format_)
    findings = list(reading.findings)
    summary = report_page.counted(reading.facts) if reading.facts.fields else ""
    if write and not any_error(findings):
        target = settings.facts or settings.root / f"{saved.stem}{pages.SUFFIX}"
        findings += pages.save(reading, target)
        summary = f"{settings.shown(target)}: {summary}"
    facts = facts_as_json(reading.facts, reading.contradictions)
    if format_ == "text" and reading.facts.fields:
        report_page.show_facts(reading.facts, unread=unread)
    finish(findings, summary, facts, format_, warnings_pass=True)


@page.command(cls=COMMAND)
@click.argument("saved", metavar="PAGE", type=FILE)
@of_spec
def agree(saved: Path, format_: str, **flags: Unpack[Flags]) -> None:
    """Say whether a page and the spec agree, both ways.

    Every fact of the page is in the spec or has a ruling; every constraint of the spec has a fact, or says
    that it comes from elsewhere. What the page contradicts itself about needs a ruling.
    """
    from trueup import report_page

    settings = settings_of(format_, **flags)
    reading = _read(settings, saved, format_)
    findings = guarded(lambda: pages.agree(settings, reading), format_)
    spec = settings.shown(settings.spec)
    summary = "" if findings else f"{spec} and the page agree: {report_page.counted(reading.facts)}"
    finish(findings, summary, {}, format_)


@page.command(cls=COMMAND)
@click.argument("old", type=FILE)
@click.argument("new", type=FILE)
@click.option(
    "--propose", metavar="DIR", type=click.Path(path_type=Path, file_okay=False),
    help="Write the change of the spec: overlay.yaml, and spec.patch that keeps comments and order.",
)  # fmt: skip
@of_spec
def diff(old: Path, new: Path, propose: Path | None, format_: str, **flags: Unpack[Flags]) -> None:
    """Tell what changed from one page to another: the contract apart from the prose.

    Each change of the contract says what it does to a caller (breaking, widening, documentation) and which
    line of the spec to touch. Exit code 0: the contract is the same, 1: it changed.
    """
    from trueup import report_page

    settings = settings_of(format_, **flags)
    readings = _read(settings, old, format_), _read(settings, new, format_)
    unreadable = [each for reading in readings for each in reading.findings]
    if any_error(unreadable):
        finish(unreadable, "", {}, format_)
    drift = guarded(lambda: pages.diff(settings, *readings), format_)
    if propose is not None:
        unreadable += guarded(lambda: pages.save_proposal(settings, drift, propose), format_)
    summary = report_page.difference_counted(drift.difference)
    if format_ == "text":
        report_page.show_difference(drift.difference, drift.places, readings[1].facts.file)
    facts = report_page.difference_as_json(drift.difference, drift.places)
    finish(unreadable, summary, facts, format_, warnings_pass=True)
    sys.exit(1 if drift.difference.contract else 0)


@page.command(cls=COMMAND)
@click.argument("saved", metavar="PAGE", type=FILE)
@click.option("--out", type=FILE, help="File to write; without it, the terminal.")
@formatted
def draft(saved: Path, out: Path | None, format_: str) -> None:
    """Write a first spec of a page that nobody has encoded yet.

    What the page leaves open or contradicts is marked with `x-to-decide`, and `trueup lint` lists it.
    """
    settings = targets_of(format_)[0]  # of which only the folder counts
    reading = _read(settings, saved, format_)
    if any_error(reading.findings):
        finish(reading.findings, "", {}, format_)
    text = guarded(lambda: pages.draft(reading), format_)
    findings = list(reading.findings)
    if out is None:
        shown, summary = {"spec": text}, text.rstrip("\n")
    else:
        findings += output.save({out: text})
        shown, summary = (
            {"file": str(out)},
            f"{out}: see what is to decide with `trueup lint {out}`",
        )
    finish(findings, summary, shown, format_, warnings_pass=True)


def _read(settings: Settings, saved: Path, format_: str) -> Reading:
    return guarded(lambda: pages.read(saved, settings.shown(saved)), format_)
