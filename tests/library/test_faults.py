"""Whatever goes wrong on the wire ends in the right outcome or a typed error, within its time, and shows no secret."""

from __future__ import annotations

import asyncio
import gc
import gzip
import logging
import socket
from collections.abc import Sequence
from typing import Any

import dli_flink
import httpx
import pytest
from dli_flink import AsyncClient, Client, DliFlinkError, Retry

from .audited import COOKIE, PASSWORD, QUERY, SIGNING, TOKEN, found, logged, shown
from .faulty import (
    OK_BODY,
    Behaviour,
    answering,
    close_at_once,
    dripping,
    early,
    raw,
    reset,
    reset_after_the_body,
    reset_in_the_body,
    serving,
    silent,
)

OK = answering()
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 9999\r\n\r\n"
HTML = b"<html><body>502 Bad Gateway</body></html>"
BUSY = b'{"error_code": "DLI.0999", "error_msg": "busy"}'


def error(status: str, body: bytes = BUSY, *headers: str) -> Behaviour:
    """Answer with an error."""
    return answering(status, body, *headers)


def html(status: str) -> Behaviour:
    """Answer as a gateway does."""
    return answering(status, HTML, "Content-Type: text/html")


# What the service does on each connection, options of the client, the outcome, the connections it took.
CASES: dict[str, tuple[Sequence[Behaviour], dict[str, Any], str, int]] = {
    "a reset at once, then well": ([reset, OK], {}, "done", 2),
    "resets": ([reset], {}, "TransportError", 3),
    "a reset while the body is sent, then well": ([reset_in_the_body, OK], {}, "done", 2),
    "a reset after the body, then well": ([reset_after_the_body, OK], {}, "done", 2),
    "resets after the body": ([reset_after_the_body], {}, "TransportError", 3),
    "a connection closed at once, then well": ([close_at_once, OK], {}, "done", 2),
    "connections closed at once": ([close_at_once], {}, "TransportError", 3),
    "silence": ([silent], {"timeout": 0.2}, "TransportError", 3),
    "silence, then well": ([silent, OK], {"timeout": 1.0}, "done", 2),
    "silence until the deadline": ([silent], {"deadline": 0.3}, "TransportError", 1),
    "a body that stalls": ([raw(HEAD + b"{", stays=True)], {"timeout": 0.2}, "TransportError", 3),
    "a body that stalls, then well": ([raw(HEAD + b"{", stays=True), OK], {"timeout": 1.0}, "done", 2),
    "a body byte by byte": ([dripping(HEAD)], {"deadline": 0.4}, "TransportError", 1),
    "a body cut off": ([answering(body=OK_BODY, length=999)], {}, "TransportError", 3),
    "a body cut off, then well": ([answering(body=OK_BODY, length=999), OK], {}, "done", 2),
    "a head cut off": ([raw(b"HTTP/1.1 200 OK\r\nContent-Le")], {}, "TransportError", 3),
    "no HTTP": ([raw(b"\x00\xff\xfe junk\r\n\r\n")], {}, "TransportError", 3),
    "no HTTP, then well": ([raw(b"\x00\xff\xfe junk\r\n\r\n"), OK], {}, "done", 2),
    "chunks that are none": (
        [raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n")], {}, "TransportError", 3,
    ),
    "gzip that is none": (
        [answering("200 OK", b"junk", "Content-Encoding: gzip")], {}, "TransportError", 3,
    ),
    "gzip that is good": (
        [answering("200 OK", gzip.compress(OK_BODY), "Content-Encoding: gzip")], {}, "done", 1,
    ),
    "a head without an end": ([raw(b"HTTP/1.1 200 OK\r\nX-A: " + b"a" * 300_000)], {}, "TransportError", 3),
    "408": ([error("408 Request Timeout")], {}, "APIStatusError", 1),
    "429 without a date": ([error("429 Too Many")], {}, "RateLimitError", 1),
    "429 with seconds": ([error("429 Too Many", BUSY, "Retry-After: 0")], {}, "RateLimitError", 1),
    "429 with too many seconds": ([error("429 Too Many", BUSY, "Retry-After: 999")], {}, "RateLimitError", 1),
    "429 with a past date": (
        [error("429 Too Many", BUSY, "Retry-After: Sun, 06 Nov 1994 08:49:37 GMT")], {}, "RateLimitError", 1,
    ),
    "500": ([error("500 Oops")], {}, "ServerError", 1),
    "502 in HTML": ([html("502 Bad Gateway")], {}, "ServerError", 1),
    "503": ([error("503 Unavailable")], {}, "ServerError", 1),
    "503 with Retry-After": ([error("503 Unavailable", BUSY, "Retry-After: 0")], {}, "ServerError", 1),
    "504 empty": ([error("504 Gateway Timeout", b"")], {}, "ServerError", 1),
    "400 with a reason": ([error("400 Bad Request")], {}, "BadRequestError", 1),
    "400 that is said to pass": (
        [error("400 Bad Request")], {"retry": Retry(attempts=2, first_wait=0, error_codes={"DLI.0999"})},
        "BadRequestError", 1,
    ),
    "401 in HTML": ([html("401 Unauthorized")], {}, "AuthenticationError", 1),
    "413 before the body is there": ([early], {}, "APIStatusError", 1),
    "a redirect elsewhere": (
        [answering("302 Found", b"", "Location: https://evil.example.org/")], {}, "APIStatusError", 1,
    ),
    "HTML for an answer": ([html("200 OK")], {}, "DecodeError", 1),
    "nothing for an answer": ([answering(body=b"")], {}, "DecodeError", 1),
    "204 for an answer": ([raw(b"HTTP/1.1 204 No Content\r\n\r\n")], {}, "DecodeError", 1),
    "JSON of another kind": ([answering(body=b"[1]")], {}, "DecodeError", 1),
    "JSON cut off": ([answering(body=OK_BODY[:-5])], {}, "DecodeError", 1),
    "JSON of a wrong charset": (
        [answering("200 OK", '{"message": "é"}'.encode("latin-1"), "Content-Type: application/json; charset=latin-1")],
        {}, "DecodeError", 1,
    ),
    "JSON nested without end": ([answering(body=b"[" * 100_000)], {}, "DecodeError", 1),
    "an update that is turned down": (
        [answering(body=b'{"is_success": "false", "message": "no"}')], {}, "UpdateRejectedError", 1,
    ),
    "100 first": (
        [raw(b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 41\r\n\r\n" + OK_BODY)], {}, "done", 1,
    ),
}  # fmt: skip
OPTIONS: dict[str, Any] = {
    "project_id": "p",
    "token": TOKEN,
    "auth": SIGNING,
    "retry": Retry(attempts=3, first_wait=0),
    "timeout": 5,
    "deadline": 20,
}


def with_password(url: str) -> str:
    return url.replace("://", f"://me:{PASSWORD}@")


def sync(url: str, **options: Any) -> Any:
    with Client(base_url=with_password(url), **{**OPTIONS, **options}) as client:
        client._http.params = httpx.QueryParams(api_key=QUERY)
        return client.update_sql_job(7, sql_body="x" * 1_000_000)


def unsync(url: str, **options: Any) -> Any:
    async def call() -> Any:
        async with AsyncClient(base_url=with_password(url), **{**OPTIONS, **options}) as client:
            client._http.params = httpx.QueryParams(api_key=QUERY)
            return await client.update_sql_job(7, sql_body="x" * 1_000_000)

    return asyncio.run(asyncio.wait_for(call(), 30))


both = pytest.mark.parametrize("call", [sync, unsync])


def outcome(call: Any, url: str, **options: Any) -> str:
    """Make a call; give its message, or the name of its error, which shows no secret and has a cause to look at."""
    try:
        return str(call(url, **options).message)
    except DliFlinkError as raised:
        secrets = found(shown(raised))
        assert secrets == []
        return type(raised).__name__


@both
@pytest.mark.parametrize("name", CASES)
def test_a_fault_ends_in_its_outcome(
    call: Any, name: str, caplog: pytest.LogCaptureFixture
) -> None:
    behaviours, options, wanted, connections = CASES[name]
    with caplog.at_level(logging.DEBUG), serving(behaviours) as service:
        assert outcome(call, f"http://127.0.0.1:{service.port}", **options) == wanted
        assert service.connections == connections
        gc.collect()  # what was left open would warn
    assert found(logged(caplog.records, "dli_flink", "asyncio", "anyio")) == []
    assert {*found(logged(caplog.records, "httpx"))} <= {QUERY}  # it logs URLs, and that part is in
    assert {*found(logged(caplog.records, "httpcore"))} <= {COOKIE}  # it logs headers of answers


@both
def test_nobody_at_the_other_end_is_a_transport_error(call: Any) -> None:
    with socket.create_server(("127.0.0.1", 0)) as bound:
        port = bound.getsockname()[1]
    assert outcome(call, f"http://127.0.0.1:{port}") == "TransportError"


@both
def test_a_host_that_has_no_address_is_a_transport_error(call: Any) -> None:
    assert outcome(call, "http://no-such-host.invalid") == "TransportError"


@both
def test_plain_text_where_tls_is_expected_is_a_transport_error(call: Any) -> None:
    with serving([early]) as service:
        assert outcome(call, f"https://127.0.0.1:{service.port}") == "TransportError"


@both
def test_an_answer_that_can_not_be_read_keeps_its_bytes(call: Any) -> None:
    with serving([html("200 OK")]) as service, pytest.raises(dli_flink.DecodeError) as raised:
        call(f"http://127.0.0.1:{service.port}")
    assert raised.value.response.content == HTML
    assert isinstance(raised.value.response, httpx.Response)
    assert raised.value.response.request.method == "PUT"
