"""The spec against the page itself, read here by its layout alone; skipped where the page is not at hand."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT.parent / "shared" / "pages" / "updating-a-sql-job.txt"
SPEC = yaml.safe_load((ROOT / "spec" / "openapi.yaml").read_text("utf-8"))

# The page's words for types, in lower case, as JSON Schema has them.
TYPES = {
    "string": ("string", None), "integer": ("integer", "int32"), "long": ("integer", "int64"),
    "double": ("number", "double"), "boolean": ("boolean", None), "array of strings": ("array", None),
    "object": ("object", None),
}  # fmt: skip


class Row(NamedTuple):
    """A row of the page: table and row, name, mandatory, type, and the words of its description."""

    table: int
    row: int
    name: str
    mandatory: bool
    type: str
    words: str


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    """Read the rows of the page's parameter tables."""
    if not PAGE.exists():
        pytest.skip("the documentation page is not part of the project, and not beside it here")
    text = PAGE.read_text("utf-8").partition("\nExample Request\n")[0]
    found: list[Row] = []
    for part in re.split(r"^ *(?=Table \d+ )", text, flags=re.MULTILINE)[1:]:
        table = int(part.split()[1])
        cells = [line.strip() for line in part.splitlines() if line.strip()]
        starts = [
            index
            for index in range(1, len(cells) - 2)
            if cells[index + 1] in ("Yes", "No") and cells[index + 2].lower() in TYPES
        ]
        for row, (start, end) in enumerate(
            zip(starts, [*starts[1:], len(cells)], strict=True), start=1
        ):
            name, mandatory, kind = cells[start : start + 3]
            words = " ".join(cells[start + 3 : end])
            found.append(Row(table, row, name, mandatory == "Yes", kind.lower(), words))
    return found


def fields() -> dict[tuple[int, int], tuple[str, bool, dict[str, object]]]:
    """Give what the spec has, by table and row: name, required, and the schema with its reference merged."""
    schemas = SPEC["components"]["schemas"]
    found: dict[tuple[int, int], tuple[str, bool, dict[str, object]]] = {}
    (operation,) = (item["put"] for item in SPEC["paths"].values())
    for parameter in operation["parameters"]:
        page = parameter["x-page"]
        found[page["table"], page["row"]] = (
            parameter["name"],
            parameter["required"],
            parameter["schema"],
        )
    for schema in schemas.values():
        for name, field in schema.get("properties", {}).items():
            page = field.get("x-page")
            target = schemas.get(str(field.get("$ref")).rpartition("/")[2], {})
            if page:
                required = name in schema.get("required", [])
                found[page["table"], page["row"]] = (name, required, {**target, **field})
    return found


def test_every_row_of_tables_1_to_7_is_in_the_spec_in_its_place(rows: list[Row]) -> None:
    assert [(row.table, row.row) for row in rows] == sorted(fields())
    assert len(rows) == 44
    for row in rows:
        name, required, schema = fields()[row.table, row.row]
        assert (name, required) == (row.name, row.mandatory)
        kind, format_ = TYPES[row.type]
        assert (schema["type"], schema.get("format", format_)) == (kind, format_), row


def test_every_length_and_default_of_the_page_is_in_the_spec(rows: list[Row]) -> None:
    lengths = {"0 to 57": 57, "0 to 512": 512, "0 to 128": 128, "0 to 1024 x 1024": 1048576}
    defaults = 0
    for row in rows:
        _, _, schema = fields()[row.table, row.row]
        said = re.search(r"(0 to \d+(?: x \d+)?) characters", row.words)
        assert schema.get("maxLength") == (lengths[said[1]] if said else None), row
        default = re.search(
            r"(?:[Dd]efault value(?: is|:)|By default, .*? is set to) ([\w.-]+)", row.words
        )
        if default and "tm_slot_num" not in row.name:
            shown = str(schema["default"]).removesuffix(" GB").lower()
            assert shown == default[1].rstrip(".").lower(), row
            defaults += 1
        else:
            assert "default" not in schema, row
    assert defaults == 20


def test_both_statuses_of_table_8_are_in_the_spec() -> None:
    (operation,) = (item["put"] for item in SPEC["paths"].values())
    places = {status: each.get("x-page") for status, each in operation["responses"].items()}
    assert places == {"200": {"table": 8, "row": 1}, "400": {"table": 8, "row": 2}, "default": None}
