"""What changes about operations, and whom it breaks."""

from __future__ import annotations

from typing import Any

from tests.publish.comparing import breaking, edition, wire, with_parameter
from trueup.document.source import Document

TEXT = {"type": "string"}


def rules(old: Document, new: Document) -> list[str]:
    return [each.rule for each in breaking(old, new)]


def media(*names: str) -> dict[str, Any]:
    return {"content": {name: {"schema": TEXT} for name in names}}


def answering(**statuses: Any) -> Document:
    return edition(
        {"responses": {key[1:]: {"description": "", **said} for key, said in statuses.items()}}
    )


def secured(*alternatives: dict[str, list[str]], **schemes: Any) -> Document:
    return edition(security=list(alternatives), components={"securitySchemes": schemes})


def at(*urls: str, **variables: Any) -> Document:
    return edition(
        servers=[{"url": url, **({"variables": variables} if variables else {})} for url in urls]
    )


def test_an_operation_that_is_gone_breaks_and_one_more_does_not() -> None:
    both = edition(paths={"/a": {"put": {"responses": {}}}, "/b": {"get": {"responses": {}}}})
    one = edition(paths={"/a": {"put": {"responses": {}}}})
    assert rules(both, one) == ["operation-removed"]
    assert rules(one, both) == []


def test_what_a_path_calls_its_parameter_is_no_part_of_the_address() -> None:
    def of(name: str) -> Document:
        parameter = {"name": name, "in": "path", "required": True, "schema": TEXT}
        return edition(
            paths={f"/a/{{{name}}}": {"get": {"parameters": [parameter], "responses": {}}}}
        )

    assert rules(of("id"), of("job_id")) == []


def test_a_parameter_that_is_gone_or_required_breaks() -> None:
    none, optional, required = edition(), with_parameter(TEXT), with_parameter(TEXT, required=True)
    assert rules(optional, none) == ["request-parameter-removed"]
    assert rules(none, required) == ["request-parameter-added"]
    assert rules(optional, required) == ["request-required-narrowed"]
    assert rules(none, optional) == rules(required, optional) == []


def test_a_parameter_that_is_written_another_way_breaks() -> None:
    texts = {"type": "array", "items": TEXT}
    plain, piped = with_parameter(texts), with_parameter(texts, style="pipeDelimited", explode=True)
    assert rules(plain, piped) == ["request-parameter-style-changed"]


def test_a_body_that_is_gone_or_required_or_of_another_type_breaks() -> None:
    none, optional = edition(), edition({"requestBody": media("application/json")})
    required = edition({"requestBody": {"required": True, **media("application/json")}})
    both = edition({"requestBody": media("application/json", "text/plain")})
    assert rules(optional, none) == ["request-body-removed"]
    assert rules(none, required) == ["request-body-added"]
    assert rules(optional, required) == ["request-required-narrowed"]
    assert rules(both, optional) == ["request-media-type-removed"]
    assert rules(none, optional) == rules(optional, both) == rules(required, optional) == []


def test_the_parameters_of_a_media_type_make_no_other_one() -> None:
    plain = edition({"requestBody": media("application/json")})
    assert rules(plain, edition({"requestBody": media("application/json; charset=utf-8")})) == []


def test_a_success_that_is_gone_breaks_and_errors_come_and_go() -> None:
    assert rules(answering(_200={}, _202={}), answering(_200={})) == ["response-status-removed"]
    assert rules(answering(_200={}), answering(_200={}, _202={}, _404={})) == []
    assert rules(answering(_200={}, _404={}), answering(_200={})) == []


def test_a_header_of_an_answer_that_is_gone_breaks() -> None:
    with_header = answering(_200={"headers": {"X-Total": {"schema": {"type": "integer"}}}})
    assert rules(with_header, answering(_200={})) == ["response-header-removed"]
    assert rules(answering(_200={}), with_header) == []


def test_credentials_that_no_longer_suffice_break_whatever_they_are_called() -> None:
    key, other = ({"type": "apiKey", "in": "header", "name": name} for name in ("X-Key", "X-Other"))
    assert rules(secured({"a": []}, a=key), secured({"b": []}, b=key)) == []
    assert rules(secured({"a": []}, a=key), secured({"a": []}, a=other)) == [
        "request-security-narrowed"
    ]
    assert rules(secured({}), secured({"a": []}, a=key)) == ["request-security-narrowed"]
    assert rules(secured({"a": []}, a=key), secured({"a": []}, {"b": []}, a=key, b=other)) == []
    assert rules(secured({"a": []}, a=key), secured({"a": [], "b": []}, a=key, b=other)) == [
        "request-security-narrowed"
    ]


def test_more_scopes_break_and_fewer_do_not() -> None:
    flows = {
        "clientCredentials": {"tokenUrl": "https://a.example/token", "scopes": {"r": "", "w": ""}}
    }
    few, many = (
        secured({"o": scopes}, o={"type": "oauth2", "flows": flows})
        for scopes in (["r"], ["r", "w"])
    )
    assert rules(few, many) == ["request-security-narrowed"]
    assert rules(many, few) == []


def test_an_address_that_is_gone_breaks_also_as_a_value_of_a_variable() -> None:
    assert rules(at("https://a.example", "https://b.example"), at("https://a.example")) == [
        "request-server-removed"
    ]
    regions = [{"default": "x", "enum": ["x", *more]} for more in (["y"], [])]
    url = "https://{region}.example"
    assert rules(at(url, region=regions[0]), at(url, region=regions[1])) == [
        "request-server-removed"
    ]
    assert rules(at(url, region=regions[1]), at(url, region=regions[0])) == []


def test_a_new_operation_id_and_words_are_documentation_on_the_wire() -> None:
    old, new = (edition({"operationId": each, "summary": each}) for each in ("one", "two"))
    assert {str(each.effect) for each in wire(old, new)} == {"documentation"}


def test_one_change_of_a_component_is_told_once_with_how_many_operations_have_it() -> None:
    def of(limit: int) -> Document:
        body = {
            "requestBody": {
                "content": {"application/json": {"schema": {"$ref": "#/components/schemas/A"}}}
            }
        }
        schema = {"type": "object", "properties": {"a": {"type": "string", "maxLength": limit}}}
        paths = {f"/{name}": {"put": {**body, "responses": {}}} for name in "abc"}
        return edition(paths=paths, components={"schemas": {"A": schema}})

    (found,) = breaking(of(5), of(4))
    assert (found.operation, found.said) == ("PUT /a", "maxLength 5 → 4 (and in 2 more)")
