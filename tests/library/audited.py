"""Secrets of every kind that a call can carry, and all places where one could come to light."""

from __future__ import annotations

import logging
import pickle
import traceback
from collections.abc import Iterable, Iterator

from dli_flink.signing import Keys, SdkHmacSha256

TOKEN, PASSWORD, QUERY, COOKIE = "hush-token", "hush-password", "hush-query", "hush-cookie"
KEYS = Keys("hush-access-key", "hush-secret-key", "hush-security-token")
SECRETS = (
    TOKEN,
    PASSWORD,
    QUERY,
    COOKIE,
    KEYS.access_key,
    KEYS.secret_key,
    str(KEYS.security_token),
    "Signature=",
)
SIGNING = SdkHmacSha256(KEYS)


def found(text: str) -> list[str]:
    """Give the secrets that stand in text."""
    return [each for each in SECRETS if each in text]


def shown(error: BaseException) -> str:
    """Give all that an error shows: as text, in tracebacks with variables, in its parts, pickled."""
    told = traceback.TracebackException.from_exception(error, capture_locals=True)
    parts = [error, *_behind(error)]
    return "".join(
        [
            *told.format(),
            *(f"{each}{each!r}{each.args!r}{vars(each)!r}" for each in parts),
            *_of_answer(error),
            pickle.dumps(error).decode("latin-1"),
        ]
    )


def _behind(error: BaseException) -> Iterator[BaseException]:
    for each in (error.__cause__, error.__context__):
        if each is not None:
            yield each
            yield from _behind(each)


def _of_answer(error: BaseException) -> Iterator[str]:
    """Give what is kept of requests and answers, headers in full."""
    response = getattr(error, "response", None)
    for each in (getattr(error, "request", None), response, getattr(response, "request", None)):
        if each is not None:
            yield f"{each!r}{each.headers.raw!r}{getattr(each, 'url', None)}"


def logged(records: Iterable[logging.LogRecord], *loggers: str) -> str:
    """Give what was logged under some names, as it is printed."""
    form = logging.Formatter("%(name)s %(message)s")
    return "\n".join(
        form.format(each) for each in records if each.name.partition(".")[0] in loggers
    )
