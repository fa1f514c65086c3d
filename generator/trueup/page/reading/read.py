"""From a page to its facts. What can't be read is a finding; what is not understood is counted."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from trueup.document.json_text import read_json
from trueup.document.json_values import JsonObject, JsonValue
from trueup.findings import Code, Finding, Place, Refused, Severity, arranged
from trueup.page.blocks import Cell, Heading, Page, Paragraph, Table, Text
from trueup.page.blocks import Code as CodeBlock
from trueup.page.facts import (
    Example,
    Fact,
    Facts,
    Field,
    Kind,
    Operation,
    Role,
    Status,
    TableFacts,
)
from trueup.page.reading.descriptions import described
from trueup.page.reading.joins import joined
from trueup.page.reading.nesting import Joined
from trueup.page.reading.sentences import Context, Sentence, sentences
from trueup.page.reading.tables import ReadTable, read_tables, sections
from trueup.page.wordings import Column, Label, Section, chinese, mandatory

_URI: Final = re.compile(
    r"\b(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)\s+(?:https?://[^/\s]+)?(/[^\s?]*)"
)
_UPDATED: Final = re.compile(
    r"(?:updated on|last updated|更新时间)\s*[:：]?\s*(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})",
    re.IGNORECASE,
)
_LABEL_COLUMNS: Final = {Column.DEFAULT: Label.DEFAULT, Column.RANGE: Label.RANGE}
_OPENING: Final = re.compile(r"^[ \t]*[{\[]", re.MULTILINE)
_QUOTES: Final = str.maketrans("“”‘’–—−‐‑", "\"\"''-----")


def read(page: Page) -> tuple[Facts, tuple[Finding, ...]]:
    """Read all facts of a page, with what could not be read."""
    tables, findings = read_tables(page)
    rows, of, astray = joined(page.file, tables)
    operation, found = _operation(page)
    fields = tuple(_field(each, operation, found) for each in rows)
    title = next((each.text.words for each in page.blocks if isinstance(each, Heading)), "")
    facts = Facts(
        file=page.file,
        format=page.format,
        language="zh" if chinese(title + "".join(table.caption for table in tables)) else "en",
        title=title,
        updated=_updated(page),
        sha256=page.sha256,
        operation=operation,
        tables=tuple(_table(table, of.get(at, ())) for at, table in enumerate(tables)),
        fields=fields,
        statuses=tuple(_statuses(tables)),
        examples=tuple(_examples(page, found)),
    )
    if refused := tuple(_not_a_page(page, tables)):
        return facts, arranged([*findings, *refused])
    return facts, arranged([*findings, *astray, *found])


def _not_a_page(page: Page, tables: Sequence[ReadTable]) -> Iterator[Finding]:
    """Report a text that is no documentation page, or one without a table of parameters."""
    if any(table.rows for table in tables):
        return
    known = any(within not in (None, Section.OTHER) for within, _, _ in sections(page))
    place = Place(page.file, 1, 1)
    if not known and not any(isinstance(block, Table) for block in page.blocks):
        message = "this is no documentation page of an API: no section of one, and no table"
        fix = "save the page that describes one operation, as text, HTML, Markdown or RST"
        yield Finding(place, Code.NOT_A_PAGE, message, fix)
    else:
        message = "the page has no table of parameters that could be read"
        fix = "save the page again, with its tables: HTML keeps them best"
        yield Finding(place, Code.NO_TABLES, message, fix)


def _updated(page: Page) -> str:
    for block in page.blocks:
        words = block.text.words if isinstance(block, Paragraph | Heading) else ""
        if found := _UPDATED.search(words):
            return f"{found[1]}-{int(found[2]):02}-{int(found[3]):02}"
    return ""


def _operation(page: Page) -> tuple[Operation | None, list[Finding]]:
    """Find the method and the path: in the section on the URI, else anywhere."""
    found: list[tuple[bool, Operation]] = []
    for within, _, block in sections(page):
        if isinstance(block, Paragraph | Heading):
            for hit in _URI.finditer(block.text.words):
                found.append((within is Section.URI, _as_operation(hit, block.text)))
        elif isinstance(block, CodeBlock) and (shown := _URI.search(block.code)):
            made = Operation(shown[1], _path(shown[2]), shown[0], block.span)
            found.append((within is Section.URI, made))
    best = next((each for in_section, each in found if in_section), found[0][1] if found else None)
    if best is not None:
        return best, []
    message = "the page names no method and path"
    fix = "a line such as `PUT /v1.0/{project_id}/jobs/{job_id}` should stand in the section URI"
    return None, [
        Finding(Place(page.file, 1, 1), Code.NO_OPERATION, message, fix, Severity.WARNING)
    ]


def _as_operation(hit: re.Match[str], text: Text) -> Operation:
    return Operation(hit[1], _path(hit[2]), hit[0], text.span(*hit.span()))


def _path(words: str) -> str:
    return words.replace("\\", "").rstrip(".,;。")


def _field(each: Joined, operation: Operation | None, findings: list[Finding]) -> Field:
    row, cells = each.row, each.row.cells
    context = Context(row.name, row.type or {}, each.siblings)
    parts: list[Sentence | CodeBlock] = []
    for kind, cell in cells.items():
        if kind is Column.DESCRIPTION:
            parts += sentences(cell)
        elif kind in _LABEL_COLUMNS:
            parts += (_labelled(part, _LABEL_COLUMNS[kind]) for part in sentences(cell))
    facts, unread = described(parts, context)
    own = tuple(_own(row.type, cells))
    return Field(
        path=_placed(each.path, operation),
        name=row.name,
        table=each.table.number,
        row=row.number,
        facts=(*own, *facts),
        unread=unread,
        wording=_wording(cells),
        span=row.row.span,
    )


def _placed(path: str, operation: Operation | None) -> str:
    """Call a parameter of the URI that the path template does not have a query parameter."""
    prefix, _, name = path.partition(".")
    if prefix != "path" or operation is None or "{" not in operation.path:
        return path
    return path if f"{{{name}}}" in operation.path else f"query.{name}"


def _labelled(part: Sentence | CodeBlock, under: Label) -> Sentence | CodeBlock:
    if isinstance(part, CodeBlock):
        return part
    return replace(part, label=under)


def _own(kind: JsonObject | None, cells: Mapping[Column, Cell]) -> Iterator[Fact]:
    """Give the facts that have a column of their own."""
    if kind is not None:
        yield Fact(Kind.TYPE, kind, cells[Column.TYPE].words, cells[Column.TYPE].span)
    cell = cells.get(Column.MANDATORY)
    word = mandatory(cell.words) if cell else None
    if cell and word is not None:
        yield Fact(Kind.MANDATORY, word, cell.words, cell.span)


def _wording(cells: Mapping[Column, Cell]) -> str:
    """Digest the words of a row, but not how they are set, nor the numbers of tables."""
    words = unicodedata.normalize(
        "NFKC", " ".join(cell.words for cell in cells.values())
    ).translate(_QUOTES)
    plain = re.sub(r"(table|表)\s*\d+", r"\1", " ".join(words.split()), flags=re.IGNORECASE)
    return hashlib.sha256(plain.encode()).hexdigest()


def _table(table: ReadTable, of: tuple[str, ...]) -> TableFacts:
    role = Role.NESTED if any(of) else table.role
    return TableFacts(
        table.number,
        table.caption,
        role,
        tuple(each for each in of if each),
        len(table.table.rows),
        table.table.span,
    )


def _statuses(tables: Sequence[ReadTable]) -> Iterator[Status]:
    for table in tables:
        for code, number, row in table.statuses:
            words = " ".join(cell.words for cell in row.cells)
            digest = hashlib.sha256(" ".join(words.split()).encode()).hexdigest()
            yield Status(code.upper(), table.number, number, digest, row.span)


def _examples(page: Page, findings: list[Finding]) -> Iterator[Example]:
    of = Role.REQUEST
    for within, _, block in sections(page):
        if isinstance(block, Paragraph) and within is Section.EXAMPLES:
            continue
        if within is Section.EXAMPLE_RESPONSE:
            of = Role.RESPONSE
        elif within is Section.EXAMPLE_REQUEST:
            of = Role.REQUEST
        elif within is not Section.EXAMPLES:
            continue
        if isinstance(block, CodeBlock):
            value, problem = _json(block.code)
            if problem:
                place = Place(page.file, block.span.line, block.span.column)
                fix = "see what the page means; the example was not compared with the tables"
                findings.append(Finding(place, Code.BROKEN_MARKUP, problem, fix, Severity.WARNING))
            yield Example(of, value, block.span)


def _json(code: str) -> tuple[JsonValue, str]:
    """Read an example as JSON, from its first brace on; say what is wrong where it has one and is none."""
    opening = _OPENING.search(code)
    if opening is None:
        return None, ""
    try:
        return read_json("", code[opening.start() :]), ""
    except Refused as refused:
        wrong = refused.findings[0]
        line = code.count("\n", 0, opening.start()) + wrong.place.line
        problem = wrong.message.removeprefix("broken syntax: ")[:80]
        return None, f"this example is no JSON in its line {line}: {problem}"
