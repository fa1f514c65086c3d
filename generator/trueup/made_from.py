"""What a release is made from: its library as it was generated, and each file that had a part in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from trueup import output, pipeline
from trueup.config import Settings
from trueup.document import source
from trueup.document.json_values import JsonObject, text_of
from trueup.document.source import Document
from trueup.findings import Code, Finding, Place
from trueup.pages import BESIDE, Reading
from trueup.pipeline import identity_of
from trueup.render.identity import PROVENANCE

if TYPE_CHECKING:
    from trueup.ir import Api
    from trueup.publish.release.material import Source


def library(
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


def sources(
    settings: Settings, document: Document, olds: Sequence[Document], page: Reading | None
) -> tuple[Source, ...]:
    """Name what a release of a document is made from; the facts hold the digest of the page."""
    from trueup.publish.release.material import Source

    before = [settings.root / each.file for each in olds]
    files = [
        ("spec", settings.spec),
        *(("overlay", each) for each in settings.overlay),
        *(("rulings", each) for each in (settings.rulings,) if each),
        *(("facts", each) for each in (settings.facts,) if each),
        *(("waivers", each) for each in (settings.waivers,) if each),
        *(("library", each) for each in (settings.out / PROVENANCE,) if settings.library),
        *(("previous", each) for each in before),
        *(("previous", each) for path in before if (each := source.beside(path, BESIDE))),
    ]
    templates = pipeline.templates_of(settings)
    return (
        *(Source(role, _named(settings, path), _sha256(settings, path)) for role, path in files),
        *(Source("referenced", *each) for each in _referenced(settings, document)),
        *([Source("page", page.page, page.facts.sha256)] if page else []),
        Source("templates", "templates", text_of(templates.provenance()["sha256"])),
        Source("templates", "templates/site", templates.of_site()),
    )


def _referenced(settings: Settings, document: Document) -> Iterator[tuple[str, str]]:
    """Name the files and addresses that references of the spec lead to, and give the digest of each."""
    overlays = {settings.shown(each) for each in settings.overlay}
    for name, sha256 in document.others().items():
        if name not in overlays:
            yield (name if "://" in name else _named(settings, settings.root / name)), sha256


def _sha256(settings: Settings, path: Path) -> str:
    return source.read_file(path, settings.shown(path), source.MAX_BYTES)[1]


def _named(settings: Settings, path: Path) -> str:
    """Name a file of the project by its path, and any other by its name: no release tells where it was made."""
    shown = settings.shown(path)
    return path.name if Path(shown).is_absolute() else shown


def parameters(settings: Settings) -> JsonObject:
    """Give the settings that say what a release holds."""
    return {
        "package": settings.package,
        "distribution": settings.distribution,
        "library": settings.library,
        "trial": settings.trial,
        "include": [*settings.include],
        "exclude": [*settings.exclude],
        "prune": settings.prune,
        "address": settings.address,
        "owner": settings.owner,
        "lifecycle": settings.lifecycle,
    }
