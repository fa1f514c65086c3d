"""What a client is made from, on a command line: flags and environment variables, secrets never in flags."""

from __future__ import annotations

import inspect
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from importlib import import_module
from pathlib import Path
from secrets import token_hex
from typing import Any, Final, get_origin

import click

from .command import About, tell, variable
from .command_flags import (
    NUMBER,
    Argument,
    Described,
    Flag,
    described,
    documented,
    flag_of,
    free,
    members,
)

_SECTION: Final = "Client"
_OWN: Final = {"http_client", "auth", "timeout", "deadline", "retry", "advice", "cert", "base_url"}
_SDK_HMAC: Final = "sdk-hmac-sha256"


@dataclass(frozen=True, slots=True)
class Shown:
    """What stands for a secret where a request is shown: a mark that is nowhere else, and how it is written."""

    mark: str
    variable: str


@dataclass(slots=True)
class Settings:
    """What a client is made from; `shown`: the secrets that are not there because nothing is sent."""

    given: dict[str, Any] = field(default_factory=dict)
    shown: list[Shown] = field(default_factory=list)
    signer: str | None = None


def client_of(about: About) -> tuple[Any, Described]:
    """Import the client of a library; give it with what it is made from."""
    kind = import_module(f"{about.package}.client").Client
    found = described(kind.__init__)
    return kind, replace(found, arguments=_with_help(kind, found))


def _with_help(kind: Any, found: Described) -> tuple[Argument, ...]:
    _, said = documented(inspect.getdoc(kind) or "")
    return tuple(replace(each, says=said.get(each.name, each.says)) for each in found.arguments)


def is_secret(argument: Argument) -> bool:
    """Say whether an argument of a client is a credential."""
    kinds = {get_origin(each) or each for each in members(argument.hint)}
    return argument.name not in _OWN and bool(kinds & {Callable, tuple} or _is_auth(argument))


def _is_auth(argument: Argument) -> bool:
    import httpx

    return httpx.Auth in members(argument.hint)


def settings_flags(about: About, taken: set[str]) -> Iterator[Flag]:
    """Make the flags of a client; those whose names a command has taken are only before the command."""
    arguments = {each.name: each for each in client_of(about)[1].arguments}
    for each in arguments.values():
        if each.name in _OWN or free(each.name, set()) in taken:
            continue
        if not is_secret(each):
            of_client = {"required": False, "envvar": _variable(about, each.name)}
            yield flag_of(each, _SECTION, set(), "client", show_envvar=True, **of_client)
        elif about.signers.get(each.name) is None:
            yield _secret_flag(about, each)
    for made in _own_flags(about, "advice" in arguments, "cert" in arguments):
        if made.opts[0].removeprefix("--") not in taken:
            yield made


def _variable(about: About, name: str) -> str:
    return f"{variable(about.package)}_{variable(name)}"


def _secret_flag(about: About, argument: Argument) -> Flag:
    said = f"The file that holds it; - asks for it. Or the environment: {_variable(about, argument.name)}."
    return Flag(
        [f"--{free(argument.name, set())}-file", f"secret_{argument.name}"],
        section=_SECTION,
        of=argument,
        help=f"{argument.says} {said}",
        metavar="FILE",
    )


def _own_flags(about: About, advised: bool, certified: bool) -> Iterator[Flag]:
    def own(name: str, says: str, **more: Any) -> Flag:
        return Flag([f"--{name}"], section=_SECTION, help=says, **more)

    url = _variable(about, "base_url")
    yield own("base-url", "Where to send calls instead.", envvar=url, show_envvar=True)
    yield own("timeout", "Seconds for each step of a call.", type=NUMBER)
    yield own("deadline", "Seconds for the call as a whole.", type=NUMBER)
    yield own("attempts", "How often the call is sent at most.", type=click.IntRange(min=1))
    yield own("no-retry", "Send the call once at most.", is_flag=True)
    if advised:
        choices = click.Choice(["ignore", "warn", "raise"])
        yield own("advice", "What becomes of advice on what is sent.", type=choices)
    if certified:
        cert = _variable(about, "cert")
        says = "The client's certificate, a PEM file with its key."
        yield own("cert", says, envvar=cert, show_envvar=True)


def settings_of(about: About, context: click.Context, *, sends: bool) -> Settings:
    """Gather what a client is made from: flags of the command, flags before it, the environment."""
    from .retrying import Retry

    found = Settings()
    values = dict(_values(context))
    _, client = client_of(about)
    for each in client.arguments:
        if each.name in _OWN:
            continue
        if is_secret(each):
            _add_secret(about, found, each, values.get(f"secret_{each.name}"), sends=sends)
        elif (value := values.get(f"client_{each.name}")) is not None:
            found.given[each.name] = value
    for name in ("base_url", "timeout", "deadline", "advice", "cert"):
        if values.get(name) is not None:
            found.given[name] = values[name]
    if values.get("no_retry") or values.get("attempts"):
        found.given["retry"] = Retry(attempts=1 if values.get("no_retry") else values["attempts"])
    _missing(about, context, client, found, sends=sends)
    return found


def made(kind: Any, given: Mapping[str, Any]) -> Any:
    """Make a client; raise UsageError for what it can't be made from."""
    try:
        return kind(**given)
    except (OSError, TypeError, ValueError) as error:
        raise click.UsageError(str(error)) from None


def _values(context: click.Context) -> Iterator[tuple[str, Any]]:
    """Yield what was given, the strongest last."""
    chain = [context, *([context.parent] if context.parent else [])]
    while chain[-1].parent:
        chain.append(chain[-1].parent)
    for source in (click.core.ParameterSource.ENVIRONMENT, click.core.ParameterSource.COMMANDLINE):
        for each in reversed(chain):
            for name, value in each.params.items():
                if each.get_parameter_source(name) is source:
                    yield name, value


def _missing(
    about: About, context: click.Context, client: Described, found: Settings, *, sends: bool
) -> None:
    """Refuse what can't be sent; where nothing is, let a name stand for what is not given."""
    for each in client.arguments:
        if each.name in found.given or each.name in _OWN or is_secret(each):
            continue
        on_server = each.default is None and str in members(each.hint)
        if not each.required and not (on_server and "base_url" not in found.given):
            continue
        if sends or str not in members(each.hint):
            flag = f"--{free(each.name, set())}"
            said = f"{flag} is missing; or set {_variable(about, each.name)}"
            raise click.UsageError(said, context)
        found.given[each.name] = variable(each.name)
        tell(f"{each.name} is not given: {found.given[each.name]} stands for it")


def _add_secret(
    about: About, found: Settings, argument: Argument, file: str | None, *, sends: bool
) -> None:
    """Take a credential from a file, a terminal or the environment; where nothing is sent, a mark for it."""
    if scheme := about.signers.get(argument.name):
        _add_signer(about, found, argument.name, scheme, sends=sends)
        return
    name = _variable(about, argument.name)
    text = os.environ.get(name) if file is None else None if not sends else _secret(file)
    if file is None and not text:
        _add_grant(about, found, argument, name, sends=sends)
        return
    if not sends:
        text = _mark(found, name, pair=_is_pair(argument))
    found.given[argument.name] = _given(argument, text or "", name)


def _is_pair(argument: Argument) -> bool:
    return any(get_origin(each) is tuple for each in members(argument.hint))


def _given(argument: Argument, text: str, name: str) -> object:
    if not _is_pair(argument):
        return text
    user, colon, password = text.partition(":")
    if not colon:
        raise click.UsageError(f"{name}: give it as NAME:PASSWORD")
    return user, password


def _mark(found: Settings, name: str, *, pair: bool = False) -> str:
    made = f"x{token_hex(12)}"
    found.shown.append(Shown(f"{made}:{made}" if pair else made, name))
    return found.shown[-1].mark


def _add_grant(
    about: About, found: Settings, argument: Argument, name: str, *, sends: bool
) -> None:
    """Let tokens be fetched with an id and a secret of the environment, where both are there."""
    kinds = [
        each
        for each in members(argument.hint)
        if getattr(each, "__name__", "") == "ClientCredentials"
    ]
    given = [os.environ.get(f"{name}_CLIENT_{part}") for part in ("ID", "SECRET")]
    if not kinds or not all(given):
        return
    found.given[argument.name] = kinds[0](*given) if sends else _mark(found, name)


def _add_signer(about: About, found: Settings, argument: str, scheme: str, *, sends: bool) -> None:
    """Sign with keys of the environment, where they are there."""
    import httpx

    if scheme == _SDK_HMAC and os.environ.get("HUAWEICLOUD_SDK_AK"):
        signing = import_module(f"{about.package}.signing").SdkHmacSha256
        made = signing.from_environment()
    elif scheme == "digest" and os.environ.get(_variable(about, argument)):
        user, _, password = os.environ[_variable(about, argument)].partition(":")
        made = httpx.DigestAuth(user, password)
    else:
        return
    if sends:
        found.given[argument] = made
    else:
        found.signer = type(made).__name__


def keys_of(about: About, argument: str) -> str:
    """Say where the keys come from that a credential signs with."""
    if about.signers[argument] == _SDK_HMAC:
        return (
            "signs with HUAWEICLOUD_SDK_AK, HUAWEICLOUD_SDK_SK and HUAWEICLOUD_SDK_SECURITY_TOKEN"
        )
    if about.signers[argument] == "digest":
        return f"{_variable(about, argument)}, as NAME:PASSWORD"
    return "a signer of your own, which only Python can give"


def _secret(file: str) -> str:
    """Read a secret: the first line of a file, or what is typed without being shown."""
    if file == "-" and sys.stdin.isatty():
        return str(click.prompt("Secret", hide_input=True, err=True))
    try:
        lines = (sys.stdin.read() if file == "-" else Path(file).read_text("utf-8")).splitlines()
    except (OSError, ValueError) as error:
        raise click.UsageError(f"{file} can't be read: {type(error).__name__}") from None
    return lines[0].strip() if lines else ""
