"""What goes in and out: requests, what is to become of them, and what answers them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal, TypeAlias, get_args
from urllib.parse import parse_qsl, unquote

from .schemas import Json

# How an answer goes wrong: the connection is reset instead, the body breaks off, bytes that are no HTTP,
# a page of a gateway, no body at all, or a body in small pieces.
Fault: TypeAlias = Literal["reset", "truncated", "garbage", "html", "empty", "slow"]
FAULTS: Final[tuple[Fault, ...]] = get_args(Fault)


@dataclass(frozen=True, slots=True)
class Request:
    """A request as it was sent; `target` is the path as it stood on the wire, with its query."""

    method: str
    target: str
    headers: tuple[tuple[str, str], ...] = field(
        default=(), repr=False
    )  # there are credentials in it
    content: bytes = b""

    @property
    def path(self) -> str:
        """The path, with nothing percent-encoded in it."""
        return unquote(self.raw_path)

    @property
    def raw_path(self) -> str:
        """The path as it stood on the wire."""
        return self.target.partition("?")[0]

    @property
    def raw_query(self) -> str:
        """The query as it stood on the wire."""
        return self.target.partition("?")[2]

    @property
    def query(self) -> list[tuple[str, str]]:
        """The query, name by name."""
        return parse_qsl(self.raw_query, keep_blank_values=True)

    @property
    def json(self) -> Json:
        """The body as JSON. Raise ValueError where it is none."""
        value: Json = json.loads(self.content)
        return value

    def header(self, name: str) -> str | None:
        """Give the value of a header, in any spelling of its name; None: it was not sent."""
        given = [value for key, value in self.headers if key.lower() == name.lower()]
        return ", ".join(given) if given else None


@dataclass(frozen=True, slots=True)
class Behaviour:
    """What is to become of a request; with nothing said, it gets the documented success.

    Args:
        status: The status to answer with.
        example: The name of the documented example to answer with.
        content: The body to answer with, instead of a documented one.
        media_type: What that body is.
        headers: Headers beside the documented ones.
        delay: Seconds until it is answered.
        fault: How the answer goes wrong.
        checked: Whether that body is held to the document.
    """

    status: int | None = None
    example: str | None = None
    content: bytes | None = None
    media_type: str = "application/json"
    headers: Mapping[str, str] = field(default_factory=dict)
    delay: float = 0.0
    fault: Fault | None = None
    checked: bool = True


@dataclass(frozen=True, slots=True)
class Objection:
    """Something in a request that the document does not allow: where (`body /name`), and why."""

    where: str
    why: str

    def __str__(self) -> str:
        return f"{self.where}: {self.why}"


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a request, and how it is to be given."""

    status: int
    headers: tuple[tuple[str, str], ...] = ()
    content: bytes = b""
    delay: float = 0.0
    fault: Fault | None = None


@dataclass(frozen=True, slots=True)
class Exchange:
    """A request with what the document has against it, and its answer.

    Args:
        request: What was sent.
        answer: What it is answered with.
        operation: The operation that it is for.
        objections: What the document does not allow in it.
        lacking: What it is turned away for, though nothing in it is wrong: there is no credential.
    """

    request: Request
    answer: Answer
    operation: str | None
    objections: tuple[Objection, ...] = ()
    lacking: Objection | None = None


class Unanswerable(BaseException):
    """What was asked for can't be: the document has no such example, or does not allow the body.

    It is no Exception, as pytest's own failures are none: nothing that handles the errors of a call may pass over it.
    """


def preferred(request: Request) -> Behaviour:
    """Read the header Prefer: `code=429`, `example=NAME`, `delay=2`, `fault=reset`, one or several.

    Raise Unanswerable for a value that makes no sense; other preferences are passed over, by RFC 7240.
    """
    given: dict[str, str] = {}
    for part in (request.header("Prefer") or "").replace(";", ",").split(","):
        name, _, value = part.partition("=")
        given.setdefault(name.strip().lower(), value.strip().strip('"'))
    code, delay, fault = given.get("code"), given.get("delay"), given.get("fault")
    if code is not None and not (code.isdecimal() and 200 <= int(code) <= 599):
        raise Unanswerable(f"Prefer: code={code} is no status from 200 to 599")
    known: Fault | None = next((each for each in FAULTS if each == fault), None)
    if fault is not None and known is None:
        raise Unanswerable(f"Prefer: fault={fault} is none of {', '.join(FAULTS)}")
    return Behaviour(
        status=int(code) if code else None,
        example=given.get("example"),
        delay=_seconds(delay),
        fault=known,
    )


def _seconds(text: str | None) -> float:
    try:
        seconds = float(text or 0)
    except ValueError:
        seconds = -1
    if not 0 <= seconds <= 3600:
        raise Unanswerable(f"Prefer: delay={text} is no number of seconds")
    return seconds
