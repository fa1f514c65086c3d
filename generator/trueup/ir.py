"""The IR: one API, fully resolved and named, as frozen values that rendering reads.

Nothing here knows YAML, JSON Schema or Python source. Every family is closed: match on it with `assert_never`.
A wire name stands before its Python name. JSON values are canonical JSON text, so that equal APIs hash equal.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from trueup.conditions import Advice, Condition
from trueup.kinds import Delivery, Grant, Instant, Media, Scalar, Server, Side, Style, Where
from trueup.value_types import (
    AnyType,
    BinaryType,
    CheckedType,
    ConstType,
    Limits,
    ListType,
    MapType,
    NamedType,
    NullableType,
    ScalarType,
    Tag,
    Type,
    UnionType,
)

__all__ = [
    "AnyType",
    "BinaryType",
    "CheckedType",
    "ConstType",
    "Delivery",
    "Grant",
    "Instant",
    "Limits",
    "ListType",
    "MapType",
    "Media",
    "NamedType",
    "NullableType",
    "Scalar",
    "ScalarType",
    "Server",
    "Side",
    "Style",
    "Tag",
    "Type",
    "UnionType",
    "Where",
]


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a thing stands: JSON pointer into the spec, and its row on the page (0: the table itself)."""

    pointer: str
    table: int | None = None
    row: int = 0
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Field:
    """A property of a record. `default` (the server's, never sent unasked) and `example` are canonical JSON.

    `parsed`: the name that the JSON in its text is offered by.
    """

    wire: str
    name: str
    type: Type
    required: bool
    doc: str
    origin: Origin
    default: str | None = None
    default_expression: str | None = None
    unit: str | None = None
    instant: Instant | None = None
    parsed: str | None = None
    applies_when: Condition | None = None
    advice: tuple[Advice, ...] = ()
    reads_also: tuple[Scalar, ...] = ()
    deprecated: bool = False
    example: str | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """A JSON object with named fields, travelling one way: any others are received.

    `more`: the type of fields beside the named ones; where it is None, no others are sent. `check`: a JSON
    Schema (canonical JSON) that holds for the object as a whole, when it is sent.
    """

    key: str
    name: str
    side: Side
    fields: tuple[Field, ...]
    doc: str
    origin: Origin
    more: Type | None = None
    check: str | None = None


@dataclass(frozen=True, slots=True)
class Member:
    """One value of an enumeration (canonical JSON), its Python name and its meaning."""

    value: str
    name: str
    doc: str


@dataclass(frozen=True, slots=True)
class Enumeration:
    """A closed list of strings or integers with names."""

    key: str
    name: str
    scalar: Scalar
    members: tuple[Member, ...]
    doc: str
    origin: Origin


Declaration: TypeAlias = Record | Enumeration


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter, with how it is written. `per_client`: given once, to the client. `example`: canonical JSON."""

    wire: str
    name: str
    where: Where
    type: Type
    required: bool
    doc: str
    origin: Origin
    per_client: bool = False
    style: Style = Style.PLAIN
    explode: bool = False
    reserved: bool = False
    example: str | None = None


@dataclass(frozen=True, slots=True)
class Encoding:
    """How a field of a form is written: its media type, or its style where one is named."""

    wire: str
    content_type: str | None = None
    style: Style | None = None
    explode: bool = False


@dataclass(frozen=True, slots=True)
class Body:
    """The body of a request, with the smallest and the largest of its examples (canonical JSON).

    `keywords`: its fields may be given as keywords, wire name to argument name.
    """

    media_type: str
    type: Type
    required: bool
    doc: str
    origin: Origin
    keywords: tuple[tuple[str, str], ...] = ()
    example: str | None = None
    largest: str | None = None
    media: Media = Media.JSON
    encodings: tuple[Encoding, ...] = ()


@dataclass(frozen=True, slots=True)
class SuccessRule:
    """When a documented success status really is one: a field of the body must equal a value."""

    wire: str
    name: str
    equals: str
    error: str
    message: str | None


@dataclass(frozen=True, slots=True)
class Header:
    """A header of an answer. `style`: SIMPLE, JSON, or PLAIN, one piece of text as it is."""

    wire: str
    type: Type
    doc: str
    origin: Origin
    style: Style = Style.SIMPLE
    explode: bool = False


@dataclass(frozen=True, slots=True)
class Response:
    """An answer by status ("200", "4XX", "default"). `type` None: no body is read; of a stream, that of an item.

    Of events, it is that of their data; `named` has what the data of one type of event is, where that is told.
    """

    status: str
    doc: str
    type: Type | None
    origin: Origin
    succeeds_when: SuccessRule | None = None
    media: Media = Media.JSON
    media_type: str = ""
    named: tuple[tuple[str, Type], ...] = ()
    headers: tuple[Header, ...] = ()


@dataclass(frozen=True, slots=True)
class Operation:
    """One method on one path. `server`: one of its own. `tag`: the first that it has.

    `security`: alternatives of the schemes that it asks for; None: any. `idempotent`: it may arrive twice; None:
    as its method says.
    """

    key: str
    name: str
    method: str
    path: str
    summary: str
    doc: str
    parameters: tuple[Parameter, ...]
    body: Body | None
    responses: tuple[Response, ...]
    partial_update: bool
    origin: Origin
    security: tuple[tuple[str, ...], ...] | None = None
    server: str | None = None
    tag: str | None = None
    delivery: Delivery = Delivery.WHOLE
    idempotent: bool | None = None

    @property
    def successes(self) -> tuple[Response, ...]:
        """The answers that are successes: the default only where no other is one."""
        found = tuple(each for each in self.responses if each.status.startswith("2"))
        return found or tuple(each for each in self.responses if each.status == "default")


@dataclass(frozen=True, slots=True)
class Group:
    """The operations of one tag (None: those without): (key, name in the group) pairs. `title` is of its class."""

    tag: str | None
    name: str
    title: str
    doc: str
    methods: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Credential:
    """A secret: a key or token with its prefix, or a name and password. `header`: what carries it.

    `grants`: the kinds of OAuth grants that fetch such a token, each with its endpoint where that is known;
    `discovery`: where an OpenID provider says it; `scopes`: those there are. `signer`: an HTTP scheme that signs.
    """

    key: str
    name: str
    header: str
    prefix: str
    doc: str
    origin: Origin
    where: Where = Where.HEADER
    basic: bool = False
    grants: tuple[tuple[Grant, str | None], ...] = ()
    discovery: str | None = None
    scopes: tuple[str, ...] = ()
    signer: str | None = None


@dataclass(frozen=True, slots=True)
class Api:
    """Everything rendering needs. `error`: key of what error answers share. `certificate`: words on mutual TLS."""

    title: str
    version: str
    doc: str
    server: Server | None
    credentials: tuple[Credential, ...]
    settings: tuple[Parameter, ...]
    declarations: tuple[Declaration, ...]
    operations: tuple[Operation, ...]
    groups: tuple[Group, ...]
    error: str | None
    certificate: str | None = None
