"""Hooks: what watches calls from their start to their outcome, and changes none of them."""

from __future__ import annotations

import inspect
import logging
import time
import traceback
from collections.abc import Callable, Iterable, Sequence
from types import TracebackType
from typing import Any, Final, Self, TypeVar

import httpx

from .calls import Call
from .redacting import scrubbed, untraced

T = TypeVar("T")
_LOG: Final = logging.getLogger(__name__.partition(".")[0])


class OperationCall:
    """A call as hooks are told of it, from its start to its outcome.

    Attributes:
        operation: The name of its method on a client.
        method: The HTTP method.
        path_template: The path as it is documented, with the names of its parameters in braces.
        sent: How often it was sent so far.
        kept: What hooks keep of the call, each under a key of its own.
    """

    __slots__ = ("_started", "kept", "method", "operation", "path_template", "sent")

    def __init__(self, operation: str, method: str, path_template: str) -> None:
        self.operation: Final = operation
        self.method: Final = method
        self.path_template: Final = path_template
        self.sent = 0
        self.kept: Final[dict[object, object]] = {}
        self._started: Final = time.monotonic()

    @property
    def seconds(self) -> float:
        """How long the call has taken so far."""
        return time.monotonic() - self._started

    def __repr__(self) -> str:
        return f"OperationCall({self.operation!r}, {self.method!r}, {self.path_template!r}, sent={self.sent})"


class Hook:
    """Watches calls: override what you need, each method here does nothing.

    Methods are plain functions, called by synchronous and asynchronous clients alike, in the thread or task of the
    call, so they must not wait for anything. One that raises changes nothing about the call: its error is logged,
    at ERROR, under the name of the package. Requests are shown as they are sent, with their credentials.
    """

    def started(self, call: OperationCall) -> None:
        """Take note of a call that begins; its arguments are held to their limits already."""

    def sending(self, call: OperationCall, request: httpx.Request) -> None:
        """Look at a request before it is signed and sent, once for each attempt; headers may be added."""

    def answered(self, call: OperationCall, response: httpx.Response) -> None:
        """Look at the answer to an attempt; its body is there, unless it goes to a stream or a file."""

    def unanswered(self, call: OperationCall, error: Exception) -> None:
        """Take note of an attempt that got no answer, or not all of it."""

    def repeating(
        self, call: OperationCall, reason: httpx.Response | Exception, wait: float
    ) -> None:
        """Take note that the call is sent again after `wait` seconds, because of an answer or an error."""

    def ended(self, call: OperationCall, value: object, error: BaseException | None) -> None:
        """Take note of the outcome: what the caller is given, or the error that is raised or cancels the call.

        A stream is an outcome once it begins.
        """


_EVENTS: Final = ("started", "sending", "answered", "unanswered", "repeating", "ended")


def checked(hooks: Iterable[Hook] | None) -> Sequence[Hook]:
    """Hold what is given for hooks to what can be called; raise TypeError."""
    given = tuple(hooks or ())
    for each in given:
        if not isinstance(each, Hook):
            raise TypeError(f"hooks: {each!r} is no Hook; give an instance of a subclass")
        for name in _EVENTS:
            if inspect.iscoroutinefunction(getattr(each, name)):
                raise TypeError(f"hooks: {type(each).__name__}.{name} must be a plain function")
    return given


class Watch:
    """Tells hooks of one call; without hooks it does nothing."""

    def __init__(self, hooks: Sequence[Hook], call: OperationCall, known: frozenset[str]) -> None:
        self._hooks, self._call, self._known = hooks, call, known
        self._request: httpx.Request | None = None
        self._value: object = None

    @classmethod
    def over(
        cls, hooks: Sequence[Hook], call: Call[Any], known: Callable[[], Iterable[str]]
    ) -> Watch:
        """Begin to watch a call; `known`: gives the names of what carries credentials."""
        if not hooks:
            return UNWATCHED
        return cls(
            hooks,
            OperationCall(call.operation, call.method, call.path_template),
            frozenset(known()),
        )

    def __enter__(self) -> Self:
        self._tell("started")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._tell("ended", self._value, error)

    def gave(self, value: T) -> T:
        """Take note of what the caller is given, and give it."""
        if self._hooks:
            self._value = value
        return value

    def sending(self, request: httpx.Request) -> None:
        """Tell of a request that is about to be sent."""
        if self._hooks:
            self._call.sent += 1
            self._request = request
            self._tell("sending", request)

    def answered(self, response: httpx.Response) -> None:
        """Tell of an answer."""
        self._tell("answered", response)

    def unanswered(self, error: Exception) -> None:
        """Tell of an attempt that got no answer."""
        self._tell("unanswered", error)

    def repeating(self, reason: httpx.Response | Exception, wait: float) -> None:
        """Tell that the call is sent again."""
        self._tell("repeating", reason, wait)

    def _tell(self, event: str, *given: object) -> None:
        for hook in self._hooks:
            try:
                getattr(hook, event)(self._call, *given)
            except Exception as error:  # the call is not theirs to change
                self._log(hook, event, error)

    def _log(self, hook: Hook, event: str, error: Exception) -> None:
        untraced(error)
        told = "".join(traceback.format_exception(error)).rstrip()
        if self._request is not None:
            told = scrubbed(told, self._request, self._known)
        _LOG.error("%s.%s raised, and was passed over: %s", type(hook).__name__, event, told)


UNWATCHED: Final = Watch((), OperationCall("", "", ""), frozenset())
