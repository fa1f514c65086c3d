"""What changed between what two pages state, whatever formats and languages they are in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from trueup.page.difference import effects, prose
from trueup.page.difference.difference import Change, Difference, ProseChange
from trueup.page.difference.moves import stated
from trueup.page.difference.pairs import Pairs, paired
from trueup.page.difference.restated import restated
from trueup.page.difference.terms import Effect, Prose, What
from trueup.page.facts import Facts, Field, Kind, Operation, Status
from trueup.page.paths import parent

__all__ = ["Change", "Difference", "Effect", "Prose", "ProseChange", "What", "changes"]


def changes(old: Facts, new: Facts) -> Difference:
    """Compare what two pages state: the operation, fields in the new page's order, what is gone, statuses."""
    pairs = paired(old, new)
    contract = (
        *_operation(old.operation, new.operation),
        *_fields(pairs, [each.path for each in new.fields]),
        *_statuses(old.statuses, new.statuses),
    )
    return Difference(contract, tuple(_prose(old, new, pairs, {each.path for each in contract})))


def _prose(old: Facts, new: Facts, pairs: Pairs, changed: set[str]) -> Iterator[ProseChange]:
    yield from prose.renumbered(old, new)
    yield from prose.reordered(old, pairs.both)
    before, after = _by_code(old.statuses), _by_code(new.statuses)
    # Between two languages all words are others, which tells nobody anything.
    if old.language == new.language:
        yield from prose.reworded(each for each in pairs.both if each[1].path not in changed)
        both = [(before[code], each) for code, each in after.items() if code in before]
        yield from prose.statuses_reworded(both)
    yield from prose.examples(old, new)


def _operation(old: Operation | None, new: Operation | None) -> Iterator[Change]:
    before, after = _written(old), _written(new)
    if before != after:
        spans = old.span if old else None, new.span if new else None
        verdict = effects.of_operation(before, after)
        yield Change(What.OPERATION, "operation", before, after, *verdict, *spans)


def _written(operation: Operation | None) -> str | None:
    return f"{operation.method.upper()} {operation.path}" if operation else None


def _fields(pairs: Pairs, order: list[str]) -> Iterator[Change]:
    at = {path: number for number, path in reversed(list(enumerate(order)))}
    present = [change for was, now in pairs.both for change in restated(was, now)]
    come = list(_added(pairs.added))
    yield from sorted([*present, *come], key=lambda change: at[change.path])
    for was, now in pairs.moved:
        verdict = effects.of_moved(was.path)
        yield Change(What.FIELD_MOVED, was.path, was.path, now.path, *verdict, was.span, now.span)
    for was in pairs.removed:
        verdict = effects.of_removed(was.path)
        yield Change(What.FIELD_REMOVED, was.path, stated(was), None, *verdict, was.span, None)


def _added(fields: Iterable[Field]) -> Iterator[Change]:
    fields = tuple(fields)
    paths = {each.path for each in fields}
    for now in fields:
        says = stated(now)
        mandatory = says.get(Kind.MANDATORY) is True
        verdict = effects.of_added(now.path, mandatory=mandatory, parent_added=parent(now) in paths)
        yield Change(What.FIELD_ADDED, now.path, None, says, *verdict, None, now.span)


def _statuses(old: Iterable[Status], new: Iterable[Status]) -> Iterator[Change]:
    before, after = _by_code(old), _by_code(new)
    for code, now in after.items():
        if code not in before:
            verdict = effects.of_status(code)
            yield Change(What.STATUS_ADDED, f"status.{code}", None, code, *verdict, None, now.span)
    for code, was in before.items():
        if code not in after:
            verdict = effects.of_status(code)
            yield Change(
                What.STATUS_REMOVED, f"status.{code}", code, None, *verdict, was.span, None
            )


def _by_code(statuses: Iterable[Status]) -> dict[str, Status]:
    found: dict[str, Status] = {}
    for each in statuses:
        found.setdefault(each.code, each)
    return found
