"""Changes of how a page tells its contract: numbers of tables, order of rows, words, examples."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest

from trueup.document.json_values import canonical
from trueup.page.blocks import Span
from trueup.page.difference.difference import ProseChange
from trueup.page.difference.terms import Prose
from trueup.page.facts import Example, Facts, Field, Kind, Status, TableFacts
from trueup.page.paths import container


def renumbered(old: Facts, new: Facts) -> Iterator[ProseChange]:
    """Give the tables that have another number. What a table is of says which it is."""
    before = _tables(old)
    for key, now in _tables(new).items():
        was = before.get(key)
        if was is not None and was.number != now.number:
            path = now.of[0] if now.of else str(now.role)
            spans = was.span, now.span
            yield ProseChange(Prose.RENUMBERED, path, was.number, now.number, *spans)


def reordered(old: Facts, pairs: Iterable[tuple[Field, Field]]) -> Iterator[ProseChange]:
    """Give one change for all rows of one parent that stand in another order.

    `pairs` are in the new page's order.
    """
    stands = {id(each): at for at, each in enumerate(old.fields)}
    held: dict[str, list[tuple[Field, Field]]] = defaultdict(list)
    for was, now in pairs:
        held[container(now)].append((was, now))
    for rows in held.values():
        before = sorted(rows, key=lambda row: stands[id(row[0])])
        astray = [row for row, first in zip(rows, before, strict=True) if row is not first]
        if astray:
            # Rows that were added above can leave one that was overtaken at its old number.
            was, now = next((row for row in astray if row[0].row != row[1].row), astray[0])
            spans = was.span, now.span
            yield ProseChange(Prose.REORDERED, now.path, was.row, now.row, *spans)


def reworded(pairs: Iterable[tuple[Field, Field]]) -> Iterator[ProseChange]:
    """Give the rows that tell otherwise what they state."""
    for was, now in pairs:
        if _canonical_examples(was) != _canonical_examples(now):
            yield ProseChange(Prose.EXAMPLE, now.path, None, None, was.span, now.span)
        elif _differ(was.wording, now.wording):
            yield ProseChange(Prose.WORDING, now.path, None, None, was.span, now.span)


def statuses_reworded(pairs: Iterable[tuple[Status, Status]]) -> Iterator[ProseChange]:
    """Give the status codes that are told in other words."""
    for was, now in pairs:
        if _differ(was.wording, now.wording):
            path, spans = f"status.{now.code}", (was.span, now.span)
            yield ProseChange(Prose.STATUS_WORDING, path, None, None, *spans)


def examples(old: Facts, new: Facts) -> Iterator[ProseChange]:
    """Give the examples that were changed, added or removed; they are counted for each role."""
    before, after = _examples(old), _examples(new)
    for role in sorted(before.keys() | after.keys()):
        rows = zip_longest(before.get(role, ()), after.get(role, ()))
        for number, (was, now) in enumerate(rows, start=1):
            if not _same_example(was, now):
                numbers = number if was else None, number if now else None
                spans = _span(was), _span(now)
                yield ProseChange(Prose.EXAMPLE, f"example.{role}", *numbers, *spans)


def _tables(facts: Facts) -> dict[tuple[str, ...], TableFacts]:
    found: dict[tuple[str, ...], TableFacts] = {}
    counts: dict[tuple[str, ...], int] = defaultdict(int)
    for table in facts.tables:
        key = (str(table.role), *sorted(table.of))
        counts[key] += 1
        found[*key, str(counts[key])] = table
    return found


def _canonical_examples(field: Field) -> list[str]:
    return [canonical(value) for value in field.values(Kind.EXAMPLE)]


def _differ(was: str, now: str) -> bool:
    return bool(was and now) and was != now


def _examples(facts: Facts) -> dict[str, Sequence[Example]]:
    found: dict[str, list[Example]] = defaultdict(list)
    for example in facts.examples:
        found[str(example.of)].append(example)
    return {**found}


def _same_example(was: Example | None, now: Example | None) -> bool:
    if was is None or now is None:
        return was is now
    return canonical(was.value) == canonical(now.value)


def _span(example: Example | None) -> Span | None:
    return None if example is None else example.span
