"""Answers with their status and headers beside their value, the documented headers typed."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest

from .rendering import HEAD, library

DOCUMENT = f"""{HEAD}paths:
  /pets/{{id}}:
    get:
      operationId: pets/get
      tags: [pets]
      parameters: [{{name: id, in: path, required: true, schema: {{type: integer}}}}]
      responses:
        "200":
          description: ok
          headers:
            X-Left: {{schema: {{type: integer}}, description: How many are left.}}
            X-Mode: {{schema: {{type: string, enum: [fast, slow]}}}}
            X-Tags: {{schema: {{type: array, items: {{type: integer}}}}}}
            X-Pair: {{schema: {{type: object, properties: {{a: {{type: integer}}, b: {{type: string}}}}}}}}
            X-More: {{explode: true, schema: {{type: object, additionalProperties: {{type: boolean}}}}}}
            X-Json: {{content: {{application/json: {{schema: {{type: array, items: {{type: integer}}}}}}}}}}
            Expires-At: {{schema: {{type: string, format: date-time}}}}
            Content-Type: {{schema: {{type: integer}}}}
            items: {{$ref: "#/components/headers/Items"}}
          content: {{application/json: {{schema: {{$ref: "#/components/schemas/Header"}}}}}}
        "201":
          description: made
          headers: {{X-Made: {{schema: {{type: boolean}}}}, x-left: {{schema: {{type: integer}}}}}}
        "404": {{description: none}}
  /pets:
    get:
      operationId: pets/list
      tags: [pets]
      responses:
        "200":
          description: ok
          headers: {{Content-Disposition: {{schema: {{type: string}}}}}}
          content: {{application/octet-stream: {{}}}}
  /news:
    get:
      operationId: news
      responses: {{"200": {{description: ok, content: {{text/event-stream: {{}}}}}}}}
components:
  headers: {{Items: {{schema: {{type: number}}}}}}
  schemas: {{Header: {{type: object, properties: {{name: {{type: string}}}}}}}}
"""


class Server:
    """A library that talks to this process, in both flavours, and the answer that it gets."""

    def __init__(self, module: Any) -> None:
        self.module = module
        self.status, self.content = 200, b"{}"
        self.headers: dict[str, str] = {}
        transport = httpx.MockTransport(
            lambda _: httpx.Response(self.status, headers=self.headers, content=self.content)
        )
        self.client = module.Client(http_client=httpx.Client(transport=transport))
        self.aclient = module.AsyncClient(http_client=httpx.AsyncClient(transport=transport))

    def answers(self, headers: dict[str, str], content: bytes = b"{}", status: int = 200) -> None:
        self.status, self.headers, self.content = status, headers, content

    def get(self, way: str) -> Any:
        match way:
            case "flat":
                return self.client.with_raw_response.pets_get(7)
            case "group":
                return self.client.pets.with_raw_response.get(7)
            case "client":
                return self.client.with_raw_response.pets.get(id=7)
            case _:
                return asyncio.run(self.aclient.with_raw_response.pets_get(7))


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with library(DOCUMENT, tmp_path_factory.mktemp("raw"), "of_raw") as module:
        yield Server(module)


@pytest.mark.parametrize("way", ["flat", "group", "client", "async"])
def test_an_answer_comes_with_its_status_and_its_headers(server: Server, way: str) -> None:
    server.answers({"X-LEFT": "5", "X-Other": "o"}, b'{"name": "n"}', status=206)
    answer = server.get(way)
    assert (answer.status_code, answer.parsed.name, answer.headers.x_left) == (206, "n", 5)
    assert answer.headers["x-other"] == answer.response.headers["X-Other"] == "o"
    assert server.client.pets_get(7).name == server.client.pets.get(7).name == "n"


def test_documented_headers_have_their_types(server: Server) -> None:
    server.answers(
        {
            "X-Mode": "fast",
            "X-Tags": "1, 2",
            "X-Pair": "a,1,b,x",
            "X-More": "c=true,d=false",
            "X-Json": "[3]",
            "Expires-At": "2026-01-02T03:04:05Z",
            "items": "1.5",
        }
    )
    headers = server.client.with_raw_response.pets_get(7).headers
    assert headers.x_mode is server.module.PetsGetXModeHeader.FAST
    assert headers.x_tags == [1, 2]
    assert (headers.x_pair.a, headers.x_pair.b) == (1, "x")
    assert headers.x_more == {"c": True, "d": False}
    assert headers.x_json == [3]
    assert headers.expires_at == datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
    assert headers.items_ == 1.5
    assert (headers.x_left, headers.x_made) == (None, None)
    assert dict(headers.items())["x-json"] == "[3]"


def test_a_header_that_is_not_what_is_documented_costs_nothing_until_it_is_read(
    server: Server,
) -> None:
    server.answers({"X-Left": "many", "X-Tags": "1,x", "X-Json": "["})
    headers = server.client.with_raw_response.pets_get(7).headers
    for name, path in (("x_left", "X-Left"), ("x_tags", "X-Tags.1"), ("x_json", "X-Json")):
        with pytest.raises(server.module.DecodeError) as caught:
            getattr(headers, name)
        assert caught.value.path == path


def test_an_answer_that_is_no_success_is_an_error_all_the_same(server: Server) -> None:
    server.answers({}, status=404)
    with pytest.raises(server.module.NotFoundError):
        server.client.with_raw_response.pets_get(7)


def test_a_download_has_headers_too(server: Server, tmp_path: Path) -> None:
    server.answers({"Content-Disposition": "attachment"}, b"abc")
    answer = server.client.pets.with_raw_response.list_to(tmp_path / "f")
    assert (answer.parsed, answer.headers.content_disposition) == (3, "attachment")
    later = asyncio.run(server.aclient.pets.with_raw_response.list_to(tmp_path / "f"))
    assert (later.parsed, later.status_code) == (3, 200)
    assert server.client.with_raw_response.pets_list().parsed == b"abc"
    assert server.client.pets.with_raw_response.list().parsed == b"abc"


def test_a_stream_stays_the_stream_that_it_is(server: Server) -> None:
    server.answers({"Content-Type": "text/event-stream", "X-A": "b"}, b"data: 1\n\n")
    with server.client.with_raw_response.news() as events:
        assert [each.data for each in events] == ["1"]
    assert events.response.headers["x-a"] == "b"


USE = """
from datetime import datetime
from pathlib import Path

import httpx
from of_raw import AsyncClient, Client, Header


def read(client: Client) -> None:
    answer = client.pets.with_raw_response.get(7)
    parsed: Header | None = answer.parsed
    left: int | None = answer.headers.x_left
    when: datetime | None = answer.headers.expires_at
    flat: int | None = client.with_raw_response.pets_get(id=7).headers.x_left
    count: int = client.with_raw_response.pets_list_to(Path("f")).parsed
    content: bytes = client.with_raw_response.pets.list().parsed
    plain: httpx.Headers = client.with_raw_response.pets.list().headers
    print(parsed, left, when, flat, count, content, plain, [e.data for e in client.with_raw_response.news()])


async def aread(client: AsyncClient) -> int | None:
    answer = await client.with_raw_response.pets_get(7)
    return answer.headers.x_left
"""
WRONG = """
from of_raw import Client


def read(client: Client) -> str | None:
    client.with_raw_response.pets_get("7")
    client.with_raw_response.pets_get(7, other=1)
    return client.with_raw_response.pets_get(7).headers.x_left
"""


@pytest.mark.parametrize(
    "checker", [["mypy", "--strict"], ["pyright", "--pythonpath", sys.executable]]
)
def test_raw_responses_are_typed(server: Server, checker: list[str]) -> None:
    package = Path(server.module.__file__).parent
    (package.parent / "use.py").write_text(USE)
    (package.parent / "wrong.py").write_text(WRONG)

    def told(*what: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", *checker, *what]
        return subprocess.run(
            command, cwd=package.parent, capture_output=True, text=True, check=False
        )

    done = told(package.name, "use.py")
    assert done.returncode == 0, done.stdout
    assert told("wrong.py").stdout.count("error:") >= 3
