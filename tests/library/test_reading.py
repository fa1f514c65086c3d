"""What is received is read tolerantly, and kept as it came."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from dli_flink import Client, UpdateSqlJobResponse

Answering = Callable[..., Client]


@pytest.mark.parametrize("said", ["true", True])
def test_success_is_read_as_documented_and_as_a_boolean(answering: Answering, said: object) -> None:
    result = answering(200, json={"is_success": said}).update_sql_job(1, name="x")
    assert result.is_success == "true"


def test_an_undocumented_success_status_is_read_like_the_documented_one(
    answering: Answering,
) -> None:
    assert answering(202, json={"is_success": "true"}).update_sql_job(1).job is None


def test_unknown_fields_are_kept_at_every_level() -> None:
    received = {"is_success": "true", "trace": [1], "job": {"update_time": 5, "state": "x"}}
    result = UpdateSqlJobResponse.model_validate(received)
    assert result.model_dump() == received
    assert result.model_dump(mode="json", by_alias=True) == received


def test_absent_and_null_read_as_none_and_dump_as_received() -> None:
    result = UpdateSqlJobResponse.model_validate({"job": None})
    assert result.job is None
    assert result.message is None
    assert result.model_dump() == {"job": None}
