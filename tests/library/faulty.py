"""A service on loopback that misbehaves, connection by connection, at the level of sockets."""

from __future__ import annotations

import contextlib
import socket
import ssl
import struct
import threading
from collections.abc import Callable, Iterator, Sequence

from .audited import COOKIE

Behaviour = Callable[[socket.socket], None]
OK_BODY = b'{"is_success": "true", "message": "done"}'


class Service:
    """Listens until it is closed; each connection gets the next behaviour, the last one stays."""

    def __init__(self, behaviours: Sequence[Behaviour], tls: ssl.SSLContext | None = None) -> None:
        self._behaviours, self._tls = behaviours, tls
        self._listening = socket.create_server(("127.0.0.1", 0), backlog=128)
        self.port: int = self._listening.getsockname()[1]
        self.connections = 0
        self._threads = [threading.Thread(target=self._accept, daemon=True)]
        self._threads[0].start()

    def close(self) -> bool:
        """Stop; say whether every connection has ended."""
        with contextlib.suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        for thread in self._threads:
            thread.join(10)
        return not any(thread.is_alive() for thread in self._threads)

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._listening.accept()
            except OSError:
                return
            behaviour = self._behaviours[min(self.connections, len(self._behaviours) - 1)]
            self.connections += 1
            thread = threading.Thread(target=self._serve, args=(connection, behaviour), daemon=True)
            self._threads.append(thread)
            thread.start()

    def _serve(self, connection: socket.socket, behaviour: Behaviour) -> None:
        with contextlib.suppress(OSError), contextlib.ExitStack() as closing:
            closing.callback(connection.close)
            if self._tls is not None:
                connection = self._tls.wrap_socket(connection, server_side=True)
                closing.callback(connection.close)
            behaviour(connection)


@contextlib.contextmanager
def serving(
    behaviours: Sequence[Behaviour], tls: ssl.SSLContext | None = None
) -> Iterator[Service]:
    """Serve within a block; no connection may outlive it."""
    service = Service(behaviours, tls)
    try:
        yield service
    finally:
        ended = service.close()
    assert ended, "a connection was left open"


def taken(connection: socket.socket) -> bytes:
    """Read one request, its body included."""
    read = b""
    while b"\r\n\r\n" not in read:
        some = connection.recv(65536)
        if not some:
            return read
        read += some
    head, _, body = read.partition(b"\r\n\r\n")
    lines = [line.split(b":", 1) for line in head.lower().split(b"\r\n")[1:]]
    length = int(dict(lines).get(b"content-length", b"0"))
    while len(body) < length:
        body += connection.recv(65536)
    return read


def answering(
    status: str = "200 OK",
    body: bytes = OK_BODY,
    *headers: str,
    length: int | None = None,
) -> Behaviour:
    """Answer every request on a connection; `length`: what the header claims."""
    said = [f"HTTP/1.1 {status}", f"Content-Length: {len(body) if length is None else length}"]
    said += [*(headers or ["Content-Type: application/json"]), f"Set-Cookie: sid={COOKIE}"]
    whole = "\r\n".join(said).encode("latin-1") + b"\r\n\r\n" + body

    def behave(connection: socket.socket) -> None:
        while taken(connection):
            connection.sendall(whole)
            if length is not None:
                return

    return behave


def raw(sent: bytes, *, stays: bool = False) -> Behaviour:
    """Take a request, send bytes as they are, and hang up; or stay until the client does."""

    def behave(connection: socket.socket) -> None:
        taken(connection)
        connection.sendall(sent)
        if stays:
            connection.recv(1)

    return behave


def reset(connection: socket.socket) -> None:
    """Break a connection off."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()


def reset_in_the_body(connection: socket.socket) -> None:
    """Break a connection off while the request is still on its way."""
    connection.recv(1024)
    reset(connection)


def reset_after_the_body(connection: socket.socket) -> None:
    """Break a connection off when the request is there."""
    taken(connection)
    reset(connection)


def close_at_once(connection: socket.socket) -> None:
    """Hang up."""


def silent(connection: socket.socket) -> None:
    """Take a request and say nothing until the client goes."""
    taken(connection)
    connection.recv(1)


def dripping(head: bytes) -> Behaviour:
    """Take a request, and answer a byte at a time for as long as the client listens."""

    def behave(connection: socket.socket) -> None:
        taken(connection)
        connection.sendall(head)
        connection.settimeout(0.05)
        while True:
            try:
                if not connection.recv(1):
                    return
            except TimeoutError:
                connection.sendall(b" ")

    return behave


def early(connection: socket.socket) -> None:
    """Answer before the body is there, and hang up."""
    connection.recv(1024)
    connection.sendall(b"HTTP/1.1 413 Too Large\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
    connection.shutdown(socket.SHUT_WR)
    while connection.recv(65536):
        pass
