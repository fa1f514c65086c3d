"""Answers that are written to a file as they arrive, so that they are never in memory as a whole."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from secrets import token_hex
from typing import IO, Any, TypeAlias, TypeVar

import httpx

from .bodies import BytesReader
from .calls import Call
from .transport import AsyncTransport, Faults, Transport, is_success, outcome

T = TypeVar("T")

Target: TypeAlias = str | os.PathLike[str] | IO[bytes]


def save(transport: Transport, to: Target, call: Call[T]) -> T:
    """Send a call and write its answer to a file; give how many bytes, or the value of another answer.

    A path gets the file once it is complete: until then it is written beside it.
    """
    faults = transport.faults
    response = transport.answer(call, stream=True)
    try:
        if not _is_file(call, response):
            with _received(response, faults):
                response.read()
            return transport.given(call, response, outcome(call.answers, response, faults))
        count = 0
        with _writing(to) as write:
            pieces = response.iter_bytes()
            while True:
                with _received(response, faults):
                    piece = next(pieces, None)
                if piece is None:
                    break
                write(piece)
                count += len(piece)
        value: T = count  # type: ignore[assignment]  # T has int where an answer is a file
        return transport.given(call, response, value)
    finally:
        response.close()


async def asave(transport: AsyncTransport, to: Target, call: Call[T]) -> T:
    """Send a call and write its answer to a file; give how many bytes, or the value of another answer.

    A path gets the file once it is complete: until then it is written beside it.
    """
    faults = transport.faults
    response = await transport.answer(call, stream=True)
    try:
        if not _is_file(call, response):
            with _received(response, faults):
                await response.aread()
            return transport.given(call, response, outcome(call.answers, response, faults))
        count = 0
        with _writing(to) as write:
            pieces = response.aiter_bytes()
            while True:
                with _received(response, faults):
                    piece = await anext(pieces, None)
                if piece is None:
                    break
                write(piece)
                count += len(piece)
        value: T = count  # type: ignore[assignment]  # T has int where an answer is a file
        return transport.given(call, response, value)
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
        raise faults.transport(response.request, error) from error


@contextmanager
def _writing(to: Target) -> Iterator[Callable[[bytes], object]]:
    """Give what writes to a file; one that is not complete is not left behind."""
    if not isinstance(to, str | os.PathLike):
        yield to.write
        return
    path = Path(os.path.realpath(to))
    part = path.with_name(f".{path.name[:40]}.{token_hex(4)}.part")
    try:
        with part.open("xb") as file:
            yield file.write
        part.replace(path)
    except BaseException:
        with suppress(FileNotFoundError):
            part.unlink()
        raise
