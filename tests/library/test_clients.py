"""Where calls go, what they carry, and who closes what."""

from __future__ import annotations

import asyncio

import httpx
import pytest
from dli_flink import AsyncClient, Client, InvalidRequestError, UpdateSqlJobRequest


def answer(request: httpx.Request) -> httpx.Response:
    return httpx.Response(200, json={"is_success": "true", "message": str(request.url)})


@pytest.mark.parametrize(
    "region", ["", "a/b", "evil.example/", "evil.example#", "a.b", "x@evil", "a b", "é", "-a"]
)
def test_a_region_can_not_lead_a_token_to_another_host(region: str) -> None:
    with pytest.raises(ValueError, match="region must be"):
        Client(project_id="p", region=region, token="t")


def test_a_region_or_a_base_url_has_to_be_chosen() -> None:
    with pytest.raises(ValueError, match="give region, or base_url"):
        Client(project_id="p")


@pytest.mark.parametrize("base_url", ["ftp://x", "dli.example.org", ""])
def test_a_base_url_is_an_http_url(base_url: str) -> None:
    with pytest.raises(ValueError, match="base_url must start with"):
        Client(project_id="p", base_url=base_url)


def test_a_token_that_no_header_can_carry_is_refused_without_showing_it() -> None:
    with pytest.raises(ValueError, match="X-Auth-Token") as raised:
        Client(project_id="p", region="r", token="hush\nX-Evil: 1")
    assert "hush" not in str(raised.value)


def test_a_base_url_may_carry_a_path_and_a_final_slash() -> None:
    with httpx.Client(transport=httpx.MockTransport(answer)) as http:
        client = Client(project_id="p", base_url="https://gate.example.org/dli/", http_client=http)
        result = client.update_sql_job(7)
    assert result.message == "https://gate.example.org/dli/v1.0/p/streaming/sql-jobs/7"


def test_a_body_and_its_fields_together_are_refused() -> None:
    with httpx.Client(transport=httpx.MockTransport(answer)) as http:
        client = Client(project_id="p", region="r", http_client=http)
        with pytest.raises(InvalidRequestError, match="either body or its fields"):
            client.update_sql_job(7, body=UpdateSqlJobRequest(), name="x")


def test_a_body_that_was_changed_past_its_model_is_refused_when_sent() -> None:
    body = UpdateSqlJobRequest(edge_group_ids=["a"])
    assert isinstance(body.edge_group_ids, list)
    body.edge_group_ids.append(5)  # type: ignore[arg-type]
    with httpx.Client(transport=httpx.MockTransport(answer)) as http:
        client = Client(project_id="p", region="r", http_client=http)
        with pytest.raises(InvalidRequestError, match="edge_group_ids"):
            client.update_sql_job(7, body=body)


def test_a_client_of_the_callers_is_not_closed() -> None:
    http = httpx.Client(transport=httpx.MockTransport(answer))
    with Client(project_id="p", region="r", http_client=http):
        pass
    assert not http.is_closed
    http.close()


def test_a_client_of_its_own_is_closed_with_it() -> None:
    with Client(project_id="p", region="r") as client:
        http = client._http
    assert http.is_closed


def test_the_asynchronous_client_does_the_same() -> None:
    async def update() -> str | None:
        transport = httpx.MockTransport(answer)
        async with (
            httpx.AsyncClient(transport=transport) as http,
            AsyncClient(project_id="p", region="r", http_client=http) as client,
        ):
            result = await client.update_sql_job(7, name="x")
        return result.message

    url = asyncio.run(update())
    assert url == "https://dli.r.myhuaweicloud.com/v1.0/p/streaming/sql-jobs/7"


def test_the_status_and_the_headers_of_an_answer_can_be_had_beside_its_value() -> None:
    def dated(request: httpx.Request) -> httpx.Response:
        body = {"is_success": "true", "message": str(request.url)}
        return httpx.Response(202, json=body, headers={"X-Date": "today"})

    async def call() -> str:
        async with httpx.AsyncClient(transport=httpx.MockTransport(dated)) as http:
            client = AsyncClient(project_id="p", region="r", http_client=http)
            return (await client.with_raw_response.update_sql_job(7)).headers["x-date"]

    with httpx.Client(transport=httpx.MockTransport(dated)) as http:
        client = Client(project_id="p", region="r", http_client=http)
        answer = client.with_raw_response.update_sql_job(7)
    assert (answer.status_code, answer.headers["x-date"]) == (202, "today")
    assert answer.parsed.is_success == "true"
    assert answer.response.request.method == "PUT"
    assert asyncio.run(call()) == "today"
