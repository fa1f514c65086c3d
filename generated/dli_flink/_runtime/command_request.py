"""Requests that are shown and not sent: as HTTP, or as a command of curl; without secrets."""

from __future__ import annotations

import base64
import json
import re
import shlex
from collections.abc import Callable, Iterator
from typing import Any, Final

import httpx

from .command import tell
from .command_settings import Settings, Shown, made

# What httpx adds, and curl adds by itself.
_ADDED: Final = {"accept-encoding", "connection", "content-length", "host", "user-agent"}
_SECRET: Final = {"authorization", "proxy-authorization"}
_REDACTED: Final = "[redacted]"
_BASIC: Final = re.compile("Basic (\0[^\0]*\0)")


class _Caught(BaseException):
    """The request that would have been sent; nothing that handles errors stops it."""

    def __init__(self, request: httpx.Request) -> None:
        super().__init__()
        self.request = request


def _catch(request: httpx.Request) -> httpx.Response:
    request.read()
    raise _Caught(request)


def caught(
    kind: Any, settings: Settings, names: tuple[str, str], given: dict[str, Any], *, curl: bool
) -> str:
    """Make a call that is stopped before it is sent; write its request."""
    options = {**settings.given}
    if settings.signer:
        options["auth"] = _Signing(settings.signer)
    with httpx.Client(transport=httpx.MockTransport(_catch)) as http:
        options.pop("cert", None)
        client = made(kind, {**options, "http_client": http})
        try:
            getattr(getattr(client, names[0]), names[1])(**given)
        except _Caught as stopped:
            write = as_curl if curl else as_http
            return write(stopped.request, settings)
    raise RuntimeError("nothing was sent, and nothing is to be shown")


class _Signing(httpx.Auth):
    """Stands for what signs: a signature is a secret, and made only when a request is sent."""

    def __init__(self, name: str) -> None:
        self._name = name

    def auth_flow(self, request: httpx.Request) -> Iterator[httpx.Request]:  # type: ignore[override]
        request.headers["Authorization"] = f"[made by {self._name} when it is sent]"
        yield request


def as_http(request: httpx.Request, settings: Settings) -> str:
    """Write a request as HTTP does, the body pretty where it is JSON."""
    lines = [f"{request.method} {_url(request, settings, _redacted)}"]
    lines += [f"{name}: {text}" for name, text in _headers(request, settings, _redacted)]
    body = _body(request)
    return "\n".join([*lines, *(["", body] if body else [])])


def as_curl(request: httpx.Request, settings: Settings) -> str:
    """Write a request as a command of curl, which takes secrets from the environment."""
    if settings.signer:
        tell(f"curl does not sign as {settings.signer} does")
    parts = [*_target(request, settings)]
    for name, text in _headers(request, settings, _in_shell):
        if name.lower() in _SECRET and text.startswith("["):
            if not settings.signer:
                tell(f"{name} is left out: it holds a secret that no variable gives")
        elif name == "Authorization" and (basic := _BASIC.fullmatch(text)):
            parts.append(f"--user {_quoted(basic[1])}")
        elif name.lower() not in _ADDED or text == "0":
            parts.append(f"-H {_quoted(f'{name}: {text}')}")
    if request.content:
        try:
            parts.append(f"--data-raw {shlex.quote(request.content.decode())}")
        except UnicodeDecodeError:
            tell("the body is no text: put it into the file body.bin")
            parts.append("--data-binary @body.bin")
    return " \\\n  ".join(parts)


def _target(request: httpx.Request, settings: Settings) -> Iterator[str]:
    """Write what is called; curl encodes what the environment gives for a query."""
    url, _, query = _url(request, settings, _in_shell).partition("?")
    pieces = query.split("&")
    if open_ := "&".join(each for each in pieces if "\0" not in each):
        url = f"{url}?{open_}"
    method = "--head" if request.method == "HEAD" else f"-X {request.method}"
    literal = " --globoff" if any(each in url for each in "[]{}") else ""
    yield f"curl {method}{literal} {_quoted(url)}"
    yield from (f"--url-query {_quoted(each)}" for each in pieces if "\0" in each)


_IN_SHELL: Final = re.compile(r"\0([^\0]*)\0")


def _redacted(shown: Shown) -> str:
    return _REDACTED


def _in_shell(shown: Shown) -> str:
    return f"\0{shown.variable}\0"


def _quoted(text: str) -> str:
    """Quote for a shell; what stands between NULs is the name of a variable, left to be expanded."""
    pieces = _IN_SHELL.split(text)
    return "".join(
        f'"${{{piece}}}"' if at % 2 else shlex.quote(piece) if piece else ""
        for at, piece in enumerate(pieces)
    )


def _without(text: str, settings: Settings, write: Callable[[Shown], str]) -> str:
    for each in settings.shown:
        text = text.replace(each.mark, write(each))
    return text


def _url(request: httpx.Request, settings: Settings, write: Callable[[Shown], str]) -> str:
    url = request.url.copy_with(username=None, password=None)
    return _without(str(url), settings, write)


def _headers(
    request: httpx.Request, settings: Settings, write: Callable[[Shown], str]
) -> Iterator[tuple[str, str]]:
    for name, text in request.headers.multi_items():
        undone = _undone(text)
        shown = _without(undone, settings, write)
        if name.lower() in _SECRET and shown == undone and not text.startswith("[made by"):
            shown = _REDACTED
        yield _named(name), shown


def _undone(text: str) -> str:
    """Write basic credentials as name and password, so that marks can be found in them."""
    scheme, _, rest = text.partition(" ")
    if scheme != "Basic":
        return text
    try:
        return f"Basic {base64.b64decode(rest, validate=True).decode()}"
    except ValueError:
        return text


def _named(name: str) -> str:
    return "-".join(each.capitalize() for each in name.split("-"))


def _body(request: httpx.Request) -> str:
    if not request.content:
        return ""
    try:
        text = request.content.decode()
    except UnicodeDecodeError:
        return f"[{len(request.content)} bytes]"
    if "json" in request.headers.get("Content-Type", "") and "\n" not in text:
        return json.dumps(json.loads(text), indent=2, ensure_ascii=False)
    return text
