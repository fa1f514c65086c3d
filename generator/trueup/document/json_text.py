"""JSON, read by the standard library; scanned once more only for places, or to say what is wrong."""

from __future__ import annotations

import bisect
import json
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from trueup.document.json_values import JsonObject, JsonValue
from trueup.document.spots import MAX_DEPTH, Spot, broken, given_twice, too_deep
from trueup.findings import Finding, Place, Refused

_TOKEN: Final = re.compile(r'"(?:[^"\\]|\\.)*"|[\[\]{}:,]|[^\s\[\]{}:,"]+')

_DECODER: Final = json.JSONDecoder(strict=False)


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
        scan.spot()
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


def json_spots(file: str, text: str) -> Spot:
    """Say where everything in a JSON text stands; the text has been read before."""
    return _Scan(file, text).spot()


@dataclass(slots=True)
class _Scan:
    file: str
    text: str
    findings: list[Finding] = field(default_factory=list)
    _lines: list[int] = field(default_factory=list)
    _tokens: Iterator[re.Match[str]] = field(default_factory=lambda: iter(()))

    def spot(self) -> Spot:
        self._lines = [0, *(match.end() for match in re.finditer("\n", self.text))]
        self._tokens = _TOKEN.finditer(self.text)
        return self._value(next(self._tokens), 0)

    def _value(self, token: re.Match[str], depth: int) -> Spot:
        spot = Spot(*self._at(token.start()))
        opens = token[0] in ("[", "{")
        if opens and depth >= MAX_DEPTH:
            raise too_deep(Place(self.file, spot.line, spot.column))
        if token[0] == "{":
            spot.keys = self._object(depth + 1)
        elif token[0] == "[":
            spot.items = self._list(depth + 1)
        elif token[0][0] in "-0123456789IN" and not _is_finite(token[0]):
            place = Place(self.file, spot.line, spot.column)
            self.findings.extend(broken(place, f"{token[0]} is not a JSON number").findings)
        return spot

    def _object(self, depth: int) -> dict[str, tuple[int, int, Spot]]:
        keys: dict[str, tuple[int, int, Spot]] = {}
        for token in self._tokens:
            if token[0] == "}":
                break
            if token[0] == ",":
                continue
            key, (line, column) = _text(token[0]), self._at(token.start())
            next(self._tokens)  # the colon
            if key in keys:
                self.findings.append(given_twice(Place(self.file, line, column), key))
            keys[key] = (line, column, self._value(next(self._tokens), depth))
        return keys

    def _list(self, depth: int) -> list[Spot]:
        items: list[Spot] = []
        for token in self._tokens:
            if token[0] == "]":
                break
            if token[0] != ",":
                items.append(self._value(token, depth))
        return items

    def _at(self, offset: int) -> tuple[int, int]:
        line = bisect.bisect_right(self._lines, offset)
        return line, offset - self._lines[line - 1] + 1


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
