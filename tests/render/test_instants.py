"""Numbers that tell a moment are also given as datetimes: in UTC, under a name that clashes with nothing."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from .rendering import library, with_schema

UNIX = 'x-epoch: "1970-01-01T00:00:00Z"'
SCHEMA = f"""
      type: object
      properties:
        update_time: {{type: integer, x-unit: millisecond, {UNIX}}}
        created: {{type: number, format: unixtime}}
        expires_at: {{type: integer, format: unix-time}}
        days: {{type: [integer, "null"], x-unit: day, x-epoch: "2000-01-01T00:00:00Z"}}
        start_ms: {{type: integer, x-unit: millisecond, {UNIX}}}
        start_ts: {{type: integer, x-unit: second, {UNIX}}}
        end_time: {{type: integer, x-unit: second, {UNIX}}}
        ended_at: {{type: string}}
        lasts: {{type: integer, x-unit: second}}
"""


@pytest.fixture(scope="module")
def things(tmp_path_factory: pytest.TempPathFactory) -> Any:
    folder: Path = tmp_path_factory.mktemp("instants")
    with library(with_schema("Thing", SCHEMA), folder, "instants") as package:
        yield package


@pytest.mark.parametrize(
    ("received", "name", "moment"),
    [
        ({"update_time": 1766130000123}, "updated_at", datetime(2025, 12, 19, 7, 40, 0, 123000, UTC)),
        ({"created": 0.5}, "created_at", datetime(1970, 1, 1, 0, 0, 0, 500000, UTC)),
        ({"expires_at": -1}, "expires_at_datetime", datetime(1969, 12, 31, 23, 59, 59, 0, UTC)),
        ({"days": 59}, "days_at", datetime(2000, 2, 29, tzinfo=UTC)),
        ({"days": None}, "days_at", None),
        ({}, "days_at", None),
        # two that would both be started_at, and one whose name another field has
        ({"start_ms": 1000}, "start_ms_datetime", datetime(1970, 1, 1, 0, 0, 1, 0, UTC)),
        ({"start_ts": 1}, "start_ts_datetime", datetime(1970, 1, 1, 0, 0, 1, 0, UTC)),
        ({"end_time": 1}, "end_time_datetime", datetime(1970, 1, 1, 0, 0, 1, 0, UTC)),
        # what no datetime can tell
        ({"update_time": 2**62}, "updated_at", None),
        ({"update_time": -(2**62)}, "updated_at", None),
        ({"update_time": 10**400}, "updated_at", None),
        ({"created": 1e308}, "created_at", None),
    ],
)  # fmt: skip
def test_a_moment_is_an_aware_datetime_or_none(
    things: Any, received: dict[str, Any], name: str, moment: datetime | None
) -> None:
    thing = things.ThingRead.model_validate(received)
    assert getattr(thing, name) == moment
    assert thing.model_dump(exclude_unset=True) == received


def test_what_counts_a_length_of_time_and_what_is_sent_has_no_moment(things: Any) -> None:
    assert not hasattr(things.ThingRead(), "lasts_at")
    assert not hasattr(things.Thing(), "updated_at")


def test_a_field_that_nobody_documented_does_not_take_the_moments_place(things: Any) -> None:
    thing = things.ThingRead.model_validate({"update_time": 0, "updated_at": "theirs"})
    assert thing.updated_at == datetime(1970, 1, 1, tzinfo=UTC)
    assert thing.model_dump(exclude_unset=True) == {"update_time": 0, "updated_at": "theirs"}
