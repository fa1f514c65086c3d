"""Formats of strings: which have a Python type, which are checked as text (templates/runtime/formats.py)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

# The part of a type's name in the runtime that stands for the format: `Sent…` and `Read…`.
TYPED: Final[Mapping[str, str]] = {
    "date-time": "DateTime",
    "date": "Date",
    "time": "Time",
    "duration": "Duration",
    "uuid": "UUID",
    "byte": "Bytes",
    "base64": "Encoded",  # what `contentEncoding` says, which JSON Schema holds nobody to
    "decimal": "Decimal",
    "ipv4": "IPv4",
    "ipv6": "IPv6",
}
# Those of which a value has one text alone: limits on the text hold for the value.
ONE_SPELLING: Final = frozenset({"date", "ipv4"})
CHECKED: Final = frozenset(
    "uri uri-reference iri iri-reference uri-template email idn-email hostname json-pointer"
    " relative-json-pointer regex".split()
)
# What the runtime holds inside of a schema.
HELD: Final = frozenset({*TYPED, *CHECKED, "int32", "int64"})
# Numbers that tell a moment, in seconds since 1970 unless an `x-unit` says otherwise; the second is a common spelling.
UNIX_TIMES: Final = frozenset({"unixtime", "unix-time"})
COUNTED: Final = ("microsecond", "millisecond", "second", "minute", "hour", "day")
# A text of each that has a type, for calls that are shown.
SAMPLES: Final[Mapping[str, str]] = {
    "date-time": "2024-02-29T12:00:00Z",
    "date": "2024-02-29",
    "time": "12:00:00Z",
    "duration": "P1D",
    "uuid": "123e4567-e89b-42d3-a456-426614174000",
    "byte": "YQ==",
    "decimal": "12.50",
    "ipv4": "192.0.2.1",
    "ipv6": "2001:db8::1",
    "uri": "https://example.com/a",
    "email": "someone@example.com",
}
