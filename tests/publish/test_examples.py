"""The examples of a release: each in a file of its own, each of the schema that the index names."""

from __future__ import annotations

import json
from typing import Any

import pytest
from openapi_schema_validator import OAS31Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from tests.publish.comparing import edition, material
from tests.publish.test_release import DOCUMENT
from trueup.document.source import Document
from trueup.publish.release.release import release

A = {"$ref": "#/components/schemas/A~1 b"}
REFERRED = edition(
    {
        "operationId": "put",
        "parameters": [{"$ref": "#/components/parameters/P"}],
        "requestBody": {"$ref": "#/components/requestBodies/B"},
        "responses": {"2XX": {"$ref": "#/components/responses/R"}},
    },
    components={
        "schemas": {"A/ b": {"type": "integer", "examples": [4]}},
        "examples": {"one": {"summary": "One", "value": 1}},
        "headers": {"H": {"schema": A, "example": 9}},
        "parameters": {"P": {"name": "é", "in": "query", "schema": A, "example": 5}},
        "requestBodies": {"B": {"content": {"application/json": {"schema": A}}}},
        "responses": {
            "R": {
                "description": "",
                "headers": {"H": {"$ref": "#/components/headers/H"}},
                "content": {
                    "application/json": {
                        "schema": A,
                        "examples": {"one": {"$ref": "#/components/examples/one"}},
                    },
                    "text/plain": {"schema": {"type": "string"}, "example": "4"},
                },
            }
        },
    },
)


def of(document: Document) -> tuple[list[Any], dict[str, str]]:
    """Give the index of a document's examples, and their files by path."""
    files = release(material(document)).files
    found = {
        path.removeprefix("examples/"): content.decode()
        for path, content in files.items()
        if path.startswith("examples/")
    }
    return json.loads(found.pop("index.json", "[]")), found


@pytest.mark.parametrize(("document", "count"), [(DOCUMENT, 9), (REFERRED, 5)])
def test_each_example_is_of_the_schema_that_the_index_names(document: Document, count: int) -> None:
    root = json.loads(release(material(document)).files["openapi.json"])
    registry = Registry().with_resource("openapi.json", Resource.from_contents(root, DRAFT202012))
    index, files = of(document)
    assert {each["file"] for each in index} == set(files)
    assert len(index) == len(files) == count
    for each in index:
        text = files[each["file"]]
        value = json.loads(text) if each["file"].endswith(".json") else text
        reference = each["schema"].removeprefix("../")
        assert OAS31Validator({"$ref": reference}, registry=registry).is_valid(value), each
        said = registry.resolver().lookup(each["at"].removeprefix("../")).contents
        assert value == (said["value"] if isinstance(said, dict) else said), each


BODY = {"application/json": {"examples": {"a b": {"value": {"x": "é"}}, "A b": {"value": 2}}}}
ANSWER = {
    "text/csv": {"schema": {"type": "string"}, "example": "a,b\n1,2\n"},
    "application/xml": {"schema": {"type": "string"}, "example": "<a/>"},
    "image/png": {"example": "png"},
    "application/x-www-form-urlencoded": {"example": {"a": 1}},
    "application/vnd.a+json": {"example": "text"},
    "text/plain": {"examples": {"far": {"externalValue": "https://a.example/far.txt"}}},
}


def test_names_are_safe_distinct_and_end_as_their_media_type_does() -> None:
    query = {"name": "q[x]", "in": "query", "schema": {"type": "integer", "examples": [1, 2]}}
    header = {"X-Left": {"schema": {"type": "integer"}, "example": 7}}
    index, files = of(
        edition(
            {
                "operationId": "Con",
                "parameters": [query],
                "requestBody": {"content": BODY},
                "responses": {"200": {"description": "", "content": ANSWER, "headers": header}},
            }
        )
    )
    other = next(each for each in files if each.startswith("Con-/request-a-b_h"))
    vendor = next(each for each in files if each.startswith("Con-/200-example_h"))
    assert files == {
        "Con-/query-q-x-example.json": "1\n",
        "Con-/query-q-x-example-2.json": "2\n",
        "Con-/request-a-b.json": '{\n  "x": "é"\n}\n',
        other: "2\n",
        "Con-/200-example.csv": "a,b\n1,2\n",
        "Con-/200-example.xml": "<a/>",
        "Con-/200-example.bin": "png",
        "Con-/200-example.json": '{\n  "a": 1\n}\n',
        vendor: '"text"\n',
        "Con-/200-header-X-Left-example.json": "7\n",
    }
    assert [each["externalValue"] for each in index if "externalValue" in each] == [
        "https://a.example/far.txt"
    ]


def test_a_document_without_examples_has_no_folder_of_them() -> None:
    made = release(material(edition())).files
    assert not [path for path in made if path.startswith("examples")]
    assert "examples" not in made["README.md"].decode()
