"""Text of every format: values of it, others that look like it, and what is received in its place."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from ipaddress import IPv4Address, IPv6Address
from typing import Any, Final
from uuid import UUID

MOMENT: Final = datetime(2024, 2, 29, 12, tzinfo=UTC)
EAST: Final = timezone(timedelta(hours=5, minutes=30))
ID: Final = "123e4567-e89b-42d3-a456-426614174000"

# By format: what is of it, what is not.
TEXTS: Final[dict[str, tuple[list[str], list[str]]]] = {
    "date-time": (
        ["2024-02-29T12:00:00Z", "2024-02-29t12:00:00z", "2024-02-29T12:00:00.123456+05:30"],
        [
            "",
            "a",
            "2024-02-29",
            "2024-02-29T12:00:00",
            "2024-02-29 12:00:00Z",
            "2023-02-29T12:00:00Z",
            "2024-02-29T24:00:00Z",
            "2024-02-29T12:00Z",
            "2016-12-31T23:59:60Z",
            "0000-01-01T00:00:00Z",
            "2024-02-29T12:00:00+0530",
            "٢٠٢٤-02-29T12:00:00Z",
        ],
    ),
    "date": (["2024-02-29"], ["", "2023-02-29", "20240229", "2024-2-9", "2024-02-29T00:00:00Z"]),
    "time": (["12:00:00Z", "23:59:59.5-03:30"], ["", "12:00:00", "12:00Z", "24:00:00Z"]),
    "duration": (
        ["P1D", "PT1H30M", "P2W", "PT0.5S", "P1Y2M", "PT0S"],
        ["", "P", "PT", "1D", "P1DT", "P1S", "P1D2W", "PT1M1H"],
    ),
    "uuid": ([ID, ID.upper()], ["", "a", ID.replace("-", ""), f"{{{ID}}}", f"urn:uuid:{ID}"]),
    "ipv4": (["192.0.2.1"], ["", "192.0.2", "192.0.2.256", "192.0.2.01"]),
    "ipv6": (["2001:db8::1", "::"], ["", "2001:db8", "fe80::1%eth0", "192.0.2.1"]),
    "email": (["a@example.com"], ["", "a"]),
    "uri": (
        ["https://example.com:8080/a?b=c&d#e", "urn:isbn:0", "mailto:a@b", "http://[::1]/"],
        [
            "",
            "a text",
            "/a",
            "//example.com",
            "http://a/{b}",
            "http://a/%zz",
            "https://exämple.com",
        ],
    ),
    "uri-reference": (
        ["", "/a", "?a=b", "#a", "a/b:c", "//example.com/a"],
        ["a b", "\\\\a", "a#b#c"],
    ),
    "iri": (["https://exämple.com/ü"], ["", "/a", "a text"]),
    "iri-reference": (["", "/ü#ä"], ["a b"]),
    "uri-template": (["", "/a/{b}{?c,d*}"], ["/a/{b", "/a/}b", "{}"]),
    "hostname": (["example.com", "a", "a.b."], ["", "a b", "-a", "a..b", "a_b", "é.com", "a" * 64]),
    "json-pointer": (["", "/a/~0b/~1"], ["a", "/~", "/~2"]),
    "relative-json-pointer": (["0", "1/a", "2#"], ["", "/a", "01"]),
    "regex": (["", "^a+$"], ["(", "[a"]),
}
# What only OpenAPI's registry of formats knows, and jsonschema does not judge.
OF_OPENAPI: Final[dict[str, tuple[list[str], list[str]]]] = {
    "byte": (["", "YQ==", "+/8="], ["a", "YQ", "-_8=", "a text"]),
    "decimal": (["0", "-12.50", "1e3"], ["", "a", "NaN", "Infinity", "1_0", " 1"]),
}
# By format: what may be given from Python, and the text that is sent.
GIVEN: Final[dict[str, list[tuple[object, str]]]] = {
    "date-time": [
        (MOMENT, "2024-02-29T12:00:00Z"),
        (MOMENT.astimezone(EAST), "2024-02-29T17:30:00+05:30"),
        (MOMENT.astimezone(timezone(timedelta(seconds=30))), "2024-02-29T12:00:00Z"),
        ("2024-02-29t12:00:00.5z", "2024-02-29T12:00:00.500000Z"),
    ],
    "date": [(date(2024, 2, 29), "2024-02-29")],
    "time": [(time(12, 0, 0, 5, tzinfo=UTC), "12:00:00.000005Z")],
    "duration": [
        (timedelta(days=1, hours=2, microseconds=5), "P1DT2H0.000005S"),
        (timedelta(), "PT0S"),
        (-timedelta(minutes=90), "-PT1H30M"),
        ("P1Y", "P1Y"),
        ("P2W", "P14D"),
    ],
    "uuid": [(UUID(ID), ID), (ID.upper(), ID)],
    "byte": [(b"\xfb\xff", "+/8="), ("YQ==", "YQ==")],
    "decimal": [(Decimal("12.50"), "12.50"), (Decimal("1E+3"), "1000")],
    "ipv4": [(IPv4Address("192.0.2.1"), "192.0.2.1")],
    "ipv6": [(IPv6Address("2001:db8::1"), "2001:db8::1"), ("2001:DB8:0::1", "2001:db8::1")],
}
REFUSED: Final[dict[str, list[object]]] = {
    "date-time": [datetime(2024, 2, 29), date(2024, 2, 29), 1709208000],
    "date": [MOMENT, 20240229],
    "time": [time(12)],
    "decimal": [Decimal("NaN"), 12, 12.5],
    "byte": [[1]],
    "uuid": [1],
}
# By format: what a server may send, and what is read.
RECEIVED: Final[dict[str, list[tuple[object, object]]]] = {
    "date-time": [
        ("2024-02-29T12:00:00Z", MOMENT),
        ("2024-02-29 12:00:00", MOMENT.replace(tzinfo=None)),
        ("2024-02-29 12:00:00 +0000", MOMENT),
        ("2024-02-29T12:00:00.123456789z", MOMENT.replace(microsecond=123456)),
        ("2016-12-31T23:59:60Z", datetime(2017, 1, 1, tzinfo=UTC)),
    ],
    "date": [("2024-02-29", date(2024, 2, 29)), ("2024-02-29T00:00:00Z", date(2024, 2, 29))],
    "time": [("12:00", time(12)), ("12:00:00Z", time(12, tzinfo=UTC))],
    "duration": [("PT1H", timedelta(hours=1)), ("P1M", "P1M"), ("one day", "one day")],
    "uuid": [(ID.replace("-", ""), UUID(ID))],
    "byte": [("-_8", b"\xfb\xff"), ("YWJj\nZA==", b"abcd")],
    "decimal": [("12.50", Decimal("12.50")), (12.5, Decimal("12.5")), (3, Decimal(3))],
    "ipv4": [("192.0.2.1", IPv4Address("192.0.2.1"))],
    "ipv6": [("::1", IPv6Address("::1"))],
    "uri": [("not a uri", "not a uri")],
    "unheard-of": [("a", "a")],
}
UNREADABLE: Final[dict[str, list[object]]] = {
    "date-time": ["yesterday", 5],
    "date": ["2024-02-29T12:00:00Z"],
    "uuid": ["a"],
    "byte": ["é"],
}
# By name: a schema that says more than a format, the texts that it is tried with.
BESIDE: Final[dict[str, tuple[dict[str, Any], list[str]]]] = {
    "datePattern": (
        {"type": "string", "format": "date", "pattern": "^2024-"},
        ["2024-02-29", "2023-02-28", "2024-"],
    ),
    "momentPattern": (
        {"type": "string", "format": "date-time", "pattern": r"\.\d{3}Z$"},
        ["2024-02-29T12:00:00.000Z", "2024-02-29T12:00:00Z", "x.000Z"],
    ),
    "uuidLength": (
        {"type": "string", "format": "uuid", "minLength": 36, "maxLength": 36},
        [ID, "a"],
    ),
    "uuidPattern": (
        {"type": "string", "format": "uuid", "pattern": "^[0-9A-F-]+$"},
        [ID.upper(), ID, "A"],
    ),
    "shortUri": (
        {"type": "string", "format": "uri", "maxLength": 12},
        ["http://a.b", "http://a.b/cde"],
    ),
    "dateEnum": (
        {"type": "string", "format": "date", "enum": ["2024-02-29"]},
        ["2024-02-29", "2024-03-01"],
    ),
    "oneOfDates": (
        {
            "oneOf": [
                {"type": "string", "format": "date"},
                {"type": "string", "format": "date-time"},
            ]
        },
        ["2024-02-29", "2024-02-29T12:00:00Z", "a"],
    ),
    "notADate": ({"type": "string", "not": {"format": "date"}}, ["2024-02-29", "a"]),
    "listOfDates": (
        {"type": "array", "items": {"type": "string", "format": "date"}, "uniqueItems": True},
        [],
    ),
}


def field_of(name: str) -> str:
    """Name the field of a format."""
    return name.replace("-", "_")


def document() -> str:
    """Write a document in which one record has a field of every format, and a parameter of each."""
    formats = [*TEXTS, *OF_OPENAPI, "unheard-of"]
    texts: dict[str, Any] = {name: {"type": "string", "format": name} for name in formats}
    fields: dict[str, Any] = {field_of(name): schema for name, schema in texts.items()}
    fields |= {name: schema for name, (schema, _) in BESIDE.items()}
    fields |= {
        "encoded": {"type": "string", "contentEncoding": "base64"},
        "days": {"type": "array", "items": texts["date"]},
        "moments": {"type": "object", "additionalProperties": texts["date-time"]},
        "or_null": {"type": ["string", "null"], "format": "date-time"},
    }
    content = {"application/json": {"schema": {"$ref": "#/components/schemas/Everything"}}}
    parameters = [
        {
            "name": f"{field_of(name)}_in",
            "in": where,
            "schema": texts[name],
            "required": where == "path",
        }
        for name, where in (
            ("date-time", "path"),
            ("date", "query"),
            ("byte", "query"),
            ("uuid", "header"),
        )
    ]
    deep: dict[str, Any] = {"name": "deep", "in": "query", "style": "deepObject", "explode": True}
    deep["schema"] = {"type": "object", "properties": {"at": texts["date-time"]}}
    days = {"name": "days", "in": "query", "schema": {"type": "array", "items": texts["date"]}}
    listed = {"application/json": {"schema": {"type": "array", "items": texts["byte"]}}}
    response = {"200": {"description": "ok", "content": content}}
    moment = {"application/json": {"schema": texts["date-time"]}}
    return json.dumps(
        {
            "openapi": "3.1.0",
            "info": {"title": "Formats", "version": "1"},
            "servers": [{"url": "https://example.org"}],
            "paths": {
                "/everything": {
                    "post": {
                        "operationId": "send",
                        "requestBody": {"required": True, "content": content},
                        "responses": response,
                    }
                },
                "/at/{date_time_in}": {
                    "get": {
                        "operationId": "look",
                        "parameters": [*parameters, deep, days],
                        "responses": {"200": {"description": "ok", "content": moment}},
                    }
                },
                "/listed": {
                    "post": {
                        "operationId": "pack",
                        "requestBody": {"required": True, "content": listed},
                        "responses": {"204": {"description": "ok"}},
                    }
                },
            },
            "components": {"schemas": {"Everything": {"type": "object", "properties": fields}}},
        }
    )
