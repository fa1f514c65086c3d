"""Models that take more fields than they name."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, ClassVar, Final

from pydantic import ConfigDict, TypeAdapter, ValidationError
from pydantic_core import PydanticCustomError

from .models import RequestModel, ResponseModel
from .reading import problems
from .unset import UNSET


class More:
    """The type of the fields that a model does not name; built when first used."""

    def __init__(self, kind: Callable[[], Any]) -> None:
        self._kind: Final = kind
        self._adapter: TypeAdapter[Any] | None = None

    def read(self, name: str, value: object) -> Any:
        """Validate the value of a field."""
        if self._adapter is None:
            self._adapter = TypeAdapter(self._kind())
        try:
            return self._adapter.validate_python(value)
        except ValidationError as error:
            path, reason = problems(error)[0]
            place = f"{name}.{path}" if path else name
            context = {"place": place, "reason": reason}
            raise PydanticCustomError("more", "{place}: {reason}", context) from None


class OpenRequestModel(RequestModel):
    """What is sent, with any other fields beside the named ones: `Model.model_validate({...})` takes them."""

    model_config = ConfigDict(extra="allow")

    _more: ClassVar[More | None] = None

    def model_post_init(self, context: Any, /) -> None:
        """Hold the other fields to their type."""
        extra = self.__pydantic_extra__ or {}
        for name, value in list(extra.items()):
            if value is UNSET:
                del extra[name]
            elif self._more is not None:
                extra[name] = self._more.read(name, value)
        super().model_post_init(context)

    def _given(self) -> Iterable[tuple[str, Any]]:
        return [*super()._given(), *(self.__pydantic_extra__ or {}).items()]


class OpenResponseModel(ResponseModel):
    """What was received, with other fields of a documented type."""

    _more: ClassVar[More | None] = None

    def model_post_init(self, _context: Any, /) -> None:
        """Read the other fields as their type."""
        extra = self.__pydantic_extra__ or {}
        if self._more is not None:
            extra.update({name: self._more.read(name, value) for name, value in extra.items()})
