"""What can't be used costs only what needs it: each named, and never everything."""

from __future__ import annotations

from trueup.document import source
from trueup.document.leaving import Left, leave
from trueup.document.lint import lint
from trueup.document.walk import operations
from trueup.findings import Code, Severity, any_error

from .linting import HEAD

TEXT = f"""{HEAD}security: [{{good: []}}]
paths:
  /fine:
    get: {{operationId: fine, responses: {{"204": {{description: d}}}}}}
  /needs:
    get:
      operationId: needs
      responses:
        "200": {{$ref: '#/components/responses/Holds'}}
    delete: {{operationId: free, responses: {{"204": {{description: d}}}}}}
  /own:
    get: {{operationId: own, responses: {{abc: {{description: d}}}}}}
  /shared:
    parameters: [{{name: p, in: nowhere, schema: {{}}}}]
    get: {{operationId: one, responses: {{"204": {{description: d}}}}}}
    put: {{operationId: two, responses: {{"204": {{description: d}}}}}}
  /locked:
    get: {{operationId: locked, security: [{{odd: []}}], responses: {{"204": {{description: d}}}}}}
  /open:
    get: {{operationId: open, security: [{{odd: []}}, {{good: []}}], responses: {{"204": {{description: d}}}}}}
components:
  responses:
    Holds: {{description: d, content: {{application/json: {{schema: {{$ref: '#/components/schemas/A'}}}}}}}}
  schemas:
    A: {{type: object, properties: {{b: {{$ref: '#/components/schemas/B'}}}}}}
    B: {{type: thing}}
    C: {{type: string}}
  securitySchemes:
    good: {{type: apiKey, in: header, name: k}}
    odd: {{type: odd}}
"""


def left(text: str) -> Left:
    """Leave out of a document all that has an error."""
    linted = lint(source.parse("openapi.yaml", text), tolerant=True)
    errors = [each for each in linted.findings if each.severity is Severity.ERROR]
    made = leave(linted.document, errors)
    assert made is not None
    return made


def test_only_what_needs_it_is_left_out() -> None:
    root = left(TEXT).document.root
    kept = [operation["operationId"] for _, _, _, operation in operations(root)]
    assert kept == ["fine", "free", "open"]
    components = root["components"]
    assert isinstance(components, dict)
    assert components["schemas"] == {"C": {"type": "string"}}
    assert components["responses"] == {}


def test_what_is_left_is_sound() -> None:
    assert not any_error(lint(left(TEXT).document, tolerant=True).findings)


def test_each_is_named_with_its_reason() -> None:
    told = (each.message.partition(" is left out: ") for each in left(TEXT).findings)
    reasons = {what: why for what, _, why in told}
    assert reasons.keys() == {
        "GET /needs", "GET /own", "GET /shared", "PUT /shared", "GET /locked",
        "responses/Holds", "schemas/A", "schemas/B", "securitySchemes/odd",
    }  # fmt: skip
    assert reasons["GET /needs"] == "it needs responses/Holds"
    assert reasons["schemas/A"] == "it needs schemas/B"
    assert "TU201, line" in reasons["schemas/B"]


def test_a_document_of_which_nothing_is_left_is_an_error() -> None:
    text = TEXT.replace("name: k", "name: 5").replace("in: header", "in: hedder")
    codes = [each.code for each in left(text).findings if each.severity is Severity.ERROR]
    assert codes == [Code.NOTHING_LEFT]


def test_an_error_outside_of_all_units_is_not_left_out() -> None:
    document = source.parse("openapi.yaml", TEXT)
    assert leave(document, [document.finding("/info", Code.INVALID_DOCUMENT, "m", "f")]) is None
