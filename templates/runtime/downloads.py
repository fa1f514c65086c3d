"""Answers that are written to a file as they arrive, so that they are never in memory as a whole."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from secrets import token_hex
from typing import IO, Any, Self, TypeAlias, TypeVar

import httpx

from .bodies import BytesReader
from .calls import Call
from .failures import Unwritable
from .transport import AsyncTransport, Faults, Transport, broken_off, is_success, outcome

T = TypeVar("T")

Target: TypeAlias = str | os.PathLike[str] | IO[bytes]


def save(transport: Transport, to: Target, call: Call[T]) -> T:
    """Send a call and write its answer to a file; give how many bytes, or the value of another answer.

    A path gets the file once it is complete: until then it is written beside it.
    """
    faults = transport.faults
    with transport.watching(call) as watch, _File(to, faults) as file:
        response = transport.answer(call, watch, stream=True)
        try:
            if not _is_file(call, response):
                with _received(response, faults):
                    response.read()
                other = outcome(call.answers, response, faults)
                return watch.gave(transport.given(call, response, other))
            pieces = response.iter_bytes()
            while True:
                with _received(response, faults):
                    piece = next(pieces, None)
                if piece is None:
                    break
                file.write(response, piece)
            file.complete(response)
            value: T = file.count  # type: ignore[assignment]  # T has int where an answer is a file
            return watch.gave(transport.given(call, response, value))
        finally:
            response.close()


async def asave(transport: AsyncTransport, to: Target, call: Call[T]) -> T:
    """Send a call and write its answer to a file; give how many bytes, or the value of another answer.

    A path gets the file once it is complete: until then it is written beside it.
    """
    faults = transport.faults
    with transport.watching(call) as watch, _File(to, faults) as file:
        response = await transport.answer(call, watch, stream=True)
        try:
            if not _is_file(call, response):
                with _received(response, faults):
                    await response.aread()
                other = outcome(call.answers, response, faults)
                return watch.gave(transport.given(call, response, other))
            pieces = response.aiter_bytes()
            while True:
                with _received(response, faults):
                    piece = await anext(pieces, None)
                if piece is None:
                    break
                file.write(response, piece)
            file.complete(response)
            value: T = file.count  # type: ignore[assignment]  # T has int where an answer is a file
            return watch.gave(transport.given(call, response, value))
        finally:
            await response.aclose()


def _is_file(call: Call[Any], response: httpx.Response) -> bool:
    reader = call.answers.reader(response.status_code)
    return is_success(response) and isinstance(reader, BytesReader)


@contextmanager
def _received(response: httpx.Response, faults: Faults) -> Iterator[None]:
    """Turn what breaks an answer off into the library's error."""
    try:
        yield
    except Exception as error:
        raise broken_off(response, error, faults) from error


class _File:
    """What an answer is written to; one that is not complete is not left behind."""

    def __init__(self, to: Target, faults: Faults) -> None:
        self._faults, self._path, self._part = faults, Path(), Path()
        self.count = 0
        if not isinstance(to, str | os.PathLike):
            self._file, self._own = to, False
            return
        self._own = True
        try:
            self._path = Path(os.path.realpath(to))
            self._part = self._path.with_name(f".{self._path.name[:40]}.{token_hex(4)}.part")
            self._file = self._part.open("xb")
        except (OSError, ValueError) as error:
            raise faults.invalid(("to", f"{type(error).__name__}: {error}")) from error

    def write(self, response: httpx.Response, piece: bytes) -> None:
        """Write a piece of an answer."""
        with self._written(response):
            self._file.write(piece)
        self.count += len(piece)

    def complete(self, response: httpx.Response) -> None:
        """Put the file where it belongs: it is all there."""
        if self._own:
            with self._written(response):
                self._file.close()
                self._part.replace(self._path)

    @contextmanager
    def _written(self, response: httpx.Response) -> Iterator[None]:
        try:
            yield
        except Exception as error:  # of a file of the caller's, anything
            unwritable = Unwritable(f"{type(error).__name__}: {error}")
            raise self._faults.transport(response.request, unwritable, response) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        if self._own:
            with suppress(OSError):
                self._file.close()
            with suppress(OSError):
                self._part.unlink()
