"""What OpenAPI 3.2 added works in a library, or is told."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from pydantic import ValidationError

from trueup import pipeline
from trueup.config import Settings
from trueup.findings import Severity

from .rendering import library, part

SPEC = """openapi: 3.2.0
$self: https://api.test/specs/openapi.yaml
info: {title: Newer, version: "1", summary: s}
servers: [{url: "https://api.example.org", name: production}]
tags:
  - {name: pets, summary: Pets, kind: nav}
  - {name: cats, parent: pets, kind: nav}
paths:
  /search:
    query:
      operationId: search
      tags: [cats]
      security: [{'#/components/securitySchemes/Key': []}]
      requestBody: {required: true, content: {application/json: {$ref: '#/components/mediaTypes/Filter'}}}
      responses:
        "200": {summary: Found, content: {application/json: {$ref: '#/components/mediaTypes/Pets'}}}
    additionalOperations:
      COPY:
        operationId: copy
        parameters: [{in: query, name: ids, content: {application/jsonl: {itemSchema: {type: integer}}}}]
        responses: {"204": {}}
      FOLD:
        operationId: fold
        responses: {"204": {description: done}}
  /list:
    get:
      operationId: listPets
      parameters:
        - in: querystring
          name: all
          required: true
          content:
            application/x-www-form-urlencoded:
              schema: {$ref: 'openapi.yaml#/components/schemas/Listing'}
              encoding: {tags: {style: pipeDelimited, explode: false}, where: {contentType: application/json}}
        - {in: cookie, name: raw, style: cookie, schema: {type: string}}
        - {in: cookie, name: many, style: cookie, schema: {type: array, items: {type: integer}}}
      responses: {"204": {}}
components:
  securitySchemes:
    Key: {type: apiKey, in: header, name: X-Key, deprecated: true}
    Device:
      type: oauth2
      oauth2MetadataUrl: https://api.test/metadata
      flows:
        deviceAuthorization: {deviceAuthorizationUrl: https://a.test/device, tokenUrl: https://a.test/token, scopes: {}}
  mediaTypes:
    Filter:
      schema: {$ref: '#/components/schemas/Filter'}
      examples: {one: {dataValue: {name: a}, serializedValue: '{"name": "a"}'}}
    Pets: {$ref: '#/components/mediaTypes/List'}
    List: {schema: {properties: {pets: {type: array, items: {$ref: '#/components/schemas/Pet'}}}}}
  schemas:
    Filter:
      type: object
      required: [name]
      properties: {name: {type: string}, pet: {$ref: '#/components/schemas/Pet'}}
    Listing:
      type: object
      required: [limit]
      properties:
        limit: {type: integer, maximum: 9, description: How many.}
        tags: {type: array, items: {type: string}}
        ids: {type: array, items: {type: integer}}
        where: {type: object, properties: {a: {type: integer}}}
    Pet:
      oneOf:
        - {$ref: '#/components/schemas/Cat'}
        - {$ref: '#/components/schemas/Dog'}
        - {$ref: '#/components/schemas/Other'}
      discriminator: {propertyName: kind, defaultMapping: Other}
    Cat: {type: object, required: [kind], properties: {kind: {const: Cat}, lives: {type: integer}}}
    Dog: {type: object, required: [kind], properties: {kind: {const: Dog}, tricks: {type: integer}}}
    Other: {type: object, properties: {kind: {type: string}, legs: {type: integer}}, xml: {nodeType: element}}
"""


@pytest.fixture(scope="module")
def newer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """Import the library of the document."""
    with library(SPEC, tmp_path_factory.mktemp("newer"), "newer_api") as package:
        yield package


def sent(
    package: Any, operation: str, /, answer: Any = None, **named: Any
) -> tuple[httpx.Request, Any]:
    """Call an operation; give the request that was sent, and what came back."""
    requests: list[httpx.Request] = []

    def handle(request: httpx.Request) -> httpx.Response:
        requests.append(request)
        return httpx.Response(204) if answer is None else httpx.Response(200, json=answer)

    with httpx.Client(transport=httpx.MockTransport(handle)) as http:
        client = package.Client(http_client=http, key="k")
        made = getattr(client, operation)(**named)
    return requests[0], made


def test_a_document_of_3_2_is_sound_and_is_generated_without_a_word(tmp_path: Path) -> None:
    spec = tmp_path / "openapi.yaml"
    spec.write_text(SPEC, "utf-8")
    settings = Settings(tmp_path, spec, tmp_path / "out")
    assert pipeline.lint(settings).findings == ()
    assert pipeline.lint(settings, tolerant=True).findings == ()


def test_the_method_query_carries_a_body(newer: Any) -> None:
    request, made = sent(newer, "search", name="a", answer={"pets": [{"kind": "Cat", "lives": 9}]})
    assert (request.method, request.url.path, json.loads(request.content)) == (
        "QUERY",
        "/search",
        {"name": "a"},
    )
    assert request.headers["X-Key"] == "k"
    assert (type(made.pets[0]).__name__, made.pets[0].lives) == ("CatRead", 9)


def test_methods_beyond_those_with_a_name_of_their_own_are_called(
    newer: Any,
) -> None:
    request, _ = sent(newer, "copy", ids=[1, 2])
    assert (request.method, request.url.query) == ("COPY", b"ids=1%0A2%0A")
    assert sent(newer, "fold")[0].method == "FOLD"


def test_the_fields_of_a_query_string_are_parameters(newer: Any) -> None:
    request, _ = sent(newer, "list_pets", limit=3, tags=["a", "b"], ids=[1, 2], where={"a": 1})
    assert request.url.query.decode() == "limit=3&tags=a%7Cb&ids=1&ids=2&where=%7B%22a%22%3A1%7D"
    with pytest.raises(newer.InvalidRequestError):
        sent(newer, "list_pets", limit=10)


def test_cookies_of_their_own_style_are_not_escaped(newer: Any) -> None:
    request, _ = sent(newer, "list_pets", limit=1, raw="a%b=c/d", many=[1, 2])
    assert request.headers["Cookie"] == "raw=a%b=c/d; many=1; many=2"
    for unfit in ("a;b", "a b", "a\r\nb", "é"):
        with pytest.raises(newer.InvalidRequestError):
            sent(newer, "list_pets", limit=1, raw=unfit)


def test_what_is_of_no_kind_that_is_known_is_of_the_default_one(newer: Any) -> None:
    pets = [{"kind": "Cow", "legs": 4}, {"legs": 2}, {"kind": "Dog"}]
    _, made = sent(newer, "search", name="a", answer={"pets": pets})
    assert [type(each).__name__ for each in made.pets] == ["OtherRead", "OtherRead", "DogRead"]
    filter_ = part(newer, "models").Filter
    other = {"name": "a", "pet": {"kind": "Cow", "legs": 4}}
    assert filter_.model_validate(other).model_dump(mode="json") == other
    with pytest.raises(ValidationError):
        filter_.model_validate({"name": "a", "pet": {"kind": "Cow", "legs": "many"}})


def told(folder: Path, text: str) -> list[str]:
    """Give what is found in a document, errors first."""
    spec = folder / "openapi.yaml"
    spec.write_text(text, "utf-8")
    found = pipeline.lowered(Settings(folder, spec, folder / "out")).findings
    return [
        f"{each.code} {each.message}"
        for each in sorted(found, key=lambda each: each.severity is Severity.WARNING)
    ]


def listing(
    schema: str, content: str = "application/x-www-form-urlencoded", required: str = "true"
) -> str:
    """Give a document with a query string."""
    held = f"{{{content}: {{schema: {schema}}}}}"
    return f"""openapi: 3.2.0
info: {{title: T, version: "1"}}
paths:
  /a:
    get:
      operationId: a
      parameters: [{{in: querystring, name: q, required: {required}, content: {held}}}]
      responses: {{"204": {{description: d}}}}
"""


@pytest.mark.parametrize(
    "text",
    [
        listing("{type: object, properties: {a: {}}}", "application/json"),
        listing("{type: object, additionalProperties: {type: string}}"),
        listing("{type: object, properties: {a: {}}, minProperties: 1}"),
    ],
)
def test_a_query_string_that_is_no_list_of_fields_is_told(tmp_path: Path, text: str) -> None:
    assert told(tmp_path, text)[0].startswith("TU501 unsupported: a querystring parameter")


def test_a_field_that_has_to_be_there_only_where_others_are_is_told(tmp_path: Path) -> None:
    text = listing(
        "{type: object, required: [a], properties: {a: {type: string}}}", required="false"
    )
    assert [each[:25] for each in told(tmp_path, text)] == ["TU502 a can be left out: "]


def test_a_default_kind_that_is_no_member_is_told(tmp_path: Path) -> None:
    text = SPEC.replace("defaultMapping: Other", "defaultMapping: Filter")
    assert any("defaultMapping" in each for each in told(tmp_path, text))


def test_what_is_of_3_2_is_read_in_older_documents_too_and_told(tmp_path: Path) -> None:
    found = told(tmp_path, SPEC.replace("3.2.0", "3.1.0"))
    assert {each[:5] for each in found} == {"TU803", "TU801"}
    assert sum("is of OpenAPI 3.2" in each for each in found) == 3


def test_single_operations_of_other_methods_are_selected_and_left_out(tmp_path: Path) -> None:
    spec = tmp_path / "openapi.yaml"
    spec.write_text(SPEC, "utf-8")
    chosen = Settings(
        tmp_path, spec, tmp_path / "out", exclude=("operation:copy", "operation:search")
    )
    made = pipeline.lowered(chosen)
    assert made.api is not None
    assert [each.key for each in made.api.operations] == ["fold", "listPets"]
    broken = SPEC.replace(
        "operationId: fold", "operationId: fold\n        parameters: [{$ref: '#/none'}]"
    )
    spec.write_text(broken, "utf-8")
    kept = pipeline.lowered(Settings(tmp_path, spec, tmp_path / "out", keep_going=True))
    assert kept.api is not None
    assert [each.key for each in kept.api.operations] == ["search", "copy", "listPets"]
    assert any("FOLD /search is left out" in each.message for each in kept.findings)


def test_a_method_that_is_not_in_capitals_is_told(tmp_path: Path) -> None:
    found = told(tmp_path, SPEC.replace("FOLD:", "fold:"))
    assert found[0].startswith("TU501 unsupported: the method fold")
