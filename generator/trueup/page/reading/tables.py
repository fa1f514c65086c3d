"""Tables: which of them describe parameters, of what, and the cells of their rows by column."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from trueup.document.json_values import JsonObject
from trueup.findings import Code, Finding, Place, Severity
from trueup.page.blocks import Cell, Heading, Page, Paragraph, Row, Table
from trueup.page.facts import Role
from trueup.page.types import type_of
from trueup.page.wordings import CAPTION, STATUS_CODE, STATUS_LINE, Column, Section, column, section

_NAME: Final = re.compile(r"[A-Za-z_$@][\w.$@\-*]*(?:\[\])?")


@dataclass(frozen=True, slots=True)
class ParameterRow:
    """A row that describes a parameter: its name, its cells by column, its place in the table."""

    name: str
    number: int
    cells: Mapping[Column, Cell]
    row: Row
    type: JsonObject | None


@dataclass(frozen=True, slots=True)
class ReadTable:
    """A table as read: printed number and caption, the section it stands in, its rows.

    `prefix`: what the paths of its fields start with, where that is plain (`path`, `request`, …).
    """

    table: Table
    number: int
    caption: str
    role: Role
    prefix: str
    rows: tuple[ParameterRow, ...]
    statuses: tuple[tuple[str, int, Row], ...] = ()


@dataclass(slots=True)
class _Scan:
    """Where in the page the reading stands."""

    section: Section | None = None
    level: int = 0
    status: str = ""


def read_tables(page: Page) -> tuple[tuple[ReadTable, ...], tuple[Finding, ...]]:
    """Read all tables of a page; report headers and rows that can't be."""
    findings: list[Finding] = []
    tables = tuple(_tables(page, findings))
    return tables, tuple(findings)


def sections(page: Page) -> Iterator[tuple[Section | None, str, object]]:
    """Give every block with the section that it stands in, and the status that it is about."""
    scan = _Scan()
    for block in page.blocks:
        if isinstance(block, Heading):
            _enter(scan, block)
        elif isinstance(block, Paragraph):
            _within(scan, block.text.words)
        yield scan.section, scan.status, block


def _enter(scan: _Scan, heading: Heading) -> None:
    if found := _status(heading.text.words):
        scan.status = found
        return
    found_section = section(heading.text.words)
    if found_section is not None or heading.level <= scan.level:
        scan.section = found_section or Section.OTHER
        scan.level = heading.level
        scan.status = ""


def _within(scan: _Scan, words: str) -> None:
    if found := _status(words):
        scan.status = found
    inner = section(words) if len(words) < 40 else None
    examples = (Section.EXAMPLE_REQUEST, Section.EXAMPLE_RESPONSE)
    if inner in examples and scan.section in (Section.EXAMPLES, *examples, Section.OTHER):
        scan.section = inner


def _status(words: str) -> str:
    found = STATUS_LINE.fullmatch(words)
    return found[1] if found else ""


def _tables(page: Page, findings: list[Finding]) -> Iterator[ReadTable]:
    for within, status, block in sections(page):
        if isinstance(block, Table):
            yield _table(page.file, block, within, status, findings)


def _table(
    file: str, table: Table, within: Section | None, status: str, findings: list[Finding]
) -> ReadTable:
    number, caption = _caption(table)
    columns = [column(cell.words) for cell in table.header]
    if Column.STATUS in columns[:1]:
        rows = tuple(
            (found[0], at, row)
            for at, row in enumerate(table.rows, start=1)
            if (found := STATUS_CODE.match(row.cells[0].words if row.cells else ""))
        )
        return ReadTable(table, number, caption, Role.STATUS, "", (), rows)
    if not _of_parameters(columns):
        _unknown(file, table, columns, within, findings)
        return ReadTable(table, number, caption, Role.OTHER, "", ())
    for cell, kind in zip(table.header, columns, strict=True):
        if kind is None:
            findings.append(_header(file, cell, Severity.WARNING))
    made = tuple(_rows(file, table, columns, findings))
    role, prefix = _role(within, caption, status)
    return ReadTable(table, number, caption, role, prefix, made)


def _caption(table: Table) -> tuple[int, str]:
    words = table.caption.words if table.caption else ""
    found = CAPTION.fullmatch(words)
    return (int(found[1]), found[2].strip()) if found else (0, words)


def _of_parameters(columns: Sequence[Column | None]) -> bool:
    if Column.NAME not in columns[:2]:
        return False
    return (
        Column.MANDATORY in columns
        or Column.TYPE in columns
        or list(columns) == [Column.NAME, Column.DESCRIPTION]
    )


def _unknown(
    file: str,
    table: Table,
    columns: Sequence[Column | None],
    within: Section | None,
    findings: list[Finding],
) -> None:
    """Report a table that should describe parameters, by where it stands, and can't be read."""
    expected = within in (Section.URI, Section.REQUEST, Section.RESPONSE)
    if not expected or Column.CODE in columns:
        return
    shown = next(
        (cell for cell, kind in zip(table.header, columns, strict=True) if kind is None), None
    )
    cell = shown or (table.header[0] if table.header else None)
    if cell is not None:
        findings.append(_header(file, cell, Severity.ERROR))


def _header(file: str, cell: Cell, severity: Severity) -> Finding:
    place = Place(file, cell.span.line, cell.span.column)
    message = f"the header {cell.words!r} of this table is unknown"
    fix = "a table of parameters starts with Parameter, Mandatory, Type, Description (参数, 是否必选, 参数类型, 描述)"
    return Finding(place, Code.UNKNOWN_HEADER, message, fix, severity)


def _rows(
    file: str, table: Table, columns: Sequence[Column | None], findings: list[Finding]
) -> Iterator[ParameterRow]:
    seen: set[str] = set()
    for number, row in enumerate(table.rows, start=1):
        place = Place(file, row.span.line, row.span.column)
        if len(row.cells) != len(columns):
            message = f"the row {row.cells[0].words if row.cells else ''!r} has {len(row.cells)} cells under {len(columns)} headers"
            fix = "mend the table on the saved page, or save it again; the row was left out"
            findings.append(Finding(place, Code.LOST_CELL, message, fix))
            continue
        cells = {
            kind: cell for kind, cell in zip(columns, row.cells, strict=True) if kind is not None
        }
        found = _NAME.match(cells[Column.NAME].words)
        if found is None:
            message = f"the row has no name of a parameter, but {cells[Column.NAME].words[:40]!r}"
            findings.append(
                Finding(
                    place,
                    Code.LOST_CELL,
                    message,
                    "see whether a cell was lost; the row was left out",
                )
            )
            continue
        if found[0] in seen:
            message = f"the table has {found[0]} twice"
            findings.append(
                Finding(
                    place,
                    Code.REPEATED_FIELD,
                    message,
                    "see which row holds; the second was left out",
                )
            )
            continue
        seen.add(found[0])
        yield ParameterRow(found[0], number, cells, row, _type(file, found[0], cells, findings))


def _type(
    file: str, name: str, cells: Mapping[Column, Cell], findings: list[Finding]
) -> JsonObject | None:
    cell = cells.get(Column.TYPE)
    if cell is None:
        return None
    found = type_of(cell.words)
    if found is None:
        place = Place(file, cell.span.line, cell.span.column)
        if not cell.words:
            message, fix = (
                f"{name} has an empty cell under Type",
                "see whether the cell was lost on the way",
            )
            findings.append(Finding(place, Code.LOST_CELL, message, fix))
        else:
            message, fix = (
                f"{name} has the type {cell.words!r}, which is unknown",
                "the field has no type now; say which it is in a ruling",
            )
            findings.append(Finding(place, Code.UNKNOWN_TYPE, message, fix, Severity.WARNING))
    return found


_ROLES: Final = {
    Section.URI: (Role.URI, "path"),
    Section.REQUEST: (Role.REQUEST, "request"),
    Section.RESPONSE: (Role.RESPONSE, "response"),
}
_CAPTIONS: Final = (
    (Role.RESPONSE, "response-header", r"response header|响应(?:消息)?头|响应Header"),
    (Role.RESPONSE, "response", r"response|returned|响应|返回"),
    (Role.REQUEST, "header", r"request header|header param|请求(?:消息)?头|请求Header|Header参数"),
    (Role.URI, "query", r"query|查询参数"),
    (Role.URI, "path", r"\buri\b|\burl\b|\bpath\b|路径参数|URI参数"),
    (Role.REQUEST, "request", r"request|\bbody\b|请求"),
)


def _role(within: Section | None, caption: str, status: str) -> tuple[Role, str]:
    """Say what a table is of: by its section; within it, and without one, by its caption."""
    role, prefix = _ROLES.get(within, (Role.OTHER, "")) if within else (Role.OTHER, "")
    for of, under, words in _CAPTIONS:
        if re.search(words, caption, re.IGNORECASE) and (
            role in (Role.OTHER, of) or _carried(role, under)
        ):
            role, prefix = of, under
            break
    if role is Role.RESPONSE and status and not status.startswith("2"):
        prefix = f"{prefix}-{status}"
    return role, prefix


def _carried(role: Role, under: str) -> bool:
    """Say whether a section may hold tables of another kind of parameter."""
    return (role is Role.REQUEST and under in ("query", "path", "header")) or (
        role is Role.URI and under in ("query", "header")
    )
