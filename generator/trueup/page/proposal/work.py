"""The work on a proposal: what it starts from, what it aims at, and how far it is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from trueup.document.json_values import JsonValue, copied, mapping
from trueup.document.pointers import split
from trueup.document.source import Document
from trueup.page.agreement.disagreements import telling
from trueup.page.blocks import Span
from trueup.page.difference.difference import Change
from trueup.page.difference.terms import What
from trueup.page.facts import Kind
from trueup.page.proposal.edits import Edits
from trueup.page.proposal.sides import Goal, Side, levels, side_of
from trueup.page.stated.field import StatedField
from trueup.page.statement import statement

_SCHEMAS: Final = "/components/schemas"


@dataclass(slots=True)
class Work:
    """The spec, the goal, the changes, the edits so far, and the side that they make of the spec.

    `owners`: the fields that each object of the spec says something of: more than one where it is shared.
    `paths`: the paths that each object has. `known`: the schemas of the spec that describe what one of the draft does.
    `imported`: the schemas of the draft that were taken over, by what they are called in the spec.
    `names`: of all schemas. `bodies`: those that were added.
    """

    spec: Document
    goal: Goal
    changes: Sequence[Change]
    edits: Edits
    now: Side
    owners: Mapping[str, Sequence[StatedField]]
    paths: Mapping[str, Sequence[str]]
    known: Mapping[str, str]
    names: set[str]
    imported: dict[str, str] = field(default_factory=dict)
    bodies: set[str] = field(default_factory=set)

    def of(self, *kinds: What) -> Iterator[Change]:
        """Give the changes of some kinds."""
        return (change for change in self.changes if change.what in kinds)

    def refresh(self) -> None:
        """See the spec as it is by now."""
        now = side_of(self.spec, self.edits.root, self.now.stated.method, self.now.stated.path)
        self.now = now or self.now
        self.owners = _owners(self.now)
        self.paths = _paths(self.now)
        self.known = _known(self.goal.side, self.now)

    def why(self, change: Change) -> str:
        """Tell a change, and the line of the page where it stands."""
        return f"{change.told} ({self.at(change.new_span)})"

    def at(self, span: Span | None) -> str:
        """Name a line of the new page."""
        file = self.goal.facts.file
        return f"{file}:{span.line}" if span else f"no longer in {file}"

    def said(self, path: str, kind: Kind) -> JsonValue:
        """Give what the new page states of a kind; None where it states nothing."""
        found = self.goal.fields.get(path)
        return telling(statement(found)).get(kind) if found else None


def begun(spec: Document, goal: Goal, side: Side, changes: Sequence[Change]) -> Work:
    """Begin the work on a spec."""
    edits = Edits(copied(spec.root))
    names = set(mapping(mapping(spec.root.get("components")).get("schemas")))
    known = _known(goal.side, side)
    return Work(spec, goal, changes, edits, side, _owners(side), _paths(side), known, names)


def _owners(side: Side) -> Mapping[str, Sequence[StatedField]]:
    found: dict[str, list[StatedField]] = defaultdict(list)
    for each in side.stated.fields:
        for level in levels(side.root, each):
            for layer in level:
                found[layer.pointer].append(each)
    return found


def _paths(side: Side) -> Mapping[str, Sequence[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for path, pointer in side.stated.objects.items():
        found[pointer].append(path)
    return found


def _known(goal: Side, now: Side) -> Mapping[str, str]:
    """Pair the schemas of the draft with the components that have the same path in the spec."""
    found: dict[str, str] = {}
    for path, pointer in goal.stated.objects.items():
        here = now.holder(path) or ""
        if here.rpartition("/")[0] == _SCHEMAS:
            found.setdefault(pointer, split(here)[-1])
    return found
