"""Spans of OpenTelemetry: one for each call, and below it one for each attempt by the HTTP conventions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Final

import httpx

from .hooks import Hook, OperationCall
from .redacting import shown_url

if TYPE_CHECKING:
    from opentelemetry.context import Context
    from opentelemetry.trace import Span, TracerProvider

# Of semantic conventions, in which names and meanings of attributes may be looked up.
_SCHEMA: Final = "https://opentelemetry.io/schemas/1.26.0"
_METHODS: Final = frozenset(
    {"CONNECT", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT", "TRACE"}
)
_PORTS: Final = {"http": 80, "https": 443}


@dataclass(slots=True)
class _Spans:
    """The span of a call, the context below it, and the span of an attempt that is under way."""

    call: Span
    below: Context
    attempt: Span | None = None


class Tracing(Hook):
    """A hook that makes spans: one for each call, named like its operation, and below it one for each attempt.

    The span of an attempt is a client span by the semantic conventions for HTTP, and what is sent carries
    its context as the propagator that is set says (`traceparent`). A call's span is below the span that is current
    where the call is made. No span has a query, a body, a header or the message of an error.

    Args:
        provider: Where spans go; the one that is set globally unless given.
    """

    _extra: ClassVar[str] = "opentelemetry-api"  # what pip installs
    _scope: ClassVar[tuple[str, str]] = ("", "")  # who makes the spans, and its version

    def __init__(self, provider: TracerProvider | None = None) -> None:
        try:
            from opentelemetry import trace
        except ModuleNotFoundError as error:
            told = f"tracing needs OpenTelemetry: pip install '{self._extra}'"
            raise ModuleNotFoundError(told, name=error.name) from None
        self._tracer: Final = trace.get_tracer(*self._scope, provider, _SCHEMA)

    def started(self, call: OperationCall) -> None:
        """Begin the span of a call."""
        from opentelemetry.trace import set_span_in_context

        span = self._tracer.start_span(
            call.operation, attributes={"url.template": call.path_template}
        )
        call.kept[self] = _Spans(span, set_span_in_context(span))

    def sending(self, call: OperationCall, request: httpx.Request) -> None:
        """Begin the span of an attempt, and send its context along."""
        from opentelemetry.propagate import inject
        from opentelemetry.trace import SpanKind, set_span_in_context

        spans = self._spans(call)
        known, url = call.method in _METHODS, request.url
        span = self._tracer.start_span(
            f"{call.method if known else 'HTTP'} {call.path_template}",
            spans.below,
            SpanKind.CLIENT,
            {
                "http.request.method": call.method if known else "_OTHER",
                "server.address": url.host,
                "server.port": url.port or _PORTS.get(url.scheme, 0),
                "url.full": shown_url(url),
                "url.template": call.path_template,
            },
        )
        spans.attempt = span
        if not known:
            span.set_attribute("http.request.method_original", call.method)
        if call.sent > 1:
            span.set_attribute("http.request.resend_count", call.sent - 1)
        inject(request.headers, set_span_in_context(span, spans.below))

    def answered(self, call: OperationCall, response: httpx.Response) -> None:
        """End the span of an attempt with the status of its answer."""
        status, span = response.status_code, self._spans(call).attempt
        if span is not None:
            span.set_attribute("http.response.status_code", status)
            if "http_version" in response.extensions:
                version = response.http_version.removeprefix("HTTP/")
                span.set_attribute("network.protocol.version", version)
        self._attempted(call, str(status) if status >= 400 else None)

    def unanswered(self, call: OperationCall, error: Exception) -> None:
        """End the span of an attempt with the class of what went wrong."""
        self._attempted(call, _kind(error))

    def ended(self, call: OperationCall, value: object, error: BaseException | None) -> None:
        """End the span of a call, with the class of its error where it has one."""
        self._attempted(call, _kind(error))  # one that was cancelled
        _end(self._spans(call).call, _kind(error))

    def _attempted(self, call: OperationCall, failure: str | None) -> None:
        spans = self._spans(call)
        if spans.attempt is not None:
            _end(spans.attempt, failure)
            spans.attempt = None

    def _spans(self, call: OperationCall) -> _Spans:
        found = call.kept[self]
        assert isinstance(found, _Spans)  # noqa: S101 - the key is this hook's own
        return found


def _kind(error: BaseException | None) -> str | None:
    """Name the class of an error, as `error.type` does."""
    if error is None:
        return None
    kind = type(error)
    return (
        kind.__qualname__
        if kind.__module__ == "builtins"
        else f"{kind.__module__}.{kind.__qualname__}"
    )


def _end(span: Span, failure: str | None) -> None:
    from opentelemetry.trace import StatusCode

    if failure is not None:
        span.set_attribute("error.type", failure)
        span.set_status(StatusCode.ERROR)  # without a description, which could show what was sent
    span.end()
