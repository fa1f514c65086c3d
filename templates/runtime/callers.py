"""What makes calls: a client, and the groups of its operations, each loaded when it is first used."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from importlib import import_module
from typing import Any, Final, Generic, Self, TypeVar, overload

import httpx

from .hooks import Hook, checked
from .raw import with_response
from .retrying import Retry
from .transport import AsyncTransport, Transport
from .unset import UNSET, Unset

S = TypeVar("S", bound="_Caller[Any]")
X = TypeVar("X", bound="Transport | AsyncTransport")
V = TypeVar("V")
C = TypeVar("C", bound="Caller | AsyncCaller")


class _Caller(Generic[X]):
    def __init__(self, transport: X, settings: Mapping[str, object]) -> None:
        self._transport: X = transport
        self._settings = settings

    def with_options(
        self,
        *,
        timeout: float | httpx.Timeout | Unset = UNSET,
        deadline: float | Unset | None = UNSET,
        retry: Retry | Unset = UNSET,
        hooks: Iterable[Hook] | Unset = UNSET,
    ) -> Self:
        """Give the same with other options, for a call or for many; it shares its connections."""
        transport = self._transport.over(**_options(timeout, deadline, retry, hooks))
        return _with_transport(self, transport)


class Caller(_Caller[Transport]):
    """A client, or a group of its operations."""


class AsyncCaller(_Caller[AsyncTransport]):
    """An asynchronous client, or a group of its operations."""


def _options(
    timeout: float | httpx.Timeout | Unset,
    deadline: float | Unset | None,
    retry: Retry | Unset,
    hooks: Iterable[Hook] | Unset,
) -> dict[str, Any]:
    steps = timeout if isinstance(timeout, Unset) else httpx.Timeout(timeout)
    told = hooks if isinstance(hooks, Unset) else checked(hooks)
    given = {"timeout": steps, "deadline": deadline, "retry": retry, "hooks": told}
    return {name: value for name, value in given.items() if value is not UNSET}


def _with_transport(caller: S, transport: Any) -> S:
    """Give a twin of a client or a group that sends by another transport, and closes nothing."""
    made: Any = object.__new__(type(caller))
    made._transport, made._settings = transport, caller._settings
    made._http, made._owned = None, False
    twin: S = made
    return twin


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
        made: Any = _with_transport(caller, caller._transport.to_give(with_response))
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
