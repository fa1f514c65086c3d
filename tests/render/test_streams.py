"""Answers that stream: server-sent events and JSON lines, read as they arrive, over both clients."""

from __future__ import annotations

import asyncio
import gc
import json
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from trueup import pipeline
from trueup.config import Settings

from .rendering import HEAD, library

REF = "$ref: '#/components/schemas"
DOCUMENT = f"""{HEAD}paths:
  /chat:
    post:
      operationId: createChat
      requestBody: {{content: {{application/json: {{schema: {{properties: {{stream: {{type: boolean}}}}}}}}}}}}
      responses:
        "200":
          description: ok
          content:
            application/json: {{schema: {{{REF}/Answer'}}}}
            text/event-stream: {{schema: {{{REF}/Chunk'}}}}
        default: {{description: no, content: {{application/json: {{schema: {{{REF}/Problem'}}}}}}}}
  /watch/{{id}}:
    get:
      operationId: watch
      parameters: [{{name: id, in: path, required: true, schema: {{type: integer}}}}]
      responses: {{"200": {{description: ok, content: {{text/event-stream: {{itemSchema: {{{REF}/Happening'}}}}}}}}}}
  /plain:
    get:
      operationId: plain
      responses: {{"200": {{description: ok, content: {{text/event-stream: {{schema: {{type: string}}}}}}}}}}
  /lines:
    get:
      operationId: readLines
      responses:
        "200":
          description: ok
          content: {{application/x-ndjson: {{schema: {{type: array, items: {{{REF}/Kinds'}}}}}}}}
        "202": {{description: later, content: {{application/json: {{schema: {{type: integer}}}}}}}}
        "204": {{description: none}}
        "400": {{description: no, content: {{application/x-ndjson: {{}}}}}}
    post:
      operationId: sendLines
      requestBody: {{required: true, content: {{application/jsonl: {{schema: {{{REF}/Chunk'}}}}}}}}
      responses: {{"204": {{description: ok}}}}
    put:
      operationId: sendFew
      requestBody:
        content: {{application/json-seq: {{schema: {{type: array, maxItems: 2, items: {{type: integer}}}}}}}}
      responses: {{"204": {{description: ok}}}}
  /seq:
    get:
      operationId: readSeq
      responses: {{"200": {{description: ok, content: {{application/json-seq: {{itemSchema: {{type: integer}}}}}}}}}}
  /kind:
    get:
      operationId: readKinds
      responses:
        "200": {{description: ok, content: {{application/json: {{schema: {{type: array, items: {{{REF}/Kinds'}}}}}}}}}}
  /json:
    get:
      operationId: readJson
      responses: {{"200": {{description: ok, content: {{application/json: {{itemSchema: {{type: integer}}}}}}}}}}
components:
  schemas:
    Answer: {{type: object, required: [kind], properties: {{kind: {{const: answer}}, text: {{type: string}}}}}}
    Chunk: {{type: object, required: [kind], properties: {{kind: {{const: chunk}}, n: {{type: integer}}}}}}
    Kinds: {{oneOf: [{{{REF}/Chunk'}}, {{{REF}/Answer'}}]}}
    Problem: {{type: object, properties: {{why: {{type: string}}}}}}
    Happening:
      oneOf:
        - properties:
            event: {{const: made}}
            data: {{type: string, contentMediaType: application/json, contentSchema: {{{REF}/Chunk'}}}}
        - {{properties: {{event: {{enum: [gone]}}, data: {{type: integer}}, id: {{type: string}}}}}}
        - {{properties: {{event: {{const: said}}, data: {{type: string}}}}}}
"""
EVENTS = {"Content-Type": "text/event-stream; charset=utf-8"}


class Pieces(httpx.SyncByteStream, httpx.AsyncByteStream):
    """An answer in pieces, which knows whether it was closed; an exception among them breaks it off."""

    def __init__(self, *pieces: bytes | Exception) -> None:
        self.pieces = pieces
        self.closed = False

    def __iter__(self) -> Iterator[bytes]:
        for each in self.pieces:
            if isinstance(each, Exception):
                raise each
            yield each

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for each in self:
            yield each

    def close(self) -> None:
        self.closed = True

    async def aclose(self) -> None:
        self.closed = True


class Server:
    """A library that talks to this process, in both flavours, and the answer that it gets."""

    def __init__(self, module: Any) -> None:
        self.module = module
        self.request = httpx.Request("GET", "https://unsent")
        self.status, self.headers, self.body = 200, EVENTS, Pieces()
        transport = httpx.MockTransport(self._answer)
        self.client = module.Client(http_client=httpx.Client(transport=transport))
        self.aclient = module.AsyncClient(http_client=httpx.AsyncClient(transport=transport))

    def _answer(self, request: httpx.Request) -> httpx.Response:
        self.request = request
        return httpx.Response(self.status, headers=self.headers, stream=self.body)

    def answers(
        self, *pieces: bytes | Exception, status: int = 200, kind: str | None = None
    ) -> None:
        self.status, self.body = status, Pieces(*pieces)
        self.headers = EVENTS if kind is None else {"Content-Type": kind}

    def items(self, name: str, *arguments: object, is_async: bool, **fields: object) -> list[Any]:
        """Read a stream to its end."""

        async def read() -> list[Any]:
            async with getattr(self.aclient, name)(*arguments, **fields) as stream:
                return [each async for each in stream]

        if is_async:
            return asyncio.run(read())
        with getattr(self.client, name)(*arguments, **fields) as stream:
            return list(stream)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with library(DOCUMENT, tmp_path_factory.mktemp("streams"), "of_streams") as module:
        yield Server(module)


both = pytest.mark.parametrize("is_async", [False, True], ids=["sync", "async"])


@both
def test_a_method_of_its_own_streams_what_another_gives_as_a_whole(
    server: Server, is_async: bool
) -> None:
    server.answers(b'data: {"kind": "chunk",\ndata: "n": 1}\n\n', b"data: [DONE]\n\n")
    (event,) = server.items("create_chat_stream", stream=True, is_async=is_async)
    assert (type(event.data).__name__, event.data.n, event.event) == ("ChunkRead", 1, "message")
    assert server.request.headers["accept"] == "text/event-stream, application/json"
    assert server.request.read() == b'{"stream":true}'
    assert server.body.closed
    server.answers(b'{"kind": "answer", "text": "all"}', kind="application/json")
    assert server.client.create_chat().text == "all"
    assert server.request.headers["accept"] == "application/json"


@both
def test_the_type_of_an_event_says_what_its_data_is(server: Server, is_async: bool) -> None:
    server.answers(
        b'id: 7\nevent: made\ndata: {"kind": "chunk", "n": 2}\n\nevent: gone\ndata: 5\n\n'
        b"event: said\nretry: 10\ndata: 5\n\nevent: new\ndata: it\n\n"
    )
    made, gone, said, new = server.items("watch", 1, is_async=is_async)
    assert (made.data.n, made.id, made.retry) == (2, "7", None)
    assert (gone.data, gone.id) == (5, "7")
    assert (said.data, said.retry) == ("5", 10)
    assert (new.event, new.data) == ("new", "it")


@both
def test_lines_are_items_of_their_kind(server: Server, is_async: bool) -> None:
    line = json.dumps({"kind": "answer", "text": "ü"}, ensure_ascii=False).encode()
    server.answers(
        line[:-3], line[-3:] + b'\r\n\n{"kind": "chu', b'nk"}', kind="application/x-ndjson"
    )
    one, two = server.items("read_lines", is_async=is_async)
    assert [type(one).__name__, type(two).__name__] == ["Answer", "ChunkRead"]
    assert one.text == "ü"
    server.answers(b"\x1e1\n\x1e", b"[2", b"]\x1e\n3", kind="application/json-seq")
    with pytest.raises(server.module.DecodeError) as caught:
        server.items("read_seq", is_async=is_async)
    assert caught.value.path == "1"
    assert server.body.closed


def test_an_answer_that_is_a_union_is_read_as_its_kind_too(server: Server) -> None:
    server.answers(b'[{"kind": "answer"}, {"kind": "new"}]', kind="application/json")
    answer, new = server.client.read_kinds()
    assert (type(answer).__name__, new) == ("Answer", {"kind": "new"})


@both
@pytest.mark.parametrize(("status", "items"), [(202, [5]), (204, [])])
def test_a_success_that_does_not_stream_is_one_item_or_none(
    server: Server, is_async: bool, status: int, items: list[object]
) -> None:
    server.answers(b"5" if items else b"", status=status, kind="application/json")
    assert server.items("read_lines", is_async=is_async) == items


@both
def test_an_error_is_raised_before_any_item(server: Server, is_async: bool) -> None:
    server.answers(b'{"why"', b': "busy"}', status=429, kind="application/json")
    with pytest.raises(server.module.RateLimitError) as caught:
        server.items("create_chat_stream", is_async=is_async)
    assert caught.value.body.why == "busy"
    assert server.body.closed
    server.answers(b'{"a":1}\n', status=400, kind="application/x-ndjson")
    with pytest.raises(server.module.BadRequestError) as caught:
        server.items("read_lines", is_async=is_async)
    assert caught.value.body == '{"a":1}\n'
    server.answers(ValueError("cut"), status=500)
    with pytest.raises(server.module.TransportError):
        server.items("plain", is_async=is_async)
    assert server.body.closed


@both
def test_an_answer_that_is_no_stream_is_refused_and_not_taken_for_an_empty_one(
    server: Server, is_async: bool
) -> None:
    server.answers(b'{"kind": "answer"}', kind="application/json")
    with pytest.raises(server.module.DecodeError, match="is application/json, not text/event-st"):
        server.items("create_chat_stream", is_async=is_async)
    assert server.body.closed


@both
def test_what_breaks_off_is_an_error_after_the_items_that_came(
    server: Server, is_async: bool
) -> None:
    got: list[str] = []

    async def read() -> None:
        async for each in server.aclient.plain():
            got.append(each.data)

    server.answers(b"data: 1\n\nda", httpx.ReadError("reset"), b"data: 2\n\n")
    with pytest.raises(server.module.TransportError, match="reset"):
        asyncio.run(read()) if is_async else got.extend(e.data for e in server.client.plain())
    assert got == ["1"]
    assert server.body.closed


def test_items_that_were_good_come_before_the_one_that_is_not(server: Server) -> None:
    server.answers(
        b'data: {"kind": "chunk", "n": 1}\n\ndata: {"kind": "chunk", "n": "x"}\n\ndata: {}\n\n'
    )
    stream = server.client.create_chat_stream()
    assert next(stream).data.n == 1
    with pytest.raises(server.module.DecodeError) as caught:
        next(stream)
    assert caught.value.path == "1.data.n"
    assert server.body.closed
    assert next(stream, None) is None


def test_a_stream_is_closed_when_it_is_left_or_forgotten(server: Server) -> None:
    for leave in ("block", "close", "forget"):
        server.answers(b"data: 1\n\ndata: 2\n\n", b"data: 3\n\n")
        stream = server.client.plain()
        assert stream.response.status_code == 200
        assert next(stream).data == "1"
        assert not server.body.closed
        if leave == "block":
            with stream:
                pass
        elif leave == "close":
            stream.close()
        if leave == "forget":
            del stream
            gc.collect()
        else:
            assert next(stream, None) is None
        assert server.body.closed, leave


@pytest.mark.parametrize("leave", ["block", "close", "forget", "unread"])
def test_an_async_stream_is_closed_when_it_is_left_or_forgotten(server: Server, leave: str) -> None:
    async def run() -> None:
        server.answers(b"data: 1\n\ndata: 2\n\n", b"data: 3\n\n")
        stream = server.aclient.plain()
        with pytest.raises(RuntimeError, match="not sent"):
            stream.response  # noqa: B018
        assert await stream is stream
        assert stream.response.status_code == 200
        if leave != "unread":
            assert (await anext(stream)).data == "1"
        assert not server.body.closed
        if leave == "block":
            async with stream:
                pass
        elif leave == "close":
            await stream.aclose()
        if leave in ("forget", "unread"):
            del stream
            gc.collect()
            await asyncio.sleep(0)
            await asyncio.sleep(0)
        else:
            assert await anext(stream, None) is None
        assert server.body.closed

    asyncio.run(run())


def test_a_body_of_lines_is_a_list_held_to_its_items(server: Server) -> None:
    server.answers(status=204)
    chunk = server.module.Chunk
    server.client.send_lines(body=[chunk(kind="chunk", n=1), chunk(kind="chunk")])
    assert server.request.read() == b'{"kind":"chunk","n":1}\n{"kind":"chunk"}\n'
    assert server.request.headers["content-type"] == "application/jsonl"
    server.client.send_few(body=[1, 2])
    assert server.request.read() == b"\x1e1\n\x1e2\n"
    server.client.send_few()
    assert server.request.read() == b""
    for wrong in ({"body": [1, 2, 3]}, {"body": ["x"]}):
        with pytest.raises(server.module.InvalidRequestError):
            server.client.send_few(**wrong)


def test_what_is_left_out_or_read_without_types_is_told(tmp_path: Path) -> None:
    spec = tmp_path / "openapi.yaml"
    spec.write_text(DOCUMENT)
    made = pipeline.compiled(Settings(tmp_path, spec, tmp_path / "out"))
    assert [(each.code, each.message) for each in made.findings] == [
        ("TU502", "application/x-ndjson of an error is read as text, its items untyped"),
        ("TU502", "the items of application/json are not told apart: itemSchema is passed over"),
    ]


@pytest.mark.parametrize(
    "checker", [["mypy", "--strict"], ["pyright", "--pythonpath", sys.executable]]
)
def test_streams_are_typed(server: Server, tmp_path: Path, checker: list[str]) -> None:
    package = Path(server.module.__file__).parent
    (package.parent / "use.py").write_text(
        """
import httpx
from of_streams import AsyncClient, Client
from of_streams.answers import AsyncStream, Event, RawResponse, Stream
from of_streams.models import Answer, ChunkRead


def read(client: Client) -> list[int | None]:
    whole: Answer = client.create_chat()
    with client.create_chat_stream() as events:
        numbers = [event.data.n for event in events]
    plain: Stream[Event[str]] = client.plain()
    raw: RawResponse[Answer, httpx.Headers] = client.with_raw_response.create_chat()
    print(plain.response, raw.status_code)
    for event in client.watch(1):
        data: ChunkRead | int | str = event.data
        print(data, whole)
    return numbers


async def aread(client: AsyncClient) -> list[int | None]:
    async with client.create_chat_stream() as events:
        numbers = [event.data.n async for event in events]
    plain: AsyncStream[Event[str]] = client.plain()
    async for event in await plain:
        print(event.data.upper())
    return numbers
"""
    )
    command = [sys.executable, "-m", *checker, package.name, "use.py"]
    done = subprocess.run(command, cwd=package.parent, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
