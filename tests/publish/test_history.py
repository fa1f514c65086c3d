"""What each version did to each field, from the editions alone."""

from __future__ import annotations

from typing import Any

from tests.publish.comparing import edition
from trueup.publish.difference import Published, differences
from trueup.publish.history import History, steps


def version(number: str, fields: dict[str, Any], *paths: str) -> Published:
    """Make an edition in which a component is sent and received, by each of some paths."""
    media = {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/A"}}}}
    answers = {"200": {"description": "ok", **media}}
    return Published(
        edition(
            info={"title": "t", "version": number, "x-released": f"2026-01-0{number[2]}"},
            paths={
                path: {"put": {"operationId": path[1:], "requestBody": media, "responses": answers}}
                for path in ("/a", *paths)
            },
            components={"schemas": {"A": {"type": "object", "properties": fields}}},
        )
    )


NAME = {"type": "string", "maxLength": 57}
INNER = {"type": "object", "properties": {"cpu": {"type": "integer"}}}
EDITIONS = [
    version("1.1.0", {"name": NAME}),
    version("1.2.0", {"name": NAME, "config": INNER}, "/b"),
    version("1.3.0", {"name": {**NAME, "maxLength": 64}, "config": INNER}, "/b"),
]


def history(*editions: Published) -> History:
    *olds, new = editions
    return History(steps(olds, new, differences(olds, new) if olds else None))


def test_a_field_has_the_version_that_it_came_with_and_each_that_changed_it() -> None:
    made = history(*EDITIONS)
    assert [each.version for each in made.steps] == ["1.1.0", "1.2.0", "1.3.0"]
    (event,) = made.of("PUT /a", "request.name")
    assert (event.version, event.released, event.change.message, event.added) == (
        ("1.3.0", "2026-01-03", "maxLength 57 → 64", False)
    )
    assert made.since("PUT /a", "request.name") == "1.1.0"
    assert made.since("PUT /a", "request.config") == "1.2.0"
    assert made.since("PUT /b", "") == "1.2.0"


def test_what_is_part_of_something_came_with_it() -> None:
    made = history(*EDITIONS)
    assert made.of("PUT /a", "request.config.cpu") == ()
    assert made.since("PUT /a", "request.config.cpu") == "1.2.0"
    assert made.since("PUT /b", "response-200.name") == "1.2.0"


def test_what_a_component_says_is_said_of_every_place_that_has_it() -> None:
    made = history(*EDITIONS[1:])
    for operation in ("PUT /a", "PUT /b"):
        for side in ("request", "response-200"):
            (event,) = made.of(operation, f"{side}.name")
            assert event.version == "1.3.0"
            assert (event.change.operation, event.change.field) == (operation, f"{side}.name")


def test_a_first_edition_has_no_events() -> None:
    made = history(EDITIONS[0])
    assert (made.since("PUT /a", "request.name"), dict(made.events)) == ("1.1.0", {})
