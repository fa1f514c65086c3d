"""The command line of a library: how it is started, and what it ends with."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any, Final

# What a command ends with, by what went wrong. These numbers do not change.
CODES: Final[Mapping[int, str]] = {
    0: "the call succeeded, or was shown",
    1: "something else went wrong",
    2: "wrong use: flags, files or settings; nothing was sent",
    3: "what was given breaks the documented limits; nothing was sent",
    4: "no answer came: connection, TLS, timeout",
    5: "the answer is not what is documented",
    6: "the status is 2xx, but the answer says that it is no success",
    30: "any status that is none of those below",
    40: "400, the request is not accepted",
    41: "401, the credentials are missing, wrong or expired",
    43: "403, the caller may not do this",
    44: "404, there is no such thing",
    49: "429, too many requests",
    45: "any other 4xx",
    50: "5xx, the service failed",
    130: "interrupted",
    141: "what read the output has stopped reading",
}
_STATUSES: Final = {400: 40, 401: 41, 403: 43, 404: 44, 429: 49}


@dataclass(frozen=True, slots=True)
class About:
    """A library: its names, what its groups are about, and what signs by which HTTP scheme."""

    package: str
    distribution: str
    version: str
    title: str
    groups: Mapping[str, str] = field(default_factory=dict)
    signers: Mapping[str, str] = field(default_factory=dict)


def run(about: About, arguments: Sequence[str] | None = None) -> int:
    """Run a command line; give the code that the process ends with."""
    try:
        import click
        import yaml  # noqa: F401
    except ModuleNotFoundError as error:
        tell(f"{error.name} is missing: pip install '{about.distribution}[cli]'")
        return 2
    from .command_tree import root

    name = f"python -m {about.package}"
    completing = f"_{variable(about.package)}_COMPLETE"
    try:
        ended = root(about).main(
            arguments, prog_name=name, complete_var=completing, standalone_mode=False
        )
        sys.stdout.flush()
    except click.ClickException as error:
        return _wrong_use(error)
    except (click.Abort, KeyboardInterrupt):
        tell("interrupted")
        return 130
    except BrokenPipeError:
        return unread()
    except SystemExit as error:  # click ends so where nobody reads, and after it completed a word
        return int(error.code or 0) if completing in os.environ else unread()
    except Exception as error:
        return failed(about, error)
    return ended if isinstance(ended, int) else 0


def tell(text: str) -> None:
    """Say one line on stderr; what would steer a terminal is left out."""
    plain = "".join(each if each.isprintable() else " " for each in text)
    print(" ".join(plain.split()), file=sys.stderr)  # noqa: T201


def variable(name: str) -> str:
    """Write a name as names of environment variables are written."""
    return "".join(each if each.isalnum() else "_" for each in name).strip("_").upper()


def failed(about: About, error: Exception) -> int:
    """Say what went wrong, a line each; give the code to end with."""
    errors: Any = import_module(f"{about.package}.errors")
    name = type(error).__name__
    for said in _said(error):
        tell(f"{name}: {said}")
    match error:
        case errors.InvalidRequestError():
            return 3
        case errors.TransportError():
            return 4
        case errors.DecodeError():
            return 5
        case errors.APIStatusError(status_code=status):
            return _of_status(status)
        case errors.APIError():
            return 6
        case _:
            return 1


def _said(error: Exception) -> list[str]:
    problems = getattr(error, "problems", ())
    return [f"{path}: {reason}" for path, reason in problems] or [str(error)]


def _of_status(status: int) -> int:
    if status >= 500:
        return 50
    return _STATUSES.get(status, 45 if status >= 400 else 30)


def _wrong_use(error: Any) -> int:
    if type(error).__name__ == "NoArgsIsHelpError":
        print(error.format_message(), file=sys.stderr)  # noqa: T201
        return 2
    where = f" (see {error.ctx.command_path} --help)" if getattr(error, "ctx", None) else ""
    tell(f"Error: {error.format_message()}{where}")
    return int(error.exit_code) if error.exit_code != 1 else 2


def unread() -> int:
    """Write what is left to nowhere, so that Python says nothing of it when it ends."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    return 141
