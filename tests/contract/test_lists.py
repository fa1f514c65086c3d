"""What has to be taken and what refused, spelled out by hand: by the models, and by the spec.

No value in here is derived from anything. The judge is openapi-schema-validator.
"""

from __future__ import annotations

from typing import Any

import pytest
from dli_flink import (
    UNSET,
    JobManagerResourceSpec,
    ResourceConfig,
    TaskManagerResourceSpec,
    UpdateSqlJobRequest,
)
from pydantic import BaseModel, ValidationError

from .samples import DIRTY_DATA_STRATEGY, MEMORY, Samples
from .spec import judged

CPU: tuple[list[Any], list[Any]] = (
    [0.5, 0.51, 1, 1.0, 2, 2.5, 64],
    [0.49, 0.4999999999, 0, 0.0, -1, "1", "0.5", True, None, [1.0]],
)
Field = tuple[type[BaseModel], str]
FIELDS: dict[Field, tuple[list[Any], list[Any]]] = {
    (UpdateSqlJobRequest, "resume_max_num"): (
        [-1, 1, 2, 100, 2**31 - 1],
        [0, -2, -100, -(2**31), 2**31, "1", "-1", 1.5, True, None],
    ),
    (UpdateSqlJobRequest, "checkpoint_mode"): (
        [1, 2],
        [0, 3, -1, "1", "2", "exactly_once", "EXACTLY_ONCE", "at_least_once", 1.5, True, None],
    ),
    (UpdateSqlJobRequest, "run_mode"): (
        ["shared_cluster", "exclusive_cluster", "edge_node"],
        ["Shared_Cluster", "SHARED_CLUSTER", "shared-cluster", "", "edge", 1, None],
    ),
    (UpdateSqlJobRequest, "resource_config_version"): (
        ["v1", "v2"],
        ["V1", "v3", "v", "1", "", 1, None],
    ),
    (UpdateSqlJobRequest, "cu_number"): (
        [0, 2, -1, 2**31 - 1, -(2**31)],
        ["2", 2.5, True, False, 2**31, -(2**31) - 1, None, "", [2]],
    ),
    (UpdateSqlJobRequest, "checkpoint_enabled"): (
        [True, False],
        ["true", "false", 0, 1, "0", "yes", "", None],
    ),
    (UpdateSqlJobRequest, "flink_version"): (["1.12", "1.15", "1.10"], [1.12, 1, None, ["1.12"]]),
    (UpdateSqlJobRequest, "edge_group_ids"): (
        [[], ["a"], ["a", "b"], ["a", "a"]],
        ["a", {"a": "b"}, {}, [1], ["a", None], [["a"]], None],
    ),
    (UpdateSqlJobRequest, "name"): (
        ["", "a" * 57, "\U0001f600" * 57, "é" * 57],
        ["a" * 58, "\U0001f600" * 58, 5, True, None],
    ),
    (UpdateSqlJobRequest, "desc"): (["", "a" * 512, "\U0001f600" * 512], ["a" * 513, None]),
    (UpdateSqlJobRequest, "queue_name"): (["", "a" * 128, "\U0001f600" * 128], ["a" * 129, None]),
    (UpdateSqlJobRequest, "sql_body"): (
        ["", "a" * 1_048_576, "\U0001f600" * 1_048_576],
        ["a" * 1_048_577, "\U0001f600" * 1_048_577, None],
    ),
    (UpdateSqlJobRequest, "resource_config"): (
        [{}, {"max_slot": 1}, {"jobmanager_resource_spec": {}}],
        [[], "v2", None, {"max_slots": 1}, {"max_slot": 0}, {"taskmanager_resource_spec": None}],
    ),
    (ResourceConfig, "max_slot"): ([1, 2, 2**31 - 1], [0, -1, 2**31, "1", 1.5, True, None]),
    (ResourceConfig, "parallel_number"): ([1, 0, -1], ["1", 1.5, True, None]),
    (JobManagerResourceSpec, "cpu"): CPU,
    (TaskManagerResourceSpec, "cpu"): CPU,
}
PATTERNS: dict[Field, Samples] = {
    (UpdateSqlJobRequest, "dirty_data_strategy"): DIRTY_DATA_STRATEGY,
    (JobManagerResourceSpec, "memory"): MEMORY,
    (TaskManagerResourceSpec, "memory"): MEMORY,
}
NOT_TEXT: list[object] = [2, 2.5, True, None, ["2GB"], {}]
CASES = [
    (model, field, value, expected)
    for (model, field), lists in [*FIELDS.items(), *PATTERNS.items()]
    for values, expected in zip(lists, (True, False), strict=True)
    for value in values
] + [(model, field, value, False) for model, field in PATTERNS for value in NOT_TEXT]


def _words(part: object) -> str:
    if isinstance(part, type):
        return part.__name__
    text = repr(part)
    return (
        text if len(text) < 40 else f"{text[:5]}... of {len(part) if isinstance(part, str) else 0}"
    )


@pytest.mark.parametrize(("model", "field", "value", "expected"), CASES, ids=_words)
def test_model_and_schema_take_and_refuse_as_listed(
    model: type[BaseModel], field: str, value: object, expected: bool
) -> None:
    assert judged(model.__name__, {field: value}) is expected
    assert _takes(model, {field: value}) is expected


@pytest.mark.parametrize(("model", "field"), [*FIELDS, *PATTERNS], ids=_words)
def test_setting_an_attribute_takes_and_refuses_like_building(
    model: type[BaseModel], field: str
) -> None:
    for value, expected in [case[2:] for case in CASES if case[:2] == (model, field)]:
        built = model()
        if expected:
            setattr(built, field, value)
            assert built.model_fields_set == {field}
        else:
            with pytest.raises(ValidationError):
                setattr(built, field, value)
            assert getattr(built, field) is UNSET


@pytest.mark.parametrize("unknown", ["Name", "nme", "name ", "", "is_success", "UNSET", "body"])
def test_an_unknown_key_is_refused(unknown: str) -> None:
    assert not judged("UpdateSqlJobRequest", {unknown: "a"})
    assert not _takes(UpdateSqlJobRequest, {unknown: "a"})
    with pytest.raises(ValidationError):
        setattr(UpdateSqlJobRequest(), unknown, "a")


def _takes(model: type[BaseModel], value: object) -> bool:
    try:
        model.model_validate(value)
    except ValidationError:
        return False
    return True
