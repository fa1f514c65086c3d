"""Disagreements: where what a page states and what a spec states part, either way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from trueup.document.json_values import JsonValue, mapping, sequence
from trueup.document.pointers import split
from trueup.page.agreement.disagreement import (
    Disagreement,
    Sides,
    contradiction,
    differs,
    misplaced,
    not_in_spec,
    not_on_page,
    status_not_in_spec,
    status_not_on_page,
    unbacked_keyword,
    unsaid,
)
from trueup.page.contradictions.contradiction import Contradiction
from trueup.page.facts import Field, Kind
from trueup.page.paths import bare, container
from trueup.page.stated.field import StatedField
from trueup.page.stated.keywords import says_nothing
from trueup.page.statement import Statement, alike, statement


def disagreements(sides: Sides, contradictions: Sequence[Contradiction]) -> Iterator[Disagreement]:
    """Give every disagreement of the two sides, and of the page with itself."""
    stated = {field.path: field for field in sides.stated.fields}
    given = {field.path: field for field in sides.facts.fields}
    objects = {container(field) for field in sides.facts.fields}
    for field in sides.facts.fields:
        ours = stated.get(field.path)
        if ours is None:
            if bare(container(field)) not in given or bare(container(field)) in stated:
                yield not_in_spec(sides, field)
        else:
            yield from _of_field(sides, field, ours, f"{field.path}[]" in objects)
    for ours in sides.stated.fields:
        above = bare(ours.path.rpartition(".")[0])
        if ours.path not in given and not ours.source and (above not in stated or above in given):
            yield not_on_page(sides, ours)
    for body in sides.stated.bodies:
        yield from _unbacked(sides, body)
    yield from _of_statuses(sides)
    for each in contradictions:
        yield contradiction(sides, each)


def telling(stated: Statement) -> Statement:
    """Give a statement without what says nothing: an enum that holds both booleans."""
    values = sequence(stated.get(Kind.ENUM))
    if not says_nothing(values):
        return stated
    return {kind: value for kind, value in stated.items() if kind is not Kind.ENUM}


def _of_field(
    sides: Sides, field: Field, ours: StatedField, is_list: bool
) -> Iterator[Disagreement]:
    said = telling(statement(field))
    for kind in Kind:
        if kind in said and kind in ours.statement:
            if not _same(kind, said[kind], ours.statement[kind], is_list=is_list):
                yield differs(sides, field, ours, kind, said[kind])
        elif kind in said:
            yield unsaid(sides, field, ours, kind, said[kind])
        elif _needs_backing(ours, kind):
            yield unbacked_keyword(sides, ours, kind, ours.keywords[kind], field)
    if not ours.source:
        for pointer in ours.others:
            yield unbacked_keyword(sides, ours, split(pointer)[-1], pointer, field)
    if ours.page is not None and field.table and ours.page != (field.table, field.row):
        yield misplaced(
            sides, field.path, ours.pointer, ours.page, (field.table, field.row), field.span
        )


def _needs_backing(ours: StatedField, kind: Kind) -> bool:
    """Say whether a fact has to be behind this kind: not from elsewhere, and not merely optional."""
    optional = kind is Kind.MANDATORY and ours.statement.get(kind) is False
    return kind in ours.statement and not ours.source and not optional


def _same(kind: Kind, theirs: JsonValue, ours: JsonValue, *, is_list: bool) -> bool:
    """Compare in normal form; a list whose items have a table of their own is a list of objects."""
    if kind is Kind.TYPE and is_list and theirs == {"type": "array"}:
        return mapping(ours).get("type") == "array"
    return alike(theirs, ours)


def _unbacked(sides: Sides, body: StatedField) -> Iterator[Disagreement]:
    """Tell what limits a body as a whole: no row of a page can say it."""
    if body.source:
        return
    for kind, pointer in body.keywords.items():
        if kind is not Kind.TYPE:
            yield unbacked_keyword(sides, body, kind, pointer, None)
    for pointer in body.others:
        yield unbacked_keyword(sides, body, split(pointer)[-1], pointer, None)


def _of_statuses(sides: Sides) -> Iterator[Disagreement]:
    ours = {status.code: status for status in sides.stated.statuses}
    theirs = {status.code: status for status in sides.facts.statuses}
    for code, status in theirs.items():
        found, row = ours.get(code), (status.table, status.row)
        if found is None:
            yield status_not_in_spec(sides, status)
        elif found.page and status.table and found.page != row:
            yield misplaced(sides, f"status.{code}", found.pointer, found.page, row, status.span)
    for code, found in ours.items():
        if code not in theirs and not found.source:
            yield status_not_on_page(sides, found)
