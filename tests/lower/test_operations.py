"""Operations: their parameters, bodies and answers, and the names that methods take."""

from __future__ import annotations

import pytest

from trueup.ir import AnyType, Api, NamedType, Scalar, ScalarType, Side, Where

from .lowering import HEAD, api, both_ways, findings, records, unsupported


def operation(more: str, path: str = "/a", name: str = "sendA") -> str:
    """Give one operation."""
    return f"  {path}:\n    post:\n      operationId: {name}\n{more}\n"


OK = '      responses: {"204": {description: done}}'


def methods(*paths: str) -> Api:
    """Lower operations."""
    return api(f"{HEAD}paths:\n{''.join(paths)}")


def test_a_parameter_beside_the_operations_holds_unless_an_operation_has_its_own() -> None:
    made = api(f"""{HEAD}paths:
  /a/{{id}}:
    parameters:
      - {{name: id, in: path, required: true, schema: {{type: string}}}}
      - {{name: q, in: query, schema: {{type: string}}}}
    get:
      operationId: readA
      parameters: [{{name: q, in: query, required: true, schema: {{type: integer}}}}]
      responses: {{"204": {{description: done}}}}
""")
    found = [
        (each.wire, each.where, each.required, each.type) for each in made.operations[0].parameters
    ]
    assert found == [
        ("id", Where.PATH, True, ScalarType(Scalar.STRING)),
        ("q", Where.QUERY, True, ScalarType(Scalar.INTEGER)),
    ]


def test_a_parameter_that_is_given_once_belongs_to_the_client() -> None:
    given = (
        "parameters: [{name: X-Id, in: header, x-client-parameter: true, schema: {type: string}}]"
    )
    made = methods(
        operation(f"      {given}\n{OK}"), operation(f"      {given}\n{OK}", "/b", "sendB")
    )
    assert [each.wire for each in made.settings] == ["X-Id"]
    assert all(each.parameters[0].per_client for each in made.operations)


@pytest.mark.parametrize(
    ("first", "second"), [("readThing", "read-thing"), ("get_v1", "getV1"), ("a1b", "a1_b")]
)
def test_operations_whose_names_are_alike_get_one_each(first: str, second: str) -> None:
    made = methods(operation(OK, "/a", first), operation(OK, "/b", second))
    assert len({each.name for each in made.operations}) == 2


def test_the_operation_that_is_spelled_like_its_python_name_keeps_it() -> None:
    made = methods(operation(OK, "/a", "readThing"), operation(OK, "/b", "read_thing"))
    assert made.operations[1].name == "read_thing"
    assert made.operations[0].name.startswith("read_thing_h")


def test_the_parameter_that_is_spelled_like_its_python_name_keeps_it() -> None:
    given = "parameters: [{name: a-b, in: query, schema: {}}, {name: a_b, in: query, schema: {}}]"
    made = methods(operation(f"      {given}\n{OK}"))
    assert made.operations[0].parameters[1].name == "a_b"
    assert made.operations[0].parameters[0].name.startswith("a_b_h")


@pytest.mark.parametrize("name", ["self", "close", "aclose", "class", "import"])
def test_a_method_does_not_take_a_name_that_the_client_needs(name: str) -> None:
    made = methods(operation(OK, "/a", name))
    assert made.operations[0].name == f"{name}_"


def test_fields_and_parameters_of_the_same_name_are_told_apart() -> None:
    spec = both_ways("A: {properties: {a: {}, a_: {}, q: {}}}").replace(
        "operationId: sendA",
        "operationId: sendA\n      parameters: [{name: a, in: query, schema: {}}, {name: a_, in: query, schema: {}}]",
    )
    (made,) = api(spec).operations
    assert made.body is not None
    arguments = [*(each.name for each in made.parameters), *dict(made.body.keywords).values()]
    assert len(set(arguments)) == len(arguments) == 5


def test_names_of_the_client_are_told_apart() -> None:
    made = api(f"""{HEAD}servers: [{{url: "https://{{token}}.x", variables: {{token: {{default: a}}}}}}]
paths:
  /a:
    get:
      operationId: readA
      parameters: [{{name: Token, in: header, x-client-parameter: true, schema: {{type: string}}}}]
      responses: {{"204": {{description: done}}}}
components:
  securitySchemes:
    token: {{type: apiKey, in: header, name: X-Token}}
    To-ken: {{type: apiKey, in: header, name: X-To-Ken}}
    to_ken: {{type: http, scheme: bearer}}
""")
    assert made.server is not None
    parts = (made.settings, made.credentials, made.server.variables)
    taken = [each.name for part in parts for each in part]
    assert len(set(taken)) == len(taken) == 5


@pytest.mark.parametrize("name", ["timeout", "auth", "base_url", "http_client", "self"])
def test_a_parameter_of_the_client_does_not_take_a_name_that_the_client_needs(name: str) -> None:
    given = f"parameters: [{{name: {name}, in: header, x-client-parameter: true, schema: {{}}}}]"
    made = methods(operation(f"      {given}\n{OK}"))
    assert made.settings[0].name != name


def test_answers_are_kept_by_status_and_only_those_that_are_json_are_read() -> None:
    made = methods(
        operation("""      responses:
        "200": {description: ok, content: {application/problem+json; v=1: {schema: {type: string}}}}
        "204": {description: nothing}
        4XX: {description: theirs}
        default: {description: ours}""")
    )
    found = {each.status: each.type for each in made.operations[0].responses}
    text = ScalarType(Scalar.STRING)
    assert found == {"200": text, "204": None, "4XX": None, "default": None}


def test_a_body_without_a_schema_is_any_json_because_the_spec_says_so() -> None:
    made = methods(operation(f"      requestBody: {{content: {{application/json: {{}}}}}}\n{OK}"))
    assert made.operations[0].body is not None
    assert made.operations[0].body.type == AnyType()


def test_errors_that_all_answer_alike_have_one_record() -> None:
    spec = both_ways("A: {properties: {code: {type: string}}}").replace('"200"', "default")
    made = api(spec)
    (error,) = (each for each in records(made) if each.side is Side.RESPONSE)
    assert made.error == error.key
    assert made.operations[0].responses[0].type == NamedType(error.key)


def test_an_answer_is_a_success_only_by_its_rule() -> None:
    spec = both_ways(
        "A: {properties: {isOk: {type: string}, why: {type: string, writeOnly: true}}}"
    )
    rule = "description: ok\n          x-success-when: {field: isOk, equals: 'true', error: NoError, message: MSG}"
    made = api(spec.replace("description: ok", rule.replace("MSG", "isOk")))
    said = made.operations[0].responses[0].succeeds_when
    assert said is not None
    assert (said.wire, said.name, said.equals, said.error, said.message) == (
        "isOk", "is_ok", '"true"', "NoError", "is_ok",
    )  # fmt: skip


def test_a_success_rule_on_a_field_that_is_never_received_crashes_nothing() -> None:
    spec = both_ways("A: {properties: {ok: {type: string, writeOnly: true}}}")
    rule = "description: ok\n          x-success-when: {field: ok, equals: x, error: NoError}"
    made = findings(spec.replace("description: ok", rule))
    assert {each.code for each in made} == {"TU501"}


def test_a_file_inside_an_object_of_a_form_is_unsupported_and_one_in_a_list_is_not() -> None:
    text = """\
paths:
  /a:
    post:
      operationId: send
      requestBody:
        content:
          multipart/form-data:
            schema:
              type: object
              properties:
                photos: {type: array, items: {type: string, format: binary}}
                meta:
                  type: object
                  properties:
                    thumb: {type: string, format: binary}
      responses: {"204": {description: done}}
"""
    assert unsupported(HEAD + text) == ["17:21 TU501"]
