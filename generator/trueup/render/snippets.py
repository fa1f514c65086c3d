"""Programs that make one call, as somebody would write them, and run as they are printed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import TypeAlias

from trueup.document.json_values import JsonObject, mapping
from trueup.ir import Api, Credential, Declaration, Delivery, Operation, Record, Where
from trueup.render import curl
from trueup.render.answers import returns
from trueup.render.expressions import WIDTH, Expressions, Inexpressible, Source
from trueup.render.identity import Identity
from trueup.render.literals import literal
from trueup.render.operation_views import body_record
from trueup.render.shown import Shown, credentials, elsewhere, secret_of, server_values

SIGNED = "sdk-hmac-sha256"


# What is done with a call, as lines that are so wide at most.
Using: TypeAlias = Callable[[Source, int], list[str]]


@dataclass(frozen=True, slots=True)
class Around:
    """What a program has beside its call: imports, names of the package, what goes before, arguments.

    `modules`: what it imports of the package's modules; `opened`: what else the block opens, before the
    client; `secret`: the argument in the place of the credentials; `client`: what gives the client, in
    the place of making one; `after`: what follows the block.
    """

    imports: tuple[str, ...] = ()
    modules: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    setup: tuple[str, ...] = ()
    opened: str = ""
    arguments: tuple[str, ...] = ()
    secret: str = ""
    client: str = ""
    after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Snippets:
    """Writes programs for the operations of one API."""

    api: Api
    identity: Identity
    declared: Mapping[str, Declaration]

    def program(
        self,
        operation: Operation,
        call: Shown,
        *,
        is_async: bool = False,
        around: Around = Around(),
        using: Using | None = None,
    ) -> str:
        """Write a program that makes a call; raise Inexpressible."""
        words = Expressions(self.declared, {*around.names})
        opened = self._opened(operation, call, words, around, is_async=is_async)
        called = self._call(operation, call, words)
        width = WIDTH - (8 if is_async else 4)
        used = (
            using(called, width)
            if using
            else self.used(operation, called, width, is_async=is_async)
        )
        block = [*opened.lines(width + 4), *(f"    {line}" if line else "" for line in used)]
        lines = [
            *([self._imported(words.names)] if words.names else []),
            *around.modules,
            *(() if around.secret or around.client else self._signing(operation)),
        ]
        if not is_async:
            before = [*around.imports, *([""] if around.imports else [])]
            return "\n".join([*before, *lines, "", *around.setup, *block, *around.after])
        inner = "\n".join(f"    {line}" if line else "" for line in block)
        main = f"async def main() -> None:\n{inner}\n\n\nasyncio.run(main())"
        return "\n".join(["import asyncio", "", *lines, "", "", main])

    def ways(self, operation: Operation, call: Shown) -> Iterator[tuple[str, str]]:
        """Yield each way to make a call that there is, as the language and the code: Python's two, and curl."""
        for title, is_async in (("Python", False), ("Python, asynchronously", True)):
            with suppress(Inexpressible):
                yield title, self.program(operation, call, is_async=is_async)
        with suppress(curl.Uncurled):
            yield "curl", curl.command(self.api, operation, call)

    def example(self, operation: Operation, call: Shown, width: int, *, is_async: bool) -> str:
        """Write a call without what is around it; raise Inexpressible."""
        called = self._call(operation, call, Expressions(self.declared))
        if operation.delivery is Delivery.ITEMS:
            lines = self.used(operation, called, width, is_async=is_async)
        else:
            lines = (called.after("await ") if is_async else called).lines(width)
        return "\n".join(lines)

    def _opened(
        self,
        operation: Operation,
        call: Shown,
        words: Expressions,
        around: Around,
        *,
        is_async: bool,
    ) -> Source:
        """Write the line that opens the block of a client."""
        if around.client:
            return Source(f"with {around.client} as client:")
        client = "AsyncClient" if is_async else "Client"
        words.names.add(client)
        given = (
            *self._client(operation, call, words, around.secret),
            *map(Source, around.arguments),
        )
        prefix = "async " if is_async else ""
        return Source(f"{prefix}with {around.opened}{client}(", given, ") as client:")

    def _imported(self, names: Iterable[str]) -> str:
        listed = sorted(names, key=str.casefold)
        line = f"from {self.identity.package} import {', '.join(listed)}"
        if len(line) <= WIDTH:
            return line
        return "\n".join(
            [f"from {self.identity.package} import (", *(f"    {each}," for each in listed), ")"]
        )

    def _client(
        self, operation: Operation, call: Shown, words: Expressions, secret: str
    ) -> Iterator[Source]:
        """Yield what a client is made with: what it is asked for, and what the operation asks for."""
        given = {each.wire: value for each, value in call.parameters if each.per_client}
        for setting in self.api.settings:
            if setting.wire in given:
                value = words.of(setting.type, given[setting.wire], plain=True)
                yield value.after(f"{setting.name}=")
        yield from map(Source, elsewhere(self.api))
        for name, chosen in server_values(self.api):
            yield Source(f"{name}={literal(chosen)}")
        if secret:
            yield Source(secret)
            return
        for each in credentials(self.api, operation):
            yield Source(f"{each.name}={_secret(each)}")

    def _signing(self, operation: Operation) -> list[str]:
        signers = {each.signer for each in credentials(self.api, operation)}
        if SIGNED in signers:
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

    def used(
        self, operation: Operation, called: Source, width: int, *, is_async: bool = False
    ) -> list[str]:
        """Write what becomes of a call: it is printed, item by item where it is a stream."""
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
    if credential.signer == SIGNED:
        return 'SdkHmacSha256(Keys("my-ak", "my-sk"))'
    if credential.signer:
        return 'httpx.DigestAuth("my-name", "my-password")'
    return '("my-name", "my-password")' if credential.basic else sample
