"""Proposals for specs that people wrote: what they said stays, and so does the version of OpenAPI."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from trueup.document.json_values import JsonObject, mapping
from trueup.document.pointers import at
from trueup.document.yaml_edit import edited

from .drafting import facts_of
from .proposing import (
    LAMP,
    OLD,
    STAND,
    STATUSES,
    Followed,
    Row,
    of,
    open_,
    page,
    with_row,
    without,
)

CURATED = """\
openapi: 3.1.0
info:
  title: Lamps
  version: 1.0.0
  x-documented-by: {title: Changing a Lamp, updated: "2026-01-02"}
paths:
  /v2/lamps/{id}:
    put:
      operationId: changeLamp
      parameters:
        - {name: id, in: path, required: true, schema: {type: string}, x-page: {table: 1, row: 1}}
      requestBody:
        content:
          application/json:
            schema:
              type: object
              required: [name]
              properties:
                name:
                  type: string
                  maxLength: 40  # as on the label
                  x-page: {table: 2, row: 1}
                colour:
                  $ref: "#/components/schemas/Colour"
                  default: red
                  x-page: {table: 2, row: 2}
                ring:
                  $ref: "#/components/schemas/Colour"
                  x-page: {table: 2, row: 3}
                shade:
                  type: object
                  x-page: {table: 2, row: 4}
                  properties:
                    size:
                      type: [integer, "null"]
                      x-page: {table: 3, row: 1}
      responses:
        "200": {description: Done., x-page: {table: 5, row: 1}}
components:
  schemas:
    Colour:
      type: string
      # the two that are made
      enum: [red, blue]
      x-enum-varnames: [RED, NAVY]
      x-enum-descriptions: [Warm., Cold.]
      x-page: {table: 2, row: 2}
    Stand:
      type: object
"""
RED = "Colour. The value can be red or blue."
CURATED_ROWS: tuple[Row, ...] = (
    ("name", "Yes", "String", "Name. Length range: 0 to 40 characters."),
    ("colour", "No", "String", f"{RED} The default value is red."),
    ("ring", "No", "String", RED),
    ("shade", "No", "Object", "Shade. For details, see Table 3."),
)
SIZE: tuple[Row, ...] = (("size", "No", "Integer", "Size."),)


def curated(
    rows: Sequence[Row], shade: Sequence[Row] = SIZE, *more: tuple[str, Sequence[Row]], **other: str
) -> str:
    """Write the page of the spec that people wrote."""
    return page(
        rows,
        shade,
        *more,
        query=(),
        answer=(),
        statuses=STATUSES[:1],
        uri=other.get("uri", "PUT /v2/lamps/{id}"),
        date=other.get("date", "2026-01-02"),
        title=other.get("title", "Changing a Lamp"),
    )


def by_people(
    rows: Sequence[Row], shade: Sequence[Row] = SIZE, *more: tuple[str, Sequence[Row]], **other: str
) -> Followed:
    """Let the spec that people wrote follow its page."""
    return of(curated(CURATED_ROWS), curated(rows, shade, *more, **other), CURATED)


def test_values_that_stay_keep_their_names_and_descriptions() -> None:
    text = "Colour. The value can be blue, green-ish or red."
    both = with_row(
        "colour", with_row("ring", CURATED_ROWS, d=text), d=f"{text} The default value is red."
    )
    colour = mapping(by_people(both).at("/components/schemas/Colour"))
    assert colour["enum"] == ["red", "blue", "green-ish"]
    assert colour["x-enum-varnames"] == ["RED", "NAVY", "GREEN_ISH"]
    assert colour["x-enum-descriptions"] == ["Warm.", "Cold.", "To be described."]


def test_a_value_that_goes_takes_its_name_and_description_along() -> None:
    text = "Colour. The value can be red or green."
    both = with_row(
        "colour", with_row("ring", CURATED_ROWS, d=text), d=f"{text} The default value is red."
    )
    colour = mapping(by_people(both).at("/components/schemas/Colour"))
    assert colour["x-enum-varnames"] == ["RED", "GREEN"]
    assert colour["x-enum-descriptions"] == ["Warm.", "To be described."]


def test_what_only_one_of_two_fields_states_is_not_written_where_both_have_it() -> None:
    found = by_people(with_row("ring", CURATED_ROWS, d="Colour. The value can be red or green."))
    assert found.proposal.actions == ()
    (told,) = found.proposal.by_hand
    assert "/components/schemas/Colour also says it of request.colour" in told


def test_comments_stay() -> None:
    rows = with_row("name", CURATED_ROWS, d="Name. Length range: 0 to 50 characters.")
    found = by_people(rows)
    lines = edited(found.spec, found.proposal.actions).split("\n")
    assert "                  maxLength: 50  # as on the label" in lines
    assert lines[:20] == CURATED.split("\n")[:20]


def test_null_stays_one_of_the_types() -> None:
    found = by_people(CURATED_ROWS, (("size", "No", "Long", "Size."),))
    size = found.field("shade/properties/size")
    assert (size["type"], size["format"]) == (["integer", "null"], "int64")


def test_a_new_schema_takes_no_name_that_there_is() -> None:
    found = by_people(
        [*CURATED_ROWS, ("stand", "No", "Object", "Stand. For details, see Table 7.")],
        SIZE,
        ("Table 7 stand parameters", STAND[:1]),
    )
    added = mapping(found.at("/components/schemas/ChangeLampStand"))
    assert added["additionalProperties"] is False
    assert added["required"] == ["wood"]
    assert found.at("/components/schemas/Stand") == {"type": "object"}


def test_a_list_of_what_was_one_keeps_what_the_spec_says_of_it() -> None:
    found = by_people(with_row("shade", CURATED_ROWS, t="Array of objects"))
    shade = found.field("shade")
    assert shade["x-page"] == {"table": 2, "row": 4}
    assert mapping(shade["items"])["properties"] == {
        "size": {"type": ["integer", "null"], "x-page": {"table": 3, "row": 1}}
    }


def test_places_follow_the_rows() -> None:
    found = by_people([CURATED_ROWS[1], CURATED_ROWS[0], *CURATED_ROWS[2:]])
    assert found.field("name")["x-page"] == {"table": 2, "row": 2}
    assert found.field("colour")["x-page"] == {"table": 2, "row": 1}
    assert found.at("/components/schemas/Colour/x-page") == {"table": 2, "row": 1}


def test_date_and_title_follow_the_page() -> None:
    found = by_people(CURATED_ROWS, date="2026-03-04", title="Changing Lamps")
    wanted = {"title": "Changing Lamps", "updated": "2026-03-04"}
    assert found.at("/info/x-documented-by") == wanted


def test_an_operation_keeps_all_that_is_said_of_it_under_its_new_path() -> None:
    found = by_people(CURATED_ROWS, uri="POST /v3/lamps/{id}")
    before = at(found.spec.root, "/paths/~1v2~1lamps~1{id}/put")
    assert found.root["paths"] == {"/v3/lamps/{id}": {"post": before}}


def test_a_schema_that_nothing_refers_to_any_more_goes_and_others_stay() -> None:
    found = by_people(without("ring", without("colour", CURATED_ROWS)))
    assert found.at("/components/schemas") == {"Stand": {"type": "object"}}


def test_a_range_of_quantities_is_left_to_a_person() -> None:
    rows = [*LAMP, ("oil", "No", "String", "Oil, in GB. The value must be at least 2 GB.")]
    (told,) = of(OLD, page(rows)).proposal.by_hand
    assert told.startswith("request.oil: the page states the range (page.txt:")
    assert "write a `pattern`" in told


def test_an_example_that_breaks_the_new_limit_is_told() -> None:
    shown = CURATED.replace(
        "          application/json:\n",
        "          application/json:\n            example: {name: north, colour: blue}\n",
    )
    rows = with_row("name", CURATED_ROWS, d="Name. Length range: 0 to 4 characters.")
    found = of(curated(CURATED_ROWS), curated(rows), shown)
    (told,) = found.proposal.by_hand
    assert told.startswith(
        "spec.yaml:15:13: the example breaks its own schema: 'north' is too long"
    )


OLDER = """\
openapi: 3.0.3
info: {title: Lamps, version: "1"}
paths:
  /v2/lamps/{id}:
    put:
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      requestBody:
        content:
          application/json:
            schema:
              type: object
              properties:
                watts: {type: integer, format: int32, minimum: 0, exclusiveMinimum: true}
                colour:
                  $ref: "#/components/schemas/Colour"
      responses: {"200": {description: Done.}}
components:
  schemas:
    Colour: {type: string, enum: [red, blue], nullable: true}
"""
OLDER_ROWS: tuple[Row, ...] = (
    ("watts", "No", "Integer", "Power. The value must be greater than 0."),
    ("colour", "No", "String", RED),
)


@pytest.mark.parametrize(
    ("rows", "pointer", "wanted"),
    [
        (
            with_row("watts", OLDER_ROWS, d="Power. Value range: -1 or greater than 4."),
            "watts",
            {"type": "integer", "format": "int32", "anyOf": [{"enum": [-1]}, {"minimum": 5}]},
        ),
        (
            with_row("colour", OLDER_ROWS, d=f"{RED} The default value is red."),
            "colour",
            {"allOf": [{"$ref": "#/components/schemas/Colour"}], "default": "red"},
        ),
    ],
)
def test_a_spec_of_openapi_3_0_stays_one(
    rows: Sequence[Row], pointer: str, wanted: JsonObject
) -> None:
    found = of(curated(OLDER_ROWS, ()), curated(rows, ()), OLDER)
    assert found.field(pointer) == wanted
    assert open_(facts_of(curated(rows, ()))[0], found.root) == set()
