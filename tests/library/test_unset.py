"""Unset, null and default are three things."""

from __future__ import annotations

import copy
import pickle

import pytest
from dli_flink import UNSET, JobManagerResourceSpec, ResourceConfig, RunMode, UpdateSqlJobRequest
from pydantic import BaseModel, ValidationError


class Holder(BaseModel):
    """A model of the application that holds one of the library's."""

    first: UpdateSqlJobRequest
    second: ResourceConfig | UpdateSqlJobRequest | None = None


def test_a_field_that_is_not_set_reads_as_unset_and_is_false() -> None:
    body = UpdateSqlJobRequest()
    assert body.name is UNSET
    assert not body.name
    assert repr(body.name) == "UNSET"


def test_unset_keeps_its_identity_through_copies_and_pickles() -> None:
    assert copy.deepcopy(UNSET) is UNSET
    assert pickle.loads(pickle.dumps(UNSET)) is UNSET


@pytest.mark.parametrize("take_back", ["assign", "delete"])
def test_a_field_can_be_taken_back(take_back: str) -> None:
    body = UpdateSqlJobRequest(name="x", desc="y")
    if take_back == "assign":
        body.name = UNSET
    else:
        del body.name
    assert body == UpdateSqlJobRequest(desc="y")
    assert body.model_dump() == {"desc": "y"}
    assert body.model_fields_set == {"desc"}


def test_unset_given_to_the_constructor_is_not_set() -> None:
    assert UpdateSqlJobRequest(name=UNSET) == UpdateSqlJobRequest()


def test_null_is_never_taken_for_a_field_that_has_no_null() -> None:
    with pytest.raises(ValidationError):
        UpdateSqlJobRequest(name=None)  # type: ignore[arg-type]


def test_a_body_inside_a_model_of_the_application_writes_only_what_is_set() -> None:
    body = UpdateSqlJobRequest(resource_config=ResourceConfig(max_slot=2))
    held = Holder(first=body, second=body)
    written = {"resource_config": {"max_slot": 2}}
    assert held.model_dump() == {"first": written, "second": written}
    assert Holder.model_validate_json(held.model_dump_json()).first == body


def test_a_representation_shows_only_what_is_set() -> None:
    assert repr(UpdateSqlJobRequest(name="x")) == "UpdateSqlJobRequest(name='x')"


def test_a_value_of_the_wrong_kind_is_refused_when_assigned_and_the_old_one_stays() -> None:
    spec = JobManagerResourceSpec(memory="2GB")
    with pytest.raises(ValidationError):
        spec.memory = "1GB"
    assert spec.memory == "2GB"


def test_an_enumeration_takes_its_members_and_their_exact_values() -> None:
    body = UpdateSqlJobRequest.model_validate({"run_mode": "edge_node", "checkpoint_mode": 2})
    assert body.run_mode is RunMode.EDGE_NODE
    for wrong in ({"checkpoint_mode": True}, {"checkpoint_mode": "2"}, {"run_mode": "EDGE_NODE"}):
        with pytest.raises(ValidationError):
            UpdateSqlJobRequest.model_validate(wrong)


def test_the_json_schema_shows_documented_defaults_and_units_and_nothing_of_unset() -> None:
    schema = UpdateSqlJobRequest.model_json_schema()
    shown = schema["properties"]["checkpoint_interval"]
    assert (shown["default"], shown["x-unit"]) == (10, "second")
    assert "default" not in schema["properties"]["name"]
    assert "UNSET" not in str(schema)
    assert UpdateSqlJobRequest.model_json_schema(mode="serialization") == schema


def test_applying_defaults_shares_nothing_with_the_original() -> None:
    body = UpdateSqlJobRequest(resource_config=ResourceConfig(max_slot=2))
    filled = body.apply_documented_defaults()
    assert isinstance(filled.resource_config, ResourceConfig)
    filled.resource_config.max_slot = 9
    assert body.resource_config == ResourceConfig(max_slot=2)
    assert filled.cu_number == 2
