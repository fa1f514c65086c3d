"""A stand-in as a transport of httpx, synchronous and asynchronous, without a socket."""

from __future__ import annotations

import json as json_
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from typing import Final

import httpx

from .exchanges import Answer, Behaviour, Exchange, Fault, Request
from .standing_in import Document, StandingIn


class RequestRefused(BaseException):
    """A request that the document does not allow was sent to a stand-in.

    It is no Exception, for the reason that Unanswerable is none.
    """

    def __init__(self, exchange: Exchange) -> None:
        sent, told = exchange.request, "".join(f"\n    {each}" for each in exchange.objections)
        super().__init__(f"the document does not allow {sent.method} {sent.target}{told}")
        self.exchange = exchange


class InProcess(httpx.BaseTransport, httpx.AsyncBaseTransport):
    """A transport that answers itself; see the `StandIn` that is made from it."""

    def __init__(self, document: Document, *, strict: bool = True) -> None:
        self._standing: Final = StandingIn(document)
        self._strict = strict

    @property
    def exchanges(self) -> list[Exchange]:
        """What was sent so far, each with its answer, and what the document has against it."""
        return self._standing.exchanges

    @property
    def requests(self) -> list[Request]:
        """What was sent so far: `method`, `path`, `query`, `headers`, `header(name)`, `content`, `json`."""
        return [each.request for each in self._standing.exchanges]

    def add_response(
        self,
        status: int | None = None,
        *,
        json: object = None,
        example: str | None = None,
        headers: Mapping[str, str] | None = None,
        delay: float = 0.0,
        fault: Fault | None = None,
        times: int = 1,
        checked: bool = True,
    ) -> None:
        """Answer the next request like this; what is added later, those after it.

        Args:
            status: The status; that of the documented success unless given.
            json: The body: a model of the library, or what json.dumps takes. Else it is a documented example.
            example: The name of the documented example to answer with.
            headers: Headers beside the documented ones.
            delay: Seconds that the answer takes. Nobody waits: what is longer than the read timeout is one.
            fault: How the answer goes wrong: "reset", "truncated", "garbage", "html", "empty" or "slow".
            times: For how many requests.
            checked: Whether `json` is held to the document.
        """
        behaviour = Behaviour(
            status, example, _body(json), "application/json", headers or {}, delay, fault, checked
        )
        self._standing.then(*[behaviour] * times)

    def add_callback(self, callback: Callable[[Request], object]) -> None:
        """Ask a function about each request for which nothing else was added.

        It gives a status, a body (a model, or what json.dumps takes), a Behaviour, or None for the usual answer.
        """
        self._standing.choose(lambda request: _behaviour(callback(request)))

    def assert_all_done(self) -> None:
        """Raise AssertionError where a request was refused, or an answer that was added is still to come."""
        wrong = [
            f"refused: {each.request.method} {each.request.target}: {told}"
            for each in self.exchanges
            for told in each.objections
        ]
        if self._strict and wrong:
            raise AssertionError("\n".join(wrong))
        if self._standing.due:
            raise AssertionError(
                f"{self._standing.due} of the answers that were added did not come about"
            )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Answer a request, or fail as it is to fail."""
        request.read()
        return self._answered(request)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Answer a request, or fail as it is to fail."""
        await request.aread()
        return self._answered(request)

    def _answered(self, request: httpx.Request) -> httpx.Response:
        headers = (*((name, text) for name, text in request.headers.multi_items()),)
        target = request.url.raw_path.decode("ascii")
        sent = Request(request.method, target, headers, request.content)
        exchange = self._standing.take(sent)
        if exchange.objections and self._strict:
            raise RequestRefused(exchange)
        answer = exchange.answer
        patience = request.extensions.get("timeout", {}).get("read")
        if patience is not None and answer.delay >= patience > 0:
            raise httpx.ReadTimeout("the stand-in answers later than that", request=request)
        if answer.fault == "reset":
            raise httpx.ReadError("the stand-in has reset the connection", request=request)
        if answer.fault == "garbage":
            raise httpx.RemoteProtocolError("the stand-in has sent no HTTP", request=request)
        return _response(request, answer)


def _response(request: httpx.Request, answer: Answer) -> httpx.Response:
    content = b"" if request.method == "HEAD" else answer.content
    if answer.fault not in ("truncated", "slow"):
        return httpx.Response(answer.status, headers=[*answer.headers], content=content)
    headers = [*answer.headers, ("Content-Length", str(max(len(content), 1)))]
    stream = _Pieces(content, broken=answer.fault == "truncated")
    return httpx.Response(answer.status, headers=headers, stream=stream)


class _Pieces(httpx.SyncByteStream, httpx.AsyncByteStream):
    """A body byte by byte; one that is broken ends in the middle, as a connection that is lost does."""

    def __init__(self, content: bytes, *, broken: bool) -> None:
        self._content, self._broken = content, broken

    def __iter__(self) -> Iterator[bytes]:
        end = len(self._content) // 2 if self._broken else len(self._content)
        for at in range(end):
            yield self._content[at : at + 1]
        if self._broken:
            raise httpx.RemoteProtocolError(
                "the stand-in has closed the connection within the body"
            )

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for each in self:
            yield each


def _behaviour(given: object) -> Behaviour | None:
    match given:
        case None | Behaviour():
            return given
        case bool():
            return Behaviour(content=_body(given))
        case int():
            return Behaviour(status=given)
        case _:
            return Behaviour(content=_body(given))


def _body(given: object) -> bytes | None:
    """Write a body: a model as it writes itself, anything else as JSON."""
    if given is None:
        return None
    write = getattr(given, "model_dump_json", None)
    if write is not None:
        return str(write(by_alias=True)).encode()
    return json_.dumps(given, ensure_ascii=False).encode()
