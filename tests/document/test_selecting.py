"""Selecting operations: what is meant stays as it is, and the rest is as if it were not there."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from trueup import pipeline
from trueup.config import Settings
from trueup.document import source
from trueup.document.json_values import mapping
from trueup.document.lint import lint
from trueup.document.selecting import Selected, selected
from trueup.document.walk import operations
from trueup.findings import Code, any_error

from .linting import HEAD

TEXT = f"""{HEAD}security: [{{key: []}}]
paths:
  /cats:
    get: {{operationId: listCats, tags: [cats], responses: {{"200": {{$ref: '#/components/responses/Pet'}}}}}}
    post: {{operationId: addCat, tags: [cats, admin], responses: {{"204": {{description: d}}}}}}
  /cats/{{id}}:
    get:
      operationId: getCat
      parameters: [{{name: id, in: path, required: true, schema: {{$ref: '#/components/schemas/Id'}}}}]
      responses: {{"204": {{description: d}}}}
  /shared: {{$ref: '#/components/pathItems/Both'}}
  /broken:
    get: {{operationId: broken, tags: [odd], responses: {{"200": {{$ref: '#/components/responses/None'}}}}}}
components:
  pathItems:
    Both:
      get: {{operationId: readBoth, tags: [both], responses: {{"204": {{description: d}}}}}}
      put: {{operationId: writeBoth, tags: [admin], responses: {{"204": {{description: d}}}}}}
  responses:
    Pet: {{description: d, content: {{application/json: {{schema: {{$ref: '#/components/schemas/Pet'}}}}}}}}
  schemas:
    Id: {{type: string}}
    Pet: {{type: object, discriminator: {{propertyName: kind}}, properties: {{kind: {{type: string}}}}}}
    Cat: {{allOf: [{{$ref: '#/components/schemas/Pet'}}, {{$ref: '#/components/schemas/Claws'}}]}}
    Claws: {{type: object}}
    Alone: {{type: object, properties: {{self: {{$ref: '#/components/schemas/Alone'}}}}}}
  securitySchemes:
    key: {{type: apiKey, in: header, name: k}}
    other: {{type: apiKey, in: header, name: o}}
"""
ALL = ["listCats", "addCat", "getCat", "readBoth", "writeBoth", "broken"]


def made(*include: str, exclude: tuple[str, ...] = (), prune: bool = False) -> Selected:
    """Select from the document above."""
    return selected(source.parse("openapi.yaml", TEXT), include, exclude, prune=prune)


def kept(chosen: Selected) -> list[object]:
    """Name the operations that were selected."""
    return [each["operationId"] for _, _, _, each in operations(chosen.document.root)]


@pytest.mark.parametrize(
    ("include", "exclude", "stay"),
    [
        (["tag:cats"], (), ["listCats", "addCat"]),
        (["path:/cats/*"], (), ["getCat"]),
        (["path:/cats*"], (), ["listCats", "addCat", "getCat"]),
        (["operation:getCat", "tag:both"], (), ["getCat", "readBoth"]),
        (["tag:cats"], ("tag:admin",), ["listCats"]),
        (
            [],
            ("operation:broken", "operation:write*"),
            ["listCats", "addCat", "getCat", "readBoth"],
        ),
        ([], (), ALL),
    ],
)
def test_operations_are_selected_by_tag_path_and_name(
    include: list[str], exclude: tuple[str, ...], stay: list[str]
) -> None:
    chosen = made(*include, exclude=exclude)
    assert chosen.findings == ()
    assert kept(chosen) == stay
    assert chosen.operations == len(ALL) - len(stay)


def test_what_is_excluded_may_be_wrong() -> None:
    assert any_error(lint(made().document).findings)
    rest = made(exclude=("tag:odd",), prune=True).document
    assert not any_error(lint(rest, tolerant=True).findings)


def test_an_operation_of_a_shared_path_keeps_its_place() -> None:
    document = made("operation:readBoth").document
    line = TEXT[: TEXT.index("readBoth")].count("\n") + 1
    assert document.place("/paths/~1shared/get").line == line


def test_a_selector_that_selects_nothing_is_an_error_that_names_what_there_is() -> None:
    (finding,) = made("tag:cat", "tag:cats").findings
    assert finding.code is Code.SELECTS_NOTHING
    assert finding.message == "tag:cat selects no operation"
    assert "cats" in finding.fix


def test_selectors_that_leave_nothing_are_an_error() -> None:
    (finding,) = made("tag:cats", exclude=("path:/cats",)).findings
    assert finding.code is Code.NOTHING_LEFT


def test_pruning_a_document_without_operations_is_an_error() -> None:
    document = source.parse(
        "openapi.yaml", f"{HEAD}components: {{schemas: {{A: {{type: string}}}}}}"
    )
    (finding,) = selected(document, (), (), prune=True).findings
    assert finding.code is Code.NOTHING_LEFT


def test_pruning_keeps_what_a_slip_of_a_reference_means() -> None:
    text = TEXT.replace(
        "schema: {$ref: '#/components/schemas/Id'}", "schema: {$ref: '#/definitions/Id'}"
    )
    chosen = selected(source.parse("openapi.yaml", text), ["path:/cats/*"], (), prune=True)
    assert [*mapping(mapping(chosen.document.root["components"])["schemas"])] == ["Id"]


def test_pruning_leaves_what_is_needed_also_without_being_named() -> None:
    chosen = made("operation:listCats", prune=True)
    components = mapping(chosen.document.root["components"])
    assert {kind: [*mapping(held)] for kind, held in components.items()} == {
        "pathItems": [],
        "responses": ["Pet"],
        "schemas": ["Pet", "Cat", "Claws"],
        "securitySchemes": ["key"],
    }
    assert chosen.components == 4


def test_without_pruning_every_component_stays() -> None:
    before = source.parse("openapi.yaml", TEXT).root["components"]
    assert made("operation:listCats").document.root["components"] == before


WITHIN = f"""{HEAD}paths:
  /a:
    parameters: [{{name: all, in: query, schema: {{type: string}}}}]
    get:
      operationId: getA
      responses:
        "200":
          description: d
          content: {{application/json: {{schema: {{type: object, properties: {{next: {{$ref: '#/paths/~1a/get/responses/200/content/application~1json/schema'}}}}}}}}}}
  /b:
    post:
      operationId: addB
      parameters: [{{$ref: '#/paths/~1a/parameters/0'}}]
      requestBody: {{content: {{application/json: {{schema: {{$ref: '#/paths/~1a/get/responses/200/content/application~1json/schema'}}}}}}}}
      responses: {{"200": {{$ref: '#/paths/~1a/get/responses/200'}}}}
  /c: {{$ref: '#/paths/~1a'}}
"""  # noqa: E501 - one part a line


def test_what_is_selected_keeps_what_it_refers_to_in_what_is_not() -> None:
    document = source.parse("openapi.yaml", WITHIN)
    chosen = selected(document, ["operation:addB"], (), prune=True)
    root = chosen.document.root
    schema = "#/components/schemas/getA_responses_200_content_application_json_schema"
    assert root["paths"] == {
        "/b": {
            "post": {
                "operationId": "addB",
                "parameters": [{"$ref": "#/components/parameters/a_parameters_0"}],
                "requestBody": {"content": {"application/json": {"schema": {"$ref": schema}}}},
                "responses": {"200": {"$ref": "#/components/responses/getA_responses_200"}},
            }
        }
    }
    components = mapping(root["components"])
    assert components["schemas"] == {
        schema.rpartition("/")[2]: {"type": "object", "properties": {"next": {"$ref": schema}}}
    }
    assert not any_error(lint(chosen.document).findings)
    told = chosen.document.place("/components/responses/getA_responses_200/description")
    assert told.line == WITHIN[: WITHIN.index("description: d")].count("\n") + 1


def test_a_path_that_refers_to_one_that_is_not_selected_stays_whole() -> None:
    chosen = selected(source.parse("openapi.yaml", WITHIN), ["path:/c"], (), prune=False)
    assert [path for _, path, _, _ in operations(chosen.document.root)] == ["/c"]
    assert not any_error(lint(chosen.document).findings)


def test_rulings_about_what_is_not_selected_are_not_judged(tmp_path: Path) -> None:
    spec, rulings = tmp_path / "openapi.yaml", tmp_path / "rulings.yaml"
    spec.write_text(TEXT, "utf-8")
    said = "page: {table: 1, row: 1}, contradiction: c, decision: d, reason: r, holds: {a: 1}"
    text = "rulings:\n"
    for name, at in (("a", "/paths/~1cats/post"), ("b", "/components/schemas/Alone"), ("c", "/x")):
        text += f"- {{id: {name}, at: '{at}', {said}}}\n"
    rulings.write_text(text, "utf-8")
    settings = Settings(tmp_path, spec, tmp_path / "out", rulings=rulings, prune=True)
    made = pipeline.lint(replace(settings, include=("operation:listCats",)), tolerant=True)
    assert [each.message for each in made.findings] == ["the spec has nothing at /x"]
