"""Where calls go: the base URL, from the server's template or as given."""

from __future__ import annotations

import os
import re
from base64 import b64encode
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

import httpx

DEFAULT_TIMEOUT: Final = httpx.Timeout(60.0, connect=10.0)
# httpx's own 100 connections would make calls beyond them wait, unseen, until a pool timeout.
DEFAULT_LIMITS: Final = httpx.Limits(max_connections=1000, max_keepalive_connections=100)

_SAFE: Final = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9_-]*[A-Za-z0-9])?\Z")


def base_url_of(
    given: str | None,
    template: str | None,
    values: Mapping[str, str | None],
    choices: Mapping[str, Sequence[str]],
    others: Mapping[tuple[str, str | None], str] = MappingProxyType({}),
) -> str:
    """Give the base URL: `given` as it is, or the template filled; raise ValueError.

    `others`: the template instead, of a variable with a value that leads to another server.

    A value becomes one part of a host name or path and nothing else, so that it can't lead
    credentials to another host.
    """
    if given is not None:
        if not given.startswith(("https://", "http://")):
            shown = given.rpartition("@")[2].partition("?")[0]  # no user part, no query
            raise ValueError(f"base_url must start with https:// or http://, not {shown!r}")
        return given
    template = next((others[each] for each in values.items() if each in others), template)
    if template is None or not template.startswith(("https://", "http://")):
        raise ValueError("give base_url: the spec names no server")
    for name, value in values.items():
        if value is None:
            raise ValueError(f"give {name}, or base_url")
        if choices.get(name) and value not in choices[name]:
            raise ValueError(f"{name} must be one of {', '.join(choices[name])}, not {value!r}")
        if not _SAFE.match(value):
            raise ValueError(f"{name} must be letters, digits, '-' and '_', not {value!r}")
        template = template.replace(f"{{{name}}}", value)
    return template


def parted(base_url: str) -> tuple[str, httpx.Auth | None]:
    """Part a base URL from its name and password, which httpx would write into its logs."""
    try:
        url = httpx.URL(base_url)
    except httpx.InvalidURL:  # told when a call is made
        return base_url, None
    if not url.userinfo:
        return base_url, None
    bare = url.copy_with(username=None, password=None)
    return str(bare), httpx.BasicAuth(url.username, url.password)


@dataclass(frozen=True, slots=True)
class Secret:
    """A credential as it is sent: in a header, in the query or in a cookie; or what gives it for each call."""

    where: str
    name: str
    given: str | Callable[[], str] = field(repr=False)
    prefix: str = ""

    def text(self) -> str:
        """Give what is sent; raise ValueError, never showing it, for what can't be."""
        value = self.given if isinstance(self.given, str) else self.given()
        if not isinstance(value, str) or not value.isascii() or not value.isprintable():
            raise ValueError(f"what is given for {self.name} is not printable ASCII")
        return f"{self.prefix}{value}"


class MissingCredential(ValueError):
    """A credential that is to be sent is not there; its message is for people."""


def from_environment(name: str) -> Callable[[], str]:
    """Give what reads a credential from an environment variable, each time that a call needs it.

    A client takes it in the place of the credential. Where the variable is not set, or empty, the call is an
    InvalidRequestError that names it.
    """
    return lambda: of_environment(name)[0]


def of_environment(*names: str) -> list[str]:
    """Read environment variables; raise MissingCredential, which names all that are not set."""
    values = [os.environ.get(name, "") for name in names]
    if missing := [name for name, value in zip(names, values, strict=True) if not value]:
        what = "variable" if len(missing) == 1 else "variables"
        raise MissingCredential(f"set the environment {what} {' and '.join(missing)}")
    return values


def secret(
    where: str, name: str, value: str | Callable[[], str] | None, prefix: str = ""
) -> Secret | None:
    """Give a credential if it is there; raise ValueError, never showing it."""
    if value is None:
        return None
    made = Secret(where, name, value, prefix)
    if isinstance(value, str):
        made.text()
    return made


def basic(given: tuple[str, str] | None) -> Secret | None:
    """Give a name and a password as HTTP's basic authentication sends them."""
    if given is None:
        return None
    name, password = given
    try:
        text = b64encode(f"{name}:{password}".encode()).decode()
    except UnicodeEncodeError:
        raise ValueError("a name or a password with half a character can't be sent") from None
    return Secret("header", "Authorization", f"Basic {text}")
