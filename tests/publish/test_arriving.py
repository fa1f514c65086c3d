"""Webhooks and callbacks go the other way round: their bodies arrive, and their answers are sent."""

from __future__ import annotations

from typing import Any

import pytest

from tests.publish.comparing import breaking, edition, takes, wire
from trueup.document.source import Document

WIDE = {"type": "string", "maxLength": 57}
NARROW = {"type": "string", "maxLength": 40}


def content(schema: Any) -> dict[str, Any]:
    return {"content": {"application/json": {"schema": schema}}}


def event(schema: Any, answer: Any, **body: Any) -> dict[str, Any]:
    """Make a path item that the API calls, with a body, and an answer that it takes."""
    return {
        "post": {
            "requestBody": {"required": True, **content(schema), **body},
            "responses": {"200": {"description": "ok", **content(answer)}},
        }
    }


def hooked(*said: Any, **body: Any) -> Document:
    return edition(webhooks={"done": event(*said, **body)})


def called(*said: Any, **body: Any) -> Document:
    return edition({"callbacks": {"onDone": {"{$request.query.url}": event(*said, **body)}}})


@pytest.mark.parametrize("made", [hooked, called])
def test_a_body_that_may_hold_more_breaks_who_reads_it(made: Any) -> None:
    (change,) = breaking(made(NARROW, WIDE), made(WIDE, WIDE))
    assert (change.rule, change.field) == ("response-max-length-widened", "body")
    assert takes(WIDE, change.witness)
    assert not takes(NARROW, change.witness)
    assert breaking(made(WIDE, WIDE), made(NARROW, WIDE)) == []


@pytest.mark.parametrize("made", [hooked, called])
def test_an_answer_that_may_hold_less_breaks_who_writes_it(made: Any) -> None:
    (change,) = breaking(made(WIDE, WIDE), made(WIDE, NARROW))
    assert (change.rule, change.field) == ("request-max-length-narrowed", "answer-200")
    assert breaking(made(WIDE, NARROW), made(WIDE, WIDE)) == []


@pytest.mark.parametrize("made", [hooked, called])
def test_a_body_that_may_be_missing_breaks_who_reads_it(made: Any) -> None:
    assert [
        each.message for each in breaking(made(WIDE, WIDE), made(WIDE, WIDE, required=False))
    ] == ["may be missing now"]


def test_a_webhook_that_is_gone_breaks_and_a_new_one_does_not() -> None:
    (change,) = breaking(hooked(WIDE, WIDE), edition())
    assert (change.rule, change.operation) == ("webhook-removed", "POST webhook done")
    assert breaking(edition(), hooked(WIDE, WIDE)) == []
    (gone,) = breaking(called(WIDE, WIDE), edition())
    assert gone.operation == "POST callback onDone of PUT /a to {$request.query.url}"
    assert wire(called(WIDE, WIDE), called(WIDE, WIDE)) == ()
