"""A page of our own, as text, that has all that a draft can make something of; and what a draft is read by."""

from __future__ import annotations

import json

from trueup.document import source
from trueup.document.json_values import JsonObject, JsonValue, mapping
from trueup.document.lint import lint
from trueup.document.pointers import at
from trueup.findings import Finding
from trueup.page.draft.draft import draft
from trueup.page.facts import Facts
from trueup.page.formats.text import read_text
from trueup.page.reading.read import read

HEADER = ("Parameter", "Mandatory", "Type", "Description")
REQUEST = (
    ("name", "Yes", "String", "Name of the kiln. Length range: 1 to 40 characters."),
    ("fuel", "No", "String", "Fuel. The value can be gas or wood. The default value is gas."),
    ("level", "No", "Integer", "Level. The value can be 1 or 2. The default value is 1."),
    ("slots", "No", "Integer", "Number of slots. The default value is (shelves*rows)/(doors-1)."),
    ("shelves", "No", "Integer", "Shelves. Value range: 1 to 20."),
    ("rows", "No", "Integer", "Rows. The minimum value is 1."),
    ("doors", "No", "Integer", "Doors."),
    ("retries", "No", "Integer", "Retries. Value range: -1 or greater than 0. The default value is -1."),
    ("fires", "No", "Boolean", "Whether it fires at once. The default value is false."),
    ("heat", "No", "Double", "Heat. This parameter is valid only when fires is set to true."),
    ("clay", "No", "Array of objects", "Clays. For details, see Table 4."),
    ("glaze", "No", "Object", "Glaze. For details, see Table 5."),
    ("extra", "No", "Array of objects", "More of it."),
    ("odd", "No", "Widget?!", "Nobody knows."),
    ("wait", "No", "Integer", "Waiting time, in seconds. The default value is soon."),
)  # fmt: skip
CLAY = (
    ("kind", "Yes", "String", "Kind of clay."),
    ("water", "No", "String", "Water, in GB. The value must be at least 2 GB."),
)
GLAZE = (
    ("colour", "No", "String", "Colour. Length range: 0 to 12 characters."),
    ("client", "No", "Object", "Client. For details, see Table 6."),
)
CLIENT = (("id", "No", "Long", "ID."),)
SHOWN: JsonValue = {"name": "north", "level": "high", "clay": [{"kind": "red"}]}


def table(title: str, rows: tuple[tuple[str, ...], ...], header: tuple[str, ...] = HEADER) -> str:
    """Write a table as text keeps it: a cell a paragraph."""
    cells = [cell for row in (header, *rows) for cell in row]
    return "\n\n".join((title, *cells))


PAGE = "\n\n".join(
    (
        "Updated on 2026-01-02 GMT+08:00",
        "Building a Clay Kiln",
        "Function",
        "This API is used to build a kiln.",
        "URI",
        "POST /v2/{yard_id}/kilns/{plot}",
        table("Table 1 URI parameters", (("yard_id", "Yes", "String", "ID of the yard."),)),
        table(
            "Table 2 Query parameters", (("dry_run", "No", "Boolean", "Whether it is a trial."),)
        ),
        "Request Parameters",
        table("Table 7 Request header parameters", (("X-Auth-Token", "Yes", "String", "Token."),)),
        table("Table 3 Request body parameters", REQUEST),
        table("Table 4 clay parameters", CLAY),
        table("Table 5 glaze parameters", GLAZE),
        table("Table 6 client parameters", CLIENT),
        "Response Parameters",
        table(
            "Table 8 Response parameters",
            (
                ("kiln_id", "Yes", "Long", "ID of the kiln."),
                ("batches", "No", "Array of objects", "Batches. For details, see Table 9."),
            ),
        ),
        table("Table 9 batches parameters", (("batch", "No", "String", "Batch."),)),
        "Example Request",
        json.dumps(SHOWN, indent=4),
        "Example Response",
        json.dumps({"kiln_id": 7, "batches": [{"batch": "b"}]}, indent=4),
        "Status Codes",
        table(
            "Table 10 Status codes",
            (("200", "Done."), ("400", "Wrong.")),
            ("Status Code", "Description"),
        ),
        "",
    )
)


def drafted(text: str = PAGE) -> str:
    """Draft a spec from a page."""
    facts, findings = facts_of(text)
    return draft(facts, findings)


def facts_of(text: str = PAGE) -> tuple[Facts, tuple[Finding, ...]]:
    """Read a page."""
    page, found = read_text("page.txt", text, "")
    facts, more = read(page)
    return facts, (*found, *more)


def root_of(spec: str) -> JsonObject:
    """Read a draft."""
    return source.parse("draft.yaml", spec).root


def node(spec: str, pointer: str) -> JsonObject:
    """Give an object of a draft."""
    return mapping(at(root_of(spec), pointer))


def errors(spec: str) -> list[str]:
    """Give whatever lint says of a draft but its decisions."""
    found = lint(source.parse("draft.yaml", spec)).findings
    return [f"{each.place} {each.message}" for each in found if each.code != "TU405"]
