"""What the library offers: fields, types, enumerations and signatures, as the spec has them.

Judged by inspect and typing, field by field; the expected types are built from the spec's schemas.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal, Union, get_type_hints

import dli_flink
import httpx
import pytest
from dli_flink import UNSET, AsyncClient, Client, Unset
from pydantic import BaseModel

from .calling import every_operation
from .spec import (
    ENUMS,
    KNOWN,
    REQUESTS,
    RESPONSES,
    SCHEMAS,
    SPEC,
    Operation,
    model_of,
    named,
    resolved,
)

PLAIN: dict[str, Any] = {"string": str, "integer": int, "number": float, "boolean": bool}
CREDENTIALS = {
    name: said for name, said in SPEC["components"]["securitySchemes"].items() if "name" in said
}


def type_of(schema: dict[str, Any]) -> Any:
    """Give the Python type that a schema's values have in the library."""
    if "$ref" in schema:
        return getattr(dli_flink, named(schema))
    if schema["type"] == "array":
        return list[type_of(schema["items"])]  # type: ignore[misc]  # made at run time
    return PLAIN[schema["type"]]


def given_as(schema: dict[str, Any]) -> Any:
    """Give the type of a keyword: an enumeration's values are taken as they are, too, and what text holds as JSON."""
    if "contentSchema" in schema:
        return str | Mapping[str, object] | Sequence[object]
    members = resolved(schema).get("enum")
    return type_of(schema) | Literal[tuple(members)] if members else type_of(schema)


def body_fields(operation: Operation) -> dict[str, dict[str, Any]]:
    """Give the fields of an operation's body, in the spec's order."""
    found: dict[str, dict[str, Any]] = SCHEMAS[named(operation.body["schema"])]["properties"]
    return found


@pytest.mark.parametrize("name", [*REQUESTS, *RESPONSES])
def test_a_model_has_the_fields_of_its_schema_in_their_order_and_no_other(name: str) -> None:
    model = model_of(name)

    assert list(model.model_fields) == list(SCHEMAS[name]["properties"])
    assert [field.alias for field in model.model_fields.values() if field.alias] == []
    assert issubclass(model, BaseModel)


@pytest.mark.parametrize("name", REQUESTS)
def test_a_field_of_a_request_has_the_type_of_its_schema_or_is_unset(name: str) -> None:
    hints = get_type_hints(model_of(name))

    for field, said in SCHEMAS[name]["properties"].items():
        assert hints[field] == type_of(said) | Unset, field
        assert model_of(name).model_fields[field].default is UNSET, field


@pytest.mark.parametrize("name", RESPONSES)
def test_a_field_of_a_response_has_the_type_of_its_schema_or_is_none(name: str) -> None:
    hints = get_type_hints(model_of(name))

    for field, said in SCHEMAS[name]["properties"].items():
        assert hints[field] == type_of(said) | None, field
        assert model_of(name).model_fields[field].default is None, field


@pytest.mark.parametrize("name", ENUMS)
def test_an_enumeration_has_the_names_and_values_of_its_schema_in_their_order(name: str) -> None:
    schema, members = SCHEMAS[name], list(getattr(dli_flink, name))

    assert [member.name for member in members] == schema["x-enum-varnames"]
    assert [member.value for member in members] == schema["enum"]
    assert members == schema["enum"]
    assert [str(member) for member in members] == [str(value) for value in schema["enum"]]
    assert {type(member.value) for member in members} == {PLAIN[schema["type"]]}


@every_operation
@pytest.mark.parametrize("client", [Client, AsyncClient])
def test_a_method_takes_the_parameters_then_the_body_then_each_of_its_fields(
    client: type[Any], operation: Operation
) -> None:
    taken = inspect.signature(getattr(client, operation.name)).parameters
    own = [each for each in operation.said["parameters"] if "x-client-parameter" not in each]
    keywords = ["body", *body_fields(operation)]

    assert list(taken) == ["self", *(each["name"] for each in own), *keywords]
    for name in keywords:
        assert taken[name].kind is inspect.Parameter.KEYWORD_ONLY, name
        assert taken[name].default is UNSET, name
    for each in own:
        assert taken[each["name"]].kind is inspect.Parameter.POSITIONAL_OR_KEYWORD
        assert taken[each["name"]].default is inspect.Parameter.empty


@every_operation
@pytest.mark.parametrize("client", [Client, AsyncClient])
def test_every_argument_and_the_result_have_the_types_of_the_spec(
    client: type[Any], operation: Operation
) -> None:
    hints = get_type_hints(getattr(client, operation.name))
    success = next(media for status, media in operation.responses() if status.startswith("2"))

    del hints["self"]
    expected = {field: given_as(said) | Unset for field, said in body_fields(operation).items()}
    expected["body"] = type_of(operation.body["schema"]) | Unset
    expected["return"] = type_of(success["schema"])
    for each in operation.said["parameters"]:
        if "x-client-parameter" not in each:
            expected[each["name"]] = type_of(each["schema"])

    assert hints == expected


def arguments(method: Any) -> list[inspect.Parameter]:
    """Give what a method takes beside `self`."""
    return list(inspect.signature(method).parameters.values())[1:]


@every_operation
def test_both_clients_have_the_same_methods_but_for_async(operation: Operation) -> None:
    sync, asynchronous = getattr(Client, operation.name), getattr(AsyncClient, operation.name)

    assert arguments(sync) == arguments(asynchronous)
    docs = [inspect.getdoc(each) or "" for each in (sync, asynchronous)]
    assert docs[0] == re.sub(r"\bawait ", "", docs[1]), "but for the example, which awaits"
    assert inspect.iscoroutinefunction(asynchronous)
    assert not inspect.iscoroutinefunction(sync)


@pytest.mark.parametrize(
    ("client", "http"), [(Client, httpx.Client), (AsyncClient, httpx.AsyncClient)]
)
def test_a_client_takes_what_the_spec_says_of_servers_and_security(
    client: type[Any], http: type[Any]
) -> None:
    hints = get_type_hints(client.__init__)
    taken = inspect.signature(client).parameters

    assert hints["project_id"] is str
    assert taken["project_id"].default is inspect.Parameter.empty
    for name in [*SPEC["servers"][0]["variables"], *CREDENTIALS, "base_url"]:
        given = str | Callable[[], str] | None if name in CREDENTIALS else str | None
        if name in KNOWN:
            given = Union[Literal[*KNOWN[name]], given]  # noqa: UP007 - of values
        assert hints[name] == given, name
        assert taken[name].default is None, name
    assert hints["auth"] == hints["signing"] == httpx.Auth | None
    assert hints["timeout"] == float | httpx.Timeout | None
    assert hints["http_client"] == http | None
    assert {each.kind for each in taken.values()} == {inspect.Parameter.KEYWORD_ONLY}
