"""Requests and responses that show a change: what one edition takes or gives, and the other does not."""

from __future__ import annotations

from dataclasses import dataclass

from trueup.document.json_values import JsonObject

Headers = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Request:
    """A request as it would be sent; `target`: its path and query, with the server where that is what changed."""

    method: str
    target: str
    headers: Headers = ()
    body: str = ""

    def __str__(self) -> str:
        return _line(f"{self.method} {self.target}", self.headers, self.body)

    def as_json(self) -> JsonObject:
        """Give it for programs."""
        return {"request": {"method": self.method, "target": self.target, **_rest(self)}}


@dataclass(frozen=True, slots=True)
class Response:
    """A response as it would arrive."""

    status: int
    headers: Headers = ()
    body: str = ""

    def __str__(self) -> str:
        return _line(str(self.status), self.headers, self.body)

    def as_json(self) -> JsonObject:
        """Give it for programs."""
        return {"response": {"status": self.status, **_rest(self)}}


def _line(first: str, headers: Headers, body: str) -> str:
    return " ".join([first, *(f"{name}: {value}" for name, value in headers), body]).rstrip()


def _rest(shown: Request | Response) -> JsonObject:
    return {"headers": dict(shown.headers), "body": shown.body}
