"""Advice: only what is surely so is told, and the caller chooses what becomes of it."""

from __future__ import annotations

import itertools
import warnings
from typing import Any

import httpx
import pytest
from dli_flink import (
    AdviceWarning,
    Client,
    InvalidRequestError,
    JobManagerResourceSpec,
    ResourceConfig,
    UpdateSqlJobRequest,
    advice_on,
)

CASES: list[tuple[dict[str, Any], list[str]]] = [
    # A condition on what the request does not say: the service may hold it already.
    ({"obs_bucket": "b"}, []),
    ({"obs_bucket": "b", "checkpoint_enabled": False}, []),
    ({"obs_bucket": "b", "checkpoint_enabled": True, "log_enabled": False}, []),
    ({"obs_bucket": "b", "checkpoint_enabled": False, "log_enabled": False}, ["obs_bucket"]),
    ({"cu_number": 4}, []),
    ({"cu_number": 4, "resource_config_version": "v2"}, ["cu_number"]),
    # What a field has anyway does no harm.
    ({"cu_number": 2, "resource_config_version": "v2"}, []),
    # Recommendations hold for what is set.
    ({"resource_config_version": "v1"}, ["resource_config_version"]),
    ({"resource_config_version": "v2", "flink_version": "1.12"}, ["resource_config_version"]),
    ({"sql_body": "SELECT 1"}, []),
    # Inside of what is sent, by path.
    (
        {"resource_config": ResourceConfig(jobmanager_resource_spec=JobManagerResourceSpec(cpu=3))},
        ["resource_config.jobmanager_resource_spec.cpu"],
    ),
    ({}, []),
]


@pytest.mark.parametrize(("fields", "wanted"), CASES)
def test_advice_is_given_where_it_surely_applies(fields: dict[str, Any], wanted: list[str]) -> None:
    assert [each.field for each in advice_on(UpdateSqlJobRequest(**fields))] == wanted


THREE: tuple[Any, ...] = (True, False, None)


@pytest.mark.parametrize(("one", "other"), [*itertools.product(THREE, THREE)])
def test_a_bucket_has_no_effect_only_if_both_its_reasons_are_surely_false(
    one: bool | None, other: bool | None
) -> None:
    given = {"checkpoint_enabled": one, "log_enabled": other}
    said: dict[str, Any] = {name: value for name, value in given.items() if value is not None}
    told = [each.field for each in advice_on(UpdateSqlJobRequest(obs_bucket="b", **said))]
    assert ("obs_bucket" in told) is (one is False and other is False)


def client(seen: list[httpx.Request], **options: Any) -> Client:
    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(200, json={"is_success": "true"})

    http = httpx.Client(transport=httpx.MockTransport(answer))
    return Client(project_id="p", region="r", http_client=http, **options)


def test_advice_is_a_warning_at_the_line_of_the_call_and_the_update_is_sent() -> None:
    seen: list[httpx.Request] = []
    with pytest.warns(AdviceWarning, match="^cu_number: has an effect only when") as told:
        client(seen).update_sql_job(7, cu_number=4, resource_config_version="v2")
    assert [each.filename for each in told] == [__file__]
    assert len(seen) == 1


def test_a_caller_may_have_advice_ignored() -> None:
    seen: list[httpx.Request] = []
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        client(seen, advice="ignore").update_sql_job(7, resource_config_version="v1")
    assert len(seen) == 1


def test_a_caller_may_have_nothing_sent_against_advice() -> None:
    seen: list[httpx.Request] = []
    with pytest.raises(InvalidRequestError, match="resource_config_version: Prefer v2"):
        client(seen, advice="raise").update_sql_job(7, resource_config_version="v1")
    assert seen == []
