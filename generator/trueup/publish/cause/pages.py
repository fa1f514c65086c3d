"""Two editions of a page beside two of a spec: what each states of a field, and whose doing a difference is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from contextlib import suppress
from typing import Final, NamedTuple, TypeAlias

from trueup.document.json_values import JsonValue
from trueup.document.source import Document
from trueup.findings import Refused
from trueup.page.difference.changes import Change as Restated
from trueup.page.difference.changes import What, changes
from trueup.page.difference.telling import value_told
from trueup.page.facts import Facts, Kind
from trueup.page.stated.stated import Stated, stated
from trueup.page.statement import alike, statement
from trueup.publish.change import Cause, Evidence
from trueup.publish.surface import Surface

Verdict: TypeAlias = tuple[Cause, tuple[Evidence, ...]]

UNKNOWN: Final[Verdict] = (Cause.UNKNOWN, ())
OWN: Final[Verdict] = (Cause.SPEC_CHANGED, ())
_COME: Final = frozenset({What.FIELD_ADDED, What.FIELD_MOVED})
_GONE: Final = frozenset({What.FIELD_REMOVED, What.FIELD_MOVED})


class Told(NamedTuple):
    """An edition: its document of the 3.1 dialect, the facts of its page, what its library can be asked for."""

    document: Document
    facts: Facts
    surface: Surface


class Pages:
    """What two editions of a page state, and two of the spec.

    `specs`: what each spec states of the page's operation; None where it has no such operation.
    """

    def __init__(self, old: Told, new: Told) -> None:
        self.facts = old.facts, new.facts
        self.specs = _stated(old), _stated(new)
        self.paths = frozenset(each.path for facts in self.facts for each in facts.fields)
        self._changes: dict[str, list[Restated]] = defaultdict(list)
        for each in changes(old.facts, new.facts).contract:
            self._changes[each.path].append(each)
            if each.what is What.FIELD_MOVED:
                self._changes[str(each.new)].append(each)

    @property
    def answered(self) -> str:
        """Give the status of the answer that the page tells of."""
        return next((spec.answered for spec in reversed(self.specs) if spec is not None), "")

    def is_in_both(self, path: str) -> bool:
        """Say whether both specs have a field, or a body."""
        return all(
            spec is not None and any(each.path == path for each in (*spec.fields, *spec.bodies))
            for spec in self.specs
        )

    def values(self, path: str, kinds: Iterable[Kind]) -> Verdict:
        """Say why a spec states something else of a field, of some kinds."""
        asked = frozenset(kinds)
        whats = {What(str(kind)) for kind in asked - {Kind.EXAMPLE}}
        found = [each for each in self._changes[path] if each.what in whats]
        if asked and not found and self._differ(path, Kind.TYPE):
            # A value has the type of its field: where the page changed that, it tells of no other change.
            found = [each for each in self._changes[path] if each.what is What.TYPE]
        found = found or self._of_ancestors(path, _COME | _GONE)
        if found:
            return self._api(found)
        stands = [kind for kind in Kind if kind in asked and self._says(path, kind) is not None]
        mended = [kind for kind in stands if self._is_mended(path, kind)]
        rows = tuple(self._standing(path, kind) for kind in mended or stands)
        return (Cause.SPEC_CORRECTED if mended else Cause.SPEC_CHANGED), rows

    def differing(self, path: str, kinds: Iterable[Kind]) -> frozenset[Kind]:
        """Give those kinds of which the two specs state something else."""
        return frozenset(kind for kind in kinds if self._differ(path, kind))

    def untold(self, path: str) -> frozenset[Kind]:
        """Give the kinds of which neither spec states anything in a keyword of its own."""
        said = {
            kind
            for spec in self.specs
            if spec is not None and (field := spec.field(path)) is not None
            for kind in field.statement
        }
        return frozenset(Kind) - said

    def presence(self, path: str, *, come: bool) -> Verdict:
        """Say why a spec has a field that it did not have, or the other way round."""
        if path in ("request", "response"):
            return self.body(path, come=come)
        whats = _COME if come else _GONE
        here = [each for each in self._changes[path] if each.what in whats]
        if found := here or self._of_ancestors(path, whats):
            return self._api(found)
        there = [facts.field(path) for facts in self.facts]
        if not come or not all(there):
            return OWN
        return Cause.SPEC_CORRECTED, (
            self._evidence(path, "field", None, None, "a field all along"),
        )

    def operation(self, *, come: bool) -> Verdict:
        """Say why a spec has the operation of the page, or has it no longer."""
        if found := self._changes["operation"]:
            return self._api(found)
        return (Cause.SPEC_CORRECTED, ()) if come else OWN

    def status(self, code: str, *, come: bool) -> Verdict:
        """Say why a spec documents a status, or does so no longer."""
        whats = {What.STATUS_ADDED if come else What.STATUS_REMOVED}
        if found := [each for each in self._changes[f"status.{code}"] if each.what in whats]:
            return self._api(found)
        rows = [next((e for e in facts.statuses if e.code == code), None) for facts in self.facts]
        if rows[0] is None or rows[1] is None:
            return UNKNOWN
        where = rows[1].table, rows[1].row, rows[1].span.line
        path = f"status.{code}"
        row = Evidence(path, "status", code, code, *where, f"{path}: a status all along")
        return (Cause.SPEC_CORRECTED, (row,)) if come else (Cause.SPEC_CHANGED, (row,))

    def body(self, side: str, *, come: bool) -> Verdict:
        """Say why a spec has a body that it did not have, or the other way round."""
        whats = _COME if come else _GONE
        held = [each for each in self._changes if each.startswith((f"{side}.", f"{side}["))]
        if found := [each for path in held for each in self._changes[path] if each.what in whats]:
            return self._api(found)
        return OWN if any(each.startswith(side) for each in self.paths) else UNKNOWN

    def _of_ancestors(self, path: str, whats: frozenset[What]) -> list[Restated]:
        """Give what happened to the objects that a field stands in, the nearest that has news."""
        while "." in path or path.endswith("[]"):
            path = path.removesuffix("[]") if path.endswith("[]") else path.rpartition(".")[0]
            if found := [e for e in self._changes.get(path, ()) if e.what in whats | {What.TYPE}]:
                return found
        return []

    def _api(self, found: Iterable[Restated]) -> Verdict:
        return Cause.API_CHANGED, tuple(
            Evidence(each.path, str(each.what), each.old, each.new, *self._row(each), each.told)
            for each in found
        )

    def _row(self, each: Restated) -> tuple[int, int, int]:
        span = each.new_span or each.old_span
        line = span.line if span is not None else 0
        paths = (each.path, str(each.new)) if each.what is What.FIELD_MOVED else (each.path,)
        for facts in reversed(self.facts):
            for path in reversed(paths):
                rows = [
                    facts.field(path),
                    *(s for s in facts.statuses if f"status.{s.code}" == path),
                ]
                for row in rows:
                    if row is not None:
                        return row.table, row.row, line
        return 0, 0, line

    def _standing(self, path: str, kind: Kind) -> Evidence:
        value = self._says(path, kind)
        return self._evidence(path, str(kind), value, value, _told(kind, value))

    def _evidence(
        self, path: str, what: str, old: JsonValue, new: JsonValue, told: str
    ) -> Evidence:
        row = self.facts[1].field(path)
        where = (row.table, row.row, row.span.line) if row is not None else (0, 0, 0)
        return Evidence(path, what, old, new, *where, f"{path}: {told}")

    def _says(self, path: str, kind: Kind) -> JsonValue:
        """Give what the new page states."""
        row = self.facts[1].field(path)
        return None if row is None else statement(row).get(kind)

    def _is_mended(self, path: str, kind: Kind) -> bool:
        """Say whether only the new spec says what the page does."""
        page = self._says(path, kind)
        old, new = (_of(spec, path, kind) for spec in self.specs)
        return alike(page, new) and not alike(page, old)

    def _differ(self, path: str, kind: Kind) -> bool:
        old, new = (_of(spec, path, kind) for spec in self.specs)
        return not alike(old, new)


def _stated(edition: Told) -> Stated | None:
    operation = edition.facts.operation
    method, path = (operation.method, operation.path) if operation else (None, None)
    with suppress(Refused):  # of what has too many fields to walk, the page is not asked
        return stated(edition.document, method, path)
    return None


def _of(spec: Stated | None, path: str, kind: Kind) -> JsonValue:
    field = None if spec is None else spec.field(path)
    return None if field is None else field.statement.get(kind)


def _told(kind: Kind, value: JsonValue) -> str:
    if kind is Kind.MANDATORY:
        return "mandatory" if value else "optional"
    return f"{kind} {value_told(What(str(kind)), value)}"
