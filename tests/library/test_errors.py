"""Every answer that is no documented success becomes one typed error of one tree."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import dli_flink
import httpx
import pytest
from dli_flink import (
    APIError,
    APIStatusError,
    AuthenticationError,
    BadRequestError,
    Client,
    DecodeError,
    DliFlinkError,
    InvalidRequestError,
    NotFoundError,
    PermissionDeniedError,
    RateLimitError,
    ServerError,
    TransportError,
    UpdateRejectedError,
)

Answering = Callable[..., Client]
OK: dict[str, Any] = {"is_success": "true"}


@pytest.mark.parametrize(
    ("status", "error"),
    [
        (302, APIStatusError),
        (400, BadRequestError),
        (401, AuthenticationError),
        (403, PermissionDeniedError),
        (404, NotFoundError),
        (418, APIStatusError),
        (429, RateLimitError),
        (500, ServerError),
        (503, ServerError),
    ],
)
@pytest.mark.parametrize(
    "content", [{}, {"text": "<html>busy</html>"}, {"json": []}, {"content": b"\xff\xfe"}]
)
def test_a_status_has_its_error_whatever_the_body_is(
    answering: Answering, status: int, error: type[APIStatusError], content: dict[str, Any]
) -> None:
    with pytest.raises(error) as raised:
        answering(status, **content).update_sql_job(1, name="x")
    assert type(raised.value) is error
    assert raised.value.status_code == status
    assert raised.value.error_code is None
    assert raised.value.body is None
    assert raised.value.request.method == "PUT"


def test_an_error_carries_what_the_documented_body_says(answering: Answering) -> None:
    body = {"error_code": "APIGW.0308", "error_msg": "too many", "request_id": "r1", "more": 1}
    with pytest.raises(RateLimitError) as raised:
        answering(429, json=body).update_sql_job(1, name="x")
    error = raised.value
    assert (error.error_code, error.error_msg, error.request_id) == ("APIGW.0308", "too many", "r1")
    assert str(error) == (
        "status 429: error_code APIGW.0308, error_msg too many, request_id r1, more 1"
    )


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"is_success": "false", "message": "no"},
        {"is_success": False},
        {"is_success": None},
        {"is_success": "yes"},
    ],
)
def test_a_200_that_is_not_marked_a_success_is_raised(
    answering: Answering, body: dict[str, Any]
) -> None:
    with pytest.raises(UpdateRejectedError) as raised:
        answering(200, json=body).update_sql_job(1, name="x")
    assert raised.value.status_code == 200
    assert raised.value.result.message == body.get("message")


@pytest.mark.parametrize(
    ("content", "path"),
    [
        ({"text": "not json"}, ""),
        ({"content": b""}, ""),
        ({"json": [1]}, ""),
        ({"json": {**OK, "job": "x"}}, "job"),
        ({"json": {**OK, "job": {"update_time": "soon"}}}, "job.update_time"),
        ({"json": {**OK, "message": {"a": 1}}}, "message"),
    ],
)
def test_a_body_that_is_not_what_is_documented_names_the_path(
    answering: Answering, content: dict[str, Any], path: str
) -> None:
    with pytest.raises(DecodeError) as raised:
        answering(200, **content).update_sql_job(1, name="x")
    assert raised.value.path == path
    assert raised.value.reason
    assert (path or "the body") in str(raised.value)


def test_no_answer_is_a_transport_error_with_its_cause() -> None:
    def refuse(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("refused", request=request)

    with httpx.Client(transport=httpx.MockTransport(refuse)) as http:
        client = Client(project_id="p", region="r", http_client=http, token="secret-token")
        with pytest.raises(TransportError) as raised:
            client.update_sql_job(1, name="x")
    assert isinstance(raised.value.__cause__, httpx.ConnectError)
    assert "secret-token" not in f"{raised.value}{raised.value!r}"


def test_what_breaks_a_limit_is_refused_before_anything_is_sent(answering: Answering) -> None:
    client = answering(500)
    with pytest.raises(InvalidRequestError) as raised:
        client.update_sql_job(1, name="x" * 58, checkpoint_mode=3)  # type: ignore[arg-type]
    assert [path for path, _ in raised.value.problems] == ["name", "checkpoint_mode"]
    assert isinstance(raised.value, ValueError)


def test_every_error_is_in_the_drawn_tree() -> None:
    drawn = dli_flink.errors.__doc__ or ""
    for name in dli_flink.errors.__all__:
        error = getattr(dli_flink, name)
        assert issubclass(error, DliFlinkError)
        assert name in drawn
    assert UpdateRejectedError.__mro__[1:3] == (APIError, DliFlinkError)
