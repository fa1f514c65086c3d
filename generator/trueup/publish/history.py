"""How a document came to be what it is: version by version, and field by field."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from trueup.publish.change import Change
from trueup.publish.difference import Difference, Published, differences
from trueup.publish.versions import version
from trueup.publish.waivers import marked


@dataclass(frozen=True, slots=True)
class Step:
    """One published version. `released`: a day, or empty; `changes`: since the one before, None: it is the first.

    `title`: what the API was called.
    """

    version: str
    released: str = ""
    changes: Difference | None = None
    title: str = ""


def steps(
    olds: Sequence[Published], new: Published, compared: Difference | None
) -> tuple[Step, ...]:
    """Give every version up to an edition in order, each with what changed since the one before.

    `compared`: what changed in the edition since all the others, with what is waived.
    """
    by_version = {
        each.order: (old, name)
        for old, (name, said) in zip(olds, compared.since if compared else (), strict=True)
        if (each := version(said)) is not None and said != new.version
    }
    before = [by_version[order] for order in sorted(by_version)]
    editions = [old for old, _ in before]
    made = [_step(each, None) for each in editions[:1]]
    made += [_step(other, _answered_for(one, other)) for one, other in pairwise(editions)]
    last = compared.since_one(before[-1][1]) if compared and before else None
    return (*made, _step(new, last))


def _step(edition: Published, changes: Difference | None) -> Step:
    return Step(edition.version, edition.released, changes, edition.title)


def _answered_for(one: Published, other: Published) -> Difference:
    """Compare two editions that follow each other, what was waived at the time marked."""
    return marked(differences([one], other), other.waivers)


@dataclass(frozen=True, slots=True)
class Event:
    """What a version changed of a field."""

    version: str
    released: str
    change: Change

    @property
    def added(self) -> bool:
        """Say whether the field came with this version."""
        rule = self.change.rule
        return rule in _NEW or rule.partition("-")[2] in _NEW_WITH_SIDE


_NEW = frozenset({"operation-added", "webhook-added"})
_NEW_WITH_SIDE = frozenset(
    {"parameter-added", "body-added", "property-added", "status-added", "header-added"}
)


@dataclass(frozen=True)
class History:
    """What each version did to each field, by operation and field as changes name them, the first version first.

    A whole operation has the field "". What a component says is said of each place that it is met at.
    """

    steps: tuple[Step, ...] = ()

    def of(self, operation: str, field: str) -> tuple[Event, ...]:
        """Give what happened to a field, or to an operation."""
        return self.events.get((operation, field), ())

    def since(self, operation: str, field: str) -> str:
        """Give the version that a field came with: its own, or that of what it is a part of; else the first."""
        came = (
            event.version
            for each in _within(field)
            for event in reversed(self.of(operation, each))
            if event.added
        )
        first = self.steps[0].version if self.steps else ""
        return next(came, first)

    @cached_property
    def events(self) -> Mapping[tuple[str, str], tuple[Event, ...]]:
        """Give all that happened, by operation and field."""
        found: dict[tuple[str, str], list[Event]] = {}
        for step in self.steps:
            for change in step.changes.wire if step.changes else ():
                for operation, name in ((change.operation, change.field), *change.also):
                    there = replace(change, operation=operation, field=name, also=())
                    event = Event(step.version, step.released, there)
                    found.setdefault((operation, name), []).append(event)
        return {place: tuple(events) for place, events in found.items()}


def _within(field: str) -> Iterator[str]:
    """Give a field, what it is a part of, and so on to the operation.

    >>> [*_within("response-200.jobs[].id")]
    ['response-200.jobs[].id', 'response-200.jobs[]', 'response-200.jobs', 'response-200', '']
    """
    while field:
        yield field
        field = field.removesuffix("[]") if field.endswith("[]") else field.rpartition(".")[0]
    yield ""
