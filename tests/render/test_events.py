"""How bytes are cut into events and lines, held to the standard and to another implementation."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import pairwise
from types import ModuleType
from typing import Any

import httpx
import httpx_sse
import pytest
from hypothesis import given
from hypothesis import strategies as st

from .rendering import HEAD, library, part

DOCUMENT = f"""{HEAD}paths:
  /events:
    get:
      operationId: events
      responses: {{"200": {{description: ok, content: {{text/event-stream: {{}}}}}}}}
"""


@pytest.fixture(scope="module")
def items(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ModuleType]:
    with library(DOCUMENT, tmp_path_factory.mktemp("events"), "of_events") as module:
        yield part(module, "_runtime.items")


def decoded(items: ModuleType, *pieces: bytes) -> list[Any]:
    decoder = items.EventsReader(items.PlainReader(str)).decoder()
    return [*(event for each in pieces for event in decoder.feed(each)), *decoder.end()]


# What the rules say of streams that another implementation reads otherwise, or not at all.
@pytest.mark.parametrize(
    ("content", "data"),
    [
        ("data: YHOO\ndata: +2\ndata: 10\n\n", ["YHOO\n+2\n10"]),
        (": test\n\ndata: first\nid: 1\n\ndata:second\nid\n\ndata:  third\n", ["first", "second"]),
        ("data\n\ndata\ndata\n\ndata:", ["", "\n"]),
        ("data:test\n\ndata: test\n\n", ["test", "test"]),
        ("\ufeffdata: a\r\rdata: b\r\n\r\n", ["a", "b"]),
        ("data: \ufeffx\u2028y\x0b\x85z\n\n", ["\ufeffx\u2028y\x0b\x85z"]),
        ("event: e\nid: 1\n\ndata: x\n\n", ["x"]),
        ("Data: x\n data: y\nother: z\n\n", []),
    ],
)  # fmt: skip
def test_events_are_cut_as_the_standard_says(
    items: ModuleType, content: str, data: list[str]
) -> None:
    assert [each.data for each in decoded(items, content.encode())] == data


def test_ids_and_waits_that_are_none_are_passed_over(items: ModuleType) -> None:
    content = (
        b"id: 1\nretry: 5\ndata\n\nid: a\0b\nretry: +7\nretry: \xd9\xa1\ndata: \xff\n\nid\nretry: "
        + b"9" * 5000
        + b"\ndata\n\n"
    )
    found = [(each.id, each.retry, each.data) for each in decoded(items, content)]
    assert found == [("1", 5, ""), ("1", 5, "\ufffd"), ("", 5, "")]


TEXT = st.text(st.sampled_from("aé€😀:\u2028 \ufeff\0"), max_size=5)
FIELDS = st.one_of(
    st.builds("{}:{}".format, st.sampled_from(["event", "id", "", "other", "data"]), TEXT),
    st.builds("retry:{}".format, st.integers(0, 10**6)),
    st.just("data"),
)
BLOCKS = st.lists(st.tuples(st.lists(FIELDS, max_size=4), TEXT), max_size=5)
ENDS = st.sampled_from(["\n", "\r\n", "\r"])


def pieces(content: bytes, cuts: list[int]) -> list[bytes]:
    places = sorted({0, len(content), *(cut % (len(content) + 1) for cut in cuts)})
    return [content[a:b] for a, b in pairwise(places)]


@given(BLOCKS, ENDS, st.lists(st.integers(0, 10**6), max_size=20))
def test_events_are_those_that_another_implementation_reads_however_they_are_cut(
    items: ModuleType, blocks: list[tuple[list[str], str]], end: str, cuts: list[int]
) -> None:
    lines = [line for fields, data in blocks for line in (*fields, f"data: {data}", "")]
    content = "".join(f"{line}{end}" for line in lines).encode()
    headers = {"Content-Type": "text/event-stream"}
    judge = httpx_sse.EventSource(httpx.Response(200, headers=headers, content=content))
    wanted = [(each.event, each.data, each.id) for each in judge.iter_sse()]
    found = decoded(items, *pieces(content, cuts))
    assert [(each.event, each.data, each.id) for each in found] == wanted


@given(
    st.lists(st.one_of(st.integers(), TEXT, st.lists(TEXT))),
    st.booleans(),
    st.lists(st.integers(0, 10**6)),
)
def test_lines_are_the_values_that_were_written_however_they_are_cut(
    items: ModuleType, values: list[object], ended: bool, cuts: list[int]
) -> None:
    content = "\n".join(json.dumps(each, ensure_ascii=False) for each in values).encode()
    content += b"\r\n\r\n" if ended else b""
    decoder = items.LinesReader(object).decoder()
    found = [value for piece in pieces(content, cuts) for value in decoder.feed(piece)]
    assert [*found, *decoder.end()] == values
