"""Formats: Python values on both sides, strict when sent, tolerant when read."""

from __future__ import annotations

import importlib
import json
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime
from types import ModuleType
from typing import Any

import httpx
import pytest
from jsonschema import Draft202012Validator
from pydantic import TypeAdapter, ValidationError

from trueup import formats, pipeline
from trueup.config import Settings

from .formats import (
    BESIDE,
    GIVEN,
    ID,
    MOMENT,
    OF_OPENAPI,
    RECEIVED,
    REFUSED,
    TEXTS,
    UNREADABLE,
    document,
    field_of,
)

CHECKER = Draft202012Validator.FORMAT_CHECKER


def pairs(table: dict[str, Any]) -> list[tuple[str, Any]]:
    return [(name, each) for name, several in table.items() for each in several]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ModuleType]:
    home = tmp_path_factory.mktemp("formats")
    (home / "openapi.json").write_text(document())
    made = pipeline.generate(
        Settings(home, home / "openapi.json", home / "out", "formats_made", "formats-made")
    )
    assert made.plan, made.findings
    sys.path.insert(0, str(home / "out"))
    yield importlib.import_module("formats_made")
    sys.path.remove(str(home / "out"))


def takes(model: Any, field: str, value: object) -> bool:
    try:
        model.model_validate_json(json.dumps({field: value}))
    except ValidationError:
        return False
    return True


def judged(name: str, table: dict[str, tuple[list[str], list[str]]]) -> Iterator[tuple[str, bool]]:
    good, bad = table[name]
    yield from ((text, True) for text in good)
    yield from ((text, False) for text in bad)


@pytest.mark.parametrize("name", TEXTS)
def test_a_request_takes_text_of_a_format_and_no_other(library: ModuleType, name: str) -> None:
    for text, wanted in judged(name, TEXTS):
        assert takes(library.Everything, field_of(name), text) is wanted, text
        if name in CHECKER.checkers:
            assert CHECKER.conforms(text, name) is wanted, text


def test_a_newline_at_the_end_is_no_part_of_any_format(library: ModuleType) -> None:
    for name in TEXTS.keys() - {"email", "json-pointer", "regex"}:
        assert not takes(library.Everything, field_of(name), f"{TEXTS[name][0][-1]}\n"), name


@pytest.mark.parametrize("name", OF_OPENAPI)
def test_a_format_of_openapi_alone_is_held_too(library: ModuleType, name: str) -> None:
    for text, wanted in judged(name, OF_OPENAPI):
        assert takes(library.Everything, field_of(name), text) is wanted, text


@pytest.mark.parametrize("name", BESIDE)
def test_what_is_said_beside_a_format_holds_too(library: ModuleType, name: str) -> None:
    schema, texts = BESIDE[name]
    for text in texts:
        wanted = Draft202012Validator(schema, format_checker=CHECKER).is_valid(text)
        assert takes(library.Everything, name, text) is wanted, text


def test_a_text_that_is_sent_keeps_the_spelling_that_its_schema_asks_for(
    library: ModuleType,
) -> None:
    given = {"momentPattern": "2024-02-29T12:00:00.000Z", "uuidPattern": ID.upper()}
    assert library.Everything.model_validate(given).model_dump(mode="json", by_alias=True) == given


@pytest.mark.parametrize(("name", "case"), pairs(GIVEN))
def test_a_python_value_is_written_as_the_text_of_its_standard(
    library: ModuleType, name: str, case: tuple[object, str]
) -> None:
    given, written = case
    made = library.Everything(**{field_of(name): given})
    assert json.loads(made.model_dump_json()) == {field_of(name): written}
    assert made.model_dump(mode="json", include={field_of(name)}) == {field_of(name): written}
    assert CHECKER.conforms(written, name) or written.startswith("-")


@pytest.mark.parametrize(("name", "value"), pairs(REFUSED))
def test_a_value_that_has_no_such_text_is_refused(
    library: ModuleType, name: str, value: object
) -> None:
    with pytest.raises(ValidationError):
        library.Everything(**{field_of(name): value})


@pytest.mark.parametrize(("name", "case"), pairs(RECEIVED))
def test_what_a_server_sends_is_read_as_far_as_it_can_be(
    library: ModuleType, name: str, case: tuple[object, object]
) -> None:
    received, meant = case
    answer = json.dumps({field_of(name): received})
    read = getattr(library.EverythingRead.model_validate_json(answer), field_of(name))
    assert (read, type(read)) == (meant, type(meant))


@pytest.mark.parametrize(("name", "value"), pairs(UNREADABLE))
def test_what_cannot_be_read_is_an_error_that_names_the_field(
    library: ModuleType, name: str, value: object
) -> None:
    transport = httpx.MockTransport(lambda _: httpx.Response(200, json={field_of(name): value}))
    with (
        httpx.Client(transport=transport) as http,
        library.Client(http_client=http) as client,
        pytest.raises(library.DecodeError, match=field_of(name)),
    ):
        client.send(date=date(2024, 2, 29))


def test_values_in_lists_and_maps_and_parameters_are_sent_as_text(library: ModuleType) -> None:
    sent: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        sent.append(request)
        return httpx.Response(200, json="2024-02-29T12:00:00Z")

    with (
        httpx.Client(transport=httpx.MockTransport(answer)) as http,
        library.Client(http_client=http) as client,
    ):
        days, deep = [date(2024, 2, 29), "2024-03-01"], {"at": MOMENT}
        looked = client.look(
            MOMENT, date_in=days[0], byte_in=b"\xfb", uuid_in=ID, days=days, deep=deep
        )
        client.pack(body=[b"\xfb\xff", "YQ=="])
    assert looked == MOMENT
    assert sent[0].url.raw_path == (
        b"/at/2024-02-29T12%3A00%3A00Z?date_in=2024-02-29&byte_in=%2Bw%3D%3D"
        b"&deep%5Bat%5D=2024-02-29T12%3A00%3A00Z&days=2024-02-29&days=2024-03-01"
    )
    assert sent[0].headers["uuid_in"] == ID
    assert json.loads(sent[1].content) == ["+/8=", "YQ=="]


def test_fields_hold_values_and_write_them_in_lists_and_maps(library: ModuleType) -> None:
    body = library.Everything(days=["2024-02-29"], moments={"a": MOMENT}, or_null=None)
    assert body.days == [date(2024, 2, 29)]
    body.days = [date(2024, 3, 1)]
    written = {"days": ["2024-03-01"], "moments": {"a": "2024-02-29T12:00:00Z"}}
    assert json.loads(body.model_dump_json()) == {**written, "or_null": None}
    assert body.model_dump()["moments"] == {"a": datetime(2024, 2, 29, 12, tzinfo=UTC)}
    with pytest.raises(ValidationError):
        body.or_null = datetime(2024, 2, 29)


def test_an_encoding_that_nobody_is_held_to_is_bytes_where_it_can_be(library: ModuleType) -> None:
    for given, written in ((b"a", "YQ=="), ("YQ==", "YQ=="), ("data:,a", "data:,a")):
        body = library.Everything(encoded=given)
        assert json.loads(body.model_dump_json()) == {"encoded": written}
    for received, read in (("YQ==", b"a"), ("data:,a", "data:,a")):
        assert library.EverythingRead(encoded=received).encoded == read


def test_an_answer_is_written_as_text_again(library: ModuleType) -> None:
    received = {"date_time": "2024-02-29T12:00:00Z", "byte": "+/8=", "ipv6": "::1"}
    read = library.EverythingRead.model_validate(received)
    assert read.model_dump(mode="json") == received


def test_the_json_schema_names_the_formats(library: ModuleType) -> None:
    shown = library.Everything.model_json_schema()["properties"]
    for name in (*TEXTS, *OF_OPENAPI):
        assert shown[field_of(name)]["format"] == name


def test_the_table_of_formats_is_the_one_of_the_runtime(library: ModuleType) -> None:
    runtime = importlib.import_module(f"{library.__name__}._runtime.formats")
    assert runtime.FORMATS.keys() >= formats.HELD - {"idn-hostname"}
    for name in formats.TYPED.values():
        for side in ("Sent", "Read"):
            assert TypeAdapter(getattr(runtime, f"{side}{name}"))
