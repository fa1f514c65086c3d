"""Lower operations: parameters, JSON bodies, responses by status."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple
from urllib.parse import urljoin

from trueup import names
from trueup.document.json_values import JsonObject, canonical, mapping, sequence, text_of
from trueup.document.pointers import join
from trueup.document.references import examples_of, resolve
from trueup.document.walk import METHODS, operations, path_item
from trueup.ir import (
    Body,
    Delivery,
    Media,
    NamedType,
    Operation,
    Parameter,
    Record,
    Response,
    Side,
    SuccessRule,
    Type,
)
from trueup.lower.bodies import Bodies, Chosen
from trueup.lower.headers import Headers
from trueup.lower.parameters import Parameters
from trueup.lower.report import Report, origin_of
from trueup.lower.schemas import Schemas
from trueup.lower.security import security
from trueup.lower.streams import Data


class _Answer(NamedTuple):
    """A documented answer: where it stands, and what it may be read from."""

    status: str
    where: str
    node: JsonObject
    success: bool
    chosen: dict[Delivery, Chosen]


@dataclass(slots=True)
class Operations:
    """Lowers the operations of one document."""

    root: JsonObject
    report: Report
    schemas: Schemas

    @property
    def bodies(self) -> Bodies:
        """What lowers bodies."""
        return Bodies(self.root, self.report, self.schemas)

    def lower(self) -> tuple[Operation, ...]:
        """Lower every operation, in the order of the document."""
        for name in mapping(self.root.get("webhooks")):
            self._not_called(join("/webhooks", name), f"the webhook {name}")
        found = list(operations(self.root))
        keys = list(_keys(found))
        settled = names.settle(
            (f"{pointer} {path}", key, names.snake(key, names.CLIENT_RESERVED))
            for (pointer, path, _, _), key in zip(found, keys, strict=True)
        )
        taken = {*settled.values(), *names.CLIENT_RESERVED}
        return tuple(
            operation
            for each, key in zip(found, keys, strict=True)
            for operation in self._operations(*each, key, settled[f"{each[0]} {each[1]}"], taken)
        )

    def _not_called(self, pointer: str, what: str) -> None:
        fix = "nothing: the service calls it, not the client"
        self.report.passed_over(pointer, f"{what} is passed over", fix)

    def _operations(
        self,
        pointer: str,
        path: str,
        method: str,
        node: JsonObject,
        key: str,
        name: str,
        taken: set[str],
    ) -> Iterator[Operation]:
        """Lower an operation: one for each way in which it gives what it got."""
        answers = list(self._answers(pointer, node))
        made = self._operation(pointer, path, method, node, key, name)
        for suffix, delivery in _deliveries(answers):
            yield replace(
                made,
                key=f"{key} {suffix}" if suffix else key,
                name=names.distinct(f"{name.rstrip('_')}_{suffix}", taken) if suffix else name,
                responses=tuple(self._responses(answers, key, delivery)),
                delivery=delivery,
            )

    def _operation(
        self, pointer: str, path: str, method: str, node: JsonObject, key: str, name: str
    ) -> Operation:
        if method not in METHODS and method != method.upper():
            self.report.unsupported(pointer, f"the method {method}: httpx sends it in capitals")
        parameters = Parameters(self.root, self.report, self.schemas).lower(pointer, path, node)
        for callback in mapping(node.get("callbacks")):
            self._not_called(join(pointer, "callbacks", callback), f"the callback {callback}")
        return Operation(
            key=key,
            name=name,
            method=method.upper(),
            path=path,
            summary=text_of(node.get("summary")),
            doc=text_of(node.get("description")),
            parameters=parameters,
            body=self._body(pointer, node, key, {each.name for each in parameters}),
            responses=(),
            partial_update=node.get("x-partial-update") is True,
            idempotent=_marked(node),
            origin=origin_of(pointer, node),
            security=security(self.root, node),
            server=self._server(pointer, path, node),
            tag=next((each for each in map(text_of, sequence(node.get("tags"))) if each), None),
        )

    def _server(self, pointer: str, path: str, node: JsonObject) -> str | None:
        """Give the server of an operation or its path, with the defaults of its variables."""
        place, item = path_item(self.root, path)
        for at, holder in ((pointer, node), (place, item)):
            for server in map(mapping, sequence(holder.get("servers"))[:1]):
                url = filled(server)
                above = next(map(mapping, sequence(self.root.get("servers"))), {})
                joined = urljoin(filled(above), url) if url.startswith("/") else url
                if joined.startswith(("https://", "http://")):
                    return joined
                self.report.unsupported(join(at, "servers"), f"the server {url}, which is relative")
        return None

    def _body(self, pointer: str, node: JsonObject, key: str, taken: set[str]) -> Body | None:
        if "requestBody" not in node:
            return None
        body, referred = resolve(self.root, mapping(node["requestBody"]))
        where = referred or join(pointer, "requestBody")
        chosen = self.bodies.chosen(where, body, Side.REQUEST)
        if chosen is None:
            return None
        examples = sorted(map(canonical, examples_of(self.root, chosen.node)), key=len)
        type_ = self.bodies.lower(chosen, Side.REQUEST, f"{key}-request")
        return Body(
            media_type=chosen.sent_as,
            type=type_,
            required=body.get("required") is True,
            doc=text_of(body.get("description")),
            origin=origin_of(where, body),
            keywords=self._keywords(type_, taken),
            example=next(iter(examples), None),
            largest=next(reversed(examples), None),
            media=chosen.media,
            encodings=self.bodies.encodings(chosen),
        )

    def _keywords(self, type_: Type, taken: set[str]) -> tuple[tuple[str, str], ...]:
        record = self.schemas.declared.get(type_.key) if isinstance(type_, NamedType) else None
        if not isinstance(record, Record):
            return ()
        used = {*taken, *names.ARGUMENT_RESERVED}
        arguments: list[tuple[str, str]] = []
        for field in record.fields:
            others = {each.name for each in record.fields if each is not field}
            name = (
                field.name if field.name not in used else names.distinct(field.name, used | others)
            )
            used.add(name)
            arguments.append((field.wire, name))
        return tuple(arguments)

    def _answers(self, pointer: str, node: JsonObject) -> Iterator[_Answer]:
        """Give each documented answer, with what it may be read from."""
        bodiless = pointer.endswith("/head")
        responses = mapping(node.get("responses"))
        lone = not any(status.startswith("2") for status in responses)
        for status, raw in responses.items():
            if status.startswith("x-"):
                continue
            response, referred = resolve(self.root, mapping(raw))
            where = referred or join(pointer, "responses", status)
            chosen: dict[Delivery, Chosen] = {}
            success = status.startswith("2") or (lone and status == "default")
            if success and not bodiless:
                chosen = self.bodies.delivered(where, response)
            elif not bodiless and (one := self.bodies.chosen(where, response, Side.RESPONSE)):
                chosen = {Delivery.WHOLE: one}
            yield _Answer(status, where, response, success, chosen)

    def _responses(
        self, answers: list[_Answer], key: str, delivery: Delivery
    ) -> Iterator[Response]:
        """Lower what answers carry; one that only comes item by item is not among those of the whole."""
        headers = Headers(self.root, self.schemas)
        for status, where, response, success, found in answers:
            if delivery is not Delivery.ITEMS and [*found] == [Delivery.ITEMS]:
                continue
            chosen = found.get(delivery, found.get(Delivery.WHOLE))
            items = chosen is not None and chosen is found.get(Delivery.ITEMS)
            wanted = f"{key}-{status}-{'item' if items else 'response'}"
            data = self.bodies.data(chosen, wanted) if chosen else Data(None)
            rule = join(where, "x-success-when")
            yield Response(
                status=status,
                doc=text_of(response.get("description")),
                type=data.type,
                origin=origin_of(where, response),
                succeeds_when=self._success_rule(rule, response, data.type, items=items),
                media=chosen.media if chosen else Media.JSON,
                media_type=chosen.media_type if chosen else "",
                named=data.named,
                headers=tuple(headers.lower(where, response, key)) if success else (),
            )

    def _success_rule(
        self, place: str, response: JsonObject, type_: Type | None, *, items: bool
    ) -> SuccessRule | None:
        rule = mapping(response.get("x-success-when"))
        if rule and items:
            what = "the success rule is not held on what comes item by item"
            self.report.passed_over(place, what, "nothing, or leave the stream out")
            return None
        record = self.schemas.declared.get(type_.key) if isinstance(type_, NamedType) else None
        if not rule or not isinstance(record, Record):
            return None
        by_wire = {field.wire: field.name for field in record.fields}
        wire = text_of(rule["field"])
        if wire not in by_wire:  # never received: writeOnly
            self.report.unsupported(place, f"a success rule on {wire}, which is never received")
            return None
        return SuccessRule(
            wire=wire,
            name=by_wire[wire],
            equals=canonical(rule["equals"]),
            error=text_of(rule["error"]),
            message=by_wire.get(text_of(rule.get("message"))),
        )


def _deliveries(answers: list[_Answer]) -> Iterator[tuple[str, Delivery]]:
    """Give the ways in which an operation gives what it got, each with the end of its name."""
    found = [each.chosen for each in answers]
    streams = any(Delivery.ITEMS in each for each in found)
    whole = not streams or any(len(each) > 1 for each in found)
    if whole:
        yield "", Delivery.WHOLE
    if streams:
        yield "stream" if whole else "", Delivery.ITEMS
    if any(each.success and _is_file(each.chosen.get(Delivery.WHOLE)) for each in answers):
        yield "to", Delivery.FILE


def _is_file(chosen: Chosen | None) -> bool:
    """Say whether an answer is one to be kept in a file: bytes, but no message in XML."""
    if chosen is None or chosen.media is not Media.BYTES:
        return False
    return not chosen.media_type.partition(";")[0].strip().lower().endswith(("/xml", "+xml"))


def filled(server: JsonObject) -> str:
    """Give the URL of a server with the defaults of its variables."""
    url = text_of(server.get("url"))
    for name, variable in mapping(server.get("variables")).items():
        url = url.replace(f"{{{name}}}", text_of(mapping(variable).get("default")))
    return url


def _keys(found: list[tuple[str, str, str, JsonObject]]) -> Iterator[str]:
    """Give each operation a key of its own: its operationId, unless two paths share the operation."""
    seen: set[str] = set()
    for _, path, method, node in found:
        key = text_of(node.get("operationId"))
        yield key if key and key not in seen else f"{method} {path}"
        seen.add(key)


def error_record(found: tuple[Operation, ...]) -> str | None:
    """Give the key of the record that every error answer carries, if they all carry the same one."""
    keys = {
        response.type.key if isinstance(response.type, NamedType) else None
        for operation in found
        for response in operation.responses
        if response.status == "default" or response.status[:1] in "45"
    }
    return keys.pop() if len(keys) == 1 else None


def client_settings(found: tuple[Operation, ...]) -> tuple[Parameter, ...]:
    """Give the parameters that are set once for a client, each once, with names free for a client."""
    taken: set[str] = set(names.CLIENT_RESERVED)
    made: dict[str, Parameter] = {}
    for operation in found:
        for parameter in operation.parameters:
            if parameter.per_client and parameter.wire not in made:
                name = names.distinct(parameter.name, taken)
                taken.add(name)
                made[parameter.wire] = replace(parameter, name=name)
    return tuple(made.values())


def _marked(node: JsonObject) -> bool | None:
    said = node.get("x-idempotent")
    return said if isinstance(said, bool) else None
