"""Views of the page of changes. All of it is text, that templates escape."""

from __future__ import annotations

from dataclasses import dataclass

from trueup.publish.site.views import LinkView
from trueup.publish.site.views_of_reference import BadgeView


@dataclass(frozen=True, slots=True)
class VerdictTileView:
    """A verdict: what it is on, its word, and what it counts."""

    term: str
    word: BadgeView
    counted: str


@dataclass(frozen=True, slots=True)
class ChoiceView:
    """One of several ways to look at the changes; `first`: the one that is chosen before anybody chooses."""

    id: str
    text: str
    first: bool = False


@dataclass(frozen=True, slots=True)
class SieveView:
    """Several ways to look at the changes, of which one holds."""

    name: str
    legend: str
    choices: tuple[ChoiceView, ...]


@dataclass(frozen=True, slots=True)
class SaidView:
    """Something that is told of a change, under a term: in words, as code, or both."""

    term: str
    words: tuple[str, ...] = ()
    code: str = ""


@dataclass(frozen=True, slots=True)
class ChangedView:
    """A change: `id` is its fingerprint's, `kinds` are the classes that a sieve looks at.

    `sides`: its keyword in both editions. `open`: it is read without being opened.
    """

    id: str
    kinds: str
    effect: BadgeView
    field: str
    what: str
    cause: BadgeView | None
    sides: tuple[SaidView, ...]
    said: tuple[SaidView, ...]
    open: bool


@dataclass(frozen=True, slots=True)
class ChangedPartView:
    """All that changed of one operation, or in Python; `counts`: of what breaks, of what does not, of documentation."""

    link: LinkView
    id: str
    method: str
    counts: tuple[str, ...]
    changes: tuple[ChangedView, ...]


@dataclass(frozen=True, slots=True)
class ChangesView:
    """What changed to one version from others."""

    lead: str
    verdicts: tuple[VerdictTileView, ...]
    sieves: tuple[SieveView, ...]
    parts: tuple[ChangedPartView, ...]

    @property
    def empty(self) -> bool:
        """Nothing changed."""
        return not self.parts
