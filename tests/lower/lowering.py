"""What a short document is lowered to."""

from __future__ import annotations

from textwrap import indent

from trueup.document import source
from trueup.document.lint import lint
from trueup.findings import Finding, any_error
from trueup.ir import Api, Declaration, Enumeration, Field, Record, Side, Type
from trueup.lower import Lowered, lower

HEAD = """openapi: 3.1.0
info: {title: T, version: "1"}
"""


def lowered(text: str) -> Lowered:
    """Lower a document that lint lets pass."""
    linted = lint(source.parse("openapi.yaml", text))
    assert not any_error(linted.findings), linted.findings
    return lower(linted.document)


def findings(text: str) -> tuple[Finding, ...]:
    """Give everything that lint and lowering tell of a document."""
    linted = lint(source.parse("openapi.yaml", text))
    return linted.findings or lower(linted.document).findings


def api(text: str) -> Api:
    """Lower a document of which everything can be generated."""
    made = lowered(text)
    assert made.findings == ()
    return made.api


def unsupported(text: str) -> list[str]:
    """Give the place of everything that can't be generated, and what it is."""
    shown = (
        f"{each.place.line}:{each.place.column} {each.code}" for each in lowered(text).findings
    )
    return list(shown)


def both_ways(schemas: str, name: str = "A") -> str:
    """Give a document in which a schema is sent and received."""
    return f"""{HEAD}
paths:
  /a:
    post:
      operationId: sendA
      requestBody:
        required: true
        content: {{application/json: {{schema: {{$ref: "#/components/schemas/{name}"}}}}}}
      responses:
        "200":
          description: ok
          content: {{application/json: {{schema: {{$ref: "#/components/schemas/{name}"}}}}}}
components:
  schemas:
{indent(schemas.strip(), " " * 4)}
"""


def sent(schema: str) -> Type:
    """Give the type of a field that is sent."""
    return field_of(both_ways(f"A: {{properties: {{f: {schema}}}}}"), Side.REQUEST).type


def received(schema: str) -> Type:
    """Give the type of a field that is received."""
    return field_of(both_ways(f"A: {{properties: {{f: {schema}}}}}"), Side.RESPONSE).type


def field_of(text: str, side: Side) -> Field:
    """Give the one field of the record that travels one way."""
    (record,) = (each for each in records(api(text)) if each.side is side)
    (field,) = record.fields
    return field


def records(made: Api) -> list[Record]:
    """Give the records."""
    return [each for each in made.declarations if isinstance(each, Record)]


def enumerations(made: Api) -> list[Enumeration]:
    """Give the enumerations."""
    return [each for each in made.declarations if isinstance(each, Enumeration)]


def names(made: Api) -> list[str]:
    """Give the names of all declarations."""
    return [each.name for each in made.declarations]


def named(made: Api, name: str) -> Declaration:
    """Give the declaration of a name."""
    (found,) = (each for each in made.declarations if each.name == name)
    return found
