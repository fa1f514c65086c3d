"""What an answer says of itself: a code, a message, the ID of its request, wherever services put them."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import httpx

# Where services say these things in an answer, be it documented or a gateway's: in lower case, without `_` and `-`.
_CODES: Final = ("errorcode", "code")
_MESSAGES: Final = (
    "errormsg",
    "errormessage",
    "errordescription",
    "message",
    "msg",
    "detail",
    "title",
)
_REQUEST_IDS: Final = ("requestid",)
_REQUEST_ID_HEADERS: Final = (
    "X-Request-Id", "Request-Id", "X-Amzn-RequestId", "X-Amz-Request-Id", "X-Ms-Request-Id",
    "X-Correlation-Id", "X-Trace-Id", "CF-Ray",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Said:
    """What an answer that is no success says of itself."""

    code: str | None = None
    message: str | None = None
    request_id: str | None = None


def said(response: httpx.Response) -> Said:
    """Read what an answer says of itself; of a success, only what can be of an error alone."""
    objects = list(_objects(_parsed(response)))
    success = response.is_success
    codes, messages = (
        [name for name in names if not success or name.startswith("error")]
        for names in (_CODES, _MESSAGES)
    )
    by_header = (response.headers.get(name) for name in _REQUEST_ID_HEADERS)
    return Said(
        _first(objects, codes),
        _first(objects, messages),
        _first(objects, _REQUEST_IDS) or next(filter(None, by_header), None),
    )


def _parsed(response: httpx.Response) -> object:
    try:
        content = response.content
    except httpx.ResponseNotRead:
        return None
    for text in (content, text_of(response)):
        try:
            return json.loads(text)
        except (ValueError, RecursionError):
            continue
    return None


def _objects(body: object) -> Iterator[Mapping[str, object]]:
    """Give the objects of an answer that may tell of the error, outermost first."""
    if isinstance(body, dict):
        plain = {re.sub("[-_]", "", name).lower(): value for name, value in body.items()}
        yield plain
        for name in ("error", "errors"):
            yield from _objects(plain.get(name))
    elif isinstance(body, list) and body:
        yield from _objects(body[0])


def _first(objects: list[Mapping[str, object]], names: Collection[str]) -> str | None:
    for name in names:
        for each in objects:
            value = each.get(name)
            if isinstance(value, str | int) and not isinstance(value, bool) and value != "":
                return str(value)
    return None


def text_of(response: httpx.Response) -> str:
    """Decode a body by the charset that its header names, as far as there is sense in it."""
    try:
        return response.content.decode(response.charset_encoding or "utf-8", "replace")
    except (LookupError, ValueError):
        return response.content.decode("utf-8", "replace")
