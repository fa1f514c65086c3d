"""The same call for the library's own command line, and where that takes settings and secrets from."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping

from trueup.document.json_values import JsonValue, mapping
from trueup.ir import Api, Declaration, Delivery, Operation, Scalar, ScalarType, Type
from trueup.render.identity import Identity
from trueup.render.operation_views import body_record
from trueup.render.shown import ELSEWHERE, Shown, elsewhere
from trueup.render.views_of_docs import CommandView

# Flags that every command has; an argument of such a name has another flag.
_TAKEN = frozenset("help body null dry_run curl output include raw verbose".split())


class _Unflagged(ValueError):
    """A call that flags alone, of plain values, do not make."""


def command_view(api: Api, identity: Identity, call: str) -> CommandView:
    """Say where the command line takes settings and secrets from, beside a call of it."""
    variables = api.server.variables if api.server else ()
    settings = [*(each.name for each in api.settings), *(each.name for each in variables)]
    setting = next(iter(settings), "base_url")
    secret = next((each.name for each in api.credentials if each.signer is None), "")
    return CommandView(
        call=call,
        setting=_variable(identity, setting),
        secret=_variable(identity, secret) if secret else "",
        secret_flag=f"--{_flag(secret)}-file" if secret else "",
    )


def dry_run(
    api: Api,
    identity: Identity,
    operation: Operation,
    call: Shown,
    declared: Mapping[str, Declaration],
) -> str:
    """Write a call as a command that sends nothing; empty where it takes more than flags of plain values."""
    try:
        words = [_command(api, operation.name), *_flags(operation, call, declared)]
    except _Unflagged:
        return ""
    where = ["--base-url", ELSEWHERE] if elsewhere(api) else []
    return shlex.join(["python", "-m", identity.package, *words, *where, "--dry-run"])


def _command(api: Api, name: str) -> str:
    if name in {each.name for each in api.groups} or name != name.strip("_"):
        raise _Unflagged
    return _flag(name)


def _flags(operation: Operation, call: Shown, declared: Mapping[str, Declaration]) -> Iterator[str]:
    if operation.delivery is Delivery.FILE:
        raise _Unflagged
    for parameter, value in call.parameters:
        if not parameter.per_client:
            yield from _given(parameter.name, parameter.type, value)
    body = operation.body
    if body is None or not call.has_body:
        return
    record, names = body_record(body, declared), dict(body.keywords)
    fields = {each.wire: each.type for each in record.fields} if record else {}
    if not (record and {*mapping(call.body)} <= {*fields}):
        raise _Unflagged
    for wire, value in mapping(call.body).items():
        yield from _given(names[wire], fields[wire], value)


def _given(name: str, type_: Type, value: JsonValue) -> tuple[str, str]:
    plain = isinstance(type_, ScalarType) and (
        type_.scalar is Scalar.INTEGER or (type_.scalar is Scalar.STRING and not type_.format)
    )
    text = str(value)
    if not plain or name in _TAKEN or name != name.strip("_") or text.startswith("-"):
        raise _Unflagged
    return f"--{_flag(name)}", text


def _flag(name: str) -> str:
    return name.strip("_").replace("_", "-")


def _variable(identity: Identity, name: str) -> str:
    return f"{identity.package.strip('_')}_{name.strip('_')}".upper()
