"""The verbs for handing a spec to other teams: diff."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from trueup import pipeline, report, report_changes
from trueup.cli_options import COMMAND, FILE, finish, guarded, settings_of


@click.command(cls=COMMAND)
@click.argument("old", type=FILE)
@click.argument("new", type=FILE)
@click.option(
    "--format", "format_", type=click.Choice(["text", "json", "markdown", "github"]),
    default="text", show_default=True,
    help="Text for people, JSON for programs, Markdown for a changelog, annotations for GitHub Actions.",
)  # fmt: skip
def diff(old: Path, new: Path, format_: str) -> None:
    """Tell what changed between two specs, and whom it breaks.

    Two verdicts: on the wire (a request that was accepted and now isn't, an answer that can now arrive and
    couldn't) and in Python (code written against the library that no longer type-checks). Each breaking change
    comes with a value, or a line of code, that shows it. Exit code 0: nothing breaks, 1: something does.
    """
    settings = settings_of(format_)
    with report.progress() as tell:
        compared = guarded(lambda: pipeline.diff(settings, old, new, tell), format_)
    if compared.difference is None:
        finish(compared.findings, "", {}, format_)
        return
    if format_ == "json":
        finish(
            compared.findings,
            "",
            report_changes.as_json(compared.difference),
            format_,
            warnings_pass=True,
        )
    else:
        click.echo("\n".join(report_changes.WRITERS[format_](compared.difference)))
    sys.exit(1 if compared.difference.breaks else 0)
