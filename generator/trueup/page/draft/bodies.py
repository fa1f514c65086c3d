"""The bodies of a draft: the request, and the responses by status."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from trueup.document.json_values import JsonObject, mapping
from trueup.page.draft.fields import field_node
from trueup.page.draft.notes import deciding
from trueup.page.draft.places import Places
from trueup.page.draft.schemas import Shapes
from trueup.page.facts import Example, Facts, Field, Role, Status

_HEADERS: Final = "response-header"
_UNLISTED: Final = "Not in a table of status codes of the page."


def request_body(facts: Facts, of: Shapes) -> JsonObject:
    """Write the body of the request; nothing where no table lists its fields."""
    name = of.of("request")
    if not name:
        return {}
    shown = _examples(facts, Role.REQUEST)
    open_ = [] if shown else ["no example shows the body: that it is JSON is assumed"]
    return {
        "description": "The fields of the request.",
        "required": True,
        **({"x-to-decide": [*open_]} if open_ else {}),
        "x-source": "The page's table of the request; that a body has to be sent is assumed.",
        "content": _json(of, "request", shown),
    }


def responses(facts: Facts, of: Shapes, places: Places) -> JsonObject:
    """Write a response for each status of the page, and one for any other."""
    rows: dict[str, Status] = {}
    for status in facts.statuses:
        rows.setdefault(status.code, status)
    codes = dict.fromkeys((*rows, *_described(facts)))
    if not any(code.startswith("2") for code in codes):
        codes = dict.fromkeys(("200", *codes))
    good = [code for code in codes if code.startswith("2")]
    carrying = [code for code in good if code != "204"] or good
    headers = _headers(facts, good[0])
    made: JsonObject = {}
    for code in codes:
        row = rows.get(code)
        made[code] = {
            "description": f"Status {code}. To be described.",
            **(places.row(row.table, row.row, row.span) if row else {"x-source": _UNLISTED}),
            **({"headers": headers[code]} if code in headers else {}),
            **_content(facts, of, code, carrying),
        }
        undecided = [] if row else ["no table of status codes has this status"]
        undecided += _bodies(facts, of, code, carrying)
        made[code] = deciding(mapping(made[code]), *undecided)
    made["default"] = {
        "description": "Any other status.",
        "x-to-decide": ["the page does not say what an error looks like: see where it does"],
        "x-source": "Not on the page.",
    }
    return made


def _described(facts: Facts) -> Iterator[str]:
    """Give the statuses that tables of fields are for, each once."""
    roots = dict.fromkeys(field.path.partition(".")[0] for field in facts.fields)
    for root in roots:
        head, _, code = root.rpartition("-")
        if head in ("response", _HEADERS) and code.isalnum() and code[:1].isdigit():
            yield code


def _content(facts: Facts, of: Shapes, code: str, carrying: Sequence[str]) -> JsonObject:
    """Give the body of a status: a table of its own, or what the page says of any response."""
    root = f"response-{code}"
    if of.of(root):
        return {"content": _json(of, root, ())}
    if code in carrying and of.of("response"):
        return {"content": _json(of, "response", _examples(facts, Role.RESPONSE))}
    return {}


def _bodies(facts: Facts, of: Shapes, code: str, carrying: Sequence[str]) -> Iterator[str]:
    if code != carrying[-1]:
        return
    if of.of("response") and len(carrying) > 1:
        yield f"the page does not say which of {', '.join(carrying)} has the body"
    if not of.of("response") and _examples(facts, Role.RESPONSE):
        yield "the page shows an example of the body, and no table of its fields"


def _headers(facts: Facts, good: str) -> Mapping[str, JsonObject]:
    """Give the headers of each status; those that name none are of the first that is good."""
    made: dict[str, JsonObject] = {}
    for field in facts.fields:
        root = field.path.partition(".")[0]
        if root.startswith(_HEADERS) and field.name.casefold() != "content-type":
            code = root.removeprefix(_HEADERS).removeprefix("-") or good
            made.setdefault(code, {}).setdefault(field.name, _header(field))
    return made


def _header(field: Field) -> JsonObject:
    node = field_node(field, "", (), {})
    outside = ("description", "x-to-decide")
    schema: JsonObject = {key: value for key, value in node.items() if key not in outside}
    return {**{key: node[key] for key in outside if key in node}, "schema": schema}


def _json(of: Shapes, root: str, shown: Sequence[Example]) -> JsonObject:
    schema: JsonObject = {"$ref": f"#/components/schemas/{of.of(root)}"}
    if root not in of.names:
        schema = {"type": "array", "items": schema}
    examples: JsonObject = {
        f"page_{number}" if number > 1 else "page": {
            "summary": f"Example at line {each.span.line} of the page",
            "value": each.value,
        }
        for number, each in enumerate(shown, start=1)
    }
    media: JsonObject = {"schema": schema, **({"examples": examples} if examples else {})}
    return {"application/json": media}


def _examples(facts: Facts, role: Role) -> list[Example]:
    return [each for each in facts.examples if each.of is role and each.value is not None]
