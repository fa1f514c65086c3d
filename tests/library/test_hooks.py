"""Hooks are told of calls from their start to their outcome, and change none of them; the same sync and async."""

from __future__ import annotations

import asyncio
import logging
import subprocess
import sys
from collections.abc import Callable, Sequence
from typing import Any

import httpx
import pytest
from dli_flink import (
    AsyncClient,
    Client,
    NotFoundError,
    Retry,
    TransportError,
    UpdateRejectedError,
    UpdateSqlJobResponse,
)
from dli_flink.hooks import Hook, OperationCall
from dli_flink.signing import Keys, SdkHmacSha256

Answer = httpx.Response | Exception
OK = b'{"is_success":"true"}'  # as it is written, whatever httpx writes


class Service:
    """Answers one thing after the other, and keeps the requests; the last answer stays."""

    def __init__(self, *answers: Answer) -> None:
        self.answers, self.seen = answers, list[httpx.Request]()

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.seen.append(request)
        answer = self.answers[min(len(self.seen), len(self.answers)) - 1]
        if isinstance(answer, Exception):
            raise answer
        return httpx.Response(answer.status_code, content=answer.content, headers=answer.headers)


class Diary(Hook):
    """Notes what it is told."""

    def __init__(self) -> None:
        self.notes: list[str] = []
        self.calls: list[OperationCall] = []
        self.outcomes: list[tuple[object, BaseException | None]] = []

    def started(self, call: OperationCall) -> None:
        self.calls.append(call)
        self.notes.append(f"started {call.operation}: {call.method} {call.path_template}")

    def sending(self, call: OperationCall, request: httpx.Request) -> None:
        self.notes.append(f"sending {call.sent}")

    def answered(self, call: OperationCall, response: httpx.Response) -> None:
        self.notes.append(f"answered {response.status_code}, {len(response.content)} bytes")

    def unanswered(self, call: OperationCall, error: Exception) -> None:
        self.notes.append(f"unanswered {type(error).__name__}")

    def repeating(
        self, call: OperationCall, reason: httpx.Response | Exception, wait: float
    ) -> None:
        why = reason.status_code if isinstance(reason, httpx.Response) else type(reason).__name__
        self.notes.append(f"repeating {why} after {wait:.0f}")

    def ended(self, call: OperationCall, value: object, error: BaseException | None) -> None:
        self.notes.append(f"ended {type(value).__name__} {type(error).__name__}")
        self.outcomes.append((value, error))
        assert call.seconds >= 0


Calling = Callable[..., Any]


def sync(service: Callable[..., Any], **options: Any) -> Any:
    given = {"project_id": "p", "region": "r", "retry": Retry(first_wait=0), **options}
    with httpx.Client(transport=httpx.MockTransport(service)) as http:
        return Client(http_client=http, **given).update_sql_job(7)


def unsync(service: Callable[..., Any], **options: Any) -> Any:
    given = {"project_id": "p", "region": "r", "retry": Retry(first_wait=0), **options}

    async def call() -> Any:
        async with httpx.AsyncClient(transport=httpx.MockTransport(service)) as http:
            return await AsyncClient(http_client=http, **given).update_sql_job(7)

    return asyncio.run(call())


both = pytest.mark.parametrize("call", [sync, unsync])
STARTED = "started update_sql_job: PUT /v1.0/{project_id}/streaming/sql-jobs/{job_id}"
TOLD: dict[str, tuple[Sequence[Answer], type[Exception] | None, list[str]]] = {
    "a success": (
        [httpx.Response(200, content=OK)],
        None,
        ["sending 1", "answered 200, 21 bytes", "ended UpdateSqlJobResponse NoneType"],
    ),
    "a success after trouble": (
        [httpx.ConnectError("no"), httpx.Response(503), httpx.Response(200, content=OK)],
        None,
        [
            "sending 1", "unanswered ConnectError", "repeating ConnectError after 0",
            "sending 2", "answered 503, 0 bytes", "repeating 503 after 0",
            "sending 3", "answered 200, 21 bytes", "ended UpdateSqlJobResponse NoneType",
        ],
    ),
    "an answer that is an error": (
        [httpx.Response(404, content=b"{}")],
        NotFoundError,
        ["sending 1", "answered 404, 2 bytes", "ended NoneType NotFoundError"],
    ),
    "a success by its status alone": (
        [httpx.Response(200, content=OK.replace(b"true", b"false"))],
        UpdateRejectedError,
        ["sending 1", "answered 200, 22 bytes", "ended NoneType UpdateRejectedError"],
    ),
    "no answer": (
        [ValueError("of the transport")],
        TransportError,
        ["sending 1", "unanswered ValueError", "ended NoneType TransportError"],
    ),
}  # fmt: skip


@both
@pytest.mark.parametrize("name", TOLD)
def test_a_hook_is_told_of_a_call_from_its_start_to_its_outcome(call: Calling, name: str) -> None:
    answers, error, told = TOLD[name]
    diary = Diary()
    if error is None:
        value = call(Service(*answers), hooks=[diary])
        assert diary.outcomes == [(value, None)]
        assert isinstance(value, UpdateSqlJobResponse)
    else:
        with pytest.raises(error) as raised:
            call(Service(*answers), hooks=[diary])
        assert diary.outcomes == [(None, raised.value)]
    assert diary.notes == [STARTED, *told]


@both
def test_a_call_that_is_sent_again_with_a_newer_token_is_told(call: Calling) -> None:
    tokens, diary = iter(["old", "new"]), Diary()
    service = Service(httpx.Response(401), httpx.Response(200, content=OK))
    call(service, hooks=[diary], token=lambda: next(tokens))
    assert diary.notes[2:4] == ["answered 401, 0 bytes", "repeating 401 after 0"]
    assert diary.calls[0].sent == 2


class Labels(Hook):
    """Adds headers, one of which is signed."""

    def sending(self, call: OperationCall, request: httpx.Request) -> None:
        request.headers["traceparent"] = f"00-{call.sent}"
        request.headers["X-Project-Id"] = "labelled"


@both
def test_headers_of_hooks_are_there_before_an_attempt_is_signed(call: Calling) -> None:
    service = Service(httpx.Response(503), httpx.Response(200, content=OK))
    call(service, hooks=[Labels()], signing=SdkHmacSha256(Keys("AK", "SK")))
    assert [each.headers["traceparent"] for each in service.seen] == ["00-1", "00-2"]
    assert all("x-project-id;" in each.headers["Authorization"] for each in service.seen)


class Broken(Hook):
    """Raises whatever it is told, and shows what it was shown."""

    def started(self, call: OperationCall) -> None:
        raise KeyError("started")

    def sending(self, call: OperationCall, request: httpx.Request) -> None:
        raise KeyError(str(request.headers.raw))

    def answered(self, call: OperationCall, response: httpx.Response) -> None:
        raise KeyError("answered")

    def ended(self, call: OperationCall, value: object, error: BaseException | None) -> None:
        raise ValueError("at the end")


@both
def test_a_hook_that_raises_changes_nothing_and_is_told(
    call: Calling, caplog: pytest.LogCaptureFixture
) -> None:
    diary = Diary()
    with caplog.at_level(logging.ERROR, "dli_flink"):
        value = call(
            Service(httpx.Response(200, content=OK)), hooks=[Broken(), diary], token="hushhush"
        )
    assert diary.outcomes == [(value, None)]
    told = [(each.levelname, each.getMessage()) for each in caplog.records]
    assert [text.partition(" ")[0] for _, text in told] == [
        "Broken.started", "Broken.sending", "Broken.answered", "Broken.ended",
    ]  # fmt: skip
    assert all(level == "ERROR" and "test_hooks.py" in text for level, text in told)
    assert "ValueError: at the end" in told[-1][1]
    assert "hushhush" not in caplog.text


@both
def test_an_error_stays_the_calls_own_where_a_hook_raises(
    call: Calling, caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(NotFoundError) as raised:
        call(Service(httpx.Response(404)), hooks=[Broken()])
    assert raised.value.__context__ is None


def test_hooks_of_some_calls_take_the_place_of_the_clients() -> None:
    one, other = Diary(), Diary()
    with httpx.Client(
        transport=httpx.MockTransport(Service(httpx.Response(200, content=OK)))
    ) as http:
        client = Client(project_id="p", region="r", http_client=http, hooks=[one])
        client.with_options(hooks=[other]).update_sql_job(7)
        client.with_options(hooks=[]).update_sql_job(7)
        assert (len(one.calls), len(other.calls)) == (0, 1)
        client.update_sql_job(7)
        client.with_options(timeout=5).flink_sql_jobs.with_raw_response.update_sql_job(7)
        assert (len(one.calls), len(other.calls)) == (2, 1)


def test_headers_of_hooks_are_of_their_attempt_alone() -> None:
    service = Service(httpx.Response(200, content=OK))
    with httpx.Client(transport=httpx.MockTransport(service)) as http:
        client = Client(project_id="p", region="r", http_client=http)
        client.with_options(hooks=[Labels()]).update_sql_job(7)
        client.update_sql_job(7)
    assert ["traceparent" in each.headers for each in service.seen] == [True, False]


def test_what_a_hook_keeps_of_a_call_is_of_that_call() -> None:
    class Keeping(Hook):
        def sending(self, call: OperationCall, request: httpx.Request) -> None:
            call.kept.setdefault(self, []).append(call.sent)  # type: ignore[attr-defined]

        def ended(self, call: OperationCall, value: object, error: BaseException | None) -> None:
            found.append(call.kept[self])

    found: list[object] = []
    hook = Keeping()
    sync(Service(httpx.Response(503), httpx.Response(200, content=OK)), hooks=[hook])
    sync(Service(httpx.Response(200, content=OK)), hooks=[hook])
    assert found == [[1, 2], [1]]


def test_a_cancelled_call_is_an_outcome() -> None:
    diary = Diary()

    async def run() -> None:
        begun = asyncio.Event()

        async def wait(request: httpx.Request) -> httpx.Response:
            begun.set()
            return await asyncio.Future()

        async with httpx.AsyncClient(transport=httpx.MockTransport(wait)) as http:
            client = AsyncClient(project_id="p", region="r", http_client=http, hooks=[diary])
            task = asyncio.create_task(client.update_sql_job(7))
            await begun.wait()
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task

    asyncio.run(run())
    assert diary.notes[1:] == ["sending 1", "ended NoneType CancelledError"]


def test_what_is_no_hook_is_refused() -> None:
    class Waiting(Hook):
        async def sending(self, call: OperationCall, request: httpx.Request) -> None:  # type: ignore[override]
            pass

    with pytest.raises(TypeError, match=r"Waiting\.sending must be a plain function"):
        Client(project_id="p", region="r", hooks=[Waiting()])
    with pytest.raises(TypeError, match="is no Hook; give an instance"):
        Client(project_id="p", region="r", hooks=[Diary])  # type: ignore[list-item]


def test_the_package_does_without_opentelemetry_and_tracing_names_the_extra() -> None:
    program = """
import importlib, sys
sys.modules["opentelemetry"] = None
for name in ("", ".client", ".hooks", ".tracing", "._runtime.tracing"):
    importlib.import_module(f"dli_flink{name}")
try:
    sys.modules["dli_flink.tracing"].Tracing()
except ModuleNotFoundError as error:
    print(error)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert (done.stdout, done.stderr) == (
        "tracing needs OpenTelemetry: pip install 'dli-flink[opentelemetry]'\n",
        "",
    )


def test_importing_tracing_loads_nothing_of_opentelemetry() -> None:
    program = "import sys, dli_flink.tracing; print('opentelemetry' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.stdout == "False\n"
