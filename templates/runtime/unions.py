"""Unions whose members are told apart: by a property that names the kind, or by taking exactly one."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from typing import Any, Final, get_args

from pydantic import BaseModel, GetCoreSchemaHandler, TypeAdapter, ValidationError
from pydantic.errors import PydanticUndefinedAnnotation
from pydantic_core import CoreSchema, PydanticCustomError, core_schema, to_json

from .checks import spelled
from .models import RequestModel

_UNKNOWN: Final = 0  # the kind of what names none that is known; no text is equal to it


class ByTag:
    """Annotates a union of models of which a property tells which one a value is.

    What is of no known kind is of the `other`; where there is none, a request is refused, or fits exactly one
    of all of them (`open_`), and an answer is read as the plain object it is.
    """

    def __init__(
        self,
        wire: str,
        kinds: Callable[[], Mapping[str, type[BaseModel]]],
        other: Callable[[], type[BaseModel]] | None = None,
        *,
        open_: bool = False,
    ) -> None:
        self._open: Final = open_
        self._wire: Final = wire
        self._given: Final = kinds  # called late: a kind may be declared after its union
        self._other: Final = other
        self._kinds: Mapping[str, type[BaseModel]] = {}

    def __get_pydantic_core_schema__(
        self, source: object, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        try:
            self._kinds = self._given()
            other = self._other and self._other()
        except (
            NameError
        ) as error:  # of the class that is being made: pydantic comes again once it stands
            raise PydanticUndefinedAnnotation.from_name_error(error) from error
        choices: dict[Hashable, CoreSchema] = {
            text: handler.generate_schema(kind) for text, kind in self._kinds.items()
        }
        if other is not None:
            choices[_UNKNOWN] = handler.generate_schema(other)
        elif not any(issubclass(kind, RequestModel) for kind in self._kinds.values()):
            choices[_UNKNOWN] = core_schema.dict_schema()
        elif self._open:
            several = tuple(dict.fromkeys(self._kinds.values()))
            any_of = core_schema.union_schema([handler.generate_schema(kind) for kind in several])
            choices[_UNKNOWN] = OneOf().among(several, any_of)
        return core_schema.tagged_union_schema(
            choices,
            self._kind_of,
            custom_error_type="union_tag",
            custom_error_message="Input should name its kind in {wire}: {kinds}",
            custom_error_context={"wire": self._wire, "kinds": " or ".join(map(repr, self._kinds))},
        )

    def _kind_of(self, value: object) -> str | int:
        if isinstance(value, BaseModel):
            return self._kind_of_model(value)
        text = value.get(self._wire) if isinstance(value, Mapping) else None
        return text if isinstance(text, str) and text in self._kinds else _UNKNOWN

    def _kind_of_model(self, value: BaseModel) -> str | int:
        texts: list[str | int] = [text for text, kind in self._kinds.items() if type(value) is kind]
        written = value.model_dump(mode="json", by_alias=True).get(self._wire)
        return written if written in texts else (texts or [_UNKNOWN])[0]


class OneOf:
    """Annotates a union: a value that fits several of its members fits none."""

    def __get_pydantic_core_schema__(
        self, source: object, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return self.among(get_args(source), handler(source))

    def among(self, kinds: tuple[Any, ...], schema: CoreSchema) -> CoreSchema:
        """Give the schema of a union of kinds of which a value is to fit exactly one."""
        self._adapters: list[TypeAdapter[Any]] | None = None
        self._kinds = kinds
        return core_schema.no_info_after_validator_function(self._only_one, schema)

    def _only_one(self, value: object) -> object:
        if self._adapters is None:
            self._adapters = [TypeAdapter(kind) for kind in self._kinds]
        written = to_json(spelled(value), by_alias=True)
        if sum(_takes(each, written) for each in self._adapters) != 1:
            raise PydanticCustomError("one_of", "Input should fit exactly one of its kinds")
        return value


def _takes(adapter: TypeAdapter[Any], written: bytes) -> bool:
    try:
        adapter.validate_json(written)
    except ValidationError:
        return False
    return True
