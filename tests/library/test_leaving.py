"""Whatever goes wrong in a call, what leaves it is an error of the library's tree, the same sync and async."""

from __future__ import annotations

import asyncio
import traceback
from collections.abc import Callable, Generator
from typing import Any

import httpx
import pytest
from dli_flink import AsyncClient, Client, DliFlinkError, InvalidRequestError, Retry, TransportError
from dli_flink.signing import Keys, SdkHmacSha256

from .faulty import answering, serving


def well(request: httpx.Request) -> httpx.Response:
    return httpx.Response(200, json={"is_success": "true"})


def fail(*given: Any) -> Any:
    raise KeyError("of the caller's own")


async def afail(*given: Any) -> Any:
    raise KeyError("of the caller's own")


class Broken(httpx.Auth):
    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        yield fail()


class Unprintable(httpx.Auth):
    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        request.headers["Authorization"] = "hush\nX-Evil: 1"
        yield request


BROKEN = httpx.MockTransport(fail)
Calling = Callable[..., Any]


def sync(http: dict[str, Any] | None = None, **options: Any) -> Any:
    given = {"transport": httpx.MockTransport(well), **(http or {})}
    hooks = given.get("event_hooks", {})
    with httpx.Client(**given) as client:
        client.event_hooks = hooks
        return Client(
            **{"project_id": "p", "region": "r", "http_client": client, **options}
        ).update_sql_job(7)


def unsync(http: dict[str, Any] | None = None, **options: Any) -> Any:
    given = {"transport": httpx.MockTransport(well), **(http or {})}
    hooks = {name: [afail] for name in given.pop("event_hooks", {})}

    async def call() -> Any:
        async with httpx.AsyncClient(**given, event_hooks=hooks) as client:
            made = AsyncClient(
                **{"project_id": "p", "region": "r", "http_client": client, **options}
            )
            return await made.update_sql_job(7)

    return asyncio.run(call())


both = pytest.mark.parametrize("call", [sync, unsync])
# Options of the client, options of the httpx client, and the error.
WRONG: dict[str, tuple[dict[str, Any], dict[str, Any], type[Exception]]] = {
    "a hook before sending": ({}, {"event_hooks": {"request": [fail]}}, TransportError),
    "a hook after the answer": ({}, {"event_hooks": {"response": [fail]}}, TransportError),
    "an auth": ({"auth": Broken()}, {}, TransportError),
    "a token's function": ({"token": fail}, {}, InvalidRequestError),
    "a token's function that gives none": ({"token": lambda: None}, {}, InvalidRequestError),
    "a function for keys": ({"signing": SdkHmacSha256(fail)}, {}, TransportError),
    "keys that are none": ({"signing": SdkHmacSha256(lambda: Keys("a", None))}, {}, TransportError),  # type: ignore[arg-type]
    "a transport": ({}, {"transport": BROKEN}, TransportError),
    "a host that is none": ({"base_url": "http://[::"}, {"transport": None}, DliFlinkError),
    "a port that is none": ({"base_url": "http://127.0.0.1:99999"}, {"transport": None}, TransportError),
    "half a character in the URL": ({"base_url": "http://h/\ud800"}, {}, InvalidRequestError),
    "a client of another kind": ({"http_client": object()}, {}, InvalidRequestError),
    "a path without end": ({"base_url": f"http://h/{'x' * 70_000}"}, {"transport": BROKEN}, DliFlinkError),
}  # fmt: skip


@both
@pytest.mark.parametrize("name", WRONG)
def test_what_a_callers_part_raises_becomes_an_error_of_the_library(
    call: Calling, name: str
) -> None:
    options, http, error = WRONG[name]
    with pytest.raises(error) as raised:
        call(http, retry=Retry(first_wait=0), **options)
    assert isinstance(raised.value, DliFlinkError)
    assert "hush" not in str(raised.value)
    assert str(raised.value).isprintable()


@both
def test_a_header_that_can_not_be_sent_is_told_without_it(call: Calling) -> None:
    with serving([answering()]) as service, pytest.raises(TransportError) as raised:
        call({"transport": None}, base_url=f"http://127.0.0.1:{service.port}", auth=Unprintable())
    assert "LocalProtocolError: Illegal header value. Correct" in str(raised.value)
    assert "hush" not in "".join(traceback.format_exception(raised.value))


@both
def test_a_closed_client_is_told(call: Calling) -> None:
    gone = httpx.Client()
    gone.close()
    agone = httpx.AsyncClient()
    asyncio.run(agone.aclose())
    with pytest.raises(TransportError, match="closed"):
        call(http_client=gone if call is sync else agone)


@both
@pytest.mark.parametrize("stop", [KeyboardInterrupt, SystemExit])
def test_what_ends_the_program_goes_through(call: Calling, stop: type[BaseException]) -> None:
    def end(request: httpx.Request) -> httpx.Response:
        raise stop

    with pytest.raises(stop):
        call({"transport": httpx.MockTransport(end)})


def test_a_cancelled_call_is_cancelled() -> None:
    async def run() -> None:
        begun = asyncio.Event()

        async def wait(request: httpx.Request) -> httpx.Response:
            begun.set()
            return await asyncio.Future()

        async with httpx.AsyncClient(transport=httpx.MockTransport(wait)) as http:
            client = AsyncClient(project_id="p", region="r", http_client=http)
            task = asyncio.create_task(client.update_sql_job(7))
            await begun.wait()
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task

    asyncio.run(run())


def test_the_client_of_the_other_flavour_is_told() -> None:
    with pytest.raises(TypeError, match=r"httpx\.AsyncClient goes with AsyncClient"):
        Client(project_id="p", region="r", http_client=httpx.AsyncClient())  # type: ignore[arg-type]
    with httpx.Client() as http, pytest.raises(TypeError, match=r"httpx\.Client goes with Client"):
        AsyncClient(project_id="p", region="r", http_client=http)  # type: ignore[arg-type]


@pytest.mark.parametrize("given", [{"body": {}}, {"body": None}, {"body": 5, "name": "x"}])
def test_a_body_of_another_kind_is_no_request(given: dict[str, Any]) -> None:
    with httpx.Client(transport=httpx.MockTransport(well)) as http:
        client = Client(project_id="p", region="r", http_client=http)
        with pytest.raises(InvalidRequestError, match="body: ") as raised:
            client.update_sql_job(7, **given)
    assert raised.value.problems[0][0] == "body"


@pytest.mark.filterwarnings("error")
def test_advice_that_warnings_make_an_error_is_one_of_the_library() -> None:
    from dli_flink import AdviceWarning, ResourceConfig, ResourceConfigVersion, UpdateSqlJobRequest

    body = UpdateSqlJobRequest(
        resource_config=ResourceConfig(max_slot=3), resource_config_version=ResourceConfigVersion.V1
    )
    with httpx.Client(transport=httpx.MockTransport(well)) as http:
        client = Client(project_id="p", region="r", http_client=http)
        with pytest.raises(InvalidRequestError) as raised:
            client.update_sql_job(7, body=body)
    assert isinstance(raised.value.__cause__, AdviceWarning)
