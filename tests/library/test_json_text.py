"""JSON in text: given as a value, sent as compact text, read back; what is no JSON is said to be none."""

from __future__ import annotations

import json
from datetime import date
from typing import Any, assert_type

import httpx
import pytest
from dli_flink import Client, InvalidRequestError, UpdateSqlJobRequest
from pydantic import ValidationError

VALUE = {"operator_list": [{"id": "ä", "rate_factor": 0.8}]}
TEXT = '{"operator_list":[{"id":"ä","rate_factor":0.8}]}'


def sent(config: Any) -> object:
    """Give what arrives for what is given."""
    seen: list[Any] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(json.loads(request.content))
        return httpx.Response(200, json={"is_success": "true"})

    with httpx.Client(transport=httpx.MockTransport(answer)) as http:
        client = Client(project_id="p", region="r", token="t", http_client=http, advice="ignore")
        client.update_sql_job(1, static_estimator_config=config)
    return seen[0]["static_estimator_config"]


@pytest.mark.parametrize(
    ("given", "text"),
    [
        (VALUE, TEXT),
        ({}, "{}"),
        ({"operator_list": ()}, '{"operator_list":[]}'),
        ('{"operator_list": [ ]}', '{"operator_list": [ ]}'),  # the caller's own spelling
        ("no JSON", "no JSON"),  # nobody says what the service makes of it
    ],
)
def test_a_value_is_sent_as_compact_text_and_text_as_it_is(given: object, text: str) -> None:
    assert sent(given) == text


@pytest.mark.parametrize(
    "given",
    [
        {"operator_list": [{"id": 5}]},  # not of the schema
        [],
        {"when": date(2024, 1, 1)},
        {"rate": float("nan")},
        {1: "a"},
        {"half": "\ud83d"},
        None,
        5,
    ],
    ids=ascii,
)
def test_what_is_no_json_or_not_of_its_schema_is_refused(given: object) -> None:
    with pytest.raises(InvalidRequestError, match="static_estimator_config"):
        sent(given)


def test_an_object_that_nobody_wrote_as_text_is_not_sent_as_an_object() -> None:
    body = UpdateSqlJobRequest.model_construct(static_estimator_config=VALUE)
    with httpx.Client(transport=httpx.MockTransport(lambda _: httpx.Response(200))) as http:
        client = Client(project_id="p", region="r", token="t", http_client=http, advice="ignore")
        with pytest.raises(InvalidRequestError, match="static_estimator_config"):
            client.update_sql_job(1, body=body)


def test_the_value_is_read_back_and_an_assigned_one_is_text() -> None:
    body = UpdateSqlJobRequest(name="a")
    assert body.static_estimator_config_parsed is None
    body = UpdateSqlJobRequest.model_validate({"static_estimator_config": VALUE})
    assert body.static_estimator_config == TEXT
    assert_type(body.static_estimator_config_parsed, object)
    assert body.static_estimator_config_parsed == VALUE
    with pytest.raises(ValidationError, match="static_estimator_config"):
        body.static_estimator_config = {"operator_list": 5}  # type: ignore[assignment]  # pyright: ignore


def test_text_that_holds_no_json_says_so() -> None:
    body = UpdateSqlJobRequest(static_estimator_config="{,")
    with pytest.raises(ValueError, match=r"static_estimator_config holds no JSON: .*; read static"):
        _ = body.static_estimator_config_parsed
