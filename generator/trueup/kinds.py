"""The closed lists of words that the IR is written in."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Scalar(StrEnum):
    """The JSON scalar types."""

    STRING = "string"
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"


class Side(StrEnum):
    """Which way a record travels: requests are written strictly, responses are read tolerantly."""

    REQUEST = "request"
    RESPONSE = "response"


class Where(StrEnum):
    """Where a parameter goes in the request."""

    PATH = "path"
    QUERY = "query"
    HEADER = "header"
    COOKIE = "cookie"


class Style(StrEnum):
    """How a value becomes text: OpenAPI's styles, JSON text, several JSON texts, or PLAIN: one piece of text."""

    PLAIN = "plain"
    SIMPLE = "simple"
    LABEL = "label"
    MATRIX = "matrix"
    FORM = "form"
    SPACE = "spaceDelimited"
    PIPE = "pipeDelimited"
    DEEP = "deepObject"
    COOKIE = "cookie"
    JSON = "json"
    LINES = "lines"
    SEQUENCE = "json-seq"


class Media(StrEnum):
    """What a body is made of, in the order in which one is chosen."""

    JSON = "json"
    FORM = "form"
    MULTIPART = "multipart"
    TEXT = "text"
    BYTES = "bytes"
    EVENTS = "events"
    LINES = "lines"


class Delivery(StrEnum):
    """How an operation gives what it got: as a value, item by item as it arrives, or into a file."""

    WHOLE = "whole"
    ITEMS = "items"
    FILE = "file"


class Grant(StrEnum):
    """What fetches tokens by OAuth 2.0."""

    CLIENT_CREDENTIALS = "client_credentials"
    REFRESH_TOKEN = "refresh_token"  # noqa: S105 - a kind of grant
    PASSWORD = "password"  # noqa: S105 - a kind of grant


@dataclass(frozen=True, slots=True)
class Instant:
    """The moment that a field counts to: the name it is offered by, the unit, from when on (None: 1970, UTC)."""

    name: str
    unit: str
    epoch: str | None = None


@dataclass(frozen=True, slots=True)
class ServerVariable:
    """A variable of the server's URL. `default` None: the caller chooses. `example`: one that exists.

    `choices`: all values that there are; `known`: some, where there may be others.
    """

    wire: str
    name: str
    default: str | None
    example: str
    choices: tuple[str, ...]
    doc: str
    known: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Server:
    """The base URL, with its variables in braces; `others`: variable, value, and the URL that it leads to instead."""

    url: str
    variables: tuple[ServerVariable, ...]
    others: tuple[tuple[str, str, str], ...] = ()
