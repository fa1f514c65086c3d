"""The command line: each verb calls one function of the pipeline and prints what it gave.

Exit 0: clean. 1: findings. 2: wrong use.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, Unpack

import click

import trueup
from trueup import pipeline, report
from trueup.cli_options import (
    COMMAND,
    FILE,
    GROUP,
    by_target,
    finish,
    formatted,
    gathered,
    guarded,
    of_library,
    selecting,
    settings_of,
    targeting,
    targets_here,
    targets_of,
)
from trueup.cli_page import page
from trueup.cli_publish import diff, publish, verify
from trueup.cli_serve import serve
from trueup.config import Flags, Settings
from trueup.document.checks.publishing.rules import RULES, explained
from trueup.findings import Code, Finding, Place, Refused, any_error, arranged
from trueup.report import counted, left_out, told
from trueup.watching import again


@click.group("trueup", cls=GROUP, context_settings={"help_option_names": ["-h", "--help"]})
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
      trueup page agree page.html  do the documentation page and the spec say the same?
      trueup serve                 stand in for the service, on loopback
      trueup lint other.yaml --format json
    """  # noqa: D301 - click wants the character


@main.command(cls=COMMAND)
@click.option("--watch", is_flag=True, help="Do it again whenever what it is made from changes.")
@of_library
def generate(watch: bool, format_: str, **flags: Unpack[Flags]) -> None:
    """Write the library that the spec describes.

    All or nothing: with any error nothing is written, and a library is put in place only after every
    module of it was imported. Files that trueup did not write are never removed.
    """
    targets = targets_of(format_, **flags)
    if watch:
        known = (pipeline.inputs(each, None, ()) for each in targets)
        again(lambda: _watched(format_, **flags), frozenset().union(*known))
        return
    made = _generated(targets)
    finish(made.findings, made.summary, made.facts, format_, warnings_pass=True)


class _Generated(NamedTuple):
    """What one run of `generate` has to say, and the files that another run would read."""

    findings: Sequence[Finding]
    summary: str
    facts: Mapping[str, object]
    inputs: frozenset[Path]


def _generated(targets: Sequence[Settings]) -> _Generated:
    made, findings = gathered(targets, pipeline.generate)
    refused = [*findings]
    facts, lines = {}, []
    for settings, library in made:
        facts[settings.target] = _written(library)
        findings += told(library.findings, settings.allow)
        if library.api and facts[settings.target]["files"]:
            lines.append(_summary(settings, library, f": {len(library.plan or ())} files, "))
    compiled = dict(made)
    read = (pipeline.inputs(each, compiled.get(each), refused) for each in targets)
    return _Generated(
        arranged(findings), "\n".join(lines), by_target(facts), frozenset().union(*read)
    )


def _watched(format_: str, **flags: Unpack[Flags]) -> frozenset[Path]:
    """Generate once and print it, without ending there; settings are read anew, and may be wrong meanwhile."""
    try:
        made = _generated(targets_here(**flags))
    except Refused as refused:
        made = _Generated(refused.findings, "", {}, frozenset())
    report.show(made.findings, made.summary, made.facts, as_json=format_ == "json")
    return made.inputs


def _written(made: pipeline.Compiled) -> dict[str, object]:
    written = made.plan is not None and not any_error(made.findings)
    return {
        "files": sorted(made.plan or ()) if written else [],
        "left_out": left_out(made.findings),
        "not_selected": dataclasses.asdict(made.unselected),
    }


def _summary(settings: Settings, made: pipeline.Compiled, how: str) -> str:
    said = f"{settings.shown(settings.out)}{how}{_size(made)}{_not_selected(made.unselected)}"
    return said + counted(made.findings, settings.allow)


@main.command(cls=COMMAND)
@of_library
def check(format_: str, **flags: Unpack[Flags]) -> None:
    """Say whether spec, rulings and library agree. Changes nothing.

    Reports what `lint` reports, and every file of the library that was edited, is missing or left over.
    """
    targets = targets_of(format_, **flags)
    made, findings = gathered(targets, pipeline.check)
    lines = []
    for settings, library in made:
        shown = told(library.findings, settings.allow)
        findings += shown
        if library.api and not shown:
            spec = settings.shown(settings.spec)
            lines.append(_summary(settings, library, f" is what {spec} gives: "))
    passing = any(each.keep_going for each in targets)
    finish(arranged(findings), "\n".join(lines), {}, format_, warnings_pass=passing)


@main.command(cls=COMMAND)
@click.argument("spec", type=FILE, required=False)
@selecting
@targeting
@formatted
@click.option(
    "--publish/--no-publish",
    default=None,
    help="Hold the spec to the rules of what is handed to other teams, too (TU221 to TU239).",
)
@click.option(
    "--explain",
    metavar="CODE",
    type=click.Choice([str(code) for code in RULES]),
    help="Say what a rule of --publish wants, why, and how to fix or waive it.",
)
def lint(explain: str | None, format_: str, **flags: Unpack[Flags]) -> None:
    """Check a spec: syntax, validity, references, defaults, examples, names, the x- vocabulary, rulings.

    SPEC is an OpenAPI 3.0 to 3.2 document, YAML or JSON; without it the configured ones. Only what is
    selected is judged, with its overlays applied.
    """
    if explain:
        code = Code(explain)
        rule = {"code": code, **RULES[code]._asdict()}
        click.echo(json.dumps(rule, indent=2) if format_ == "json" else explained(code))
        return
    made, findings = gathered(
        targets_of(format_, **flags), lambda each, tell: pipeline.lint(each, tell=tell)
    )
    findings += [each for _, linted in made for each in linted.findings]
    clean = [settings.shown(settings.spec) for settings, linted in made if not linted.findings]
    summary = "\n".join(f"{each}: no findings" for each in dict.fromkeys(clean))
    finish(arranged(findings), summary, {}, format_)


@main.command(cls=COMMAND)
@click.argument("stage", type=click.Choice(["document", "ir"]))
@click.option("--spec", type=FILE, help="The OpenAPI document.")
@selecting
@targeting
@formatted
def show(stage: str, format_: str, **flags: Unpack[Flags]) -> None:
    """Print what a stage made of the spec, as JSON.

    document: the spec in one dialect (OpenAPI 3.1). ir: everything that rendering reads.
    """
    settings = settings_of(format_, **flags)
    if stage == "document":
        linted = guarded(lambda: pipeline.lint(settings, tolerant=True), format_)
        shown: object = linted.document.root
        findings = linted.findings
    else:
        lowered = guarded(lambda: pipeline.lowered(settings), format_)
        shown = dataclasses.asdict(lowered.api) if lowered.api else {}
        findings = lowered.findings
    if any_error(findings):
        finish(findings, "", {}, format_)
    click.echo(json.dumps(shown, indent=2, ensure_ascii=False))


@main.command(cls=COMMAND)
@of_library
def demo(format_: str, **flags: Unpack[Flags]) -> None:
    """Make a real call with the generated library, against a stand-in server on loopback.

    Shows what was sent, what came back, and a request that is refused before it is sent.
    """
    from trueup.prove.demonstration import demonstrate

    settings = settings_of(format_, **flags)
    made = guarded(lambda: pipeline.check(settings), format_)
    shown = told(made.findings, settings.allow)
    finish(shown, "", {}, format_, warnings_pass=settings.keep_going)
    if made.api is None or not made.api.operations:
        finish([_nothing_to_call(settings)], "", {}, format_)
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


def _not_selected(unselected: pipeline.Unselected) -> str:
    counts = (
        (unselected.operations, "operations not selected"),
        (unselected.components, "components pruned"),
    )
    return "".join(f", {count} {what}" for count, what in counts if count)


def _size(made: pipeline.Compiled) -> str:
    from trueup.ir import Record

    api = made.api
    if api is None:
        return "nothing"
    fields = sum(len(each.fields) for each in api.declarations if isinstance(each, Record))
    operations = len(api.operations)
    return f"{operations} operation{'' if operations == 1 else 's'}, {fields} fields"


main.add_command(page)
main.add_command(diff)
main.add_command(publish)
main.add_command(verify)
main.add_command(serve)
