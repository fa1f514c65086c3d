"""What errors carry and say: what happened, and what to do about it, in one line and without secrets."""

from __future__ import annotations

import html
import re
import socket
import ssl
from collections.abc import Collection, Iterator, Mapping
from typing import Any, Final

import httpx

from .redacting import bare, lay_bare, scrubbed, shown_url
from .retrying import Attempts, asked_wait
from .saying import Said, said, text_of

_READ, _SHOWN, _SAID = 8_000, 300, 1_000  # how much of what came is looked at, and shown
_LATER: Final = "Try again later"
_TO_DO: Final[Mapping[int, str]] = {
    400: "Correct what the service does not accept",
    401: "Give new credentials: they are missing, wrong or expired",
    403: "Ask for the permission that this call needs, or use other credentials",
    404: "Check the IDs, and where the call goes",
    405: "Check where the call goes",
    408: _LATER,
    409: "Look at what is there now, and try again",
    413: "Send less at once",
    429: "Slow down: make fewer calls at once, or wait longer between them",
}


class Failure(Exception):
    """What every error of the library carries, as far as there is any of it; `str` gives one line."""

    _said: Said = Said()
    _sent: httpx.Request | None = None
    _came: Any = None  # the httpx.Response, where there is one
    _attempts: int = 0

    @property
    def request(self) -> httpx.Request | None:
        """The request: method, URL and headers, credentials hidden and without its body; None: none was made."""
        return self._sent

    @property
    def response(self) -> httpx.Response | None:
        """The answer, its bytes as `content`; None: none came."""
        came: httpx.Response | None = self._came
        return came

    @property
    def status_code(self) -> int | None:
        """The status of the answer; None: none came."""
        return None if self.response is None else self.response.status_code

    @property
    def error_code(self) -> str | None:
        """The code by which the service names the error, where it does."""
        return self._said.code

    @property
    def error_msg(self) -> str | None:
        """What the service says of the error, for people to read."""
        return self._said.message

    @property
    def request_id(self) -> str | None:
        """The ID of the request, from the body or the headers of the answer, to quote when asking for support."""
        return self._said.request_id

    @property
    def attempts(self) -> int:
        """How often the call was sent; 0: never."""
        return self._attempts

    def __reduce__(self) -> tuple[Any, ...]:
        return _again, (type(self), self.args, vars(self))


def _again(kind: type[Failure], args: tuple[Any, ...], state: Mapping[str, Any]) -> Failure:
    """Make an error anew of what was pickled, whatever its class is made from."""
    made = kind.__new__(kind, *args)
    made.args = args
    vars(made).update(state)
    return made


class Unwritable(Exception):
    """An answer came, and the file that it is for does not take it."""


class Unanswered(Failure):
    """A failure to get an answer, or all of it."""

    def _about(
        self,
        request: httpx.Request,
        error: Exception,
        response: httpx.Response | None,
        known: Collection[str],
    ) -> str:
        """Keep what there is, and say what happened."""
        about = _requested(request, error)
        text = scrubbed(trouble(request, error), request, known)
        self._attempts = _count(request)
        self._sent = bare(about, known)
        if response is not None:
            lay_bare(response, known)
            self._came, self._said = response, said(response)
        if isinstance(error, httpx.RequestError):
            error.request = self._sent
        return one_line(f"{request.method} {shown_url(about.url)}: {text}{_made(self._attempts)}")


class Answered(Failure):
    """A failure with an answer."""

    @property
    def request(self) -> httpx.Request:
        """The request that was answered: method, URL and headers, credentials hidden and without its body."""
        return self.response.request

    @property
    def response(self) -> httpx.Response:
        """The answer, its bytes as `content`."""
        came: httpx.Response = self._came
        return came

    @property
    def status_code(self) -> int:
        """The status of the answer."""
        return self.response.status_code

    def _about(
        self,
        response: httpx.Response,
        what: str,
        to_do: str,
        known: Collection[str],
        reason: str | None = None,
    ) -> str:
        """Keep what there is, and say what happened; `reason`: the service's, where the caller knows it."""
        request, status = response.request, response.status_code
        told = said(response)
        hidden = (
            text if text is None else scrubbed(text, request, known)
            for text in (told.code, reason or told.message, told.request_id)
        )
        self._came, self._said, self._attempts = response, Said(*hidden), _count(request)
        lay_bare(response, known)
        what = one_line(scrubbed(what, request, known), _SAID)
        where = f"{request.method} {shown_url(request.url)}: status {status}"
        return f"{where}{what}.{f' {to_do}.' if to_do else ''}{_made(self._attempts)}"


def excerpt(response: httpx.Response) -> str:
    """Give the beginning of a body that is not what is documented, as text on one line; empty: there is none."""
    try:
        text = text_of(response)
    except httpx.ResponseNotRead:
        return ""
    if len(text) > _READ:
        text = text[:_READ]
    if "<" in text:
        gone = r"(?is)<(script|style)\b.*?</\1\s*>|<!--.*?-->|</?[a-z!][^>]*>"
        text = html.unescape(re.sub(gone, " ", text))
    return one_line(text, _SHOWN)


def one_line(text: str, longest: int = 2_000) -> str:
    """Give text as a line that can be shown."""
    text = " ".join("".join(each if each.isprintable() else " " for each in text).split())
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def to_do(response: httpx.Response) -> str:
    """Say what to do about a status."""
    status = response.status_code
    if 300 <= status < 400:
        there = response.headers.get("Location", "").partition("?")[0].rpartition("@")[2]
        return f"It redirects{f' to {one_line(there, _SHOWN)}' if there else ''}: correct base_url"
    doing = _TO_DO.get(status, _LATER if status >= 500 else "")
    wait = asked_wait(response.headers.get("Retry-After"))
    asked = "" if wait is None else f"the service asks to wait {wait:.0f} s"
    return f"{doing}; {asked}" if doing and asked else doing or asked


def _count(request: httpx.Request) -> int:
    attempts = request.extensions.get("attempts")
    return attempts.count if isinstance(attempts, Attempts) else 1


def _made(attempts: int) -> str:
    return f" {attempts} attempts were made." if attempts > 1 else ""


def _requested(request: httpx.Request, error: Exception) -> httpx.Request:
    """Give the request that failed: that for a token, perhaps, and not the call's."""
    try:
        return error.request if isinstance(error, httpx.RequestError) else request
    except RuntimeError:  # it has none
        return request


def trouble(request: httpx.Request, error: Exception) -> str:
    """Say why no answer came, and what to do about it."""
    request = _requested(request, error)
    host = request.url.netloc.decode("ascii", "replace").rpartition("@")[2]
    attempts = request.extensions.get("attempts")
    if isinstance(error, httpx.TimeoutException):
        if isinstance(attempts, Attempts) and attempts.over:
            return (
                f"the call took longer than its deadline of {attempts.deadline:g} s."
                " Whether it was carried out is not known; allow more by `deadline`."
            )
        return _too_slow(error, host, request.extensions.get("timeout") or {})
    if isinstance(error, httpx.ConnectError):
        return _no_connection(error, host)
    if isinstance(error, httpx.LocalProtocolError):
        return f"it can't be sent: {_told(error)}. Correct what sets its headers or body."
    if isinstance(error, httpx.DecodingError):
        return f"the body can't be decompressed: {_told(error)}. {_LATER}."
    if isinstance(error, Unwritable):
        return f"the answer came, and can't be written: {one_line(str(error), _SHOWN)}. Give another file."
    if isinstance(error, httpx.TransportError):
        return (
            f"the connection to {host} broke: {_told(error)}."
            " Whether the call was carried out is not known; look before trying again."
        )
    return (
        f"{_told(error)}. Correct the http_client, its hooks or its auth: one of them raised this."
    )


def _too_slow(error: httpx.TimeoutException, host: str, limits: Mapping[str, float | None]) -> str:
    step, what, known = {
        httpx.ConnectTimeout: ("connect", f"no connection to {host}", "Nothing was sent"),
        httpx.WriteTimeout: ("write", "the request could not be sent", ""),
        httpx.PoolTimeout: ("pool", "no connection was free", "Make fewer calls at once"),
    }.get(type(error), ("read", f"{host} sent nothing", ""))
    limit = limits.get(step)
    known = known or "Whether the call was carried out is not known"
    within = "" if limit is None else f" within {limit:.3g} s"
    return f"{what}{within} ({type(error).__name__}). {known}; allow more by `timeout`."


def _no_connection(error: httpx.ConnectError, host: str) -> str:
    behind = list(_behind(error))
    for each in behind:
        if isinstance(each, ssl.SSLError):
            why = getattr(each, "verify_message", "") or each.reason or _told(each)
            return (
                f"TLS with {host} failed: {why} (ConnectError)."
                " Check the address, the clock and the certificates that are trusted."
            )
        if isinstance(each, socket.gaierror):
            return f"{host} has no address (ConnectError). Check the region or base_url, and the network."
    refused = any(isinstance(each, ConnectionRefusedError) for each in behind)
    why = "it refuses connections (ConnectError)" if refused else _told(error)
    return f"no connection to {host}: {why}. Nothing was sent; check the address and the network."


def _behind(error: BaseException | None) -> Iterator[BaseException]:
    """Give an error and everything that led to it."""
    while error is not None:
        yield error
        if isinstance(error, BaseExceptionGroup):
            for each in error.exceptions:
                yield from _behind(each)
        error = error.__cause__ or error.__context__


def _told(error: BaseException) -> str:
    text = one_line(str(error), _SHOWN).rstrip(".")
    return f"{type(error).__name__}: {text}" if text else type(error).__name__
