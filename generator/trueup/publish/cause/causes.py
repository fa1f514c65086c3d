"""Say of each change why it came about: the API changed, as its page tells, or the spec did and the page stayed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from trueup.page.facts import Kind
from trueup.page.paths import bare
from trueup.page.stated.stated import Stated
from trueup.publish.cause.joining import joined, keyword_of, kinds_of
from trueup.publish.cause.pages import OWN, UNKNOWN, Pages, Told, Verdict
from trueup.publish.change import Cause, Change
from trueup.publish.saying import kebab
from trueup.publish.surface import Kind as Named

_TELLING: Final = (Kind.TYPE, Kind.COMPUTED, Kind.UNIT, Kind.CONDITION, Kind.ADVICE, Kind.CONTENT)
# What stands over all operations, and the name of one, are never the API's.
_NAMES: Final = frozenset({"info-changed", "operation-id-changed"})


class Causes:
    """Why changes from one edition to the next came about."""

    def __init__(self, old: Told, new: Told) -> None:
        self._pages = Pages(old, new)
        self._shown = {f"{spec.method} {spec.path}" for spec in self._pages.specs if spec}
        self._names = old.surface, new.surface
        self._paths = tuple(_by_pointer(spec) for spec in self._pages.specs)
        # The fields of either edition whose values have a class.
        self._classes = [
            {
                path
                for name in names.values()
                if name.kind is Named.CLASS
                for path in paths[name.pointer]
            }
            for names, paths in zip(self._names, self._paths, strict=True)
        ]

    def of_wire(self, change: Change) -> Change:
        """Give a change on the wire with its cause."""
        return _with(change, OWN if change.rule in _NAMES else self._wire(change))

    def of_code(self, change: Change) -> Change:
        """Give a change of the library with its cause."""
        return _with(change, self._code(change))

    def _wire(self, change: Change) -> Verdict:
        pages, keyword = self._pages, keyword_of(change.rule)
        come = change.rule.endswith("-added")
        if change.operation not in self._shown:
            return UNKNOWN
        if change.rule in ("operation-added", "operation-removed"):
            return pages.operation(come=come)
        if keyword == "body":
            return pages.body("request", come=come)
        if keyword == "status":
            return pages.status(change.field.removeprefix("response-"), come=come)
        path = joined(change.field, pages.answered, pages.paths)
        if path is None:
            return UNKNOWN
        if keyword in ("property", "parameter"):
            return pages.presence(path, come=come)
        if kinds := _kinds(pages, path, keyword):
            return pages.values(path, kinds)
        # What a keyword without a kind says (`pattern`), may be what no other keyword does.
        found = pages.values(path, pages.untold(path) if keyword != "documentation" else ())
        return found if found[0] is Cause.API_CHANGED else OWN

    def _code(self, change: Change) -> Verdict:
        names = [surface.get(change.field) for surface in self._names]
        kind = next(name.kind for name in names if name is not None)
        found = [at[name.pointer] for at, name in zip(self._paths, names, strict=True) if name]
        paths = {path for each in found for path in each}
        if kind is Named.CLASS and paths and paths <= self._classes[0] & self._classes[1]:
            return OWN  # it has another name
        return _surest(_of_name(self._pages, kind, change.rule, each) for each in sorted(paths))


def of_itself(change: Change) -> Change:
    """Give a change with its cause where no page has a say: what an edition calls itself, and its operations."""
    return _with(change, OWN) if change.rule in _NAMES else change


def _kinds(pages: Pages, path: str, keyword: str) -> frozenset[Kind]:
    """Give the kinds of facts that a keyword of a field says."""
    if known := kinds_of(keyword):
        return known
    if keyword == "documentation":
        return pages.differing(path, _TELLING)
    return frozenset(
        kind
        for spec in pages.specs
        if spec is not None and (field := spec.field(path)) is not None
        for kind, pointer in field.keywords.items()
        if kebab(pointer.rpartition("/")[2]) == keyword
    )


def _of_name(pages: Pages, kind: Named, rule: str, path: str) -> Verdict:
    """Say why a name came, went or has another type that stands for the field at a path."""
    match kind:
        case Named.MEMBER:
            return pages.values(path, [Kind.ENUM])
        case Named.METHOD:
            return OWN if all(pages.specs) else pages.operation(come=rule.endswith("-added"))
        case Named.ERROR | Named.SETTING:
            return UNKNOWN
        case Named.CLASS | Named.FIELD | Named.ARGUMENT:
            pass
    come = rule.endswith("-added")
    if come or rule.endswith("-removed"):
        if not pages.is_in_both(path):
            return pages.presence(path, come=come)
        if kind is not Named.CLASS:
            return OWN  # it has another name
    needed = rule.endswith("-required")
    return pages.values(path, [Kind.MANDATORY] if needed else [Kind.TYPE, Kind.ENUM])


def _by_pointer(spec: Stated | None) -> Mapping[str, list[str]]:
    """Give the paths of the fields that stand at each pointer of a spec."""
    found: dict[str, list[str]] = defaultdict(list)
    if spec is not None:
        found[spec.pointer].append("operation")
        for each in (*spec.fields, *spec.bodies):
            for pointer in {each.pointer, each.schema}:
                found[pointer].append(each.path)
        for path, pointer in spec.objects.items():
            found[pointer].append(bare(path))
    return found


def _surest(verdicts: Iterable[Verdict]) -> Verdict:
    """Give the surest news: what the page changed goes before what it did not."""
    return min(verdicts, key=lambda each: [*Cause].index(each[0]), default=UNKNOWN)


def _with(change: Change, verdict: Verdict) -> Change:
    return replace(change, cause=verdict[0], evidence=verdict[1])
