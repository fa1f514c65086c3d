"""Where components refer to each other in circles, what changed in one of them is found without an end of values."""

from __future__ import annotations

from typing import Any

import pytest

from tests.publish.comparing import edition, wire
from trueup.document.source import Document
from trueup.publish.change import Effect

NAMES = [f"Kind{index}" for index in range(9)]


def circle(side: str, **last: Any) -> Document:
    """Make a document in which each of nine components has a field for each of them; the last has one more."""
    fields = {name.lower(): {"$ref": f"#/components/schemas/{name}"} for name in NAMES}
    schemas: dict[str, Any] = {
        name: {"type": "object", "properties": dict(fields)} for name in NAMES
    }
    schemas["Kind8"]["properties"]["own"] = {"type": "string", "maxLength": 9}
    schemas["Kind8"].update(last)
    media = {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Kind0"}}}}
    body = {"requestBody": media} if side == "request" else {}
    answer = {"description": "ok", **(media if side == "response" else {})}
    return edition({**body, "responses": {"200": answer}}, components={"schemas": schemas})


def with_own(**own: Any) -> dict[str, Any]:
    """Change the one field that is no component, or take it away."""
    fields = {name.lower(): {"$ref": f"#/components/schemas/{name}"} for name in NAMES}
    return {"properties": {**fields, **({"own": own} if own else {})}}


NARROWED = with_own(type="string", maxLength=5)
CHANGES = {
    "a limit": (NARROWED, "request.kind8.own", "maxLength 9 → 5"),
    "a type": (with_own(type="integer"), "request.kind8.own", 'type "string" → "integer"'),
    "a field that is required": ({"required": ["own"]}, "request.kind8.own", "is required now"),
    "a field that is gone": (with_own(), "request.kind8.own", "is gone"),
}


@pytest.mark.parametrize(("changed", "field", "message"), CHANGES.values(), ids=CHANGES)
def test_what_changed_in_a_circle_breaks_and_is_told_where_it_is(
    changed: dict[str, Any], field: str, message: str
) -> None:
    told = wire(circle("request"), circle("request", **changed))
    breaking = [each for each in told if each.effect is Effect.BREAKING]
    assert any(each.field.startswith(field) and message in each.message for each in breaking)


def test_what_is_wider_in_a_circle_breaks_no_caller() -> None:
    told = wire(circle("request", **NARROWED), circle("request"))
    assert {each.effect for each in told} == {Effect.COMPATIBLE}
