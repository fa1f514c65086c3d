"""A service on loopback that keeps a record of what arrived, and misbehaves job by job."""

from __future__ import annotations

import asyncio
import contextlib
import re
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

_REQUEST = re.compile(rb"PUT /v1\.0/p/streaming/sql-jobs/(\d+) HTTP/1\.1\r\n")
_LENGTH = re.compile(rb"\r\ncontent-length: (\d+)", re.IGNORECASE)
_TOKEN = re.compile(rb"\r\nx-auth-token: (\S+)", re.IGNORECASE)
# What a job's request gets, by how often it arrived before: an answer; b"" breaks the connection off; None waits.
Doing = Callable[[int, int], bytes | None]
CLOSES = "Connection: close"


def answer(status: str, body: bytes, *headers: str, length: int | None = None) -> bytes:
    """Write an answer; `length`: what its header claims."""
    said = [f"HTTP/1.1 {status}", f"Content-Length: {len(body) if length is None else length}"]
    return "\r\n".join([*said, *headers]).encode() + b"\r\n\r\n" + body


def done(job: int) -> bytes:
    """Answer that a job was updated; the message is the job."""
    return answer("200 OK", b'{"is_success": "true", "message": "%d"}' % job)


@dataclass
class Crowd:
    """What a service does and what it has seen; once `waits_for` requests wait, all of them are answered."""

    do: Doing
    waits_for: int = 0
    slow: Callable[[int], float] = lambda job: 0
    arrived: Counter[int] = field(default_factory=Counter)
    answered: dict[int, bytes] = field(default_factory=dict)
    tokens: Counter[str] = field(default_factory=Counter)
    in_flight: int = 0
    most_in_flight: int = 0
    port: int = 0
    waiting: list[tuple[int, _Connection]] = field(default_factory=list)

    @property
    def url(self) -> str:
        """Where it is."""
        return f"http://127.0.0.1:{self.port}"

    def take(self, job: int, connection: _Connection) -> None:
        """Note a request and do what is to be done with it."""
        said = self.do(job, self.arrived[job])
        self.arrived[job] += 1
        self.in_flight += 1
        self.most_in_flight = max(self.most_in_flight, self.in_flight)
        if said is not None:
            asyncio.get_running_loop().call_later(self.slow(job), self._give, job, said, connection)
            return
        self.waiting.append((job, connection))
        if len(self.waiting) == self.waits_for:
            for each, its in self.waiting:
                self._give(each, done(each), its)

    def _give(self, job: int, said: bytes, connection: _Connection) -> None:
        self.in_flight -= 1
        self.answered[job] = said
        connection.reply(said)


class _Connection(asyncio.Protocol):
    def __init__(self, crowd: Crowd) -> None:
        self._crowd, self._read = crowd, b""
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._read += data
        head, ended, body = self._read.partition(b"\r\n\r\n")
        length = _LENGTH.search(head)
        if not ended or length is None or len(body) < int(length[1]):
            return
        self._read = b""
        wanted, token = _REQUEST.match(head), _TOKEN.search(head)
        assert wanted is not None, head
        self._crowd.tokens[token[1].decode() if token else ""] += 1
        self._crowd.take(int(wanted[1]), self)

    def reply(self, said: bytes) -> None:
        """Answer, or break off."""
        assert self._transport is not None
        if not said:
            self._transport.abort()
            return
        self._transport.write(said)
        if CLOSES.encode() in said or not said.startswith(b"HTTP"):
            self._transport.close()


@contextlib.contextmanager
def serving(crowd: Crowd) -> Iterator[Crowd]:
    """Serve within a block, in a thread."""
    ready, over = threading.Event(), threading.Event()

    async def serve() -> None:
        loop = asyncio.get_running_loop()
        server = await loop.create_server(lambda: _Connection(crowd), "127.0.0.1", 0, backlog=4096)
        crowd.port = server.sockets[0].getsockname()[1]
        ready.set()
        await loop.run_in_executor(None, over.wait)
        server.close()

    thread = threading.Thread(target=asyncio.run, args=(serve(),), daemon=True)
    thread.start()
    ready.wait()
    try:
        yield crowd
    finally:
        over.set()
        thread.join(10)
