"""Lower bodies: which of several media types is used, and what it carries."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import assert_never

from trueup.document.json_values import JsonObject, mapping, sequence, text_of
from trueup.document.pointers import join
from trueup.document.references import merged
from trueup.ir import (
    AnyType,
    BinaryType,
    CheckedType,
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
from trueup.lower.merging import Circular, Spot, flattened
from trueup.lower.parameters import is_json
from trueup.lower.report import Report
from trueup.lower.schemas import Schemas, is_file

_STYLES = {
    "form": Style.FORM,
    "spaceDelimited": Style.SPACE,
    "pipeDelimited": Style.PIPE,
    "deepObject": Style.DEEP,
}

_STREAMED = (
    "text/event-stream",
    "application/jsonl",
    "application/x-ndjson",
    "application/json-seq",
)


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
        content = mapping(holder.get("content"))
        found = [
            Chosen(
                self._media(key, mapping(node), side),
                key,
                join(pointer, "content", key),
                mapping(node),
            )
            for key, node in content.items()
            if not key.startswith("x-")
        ]
        if not found:
            return None
        order = list(Media)
        chosen = min(found, key=lambda each: (order.index(each.media), "*" in each.media_type))
        left = [
            each.media_type for each in found if each is not chosen and not _alike(each, chosen)
        ]
        if left:
            done = "sends" if side is Side.REQUEST else "asks for and reads"
            what = f"the library {done} {chosen.media_type} here, not {', '.join(left)}"
            fix = "nothing, or leave one media type to have another used"
            self.report.passed_over(join(pointer, "content"), what, fix)
        if side is Side.RESPONSE:
            self._tell_streamed(chosen)
        return chosen

    def _tell_streamed(self, chosen: Chosen) -> None:
        """Tell of an answer that comes item by item: it is read as a whole, and its items have no type."""
        if chosen.media_type.partition(";")[0].strip().lower() in _STREAMED:
            whole = "text" if chosen.media is Media.TEXT else "bytes"
            what = f"{chosen.media_type} is read to its end and given as {whole}, its items untyped"
            fix = "nothing, where the stream ends; else leave the operation out"
            self.report.passed_over(chosen.pointer, what, fix)

    def lower(self, chosen: Chosen, side: Side, name: str) -> Type:
        """Lower what a media type carries."""
        place, schema = join(chosen.pointer, "schema"), mapping(chosen.node.get("schema"))
        match chosen.media:
            case Media.BYTES:
                return BinaryType()
            case Media.TEXT:
                if merged(self.root, schema).get("type") != "string" or side is Side.RESPONSE:
                    return ScalarType(Scalar.STRING)
            case Media.MULTIPART if self._carries_files(schema):
                self.schemas.files = True
                try:
                    made = self.schemas.lower(place, schema, side, name)
                finally:
                    self.schemas.files = False
                self._refuse_files_within(made)
                return made
            case _:
                pass
        return self.schemas.lower(place, schema, side, name)

    def encodings(self, chosen: Chosen) -> tuple[Encoding, ...]:
        """Lower how the fields of a form are written, where the document says so."""
        if chosen.media not in (Media.FORM, Media.MULTIPART):
            return ()
        return tuple(self._encodings(chosen))

    def _encodings(self, chosen: Chosen) -> Iterator[Encoding]:
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
            exact = kind if kind and "*" not in kind and "," not in kind else None
            explode = said.get("explode", style in (Style.FORM, Style.DEEP)) is True
            yield Encoding(wire, exact, style, explode)

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
                if record.key not in outer and BinaryType(file=True) in parts:
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
        case ScalarType() | BinaryType() | NamedType() | AnyType():
            pass
        case _:
            assert_never(type_)


def _alike(one: Chosen, other: Chosen) -> bool:
    """Say whether two media types are JSON and carry the same."""
    return one.media is other.media is Media.JSON and one.node.get("schema") == other.node.get(
        "schema"
    )
