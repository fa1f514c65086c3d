"""Lower bodies: which of several media types is used, and what it carries."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import assert_never

from trueup.document.json_values import JsonObject, mapping, sequence, text_of
from trueup.document.pointers import join
from trueup.document.references import merged
from trueup.ir import (
    AnyType,
    BinaryType,
    CheckedType,
    ConstType,
    Delivery,
    Encoding,
    ListType,
    MapType,
    Media,
    NamedType,
    NullableType,
    Record,
    Scalar,
    ScalarType,
    Side,
    Style,
    Type,
    UnionType,
)
from trueup.lower.keywords import implied
from trueup.lower.merging import Circular, Spot, flattened
from trueup.lower.parameters import is_json
from trueup.lower.report import Report
from trueup.lower.schemas import Schemas, is_file
from trueup.lower.streams import EVENTS, Data, Events, is_lines, item_of

_STYLES = {
    "form": Style.FORM,
    "spaceDelimited": Style.SPACE,
    "pipeDelimited": Style.PIPE,
    "deepObject": Style.DEEP,
}

_STREAMS = (Media.EVENTS, Media.LINES)


@dataclass(frozen=True, slots=True)
class Chosen:
    """The media type that is used of several: where it stands, and what it says."""

    media: Media
    media_type: str
    pointer: str
    node: JsonObject

    @property
    def sent_as(self) -> str:
        """The media type of a request: a range is none."""
        if "*" not in self.media_type:
            return self.media_type
        return {
            Media.JSON: "application/json",
            Media.MULTIPART: "multipart/form-data",
            Media.TEXT: "text/plain",
        }.get(self.media, "application/octet-stream")


@dataclass(frozen=True, slots=True)
class Bodies:
    """Lowers what requests and answers carry."""

    root: JsonObject
    report: Report
    schemas: Schemas

    def chosen(self, pointer: str, holder: JsonObject, side: Side) -> Chosen | None:
        """Choose a media type, and tell of those that are not used."""
        found = self._offered(pointer, holder, side)
        chosen = min(found, key=_order, default=None)
        self._tell(pointer, found, [chosen] if chosen else [], side)
        if side is Side.RESPONSE and chosen and chosen.media in _STREAMS:
            what = f"{chosen.media_type} of an error is read as text, its items untyped"
            self.report.passed_over(chosen.pointer, what, "describe the error as JSON")
            return replace(chosen, media=Media.TEXT)
        return chosen

    def delivered(self, pointer: str, holder: JsonObject) -> dict[Delivery, Chosen]:
        """Choose what a success is read from, as a whole and item by item, and tell of what is not used."""
        found = self._offered(pointer, holder, Side.RESPONSE)
        made: dict[Delivery, Chosen] = {}
        for each in sorted(found, key=_order):
            how = Delivery.ITEMS if each.media in _STREAMS else Delivery.WHOLE
            made.setdefault(how, each)
        self._tell(pointer, found, list(made.values()), Side.RESPONSE)
        return made

    def _offered(self, pointer: str, holder: JsonObject, side: Side) -> list[Chosen]:
        found = [
            Chosen(
                self._media(key, mapping(node), side),
                key,
                join(pointer, "content", key),
                mapping(node),
            )
            for key, node in mapping(holder.get("content")).items()
            if not key.startswith("x-")
        ]
        for each in found:
            for key in ("itemSchema", "prefixEncoding", "itemEncoding"):
                if key in each.node and (each.media not in _STREAMS or key != "itemSchema"):
                    what = (
                        f"the items of {each.media_type} are not told apart: {key} is passed over"
                    )
                    fix = "say what the whole is by `schema`"
                    self.report.passed_over(join(each.pointer, key), what, fix)
        return found

    def _tell(self, pointer: str, found: list[Chosen], used: list[Chosen], side: Side) -> None:
        """Tell of the media types that are not used."""
        left = [each.media_type for each in found if not any(_alike(each, other) for other in used)]
        if left:
            done = "sends" if side is Side.REQUEST else "asks for and reads"
            kinds = " or ".join(each.media_type for each in used)
            what = f"the library {done} {kinds} here, not {', '.join(left)}"
            fix = "nothing, or leave one media type to have another used"
            self.report.passed_over(join(pointer, "content"), what, fix)

    def lower(self, chosen: Chosen, side: Side, name: str) -> Type:
        """Lower what a media type carries."""
        place, schema = join(chosen.pointer, "schema"), mapping(chosen.node.get("schema"))
        match chosen.media:
            case Media.BYTES:
                meant = self._meant(schema)
                if self._tell_untyped(chosen, meant, side):
                    return BinaryType()
                return self.schemas.binary(Spot(place, name), meant, side, file=False)
            case Media.TEXT:
                untyped = self._tell_untyped(chosen, self._meant(schema), side)
                if (
                    untyped
                    or merged(self.root, schema).get("type") != "string"
                    or side is Side.RESPONSE
                ):
                    return ScalarType(Scalar.STRING)
            case Media.MULTIPART if self._carries_files(schema):
                self.schemas.files = True
                try:
                    made = self.schemas.lower(place, schema, side, name)
                finally:
                    self.schemas.files = False
                self._refuse_files_within(made)
                return made
            case Media.MULTIPART if (self._meant(schema).get("type") or "object") != "object":
                self.report.unsupported(place, "a multipart body that is no object")
                return AnyType()
            case Media.LINES:
                return self._lines(chosen, side, name)
            case _:
                pass
        return self.schemas.lower(place, schema, side, name)

    def _tell_untyped(self, chosen: Chosen, schema: JsonObject, side: Side) -> bool:
        """Tell of what has a schema, and is text or bytes to the library."""
        kinds = schema.get("type") or implied(schema) or "string"
        if kinds in ("string", ["string", "null"]):
            return False
        done = "sent" if side is Side.REQUEST else "read"
        whole = "text" if chosen.media is Media.TEXT else "bytes"
        what = f"{chosen.media_type} is {done} as {whole}: its schema is not held"
        self.report.passed_over(chosen.pointer, what, "nothing, or describe it as JSON")
        return True

    def data(self, chosen: Chosen, name: str) -> Data:
        """Lower what an answer carries, or each item of it."""
        if chosen.media is not Media.EVENTS:
            return Data(self.lower(chosen, Side.RESPONSE, name))
        place, schema = item_of(self.root, chosen.pointer, chosen.node)
        return Events(self.root, self.schemas).lower(place, schema, name)

    def _lines(self, chosen: Chosen, side: Side, name: str) -> Type:
        """Lower JSON lines: what is sent is a list of them, what is received comes one by one."""
        place, schema = item_of(self.root, chosen.pointer, chosen.node)
        item = self.schemas.lower(place, schema, side, name)
        if side is Side.RESPONSE:
            return item
        whole = mapping(chosen.node.get("schema"))
        if self._meant(whole).get("type") == "array":
            return self.schemas.lower(join(chosen.pointer, "schema"), whole, side, name)
        return ListType(item)

    def encodings(self, chosen: Chosen) -> tuple[Encoding, ...]:
        """Lower how the fields of a form are written, where the document says so."""
        if chosen.media not in (Media.FORM, Media.MULTIPART):
            return ()
        return tuple(self._encodings(chosen))

    def _encodings(self, chosen: Chosen) -> Iterator[Encoding]:
        kinds = self._kinds_of_parts(chosen)
        for wire, node in mapping(chosen.node.get("encoding")).items():
            said = mapping(node)
            kind, named = text_of(said.get("contentType")), said.get("style")
            if mapping(said.get("headers")):
                what = f"the headers of the part {wire} are not sent"
                place = join(chosen.pointer, "encoding", wire, "headers")
                self.report.passed_over(place, what, "leave them out")
            style = _STYLES.get(text_of(named)) if named else None
            if style is None and "explode" in said:
                style = Style.FORM
            explode = said.get("explode", style in (Style.FORM, Style.DEEP)) is True
            yield Encoding(wire, kind or kinds.pop(wire, None), style, explode)
            kinds.pop(wire, None)
        for wire, kind in kinds.items():
            yield Encoding(wire, kind)

    def _kinds_of_parts(self, chosen: Chosen) -> dict[str, str]:
        """Give the media types that the schemas of a form's files name."""
        form = self._meant(mapping(chosen.node.get("schema")))
        parts = {
            wire: self._meant(mapping(part))
            for wire, part in mapping(form.get("properties")).items()
        }
        return {
            wire: text_of(part["contentMediaType"])
            for wire, part in parts.items()
            if chosen.media is Media.MULTIPART and is_file(part) and "contentMediaType" in part
        }

    def _carries_files(self, schema: JsonObject) -> bool:
        for raw in mapping(self._meant(schema).get("properties")).values():
            node = self._meant(mapping(raw))
            kinds = sequence(node.get("type"))
            bare = {**node, "type": "string"} if "string" in kinds else node
            if is_file(bare) or is_file(self._meant(mapping(node.get("items")) or {"type": 0})):
                return True
        return False

    def _refuse_files_within(self, form: Type) -> None:
        """Report files in objects that are parts of a form: such a part is JSON, which carries no file."""
        outer = {each.key for each in _parts(form) if isinstance(each, NamedType)}
        seen, left = set(outer), sorted(outer)
        while left:
            record = self.schemas.declared[left.pop(0)]
            for field in record.fields if isinstance(record, Record) else ():
                parts = list(_parts(field.type))
                if record.key not in outer and any(isinstance(each, BinaryType) for each in parts):
                    what = "a file inside an object that is a part of a form"
                    self.report.unsupported(field.origin.pointer, what)
                keys = {each.key for each in parts if isinstance(each, NamedType)} - seen
                seen |= keys
                left += sorted(keys)

    def _meant(self, schema: JsonObject) -> JsonObject:
        """Give a schema with what it refers to and joins; one that consists of itself is told elsewhere."""
        try:
            return flattened(self.root, Spot("", ""), schema).schema
        except Circular:
            return merged(self.root, schema)

    def _media(self, media_type: str, node: JsonObject, side: Side) -> Media:
        plain = media_type.partition(";")[0].strip().lower()
        if is_lines(plain):
            return Media.LINES
        if plain == EVENTS and side is Side.RESPONSE:
            return Media.EVENTS
        if is_json(plain):
            return Media.JSON
        if plain == "application/x-www-form-urlencoded" and side is Side.REQUEST:
            return Media.FORM
        if plain.startswith("multipart/") and side is Side.REQUEST:
            return Media.MULTIPART
        if plain == "*/*" and self._is_structured(node):
            return Media.JSON
        text = plain.startswith("text/") and not plain.endswith(("/xml", "+xml"))
        return Media.TEXT if text else Media.BYTES

    def _is_structured(self, node: JsonObject) -> bool:
        schema = merged(self.root, mapping(node.get("schema")))
        return bool(schema) and schema.get("type") != "string"


def _parts(type_: Type) -> Iterator[Type]:
    """Give a type, and all that it consists of short of what it names."""
    yield type_
    match type_:
        case ListType(item=inner) | MapType(value=inner):
            yield from _parts(inner)
        case NullableType(of=inner) | CheckedType(of=inner):
            yield from _parts(inner)
        case UnionType(members=members):
            for member in members:
                yield from _parts(member)
        case ScalarType() | ConstType() | BinaryType() | NamedType() | AnyType():
            pass
        case _:
            assert_never(type_)


def _order(chosen: Chosen) -> tuple[int, bool]:
    return list(Media).index(chosen.media), "*" in chosen.media_type


def _alike(one: Chosen, other: Chosen) -> bool:
    """Say whether two media types are one, or are both JSON and carry the same."""
    return one is other or (
        one.media is other.media is Media.JSON
        and one.node.get("schema") == other.node.get("schema")
    )
