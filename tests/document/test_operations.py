"""Operations: a name each, path parameters that fit the path, and nothing used that is declared nowhere."""

from __future__ import annotations

import pytest

from .linting import HEAD, at, findings, paths, reported

OK = 'responses: {"204": {description: ok}}'


def test_an_operation_without_a_name_is_reported_at_its_method() -> None:
    spec = paths(f"/a:\n  get:\n    {OK}\n")
    assert reported(spec) == [at(spec, "get", "TU209")]


def test_a_name_used_twice_is_reported_at_its_second_place_and_names_the_first() -> None:
    spec = paths(f"""
/a:
  get: {{operationId: same, {OK}}}
  put: {{operationId: other, {OK}}}
/b:
  get: {{{OK}, operationId: same}}
""")
    (finding,) = findings(spec)
    assert reported(spec) == [at(spec, "operationId: same}", "TU205")]
    assert "line 5" in finding.message


def test_a_name_used_three_times_is_reported_twice() -> None:
    spec = paths("".join(f"/{p}: {{get: {{operationId: same, {OK}}}}}\n" for p in "abc"))
    assert [line.split()[1] for line in reported(spec)] == ["TU205", "TU205"]


def test_a_path_parameter_that_is_declared_nowhere_is_reported_at_the_operation() -> None:
    spec = paths(f"/a/{{id}}:\n  get: {{operationId: readA, {OK}}}\n")
    assert reported(spec) == [at(spec, "get", "TU210")]


def test_a_path_parameter_that_the_path_does_not_have_is_reported_at_it() -> None:
    spec = paths(f"""
/a:
  get:
    operationId: readA
    parameters: [{{name: id, in: path, required: true, schema: {{}}}}]
    {OK}
""")
    assert reported(spec) == [at(spec, "{name", "TU210")]


def test_a_path_parameter_may_be_declared_beside_the_operations_or_by_reference() -> None:
    spec = paths(
        f"""
/a/{{id}}/{{part}}:
  parameters: [{{name: id, in: path, required: true, schema: {{}}}}]
  get:
    operationId: readA
    parameters: [{{$ref: "#/components/parameters/Part"}}]
    {OK}
""",
        "components: {parameters: {Part: {name: part, in: path, required: true, schema: {}}}}\n",
    )
    assert reported(spec) == []


def test_a_security_scheme_that_is_declared_nowhere_is_reported_at_its_name() -> None:
    spec = f"{HEAD}paths: {{}}\nsecurity:\n  - key: []\n"
    assert reported(spec) == [at(spec, "key", "TU210")]


def test_a_security_scheme_of_one_operation_is_looked_up_too() -> None:
    spec = paths(f"/a:\n  get:\n    operationId: readA\n    security: [{{key: []}}]\n    {OK}\n")
    assert reported(spec) == [at(spec, "key", "TU210")]


def test_no_security_at_all_is_a_requirement_as_well() -> None:
    spec = f"{HEAD}paths: {{}}\nsecurity: [{{}}]\n"
    assert reported(spec) == []


def test_a_server_variable_that_is_declared_nowhere_is_reported_at_the_url() -> None:
    spec = f"{HEAD}servers:\n  - url: https://{{region}}.example.org\npaths: {{}}\n"
    assert reported(spec) == [at(spec, "url", "TU210")]


def test_a_document_that_the_specification_refuses_is_reported() -> None:
    spec = "openapi: 3.1.0\ninfo:\n  title: T\npaths: {}\n"
    assert reported(spec) == [at(spec, "info", "TU201")]


def test_an_unknown_key_of_an_operation_is_reported_at_the_operation() -> None:
    spec = paths(f"/a:\n  get: {{operationId: readA, {OK}, sumary: x}}\n")
    assert reported(spec) == [at(spec, "get", "TU201")]


def test_a_message_is_one_line_even_where_the_text_of_the_spec_is_not() -> None:
    spec = paths("".join(f'/{p}: {{get: {{operationId: "a\\nb", {OK}}}}}\n' for p in "ab"))
    assert all("\n" not in each.message + each.fix for each in findings(spec))


@pytest.mark.parametrize(
    "part",
    [
        "responses: [1]",
        "responses: {default: [1]}",
        "parameters: {a: 1}",
        "parameters: [1]",
        "parameters: [[1]]",
        "requestBody: [1]",
        "requestBody: {content: [1]}",
        "security: [[1]]",
        "tags: {a: 1}",
        "servers: 5",
    ],
)
def test_a_part_of_an_operation_of_another_kind_is_told_at_its_line(part: str) -> None:
    answers = "" if part.startswith("responses") else f"{OK}, "
    spec = paths(f"/a:\n  get: {{operationId: readA, {answers}\n    {part}}}\n")
    assert {each.place.line for each in findings(spec)} == {6}


@pytest.mark.parametrize(
    "part",
    ["tags: [1]", "security: 5", "servers: [1]", "components: [1]", "webhooks: 5", "x-page: 5"],
)
def test_a_part_of_a_document_of_another_kind_is_told_at_its_line(part: str) -> None:
    assert {each.place.line for each in findings(f"{HEAD}paths: {{}}\n{part}\n")} == {4}


def test_paths_of_another_kind_are_told_at_their_line() -> None:
    assert {each.place.line for each in findings(f"{HEAD}paths: 5\n")} == {3}
