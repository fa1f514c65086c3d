"""Bodies that are not JSON: forms, forms with files, text and bytes, on the way out and back."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from fnmatch import fnmatch
from mimetypes import guess_type
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final, TypeAlias, TypeVar
from urllib.parse import unquote, unquote_to_bytes

from pydantic import BaseModel, GetCoreSchemaHandler, ValidationError
from pydantic_core import CoreSchema, PydanticCustomError, core_schema, to_json, to_jsonable_python

from .calls import Invalid, as_text, body_of
from .checks import spelled
from .models import RequestModel
from .reading import Reader, problems
from .styles import in_query
from .unset import UNSET

if TYPE_CHECKING:
    import httpx

Model = TypeVar("Model", bound=RequestModel)

# The content, or a file's name with it, and with its media type.
Content: TypeAlias = bytes | IO[bytes]
File: TypeAlias = Content | tuple[str, Content] | tuple[str, Content, str]
Part: TypeAlias = tuple[str, tuple[str | None, Any, str | None]]
# Of a field: its media types, or its style and whether that explodes.
Encodings: TypeAlias = Mapping[str, tuple[str | None, str | None, bool]]

_AS_IS: Final[tuple[str | None, str | None, bool]] = (None, None, True)


class IsBytes:
    """Annotates bytes, which are taken as they are, within limits of their number."""

    def __init__(self, min_length: int = 0, max_length: int | None = None) -> None:
        self._min: Final = min_length
        self._max: Final = max_length

    def __get_pydantic_core_schema__(
        self, source: object, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(self._checked)

    def _checked(self, value: object) -> object:
        if not isinstance(value, bytes):
            raise PydanticCustomError("bytes_type", "Input should be bytes")
        self._measure(len(value))
        return value

    def _measure(self, count: int) -> None:
        if count < self._min:
            said = {"count": self._min}
            raise PydanticCustomError("too_short", "Input should be at least {count} bytes", said)
        if self._max is not None and count > self._max:
            said = {"count": self._max}
            raise PydanticCustomError("too_long", "Input should be at most {count} bytes", said)


class IsFile(IsBytes):
    """Annotates a file: bytes, a file object, or a tuple of a name, one of them and a media type."""

    def _checked(self, value: object) -> object:
        named = isinstance(value, tuple) and len(value) in (2, 3) and isinstance(value[0], str)
        content = value[1] if named and isinstance(value, tuple) else value
        if not isinstance(content, bytes) and not hasattr(content, "read"):
            message = (
                "Input should be bytes, a file opened in binary mode or a tuple (name, content)"
            )
            raise PydanticCustomError("file_type", message)
        count = _count(content)
        if count is not None:
            self._measure(count)
        return value


def _count(content: Any) -> int | None:
    """Count the bytes that are left to read; None where only reading them would tell."""
    if isinstance(content, bytes):
        return len(content)
    try:
        here: int = content.tell()
        end: int = content.seek(0, 2)
        content.seek(here)
    except (AttributeError, OSError, ValueError):
        return None
    return end - here


class TextReader(Reader[str]):
    """Reads text, by the charset that the answer names."""

    def __init__(self) -> None:
        super().__init__(str)

    def of(self, response: httpx.Response) -> str:
        """Read the text; what can't be decoded becomes U+FFFD."""
        try:
            return response.content.decode(response.charset_encoding or "utf-8", "replace")
        except LookupError:
            return self.read(response.content)

    def read(self, content: bytes) -> str:
        """Read UTF-8; what can't be decoded becomes U+FFFD."""
        return content.decode("utf-8", "replace")


class BytesReader(Reader[bytes]):
    """Gives the bytes as they came."""

    def __init__(self) -> None:
        super().__init__(bytes)

    def read(self, content: bytes) -> bytes:
        """Give the bytes."""
        return content


def raw(value: object) -> bytes | None:
    """Write text or bytes that have been checked; UNSET is no body; raise Invalid."""
    if value is UNSET or isinstance(value, bytes):
        return value if isinstance(value, bytes) else None
    try:
        return as_text(value).encode()
    except UnicodeEncodeError:
        raise Invalid(("body", "text with half a character can't be sent")) from None


def json_lines(items: object, before: bytes = b"") -> bytes | None:
    """Write a list that has been checked as JSON lines, `before` each a mark; UNSET is no body."""
    if not isinstance(items, list):
        return None
    return b"".join(b"%b%b\n" % (before, to_json(each, by_alias=True)) for each in items)


def form(content: bytes | None, encodings: Encodings) -> bytes | None:
    """Write a form from a body that is JSON so far; an object in it is JSON text unless a style is named."""
    if content is None:
        return None
    pairs: list[str] = []
    for name, value in _fields(json.loads(content)):
        kind, style, explode = encodings.get(name, _AS_IS)
        if style is None and (isinstance(value, dict) or _is_json(kind)):
            value = to_json(value).decode()
        pairs.extend(in_query(name, value, style or "form", explode=explode))
    return "&".join(pairs).encode()


def perhaps(model: type[Model], body: object, fields: Mapping[str, object]) -> object:
    """Make a body that may be left out: UNSET where nothing is given; raise Invalid."""
    nothing = body is UNSET and all(value is UNSET for value in fields.values())
    return UNSET if nothing else body_of(model, body, fields)


def multipart(body: object, encodings: Encodings) -> list[Part]:
    """Write the parts of a form with files, in order: a list gives one part an item; raise Invalid."""
    if body is UNSET:
        return []
    if isinstance(body, BaseModel):
        body = _held(body)
    return [
        part
        for name, value in _fields(body)
        for part in _parts(name, value, *encodings.get(name, _AS_IS))
    ]


def _parts(
    name: str, value: Any, kinds: str | None, style: str | None, explode: bool
) -> Iterator[Part]:
    """Write the parts of a field; by a style, they are the pairs that a form would have."""
    items = value if isinstance(value, list) else [value]
    if style is not None and not any(map(_is_file, items)):
        for pair in in_query(name, value, style, explode=explode):
            key, _, text = pair.partition("=")
            yield unquote(key), (None, unquote_to_bytes(text), None)
        return
    for item in [value] if _is_json(kinds) else items:
        yield name, _part(name, item, kinds)


def _is_file(value: object) -> bool:
    return isinstance(value, tuple | bytes) or hasattr(value, "read")


def _held(body: BaseModel) -> dict[str, object]:
    """Give the fields that are set by their wire names, held to the model once more."""
    given = {name: value for name, value in body if value is not UNSET}
    try:
        type(body).model_validate(given)
    except ValidationError as error:
        raise Invalid(*problems(error)) from error
    named = {name: field.alias or name for name, field in type(body).model_fields.items()}
    return {named.get(name, name): value for name, value in given.items()}


def _fields(body: Any) -> Iterator[tuple[str, Any]]:
    if not isinstance(body, dict):
        raise Invalid(("body", "a form is made of named fields"))
    return ((name, value) for name, value in body.items() if value is not None)


def _part(name: str, value: Any, kinds: str | None) -> tuple[str | None, Any, str | None]:
    if isinstance(value, tuple):
        kind = value[2] if len(value) == 3 else _kind_of(value[0], kinds)
        return value[0], value[1], kind
    if _is_file(value):
        path = getattr(value, "name", None)
        filename = Path(path).name if isinstance(path, str) and path else name
        return filename, value, _kind_of(filename, kinds)
    plain = to_jsonable_python(spelled(value), by_alias=True)
    if isinstance(plain, dict | list) or _is_json(kinds):
        return None, to_json(plain), _first(kinds) or "application/json"
    return None, raw(plain), _first(kinds)


def _kind_of(filename: str, kinds: str | None) -> str:
    """Give the media type of a file: what its name says, if that is one of those that are asked for."""
    guessed = guess_type(filename)[0] or "application/octet-stream"
    wanted = [each.strip() for each in (kinds or "*").split(",")]
    return guessed if any(fnmatch(guessed, each) for each in wanted) else _first(kinds) or guessed


def _first(kinds: str | None) -> str | None:
    """Give the first of the media types that are asked for that is no range."""
    each = (kind.strip() for kind in (kinds or "").split(","))
    return next((kind for kind in each if kind and "*" not in kind), None)


def _is_json(kinds: str | None) -> bool:
    kind = (_first(kinds) or "").partition(";")[0].strip()
    return kind == "application/json" or kind.endswith("+json")
