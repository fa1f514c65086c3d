"""The verbs for handing a spec to other teams: diff."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from trueup import pipeline, report, report_changes
from trueup.cli_options import COMMAND, FILE, finish, guarded, settings_of
from trueup.document import source
from trueup.findings import any_error


@click.command(cls=COMMAND)
@click.argument("old", type=FILE, nargs=-1)
@click.argument("new", type=FILE)
@click.option(
    "--against", type=click.Path(path_type=Path, file_okay=False), metavar="FOLDER",
    help="Compare with every published version in this folder, too: VERSION/openapi.yaml.",
)  # fmt: skip
@click.option(
    "--check-version", "versioned", is_flag=True,
    help="Judge NEW's info.version: changes that break are fine if it says so, none may go beyond it.",
)  # fmt: skip
@click.option(
    "--waivers", type=FILE, help="Breaking changes that somebody answers for until a day."
)
@click.option(
    "--today", type=click.DateTime(["%Y-%m-%d"]), metavar="YYYY-MM-DD",
    help="The day that waivers are judged on; else that of the clock, in UTC.",
)  # fmt: skip
@click.option(
    "--format", "format_", type=click.Choice(["text", "json", "markdown", "github"]),
    default="text", show_default=True,
    help="Text for people, JSON for programs, Markdown for a changelog, annotations for GitHub Actions.",
)  # fmt: skip
def diff(
    old: tuple[Path, ...], new: Path, against: Path | None, waivers: Path | None, today: datetime | None,
    *, versioned: bool, format_: str,
) -> None:  # fmt: skip
    """Tell what changed in NEW since each OLD, whom it breaks, and the version that it asks for.

    Two verdicts: on the wire (a request that was accepted and now isn't, an answer that can now arrive and
    couldn't) and in Python (code written against the library that no longer type-checks). Each breaking change
    comes with a value, or a line of code, that shows it. Exit code 0: nothing breaks, 1: something does, or with
    --check-version: the version promises more than the changes allow. What is waived doesn't count; a waiver
    that has expired, or that nothing needs, ends with 1, too.
    """
    if not old and against is None:
        raise click.UsageError("name what to compare with: OLD, or --against FOLDER.")
    settings = settings_of(format_)
    policy = pipeline.Policy(versioned, waivers, (today or datetime.now(UTC)).date())

    def compare() -> pipeline.Compared:
        published = source.editions(against, settings.shown(against)) if against else []
        return pipeline.diff(settings, (*published, *old), new, policy, tell)

    with report.progress() as tell:
        compared = guarded(compare, format_)
    _told(compared, format_)
    broken = compared.difference is None or (compared.difference.breaks and not versioned)
    sys.exit(1 if broken or any_error(compared.findings) else 0)


def _told(compared: pipeline.Compared, format_: str) -> None:
    """Print what changed; what is wrong goes beside it."""
    changes = compared.difference
    if changes is None:
        finish(compared.findings, "", {}, format_)
    elif format_ == "json":
        report.show(compared.findings, "", report_changes.as_json(changes), as_json=True)
    else:
        click.echo("\n".join(report_changes.WRITERS[format_](changes)))
        wrong = [each for each in compared.findings if any_error([each])]
        report.show(wrong, "", {}, as_json=False)
