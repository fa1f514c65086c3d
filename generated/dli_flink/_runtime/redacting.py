"""What may be shown of a request: never what it carries to prove who sends it."""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Collection, Iterator
from types import TracebackType
from typing import Final
from urllib.parse import quote, unquote_plus

import httpx

HIDDEN: Final = "[hidden]"
# Words in the names of headers and parameters that carry credentials, whatever the document says of them.
_WORDS: Final = frozenset(
    "apikey auth authentication authorization cookie credential credentials key passwd password secret"
    " session sid sig signature token".split()
)
_LEAST: Final = 6  # shorter text stands in too much that is no secret
# Whose frames are left out of tracebacks: their variables hold requests as they are sent.
_INNER: Final = frozenset(
    {
        "anyio",
        "asyncio",
        "h11",
        "h2",
        "hpack",
        "httpcore",
        "httpx",
        "sniffio",
        "ssl",
        "trio",
        __name__.partition(".")[0],
    }
)


def is_secret(name: str, known: Collection[str]) -> bool:
    """Say whether a header or a parameter carries a credential; `known`: the documented ones, in lower case."""
    words = re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])", name)
    return name.lower() in known or any(word.lower() in _WORDS for word in words)


def shown_url(url: httpx.URL) -> str:
    """Give a URL as messages show it: without what its query and its user part hold."""
    return str(url.copy_with(username=None, password=None, query=None, fragment=None))


def bare(request: httpx.Request, known: Collection[str]) -> httpx.Request:
    """Give a request as errors keep it: its method, URL and headers, with nothing secret and without its body."""
    headers = [
        (name, HIDDEN if is_secret(name, known) else value)
        for name, value in request.headers.multi_items()
    ]
    pairs = request.url.query.decode("ascii", "replace").split("&")
    query = "&".join(
        f"{name}={quote(HIDDEN)}" if value and is_secret(unquote_plus(name), known) else pair
        for pair in pairs
        for name, _, value in (pair.partition("="),)
    )
    url = request.url.copy_with(username=None, password=None, query=query.encode() or None)
    return httpx.Request(request.method, url, headers=headers)


def lay_bare(response: httpx.Response, known: Collection[str]) -> None:
    """Leave of an answer, and of the requests behind it, what errors keep of them."""
    response.next_request = None
    # Answers to what authenticates hold tokens.
    response.history = [each for each in response.history if each.has_redirect_location]
    for each in (response, *response.history):
        each.request = bare(each.request, known)
        for name in [name for name in each.headers if is_secret(name, known)]:
            each.headers[name] = HIDDEN  # a session, or a token that was made


def scrubbed(text: str, request: httpx.Request, known: Collection[str]) -> str:
    """Hide the credentials of a request in text, where what answered it repeats them."""
    found = {each for each in _carried(request, known) if len(each) >= _LEAST}
    for each in sorted(found, key=len, reverse=True):
        text = text.replace(each, HIDDEN).replace(quote(each, safe=""), HIDDEN)
    return text


def _carried(request: httpx.Request, known: Collection[str]) -> Iterator[str]:
    for name, value in request.headers.multi_items():
        if is_secret(name, known):
            yield from _pieces(value)
    for pair in request.url.query.decode("ascii", "replace").split("&"):
        name, _, value = pair.partition("=")
        if is_secret(unquote_plus(name), known):
            yield from (value, unquote_plus(value))
    yield request.url.password


def _pieces(value: str) -> Iterator[str]:
    """Give what of a header's value is secret: all of it, and the parts that stand in it by themselves."""
    scheme, _, rest = value.partition(" ")
    yield value
    yield rest
    if scheme.lower() == "basic":
        try:
            yield b64decode(rest).decode().partition(":")[2]
        except ValueError:
            return
    for part in re.split(r"[,;]\s*", rest or value):
        name, equals, text = part.partition("=")
        if equals and name.lower() != "signedheaders":
            yield text.strip('"')


def untraced(error: BaseException | None) -> None:
    """Leave only the frames of a caller's own code in the traceback of an error, and of what led to it."""
    seen = set[int]()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        error.__traceback__ = _outer(error.__traceback__)
        if str(error).startswith("Illegal header value"):  # and then the value
            error.args = ("Illegal header value",)
        error = error.__cause__ or error.__context__


def _outer(trace: TracebackType | None) -> TracebackType | None:
    kept: TracebackType | None = None
    frames: list[TracebackType] = []
    while trace is not None:
        frames.append(trace)
        trace = trace.tb_next
    for each in reversed(frames):
        if str(each.tb_frame.f_globals.get("__name__")).partition(".")[0] not in _INNER:
            kept = TracebackType(kept, each.tb_frame, each.tb_lasti, each.tb_lineno)
    return kept
