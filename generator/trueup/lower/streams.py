"""Lower what streams carry: the items of JSON lines, and the data of server-sent events."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from trueup.document.json_values import JsonObject, JsonValue, mapping, sequence
from trueup.document.pointers import join
from trueup.document.references import found
from trueup.ir import Scalar, ScalarType, Side, Type, UnionType
from trueup.lower.keywords import asserts
from trueup.lower.merging import Circular, Flat, Spot, flattened
from trueup.lower.schemas import Schemas

EVENTS: Final = "text/event-stream"
_LINES: Final = frozenset(
    "application/jsonl application/x-jsonl application/jsonlines application/x-jsonlines"
    " application/json-lines application/x-json-lines application/ndjson application/x-ndjson"
    " application/json-seq application/stream+json application/x-json-stream".split()
)
# What an event is made of: a schema of these says what the event is, any other what its data is.
_FIELDS: Final = frozenset({"event", "data", "id", "retry"})


def is_lines(media_type: str) -> bool:
    """Say whether a media type is JSON texts one after another.

    >>> is_lines("application/x-ndjson; charset=utf-8"), is_lines("application/geo+json-seq")
    (True, True)
    """
    plain = media_type.partition(";")[0].strip().lower()
    return plain in _LINES or plain.endswith(("+jsonl", "+ndjson", "+json-seq"))


def item_of(root: JsonObject, pointer: str, media: JsonObject) -> tuple[str, JsonObject]:
    """Give the schema of an item and where it stands: a list's is that of its items."""
    if "itemSchema" in media:
        return join(pointer, "itemSchema"), mapping(media["itemSchema"])
    place, schema = join(pointer, "schema"), mapping(media.get("schema"))
    there, referred = found(root, schema)
    if there.get("type") == "array" and isinstance(there.get("items"), dict):
        return join(referred or place, "items"), mapping(there["items"])
    return place, schema


@dataclass(frozen=True, slots=True)
class Data:
    """What events carry; and what those of a type carry, where the document tells types apart."""

    type: Type | None
    named: tuple[tuple[str, Type], ...] = ()


@dataclass(frozen=True, slots=True)
class Events:
    """Lowers what events carry."""

    root: JsonObject
    schemas: Schemas

    def lower(self, pointer: str, schema: JsonObject, name: str) -> Data:
        """Lower the schema of an event, or of its data."""
        kinds = [self._flat(*each) for each in self._kinds(Spot(pointer, name), schema)]
        if not all(map(_is_event, kinds)):
            return Data(self._data(Spot(pointer, name), schema))
        made = [
            (names, self._data(spot, data))
            for flat in kinds
            for names, spot, data in self._parts(flat, Spot(pointer, name))
        ]
        types = tuple(dict.fromkeys(type_ for _, type_ in made))
        if len(types) < 2:
            return Data(types[0] if types else ScalarType(Scalar.STRING))
        named = {name: type_ for names, type_ in reversed(made) for name in names}
        return Data(UnionType(types), tuple(sorted(named.items())))

    def _kinds(self, spot: Spot, schema: JsonObject) -> Iterator[tuple[Spot, JsonObject]]:
        """Give the members of a union, each with its place, or the schema itself."""
        there, referred = found(self.root, schema)
        place = referred or spot.pointer
        for keyword in ("oneOf", "anyOf"):
            if keyword in there and "properties" not in there:
                for index, member in enumerate(sequence(there[keyword])):
                    yield (
                        Spot(join(place, keyword, index), f"{spot.name}-{index + 1}"),
                        mapping(member),
                    )
                return
        yield spot, schema

    def _parts(self, flat: Flat, spot: Spot) -> Iterator[tuple[list[str], Spot, JsonObject]]:
        """Give the types of an event, and its data with the place of that."""
        properties = mapping(flat.schema.get("properties"))
        if "data" in properties:
            place = Spot(join(spot.pointer, "properties", "data"), f"{spot.name}-data")
            data = mapping(properties["data"])
            yield self._names(properties.get("event")), flat.spots.get("data", place), data

    def _names(self, schema: JsonValue) -> list[str]:
        said, _ = found(self.root, mapping(schema))
        values = [said["const"]] if "const" in said else sequence(said.get("enum"))
        return [each for each in values if isinstance(each, str)]

    def _data(self, spot: Spot, schema: JsonObject) -> Type:
        """Lower what data is: text where nothing is said, JSON where its content has a schema."""
        there, referred = found(self.root, schema)
        if "contentSchema" in there:
            place = join(referred or spot.pointer, "contentSchema")
            return self.schemas.lower(
                place, mapping(there["contentSchema"]), Side.RESPONSE, spot.name
            )
        if not asserts(self._flat(spot, schema).schema):
            return ScalarType(Scalar.STRING)
        return self.schemas.lower(spot.pointer, schema, Side.RESPONSE, spot.name)

    def _flat(self, spot: Spot, schema: JsonObject) -> Flat:
        """Give a schema with what it refers to and joins; one that consists of itself is told elsewhere."""
        try:
            return flattened(self.root, spot, schema)
        except Circular:
            return Flat(found(self.root, schema)[0])


def _is_event(flat: Flat) -> bool:
    wires = mapping(flat.schema.get("properties")).keys()
    return bool(wires & {"event", "data"}) and wires <= _FIELDS
