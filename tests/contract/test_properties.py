"""Whatever the schema takes, the model takes and writes back equal; and the other way round.

Hypothesis makes the values, from the spec alone; openapi-schema-validator judges them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError

from .spec import REQUESTS, RESPONSES, SCHEMAS, judged, model_of
from .strategies import ANY_JSON, EXAMPLES, fields_of, values_of

every_request = pytest.mark.parametrize("name", REQUESTS)
every_response = pytest.mark.parametrize("name", RESPONSES)
every_schema = pytest.mark.parametrize("name", [*REQUESTS, *RESPONSES])


def written_by(model: BaseModel) -> list[Any]:
    """Give what a model writes, in every way that it can write."""
    return [
        model.model_dump(),
        model.model_dump(by_alias=True),
        model.model_dump(mode="json", by_alias=True),
        json.loads(model.model_dump_json()),
        json.loads(model.model_dump_json(by_alias=True)),
    ]


@every_schema
@EXAMPLES
@given(data=st.data())
def test_what_the_schema_takes_the_model_takes_and_writes_back(
    name: str, data: st.DataObject
) -> None:
    value = data.draw(values_of(name))
    assert judged(name, value)

    from_python = model_of(name).model_validate(value)
    from_json = model_of(name).model_validate_json(json.dumps(value))

    assert from_python == from_json
    for written in written_by(from_python) + written_by(from_json):
        assert written == value


@every_request
@EXAMPLES
@given(data=st.data())
def test_what_the_model_writes_the_schema_takes(name: str, data: st.DataObject) -> None:
    built, assigned, copied = (data.draw(some_of(name)) for _ in range(3))

    body = model_of(name)(**built)
    for field, value in assigned.items():
        setattr(body, field, value)
    body = body.model_copy(update=copied)

    for written in written_by(body):
        assert judged(name, json.loads(json.dumps(written)))
        assert written == {**built, **assigned, **copied}


@every_request
@EXAMPLES
@given(data=st.data())
def test_of_any_value_model_and_schema_say_the_same(name: str, data: st.DataObject) -> None:
    value = data.draw(values_of(name))
    field = data.draw(st.sampled_from(list(SCHEMAS[name]["properties"])))
    value[field] = data.draw(ANY_JSON.filter(_is_no_whole_float))
    assume(not _is_taken_as_text(SCHEMAS[name]["properties"][field], value[field]))

    try:
        written = model_of(name).model_validate(value).model_dump(mode="json")
    except ValidationError:
        assert not judged(name, value)
    else:
        assert judged(name, value)
        assert written == value


@every_response
@EXAMPLES
@given(data=st.data())
def test_what_is_read_from_a_response_can_be_read_again(name: str, data: st.DataObject) -> None:
    value = data.draw(values_of(name))

    once = model_of(name).model_validate_json(json.dumps(value))
    twice = model_of(name).model_validate_json(once.model_dump_json())

    assert twice == once


def some_of(name: str) -> st.SearchStrategy[dict[str, Any]]:
    """Give some fields of a schema with values that they take."""
    return st.fixed_dictionaries({}, optional=fields_of(name))


def _is_taken_as_text(schema: Mapping[str, Any], value: object) -> bool:
    """Say whether a value is taken in Python and written as the text that holds it; test_json_text.py is about it."""
    return "contentSchema" in schema and isinstance(value, dict | list)


def _is_no_whole_float(value: object) -> bool:
    """Leave out what test_values.py allows by name: 2.0 for an integer, anywhere inside."""
    if isinstance(value, dict | list):
        parts = value.values() if isinstance(value, dict) else value
        return all(map(_is_no_whole_float, parts))
    return not (isinstance(value, float) and value.is_integer())
