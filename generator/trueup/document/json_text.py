"""JSON, read by the standard library; looked at once more only for places, or to say what is wrong."""

from __future__ import annotations

import bisect
import json
import math
import re
from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from trueup.document.json_values import JsonObject, JsonValue
from trueup.document.spots import MAX_DEPTH, Spot, broken, given_twice, too_deep
from trueup.findings import Finding, Place, Refused

_TEXT: Final = r'"(?:[^"\\]|\\.)*"'
_TOKEN: Final = re.compile(rf'{_TEXT}|[\[\]{{}}:,]|[^\s\[\]{{}}:,"]+')
_KEY: Final = re.compile(rf"[\s,]*({_TEXT})\s*:\s*")
_ITEM: Final = re.compile(r"[\s,]*(?=[^\s,\]])")

_DECODER: Final = json.JSONDecoder(strict=False)
_SKIPPING: Final = json.JSONDecoder(
    object_pairs_hook=lambda _: None
)  # keeps nothing of what it reads


def read_json(file: str, text: str) -> JsonValue:
    """Read one JSON value; raise Refused."""
    suspicious = False

    def pairs(items: list[tuple[str, JsonValue]]) -> JsonObject:
        nonlocal suspicious
        made = dict(items)
        suspicious = suspicious or len(made) < len(items)
        return made

    def number(digits: str) -> float:
        nonlocal suspicious
        made = float(digits)
        suspicious = suspicious or not math.isfinite(made)
        return made

    try:
        value: JsonValue = json.loads(
            text, object_pairs_hook=pairs, parse_constant=number, parse_float=number
        )
    except json.JSONDecodeError as error:
        raise broken(Place(file, error.lineno, error.colno), error.msg.lower()) from error
    except (RecursionError, ValueError):
        value, suspicious = None, True
    if suspicious or _is_deep(value):
        scan = _Scan(file, text)
        scan.run()
        if scan.findings:
            raise Refused(*scan.findings)
    return value


def _is_deep(value: JsonValue) -> bool:
    """Say whether lists and objects are nested deeper than is read, level by level."""
    level = [value]
    for _ in range(MAX_DEPTH):
        level = [
            item
            for each in level
            if isinstance(each, dict | list)
            for item in (each.values() if isinstance(each, dict) else each)
        ]
        if not level:
            return False
    return any(isinstance(each, dict | list) for each in level)


def json_spots(content: bytes) -> Spot:
    """Say where everything in a JSON text stands; the text has been read before."""
    # JSON's own characters are ASCII, so a byte may be a character here, which takes a quarter of the memory.
    view = _View(content.decode("latin-1"))
    return view.spot(len(view.text) - len(view.text.lstrip()))


@dataclass(slots=True)
class _View:
    """A text that was read before, a byte a character, and where its lines start."""

    text: str
    _lines: array[int] = field(init=False)

    def __post_init__(self) -> None:
        self._lines = array("L", (match.end() for match in re.finditer("\n", self.text)))

    def spot(self, offset: int) -> Spot:
        line, column = self.at(offset)
        return _Unread(line, column, view=self, offset=offset)

    def at(self, offset: int) -> tuple[int, int]:
        line = bisect.bisect_right(self._lines, offset)
        start = self._lines[line - 1] if line else 0
        return line + 1, len(self.read(start, offset)) + 1

    def read(self, start: int, end: int) -> str:
        return self.text[start:end].encode("latin-1").decode("utf-8", "surrogatepass")


@dataclass(slots=True)
class _Unread(Spot):
    """A spot that looks for those within it only when it is asked for one of them."""

    view: _View = field(kw_only=True)
    offset: int = field(kw_only=True)

    def step(self, token: str) -> tuple[int, int, Spot] | None:
        """Step by one pointer token."""
        opening = self.view.text[self.offset]
        if opening == "{" and self.keys is None:
            self.keys = dict(self._members())
        elif opening == "[" and self.items is None:
            self.items = list(self._elements())
        return Spot.step(self, token)

    def _members(self) -> Iterator[tuple[str, tuple[int, int, Spot]]]:
        offset = self.offset + 1
        while match := _KEY.match(self.view.text, offset):
            spot = self.view.spot(match.end())
            yield _text(self.view.read(*match.span(1))), (*self.view.at(match.start(1)), spot)
            offset = self._after(match.end())

    def _elements(self) -> Iterator[Spot]:
        offset = self.offset + 1
        while match := _ITEM.match(self.view.text, offset):
            yield self.view.spot(match.end())
            offset = self._after(match.end())

    def _after(self, offset: int) -> int:
        _, end = _SKIPPING.raw_decode(self.view.text, offset)
        return end


@dataclass(slots=True)
class _Scan:
    """Looks through a text token by token, for what the standard library lets pass."""

    file: str
    text: str
    findings: list[Finding] = field(default_factory=list)
    _lines: list[int] = field(default_factory=list)
    _tokens: Iterator[re.Match[str]] = field(default_factory=lambda: iter(()))

    def run(self) -> None:
        self._lines = [0, *(match.end() for match in re.finditer("\n", self.text))]
        self._tokens = _TOKEN.finditer(self.text)
        self._value(next(self._tokens), 0)

    def _value(self, token: re.Match[str], depth: int) -> None:
        opens = token[0] in ("[", "{")
        if opens and depth >= MAX_DEPTH:
            raise too_deep(self._place(token))
        if token[0] == "{":
            self._object(depth + 1)
        elif token[0] == "[":
            self._list(depth + 1)
        elif token[0][0] in "-0123456789IN" and not _is_finite(token[0]):
            self.findings.extend(
                broken(self._place(token), f"{token[0]} is not a JSON number").findings
            )

    def _object(self, depth: int) -> None:
        keys: set[str] = set()
        for token in self._tokens:
            if token[0] == "}":
                break
            if token[0] == ",":
                continue
            key = _text(token[0])
            next(self._tokens)  # the colon
            if key in keys:
                self.findings.append(given_twice(self._place(token), key))
            keys.add(key)
            self._value(next(self._tokens), depth)

    def _list(self, depth: int) -> None:
        for token in self._tokens:
            if token[0] == "]":
                break
            if token[0] != ",":
                self._value(token, depth)

    def _place(self, token: re.Match[str]) -> Place:
        line = bisect.bisect_right(self._lines, token.start())
        return Place(self.file, line, token.start() - self._lines[line - 1] + 1)


def _text(token: str) -> str:
    if "\\" not in token:
        return token[1:-1]
    text: str = _DECODER.decode(token)
    return text


def _is_finite(number: str) -> bool:
    try:
        return math.isfinite(float(number))
    except ValueError:
        return False
