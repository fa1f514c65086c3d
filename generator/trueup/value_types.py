"""The types of values in the IR: what a field, a parameter, a body or an answer may hold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from trueup.kinds import Scalar


@dataclass(frozen=True, slots=True)
class Limits:
    """What JSON Schema's keywords say about a scalar. Lengths count characters."""

    minimum: float | None = None
    maximum: float | None = None
    exclusive_minimum: float | None = None
    exclusive_maximum: float | None = None
    multiple_of: float | None = None
    min_length: int | None = None
    max_length: int | None = None
    pattern: str | None = None


@dataclass(frozen=True, slots=True)
class ScalarType:
    """A string, integer, number or boolean within limits.

    `spelled`: more is said of the text than its format, so that it stays text in Python. `json`: the text holds
    JSON, of this schema (canonical JSON; empty: of any).
    """

    scalar: Scalar
    format: str | None = None
    limits: Limits = Limits()
    spelled: bool = False
    json: str | None = None


@dataclass(frozen=True, slots=True)
class ConstType:
    """A single value (canonical JSON): text, a whole number, a boolean or null."""

    value: str


@dataclass(frozen=True, slots=True)
class ListType:
    """A JSON array of one type."""

    item: Type
    min_items: int | None = None
    max_items: int | None = None


@dataclass(frozen=True, slots=True)
class MapType:
    """A JSON object used as a map from text to one type."""

    value: Type


@dataclass(frozen=True, slots=True)
class Tag:
    """The property that tells which record of a union a value is: (its text, the record's key) pairs.

    `other`: the key of the record that a value of none of these kinds is, if it may be one. `open`: a value may
    leave it out, or its texts are no more than the names of schemas.
    """

    wire: str
    kinds: tuple[tuple[str, str], ...]
    other: str | None = None
    open: bool = False


@dataclass(frozen=True, slots=True)
class UnionType:
    """Any of several types. `exactly_one`: a value that fits two of them fits none. `tag` picks one."""

    members: tuple[Type, ...]
    exactly_one: bool = False
    tag: Tag | None = None


@dataclass(frozen=True, slots=True)
class NullableType:
    """A type that also takes null."""

    of: Type


@dataclass(frozen=True, slots=True)
class NamedType:
    """A record or an enumeration, by key: cycles need no special case."""

    key: str


@dataclass(frozen=True, slots=True)
class CheckedType:
    """A type with a JSON Schema on top (canonical JSON), for what the type itself can't say."""

    of: Type
    schema: str


@dataclass(frozen=True, slots=True)
class AnyType:
    """Any JSON value, because the spec says so."""


@dataclass(frozen=True, slots=True)
class BinaryType:
    """Bytes as they are, their lengths in bytes; `file`: a part of a form, with a name perhaps."""

    file: bool = False
    min_length: int | None = None
    max_length: int | None = None


Type: TypeAlias = (
    ScalarType
    | ConstType
    | ListType
    | MapType
    | UnionType
    | NullableType
    | NamedType
    | CheckedType
    | AnyType
    | BinaryType
)
