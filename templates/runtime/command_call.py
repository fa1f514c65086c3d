"""A command that is run: the call is made, and its answer, or its request, is printed."""

from __future__ import annotations

import json
import logging
import sys
import warnings
from collections.abc import Mapping
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from .command import About, failed, tell, unread
from .command_body import body_of_file, joined
from .command_flags import Described, Flag, value_of
from .command_request import caught
from .command_settings import client_of, made, settings_of


@dataclass(frozen=True, slots=True)
class Calling:
    """Makes the call of an operation, as click asks for it."""

    about: About
    names: tuple[str, str]  # the group and the method
    described: Described

    def __call__(self, **values: Any) -> int:
        """Make the call; give what the process ends with."""
        context = click.get_current_context()
        if values["verbose"]:
            logging.basicConfig(stream=sys.stderr, format="%(message)s", level=logging.WARNING)
            logging.getLogger(self.about.package).setLevel(logging.DEBUG)
        with warnings.catch_warnings():
            warnings.simplefilter("default")
            warnings.showwarning = _warned  # type: ignore[assignment]
            return self._made(context, values)

    def _made(self, context: click.Context, values: Mapping[str, Any]) -> int:
        from pydantic import ValidationError

        from .calls import Invalid
        from .reading import problems

        try:
            given = _given(context, self.described, values)
        except ValidationError as error:
            return failed_invalid(self.about, Invalid(*problems(error)))
        sends = not (values["dry_run"] or values["curl"])
        settings = settings_of(self.about, context, sends=sends)
        kind, _ = client_of(self.about)
        try:
            if not sends:
                click.echo(caught(kind, settings, self.names, given, curl=values["curl"]))
                return 0
            with made(kind, settings.given) as client:
                return self._answered(client, given, values)
        except click.ClickException:
            raise
        except KeyboardInterrupt:
            raise click.Abort from None
        except BrokenPipeError:
            return unread()
        except Exception as error:
            return self._failed(error, values)

    def _failed(self, error: Exception, values: Mapping[str, Any]) -> int:
        response = getattr(error, "response", None)
        if response is not None and (values["include"] or values["raw"]):
            write(_headed(response) if values["include"] else b"", values["output"])
            write(response.content, None)
        return failed(self.about, error)

    def _answered(self, client: Any, given: dict[str, Any], values: Mapping[str, Any]) -> int:
        group_name, method = self.names
        group = getattr(client.with_raw_response, group_name)
        to = values["output"]
        if to is not None and (saving := getattr(group, f"{method}_to", None)):
            found = saving(to, **given)
            if isinstance(found.parsed, int):
                tell(f"{found.parsed} bytes written to {to}")
                return 0
            to = None
        else:
            found = getattr(group, method)(**given)
        if not hasattr(found, "parsed"):
            return _streamed(found, values)
        head = _headed(found.response) if values["include"] else b""
        body = found.response.content if values["raw"] else printed(found)
        write(head + body, to)
        return 0


def failed_invalid(about: About, error: Any) -> int:
    """Say what is wrong with a body, as the library would."""
    from importlib import import_module

    kind = import_module(f"{about.package}.errors").InvalidRequestError
    return failed(about, kind(*error.problems))


def _given(
    context: click.Context, described: Described, values: Mapping[str, Any]
) -> dict[str, Any]:
    """Gather the arguments of a call; what was not given is not there."""
    default = click.core.ParameterSource.DEFAULT
    made: dict[str, Any] = {}
    arguments = {each.name: each for each in described.arguments}
    for flag in context.command.params:
        of = flag.of if isinstance(flag, Flag) else None
        if of is None or arguments.get(of.name) is not of or not isinstance(flag, Flag):
            continue
        if context.get_parameter_source(str(flag.name)) is not default:
            made[of.name] = value_of(flag, values[str(flag.name)])
    for name in values.get("null") or ():
        argument = next(each for each in arguments if each.strip("_").replace("_", "-") == name)
        made[argument] = None
    if values.get("body") is None:
        _asked_for(context, described, made)
        return made
    body = arguments["body"]
    loaded = body_of_file(values["body"], body.hint, described)
    if described.body is None:
        return {**made, "body": loaded}
    fields = {name: arguments[name].field for name in made if arguments[name].field}
    kept = {name: value for name, value in made.items() if name not in fields}
    over = {str(field): made[name] for name, field in fields.items()}
    return {**kept, "body": joined(described, loaded, over)}


def _asked_for(context: click.Context, described: Described, given: Mapping[str, Any]) -> None:
    """Refuse a call without what it needs."""
    for each in described.arguments:
        if each.required and each.name not in given:
            flags = (one for one in context.command.params if getattr(one, "of", None) is each)
            flag = next((one.opts[0] for one in flags), "--body")
            raise click.UsageError(f"{flag} is missing", context)


def _warned(message: Any, category: type[Warning], *place: Any) -> None:
    tell(f"{category.__name__}: {message}")


def _headed(response: Any) -> bytes:
    lines = [
        f"{response.http_version} {response.status_code} {response.reason_phrase}",
        *(f"{name}: {text}" for name, text in response.headers.multi_items()),
    ]
    return "\n".join([*lines, "", ""]).encode()


def printed(found: Any) -> bytes:
    """Write an answer: JSON pretty on a terminal, text and bytes as they are."""
    value = found.parsed
    if value is None and not (found.response.content and _is_json(found.response)):
        return b""
    if isinstance(value, bytes):
        return value
    if isinstance(value, str) and not _is_json(found.response):
        return f"{value}\n".encode()
    return _json(found.response, value)


def _is_json(response: Any) -> bool:
    kind = str(response.headers.get("Content-Type", "")).partition(";")[0].strip().lower()
    return kind.endswith(("/json", "+json"))


def _json(response: Any, value: object) -> bytes:
    """Write the JSON that came; of another kind of answer, what was read of it."""
    from .calls import encoded

    came = json.loads(response.content if _is_json(response) else encoded(value) or b"null")
    pretty = sys.stdout.isatty()
    text = json.dumps(
        came,
        ensure_ascii=False,
        indent=2 if pretty else None,
        separators=None if pretty else (",", ":"),
    )
    return f"{text}\n".encode(errors="surrogatepass")


def write(content: bytes, to: str | None) -> None:
    """Write to a file, or to stdout."""
    if to is not None and to != "-":
        try:
            Path(to).write_bytes(content)
        except OSError as error:
            raise click.UsageError(f"--output: {error}") from None
        return
    if sys.stdout.isatty() and b"\0" in content:
        tell(f"{len(content)} bytes that are no text are not shown: give --output FILE")
        return
    click.echo(content, nl=False)


def _streamed(stream: Any, values: Mapping[str, Any]) -> int:
    """Print the items of a stream as they arrive, a line each."""
    from .calls import encoded

    with stream, Path(values["output"]).open("wb") if values["output"] else nullcontext() as file:
        if values["include"]:
            write(_headed(stream.response), None)
        for item in stream:
            line = (encoded(item) or b"null") + b"\n"
            if file is None:
                click.echo(line, nl=False)
            else:
                file.write(line)
    return 0
