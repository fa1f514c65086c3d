"""The stand-in for tests: it judges what is sent, answers as documented, and misbehaves when it is asked to."""

from __future__ import annotations

import asyncio
import json
import re
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
from dli_flink import (
    APIStatusError,
    AuthenticationError,
    Client,
    DecodeError,
    RateLimitError,
    Retry,
    ServerError,
    TransportError,
    UpdateRejectedError,
    UpdateSqlJobResponse,
)
from dli_flink.testing import Behaviour, Fault, RequestRefused, StandIn, Unanswerable

PATH = "/v1.0/my-project-id/streaming/sql-jobs/7"
Call = Callable[[StandIn], Any]


def sync_call(stand_in: StandIn) -> Any:
    with stand_in.client() as client:
        return client.update_sql_job(7, smn_topic="a")


def async_call(stand_in: StandIn) -> Any:
    async def call() -> Any:
        async with stand_in.async_client() as client:
            return await client.update_sql_job(7, smn_topic="a")

    return asyncio.run(call())


BOTH = pytest.mark.parametrize("call", [sync_call, async_call], ids=["sync", "async"])


def sent(stand_in: StandIn, body: object, path: str = PATH, **headers: str) -> httpx.Response:
    """Send a request that no client of the library would."""
    with httpx.Client(transport=stand_in, base_url="http://x") as http:
        return http.put(path, json=body, headers={"X-Auth-Token": "t", **headers})


@BOTH
def test_a_client_without_any_setting_gets_the_documented_success(call: Call) -> None:
    stand_in = StandIn()
    assert call(stand_in).message == "Job updated."
    (request,) = stand_in.requests
    assert (request.method, request.path, request.query) == ("PUT", PATH, [])
    assert request.json == {"smn_topic": "a"}
    assert request.header("x-auth-token") == "a-token"
    stand_in.assert_all_done()


def test_a_request_that_the_document_does_not_allow_ends_the_test_with_every_place() -> None:
    stand_in = StandIn()
    with pytest.raises(RequestRefused) as caught:
        sent(stand_in, {"checkpoint_mode": 3, "resource_config": {"max_slot": "a"}}, f"{PATH}x")
    assert str(caught.value).splitlines() == [
        f"the document does not allow PUT {PATH}x",
        "    path job_id: '7x' is not of type 'integer'",
        "    body /checkpoint_mode: 3 is not one of [1, 2]",
        "    body /resource_config/max_slot: 'a' is not of type 'integer'",
    ]
    assert not isinstance(caught.value, Exception)  # nothing that catches errors hides it
    with pytest.raises(AssertionError, match="refused: PUT"):
        stand_in.assert_all_done()


@pytest.mark.parametrize(
    ("body", "path", "status"),
    [
        ({"nmae": "x"}, PATH, 400),
        ([], PATH, 400),
        ({}, "/v1.0/nothing", 404),
    ],
)
def test_what_is_not_allowed_is_answered_where_that_is_asked_for(
    body: object, path: str, status: int
) -> None:
    response = sent(StandIn(strict=False), body, path)
    assert response.status_code == status
    if status == 400:
        assert response.json()["error_msg"].startswith("body: ")


def test_a_method_that_a_path_does_not_have_is_told() -> None:
    with httpx.Client(transport=StandIn(strict=False), base_url="http://x") as http:
        response = http.delete(PATH)
    assert (response.status_code, response.headers["Allow"]) == (405, "PUT")


def test_a_body_that_is_no_json_or_of_another_kind_is_told() -> None:
    stand_in = StandIn(strict=False)
    headers = {"X-Auth-Token": "t"}
    with httpx.Client(transport=stand_in, base_url="http://x", headers=headers) as http:
        http.put(PATH, content=b"{", headers={"Content-Type": "application/json"})
        http.put(PATH, content=b"a", headers={"Content-Type": "text/plain"})
        http.put(PATH)
    assert [
        str(each).partition(":")[0] for one in stand_in.exchanges for each in one.objections
    ] == [
        "body",
        "header Content-Type",
        "body",
    ]
    assert [each.answer.status for each in stand_in.exchanges] == [400, 415, 400]


def test_without_a_credential_the_answer_is_401_as_documented() -> None:
    http = httpx.Client(transport=StandIn())
    with http, pytest.raises(AuthenticationError) as caught:
        Client(project_id="p", region="r", http_client=http).update_sql_job(7, name="a")
    assert caught.value.error_code == "APIGW.0301"


@BOTH
def test_two_failures_and_then_it_works(call: Call) -> None:
    stand_in = StandIn()
    stand_in.add_response(503, headers={"Retry-After": "5"}, times=2)
    assert call(stand_in).is_success == "true"
    assert [each.answer.status for each in stand_in.exchanges] == [503, 503, 200]


@BOTH
@pytest.mark.parametrize(
    ("fault", "kind", "attempts"),
    [
        ("reset", TransportError, 4),
        ("truncated", TransportError, 4),
        ("garbage", TransportError, 4),
        ("html", ServerError, 4),
        ("empty", DecodeError, 1),
    ],
)
def test_a_fault_is_what_it_would_be_on_the_wire(
    fault: Fault, kind: type[Exception], attempts: int, call: Call
) -> None:
    stand_in = StandIn()
    stand_in.add_response(fault=fault, times=attempts)
    with pytest.raises(kind):
        call(stand_in)
    assert len(stand_in.requests) == attempts
    stand_in.assert_all_done()


@BOTH
def test_a_slow_body_arrives(call: Call) -> None:
    stand_in = StandIn()
    stand_in.add_response(fault="slow")
    assert call(stand_in).is_success == "true"


@BOTH
def test_an_answer_later_than_the_read_timeout_is_one_and_nobody_waits(call: Call) -> None:
    stand_in = StandIn()
    stand_in.add_response(delay=3600, times=4)
    with pytest.raises(TransportError, match="ReadTimeout"):
        call(stand_in)
    stand_in.add_response(delay=1)
    assert call(stand_in).is_success == "true"


@pytest.mark.parametrize(
    ("prefer", "status"),
    [
        ("code=429", 429),
        ("code=503; example=throttled", 503),
        ("example=throttled", 429),
        ("example=rejected", 200),
        ("fault=html", 502),
        ("wait=10", 200),
    ],
)
def test_the_header_prefer_asks_for_an_answer(prefer: str, status: int) -> None:
    response = sent(StandIn(), {}, Prefer=prefer)
    assert response.status_code == status
    if status == 429:
        assert response.json()["error_code"] == "APIGW.0308"


@pytest.mark.parametrize("prefer", ["code=9", "code=x", "fault=fire", "delay=x", "example=none"])
def test_a_preference_that_makes_no_sense_is_told(prefer: str) -> None:
    with pytest.raises(Unanswerable, match=prefer.partition("=")[2]):
        sent(StandIn(), {}, Prefer=prefer)


def test_answers_may_be_models_or_plain_values() -> None:
    stand_in = StandIn()
    stand_in.add_response(json={"is_success": "false", "message": "busy"})
    stand_in.add_response(json=UpdateSqlJobResponse(is_success="true", message="a model"))
    with stand_in.client() as client:
        with pytest.raises(UpdateRejectedError, match="busy"):
            client.update_sql_job(7, name="a")
        assert client.update_sql_job(7, name="a").message == "a model"


def test_an_answer_that_the_document_does_not_allow_is_told_unless_it_is_meant() -> None:
    stand_in = StandIn()
    stand_in.add_response(json={"is_success": 3})
    stand_in.add_response(json={"is_success": 3}, checked=False)
    with stand_in.client() as client:
        with pytest.raises(Unanswerable, match="/is_success: 3 is not of type 'string'"):
            client.update_sql_job(7, name="a")
        with pytest.raises(DecodeError, match="is_success"):
            client.update_sql_job(7, name="a")


def test_a_function_may_say_what_becomes_of_each_request() -> None:
    stand_in = StandIn()
    answers: dict[Any, object] = {
        "a": None,
        "b": 403,
        "c": {"is_success": "true", "message": "from a function"},
        "d": Behaviour(example="rejected"),
    }
    stand_in.add_callback(lambda request: answers[json.loads(request.content)["name"]])
    with stand_in.client() as client:
        assert client.update_sql_job(7, name="a").message == "Job updated."
        with pytest.raises(APIStatusError, match="403"):
            client.update_sql_job(7, name="b")
        assert client.update_sql_job(7, name="c").message == "from a function"
        with pytest.raises(UpdateRejectedError):
            client.update_sql_job(7, name="d")


def test_an_answer_that_is_left_over_is_told() -> None:
    stand_in = StandIn()
    stand_in.add_response(429, times=2)
    with (
        stand_in.client().with_options(retry=Retry(attempts=1)) as client,
        pytest.raises(RateLimitError),
    ):
        client.update_sql_job(7, name="a")
    with pytest.raises(AssertionError, match="1 of the answers"):
        stand_in.assert_all_done()


def test_32_threads_at_once_get_what_they_asked_for() -> None:
    stand_in = StandIn()
    stand_in.add_callback(lambda request: {"is_success": "true", "message": request.path})
    got: dict[int, str | None] = {}
    with stand_in.client() as client:

        def call(job: int) -> None:
            got[job] = client.update_sql_job(job, name="a").message

        threads = [threading.Thread(target=call, args=(job,)) for job in range(32)]
        for each in threads:
            each.start()
        for each in threads:
            each.join(20)
    assert got == {job: PATH.replace("7", str(job)) for job in range(32)}


def test_no_credential_is_in_a_repr() -> None:
    stand_in = StandIn()
    sent(stand_in, {}, **{"X-Auth-Token": "very-secret"})
    assert "very-secret" not in repr(stand_in.exchanges)


CONFTEST = 'pytest_plugins = ["dli_flink.testing.fixtures"]\n'
TESTS = """
def test_good(stand_in):
    with stand_in.client() as client:
        client.update_sql_job(7, name="a")
    assert stand_in.requests[0].json == {"name": "a"}

def test_refused(stand_in):
    import httpx
    try:
        httpx.Client(transport=stand_in).put("http://x/nothing")
    except BaseException:
        pass

def test_left_over(stand_in):
    stand_in.add_response(503)
"""


def test_the_fixture_gives_a_stand_in_and_fails_a_test_that_hides_a_refusal(tmp_path: Path) -> None:
    (tmp_path / "conftest.py").write_text(CONFTEST)
    (tmp_path / "test_it.py").write_text(TESTS)
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path)
    assert re.search("3 passed.* 2 errors", done.stdout), done.stdout + done.stderr


def test_importing_the_package_reads_neither_the_document_nor_a_validator() -> None:
    program = (
        "import sys, dli_flink; assert not {'jsonschema', 'httpx', 'dli_flink.testing'} & {*sys.modules}; "
        "import dli_flink.testing as t; print(t._document.cache_info().currsize)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "0"


def test_without_the_extra_the_error_names_it() -> None:
    program = (
        "import sys; sys.modules['openapi_schema_validator'] = None\n"
        "try: import dli_flink.testing\n"
        "except ModuleNotFoundError as error: print(error)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert "install this library with its extra `testing`" in done.stdout
