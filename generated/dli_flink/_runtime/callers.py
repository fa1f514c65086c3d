"""What makes calls: a client, and the groups of its operations, each loaded when it is first used."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any, Final, Generic, TypeVar, overload

from .raw import with_response
from .transport import AsyncTransport, Transport

V = TypeVar("V")
C = TypeVar("C", bound="Caller | AsyncCaller")


class Caller:
    """A client, or a group of its operations."""

    def __init__(self, transport: Transport, settings: Mapping[str, object]) -> None:
        self._transport = transport
        self._settings = settings


class AsyncCaller:
    """An asynchronous client, or a group of its operations."""

    def __init__(self, transport: AsyncTransport, settings: Mapping[str, object]) -> None:
        self._transport = transport
        self._settings = settings


class WithRaw(Generic[V]):
    """An attribute of a client or a group: the same operations, giving answers with status and headers."""

    _name: Final = "with_raw_response"

    @overload
    def __get__(self, caller: None, owner: type) -> WithRaw[V]: ...
    @overload
    def __get__(self, caller: Any, owner: type) -> V: ...
    def __get__(self, caller: Any, owner: type) -> WithRaw[V] | V:
        if caller is None:
            return self
        made: Any = object.__new__(type(caller))
        made._transport = caller._transport.to_give(with_response)
        made._settings = caller._settings
        view: V = caller.__dict__.setdefault(self._name, made)
        return view


class GroupOf(Generic[C]):
    """An attribute of a client: a group of operations, imported and made when it is first used."""

    def __init__(self, module: str, name: str) -> None:
        self._module: Final = f"{(__package__ or '').rpartition('.')[0]}.operations.{module}"
        self._name: Final = name
        self._attribute = name

    def __set_name__(self, owner: type, attribute: str) -> None:
        self._attribute = attribute

    @overload
    def __get__(self, client: None, owner: type) -> type[C]: ...
    @overload
    def __get__(self, client: Any, owner: type) -> C: ...
    def __get__(self, client: Any, owner: type) -> type[C] | C:
        group: type[C] = getattr(import_module(self._module), self._name)
        if client is None:
            return group
        made = group(client._transport, client._settings)
        client.__dict__[self._attribute] = made
        return made


class FlatName:
    """An attribute of a client: an operation of one of its groups, under a name of its own."""

    def __init__(self, group: str, name: str) -> None:
        self._group: Final = group
        self._name: Final = name

    def __get__(self, client: object, owner: type) -> object:
        return getattr(getattr(owner if client is None else client, self._group), self._name)
