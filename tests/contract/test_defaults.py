"""Unset, null and default are three things, and no default is sent that nobody asked for.

What the defaults are is read from the spec; that they are not sent otherwise is in test_wire.py.
"""

from __future__ import annotations

import json
from typing import Any

import pytest
from dli_flink import UNSET, ResourceConfig, UpdateSqlJobRequest
from pydantic import BaseModel, ValidationError

from .edges import sample
from .spec import REQUESTS, RESPONSES, SCHEMAS, judged, model_of
from .wire import ALL, sent

every_request = pytest.mark.parametrize("name", REQUESTS)


def defaults_of(name: str) -> dict[str, Any]:
    """Give the defaults that the spec states for the fields of a schema."""
    properties = SCHEMAS[name]["properties"]
    return {field: said["default"] for field, said in properties.items() if "default" in said}


def request_model(name: str) -> type[Any]:
    """Give the library's class of a schema, with the methods that only requests have."""
    return model_of(name)


def text(value: object) -> str:
    """Write a value so that true is not 1, 1.0 not 1, and the order counts."""
    return json.dumps(value)


@every_request
def test_the_documented_defaults_are_those_of_the_spec(name: str) -> None:
    assert text(request_model(name).documented_defaults()) == text(defaults_of(name))


@every_request
def test_the_json_schema_states_the_defaults_of_the_spec_and_no_others(name: str) -> None:
    said = request_model(name).model_json_schema(mode="validation")["properties"]

    stated = {field: each["default"] for field, each in said.items() if "default" in each}

    assert text(stated) == text(defaults_of(name))


@every_request
def test_a_default_is_a_value_that_the_schema_takes(name: str) -> None:
    assert judged(name, defaults_of(name))


@every_request
def test_nothing_that_is_not_set_reads_as_its_default(name: str) -> None:
    empty = request_model(name)()

    assert [getattr(empty, field) for field in SCHEMAS[name]["properties"]] == [UNSET] * len(
        SCHEMAS[name]["properties"]
    )
    assert empty.model_dump() == {}
    assert empty.model_dump_json() == "{}"


@every_request
def test_applied_defaults_fill_what_is_not_set_and_nothing_else(name: str) -> None:
    full = {field: sample(said) for field, said in SCHEMAS[name]["properties"].items()}
    subsets: list[dict[str, Any]] = [{}, *({field: full[field]} for field in full), full]
    for fields in subsets:
        original = request_model(name)(**fields)

        applied = original.apply_documented_defaults()

        assert applied.model_dump() == {**defaults_of(name), **fields}
        assert applied.model_fields_set == {*defaults_of(name), *fields}
        assert original.model_dump() == fields
        assert original.model_fields_set == set(fields)


def test_applied_defaults_are_sent_with_what_is_set_and_nothing_else() -> None:
    defaults = defaults_of("UpdateSqlJobRequest")
    bodies: list[dict[str, Any]] = [
        {},
        {"cu_number": 7},
        {"name": "a", "run_mode": "edge_node"},
        ALL,
    ]

    arrived = sent(
        {"body": UpdateSqlJobRequest(**fields).apply_documented_defaults()} for fields in bodies
    )

    assert arrived == [{**defaults, **fields} for fields in bodies]


def test_the_computed_default_of_the_slots_is_never_applied() -> None:
    assert "tm_slot_num" not in UpdateSqlJobRequest().apply_documented_defaults().model_dump()


@every_request
def test_unset_and_default_and_null_are_three_things(name: str) -> None:
    for field, default in defaults_of(name).items():
        unset, as_default = request_model(name)(), request_model(name)(**{field: default})

        assert unset != as_default
        assert unset.model_dump() == {}
        assert as_default.model_dump() == {field: default}
        with pytest.raises(ValidationError):
            request_model(name)(**{field: None})
        with pytest.raises(ValidationError):
            setattr(as_default, field, None)
        assert as_default.model_dump() == {field: default}


def test_unset_is_neither_none_nor_true() -> None:
    body = UpdateSqlJobRequest(name="")

    assert body.desc is UNSET
    assert body.desc is not None
    assert not body.desc
    assert body.name == ""
    assert body != UpdateSqlJobRequest()
    assert repr(body) == "UpdateSqlJobRequest(name='')"


def test_an_empty_object_is_not_an_unset_one() -> None:
    assert sent([{"resource_config": ResourceConfig()}, {}]) == [{"resource_config": {}}, {}]


@pytest.mark.parametrize("name", RESPONSES)
def test_a_response_has_no_defaults(name: str) -> None:
    read: BaseModel = model_of(name).model_validate_json("{}")

    assert defaults_of(name) == {}
    assert read.model_dump() == {}
    assert read.model_dump_json() == "{}"
    assert {getattr(read, field) for field in SCHEMAS[name]["properties"]} == {None}
