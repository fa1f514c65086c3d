"""Signs requests with an access key and its secret key, by SDK-HMAC-SHA256.

The rules are those of Huawei Cloud's API Request Signing Guide, as its SDK (huaweicloudsdkcore) follows them.
"""

from __future__ import annotations

import hashlib
import hmac
import os
from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final
from urllib.parse import parse_qsl, quote, unquote

import httpx

from .servers import of_environment

_ALGORITHM: Final = "SDK-HMAC-SHA256"
# Headers that a proxy or httpx itself may still change are not signed; these are what identify the call.
_SIGNED: Final = ("content-type", "host", "x-project-id", "x-sdk-date", "x-security-token")
_TEMPORARY: Final = "X-Security-Token"


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Keys:
    """An access key (AK), its secret key (SK), which is never sent, and the token of a temporary pair.

    Temporary keys are renewed as a whole: what gives them gives all three at once, so that they fit each other.
    """

    access_key: str = field(repr=False)
    secret_key: str = field(repr=False)
    security_token: str | None = field(default=None, repr=False)


class SdkHmacSha256(httpx.Auth):
    """Signs every request that is sent, each attempt anew.

    Args:
        keys: The keys, or what gives them: it is asked for every request, and once more after a 401.
        now: The time to sign with; a signature is good for 15 minutes.
    """

    requires_request_body = True

    def __init__(
        self, keys: Keys | Callable[[], Keys], *, now: Callable[[], datetime] = _now
    ) -> None:
        self._keys: Final = keys
        self._now: Final = now

    @classmethod
    def from_environment(cls) -> SdkHmacSha256:
        """Take the keys from HUAWEICLOUD_SDK_AK, _SK and _SECURITY_TOKEN, each time that a request is signed."""
        return cls(_keys_of_environment)

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """Sign a request in place, as httpx asks for it."""
        keys, before = self._given(), request.headers.get(_TEMPORARY)
        self.sign(request, keys)
        response = yield request
        if response.status_code == 401 and (newer := self._given()) != keys:
            request.headers.pop(_TEMPORARY, None)  # it went with the keys before
            if before is not None:
                request.headers[_TEMPORARY] = before
            self.sign(request, newer)
            yield request

    def _given(self) -> Keys:
        return self._keys if isinstance(self._keys, Keys) else self._keys()

    def sign(self, request: httpx.Request, keys: Keys) -> None:
        """Sign a request whose body was read: set its date and its Authorization."""
        if keys.security_token is not None:
            request.headers[_TEMPORARY] = keys.security_token
        date = self._now().astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
        request.headers["X-Sdk-Date"] = date
        names = [name for name in _SIGNED if name in request.headers]
        digest = hashlib.sha256(_canonical(request, names).encode()).hexdigest()
        signature = hmac.new(
            keys.secret_key.encode(), f"{_ALGORITHM}\n{date}\n{digest}".encode(), hashlib.sha256
        ).hexdigest()
        request.headers["Authorization"] = (
            f"{_ALGORITHM} Access={keys.access_key},"
            f" SignedHeaders={';'.join(names)}, Signature={signature}"
        )


def _keys_of_environment() -> Keys:
    prefix = "HUAWEICLOUD_SDK_"
    access_key, secret_key = of_environment(f"{prefix}AK", f"{prefix}SK")
    return Keys(access_key, secret_key, os.environ.get(f"{prefix}SECURITY_TOKEN") or None)


def _canonical(request: httpx.Request, names: list[str]) -> str:
    """Write what is signed: method, path, query, headers and the digest of the body, a line each."""
    path, _, query = request.url.raw_path.decode("ascii").partition("?")
    segments = "/".join(_escaped(each) for each in unquote(path).split("/"))
    pairs = sorted(parse_qsl(query, keep_blank_values=True))
    return "\n".join(
        [
            request.method.upper(),
            segments if segments.endswith("/") else f"{segments}/",
            "&".join(f"{_escaped(name)}={_escaped(value)}" for name, value in pairs),
            *(f"{name}:{request.headers[name].strip()}" for name in names),
            "",
            ";".join(names),
            hashlib.sha256(request.content).hexdigest(),
        ]
    )


def _escaped(text: str) -> str:
    return quote(text, safe="~")
