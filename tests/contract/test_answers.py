"""Answers as the spec documents them are read into the models, and everything else is an error.

The answers are the spec's own examples; openapi-core judges them before the library reads them.
"""

from __future__ import annotations

import json
from typing import Any, NamedTuple

import dli_flink
import pytest
from dli_flink import APIStatusError, UpdateRejectedError
from openapi_core import OpenAPI
from openapi_core.testing import MockRequest, MockResponse

from .arrivals import Server
from .calling import Send, arguments_of, every_flavour, every_transport
from .spec import OPERATIONS, Operation, model_of, named

ERRORS = {
    400: "BadRequestError",
    401: "AuthenticationError",
    403: "PermissionDeniedError",
    404: "NotFoundError",
    418: "APIStatusError",
    429: "RateLimitError",
    500: "ServerError",
    503: "ServerError",
}


class Answer(NamedTuple):
    """One documented answer."""

    operation: Operation
    status: int
    schema: str
    value: dict[str, Any]
    is_success: bool


def _answers() -> dict[str, Answer]:
    found = {}
    for operation in OPERATIONS:
        for documented, media in operation.responses():
            statuses = [code for code in ERRORS if code != 400]
            for status in statuses if documented == "default" else [int(documented)]:
                for name, example in media["examples"].items():
                    found[f"{operation.name} {status} {name}"] = Answer(
                        operation,
                        status,
                        named(media["schema"]),
                        example["value"],
                        name == "updated",
                    )
    return found


every_answer = pytest.mark.parametrize("answer", _answers().values(), ids=_answers())


def outcome(answer: Answer, server: Server, send: Send, transport: str) -> Any:
    """Give what a call comes to: the value, or what it raises."""
    client, method = arguments_of(answer.operation)
    server.answer = (answer.status, json.dumps(answer.value).encode())
    try:
        return send(client, answer.operation, server, transport, **method)
    except dli_flink.APIError as error:
        return error


@every_answer
def test_a_documented_answer_is_one_that_the_judge_takes(
    judge: OpenAPI, server: Server, answer: Answer
) -> None:
    path = answer.operation.path.format(project_id="p", job_id=7)
    request = MockRequest(server.base_url, answer.operation.method, path)
    response = MockResponse(json.dumps(answer.value).encode(), answer.status)

    assert judge.unmarshal_response(request, response).errors == []


@every_answer
@every_flavour
@every_transport
def test_a_documented_answer_is_read_into_its_model(
    server: Server, answer: Answer, send: Send, transport: str
) -> None:
    result = outcome(answer, server, send, transport)

    if isinstance(result, APIStatusError):
        assert type(result).__name__ == ERRORS[answer.status]
        assert result.error_code == answer.value["error_code"]
        assert result.error_msg == answer.value["error_msg"]
        assert result.request_id == answer.value.get("request_id")
    elif isinstance(result, UpdateRejectedError):
        assert not answer.is_success
        assert answer.value["message"] in str(result)
    else:
        assert answer.is_success
    read: Any = getattr(result, "body", getattr(result, "result", result))
    assert type(read) is model_of(answer.schema)
    assert read.model_dump() == answer.value
    assert json.loads(read.model_dump_json()) == answer.value
