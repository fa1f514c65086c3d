"""Draft a spec from the facts of a page: complete where the page is plain, and open where a person has to decide.

The draft is of the house vocabulary, and lints clean but for its decisions (`x-to-decide`). What the page says in
sentences is not repeated: each description names the line where it stands.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from trueup.document.json_values import JsonObject, JsonValue
from trueup.findings import Code, Finding, Place, Refused
from trueup.page.draft.bodies import request_body, responses
from trueup.page.draft.cleaning import cleaned, plain
from trueup.page.draft.fitting import fitted
from trueup.page.draft.naming import Naming, naming
from trueup.page.draft.notes import OPERATION, notes
from trueup.page.draft.operation import Called, called, has_credentials, left_out, parameters
from trueup.page.draft.places import Places, rule_of
from trueup.page.draft.schemas import Shapes, schema_of, shapes
from trueup.page.draft.writing import joined, written
from trueup.page.facts import Facts, Kind


def draft(facts: Facts, findings: Sequence[Finding] = ()) -> str:
    """Write the first OpenAPI 3.1 document of a page; `findings` are of its reading. Raise Refused."""
    if facts.operation is None and not facts.fields:
        what, fix = "the page has neither an operation nor fields", "name a page that has"
        raise Refused(Finding(Place(facts.file), Code.NO_OPERATION, what, fix))
    safe, lost = cleaned(facts)
    told = {path: tuple(map(plain, texts)) for path, texts in notes(facts, findings).items()}
    for path, texts in lost.items():
        told[path] = (*told.get(path, ()), *texts)
    to = called(safe)
    named = naming(safe.title, to.method, to.path)
    of = shapes(safe, named.operation_id)
    return written(fitted(_document(safe, told, to, named, of)), _rules(safe, of))


def _document(
    facts: Facts,
    told: Mapping[str, Sequence[str]],
    to: Called,
    named: Naming,
    of: Shapes,
) -> JsonObject:
    places = Places()
    operation = _operation(facts, told, to, named, of, places)
    schemas: JsonObject = {shape.name: schema_of(shape, of, told, places) for shape in of.shapes}
    return {
        "openapi": "3.1.0",
        "info": _info(facts, named),
        "servers": [
            {
                "url": "https://example.invalid",
                "description": "A placeholder.",
                "x-to-decide": ["the page names no host: say where the API is"],
                "x-source": "Not on the page.",
            }
        ],
        "tags": [{"name": named.tag}],
        "paths": {to.path: {to.method.lower(): operation}},
        **({"components": {"schemas": schemas}} if schemas else {}),
    }


def _info(facts: Facts, named: Naming) -> JsonObject:
    undecided: JsonObject = {}
    if not facts.updated:
        what = "the page does not say when it was updated: add `updated` if you know"
        undecided = {"x-to-decide": [what]}
    page: JsonObject = {"title": facts.title or plain(facts.file)}
    if facts.updated:
        page["updated"] = facts.updated
    return {
        "title": named.summary,
        "version": "0.1.0",
        "description": (
            "A first draft, made from one documentation page. `x-page` gives the table and row that a statement was"
            " read from. What `x-to-decide` lists is open: decide it, record the decision in `rulings.yaml`, and"
            " remove the line. Descriptions are still to be written."
        ),
        **undecided,
        "x-documented-by": page,
    }


def _operation(
    facts: Facts,
    told: Mapping[str, Sequence[str]],
    to: Called,
    named: Naming,
    of: Shapes,
    places: Places,
) -> JsonObject:
    undecided: list[JsonValue] = [*to.undecided, *told.get(OPERATION, ())]
    if not has_credentials(facts):
        undecided.append("the page says nothing of credentials: say how a caller proves who it is")
    undecided += left_out(facts)
    undecided += _update(facts, to.method)
    line = (
        f"Line {facts.operation.span.line} of the page." if facts.operation else "Not on the page."
    )
    listed = parameters(facts, to.path, told, places)
    body = request_body(facts, of)
    return {
        "operationId": named.operation_id,
        "tags": [named.tag],
        "summary": named.summary,
        "description": "To be described.",
        **({"x-to-decide": undecided} if undecided else {}),
        "x-source": line,
        **({"parameters": listed} if listed else {}),
        **({"requestBody": body} if body else {}),
        "responses": responses(facts, of, places),
    }


def _update(facts: Facts, method: str) -> list[JsonValue]:
    sent = [field for field in facts.fields if field.path.startswith("request.")]
    if method not in ("PUT", "PATCH") or not sent:
        return []
    if any(True in field.values(Kind.MANDATORY) for field in sent):
        return []
    return ["no field is mandatory: does one that is left out keep its value (`x-partial-update`)?"]


def _rules(facts: Facts, of: Shapes) -> Mapping[str, str]:
    """Name the sections of the draft by the tables that they come from."""
    made = {shape.name: rule_of(shape.fields[0].table) for shape in of.shapes}
    outside = ("path.", "query.", "header.")
    listed = [rule_of(each.table) for each in facts.fields if each.path.startswith(outside)]
    statuses = [rule_of(each.table) for each in facts.statuses]
    for key, names in (("parameters", listed), ("responses", statuses)):
        if names:
            made[key] = joined(names)
    return made
