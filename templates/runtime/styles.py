"""How lists and objects become text in a URL, a header, a cookie or a form: the styles of OpenAPI.

RFC 6570 is what they are made of: what is null or UNSET is not there, and each piece is percent-encoded.
What is nested deeper than a style goes is written as JSON text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, Final
from urllib.parse import quote

from pydantic_core import to_json, to_jsonable_python

from .calls import Encoded, Invalid, as_text
from .checks import spelled
from .unset import UNSET

# Reserved characters that mean nothing else in a query; `#`, `[`, `]`, `&` and `+` would.
_RESERVED: Final = ":/?@!$'()*,;="
_TRIPLE: Final = re.compile(r"(%[0-9A-Fa-f]{2})")
_UNFIT: Final = re.compile(r"[^\x21-\x3a\x3c-\x7e]")  # what would end a cookie, or is no ASCII
_DELIMITERS: Final = {"spaceDelimited": "%20", "pipeDelimited": "%7C"}


def in_path(
    name: str, value: object, style: str, *, explode: bool, reserved: bool = False
) -> Encoded:
    """Write a path parameter in the style simple, label or matrix; raise Invalid."""
    given = _plain(value)
    if given is None:
        raise Invalid((name, "null can't stand in a path"))
    key, between = _encoded(name, name), {"label": ".", "matrix": ";"}.get(style, ",")
    if style == "matrix" and (not explode or not isinstance(given, list | dict)):
        text = ",".join(_flat(name, given, reserved))
        return Encoded((f";{key}={text}" if text else f";{key}",))
    if not explode:
        pieces = _flat(name, given, reserved)
    elif isinstance(given, dict):
        pieces = [f"{_encoded(name, k)}={_encoded(name, v, reserved)}" for k, v in _items(given)]
    elif style == "matrix":
        pieces = [f"{key}={each}" for each in _flat(name, given, reserved)]
    else:
        pieces = _flat(name, given, reserved)
    joint = between if explode else ","
    return Encoded((f"{between if style != 'simple' else ''}{joint.join(pieces)}",))


def in_query(
    name: str, value: object, style: str = "form", *, explode: bool, reserved: bool = False
) -> Encoded:
    """Write a query parameter, a cookie or a field of a form as `name=value` pairs; raise Invalid."""
    given = _plain(value)
    if given is None:
        return Encoded(())
    if style == "deepObject":
        return Encoded(_deep(name, name, given, reserved))
    key = _encoded(name, name)
    if not isinstance(given, list | dict):
        return Encoded((f"{key}={_encoded(name, given, reserved)}",))
    if explode and isinstance(given, dict):
        pairs = _items(given)
        return Encoded(f"{_encoded(name, k)}={_encoded(name, v, reserved)}" for k, v in pairs)
    pieces = _flat(name, given, reserved)
    if explode:
        return Encoded(f"{key}={each}" for each in pieces)
    return Encoded((f"{key}={_DELIMITERS.get(style, ',').join(pieces)}",) if pieces else ())


def in_header(value: object, *, explode: bool) -> object:
    """Write a header in the style simple; nothing in it is percent-encoded."""
    given = _plain(value)
    if given is None:
        return UNSET
    if isinstance(given, dict):
        joint = "=" if explode else ","
        return ",".join(f"{key}{joint}{_text(each)}" for key, each in _items(given))
    return ",".join(map(_text, _present(given))) if isinstance(given, list) else _text(given)


def in_cookie(name: str, value: object, *, explode: bool) -> Encoded:
    """Write a cookie in the style cookie, in which nothing is escaped; raise Invalid."""
    given = _plain(value)
    if given is None:
        return Encoded(())
    if isinstance(given, dict):
        pairs = [(key, _text(each)) for key, each in _items(given)]
        pairs = pairs if explode else [(name, ",".join(text for pair in pairs for text in pair))]
    else:
        texts = list(map(_text, _present(given) if isinstance(given, list) else [given]))
        pairs = [(name, each) for each in (texts if explode else [",".join(texts)])]
    for key, text in pairs:
        if _UNFIT.search(text) or _UNFIT.search(key) or "=" in key:
            raise Invalid((name, "this can't stand in a cookie as it is"))
    return Encoded(f"{key}={text}" for key, text in pairs)


def as_json(value: object) -> object:
    """Write a value as JSON text of plain ASCII; UNSET stays so."""
    if value is UNSET:
        return UNSET
    text = to_json(spelled(value), by_alias=True).decode()
    return "".join(each if each.isascii() else _escaped(each) for each in text)


def as_lines(values: Any, mark: str = "") -> object:
    """Write values as JSON texts, each at the end of a line and after the mark; UNSET stays so."""
    if values is UNSET:
        return UNSET
    return "".join(f"{mark}{as_json(each)}\n" for each in values)


def _escaped(character: str) -> str:
    data = character.encode("utf-16-be")
    return "".join(f"\\u{data[at : at + 2].hex()}" for at in range(0, len(data), 2))


def _plain(value: object) -> Any:
    """Give a value as JSON has it; None is one that is not there."""
    return None if value is UNSET else to_jsonable_python(spelled(value), by_alias=True)


def _present(values: Sequence[Any]) -> list[Any]:
    return [each for each in values if each is not None]


def _items(values: dict[str, Any]) -> list[tuple[str, Any]]:
    return [(key, each) for key, each in values.items() if each is not None]


def _flat(name: str, given: Any, reserved: bool) -> list[str]:
    if isinstance(given, dict):
        return [
            text
            for key, each in _items(given)
            for text in (_encoded(name, key), _encoded(name, each, reserved))
        ]
    values = _present(given) if isinstance(given, list) else [given]
    return [_encoded(name, each, reserved) for each in values]


def _deep(name: str, path: str, given: Any, reserved: bool) -> Iterator[str]:
    if isinstance(given, dict):
        held: list[tuple[Any, Any]] = _items(given)
    elif isinstance(given, list):
        held = list(enumerate(_present(given)))
    else:
        yield f"{_encoded(name, path)}={_encoded(name, given, reserved)}"
        return
    for key, each in held:
        yield from _deep(name, f"{path}[{key}]", each, reserved)


def _text(value: object) -> str:
    return to_json(value).decode() if isinstance(value, list | dict) else as_text(value)


def _encoded(name: str, value: object, reserved: bool = False) -> str:
    text = _text(value)
    try:
        if not reserved:
            return quote(text, safe="")
        parts = enumerate(_TRIPLE.split(text))
        return "".join(part if at % 2 else quote(part, safe=_RESERVED) for at, part in parts)
    except UnicodeEncodeError:
        raise Invalid((name, "text with half a character can't be sent")) from None
