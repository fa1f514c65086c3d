"""Formats of text that Python has a type for, and those it has none for but can be checked.

What is sent is taken as Python's value or as the text of its standard, and written as that text. What is
received is read as far as it can be: without an offset, with a space, with padding that is missing.
"""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from ipaddress import IPv4Address, IPv6Address
from typing import Annotated, Any, Final, TypeAlias
from uuid import UUID

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from .checks import TEXTS, spelled

_DAY: Final = r"(\d{4}-\d\d-\d\d)"
_CLOCK: Final = r"((?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,6})?)\d*"  # no finer than Python's
_OFFSET: Final = r"(Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)"
_DATE_TIME: Final = re.compile(f"{_DAY}T{_CLOCK}{_OFFSET}", re.ASCII)
_DATE: Final = re.compile(_DAY, re.ASCII)
_TIME: Final = re.compile(f"{_CLOCK}{_OFFSET}", re.ASCII)
_COUNT: Final = r"\d+(?:[.,]\d+)?"
_DURATION: Final = re.compile(
    rf"([+-]?)P(?=[\dT])(?:({_COUNT})W|({_COUNT}Y)?({_COUNT}M)?(?:({_COUNT})D)?"
    rf"(?:T(?=\d)(?:({_COUNT})H)?(?:({_COUNT})M)?(?:({_COUNT})S)?)?)",
    re.ASCII,
)
_UUID: Final = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII | re.IGNORECASE)
_DECIMAL: Final = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class _Format:
    """Annotates a type that stands for text of a format: what reads the text, and which values are sound."""

    name: str
    kind: type
    shown: str
    read: Callable[[str], Any]
    sound: Callable[[Any], bool] = lambda value: True
    also: tuple[type, ...] = ()  # other JSON types that are read as their text

    def __get_pydantic_core_schema__(
        self, source: object, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        write = core_schema.plain_serializer_function_ser_schema(spelled, when_used="json")
        return core_schema.no_info_plain_validator_function(self.checked, serialization=write)

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {"type": "string", "format": self.name}

    def checked(self, value: object) -> object:
        """Give the value that is meant."""
        if isinstance(value, self.kind) and self.sound(value):
            return value
        try:
            if isinstance(value, str):
                return self.read(value)
            if type(value) in self.also:
                return self.read(str(value))
        except (ValueError, OverflowError, InvalidOperation):
            pass
        context = {"format": self.name, "shown": self.shown}
        raise PydanticCustomError("format", "Input should be {shown}", context)

    def takes(self, value: object) -> bool:
        """Say whether a JSON value is of the format; JSON Schema passes over what is no text."""
        try:
            return not isinstance(value, str) or self.read(value) is not None
        except (ValueError, OverflowError, InvalidOperation):
            return False


class Holds:
    """Annotates text with a format that Python has no type for."""

    def __init__(self, name: str) -> None:
        self._name: Final = name

    def __get_pydantic_core_schema__(
        self, source: object, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_after_validator_function(self._checked, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {**handler(schema), "format": self._name}

    def _checked(self, value: object) -> object:
        if not FORMATS[self._name](value):
            raise PydanticCustomError(
                "format", "Input should be of the format {format}", {"format": self._name}
            )
        return value

    def __repr__(self) -> str:
        return f"Holds({self._name!r})"


def _matched(pattern: re.Pattern[str], text: str) -> re.Match[str]:
    found = pattern.fullmatch(text)
    if found is None:
        raise ValueError(text)
    return found


def _date_time(text: str) -> datetime:
    day, clock, offset = _matched(_DATE_TIME, text.upper()).groups()
    return datetime.fromisoformat(f"{day}T{clock}{offset}")


def _any_date_time(text: str) -> datetime:
    """Read what ISO 8601 and its dialects write; a leap second is the second after."""
    plain = re.sub(r"\s+(?=[+-]\d|Z)", "", text.strip().upper().replace("UTC", "Z"))
    leap = re.sub(r"(?<=\d\d:\d\d:)60", "59", plain, count=1)
    return datetime.fromisoformat(leap) + timedelta(seconds=leap != plain)


def _date(text: str) -> date:
    return date.fromisoformat(_matched(_DATE, text)[0])


def _any_date(text: str) -> date:
    """Read a day, and a time on it only where that is its beginning."""
    if len(text) <= len("2024-02-29"):
        return date.fromisoformat(text)
    moment = _any_date_time(text)
    if moment.timetz().replace(tzinfo=None) != time():
        raise ValueError(text)
    return moment.date()


def _time(text: str) -> time:
    clock, offset = _matched(_TIME, text.upper()).groups()
    return time.fromisoformat(f"{clock}{offset}")


def _any_time(text: str) -> time:
    return time.fromisoformat(text.strip().upper())


def _duration(text: str) -> timedelta | str:
    """Read a duration; one of months or years stays text, since they have no fixed length."""
    sign, weeks, years, months, *rest = _matched(_DURATION, text).groups()
    if years or months:
        return text
    units = ("weeks", "days", "hours", "minutes", "seconds")
    counts = [float((each or "0").replace(",", ".")) for each in (weeks, *rest)]
    try:
        made = timedelta(**dict(zip(units, counts, strict=True)))
    except OverflowError:
        return text
    return -made if sign == "-" else made


def _any_duration(text: str) -> timedelta | str:
    try:
        return _duration(text.strip().upper())
    except (ValueError, OverflowError):
        return text


def _uuid(text: str) -> UUID:
    return UUID(_matched(_UUID, text)[0])


def _bytes(text: str) -> bytes:
    return b64decode(text, validate=True)


def _any_bytes(text: str) -> bytes:
    """Read base64 of either alphabet, broken into lines, without its padding."""
    plain = "".join(text.split()).translate(str.maketrans("-_", "+/")).rstrip("=")
    return b64decode(plain + "=" * (-len(plain) % 4), validate=True)


def _encoded(text: str) -> bytes | str:
    """Read base64 that nobody is held to: what is none stays text, such as a data URI."""
    try:
        return _bytes(text)
    except ValueError:
        return text


def _decimal(text: str) -> Decimal:
    return Decimal(_matched(_DECIMAL, text)[0])


def _ipv6(text: str) -> IPv6Address:
    if "%" in text:
        raise ValueError(text)
    return IPv6Address(text)


def _is_aware(value: datetime | time) -> bool:
    return value.utcoffset() is not None


def _is_day(value: date) -> bool:
    return not isinstance(value, datetime)


def _rfc3339(value: datetime) -> str:
    offset = value.utcoffset()
    if offset is not None and offset % timedelta(minutes=1):
        value = value.astimezone(UTC)  # its text has no offset of seconds
    return value.isoformat().replace("+00:00", "Z")


def _iso8601(value: timedelta) -> str:
    sign, value = ("-", -value) if value < timedelta() else ("", value)
    minutes, seconds = divmod(value.seconds, 60)
    hours, minutes = divmod(minutes, 60)
    exact = (
        f"{seconds}.{value.microseconds:06}".rstrip("0").rstrip(".")
        if value.microseconds
        else seconds
    )
    clock = "".join(
        f"{count}{unit}" for count, unit in ((hours, "H"), (minutes, "M"), (exact, "S")) if count
    )
    days = f"{value.days}D" if value.days else ""
    return f"{sign}P{days}{f'T{clock}' if clock else ''}" if days or clock else "PT0S"


TEXTS.update(
    {
        datetime: _rfc3339,
        date: date.isoformat,
        time: lambda value: value.isoformat().replace("+00:00", "Z"),
        timedelta: _iso8601,
        UUID: str,
        bytes: lambda value: b64encode(value).decode(),
        Decimal: lambda value: format(value, "f"),
        IPv4Address: str,
        IPv6Address: str,
    }
)

_SENT: Final = (
    _Format(
        "date-time",
        datetime,
        "a date and time with its offset, such as 2024-02-29T12:00:00Z",
        _date_time,
        _is_aware,
    ),
    _Format("date", date, "a date, such as 2024-02-29", _date, _is_day),
    _Format("time", time, "a time with its offset, such as 12:00:00Z", _time, _is_aware),
    _Format("duration", timedelta, "a duration, such as P1DT2H", _duration),
    _Format("uuid", UUID, "a UUID", _uuid),
    _Format("byte", bytes, "bytes, or text of base64", _bytes),
    _Format("base64", bytes, "bytes, or text", str),
    _Format("decimal", Decimal, "a finite decimal number as text", _decimal, Decimal.is_finite),
    _Format("ipv4", IPv4Address, "an IPv4 address", IPv4Address),
    _Format("ipv6", IPv6Address, "an IPv6 address", _ipv6, lambda value: value.scope_id is None),
)
_OF: Final = {each.name: each for each in _SENT}

SentDateTime: TypeAlias = Annotated[datetime, _OF["date-time"]]
SentDate: TypeAlias = Annotated[date, _OF["date"]]
SentTime: TypeAlias = Annotated[time, _OF["time"]]
SentDuration: TypeAlias = Annotated[timedelta | str, _OF["duration"]]
SentUUID: TypeAlias = Annotated[UUID, _OF["uuid"]]
SentBytes: TypeAlias = Annotated[bytes, _OF["byte"]]
SentEncoded: TypeAlias = Annotated[bytes | str, _OF["base64"]]
SentDecimal: TypeAlias = Annotated[Decimal, _OF["decimal"]]
SentIPv4: TypeAlias = Annotated[IPv4Address, _OF["ipv4"]]
SentIPv6: TypeAlias = Annotated[IPv6Address, _OF["ipv6"]]

ReadDateTime: TypeAlias = Annotated[
    datetime, _Format("date-time", datetime, "a date and time", _any_date_time)
]
ReadDate: TypeAlias = Annotated[date, _Format("date", date, "a date", _any_date, _is_day)]
ReadTime: TypeAlias = Annotated[time, _Format("time", time, "a time", _any_time)]
ReadDuration: TypeAlias = Annotated[
    timedelta | str, _Format("duration", timedelta, "a duration or other text", _any_duration)
]
ReadUUID: TypeAlias = Annotated[UUID, _Format("uuid", UUID, "a UUID", UUID)]
ReadBytes: TypeAlias = Annotated[bytes, _Format("byte", bytes, "text of base64", _any_bytes)]
ReadEncoded: TypeAlias = Annotated[
    bytes | str, _Format("base64", bytes, "text of base64", _encoded)
]
ReadDecimal: TypeAlias = Annotated[
    Decimal, _Format("decimal", Decimal, "a decimal number", Decimal, also=(int, float))
]
ReadIPv4: TypeAlias = Annotated[
    IPv4Address, _Format("ipv4", IPv4Address, "an IPv4 address", IPv4Address)
]
ReadIPv6: TypeAlias = Annotated[
    IPv6Address, _Format("ipv6", IPv6Address, "an IPv6 address", IPv6Address)
]

_HEX: Final = "%[0-9A-Fa-f]{2}"
_LABEL: Final = r"(?!-)[A-Za-z0-9-]{1,63}(?<!-)"
_POINTER: Final = r"(?:/(?:[^~/]|~[01])*)*"
_VARIABLE: Final = rf"(?:\w|{_HEX})(?:\.?(?:\w|{_HEX}))*(?:\*|:[1-9]\d?\d?\d?)?"


def _uri(beyond: str = "", *, relative: bool = False) -> re.Pattern[str]:
    """Write RFC 3986 as a pattern; `beyond`: what RFC 3987 has in addition."""
    plain = rf"A-Za-z0-9\-._~!$&'()*+,;={beyond}"
    segment = rf"(?:[{plain}:@]|{_HEX})"
    host = rf"(?:\[(?:[0-9A-Fa-f:.]+|v[0-9A-Fa-f]+\.[{plain}:]+)\]|(?:[{plain}]|{_HEX})*)"
    authority = rf"//(?:(?:[{plain}:]|{_HEX})*@)?{host}(?::\d*)?(?:/{segment}*)*"
    rooted = rf"/(?:{segment}+(?:/{segment}*)*)?"
    tail = rf"(?:\?(?:{segment}|[/?])*)?(?:#(?:{segment}|[/?])*)?"
    absolute = rf"[A-Za-z][A-Za-z0-9+.\-]*:(?:{authority}|{rooted}|{segment}+(?:/{segment}*)*)?"
    first = rf"(?:[{plain}@]|{_HEX})+"
    reference = rf"(?:{authority}|{rooted}|{first}(?:/{segment}*)*)?"
    return re.compile(f"(?:{absolute}{f'|{reference}' if relative else ''}){tail}", re.ASCII)


def _is_regex(text: str) -> bool:
    try:
        re.compile(text)
    except (re.error, RecursionError, OverflowError):
        return False
    return True


def _like(pattern: re.Pattern[str] | str, flags: int = re.ASCII) -> Callable[[object], bool]:
    compiled = re.compile(pattern, flags) if isinstance(pattern, str) else pattern
    return lambda value: not isinstance(value, str) or compiled.fullmatch(value) is not None


def _within(bits: int) -> Callable[[object], bool]:
    return lambda value: not isinstance(value, int) or -(2**bits) <= value < 2**bits


# Whether a JSON value is of a format; of the others nothing is known.
FORMATS: Final[Mapping[str, Callable[[object], bool]]] = {
    **{each.name: each.takes for each in _SENT},
    "uri": _like(_uri()),
    "uri-reference": _like(_uri(relative=True)),
    "iri": _like(_uri("\xa0-\U0010ffff")),
    "iri-reference": _like(_uri("\xa0-\U0010ffff", relative=True)),
    "uri-template": _like(
        r"""(?:[^\x00-\x20"'<>\\^`{|}%]|"""
        rf"{_HEX}|\x7b[+#./;?&]?{_VARIABLE}(?:,{_VARIABLE})*\x7d)*"
    ),
    "email": lambda value: not isinstance(value, str) or "@" in value,
    "idn-email": lambda value: not isinstance(value, str) or "@" in value,
    "hostname": _like(r"(?=.{1,254}$)" + rf"{_LABEL}(?:\.{_LABEL})*\.?"),
    "json-pointer": _like(_POINTER, re.DOTALL),
    "relative-json-pointer": _like(rf"(?:0|[1-9][0-9]*)(?:#|{_POINTER})", re.DOTALL),
    "regex": lambda value: not isinstance(value, str) or _is_regex(value),
    "int32": _within(31),
    "int64": _within(63),
}
