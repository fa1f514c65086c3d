"""For every operation of the spec: the request as really sent is one that the spec describes.

Sent by both clients, over a MockTransport and over a real socket; judged by openapi-core.
"""

from __future__ import annotations

import json

import pytest
from dli_flink import Client
from openapi_core import OpenAPI

from .arrivals import Arrived, Server, accepted, judgeable
from .calling import Send, arguments_of, every_flavour, every_operation, every_transport
from .spec import OPERATIONS, Operation, model_of, named

EXAMPLES = [
    pytest.param(operation, example, id=f"{operation.name} {example}")
    for operation in OPERATIONS
    for example in operation.body["examples"]
]


@every_flavour
@every_transport
@pytest.mark.parametrize(("operation", "example"), EXAMPLES)
def test_an_example_of_the_spec_arrives_as_it_stands_there(
    judge: OpenAPI, server: Server, operation: Operation, send: Send, transport: str, example: str
) -> None:
    client, method = arguments_of(operation)
    fields = operation.body["examples"][example]["value"]
    body = model_of(named(operation.body["schema"]))(**fields)

    send(client, operation, server, transport, **method, body=body)
    by_body = accepted(judge, server, operation)
    server.arrived.clear()
    send(client, operation, server, transport, **method, **fields)
    by_keywords = accepted(judge, server, operation)

    assert json.loads(by_body.body) == fields
    assert by_keywords.body == by_body.body


@every_operation
@every_flavour
@every_transport
def test_the_headers_are_those_of_json_and_of_the_credentials_given(
    judge: OpenAPI, server: Server, operation: Operation, send: Send, transport: str
) -> None:
    client, method = arguments_of(operation)

    send({**client, "project_header": "p"}, operation, server, transport, **method)

    request = accepted(judge, server, operation)
    assert request.header("Content-Type") == ["application/json"]
    assert request.header("Accept") == ["application/json"]
    assert request.header("Content-Length") == [str(len(request.body))]
    assert request.header("X-Auth-Token") == ["secret"]
    assert request.header("X-Project-Id") == ["p"]
    assert request.header("X-Security-Token") == []
    assert request.header("Authorization") == []


@every_operation
@every_flavour
@every_transport
def test_a_text_arrives_letter_by_letter(
    judge: OpenAPI, server: Server, operation: Operation, send: Send, transport: str
) -> None:
    client, method = arguments_of(operation)
    text = "select '\u00e9\U0001f600\u2028\0\\' -- \"\r\n\t</script>"

    send(client, operation, server, transport, **method, sql_body=text)

    assert json.loads(accepted(judge, server, operation).body) == {"sql_body": text}


@every_operation
def test_a_request_that_breaks_the_spec_is_seen_by_the_judge(
    judge: OpenAPI, server: Server, operation: Operation
) -> None:
    token, json_type = ("X-Auth-Token", "secret"), ("Content-Type", "application/json")
    path = operation.path.format(project_id="p", job_id=1)
    sound = Arrived(operation.method, path, [token, json_type], b"{}")
    broken = [
        sound._replace(target=operation.path.format(project_id="p", job_id="no number")),
        sound._replace(method="POST"),
        sound._replace(headers=[json_type]),
        sound._replace(headers=[token, ("Content-Type", "text/plain")]),
        sound._replace(body=b'{"name": 5}'),
        sound._replace(body=b'{"nme": "a"}'),
        sound._replace(body=b""),
    ]

    def is_refused(request: Arrived) -> bool:
        verdict = judge.unmarshal_request(judgeable(server.base_url, request))
        return verdict.errors != []

    assert not is_refused(sound)
    assert [request for request in broken if not is_refused(request)] == []


def test_the_client_that_the_library_makes_itself_reaches_a_socket(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")

    with Client(
        project_id="p", base_url=f"{server.base_url}/", token="t", advice="ignore"
    ) as client:
        client.update_sql_job(1, name="a")

    (request,) = server.arrived
    assert request.target == "/v1.0/p/streaming/sql-jobs/1"
    assert request.body == b'{"name":"a"}'
