"""Every answer that is no documented success becomes one typed error of one tree."""

from __future__ import annotations

import copy
import pickle
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
    Retry,
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
        "PUT https://dli.cn-north-4.myhuaweicloud.com/v1.0/p/streaming/sql-jobs/1: status 429: "
        "error_code APIGW.0308, error_msg too many, request_id r1, more 1. Slow down: make fewer calls"
        " at once, or wait longer between them. 4 attempts were made."
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
    assert UpdateRejectedError.__bases__ == (APIError,)


HTML = "<html><style>b {}</style><body><h1>502 Bad&nbsp;Gateway</h1>\n<!-- x --><p>nginx</p></body></html>"


def raised(client: Client) -> DliFlinkError:
    with pytest.raises(DliFlinkError) as caught:
        client.update_sql_job(1, name="x")
    return caught.value


@pytest.mark.parametrize(
    ("status", "answer", "said"),
    [
        (502, {"text": HTML}, "status 502: 502 Bad Gateway nginx. Try again later."),
        (500, {"content": b""}, "status 500: Internal Server Error. Try again later."),
        (400, {"content": b"\xff\x00a"}, "status 400: \ufffd a. Correct what the service does not accept."),
        (401, {"json": {"error": {"code": "E1"}}}, "status 401: error {'code': 'E1'}. Give new credentials"),
        (404, {"text": "x" * 5000}, "x" * 299 + "\u2026. Check the IDs"),
        (429, {"json": {}, "headers": {"Retry-After": "99"}}, "; the service asks to wait 99 s."),
        (302, {"headers": {"Location": "https://u:hush@h.example/x?k=hush"}}, "to h.example/x: correct base_url."),
        (200, {"json": {"is_success": "false"}}, "status 200, but is_success is not 'true': no reason given."),
        (200, {"json": {**OK, "job": {"update_time": "soon"}}}, "status 200, job.update_time of the answer: "),
        (200, {"text": "hello"}, "it begins 'hello'. The service sent what is not documented"),
    ],
)  # fmt: skip
def test_an_error_says_in_one_line_what_happened_and_what_to_do(
    answering: Answering, status: int, answer: dict[str, Any], said: str
) -> None:
    text = str(raised(answering(status, **answer)))
    assert said in text
    assert text.isprintable()
    assert "hush" not in text


@pytest.mark.parametrize(
    ("answer", "code", "message", "request_id"),
    [
        ({"json": {"error_code": "A", "error_msg": "b", "request_id": "c"}}, "A", "b", "c"),
        ({"json": {"errorCode": "A", "errorMessage": "b", "requestId": "c"}}, "A", "b", "c"),
        ({"json": {"error": {"code": 5, "message": "b"}}}, "5", "b", None),
        ({"json": {"errors": [{"code": "A", "detail": "b"}]}}, "A", "b", None),
        ({"json": {"message": "b"}, "headers": {"x-request-id": "c"}}, None, "b", "c"),
        ({"text": HTML, "headers": {"X-Amzn-RequestId": "c"}}, None, None, "c"),
        ({"json": [[]]}, None, None, None),
        ({"content": b"[" * 100_000}, None, None, None),
        ({"content": '{"code": "\xe9"}'.encode("latin-1"),
          "headers": {"Content-Type": "application/json; charset=latin-1"}}, "\xe9", None, None),
        ({"content": b"{}", "headers": {"Content-Type": "text/html; charset=hex"}}, None, None, None),
    ],
)  # fmt: skip
def test_what_an_answer_says_is_found_wherever_services_put_it(
    answering: Answering,
    answer: dict[str, Any],
    code: str | None,
    message: str | None,
    request_id: str | None,
) -> None:
    error = raised(answering(409, **answer))
    assert (error.error_code, error.error_msg, error.request_id) == (code, message, request_id)


def refusing(request: httpx.Request) -> httpx.Response:
    raise httpx.ConnectError("refused", request=request)


def every_error(answering: Answering) -> list[DliFlinkError]:
    headers = {"X-Request-Id": "r1"}
    rejected = {"is_success": "false", "message": "no"}
    with httpx.Client(transport=httpx.MockTransport(refusing)) as http:
        broken = Client(
            project_id="p", region="r", http_client=http, retry=Retry(attempts=2, first_wait=0)
        )
        errors = [raised(broken)]
    errors += [
        raised(answering(401, text=HTML, headers=headers)),
        raised(answering(200, text=HTML, headers=headers)),
        raised(answering(200, json=rejected, headers=headers)),
    ]
    with pytest.raises(InvalidRequestError) as caught:
        answering(200).update_sql_job(1, name="x" * 58)
    return [*errors, caught.value]


def test_all_errors_have_the_same_attributes(answering: Answering) -> None:
    names = ("status_code", "error_code", "error_msg", "request_id", "attempts")
    found = {
        type(each).__name__: tuple(getattr(each, name) for name in names)
        for each in every_error(answering)
    }
    assert found == {
        "TransportError": (None, None, None, None, 2),
        "AuthenticationError": (401, None, None, "r1", 1),
        "DecodeError": (200, None, None, "r1", 1),
        "UpdateRejectedError": (200, None, "no", "r1", 1),
        "InvalidRequestError": (None, None, None, None, 0),
    }


@pytest.mark.parametrize(
    "again", [copy.copy, copy.deepcopy, lambda it: pickle.loads(pickle.dumps(it))]
)
def test_errors_survive_copying_and_pickling(
    answering: Answering, again: Callable[[DliFlinkError], DliFlinkError]
) -> None:
    for error in every_error(answering):
        twin = again(error)
        assert (type(twin), str(twin), twin.args) == (type(error), str(error), error.args)
        assert (twin.request_id, twin.status_code) == (error.request_id, error.status_code)
        assert (twin.request and twin.request.url) == (error.request and error.request.url)
        assert (twin.response and twin.response.content) == (
            error.response and error.response.content
        )
        assert vars(twin).keys() == vars(error).keys()


@pytest.mark.parametrize(
    ("problem", "said"),
    [
        (httpx.ConnectTimeout("x"), "com within 3 s (ConnectTimeout). Nothing was sent"),
        (httpx.ReadTimeout("x"), "sent nothing within 4 s (ReadTimeout). Whether"),
        (httpx.WriteTimeout("x"), "could not be sent within 5 s"),
        (httpx.PoolTimeout("x"), "no connection was free within 6 s (PoolTimeout). Make fewer calls at once"),
        (httpx.ReadError("gone"), "the connection to dli.r.myhuaweicloud.com broke: ReadError: gone"),
        (httpx.LocalProtocolError("Illegal header value b'hush'"), "LocalProtocolError: Illegal header value. Correct"),
        (KeyError("hook"), "KeyError: 'hook'. Correct the http_client, its hooks or its auth"),
    ],
)  # fmt: skip
def test_a_call_without_an_answer_says_why_and_what_to_do(problem: Exception, said: str) -> None:
    def fail(request: httpx.Request) -> httpx.Response:
        raise problem

    with httpx.Client(transport=httpx.MockTransport(fail)) as http:
        client = Client(
            project_id="p", region="r", http_client=http, retry=Retry(attempts=1),
            timeout=httpx.Timeout(connect=3, read=4, write=5, pool=6),
        )  # fmt: skip
        error = raised(client)
    assert isinstance(error, TransportError)
    assert said in str(error)
    assert "hush" not in str(error)


def test_what_an_error_keeps_of_its_request_has_no_credentials() -> None:
    def echo(request: httpx.Request) -> httpx.Response:
        return httpx.Response(400, text=f"bad: {request.headers}", headers={"Location": "/x"})

    with httpx.Client(
        transport=httpx.MockTransport(echo), headers={"X-Api-Key": "hush-key"}
    ) as http:
        client = Client(
            project_id="p", base_url="https://me:hush-pw@h.example/a?sig=hush-sig", http_client=http, token="hush-token"
        )  # fmt: skip
        error = raised(client)
    assert error.request is not None
    assert error.request is error.response.request if error.response else False
    assert error.request.headers["X-Auth-Token"] == error.request.headers["X-Api-Key"] == "[hidden]"
    said = f"{error} {error!r} {vars(error)!r} {error.request.url} {error.request.headers.raw}"
    assert "hush" not in said
    assert b"hush" not in pickle.dumps(error).replace(
        error.response.content if error.response else b"", b""
    )
