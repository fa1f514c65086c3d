"""Defects with one sensible reading: read that way with a warning at their place; `lint` takes none of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import pytest

from trueup.document import source
from trueup.document.json_values import JsonValue
from trueup.document.lint import lint
from trueup.document.pointers import at as value_at
from trueup.document.repairs.repair import repaired
from trueup.findings import Code, Severity, any_error
from trueup.lower import lower

from .linting import HEAD, at, paths, schema

OLD: Final = HEAD.replace("3.1.0", "3.0.3")
GET: Final = "/paths/~1a/get"
A: Final = "/components/schemas/A"
OK: Final = 'responses: {"200": {description: ok}}'
GONE: Final = "gone"


@dataclass(frozen=True)
class Defect:
    """A document with one defect: the words where it is told, its code, and what is read at a pointer."""

    text: str
    words: str
    code: Code
    pointer: str = ""
    read: JsonValue = GONE


def get(text: str, path: str = "/a") -> str:
    """Give a document of one operation."""
    return paths(f"{path}:\n  get: {{operationId: a, {text}}}")


def old(text: str) -> str:
    """Say the same in a document of OpenAPI 3.0."""
    return text.replace("3.1.0", "3.0.3")


def query(text: str) -> str:
    """Give a document of one query parameter."""
    return get(f"parameters: [{{name: q, in: query, {text}}}], {OK}")


DEFECTS: Final = {
    "a schema that refers to a response": Defect(
        schema(
            "{$ref: '#/components/responses/R'}",
            more="responses: {R: {description: r, content: {a/json: {schema: {type: string}}}}}",
        ),
        "$ref: '#/components/responses/R'",
        Code.MISSPELT,
        f"{A}/$ref",
        "#/components/responses/R/content/a~1json/schema",
    ),
    "a schema that refers to a header": Defect(
        schema("{$ref: '#/components/headers/H'}", more="headers: {H: {schema: {type: string}}}"),
        "$ref: '#/components/headers/H'",
        Code.MISSPELT,
        f"{A}/$ref",
        "#/components/headers/H/schema",
    ),
    "closed against what it joins": Defect(
        schema(
            "{additionalProperties: false, allOf: [{$ref: '#/components/schemas/B'}]}",
            b="{type: object, required: [b], properties: {b: {type: string}}}",
        ),
        "additionalProperties",
        Code.MEANINGLESS,
        f"{A}/unevaluatedProperties",
        False,
    ),
    "version as a number": Defect(
        "openapi: 3.1\ninfo: {title: T, version: '1'}\npaths: {}\n",
        "openapi: 3.1",
        Code.OTHER_DIALECT,
        "/openapi",
        "3.1.0",
    ),
    "version of two parts": Defect(
        "openapi: '3.0'\ninfo: {title: T, version: '1'}\npaths: {}\n",
        "openapi",
        Code.OTHER_DIALECT,
        "/openapi",
        "3.1.0",
    ),
    "later version as a number": Defect(
        "openapi: 3.2\ninfo: {title: T, version: '1'}\npaths: {}\n",
        "openapi: 3",
        Code.OTHER_DIALECT,
        "/openapi",
        "3.2.0",
    ),
    "no paths": Defect(f"{OLD}components: {{}}\n", "openapi", Code.FILLED_IN, "/paths", {}),
    "no info": Defect(
        "openapi: 3.1.0\npaths: {}\n", "openapi", Code.FILLED_IN, "/info/title", "API"
    ),
    "no title": Defect(
        "openapi: 3.1.0\ninfo: {version: '1'}\npaths: {}\n",
        "info",
        Code.FILLED_IN,
        "/info/title",
        "API",
    ),
    "no version": Defect(
        "openapi: 3.1.0\ninfo: {title: T}\npaths: {}\n",
        "info",
        Code.FILLED_IN,
        "/info/version",
        "0",
    ),
    "version of the API as a number": Defect(
        "openapi: 3.1.0\ninfo: {title: T, version: 2}\npaths: {}\n",
        "version: 2",
        Code.MISSPELT,
        "/info/version",
        "2",
    ),
    "doubled tag": Defect(
        f"{HEAD}paths: {{}}\ntags: [{{name: t}}, {{name: u}}, {{name: t, description: again}}]\n",
        "{name: t, d",
        Code.REPEATED,
        "/tags",
        [{"name": "t"}, {"name": "u"}],
    ),
    "empty components": Defect(
        f"{HEAD}paths: {{}}\ncomponents:\n", "components", Code.MEANINGLESS, "/components"
    ),
    "odd name of a schema": Defect(
        schema("type: object").replace(" A:", " A b<c>:"),
        "A b<c>",
        Code.ODD_NAME,
        "/components/schemas/A b<c>/type",
        "object",
    ),
    "server variable without a declaration": Defect(
        f"{HEAD}paths: {{}}\nservers: [{{url: 'https://{{site}}'}}]\n",
        "{url",
        Code.FILLED_IN,
        "/servers/0/variables/site/x-caller-chooses",
        True,
    ),
    "path without a slash": Defect(
        get(OK, "a"), "a:\n  ", Code.MISSPELT, f"{GET}/operationId", "a"
    ),
    "range in small letters": Defect(
        get('responses: {"4xx": {description: no}}'),
        '"4xx"',
        Code.MISSPELT,
        f"{GET}/responses/4XX/description",
        "no",
    ),
    "status not in quotes": Defect(
        get("responses: {200: {description: ok}}"),
        "200",
        Code.KEY_NOT_TEXT,
        f"{GET}/responses/200/description",
        "ok",
    ),
    "no responses": Defect(
        old(get("summary: s")), "get:", Code.FILLED_IN, f"{GET}/responses/default/description", ""
    ),
    "no description": Defect(
        get('responses: {"200": {}}'),
        '"200"',
        Code.FILLED_IN,
        f"{GET}/responses/200/description",
        "",
    ),
    "body without content": Defect(
        get(f"requestBody: {{description: d}}, {OK}"),
        "requestBody",
        Code.MEANINGLESS,
        f"{GET}/requestBody",
    ),
    "doubled operationId": Defect(
        paths(
            f"/a:\n  get: {{operationId: a, {OK}}}\n/b/{{c}}:\n  parameters: [{{name: c, in: path, required: true, schema: {{type: string}}}}]\n  get: {{operationId: a,  {OK}}}"  # noqa: E501 - one document
        ),
        "operationId: a,  ",
        Code.DUPLICATE_OPERATION_ID,
        "/paths/~1b~1{c}/get/operationId",
        "a_b_c",
    ),
    "no operationId": Defect(
        paths(f"/a:\n  get: {{{OK}}}"), "get", Code.MISSING_OPERATION_ID, f"{GET}/operationId"
    ),
    "undeclared path parameter": Defect(
        get(OK, "/a/{b}"),
        "get",
        Code.UNDECLARED_NAME,
        "/paths/~1a~1{b}/get/parameters/0/required",
        True,
    ),
    "path parameter without a place": Defect(
        get(
            f"parameters: [{{name: b, in: path, required: true, schema: {{}}}}, {{name: q, in: query, schema: {{}}}}], {OK}"  # noqa: E501 - one document
        ),
        "{name: b",
        Code.UNDECLARED_NAME,
        f"{GET}/parameters",
        [{"name": "q", "in": "query", "schema": {}}],
    ),
    "optional path parameter": Defect(
        get(f"parameters: [{{name: b, in: path, schema: {{}}}}], {OK}", "/{b}"),
        "{name: b",
        Code.FILLED_IN,
        "/paths/~1{b}/get/parameters/0/required",
        True,
    ),
    "doubled parameter": Defect(
        get(
            f"parameters: [{{name: b, in: query, schema: {{}}}}, {{in: query, name: b, schema: {{}}}}], {OK}"
        ),
        "{in: query",
        Code.REPEATED,
        f"{GET}/parameters/1",
    ),
    "true as text": Defect(
        query("required: 'true', schema: {}"),
        "required",
        Code.MISSPELT,
        f"{GET}/parameters/0/required",
        True,
    ),
    "type beside no schema": Defect(
        query("type: integer"),
        "{name: q",
        Code.MEANINGLESS,
        f"{GET}/parameters/0/schema/type",
        "integer",
    ),
    "parameter without a schema": Defect(
        query("description: d"), "{name: q", Code.FILLED_IN, f"{GET}/parameters/0/schema", {}
    ),
    "unknown field of an operation": Defect(
        get(f"produces: [text], {OK}"), "produces", Code.MEANINGLESS, f"{GET}/produces"
    ),
    "type in other letters": Defect(
        schema("type: Integer"), "type: I", Code.MISSPELT, f"{A}/type", "integer"
    ),
    "short type": Defect(schema("type: int"), "type: i", Code.MISSPELT, f"{A}/type", "integer"),
    "type that is a format": Defect(
        schema("type: datetime"), "type: d", Code.MISSPELT, f"{A}/format", "date-time"
    ),
    "file": Defect(schema("type: file"), "type: f", Code.OTHER_DIALECT, f"{A}/format", "binary"),
    "null not in quotes": Defect(
        schema("type: [string, null]"), "type", Code.MISSPELT, f"{A}/type", ["string", "null"]
    ),
    "nullable in 3.1": Defect(
        schema("{type: string, nullable: true}"),
        "nullable",
        Code.OTHER_DIALECT,
        f"{A}/type",
        ["string", "null"],
    ),
    "nullable reference in 3.1": Defect(
        schema("{$ref: '#/components/schemas/B', nullable: true}", b="type: string"),
        "nullable",
        Code.OTHER_DIALECT,
        f"{A}/anyOf/1/type",
        "null",
    ),
    "boolean bound in 3.1": Defect(
        schema("{type: integer, minimum: 0, exclusiveMinimum: true}"),
        "exclusiveMinimum",
        Code.OTHER_DIALECT,
        f"{A}/exclusiveMinimum",
        0,
    ),
    "exclusive number in 3.0": Defect(
        old(schema("{type: integer, exclusiveMinimum: 3}")),
        "exclusiveMinimum",
        Code.OTHER_DIALECT,
        f"{A}/exclusiveMinimum",
        3,
    ),
    "list of types in 3.0": Defect(
        old(schema("type: [string, 'null']")),
        "type:",
        Code.OTHER_DIALECT,
        f"{A}/type",
        ["string", "null"],
    ),
    "keyword beside a reference in 3.0": Defect(
        old(schema("{$ref: '#/components/schemas/B', maxLength: 3}", b="type: string")),
        "maxLength",
        Code.OTHER_DIALECT,
        f"{A}/maxLength",
    ),
    "list of items": Defect(
        schema("{type: array, items: [{type: string}]}"),
        "items",
        Code.OTHER_DIALECT,
        f"{A}/prefixItems/0/type",
        "string",
    ),
    "empty enum": Defect(schema("{type: string, enum: []}"), "enum", Code.MEANINGLESS, f"{A}/enum"),
    "numbers in an enum of text": Defect(
        schema("{type: string, enum: [1, b]}"), "enum", Code.MISSPELT, f"{A}/enum", ["1", "b"]
    ),
    "one value for an enum": Defect(
        schema("{type: string, enum: b}"), "enum", Code.MISSPELT, f"{A}/enum", ["b"]
    ),
    "empty anyOf": Defect(
        schema("{type: string, anyOf: []}"), "anyOf", Code.MEANINGLESS, f"{A}/anyOf"
    ),
    "allOf without a list": Defect(
        schema("{allOf: {type: string}}"), "allOf", Code.MISSPELT, f"{A}/allOf/0/type", "string"
    ),
    "discriminator as text": Defect(
        schema("{type: object, discriminator: kind}"),
        "discriminator",
        Code.MISSPELT,
        f"{A}/discriminator/propertyName",
        "kind",
    ),
    "unknown required": Defect(
        schema("{type: object, properties: {a: {}}, required: [a, b]}"),
        "b]",
        Code.UNDECLARED_NAME,
        f"{A}/properties/b",
        {},
    ),
    "required on a property": Defect(
        schema("{type: object, properties: {a: {type: string, required: true}}}"),
        "required",
        Code.MISSPELT,
        f"{A}/required",
        ["a"],
    ),
    "doubled required": Defect(
        schema("{type: object, properties: {a: {}}, required: [a, a]}"),
        "required",
        Code.REPEATED,
        f"{A}/required",
        ["a"],
    ),
    "number as text": Defect(
        schema("{type: string, maxLength: '5'}"), "maxLength", Code.MISSPELT, f"{A}/maxLength", 5
    ),
    "keyword in other letters": Defect(
        schema("{type: string, readonly: true}"),
        "readonly",
        Code.UNKNOWN_KEYWORD,
        f"{A}/readOnly",
        True,
    ),
    "unknown keyword": Defect(
        schema("{type: string, optional: true}"), "optional", Code.UNKNOWN_KEYWORD, f"{A}/optional"
    ),
    "definitions": Defect(
        schema("{$ref: '#/components/schemas/A/definitions/x', definitions: {x: {type: string}}}"),
        "definitions: {",
        Code.UNKNOWN_KEYWORD,
        f"{A}/$ref",
        "#/components/schemas/A/$defs/x",
    ),
    "pattern that does not compile": Defect(
        schema("{type: string, pattern: '\\p{L}'}"), "pattern", Code.BAD_PATTERN, f"{A}/pattern"
    ),
    "default of another type": Defect(
        schema("{type: integer, default: many}"), "default", Code.DEFAULT_REFUSED, f"{A}/default"
    ),
    "default outside its enum": Defect(
        schema("{type: string, enum: [a], default: b}"),
        "default",
        Code.DEFAULT_REFUSED,
        f"{A}/default",
    ),
    "example of another type": Defect(
        schema("{type: integer, example: many}"), "example", Code.EXAMPLE_REFUSED, f"{A}/example"
    ),
    "names for an enum": Defect(
        schema("{type: string, enum: [a, b], x-enum-varnames: [A]}"),
        "x-enum-varnames",
        Code.ENUM_MISMATCH,
        f"{A}/x-enum-varnames",
    ),
    "foreign extension": Defect(
        schema("{type: object, properties: {a: {x-unit: 5}}}"),
        "x-unit",
        Code.BAD_EXTENSION,
        f"{A}/properties/a/x-unit",
    ),
    "hidden character": Defect(
        schema('{type: string, description: "a\\u202eb"}'),
        "description",
        Code.UNSAFE_TEXT,
        f"{A}/description",
        "ab",
    ),
    "reference as in Swagger 2": Defect(
        schema("{$ref: '#/definitions/B'}", b="type: string"),
        "$ref",
        Code.MISSPELT,
        f"{A}/$ref",
        "#/components/schemas/B",
    ),
}


@pytest.mark.parametrize("defect", DEFECTS.values(), ids=DEFECTS)
def test_a_defect_with_one_sensible_reading_is_read_that_way(defect: Defect) -> None:
    read = lint(source.parse("openapi.yaml", defect.text), tolerant=True)
    place = at(defect.text, defect.words, defect.code)
    told = {f"{each.place.line}:{each.place.column} {each.code}" for each in read.findings}
    assert place in told
    assert {each.severity for each in read.findings} == {Severity.WARNING}
    assert _read(read.document.root, defect.pointer) == defect.read
    assert lower(read.document).api


@pytest.mark.parametrize("defect", DEFECTS.values(), ids=DEFECTS)
def test_what_was_repaired_has_nothing_left_to_repair(defect: Defect) -> None:
    first = lint(source.parse("openapi.yaml", defect.text), tolerant=True).document
    lasting = {Code.ODD_NAME, Code.MISSING_OPERATION_ID, Code.KEY_NOT_TEXT}
    again = lint(first, tolerant=True)
    assert {each.code for each in again.findings} <= lasting
    assert again.document.root == first.root


WITHOUT_READING: Final = {
    "reference that leads nowhere": (schema("{$ref: '#/components/schemas/X'}"), "$ref"),
    "status that nobody knows": (get("responses: {abc: {description: d}}"), "abc"),
    "parameter in no place": (
        get(f"parameters: [{{name: b, in: body, schema: {{}}}}], {OK}"),
        "in: body",
    ),
    "type that nobody knows": (schema("type: thing"), "type: t"),
    "security scheme that nobody declared": (get(f"security: [{{key: []}}], {OK}"), "key"),
}


@pytest.mark.parametrize(("text", "words"), WITHOUT_READING.values(), ids=WITHOUT_READING)
def test_a_defect_without_a_sensible_reading_stays_an_error(text: str, words: str) -> None:
    read = lint(source.parse("openapi.yaml", text), tolerant=True)
    errors = [each for each in read.findings if each.severity is Severity.ERROR]
    assert [at(text, words, each.code) for each in errors] == [
        f"{each.place.line}:{each.place.column} {each.code}" for each in errors
    ]
    assert errors


def test_a_document_that_names_its_page_is_never_repaired() -> None:
    text = schema("type: Integer").replace('version: "1"', 'version: "1", x-documented-by: p')
    assert any_error(lint(source.parse("openapi.yaml", text), tolerant=True).findings)


@pytest.mark.parametrize("defect", DEFECTS.values(), ids=DEFECTS)
def test_lint_takes_no_defect(defect: Defect) -> None:
    document = source.parse("openapi.yaml", defect.text)
    found = lint(document).findings
    told_only = {Code.KEY_NOT_TEXT, Code.MISSING_OPERATION_ID, Code.OTHER_DIALECT}
    assert any_error(found) or {each.code for each in found} <= told_only
    assert found


def test_what_moves_up_keeps_its_place() -> None:
    text = get(
        "parameters: [{name: b, in: path, required: true, schema: {}},"
        f" {{name: q, in: query, schema: {{type: thing}}}}], {OK}"
    )
    read = lint(source.parse("openapi.yaml", text), tolerant=True)
    errors = [each for each in read.findings if each.severity is Severity.ERROR]
    assert {(each.place.line, each.place.column) for each in errors} == {
        tuple(map(int, at(text, "type: thing", "").split()[0].split(":")))
    }


def _read(root: dict[str, JsonValue], pointer: str) -> JsonValue:
    try:
        return value_at(root, pointer)
    except KeyError:
        return GONE


def test_schemas_that_are_joined_of_themselves_are_not_closed_as_a_whole() -> None:
    closed = "additionalProperties: false, required: [x]"
    document = source.parse(
        "a.yaml",
        f"""{HEAD}paths: {{}}
components:
  schemas:
    A: {{{closed}, allOf: [{{$ref: '#/components/schemas/A'}}]}}
    B: {{{closed}, allOf: [{{$ref: '#/components/schemas/C'}}]}}
    C: {{{closed}, allOf: [{{$ref: '#/components/schemas/B'}}]}}
    D: {{{closed}, allOf: [{{$ref: '#/components/schemas/B'}}]}}
""",
    )
    made, findings = repaired(document)
    assert made.root["components"] == document.root["components"]
    assert findings == ()
