"""Answers that are not quite what is documented: read tolerantly, or refused with their place.

What is expected is written out by hand: the variants that the spec names, and what gateways do.
"""

from __future__ import annotations

import json
from typing import Any

import pytest
from dli_flink import DecodeError, UpdateRejectedError, UpdateSqlJobResponse

from .arrivals import Server
from .calling import Send, arguments_of, every_flavour
from .spec import OPERATIONS


def read(server: Server, send: Send, content: str) -> UpdateSqlJobResponse:
    """Let the service answer an update with 200 and this."""
    (operation,) = (each for each in OPERATIONS if each.name == "update_sql_job")
    client, method = arguments_of(operation)
    server.answer = (200, content.encode())
    result = send(client, operation, server, "mock", **method)
    assert isinstance(result, UpdateSqlJobResponse)
    return result


READ: list[tuple[str, dict[str, Any]]] = [
    ('{"is_success": "true"}', {"is_success": "true"}),
    ('{"is_success": true}', {"is_success": "true"}),  # x-reads-also
    ('{"is_success": "true", "message": null}', {"is_success": "true", "message": None}),
    ('{"is_success": "true", "job": null}', {"is_success": "true", "job": None}),
    ('{"is_success": "true", "job": {}}', {"is_success": "true", "job": {}}),
    (
        '{"is_success": "true", "job": {"update_time": "123", "by": [1]}, "new": {"a": null}}',
        {"is_success": "true", "job": {"update_time": 123, "by": [1]}, "new": {"a": None}},
    ),
    (
        '{"is_success": "true", "model_dump": 1, "self": 2, "": 3, "_x": 4, "__class__": 5}',
        {"is_success": "true", "model_dump": 1, "self": 2, "": 3, "_x": 4, "__class__": 5},
    ),
]


@every_flavour
@pytest.mark.parametrize(("received", "dumped"), READ)
def test_a_result_dumps_what_was_received(
    server: Server, send: Send, received: str, dumped: dict[str, Any]
) -> None:
    result = read(server, send, received)

    assert result.model_dump() == dumped
    assert json.loads(result.model_dump_json()) == dumped


@every_flavour
@pytest.mark.parametrize("said", ['"false"', "false", '"TRUE"', '"True"', '""', "null", '"1"'])
def test_any_other_success_than_true_is_a_rejection(server: Server, send: Send, said: str) -> None:
    with pytest.raises(UpdateRejectedError, match="no such job"):
        read(server, send, f'{{"is_success": {said}, "message": "no such job"}}')


@every_flavour
@pytest.mark.parametrize(
    ("content", "path"),
    [
        ("", ""),
        ("<html>", ""),
        ("[]", ""),
        ('"true"', ""),
        ('{"is_success": {}}', "is_success"),
        ('{"is_success": "true", "job": {"update_time": "now"}}', "job.update_time"),
        ('{"is_success": "true", "job": 5}', "job"),
    ],
)
def test_an_answer_that_cannot_be_read_names_the_place(
    server: Server, send: Send, content: str, path: str
) -> None:
    with pytest.raises(DecodeError) as caught:
        read(server, send, content)

    assert caught.value.path == path
