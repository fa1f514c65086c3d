"""Signatures are those of the official SDK, of exactly what is sent; keys stay out of sight."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from urllib.parse import parse_qsl, quote, urlencode

import httpx
import pytest
from dli_flink import AsyncClient, Client
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
    monkeypatch.delenv("HUAWEICLOUD_SDK_SK")
    with pytest.raises(KeyError, match="HUAWEICLOUD_SDK_SK"):
        SdkHmacSha256.from_environment()
