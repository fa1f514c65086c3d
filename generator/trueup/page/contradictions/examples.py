"""The examples of a page against its tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from trueup.document.json_values import JsonObject, JsonValue
from trueup.page.blocks import Span
from trueup.page.contradictions.contradiction import Contradiction, without_prose
from trueup.page.contradictions.fitting import misfit
from trueup.page.facts import Facts, Field, Kind
from trueup.page.paths import container
from trueup.page.statement import statement


class _Tables(NamedTuple):
    """The fields by their paths, and by what holds them."""

    fields: Mapping[str, Field]
    below: Mapping[str, Sequence[Field]]


def check_examples(facts: Facts) -> Iterator[Contradiction]:
    """Tell where an example of a request or response does not obey the tables."""
    below: dict[str, list[Field]] = defaultdict(list)
    for field in facts.fields:
        below[container(field)].append(field)
    tables = _Tables({field.path: field for field in facts.fields}, dict(below))
    for example in facts.examples:
        if example.value is not None:
            yield from _checked(tables, str(example.of), example.value, example.span)


def check_shown(field: Field) -> Iterator[Contradiction]:
    """Tell where a value that a row shows is none that the row allows."""
    for fact in field.facts:
        if fact.kind is Kind.EXAMPLE and (wrong := misfit(fact.value, statement(field))):
            what = f"the value that the row shows {wrong.what}"
            yield Contradiction(
                field.path, Kind.EXAMPLE, what, fact.span, without_prose(fact.value)
            )


def _checked(tables: _Tables, root: str, example: JsonValue, span: Span) -> Iterator[Contradiction]:
    stack = [(root, example)]
    while stack:
        path, value = stack.pop()
        field = tables.fields.get(path)
        wrong = misfit(value, statement(field)) if field else None
        if wrong:
            what = f"the value in the example {wrong.what}"
            yield Contradiction(path, Kind.EXAMPLE, what, span, without_prose(value))
        if wrong and wrong.kind is Kind.TYPE:
            continue
        if isinstance(value, list):
            stack += [(f"{path}[]", each) for each in value if isinstance(each, list | dict)]
        elif isinstance(value, dict) and path in tables.below:
            yield from _members(tables, path, value, span)
            stack += [(f"{path}.{key}", each) for key, each in value.items()]


def _members(tables: _Tables, path: str, value: JsonObject, span: Span) -> Iterator[Contradiction]:
    for key in value:
        if f"{path}.{key}" not in tables.fields:
            what = "the example has this field, no table has it"
            yield Contradiction(f"{path}.{key}", Kind.EXAMPLE, what, span)
    for field in tables.below[path]:
        if field.path.removeprefix(f"{path}.") not in value and True in field.values(
            Kind.MANDATORY
        ):
            what = "the field is mandatory, and missing from the example"
            yield Contradiction(field.path, Kind.EXAMPLE, what, span)
