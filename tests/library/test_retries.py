"""When a call is sent again, how long it waits, and when it gives up; the same sync and async."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import anyio
import httpx
import pytest
from dli_flink import (
    APIStatusError,
    AsyncClient,
    BadRequestError,
    Client,
    InvalidRequestError,
    RateLimitError,
    Retry,
    TransportError,
)

OK = httpx.Response(200, json={"is_success": "true"})
Answer = httpx.Response | Exception


def status(code: int, body: Any = None, **headers: str) -> httpx.Response:
    """Give an answer."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return httpx.Response(code, json={} if body is None else body, headers=named)


class Service:
    """Answers one thing after the other, and remembers the requests; the last answer stays."""

    def __init__(self, answers: Sequence[Answer]) -> None:
        self.answers, self.seen = [*answers], list[dict[str, str]]()

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.seen.append(dict(request.headers))
        answer = self.answers[min(len(self.seen), len(self.answers)) - 1]
        if isinstance(answer, Exception):
            raise answer
        return httpx.Response(answer.status_code, content=answer.content, headers=answer.headers)


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Collect how long calls would wait, without waiting; every draw gives the longest wait."""
    waited: list[float] = []

    async def wait(seconds: float) -> None:
        waited.append(seconds)

    monkeypatch.setattr("time.sleep", waited.append)
    monkeypatch.setattr(anyio, "sleep", wait)
    monkeypatch.setattr("random.random", lambda: 1.0)
    return waited


Calling = Callable[..., Any]


def sync(service: Service, **options: Any) -> Any:
    with httpx.Client(transport=httpx.MockTransport(service)) as http:
        return Client(project_id="p", region="r", http_client=http, **options).update_sql_job(7)


def unsync(service: Service, **options: Any) -> Any:
    async def call() -> Any:
        async with httpx.AsyncClient(transport=httpx.MockTransport(service)) as http:
            client = AsyncClient(project_id="p", region="r", http_client=http, **options)
            return await client.update_sql_job(7)

    return asyncio.run(call())


both = pytest.mark.parametrize("call", [sync, unsync])
BROKEN = httpx.RemoteProtocolError("gone")
PASSING: list[Answer] = [
    *(status(code) for code in (408, 429, 502, 503, 504)),
    *(
        kind("gone")
        for kind in (
            httpx.ConnectError,
            httpx.ConnectTimeout,
            httpx.PoolTimeout,
            httpx.ReadError,
            httpx.ReadTimeout,
            httpx.RemoteProtocolError,
            httpx.WriteError,
        )
    ),
]


def shown(answer: Answer) -> str:
    return type(answer).__name__ if isinstance(answer, Exception) else str(answer.status_code)


@both
@pytest.mark.parametrize("answer", PASSING, ids=shown)
def test_an_update_is_sent_again_after_trouble_that_passes(
    call: Calling, answer: Answer, waits: list[float]
) -> None:
    service = Service([answer, answer, OK])
    assert call(service).is_success == "true"
    assert len(service.seen) == 3
    assert waits == [0.5, 1.0]


@both
@pytest.mark.parametrize("code", [400, 401, 403, 404, 409, 500, 501])
def test_an_answer_that_says_no_is_the_outcome(
    call: Calling, code: int, waits: list[float]
) -> None:
    service = Service([status(code)])
    with pytest.raises(APIStatusError) as raised:
        call(service)
    assert raised.value.status_code == code
    assert (len(service.seen), waits) == (1, [])


@both
def test_attempts_end_with_the_last_error_and_its_cause(call: Calling, waits: list[float]) -> None:
    service = Service([BROKEN])
    with pytest.raises(TransportError, match="RemoteProtocolError: gone") as raised:
        call(service)
    assert raised.value.__cause__ is BROKEN
    assert len(service.seen) == 4
    assert waits == [0.5, 1.0, 2.0]


@both
def test_nothing_is_sent_again_where_the_caller_says_so(call: Calling, waits: list[float]) -> None:
    service = Service([status(429)])
    with pytest.raises(RateLimitError):
        call(service, retry=Retry(attempts=1))
    assert (len(service.seen), waits) == (1, [])


@both
def test_what_the_service_asks_for_is_waited_for(call: Calling, waits: list[float]) -> None:
    date = format_datetime(datetime.now(UTC) + timedelta(seconds=9), usegmt=True)
    past = format_datetime(datetime.now(UTC) - timedelta(days=1), usegmt=True)
    answers = [
        status(429, Retry_After="7"),
        status(503, Retry_After=date),
        status(503, Retry_After=past),
        OK,
    ]
    assert call(Service(answers)).is_success == "true"
    assert waits[0] == 7
    assert 0 < waits[1] <= 9
    assert waits[2] == 0


@both
@pytest.mark.parametrize("text", ["soon", "-1", "", "١"])
def test_a_retry_after_without_sense_is_passed_over(
    call: Calling, text: str, waits: list[float]
) -> None:
    answer = httpx.Response(503, headers=[(b"Retry-After", text.encode())])
    assert call(Service([answer, OK])).is_success == "true"
    assert waits == [0.5]


@both
def test_a_wait_that_is_longer_than_the_caller_wants_is_not_begun(
    call: Calling, waits: list[float]
) -> None:
    service = Service([status(429, Retry_After="21")])
    with pytest.raises(RateLimitError):
        call(service)
    late = Service([status(429, Retry_After="7")])
    with pytest.raises(RateLimitError):
        call(late, deadline=5)
    assert (len(service.seen), len(late.seen), waits) == (1, 1, [])


@both
def test_a_400_is_sent_again_only_for_codes_that_are_named(
    call: Calling, waits: list[float]
) -> None:
    busy = status(400, {"error_code": "DLI.0999", "error_msg": "busy"})
    assert call(Service([busy, OK]), retry=Retry(error_codes={"DLI.0999"})).is_success == "true"
    with pytest.raises(BadRequestError, match=r"DLI\.0999"):
        call(Service([busy, OK]), retry=Retry(error_codes={"DLI.0019"}))
    html = httpx.Response(400, text="<html>")
    with pytest.raises(BadRequestError):
        call(Service([html]), retry=Retry(error_codes={"DLI.0019"}))
    assert waits == [0.5]


@pytest.mark.parametrize(
    "body",
    [
        {"error_code": "X.1"},
        {"errorCode": "X.1"},
        {"code": "X.1"},
        {"Error": {"Code": "X.1"}},
        {"errors": [{"code": "X.1"}]},
    ],
)
def test_the_code_that_an_error_shows_is_the_one_that_retries_look_at(body: Any) -> None:
    answer = status(400, body)
    assert Retry(error_codes={"X.1"}).wait_after_answer(1, answer, 1.0, repeatable=True) == 0.5
    with pytest.raises(BadRequestError) as raised:
        sync(Service([answer]))
    assert raised.value.error_code == "X.1"


def test_what_may_do_more_than_once_is_sent_again_only_if_it_never_went_out() -> None:
    retry = Retry()
    assert retry.wait_after_answer(1, status(503), 1.0, repeatable=False) is None
    assert retry.wait_after_error(1, httpx.ReadError("x"), 1.0, repeatable=False) is None
    assert retry.wait_after_error(1, httpx.ConnectError("x"), 1.0, repeatable=False) == 0.5
    assert retry.wait_after_error(1, ValueError("x"), 1.0, repeatable=True) is None
    assert retry.wait_after_error(1, httpx.UnsupportedProtocol("x"), 1.0, repeatable=True) is None


def test_waits_are_drawn_between_nothing_and_twice_as_long_each_time() -> None:
    retry = Retry(attempts=9, first_wait=1, longest_wait=10)
    longest = [retry.wait_after_error(at, BROKEN, 1.0, repeatable=True) for at in range(1, 9)]
    assert longest == [1, 2, 4, 8, 10, 10, 10, 10]
    assert retry.wait_after_error(1, BROKEN, 0.0, repeatable=True) == 0


@both
def test_a_token_that_was_renewed_is_taken_once_after_a_401(
    call: Calling, waits: list[float]
) -> None:
    given = iter(["old", "new"])
    service = Service([status(401), OK])
    assert call(service, token=lambda: next(given)).is_success == "true"
    assert [each["x-auth-token"] for each in service.seen] == ["old", "new"]
    stale = Service([status(401)])
    with pytest.raises(APIStatusError):
        call(stale, token=lambda: "same")
    assert (len(stale.seen), waits) == (1, [])


@both
def test_a_token_that_can_not_be_had_is_an_error_of_the_library(call: Calling) -> None:
    def broken() -> str:
        raise OSError("no vault")

    service = Service([OK])
    with pytest.raises(InvalidRequestError, match="OSError: no vault"):
        call(service, token=broken)
    with pytest.raises(InvalidRequestError, match="printable ASCII") as raised:
        call(service, token=lambda: "hush\n")
    assert "hush" not in str(raised.value)
    assert service.seen == []


def test_options_hold_for_one_call_and_leave_the_client_as_it_is(waits: list[float]) -> None:
    service = Service([status(429)])
    with httpx.Client(transport=httpx.MockTransport(service)) as http:
        client = Client(project_id="p", region="r", http_client=http, retry=Retry(attempts=2))
        once = client.with_options(retry=Retry(attempts=1), timeout=3, deadline=None)
        for sender in (
            once,
            once.flink_sql_jobs,
            client.flink_sql_jobs.with_options(retry=Retry(attempts=1)),
        ):
            with pytest.raises(RateLimitError):
                sender.update_sql_job(7)
        assert len(service.seen) == 3
        with pytest.raises(RateLimitError):
            client.update_sql_job(7)
        assert len(service.seen) == 5
        once.close()
        with pytest.raises(RateLimitError):
            client.with_raw_response.update_sql_job(7)


@both
def test_what_happens_is_logged_and_secrets_are_not(
    call: Calling, waits: list[float], caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG, logger="dli_flink"):
        call(Service([BROKEN, status(503), OK]), token="hush")
    said = [each.getMessage() for each in caplog.records if each.name == "dli_flink"]
    place = "PUT https://dli.r.myhuaweicloud.com/v1.0/p/streaming/sql-jobs/7"
    came = ("RemoteProtocolError", "503", "200")
    assert [each.partition(" in ")[0] for each in said] == [f"{place}: {each}" for each in came]
    assert [each.rpartition(" ")[2] for each in said] == ["1", "2", "3"]
    assert "hush" not in caplog.text
