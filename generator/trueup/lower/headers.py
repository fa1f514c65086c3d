"""Lower the headers of answers: what each carries, and how that is written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from trueup.document.json_values import JsonObject, mapping, text_of
from trueup.document.pointers import join
from trueup.document.references import found
from trueup.ir import Header, Side, Style
from trueup.lower.parameters import is_json
from trueup.lower.report import origin_of
from trueup.lower.schemas import Schemas


@dataclass(frozen=True, slots=True)
class Headers:
    """Lowers the headers of the answers of one document."""

    root: JsonObject
    schemas: Schemas

    def lower(self, pointer: str, response: JsonObject, name: str) -> Iterator[Header]:
        """Lower the headers of an answer; `name` is that of its operation."""
        for wire, raw in mapping(response.get("headers")).items():
            if wire.lower() != "content-type":  # OpenAPI leaves that to the media types
                node, referred = found(self.root, mapping(raw))
                place = referred or join(pointer, "headers", wire)
                yield self._header(place, node, wire, f"{name}-{wire}-header")

    def _header(self, pointer: str, node: JsonObject, wire: str, name: str) -> Header:
        place, schema, style = join(pointer, "schema"), mapping(node.get("schema")), Style.SIMPLE
        for media_type, media in mapping(node.get("content")).items():
            place = join(pointer, "content", media_type, "schema")
            schema = mapping(mapping(media).get("schema"))
            style = Style.JSON if is_json(media_type) else Style.PLAIN
        return Header(
            wire=wire,
            type=self.schemas.lower(place, schema, Side.RESPONSE, name),
            doc=text_of(node.get("description")),
            origin=origin_of(pointer, node),
            style=style,
            explode=node.get("explode") is True,
        )
