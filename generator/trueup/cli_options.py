"""What all verbs share: their options, and how a command ends."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TypeVar, Unpack

import click

from trueup import config, pipeline, report
from trueup.config import Flags, Settings
from trueup.findings import Code, Finding, Refused, any_error

F = TypeVar("F", bound=Callable[..., object])
T = TypeVar("T")

# Panels and colour are for a terminal; a pipe gets click's own plain text.
COMMAND: type[click.Command] = click.Command
GROUP: type[click.Group] = click.Group
if sys.stdout.isatty():
    from rich_click import RichCommand, RichGroup

    COMMAND, GROUP = RichCommand, RichGroup
FILE = click.Path(path_type=Path)


def formatted(command: F) -> F:
    """Add `--format`."""
    formats = click.Choice(["text", "json"])
    option = click.option(
        "--format", "format_", type=formats, default="text", show_default=True,
        help="Text for people, JSON for programs.",
    )  # fmt: skip
    return option(command)


def targeting(command: F) -> F:
    """Add `--target`."""
    return click.option(
        "--target", metavar="NAME", multiple=True,
        help="Work on this one of [tool.trueup.targets] alone; repeatable.",
    )(command)  # fmt: skip


def of_spec(command: F) -> F:
    """Add the flags that name a spec and what belongs to it."""
    for option in (
        click.option("--facts", type=FILE, help="The facts of the page."),
        click.option("--rulings", type=FILE, help="The rulings on the page."),
        click.option("--spec", type=FILE, help="The OpenAPI document."),
    ):
        command = option(command)
    return targeting(formatted(command))


def selecting(command: F) -> F:
    """Add the flags that change the document first, say how far it goes, or which operations are meant."""
    selector = "by tag, path or operationId (`tag:repos`, `path:/repos/*`, `operation:getRepo`); repeatable."
    for option in (
        click.option(
            "--references",
            type=click.Path(path_type=Path, file_okay=False),
            metavar="FOLDER",
            help="Folder that references to other files may lead into; else that of the spec.",
        ),
        click.option(
            "--remote",
            metavar="PREFIX",
            multiple=True,
            help="Follow references over http to addresses that start so; repeatable. Else none is followed.",
        ),
        click.option(
            "--overlay",
            type=FILE,
            multiple=True,
            help="Overlay document that is applied before anything else; repeatable.",
        ),
        click.option(
            "--prune/--no-prune", default=None, help="Leave out components that nothing needs."
        ),
        click.option(
            "--exclude", metavar="SELECTOR", multiple=True, help=f"Leave out operations {selector}"
        ),
        click.option(
            "--include", metavar="SELECTOR", multiple=True, help=f"Keep only operations {selector}"
        ),
    ):
        command = option(command)
    return command


def of_library(command: F) -> F:
    """Add the flags that name a library, and those of its spec."""
    for option in (
        click.option(
            "--keep-going",
            is_flag=True,
            help="Leave out what can't be generated, with all that needs it; each is named.",
        ),
        click.option(
            "--allow",
            metavar="CODE",
            multiple=True,
            type=click.Choice([code.value for code in Code]),
            help="Leave out knowingly what has findings of this code; they are counted.",
        ),
        click.option(
            "--templates",
            type=click.Path(path_type=Path, file_okay=False),
            metavar="FOLDER",
            help="Folder of templates that stand in the place of the toolkit's.",
        ),
        click.option(
            "--docs/--no-docs",
            default=None,
            help="Write a page for each operation beside the library; unless told otherwise, it is.",
        ),
        click.option("--distribution", metavar="NAME", help="Name to install the library by."),
        click.option("--package", metavar="NAME", help="Import name of the library."),
        click.option(
            "--out", type=click.Path(path_type=Path, file_okay=False), help="Folder of the library."
        ),
    ):
        command = option(command)
    return of_spec(selecting(command))


def settings_of(format_: str, **flags: Unpack[Flags]) -> Settings:
    """Read the settings of the one target that is meant here; leave where they can't be."""
    return guarded(lambda: config.settings(Path.cwd(), **flags), format_)


def targets_of(format_: str, **flags: Unpack[Flags]) -> tuple[Settings, ...]:
    """Read the settings of every target that is meant here; leave where they can't be."""
    return guarded(lambda: targets_here(**flags), format_)


def targets_here(**flags: Unpack[Flags]) -> tuple[Settings, ...]:
    """Read the settings of every target that is meant here. Raise Refused."""
    return config.targets(Path.cwd(), **flags)


def gathered(
    targets: Sequence[Settings], stage: Callable[[Settings, pipeline.Tell], T]
) -> tuple[list[tuple[Settings, T]], list[Finding]]:
    """Run a stage for each target, and give what refused it for some: that stops no other."""
    made: list[tuple[Settings, T]] = []
    refused: list[Finding] = []
    with report.progress() as tell:
        for each in targets:
            try:
                made.append((each, stage(each, _named(each.target, tell))))
            except Refused as refusal:
                refused += refusal.findings
    return made, refused


def by_target(facts: Mapping[str, Mapping[str, object]]) -> Mapping[str, object]:
    """Give what is told of each target by its name; of one without a name, as it is."""
    return facts[""] if facts.keys() == {""} else {"targets": facts} if facts else {}


def _named(target: str, tell: pipeline.Tell) -> pipeline.Tell:
    return (lambda said: tell(f"{target}: {said}")) if target else tell


def guarded(stage: Callable[[], T], format_: str) -> T:
    """Run a stage; where it can't go on, print why and leave."""
    try:
        return stage()
    except Refused as refused:
        finish(refused.findings, "", {}, format_)
        raise  # not reached: a refusal has findings, and findings end the command


def finish(
    findings: Sequence[Finding],
    summary: str,
    facts: Mapping[str, object],
    format_: str,
    *,
    warnings_pass: bool = False,
) -> None:
    """Print findings and how it went; leave with 1 where there are any, with 2 after wrong use."""
    report.show(findings, summary, facts, as_json=format_ == "json")
    if any(finding.code is Code.WRONG_USE for finding in findings):
        sys.exit(2)
    if any_error(findings) or (findings and not warnings_pass):
        sys.exit(1)
