"""The verbs for handing a spec to other teams: diff, publish, verify."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Unpack

import click

from trueup import publishing, releases, report
from trueup.cli_options import (
    COMMAND,
    FILE,
    F,
    by_target,
    finish,
    formatted,
    gathered,
    guarded,
    of_spec,
    targeting,
    targets_of,
)
from trueup.config import Flags, Settings
from trueup.findings import Code, Finding, any_error, arranged
from trueup.signatures import Signers

_AGAINST = click.option(
    "--against", "published", type=click.Path(path_type=Path, file_okay=False), metavar="FOLDER",
    help="The folder of every published version, VERSION/openapi.yaml; else that of the settings.",
)  # fmt: skip


def held_to_policy(command: F) -> F:
    """Add the flags that say which editions there are, and what breaks of them all the same."""
    for option in (
        click.option(
            "--today", type=click.DateTime(["%Y-%m-%d"]), metavar="YYYY-MM-DD",
            help="The day that waivers are judged on; else that of the clock, in UTC.",
        ),
        click.option(
            "--waivers", type=FILE, help="Breaking changes that somebody answers for until a day."
        ),
        _AGAINST,
    ):  # fmt: skip
        command = option(command)
    return command


def _day(today: datetime | None) -> date:
    return (today or datetime.now(UTC)).date()


@click.command(cls=COMMAND)
@click.argument("specs", type=FILE, nargs=-1, metavar="[OLD]... [NEW]")
@click.option(
    "--check-version", "versioned", is_flag=True,
    help="Judge NEW's info.version: changes that break are fine if it says so, none may go beyond it.",
)  # fmt: skip
@click.option(
    "--facts", type=FILE,
    help="The facts of NEW's page, or the page; else those of the settings for their spec, or beside NEW.",
)  # fmt: skip
@click.option(
    "--old-facts",
    type=FILE,
    help="Those of the only OLD; else page.facts.yaml beside it, as in a release.",
)
@held_to_policy
@targeting
@click.option(
    "--format", "format_", type=click.Choice(["text", "json", "markdown", "html", "github"]),
    default="text", show_default=True,
    help="Text for people, JSON for programs, Markdown for a changelog, a page, annotations for GitHub Actions.",
)  # fmt: skip
def diff(
    specs: tuple[Path, ...], today: datetime | None, old_facts: Path | None, *, versioned: bool, format_: str,
    **flags: Unpack[Flags],
) -> None:  # fmt: skip
    """Tell what changed in NEW since each OLD, whom it breaks, and the version that it asks for.

    Without OLD, since every version that is published; without NEW, in the configured spec, of each target that is
    published. Two verdicts: on the wire (a request that was accepted and now isn't, an answer that can now arrive and
    couldn't) and in Python (code written against the library that no longer type-checks). Each breaking change
    comes with a value, or a line of code, that shows it. Exit code 0: nothing breaks, 1: something does, or with
    --check-version: the version promises more than the changes allow. What is waived doesn't count; a waiver
    that has expired, or that nothing needs, ends with 1, too.

    With the facts of both editions' pages, each change says why it came about: the API changed, with the row of the
    page that tells it, or the spec was corrected, or changed, while the page stayed as it was.
    """
    *olds, new = specs or (None,)
    told = flags | Flags(spec=new)
    targets = _with_own_facts(targets_of(format_, **told), format_, **flags)
    if olds and len(targets) > 1:
        raise click.UsageError("OLD is of one target: name it by --target.")
    if olds and flags.get("published") is None:
        targets = tuple(replace(each, published=None) for each in targets)
    elif not olds:
        targets = tuple(each for each in targets if each.published is not None)
    if not targets:
        raise click.UsageError("name what to compare with: OLD, or --against FOLDER.")
    if format_ == "html" and len(targets) > 1:
        raise click.UsageError("a page tells of one target: name it by --target.")
    if old_facts is not None and (len(olds) != 1 or any(each.published for each in targets)):
        raise click.UsageError("--old-facts is about one OLD; others have theirs beside them.")
    policy = publishing.Policy(versioned, _day(today))
    made, findings = gathered(
        targets,
        lambda each, tell: publishing.diff(
            each, [*filter(None, olds)], each.spec, policy, tell, old_facts
        ),
    )
    _told(made, findings, format_)
    wrong = [*findings, *(finding for _, each in made for finding in each.findings)]
    if any(each.code is Code.WRONG_USE for each in wrong):
        sys.exit(2)
    broken = any(_broken(each, versioned=versioned) for _, each in made)
    sys.exit(1 if broken or any_error(wrong) else 0)


def _with_own_facts(
    targets: tuple[Settings, ...], format_: str, **flags: Unpack[Flags]
) -> tuple[Settings, ...]:
    """Take the facts of the settings for those of their own spec alone, unless a flag names them."""
    if flags.get("facts") is not None:
        return targets
    own = {each.target: each.shown(each.spec) for each in targets_of(format_, **flags)}
    return tuple(
        each if own.get(each.target) == each.shown(each.spec) else replace(each, facts=None)
        for each in targets
    )


def _broken(compared: publishing.Compared, *, versioned: bool) -> bool:
    return compared.difference is None or (compared.difference.breaks and not versioned)


def _told(
    made: Sequence[tuple[Settings, publishing.Compared]], refused: Sequence[Finding], format_: str
) -> None:
    """Print what changed, of each target by its name; what is wrong goes beside it."""
    from trueup import report_changes  # which loads what judges values
    from trueup.publish.telling.json import as_json

    findings = arranged([*refused, *(finding for _, each in made for finding in each.findings)])
    compared = {each.target: found.difference for each, found in made if found.difference}
    if format_ == "json":
        facts = {name: as_json(each) for name, each in compared.items()}
        report.show(findings, "", by_target(facts), as_json=True)
        return
    for name, each in compared.items():
        lines = report_changes.WRITERS[format_](each)
        click.echo("\n".join([*report_changes.heading(name, format_), *lines]))
    unread = any(each.difference is None for _, each in made)
    report.show([each for each in findings if unread or any_error([each])], "", {}, as_json=False)


@click.command(cls=COMMAND)
@click.option(
    "--out", "folder", type=click.Path(path_type=Path, file_okay=False),
    help="Folder of the release; it has to be new. Else VERSION in the folder of every published one.",
)  # fmt: skip
@click.option(
    "--previous", type=FILE, multiple=True,
    help="An edition that was published before, to tell what changed since; repeatable.",
)  # fmt: skip
@click.option(
    "--library/--no-library", default=None,
    help="Hold the generated library, as a wheel and a source distribution; unless told otherwise, it does.",
)  # fmt: skip
@click.option(
    "--trial/--no-trial", default=None,
    help="Hold a page to try calls on, where Swagger UI is installed (trueup[trial]); unless told otherwise, it does.",
)  # fmt: skip
@click.option(
    "--sign", "key", type=FILE, metavar="KEY",
    help="Sign the release by this key, with ssh-keygen: the file of a private key, or of one that ssh-agent has.",
)  # fmt: skip
@held_to_policy
@of_spec
def publish(
    folder: Path | None, previous: tuple[Path, ...], key: Path | None, today: datetime | None,
    format_: str, **flags: Unpack[Flags],
) -> None:  # fmt: skip
    """Write a release of the spec that other teams can build on, into a folder of its own.

    OpenAPI 3.1 and 3.0 as YAML and JSON, a form that is safe for client generators, JSON Schemas, examples, what
    changed, the digest of each file, and an in-toto statement of what they were made from. The same spec gives the
    same bytes. A version that promises more than what changed since the published ones allows is refused, and so is
    one that was published with other content. What breaks and is waived is told.
    """
    targets = targets_of(format_, **flags)
    if len(targets) > 1 and (folder or previous):
        raise click.UsageError("--out and --previous are of one target: name it by --target.")
    if len(targets) > 1:
        targets = tuple(each for each in targets if each.published is not None) or targets
    made, findings = gathered(
        targets,
        lambda each, tell: publishing.publish(each, folder, previous, _day(today), tell, key=key),
    )
    findings += [finding for _, each in made for finding in each.findings]
    facts = {each.target: {"files": sorted(released.files)} for each, released in made}
    lines = [line for each, released in made for line in _released(each, released)]
    finish(arranged(findings), "\n".join(lines), by_target(facts), format_, warnings_pass=True)


def _released(settings: Settings, made: publishing.Released) -> Iterator[str]:
    """Say what was written, and what that is to those who have an edition before it."""
    if made.folder is not None:
        from trueup.publish.telling.words import counted

        since = "" if made.changes is None else f", {counted(made.changes)}"
        yield f"{settings.shown(made.folder)}: {len(made.files)} files{since or ', the first version'}"


@click.command(cls=COMMAND)
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option(
    "--signers", "file", type=FILE, metavar="FILE",
    help="Who may sign, and their keys, as in ssh-keygen's ALLOWED SIGNERS: the release has to be signed by one.",
)  # fmt: skip
@click.option(
    "--identity", "who", metavar="WHO", help="Of --signers, the one that has to have signed."
)
@formatted
def verify(folder: Path, file: Path | None, who: str | None, format_: str) -> None:
    """Say whether a release is what was published: every file by its digest, none missing, none added.

    FOLDER is a release, or the folder of all published versions: then of each of them, and of its index.
    Needs nothing but the folder. Names each file that is wrong. Without --signers, a signature has to sign this release
    (where there is an ssh-keygen), and its key is told; whose key that is, nobody can say.
    """
    if who is not None and file is None:
        raise click.UsageError("--identity is one of --signers: name their file.")
    settings, *_ = targets_of(format_)  # which say only what paths are relative to
    shown = settings.shown(folder)
    signers = Signers(file, settings.shown(file), who or "") if file else None
    made = guarded(lambda: releases.verify(folder, shown, signers), format_)
    signed = [f"{shown}/{path}: {_by(each)}" for path, each in made.signatures.items()]
    lines = [] if made.findings else [f"{shown}: is what was published", *signed]
    facts = {path: asdict(each) for path, each in made.signatures.items()}
    finish(made.findings, "\n".join(lines), {"files": made.files, "signatures": facts}, format_)


def _by(signed: releases.Signed) -> str:
    """Say how a release is signed."""
    if signed.signer:
        return f"by {signed.signer} ({signed.key})"
    unknown = "--signers says whose it is" if signed.judged else "not judged: that needs ssh-keygen"
    return f"by the key {signed.key} ({unknown})"
