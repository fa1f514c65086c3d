"""UNSET: a field that the caller did not give. Not None (that is JSON null), and not a default."""

from __future__ import annotations

import enum
from collections.abc import Callable
from typing import Annotated, Any, Final, Literal, TypeAlias, TypeVar, Union, get_args

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema


class Unset(enum.Enum):
    """The type of UNSET; `value is UNSET` narrows in every type checker."""

    UNSET = "UNSET"

    def __repr__(self) -> str:
        return "UNSET"

    def __bool__(self) -> Literal[False]:
        return False


UNSET: Final = Unset.UNSET

T = TypeVar("T")


class _LetsUnsetPass:
    """Validates as the type beside Unset does, and lets UNSET through as it is."""

    def __get_pydantic_core_schema__(
        self, source: object, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        inner: Any = Union[tuple(kind for kind in get_args(source) if kind is not Unset)]  # noqa: UP007
        return core_schema.no_info_wrap_validator_function(
            _unless_unset, handler.generate_schema(inner)
        )


def _unless_unset(value: object, validate: Callable[[object], Any]) -> object:
    return value if value is UNSET else validate(value)


Settable: TypeAlias = Annotated[T | Unset, _LetsUnsetPass()]
