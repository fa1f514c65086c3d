"""When a call is sent again: what may be repeated, how long to wait before it, and when to give up."""

from __future__ import annotations

import math
import random
import time
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final

import httpx

from .saying import said

# What may arrive twice without doing more than once, by RFC 9110.
IDEMPOTENT: Final = frozenset({"DELETE", "GET", "HEAD", "OPTIONS", "PUT", "TRACE"})
# Where no request was sent yet, whatever its method.
_BEFORE: Final = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)


@dataclass(frozen=True, slots=True, kw_only=True)
class Retry:
    """How often and for what a call is sent again; each time is signed anew.

    Only what may arrive twice is repeated: idempotent methods where an operation says nothing else of
    itself, and any call that never reached the service. The wait before attempt n is drawn between nothing and
    `first_wait * 2 ** (n - 2)`, at most `longest_wait`, or is what the service asks for by `Retry-After`;
    when it asks for more than `longest_wait`, the call is not repeated.

    Args:
        attempts: How often a call is sent at most, the first time included. 1: never again.
        statuses: Answers after which a call is repeated.
        error_codes: Codes of a 4xx, as `error_code` of its error gives them, that say the trouble passes; none
            unless named.
        first_wait: Seconds to wait before the second attempt, at most.
        longest_wait: Seconds to wait before any attempt, at most.
    """

    attempts: int = 4
    statuses: Collection[int] = frozenset({408, 429, 502, 503, 504})
    error_codes: Collection[str] = frozenset()
    first_wait: float = 0.5
    longest_wait: float = 20.0

    def wait_after_error(
        self, attempt: int, error: Exception, chance: float, *, repeatable: bool
    ) -> float | None:
        """Give the seconds to wait after an attempt (1, 2, …) that got no answer; None: give up."""
        passing = isinstance(error, _BEFORE) or (
            repeatable and isinstance(error, httpx.TransportError | httpx.DecodingError)
        )
        if not passing or isinstance(error, httpx.UnsupportedProtocol):
            return None
        return self._drawn(attempt, chance)

    def wait_after_answer(
        self, attempt: int, response: httpx.Response, chance: float, *, repeatable: bool
    ) -> float | None:
        """Give the seconds to wait after an answer, whose body was read; None: it is the outcome."""
        if not repeatable or not self._passes(response):
            return None
        asked = asked_wait(response.headers.get("Retry-After"))
        if asked is None:
            return self._drawn(attempt, chance)
        return asked if asked <= self.longest_wait and attempt < self.attempts else None

    def _passes(self, response: httpx.Response) -> bool:
        if response.status_code in self.statuses:
            return True
        if not self.error_codes or not 400 <= response.status_code < 500:
            return False
        return said(response).code in self.error_codes

    def _drawn(self, attempt: int, chance: float) -> float | None:
        """Draw a wait by full jitter; `chance` is between 0 and 1."""
        if attempt >= self.attempts:
            return None
        return float(chance * min(self.first_wait * 2 ** (attempt - 1), self.longest_wait))


class Attempts:
    """The attempts of one call: how many there were, and how long it may still take."""

    def __init__(self, retry: Retry, deadline: float | None, *, repeatable: bool) -> None:
        self._retry, self._repeatable = retry, repeatable
        self.deadline: Final = deadline or 0.0
        self.until: Final = math.inf if deadline is None else time.monotonic() + deadline
        self.count = 1

    @property
    def left(self) -> float:
        """The seconds that are left, never less than a moment."""
        return max(self.until - time.monotonic(), 0.001)

    @property
    def over(self) -> bool:
        """Say whether the time is over, or all but over."""
        return time.monotonic() > self.until - 0.01

    def left_or_none(self) -> float | None:
        """Give the seconds that are left; None: any number."""
        return None if self.until == math.inf else self.left

    def limits(self, timeout: httpx.Timeout) -> dict[str, float | None]:
        """Give the timeouts of an attempt: no step may take longer than what is left for all."""
        given, left = timeout.as_dict(), self.left
        if left == math.inf:
            return given
        return {step: left if each is None else min(each, left) for step, each in given.items()}

    def after_error(self, error: Exception) -> float | None:
        """Give the seconds to wait before the next attempt; None: there is none."""
        chance = random.random()  # noqa: S311 - no secret
        return self._granted(
            self._retry.wait_after_error(self.count, error, chance, repeatable=self._repeatable)
        )

    def after_answer(self, response: httpx.Response) -> float | None:
        """Give the seconds to wait before the next attempt; None: the answer is the outcome."""
        chance = random.random()  # noqa: S311 - no secret
        return self._granted(
            self._retry.wait_after_answer(self.count, response, chance, repeatable=self._repeatable)
        )

    def _granted(self, wait: float | None) -> float | None:
        """Count the next attempt, if there is time for it."""
        if wait is None or wait >= self.until - time.monotonic():
            return None
        self.count += 1
        return wait


def asked_wait(text: str | None) -> float | None:
    """Read `Retry-After`: seconds, or a date; None where there is none, or no sense in it."""
    if text is None:
        return None
    text = text.strip()
    if text.isascii() and text.isdecimal():
        return float(text)
    try:
        until = parsedate_to_datetime(text)
    except (TypeError, ValueError):
        return None
    until = until if until.tzinfo else until.replace(tzinfo=UTC)
    return max(0.0, (until - datetime.now(UTC)).total_seconds())
