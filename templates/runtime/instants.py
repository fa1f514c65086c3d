"""Instants: numbers that count units of time from a moment, as datetimes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Final, Literal, TypeAlias

Units: TypeAlias = Literal["microseconds", "milliseconds", "seconds", "minutes", "hours", "days"]
_UNIX: Final = datetime(1970, 1, 1, tzinfo=UTC)


def instant(count: object, units: Units, epoch: str | None = None) -> datetime | None:
    """Give the moment in UTC; None where nothing is counted, or more than a datetime can tell."""
    if isinstance(count, bool) or not isinstance(count, int | float):
        return None
    start = _UNIX if epoch is None else datetime.fromisoformat(epoch).astimezone(UTC)
    try:
        return start + timedelta(**{units: count})
    except (OverflowError, ValueError):
        return None
