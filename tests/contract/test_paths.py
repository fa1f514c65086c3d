"""What callers put into a path stays where it belongs, and the server is the one of the spec.

Sent by both clients, over a MockTransport and over a real socket; judged by openapi-core.
What can't stand in a path at all is in test_refused.py.
"""

from __future__ import annotations

from typing import Any, get_args, get_type_hints
from urllib.parse import unquote

import httpx
import pytest
from dli_flink import Client
from openapi_core import OpenAPI

from .arrivals import Server, accepted, judgeable
from .calling import Send, arguments_of, every_flavour, every_operation, every_transport
from .spec import SPEC, Operation

TEXTS = [
    "p",
    "0123456789abcdef0123456789abcdef",
    "a/b c?#%",
    "/",
    "%2F",
    "%",
    "...",
    "..a",
    "../x",
    "~-_.",
    "\u00e9\U0001f600",
    "a+b&c=d;e",
    "{job_id}",
    "a\r\nX-Injected: yes",
    "a\0b",
    "http://evil.example/",
    ":@",
    "\\..\\",
]


@every_operation
@every_flavour
@every_transport
@pytest.mark.parametrize("text", TEXTS, ids=ascii)
def test_a_text_stays_one_segment_of_the_path(
    judge: OpenAPI, server: Server, operation: Operation, send: Send, transport: str, text: str
) -> None:
    client, method = arguments_of(operation, text=text)

    send(client, operation, server, transport, **method)

    request = accepted(judge, server, operation)
    read = judge.unmarshal_request(judgeable(server.base_url, request)).parameters.path
    assert {name: unquote(str(value)) for name, value in read.items()} == {
        name: str({**client, **method}[name]) for name in read
    }
    assert request.target.count("/") == operation.path.count("/")
    assert request.header("X-Injected") == []


@every_operation
@every_flavour
@every_transport
@pytest.mark.parametrize("integer", [1, 0, -1, 2**63 - 1, -(2**63)])
def test_an_integer_of_64_bits_arrives_in_the_path(
    judge: OpenAPI, server: Server, operation: Operation, send: Send, transport: str, integer: int
) -> None:
    client, method = arguments_of(operation, integer=integer)

    send(client, operation, server, transport, **method)

    request = accepted(judge, server, operation)
    assert request.target == operation.path.format(**client, **method)


@every_operation
@pytest.mark.parametrize("region", ["ap-southeast-1", "eu-west-0", "cn-north-4", "x"])
def test_a_region_leads_to_the_server_of_the_spec(
    server: Server, operation: Operation, region: str
) -> None:
    client, method = arguments_of(operation)

    with httpx.Client(transport=server.mock()) as http:
        made = Client(**client, region=region, http_client=http, advice="ignore")
        getattr(made, operation.name)(**method)

    (request,) = server.arrived
    (host,) = request.header("Host")
    assert host == SPEC["servers"][0]["url"].removeprefix("https://").format(region=region)
    verdict = OpenAPI.from_dict(SPEC).unmarshal_request(judgeable(f"https://{host}", request))
    assert verdict.errors == []


@pytest.mark.parametrize(
    ("given", "host"),
    [
        ({"region": "eu-west-101"}, "https://dli.eu-west-101.myhuaweicloud.eu"),
        ({"region": "eu-west-0"}, "https://dli.eu-west-0.myhuaweicloud.com"),
        ({"region": "xx-new-9"}, "https://dli.xx-new-9.myhuaweicloud.com"),  # no list knows it
        ({"region": "eu-west-101", "base_url": "http://127.0.0.1:9"}, "http://127.0.0.1:9"),
    ],
)
def test_a_region_has_its_host_and_a_base_url_is_the_way_out(
    server: Server, given: dict[str, Any], host: str
) -> None:
    with httpx.Client(transport=server.mock()) as http:
        Client(project_id="p", token="t", http_client=http, **given).update_sql_job(1, name="a")
    (request,) = server.arrived
    assert request.header("Host") == [httpx.URL(host).netloc.decode()]


def test_every_region_that_is_known_is_offered() -> None:
    first, second = (each["variables"]["region"] for each in SPEC["servers"])
    offered = get_args(get_args(get_type_hints(Client.__init__)["region"])[0])
    assert [*offered] == [*first["x-known-values"], *second["enum"]]
    assert len(offered) == 28


def test_a_region_that_the_caller_chooses_has_no_default() -> None:
    assert SPEC["servers"][0]["variables"]["region"]["x-caller-chooses"] is True

    with pytest.raises(ValueError, match="region"):
        Client(project_id="p", token="t", advice="ignore")


@pytest.mark.parametrize(
    "region", ["", "a.b", "a/b", "a@b", "a:1", "a b", "a\n", "a?b", "a#b", "-a"]
)
def test_a_region_that_would_change_the_host_is_refused(region: str) -> None:
    with pytest.raises(ValueError, match="region"):
        Client(project_id="p", region=region, token="t", advice="ignore")
