"""What a spec leaves to be decided: told at its line, and no error."""

from __future__ import annotations

from pathlib import Path

from trueup.config import Settings
from trueup.pipeline import compiled

from .linting import HEAD, at, findings, paths, reported, schema


def test_an_open_decision_is_a_warning_at_its_line() -> None:
    spec = schema("properties:\n  a:\n    type: string\n    x-to-decide:\n      - is it a date?\n")
    (told,) = findings(spec)
    assert reported(spec) == [at(spec, "is it a date?", "TU405")]
    assert told.message == "to decide: is it a date?"
    assert told.severity == "warning"


def test_each_decision_is_told_on_its_own() -> None:
    spec = schema("x-to-decide:\n  - first one\n  - second one\n")
    assert reported(spec) == [at(spec, "first one", "TU405"), at(spec, "second one", "TU405")]


def test_decisions_may_stand_on_any_part() -> None:
    spec = paths(
        """
/a:
  get:
    operationId: a
    x-to-decide: [of the operation]
    parameters:
      - name: q
        in: query
        schema: {type: string}
        x-to-decide: [of the parameter]
    responses:
      "200":
        description: d
        x-to-decide: [of the response]
""",
        more="servers: [{url: https://example.invalid, x-to-decide: [of the server]}]\n",
    ).replace("info: {", "info: {x-to-decide: [of the info], ")
    wanted = ("info", "operation", "parameter", "response", "server")
    assert reported(spec) == [at(spec, f"of the {each}", "TU405") for each in wanted]


def test_a_property_of_that_name_is_a_property() -> None:
    spec = schema("properties:\n  x-to-decide:\n    type: string\n")
    assert reported(spec) == []


def test_decisions_of_another_form_are_reported() -> None:
    for wrong in ("x-to-decide: []", "x-to-decide: [5]", "x-to-decide: ['']", "x-to-decide: text"):
        spec = schema(wrong)
        assert [each.code for each in findings(spec) if each.severity == "error"] == ["TU301"]


def test_a_spec_with_open_decisions_can_be_generated(tmp_path: Path) -> None:
    file = tmp_path / "openapi.yaml"
    file.write_text(f"{HEAD}x-to-decide: [all of it]\npaths: {{}}\n", "utf-8")
    made = compiled(Settings(tmp_path, file, tmp_path / "out"))
    assert made.plan is not None
    assert [each.code for each in made.findings] == ["TU405"]
