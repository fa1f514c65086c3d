"""OAuth 2.0: tokens are fetched when a call needs one, kept until shortly before they expire, renewed after a 401."""

from __future__ import annotations

import json
import math
from base64 import b64encode
from collections.abc import AsyncGenerator, Callable, Generator, Mapping, Sequence
from dataclasses import dataclass, field
from threading import Lock
from time import monotonic
from typing import TYPE_CHECKING, Final, TypeAlias
from urllib.parse import quote_plus, urlencode

import httpx

from .servers import Secret, parted, secret

if TYPE_CHECKING:
    import anyio

_EARLY: Final = 60.0  # seconds before its end in which a token is used no more, at most
_SUCCESS: Final = range(200, 300)


@dataclass(frozen=True, kw_only=True)
class _Asking:
    """How the token endpoint is asked.

    `scopes`: what to ask for; without any, the server decides. `in_body`: the client's id and secret go as
    fields of the form, and not as the Authorization header. `more`: further fields of the form, as `audience`.
    `token_url`: the endpoint, where it is not the documented one.
    """

    scopes: Sequence[str] = ()
    in_body: bool = False
    more: Mapping[str, str] = field(default_factory=dict, repr=False)
    token_url: str | None = None


@dataclass(frozen=True)
class ClientCredentials(_Asking):
    """Fetches tokens for the application itself, with its id and secret."""

    client_id: str
    client_secret: str = field(repr=False)


@dataclass(frozen=True)
class RefreshToken(_Asking):
    """Fetches tokens for a user who has agreed before. `renewed` is told each refresh token that takes its place."""

    refresh_token: str = field(repr=False)
    client_id: str | None = None
    client_secret: str | None = field(default=None, repr=False)
    renewed: Callable[[str], None] | None = field(default=None, repr=False)


@dataclass(frozen=True)
class Password(_Asking):
    """Fetches tokens for a user, with the user's own name and password."""

    username: str
    password: str = field(repr=False)
    client_id: str | None = None
    client_secret: str | None = field(default=None, repr=False)


Grant: TypeAlias = ClientCredentials | RefreshToken | Password


@dataclass(frozen=True)
class Endpoints:
    """Where tokens are, by the kind of grant; `discovery`: where an OpenID provider says it itself."""

    client_credentials: str | None = None
    refresh_token: str | None = None
    password: str | None = None
    discovery: str | None = None

    def of(self, grant: Grant) -> str | None:
        """Give the token endpoint of a grant, where it is known."""
        if grant.token_url is not None:
            return grant.token_url
        if isinstance(grant, ClientCredentials):
            return self.client_credentials
        return self.password if isinstance(grant, Password) else self.refresh_token


Fault: TypeAlias = Callable[[httpx.Response, str, str], Exception]


def granted(
    given: str | Callable[[], str] | Grant | None,
    endpoints: Endpoints,
    fault: Fault,
    base_url: str,
) -> Secret | httpx.Auth | None:
    """Give a token as it is sent, or what fetches it; raise ValueError, never showing it.

    An endpoint that is relative is one of the server at `base_url`.
    """
    if given is None or isinstance(given, str) or callable(given):
        return secret("header", "Authorization", given, "Bearer ")
    if endpoints.of(given) is None and endpoints.discovery is None:
        raise ValueError(
            f"give token_url to {type(given).__name__}: no token endpoint is documented"
        )
    return _Bearer(given, endpoints, fault, base_url)


@dataclass(frozen=True)
class _Token:
    text: str = field(repr=False)
    until: float

    def good(self) -> bool:
        return monotonic() < self.until


_NONE: Final = _Token("", -math.inf)


class _Bearer(httpx.Auth):
    """Sends a token with each request, and fetches it first where there is none that is still good."""

    def __init__(self, grant: Grant, endpoints: Endpoints, fault: Fault, base_url: str) -> None:
        self._grant, self._fault = grant, fault
        server = httpx.URL(f"{parted(base_url)[0].rstrip('/')}/")
        self._url, self._discovery = (
            None if url is None else str(server.join(url))
            for url in (endpoints.of(grant), endpoints.discovery)
        )
        self._refresh = grant.refresh_token if isinstance(grant, RefreshToken) else None
        self._token = _NONE
        self._threads = Lock()
        self._tasks: anyio.Lock | None = None

    def sync_auth_flow(
        self, request: httpx.Request
    ) -> Generator[httpx.Request, httpx.Response, None]:
        """Send a request with a token, and once more with a new one after a 401."""
        refused: _Token | None = None
        while True:
            with self._threads:
                token = self._held(refused)
                if token is None:
                    steps = self._steps(request)
                    asked = next(steps, None)
                    while asked is not None:
                        response = yield asked
                        response.read()
                        asked = _next(steps, response)
                    token = self._token
            request.headers["Authorization"] = f"Bearer {token.text}"
            response = yield request
            if refused is not None or not self._renews(request, response, token):
                return
            refused = token

    async def async_auth_flow(
        self, request: httpx.Request
    ) -> AsyncGenerator[httpx.Request, httpx.Response]:
        """Send a request with a token, and once more with a new one after a 401."""
        from anyio import Lock  # a synchronous client does without

        self._tasks = self._tasks or Lock()
        refused: _Token | None = None
        while True:
            async with self._tasks:
                token = self._held(refused)
                if token is None:
                    steps = self._steps(request)
                    asked = next(steps, None)
                    while asked is not None:
                        response = yield asked
                        await response.aread()
                        asked = _next(steps, response)
                    token = self._token
            request.headers["Authorization"] = f"Bearer {token.text}"
            response = yield request
            if refused is not None or not self._renews(request, response, token):
                return
            refused = token

    def _held(self, refused: _Token | None) -> _Token | None:
        """Give the token that is held, unless it is about to expire or the very one that was refused."""
        token = self._token
        return token if token is not refused and token.good() else None

    def _renews(self, request: httpx.Request, response: httpx.Response, token: _Token) -> bool:
        """Say whether a request is sent again: after a 401, if its body is still there to be sent."""
        if response.status_code != 401:
            return False
        if not isinstance(request.stream, httpx.ByteStream):
            if self._token is token:
                self._token = _NONE  # the next call fetches another
            return False
        return True

    def _steps(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """Fetch a token: yield what is to be asked, and take the answers, which are read."""
        if self._url is None:
            answer = yield httpx.Request(
                "GET", self._discovery or "", extensions=request.extensions
            )
            self._url = _text(_object(answer), "token_endpoint")
            if not self._url:
                raise self._fault(answer, "no_token_endpoint", "discovery names no token endpoint")
        grant, refresh = self._grant, self._refresh
        if refresh is not None:
            answer = yield self._asked(
                request, {"grant_type": "refresh_token", "refresh_token": refresh}
            )
            if isinstance(grant, RefreshToken) or answer.status_code in _SUCCESS:
                return self._keep(answer)
            self._refresh = None  # it is spent, and the password still works
        if isinstance(grant, Password):
            form = {
                "grant_type": "password",
                "username": grant.username,
                "password": grant.password,
            }
        else:
            form = {"grant_type": "client_credentials"}
        answer = yield self._asked(request, form)
        return self._keep(answer)

    def _asked(self, request: httpx.Request, form: dict[str, str]) -> httpx.Request:
        """Make a request of the token endpoint; timeouts are those of the call that needs the token."""
        grant = self._grant
        headers = {
            "Accept": "application/json",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        if grant.client_id is not None and grant.client_secret is not None and not grant.in_body:
            pair = f"{quote_plus(grant.client_id)}:{quote_plus(grant.client_secret)}"
            headers["Authorization"] = f"Basic {b64encode(pair.encode()).decode()}"
        else:
            form |= {"client_id": grant.client_id} if grant.client_id is not None else {}
            form |= (
                {"client_secret": grant.client_secret} if grant.client_secret is not None else {}
            )
        if grant.scopes:
            form["scope"] = " ".join(grant.scopes)
        content = urlencode({**form, **grant.more}).encode()
        return httpx.Request(
            "POST", self._url or "", headers=headers, content=content, extensions=request.extensions
        )

    def _keep(self, answer: httpx.Response) -> None:
        """Keep the token of an answer; raise the library's error where there is none."""
        said = _object(answer)
        text = _text(said, "access_token")
        if (
            answer.status_code not in _SUCCESS
            or not text.isascii()
            or not text.isprintable()
            or not text
        ):
            known = [each for each in self._secrets() if each]
            error, why = _text(said, "error"), _text(said, "error_description")
            told = "" if any(each in why or quote_plus(each) in why for each in known) else why
            # Without the secrets that were sent.
            answer.request = httpx.Request(answer.request.method, answer.request.url)
            raise self._fault(answer, error or "no_token", told)
        seconds = _seconds(said.get("expires_in"))
        self._token = _Token(text, monotonic() + seconds - min(_EARLY, seconds / 10))
        refresh = _text(said, "refresh_token")
        if refresh and refresh != self._refresh and not isinstance(self._grant, ClientCredentials):
            self._refresh = refresh
            if isinstance(self._grant, RefreshToken) and self._grant.renewed is not None:
                self._grant.renewed(refresh)

    def _secrets(self) -> tuple[str | None, ...]:
        password = self._grant.password if isinstance(self._grant, Password) else None
        return self._refresh, self._grant.client_secret, password


def _next(
    steps: Generator[httpx.Request, httpx.Response, None], response: httpx.Response
) -> httpx.Request | None:
    try:
        return steps.send(response)
    except StopIteration:
        return None


def _object(response: httpx.Response) -> Mapping[str, object]:
    try:
        read = json.loads(response.content)
    except ValueError:
        return {}
    return read if isinstance(read, dict) else {}


def _text(said: Mapping[str, object], name: str) -> str:
    found = said.get(name)
    return found if isinstance(found, str) else ""


def _seconds(said: object) -> float:
    """Read how long a token is good: until it is refused where nothing is said; some servers say it as text."""
    try:
        return float(said) if isinstance(said, int | float | str) else math.inf
    except ValueError:
        return math.inf
