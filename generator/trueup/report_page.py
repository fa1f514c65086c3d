"""How pages are shown: facts as a table, differences as lines, both as JSON for programs."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence

import click

from trueup.document.json_values import JsonObject, JsonValue
from trueup.findings import Place
from trueup.page.difference.difference import Difference
from trueup.page.difference.telling import value_told
from trueup.page.difference.terms import Effect, What
from trueup.page.facts import Fact, Facts, Field, Kind
from trueup.page.statement import normal

_COLOURS = {Effect.BREAKING: "red", Effect.WIDENING: "green", Effect.DOCUMENTATION: "yellow"}
_OWN = (Kind.TYPE, Kind.MANDATORY)


def show_facts(facts: Facts, *, unread: bool) -> None:
    """Print what a page states: a table of its fields, and counts; with `unread`, what gave no fact."""
    click.echo(click.style(facts.title or facts.file, bold=True))
    if facts.operation:
        where = f"{facts.file}:{facts.operation.span.line}"
        click.echo(f"{facts.operation.method} {facts.operation.path}   {where}")
    rows = [_row(field) for field in facts.fields]
    _table(("field", "mandatory", "type", "facts", "line"), rows)
    if unread:
        for field in facts.fields:
            for each in field.unread:
                place = Place(facts.file, each.span.line, each.span.column)
                click.echo(f"{click.style(str(place), bold=True)}: {field.path}: {each.words}")


def counted(facts: Facts) -> str:
    """Say in one line what was read."""
    prose = sum(fact.kind not in _OWN for field in facts.fields for fact in field.facts)
    left = sum(len(field.unread) for field in facts.fields)
    return (
        f"{len(facts.tables)} tables, {len(facts.fields)} fields, {len(facts.statuses)} statuses,"
        f" {len(facts.examples)} examples; {prose} facts in sentences, {left} sentences without"
    )


def show_difference(difference: Difference, places: Sequence[Place | None], new_file: str) -> None:
    """Print every change of the contract with its places, and how much of the prose changed."""
    for change, place in zip(difference.contract, places, strict=True):
        effect = click.style(f"{change.effect:<13}", fg=_COLOURS[change.effect], bold=True)
        click.echo(f"{effect} {change.told}")
        told = [f"page {new_file}:{change.new_span.line}"] if change.new_span else []
        told += [f"spec {place}"] if place else []
        click.echo(click.style(f"              {'   '.join([*told, change.because])}", dim=True))
    for what, count in Counter(change.what for change in difference.prose).items():
        click.echo(click.style(f"{'prose':<13} ", dim=True) + f"{what}: {count}")


def difference_counted(difference: Difference) -> str:
    """Say in one line what changed."""
    effects = Counter(change.effect for change in difference.contract)
    told = ", ".join(f"{effects[effect]} {effect}" for effect in Effect if effects[effect])
    count = len(difference.contract)
    contract = (
        f"{count} change{'' if count == 1 else 's'} of the contract: {told}"
        if count
        else "the contract is the same"
    )
    return f"{contract}; {len(difference.prose)} of prose"


def difference_as_json(difference: Difference, places: Sequence[Place | None]) -> JsonObject:
    """Give all that changed, with the line of the spec that each change of the contract belongs at."""
    contract: list[JsonValue] = [
        {**change.as_json(), "spec": str(place) if place else None}
        for change, place in zip(difference.contract, places, strict=True)
    ]
    return {"contract": contract, "prose": [each.as_json() for each in difference.prose]}


def _row(field: Field) -> tuple[str, ...]:
    mandatory = ["yes" if value else "no" for value in field.values(Kind.MANDATORY)]
    types = [value_told(What.TYPE, value) for value in field.values(Kind.TYPE)]
    said = "; ".join(_said(fact) for fact in field.facts if fact.kind not in _OWN)
    return field.path, " ".join(mandatory), " ".join(types), said, str(field.span.line)


def _said(fact: Fact) -> str:
    if fact.kind is Kind.EXAMPLE:
        return "example"
    is_condition = fact.kind is Kind.CONDITION
    value = normal(fact.kind, fact.value, integral=False) if is_condition else fact.value
    return f"{fact.kind} {value_told(What(str(fact.kind)), value)}"


def _table(header: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> None:
    """Print a table: drawn on a terminal, in plain columns in a pipe."""
    if sys.stdout.isatty():
        from rich.console import Console
        from rich.table import Table

        console = Console()
        table = Table(*header, show_lines=False)
        for row in rows:
            table.add_row(*row)
        console.print(table)
        return
    widths = [max(len(row[at]) for row in (header, *rows)) for at in range(len(header))]
    for row in (header, *rows):
        click.echo(
            "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        )
