"""The stages in order: the file to read first.

    source -> lint (normalize, references, checks, openapi-spec-validator) -> lower -> plan -> write | check

Each stage takes values and gives values, with findings beside them. A stage that can't go on raises
Refused, which carries findings too, so a caller always gets them all at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from trueup import config, output, pages
from trueup.config import Settings
from trueup.document import source
from trueup.document.addressing import addressed
from trueup.document.bundle import bundled
from trueup.document.json_values import mapping, text_of
from trueup.document.leaving import demoted, leave
from trueup.document.newer import in_older_words
from trueup.document.overlays import overlaid
from trueup.document.selecting import Selected, selected
from trueup.document.source import Document
from trueup.findings import Code, Finding, Refused, Severity, any_error, arranged

# Judging and rendering load heavy libraries, and only the verbs that need them shall wait for that.
if TYPE_CHECKING:
    from trueup.document.lint import Linted
    from trueup.ir import Api
    from trueup.render.identity import Identity
    from trueup.render.templating import Templates


@dataclass(frozen=True, slots=True)
class Unselected:
    """How many operations were not selected, and how many components nothing needed."""

    operations: int = 0
    components: int = 0


@dataclass(frozen=True, slots=True)
class Compiled:
    """What a spec gives: the document in the 3.1 dialect, the IR, the plan of the library, the findings.

    IR and plan are None where an error stops them.
    """

    document: Document
    api: Api | None
    plan: Mapping[str, str] | None
    findings: tuple[Finding, ...]
    unselected: Unselected = Unselected()


Tell: TypeAlias = Callable[[str], None]  # takes what is at work now, as text


def silent(stage: str) -> None:
    """Tell nobody."""


def lint(settings: Settings, *, tolerant: bool = False, tell: Tell = silent) -> Linted:
    """Read a spec and hold what is selected, and the rulings, to every check; `tolerant`: repair what can be."""
    from trueup.document.lint import Linted, published

    chosen = _selected(settings, tell)
    if chosen.findings:
        return Linted(chosen.document, arranged(chosen.findings))
    linted = _linted(settings, chosen, tolerant=tolerant)
    return published(linted) if settings.publish and not tolerant else linted


def _selected(settings: Settings, tell: Tell) -> Selected:
    """Read a spec, and leave of it what is selected."""
    tell(f"reading {settings.shown(settings.spec)}")
    document = _read(settings)
    made = selected(document, settings.include, settings.exclude, prune=settings.prune)
    tell(f"checking {len(mapping(made.document.root.get('paths')))} paths")
    return made


def _read(settings: Settings) -> Document:
    document = source.read(settings.spec, settings.shown(settings.spec))
    overlays = [source.read(each, settings.shown(each)) for each in settings.overlay]
    document = overlaid(document, overlays)
    folder = source.Folder(
        settings.references or settings.spec.parent, settings.shown, settings.remote
    )
    return addressed(in_older_words(bundled(document, settings.spec, folder)))


def _linted(
    settings: Settings, chosen: Selected, *, tolerant: bool, published: bool = False
) -> Linted:
    from trueup.document.lint import Linted
    from trueup.document.lint import lint as lint_document
    from trueup.document.rulings import check_rulings

    linted = lint_document(chosen.document, tolerant=tolerant, published=published)
    if settings.rulings is None or any_error(linted.findings):
        return linted
    rulings = source.read(settings.rulings, settings.shown(settings.rulings))
    found = check_rulings(rulings, linted.document, chosen.gone)
    return Linted(linted.document, arranged([*linted.findings, *found]))


def lowered(settings: Settings, tell: Tell = silent, *, published: bool = False) -> Compiled:
    """Bring a spec as far as its IR; what is allowed to be left out is, with all that needs it.

    `published`: it is one that was, and is read whatever the checks say of it today.
    """
    chosen = _selected(settings, tell)
    if chosen.findings:
        return Compiled(chosen.document, None, None, arranged(chosen.findings))
    made = _lowered(settings, _linted(settings, chosen, tolerant=True, published=published))
    return replace(made, unselected=Unselected(chosen.operations, chosen.components))


def _lowered(settings: Settings, linted: Linted) -> Compiled:
    document, told = linted.document, list(linted.findings)
    while True:
        api, found = None, told
        if not any_error(told):
            api, of_lowering = lower(document)
            found = [*told, *of_lowering]
        left = leave(document, _may_go(settings, found)) if any_error(found) else None
        if left is None:
            made = api if not any_error(found) else None
            return Compiled(document, made, None, arranged(found))
        document, told = left.document, [*demoted(found, settings.leaves), *left.findings]


def lower(document: Document) -> tuple[Api, tuple[Finding, ...]]:
    """Bring a document of the 3.1 dialect to its IR."""
    from trueup.lower import lower as lower_document

    return lower_document(document)


def _may_go(settings: Settings, findings: Sequence[Finding]) -> list[Finding]:
    """Give the errors that cost only what needs it."""
    errors = (each for each in findings if each.severity is Severity.ERROR)
    return [each for each in errors if settings.leaves(each.code)]


def compiled(settings: Settings, tell: Tell = silent) -> Compiled:
    """Bring a spec as far as the plan of its library."""
    from trueup.render.plan import plan

    made = lowered(settings, tell)
    try:
        templates = templates_of(settings)
        if made.api is None or any_error(made.findings):
            return made
        counts = len(made.api.operations), len(made.api.declarations)
        tell("rendering {} operations and {} models".format(*counts))
        identity = identity_of(settings, made.document)
        return replace(made, plan=plan(made.api, made.document.root, identity, templates))
    except Refused as refused:
        return replace(made, findings=arranged([*made.findings, *refused.findings]))


def templates_of(settings: Settings) -> Templates:
    """Read the templates that a library is rendered with. Raise Refused where the caller's are none."""
    from trueup.render.templating import Templates, own_templates

    folder = settings.templates
    return Templates() if folder is None else own_templates(folder, settings.shown)


def generate(settings: Settings, tell: Tell = silent) -> Compiled:
    """Write the library; nothing is written while any finding is an error."""
    made = compiled(settings, tell)
    if made.plan is None:
        return made
    tell(f"writing and importing {len(made.plan)} files")
    shown = settings.shown(settings.out)
    found = output.foreign(made.plan, settings.out, shown) or output.write(
        made.plan, settings.out, settings.package
    )
    if settings.templates is not None:
        found = tuple(map(_by_templates, found))
    return replace(made, findings=arranged([*made.findings, *found]))


def inputs(
    settings: Settings, made: Compiled | None, findings: Iterable[Finding]
) -> frozenset[Path]:
    """Give the files and folders that a library is made from; those that a finding names are among them."""
    given = (settings.spec, settings.rulings, settings.templates, *settings.overlay)
    read = made.document.files() if made is not None else ()
    shown = {"pyproject.toml", *read, *(each.place.file for each in findings)}
    return frozenset([*filter(None, given), *(settings.root / each for each in shown)])


def _by_templates(found: Finding) -> Finding:
    """Say what to do about a library that does not import where the caller's templates have a part in it."""
    if found.code is not Code.DOES_NOT_IMPORT:
        return found
    return replace(found, fix="nothing was written; correct your templates, or leave them out")


def check(settings: Settings, tell: Tell = silent) -> Compiled:
    """Say whether the facts of the page, the spec, its rulings and the library agree; change nothing."""
    made = compiled(settings, tell)
    if made.plan is None:
        return made
    found = output.check(made.plan, settings.out, settings.shown(settings.out))
    held = _held_to_page(settings, made.document)
    return replace(made, findings=arranged([*made.findings, *found, *held]))


def _held_to_page(settings: Settings, spec: Document) -> tuple[Finding, ...]:
    """Hold the spec to the facts that were read from its page."""
    if settings.facts is None:
        return ()
    reading = pages.read(settings.facts, settings.shown(settings.facts))
    return pages.held(settings, reading, spec)


def identity_of(settings: Settings, document: Document) -> Identity:
    """Name the library that a document is generated as, and what it is generated from."""
    from trueup.render.identity import Identity

    licence = mapping(mapping(document.root.get("info")).get("license"))
    return Identity(
        package=settings.package,
        distribution=settings.distribution,
        spec=settings.spec.name,
        digest=document.sha256,
        licence=text_of(licence.get("identifier")),
        httpx_floor=config.HTTPX_FLOOR,
        pydantic_floor=config.PYDANTIC_FLOOR,
        docs=settings.docs,
    )
