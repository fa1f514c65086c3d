"""Programs that make one call, as somebody would write them, and run as they are printed."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from trueup.document.json_values import JsonObject, mapping
from trueup.ir import Api, Credential, Declaration, Delivery, Operation, Record, Where
from trueup.render.answers import returns
from trueup.render.expressions import WIDTH, Expressions, Inexpressible, Source
from trueup.render.identity import Identity
from trueup.render.literals import literal
from trueup.render.operation_views import body_record
from trueup.render.shown import Shown, credentials, elsewhere, secret_of, server_values

_SIGNED = "sdk-hmac-sha256"


@dataclass(frozen=True, slots=True)
class Snippets:
    """Writes programs for the operations of one API."""

    api: Api
    identity: Identity
    declared: Mapping[str, Declaration]

    def program(self, operation: Operation, call: Shown, *, is_async: bool) -> str:
        """Write a program that makes a call; raise Inexpressible."""
        words = Expressions(self.declared)
        client = "AsyncClient" if is_async else "Client"
        made = Source(f"{client}(", tuple(self._client(operation, call, words)), ")")
        prefix = "async " if is_async else ""
        block = made.after(f"{prefix}with ").before(" as client:").lines(WIDTH - 4 * is_async)
        called = self._call(operation, call, words)
        block += textwrap.indent("\n".join(self._used(operation, called, is_async)), "    ").split(
            "\n"
        )
        names = ", ".join(sorted({client, *words.names}, key=str.casefold))
        imports = f"from {self.identity.package} import {names}"
        if len(imports) > WIDTH:
            imports = f"from {self.identity.package} import (\n    {names.replace(', ', f',{chr(10)}    ')},\n)"
        lines = [imports, *self._signing(operation)]
        if not is_async:
            return "\n".join([*lines, "", *block])
        inner = textwrap.indent("\n".join(block), "    ")
        main = f"async def main() -> None:\n{inner}\n\n\nasyncio.run(main())"
        return "\n".join(["import asyncio", "", *lines, "", "", main])

    def _client(self, operation: Operation, call: Shown, words: Expressions) -> Iterator[Source]:
        """Yield what a client is made with: what it is asked for, and what the operation asks for."""
        given = {each.wire: value for each, value in call.parameters if each.per_client}
        for setting in self.api.settings:
            if setting.wire in given:
                value = words.of(setting.type, given[setting.wire], plain=True)
                yield value.after(f"{setting.name}=")
        yield from map(Source, elsewhere(self.api))
        for name, chosen in server_values(self.api):
            yield Source(f"{name}={literal(chosen)}")
        for each in credentials(self.api, operation):
            yield Source(f"{each.name}={_secret(each)}")

    def _signing(self, operation: Operation) -> list[str]:
        signers = {each.signer for each in credentials(self.api, operation)}
        if _SIGNED in signers:
            return [f"from {self.identity.package}.signing import Keys, SdkHmacSha256"]
        return ["", "import httpx"] if signers - {None} else []

    def _call(self, operation: Operation, call: Shown, words: Expressions) -> Source:
        given = [Source('"answer.bin"')] if operation.delivery is Delivery.FILE else []
        own = [(each, value) for each, value in call.parameters if not each.per_client]
        for each, value in sorted(own, key=lambda one: one[0].where is not Where.PATH):
            made = words.of(each.type, value, plain=True)
            given.append(made if each.where is Where.PATH else made.after(f"{each.name}="))
        if call.has_body:
            given += self._body(operation, call, words)
        return Source(f"client.{operation.name}(", tuple(given), ")")

    def _body(self, operation: Operation, call: Shown, words: Expressions) -> list[Source]:
        body = operation.body
        if body is None:
            return []
        record = body_record(body, self.declared)
        if record is None:
            return [words.of(body.type, call.body, plain=True).after("body=")]
        try:
            return list(_keywords(dict(body.keywords), record, mapping(call.body), words))
        except Inexpressible:
            return [words.validated(record, call.body).after("body=")]

    def _used(self, operation: Operation, called: Source, is_async: bool) -> list[str]:
        """Write what becomes of a call: it is printed, item by item where it is a stream."""
        width = WIDTH - (8 if is_async else 4)
        if operation.delivery is Delivery.ITEMS:
            prefix = "async " if is_async else ""
            lines = called.after(f"{prefix}with ").before(" as items:").lines(width)
            return [*lines, f"    {prefix}for item in items:", "        print(item)"]
        waited = called.after("await ") if is_async else called
        if returns(operation, self.declared) == "None":
            return waited.lines(width)
        return [*waited.after("result = ").lines(width), "print(result)"]


def _keywords(
    arguments: Mapping[str, str], record: Record, value: JsonObject, words: Expressions
) -> Iterator[Source]:
    if not {*value} <= {each.wire for each in record.fields}:
        raise Inexpressible
    for each in record.fields:
        if each.wire in value:
            made = words.of(each.type, value[each.wire], plain=True)
            yield made.after(f"{arguments[each.wire]}=")


def _secret(credential: Credential) -> str:
    sample = literal(secret_of(credential))
    if credential.signer == _SIGNED:
        return 'SdkHmacSha256(Keys("my-ak", "my-sk"))'
    if credential.signer:
        return 'httpx.DigestAuth("my-name", "my-password")'
    return '("my-name", "my-password")' if credential.basic else sample
