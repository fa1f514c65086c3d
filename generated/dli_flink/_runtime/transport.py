"""Sending a call over httpx and turning whatever comes back into a value or one of the library's errors."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias, TypeVar

import httpx

from .calls import Answers, Call, SuccessRule, listed
from .reading import Unreadable
from .servers import Secret

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Faults:
    """How the library's own errors are made; `own`: what they all are, which passes as it is."""

    own: type[Exception]
    transport: Callable[[httpx.Request, Exception], Exception]
    decode: Callable[[httpx.Response, Unreadable], Exception]
    status: Callable[[httpx.Response, Any], Exception]
    rejected: Callable[[httpx.Response, Any, SuccessRule, str | None], Exception]


@dataclass(frozen=True, slots=True)
class Connection:
    """Where calls go and what each of them carries."""

    base_url: str
    headers: Mapping[str, str]
    auth: httpx.Auth | None
    timeout: httpx.Timeout | None
    secrets: Mapping[str, Secret | httpx.Auth | None]
    fixed: bool = False

    def request(self, http: httpx.Client | httpx.AsyncClient, call: Call[T]) -> httpx.Request:
        """Make the request of a call."""
        headers = {
            "Accept": call.accept,
            **self.headers,
            **self._sent(call, "header"),
            **call.headers,
        }
        if call.content is not None and call.media_type is not None:
            headers["Content-Type"] = call.media_type
        base_url = self.base_url if self.fixed or call.server is None else call.server
        url = f"{base_url.rstrip('/')}{call.path}"
        if query := [*call.query, *listed(self._sent(call, "query"))]:
            url = f"{url}{'&' if '?' in url else '?'}{'&'.join(query)}"
        made = http.build_request(
            call.method,
            url,
            headers=headers,
            content=call.content,
            files=list(call.files) or None,
            timeout=self.timeout if self.timeout is not None else http.timeout,
        )
        if call.files and call.media_type is not None:
            boundary = made.headers["Content-Type"].partition(";")[2]
            made.headers["Content-Type"] = f"{call.media_type};{boundary}"
        given = (f"{name}={text}" for name, text in self._sent(call, "cookie").items())
        if cookies := [*call.cookies, *given]:
            kept = [made.headers["Cookie"]] if "Cookie" in made.headers else []
            made.headers["Cookie"] = "; ".join([*kept, *cookies])
        return made

    def auth_of(self, call: Call[T]) -> httpx.Auth | None:
        """Give what authenticates a call itself: a grant that it asks for, else what the caller gave."""
        return next(
            (each for each in self._chosen(call) if isinstance(each, httpx.Auth)), self.auth
        )

    def _sent(self, call: Call[T], where: str) -> dict[str, str]:
        """Give the credentials that a call carries; of two for one place, the first that is given."""
        found: dict[str, str] = {}
        for each in self._chosen(call):
            if isinstance(each, Secret) and each.where == where:
                found.setdefault(each.name, each.text)
        return found

    def _chosen(self, call: Call[T]) -> list[Secret | httpx.Auth]:
        """Give the credentials of one alternative: the one that takes most of what is given, rather a complete one."""
        given = {key: each for key, each in self.secrets.items() if each is not None}
        if call.secrets is None:
            return [*given.values()]

        def fit(keys: Sequence[str]) -> tuple[int, bool]:
            return len(given.keys() & {*keys}), given.keys() >= {*keys}

        wanted = max(call.secrets, key=fit, default=())
        return [each for key, each in given.items() if key in wanted]


# What a caller is given of a call, its answer and the value that was read of it.
Giving: TypeAlias = Callable[[Call[Any], httpx.Response, object, Faults], Any]


def the_value(call: Call[Any], response: httpx.Response, value: object, faults: Faults) -> Any:
    """Give what was read, and nothing else of the answer."""
    return value


class Transport:
    """Sends calls, one at a time or from many threads."""

    def __init__(
        self,
        http: httpx.Client,
        connection: Connection,
        faults: Faults,
        giving: Giving = the_value,
    ) -> None:
        self._http, self._connection, self.faults = http, connection, faults
        self._giving = giving

    def to_give(self, giving: Giving) -> Transport:
        """Make one that gives something else of an answer."""
        return Transport(self._http, self._connection, self.faults, giving)

    def send(self, call: Call[T]) -> T:
        """Send a call and read its answer."""
        response = self.answer(call)
        return self.given(call, response, outcome(call.answers, response, self.faults))

    def given(self, call: Call[T], response: httpx.Response, value: T) -> T:
        """Give what a caller gets of an answer."""
        return self._giving(call, response, value, self.faults)  # type: ignore[no-any-return]

    def answer(self, call: Call[T], *, stream: bool = False) -> httpx.Response:
        """Send a call and give what answers it, whatever the status; `stream`: its body is not read yet."""
        request = self._connection.request(self._http, call)
        try:
            return self._http.send(request, auth=self._connection.auth_of(call), stream=stream)
        except self.faults.own:
            raise
        except Exception as error:
            raise self.faults.transport(request, error) from error


class AsyncTransport:
    """Sends calls from asyncio or trio."""

    def __init__(
        self,
        http: httpx.AsyncClient,
        connection: Connection,
        faults: Faults,
        giving: Giving = the_value,
    ) -> None:
        self._http, self._connection, self.faults = http, connection, faults
        self._giving = giving

    def to_give(self, giving: Giving) -> AsyncTransport:
        """Make one that gives something else of an answer."""
        return AsyncTransport(self._http, self._connection, self.faults, giving)

    async def send(self, call: Call[T]) -> T:
        """Send a call and read its answer."""
        response = await self.answer(call)
        return self.given(call, response, outcome(call.answers, response, self.faults))

    def given(self, call: Call[T], response: httpx.Response, value: T) -> T:
        """Give what a caller gets of an answer."""
        return self._giving(call, response, value, self.faults)  # type: ignore[no-any-return]

    async def answer(self, call: Call[T], *, stream: bool = False) -> httpx.Response:
        """Send a call and give what answers it, whatever the status; `stream`: its body is not read yet."""
        request = self._connection.request(self._http, call)
        try:
            return await self._http.send(
                request, auth=self._connection.auth_of(call), stream=stream
            )
        except self.faults.own:
            raise
        except Exception as error:
            raise self.faults.transport(request, error) from error


def outcome(answers: Answers[T], response: httpx.Response, faults: Faults) -> T:
    """Give the value of a success; raise the library's error for everything else."""
    reader = answers.reader(response.status_code)
    if not is_success(response):
        raise faults.status(response, _readable(reader, response))
    if reader is None:
        return None  # type: ignore[return-value]  # the operation's T is None where no body is documented
    try:
        value = reader.read(response.content, response.charset_encoding)
    except Unreadable as error:
        raise faults.decode(response, error) from error
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
        return reader.read(response.content, response.charset_encoding)
    except Unreadable:
        return None
