"""Views of the page that tells how a spec agrees with its documentation page."""

from __future__ import annotations

from dataclasses import dataclass

from trueup.publish.site.views import LinkView, VerdictView


@dataclass(frozen=True, slots=True)
class ComparedView:
    """What the page states of one kind, and what the spec does; `ruling`: what decided between them."""

    kind: str
    page: str
    spec: str
    verdict: VerdictView
    ruling: LinkView | None


@dataclass(frozen=True, slots=True)
class RowView:
    """A row of the page with what is compared of it; a status has a verdict of its own and no facts."""

    place: str
    name: str
    verdict: VerdictView
    ruling: LinkView | None
    facts: tuple[ComparedView, ...]
    height: int


@dataclass(frozen=True, slots=True)
class ApartView:
    """Something that page and spec part on, or the page with itself."""

    name: str
    about: str
    what: str
    ruling: LinkView | None


@dataclass(frozen=True, slots=True)
class ApartsView:
    """What parts in one way, under a title."""

    id: str
    title: str
    aparts: tuple[ApartView, ...]


@dataclass(frozen=True, slots=True)
class RulingView:
    """A decision, where it is about the page, and why it was made."""

    id: str
    name: str
    place: str
    contradiction: str
    decision: str
    reason: str


@dataclass(frozen=True, slots=True)
class SourceView:
    """What the page does not state, and where it comes from."""

    name: str
    source: str


@dataclass(frozen=True, slots=True)
class AgreementView:
    """How a spec agrees with its page, fact by fact."""

    page: str
    updated: str
    operation: str
    counts: tuple[VerdictView, ...]
    fields: tuple[RowView, ...]
    statuses: tuple[RowView, ...]
    aparts: tuple[ApartsView, ...]
    elsewhere: tuple[SourceView, ...]
    rulings: tuple[RulingView, ...]
