"""A stand-in over sockets: reads requests, has `trueup.standin` judge and plan, and answers or fails as planned."""

from __future__ import annotations

import math
import re
import socket
import socketserver
import struct
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from random import Random
from typing import Final

from trueup.standin.exchanges import (
    FAULTS,
    Answer,
    Behaviour,
    Exchange,
    Fault,
    Objection,
    Request,
    Unanswerable,
)
from trueup.standin.standing_in import Choosing, StandingIn

# What a share of the requests is met with, unless something else is asked for: what clients must live with.
TROUBLES: Final = ("429", "503", "reset", "truncated", "garbage", "html")
_GARBAGE: Final = b"\x16\x03\x01\x02\x00 this is no HTTP\r\n\r\n"
# What says where a message ends: that is said here, whatever the document says.
_FRAMING: Final = {"content-length", "transfer-encoding", "connection"}
_PIECES: Final = 20
# To close a connection by a reset: linger, for no time. Windows has shorter integers there.
_LINGER: Final = struct.pack("hh" if sys.platform == "win32" else "ii", 1, 0)

Told = Callable[[Exchange], None]


def troubled(share: float, troubles: Sequence[str], seed: int | None) -> Choosing:
    """Meet a share of the requests with trouble: a status or a fault, drawn from those given."""
    random, lock = Random(seed), threading.Lock()  # noqa: S311 - nothing is kept secret by it

    def choose(_: Request) -> Behaviour | None:
        with lock:
            is_met, trouble = random.random() < share, random.choice(troubles)
        return _trouble(trouble) if is_met else None

    return choose


def _trouble(said: str) -> Behaviour:
    fault: Fault | None = next((each for each in FAULTS if each == said), None)
    return Behaviour(fault=fault) if fault else Behaviour(status=int(said))


class Server(ThreadingHTTPServer):
    """Serves a stand-in, a thread for each connection. Raise OSError where the address can't be had.

    Args:
        standing: What judges and plans.
        host: The address to listen on.
        port: The port; 0 is any that is free.
        delay: Seconds until each request is answered.
        pause: Seconds between the pieces of a body that comes slowly.
        told: Is given each exchange, one at a time, before it is answered.
    """

    daemon_threads = True
    request_queue_size = 128

    def __init__(
        self,
        standing: StandingIn,
        host: str = "127.0.0.1",
        port: int = 0,
        *,
        delay: float = 0.0,
        pause: float = 0.1,
        told: Told = lambda exchange: None,
    ) -> None:
        if ":" in host:
            self.address_family = socket.AF_INET6
        self.standing, self.delay, self.pause = standing, delay, pause
        self.stopping = threading.Event()
        self._told, self._lock = told, threading.Lock()
        self._host = f"[{host}]" if ":" in host else host
        super().__init__((host, port), _Handler)

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://{self._host}:{self.server_address[1]}"

    def taken(self, request: Request) -> Exchange:
        """Have a request judged; what can't be answered as asked is answered with 501, and why."""
        try:
            exchange = self.standing.take(request)
        except Unanswerable as error:
            plain = (("Content-Type", "text/plain; charset=utf-8"),)
            answer = Answer(501, plain, f"{error}\n".encode())
            exchange = Exchange(request, answer, None, lacking=Objection("answer", str(error)))
        with self._lock:
            self._told(exchange)
        return exchange

    def server_bind(self) -> None:
        """Bind, without asking a name server for the host's name."""
        socketserver.TCPServer.server_bind(self)

    def server_close(self) -> None:
        """Close, and let nothing wait any longer."""
        self.stopping.set()
        super().server_close()

    def handle_error(
        self, request: socket.socket | tuple[bytes, socket.socket], client_address: object
    ) -> None:
        """Pass over a caller that has gone; say everything else."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


@contextmanager
def serving(server: Server) -> Iterator[Server]:
    """Serve in a thread until the block ends."""
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    """One connection: one request after the other, until one of both sides ends it."""

    server: Server  # pyright: ignore[reportIncompatibleVariableOverride] - no other server makes it
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def __getattr__(self, name: str) -> Callable[[], None]:
        """Give what answers, whatever the method: http.server looks for `do_GET`."""
        if name.startswith("do_"):
            return self._exchange
        raise AttributeError(name)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
        """Say nothing: what arrived is told by the server."""

    def _exchange(self) -> None:
        try:
            content = self._content()
        except ValueError:
            self.close_connection = True
            self.send_error(HTTPStatus.BAD_REQUEST, "the length of the body is not to be read")
            return
        # self.path is not what was sent: http.server joins slashes. A proxy's target has the host in it.
        target = re.sub(r"^https?://[^/?#]*", "", self.requestline.split()[1]) or "/"
        headers = (*self.headers.items(),)
        answer = self.server.taken(Request(self.command, target, headers, content)).answer
        self.server.stopping.wait(max(answer.delay, self.server.delay))
        self._give(answer)

    def _content(self) -> bytes:
        """Read the body of a request. Raise ValueError where its length makes no sense."""
        if (self.headers.get("Transfer-Encoding") or "").lower() == "chunked":
            return b"".join(self._chunks())
        return self._read(_length(self.headers.get("Content-Length") or "0", 10))

    def _chunks(self) -> Iterator[bytes]:
        while size := _length(self.rfile.readline(100).decode("latin-1").partition(";")[0], 16):
            yield self._read(size)
            self.rfile.readline(100)
        while self.rfile.readline(65536).strip():
            pass  # trailers, which nothing asks for

    def _read(self, size: int) -> bytes:
        content = self.rfile.read(size)
        if len(content) < size:
            raise ConnectionAbortedError("the caller has gone within the body")
        return content

    def _give(self, answer: Answer) -> None:
        self.close_connection |= answer.fault in ("reset", "truncated", "garbage")
        bodiless = self.command == "HEAD" or answer.status in (204, 304)
        head, content = self._head(answer), b"" if bodiless else answer.content
        match answer.fault:
            case "reset":
                self._reset()
            case "garbage":
                self.wfile.write(_GARBAGE)
            case "truncated" if bodiless:
                self.wfile.write(head[: len(head) // 2])
            case "truncated":
                self.wfile.write(head + content[: len(content) // 2])
            case "slow":
                self.wfile.write(head)
                self._slowly(content)
            case "html" | "empty" | None:
                self.wfile.write(head + content)

    def _head(self, answer: Answer) -> bytes:
        """Write a status line and headers."""
        length = len(answer.content)
        if answer.fault == "truncated":
            length = max(length, 1)  # so that something is missing
        framing = [] if answer.status in (204, 304) else [("Content-Length", str(length))]
        if self.close_connection:
            framing.append(("Connection", "close"))
        said = [each for each in answer.headers if each[0].lower() not in _FRAMING]
        lines = [f"HTTP/1.1 {answer.status} {_phrase(answer.status)}"]
        lines += (f"{name}: {' '.join(text.split())}" for name, text in (*said, *framing))
        return "\r\n".join([*lines, "", ""]).encode("latin-1", "replace")

    def _slowly(self, content: bytes) -> None:
        size = math.ceil(len(content) / _PIECES) or 1
        for at in range(0, len(content), size):
            self.server.stopping.wait(self.server.pause)
            self.wfile.write(content[at : at + size])

    def _reset(self) -> None:
        """Close the connection so that the other side sees a reset: files are closed first, for they hold it."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _LINGER)
        self.rfile.close()
        self.wfile.close()
        self.connection.close()
        raise ConnectionResetError("as planned: there is nothing to flush, and no next request")


def _length(text: str, base: int) -> int:
    if not re.fullmatch(r"\s*[0-9A-Fa-f]+\s*", text):
        raise ValueError(text)
    return int(text, base)


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return ""
