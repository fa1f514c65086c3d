"""Text that holds JSON: taken as the value too, written as compact text, and read back."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final, TypeAlias

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from .checks import Matches

# What may be given for such text. Any other text is a Sequence too, and goes as it is.
JsonText: TypeAlias = str | Mapping[str, object] | Sequence[object]


class HoldsJson:
    """Annotates text that holds JSON; an object or a list that is given for it satisfies `schema` and becomes text.

    Text goes as it is: JSON Schema says what it holds to readers, and holds it to nothing.
    """

    def __init__(self, schema: Matches | None = None) -> None:
        self._schema: Final = schema

    def __get_pydantic_core_schema__(
        self, source: object, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.with_info_before_validator_function(self._text, handler(source))

    def _text(self, value: object, info: core_schema.ValidationInfo) -> object:
        # In JSON the text stands where an object would be something else.
        if info.mode == "json" or not isinstance(value, Mapping | list | tuple):
            return value
        try:
            text = written(value)
            text.encode()  # half of a surrogate pair is no text
        except (TypeError, ValueError, RecursionError) as error:
            context = {"reason": str(error).partition("\n")[0]}
            raise PydanticCustomError(
                "json_text", "Input should be JSON: {reason}", context
            ) from None
        if self._schema is not None:
            self._schema.check(json.loads(text))
        return text

    def __repr__(self) -> str:
        return f"HoldsJson({self._schema!r})" if self._schema else "HoldsJson()"


def written(value: object) -> str:
    """Write a value as compact JSON; raise TypeError for what JSON has no place for."""
    return json.dumps(_plain(value), separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def _plain(value: object) -> Any:
    if isinstance(value, Mapping):
        for key in value:
            if not isinstance(key, str):  # json would make text of it
                raise TypeError(f"a key is {type(key).__name__}, not text")
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return value


def parsed(name: str, text: object) -> object:
    """Read the JSON that text holds; None where there is no text; raise ValueError, which names the field."""
    if not isinstance(text, str):
        return None
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        reason = str(error).partition("\n")[0]
        raise ValueError(f"{name} holds no JSON: {reason}; read {name} for the text") from None
