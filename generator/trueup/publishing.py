"""The stages of publishing in order: editions -> what changed -> a release -> its folder, and what that is worth.

lint -> lower -> compare with every edition before -> parts -> sealed -> written | verified

What reads many editions and what writes one share the first three.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from trueup import output, pages, pipeline
from trueup.config import Settings
from trueup.document import source
from trueup.document.source import Document
from trueup.findings import Code, Finding, Place, any_error, arranged
from trueup.pipeline import Tell, identity_of, silent

if TYPE_CHECKING:
    from trueup.ir import Api
    from trueup.publish.difference import Difference, Published
    from trueup.publish.release.material import Material


@dataclass(frozen=True, slots=True)
class Compared:
    """What changed between specs; None where one of them can't be read, which the findings tell."""

    difference: Difference | None
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Policy:
    """What an edition is held to: the version that it gives itself, and waivers as they stand on a day.

    Unless the day is told, every waiver is over.
    """

    versioned: bool = False
    waivers: Path | None = None
    today: date = date.max


def diff(
    settings: Settings,
    olds: Sequence[Path],
    new: Path,
    policy: Policy = Policy(),
    tell: Tell = silent,
) -> Compared:
    """Compare a spec with every edition before it: what callers send and get, what their Python code can name."""
    made, findings = _edition(settings, new, tell)
    if made is None:
        return Compared(None, findings)
    compared = _compared(settings, olds, made, policy, tell)
    return Compared(compared.difference, arranged([*findings, *compared.findings]))


def _compared(
    settings: Settings, olds: Sequence[Path], new: Published, policy: Policy, tell: Tell
) -> Compared:
    """Compare an edition that was read with those before it."""
    from trueup.publish.difference import differences, overpromised
    from trueup.publish.waivers import waive, waivers_of

    waivers = (
        waivers_of(source.read(policy.waivers, settings.shown(policy.waivers)))
        if policy.waivers is not None
        else ()
    )
    made = [_edition(settings, each, tell) for each in olds]
    findings = arranged([finding for _, found in made for finding in found])
    editions = [each for each, _ in made if each is not None]
    if len(editions) < len(made):
        return Compared(None, findings)
    tell(f"comparing {new.document.file} with {len(olds)} editions")
    compared, wrong = waive(differences(editions, new), waivers, policy.today)
    told = overpromised(compared, new.document) if policy.versioned else ()
    return Compared(compared, arranged([*findings, *wrong, *told]))


def _edition(
    settings: Settings, spec: Path, tell: Tell
) -> tuple[Published | None, tuple[Finding, ...]]:
    """Read an edition, with what its library can be asked for."""
    alone = replace(settings, rulings=None, facts=None, spec=spec)
    made = pipeline.lowered(alone, tell)
    published = None if made.api is None else _with_surface(alone, made.document, made.api)
    return published, made.findings


def _with_surface(settings: Settings, document: Document, api: Api) -> Published:
    from trueup.publish.difference import Published
    from trueup.publish.surface import surface

    return Published(document, surface(api, document.root, identity_of(settings, document)))


@dataclass(frozen=True, slots=True)
class Released:
    """The files of a release by path, none where an error stops it, and the findings."""

    files: Mapping[str, bytes]
    findings: tuple[Finding, ...]


def publish(
    settings: Settings, folder: Path, olds: Sequence[Path], tell: Tell = silent
) -> Released:
    """Write a release of the spec, that tells what changed since other editions; nothing while there is an error."""
    from trueup.publish.release.release import release

    material, findings = _material(settings, olds, tell)
    if material is None:
        return Released({}, findings)
    tell(f"writing {settings.shown(folder)}")
    made = release(material)
    found = arranged([*findings, *made.findings])
    if not any_error(found):
        found = arranged([*found, *output.publish(made.files, folder, settings.shown(folder))])
    return Released({} if any_error(found) else made.files, found)


def _material(
    settings: Settings, olds: Sequence[Path], tell: Tell
) -> tuple[Material | None, tuple[Finding, ...]]:
    """Gather what a release is made from; None where an error stops it."""
    from trueup.publish.release.material import Material

    linted = pipeline.lint(settings, tell=tell)
    if any_error(linted.findings):
        return None, linted.findings
    api, of_lowering = pipeline.lower(linted.document)
    new = _with_surface(settings, linted.document, api)
    compared = _compared(settings, olds, new, Policy(versioned=True), tell) if olds else None
    library, astray = _library(settings, linted.document, api)
    found = [*linted.findings, *of_lowering, *(compared.findings if compared else ()), *astray]
    findings = arranged(found)
    if any_error(findings):
        return None, findings
    page = pages.read(settings.facts, settings.shown(settings.facts)) if settings.facts else None
    material = Material(
        document=linted.document,
        api=api,
        package=settings.package,
        distribution=settings.distribution or settings.package,
        changes=compared.difference if compared else None,
        facts=page.facts if page else None,
        library=library,
        library_shown=settings.shown(settings.out),
        sources=_sources(settings, linted.document),
    )
    return material, findings


def _library(
    settings: Settings, document: Document, api: Api
) -> tuple[Mapping[str, bytes], tuple[Finding, ...]]:
    """Read the library where it was generated, and say what keeps it from being the one of this document."""
    from trueup.render.compact import compact
    from trueup.render.provenance import astray, origin

    if not settings.library:
        return {}, ()
    shown = settings.shown(settings.out)
    files = output.library(settings.out, shown)
    if not files:
        message = "there is no library to publish"
        fix = "run `trueup generate`, or publish with --no-library"
        return {}, (Finding(Place(shown), Code.MISSING, message, fix),)
    said = pipeline.templates_of(settings).provenance()
    now = origin(api.title, api.version, identity_of(settings, document), said)
    wrong = astray(files, now, compact(document.root))
    return files, tuple(
        Finding(Place(f"{shown}/{path}"), code, message, fix) for path, code, message, fix in wrong
    )


def _sources(settings: Settings, document: Document) -> Mapping[str, str]:
    """Give the digest of each file that a release is made from; the facts hold that of the page."""
    others = [each for each in (settings.rulings, settings.facts, *settings.overlay) if each]
    read = {each.name: source.read(each, settings.shown(each)).sha256 for each in others}
    return {settings.spec.name: document.sha256, **read}


def verify(settings: Settings, folder: Path) -> tuple[Finding, ...]:
    """Say which files of a release are not what was published."""
    from trueup.publish.release.sealing import wrong

    shown, fix = settings.shown(folder), "get the release again from where it was published"
    found = wrong(output.contents(folder))
    return tuple(Finding(Place(f"{shown}/{path}"), Code.EDITED, why, fix) for path, why in found)
