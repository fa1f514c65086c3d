"""A disagreement of page and spec: what it is about, where it is told, in which words, and what to do."""

from __future__ import annotations

from dataclasses import dataclass

from trueup.document.json_values import JsonValue, canonical
from trueup.document.source import Document
from trueup.findings import Code, Place
from trueup.page.blocks import Span
from trueup.page.contradictions.contradiction import About, Contradiction, without_prose
from trueup.page.facts import Facts, Field, Kind, Status
from trueup.page.paths import container
from trueup.page.stated.field import StatedField
from trueup.page.stated.stated import Stated, StatedStatus


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One thing that page and spec don't both say.

    `fact`: a `Kind`, an `About`, or a keyword that has no kind. `says`: the value that the page states, None
    where it states none.
    """

    field: str
    fact: str
    says: JsonValue
    code: Code
    place: Place
    message: str
    fix: str


@dataclass(frozen=True, slots=True)
class Sides:
    """The two sides that are held together, and the name that the page's lines go under."""

    facts: Facts
    page: str
    spec: Document
    stated: Stated

    def on_page(self, span: Span) -> Place:
        """Give a place on the page."""
        return Place(self.page, span.line, span.column)


def not_in_spec(sides: Sides, field: Field) -> Disagreement:
    """Tell of a field that only the page has."""
    holder = sides.stated.objects.get(container(field))
    under = f"under {holder}/properties" if holder else "to the operation"
    return Disagreement(
        field.path,
        About.FIELD,
        None,
        Code.NOT_IN_SPEC,
        sides.on_page(field.span),
        f"the page has {field.path} ({_row(field.table, field.row)}), {sides.spec.file} has not",
        f"add it {under}",
    )


def not_on_page(sides: Sides, ours: StatedField) -> Disagreement:
    """Tell of a field that only the spec has."""
    return Disagreement(
        ours.path,
        About.FIELD,
        None,
        Code.NOT_ON_PAGE,
        sides.spec.place(ours.pointer),
        f"the spec has {ours.path}, {sides.page} has not",
        "remove it, or say in its `x-source` where it comes from",
    )


def differs(
    sides: Sides, field: Field, ours: StatedField, kind: Kind, theirs: JsonValue
) -> Disagreement:
    """Tell of a kind of which the two state different values."""
    page, spec = _shown(theirs), _shown(ours.statement[kind])
    return Disagreement(
        field.path,
        kind,
        theirs,
        Code.DISAGREES,
        sides.spec.place(ours.keywords[kind]),
        f"{field.path}: the {kind} is {spec} here and {page} on the page ({_line(sides, field, kind)})",
        "write what the page has",
    )


def unsaid(
    sides: Sides, field: Field, ours: StatedField, kind: Kind, theirs: JsonValue
) -> Disagreement:
    """Tell of a fact that only the page states."""
    where = _line(sides, field, kind)
    return Disagreement(
        field.path,
        kind,
        theirs,
        Code.NOT_IN_SPEC,
        sides.spec.place(ours.pointer),
        f"{field.path}: the page states the {kind} {_shown(theirs)} ({where}), the spec does not",
        "add it",
    )


def unbacked_keyword(
    sides: Sides, ours: StatedField, fact: str, pointer: str, field: Field | None
) -> Disagreement:
    """Tell of a keyword that no fact of the page is behind."""
    where = _line(sides, field, None) if field else sides.page
    return Disagreement(
        ours.path,
        fact,
        None,
        Code.NOT_ON_PAGE,
        sides.spec.place(pointer),
        f"{ours.path}: the spec states the {fact}, no fact of the page ({where}) does",
        "remove it, or say in `x-source` where it comes from",
    )


def misplaced(
    sides: Sides,
    path: str,
    pointer: str,
    ours: tuple[int, int],
    theirs: tuple[int, int],
    span: Span,
) -> Disagreement:
    """Tell of an `x-page` that names another place than the page has it in."""
    place = sides.spec.place(f"{pointer}/x-page")
    what = f"{path}: `x-page` says {_row(*ours)}, the page has it in {_row(*theirs)} ({_at(sides, span)})"
    fix = f"write {{table: {theirs[0]}, row: {theirs[1]}}}"
    says: list[JsonValue] = [*theirs]
    return Disagreement(path, About.PLACE, says, Code.MISPLACED, place, what, fix)


def contradiction(sides: Sides, each: Contradiction) -> Disagreement:
    """Tell of a contradiction of the page with itself."""
    says = "" if each.says is None else f": {_shown(each.says)}"
    return Disagreement(
        each.path,
        each.fact,
        each.says,
        Code.CONTRADICTION,
        sides.on_page(each.span),
        f"{each.path}: the page contradicts itself: {each.what}{says}",
        "decide what the spec says",
    )


def status_not_in_spec(sides: Sides, status: Status) -> Disagreement:
    """Tell of a status that only the page has."""
    return Disagreement(
        f"status.{status.code}",
        About.STATUS,
        None,
        Code.NOT_IN_SPEC,
        sides.on_page(status.span),
        f"the page has the status {status.code} ({_row(status.table, status.row)}), {sides.spec.file} has not",
        f"add it under {sides.stated.pointer}/responses",
    )


def status_not_on_page(sides: Sides, ours: StatedStatus) -> Disagreement:
    """Tell of a status that only the spec has."""
    return Disagreement(
        f"status.{ours.code}",
        About.STATUS,
        None,
        Code.NOT_ON_PAGE,
        sides.spec.place(ours.pointer),
        f"the spec has the status {ours.code}, {sides.page} has not",
        "remove it, or say in its `x-source` where it comes from",
    )


def _line(sides: Sides, field: Field, kind: Kind | None) -> str:
    span = next((fact.span for fact in field.facts if fact.kind is kind), field.span)
    return _at(sides, span)


def _at(sides: Sides, span: Span) -> str:
    return f"{sides.page}:{span.line}"


def _row(table: int, row: int) -> str:
    return f"table {table}, row {row}" if table else f"row {row} of a table without number"


def _shown(value: JsonValue) -> str:
    shown = canonical(without_prose(value))
    return shown if len(shown) <= 160 else f"{shown[:100]} … {shown[-40:]}"
