"""Every field and parameter is documented with the spec's words, limits, units, defaults and places.

The docstrings are read by ast and inspect; what has to stand in them is read from the spec.
"""

from __future__ import annotations

import inspect
import json
from typing import Any

import pytest
from dli_flink import AsyncClient, Client

from .calling import every_operation
from .docstrings import attribute_docs, expected_of, sections, source_of, words
from .spec import ENUMS, KNOWN, REQUESTS, RESPONSES, SCHEMAS, SPEC, Operation, model_of, named

every_client = pytest.mark.parametrize("client", [Client, AsyncClient])


@pytest.mark.parametrize("name", [*REQUESTS, *RESPONSES])
def test_every_field_is_documented_as_the_spec_describes_it(name: str) -> None:
    assert attribute_docs(name) == {
        field: expected_of(said) for field, said in SCHEMAS[name]["properties"].items()
    }


@pytest.mark.parametrize("name", ENUMS)
def test_every_member_is_documented_as_the_spec_describes_it(name: str) -> None:
    schema = SCHEMAS[name]

    assert attribute_docs(name) == dict(
        zip(schema["x-enum-varnames"], schema["x-enum-descriptions"], strict=True)
    )


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_class_is_documented_as_the_spec_describes_it(name: str) -> None:
    said = SCHEMAS[name]

    assert words(model_of(name).__doc__) == words(f"{said['description']} {source_of(said)}")


@every_client
@every_operation
def test_a_method_says_what_the_spec_says_of_it(client: type[Any], operation: Operation) -> None:
    doc = words(getattr(client, operation.name).__doc__)

    assert doc.startswith(f"{operation.said['summary']}. {words(operation.said['description'])} ")


@every_client
@every_operation
def test_every_argument_is_documented_as_the_spec_describes_it(
    client: type[Any], operation: Operation
) -> None:
    method = getattr(client, operation.name)
    documented = sections(inspect.getdoc(method))["Args"]
    of_client = sections(inspect.getdoc(client))["Args"]

    for field, said in SCHEMAS[named(operation.body["schema"])]["properties"].items():
        assert documented[field] == expected_of(said)
    for said in operation.said["parameters"]:
        where = of_client if "x-client-parameter" in said else documented
        assert where[said["name"]] == expected_of(said)
    assert words(operation.said["requestBody"]["description"]) in documented["body"]
    assert {"self", *documented} == set(inspect.signature(method).parameters)


@every_client
@every_operation
def test_the_answer_is_documented_as_the_spec_describes_it(
    client: type[Any], operation: Operation
) -> None:
    found = sections(inspect.getdoc(getattr(client, operation.name)))["Returns"]
    expected = {
        f"{status}, `{named(media['schema'])}`": expected_of(operation.said["responses"][status])
        for status, media in operation.responses()
        if status.startswith("2")
    }

    assert found == expected


@every_client
@every_operation
def test_every_error_that_a_method_can_raise_is_documented(
    client: type[Any], operation: Operation
) -> None:
    found = sections(inspect.getdoc(getattr(client, operation.name)))["Raises"]
    errors = {"400": "BadRequestError", "default": "APIStatusError"}
    responses = operation.said["responses"]
    rule = responses["200"]["x-success-when"]

    for status in responses.keys() - {"200"}:
        assert found.pop(errors[status]) == f"{status}, {expected_of(responses[status])}"
    rejection = found.pop(rule["error"])
    assert f"`{rule['field']}` is not {json.dumps(rule['equals'])}" in rejection
    assert set(found) == {"InvalidRequestError", "TransportError", "DecodeError"}


@every_client
def test_every_credential_and_server_variable_is_documented(client: type[Any]) -> None:
    documented = sections(inspect.getdoc(client))["Args"]

    for name, said in SPEC["components"]["securitySchemes"].items():
        if said["type"] == "apiKey":
            assert documented[name] == words(f"{said['description']} Sent as {said['name']}.")
    for name, said in SPEC["servers"][0]["variables"].items():
        known = ", ".join(KNOWN[name])
        wanted = words(f"{said['description']} Known: {known}; others are taken too.")
        assert documented[name] == wanted
    assert set(documented) == set(inspect.signature(client).parameters)
