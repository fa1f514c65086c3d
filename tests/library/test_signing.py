"""Signatures are those of the official SDK, of exactly what is sent; keys stay out of sight."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import count
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode

import httpx
import pytest
from dli_flink import AsyncClient, Client, InvalidRequestError, from_environment
from dli_flink.signing import Keys, SdkHmacSha256
from huaweicloudsdkcore.auth.credentials import BasicCredentials  # type: ignore[import-untyped]  # ships no types
from huaweicloudsdkcore.sdk_request import SdkRequest  # type: ignore[import-untyped]  # ships no types
from huaweicloudsdkcore.signer.signer import Signer  # type: ignore[import-untyped]  # ships no types

WHEN = datetime(2026, 2, 3, 4, 5, 6, tzinfo=UTC)
ALPHABET = "abcXYZ019-_.~ /%+&=?#é漢😀\"'<>:;,@!$*()[]{}|\\^`"
SIGNED = ("Content-Type", "X-Sdk-Date", "X-Project-Id", "X-Security-Token")


def official(request: httpx.Request, keys: Keys) -> str:
    """Give the Authorization that the official signer makes for a request as it is sent."""
    path, _, query = request.url.raw_path.decode().partition("?")
    made = SdkRequest(
        method=request.method,
        schema=request.url.scheme,
        host=request.headers["Host"],
        resource_path=path,
        query_params=[*parse_qsl(query, keep_blank_values=True)],
        header_params={name: request.headers[name] for name in SIGNED if name in request.headers},
        body=request.content,
    )
    Signer(BasicCredentials(keys.access_key, keys.secret_key)).sign(made)
    return str(made.header_params["Authorization"])


def requests(count: int) -> Iterator[tuple[httpx.Request, Keys, datetime]]:
    """Yield random requests, always the same ones."""
    drawn = random.Random(20260203)

    def word(longest: int) -> str:
        return "".join(drawn.choice(ALPHABET) for _ in range(drawn.randint(0, longest)))

    for at in range(count):
        path = "/".join(quote(each, safe="") for each in ("v1.0", word(12), "jobs", word(12)))
        pairs = [(word(6), word(12)) for _ in range(drawn.randint(0, 4))]
        query = f"?{urlencode(pairs, quote_via=quote)}" if pairs else ""
        body = word(200).encode()
        yield (
            httpx.Request(
                drawn.choice(["GET", "PUT", "POST", "DELETE", "PATCH"]),
                f"https://dli.region-{at % 7}.example.com/{path}{query}",
                content=body,
                headers={"Content-Type": "application/json"} if body else {},
            ),
            Keys(f"AK{at}", f"s{word(40)}", f"token {at}" if at % 3 == 0 else None),
            WHEN + timedelta(seconds=drawn.randint(0, 10**8)),
        )


def test_a_thousand_signatures_are_those_of_the_official_signer() -> None:
    equal = 0
    for request, keys, when in requests(1000):
        if at_random := request.method in ("PUT", "POST"):
            request.headers["X-Project-Id"] = "0123abcd"
        flow = SdkHmacSha256(keys, now=partial(datetime.astimezone, when)).auth_flow(request)
        next(flow)
        equal += request.headers["Authorization"] == official(request, keys)
        assert ("x-project-id" in request.headers["Authorization"]) is at_random
    assert equal == 1000


def answering(seen: list[httpx.Request], *statuses: int) -> httpx.MockTransport:
    """Answer with one status after the other; the last one stays."""

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        status = statuses[min(len(seen), len(statuses)) - 1]
        return httpx.Response(status, json={"is_success": "true"})

    return httpx.MockTransport(answer)


def test_a_client_signs_what_it_sends() -> None:
    seen: list[httpx.Request] = []
    keys = Keys("AK", "hush", "temporary")
    with httpx.Client(transport=answering(seen, 200)) as http:
        signing = SdkHmacSha256(keys, now=lambda: WHEN)
        client = Client(
            project_id="p", region="r", signing=signing, project_header="p", http_client=http
        )
        client.update_sql_job(7, name="é")
    (request,) = seen
    assert request.headers["X-Sdk-Date"] == "20260203T040506Z"
    assert request.headers["X-Security-Token"] == "temporary"
    assert request.headers["Authorization"] == official(request, keys)
    for name in ("content-type", "host", "x-project-id", "x-security-token"):
        assert name in request.headers["Authorization"]


def test_an_asynchronous_client_signs_too() -> None:
    seen: list[httpx.Request] = []
    keys = Keys("AK", "hush")

    async def call() -> None:
        async with httpx.AsyncClient(transport=answering(seen, 200)) as http:
            signing = SdkHmacSha256(keys)
            client = AsyncClient(project_id="p", region="r", signing=signing, http_client=http)
            await client.update_sql_job(7, name="a")

    asyncio.run(call())
    assert seen[0].headers["Authorization"] == official(seen[0], keys)


def test_keys_that_were_renewed_are_taken_once_after_a_401() -> None:
    given = iter([Keys("old", "s"), Keys("new", "s"), Keys("newer", "s")])
    signatures: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        signatures.append(request.headers["Authorization"])
        return httpx.Response(200 if len(signatures) > 1 else 401, json={"is_success": "true"})

    with httpx.Client(transport=httpx.MockTransport(answer)) as http:
        signing = SdkHmacSha256(lambda: next(given))
        Client(project_id="p", region="r", signing=signing, http_client=http).update_sql_job(7)
    assert [said.split(",")[0] for said in signatures] == [
        "SDK-HMAC-SHA256 Access=old",
        "SDK-HMAC-SHA256 Access=new",
    ]


def test_keys_that_stay_the_same_are_refused_once() -> None:
    seen: list[httpx.Request] = []
    with httpx.Client(transport=answering(seen, 401)) as http:
        client = Client(
            project_id="p", region="r", signing=SdkHmacSha256(Keys("a", "b")), http_client=http
        )
        with pytest.raises(Exception, match="401"):
            client.update_sql_job(7)
    assert len(seen) == 1


def test_keys_come_from_the_environment_and_are_shown_nowhere(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("HUAWEICLOUD_SDK_AK", "shown")
    monkeypatch.setenv("HUAWEICLOUD_SDK_SK", "hush")
    monkeypatch.setenv("HUAWEICLOUD_SDK_SECURITY_TOKEN", "quiet")
    seen: list[httpx.Request] = []
    with httpx.Client(transport=answering(seen, 200)) as http:
        signing = SdkHmacSha256.from_environment()
        Client(project_id="p", region="r", signing=signing, http_client=http).update_sql_job(7)
    assert seen[0].headers["X-Security-Token"] == "quiet"
    said = repr([signing, vars(signing), seen[0].headers])
    assert "hush" not in said
    assert "quiet" not in repr(signing._keys)


@pytest.mark.parametrize("flavour", [Client, AsyncClient])
def test_keys_are_read_for_each_request_and_what_is_not_set_is_named(
    flavour: type[Client | AsyncClient], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("HUAWEICLOUD_SDK_AK", raising=False)
    monkeypatch.setenv("HUAWEICLOUD_SDK_SK", "")
    seen: list[httpx.Request] = []
    signing = SdkHmacSha256.from_environment()
    with pytest.raises(InvalidRequestError) as raised:
        called(flavour, seen, signing=signing)
    wanted = "set the environment variables HUAWEICLOUD_SDK_AK and HUAWEICLOUD_SDK_SK"
    assert str(raised.value) == f"credentials: {wanted}"
    assert seen == []
    monkeypatch.setenv("HUAWEICLOUD_SDK_AK", "later")
    monkeypatch.setenv("HUAWEICLOUD_SDK_SK", "hush")
    called(flavour, seen, signing=signing)
    assert seen[0].headers["Authorization"] == official(seen[0], Keys("later", "hush"))


@pytest.mark.parametrize("flavour", [Client, AsyncClient])
def test_a_token_is_read_from_its_variable_for_each_call(
    flavour: type[Client | AsyncClient], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("MY_TOKEN", raising=False)
    seen: list[httpx.Request] = []
    token = from_environment("MY_TOKEN")
    with pytest.raises(InvalidRequestError) as raised:
        called(flavour, seen, token=token)
    assert str(raised.value) == "credentials: set the environment variable MY_TOKEN"
    for each in ("one", "two"):
        monkeypatch.setenv("MY_TOKEN", each)
        called(flavour, seen, token=token)
    assert [each.headers["X-Auth-Token"] for each in seen] == ["one", "two"]


def called(
    flavour: type[Client | AsyncClient], seen: list[httpx.Request], **options: Any
) -> object:
    """Call, remembering what was sent."""
    transport = answering(seen, 200)
    if flavour is Client:
        with httpx.Client(transport=transport) as http:
            return Client(project_id="p", region="r", http_client=http, **options).update_sql_job(7)

    async def call() -> object:
        async with httpx.AsyncClient(transport=transport) as other:
            client = AsyncClient(project_id="p", region="r", http_client=other, **options)
            return await client.update_sql_job(7)

    return asyncio.run(call())


def test_temporary_keys_and_their_token_are_renewed_together_under_many_threads() -> None:
    renewed = count()
    seen: list[httpx.Request] = []
    made: dict[str, Keys] = {}

    def keys() -> Keys:
        at = next(renewed)
        return made.setdefault(f"AK{at}", Keys(f"AK{at}", f"SK{at}", f"token-{at}"))

    with httpx.Client(transport=answering(seen, 200)) as http, ThreadPoolExecutor(16) as pool:
        client = Client(project_id="p", region="r", signing=SdkHmacSha256(keys), http_client=http)
        list(pool.map(client.update_sql_job, range(200)))
    assert len(seen) == 200
    for request in seen:
        name = request.headers["Authorization"].partition("Access=")[2].partition(",")[0]
        assert request.headers["X-Security-Token"] == made[name].security_token
        assert request.headers["Authorization"] == official(request, made[name])


@pytest.mark.parametrize(("beside", "left"), [(None, None), ("mine", "mine")])
def test_keys_that_are_renewed_leave_no_token_of_the_keys_before(
    beside: str | None, left: str | None
) -> None:
    given = iter([Keys("old", "s", "temporary"), Keys("new", "s")])
    request = httpx.Request("GET", "https://h.example/")
    if beside is not None:
        request.headers["X-Security-Token"] = beside
    flow = SdkHmacSha256(lambda: next(given)).auth_flow(request)
    assert next(flow).headers["X-Security-Token"] == "temporary"
    again = flow.send(httpx.Response(401))
    assert again.headers.get("X-Security-Token") == left
    assert again.headers["Authorization"] == official(again, Keys("new", "s"))
