"""The verbs for handing a spec to other teams: diff, publish, verify."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Unpack

import click

from trueup import publishing, report
from trueup.cli_options import COMMAND, FILE, finish, formatted, guarded, of_spec, settings_of
from trueup.config import Flags
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
    policy = publishing.Policy(versioned, waivers, (today or datetime.now(UTC)).date())

    def compare() -> publishing.Compared:
        published = source.editions(against, settings.shown(against)) if against else []
        return publishing.diff(settings, (*published, *old), new, policy, tell)

    with report.progress() as tell:
        compared = guarded(compare, format_)
    _told(compared, format_)
    broken = compared.difference is None or (compared.difference.breaks and not versioned)
    sys.exit(1 if broken or any_error(compared.findings) else 0)


def _told(compared: publishing.Compared, format_: str) -> None:
    """Print what changed; what is wrong goes beside it."""
    from trueup import report_changes  # which loads what judges values
    from trueup.publish.telling.json import as_json

    changes = compared.difference
    if changes is None:
        finish(compared.findings, "", {}, format_)
    elif format_ == "json":
        report.show(compared.findings, "", as_json(changes), as_json=True)
    else:
        click.echo("\n".join(report_changes.WRITERS[format_](changes)))
        wrong = [each for each in compared.findings if any_error([each])]
        report.show(wrong, "", {}, as_json=False)


@click.command(cls=COMMAND)
@click.option(
    "--out", "folder", required=True, type=click.Path(path_type=Path, file_okay=False),
    help="Folder of the release; it has to be new.",
)  # fmt: skip
@click.option(
    "--previous", type=FILE, multiple=True,
    help="An edition that was published before, to tell what changed since; repeatable.",
)  # fmt: skip
@click.option(
    "--library/--no-library", default=None,
    help="Hold the generated library, as a wheel and a source distribution; unless told otherwise, it does.",
)  # fmt: skip
@of_spec
def publish(folder: Path, previous: tuple[Path, ...], format_: str, **flags: Unpack[Flags]) -> None:
    """Write a release of the spec that other teams can build on, into a folder of its own.

    OpenAPI 3.1 and 3.0 as YAML and JSON, a form that is safe for client generators, JSON Schemas, examples, what
    changed, the digest of each file, and an in-toto statement of what they were made from. The same spec gives the
    same bytes.
    With --previous, a version that promises more than the changes since allow is refused.
    """
    settings = settings_of(format_, **flags)
    with report.progress() as tell:
        made = guarded(lambda: publishing.publish(settings, folder, previous, tell), format_)
    summary = f"{settings.shown(folder)}: {len(made.files)} files" if made.files else ""
    finish(made.findings, summary, {"files": sorted(made.files)}, format_, warnings_pass=True)


@click.command(cls=COMMAND)
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@formatted
def verify(folder: Path, format_: str) -> None:
    """Say whether a release is what was published: every file by its digest, none missing, none added.

    Needs nothing but the folder. Names each file that is wrong.
    """
    settings = settings_of(format_)
    findings = publishing.verify(settings, folder)
    summary = "" if findings else f"{settings.shown(folder)}: is what was published"
    finish(findings, summary, {}, format_)
