"""The command line: each verb calls one function of the pipeline and prints what it gave.

Exit 0: clean. 1: findings. 2: wrong use.
"""

from __future__ import annotations

import dataclasses
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TypeVar, Unpack

import click
from rich_click import RichCommand, RichGroup

import trueup
from trueup import config, pipeline, report
from trueup.config import Flags, Settings
from trueup.findings import Code, Finding, Place, Refused, any_error
from trueup.ir import Api, Record

F = TypeVar("F", bound=Callable[..., object])

# Panels and colour are for a terminal; a pipe gets click's own plain text.
_SHOWY = sys.stdout.isatty()
_COMMAND: type[click.Command] = RichCommand if _SHOWY else click.Command
_GROUP: type[click.Group] = RichGroup if _SHOWY else click.Group


@click.group("trueup", cls=_GROUP, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(trueup.__version__, prog_name="trueup")
def main() -> None:
    """Keep a documentation page, its OpenAPI document and the generated library true to each other.

    Settings are read from [tool.trueup] in pyproject.toml; every setting is a flag too. Findings name a
    place and a fix. Exit code 0: clean, 1: findings, 2: wrong use.

    \b
    Examples:
      trueup lint                  is the spec sound?
      trueup generate              write the library
      trueup check                 does everything agree? changes nothing, for CI
      trueup lint other.yaml --format json
    """  # noqa: D301 - click wants the character


def _common(command: F) -> F:
    formats = click.Choice(["text", "json"])
    option = click.option(
        "--format", "format_", type=formats, default="text", show_default=True,
        help="Text for people, JSON for programs.",
    )  # fmt: skip
    return option(command)


def _target(command: F) -> F:
    for option in (
        click.option("--distribution", metavar="NAME", help="Name to install the library by."),
        click.option("--package", metavar="NAME", help="Import name of the library."),
        click.option(
            "--out", type=click.Path(path_type=Path, file_okay=False), help="Folder of the library."
        ),
        click.option("--rulings", type=click.Path(path_type=Path), help="The rulings on the page."),
        click.option("--spec", type=click.Path(path_type=Path), help="The OpenAPI document."),
    ):
        command = option(command)
    return _common(command)


@main.command(cls=_COMMAND)
@_target
def generate(format_: str, **flags: Unpack[Flags]) -> None:
    """Write the library that the spec describes.

    All or nothing: with any error nothing is written, and a library is put in place only after every
    module of it was imported. Files that trueup did not write are never removed.
    """
    settings = _settings(format_, **flags)
    made = _guarded(lambda: pipeline.generate(settings), format_)
    written = made.plan is not None and not any_error(made.findings)
    summary = ""
    if made.plan and made.api and written:
        summary = f"{settings.shown(settings.out)}: {len(made.plan)} files, {_size(made.api)}"
    files = sorted(made.plan or ()) if written else []
    _finish(made.findings, summary, {"files": files}, format_, warnings_pass=True)


@main.command(cls=_COMMAND)
@_target
def check(format_: str, **flags: Unpack[Flags]) -> None:
    """Say whether spec, rulings and library agree. Changes nothing.

    Reports what `lint` reports, and every file of the library that was edited, is missing or left over.
    """
    settings = _settings(format_, **flags)
    made = _guarded(lambda: pipeline.check(settings), format_)
    summary = ""
    if made.api and not made.findings:
        summary = f"{settings.shown(settings.out)} is what {settings.shown(settings.spec)} gives: {_size(made.api)}"
    _finish(made.findings, summary, {}, format_)


@main.command(cls=_COMMAND)
@click.argument("spec", type=click.Path(path_type=Path), required=False)
@_common
def lint(spec: Path | None, format_: str) -> None:
    """Check a spec: syntax, validity, references, defaults, examples, names, the x- vocabulary, rulings.

    SPEC is an OpenAPI 3.0 or 3.1 document, YAML or JSON; without it the configured one.
    """
    settings = _settings(format_, spec=spec)
    linted = _guarded(lambda: pipeline.lint(settings), format_)
    summary = "" if linted.findings else f"{settings.shown(settings.spec)}: no findings"
    _finish(linted.findings, summary, {}, format_)


@main.command(cls=_COMMAND)
@click.argument("stage", type=click.Choice(["document", "ir"]))
@click.option("--spec", type=click.Path(path_type=Path), help="The OpenAPI document.")
@_common
def show(stage: str, spec: Path | None, format_: str) -> None:
    """Print what a stage made of the spec, as JSON.

    document: the spec in one dialect (OpenAPI 3.1). ir: everything that rendering reads.
    """
    settings = _settings(format_, spec=spec)
    if stage == "document":
        linted = _guarded(lambda: pipeline.lint(settings), format_)
        shown: object = linted.document.root
        findings = linted.findings
    else:
        lowered = _guarded(lambda: pipeline.lowered(settings), format_)
        shown = dataclasses.asdict(lowered.api) if lowered.api else {}
        findings = lowered.findings
    if any_error(findings):
        _finish(findings, "", {}, format_)
    click.echo(json.dumps(shown, indent=2, ensure_ascii=False))


@main.command(cls=_COMMAND)
@_target
def demo(format_: str, **flags: Unpack[Flags]) -> None:
    """Make a real call with the generated library, against a stand-in server on loopback.

    Shows what was sent, what came back, and a request that is refused before it is sent.
    """
    from trueup.prove.demonstration import demonstrate

    settings = _settings(format_, **flags)
    made = _guarded(lambda: pipeline.check(settings), format_)
    _finish(made.findings, "", {}, format_)
    if made.api is None or not made.api.operations:
        _finish([_nothing_to_call(settings)], "", {}, format_)
        return
    for line in demonstrate(made.document.root, made.api, settings.out, settings.package):
        heading, colon, rest = line.partition(": ")
        plain = line.startswith(" ") or not colon
        click.echo(line if plain else f"{click.style(heading, bold=True)}: {rest}")


def _nothing_to_call(settings: Settings) -> Finding:
    place = Place(settings.shown(settings.spec), 1, 1)
    return Finding(
        place, Code.UNSUPPORTED, "there is no operation to call", "add one under `paths`"
    )


T = TypeVar("T")


def _settings(format_: str, **flags: Unpack[Flags]) -> Settings:
    return _guarded(lambda: config.settings(Path.cwd(), **flags), format_)


def _guarded(stage: Callable[[], T], format_: str) -> T:
    """Run a stage; where it can't go on, print why and leave."""
    try:
        return stage()
    except Refused as refused:
        _finish(refused.findings, "", {}, format_)
        raise  # not reached: a refusal has findings, and findings end the command


def _finish(
    findings: Sequence[Finding],
    summary: str,
    facts: Mapping[str, object],
    format_: str,
    *,
    warnings_pass: bool = False,
) -> None:
    report.show(findings, summary, facts, as_json=format_ == "json")
    if any(finding.code is Code.WRONG_USE for finding in findings):
        sys.exit(2)
    if any_error(findings) or (findings and not warnings_pass):
        sys.exit(1)


def _size(api: Api) -> str:
    fields = sum(len(each.fields) for each in api.declarations if isinstance(each, Record))
    operations = len(api.operations)
    return f"{operations} operation{'' if operations == 1 else 's'}, {fields} fields"
