"""A call: everything about one request before it is sent, and how its answer is to be read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, Final, Generic, TypeAlias, TypeVar
from urllib.parse import quote

import httpx
from pydantic import ValidationError
from pydantic_core import to_json

from .checks import spelled
from .models import Arguments, RequestModel
from .reading import Reader, problems
from .unset import UNSET

_PLAIN: Final = frozenset({bool, float, int, str, type(None), type(UNSET)})
# The alternatives of credentials that an operation asks for.
Asked: TypeAlias = tuple[tuple[str, ...], ...]
T = TypeVar("T")
Model = TypeVar("Model", bound="RequestModel | Arguments")
Body = TypeVar("Body", bound=RequestModel)
Given = TypeVar("Given", bound=Arguments)


class Invalid(Exception):
    """What was given makes no request: each problem with the field it is about."""

    def __init__(self, *found: tuple[str, str]) -> None:
        super().__init__("; ".join(f"{path}: {reason}" for path, reason in found))
        self.problems = found


@dataclass(frozen=True, slots=True)
class SuccessRule:
    """A success status is one only if a field of the answer holds a value."""

    field: str
    equals: object
    error: str
    message: str | None


@dataclass(frozen=True)
class Answers(Generic[T]):
    """How to read the answers of an operation, by status: "200", "4XX", "default"."""

    readers: Mapping[str, Reader[Any] | None]
    rule: SuccessRule | None = None
    headers: type[httpx.Headers] = httpx.Headers

    def reader(self, status: int) -> Reader[Any] | None:
        """Find the reader for a status. An undocumented success is read like the documented one."""
        for key in (str(status), f"{status // 100}XX"):
            if key in self.readers:
                return self.readers[key]
        successes = [reader for key, reader in self.readers.items() if key.startswith("2")]
        if 200 <= status < 300 and successes:
            return successes[0]
        return self.readers.get("default")


@dataclass(frozen=True)
class Call(Generic[T]):
    """One request, ready but for the base URL and the credentials."""

    method: str
    path: str
    answers: Answers[T]
    operation: str = ""  # as its method is called, for hooks
    path_template: str = ""
    query: Sequence[str] = ()
    headers: Mapping[str, str] = field(default_factory=dict)
    media_type: str | None = None
    content: bytes | None = field(default=None, repr=False)
    cookies: Sequence[str] = ()
    files: Sequence[tuple[str, tuple[str | None, Any, str | None]]] = ()
    accept: str = "application/json"
    secrets: Asked | None = None
    server: str | None = None
    idempotent: bool | None = None  # None: as its method is


class Encoded(tuple[str, ...]):
    """Pieces of a URL that are written already: nothing in them is to be encoded."""

    __slots__ = ()


def fill(path: str, values: Mapping[str, object]) -> str:
    """Put values into a path template, each quoted as one segment; raise Invalid."""
    for name, value in values.items():
        if type(value) is int:
            text = str(value)
        else:
            text = "".join(value) if isinstance(value, Encoded) else quoted(name, as_text(value))
        if text in ("", ".", ".."):
            raise Invalid((name, f"{text!r} can't stand in a path"))
        path = path.replace(f"{{{name}}}", text)
    return path


def listed(values: Mapping[str, object]) -> list[str]:
    """Write `name=value` pairs, leaving out what is UNSET; a list repeats its name; raise Invalid."""
    return [pair for name, value in values.items() for pair in _pairs(name, value)]


def _pairs(name: str, value: object) -> Iterable[str]:
    if value is UNSET:
        return ()
    if isinstance(value, Encoded):
        return value
    items = value if isinstance(value, list | tuple) else [value]
    return [f"{quoted(name, name)}={quoted(name, as_text(item))}" for item in items]


def quoted(name: str, text: str) -> str:
    """Percent-encode text, all but what never needs it; raise Invalid."""
    try:
        return text if text.isascii() and text.isalnum() else quote(text, safe="")
    except UnicodeEncodeError:
        raise Invalid((name, "text with half a character can't be sent")) from None


def named(values: Mapping[str, object]) -> dict[str, str]:
    """Write header parameters, leaving out what is UNSET; raise Invalid for text no header can carry."""
    made = {name: as_text(value) for name, value in values.items() if value is not UNSET}
    for name, text in made.items():
        if not text.isascii() or not text.isprintable():
            raise Invalid((name, "a header carries printable ASCII only"))
    return made


def as_text(value: object) -> str:
    """Write a scalar as a URL or a header carries it."""
    if type(value) is str:
        return value
    if isinstance(value, Enum):
        value = value.value
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(spelled(value))


def arguments(model: type[Given], given: Mapping[str, object]) -> Given:
    """Hold the arguments of a method to their types; raise Invalid."""
    try:
        return _checked(model, {name: value for name, value in given.items() if value is not UNSET})
    except ValidationError as error:
        raise Invalid(*problems(error)) from error


def _checked(model: type[Model], given: Mapping[str, object]) -> Model:
    made: Model = model.__pydantic_validator__.validate_python(given)
    return made


def body_of(model: type[Body], body: object, fields: Mapping[str, object]) -> Body:
    """Make the body: the model as given, or built from the keywords that are set; raise Invalid."""
    given = {name: value for name, value in fields.items() if value is not UNSET}
    if body is not UNSET:
        if given:
            raise Invalid(("body", f"give either body or its fields, not both: {', '.join(given)}"))
        if not isinstance(body, model):
            raise Invalid(("body", f"it is {type(body).__name__}, not {model.__name__}"))
        return body
    try:
        return _checked(model, given)
    except ValidationError as error:
        raise Invalid(*problems(error)) from error


def all_plain(body: object, fields: Mapping[str, object]) -> bool:
    """Say whether a body was built just now of nothing that could have changed since somebody checked it."""
    return body is UNSET and _PLAIN.issuperset(map(type, fields.values()))


def written(body: RequestModel, *, plain: bool = False) -> bytes:
    """Write a body as JSON and hold it to its model once more: parts may have changed since it was built.

    `plain`: it was built here and has no parts that could, nor anything to write them in a way of its own.
    """
    try:
        if plain:
            return to_json(spelled(body.__wired__()), by_alias=True)
        content = body.model_dump_json(by_alias=True).encode()
        type(body).model_validate_json(content)
    except ValidationError as error:
        raise Invalid(*problems(error)) from error
    except ValueError as error:
        raise Invalid(("body", str(error))) from error
    return content


def optional(model: type[Body], body: object, fields: Mapping[str, object]) -> bytes | None:
    """Write a body that may be left out: nothing is sent where nothing is given; raise Invalid."""
    if body is UNSET and all(value is UNSET for value in fields.values()):
        return None
    return written(body_of(model, body, fields), plain=all_plain(body, fields))


def encoded(value: object) -> bytes | None:
    """Write a value that has been checked as JSON; UNSET is no body."""
    return None if value is UNSET else to_json(spelled(value), by_alias=True)
