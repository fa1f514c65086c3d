"""What can't be generated is told at its place, and nothing is written."""

from __future__ import annotations

from pathlib import Path

import pytest
from dli_flink._runtime.checks import CHECKS

from trueup import pipeline
from trueup.config import Settings
from trueup.findings import Code
from trueup.lower.keywords import ENFORCED

from .lowering import HEAD, both_ways, lowered, unsupported


def told(text: str, words: str) -> bool:
    """Say whether exactly this place of a document is told to be unsupported."""
    assert text.count(words) == 1
    before = text[: text.index(words)]
    place = (before.count("\n") + 1, len(before) - before.rfind("\n"))
    found = lowered(text).findings
    assert {each.code for each in found} <= {Code.UNSUPPORTED}
    return {(each.place.line, each.place.column) for each in found} == {place}


@pytest.mark.parametrize(
    ("schema", "words"),
    [
        ("{type: array, contains: {const: 1}, unevaluatedItems: false}", "unevaluatedItems"),
        ("{type: object, not: {required: [a]}, unevaluatedProperties: false}", "unevaluatedP"),
        (
            "{allOf: [{type: array}, {contains: {const: 1}, unevaluatedItems: false}]}",
            "f: {",
        ),
    ],
)
def test_a_keyword_that_nothing_holds_is_told_at_it(schema: str, words: str) -> None:
    assert told(both_ways(f"A: {{properties: {{f: {schema}}}}}"), words)


def test_a_schema_that_joins_itself_is_told() -> None:
    made = lowered(both_ways("A: {allOf: [{$ref: '#/components/schemas/A'}, {type: object}]}"))
    assert {each.code for each in made.findings} == {Code.UNSUPPORTED}


@pytest.mark.parametrize(
    "schema",
    [
        "{oneOf: [{type: 'null'}, {$ref: '#/components/schemas/A'}]}",
        "{anyOf: [{$ref: '#/components/schemas/A'}]}",
    ],
)
def test_a_type_that_consists_of_itself_is_told(schema: str) -> None:
    made = lowered(both_ways(f"A: {schema}"))
    assert {each.code for each in made.findings} == {Code.UNSUPPORTED}


def test_a_type_that_stands_inside_itself_is_told_to_be_any_value_there() -> None:
    made = lowered(both_ways("A: {type: array, items: {$ref: '#/components/schemas/A'}}"))
    assert {each.code for each in made.findings} == {Code.PASSED_OVER}


def operation(more: str) -> str:
    """Give a document with one operation."""
    return f"{HEAD}paths:\n  /a:\n    post:\n      operationId: sendA\n{more}\n"


OK = '      responses: {"204": {description: done}}'


@pytest.mark.parametrize(
    ("parameter", "words"),
    [
        ("{name: q, in: query, content: {application/xml: {schema: {}}}}", "content"),
    ],
)
def test_a_parameter_that_can_not_be_written_is_told_at_it(parameter: str, words: str) -> None:
    assert told(operation(f"      parameters: [{parameter}]\n{OK}"), words)


@pytest.mark.parametrize(
    ("part", "words"),
    [
        ("paths: {/a: {$ref: '#/components/pathItems/A'}}", "$ref: '#/comp"),
        ("paths: {}\nwebhooks: {w: {post: {operationId: w, responses: {default: {description: d}}}}}", "webhooks"),
    ],
)  # fmt: skip
def test_an_operation_is_never_skipped_in_silence(part: str, words: str) -> None:
    more = "components: {pathItems: {A: {get: {operationId: a, responses: {default: {description: d}}}}}}"
    made = lowered(f"{HEAD}{part}\n{more}\n")
    assert made.findings or made.api.operations


def test_nothing_is_written_while_something_can_not_be_generated(tmp_path: Path) -> None:
    spec = tmp_path / "openapi.yaml"
    held = "{contains: {const: 1}, unevaluatedItems: false}"
    spec.write_text(both_ways(f"A: {{properties: {{f: {held}}}}}"))
    made = pipeline.generate(Settings(tmp_path, spec, tmp_path / "out"))
    assert [each.code for each in made.findings] == ["TU501"]
    assert list(tmp_path.iterdir()) == [spec]


def test_a_relative_server_of_its_own_is_told_where_the_api_has_none_to_go_by() -> None:
    own = "      servers: [{url: /v2}]\n"
    assert told(operation(f"{own}{OK}"), "servers")


def test_a_keyword_that_the_runtime_does_not_enforce_is_told_where_it_stands_within_another() -> (
    None
):
    spec = both_ways("A: {properties: {l: {type: array, not: {unevaluatedItems: false}}}}")
    assert unsupported(spec)


def test_what_lowering_leaves_to_the_runtime_is_what_the_runtime_enforces() -> None:
    assert {*CHECKS, "then", "else", "minContains", "maxContains"} == ENFORCED


STREAMS = f"""{HEAD}
paths:
  /a:
    post:
      operationId: follow
      requestBody: {{content: {{application/x-ndjson: {{}}}}}}
      responses:
        "200": {{description: ok, content: {{text/event-stream: {{}}, application/jsonl: {{}}}}}}
        "202": {{description: ok, content: {{application/json: {{}}, application/json-seq: {{}}}}}}
        "203": {{description: ok, content: {{text/csv: {{}}}}}}
        default: {{description: no, content: {{text/event-stream: {{}}}}}}
    get:
      operationId: follow_stream
      responses:
        "200":
          description: ok
          content: {{application/json: {{schema: {{properties: {{a: {{type: integer}}}}}}}}, text/event-stream: {{}}}}
          x-success-when: {{field: a, equals: 1, error: NoError}}
"""


def test_what_streams_beside_something_else_is_an_operation_of_its_own() -> None:
    made = lowered(STREAMS)
    shown = [
        (each.name, str(each.delivery), [f"{a.status} {a.media}" for a in each.responses])
        for each in made.api.operations
    ]
    assert shown == [
        ("follow", "whole", ["202 json", "203 text", "default text"]),
        ("follow_stream_", "items", ["200 events", "202 lines", "203 text", "default text"]),
        ("follow_stream", "whole", ["200 json"]),
        ("follow_stream_stream", "items", ["200 events"]),
    ]
    assert [(each.code, each.message, each.place.line) for each in made.findings] == [
        (
            "TU502",
            "the library asks for and reads text/event-stream here, not application/jsonl",
            10,
        ),
        ("TU502", "text/event-stream of an error is read as text, its items untyped", 13),
        ("TU502", "the success rule is not held on what comes item by item", 20),
    ]
