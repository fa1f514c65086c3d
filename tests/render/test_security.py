"""Credentials where an operation asks for them, servers of its own, and paths that are references."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from trueup import pipeline
from trueup.config import Settings

from .rendering import HEAD, library

OK = 'responses: {"204": {description: done}}'
DOCUMENT = f"""{HEAD}x-any: 1
security: [{{key: []}}, {{sid: [], token: []}}]
webhooks:
  told: {{post: {{operationId: told, {OK}}}}}
paths:
  x-note: {{get: 1}}
  /all: {{get: {{operationId: readAll, {OK}}}}}
  /open: {{get: {{operationId: readOpen, security: [], {OK}}}}}
  /basic: {{get: {{operationId: readBasic, security: [{{login: []}}, {{}}], {OK}}}}}
  /oauth: {{get: {{operationId: readOauth, security: [{{oauth: [read]}}], {OK}}}}}
  /either: {{get: {{operationId: readEither, security: [{{login: []}}, {{token: []}}], {OK}}}}}
  /upload:
    servers: [{{url: "https://{{place}}.example.org/up", variables: {{place: {{default: upload}}}}}}]
    post: {{operationId: upload, {OK}}}
    put: {{operationId: relative, servers: [{{url: /v2}}], {OK}}}
  /shared/{{id}}: {{$ref: "#/components/pathItems/Shared"}}
  /again/{{id}}: {{$ref: "#/components/pathItems/Shared"}}
  /call:
    post:
      operationId: subscribe
      callbacks: {{onEvent: {{"{{$request.body#/url}}": {{post: {{operationId: heard, {OK}}}}}}}}}
      {OK}
components:
  pathItems:
    Shared:
      parameters: [{{name: id, in: path, required: true, schema: {{type: string}}}}]
      get: {{{OK}}}
  securitySchemes:
    key: {{type: apiKey, in: query, name: api_key}}
    sid: {{type: apiKey, in: cookie, name: SID}}
    token: {{type: http, scheme: Bearer}}
    login: {{type: http, scheme: basic}}
    oauth: {{type: oauth2, flows: {{}}}}
    oidc: {{type: openIdConnect, openIdConnectUrl: "https://x.example.org"}}
    tls: {{type: mutualTLS}}
"""
SECRETS: dict[str, Any] = {
    "key": "k/1", "sid": "s", "token": "t", "login": ("me", "pass"), "oauth": "o",
}  # fmt: skip


@pytest.fixture(scope="module")
def module(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with library(DOCUMENT, tmp_path_factory.mktemp("security"), "of_security") as made:
        yield made


def sent(module: Any, name: str, *arguments: str, **given: Any) -> httpx.Request:
    """Call a method, and give the request it sends."""
    seen: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(204)

    http = httpx.Client(transport=httpx.MockTransport(answer))
    getattr(module.Client(http_client=http, **given), name)(*arguments)
    return seen[0]


@pytest.mark.parametrize(
    ("name", "query", "cookie", "authorization"),
    [
        ("read_all", b"", "SID=s", "Bearer t"),
        ("read_open", b"", None, None),
        ("read_basic", b"", None, "Basic bWU6cGFzcw=="),
        ("read_oauth", b"", None, "Bearer o"),
        ("read_either", b"", None, "Basic bWU6cGFzcw=="),
    ],
)
def test_credentials_go_where_an_operation_asks_for_them(
    module: Any, name: str, query: bytes, cookie: str | None, authorization: str | None
) -> None:
    request = sent(module, name, **SECRETS)
    assert request.url.query == query
    assert request.headers.get("cookie") == cookie
    assert request.headers.get("authorization") == authorization


def test_the_credential_that_is_given_is_sent_of_those_for_one_header(module: Any) -> None:
    request = sent(module, "read_either", login=("ü", "p:w"))
    assert request.headers["authorization"] == "Basic w7w6cDp3"
    assert "authorization" not in sent(module, "read_either", oauth="o").headers


ALTERNATIVES = f"""{HEAD}security: [{{key: []}}]
paths:
  /default: {{get: {{operationId: byDefault, {OK}}}}}
  /none: {{get: {{operationId: byNone, security: [], {OK}}}}}
  /optional: {{get: {{operationId: anyway, security: [{{}}, {{key: []}}], {OK}}}}}
  /either: {{get: {{operationId: either, security: [{{key: []}}, {{other: []}}], {OK}}}}}
  /both: {{get: {{operationId: both, security: [{{key: [], other: []}}], {OK}}}}}
  /mixed: {{get: {{operationId: mixed, security: [{{key: []}}, {{other: [], token: []}}], {OK}}}}}
  /more: {{get: {{operationId: more, security: [{{key: []}}, {{key: [], other: []}}], {OK}}}}}
  /signed: {{get: {{operationId: signed, security: [{{signature: []}}, {{signature: [], token: []}}], {OK}}}}}
  /tls: {{get: {{operationId: tls, security: [{{tls: [], key: []}}, {{other: []}}], {OK}}}}}
components:
  securitySchemes:
    key: {{type: apiKey, in: header, name: X-Key}}
    other: {{type: apiKey, in: header, name: X-Other}}
    token: {{type: http, scheme: bearer}}
    signature: {{type: http, scheme: signature}}
    tls: {{type: mutualTLS}}
"""


@pytest.fixture(scope="module")
def alternatives(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with library(ALTERNATIVES, tmp_path_factory.mktemp("alternatives"), "of_alternatives") as made:
        yield made


@pytest.mark.parametrize(
    ("name", "given", "carried"),
    [
        ("by_default", "key other token", "key"),
        ("by_none", "key other token", ""),
        ("anyway", "key other", "key"),
        ("anyway", "other", ""),
        ("either", "key other", "key"),
        ("either", "other", "other"),
        ("both", "key other token", "key other"),
        ("both", "other", "other"),
        ("mixed", "key other", "key"),
        ("mixed", "other token", "other token"),
        ("mixed", "key other token", "other token"),
        ("mixed", "token", "token"),
        ("more", "key", "key"),
        ("more", "key other", "key other"),
        ("signed", "key", ""),
        ("signed", "key token", "token"),
        ("tls", "key other", "key"),
        ("tls", "other", "other"),
    ],
)
def test_the_alternative_that_takes_most_of_what_is_given_is_sent_alone(
    alternatives: Any, name: str, given: str, carried: str
) -> None:
    request = sent(alternatives, name, **{each: each for each in given.split()})
    headers = {"X-Key": "key", "X-Other": "other", "Authorization": "token"}
    assert [
        said for header, said in headers.items() if header in request.headers
    ] == carried.split()


@pytest.mark.parametrize("name", ["key", "sid", "token", "oauth", "oidc"])
def test_a_credential_that_no_header_can_carry_is_refused_unshown(module: Any, name: str) -> None:
    with pytest.raises(ValueError, match="printable ASCII") as caught:
        module.Client(**{name: "a\nsecret"})
    assert "secret" not in str(caught.value)


def test_an_operation_goes_to_its_own_server_unless_the_caller_names_one(module: Any) -> None:
    assert str(sent(module, "upload").url) == "https://upload.example.org/up/upload"
    assert str(sent(module, "relative").url) == "https://api.example.org/v2/upload"
    here = sent(module, "upload", base_url="http://127.0.0.1:1/x")
    assert str(here.url) == "http://127.0.0.1:1/x/upload"


def test_a_path_may_be_a_reference_and_two_may_share_one(module: Any) -> None:
    assert sent(module, "get_shared_id", "7").url.path == "/shared/7"
    assert sent(module, "get_again_id", "7").url.path == "/again/7"


def test_what_no_client_calls_is_passed_over_and_told(tmp_path: Path) -> None:
    spec = tmp_path / "openapi.yaml"
    spec.write_text(DOCUMENT)
    made = pipeline.lowered(Settings(tmp_path, spec, tmp_path / "out"))
    said = [each.message for each in made.findings if each.code == "TU502"]
    assert said == [
        "the webhook told is passed over",
        "the callback onEvent is passed over",
    ]
    assert {str(each.severity) for each in made.findings} == {"warning"}


def test_an_api_whose_operations_have_servers_needs_none_of_its_own(tmp_path: Path) -> None:
    text = f"""openapi: 3.1.0
info: {{title: T, version: "1"}}
paths:
  /a: {{get: {{operationId: readA, servers: [{{url: "https://own.example.org"}}], {OK}}}}}
"""
    with library(text, tmp_path, "of_own_servers") as made:
        assert str(sent(made, "read_a").url) == "https://own.example.org/a"
