"""Answers that are read item by item while they arrive, by iterators that close their connection."""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator, Generator, Iterator
from contextlib import suppress
from itertools import islice
from types import TracebackType
from typing import Any, Final, Generic, Self, TypeVar

import httpx

from .calls import Call
from .hooks import Watch
from .items import Decoder, StreamReader
from .reading import Unreadable
from .transport import AsyncTransport, Faults, Transport, broken_off, is_success, outcome

T = TypeVar("T")


class Stream(Iterator[T]):
    """The items of an answer, as they arrive. Use it in a `with` block, read it to its end, or close it.

    An item that is not what is documented ends it with a DecodeError, whose path begins with the
    item's number, counted from 0. `response` has the status and the headers.
    """

    def __init__(self, response: httpx.Response, items: _Items[T], faults: Faults) -> None:
        self.response: Final = response
        self._items, self._faults = items, faults
        self._pieces = _pieces(response, faults)
        next(self._pieces)

    @classmethod
    def of(cls, transport: Transport, call: Call[T]) -> Self:
        """Send a call and begin to read its answer; raise the library's error where it is no success."""
        with transport.watching(call) as watch:
            return watch.gave(cls._begun(transport, call, watch))

    @classmethod
    def _begun(cls, transport: Transport, call: Call[T], watch: Watch) -> Self:
        faults = transport.faults
        response = transport.answer(call, watch, stream=True)
        items = _streamed(call, response)
        if items is None:
            try:
                response.read()
            except Exception as error:
                raise broken_off(response, error, faults) from error
            finally:
                response.close()
            items = _whole(call, response, faults)
        return cls(response, items, faults)

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> T:
        try:
            while not (found := self._items.take()):
                if self._items.over:
                    raise StopIteration
                self._items.put(next(self._pieces, None))
        except Unreadable as error:
            self.close()
            raise self._faults.decode(self.response, error) from error
        except (StopIteration, self._faults.own):
            self._items.stop()
            raise
        except Exception as error:  # of another thread that waits for the same piece
            raise broken_off(self.response, error, self._faults) from error
        except BaseException:
            self._items.stop()
            raise
        return found[0]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connection; no more items come."""
        self._items.stop()
        self.response.close()
        with suppress(ValueError):  # another thread waits for the next piece, and gets an error
            self._pieces.close()


class AsyncStream(AsyncIterator[T]):
    """The items of an answer, as they arrive. Use it in an `async with` block, or read it to its end.

    The call is sent when the block is entered, the first item is asked for, or this is awaited, which
    gives the same stream. An item that is not what is documented ends it with a DecodeError, whose
    path begins with the item's number, counted from 0.
    """

    def __init__(self, transport: AsyncTransport, call: Call[T]) -> None:
        self._transport, self._call = transport, call
        self._response: httpx.Response | None = None
        self._items: _Items[T] = _Items(None)
        self._pieces: AsyncGenerator[bytes, None]

    @classmethod
    def of(cls, transport: AsyncTransport, call: Call[T]) -> Self:
        """Make the stream of a call, which is not sent yet."""
        return cls(transport, call)

    @property
    def response(self) -> httpx.Response:
        """The answer, with its status and headers; raise RuntimeError where the call is not sent yet."""
        if self._response is None:
            raise RuntimeError("the call is not sent: enter the stream, or await it")
        return self._response

    def __await__(self) -> Generator[Any, Any, Self]:
        return self._opened().__await__()

    async def _opened(self) -> Self:
        if self._response is not None:
            return self
        with self._transport.watching(self._call) as watch:
            return watch.gave(await self._begun(watch))

    async def _begun(self, watch: Watch) -> Self:
        faults = self._transport.faults
        response = await self._transport.answer(self._call, watch, stream=True)
        items = _streamed(self._call, response)
        if items is None:
            try:
                await response.aread()
            except Exception as error:
                raise broken_off(response, error, faults) from error
            finally:
                await response.aclose()
            items = _whole(self._call, response, faults)
        self._response, self._items = response, items
        self._pieces = _async_pieces(response, faults)
        await anext(self._pieces)
        return self

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> T:
        await self._opened()
        try:
            while not (found := self._items.take()):
                if self._items.over:
                    raise StopAsyncIteration
                self._items.put(await anext(self._pieces, None))
        except Unreadable as error:
            await self.aclose()
            raise self._transport.faults.decode(self.response, error) from error
        except (StopAsyncIteration, self._transport.faults.own):
            self._items.stop()
            raise
        except Exception as error:  # of another task that waits for the same piece
            raise broken_off(self.response, error, self._transport.faults) from error
        except BaseException:
            self._items.stop()
            raise
        return found[0]

    async def __aenter__(self) -> Self:
        return await self._opened()

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """Close the connection; no more items come."""
        self._items.stop()
        if self._response is not None:
            await self._response.aclose()
            with suppress(RuntimeError):  # another task waits for the next piece, and gets an error
                await self._pieces.aclose()


class _Items(Generic[T]):
    """The items that are ready of what a decoder makes of the pieces that came."""

    def __init__(self, decoder: Decoder[T] | None, *ready: T) -> None:
        self._decoder = decoder
        self._ready: Iterator[T] = iter(ready)
        self.over = decoder is None

    def take(self) -> list[T]:
        """Give the next item, if one is ready; raise Unreadable."""
        return list(islice(self._ready, 1))

    def put(self, piece: bytes | None) -> None:
        """Take the next piece; None is the end."""
        if self._decoder is not None:
            self.over = piece is None
            self._ready = self._decoder.end() if piece is None else self._decoder.feed(piece)

    def stop(self) -> None:
        """Give no more items."""
        self._decoder, self._ready, self.over = None, iter(()), True


def _pieces(response: httpx.Response, faults: Faults) -> Generator[bytes, None, None]:
    """Give the bytes as they arrive, and close the connection whatever happens."""
    try:
        yield b""  # what has begun is closed with the generator, even where nobody reads on
        yield from response.iter_bytes()
    except Exception as error:
        raise broken_off(response, error, faults) from error
    finally:
        response.close()


async def _async_pieces(response: httpx.Response, faults: Faults) -> AsyncGenerator[bytes, None]:
    """Give the bytes as they arrive, and close the connection whatever happens."""
    try:
        yield b""  # what has begun is closed by the event loop, even where nobody reads on
        async for piece in response.aiter_bytes():
            yield piece
    except Exception as error:
        raise broken_off(response, error, faults) from error
    finally:
        await response.aclose()


def _streamed(call: Call[T], response: httpx.Response) -> _Items[T] | None:
    """Begin to read an answer item by item, if it is one that streams."""
    reader = call.answers.reader(response.status_code)
    if not is_success(response) or not isinstance(reader, StreamReader):
        return None
    kind = _media_type(response)
    return _Items(reader.decoder()) if not kind or reader.media_type in (None, kind) else None


def _whole(call: Call[T], response: httpx.Response, faults: Faults) -> _Items[T]:
    """Read an answer that does not stream: it is the only item; raise the library's error for no success."""
    reader = call.answers.reader(response.status_code)
    if is_success(response) and isinstance(reader, StreamReader):
        reason = f"the answer is {_media_type(response)}, not {reader.media_type}"
        raise faults.decode(response, Unreadable("", reason))
    value = outcome(call.answers, response, faults)
    return _Items(None) if reader is None else _Items(None, value)


def _media_type(response: httpx.Response) -> str:
    kind: str = response.headers.get("Content-Type", "")
    return kind.partition(";")[0].strip().lower()
