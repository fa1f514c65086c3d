"""Reading what a server sends, tolerantly: variants of documented types, enumerations with new values."""

from __future__ import annotations

import enum
import json
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

from pydantic import BaseModel, GetCoreSchemaHandler, TypeAdapter, ValidationError
from pydantic_core import CoreSchema, core_schema

if TYPE_CHECKING:
    import httpx

T = TypeVar("T")


class ReadsAlso:
    """Annotates text that a server may also send as another JSON type: it is read as its JSON text."""

    _TYPES: Final = {"boolean": (bool,), "integer": (int,), "number": (int, float)}

    def __init__(self, *kinds: str) -> None:
        self._kinds: Final = tuple(each for kind in kinds for each in self._TYPES.get(kind, ()))

    def __get_pydantic_core_schema__(
        self, source: object, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_before_validator_function(self._as_text, handler(source))

    def _as_text(self, value: object) -> object:
        return json.dumps(value) if type(value) in self._kinds else value


class Known:
    """Annotates an open enumeration: a known value is read as its member, any other is kept as it is."""

    def __init__(self, members: type[enum.Enum]) -> None:
        self._members: Final = members

    def __get_pydantic_core_schema__(
        self, source: object, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_before_validator_function(self._as_member, handler(source))

    def _as_member(self, value: object) -> object:
        if isinstance(value, bool):  # which is equal to a number, and none
            return value
        try:
            return self._members(value)
        except ValueError:
            return value


class Unreadable(Exception):
    """What a server sent isn't what was expected: where in it (`job.update_time`), and why."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}: {reason}" if path else reason)
        self.path: Final = path
        self.reason: Final = reason


class Reader(Generic[T]):
    """Reads JSON bytes as one type; built when first used."""

    def __init__(self, kind: Any) -> None:
        self._kind = kind  # a class, or a type form such as list[A] | None
        self._adapter: TypeAdapter[T] | None = None

    def of(self, response: httpx.Response) -> T:
        """Read the body of an answer; raise Unreadable. JSON is UTF-8, whatever the answer says."""
        return self.read(response.content)

    def read(self, content: bytes) -> T:
        """Read the value; raise Unreadable."""
        try:
            return self._reading().validate_json(content)
        except ValidationError as error:
            raise Unreadable(*first_problem(error)) from error

    def take(self, value: object) -> T:
        """Read a value that is no JSON text; raise Unreadable."""
        try:
            return self._reading().validate_python(value)
        except ValidationError as error:
            raise Unreadable(*first_problem(error)) from error

    def _reading(self) -> TypeAdapter[T]:
        if self._adapter is None:
            self._adapter = TypeAdapter[T](self._kind)
        return self._adapter


def summary(body: object) -> str:
    """Say in one line what an error's body says."""
    if not isinstance(body, BaseModel):
        return ""
    return ", ".join(f"{name} {value}" for name, value in body if value is not None)


def first_problem(error: ValidationError) -> tuple[str, str]:
    """Give the place and the reason of the first thing that is wrong."""
    path, reason = problems(error)[0]
    return path, reason


def problems(error: ValidationError) -> tuple[tuple[str, str], ...]:
    """Give the place and the reason of everything that is wrong. Never the values themselves."""
    return tuple(
        (".".join(str(part) for part in each["loc"]), each["msg"])
        for each in error.errors(include_url=False, include_context=False)
    )
