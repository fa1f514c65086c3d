"""Answers with their status and headers beside what was read of them."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from functools import partial
from typing import Any, Concatenate, Final, Generic, ParamSpec, TypeVar, overload

import httpx

from .calls import Call
from .reading import Reader, Unreadable
from .transport import Faults

C = TypeVar("C")
P = ParamSpec("P")
T = TypeVar("T")
F = TypeVar("F", bound="Callable[..., object]")
H = TypeVar("H", bound=httpx.Headers)


@dataclass(frozen=True)
class RawResponse(Generic[T, H]):
    """An answer: its headers, what was read of its body, and the response itself."""

    headers: H
    parsed: T
    response: httpx.Response

    @property
    def status_code(self) -> int:
        """The status."""
        return self.response.status_code


class Headers(httpx.Headers):
    """The headers of an answer; those that are documented are attributes, too."""

    unreadable: Callable[[Unreadable], Exception]


class Header(Generic[T]):
    """A documented header, read when it is asked for: None where the answer has none; raise DecodeError."""

    def __init__(self, name: str, reader: Reader[T], shape: str = "") -> None:
        self._name: Final = name
        self._reader: Final = reader
        self._shape: Final = shape

    @overload
    def __get__(self, headers: None, owner: type) -> Header[T]: ...
    @overload
    def __get__(self, headers: Headers, owner: type) -> T | None: ...
    def __get__(self, headers: Headers | None, owner: type) -> Header[T] | T | None:
        if headers is None:
            return self
        text = headers.get(self._name)
        if text is None:
            return None
        try:
            if self._shape == "json":
                return self._reader.read(text.encode())
            return self._reader.take(_value(text, self._shape))
        except Unreadable as error:
            path = ".".join(filter(None, (self._name, error.path)))
            raise headers.unreadable(Unreadable(path, error.reason)) from error


def _value(text: str, shape: str) -> object:
    """Take text apart by the style simple: a list, or the names and values of an object."""
    pieces = [each.strip() for each in text.split(",")] if text.strip() else []
    match shape:
        case "list":
            return pieces
        case "pairs":
            return dict(zip(pieces[::2], pieces[1::2], strict=False))
        case "exploded":
            return {name: value for name, _, value in (each.partition("=") for each in pieces)}
        case _:
            return text


def with_response(call: Call[Any], response: httpx.Response, value: object, faults: Faults) -> Any:
    """Give what was read with the answer that it was read from."""
    headers = call.answers.headers(response.headers)
    if isinstance(headers, Headers):
        headers.unreadable = partial(faults.decode, response)
    return RawResponse(headers, value, response)


# For type checkers: what the methods of a client, or of a group, give where they give raw responses.


class Raw(Generic[F]):
    """A method as it is seen through `with_raw_response`."""

    def __get__(self, group: object, owner: type) -> F:
        raise NotImplementedError


def same(method: Callable[Concatenate[C, P], T]) -> Raw[Callable[P, T]]:
    """Say that a method gives what it always does."""
    return Raw()


@overload
def raw(
    method: Callable[Concatenate[C, P], T],
) -> Raw[Callable[P, RawResponse[T, httpx.Headers]]]: ...
@overload
def raw(
    method: Callable[Concatenate[C, P], T], headers: type[H]
) -> Raw[Callable[P, RawResponse[T, H]]]: ...
def raw(
    method: Callable[Concatenate[C, P], T], headers: type[Any] = httpx.Headers
) -> Raw[Callable[P, RawResponse[T, Any]]]:
    """Say that a method gives its answer with status and headers."""
    return Raw()


@overload
def araw(
    method: Callable[Concatenate[C, P], Coroutine[Any, Any, T]],
) -> Raw[Callable[P, Coroutine[Any, Any, RawResponse[T, httpx.Headers]]]]: ...
@overload
def araw(
    method: Callable[Concatenate[C, P], Coroutine[Any, Any, T]], headers: type[H]
) -> Raw[Callable[P, Coroutine[Any, Any, RawResponse[T, H]]]]: ...
def araw(
    method: Callable[Concatenate[C, P], Coroutine[Any, Any, T]],
    headers: type[Any] = httpx.Headers,
) -> Raw[Callable[P, Coroutine[Any, Any, RawResponse[T, Any]]]]:
    """Say that an asynchronous method gives its answer with status and headers."""
    return Raw()
