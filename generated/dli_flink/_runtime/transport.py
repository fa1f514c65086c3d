"""Sending a call over httpx and turning whatever comes back into a value or one of the library's errors."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, field, replace
from typing import Any, Final, Generic, Self, TypeAlias, TypeVar

import httpx

from .calls import Answers, Call, SuccessRule
from .connection import Carried, Connection
from .hooks import Watch
from .reading import Unreadable
from .redacting import shown_url, untraced
from .retrying import Attempts
from .servers import MissingCredential

T = TypeVar("T")
H = TypeVar("H", bound="httpx.Client | httpx.AsyncClient")
_LOG: Final = logging.getLogger(__name__.partition(".")[0])


@dataclass(frozen=True, slots=True)
class Faults:
    """How the library's own errors are made; `own`: what they all are, which passes as it is."""

    own: type[Exception]
    invalid: Callable[..., Exception]
    transport: Callable[..., Exception]  # of a request, what went wrong, and what came of an answer
    decode: Callable[[httpx.Response, Unreadable], Exception]
    status: Callable[[httpx.Response, Any], Exception]
    rejected: Callable[[httpx.Response, Any, SuccessRule, str | None], Exception]


# What a caller is given of a call, its answer and the value that was read of it.
Giving: TypeAlias = Callable[[Call[Any], httpx.Response, object, Faults], Any]


def the_value(call: Call[Any], response: httpx.Response, value: object, faults: Faults) -> Any:
    """Give what was read, and nothing else of the answer."""
    return value


@dataclass(frozen=True, slots=True)
class Attempt:
    """A request to be sent, and when the call has to be over."""

    request: httpx.Request = field(repr=False)
    auth: httpx.Auth | None = field(repr=False)
    attempts: Attempts


# What sending a call takes: attempts, each answered or failing, and seconds to wait between them.
Steps: TypeAlias = Generator[Attempt | float, Any, httpx.Response]


def steps(
    http: httpx.Client | httpx.AsyncClient,
    connection: Connection,
    faults: Faults,
    call: Call[Any],
    watch: Watch,
) -> Steps:
    """Send a call until it has its outcome; raise the library's errors."""
    attempts, renewed = connection.attempts(call), False
    carried = _carried(connection, faults, call)
    while True:
        request = _requested(http, connection, faults, call, carried, attempts)
        watch.sending(request)
        started, wait = time.monotonic(), None
        try:
            response: httpx.Response = yield Attempt(request, connection.auth_of(call), attempts)
        except faults.own:
            raise
        except MissingCredential as error:  # of what signs
            untraced(error)
            raise faults.invalid(("credentials", str(error))) from None
        except Exception as error:
            _tell(request, type(error).__name__, started, attempts)
            watch.unanswered(error)
            wait = attempts.after_error(error)
            if wait is None:
                untraced(error)
                raise faults.transport(request, error) from error
            watch.repeating(error, wait)
        else:
            _tell(request, str(response.status_code), started, attempts)
            watch.answered(response)
            if response.status_code == 401 and not renewed:
                newer, renewed = _carried(connection, faults, call), True
                if newer != carried:
                    carried = newer
                    watch.repeating(response, 0.0)
                    continue
            wait = attempts.after_answer(response)
            if wait is None:
                return response
            watch.repeating(response, wait)
        yield wait


def _carried(connection: Connection, faults: Faults, call: Call[Any]) -> Carried:
    try:
        return connection.carried(call)
    except MissingCredential as error:
        untraced(error)
        raise faults.invalid(("credentials", str(error))) from None
    except Exception as error:  # of what the caller gave to be asked for it
        untraced(error)
        raise faults.invalid(("credentials", f"{type(error).__name__}: {error}")) from error


def _requested(
    http: httpx.Client | httpx.AsyncClient,
    connection: Connection,
    faults: Faults,
    call: Call[Any],
    carried: Carried,
    attempts: Attempts,
) -> httpx.Request:
    try:
        return connection.request(http, call, carried, attempts)
    except Exception as error:  # of a URL that is none, or of an http_client of another kind
        untraced(error)
        raise faults.invalid(("request", f"{type(error).__name__}: {error}")) from error


def _tell(request: httpx.Request, came: str, started: float, attempts: Attempts) -> None:
    """Log an attempt: never headers, bodies or what a query holds."""
    if _LOG.isEnabledFor(logging.DEBUG):
        took = time.monotonic() - started
        shown = shown_url(request.url)
        _LOG.debug(
            "%s %s: %s in %.3f s, attempt %d", request.method, shown, came, took, attempts.count
        )


class _Sender(Generic[H]):
    """What both flavours have: connections, options, errors, and what a caller is given of an answer."""

    _other: type  # the httpx client of the other flavour, and what to say of it
    _goes: str

    def __init__(
        self, http: H, connection: Connection, faults: Faults, giving: Giving = the_value
    ) -> None:
        if isinstance(http, self._other):
            raise TypeError(f"http_client: {self._goes}")
        self._http, self._connection, self.faults = http, connection, faults
        self._giving = giving

    def to_give(self, giving: Giving) -> Self:
        """Make one that gives something else of an answer."""
        return type(self)(self._http, self._connection, self.faults, giving)

    def over(self, **options: Any) -> Self:
        """Make one with other options of its connection."""
        connection = replace(self._connection, **options)
        return type(self)(self._http, connection, self.faults, self._giving)

    def given(self, call: Call[T], response: httpx.Response, value: T) -> T:
        """Give what a caller gets of an answer."""
        return self._giving(call, response, value, self.faults)  # type: ignore[no-any-return]

    def watching(self, call: Call[Any]) -> Watch:
        """Begin to tell hooks of a call, to its outcome at the end of the block."""
        return self._connection.watch(call)

    def _steps(self, call: Call[Any], watch: Watch) -> Steps:
        return steps(self._http, self._connection, self.faults, call, watch)


class Transport(_Sender[httpx.Client]):
    """Sends calls, one at a time or from many threads."""

    _other, _goes = httpx.AsyncClient, "an httpx.AsyncClient goes with AsyncClient"

    def send(self, call: Call[T]) -> T:
        """Send a call and read its answer."""
        with self.watching(call) as watch:
            response = self.answer(call, watch)
            value = outcome(call.answers, response, self.faults)
            return watch.gave(self.given(call, response, value))

    def answer(self, call: Call[T], watch: Watch, *, stream: bool = False) -> httpx.Response:
        """Send a call and give what answers it; `stream`: the body of a success is not read yet."""
        flow = self._steps(call, watch)
        try:
            step = next(flow)
            while True:
                if not isinstance(step, Attempt):
                    time.sleep(step)
                    step = flow.send(None)
                    continue
                try:
                    response = self._sent(step, stream=stream)
                except Exception as error:
                    step = flow.throw(error)
                else:
                    step = flow.send(response)
        except StopIteration as end:
            return end.value  # type: ignore[no-any-return]
        except self.faults.own as error:
            raise error.with_traceback(None)  # noqa: B904 - the same, without variables that hold requests

    def _sent(self, attempt: Attempt, *, stream: bool) -> httpx.Response:
        response = self._http.send(attempt.request, auth=attempt.auth, stream=True)
        if not stream or not is_success(response):
            response.stream = InTime(response.stream, attempt)
            try:
                response.read()
            except BaseException:
                response.close()
                raise
        return response


class AsyncTransport(_Sender[httpx.AsyncClient]):
    """Sends calls from asyncio or trio."""

    _other, _goes = httpx.Client, "an httpx.Client goes with Client"

    async def send(self, call: Call[T]) -> T:
        """Send a call and read its answer."""
        with self.watching(call) as watch:
            response = await self.answer(call, watch)
            value = outcome(call.answers, response, self.faults)
            return watch.gave(self.given(call, response, value))

    async def answer(self, call: Call[T], watch: Watch, *, stream: bool = False) -> httpx.Response:
        """Send a call and give what answers it; `stream`: the body of a success is not read yet."""
        import anyio  # a synchronous client does without

        flow = self._steps(call, watch)
        try:
            step = next(flow)
            while True:
                if not isinstance(step, Attempt):
                    await anyio.sleep(step)
                    step = flow.send(None)
                    continue
                try:
                    response = await self._sent(step, stream=stream)
                except Exception as error:
                    step = flow.throw(error)
                else:
                    step = flow.send(response)
        except StopIteration as end:
            return end.value  # type: ignore[no-any-return]
        except self.faults.own as error:
            raise error.with_traceback(None)  # noqa: B904 - the same, without variables that hold requests

    async def _sent(self, attempt: Attempt, *, stream: bool) -> httpx.Response:
        from anyio import fail_after

        try:
            with fail_after(attempt.attempts.left_or_none()):
                response = await self._http.send(attempt.request, auth=attempt.auth, stream=True)
                if not stream or not is_success(response):
                    try:
                        await response.aread()
                    except BaseException:
                        await response.aclose()
                        raise
                return response
        except TimeoutError as error:
            raise _late(attempt) from error


class InTime(httpx.SyncByteStream):
    """The body of an answer, given up once the time of its call is over."""

    def __init__(self, stream: Any, attempt: Attempt) -> None:
        self._stream, self._attempt = stream, attempt

    def __iter__(self) -> Iterator[bytes]:
        for chunk in self._stream:
            yield chunk
            if time.monotonic() > self._attempt.attempts.until:
                raise _late(self._attempt)

    def close(self) -> None:
        """Close the connection, or give it back."""
        self._stream.close()


def _late(attempt: Attempt) -> httpx.ReadTimeout:
    return httpx.ReadTimeout("the call took longer than its deadline", request=attempt.request)


def broken_off(response: httpx.Response, error: Exception, faults: Faults) -> Exception:
    """Give the library's error for an answer of which not all came."""
    untraced(error)
    return faults.transport(response.request, error, response)


def outcome(answers: Answers[T], response: httpx.Response, faults: Faults) -> T:
    """Give the value of a success; raise the library's error for everything else."""
    reader = answers.reader(response.status_code)
    if not is_success(response):
        raise faults.status(response, _readable(reader, response))
    if reader is None:
        return None  # type: ignore[return-value]  # the operation's T is None where no body is documented
    try:
        value = reader.of(response)
    except Unreadable as error:
        raise faults.decode(response, error) from error
    except Exception as error:
        problem = Unreadable("", f"{type(error).__name__}: {error}")
        raise faults.decode(response, problem) from error
    rule = answers.rule
    if rule is not None and getattr(value, rule.field) != rule.equals:
        message = getattr(value, rule.message) if rule.message else None
        raise faults.rejected(response, value, rule, message)
    return value  # type: ignore[no-any-return]  # a success is read by a reader of T


def is_success(response: httpx.Response) -> bool:
    """Say whether a status is 2xx."""
    return 200 <= response.status_code < 300


def _readable(reader: Any, response: httpx.Response) -> Any:
    """Read an error's body where it is what is documented; a gateway may send anything."""
    try:
        if reader is None:
            return None
        return reader.of(response)
    except Exception:  # then it is none, and its text is shown
        return None
