"""A document while it is repaired: its values, to be changed, and what was told and moved on the way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from trueup.document.json_values import JsonObject, JsonValue, copied
from trueup.document.pointers import at, join, split
from trueup.document.source import Document
from trueup.document.walk import Index, Part
from trueup.findings import Code, Finding, Severity

_FIX = "correct the spec, so that nobody has to guess"


@dataclass(slots=True)
class Mending:
    """A private copy of a document's values; whatever changes in it is told."""

    document: Document
    root: JsonObject
    findings: list[Finding] = field(default_factory=list)
    _moved: dict[str, tuple[Document, str]] = field(default_factory=dict)
    _index: Index | None = None  # until something changes

    def told(self, pointer: str, code: Code, wrong: str, read: str) -> None:
        """Tell what is wrong at a pointer, and how it is read."""
        place = self._now().place(pointer)
        message = f"{wrong}: {read}"
        self.changed()
        self.findings.append(Finding(place, code, message, _FIX, Severity.WARNING, pointer))

    def parts(self, *kinds: str) -> Sequence[Part]:
        """Give the parts of some kinds as they are now, or all; they may be changed meanwhile."""
        if self._index is None:
            self._index = Index(self.root)
        return self._index.of(kinds)

    def changed(self) -> None:
        """Walk anew for the next parts: some were added or taken out."""
        self._index = None

    def referred(self) -> tuple[str, ...]:
        """Give where all references lead, as pointers."""
        said = (part.node.get("$ref") for part in self.parts())
        return tuple(each[1:] for each in said if isinstance(each, str) and each[:1] == "#")

    def holder(self, pointer: str) -> JsonValue:
        """Give what holds the value at a pointer."""
        return at(self.root, pointer.rpartition("/")[0])

    def drop(self, pointer: str) -> None:
        """Take a value out of its object or list; what moves up in the list keeps its place."""
        self.changed()
        above, _, _ = pointer.rpartition("/")
        holder, key = self.holder(pointer), split(pointer)[-1]
        if isinstance(holder, dict):
            holder.pop(key, None)
        elif isinstance(holder, list):
            index = int(key)
            now = self._now()
            shifted = {
                join(above, each - 1): now.read_at(join(above, each))
                for each in range(index + 1, len(holder))
            }
            del holder[index]
            self._moved.update(shifted)

    def respell(self, pointer: str, key: str) -> None:
        """Give a member of an object another key, at the same position."""
        self.changed()
        holder, before = self.holder(pointer), split(pointer)[-1]
        if isinstance(holder, dict):
            self._moved[join(pointer.rpartition("/")[0], key)] = self._now().read_at(pointer)
            items = [(key if each == before else each, value) for each, value in holder.items()]
            holder.clear()
            holder.update(items)

    def moved(self, pointer: str, before: str) -> None:
        """Say that what stands at a pointer now stood at another before."""
        self.changed()
        self._moved[pointer] = self._now().read_at(before)

    def done(self) -> Document:
        """Give the repaired document."""
        return self._now()

    def _now(self) -> Document:
        return self.document.changed(self.root, self._moved)


def begun(document: Document) -> Mending:
    """Start to repair a document: nothing in the copy is shared, and the one given is left alone."""
    return Mending(document, copied(document.root))
