"""What a spec states: the reverse of facts, field by field, with the keyword that says each."""

from __future__ import annotations

from pathlib import Path

import pytest

from trueup.document import source
from trueup.document.lint import lint
from trueup.document.normalize import normalize
from trueup.findings import Refused
from trueup.page.agreement.disagreements import telling
from trueup.page.facts import Kind
from trueup.page.stated.field import StatedField
from trueup.page.stated.stated import Stated, stated
from trueup.page.statement import statement

from .known import FACTS

ROOT = Path(__file__).resolve().parents[2]


def spec(request: str, *, more: str = "", head: str = "openapi: 3.1.0") -> source.Document:
    """Give a document with one operation, whose request has these properties."""
    text = f"""{head}
info: {{title: T, version: "1"}}
paths:
  /v1/{{id}}/jobs:
    put:
      requestBody: {{content: {{application/json: {{schema: {{$ref: "#/components/schemas/R"}}}}}}}}
      responses: {{"200": {{description: d}}}}
components:
  schemas:
    R:
      type: object
      required: [needed]
      properties: {request}
{more}
"""
    document = source.parse("openapi.yaml", text)
    return source.Document(
        document.file, text.encode(), "", normalize(document.root), (), document._spots
    )


def states(request: str, *, more: str = "", head: str = "openapi: 3.1.0") -> Stated:
    """Give what such a document states."""
    found = stated(spec(request, more=more, head=head), "PUT", "/v1/{id}/jobs")
    assert found is not None
    return found


def field(schema: str, more: str = "") -> StatedField:
    """Give what is stated of a field of this schema."""
    found = states(f"{{a: {schema}}}", more=more).field("request.a")
    assert found is not None
    return found


def test_the_project_s_spec_states_what_the_page_does_but_for_what_rulings_settle() -> None:
    document = lint(source.read(ROOT / "spec" / "openapi.yaml", "openapi.yaml")).document
    found = stated(document, "PUT", "/v1.0/{project_id}/streaming/sql-jobs/{job_id}")
    assert found is not None
    page = {each.path: telling(statement(each)) for each in FACTS.fields}
    ours = {each.path: each.statement for each in found.fields}
    assert ours.keys() == page.keys()
    differing = {path.rpartition(".")[2] for path in page if ours[path] != page[path]}
    assert differing == {
        *("cu_number", "manager_cu_number", "tm_cus"),
        *("dirty_data_strategy", "memory"),
    }
    rows = {each.path: (each.table, each.row) for each in FACTS.fields}
    assert {each.path: each.page for each in found.fields} == rows
    assert [(each.code, each.page) for each in found.statuses] == [
        ("200", (8, 1)),
        ("400", (8, 2)),
        ("default", None),
    ]


@pytest.mark.parametrize(
    ("schema", "kind", "value"),
    [
        ("{type: integer, format: int32}", Kind.TYPE, {"type": "integer", "format": "int32"}),
        ("{type: [string, 'null']}", Kind.TYPE, {"type": "string"}),
        ("{anyOf: [{type: string}, {type: 'null'}]}", Kind.TYPE, {"type": "string"}),
        (
            "{type: array, items: {type: integer}}",
            Kind.TYPE,
            {"type": "array", "items": {"type": "integer"}},
        ),
        (
            "{type: object, additionalProperties: {type: string}}",
            Kind.TYPE,
            {"type": "object", "additionalProperties": {"type": "string"}},
        ),
        ("{type: string, minLength: 0, maxLength: 5}", Kind.LENGTH, {"maxLength": 5}),
        ("{type: array, minItems: 1}", Kind.COUNT, {"minItems": 1}),
        ("{type: integer, exclusiveMinimum: 0}", Kind.RANGE, [{"minimum": 1}]),
        (
            "{type: number, minimum: 0.5, maximum: 2.0}",
            Kind.RANGE,
            [{"minimum": 0.5, "maximum": 2}],
        ),
        (
            "{type: integer, anyOf: [{const: -1}, {minimum: 1}]}",
            Kind.RANGE,
            [{"const": -1}, {"minimum": 1}],
        ),
        ("{type: string, enum: [b, a]}", Kind.ENUM, ["a", "b"]),
        ("{type: string, const: a}", Kind.ENUM, ["a"]),
        ("{oneOf: [{const: a}, {const: b}]}", Kind.ENUM, ["a", "b"]),
        ("{type: array, items: {type: string, enum: [a]}}", Kind.ENUM, ["a"]),
        ("{default: false}", Kind.DEFAULT, False),
        ("{x-default-expression: a + b}", Kind.COMPUTED, "a+b"),
        ("{x-unit: CU}", Kind.UNIT, "cu"),
        ("{x-applies-when: {field: b, equals: 1}}", Kind.CONDITION, {"field": "b", "in": [1]}),
        ("{x-advice: [{says: s}, {says: t, holds: {maximum: 2}}]}", Kind.ADVICE, {"maximum": 2}),
        ("{contentMediaType: application/json}", Kind.CONTENT, "application/json"),
    ],
)
def test_a_keyword_states_its_kind(schema: str, kind: Kind, value: object) -> None:
    assert field(schema).statement[kind] == value
    assert kind in field(schema).keywords


@pytest.mark.parametrize(
    "schema",
    ["{type: boolean, enum: [true, false]}", "{x-advice: [{says: s}]}", "{minLength: 0}", "{}"],
)
def test_what_says_nothing_is_not_stated(schema: str) -> None:
    assert set(field(schema).statement) <= {Kind.TYPE, Kind.MANDATORY}


def test_required_names_make_fields_mandatory_and_tell_the_line() -> None:
    found = states("{needed: {type: string}, other: {type: string}}")
    mandatory = {each.path: each.statement[Kind.MANDATORY] for each in found.fields}
    assert mandatory == {"request.needed": True, "request.other": False}
    assert found.fields[0].keywords[Kind.MANDATORY] == "/components/schemas/R/required/0"


@pytest.mark.parametrize(
    ("schema", "keyword"),
    [
        ("{type: string, pattern: x}", "pattern"),
        ("{type: integer, multipleOf: 2}", "multipleOf"),
        ("{type: array, uniqueItems: true}", "uniqueItems"),
        ("{not: {const: 1}}", "not"),
        ("{anyOf: [{type: string}, {type: integer}]}", "anyOf"),
        ("{type: integer, minimum: 1, anyOf: [{const: 5}, {minimum: 9}]}", "anyOf"),
        ("{type: array, items: {type: string, pattern: x}}", "items/pattern"),
        ("{type: object, additionalProperties: {type: string, maxLength: 2}}", "maxLength"),
    ],
)
def test_a_keyword_that_constrains_and_has_no_kind_is_listed(schema: str, keyword: str) -> None:
    (pointer,) = field(schema).others
    assert pointer.endswith(f"/{keyword}")


@pytest.mark.parametrize(
    "schema", ["{uniqueItems: false}", "{type: object, additionalProperties: false}"]
)
def test_a_keyword_that_constrains_nothing_of_the_page_s_is_not_listed(schema: str) -> None:
    assert field(schema).others == ()


def test_a_limit_that_a_nearer_schema_hides_is_not_lost() -> None:
    found = field(
        '{$ref: "#/components/schemas/N", maximum: 5}', "    N: {type: integer, maximum: 3}"
    )
    assert found.statement[Kind.RANGE] == [{"maximum": 5}]
    assert found.others == ("/components/schemas/N/maximum",)


def test_what_stands_beside_a_reference_is_at_the_property_and_the_rest_at_the_schema() -> None:
    mode = '{$ref: "#/components/schemas/Mode", default: a, x-page: {table: 2, row: 5}}'
    found = field(mode, "    Mode: {type: string, enum: [a, b], x-page: {table: 2}}")
    assert found.pointer == "/components/schemas/R/properties/a"
    assert found.schema == "/components/schemas/Mode"
    assert found.keywords[Kind.DEFAULT] == "/components/schemas/R/properties/a/default"
    assert found.keywords[Kind.ENUM] == "/components/schemas/Mode/enum"
    assert found.page == (2, 5)


def test_fields_of_objects_and_of_lists_of_objects_are_found_in_the_document_s_order() -> None:
    tag = "{type: array, items: {type: object, properties: {key: {type: string}}}}"
    found = states(f"{{a: {{type: object, properties: {{b: {tag}}}}}, c: {{type: string}}}}")
    assert [each.path for each in found.fields] == [
        "request.a",
        "request.a.b",
        "request.a.b[].key",
        "request.c",
    ]
    at = "/components/schemas/R/properties/a"
    assert found.objects == {
        "request": "/components/schemas/R",
        "request.a": at,
        "request.a.b[]": f"{at}/properties/b/items",
    }


def test_parts_of_an_all_of_are_one_object() -> None:
    whole = '{allOf: [{$ref: "#/components/schemas/Base"}, {properties: {y: {type: integer}}}]}'
    base = "    Base: {type: object, required: [x], properties: {x: {type: string}}}"
    found = states(f"{{a: {whole}}}", more=base)
    assert [each.path for each in found.fields] == ["request.a", "request.a.x", "request.a.y"]
    assert found.fields[1].statement[Kind.MANDATORY] is True


@pytest.mark.parametrize(
    "node",
    [
        "{type: object, properties: {a: {$ref: '#/components/schemas/N'}}}",
        "{type: array, items: {$ref: '#/components/schemas/N'}}",
        "{allOf: [{$ref: '#/components/schemas/N'}]}",
        "{$ref: '#/components/schemas/N'}",
        "{$ref: '#/components/schemas/Gone'}",
        "{type: object, properties: {a: {allOf: [{$ref: '#/components/schemas/N'}], default: {}}}}",
        "{properties: {a: {items: {$ref: '#/components/schemas/N'}}}}",
    ],
)
def test_a_schema_within_itself_is_entered_once(node: str) -> None:
    found = states("{a: {$ref: '#/components/schemas/N'}}", more=f"    N: {node}")
    assert len(found.fields) <= 2


def test_references_that_multiply_are_refused_and_not_followed_for_ever() -> None:
    names = "".join(
        f"    N{n}: {{properties: {{a: {{$ref: '#/components/schemas/N{n + 1}'}},"
        f" b: {{$ref: '#/components/schemas/N{n + 1}'}}}}}}\n"
        for n in range(40)
    )
    document = spec("{a: {$ref: '#/components/schemas/N0'}}", more=names)
    with pytest.raises(Refused, match="more than"):
        stated(document, None, None)


def test_a_source_counts_for_all_that_an_object_holds() -> None:
    found = states("{a: {type: object, x-source: The SDK., properties: {b: {}}}, c: {}}")
    assert [bool(each.source) for each in found.fields] == [True, True, False]


def test_a_document_of_3_0_is_read_after_it_was_normalized() -> None:
    found = states(
        "{a: {type: integer, nullable: true, minimum: 0, exclusiveMinimum: true, enum: [1]}}",
        head="openapi: 3.0.3",
    ).fields[0]
    assert found.statement[Kind.TYPE] == {"type": "integer"}
    assert found.statement[Kind.RANGE] == [{"minimum": 1}]
    assert found.statement[Kind.ENUM] == [1]


PARAMETERS = """openapi: 3.1.0
paths:
  /jobs/{id}:
    parameters:
      - {name: id, in: path, required: true, schema: {type: string}, x-page: {table: 1, row: 1}}
      - {name: limit, in: query, schema: {type: string}}
    get:
      parameters:
        - {name: limit, in: query, schema: {type: integer, maximum: 9}, x-unit: job}
        - {$ref: "#/components/parameters/Trace"}
      responses:
        "404": {description: d}
        "201": {content: {text/plain: {}, application/problem+json: {schema: {properties: {a: {}}}}}}
        x-note: {}
    post: {responses: {}}
  /jobs/{id}/run: {get: {responses: {}}}
components:
  parameters:
    Trace: {name: X-Trace, in: header, required: true, schema: {type: string}}
"""


def test_parameters_of_path_and_operation_are_fields_and_the_operation_s_count() -> None:
    found = stated(source.parse("openapi.yaml", PARAMETERS), "get", "/jobs/{id}")
    assert found is not None
    assert [each.path for each in found.fields] == [
        "path.id",
        "query.limit",
        "header.X-Trace",
        "response.a",
    ]
    limit, trace = found.fields[1:3]
    assert limit.pointer == "/paths/~1jobs~1{id}/get/parameters/0"
    assert limit.statement[Kind.RANGE] == [{"maximum": 9}]
    assert limit.keywords[Kind.UNIT] == f"{limit.pointer}/x-unit"
    assert trace.pointer == "/components/parameters/Trace"
    assert trace.statement[Kind.MANDATORY] is True
    assert [each.code for each in found.statuses] == ["404", "201"]


@pytest.mark.parametrize(
    ("method", "path", "found"),
    [
        ("GET", "/jobs/{id}", "/paths/~1jobs~1{id}/get"),
        ("GET", "/jobs/{job_id}", "/paths/~1jobs~1{id}/get"),
        ("GET", "/jobs/12345", "/paths/~1jobs~1{id}/get"),
        ("POST", "/jobs/{id}", "/paths/~1jobs~1{id}/post"),
        ("POST", None, "/paths/~1jobs~1{id}/post"),
        (None, "/jobs/{id}/run", "/paths/~1jobs~1{id}~1run/get"),
        ("PUT", "/jobs/{id}", None),
        ("GET", "/things/{id}", None),
        ("GET", None, None),
        (None, "/jobs/{id}", None),
    ],
)
def test_the_operation_is_found_by_method_and_path(
    method: str | None, path: str | None, found: str | None
) -> None:
    made = stated(source.parse("openapi.yaml", PARAMETERS), method, path)
    assert (made.pointer if made else None) == found


@pytest.mark.parametrize(
    "text",
    [
        "paths: 5",
        "paths: {/a: {get: {parameters: 5, requestBody: [], responses: []}}}",
        "paths: {/a: {get: {parameters: [5, {}], responses: {'200': {content: {a/json: 5}}}}}}",
        "paths: {/a: {get: {requestBody: {content: {a/json: {schema: {type: 5, properties: 7}}}}}}}",
        "paths: {/a: {get: {requestBody: {content: {a/json: {schema: {properties: {a: 5}}}}}}}}",
        "paths: {/a: {get: {requestBody: {content: {a/json: {schema: {properties: {a: {enum: 1,"
        " anyOf: 2, x-page: [], x-advice: {}, x-applies-when: 1, items: [], minLength: x}}}}}}}}}",
    ],
)
def test_a_broken_document_is_no_reason_to_fail(text: str) -> None:
    stated(source.parse("openapi.yaml", text), None, None)
