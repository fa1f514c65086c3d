"""The stages of a page in order: file -> blocks -> facts -> agreement, differences, a first spec.

    source -> format -> tables -> sentences -> facts -> agree | changes -> proposal | draft

A page is any of the four formats, or the file of facts that was made of one (`*.facts.yaml`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from trueup import output
from trueup.config import Settings
from trueup.document import source
from trueup.document.normalize import normalize
from trueup.document.source import Document
from trueup.findings import Code, Finding, Place, Severity, any_error, arranged
from trueup.page.blocks import Format, Page
from trueup.page.contradictions.contradiction import Contradiction
from trueup.page.facts import Facts
from trueup.page.formats.detect import detect

if TYPE_CHECKING:
    from trueup.page.difference.changes import Difference
    from trueup.page.proposal.proposal import Proposal

MOST_BYTES: Final = 5_000_000
SUFFIX: Final = ".facts.yaml"
BESIDE: Final = f"page{SUFFIX}"  # what the facts of an edition's page are called in a release


@dataclass(frozen=True, slots=True)
class Reading:
    """A page as read: its facts, where it contradicts itself, what could not be read, and the name of its file."""

    facts: Facts
    contradictions: tuple[Contradiction, ...]
    findings: tuple[Finding, ...]
    page: str = ""


@dataclass(frozen=True, slots=True)
class Drift:
    """What changed from one page to another, and where in the spec each change belongs."""

    new: Reading
    difference: Difference
    spec: Document | None
    proposal: Proposal | None

    @property
    def places(self) -> tuple[Place | None, ...]:
        """Give the line of the spec to touch, for each change of the contract."""
        return self.proposal.places if self.proposal else (None,) * len(self.difference.contract)


def read(path: Path, shown: str) -> Reading:
    """Read a page, or a file of facts. Raise Refused."""
    if path.name.endswith(SUFFIX):
        return _of_file(path, shown)
    from trueup.page.contradictions.contradictions import contradictions
    from trueup.page.reading.read import read as read_page

    text, digest = source.read_file(path, shown, MOST_BYTES)
    page, found = _reader(detect(path.name, text))(shown, text, digest)
    facts, more = read_page(page)
    return Reading(facts, contradictions(facts), arranged([*found, *more]), path.name)


def save(reading: Reading, path: Path) -> tuple[Finding, ...]:
    """Write the file of facts of a page that could be read; give what stops it."""
    from trueup.page.kept.facts_file import to_yaml

    if any_error(reading.findings):
        return ()
    named = replace(reading.facts, file=Path(reading.facts.file).name)
    return output.save({path: to_yaml(named, reading.contradictions)})


def agree(settings: Settings, reading: Reading) -> tuple[Finding, ...]:
    """Hold page and spec to each other, both ways, but for what the rulings settle."""
    if any_error(reading.findings):
        return reading.findings
    spec = _spec(settings)
    found = held(settings, reading, replace(spec, root=normalize(spec.root)))
    return arranged([*reading.findings, *found, *_stale(settings, reading)])


def held(settings: Settings, reading: Reading, spec: Document) -> tuple[Finding, ...]:
    """Give every disagreement of facts with a spec of the 3.1 dialect that no ruling settles."""
    from trueup.page.agreement.agree import agree as compare

    rulings = None
    if settings.rulings is not None:
        rulings = source.read(settings.rulings, settings.shown(settings.rulings))
    return compare(reading.facts, spec, rulings, reading.facts.file, reading.contradictions)


def diff(settings: Settings, old: Reading, new: Reading) -> Drift:
    """Tell what changed, and where in the spec, if there is one, each change belongs."""
    from trueup.page.difference.changes import changes
    from trueup.page.proposal.proposal import propose

    difference = changes(old.facts, new.facts)
    spec = _spec(settings) if settings.spec.is_file() else None
    proposal = propose(difference, new.facts, spec) if spec else None
    return Drift(new, difference, spec, proposal)


def save_proposal(settings: Settings, drift: Drift, folder: Path) -> tuple[Finding, ...]:
    """Write what the spec would have to say: as an overlay, and as a patch of its text."""
    from trueup.document.yaml_edit import edited, patch
    from trueup.page.proposal.proposal import overlay_text

    spec, proposal = drift.spec, drift.proposal
    if spec is None or proposal is None:
        message = "the spec has no operation that this page describes"
        fix = "name the spec of this page with --spec, or start one with `trueup page draft`"
        return (Finding(Place(settings.shown(settings.spec)), Code.NO_OPERATION, message, fix),)
    title = f"{drift.new.facts.title}, {drift.new.facts.updated or Path(drift.new.facts.file).name}"
    files = {
        folder / "overlay.yaml": overlay_text(proposal, spec, title),
        folder / "spec.patch": patch(spec, edited(spec, proposal.actions)),
    }
    by_hand = (
        Finding(
            Place(drift.new.facts.file),
            Code.NOT_IN_SPEC,
            each,
            "change the spec by hand",
            Severity.WARNING,
        )
        for each in proposal.by_hand
    )
    return (*by_hand, *output.save(files))


def draft(reading: Reading) -> str:
    """Write a first spec of what a page states."""
    from trueup.page.draft.draft import draft as drafted

    return drafted(reading.facts, reading.findings)


def _spec(settings: Settings) -> Document:
    return source.read(settings.spec, settings.shown(settings.spec))


def _reader(kind: Format) -> Callable[[str, str, str], tuple[Page, tuple[Finding, ...]]]:
    """Load the reader of a format, and the library it stands on, only when a page needs it."""
    match kind:
        case Format.TEXT:
            from trueup.page.formats.text import read_text

            return read_text
        case Format.RST:
            from trueup.page.formats.rst import read_rst

            return read_rst
        case Format.MARKDOWN:
            from trueup.page.formats.markdown import read_markdown

            return read_markdown
        case Format.HTML:
            from trueup.page.formats.html import read_html

            return read_html


def _of_file(path: Path, shown: str) -> Reading:
    from trueup.page.kept.facts_file import from_document

    facts, contradictions = from_document(source.read(path, shown))
    return Reading(replace(facts, file=shown), contradictions, (), facts.file)


def _stale(settings: Settings, reading: Reading) -> tuple[Finding, ...]:
    """Report that the facts that are kept state another contract than this page."""
    if settings.facts is None or not settings.facts.is_file():
        return ()
    from trueup.page.difference.changes import changes

    shown = settings.shown(settings.facts)
    kept = _of_file(settings.facts, shown)
    if not changes(kept.facts, reading.facts).contract:
        return ()
    message = f"these are not the facts of {reading.facts.file}"
    fix = f"see `trueup page diff {shown} {reading.facts.file}`; then `trueup page read --write`"
    return (Finding(Place(shown, 1, 1), Code.STALE_FACTS, message, fix, Severity.ERROR),)
