"""An operation as a page shows it: what it is called with, takes, gives and raises."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import Final

from trueup import names
from trueup.document.json_values import JsonObject, mapping, sequence, text_of
from trueup.document.pointers import join
from trueup.document.references import examples_of, found
from trueup.ir import Delivery, Operation, Side
from trueup.page.stated.layers import Layer, layers
from trueup.publish.examples import subjects
from trueup.publish.reference.access import asked
from trueup.publish.reference.code import Code, examples
from trueup.publish.reference.fields import Fields, Spot
from trueup.publish.reference.ids import slug
from trueup.publish.reference.words import written
from trueup.publish.site.prose import line, prose
from trueup.publish.site.views_of_reference import (
    BadgeView,
    CallView,
    DescribedView,
    EndpointView,
    FactView,
    PayloadView,
)
from trueup.render.operation_docs import error_entries
from trueup.render.templating import Html
from trueup.standin.routes import Operation as Route

_SLOT: Final = re.compile(r"({[^{}]*})")
_TONES: Final = {"2": "good", "3": "info", "4": "warn", "5": "bad"}
Place = tuple[str, str]  # an operation and a field, as changes name them
_PARTIAL: Final = "What the request leaves out keeps the value that it has."


@dataclass(frozen=True)
class Endpoints:
    """Shows the operations of one API. `index`: the way to the page with servers and credentials."""

    root: JsonObject
    fields: Fields
    code: Code
    known: Mapping[str, Sequence[Operation]]
    index: str = ""

    def endpoint(self, route: Route, id_: str) -> EndpointView:
        """Show an operation."""
        said = route.said
        known = self.known.get(route.pointer, ())
        own = self.fields.ids.of(id_, route.pointer)
        told = [each for each in subjects(self.root, route) if each.media_type]
        sent = (each for each in told if each.said["of"] == "request")
        received = (each for each in told if each.said["of"] == "answer")
        return EndpointView(
            id=own,
            title=text_of(said.get("summary")).rstrip(".") or route.name,
            method=route.method,
            path=slots(route.template),
            deprecated=said.get("deprecated") is True,
            doc=prose(text_of(said.get("description")), 3),
            facts=tuple(self._facts(route, known)),
            parameters=tuple(self._parameters(route, id_)),
            requests=tuple(self._request(route, id_)),
            answers=tuple(self._answers(route, id_)),
            errors=tuple(
                FactView(name, line(when))
                for name, when in dict.fromkeys(e for one in known for e in error_entries(one))
            ),
            calls=tuple(self._calls(known, own)),
            sent=tuple(view for each in sent for view in examples(self.root, each)),
            received=tuple(
                replace(view, title=f"{each.said['status']}: {view.title}")
                for each in received
                for view in examples(self.root, each)
            ),
        )

    def _facts(self, route: Route, known: Sequence[Operation]) -> Iterator[FactView]:
        if known:
            calls = (written(f"client.{each.name}") for each in known)
            yield FactView("In Python", Html(", ").join(dict.fromkeys(calls)))
        item = mapping(mapping(self.root.get("paths")).get(route.template))
        servers = sequence(route.said.get("servers")) or sequence(item.get("servers"))
        shared = [] if servers else sequence(self.root.get("servers"))
        for server in servers or shared[:1]:
            more = Html(' (<a href="{}#servers">all servers</a>)').format(self.index)
            url = written(text_of(mapping(server).get("url")))
            yield FactView("Server", Html("{}{}").format(url, more if shared else Html("")))
        security = route.said.get("security", self.root.get("security"))
        yield FactView("Credentials", asked(security, self.index))
        if tags := [text_of(each) for each in sequence(route.said.get("tags"))][1:]:
            yield FactView("Also under", Html.escape(", ".join(tags)))
        documented = mapping(route.said.get("externalDocs"))
        if address := text_of(documented.get("url")):
            words = text_of(documented.get("description")) or "External documentation"
            yield FactView("See also", line(f"[{words}]({address})"))
        if source := text_of(route.said.get("x-source")):
            yield FactView("Source", line(source))
        at = (_shown(route), "")
        if since := self.fields.told.since(at):
            yield FactView("There", Html.escape(since))
        yield from self.fields.told.changes(at)

    def _parameters(self, route: Route, id_: str) -> Iterator[DescribedView]:
        for pointer, node in route.parameters:
            name, where = text_of(node.get("name")), text_of(node.get("in"))
            spot = Spot(
                f"{id_}.{where}.{slug(name)}", name, Side.REQUEST, node.get("required") is True,
                at=(_shown(route), f"{where}.{name.lower() if where == 'header' else name}"),
            )  # fmt: skip
            made = self.fields.described(spot, self._value(pointer, node))
            yield replace(made, badges=(BadgeView(where), *made.badges))

    def _value(self, pointer: str, node: JsonObject) -> tuple[Layer, ...]:
        """Give the layers of a parameter, or of a header: its own, and those of its schema."""
        at, schema = join(pointer, "schema"), mapping(node.get("schema"))
        for media_type, raw in mapping(node.get("content")).items():
            media, there = found(self.root, mapping(raw))
            at = join(there or join(pointer, "content", media_type), "schema")
            schema = mapping(media.get("schema"))
        kept = {
            key: value
            for key, value in node.items()
            if key in ("description", "deprecated") or key.startswith("x-")
        }
        if shown := examples_of(self.root, node):
            kept["examples"] = shown
        return (Layer(pointer, kept), *layers(self.root, at, schema))

    def _request(self, route: Route, id_: str) -> Iterator[PayloadView]:
        if "requestBody" not in route.said:
            return
        raw = mapping(route.said["requestBody"])
        node, there = found(self.root, raw)
        pointer = there or join(route.pointer, "requestBody")
        facts = [FactView("Partial update", Html.escape(_PARTIAL))] * (
            route.said.get("x-partial-update") is True
        )
        yield PayloadView(
            id=self.fields.ids.of(f"{id_}.request", pointer),
            title="Request body",
            badge="required" if node.get("required") is True else "optional",
            tone="bad" if node.get("required") is True else "",
            doc=prose(text_of(node.get("description")), 4),
            facts=(*facts, *self._place(pointer, node)),
            headers=(),
            bodies=tuple(
                self._bodies(
                    f"{id_}.request", pointer, node, Side.REQUEST, (_shown(route), "request")
                )
            ),
        )

    def _place(self, pointer: str, node: JsonObject) -> Iterator[FactView]:
        if place := self.fields.told.place(pointer, node):
            yield FactView("On the page", Html.escape(place))
        elif source := text_of(node.get("x-source")):
            yield FactView("Source", line(source))

    def _answers(self, route: Route, id_: str) -> Iterator[PayloadView]:
        for status, raw in mapping(route.said.get("responses")).items():
            if status.startswith("x-"):
                continue
            node, there = found(self.root, mapping(raw))
            pointer, own = (
                there or join(route.pointer, "responses", status),
                f"{id_}.response.{status}",
            )
            at = _shown(route), f"response-{status}"
            yield PayloadView(
                id=self.fields.ids.of(own, f"{route.pointer}{status}"),
                title=_status(status),
                badge="",
                tone=_TONES.get(status[:1], ""),
                doc=prose(text_of(node.get("description")), 5),
                facts=(
                    *_succeeds(node),
                    *self._place(join(route.pointer, "responses", status), node),
                ),
                headers=tuple(self._headers(own, pointer, node, at)),
                bodies=tuple(self._bodies(own, pointer, node, Side.RESPONSE, at)),
            )

    def _headers(
        self, id_: str, pointer: str, node: JsonObject, at: Place
    ) -> Iterator[DescribedView]:
        for name, raw in mapping(node.get("headers")).items():
            header, there = found(self.root, mapping(raw))
            where = there or join(pointer, "headers", name)
            spot = Spot(
                f"{id_}.header.{slug(name)}",
                name,
                Side.RESPONSE,
                header.get("required") is True,
                at=(at[0], f"{at[1]}.{name}"),
            )
            yield self.fields.described(spot, self._value(where, header))

    def _bodies(
        self, id_: str, pointer: str, node: JsonObject, side: Side, at: Place
    ) -> Iterator[DescribedView]:
        for index, (media_type, raw) in enumerate(mapping(node.get("content")).items()):
            media, there = found(self.root, mapping(raw))
            where = there or join(pointer, "content", media_type)
            key = "itemSchema" if "schema" not in media and "itemSchema" in media else "schema"
            spot = Spot(
                f"{id_}.{slug(media_type)}", media_type, side, base="" if index else id_, at=at
            )
            made = self.fields.schema(spot, join(where, key), mapping(media.get(key)))
            yield (
                replace(made, type=Html("stream of {}").format(made.type))
                if key != "schema"
                else made
            )

    def _calls(self, known: Sequence[Operation], id_: str) -> Iterator[CallView]:
        for each in known:
            suffix = "" if each.delivery is Delivery.WHOLE else f".{each.delivery}"
            how = "" if each is known[0] else f", as {_DELIVERED[each.delivery]}"
            for call in self.code.calls(each, f"{id_}{suffix}"):
                yield replace(call, title=f"{call.title}{how}", first=call.first and not how)


_DELIVERED: Final = {
    Delivery.WHOLE: "a whole", Delivery.ITEMS: "a stream", Delivery.FILE: "a file",
}  # fmt: skip


def id_of(route: Route, known: Sequence[Operation]) -> str:
    """Name an operation: as the method of a client that calls it, if there is one."""
    whole = [each for each in known if each.delivery is Delivery.WHOLE] or [*known]
    if whole:
        return whole[0].name
    said = text_of(route.said.get("operationId")) or f"{route.method} {route.template}"
    return names.snake(said)


def _shown(route: Route) -> str:
    return f"{route.method} {route.template}"


def slots(template: str) -> Html:
    """Show a path, what is filled in told apart; it may be broken after its slashes."""
    parts = _SLOT.split(template)
    shown = (
        Html("<var>{}</var>").format(part)
        if at % 2
        else Html.escape(part).replace("/", Html("/<wbr>"))
        for at, part in enumerate(parts)
    )
    return Html("").join(shown)


def _status(status: str) -> str:
    if status == "default":
        return "Any other status"
    try:
        return f"{status} {HTTPStatus(int(status)).phrase}"
    except ValueError:
        return status


def _succeeds(node: JsonObject) -> Iterator[FactView]:
    rule = mapping(node.get("x-success-when"))
    if rule:
        field = written(text_of(rule.get("field")))
        error = written(text_of(rule.get("error")))
        said = Html("only if {} is {}; else the library raises {}")
        yield FactView("A success", said.format(field, written(str(rule.get("equals"))), error))
