"""Where the spec was read from: the rows and tables of the new page, its title and date."""

from __future__ import annotations

from collections.abc import Iterator

from trueup.document.json_values import JsonObject, mapping
from trueup.document.pointers import join
from trueup.document.references import found
from trueup.page.facts import Field, Status
from trueup.page.paths import container
from trueup.page.proposal.sides import levels
from trueup.page.proposal.work import Work
from trueup.page.stated.field import StatedField, page_of


def relocate(work: Work) -> None:
    """Set the place of every field, table and status that stands elsewhere on the new page."""
    told: dict[str, tuple[JsonObject, str]] = {}
    for pointer, place, why in (*_fields(work), *_tables(work), *_statuses(work)):
        told.setdefault(pointer, (place, why))
    for pointer, (place, why) in told.items():
        if "x-source" in place:
            work.edits.drop(pointer, ["x-page"], why)
            work.edits.put(pointer, "x-source", place["x-source"], why)
        for key in ("table", "row"):
            if key in place:
                work.edits.put(join(pointer, "x-page"), key, place[key], why)


def unplace(work: Work, pointer: str, goal: str, why: str) -> None:
    """Say of what stays, and has no row any more, where the draft has it from."""
    source = work.goal.side.node(goal).get("x-source")
    if source is not None and "x-page" in work.edits.node(pointer):
        work.edits.drop(pointer, ["x-page"], why)
        work.edits.put(pointer, "x-source", source, why)


def place_added(work: Work, path: str, why: str) -> None:
    """Give a field that the page did not have, and the spec did, its row."""
    ours, field = work.now.fields.get(path), work.goal.fields[path]
    if ours and field.table and ours.page is None:
        work.edits.drop(ours.pointer, ["x-source"], why)
        place: JsonObject = {"table": field.table, "row": field.row}
        work.edits.put(ours.pointer, "x-page", place, why)


def redate(work: Work) -> None:
    """Let the date and title of the page follow the new one."""
    there = mapping(work.edits.node("/info").get("x-documented-by"))
    facts = work.goal.facts
    for key, value in (("title", facts.title), ("updated", facts.updated)):
        if key in there and value:
            why = f"{key} of the page ({facts.file})"
            work.edits.put("/info/x-documented-by", key, value, why)


def _fields(work: Work) -> Iterator[tuple[str, JsonObject, str]]:
    for path, field in work.goal.fields.items():
        ours = work.now.fields.get(path)
        if ours is None or ours.page is None or ours.page == (field.table, field.row):
            continue
        for layer in levels(work.edits.root, ours)[0]:
            if page_of(work.edits.node(layer.pointer)) == ours.page:
                yield layer.pointer, _place(work, field, ours), _why(work, path, field)


def _place(work: Work, field: Field, ours: StatedField) -> JsonObject:
    if field.table:
        return {"table": field.table, "row": field.row}
    return _source(work, field.path) or {"row": ours.page[1] if ours.page else 0}


def _source(work: Work, path: str) -> JsonObject:
    theirs = work.goal.side.field(path)
    node = work.goal.side.node(theirs.pointer) if theirs else {}
    return {"x-source": node["x-source"]} if "x-source" in node else {}


def _tables(work: Work) -> Iterator[tuple[str, JsonObject, str]]:
    seen: set[str] = set()
    for field in work.goal.fields.values():
        holder = container(field)
        pointer = work.now.holder(holder)
        if pointer is None or holder in seen or not field.table:
            continue
        seen.add(holder)
        page = mapping(work.edits.node(pointer).get("x-page"))
        if "table" in page and "row" not in page and page["table"] != field.table:
            yield pointer, {"table": field.table}, _why(work, holder, field)


def _statuses(work: Work) -> Iterator[tuple[str, JsonObject, str]]:
    rows: dict[str, Status] = {}
    for status in work.goal.facts.statuses:
        rows.setdefault(status.code, status)
    for ours in work.now.stated.statuses:
        row = rows.get(ours.code)
        if row and row.table and ours.page and ours.page != (row.table, row.row):
            _, there = found(work.edits.root, work.edits.node(ours.pointer))
            place: JsonObject = {"table": row.table, "row": row.row}
            yield there or ours.pointer, place, _why(work, f"status.{row.code}", row)


def _why(work: Work, path: str, row: Field | Status) -> str:
    where = f"table {row.table}, row {row.row}" if row.table else "a table without a number"
    return f"{path}: its place on the page is {where} now ({work.at(row.span)})"
