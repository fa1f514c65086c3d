"""Read documents over http, from the places that the caller named and from nowhere else.

Nothing is sent but the request for a document. A redirect is followed only to such a place again; what is
larger than `MAX_BYTES`, or takes longer than `MAX_SECONDS`, is refused.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote, urljoin, urlsplit

if TYPE_CHECKING:
    import httpx

MAX_BYTES: Final = 16 * 1024 * 1024
MAX_SECONDS: Final = 30.0
MAX_REDIRECTS: Final = 3
_PATIENCE: Final = 10.0  # for one step of an exchange


class Unreachable(Exception):
    """A document could not be read over the network; says why."""


def joined(base: str, said: str) -> str:
    """Give the address that a reference means; what is no address stays as it is.

    >>> joined("https://a.test/b/c.yaml", "d.yaml#/e"), joined("https://a.test/", "http://[")
    ('https://a.test/b/d.yaml#/e', 'http://[')
    """
    try:
        return urljoin(base, said)
    except ValueError:
        return said


def is_prefix(said: str) -> bool:
    """Say whether a text can name the documents that may be read.

    >>> is_prefix("https://specs.test/v1/"), is_prefix("specs.test"), is_prefix("file:///etc")
    (True, False, False)
    """
    try:
        parts = urlsplit(said)
    except ValueError:
        return False
    whole = not parts.query and not parts.fragment and "@" not in parts.netloc
    return parts.scheme in ("http", "https") and bool(parts.netloc) and whole


def is_within(url: str, prefixes: Iterable[str]) -> bool:
    """Say whether an address is one of those that a prefix names: its own, or one below it.

    >>> is_within("https://specs.test/v1/a.yaml", ["https://specs.test/v1"])
    True
    >>> is_within("https://specs.test/v10/a.yaml", ["https://specs.test/v1"])
    False
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    if {"..", "."} & {*unquote(parts.path).replace("\\", "/").split("/")}:
        return False
    for prefix in map(urlsplit, prefixes):
        same = (parts.scheme, parts.netloc.lower()) == (prefix.scheme, prefix.netloc.lower())
        below = f"{parts.path}/".startswith(f"{prefix.path.rstrip('/')}/")
        if same and below:
            return True
    return False


def fetched(url: str, prefixes: Iterable[str]) -> tuple[bytes, bool]:
    """Read what is at an address: its bytes, and whether it is JSON. Raise Unreachable."""
    import httpx

    allowed = tuple(prefixes)
    until = time.monotonic() + MAX_SECONDS
    try:
        with httpx.Client(timeout=_PATIENCE) as client:
            for _ in range(MAX_REDIRECTS + 1):
                if not is_within(url, allowed):
                    raise Unreachable(f"redirected to {url}, which is not allowed")
                with client.stream("GET", url) as response:
                    if response.is_redirect:
                        url = joined(url, response.headers["location"]).partition("#")[0]
                        continue
                    return _content(response, until)
    except httpx.HTTPError as error:
        raise Unreachable(str(error) or type(error).__name__) from error
    raise Unreachable("redirected too often")


def _content(response: httpx.Response, until: float) -> tuple[bytes, bool]:
    if not response.is_success:
        raise Unreachable(f"{response.status_code} {response.reason_phrase}".strip())
    content = bytearray()
    for chunk in response.iter_bytes():
        content += chunk
        if len(content) > MAX_BYTES:
            raise Unreachable(f"larger than {MAX_BYTES / 1_000_000:.3g} MB")
        if time.monotonic() > until:
            raise Unreachable(f"takes longer than {MAX_SECONDS:.0f} s")
    return bytes(content), "json" in response.headers.get("content-type", "")
