"""The programs and tables of a library's README: each runs as it is printed, and is about this API."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from trueup.document.json_values import JsonObject, mapping
from trueup.ir import Api, Credential, Delivery, Operation, Record, Scalar, ScalarType, Side, Where
from trueup.render.client_views import sent_as
from trueup.render.command_line import command_view, dry_run
from trueup.render.error_views import root_error
from trueup.render.expressions import WIDTH, Expressions, Inexpressible, Source
from trueup.render.identity import Identity
from trueup.render.literals import literal
from trueup.render.markdown import cell, cell_code
from trueup.render.operation_views import body_record
from trueup.render.shown import Shown, calls, credentials
from trueup.render.snippets import SIGNED, Around, Snippets, Using
from trueup.render.views_of_docs import ReadmeView, RowView

_SHORT: Final = 48


def readme_view(api: Api, identity: Identity) -> ReadmeView:
    """Show what a README says, by the first call that can be shown; nothing where there is none."""
    declared = {each.key: each for each in api.declarations}
    made = next(_shown(Snippets(api, identity, declared)), None)
    sent = [
        each for each in api.declarations if isinstance(each, Record) and each.side is Side.REQUEST
    ]
    return ReadmeView(
        first=made.first(is_async=False) if made else "",
        first_async=made.first(is_async=True) if made else "",
        unset=made.unset() if made else "",
        credentials=tuple(_row(each) for each in api.credentials),
        asked=made.asked() if made else "",
        signing=made.signing() if made else "",
        errors=made.errors() if made else "",
        options=made.options() if made else "",
        connections=made.connections() if made else "",
        many=made.many() if made else "",
        hooks=made.hooks() if made else "",
        tracing=made.tracing() if made else "",
        raw=made.raw() if made else "",
        testing=made.testing() if made else "",
        command=command_view(api, identity, made.command() if made else ""),
        defaults=any(field.default is not None for each in sent for field in each.fields),
        streams=any(each.delivery is Delivery.ITEMS for each in api.operations),
        files=any(each.delivery is Delivery.FILE for each in api.operations),
    )


def _shown(snippets: Snippets) -> Iterator[_Programs]:
    """Yield programs about each operation that a call can be shown of, those that give a value first."""
    operations = sorted(
        snippets.api.operations, key=lambda each: each.delivery is not Delivery.WHOLE
    )
    for operation in operations:
        for call in calls(operation, snippets.declared)[:1]:
            made = _Programs(snippets, operation, call)
            try:
                made.first(is_async=False)
            except Inexpressible:
                continue
            yield made


def _row(credential: Credential) -> RowView:
    said = cell(f"{credential.doc} {sent_as(credential)}")
    return RowView(cell_code(credential.name), "", "", said)


@dataclass(frozen=True, slots=True)
class _Programs:
    """Writes the programs of a README about one call."""

    snippets: Snippets
    operation: Operation
    call: Shown

    def first(self, *, is_async: bool) -> str:
        return self.snippets.program(self.operation, self.call, is_async=is_async)

    def unset(self) -> str:
        """Show what a body holds that has some of its fields set."""
        record = body_record(self.operation.body, self.snippets.declared)
        value = mapping(self.call.body)
        left = [each.name for each in record.fields if each.wire not in value] if record else []
        words = Expressions(self.snippets.declared, {"UNSET"})
        if record is None or not left:
            return ""
        try:
            body = words.record(record, value).after("body = ").lines(WIDTH)
        except Inexpressible:
            return ""
        imports = f"from {self.snippets.identity.package} import {', '.join(sorted(words.names))}"
        lines = [
            *body,
            f"assert body.{left[0]} is UNSET",
            f"print(body.model_dump_json(by_alias=True)){_printed(value)}",
        ]
        return "\n".join([imports, "", *lines])

    def asked(self) -> str:
        """Show a token that is asked for before each call."""
        secrets = credentials(self.snippets.api, self.operation)
        if len(secrets) != 1 or secrets[0].signer or secrets[0].basic:
            return ""
        name = secrets[0].name
        variable = f"{self.snippets.identity.package}_{name}".upper()
        given = f'{name}=from_environment("{variable}")'
        return self._program(Around(names=("from_environment",), secret=given))

    def signing(self) -> str:
        """Show a client that signs, with keys from the environment."""
        signers = [each for each in self.snippets.api.credentials if each.signer == SIGNED]
        if not signers:
            return ""
        imported = f"from {self.snippets.identity.package}.signing import SdkHmacSha256"
        secret = f"{signers[0].name}=SdkHmacSha256.from_environment()"
        return self._program(Around(modules=(imported,), secret=secret))

    def errors(self) -> str:
        """Show what there is to catch, in its order."""
        root = root_error(self.snippets.api, self.snippets.identity)
        rejected = [
            each.succeeds_when.error for each in self.operation.responses if each.succeeds_when
        ]
        names = ["APIStatusError", "InvalidRequestError", root, *rejected[:1]]

        def using(called: Source, width: int) -> list[str]:
            lines = ["try:", *(f"    {line}" for line in self._used(called, width - 4))]
            lines += [
                "except InvalidRequestError as error:",
                "    print(error.problems)  # nothing was sent",
            ]
            for name in rejected[:1]:
                lines += [
                    f"except {name} as error:",
                    "    print(error.result)  # a success by its status alone",
                ]
            lines += ["except APIStatusError as error:", "    print(error.status_code, error)"]
            return [
                *lines,
                f"except {root} as error:",
                "    print(error)  # no answer, or none that can be read",
            ]

        return self._program(Around(names=tuple(names)), using)

    def options(self) -> str:
        """Show patience that is set for all calls, and for some."""

        def using(called: Source, width: int) -> list[str]:
            once = "once = client.with_options(retry=Retry(attempts=1), timeout=5, deadline=10)"
            return [once, *self._used(_of(called, "once"), width)]

        given = ("timeout=20", "deadline=120", "retry=Retry(attempts=3)")
        return self._program(Around(names=("Retry",), arguments=given), using)

    def connections(self) -> str:
        """Show an httpx client of the caller's."""
        setup = ("limits = httpx.Limits(max_connections=20)",)
        around = Around(
            ("import httpx",),
            setup=setup,
            opened="httpx.Client(limits=limits, timeout=60) as http, ",
            arguments=("http_client=http",),
        )
        return self._program(around)

    def many(self) -> str:
        """Show the same call for many keys, where it is made for one."""
        keys = [
            each
            for each in self.operation.parameters
            if each.where is Where.PATH and not each.per_client
        ]
        if self.operation.delivery is not Delivery.WHOLE or not keys:
            return ""
        name = keys[0].name
        counted = isinstance(keys[0].type, ScalarType) and keys[0].type.scalar is Scalar.INTEGER

        def using(called: Source, width: int) -> list[str]:
            for_each = Source(called.head, (Source(name), *called.items[1:]), called.tail)
            made = for_each.after(f"lambda {name}: ").lines(width - 4)
            given = "range(1, 4)" if counted else f"[{called.items[0].lines(width)[0]}]"
            return [
                "with Outcomes(",
                *(
                    f"    {line}"
                    for line in [*made[:-1], f"{made[-1]},", f"{given},", "at_once=2,"]
                ),
                ") as outcomes:",
                "    for outcome in outcomes:",
                "        print(outcome.key, outcome.error or outcome.value)",
            ]

        modules = (f"from {self.snippets.identity.package}.outcomes import Outcomes",)
        return self._program(Around(modules=modules), using)

    def hooks(self) -> str:
        """Show a hook that tells how long calls take."""
        setup = (
            "class Seconds(Hook):",
            "    def ended(self, call: OperationCall, value: object, error: BaseException | None) -> None:",
            '        print(call.operation, f"{call.seconds:.3f} s", call.sent, error or "done")',
        )
        return self._hooked("hooks import Hook, OperationCall", "Seconds", ("", *setup, "", ""))

    def tracing(self) -> str:
        """Show a client whose calls are traced."""
        return self._hooked("tracing import Tracing", "Tracing")

    def _hooked(self, imported: str, hook: str, setup: tuple[str, ...] = ()) -> str:
        modules = (f"from {self.snippets.identity.package}.{imported}",)
        return self._program(Around(modules=modules, setup=setup, arguments=(f"hooks=[{hook}()]",)))

    def raw(self) -> str:
        """Show a call that gives the answer as a whole."""
        if self.operation.delivery is not Delivery.WHOLE:
            return ""

        def using(called: Source, width: int) -> list[str]:
            made = _of(called, "client.with_raw_response").after("answer = ")
            return [*made.lines(width), "print(answer.status_code, answer.headers, answer.parsed)"]

        return self._program(Around(), using)

    def testing(self) -> str:
        """Show the call in a test, against the stand-in."""
        if self.operation.delivery is Delivery.FILE:
            return ""
        around = Around(
            modules=(f"from {self.snippets.identity.package}.testing import StandIn",),
            setup=("stand_in = StandIn()",),
            client="stand_in.client()",
            after=(
                f"assert stand_in.requests[0].method == {literal(self.operation.method.upper())}",
            ),
        )
        return self._program(around)

    def command(self) -> str:
        """Show the call on the library's command line."""
        made = self.snippets
        return dry_run(made.api, made.identity, self.operation, self.call, made.declared)

    def _used(self, called: Source, width: int) -> list[str]:
        return self.snippets.used(self.operation, called, width)

    def _program(self, around: Around, using: Using | None = None) -> str:
        return self.snippets.program(self.operation, self.call, around=around, using=using)


def _printed(value: JsonObject) -> str:
    """Say what is printed of a body, where that is short."""
    text = json.dumps(value, separators=(",", ":"), ensure_ascii=False)
    plain = text.isascii() and all(isinstance(each, str | int) for each in value.values())
    return f"  # {text}" if plain and len(text) < _SHORT else ""


def _of(called: Source, owner: str) -> Source:
    """Call a method of something else."""
    return Source(called.head.replace("client", owner, 1), called.items, called.tail)
