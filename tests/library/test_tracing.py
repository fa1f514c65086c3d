"""Spans of calls and attempts by OpenTelemetry's conventions for HTTP; judged by what its SDK takes in."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from typing import Any

import anyio
import anyio.lowlevel
import httpx
import pytest
from dli_flink import AsyncClient, Client, DliFlinkError, Retry
from dli_flink.outcomes import Outcomes
from dli_flink.tracing import Tracing

pytest.importorskip("opentelemetry.sdk")
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import SpanKind, StatusCode, get_current_span
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

TEMPLATE = "/v1.0/{project_id}/streaming/sql-jobs/{job_id}"
OK = httpx.Response(200, json={"is_success": "true"})
Answer = httpx.Response | Exception


class Traced:
    """Clients whose calls are traced, the service that answers them, and the spans that came of it."""

    def __init__(self) -> None:
        self.exporter, self.provider = InMemorySpanExporter(), TracerProvider()
        self.provider.add_span_processor(SimpleSpanProcessor(self.exporter))
        self.seen: list[httpx.Request] = []
        self.answers: list[Answer] = [OK]

    def respond(self, request: httpx.Request) -> httpx.Response:
        self.seen.append(request)
        answer = self.answers[min(len(self.seen), len(self.answers)) - 1]
        if isinstance(answer, Exception):
            raise answer
        return httpx.Response(answer.status_code, content=answer.content)

    def options(self, **more: Any) -> dict[str, Any]:
        hooks, retry = [Tracing(self.provider)], Retry(first_wait=0)
        return {"project_id": "p", "region": "r", "hooks": hooks, "retry": retry, **more}

    def sync(self, **more: Any) -> None:
        with httpx.Client(transport=httpx.MockTransport(self.respond)) as http:
            Client(http_client=http, **self.options(**more)).update_sql_job(7)

    def unsync(self, **more: Any) -> None:
        async def call() -> None:
            async with httpx.AsyncClient(transport=httpx.MockTransport(self.respond)) as http:
                await AsyncClient(http_client=http, **self.options(**more)).update_sql_job(7)

        asyncio.run(call())

    def spans(self, kind: SpanKind) -> list[ReadableSpan]:
        return [each for each in self.exporter.get_finished_spans() if each.kind is kind]

    @property
    def calls(self) -> list[ReadableSpan]:
        named = [each for each in self.spans(SpanKind.INTERNAL) if each.name == "update_sql_job"]
        return sorted(named, key=lambda each: each.start_time or 0)

    @property
    def attempts(self) -> list[ReadableSpan]:
        return self.spans(SpanKind.CLIENT)


@pytest.fixture
def traced() -> Iterator[Traced]:
    made = Traced()
    yield made
    made.provider.shutdown()


def id_of(span: ReadableSpan) -> int:
    context = span.get_span_context()
    assert context is not None
    return int(context.span_id)


def parent_of(span: ReadableSpan) -> int | None:
    return None if span.parent is None else int(span.parent.span_id)


def attributes(span: ReadableSpan) -> dict[str, object]:
    return dict(span.attributes or {})


Calling = Callable[..., None]
both = pytest.mark.parametrize("call", [Traced.sync, Traced.unsync])


@both
def test_a_call_is_a_span_with_a_client_span_by_the_conventions_for_http(
    traced: Traced, call: Calling
) -> None:
    call(traced)
    (one,), (attempt,) = traced.calls, traced.attempts
    assert (one.name, one.parent, attributes(one)) == (
        "update_sql_job",
        None,
        {"url.template": TEMPLATE},
    )
    assert attempt.name == f"PUT {TEMPLATE}"
    assert parent_of(attempt) == id_of(one)
    assert attributes(attempt) == {
        "http.request.method": "PUT",
        "server.address": "dli.r.myhuaweicloud.com",
        "server.port": 443,
        "url.full": "https://dli.r.myhuaweicloud.com/v1.0/p/streaming/sql-jobs/7",
        "url.template": TEMPLATE,
        "http.response.status_code": 200,
    }
    assert [each.status.status_code for each in (one, attempt)] == [StatusCode.UNSET] * 2
    scope = attempt.instrumentation_scope
    assert scope is not None
    assert (scope.name, scope.version) == ("dli_flink", "1.0.0")


@both
def test_each_attempt_has_a_span_that_counts_what_was_sent_again(
    traced: Traced, call: Calling
) -> None:
    traced.answers = [httpx.ConnectError("no"), httpx.Response(503), OK]
    call(traced)
    told = [
        (
            each.status.status_code.name,
            attributes(each).get("http.request.resend_count"),
            attributes(each).get("http.response.status_code"),
            attributes(each).get("error.type"),
        )
        for each in traced.attempts
    ]
    assert told == [
        ("ERROR", None, None, "httpx.ConnectError"),
        ("ERROR", 1, 503, "503"),
        ("UNSET", 2, 200, None),
    ]
    (one,) = traced.calls
    assert one.status.status_code is StatusCode.UNSET
    assert {parent_of(each) for each in traced.attempts} == {id_of(one)}


@both
def test_what_is_sent_carries_the_context_of_its_attempt(traced: Traced, call: Calling) -> None:
    traced.answers = [httpx.Response(503), OK]
    call(traced)
    sent = [
        get_current_span(TraceContextTextMapPropagator().extract(each.headers)).get_span_context()
        for each in traced.seen
    ]
    assert [each.span_id for each in sent] == [id_of(each) for each in traced.attempts]
    assert {each.trace_id for each in sent} == {traced.calls[0].get_span_context().trace_id}  # type: ignore[union-attr]


@both
@pytest.mark.parametrize(
    ("answer", "of_call", "of_attempt"),
    [
        (httpx.Response(404), "dli_flink.errors.NotFoundError", "404"),
        (httpx.Response(200, content=b"{"), "dli_flink.errors.DecodeError", None),
        (KeyError("own"), "dli_flink.errors.TransportError", "KeyError"),
    ],
)
def test_the_span_of_a_call_names_the_error_that_it_ends_with(
    traced: Traced, call: Calling, answer: Answer, of_call: str, of_attempt: str | None
) -> None:
    traced.answers = [answer]
    with pytest.raises(DliFlinkError):
        call(traced)
    (one,), (attempt,) = traced.calls, traced.attempts
    assert one.status.status_code is StatusCode.ERROR
    assert attributes(one)["error.type"] == of_call
    assert attributes(attempt).get("error.type") == of_attempt


@both
def test_spans_hold_no_secrets(traced: Traced, call: Calling) -> None:
    traced.answers = [ValueError("hush"), OK]
    with pytest.raises(DliFlinkError):
        call(traced, base_url="http://user:hush@127.0.0.1:8080/?key=hush", token="hush")
    (attempt,) = traced.attempts
    assert attributes(attempt)["server.port"] == 8080
    assert str(attributes(attempt)["url.full"]).startswith("http://127.0.0.1:8080/")
    assert "hush" not in "".join(each.to_json() for each in traced.exporter.get_finished_spans())


def test_a_cancelled_call_ends_its_spans(traced: Traced) -> None:
    async def run() -> None:
        begun = asyncio.Event()

        async def wait(request: httpx.Request) -> httpx.Response:
            begun.set()
            return await asyncio.Future()

        async with httpx.AsyncClient(transport=httpx.MockTransport(wait)) as http:
            client = AsyncClient(http_client=http, **traced.options())
            task = asyncio.create_task(client.update_sql_job(7))
            await begun.wait()
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task

    asyncio.run(run())
    kinds = [attributes(each)["error.type"] for each in traced.exporter.get_finished_spans()]
    assert kinds == ["asyncio.exceptions.CancelledError"] * 2


def test_calls_of_many_threads_are_below_the_span_that_they_were_started_in(
    traced: Traced,
) -> None:
    tracer = traced.provider.get_tracer("application")
    with httpx.Client(transport=httpx.MockTransport(traced.respond)) as http:
        client = Client(http_client=http, **traced.options())
        with (
            tracer.start_as_current_span("run") as run,
            Outcomes(client.update_sql_job, range(40), at_once=8) as outcomes,
        ):
            assert all(each.error is None for each in outcomes)
    assert len(traced.calls) == 40
    assert {parent_of(each) for each in traced.calls} == {run.get_span_context().span_id}
    below = {id_of(each) for each in traced.calls}
    assert {parent_of(each) for each in traced.attempts} == below


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_calls_of_tasks_are_below_the_spans_of_their_tasks(traced: Traced, backend: str) -> None:
    pytest.importorskip(backend)
    tracer = traced.provider.get_tracer("application")
    ours: set[int] = set()

    async def respond(request: httpx.Request) -> httpx.Response:
        await anyio.lowlevel.checkpoint()
        return traced.respond(request)

    async def task(client: AsyncClient) -> None:
        with tracer.start_as_current_span("task") as span:
            await anyio.lowlevel.checkpoint()
            ours.add(span.get_span_context().span_id)
            await client.update_sql_job(7)

    async def run() -> None:
        async with httpx.AsyncClient(transport=httpx.MockTransport(respond)) as http:
            client = AsyncClient(http_client=http, **traced.options())
            async with anyio.create_task_group() as tasks:
                for _ in range(20):
                    tasks.start_soon(task, client)

    anyio.run(run, backend=backend)
    assert len(ours) == 20
    assert {parent_of(each) for each in traced.calls} == ours
    assert {parent_of(each) for each in traced.attempts} == {id_of(each) for each in traced.calls}
