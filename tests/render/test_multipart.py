"""The parts of multipart bodies: their media types, their styles, the limits of their files."""

from __future__ import annotations

import io
from collections.abc import Iterator
from email.message import Message
from email.parser import BytesParser
from pathlib import Path
from typing import Any

import httpx
import pytest

from trueup import pipeline
from trueup.config import Settings

from .rendering import HEAD, OK, library

DOCUMENT = f"""{HEAD}paths:
  /form:
    post:
      operationId: send
      requestBody:
        content:
          multipart/form-data:
            schema:
              type: object
              properties:
                photo: {{type: string, format: binary, minLength: 2, maxLength: 4, pattern: a}}
                photos: {{type: array, items: {{type: string, format: binary, maxLength: 2}}}}
                movie: {{type: string, contentMediaType: video/mp4}}
                note: {{type: string}}
                ids: {{type: array, items: {{type: integer}}}}
                all: {{type: array, items: {{type: string}}}}
                where: {{type: object, properties: {{x: {{type: integer}}}}}}
                deep: {{type: object, additionalProperties: {{type: string}}}}
            encoding:
              photo: {{contentType: "image/png, image/jpeg"}}
              photos: {{contentType: image/*, style: form}}
              note: {{contentType: text/markdown, headers: {{X-A: {{schema: {{type: string}}}}}}}}
              ids: {{contentType: application/json}}
              all: {{style: form, explode: false}}
              deep: {{style: deepObject}}
      {OK}
  /mixed:
    post:
      operationId: sendMixed
      requestBody:
        content:
          multipart/mixed:
            schema: {{type: object, properties: {{meta: {{type: object}}, media: {{type: string, format: binary}}}}}}
            prefixEncoding: []
      {OK}
  /bytes:
    put:
      operationId: sendBytes
      requestBody:
        required: true
        content: {{application/octet-stream: {{schema: {{type: string, format: binary, maxLength: 3}}}}}}
      {OK}
    post:
      operationId: sendXml
      requestBody: {{content: {{application/xml: {{schema: {{type: object, maxProperties: 1}}}}}}}}
      responses: {{"200": {{description: ok, content: {{text/csv: {{schema: {{type: array}}}}}}}}}}
"""


class Server:
    """A library that talks to this process, and the last request that it sent."""

    def __init__(self, module: Any) -> None:
        self.module = module
        self.request = httpx.Request("GET", "https://unsent")
        self.client = module.Client(
            http_client=httpx.Client(transport=httpx.MockTransport(self._answer))
        )

    def _answer(self, request: httpx.Request) -> httpx.Response:
        request.read()
        self.request = request
        return httpx.Response(204)

    def parts(self, **given: object) -> list[tuple[str, str | None, str | None, bytes]]:
        """Send a form; give the name, the file name, the media type and the content of its parts."""
        self.client.send(**given)
        return parts_of(self.request)


def parts_of(request: httpx.Request) -> list[tuple[str, str | None, str | None, bytes]]:
    head = f"Content-Type: {request.headers['content-type']}\r\n\r\n".encode()
    found: Any = BytesParser().parsebytes(head + request.content)
    return [_part(each) for each in found.get_payload()]


def _part(part: Message) -> tuple[str, str | None, str | None, bytes]:
    name = part.get_param("name", header="content-disposition")
    content: Any = part.get_payload(decode=True)
    return str(name), part.get_filename(), part["content-type"], content


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with library(DOCUMENT, tmp_path_factory.mktemp("multipart"), "of_multipart") as module:
        yield Server(module)


def test_a_file_has_a_media_type_that_is_asked_for(server: Server) -> None:
    assert server.parts(photo=b"ab") == [("photo", "photo", "image/png", b"ab")]
    assert server.parts(photo=("a.jpg", b"ab"))[0][2] == "image/jpeg"
    assert server.parts(photo=("a.gif", b"ab"))[0][2] == "image/png"
    assert server.parts(photo=("a.gif", b"ab", "image/gif"))[0][2] == "image/gif"
    assert server.parts(movie=("a.avi", b"ab"))[0][2] == "video/mp4"
    kinds = [part[2] for part in server.parts(photos=[("a.gif", b"a"), ("a.txt", b"a")])]
    assert kinds == ["image/gif", "text/plain"]


def test_values_are_written_as_their_encoding_says(server: Server) -> None:
    assert server.parts(note="a é") == [("note", None, "text/markdown", "a é".encode())]
    assert server.parts(ids=[1, 2]) == [("ids", None, "application/json", b"[1,2]")]
    assert server.parts(all=["a b", "ü&"]) == [("all", None, None, "a b,ü&".encode())]
    assert server.parts(deep={"x": "a b", "y": "+"}) == [
        ("deep[x]", None, None, b"a b"),
        ("deep[y]", None, None, b"+"),
    ]
    (where,) = (each for each in server.module.__all__ if each.endswith("Where"))
    given = getattr(server.module, where)(x=1)
    assert server.parts(where=given) == [("where", None, "application/json", b'{"x":1}')]


@pytest.mark.parametrize(
    "wrap", [bytes, io.BytesIO, lambda content: ("a.png", io.BytesIO(content))]
)
def test_a_file_is_held_to_its_length_in_bytes(server: Server, wrap: Any) -> None:
    for content in (b"ab", b"abcd"):
        assert server.parts(photo=wrap(content))[0][3] == content
    for content in (b"a", b"abcde"):
        with pytest.raises(server.module.InvalidRequestError, match="bytes"):
            server.client.send(photo=wrap(content))
    with pytest.raises(server.module.InvalidRequestError, match="at most 2 bytes"):
        server.client.send(photos=[wrap(b"ab"), wrap(b"abc")])


def test_only_what_is_left_of_a_file_counts_and_a_pipe_is_not_measured(server: Server) -> None:
    opened = io.BytesIO(b"123456ab")
    opened.seek(6)
    assert server.client.send(photo=opened) is None

    class Pipe(io.RawIOBase):
        def read(self, size: int = -1) -> bytes:
            return b""

    server.client.send(photo=Pipe())


def test_a_body_of_bytes_is_held_to_its_length(server: Server) -> None:
    server.client.send_bytes(body=b"abc")
    with pytest.raises(server.module.InvalidRequestError, match="at most 3 bytes"):
        server.client.send_bytes(body=b"abcd")


def test_a_multipart_body_is_of_the_kind_that_is_documented(server: Server) -> None:
    server.client.send_mixed(meta={"a": 1}, media=b"\x00")
    assert server.request.headers["content-type"].startswith("multipart/mixed; boundary=")
    assert [(name, content) for name, _, _, content in parts_of(server.request)] == [
        ("meta", b'{"a":1}'),
        ("media", b"\x00"),
    ]
    server.client.send(note="a")
    assert server.request.headers["content-type"].startswith("multipart/form-data; boundary=")


def told(text: str, folder: Path) -> list[tuple[str, str]]:
    (folder / "openapi.yaml").write_text(text)
    made = pipeline.compiled(Settings(folder, folder / "openapi.yaml", folder / "out"))
    return [(str(each.code), each.message) for each in made.findings]


def test_what_is_not_held_of_bytes_is_told(tmp_path: Path) -> None:
    assert told(DOCUMENT, tmp_path) == [
        ("TU502", "pattern is not held of bytes"),
        ("TU502", "the headers of the part note are not sent"),
        ("TU502", "the items of multipart/mixed are not told apart: prefixEncoding is passed over"),
        ("TU502", "application/xml is sent as bytes: its schema is not held"),
        ("TU502", "text/csv is read as text: its schema is not held"),
    ]


def test_a_multipart_body_without_fields_is_refused(tmp_path: Path) -> None:
    body = "requestBody: {content: {multipart/mixed: {schema: {type: array, items: {}}}}}"
    text = f"{HEAD}paths:\n  /a:\n    post:\n      operationId: a\n      {body}\n      {OK}\n"
    assert told(text, tmp_path) == [("TU501", "unsupported: a multipart body that is no object")]
