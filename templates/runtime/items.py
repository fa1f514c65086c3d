"""What a stream is made of, cut from bytes as they arrive: server-sent events and JSON lines."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, Generic, Protocol, TypeVar

from .reading import Reader, Unreadable

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Event(Generic[T]):
    """A server-sent event: its data, its type, the last id and the last wait (in ms) that the server named."""

    data: T
    event: str = "message"
    id: str = ""
    retry: int | None = None


class Decoder(Protocol[T_co]):
    """Makes items of bytes, in whatever pieces they come."""

    def feed(self, piece: bytes) -> Iterator[T_co]:
        """Give the items that are complete with this piece; raise Unreadable."""
        ...

    def end(self) -> Iterator[T_co]:
        """Give what is left when no more comes; raise Unreadable."""
        ...


class StreamReader(Reader[T]):
    """Reads an answer item by item."""

    media_type: str | None = None  # of such an answer, where any other means another answer

    def decoder(self) -> Decoder[T]:
        """Begin to read a stream."""
        raise NotImplementedError


class LinesReader(StreamReader[T]):
    """Reads JSON lines, or JSON texts that another mark stands between."""

    def __init__(self, kind: Any, mark: bytes = b"\n") -> None:
        super().__init__(kind)
        self._mark: Final = mark

    def decoder(self) -> Decoder[T]:
        """Begin to read lines."""
        return _Lines(self.read, self._mark)


class PlainReader(Reader[T]):
    """Reads text that is no JSON as one type."""

    def read(self, content: bytes) -> T:
        """Read the value; raise Unreadable."""
        return self.take(content.decode("utf-8", "replace"))


class EventsReader(StreamReader[Event[T]]):
    """Reads server-sent events by what reads their data; `named`: what reads that of events of one type."""

    media_type = "text/event-stream"

    def __init__(self, data: Reader[T], named: Mapping[str, Reader[Any]] | None = None) -> None:
        super().__init__(Event)
        self._data: Final = data
        self._named: Final = named or {}

    def decoder(self) -> Decoder[Event[T]]:
        """Begin to read events."""
        return _Events(self._events)

    def _events(self, raw: Event[str]) -> Iterator[Event[T]]:
        reader: Reader[Any] = self._named.get(raw.event, self._data)
        try:
            data = reader.read(raw.data.encode())
        except Unreadable as error:
            if raw.data == "[DONE]":  # not what is documented, but by custom the end
                return
            data = _as_text(reader, raw.data, error)
        yield Event(data, raw.event, raw.id, raw.retry)


def _as_text(reader: Reader[T], text: str, error: Unreadable) -> T:
    """Read data that is not the JSON it could be as text, where that is documented too."""
    try:
        return reader.take(text)
    except Unreadable:
        path = ".".join(filter(None, ("data", error.path)))
        raise Unreadable(path, error.reason) from None


class Cut:
    """Cuts bytes at marks; a mark may itself be cut in two where it is the end of a line."""

    def __init__(self, mark: re.Pattern[bytes]) -> None:
        self._mark: Final = mark
        self._two: Final = mark.fullmatch(b"\r\n") is not None
        self._rest: list[bytes] = []
        self._halved = False

    def feed(self, piece: bytes) -> list[bytes]:
        """Give what is complete with this piece."""
        if self._halved and piece.startswith(b"\n"):
            self._halved = False
            piece = piece[1:]
        if not piece:
            return []
        self._halved = self._two and piece.endswith(b"\r")
        *whole, rest = self._mark.split(piece)
        if whole:
            whole[0] = self.end() + whole[0]
        if rest:
            self._rest.append(rest)
        return whole

    def end(self) -> bytes:
        """Give what no mark has ended."""
        rest, self._rest = b"".join(self._rest), []
        return rest


class _Lines(Generic[T]):
    """Reads the values between marks; nothing between two is no value."""

    def __init__(self, read: Callable[[bytes], T], mark: bytes) -> None:
        self._read: Final = read
        self._cut: Final = Cut(re.compile(re.escape(mark)))
        self._count = 0

    def feed(self, piece: bytes) -> Iterator[T]:
        for line in self._cut.feed(piece):
            yield from self._value(line)

    def end(self) -> Iterator[T]:
        yield from self._value(self._cut.end())

    def _value(self, line: bytes) -> Iterator[T]:
        if not line.strip():
            return
        try:
            value = self._read(line)
        except Unreadable as error:
            raise _numbered(self._count, error) from error
        self._count += 1
        yield value


class _Events(Generic[T]):
    """Reads events by the rules of the WHATWG: https://html.spec.whatwg.org/multipage/server-sent-events.html."""

    def __init__(self, read: Callable[[Event[str]], Iterator[Event[T]]]) -> None:
        self._read: Final = read
        self._cut: Final = Cut(re.compile(rb"\r\n?|\n"))
        self._first = True
        self._count = 0
        self._data: list[str] = []
        self._event = self._id = ""
        self._retry: int | None = None

    def feed(self, piece: bytes) -> Iterator[Event[T]]:
        for line in self._cut.feed(piece):
            if self._first:
                line, self._first = line.removeprefix(b"\xef\xbb\xbf"), False
            if line:
                self._field(line)
            else:
                yield from self._dispatched()

    def end(self) -> Iterator[Event[T]]:
        """Drop an event that no empty line has ended."""
        return iter(())

    def _field(self, line: bytes) -> None:
        name, _, given = line.partition(b":")
        value = given.removeprefix(b" ").decode("utf-8", "replace")
        if name == b"data":
            self._data.append(value)
        elif name == b"event":
            self._event = value
        elif name == b"id" and "\0" not in value:
            self._id = value
        elif name == b"retry" and value.isascii() and value.isdecimal() and len(value) < 19:
            self._retry = int(value)

    def _dispatched(self) -> Iterator[Event[T]]:
        """Give the event that has come together, if it has data."""
        data, event = self._data, self._event
        self._data, self._event = [], ""
        if not data:
            return
        raw = Event("\n".join(data), event or "message", self._id, self._retry)
        try:
            yield from self._read(raw)
        except Unreadable as error:
            raise _numbered(self._count, error) from error
        self._count += 1


def _numbered(count: int, error: Unreadable) -> Unreadable:
    return Unreadable(".".join(filter(None, (str(count), error.path))), error.reason)
