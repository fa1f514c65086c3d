"""The stages of publishing in order: editions -> what changed -> a release -> its folder, and what that is worth.

lint -> lower -> compare with every edition before -> parts -> sealed -> written | verified

What reads many editions and what writes one share the first three.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from trueup import made_from, output, pages, pipeline, releases
from trueup.config import Settings
from trueup.document import source
from trueup.document.source import Document
from trueup.findings import Code, Finding, Place, Refused, any_error, arranged
from trueup.pipeline import Tell, identity_of, silent

if TYPE_CHECKING:
    from trueup.ir import Api
    from trueup.pages import Reading
    from trueup.publish.change import Waiver
    from trueup.publish.difference import Difference, Published
    from trueup.publish.release.material import Agreed, Material

_SPEC: Final = "openapi.json"
_WAIVERS: Final = "waivers.json"  # of a release


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
    today: date = date.max


def diff(
    settings: Settings,
    previous: Sequence[Path],
    new: Path,
    policy: Policy = Policy(),
    tell: Tell = silent,
    old_facts: Path | None = None,
) -> Compared:
    """Compare a spec with every edition before it: what callers send and get, what their Python code can name.

    Those are all that are published where the settings say, and others by their files. What their pages stated is
    read beside them, as in a release, or from `old_facts`.
    """
    facts = settings.facts or source.beside(new, pages.BESIDE)
    made, findings = _edition(replace(settings, rulings=None, facts=facts, spec=new), tell)
    if settings.published is not None and not source.editions(settings.published):
        raise Refused(_none_published(settings.shown(settings.published)))
    olds, of_olds = _editions(settings, previous, tell, old_facts)
    findings = arranged([*findings, *of_olds])
    if made is None or olds is None:
        return Compared(None, findings)
    compared = _compared(settings, olds, made, policy, tell)
    return Compared(compared.difference, arranged([*findings, *compared.findings]))


def _none_published(shown: str) -> Finding:
    message = f"no version is published in {shown}"
    fix = "name a folder that has VERSION/openapi.yaml"
    return Finding(Place(shown), Code.NONE_PUBLISHED, message, fix)


def _compared(
    settings: Settings, olds: Sequence[Published], new: Published, policy: Policy, tell: Tell
) -> Compared:
    """Compare an edition with those before it; all were read."""
    from trueup.publish.difference import differences, overpromised
    from trueup.publish.waivers import waive

    tell(f"comparing {new.document.file} with {len(olds)} editions")
    compared = differences(olds, new)
    names = [name for name, _ in compared.since]
    published = {name: old.waivers for name, old in zip(names, olds, strict=True)}
    waived, wrong = waive(compared, _waivers(settings), policy.today, published)
    told = overpromised(waived, new.document) if policy.versioned else ()
    return Compared(waived, arranged([*wrong, *told]))


def _waivers(settings: Settings) -> tuple[Waiver, ...]:
    from trueup.publish.waivers import waivers_of

    file = settings.waivers
    return waivers_of(source.read(file, settings.shown(file))) if file is not None else ()


def _editions(
    settings: Settings, previous: Sequence[Path], tell: Tell, old_facts: Path | None = None
) -> tuple[list[Published] | None, tuple[Finding, ...]]:
    """Read every edition that teams have, as it was published: settings are about the spec alone."""
    from trueup.publish.difference import in_order

    listed = source.editions(settings.published) if settings.published is not None else []
    alone = replace(settings, rulings=None, overlay=(), include=(), exclude=(), prune=False)
    made = [
        _edition(
            replace(alone, spec=each, facts=old_facts or source.beside(each, pages.BESIDE)),
            tell,
            published=True,
        )
        for each in (*listed, *previous)
    ]
    findings = arranged([finding for _, found in made for finding in found])
    editions = [each for each, _ in made if each is not None]
    if len(editions) < len(made):
        return None, findings
    with_waivers = [
        replace(each, waivers=_waivers(replace(alone, waivers=source.beside(path, _WAIVERS))))
        for each, path in zip(editions, listed, strict=False)
    ]
    return in_order([*with_waivers, *editions[len(listed) :]]), findings


def _edition(
    settings: Settings, tell: Tell, *, published: bool = False
) -> tuple[Published | None, tuple[Finding, ...]]:
    """Read an edition, with what its library can be asked for, and the facts of its page."""
    made = pipeline.lowered(replace(settings, facts=None), tell, published=published)
    page, unread = _page(settings)
    findings = arranged([*made.findings, *unread])
    if made.api is None or any_error(unread):
        return None, findings
    return _with_surface(settings, made.document, made.api, page), findings


def _page(settings: Settings) -> tuple[Reading | None, tuple[Finding, ...]]:
    """Read the facts of the page, or the page itself, and say what keeps it from being read."""
    if settings.facts is None:
        return None, ()
    page = pages.read(settings.facts, settings.shown(settings.facts))
    return page, tuple(each for each in page.findings if any_error([each]))


def _agreed(
    settings: Settings, document: Document, page: Reading | None
) -> tuple[Agreed | None, tuple[Finding, ...]]:
    """Hold the spec to its page; of an operation that is not selected nothing is told."""
    if page is None or any_error(page.findings):
        return None, ()
    from trueup.page.agreement.account import account
    from trueup.page.kept.facts_file import to_yaml
    from trueup.publish.release.material import Agreed

    made = account(page.facts, document, _rulings(settings), page.contradictions)
    if made is None and (settings.include or settings.exclude):
        return None, ()
    facts = replace(page.facts, file=page.page)
    told = None if made is None else Agreed(made, facts, to_yaml(facts, page.contradictions))
    return told, pages.held(settings, page, document)


def _rulings(settings: Settings) -> Document | None:
    if settings.rulings is None:
        return None
    return source.read(settings.rulings, settings.shown(settings.rulings))


def _with_surface(
    settings: Settings, document: Document, api: Api, page: Reading | None
) -> Published:
    from trueup.publish.difference import Published
    from trueup.publish.release.for_readers import for_readers
    from trueup.publish.surface import surface

    names = surface(api, document.root, identity_of(settings, document))
    return Published(for_readers(document), names, facts=page.facts if page else None)


@dataclass(frozen=True, slots=True)
class Released:
    """The files of a release by path and the folder that they are in, none where an error stops it, and the findings.

    `changes`: those since every edition before; None: there is none.
    """

    files: Mapping[str, bytes]
    findings: tuple[Finding, ...]
    folder: Path | None = None
    changes: Difference | None = None


def publish(
    settings: Settings,
    out: Path | None = None,
    previous: Sequence[Path] = (),
    today: date = date.max,
    tell: Tell = silent,
    *,
    key: Path | None = None,
) -> Released:
    """Write a release of the spec, that tells what changed since other editions; nothing while there is an error.

    Without a folder of its own it goes to where all versions are published, by its version. `key`: the file of the key
    that it is signed by.
    """
    from trueup.publish.release.release import release
    from trueup.publish.release.trial import renderer

    if out is None and settings.published is None:
        raise Refused(_nowhere())
    material, findings = _material(settings, previous, today, tell)
    if material is None:
        return Released({}, findings)
    own = _own_folder(settings, material.version)
    folder = out or own
    if folder is None:
        return Released({}, arranged([*findings, _no_version(material)]))
    tell(f"writing {settings.shown(folder)}")
    at_hand, missing = renderer() if settings.trial else ({}, ())
    made = release(replace(material, renderer=at_hand))
    findings = arranged([*findings, *missing, *made.findings])
    if not any_error(findings):
        signature = releases.signed(made.files, key, str(key)) if key else b""
        findings = arranged([*findings, *_put(settings, made.files, folder, own, signature)])
    if not any_error(findings) and own and settings.shown(own) == settings.shown(folder):
        findings = arranged([*findings, *_indexed(material, own.parent)])
    if any_error(findings):
        return Released({}, findings)
    return Released(made.files, findings, folder, material.changes)


def _put(
    settings: Settings,
    files: Mapping[str, bytes],
    folder: Path,
    own: Path | None,
    signature: bytes,
) -> tuple[Finding, ...]:
    """Put a release into its folder; a version that was published already has to be the same release."""
    if own is not None and own != folder and _is_release(own):
        other = releases.put(files, own, settings.shown(own), b"")
        if other:
            return other
    return releases.put(files, folder, settings.shown(folder), signature)


def _indexed(material: Material, folder: Path) -> tuple[Finding, ...]:
    """Write the index of all versions anew, once the last of them is there."""
    from trueup.publish.release.index import index, is_last

    files = output.contents(folder)
    if not is_last(material.version, files):
        return ()
    made = index(material, files)
    return output.save(
        {folder / path: each for path, each in made.items() if files.get(path) != each}
    )


def _no_version(material: Material) -> Finding:
    message = f"{material.version} is no version by semantic versioning"
    fix = "write it like 1.4.2; the folder of the release is named after it"
    return material.document.finding("/info/version", Code.NOT_SEMANTIC, message, fix)


def _nowhere() -> Finding:
    message = "there is no folder to publish to"
    fix = "name one by --out, or one for all versions by --against or the setting `published`"
    return Finding(Place("--out"), Code.WRONG_USE, message, fix)


def _own_folder(settings: Settings, said: str) -> Path | None:
    """Give the folder of a version where all are published; None where there is none, or it can't name one."""
    from trueup.publish.versions import version

    return settings.published / said if settings.published and version(said) else None


def _is_release(folder: Path) -> bool:
    from trueup.publish.release.held import SUMS

    return source.beside(folder / _SPEC, SUMS) is not None


def _material(
    settings: Settings, previous: Sequence[Path], today: date, tell: Tell
) -> tuple[Material | None, tuple[Finding, ...]]:
    """Gather what a release is made from; None where an error stops it."""
    from trueup.publish.history import History, steps
    from trueup.publish.release.material import Listing, Material

    linted = pipeline.lint(settings, tell=tell)
    if any_error(linted.findings):
        return None, linted.findings
    api, of_lowering = pipeline.lower(linted.document)
    page, unread = _page(settings)
    new = _with_surface(settings, linted.document, api, page)
    olds, of_olds = _editions(settings, previous, tell)
    library, astray = made_from.library(settings, linted.document, api)
    agreed, apart = _agreed(settings, linted.document, page)
    findings = arranged([*linted.findings, *of_lowering, *unread, *of_olds, *astray, *apart])
    if olds is None or any_error(findings):
        return None, findings
    olds = _before(settings, olds, new)
    sources = made_from.sources(settings, linted.document, [x.document for x in olds], page)
    new, *olds = map(_for_others, (new, *olds))
    policy = Policy(versioned=True, today=today)
    compared = _compared(settings, olds, new, policy, tell) if olds else None
    findings = arranged([*findings, *(compared.findings if compared else ())])
    if any_error(findings):
        return None, findings
    changes = compared.difference if compared else None
    material = Material(
        document=linted.document,
        api=api,
        package=settings.package,
        distribution=settings.distribution or settings.package,
        changes=changes,
        history=History(steps(olds, new, changes)),
        facts=new.facts,
        agreement=agreed,
        library=library,
        library_shown=settings.shown(settings.out),
        view=settings.target,
        listing=Listing(settings.address, settings.owner, settings.lifecycle),
        settings=made_from.parameters(settings),
        sources=sources,
    )
    return material, findings


def _for_others(edition: Published) -> Published:
    """Keep where files are on this machine out of what is published."""
    return replace(edition, document=edition.document.for_others())


def _before(settings: Settings, olds: list[Published], new: Published) -> list[Published]:
    """Give the editions to compare with: of what is published already, those that came before it."""
    own = _own_folder(settings, new.version)
    return _earlier(olds, new) if own and _is_release(own) else olds


def _earlier(olds: Sequence[Published], new: Published) -> list[Published]:
    """Give the editions that came before one that is published already."""
    from trueup.publish.versions import version

    said = version(new.version)
    return [
        each for each in olds
        if said and (read := version(each.version)) and read.order < said.order
    ]  # fmt: skip
