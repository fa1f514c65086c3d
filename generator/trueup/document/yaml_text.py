"""YAML by the core rules of its version 1.2: no dates, no octal surprises, `on` is text, no key twice.

Values and spots are made in one pass over libyaml's events; its own composer would overflow the C
stack on deep nesting. Refused, at a place: broken syntax, keys that aren't scalars, tags without a
meaning in JSON, numbers that aren't finite, nesting deeper than `MAX_DEPTH`, aliases that expand
beyond `MAX_NODES`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Final, NamedTuple

import yaml

from trueup.document.json_values import JsonValue
from trueup.document.spots import MAX_DEPTH, MAX_NODES, Spot, broken, given_twice, too_deep
from trueup.findings import Code, Finding, Place, Refused, Severity

_PREFIX: Final = "tag:yaml.org,2002:"
_STR: Final = f"{_PREFIX}str"
_CORE: Final[tuple[tuple[str, re.Pattern[str], Callable[[str], JsonValue]], ...]] = (
    (f"{_PREFIX}null", re.compile(r"(?:~|null|Null|NULL|)\Z"), lambda text: None),
    (
        f"{_PREFIX}bool",
        re.compile(r"(?:true|True|TRUE|false|False|FALSE)\Z"),
        lambda text: text.lower() == "true",
    ),
    (
        f"{_PREFIX}int",
        re.compile(r"(?:[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+)\Z"),
        lambda text: int(text, 0) if text[:2] in ("0o", "0x") else int(text),
    ),
    (
        f"{_PREFIX}float",
        re.compile(
            r"(?:[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?"
            r"|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))\Z"
        ),
        lambda text: math.nan if text.lower().endswith(("inf", "nan")) else float(text),
    ),
)
_MAY_BE_CORE: Final = frozenset("~nNtTfF+-.0123456789")
_COLLECTIONS: Final = (None, "!", f"{_PREFIX}seq", f"{_PREFIX}map")


class Read(NamedTuple):
    """A YAML text as a value, with the spots of its parts, and warnings."""

    value: JsonValue
    spot: Spot
    findings: tuple[Finding, ...]


class _Made(NamedTuple):
    value: JsonValue
    spot: Spot
    size: int


def read_yaml(file: str, text: str) -> Read:
    """Read one YAML document; raise Refused."""
    reader = _Reader(file, _events(file, text))
    made = reader.document()
    if any(finding.severity is Severity.ERROR for finding in reader.findings):
        raise Refused(*reader.findings)
    return Read(made.value, made.spot, tuple(reader.findings))


def _events(file: str, text: str) -> Iterator[yaml.Event]:
    try:
        yield from yaml.parse(text, Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        place = _at(file, error.problem_mark or error.context_mark)
        words = " ".join(part for part in (error.context, error.problem) if part)
        # libyaml has a limit of its own since 0.2.6, and may meet it first: it scans ahead.
        raise too_deep(place) if "nesting" in words else broken(place, words) from error
    except yaml.reader.ReaderError as error:
        before = text.encode()[: error.position].decode(errors="ignore")
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        raise broken(Place(file, line, column), error.reason) from error
    except UnicodeEncodeError as error:
        raise broken(Place(file), "half a surrogate pair") from error


def _at(file: str, mark: object) -> Place:
    return Place(file, getattr(mark, "line", 0) + 1, getattr(mark, "column", 0) + 1)


@dataclass(slots=True)
class _Reader:
    """Reads values from events, and gathers what is wrong on the way."""

    file: str
    events: Iterator[yaml.Event]
    findings: list[Finding] = field(default_factory=list)
    _anchors: dict[str, _Made | None] = field(default_factory=dict)
    _depth: int = 0

    def document(self) -> _Made:
        made: _Made | None = None
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                if made is not None:
                    raise broken(_at(self.file, event.start_mark), "a second document starts here")
                made = self._node(self._required())
        if made is None:
            raise broken(Place(self.file, 1, 1), "the file is empty")
        return made

    def _next(self) -> yaml.NodeEvent | None:
        """Give the next node, or None where the collection ends."""
        event = next(self.events)
        return event if isinstance(event, yaml.NodeEvent) else None

    def _required(self) -> yaml.NodeEvent:
        event = next(self.events)
        if not isinstance(event, yaml.NodeEvent):  # libyaml gives every key a value
            raise broken(_at(self.file, event.start_mark), "a value is missing")
        return event

    def _node(self, event: yaml.NodeEvent) -> _Made:
        if isinstance(event, yaml.AliasEvent):
            return self._alias(event)
        self._depth += 1
        if self._depth > MAX_DEPTH + 1 or (
            self._depth > MAX_DEPTH and isinstance(event, yaml.CollectionStartEvent)
        ):
            raise too_deep(_at(self.file, event.start_mark))
        if event.anchor is not None:
            self._anchors[event.anchor] = None  # open: an alias to it from within is a circle
        made = self._collection_or_scalar(event)
        if event.anchor is not None:
            self._anchors[event.anchor] = made
        self._depth -= 1
        return made

    def _collection_or_scalar(self, event: yaml.NodeEvent) -> _Made:
        place = _at(self.file, event.start_mark)
        spot = Spot(place.line, place.column)
        if isinstance(event, yaml.ScalarEvent):
            return _Made(self._scalar(event), spot, 1)
        if isinstance(event, yaml.CollectionStartEvent) and event.tag not in _COLLECTIONS:
            self._add(
                event,
                Code.BAD_SYNTAX,
                f"the tag {event.tag} has no meaning in JSON",
                "remove the tag",
            )
        made = (
            self._list(spot) if isinstance(event, yaml.SequenceStartEvent) else self._object(spot)
        )
        if made.size > MAX_NODES:
            raise too_deep(place)
        return made

    def _list(self, spot: Spot) -> _Made:
        values: list[JsonValue] = []
        spot.items = []
        size = 1
        while (event := self._next()) is not None:
            made = self._node(event)
            values.append(made.value)
            spot.items.append(made.spot)
            size += made.size
        return _Made(values, spot, size)

    def _object(self, spot: Spot) -> _Made:
        values: dict[str, JsonValue] = {}
        spot.keys = {}
        size = 1
        while (event := self._next()) is not None:
            place = _at(self.file, event.start_mark)
            key = self._key(event)
            if key in values:
                self.findings.append(given_twice(place, key))
            made = self._node(self._required())
            values[key] = made.value
            spot.keys[key] = (place.line, place.column, made.spot)
            size += made.size
        return _Made(values, spot, size)

    def _alias(self, event: yaml.AliasEvent) -> _Made:
        if event.anchor not in self._anchors:
            raise broken(_at(self.file, event.start_mark), f"no anchor is named {event.anchor}")
        made = self._anchors[event.anchor]
        if made is None:
            raise too_deep(_at(self.file, event.start_mark))
        return made

    def _key(self, event: yaml.NodeEvent) -> str:
        value = self._node(event).value
        if isinstance(value, str):
            return value
        if isinstance(value, list | dict) or not isinstance(event, yaml.ScalarEvent):
            self._add(event, Code.KEY_NOT_TEXT, "a key is not text", "use plain text as the key")
            return ""
        text: str = event.value
        message, fix = f"the key {text} is not text", f'write "{text}" in quotes'
        self._add(event, Code.KEY_NOT_TEXT, message, fix, Severity.WARNING)
        return text

    def _scalar(self, event: yaml.ScalarEvent) -> JsonValue:
        text: str = event.value
        plain, tag = event.implicit[0], event.tag
        if tag in (_STR, "!") or (tag is None and not plain):
            return text
        if tag is None and text and text[0] not in _MAY_BE_CORE:
            return text
        for core, pattern, make in _CORE:
            if (tag is None or tag == core) and pattern.match(text):
                made = make(text)
                if isinstance(made, float) and not math.isfinite(made):
                    break
                return made
        if tag is None and not any(pattern.match(text) for _, pattern, _ in _CORE):
            return text
        what = (
            f"{text} is not a JSON number"
            if tag is None
            else f"{tag} {text} has no meaning in JSON"
        )
        self._add(event, Code.BAD_SYNTAX, what, "write it as a JSON value")
        return None

    def _add(
        self,
        event: yaml.Event,
        code: Code,
        message: str,
        fix: str,
        severity: Severity = Severity.ERROR,
    ) -> None:
        place = _at(self.file, event.start_mark)
        self.findings.append(Finding(place, code, message, fix, severity))
