"""The verb that serves a stand-in."""

from __future__ import annotations

import json
import signal
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Unpack

import click

from trueup import pipeline
from trueup.cli_options import (
    COMMAND,
    FILE,
    finish,
    formatted,
    guarded,
    selecting,
    settings_of,
    targeting,
)
from trueup.config import Flags
from trueup.findings import Finding, any_error
from trueup.report import show

if TYPE_CHECKING:
    from trueup.standin.exchanges import Exchange, Objection

_STATUSES = range(200, 600)
_FAULTS = ("reset", "truncated", "garbage", "html", "empty", "slow")


def _share(context: click.Context, option: click.Parameter, text: str) -> float:
    """Read a part of a whole: `5%` or 0.05."""
    try:
        share = float(text.removesuffix("%")) / (100 if text.endswith("%") else 1)
    except ValueError:
        share = -1.0
    if not 0 <= share <= 1:
        raise click.BadParameter(f"{text} is no share: say 5% or 0.05", context, option)
    return share


def _troubles(
    context: click.Context, option: click.Parameter, given: tuple[str, ...]
) -> tuple[str, ...]:
    """Take statuses and faults alone."""
    for each in given:
        if each not in _FAULTS and not (each.isdecimal() and int(each) in _STATUSES):
            known = f"no status from 200 to 599, and none of {', '.join(_FAULTS)}"
            raise click.BadParameter(f"{each} is {known}", context, option)
    return given


@click.command(cls=COMMAND)
@click.argument("spec", type=FILE, required=False)
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8080,
    show_default=True,
    help="The port to listen on; 0 is any that is free.",
)
@click.option(
    "--fail",
    "share",
    metavar="SHARE",
    default="0",
    callback=_share,
    help="Meet this share of the requests with trouble: `5%`, or 0.05.",
)
@click.option(
    "--as",
    "troubles",
    metavar="TROUBLE",
    callback=_troubles,
    multiple=True,
    help=f"What trouble: a status, or {', '.join(_FAULTS)}; repeatable. Else what every client must live with.",
)
@click.option("--seed", type=int, help="Draw the same trouble each time.")
@click.option(
    "--delay",
    type=click.FloatRange(0, 3600),
    default=0.0,
    metavar="SECONDS",
    help="Answer each request after so many seconds.",
)
@selecting
@targeting
@formatted
def serve(
    host: str,
    port: int,
    share: float,
    troubles: tuple[str, ...],
    seed: int | None,
    delay: float,
    format_: str,
    **flags: Unpack[Flags],
) -> None:
    """Stand in for the service that a spec describes, on loopback, until ctrl-C.

    Each request is held to the spec, and told in a line, with all that is wrong with it; it is answered
    with the spec's examples, or values of its schemas. A request asks for something else by its header
    Prefer: `code=429`, `example=NAME`, `delay=2`, `fault=reset`. `--format json` gives a line of JSON for each.

    \b
    Examples:
      trueup serve openapi.yaml --port 0
      trueup serve --fail 5% --as 503 --as reset --seed 1
      curl -H 'Prefer: code=429' http://127.0.0.1:8080/pets
    """  # noqa: D301 - click wants the character
    settings = settings_of(format_, **flags)
    linted = guarded(lambda: pipeline.lint(settings, tolerant=True), format_)
    if any_error(linted.findings):
        finish(linted.findings, "", {}, format_)
    from trueup.prove.standin import TROUBLES, Server, troubled
    from trueup.standin.standing_in import Document, StandingIn

    standing = StandingIn(Document(linted.document.root), keeping=False)
    if share:
        standing.choose(troubled(share, troubles or TROUBLES, seed))
    write = _json if format_ == "json" else _line
    try:
        server = Server(standing, host, port, delay=delay, told=lambda each: _echo(write(each)))
    except OSError as error:
        raise click.UsageError(
            f"nothing can listen on {host}, port {port}: {error.strerror}; choose another --port, or --port 0"
        ) from None
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with server, suppress(KeyboardInterrupt):
        _begin(settings.shown(settings.spec), server.url, linted.findings, format_)
        server.serve_forever()


def _begin(spec: str, url: str, findings: Sequence[Finding], format_: str) -> None:
    """Say what was found in the spec, and where it is served."""
    if format_ == "json":
        said = {"spec": spec, "url": url, "findings": [each.as_json() for each in findings]}
        _echo(json.dumps(said, ensure_ascii=False))
    else:
        show(findings, "", {}, as_json=False)
        _echo(f"{spec} is served at {url} until ctrl-C")


def _echo(text: str) -> None:
    click.echo(text)
    sys.stdout.flush()  # a pipe shows it at once, too


def _line(exchange: Exchange) -> str:
    """Tell an exchange: method and path, the verdict, what it is answered with, and what is wrong where."""
    sent, answer = exchange.request, exchange.answer
    wrong = [str(each) for each in _against(exchange)]
    verdict = click.style("refused", fg="red") if wrong else click.style("allowed", fg="green")
    how = f", {answer.fault}" if answer.fault else ""
    return "\n    ".join(
        [f"{sent.method} {sent.raw_path}: {verdict}, {answer.status}{how}", *wrong]
    )


def _json(exchange: Exchange) -> str:
    sent, answer = exchange.request, exchange.answer
    wrong = [{"where": each.where, "why": each.why} for each in _against(exchange)]
    said = {
        "method": sent.method,
        "path": sent.raw_path,
        "operation": exchange.operation,
        "allowed": not wrong,
        "status": answer.status,
        "fault": answer.fault,
        "findings": wrong,
    }
    return json.dumps(said, ensure_ascii=False)


def _against(exchange: Exchange) -> tuple[Objection, ...]:
    return (*exchange.objections, exchange.lacking) if exchange.lacking else exchange.objections
