"""What a client is given to prove who calls is shown nowhere."""

from __future__ import annotations

import logging
import pickle
import traceback
from base64 import b64encode
from typing import Any

import httpx
import pytest
from dli_flink import AsyncClient, BadRequestError, Client
from dli_flink._runtime.servers import basic

from .audited import COOKIE, KEYS, PASSWORD, SIGNING, TOKEN, found, logged, shown

MADE = {
    "Set-Cookie": f"sid={COOKIE}",
    "X-Subject-Token": TOKEN,
    "X-Request-Id": "r1",
    "WWW-Authenticate": "Basic",
}


def everything(error: BaseException) -> str:
    told = traceback.TracebackException.from_exception(error, capture_locals=True)
    return f"{''.join(told.format())}{error!r}{error.args!r}"


@pytest.mark.parametrize(
    "given",
    [
        {"token": f"{TOKEN}\n"},
        {"token": TOKEN, "region": "not a region"},
        {"token": TOKEN, "base_url": f"ftp://me:{PASSWORD}@h.example/?key={KEYS.secret_key}"},
        {"token": TOKEN, "http_client": "wrong"},
        {"token": TOKEN, "security_token": f"{KEYS.security_token}\n", "signing": SIGNING},
    ],
    ids=lambda given: " and ".join(given),
)
@pytest.mark.parametrize("flavour", [Client, AsyncClient])
def test_a_client_that_is_refused_shows_nothing_that_it_was_given(
    flavour: type[Client | AsyncClient], given: dict[str, Any]
) -> None:
    options: dict[str, Any] = {"project_id": "p", "region": "r", **given}
    if "http_client" in given:
        other = httpx.AsyncClient if flavour is Client else httpx.Client
        options["http_client"] = other()
    with pytest.raises((TypeError, ValueError)) as raised:
        flavour(**options)
    del options, given  # which are of this test, and in its traceback
    assert found(everything(raised.value)) == []


def test_a_name_and_a_password_that_can_not_be_sent_are_not_shown() -> None:
    with pytest.raises(ValueError, match="half a character") as raised:
        basic(("me", f"{PASSWORD}\udc80"))
    assert found(f"{raised.value!r}{raised.value.args!r}") == []


def test_clients_and_all_that_they_are_made_of_show_nothing() -> None:
    base_url = f"https://me:{PASSWORD}@h.example"
    parts: list[object] = []
    signed = {"signing": SIGNING, "security_token": KEYS.security_token}
    credentials: list[dict[str, Any]] = [{"token": TOKEN}, signed]
    for options in credentials:
        client = Client(project_id="p", base_url=base_url, **options)
        transport = client._transport
        parts += [client, client.flink_sql_jobs, client.with_raw_response, transport]
        parts += [transport._connection, *vars(client).values(), *vars(transport).values()]
        parts += [*transport._connection.secrets.values()]
        client.close()
    parts += [KEYS, SIGNING, *vars(SIGNING).values()]
    assert found("".join(f"{each}{each!r}" for each in parts)) == []


def test_a_name_and_a_password_in_an_address_are_sent_and_in_no_log(
    caplog: pytest.LogCaptureFixture,
) -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        sent.append(request)
        return httpx.Response(200, json={"is_success": "true"})

    sent: list[httpx.Request] = []
    with (
        caplog.at_level(logging.DEBUG),
        httpx.Client(transport=httpx.MockTransport(answer)) as http,
    ):
        base_url = f"https://m%40e:{PASSWORD}@h.example/api/"
        Client(project_id="p", base_url=base_url, http_client=http).update_sql_job(7)
    named = b64encode(f"m@e:{PASSWORD}".encode()).decode()
    assert sent[0].headers["Authorization"] == f"Basic {named}"
    assert str(sent[0].url) == "https://h.example/api/v1.0/p/streaming/sql-jobs/7"
    assert found(logged(caplog.records, "dli_flink", "httpx")) == []


def test_sessions_and_tokens_that_an_answer_makes_are_not_in_its_error() -> None:
    answer = httpx.MockTransport(lambda _: httpx.Response(400, headers=MADE))
    with httpx.Client(transport=answer) as http, pytest.raises(BadRequestError) as raised:
        Client(project_id="p", region="r", http_client=http).update_sql_job(7)
    kept = pickle.loads(pickle.dumps(raised.value)).response.headers
    assert kept["X-Request-Id"] == "r1"
    assert kept["WWW-Authenticate"] == "Basic"
    assert kept["Set-Cookie"] == kept["X-Subject-Token"] == "[hidden]"
    assert found(shown(raised.value)) == []
