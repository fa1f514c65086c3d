"""Servers that a variable leads to: by the value that a caller gives, with what else the URL holds filled in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from .rendering import OK, library

ZONES = f"""openapi: 3.1.0
info: {{title: T, version: "1"}}
servers:
  - url: https://{{zone}}.example.com/{{stage}}
    variables:
      zone: {{default: a, x-known-values: [a, b]}}
      stage: {{default: live, enum: [live, test]}}
  - url: https://{{zone}}.cloud.example.org/{{stage}}
    x-chosen-by: zone
    variables: {{zone: {{default: c, enum: [c, d]}}, stage: {{default: test}}}}
  - url: https://{{maker}}.example.net
    x-chosen-by: stage
    variables: {{stage: {{default: dev, enum: [dev]}}, maker: {{default: acme}}}}
  - url: https://sandbox-{{zone}}.example.com
    variables: {{zone: {{default: a, enum: [a]}}}}
paths:
  /things:
    get:
      operationId: list_things
      {OK}
"""


@pytest.fixture(scope="module")
def zones(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with library(ZONES, tmp_path_factory.mktemp("zones"), "zoned") as package:
        yield package


@pytest.mark.parametrize(
    ("given", "called"),
    [
        ({}, "https://a.example.com/live/things"),  # a server that nothing leads to is not called
        ({"zone": "b", "stage": "test"}, "https://b.example.com/test/things"),
        ({"zone": "d"}, "https://d.cloud.example.org/live/things"),
        ({"zone": "e"}, "https://e.example.com/live/things"),
        ({"zone": "b", "stage": "dev"}, "https://acme.example.net/things"),
    ],
)
def test_the_value_of_a_variable_leads_to_its_server(
    zones: Any, given: dict[str, str], called: str
) -> None:
    seen: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(str(request.url))
        return httpx.Response(204)

    with httpx.Client(transport=httpx.MockTransport(answer)) as http:
        zones.Client(http_client=http, **given).list_things()
    assert seen == [called]


def test_a_closed_list_holds_what_leads_elsewhere_too(zones: Any) -> None:
    with pytest.raises(ValueError, match="stage must be one of live, test, dev, not 'prod'"):
        zones.Client(stage="prod")
