"""Bodies of every kind as they go over the wire, held to their schema, and answers as they are read."""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from trueup import pipeline
from trueup.config import Settings

from .rendering import HEAD, library

OK = 'responses: {"204": {description: done}}'
DOCUMENT = f"""{HEAD}paths:
  /form:
    post:
      operationId: sendForm
      requestBody:
        required: true
        content:
          application/x-www-form-urlencoded:
            schema:
              type: object
              required: [name]
              properties:
                name: {{type: string, maxLength: 9}}
                tags: {{type: array, items: {{type: string}}}}
                ids: {{type: array, items: {{type: integer}}}}
                where: {{type: object, properties: {{x: {{type: integer}}}}}}
                deep: {{type: object, additionalProperties: {{type: string}}}}
            encoding: {{ids: {{style: form, explode: false}}, deep: {{style: deepObject}}}}
      {OK}
  /upload:
    post:
      operationId: upload
      requestBody:
        required: true
        content:
          multipart/form-data:
            schema: {{$ref: "#/components/schemas/Upload"}}
            encoding: {{photo: {{contentType: image/png}}}}
      {OK}
  /maybe:
    post:
      operationId: maybeUpload
      requestBody:
        content:
          multipart/form-data:
            schema: {{$ref: "#/components/schemas/Upload"}}
      {OK}
  /json:
    post:
      operationId: sendJson
      requestBody:
        content:
          application/merge-patch+json:
            schema: {{type: object, properties: {{a: {{type: integer}}}}}}
          application/xml: {{schema: {{type: object}}}}
      {OK}
    delete:
      operationId: deleteJson
      requestBody:
        required: true
        content: {{application/json: {{schema: {{type: array, items: {{type: integer}}}}}}}}
      {OK}
  /bytes:
    put:
      operationId: sendBytes
      requestBody: {{required: true, content: {{image/*: {{}}}}}}
      {OK}
  /text:
    put:
      operationId: sendText
      requestBody: {{content: {{text/plain: {{schema: {{type: string, maxLength: 3}}}}}}}}
      responses:
        "200": {{description: ok, content: {{text/csv: {{schema: {{type: object}}}}}}}}
        4XX: {{description: theirs, content: {{text/plain: {{}}}}}}
        default: {{description: ours, content: {{application/json: {{schema: {{type: object}}}}}}}}
    get:
      operationId: readBytes
      responses:
        "200": {{description: ok, content: {{application/pdf: {{schema: {{type: string, format: binary}}}}}}}}
    head:
      operationId: headBytes
      responses: {{"200": {{description: ok, content: {{application/json: {{schema: {{type: object}}}}}}}}}}
  /mixed:
    get:
      operationId: readMixed
      responses:
        2XX:
          description: ok
          content:
            text/plain: {{schema: {{type: string}}}}
            application/hal+json: {{schema: {{type: object, properties: {{a: {{type: integer}}}}}}}}
components:
  schemas:
    Upload:
      type: object
      required: [photo]
      properties:
        photo: {{type: string, format: binary}}
        more: {{type: array, items: {{type: string, format: binary}}}}
        note: {{type: string, maxLength: 5}}
        info: {{type: object, properties: {{x: {{type: integer}}}}}}
        count: {{type: integer}}
"""


class Server:
    """A library that talks to this process, with the last request it sent and the next answer."""

    def __init__(self, module: Any) -> None:
        self.module = module
        self.request = httpx.Request("GET", "https://unsent")
        self.answer = httpx.Response(204)
        http = httpx.Client(transport=httpx.MockTransport(self._answer))
        self.client = module.Client(http_client=http)

    def _answer(self, request: httpx.Request) -> httpx.Response:
        request.read()
        self.request = request
        return self.answer

    @property
    def kind(self) -> str | None:
        """The media type of what was sent."""
        return dict(self.request.headers).get("content-type")

    @property
    def parts(self) -> list[tuple[str, bytes]]:
        """The parts of what was sent: headers of each in one text, and its content."""
        boundary = (self.kind or "").partition("boundary=")[2].encode()
        pieces = self.request.content.split(b"--" + boundary)[1:-1]
        split = (piece.strip(b"\r\n").partition(b"\r\n\r\n") for piece in pieces)
        return [(head.decode(), content) for head, _, content in split]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with library(DOCUMENT, tmp_path_factory.mktemp("bodies"), "of_bodies") as module:
        yield Server(module)


def test_a_form_is_written_by_field(server: Server) -> None:
    m = server.module
    where = next(getattr(m, name) for name in dir(m) if name.endswith("Where"))(x=1)
    server.client.send_form(name="a b&", tags=["x", "y"], ids=[1, 2], where=where, deep={"k": "v"})
    assert server.kind == "application/x-www-form-urlencoded"
    wanted = "name=a%20b%26&tags=x&tags=y&ids=1,2&where=%7B%22x%22%3A1%7D&deep%5Bk%5D=v"
    assert server.request.content.decode() == wanted


def test_a_form_is_held_to_its_schema(server: Server) -> None:
    with pytest.raises(server.module.InvalidRequestError):
        server.client.send_form(name="0123456789")
    with pytest.raises(server.module.InvalidRequestError):
        server.client.send_form(ids=[1])


def test_files_are_parts_with_names(server: Server) -> None:
    opened = io.BytesIO(b"opened")
    server.client.upload(
        photo=b"\x00\xff", more=[("a.txt", b"one"), ("b", opened, "text/x-b")], note="é", count=3
    )
    assert (server.kind or "").startswith("multipart/form-data; boundary=")
    heads = [" ".join(head.split()) for head, _ in server.parts]
    assert [content for _, content in server.parts] == [b"\x00\xff", b"one", b"opened", "é".encode(), b"3"]  # fmt: skip
    assert 'name="photo"; filename="photo" Content-Type: image/png' in heads[0]
    assert 'name="more"; filename="a.txt" Content-Type: text/plain' in heads[1]
    assert 'name="more"; filename="b" Content-Type: text/x-b' in heads[2]
    assert heads[3].endswith('name="note"')
    assert heads[4].endswith('name="count"')


def test_a_file_may_be_opened_and_an_object_is_json(server: Server, tmp_path: Path) -> None:
    (tmp_path / "x.png").write_bytes(b"png")
    info = next(
        getattr(server.module, name) for name in dir(server.module) if name.endswith("Info")
    )(x=1)
    with (tmp_path / "x.png").open("rb") as opened:
        server.client.upload(body=server.module.Upload(photo=opened, info=info))
    (photo, content), (head, said) = server.parts
    assert 'filename="x.png"' in photo
    assert content == b"png"
    assert "application/json" in head
    assert said == b'{"x":1}'


@pytest.mark.parametrize(
    "given", [{}, {"photo": "text"}, {"photo": 5}, {"photo": b"", "note": "too long"}]
)
def test_a_form_with_files_is_held_to_its_schema(server: Server, given: dict[str, Any]) -> None:
    with pytest.raises(server.module.InvalidRequestError):
        server.client.upload(**given)


def test_a_body_that_may_be_left_out_is_left_out(server: Server) -> None:
    server.client.maybe_upload()
    assert (server.kind, server.request.content) == (None, b"")
    server.client.send_json()
    assert (server.kind, server.request.content) == (None, b"")


def test_json_is_chosen_of_several_and_a_delete_may_carry_it(server: Server) -> None:
    server.client.send_json(a=1)
    assert (server.kind, server.request.content) == ("application/merge-patch+json", b'{"a":1}')
    server.client.delete_json(body=[1, 2])
    assert (server.request.method, server.request.content) == ("DELETE", b"[1,2]")


def test_bytes_and_text_go_as_they_are(server: Server) -> None:
    server.client.send_bytes(body=b"\x00")
    assert (server.kind, server.request.content) == ("application/octet-stream", b"\x00")
    with pytest.raises(server.module.InvalidRequestError):
        server.client.send_bytes(body="text")
    kind = {"Content-Type": "text/csv; charset=latin-1"}
    server.answer = httpx.Response(200, content="ü".encode("latin-1"), headers=kind)
    assert server.client.send_text(body="äb") == "ü"
    assert (server.kind, server.request.content) == ("text/plain", "äb".encode())
    assert server.request.headers["accept"] == "text/csv, text/plain, application/json"
    with pytest.raises(server.module.InvalidRequestError):
        server.client.send_text(body="long")


@pytest.mark.parametrize(("status", "body"), [(404, "it's gone"), (500, {"why": 1}), (302, None)])
def test_an_error_is_read_as_its_status_says(server: Server, status: int, body: object) -> None:
    content: dict[str, Any] = {"json": body} if status == 500 else {"text": str(body)}
    server.answer = httpx.Response(status, **content)
    with pytest.raises(server.module.APIStatusError) as caught:
        server.client.send_text()
    assert caught.value.body == body


def test_answers_are_bytes_or_json_or_nothing(server: Server) -> None:
    server.answer = httpx.Response(200, content=b"%PDF")
    assert server.client.read_bytes() == b"%PDF"
    assert server.request.headers["accept"] == "application/pdf"
    assert server.client.head_bytes() is None
    server.answer = httpx.Response(206, json={"a": 1})
    assert server.client.read_mixed().a == 1
    assert server.request.headers["accept"] == "application/hal+json"
    server.answer = httpx.Response(204)


def test_what_is_not_used_of_several_is_told(tmp_path: Path) -> None:
    spec = tmp_path / "openapi.yaml"
    spec.write_text(DOCUMENT)
    made = pipeline.compiled(Settings(tmp_path, spec, tmp_path / "out"))
    said = [each.message for each in made.findings]
    assert said == [
        "the library sends application/merge-patch+json here, not application/xml",
        "text/csv is read as text: its schema is not held",
        "the library asks for and reads application/hal+json here, not text/plain",
    ]
    assert {each.code for each in made.findings} == {"TU502"}


@pytest.mark.parametrize(
    "checker", [["mypy", "--strict"], ["pyright", "--pythonpath", sys.executable]]
)
def test_a_library_of_many_bodies_type_checks(server: Server, checker: list[str]) -> None:
    made = Path(server.module.__file__).parent
    command = [sys.executable, "-m", *checker, made.name]
    done = subprocess.run(command, cwd=made.parent, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
