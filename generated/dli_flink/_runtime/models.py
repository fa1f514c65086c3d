"""Base classes of the models: requests are written strictly, responses are read tolerantly."""

from __future__ import annotations

import enum
import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Final, Self

from pydantic import (
    BaseModel,
    ConfigDict,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    SerializationInfo,
    SerializerFunctionWrapHandler,
    model_serializer,
)
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from .checks import TEXTS, Matches, spelled
from .computed import Steps, computed
from .unset import UNSET, Unset

if TYPE_CHECKING:
    from fractions import Fraction

_BUILDING: Final = threading.RLock()


@dataclass(frozen=True, slots=True)
class Documented:
    """What the documentation says of a field beyond its type: the server's default, the unit."""

    default: object = UNSET
    unit: str | None = None


class _Model(BaseModel):
    model_config = ConfigDict(populate_by_name=True, protected_namespaces=(), allow_inf_nan=False)

    @classmethod
    def model_rebuild(cls, *, _parent_namespace_depth: int = 2, **options: Any) -> bool | None:
        """Build the model as pydantic does, one thread at a time: of a large API, when it is first used."""
        with _BUILDING:
            return super().model_rebuild(
                _parent_namespace_depth=_parent_namespace_depth + 1, **options
            )


class Arguments(_Model):
    """The arguments of a method, held to their limits."""

    model_config = ConfigDict(extra="forbid")


class _WireModel(_Model):
    """A model that writes only what is set, under the names of the wire when asked by alias."""

    _names: ClassVar[Mapping[str, str]]

    @classmethod
    def _wire_names(cls) -> Mapping[str, str]:
        # Not when the class is made: until the classes that it names stand, pydantic knows no alias.
        if "_names" not in cls.__dict__:
            cls.model_rebuild()
            cls._names = {
                name: name if field.alias is None else field.alias
                for name, field in cls.model_fields.items()
            }
        return cls._names

    @model_serializer(mode="wrap")
    def _write(
        self, write: SerializerFunctionWrapHandler, info: SerializationInfo
    ) -> dict[str, object]:  # builtins alone: some releases of pydantic look in the model's module
        if info.include is not None or info.exclude is not None:
            return dict(write(self._without_unset()))  # pydantic knows how these two nest
        names = self._wire_names() if info.by_alias else {}
        spells = bool(TEXTS) and info.mode == "json"
        return {
            names.get(name, name): spelled(value) if spells else value
            for name, value in self._given()
            if not (value is None and info.exclude_none)
        }

    def _given(self) -> Iterable[tuple[str, Any]]:
        raise NotImplementedError

    def __wired__(self) -> dict[str, Any]:
        """Give the fields that are set by their names on the wire, their values as they are."""
        names = self._wire_names()
        return {names.get(name, name): value for name, value in self._given()}

    def _without_unset(self) -> BaseModel:
        bare = self.model_copy()
        given = {name for name, _ in self._given()}
        for name in [name for name in bare.__dict__ if name not in given]:
            vars(bare).pop(name)
        return bare

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        bare: Any = {key: value for key, value in schema.items() if key != "serialization"}
        made = handler(bare)
        found = handler.resolve_ref_schema(made)
        for name, field in cls.model_fields.items():
            shown = found.get("properties", {}).get(name if field.alias is None else field.alias)
            if shown is not None:
                _say_documented(shown, field.metadata)
        return made


def _say_documented(shown: dict[str, Any], metadata: Iterable[object]) -> None:
    if shown.get("default") in (None, UNSET.value):
        shown.pop("default", None)
    for said in metadata:
        if isinstance(said, Documented):
            if said.default is not UNSET:
                shown["default"] = said.default
            if said.unit is not None:
                shown["x-unit"] = said.unit


class RequestModel(_WireModel):
    """What is sent. Only fields that were set are written, and every constraint holds at any time."""

    model_config = ConfigDict(extra="forbid", validate_assignment=True)

    _holds: ClassVar[Matches | None] = None  # for all fields together
    _computed: ClassVar[Mapping[str, Steps]] = {}

    @classmethod
    def documented_defaults(cls) -> dict[str, object]:
        """Give the defaults that the documentation states, by field. They are never sent unasked."""
        cls.model_rebuild()
        return {
            name: said.default
            for name, field in cls.model_fields.items()
            for said in field.metadata
            if isinstance(said, Documented) and said.default is not UNSET
        }

    def apply_documented_defaults(self) -> Self:
        """Give a copy in which every field that is not set holds its documented default, to be sent."""
        made = self.model_copy(deep=True)
        for name, default in self.documented_defaults().items():
            if getattr(made, name) is UNSET:
                setattr(made, name, default)
        return made

    def computed_defaults(self) -> dict[str, int | Fraction | Unset]:
        """Give what the service would work out, by field, from what is set here and the documented defaults.

        Nothing of it is sent. The value is exact, a `Fraction` where it is no whole number: how the service
        rounds is not documented. UNSET: it can't be worked out, as for a divisor of 0.
        """
        return computed(self._computed, {**self.documented_defaults(), **dict(self._given())})

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """Copy, with fields changed; unlike pydantic's, it holds what changes to its limits."""
        made = super().model_copy(deep=deep)
        for name, value in (update or {}).items():
            setattr(made, name, value)
        return made

    def model_post_init(self, _context: Any, /) -> None:
        """Forget fields that were given as UNSET; hold the others to what holds for all together."""
        given, held = self.__pydantic_fields_set__, self.__dict__
        if unset := [name for name in given if held.get(name) is UNSET]:
            given.difference_update(unset)
        if self._holds is not None:
            self._holds.check(self)

    def __setattr__(self, name: str, value: Any) -> None:
        super().__setattr__(name, value)
        if value is UNSET:
            self.__pydantic_fields_set__.discard(name)

    def __delattr__(self, name: str) -> None:
        if name in type(self).model_fields:
            setattr(self, name, UNSET)
        else:
            super().__delattr__(name)

    def __repr_args__(self) -> Iterable[tuple[str | None, Any]]:
        return self._given()

    def _given(self) -> Iterable[tuple[str, Any]]:
        return [(name, value) for name, value in self.__dict__.items() if value is not UNSET]


class ResponseModel(_WireModel):
    """What was received. Unknown fields are kept, absent and null fields read as None."""

    model_config = ConfigDict(extra="allow")

    def _given(self) -> Iterable[tuple[str, Any]]:
        received = [
            (name, value)
            for name, value in self.__dict__.items()
            if name in self.__pydantic_fields_set__
        ]
        return [*received, *(self.__pydantic_extra__ or {}).items()]


class _ClosedEnum(enum.Enum):
    """An enumeration that takes its members and their exact values: not True for 1, not "1" for 1."""

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: object, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_before_validator_function(cls._exact, handler(source))

    @classmethod
    def _exact(cls, value: object) -> object:
        if isinstance(value, cls) or type(value) is cls._wire_type():
            return value
        raise PydanticCustomError(
            "enum", "Input should be {expected}", {"expected": cls._choices()}
        )

    @classmethod
    def _choices(cls) -> str:
        return " or ".join(repr(member.value) for member in cls)

    @classmethod
    def _wire_type(cls) -> type:
        raise NotImplementedError


class TextEnum(str, _ClosedEnum):
    """A closed list of strings."""

    __str__ = str.__str__

    @classmethod
    def _wire_type(cls) -> type:
        return str


class IntegerEnum(int, _ClosedEnum):
    """A closed list of integers."""

    __str__ = int.__repr__

    @classmethod
    def _wire_type(cls) -> type:
        return int
