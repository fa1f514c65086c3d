"""Answers that are bytes, written to a file as they arrive, over both clients."""

from __future__ import annotations

import asyncio
import io
import os
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from .rendering import HEAD, library

BYTES = "{application/octet-stream: {schema: {type: string, format: binary}}}"
DOCUMENT = f"""{HEAD}paths:
  /files/{{to}}:
    get:
      operationId: download
      parameters: [{{name: to, in: path, required: true, schema: {{type: string}}}}]
      responses:
        "200": {{description: ok, content: {BYTES}}}
        "202": {{description: later, content: {{application/json: {{schema: {{type: integer}}}}}}}}
        "204": {{description: none}}
        default: {{description: no, content: {{application/json: {{schema: {{type: object}}}}}}}}
  /other:
    get:
      operationId: readXml
      responses: {{"200": {{description: ok, content: {{application/xml: {{}}}}}}}}
    put:
      operationId: readMixed
      responses: {{"200": {{description: ok, content: {{application/json: {{}}, image/png: {{}}}}}}}}
"""


class Pieces(httpx.SyncByteStream, httpx.AsyncByteStream):
    """An answer in pieces, which notes what is there when each is asked for; an exception breaks it off."""

    def __init__(self, folder: Path, *pieces: bytes | Exception) -> None:
        self.folder, self.pieces = folder, pieces
        self.seen: list[int] = []
        self.closed = False

    def __iter__(self) -> Iterator[bytes]:
        for each in self.pieces:
            self.seen.append(len(list(self.folder.iterdir())))
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
        self.status, self.body = 200, Pieces(Path())
        transport = httpx.MockTransport(
            lambda request: httpx.Response(self.status, stream=self.body)
        )
        self.client = module.Client(http_client=httpx.Client(transport=transport))
        self.aclient = module.AsyncClient(http_client=httpx.AsyncClient(transport=transport))

    def answers(self, folder: Path, *pieces: bytes | Exception, status: int = 200) -> None:
        self.status, self.body = status, Pieces(folder, *pieces)

    def download(self, to: object, *, is_async: bool) -> object:
        if is_async:
            return asyncio.run(self.aclient.download_to(to, "7"))
        return self.client.download_to(to, "7")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with library(DOCUMENT, tmp_path_factory.mktemp("downloads"), "of_downloads") as module:
        yield Server(module)


both = pytest.mark.parametrize("is_async", [False, True], ids=["sync", "async"])


@both
def test_a_path_gets_the_file_when_it_is_complete(
    server: Server, tmp_path: Path, is_async: bool
) -> None:
    path = tmp_path / "file.bin"
    for content in (b"first", b"second"):
        server.answers(tmp_path, content, b"\x00\xff")
        before = len(list(tmp_path.iterdir()))
        assert (
            server.download(path if is_async else str(path), is_async=is_async) == len(content) + 2
        )
        assert path.read_bytes() == content + b"\x00\xff"
        assert server.body.seen == [before + 1, before + 1]
        assert list(tmp_path.iterdir()) == [path]
        assert server.body.closed
    assert server.client.download("7") == content + b"\x00\xff"


@both
def test_a_file_that_is_open_is_written_to_and_stays_open(
    server: Server, tmp_path: Path, is_async: bool
) -> None:
    file = io.BytesIO()
    server.answers(tmp_path, b"ab", b"c")
    assert server.download(file, is_async=is_async) == 3
    assert (file.getvalue(), file.closed) == (b"abc", False)


@both
@pytest.mark.parametrize("there", [False, True], ids=["new", "there"])
def test_what_breaks_off_leaves_the_folder_as_it_was(
    server: Server, tmp_path: Path, is_async: bool, there: bool
) -> None:
    path = tmp_path / "file.bin"
    if there:
        path.write_bytes(b"old")
    server.answers(tmp_path, b"ab", httpx.ReadError("reset"))
    with pytest.raises(server.module.TransportError, match="reset"):
        server.download(path, is_async=is_async)
    assert [each.read_bytes() for each in tmp_path.iterdir()] == [b"old"] * there
    assert server.body.closed


@both
@pytest.mark.parametrize("status", [404, 500])
def test_an_error_is_raised_before_anything_is_written(
    server: Server, tmp_path: Path, is_async: bool, status: int
) -> None:
    server.answers(tmp_path, b'{"why": 1}', status=status)
    with pytest.raises(server.module.APIStatusError) as caught:
        server.download(tmp_path / "file.bin", is_async=is_async)
    assert caught.value.body == {"why": 1}
    assert list(tmp_path.iterdir()) == []
    assert server.body.closed


@both
@pytest.mark.parametrize(("status", "value"), [(202, 5), (204, None)])
def test_a_success_that_is_no_file_is_given_as_its_value(
    server: Server, tmp_path: Path, is_async: bool, status: int, value: object
) -> None:
    server.answers(tmp_path, b"5" if value else b"", status=status)
    assert server.download(tmp_path / "file.bin", is_async=is_async) == value
    assert list(tmp_path.iterdir()) == []


@both
def test_a_file_that_can_not_be_opened_is_told_before_anything_is_sent(
    server: Server, tmp_path: Path, is_async: bool
) -> None:
    server.answers(tmp_path, b"ab")
    with pytest.raises(server.module.InvalidRequestError, match="to: FileNotFoundError"):
        server.download(tmp_path / "none" / "file.bin", is_async=is_async)
    assert not hasattr(server, "request")


@both
def test_a_file_that_takes_no_more_ends_the_call(
    server: Server, tmp_path: Path, is_async: bool
) -> None:
    server.answers(tmp_path, b"ab")
    target = tmp_path / "read.bin"
    target.write_bytes(b"")
    with (
        target.open("rb") as file,
        pytest.raises(server.module.TransportError, match="can't be written") as raised,
    ):
        server.download(file, is_async=is_async)
    assert raised.value.status_code == 200
    assert server.body.closed


def test_a_link_leads_to_what_is_written(server: Server, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "file.bin")
    server.answers(tmp_path, b"ab")
    server.client.download_to(tmp_path / "link", "7")
    assert (tmp_path / "file.bin").read_bytes() == b"ab"
    assert os.path.islink(tmp_path / "link")  # noqa: PTH114


def test_only_bytes_that_are_chosen_and_no_message_go_to_a_file(server: Server) -> None:
    found = {name for name in dir(server.module.Client) if name.endswith("_to")}
    assert found == {"download_to"}
