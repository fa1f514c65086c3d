"""The stand-in over sockets: every fault is a real one, many callers get what they asked for, answers are valid."""

from __future__ import annotations

import asyncio
import json
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import dli_flink
import httpx
import pytest
from openapi_core import OpenAPI

from tests.commands import BROKEN, run, small
from trueup import cli_serve
from trueup.config import settings
from trueup.pipeline import lint
from trueup.prove.standin import TROUBLES, Server, serving, troubled
from trueup.standin.exchanges import FAULTS, Request
from trueup.standin.standing_in import Document, StandingIn

from .test_stand_in import valid_by_openapi_core

# What the library makes of each fault.
RAISED: dict[str, type[Exception] | None] = {
    "reset": dli_flink.TransportError,
    "truncated": dli_flink.TransportError,
    "garbage": dli_flink.TransportError,
    "html": dli_flink.ServerError,
    "empty": dli_flink.DecodeError,
    "slow": None,
}
PATH = "/v1.0/p/streaming/sql-jobs/7"
SENT = {"X-Auth-Token": "x"}


@pytest.fixture(scope="module")
def document() -> Any:
    """Give the document of the first library."""
    return lint(settings(Path(__file__).parents[2])).document.root


@pytest.fixture
def server(document: Any) -> Iterator[Server]:
    """Serve it, without pauses."""
    with serving(Server(StandingIn(Document(document)), pause=0)) as made:
        yield made


def given(server: Server) -> dict[str, Any]:
    """Say how a client is made that calls the stand-in once."""
    once = dli_flink.Retry(attempts=1)
    return {"base_url": server.url, "project_id": "p", "token": "x", "retry": once}


def outcome(server: Server, prefer: str) -> type[Exception] | None:
    """Make a call that asks for something; say what it raises."""
    with httpx.Client(headers={"Prefer": prefer}) as http:
        try:
            dli_flink.Client(**given(server), http_client=http).update_sql_job(7, name="a")
        except dli_flink.DliFlinkError as error:
            return type(error)
    return None


async def outcome_async(server: Server, prefer: str) -> type[Exception] | None:
    async with httpx.AsyncClient(headers={"Prefer": prefer}) as http:
        try:
            client = dli_flink.AsyncClient(**given(server), http_client=http)
            await client.update_sql_job(7, name="a")
        except dli_flink.DliFlinkError as error:
            return type(error)
    return None


@pytest.mark.parametrize("fault", FAULTS)
def test_every_fault_is_what_a_client_makes_of_a_real_one(server: Server, fault: str) -> None:
    assert outcome(server, f"fault={fault}") == RAISED[fault]
    assert asyncio.run(outcome_async(server, f"fault={fault}")) == RAISED[fault]


def test_a_reset_is_one_of_tcp(server: Server) -> None:
    head = f"PUT {PATH} HTTP/1.1\r\nHost: a\r\nX-Auth-Token: x\r\nPrefer: fault=reset\r\n"
    body = "Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{}"
    with socket.create_connection(("127.0.0.1", server.server_address[1])) as connection:
        connection.sendall((head + body).encode())
        with pytest.raises(ConnectionResetError):
            connection.recv(1)


def test_32_callers_at_once_get_what_each_asked_for(server: Server) -> None:
    statuses = [200, 400, 401, 403, 404, 429, 500, 503] * 8

    def asked(status: int) -> int:
        headers = {**SENT, "Prefer": f"code={status}"}
        return httpx.put(server.url + PATH, headers=headers, json={}).status_code

    with ThreadPoolExecutor(32) as pool:
        assert [*pool.map(asked, statuses)] == statuses
    assert len(server.standing.exchanges) == len(statuses)


@pytest.mark.parametrize("prefer", ["", "code=400", "code=401", "code=429", "example=rejected"])
def test_openapi_core_finds_an_answer_valid(server: Server, document: Any, prefer: str) -> None:
    headers = {**SENT, "Prefer": prefer}
    came = httpx.put(server.url + PATH, headers=headers, json={"name": "a"})
    exchange = server.standing.exchanges[-1]
    assert (came.status_code, came.content) == (exchange.answer.status, exchange.answer.content)
    valid_by_openapi_core(
        OpenAPI.from_dict({**document, "servers": [{"url": server.url}]}), exchange
    )


def test_one_connection_carries_many_requests_in_chunks_or_whole_small_or_large(
    server: Server,
) -> None:
    large = json.dumps({"name": "a", "sql_body": "x" * 1_000_000}).encode()
    connections = set()
    with httpx.Client(base_url=server.url, headers=SENT) as http:
        for content in (b"{}", large, iter([large[:99], large[99:]])):
            came = http.put(PATH, content=content, headers={"Content-Type": "application/json"})
            connections.add(came.extensions["network_stream"].get_extra_info("client_addr"))
        assert http.head(PATH).status_code == 405
    assert len(connections) == 1
    assert [len(each.request.content) for each in server.standing.exchanges] == [
        2, len(large), len(large), 0,
    ]  # fmt: skip


def test_the_same_seed_draws_the_same_trouble() -> None:
    def drawn() -> list[Any]:
        choose = troubled(0.5, TROUBLES, 7)
        return [choose(Request("GET", "/")) for _ in range(50)]

    assert drawn() == drawn()
    assert 10 < sum(each is not None for each in drawn()) < 40


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGINT for one process")
def test_the_verb_tells_each_request_in_a_line_of_json_and_ends_well_with_ctrl_c(
    tmp_path: Path,
) -> None:
    command = [sys.executable, "-m", "trueup", "serve", "--port", "0", "--format", "json"]
    with subprocess.Popen(command, cwd=small(tmp_path), stdout=subprocess.PIPE, text=True) as done:
        assert done.stdout is not None
        url = json.loads(done.stdout.readline())["url"]
        assert httpx.get(f"{url}/a").status_code == 204
        assert httpx.get(f"{url}/b", params={"key": "hush"}).status_code == 404
        done.send_signal(signal.SIGINT)
        lines = [json.loads(line) for line in done.stdout]
    assert done.returncode == 0
    wrong = [{"where": "path /b", "why": "the document has no such path"}]
    assert [(each["path"], each["findings"]) for each in lines] == [("/a", []), ("/b", wrong)]


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGINT for one process")
def test_the_verb_tells_a_person_where_it_serves_and_what_is_wrong_where(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "trueup", "serve", "--port", "0"]
    with subprocess.Popen(command, cwd=small(tmp_path), stdout=subprocess.PIPE, text=True) as done:
        assert done.stdout is not None
        begun = done.stdout.readline()
        url = begun.removeprefix("openapi.yaml is served at ").removesuffix(" until ctrl-C\n")
        httpx.get(f"{url}/a")
        httpx.get(f"{url}/a", headers={"Prefer": "fault=empty"})
        httpx.get(f"{url}/b", params={"key": "hush"})
        done.send_signal(signal.SIGINT)
        told = done.stdout.read()
    assert begun == f"openapi.yaml is served at {url} until ctrl-C\n"
    assert told.splitlines() == [
        "GET /a: allowed, 204",
        "GET /a: allowed, 204, empty",
        "GET /b: refused, 404",
        "    path /b: the document has no such path",
    ]


def test_the_verb_takes_every_fault_that_the_stand_in_knows() -> None:
    assert cli_serve._FAULTS == FAULTS


def test_what_is_wrong_is_told_without_a_server(tmp_path: Path) -> None:
    done = run(small(tmp_path, BROKEN), "serve", "--port", "0")
    assert (done.returncode, "TU" in done.stderr) == (1, True)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = run(small(tmp_path), "serve", "--port", port)
    assert (done.returncode, "choose another --port" in done.stderr) == (2, True)
    for wrong in (["--fail", "500%"], ["--as", "nonsense"], ["--port", "70000"]):
        done = run(tmp_path, "serve", *wrong)
        assert (done.returncode, "Traceback" in done.stderr) == (2, False)
